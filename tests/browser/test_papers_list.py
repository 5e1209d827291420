"""The papers of a case: the list, one paper, correcting it, removing it."""

from dataclasses import dataclass
from email.message import EmailMessage

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.api.rights_house import pdf_of
from tests.api.running import RunningService, upload, wait_for
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker, People

_WORDS = "On 3 March 2026 he shouted at her in the hallway."
_FORM = "Correct the kind, date or author"


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Bea Holt <bea@home.example>", "asb@council.example", "Again"
    mail["Date"] = "Wed, 04 Mar 2026 09:00:00 +0000"
    mail.set_content("The photo is attached.\n")
    mail.add_attachment(b"%PDF-1.7 and no more", "application", "pdf", filename="photo.pdf")
    return mail.as_bytes()


@dataclass(frozen=True)
class Case:
    """A case of a few papers: where its pages are, and the papers' by name."""

    home: str
    papers: dict[str, str]


@pytest.fixture
def few(maker: Maker, key_client: httpx.Client) -> Case:
    """A case of a test's own."""
    case = maker.case("")
    files = [("note.txt", _WORDS.encode()), ("z/same.txt", _WORDS.encode()), ("mail.eml", _mail())]
    sent = upload(key_client, case, files)
    wait_for(key_client, sent.json()["job"]["id"])
    listed = key_client.get(f"/cases/{case}/documents").json()["documents"]
    home = f"/cases/{case}/papers"
    return Case(home, {one["name"]: f"{home}/{one['id']}" for one in listed})


def test_what_could_not_be_read_comes_first_and_says_what_to_do(caseworker: Page, few: Case) -> None:
    caseworker.goto(few.home)
    expect(caseworker.get_by_role("heading", level=1)).to_have_text("Papers")
    expect(
        caseworker.get_by_role("status").filter(has_text="4 papers: 1 could not be read and 3 read.")
    ).to_be_visible()
    table = caseworker.get_by_role("table", name="Papers of the case")
    headers = table.get_by_role("rowheader")
    expect(headers.nth(0)).to_contain_text("mail.eml")
    expect(headers.nth(1)).to_contain_text("In mail.eml: photo.pdf")
    expect(headers).to_have_count(4)
    torn = table.get_by_role("row").filter(has_text="photo.pdf")
    expect(torn).to_contain_text("Could not be read")
    expect(torn.locator(".state p")).to_contain_text(".")
    expect(table.get_by_text("The same as")).to_have_count(1)
    check_accessible(caseworker)
    caseworker.get_by_role("link", name="Could not be read (1)").click()
    expect(headers).to_have_count(1)
    expect(caseworker.get_by_role("link", name="Could not be read (1)")).to_have_attribute("aria-current", "true")
    check_accessible(caseworker)


def test_a_paper_tells_what_it_is_and_which_entries_cite_it(caseworker: Page, few: Case) -> None:
    caseworker.goto(few.papers["note.txt"])
    expect(caseworker.get_by_role("heading", level=1)).to_have_text("note.txt")
    paper = caseworker.get_by_role("region", name="The paper")
    expect(paper.get_by_text(_WORDS)).to_be_visible()
    caseworker.get_by_text("entry of the chronology cites this paper").click()
    check_accessible(caseworker)
    entry = caseworker.get_by_role("table", name="Entries that cite this paper").get_by_role("link").first
    assert "/chronology#entry-" in (entry.get_attribute("href") or "")
    caseworker.get_by_role("link", name="Show the words").click()
    expect(paper.locator("mark")).to_be_in_viewport()


def test_the_date_of_a_paper_is_corrected(caseworker: Page, few: Case) -> None:
    caseworker.goto(few.papers["note.txt"])
    caseworker.get_by_text(_FORM).click()
    caseworker.get_by_label("Kind").select_option("Letter")
    caseworker.get_by_label("Date of the paper").fill("2026-03-05")
    caseworker.get_by_label("Author").fill("Bea Holt")
    check_accessible(caseworker)
    caseworker.get_by_role("button", name="Save the correction").click()
    expect(caseworker.get_by_text("The paper is corrected.")).to_be_visible()
    for words in ("Letter", "5 March 2026", "Bea Holt"):
        expect(caseworker.locator("dl").get_by_text(words, exact=True)).to_be_visible()
    check_accessible(caseworker)
    caseworker.goto(few.home)
    row = caseworker.get_by_role("row").filter(has=caseworker.get_by_role("link", name="note.txt"))
    expect(row.first).to_contain_text("5 March 2026")
    caseworker.goto(few.papers["note.txt"])
    caseworker.get_by_text(_FORM).click()
    expect(caseworker.get_by_text("The program took it for: Other.")).to_be_visible()


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        ("Author", None, "Nothing is changed"),
        ("Date of the paper", "", "The date can be changed, not taken away"),
        ("Date of the paper", "1066-10-14", "1900"),
        ("Author", "x" * 201, "This is too long"),
    ],
)
def test_what_is_wrong_with_a_correction_is_told_at_the_top(
    caseworker: Page, few: Case, field: str, given: str | None, told: str
) -> None:
    caseworker.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    caseworker.goto(few.papers["mail.eml"])
    caseworker.get_by_text(_FORM).click()
    if given is not None:
        caseworker.get_by_label(field).fill(given)
    caseworker.get_by_role("button", name="Save the correction").click()
    expect(caseworker.get_by_role("alert")).to_contain_text(told)
    expect(caseworker.get_by_role("alert")).to_be_focused()
    check_accessible(caseworker)


