"""Search over the papers of one's cases in a browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.api.running import RunningService, upload, wait_for
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker, People

WORDS = "the accordion was played on the landing"
TEXT = (
    "Note by the warden.\n\nOn 3 March 2021 a drum was heard.\n\n"
    f"On 5 March 2021 {WORDS} until 2am.\n\nOn 6 March 2021 all was quiet.\n"
)


@pytest.fixture(scope="module")
def noted(maker: Maker) -> str:
    """A case with one note; the solicitor is a member with names masked."""
    case = maker.case("", "Accordion/12")
    job = upload(maker.client, case, [("warden/note.txt", TEXT.encode())]).json()["job"]["id"]
    assert wait_for(maker.client, job)["state"] == "done"
    return case


def search(page: Page, words: str) -> None:
    page.goto("/search")
    page.get_by_label("Words in the papers").fill(words)
    page.keyboard.press("Enter")


def test_a_passage_is_found_marked_and_opened(caseworker: Page, noted: str) -> None:
    search(caseworker, f'"{WORDS}"')
    hit = caseworker.get_by_role("main").get_by_role("listitem")
    expect(hit).to_have_count(1)
    expect(hit.locator("mark").first).to_have_text("accordion")
    expect(hit.get_by_role("link", name="Accordion/12")).to_have_attribute("href", f"/cases/{noted}/chronology")
    check_accessible(caseworker)
    link = hit.get_by_role("link", name="warden/note.txt")
    found = re.fullmatch(rf"/cases/{noted}/papers/[\w-]+/at/(\d+)-(\d+)", link.get_attribute("href") or "")
    assert found is not None
    assert WORDS in TEXT[int(found[1]) : int(found[2])]
    link.click()
    expect(caseworker).to_have_url(re.compile(found[0]))
    expect(caseworker.get_by_text(re.compile(WORDS)).first).to_be_visible()


def test_cases_with_the_reference_come_first(caseworker: Page, noted: str) -> None:
    search(caseworker, "accordion/1")
    expect(caseworker.get_by_role("heading", level=2).first).to_have_text("Cases with this reference")
    expect(caseworker.get_by_role("link", name="Accordion/12").first).to_have_attribute(
        "href", f"/cases/{noted}/chronology"
    )


def test_where_nothing_is_found_the_page_says_what_helps(caseworker: Page, noted: str) -> None:
    search(caseworker, "zzyzx quux")
    expect(caseworker.get_by_role("heading", level=2)).to_have_text("Nothing was found in the papers")
    expect(caseworker.get_by_text("look for fewer words")).to_be_visible()
    check_accessible(caseworker)


def test_many_passages_come_in_pages(caseworker: Page, maker: Maker) -> None:
    case = maker.case("", "Pages of passages")
    files = [(f"{number:02}.txt", f"Note {number}: the tambourine.\n".encode()) for number in range(23)]
    assert wait_for(maker.client, upload(maker.client, case, files).json()["job"]["id"])["state"] == "done"
    search(caseworker, "tambourine")
    hits = caseworker.locator(".hits > li")
    expect(hits).to_have_count(20)
    caseworker.get_by_role("link", name="Next page").click()
    expect(hits).to_have_count(3)
    check_accessible(caseworker)
    caseworker.get_by_role("link", name="First page").click()
    expect(hits).to_have_count(20)


def test_words_that_are_too_many_are_refused_in_words(caseworker: Page) -> None:
    caseworker.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    search(caseworker, "x" * 300)
    expect(caseworker.get_by_role("alert")).to_contain_text("at most 200 characters")
    check_accessible(caseworker)


def test_who_sees_names_masked_finds_no_passages_of_the_case(solicitor: Page, noted: str) -> None:
    search(solicitor, "accordion")
    expect(solicitor.locator("mark")).to_have_count(0)
    expect(solicitor.get_by_text("cases in which names are hidden from you are not searched")).to_be_visible()


def test_strangers_find_nothing(stranger: Page, noted: str) -> None:
    search(stranger, "accordion")
    expect(stranger.get_by_role("heading", level=2)).to_have_text(["Nothing was found in the papers"])


def test_nothing_runs_off_the_side_of_a_phone(
    browser: Browser, service: RunningService, people: People, noted: str
) -> None:
    with visit(browser, service, people.caseworker, viewport={"width": 320, "height": 700}) as page:
        search(page, "accordion")
        expect(page.locator("mark").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        check_accessible(page)
