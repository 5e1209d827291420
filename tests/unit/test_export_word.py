"""The Word chronology, read back with python-docx."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm
from tests.made_chronology import made, nothing, source

from caseclock.extractor.exports.word import word_chronology


@pytest.fixture(scope="module")
def document():
    return docx.Document(BytesIO(word_chronology(made())))


def rows_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_table_has_date_event_and_source(document):
    rows = rows_of(document.tables[0])
    assert rows[0] == ["No.", "Date", "Event", "Source"]
    assert rows[1] == [
        "1",
        "between 11 and 16 February 2021",
        "Incident (noise). Loud music from the flat above on three nights.\n"
        "Reported to Quarrybank Homes on 17 February 2021 (ref ASB/118).\n"
        "Reported to Northmere Police on 18 February 2021 (ref 41).\n"
        "The source tells 3 incidents together here.",
        "disclosure.pdf pp 2, 4\ndiary sheets.docx",
    ]
    assert [row[1] for row in rows[2:]] == [
        "3 March 2021, about 21:40",
        "8 March 2021",
        "March 2021",
        "6 April 2021",
        "on or about 16 October 2021",
        "Undated (“one evening”)",
    ]


def test_incidents_are_named_shaded_and_doubtful_ones_said_to_be(document):
    rows = document.tables[0].rows
    shaded = [bool(row.cells[0]._tc.findall(f".//{qn('w:shd')}")) for row in rows[1:]]
    assert shaded == [row.cells[2].text.startswith("Incident") for row in rows[1:]]
    assert [number for number, row in enumerate(rows) if "Low confidence" in row.cells[2].text] == [4]


def test_every_part_stands_in_its_order(document):
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings == [
        "Findings",
        "Case review threshold",
        "alderfold-2020, section 5: number of complaints",
        "Timescales",
        "Periods without action",
        "Differences between accounts",
        "Papers",
        "Who’s who",
        "What could not be read, and how some was read",
    ]
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[:2] == ["Chronology", "AB/2021/44"]
    assert "As of: 1 November 2021" in words
    assert "Application for a case review: 19 October 2021" in words
    assert "Counted (1): row\u00a06." in words
    assert "Not counted (2), outside the period that the policy looks back over: rows\u00a01 and 2." in words
    assert words[-1] == "scan.pdf (could not be read): The file is encrypted: give a copy without a password."


def test_clocks_and_differences_are_tables(document):
    clocks, gaps, differences = (rows_of(table) for table in document.tables[1:4])
    assert [row[1:] for row in clocks[1:]] == [
        ["8 March 2021 (row\u00a03)", "22 March 2021", "6 April 2021 (row\u00a05)", "9 working days"],
        ["1 September 2021", "30 September 2021", "not found in the papers", "outstanding, 2 months so far"],
    ]
    assert clocks[1][0].startswith("Stage 1 response: 10 working days\nAnswered after 19 working days, ")
    assert gaps[1][2] == "135 working days\n(193 calendar days)"
    assert differences[1] == [
        "Date. Two days are given for the same complaint.",
        "“on 8 March I wrote to you”\ncomplaint.eml",
        "“letter rec'd 9/3”\ncase notes.xlsx sheet 1",
    ]


def test_the_table_keeps_its_shape_on_paper(document):
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    for table in document.tables:
        head, *rest = table.rows
        marks = [child.tag for child in head._tr.trPr]
        assert marks == [qn("w:cantSplit"), qn("w:tblHeader")]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rest)
        widths = [[cell.width for cell in row.cells] for row in table.rows]
        assert all(line == widths[0] for line in widths)
        assert abs(sum(widths[0]) - Cm(17)) < Cm(0.05)


def test_row_numbers_in_findings_lead_to_their_rows(document):
    body = document.element.body
    targets = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert links == {"row_1", "row_2", "row_3", "row_5", "row_6", "row_7"}
    assert links <= targets


def test_the_foot_of_the_page_counts_pages(document):
    foot = document.sections[0].footer.paragraphs[0]
    assert foot.text == "AB/2021/44 · Chronology as of 1 November 2021\tPage 1 of 1"
    assert [code.text.strip() for code in foot._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_the_head_of_every_page_names_the_case_and_the_sort_of_document(document):
    (section,) = document.sections
    assert not section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "AB/2021/44\tChronology"
    text = section.page_width - section.left_margin - section.right_margin
    for name in ("Header", "Footer"):
        (stop,) = document.styles[name].paragraph_format.tab_stops
        assert stop.alignment is WD_TAB_ALIGNMENT.RIGHT
        assert abs(stop.position - text) < Cm(0.05)


def test_looks_are_those_of_named_styles(document):
    """Shades of incidents and widths of cells apart, nothing is set on a paragraph, run or table itself."""
    body = document.element.body
    for table in document.tables:
        assert table.style.name == "Chronology Table"
        assert {child.tag for child in table._tbl.tblPr} <= {
            qn(f"w:{name}") for name in ("tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption")
        }
    assert {child.tag for look in body.iter(qn("w:pPr")) for child in look} <= {qn("w:pStyle")}
    assert {child.tag for look in body.iter(qn("w:rPr")) for child in look} == {qn("w:rStyle")}
    style = document.styles["Chronology Table"].element
    assert style.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None
    assert style.find(qn("w:tblStylePr")).get(qn("w:type")) == "firstRow"
    assert document.styles["Table Heading"].paragraph_format.keep_with_next


def test_its_language_is_british(document):
    parts = (document.styles.element, document.settings.element)
    said = [mark for part in parts for name in ("w:lang", "w:themeFontLang") for mark in part.iter(qn(name))]
    assert len(said) >= 3
    assert {mark.get(qn("w:val")) for mark in said} == {"en-GB"}
    assert document.core_properties.language == "en-GB"


def test_long_names_of_papers_turn_the_page():
    ending = "as sent to the resident by the landlord in answer to her request"
    papers = tuple(paper.model_copy(update={"name": f"{paper.name} {ending}"}) for paper in made().documents)
    everywhere = tuple(source(paper.id, "told here too", page=1) for paper in papers)
    entries = tuple(entry.model_copy(update={"sources": everywhere}) for entry in made().entries)
    chronology = made().model_copy(update={"documents": papers, "entries": entries})
    section = docx.Document(BytesIO(word_chronology(chronology))).sections[0]
    assert section.orientation is WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height


def test_every_paragraph_has_a_style_of_the_document(document):
    known = {style.style_id for style in document.styles}
    used = {mark.get(qn("w:val")) for mark in document.element.body.iter(qn("w:pStyle"))}
    assert used <= known
    assert {"TableText", "TableNote", "TableHeading"} <= used


def test_same_chronology_same_bytes_dated_as_of():
    once, again = word_chronology(made()), word_chronology(made())
    assert once == again
    with ZipFile(BytesIO(once)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(BytesIO(once)).core_properties
    assert properties.created.replace(tzinfo=None) == datetime(2021, 11, 1)
    assert properties.title == "Chronology AB/2021/44"


def test_a_chronology_of_nothing_says_so():
    words = [paragraph.text for paragraph in docx.Document(BytesIO(word_chronology(nothing()))).paragraphs]
    assert "No dated or undated event was found in the papers." in words
    assert "Every paper was read in full." in words
