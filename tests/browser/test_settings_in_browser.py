"""What is asked of a case and who may see it, changed in a browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.api.people import added_person
from tests.api.running import RunningService, upload, wait_for
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker, People


@pytest.fixture
def own(maker: Maker) -> str:
    """A case of the test's own, without papers."""
    return maker.case("", "Settings")


@pytest.fixture
def page(caseworker: Page, own: str) -> Page:
    """Its settings, as the caseworker sees them."""
    caseworker.goto(f"/cases/{own}/settings")
    return caseworker


def member(page: Page, name: str) -> object:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def test_settings_are_changed_and_shown(page: Page, maker: Maker, own: str) -> None:
    check_accessible(page)
    page.get_by_label("Reference").fill("ASB/2026/0999")
    page.get_by_label("Day of the case review application").fill("2026-03-02")
    page.get_by_label("Day for which clocks are judged").fill("")
    page.get_by_label("Keep until").fill("2032-12-31")
    page.get_by_text("Choose policies yourself").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The case is changed.")).to_be_visible()
    expect(page.get_by_label("This case").get_by_role("link", name="ASB/2026/0999")).to_be_visible()
    check_accessible(page)
    kept = maker.client.get(f"/cases/{own}").json()
    assert (kept["application_date"], kept["as_of"], kept["keep_until"]) == ("2026-03-02", None, "2032-12-31")
    assert len(kept["policies"]) == 1
    page.get_by_label("Day of the case review application").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The case is changed.")).to_be_visible()
    assert maker.client.get(f"/cases/{own}").json()["application_date"] is None


def test_what_is_wrong_is_told_and_what_was_typed_stays(page: Page) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    page.get_by_label("Reference").fill("")
    page.get_by_label("Keep until").fill("2031-01-01")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Fill this in.")
    expect(page.get_by_label("Keep until")).to_have_value("2031-01-01")
    check_accessible(page)


def test_two_who_change_a_case_at_once_do_not_undo_each_other(page: Page, maker: Maker, own: str) -> None:
    page.watch.expected = ("status of 412",)  # type: ignore[attr-defined]
    assert maker.client.patch(f"/cases/{own}", json={"application_date": "2026-01-05"}).status_code == 200
    page.get_by_label("Reference").fill("Mine")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else changed the case")
    expect(page.get_by_label("Day of the case review application")).to_have_value("2026-01-05")
    expect(page.get_by_label("Reference")).to_have_value("Settings")
    expect(page.get_by_role("definition").first).to_have_text("Mine")
    check_accessible(page)
    page.get_by_label("Reference").fill("Mine")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The case is changed.")).to_be_visible()
    kept = maker.client.get(f"/cases/{own}").json()
    assert (kept["reference"], kept["application_date"]) == ("Mine", "2026-01-05")


def test_papers_that_were_read_meanwhile_are_no_hindrance(page: Page, maker: Maker, own: str) -> None:
    job = upload(maker.client, own, [("note.txt", b"On 3 March 2021 there was noise.\n")]).json()["job"]["id"]
    assert wait_for(maker.client, job)["state"] == "done"
    page.get_by_label("Reference").fill("While it was read")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The case is changed.")).to_be_visible()


