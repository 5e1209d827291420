"""The reader's choice of columns and findings, in Word and PDF."""

from datetime import date
from io import BytesIO

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from tests.made_chronology import entry, made, source, when

from caseclock.extractor.exports.options import USUAL_COLUMNS, ColumnName, Options
from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.exports.table import Background
from caseclock.extractor.exports.word import word_chronology
from caseclock.models.entry import EntryKind, Report
from caseclock.models.when import Precision

EVERY = tuple(ColumnName)


def word(chronology, *columns, findings=True):
    background = Background(options=Options(columns or USUAL_COLUMNS, findings))
    return docx.Document(BytesIO(word_chronology(chronology, background)))


def words_of(document):
    return [paragraph.text for paragraph in document.paragraphs]


def pdf_text(chronology, options):
    with pypdfium2.PdfDocument(pdf_chronology(chronology, Background(options=options))) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (USUAL_COLUMNS, ("no", "date", "event", "source")),
        (("source", "event"), ("event", "source")),
        (("event", "event", "no"), ("no", "event")),
        ((" Event ", "DATE"), ("date", "event")),
        (tuple(reversed(EVERY)), ("no", "date", "time", "event", "agencies", "source")),
    ],
)
def test_columns_are_kept_once_each_in_their_order(asked, kept):
    assert Options(asked).columns == kept


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "No column was chosen: choose event"),
        (("no", "date"), "The column event cannot be left out: add it"),
        (("event", "weather"), "'weather' is no column of the chronology: choose from no, date, time, event"),
        (("",), "'' is no column of the chronology"),
        ("date", "The column event cannot be left out"),  # one word is not a row of letters
    ],
)
def test_columns_that_cannot_be_shown_are_refused_with_what_to_do(asked, said):
    with pytest.raises(ValueError, match="column") as refused:
        Options(asked)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("columns", "heads"),
    [
        (("event",), ["Event"]),
        (("source", "date", "event"), ["Date", "Event", "Source"]),
        (("no", "event", "agencies"), ["No.", "Event", "Agencies"]),
        (EVERY, ["No.", "Date", "Time", "Event", "Agencies", "Source"]),
    ],
)
def test_word_and_pdf_show_exactly_the_columns_asked_for(columns, heads):
    table = word(made(), *columns).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == heads
    assert {len(row.cells) for row in table.rows} == {len(heads)}
    assert " ".join(heads) in pdf_text(made(), Options(columns))


def test_the_time_is_part_of_the_date_unless_it_has_a_column():
    together = [row.cells[1].text for row in word(made()).tables[0].rows]
    assert together[2] == "3 March 2021, about 21:40"
    apart = [[cell.text for cell in row.cells[:2]] for row in word(made(), "date", "time", "event").tables[0].rows]
    assert apart[0] == ["Date", "Time"]
    assert apart[1] == ["between 11 and 16 February 2021", ""]
    assert apart[2] == ["3 March 2021", "about 21:40"]


def test_agencies_are_those_that_acted_were_told_or_had_it_reported_once_each():
    told = Report(agency="northmere-police", on=None, reference=None, source=source("d1", "told"))
    sent = entry(
        1,
        when(date(2021, 3, 3), precision=Precision.DAY),
        "Letter sent.",
        EntryKind.CONTACT,
        actor="quarrybank-homes",
        recipients=("complainant", "alderfold-council", "quarrybank-homes"),
        reports=(told,),
    )
    chronology = made().model_copy(update={"entries": (sent, made().entries[3])})
    rows = word(chronology, "event", "agencies").tables[0].rows
    assert rows[1].cells[1].text == "Quarrybank Homes\nAlderfold Borough Council\nNorthmere Police"
    assert "Reported to Northmere Police, day not stated." in rows[1].cells[0].text
    assert rows[2].cells[1].text == ""


def test_findings_can_be_left_out_and_the_copy_says_so():
    document = word(made(), findings=False)
    words = words_of(document)
    assert words.count("Findings were left out of this copy.") == 1
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["Papers", "Who’s who", "What could not be read, and how some was read"]
    assert not any("under Findings" in line for line in words)
    assert "Findings were left out of this copy." in pdf_text(made(), Options(findings=False))
    assert "Findings were left out of this copy." not in words_of(word(made()))


def test_without_numbers_the_reader_is_told_how_findings_count_rows():
    said = "The rows that findings name are counted from the first row of the table."
    assert any(said in line for line in words_of(word(made(), "date", "event")))
    assert not any(said in line for line in words_of(word(made(), "date", "event", findings=False)))
    document = word(made(), "event")
    assert "row_6" in document.element.body.xml


def test_all_six_columns_turn_the_page_so_that_none_is_a_ladder_of_words():
    section = word(made(), *EVERY).sections[0]
    assert section.orientation is WD_ORIENT.LANDSCAPE
    assert word(made()).sections[0].orientation is WD_ORIENT.PORTRAIT


@pytest.mark.parametrize("columns", [("event",), ("no", "event"), ("date", "time", "event", "source"), EVERY])
def test_the_table_is_as_wide_as_the_text_whatever_its_columns(columns):
    document = word(made(), *columns)
    section = document.sections[0]
    text = section.page_width - section.left_margin - section.right_margin
    for row in document.tables[0].rows:
        assert abs(sum(cell.width for cell in row.cells) - text) < 2 * 635 * len(columns)  # twentieths of a point
        assert all(cell.width > 0 for cell in row.cells)


def test_same_choice_same_bytes():
    background = Background(options=Options(EVERY, findings=False))
    assert word_chronology(made(), background) == word_chronology(made(), background)
    assert pdf_chronology(made(), background) == pdf_chronology(made(), background)
