"""Logging in and out in a browser."""

from playwright.sync_api import Browser, Page, expect
from tests.api.people import PASSWORD
from tests.api.running import RunningService
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import People


def test_the_log_in_is_accessible_and_leads_back_to_where_one_was(
    browser: Browser, service: RunningService, people: People
) -> None:
    with visit(browser, service, None) as page:
        page.goto("/cases?closed=true")
        expect(page).to_have_title("Log in - caseclock")
        check_accessible(page)
        page.get_by_label("Email address").fill(people.caseworker.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/cases?closed=true")


def test_what_is_wrong_is_told_at_the_top(browser: Browser, service: RunningService, people: People) -> None:
    with visit(browser, service, None) as page:
        page.watch.expected = ("status of 401", "status of 403", "status of 422")  # type: ignore[attr-defined]
        page.goto("/log-in")
        page.get_by_label("Email address").fill(people.caseworker.email)
        page.get_by_label("Password").fill("not it at all")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_contain_text("There is a problem")
        check_accessible(page)


def test_logging_out_shuts_the_pages(caseworker: Page) -> None:
    caseworker.get_by_role("button", name="Log out").click()
    expect(caseworker).to_have_title("Log in - caseclock")
    caseworker.goto("/cases")
    expect(caseworker).to_have_title("Log in - caseclock")


def test_a_page_that_is_not_there_says_so(caseworker: Page) -> None:
    caseworker.watch.expected = ("status of 404",)  # type: ignore[attr-defined]
    answer = caseworker.goto("/cases/nothing-here/chronology")
    assert answer is not None
    assert answer.status == 404
    expect(caseworker.get_by_role("heading", level=1)).to_have_text("Not found")
    check_accessible(caseworker)
