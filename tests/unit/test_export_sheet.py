"""The spreadsheet, read back with openpyxl."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from tests.made_chronology import made, nothing, telling

from caseclock.extractor.exports.options import Options
from caseclock.extractor.exports.sheet import sheet_chronology
from caseclock.extractor.exports.sheet_writer import harmless
from caseclock.extractor.exports.table import Background


def book_of(chronology, background=None):
    return openpyxl.load_workbook(BytesIO(sheet_chronology(chronology, background)))


def records(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [{title: value for title, value in zip(head, row, strict=True) if value is not None} for row in rows]


@pytest.fixture(scope="module")
def book():
    return book_of(made())


def test_four_sheets_each_with_a_frozen_filtered_heading_row(book):
    assert book.sheetnames == ["Chronology", "Reports", "Findings", "Papers"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_one_row_an_entry_with_real_dates_beside_the_words(book):
    rows = records(book["Chronology"])
    assert [row["No"] for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert rows[0]["Date"] == "between 11 and 16 February 2021"
    assert (rows[0]["From"], rows[0]["To"]) == (datetime(2021, 2, 11), datetime(2021, 2, 16))
    assert rows[0]["Count"] == 3
    assert rows[1]["Time"] == "21:40"
    assert rows[2]["By"] == "Complainant"
    assert rows[2]["To whom"] == "Quarrybank Homes"
    assert rows[3]["Note"] == "Low confidence: check against the source."
    assert "From" not in rows[6]
    assert rows[6]["Date uncertain"] == "yes"


def test_one_row_a_report(book):
    rows = records(book["Reports"])
    assert [(row["Row"], row["Reported to"], row["Reported on"], row["Reference"]) for row in rows] == [
        (1, "Quarrybank Homes", datetime(2021, 2, 17), "ASB/118"),
        (1, "Northmere Police", datetime(2021, 2, 18), "41"),
        (2, "Northmere Police", datetime(2021, 3, 3), "502"),
    ]


def test_one_row_a_finding(book):
    threshold, late, outstanding, gap, discrepancy = records(book["Findings"])
    assert (threshold["Outcome"], threshold["Rows counted"]) == ("Not met", "6")
    assert threshold["Rows not counted"] == (
        "7: no report to a relevant body found in the papers; "
        "1 and 2: outside the period that the policy looks back over"
    )
    assert (late["From row"], late["Due"], late["To"], late["Taken"]) == (
        3,
        datetime(2021, 3, 22),
        datetime(2021, 4, 6),
        19,
    )
    assert late["Late by"] == "9 working days"
    assert "To" not in outstanding
    assert gap["Outcome"] == "135 working days, 193 calendar days"
    assert "“on 8 March I wrote to you” (complaint.eml)" in discrepancy["Sources"]


def test_one_row_a_paper_with_its_problem(book):
    rows = records(book["Papers"])
    assert rows[4]["Problem"] == "The file is encrypted: give a copy without a password."
    assert rows[5]["Same as"] == "complaint.eml"


SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")


@pytest.mark.parametrize(
    "words",
    [
        *("=1+1", "=cmd|'/C calc'!A0", "+44 7700 900123", "-2+3", "@SUM(A1)", '=HYPERLINK("http://a.example")'),
        *("\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "\uff1d1+1", "\u200b=1+1"),
    ],
)
def test_no_cell_is_a_formula_now_or_once_it_is_edited_or_saved_as_csv(words):
    data = sheet_chronology(telling(words))
    with ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name]
    assert not any("<f>" in sheet or "<f " in sheet or "hyperlink" in sheet for sheet in sheets)
    guarded = 0
    for sheet in openpyxl.load_workbook(BytesIO(data)):
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            assert cell.data_type == "s"
            assert not cell.value.lstrip().startswith(SIGNS)
            guarded += cell.quotePrefix
            assert cell.quotePrefix == cell.value.startswith("'")  # or the apostrophe would go once it is edited
    assert guarded > 0


@pytest.mark.parametrize("words", ["a=b", "O'Hare", "3 - 4", "", "mail@place.example", "“=1”"])
def test_harmless_words_stay_as_they_are(words):
    assert harmless(words) == words


def test_more_text_than_a_cell_holds_is_cut_with_a_sign():
    (row,) = records(book_of(telling("noise " * 10_000))["Chronology"])
    assert row["Event"].endswith("…")
    assert 30_000 < len(row["Event"]) < 32_767


def test_same_chronology_same_bytes_dated_as_of():
    assert sheet_chronology(made()) == sheet_chronology(made())
    assert book_of(made()).properties.created == datetime(2021, 11, 1)


def test_a_chronology_of_nothing_has_its_headings():
    assert [sheet.max_row for sheet in book_of(nothing())] == [1, 1, 1, 1]


def test_findings_can_be_left_out():
    book = book_of(made(), Background(options=Options(findings=False)))
    assert book.sheetnames == ["Chronology", "Reports", "Papers"]
    assert book.properties.description == "Findings were left out of this copy."


def test_the_pages_of_a_bundle_have_a_column(book):
    first = {"d1": 10, "d2": 31, "d4": 40}

    def page(source):
        return first[source.document] + (source.page or 1) - 1 if source.document in first else None

    bound = book_of(made(), Background(bundle_page=page))
    assert [row["Bundle page"] for row in records(bound["Chronology"])][:3] == ["11, 13", 10, 31]
    assert [row["Sources"] for row in records(bound["Chronology"])][:1] == ["disclosure.pdf pp 2, 4; diary sheets.docx"]
    assert [row["Bundle page"] for row in records(bound["Reports"])] == [40, 11, 12]
    assert records(bound["Findings"])[4]["Bundle page"] == "31, 40"
    assert [row.get("Bundle page") for row in records(bound["Papers"])] == [10, 31, None, 40, None, None]
    for sheet in book:
        assert "Bundle page" not in [cell.value for cell in sheet[1]]
    for sheet in bound:
        assert sheet.auto_filter.ref.split(":")[1].rstrip("0123456789") == sheet.cell(1, sheet.max_column).column_letter