def test_a_paper_is_removed_only_after_asking(caseworker: Page, few: Case) -> None:
    caseworker.goto(few.papers["note.txt"])
    caseworker.get_by_role("link", name="Remove this paper").click()
    expect(caseworker.get_by_role("heading", level=1)).to_have_text("Remove note.txt?")
    expect(caseworker.get_by_text("This is for good.")).to_be_visible()
    check_accessible(caseworker)
    caseworker.get_by_role("button", name="Remove it for good").click()
    expect(caseworker.get_by_text("The paper was removed.")).to_be_visible()
    expect(caseworker.get_by_role("link", name="note.txt", exact=True)).to_have_count(0)
    check_accessible(caseworker)


def test_what_is_in_another_paper_cannot_be_removed_alone(caseworker: Page, few: Case) -> None:
    caseworker.goto(few.papers["mail.eml/photo.pdf"])
    expect(caseworker.get_by_text("Could not be read", exact=True)).to_be_visible()
    expect(caseworker.get_by_role("link", name="Remove this paper")).to_have_count(0)
    check_accessible(caseworker)
    caseworker.goto(f"{few.papers['mail.eml/photo.pdf']}/remove")
    expect(caseworker.get_by_text("only be removed with that one")).to_be_visible()
    check_accessible(caseworker)


def test_the_list_follows_what_is_being_read(caseworker: Page, maker: Maker, key_client: httpx.Client) -> None:
    case = maker.case("")
    caseworker.goto(f"/cases/{case}/papers")
    expect(caseworker.get_by_text("No papers yet.")).to_be_visible()
    check_accessible(caseworker)
    upload(key_client, case, [(f"note {number}.pdf", pdf_of(f"{_WORDS} {number}")) for number in range(12)])
    caseworker.goto(f"/cases/{case}/papers")
    link = caseworker.get_by_role("link", name="note 3.pdf")
    link.focus()
    expect(caseworker.get_by_role("status").filter(has_text="12 papers, all read.")).to_be_visible(timeout=120_000)
    expect(link).to_be_focused()
    expect(caseworker.locator("#papers-list")).not_to_have_attribute("hx-trigger", "every 2s")
    check_accessible(caseworker)


def test_on_a_phone_only_the_table_goes_sideways(
    browser: Browser, service: RunningService, people: People, few: Case
) -> None:
    with visit(browser, service, people.caseworker, viewport={"width": 320, "height": 640}) as page:
        for way in (few.home, few.papers["mail.eml"], few.papers["note.txt"] + "/remove"):
            page.goto(way)
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            check_accessible(page)


@pytest.mark.parametrize("below", ["", "/remove"])
def test_a_stranger_finds_nothing(stranger: Page, few: Case, below: str) -> None:
    stranger.watch.expected = ("status of 404",)  # type: ignore[attr-defined]
    for way in (few.home, few.papers["note.txt"] + below):
        answer = stranger.goto(way)
        assert answer is not None
        assert answer.status == 404
        assert "note.txt" not in stranger.content()


def test_who_sees_names_masked_is_refused_in_plain_words(solicitor: Page, few: Case) -> None:
    solicitor.watch.expected = ("status of 403",)  # type: ignore[attr-defined]
    for way in (few.home, few.papers["note.txt"]):
        answer = solicitor.goto(way)
        assert answer is not None
        assert answer.status == 403
        expect(solicitor.get_by_text("papers show them")).to_be_visible()
        check_accessible(solicitor)


def test_who_may_only_read_is_offered_no_change(
    browser: Browser, service: RunningService, people: People, maker: Maker, few: Case
) -> None:
    maker.let_in(few.home.split("/")[2], people.solicitor)
    with visit(browser, service, people.solicitor) as page:
        page.watch.expected = ("status of 403",)  # type: ignore[attr-defined]
        page.goto(few.papers["note.txt"])
        expect(page.get_by_role("heading", level=1)).to_have_text("note.txt")
        expect(page.get_by_text(_FORM)).to_have_count(0)
        expect(page.get_by_role("link", name="Remove this paper")).to_have_count(0)
        answer = page.goto(f"{few.papers['note.txt']}/remove")
        assert answer is not None
        assert answer.status == 403
