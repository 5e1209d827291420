"""Running text in PDFs: paragraphs, headings, numbered items, fields, columns, running headers and footers."""

import pytest
from reportlab.lib import pagesizes
from reportlab.lib.utils import simpleSplit
from tests.pdf_maker import Sheet

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.reader import read
from caseclock.models.text import Role, Text

ONE = (
    "On the evening of 9 May 2018 the fence panel was kicked through and a plant pot was thrown over it into the pond."
)
TWO = (
    "Nobody came. A letter of apology was promised by the end of the week and has not been seen by anybody here since."
)


def blocks(text: Text, *, furniture: bool = False) -> list[tuple[Role, str]]:
    """Role and words of each block; line breaks as spaces."""
    return [
        (block.role, text.text[block.start : block.end].replace("\n", " "))
        for block in text.blocks
        if furniture or block.role is not Role.HEADER
    ]


def read_text(sheet: Sheet) -> Text:
    """The text of what was written."""
    return read(sheet.done(), Limits()).text


@pytest.mark.parametrize("gap", [6, 12])
def test_paragraphs_are_parted_by_white_space(gap: float) -> None:
    sheet = Sheet()
    for words in (ONE * 2, TWO * 2, ONE):
        sheet.wrapped(60, words, 420)
        sheet.y += gap
    assert blocks(read_text(sheet)) == [(Role.PARAGRAPH, words) for words in (ONE * 2, TWO * 2, ONE)]


def test_an_address_and_a_date_are_lines_of_their_own() -> None:
    sheet = Sheet()
    for line in ("Weirside Homes", "1 Test Wharf", "Sampleford", "22 August 2019", "Dear Ms Example"):
        sheet.line((60, line))
    sheet.wrapped(60, ONE * 2, 420)
    assert [words for _, words in blocks(read_text(sheet))][:5] == [
        "Weirside Homes", "1 Test Wharf", "Sampleford", "22 August 2019", "Dear Ms Example",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "bold", "size"), [("Background", True, 9), ("Background", False, 14), ("BACKGROUND", False, 9)]
)
def test_headings_are_bold_or_larger_or_in_capitals(words: str, bold: bool, size: float) -> None:
    sheet = Sheet()
    sheet.line((60, words), bold=bold, size=size, step=18)
    sheet.wrapped(60, ONE * 3, 420)
    assert blocks(read_text(sheet)) == [(Role.HEADING, words), (Role.PARAGRAPH, ONE * 3)]


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        (("1.", "2.", "3."), ["1", "2", "3"]),
        (("1)", "2)", "3)"), ["1", "2", "3"]),
        (("(a)", "(b)", "(c)"), ["a", "b", "c"]),
        (("4.1", "4.2", "4.3"), ["4.1", "4.2", "4.3"]),
        (("11", "12", "13"), [None, None, None]),
        (("1", "2", "3"), ["1", "2", "3"]),
        (("•", "•", "•"), [None, None, None]),
    ],
)
@pytest.mark.parametrize("gap", [0, 6])
def test_numbered_statements_are_items(labels: tuple[str, ...], numbers: list[str | None], gap: float) -> None:
    sheet = Sheet()
    for label, words in zip(labels, (ONE * 2, TWO * 2, ONE * 2), strict=True):
        sheet.put(60, label)
        sheet.wrapped(90, words, 400)
        sheet.y += gap
    text = read_text(sheet)
    assert [block.number for block in text.blocks] == numbers
    assert [words for _, words in blocks(text)] == [
        f"{a} {b}" for a, b in zip(labels, (ONE * 2, TWO * 2, ONE * 2), strict=True)
    ]


def test_items_within_items_stand_deeper() -> None:
    sheet = Sheet()
    for x, label in ((60, "1."), (90, "(a)"), (90, "(b)"), (60, "2.")):
        sheet.put(x, label)
        sheet.wrapped(x + 25, ONE * 2, 380)
        sheet.y += 6
    assert [(block.number, block.level) for block in read_text(sheet).blocks] == [
        ("1", 0),
        ("a", 1),
        ("b", 1),
        ("2", 0),
    ]