def test_a_member_is_added_changed_and_removed(
    page: Page, browser: Browser, service: RunningService, people: People, own: str
) -> None:
    page.get_by_label("Their email address").fill(people.stranger.email.upper())
    page.get_by_label("How people are named to them", exact=True).select_option("initials")
    page.get_by_role("button", name="Add", exact=True).click()
    row = member(page, people.stranger.email)
    expect(row).to_be_visible()  # type: ignore[arg-type]
    way = page.get_by_label(f"How people are named to {people.stranger.email}")
    expect(way).to_have_value("initials")
    check_accessible(page)
    way.select_option("masked")
    page.get_by_role("button", name=f"Change for {people.stranger.email}").click()
    expect(page.get_by_text("What the member sees is changed.")).to_be_visible()
    expect(way).to_have_value("masked")
    with visit(browser, service, people.stranger) as theirs:
        expect(theirs.get_by_role("link", name="Settings", exact=True)).to_have_attribute(
            "href", f"/cases/{own}/chronology"
        )
    page.get_by_role("link", name=f"Remove {people.stranger.email}").click()
    check_accessible(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The member may see the case no longer.")).to_be_visible()
    expect(row).to_have_count(0)  # type: ignore[arg-type]


def test_somebody_who_cannot_log_in_here_cannot_be_added(page: Page) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    for address, told in (("nobody@nowhere.example", "Nobody who may log in here"), ("no address", "alex@council")):
        page.get_by_label("Their email address").fill(address)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text(told)
        expect(page.get_by_label("Their email address")).to_have_value(address)
    check_accessible(page)


def test_nobody_shows_more_than_they_see(
    browser: Browser, service: RunningService, people: People, maker: Maker, own: str
) -> None:
    maker.let_in(own, people.stranger, "initials")
    with visit(browser, service, people.stranger) as page:
        page.watch.expected = ("status of 403",)  # type: ignore[attr-defined]
        page.goto(f"/cases/{own}/settings")
        page.get_by_label(f"How people are named to {people.stranger.email}").select_option("full")
        page.get_by_role("button", name=f"Change for {people.stranger.email}").click()
        expect(page.get_by_role("alert")).to_contain_text("cannot show more")


def test_every_way_of_naming_people_is_offered(page: Page) -> None:
    offered = page.get_by_label("How people are named to them", exact=True).get_by_role("option")
    expect(offered).to_have_text(["Names shown", "Third parties masked", "Initials only", "Names masked"])


def test_who_leaves_a_case_goes_to_their_others(browser: Browser, service: RunningService, maker: Maker) -> None:
    person = added_person(service, maker.client, "leaver@council.example", "caseworker")
    case = maker.case("", "Left")
    maker.let_in(case, person)
    with visit(browser, service, person) as page:
        page.goto(f"/cases/{case}/settings")
        page.get_by_role("link", name=f"Remove {person.email}").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Leave this case?")
        page.get_by_role("button", name="Leave the case").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You have no cases yet")


def test_the_last_member_stays(browser: Browser, service: RunningService, maker: Maker) -> None:
    person = added_person(service, maker.client, "only@council.example", "caseworker")
    with visit(browser, service, person) as page:
        page.watch.expected = ("status of 409",)  # type: ignore[attr-defined]
        page.goto("/cases/new")
        page.get_by_label("Reference").fill("Only mine")
        page.get_by_role("button", name="Make the case").click()
        page.get_by_role("link", name="Case", exact=True).click()
        page.get_by_role("link", name=f"Remove {person.email}").click()
        page.get_by_role("button", name="Leave the case").click()
        expect(page.get_by_role("alert")).to_contain_text("Add another member first")
        check_accessible(page)


def test_a_case_is_closed_after_a_question_and_opened_again(page: Page, own: str) -> None:
    page.get_by_role("link", name="Close this case").click()
    check_accessible(page)
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_text("The case is closed.")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    check_accessible(page)
    page.goto("/cases")
    expect(page.locator(f'a[href="/cases/{own}/chronology"]')).to_have_count(0)
    page.get_by_role("link", name="Closed cases").click()
    expect(page.locator(f'a[href="/cases/{own}/chronology"]')).to_be_visible()
    check_accessible(page)
    page.goto(f"/cases/{own}/settings")
    page.get_by_role("link", name="Open the case again").click()
    page.get_by_role("button", name="Open the case again").click()
    expect(page.get_by_text("The case is open again.")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_be_visible()


@pytest.mark.parametrize("path", ["settings", "settings/close"])
def test_solicitors_and_strangers_are_refused(solicitor: Page, stranger: Page, case: str, path: str) -> None:
    for page, status in ((solicitor, 403), (stranger, 404)):
        page.watch.expected = (f"status of {status}",)  # type: ignore[attr-defined]
        answer = page.goto(f"/cases/{case}/{path}")
        assert answer is not None
        assert answer.status == status


def test_a_stranger_learns_nothing_of_who_may_log_in(stranger: Page, case: str, people: People) -> None:
    """Whether the address is somebody's or not, the answer is that there is no such case."""
    csrf = stranger.locator('meta[name="csrf"]').get_attribute("content")
    for address in (people.solicitor.email, "nobody@nowhere.example"):
        form = {"email": address, "names": "full", "csrf": csrf or ""}
        answer = stranger.request.post(f"/cases/{case}/settings/members", form=form, headers={"Accept": "text/html"})
        assert answer.status == 404
        assert not re.search(address, answer.text())


def test_a_form_without_its_proof_changes_nothing(page: Page, own: str) -> None:
    answer = page.request.post(f"/cases/{own}/settings/close", form={"to": "closed"})
    assert answer.status == 403
    page.reload()
    expect(page.get_by_role("button", name="Save")).to_be_visible()


def test_nothing_runs_off_the_side_of_a_phone(
    browser: Browser, service: RunningService, people: People, case: str
) -> None:
    with visit(browser, service, people.caseworker, viewport={"width": 320, "height": 700}) as page:
        page.goto(f"/cases/{case}/settings")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        check_accessible(page)
