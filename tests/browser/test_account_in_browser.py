"""One's own account in a browser: password, second factor, log-ins."""

import time
from collections.abc import Iterator
from itertools import count

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.api.people import PASSWORD, Person, added_person
from tests.api.running import RunningService
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import People

NEW = "nine cold kettles, two maps"
_NUMBERS = count()


@pytest.fixture
def person(service: RunningService, key_client: httpx.Client) -> Person:
    """Somebody whom only this test knows."""
    return added_person(service, key_client, f"own{next(_NUMBERS)}@council.example", "caseworker")


@pytest.fixture
def page(browser: Browser, service: RunningService, person: Person) -> Iterator[Page]:
    """Their account."""
    with visit(browser, service, person) as page:
        page.goto("/account")
        yield page


def change(page: Page, present: str, chosen: str, again: str) -> None:
    page.get_by_label("Present password").fill(present)
    page.get_by_label("New password", exact=True).fill(chosen)
    page.get_by_label("The same new password again").fill(again)
    page.get_by_role("button", name="Change the password").click()


def log_in(page: Page, person: Person, password: str, code: str = "") -> None:
    page.goto("/log-in")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password").fill(password)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Log in").click()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page).to_have_title("Log in - caseclock")


def set_up(page: Page) -> pyotp.TOTP:
    """A second factor; gives what the app would hold."""
    page.get_by_role("link", name="Set up a code").click()
    app = pyotp.TOTP(page.locator("#secret").inner_text().replace(" ", ""))
    page.get_by_label("Code").fill(app.now())
    page.get_by_role("button", name="Turn the code on").click()
    expect(page.get_by_text("From now on you need a code to log in.")).to_be_visible()
    return app


def test_one_sees_who_one_is(page: Page, person: Person) -> None:
    expect(page.get_by_role("definition")).to_have_text([person.email, "Caseworker"])
    check_accessible(page)


def test_a_changed_password_logs_in_and_the_old_one_does_not(page: Page, person: Person) -> None:
    page.watch.expected = ("status of 401",)  # type: ignore[attr-defined]
    change(page, PASSWORD, NEW, NEW)
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    check_accessible(page)
    log_out(page)
    log_in(page, person, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    log_in(page, person, NEW)
    page.wait_for_url("**/cases")


@pytest.mark.parametrize(
    ("present", "chosen", "again", "told"),
    [
        ("", NEW, NEW, "Type your present password."),
        ("not mine at all", NEW, NEW, "not your present password"),
        (PASSWORD, NEW, f"{NEW}!", "not the same"),
        (PASSWORD, "short", "short", "at least 12 characters"),
    ],
)
def test_what_is_wrong_with_a_password_is_told(page: Page, present: str, chosen: str, again: str, told: str) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    change(page, present, chosen, again)
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(page.get_by_label("Present password")).to_have_value("")
    check_accessible(page)


def test_a_present_password_cannot_be_guessed_for_long(page: Page, person: Person) -> None:
    page.watch.expected = ("status of 422", "status of 401")  # type: ignore[attr-defined]
    for guess in range(5):
        change(page, f"a guess, number {guess}", NEW, NEW)
        expect(page.get_by_role("alert")).to_contain_text("not your present password")
    change(page, PASSWORD, NEW, NEW)  # locked by now, as after wrong log-ins
    expect(page.get_by_role("alert")).to_contain_text("locked for a quarter of an hour")


def test_a_code_is_set_up_needed_and_turned_off(page: Page, person: Person) -> None:
    page.watch.expected = ("status of 401",)  # type: ignore[attr-defined]
    app = set_up(page)
    check_accessible(page)
    log_out(page)
    log_in(page, person, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("authenticator app")
    log_in(page, person, PASSWORD, app.at(_later(app)))  # no code works twice
    page.wait_for_url("**/cases")


def _later(app: pyotp.TOTP) -> int:
    """A moment in the step after this one, which the service takes as well."""
    return int(time.time()) + app.interval


def test_a_code_is_turned_off_with_a_code(page: Page, person: Person) -> None:
    page.watch.expected = ("status of 403", "status of 422")  # type: ignore[attr-defined]
    app = set_up(page)
    field = page.get_by_label("Code that your app shows now")
    for wrong, told in (("12", "six digits"), (_wrong_code(app), "The code is not right")):
        field.fill(wrong)
        page.get_by_role("button", name="Turn the code off").click()
        expect(page.get_by_role("alert")).to_contain_text(told)
        check_accessible(page)
    field.fill(app.at(_later(app)))
    page.get_by_role("button", name="Turn the code off").click()
    expect(page.get_by_text("You need no code any more to log in.")).to_be_visible()
    log_out(page)
    log_in(page, person, PASSWORD)
    page.wait_for_url("**/cases")


def test_a_wrong_first_code_turns_nothing_on(page: Page) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    page.get_by_role("link", name="Set up a code").click()
    check_accessible(page)
    secret = page.locator("#secret").inner_text()
    link = page.get_by_role("link", name="open the app with the key").get_attribute("href") or ""
    assert link.startswith("otpauth://totp/")
    assert secret.replace(" ", "") in link
    page.get_by_label("Code").fill(_wrong_code(pyotp.TOTP(secret.replace(" ", ""))))
    page.get_by_role("button", name="Turn the code on").click()
    expect(page.get_by_role("alert")).to_contain_text("The code is not right")
    expect(page.locator("#secret")).to_have_text(secret)  # what was typed into the app still holds
    check_accessible(page)
    page.goto("/account")
    expect(page.get_by_role("link", name="Set up a code")).to_be_visible()


def _wrong_code(app: pyotp.TOTP) -> str:
    """Six digits that are no code of these minutes."""
    now = int(time.time())
    right = {app.at(now + app.interval * steps) for steps in range(-4, 8)}
    return next(code for code in map(str, range(111111, 111200)) if code not in right)


def test_other_log_ins_are_ended(page: Page, browser: Browser, service: RunningService, person: Person) -> None:
    with visit(browser, service, person) as other:
        page.reload()
        expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(2)
        page.get_by_role("button", name="Log out everywhere else").click()
        expect(page.get_by_text("You are logged out everywhere else.")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(1)
        other.goto("/account")
        expect(other).to_have_title("Log in - caseclock")


def test_without_a_log_in_there_is_no_account(browser: Browser, service: RunningService) -> None:
    with visit(browser, service, None) as page:
        page.goto("/account")
        expect(page).to_have_title("Log in - caseclock")
        answer = page.request.post("/account/log-ins/end", form={"csrf": "x"})
        assert "Log in" in answer.text()


def test_a_form_without_its_proof_changes_nothing(page: Page) -> None:
    form = {"present": PASSWORD, "password": NEW, "again": NEW}
    assert page.request.post("/account/password", form=form).status == 403


@pytest.mark.parametrize("path", ["/account", "/account/second-factor"])
def test_nothing_runs_off_the_side_of_a_phone(
    browser: Browser, service: RunningService, people: People, path: str
) -> None:
    with visit(browser, service, people.caseworker, viewport={"width": 320, "height": 700}) as page:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        check_accessible(page)
