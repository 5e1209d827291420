"""Whole journeys through a case: from a folder of papers to what can be filed, as each of those who may look at it."""

import json
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import httpx
import pypdfium2
from playwright.sync_api import Browser, Locator, Page, expect
from tests.api.people import typed_person
from tests.api.running import RunningService
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker
from tests.browser.test_exports import asked_for, downloaded
from tests.browser.test_pages_rights import filled
from tests.browser.test_upload_in_browser import PAPERS, READ, drop

from caseclock.api.pages.routers import page_routers

APPLIED, TOO_EARLY = "2022-09-16", "2022-01-15"
POLICY = "Hertsmere Community Trigger policy and procedures"
# An email, as it was sent and as the landlord noted it: what the caseworker makes one.
SENT, NOTED = "Next door at 16: I rang in March", "Email in from tnt, sent first thing."
# Whoever is named in the papers: the parties, a witness, and those in office.
SURNAMES = ("Thackwray", "Crozier", "Pask", "Wetherell", "Lanyon", "Sidhu", "Lovell", "Brannock", "Ockenden")
PLACES = ("chronology", "review", "findings", "papers", "upload", "exports", "settings")


# ---------------------------------------------------------------- what a caseworker does, step by step


def made_case(page: Page, reference: str) -> str:
    """Makes a case with an application date and a policy. Gives its id; the page is the one to add papers on."""
    page.get_by_role("link", name=re.compile("New case|Make your first case")).click()
    page.get_by_label("Reference").fill(reference)
    page.get_by_label(re.compile("^Day of the case review application")).fill(APPLIED)
    page.get_by_text("Choose policies yourself").click()
    page.get_by_label("Show only policies with these words").fill("hertsmere")
    page.get_by_label(re.compile(f"^{POLICY}")).check()
    page.get_by_role("button", name="Make the case and add papers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add papers")
    return page.url.split("/")[-2]


def dropped_and_read(page: Page) -> None:
    """Drops the folder, and watches until every paper is read."""
    drop(page, PAPERS)
    bar = page.get_by_role("progressbar", name=re.compile("Being read|Read"))
    expect(bar).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("14 papers read.", timeout=READ)
    expect(bar).to_have_count(0)
    expect(page.get_by_role("cell", name="Read", exact=True)).to_have_count(14)


