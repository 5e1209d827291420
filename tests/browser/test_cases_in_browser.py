"""The list of cases and new cases in a browser."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.api.people import Person, added_person
from tests.api.running import RunningService, new_case, upload, wait_for
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker, People

NOTE = "On 3 March 2021 there was loud music until 2am. I reported it to the council on 4 March 2021.\n"


@pytest.fixture(scope="module")
def newcomer(service: RunningService, key_client: httpx.Client) -> Person:
    """A caseworker who has no case yet."""
    return added_person(service, key_client, "nell@council.example", "caseworker")


@pytest.fixture
def page(browser: Browser, service: RunningService, newcomer: Person) -> Iterator[Page]:
    """Their page."""
    with visit(browser, service, newcomer) as page:
        yield page


def row(page: Page, reference: str) -> object:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=reference, exact=True))


def test_who_has_no_case_is_told_what_to_do_first(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("You have no cases yet")
    check_accessible(page)
    page.get_by_role("link", name="Make your first case").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New case")


def test_a_solicitor_without_a_case_is_told_whom_to_ask(
    browser: Browser, service: RunningService, key_client: httpx.Client
) -> None:
    with visit(browser, service, added_person(service, key_client, "new@solicitors.example", "solicitor")) as page:
        expect(page.get_by_text("Ask them to add you to it")).to_be_visible()
        expect(page.get_by_role("link", name="New case")).to_have_count(0)


def test_a_new_case_needs_a_reference_and_goes_on_to_its_papers(page: Page) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    page.goto("/cases/new")
    check_accessible(page)
    page.get_by_label("Day of the case review application").fill("2026-03-02")
    page.get_by_role("button", name="Make the case").click()
    expect(page.get_by_role("alert")).to_contain_text("Fill this in.")
    expect(page.get_by_label("Day of the case review application")).to_have_value("2026-03-02")
    check_accessible(page)
    page.get_by_role("link", name="Fill this in.").click()
    page.keyboard.type("ASB/2026/0001")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/cases/\w+/upload$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Add papers")
    page.goto("/cases")
    expect(row(page, "ASB/2026/0001")).to_contain_text("None yet: add papers")  # type: ignore[arg-type]


def test_policies_are_found_by_their_words_and_kept(page: Page) -> None:
    page.goto("/cases/new")
    page.get_by_label("Reference").fill("With policies")
    page.get_by_text("Choose policies yourself").click()
    page.get_by_label("Show only policies with these words").fill("behaviour act 2014")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    check_accessible(page)
    page.get_by_role("checkbox", name="Anti-social Behaviour, Crime and Policing Act 2014").check()
    page.get_by_role("button", name="Make the case").click()
    page.get_by_role("link", name="Case", exact=True).click()
    expect(page.get_by_text("Choose policies yourself (1 chosen)")).to_be_visible()


def test_a_case_is_told_in_a_line(caseworker: Page, case: str) -> None:
    caseworker.goto("/cases")
    line = caseworker.get_by_role("row").filter(has=caseworker.locator(f'a[href="/cases/{case}/chronology"]'))
    cells = line.get_by_role("cell")
    expect(cells).to_have_count(5)
    expect(cells.nth(1)).to_have_text(re.compile(r"^\s*[1-9]\d*\s*$"))  # incidents
    expect(cells.nth(4)).to_have_text(re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}"))
    check_accessible(caseworker)


def test_what_is_not_kept_is_worked_out_in_its_row(
    browser: Browser, service: RunningService, maker: Maker, people: People
) -> None:
    """To the solicitor the chronology is masked, which nobody has asked for yet."""
    case = maker.case("", "Not kept yet")
    sent = upload(maker.client, case, [("note.txt", NOTE.encode())]).json()
    assert wait_for(maker.client, sent["job"]["id"])["state"] == "done"
    with visit(browser, service, people.solicitor) as page:
        line = page.get_by_role("row").filter(has=page.locator(f'a[href="/cases/{case}/chronology"]'))
        expect(line.get_by_role("cell")).to_have_count(5)
        expect(line).not_to_contain_text("Being worked out")
        check_accessible(page)


def test_the_list_of_many_cases_is_one_row_of_the_audit(
    caseworker: Page, case: str, key_client: httpx.Client, people: People
) -> None:
    caseworker.goto("/cases")  # whatever was not kept is now
    expect(caseworker.get_by_text("Being worked out")).to_have_count(0)
    before = _read(key_client, people.caseworker)
    caseworker.reload()
    after = _read(key_client, people.caseworker)
    assert len(after) == len(before) + 1
    assert case in str(after[-1]["detail"])


def _read(client: httpx.Client, person: Person) -> list[dict[str, object]]:
    """The rows of the audit that say that the person read a chronology, oldest first."""
    rows, cursor = [], None
    while True:
        asked = {"limit": 200, **({"cursor": cursor} if cursor else {})}
        told = client.get("/audit", params=asked).json()
        rows += told["rows"]
        cursor = told["next"]
        if not cursor:
            break
    found = [one for one in rows if one["actor"] == person.id and one["action"] == "chronology:read"]
    return sorted(found, key=lambda one: one["number"])


def test_cases_are_found_by_reference_and_by_words_of_their_papers(caseworker: Page, maker: Maker) -> None:
    case = maker.case("", "Findable 77")
    sent = upload(maker.client, case, [("note.txt", b"On 3 March 2021 a xylophone was played all night.\n")]).json()
    assert wait_for(maker.client, sent["job"]["id"])["state"] == "done"
    for words in ("findable 77", "xylophone"):
        caseworker.goto("/cases")
        caseworker.get_by_label("Find a case").fill(words)
        caseworker.get_by_role("button", name="Find").click()
        expect(caseworker.get_by_role("rowheader")).to_have_text(["Findable 77"])
    caseworker.get_by_label("Find a case").fill("zzyzx quux")
    caseworker.keyboard.press("Enter")
    expect(caseworker.get_by_text("No case was found.")).to_be_visible()
    check_accessible(caseworker)


def test_many_cases_come_in_pages_newest_first(browser: Browser, service: RunningService, maker: Maker) -> None:
    person = added_person(service, maker.client, "many@council.example", "caseworker")
    for number in range(23):
        maker.let_in(new_case(maker.client, f"Many {number:02}"), person)
    with visit(browser, service, person) as page:
        expect(page.get_by_role("rowheader")).to_have_text([f"Many {number:02}" for number in range(22, 2, -1)])
        page.get_by_role("link", name="Next page").click()
        expect(page.get_by_role("rowheader")).to_have_text(["Many 02", "Many 01", "Many 00"])
        check_accessible(page)
        page.get_by_role("link", name="First page").click()
        expect(page.get_by_role("rowheader").first).to_have_text("Many 22")


def test_words_that_are_no_search_are_refused_in_words(caseworker: Page) -> None:
    caseworker.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    caseworker.goto(f"/cases?query={'x' * 300}")
    expect(caseworker.get_by_role("alert")).to_contain_text("at most 200 characters")
    check_accessible(caseworker)


@pytest.mark.parametrize("path", ["/cases", "/cases/new", "/cases?closed=true"])
def test_nothing_runs_off_the_side_of_a_phone(
    browser: Browser, service: RunningService, people: People, case: str, path: str
) -> None:
    with visit(browser, service, people.caseworker, viewport={"width": 320, "height": 700}) as page:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        check_accessible(page)


def test_a_solicitor_cannot_make_a_case(solicitor: Page) -> None:
    solicitor.watch.expected = ("status of 403",)  # type: ignore[attr-defined]
    expect(solicitor.get_by_role("link", name="New case")).to_have_count(0)
    answer = solicitor.goto("/cases/new")
    assert answer is not None
    assert answer.status == 403


def test_strangers_learn_nothing_of_a_case(stranger: Page, case: str) -> None:
    stranger.watch.expected = ("status of 404",)  # type: ignore[attr-defined]
    expect(stranger.locator(f'a[href*="{case}"]')).to_have_count(0)
    answer = stranger.goto(f"/cases/{case}/in-short")
    assert answer is not None
    assert answer.status == 404
