"""The words that a statement comes from: each sort of paper, by mouse, by keyboard, on a phone."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.api.rights_house import pdf_of
from tests.api.running import RunningService, upload, wait_for
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker, People
from tests.pdf_maker import Sheet

_SHOUTED = "On 3 March 2026 he shouted at her in the hallway."
_QUOTED = "On 2 March 2026 he played music until three."


def _three_pages() -> bytes:
    sheet = Sheet()
    sheet.line((60, _SHOUTED))
    sheet.page()
    sheet.line((60, "On 4 March 2026 he shouted again."))
    sheet.page()
    sheet.line((60, "On 5 March 2026 it was quiet."))
    return sheet.done()


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Bea Holt <bea@home.example>", "asb@council.example"
    mail["Date"], mail["Subject"] = "Wed, 04 Mar 2026 09:00:00 +0000", "Again"
    mail.set_content(
        f"Dear all,\n\n{_SHOUTED}\n\nBea\n\n"
        "From: Sam Holt <sam@home.example>\nSent: 3 March 2026 08:00\nTo: Bea Holt\nSubject: Next door\n\n"
        f"Bea,\n\n{_QUOTED}\n\nSam\n"
    )
    script = b"<script>document.title = 'no'</script> He rang on 5 March 2026."
    mail.add_attachment(script, "text", "plain", filename="n.txt")
    return mail.as_bytes()


def _sheet() -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Date", "Time", "What happened"])
    for day in range(80):
        writer.writerow([f"{1 + day % 28:02}/0{1 + day // 28}/2026", "22:00", f"Noise, number {day + 1}"])
    return out.getvalue().encode()


@dataclass(frozen=True)
class Papers:
    """A case of a few papers: their ids by name, and their texts."""

    case: str
    ids: Mapping[str, str]
    texts: Mapping[str, str]

    def at(self, name: str, words: str) -> str:
        """The address of these words in the paper."""
        start = self.texts[name].index(words)
        return f"/cases/{self.case}/papers/{self.ids[name]}/at/{start}-{start + len(words)}"


@pytest.fixture(scope="module")
def papers(maker: Maker, key_client: httpx.Client) -> Papers:
    """The case."""
    case = maker.case("")
    files = [
        ("note.pdf", pdf_of(_SHOUTED)),
        ("three.pdf", _three_pages()),
        ("mail.eml", _mail()),
        ("log.csv", _sheet()),
    ]
    sent = upload(key_client, case, files)
    wait_for(key_client, sent.json()["job"]["id"])
    listed = key_client.get(f"/cases/{case}/documents").json()["documents"]
    ids = {one["name"]: one["id"] for one in listed}
    texts = {name: key_client.get(f"/cases/{case}/documents/{id}/text").text for name, id in ids.items()}
    return Papers(case, ids, texts)


def _picture_of(way: str) -> str:
    """The address of the picture in which the passage of that address is marked."""
    _, _, case, _, paper, _, span = way.split("/")
    return f"/api/v1/cases/{case}/documents/{paper}/pages/1.png?highlight={span}&width=1200"


def test_a_page_of_a_pdf_is_shown_as_it_looks_with_the_passage_marked(caseworker: Page, papers: Papers) -> None:
    way = papers.at("note.pdf", "he shouted")
    caseworker.goto(way)
    expect(caseworker.get_by_role("heading", level=1)).to_have_text("note.pdf")
    picture = caseworker.get_by_role("img", name="Page 1 of note.pdf; the marked words: he shouted")
    expect(picture).to_have_attribute("src", _picture_of(way))
    expect(picture).to_have_js_property("naturalWidth", 1200)
    expect(picture).to_have_attribute("height", str(picture.evaluate("it => it.naturalHeight")))
    expect(caseworker.locator("mark")).to_be_hidden()
    caseworker.get_by_text("The words of page 1").click()
    expect(caseworker.locator("mark")).to_have_text("he shouted")
    check_accessible(caseworker)


def test_the_mark_can_be_scrolled_to_on_the_picture(caseworker: Page, papers: Papers) -> None:
    caseworker.goto(papers.at("note.pdf", "he shouted"))
    mark, picture = caseworker.locator(".passage").bounding_box(), caseworker.get_by_role("img").bounding_box()
    assert mark is not None
    assert picture is not None
    assert picture["x"] < mark["x"] < mark["x"] + mark["width"] < picture["x"] + picture["width"]
    assert picture["y"] < mark["y"] < mark["y"] + mark["height"] < picture["y"] + picture["height"]


def test_a_passage_that_runs_over_pages_is_shown_on_each(caseworker: Page, papers: Papers) -> None:
    text = papers.texts["three.pdf"]
    start, end = text.index("hallway"), text.index(" again")
    caseworker.goto(f"/cases/{papers.case}/papers/{papers.ids['three.pdf']}/at/{start}-{end}")
    expect(caseworker.get_by_role("img", name="Page 1 of three.pdf; the marked words: hallway.")).to_be_visible()
    expect(caseworker.get_by_role("img", name="Page 2 of three.pdf; the marked words: On 4 March")).to_be_visible()
    pages = caseworker.get_by_role("navigation", name="Pages of the paper")
    expect(pages).to_contain_text("Page 1 to 2 of 3")
    check_accessible(caseworker)
    pages.get_by_role("link", name="Next page").click()
    expect(caseworker.get_by_role("img", name="Page 3 of three.pdf; its words stand below")).to_be_visible()
    expect(caseworker.locator(".passage")).to_have_count(0)
    pages.get_by_role("link", name="Previous page").click()
    expect(caseworker.get_by_role("img", name="Page 2 of three.pdf; the marked words")).to_be_visible()


@pytest.mark.parametrize(("words", "is_folded"), [(_SHOUTED, True), (_QUOTED, False)])
def test_quoted_messages_are_folded_unless_the_passage_stands_in_them(
    caseworker: Page, papers: Papers, words: str, is_folded: bool
) -> None:
    caseworker.goto(papers.at("mail.eml", words))
    expect(caseworker.locator("mark")).to_have_text(words)
    expect(caseworker.locator("mark")).to_be_visible()
    expect(caseworker.get_by_text("Bea Holt <bea@home.example>")).to_be_visible()
    folded = caseworker.get_by_text("Quoted: Sam Holt, 3 March 2026")
    expect(folded).to_be_visible()
    quoted = caseworker.get_by_text("On 2 March 2026")
    expect(quoted).to_be_hidden() if is_folded else expect(quoted).to_be_visible()
    check_accessible(caseworker)
    if is_folded:
        folded.focus()
        caseworker.keyboard.press("Enter")
        expect(quoted).to_be_visible()
        check_accessible(caseworker)


def test_what_is_attached_is_a_link_to_its_own_page_where_markup_is_text(caseworker: Page, papers: Papers) -> None:
    caseworker.goto(papers.at("mail.eml", _SHOUTED))
    caseworker.get_by_role("link", name="n.txt").click()
    expect(caseworker.get_by_role("heading", level=1)).to_have_text("n.txt")
    paper = caseworker.get_by_role("region", name="The paper")
    expect(paper.get_by_text("<script>document.title = 'no'</script> He rang on 5 March 2026.")).to_be_visible()
    expect(caseworker).not_to_have_title("no")
    expect(caseworker.get_by_role("link", name="mail.eml")).to_be_visible()


def test_a_sheet_has_its_row_marked_among_its_neighbours(caseworker: Page, papers: Papers) -> None:
    caseworker.goto(papers.at("log.csv", "Noise, number 40"))
    table = caseworker.get_by_role("table", name="Rows of the paper")
    expect(table.get_by_role("columnheader")).to_have_text(["Row", "Date", "Time", "What happened"])
    expect(table.locator("tbody tr")).to_have_count(31)
    expect(table.locator("tr.passage")).to_contain_text("Noise, number 40")
    expect(table.get_by_role("rowheader", name="Marked row 40")).to_be_visible()
    check_accessible(caseworker)
    caseworker.get_by_role("link", name="Show the whole paper").click()
    expect(table.locator("tbody tr")).to_have_count(80)
    expect(table.locator("tr.passage")).to_be_in_viewport()
    check_accessible(caseworker)


def test_beside_a_page_only_the_words_are_sent(caseworker: Page, papers: Papers) -> None:
    answer = caseworker.request.get(papers.at("mail.eml", _QUOTED), headers={"HX-Request": "true"})
    assert answer.status == 200
    text = answer.text()
    assert "<html" not in text
    assert "<h1" not in text
    assert f">{_QUOTED}</mark>" in text
    assert "no-store" in answer.headers["cache-control"]


def test_beside_a_page_one_turns_pages_and_comes_back_to_where_one_was(caseworker: Page, papers: Papers) -> None:
    caseworker.goto(f"/cases/{papers.case}/chronology")
    html = f"<p><a data-source href='{papers.at('three.pdf', 'shouted again')}'>Where it stands</a></p>"
    caseworker.evaluate("link => document.querySelector('main').insertAdjacentHTML('afterbegin', link)", html)
    link = caseworker.get_by_role("link", name="Where it stands")
    link.click()
    panel = caseworker.get_by_role("complementary", name="Source")
    expect(panel.get_by_role("heading", name="three.pdf")).to_be_visible()
    expect(panel.get_by_role("img", name="the marked words")).to_be_visible()
    check_accessible(caseworker)
    panel.get_by_role("link", name="Next page").click()
    expect(panel.get_by_role("img", name="its words stand below")).to_be_visible()
    caseworker.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()


def test_it_can_be_read_with_the_keyboard_alone(caseworker: Page, papers: Papers) -> None:
    caseworker.goto(papers.at("log.csv", "Noise, number 40"))
    caseworker.get_by_role("link", name="Open the whole paper").focus()
    for name in ("Download as it came", "Go to the marked words"):
        caseworker.keyboard.press("Tab")
        expect(caseworker.get_by_role("link", name=name)).to_be_focused()
    caseworker.keyboard.press("Enter")
    expect(caseworker.locator("mark")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("name", "words"), [("note.pdf", "he shouted"), ("mail.eml", _QUOTED), ("log.csv", "number 40")]
)
def test_on_a_phone_the_page_does_not_go_sideways(
    browser: Browser, service: RunningService, people: People, papers: Papers, name: str, words: str
) -> None:
    with visit(browser, service, people.caseworker, viewport={"width": 320, "height": 640}) as page:
        page.goto(papers.at(name, words))
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        check_accessible(page)


def test_it_is_read_without_scripts(browser: Browser, service: RunningService, people: People, papers: Papers) -> None:
    with visit(browser, service, people.caseworker, java_script_enabled=False) as page:
        page.goto(papers.at("mail.eml", _QUOTED))
        expect(page.locator("mark")).to_have_text(_QUOTED)


@pytest.mark.parametrize("span", ["5-5", "9-5", "0-99999999"])
def test_a_passage_that_is_not_there_is_said(caseworker: Page, papers: Papers, span: str) -> None:
    caseworker.watch.expected = ("status of 404",)  # type: ignore[attr-defined]
    answer = caseworker.goto(f"/cases/{papers.case}/papers/{papers.ids['note.pdf']}/at/{span}")
    assert answer is not None
    assert answer.status == 404
    expect(caseworker.get_by_text("The paper has no such passage")).to_be_visible()
    check_accessible(caseworker)


def test_who_sees_names_masked_is_refused_in_plain_words(solicitor: Page, papers: Papers) -> None:
    solicitor.watch.expected = ("status of 403",)  # type: ignore[attr-defined]
    answer = solicitor.goto(papers.at("note.pdf", "he shouted"))
    assert answer is not None
    assert answer.status == 403
    expect(solicitor.get_by_text("papers show them")).to_be_visible()
    assert "hallway" not in solicitor.content()
    check_accessible(solicitor)


def test_a_stranger_finds_nothing(stranger: Page, papers: Papers) -> None:
    stranger.watch.expected = ("status of 404",)  # type: ignore[attr-defined]
    answer = stranger.goto(papers.at("note.pdf", "he shouted"))
    assert answer is not None
    assert answer.status == 404
    assert "hallway" not in stranger.content()