def go_to(page: Page, place: str) -> None:
    """Goes to another page of the case, as one does who is in it."""
    page.get_by_role("navigation", name="Pages of this case").get_by_role("link", name=place, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(place)


def source_looked_at(page: Page, entry: str, source: str) -> None:
    """Opens a source of an entry beside the chronology: the page as it looks, with the passage marked on it."""
    row = page.get_by_role("row").filter(has_text=entry)
    row.get_by_role("link", name=re.compile(f"^{source}")).click()
    panel = page.get_by_role("complementary", name="Source")
    expect(panel.get_by_role("heading", name=source)).to_be_visible()
    picture = panel.get_by_role("img", name=re.compile("; the marked words: "))
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    mark = panel.locator("rect.passage").first
    expect(mark).to_have_css("fill", "none")  # the picture itself has the colour: nothing may lie over the words
    assert lies_within(mark, picture)
    check_accessible(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def lies_within(inner: Locator, outer: Locator) -> bool:
    """Is the one drawn within the bounds of the other?"""
    one, other = inner.bounding_box(), outer.bounding_box()
    assert one is not None
    assert other is not None
    return all(
        other[at] <= one[at] and one[at] + one[size] <= other[at] + other[size]
        for at, size in (("x", "width"), ("y", "height"))
    )


def all_in_review(page: Page) -> None:
    """The review, with every entry of the case in it."""
    go_to(page, "Review")
    page.get_by_role("navigation", name="Which entries").get_by_role("link", name=re.compile("^All")).click()
    page.get_by_role("link", name=re.compile("^Show more")).click()
    expect(page.get_by_role("link", name=re.compile("^Show more"))).to_have_count(0)


def reviewed(page: Page, words: str) -> Locator:
    """The entry of the review whose heading begins with these words."""
    heading = page.get_by_role("heading", level=3, name=re.compile(f"^{re.escape(words)}"))
    return page.locator("#entries > li").filter(has=heading)


def told(page: Page, words: str) -> None:
    """Waits until the review says that it is done."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()
    expect(page.locator("[data-decided]")).to_have_count(0)


def merged(page: Page, *entries: str) -> None:
    for words in entries:
        reviewed(page, words).get_by_role("checkbox", name=re.compile("^Mark to merge")).check()
    page.get_by_role("button", name=re.compile("^Merge the 2 marked")).click()
    page.get_by_role("button", name="Merge them").click()
    told(page, "Merged “")


def split(page: Page, entry: str, passage: str) -> None:
    """Makes a passage of the entry an entry of its own."""
    reviewed(page, entry).get_by_role("link", name=re.compile("^Split")).first.click()
    page.get_by_role("group", name="Which passages tell of something else?").get_by_label(
        re.compile(passage)
    ).first.check()
    page.get_by_role("button", name="Split it").click()
    told(page, "became an entry of its own")


def corrected(page: Page, entry: str, words: str) -> None:
    """Says in other words what happened."""
    reviewed(page, entry).get_by_role("link", name=re.compile("^Correct")).first.click()
    page.get_by_label("What happened").fill(words)
    page.get_by_role("button", name="Save the correction").click()
    expect(reviewed(page, words)).to_have_count(1)


def entries_of(page: Page, case: str) -> list[dict[str, Any]]:
    """The entries as the API gives them to whoever looks at the page."""
    answer = page.request.get(f"/api/v1/cases/{case}/chronology")
    assert answer.status == 200, answer.text()
    return list(answer.json()["entries"])


def having(entries: list[dict[str, Any]], words: str) -> dict[str, Any]:
    """The one entry with a passage that has these words."""
    (found,) = [one for one in entries if any(words in source["quote"] for source in one["sources"])]
    return found


# ---------------------------------------------------------------- the journeys


def test_a_caseworker_goes_from_a_folder_of_papers_to_a_word_document(caseworker: Page) -> None:
    page = caseworker
    case = made_case(page, "ASB/2026/0501")
    dropped_and_read(page)
    page.get_by_role("link", name="Go to the chronology").click()
    source_looked_at(page, "Recorded as hate incident", "Mill Lane disclosure.pdf")
    all_in_review(page)
    merged(page, SENT, NOTED)
    corrected(page, "HV booked", "The officer booked a home visit.")
    asked_for(page, case, "Chronology in Word", names="Names shown")
    table = docx.Document(BytesIO(downloaded(page))).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    entries = entries_of(page, case)
    assert len(rows) >= len(entries)
    one = having(entries, NOTED)
    assert len(one["sources"]) == 2
    (row,) = [row for row in rows if "11 April 2022" in row[1] and "Next door at 16.eml" in row[-1]]
    assert "case notes 3307.xlsx" in row[-1]
    assert sum("The officer booked a home visit." in " ".join(row) for row in rows) == 1
    assert not any("HV booked, will write" in " ".join(row) for row in rows)


def test_a_caseworker_splits_what_was_merged_and_takes_it_back(caseworker: Page, maker: Maker) -> None:
    page, case = caseworker, maker.case()
    before = entries_of(page, case)
    page.goto(f"/cases/{case}/chronology")
    all_in_review(page)
    merged(page, SENT, NOTED)
    assert len(entries_of(page, case)) == len(before) - 1
    words = having(entries_of(page, case), NOTED)["summary"]
    split(page, words[:30], NOTED)
    assert len(entries_of(page, case)) == len(before)
    page.keyboard.press("u")
    told(page, "Undone: split")
    assert len(entries_of(page, case)) == len(before) - 1
    page.keyboard.press("u")
    told(page, "Undone: merged")
    assert entries_of(page, case) == before
    page.get_by_role("link", name="History of decisions").click()
    history = page.get_by_role("main")
    for kind in ("Merged", "Split", "Undid"):
        expect(history).to_contain_text(kind)


def test_another_application_date_changes_the_threshold_for_the_whole_case(caseworker: Page, maker: Maker) -> None:
    page = caseworker
    case = maker.case(application_date=APPLIED, policies=["hertsmere-2021"])
    page.goto(f"/cases/{case}/chronology")
    expect(page.get_by_text("application made on 16 September 2022")).to_be_visible()
    go_to(page, "Findings")
    count = page.get_by_role("article").filter(
        has=page.get_by_role("heading", name=re.compile("^Number of complaints"))
    )
    expect(count).to_contain_text("First met on 11 April 2022.")
    page.get_by_label("Application date", exact=True).fill(TOO_EARLY)
    expect(count).not_to_contain_text("First met")
    expect(count.get_by_text("Not met", exact=True)).to_be_visible()
    page.get_by_role("button", name="Keep these dates for the case").click()
    expect(page.get_by_text("Kept for the case")).to_be_visible()
    go_to(page, "Chronology")
    expect(page.get_by_text("application made on 15 January 2022")).to_be_visible()


def test_a_solicitor_changes_nothing_and_takes_away_no_name(solicitor: Page, maker: Maker) -> None:
    page, case = solicitor, maker.case(reference="ASB/2026/0502")
    page.goto("/cases")
    page.get_by_role("link", name="ASB/2026/0502").click()
    places = page.get_by_role("navigation", name="Pages of this case").get_by_role("link")
    expect(places).to_have_text(["Chronology", "Findings", "Exports"])
    for place in ("Chronology", "Findings"):
        go_to(page, place)
        expect(page.locator("form[method=post]")).to_have_count(1)  # logging out
        expect(page.get_by_role("main").get_by_text(re.compile("|".join(SURNAMES), re.IGNORECASE))).to_have_count(0)
    refused = {path: asked_as(page, path, case, maker) for path in changing()}
    assert refused == dict.fromkeys(refused, 403)
    text = papers_in_words(maker.client, case)
    assert all(name.lower() in text for name in SURNAMES)
    for what in ("Chronology in Word", "Chronology as JSON, for other programs", "Bundle of the papers as one PDF"):
        asked_for(page, case, what)
        words = everything_in(downloaded(page)).lower()
        assert len(words) > 10_000
        assert [name for name in SURNAMES if name.lower() in words] == []


def changing() -> list[str]:
    """The addresses of a case to which forms are sent."""
    found = [route for router in page_routers() for route in router.routes]
    paths = [one.path for one in found if "POST" in one.methods and "{case}" in one.path]  # type: ignore[attr-defined]
    assert len(paths) > 10
    return paths


def asked_as(page: Page, path: str, case: str, maker: Maker) -> int:
    """The status with which the service answers when whoever looks at the page sends a form there all the same."""
    entry = entries_of(page, case)[0]["id"]
    document = maker.client.get(f"/cases/{case}/documents").json()["documents"][0]["id"]
    address = filled(path.replace("{entry}", entry).replace("{document}", document), case)
    proof = page.locator("meta[name=csrf]").get_attribute("content")
    return page.request.post(address, form={"csrf": str(proof)}, max_redirects=0).status


def papers_in_words(client: httpx.Client, case: str) -> str:
    """What the papers say, in small letters."""
    papers = client.get(f"/cases/{case}/documents", params={"limit": 200}).json()["documents"]
    return "\n".join(client.get(f"/cases/{case}/documents/{paper['id']}/text").text for paper in papers).lower()


def everything_in(file: bytes) -> str:
    """All words of a Word document (each of its parts), of a PDF, or of JSON."""
    if file.startswith(b"PK"):
        with ZipFile(BytesIO(file)) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if file.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(file) as pages:
            return "\n".join(page.get_textpage().get_text_range() for page in pages)
    return json.dumps(json.loads(file), ensure_ascii=False)


def test_a_stranger_finds_nothing(browser: Browser, service: RunningService, maker: Maker) -> None:
    case = maker.case(reference="ASB/2026/0503")
    document = maker.client.get(f"/cases/{case}/documents").json()["documents"][0]["id"]
    somebody = typed_person(service, "nia@elsewhere.example", "caseworker")
    with visit(browser, service, somebody) as page:
        expect(page.get_by_role("heading", level=1)).to_have_text("You have no cases yet")
        top = page.get_by_role("navigation", name="caseclock")
        top.get_by_role("link", name="Search").click()
        page.get_by_role("searchbox").fill("bonfire")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("heading", name="Nothing was found in the papers")).to_be_visible()
        top.get_by_role("link", name="Deadlines").click()
        expect(page.get_by_role("main")).not_to_contain_text("ASB/2026/0503")
        page.watch.expected = ("status of 404",)  # type: ignore[attr-defined]
        for place in (*PLACES, f"papers/{document}", f"papers/{document}/at/0-20"):
            answer = page.goto(f"/cases/{case}/{place}")
            assert answer is not None
            assert answer.status == 404, place
            expect(page.get_by_role("main")).not_to_contain_text("ASB/2026/0503")