def test_each_field_of_a_print_is_a_block_with_all_its_lines() -> None:
    sheet = Sheet()
    sheet.line((50, "INCIDENT"), bold=True, step=16)
    sheet.line((50, "Crime no:"), (160, "77/12/19"), (320, "Beat:"), (380, "W4"))
    sheet.line((50, "From:"), (160, "12/12/2019 17:00"))
    sheet.put(50, "Circumstances:")
    sheet.wrapped(160, ONE * 2, 380)
    sheet.line((50, "PROGRESS"), bold=True, step=16)
    for hour in (10, 14):
        sheet.put(50, f"14/12/2019 {hour}:30:")
        sheet.wrapped(160, TWO * 2, 380)
    assert blocks(read_text(sheet)) == [
        (Role.HEADING, "INCIDENT"),
        (Role.PARAGRAPH, "Crime no: 77/12/19"),
        (Role.PARAGRAPH, "Beat: W4"),
        (Role.PARAGRAPH, "From: 12/12/2019 17:00"),
        (Role.PARAGRAPH, f"Circumstances: {ONE * 2}"),
        (Role.HEADING, "PROGRESS"),
        (Role.PARAGRAPH, f"14/12/2019 10:30: {TWO * 2}"),
        (Role.PARAGRAPH, f"14/12/2019 14:30: {TWO * 2}"),
    ]


def test_fields_without_a_column_for_their_values() -> None:
    sheet = Sheet()
    for line in ("Officer: PC 77 Sample", "Date: 3 June 2020", f"Summary: {TWO}", "Status: Open"):
        sheet.wrapped(50, line, 300)
    assert [words.split(":")[0] for _, words in blocks(read_text(sheet))] == ["Officer", "Date", "Summary", "Status"]


