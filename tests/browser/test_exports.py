"""A solicitor or caseworker asks for what is to be filed, and opens the file."""

from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from tests.browser.browsing import check_accessible


def downloaded(page: Page) -> bytes:
    """The file behind the button, once it is made."""
    button = page.get_by_role("link", name="Download")
    expect(button).to_be_visible(timeout=120_000)
    with page.expect_download() as coming:
        button.click()
    path: Path = coming.value.path()
    return path.read_bytes()


def asked_for(page: Page, case: str, what: str, *ticks: str, names: str = "") -> None:
    """Fills in the form and sends it. `ticks`: boxes that are turned over."""
    page.goto(f"/cases/{case}/exports")
    page.get_by_label(what, exact=True).check()
    if names:
        page.get_by_role("radio", name=names).check()
    for tick in ticks:
        page.get_by_role("checkbox", name=tick, exact=True).click()
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(what)


def words_of(document: bytes) -> str:
    """Every paragraph and cell of a Word document."""
    opened = docx.Document(BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_the_word_chronology_has_the_columns_that_were_ticked(caseworker: Page, case: str) -> None:
    asked_for(caseworker, case, "Chronology in Word", "Time", "Agencies", "No.", names="Names shown")
    check_accessible(caseworker)
    opened = docx.Document(BytesIO(downloaded(caseworker)))
    assert [cell.text for cell in opened.tables[0].rows[0].cells] == ["Date", "Time", "Event", "Agencies", "Source"]
    assert len(opened.tables[0].rows) > 20


def test_the_bundle_and_a_chronology_that_leads_into_it(caseworker: Page, case: str) -> None:
    asked_for(caseworker, case, "Bundle of the papers as one PDF", names="Names shown")
    with pikepdf.open(BytesIO(downloaded(caseworker))) as bundle:
        pages = len(bundle.pages)
        with bundle.open_outline() as outline:
            assert len(outline.root) > 5
    asked_for(
        caseworker, case, "Chronology in Word", "Name the pages of the bundle, as links into it", names="Names shown"
    )
    expect(caseworker.get_by_role("link", name="the bundle")).to_be_visible()
    opened = docx.Document(BytesIO(downloaded(caseworker)))
    targets = [one.target_ref for one in opened.part.rels.values() if one.is_external]
    assert targets
    for target in targets:
        name, _, page = target.partition("#page=")
        assert name.startswith("bundle-ASB-2026-0147")
        assert 1 < int(page) <= pages


@pytest.mark.parametrize("what", ["Chronology as a spreadsheet", "Chronology as JSON, for other programs"])
def test_other_forms_hold_the_same(caseworker: Page, case: str, what: str) -> None:
    asked_for(caseworker, case, what)
    data = downloaded(caseworker)
    if "spreadsheet" in what:
        assert load_workbook(BytesIO(data)).worksheets[0].max_row > 20
    else:
        assert b'"schema": "caseclock/1"' in data


def test_an_application_is_drafted(caseworker: Page, case: str) -> None:
    asked_for(caseworker, case, "Application for an ASB case review, drafted in Word", names="Names shown")
    assert "for the applicant to check and sign" in words_of(downloaded(caseworker))


def test_a_solicitor_gets_no_names_however_they_ask(solicitor: Page, case: str) -> None:
    solicitor.goto(f"/cases/{case}/exports")
    check_accessible(solicitor)
    expect(solicitor.get_by_role("radio", name="Names shown")).to_have_count(0)
    expect(solicitor.get_by_role("link", name="Review")).to_have_count(0)
    expect(solicitor.get_by_role("link", name="Add papers")).to_have_count(0)
    solicitor.goto(f"/cases/{case}/exports/making?what=word&names=full&column=date&column=source")
    expect(solicitor.get_by_text("you were given no more")).to_be_visible()
    words = words_of(downloaded(solicitor))
    assert "Mr " in words or "Ms " in words
    solicitor.goto(f"/cases/{case}/exports/making?what=bundle&names=full")
    with pikepdf.open(BytesIO(downloaded(solicitor))) as bundle:
        assert len(bundle.pages) > 5


def test_a_wrong_period_is_told_at_the_top_and_at_the_field(caseworker: Page, case: str) -> None:
    caseworker.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    caseworker.goto(f"/cases/{case}/exports/making?what=word&first=2026-05-01&last=2026-01-01")
    caseworker.get_by_role("link", name="The last day is before the first").click()
    expect(caseworker.locator("#last")).to_be_focused()
    check_accessible(caseworker)


def test_a_stranger_gets_nothing(stranger: Page, case: str) -> None:
    stranger.watch.expected = ("status of 404",)  # type: ignore[attr-defined]
    for path in ("", "/making?what=word", "/file?what=bundle"):
        answer = stranger.goto(f"/cases/{case}/exports{path}")
        assert answer is not None
        assert answer.status == 404


def test_the_form_fits_a_phone(caseworker: Page, case: str) -> None:
    caseworker.set_viewport_size({"width": 320, "height": 640})
    caseworker.goto(f"/cases/{case}/exports")
    assert caseworker.evaluate("document.documentElement.scrollWidth") <= 320
    check_accessible(caseworker)