def test_dated_lines_of_a_diary_are_blocks_of_their_own() -> None:
    sheet = Sheet()
    for day in (3, 4, 9):
        sheet.wrapped(60, f"0{day}/07/2018 21:15 {ONE}", 420)
    assert [words[:16] for _, words in blocks(read_text(sheet))] == [
        "03/07/2018 21:15",
        "04/07/2018 21:15",
        "09/07/2018 21:15",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    sheet.line((60, "Residents' newsletter"), bold=True, size=14, step=24)
    top = sheet.y
    sheet.wrapped(60, ONE * 4, 220)
    sheet.y = top
    sheet.wrapped(310, TWO * 4, 220)
    sheet.y = max(sheet.y, 300)
    sheet.wrapped(
        60, "Printed for the residents by the residents, with thanks to everybody who wrote to us this summer.", 470
    )
    found = [words for _, words in blocks(read_text(sheet))]
    assert found[1:3] == [ONE * 4, TWO * 4]


def test_a_paragraph_goes_on_over_the_page_past_headers_and_footers() -> None:
    sheet = Sheet()
    words = (ONE + " ") * 6
    pieces = words.strip()
    for number in (1, 2, 3):
        sheet.y = 30
        sheet.line((60, "Weirside Homes, case WH/44"), (480, f"Page {number} of 3"), size=7)
        sheet.y = 70
        if number == 1:
            sheet.wrapped(60, TWO, 420)
            sheet.y = 700
            sheet.wrapped(60, pieces[:300].rsplit(" ", 1)[0], 300)
        elif number == 2:
            sheet.wrapped(60, pieces[len(pieces[:300].rsplit(" ", 1)[0]) + 1 :], 420)
        else:
            sheet.wrapped(60, f"By then it was {number} days. {TWO}", 420)
        sheet.y = 810
        sheet.line((60, "Registered in England under an invented number"), size=7)
        sheet.page()
    text = read_text(sheet)
    assert all(role is Role.PARAGRAPH for role, _ in blocks(text))
    assert len([1 for role, _ in blocks(text, furniture=True) if role is Role.HEADER]) == 6
    for page in text.pages[:3]:
        assert f"Page {page.number} of 3" in text.text[page.start : page.end]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_turned_back(turn: int) -> None:
    sheet = Sheet()
    upright = read_text_of_turned(Sheet(), 0)
    assert read_text_of_turned(sheet, turn) == upright


def read_text_of_turned(sheet: Sheet, turn: int) -> str:
    """The same words written on a page that is turned by so many degrees."""
    width, height = pagesizes.A4
    moves = {0: (0, 0), 90: (0, -width), 180: (-width, -height), 270: (-height, 0)}
    sheet.canvas.rotate(turn)
    sheet.canvas.translate(*moves[turn])
    sheet.height = height if turn in (0, 180) else width
    sheet.wrapped(60, ONE * 2, 300)
    sheet.y += 10
    sheet.wrapped(60, TWO, 300)
    return read_text(sheet).text


def test_words_printed_twice_for_boldness_are_read_once() -> None:
    sheet = Sheet()
    for shift in (0, 0.3):
        sheet.put(60 + shift, "Notice of visit")
    assert read_text(sheet).text == "Notice of visit"


def test_a_watermark_across_the_page_does_not_cut_the_lines() -> None:
    sheet = Sheet()
    sheet.wrapped(60, ONE * 4, 420)
    sheet.canvas.saveState()
    sheet.canvas.translate(100, 700)
    sheet.canvas.rotate(45)
    sheet.canvas.setFont("Helvetica", 60)
    sheet.canvas.drawString(0, 0, "COPY")
    sheet.canvas.restoreState()
    assert blocks(read_text(sheet)) == [(Role.PARAGRAPH, ONE * 4)]


def test_a_value_of_two_paragraphs_and_one_that_runs_over_the_page_stay_with_their_label() -> None:
    sheet = Sheet()
    sheet.put(50, "Officer:")
    sheet.line((160, "PC 12 Sample"))
    sheet.put(50, "Circumstances:")
    sheet.wrapped(160, ONE, 380)
    sheet.y += 6
    sheet.wrapped(160, TWO, 380)
    sheet.put(50, "14/12/2019 10:30:")
    sheet.wrapped(160, ONE, 380)
    sheet.page()
    sheet.wrapped(160, TWO, 380)
    sheet.line((50, "14/12/2019 12:05:"), (160, "Closed."))
    assert [words for _, words in blocks(read_text(sheet))] == [
        "Officer: PC 12 Sample",
        f"Circumstances: {ONE} {TWO}",
        f"14/12/2019 10:30: {ONE} {TWO}",
        "14/12/2019 12:05: Closed.",
    ]


@pytest.mark.parametrize("day", ["03/06/2021", "3 June 2021", "Thu 3 June", "3.6.21", "Thursday 3rd June 2021, 9pm"])
def test_a_diary_with_its_dates_in_the_margin(day: str) -> None:
    sheet = Sheet()
    for words in ("Shouting.", ONE, "Quiet."):
        sheet.put(60, day)
        sheet.wrapped(200, words, 300)
    assert [words for _, words in blocks(read_text(sheet))] == [
        f"{day} {words}" for words in ("Shouting.", ONE, "Quiet.")
    ]


def test_a_sentence_goes_on_from_one_column_to_the_next() -> None:
    sheet = Sheet()
    top = sheet.y
    lines = simpleSplit(f"{ONE} {TWO} " * 4, "Helvetica", 9, 220)
    for x, column in ((60, lines[:11]), (310, lines[11:])):
        sheet.y = top
        for line in column:
            sheet.line((x, line))
    assert [words for _, words in blocks(read_text(sheet))] == [" ".join(lines)]
