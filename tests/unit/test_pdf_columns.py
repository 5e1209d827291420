"""Logs printed in columns parted by white space: what is a row, where it ends, which heading stands over a cell."""

from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.utils import simpleSplit
from tests.pdf_maker import Sheet

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.reader import read
from caseclock.models.text import Block, Role, Text

HEADINGS = ("Ref", "Date", "Time", "Officer", "Entry")
PLACES = (45.0, 100.0, 165.0, 205.0, 260.0)
NOISE = "Tenant rang again about banging and loud voices from the flat below which went on until the early hours."
SHORT = "Card left."


def rows_of(text: Text) -> list[dict[str, str]]:
    """The rows as heading -> text."""
    return [{cell.header: cell.text for cell in block.cells} for block in blocks_of(text, Role.ROW)]


def blocks_of(text: Text, role: Role) -> list[Block]:
    """The blocks of one role."""
    return [block for block in text.blocks if block.role is role]


def words_of(text: Text, block: Block) -> str:
    """The words of a block."""
    return text.text[block.start : block.end]


def read_text(data: bytes) -> Text:
    """The text of a PDF."""
    return read(data, Limits()).text


def log_rows(count: int) -> list[tuple[str, ...]]:
    """Invented rows, long and short by turns."""
    return [
        (
            f"KD-{200 + at}",
            f"{at % 28 + 1:02d}/11/2021",
            f"{at % 24:02d}:40",
            "RS" if at % 3 else "LMT",
            NOISE if at % 2 else SHORT,
        )
        for at in range(count)
    ]


def write_row(sheet: Sheet, row: Sequence[str], places: Sequence[float] = PLACES, *, gap: float = 8) -> None:
    """A row whose last cell is wrapped, with white space after it."""
    first, *others = simpleSplit(row[-1], "Helvetica", 9, 550 - places[-1])
    sheet.line(*[(x, text) for x, text in zip(places, [*row[:-1], first], strict=True) if text])
    for other in others:
        sheet.line((places[-1], other))
    sheet.y += gap


def write_headings(sheet: Sheet, headings: Sequence[str] = HEADINGS, places: Sequence[float] = PLACES) -> None:
    """The heading line in bold."""
    sheet.line(*zip(places, headings, strict=True), bold=True, step=16)


@pytest.mark.parametrize("gap", [0, 2, 8, 30])
@pytest.mark.parametrize("title", ["", "Weirside Homes"])
def test_each_row_is_found_whole_however_much_white_space_parts_them(gap: float, title: str) -> None:
    sheet, rows = Sheet(), log_rows(9)
    if title:
        sheet.line((45, title), bold=True, size=13, step=20)
        sheet.wrapped(45, "All contacts on this case to date. RS Ravi Sample, LMT Lee Mantest.", 500)
        sheet.y += 12
    write_headings(sheet)
    for row in rows:
        write_row(sheet, row, gap=gap)
    assert rows_of(read_text(sheet.done())) == [dict(zip(HEADINGS, row, strict=True)) for row in rows]


@pytest.mark.parametrize("repeated", [True, False])
def test_an_entry_that_a_page_break_parts_is_one_row_on_the_page_of_its_beginning(repeated: bool) -> None:
    sheet, rows = Sheet(), log_rows(6)
    write_headings(sheet)
    for row in rows[:3]:
        write_row(sheet, row)
    first, *others = simpleSplit(rows[3][-1], "Helvetica", 9, 290)
    sheet.line(*zip(PLACES, [*rows[3][:-1], first], strict=True))
    sheet.y = 815
    sheet.line((45, "Printed 03/12/2021 16:20"), (500, "Page 1"), size=7)
    sheet.page()
    if repeated:
        write_headings(sheet)
    for other in others:
        sheet.line((PLACES[-1], other))
    sheet.y += 8
    for row in rows[4:]:
        write_row(sheet, row)
    sheet.y = 815
    sheet.line((45, "Printed 03/12/2021 16:20"), (500, "Page 2"), size=7)
    text = read_text(sheet.done())
    assert rows_of(text) == [dict(zip(HEADINGS, row, strict=True)) for row in rows]
    assert [block.page for block in blocks_of(text, Role.ROW)] == [1, 1, 1, 1, 2, 2]
    assert {block.table for block in blocks_of(text, Role.ROW)} == {1}


def test_an_entry_may_fill_a_whole_page_between() -> None:
    sheet = Sheet()
    write_headings(sheet)
    sheet.line(*zip(PLACES, ("KD-1", "01/11/2021", "10:00", "RS", "begins"), strict=True))
    sheet.page()
    for at in range(30):
        sheet.line((PLACES[-1], f"goes on {at}"))
    sheet.page()
    sheet.line((PLACES[-1], "ends"), step=20)
    sheet.line(*zip(PLACES, ("KD-2", "02/11/2021", "11:00", "RS", "next"), strict=True))
    text = read_text(sheet.done())
    rows = rows_of(text)
    assert len(rows) == 2
    assert rows[0]["Entry"].startswith("begins goes on 0")
    assert rows[0]["Entry"].endswith("goes on 29 ends")
    assert [page.number for page in text.pages] == [1, 2, 3]


def test_a_date_on_two_lines_does_not_begin_a_row_of_its_own() -> None:
    sheet = Sheet()
    places = (45.0, 110.0, 170.0, 230.0)
    write_headings(sheet, ("Date", "Time", "Staff", "Contact"), places)
    for day in ("4 March", "19 March", "2 April"):
        sheet.line(*zip(places, (day, "09:10", "HB", "Visit to the block, stairwell cleaned, needle"), strict=True))
        sheet.line((45, "2020"), (230, "found and taken away by the caretaker."), step=20)
    rows = rows_of(read_text(sheet.done()))
    assert [row["Date"] for row in rows] == ["4 March 2020", "19 March 2020", "2 April 2020"]


def test_a_row_without_a_date_of_its_own_is_a_row_if_it_has_a_time() -> None:
    sheet = Sheet()
    places = (45.0, 130.0, 190.0, 260.0)
    write_headings(sheet, ("Date", "Time", "Who", "What happened"), places)
    write_row(sheet, ("07/06/2021", "21:00", "No 4", "Shouting."), places)
    write_row(sheet, ("", "22:30", "No 4", "Door kicked."), places)
    write_row(sheet, ("08/06/2021", "07:15", "No 4", "Engine left running."), places)
    assert [row.get("Time") for row in rows_of(read_text(sheet.done()))] == ["21:00", "22:30", "07:15"]


def test_figures_set_to_the_right_stay_under_their_heading() -> None:
    sheet = Sheet()
    write_headings(sheet, ("Log", "Date", "Calls", "Details"), (45, 110, 200, 260))
    for log, calls in ((9, 3), (1207, 11), (1311, 107)):
        sheet.put(45, str(log))
        sheet.put(110, "12/01/2022")
        sheet.canvas.drawRightString(223, sheet.height - sheet.y, str(calls))
        sheet.line((260, "Noise from the yard."))
    rows = rows_of(read_text(sheet.done()))
    assert [(row["Log"], row["Calls"]) for row in rows] == [("9", "3"), ("1207", "11"), ("1311", "107")]


def test_headings_of_two_lines_are_put_together() -> None:
    sheet = Sheet()
    places = (45.0, 120.0, 200.0, 280.0)
    sheet.line((45, "Date of"), (120, "Time of"), bold=True, step=11)
    sheet.line(*zip(places, ("incident", "incident", "Reported to", "Description"), strict=True), bold=True, step=16)
    for day in range(1, 5):
        write_row(sheet, (f"0{day}/02/2022", "18:05", "Council", NOISE), places)
    rows = rows_of(read_text(sheet.done()))
    assert list(rows[0]) == ["Date of incident", "Time of incident", "Reported to", "Description"]
    assert len(rows) == 4


def test_a_line_across_the_table_is_a_heading_between_its_rows() -> None:
    sheet = Sheet()
    places = (45.0, 100.0, 180.0)
    write_headings(sheet, ("Time", "Caller", "Details"), places)
    sheet.line((45, "Tuesday 4 June 2019, night shift"), step=18)
    write_row(sheet, ("23:05", "No 8", "Music."), places)
    write_row(sheet, ("23:50", "No 12", "Music again, windows open."), places)
    sheet.line((45, "Wednesday 5 June 2019, night shift"), step=18)
    write_row(sheet, ("22:15", "No 8", "Shouting in the yard."), places)
    text = read_text(sheet.done())
    assert [block.role for block in text.blocks] == [
        Role.HEADER,
        Role.HEADING,
        Role.ROW,
        Role.ROW,
        Role.HEADING,
        Role.ROW,
    ]


def test_prose_before_and_after_stays_out_of_the_table() -> None:
    sheet, rows = Sheet(), log_rows(4)
    sheet.wrapped(45, NOISE, 400)
    sheet.y += 14
    write_headings(sheet)
    for row in rows:
        write_row(sheet, row)
    sheet.y += 14
    sheet.wrapped(45, "This is a true copy of the record held by the landlord. " + NOISE, 400)
    text = read_text(sheet.done())
    assert rows_of(text) == [dict(zip(HEADINGS, row, strict=True)) for row in rows]
    assert [words_of(text, block)[:9] for block in blocks_of(text, Role.PARAGRAPH)] == ["Tenant ra", "This is a"]


def test_a_typewriter_print_with_dashes_under_its_headings() -> None:
    sheet = Sheet()
    lines = [
        "SERIAL  DATE      TIME   TEXT",
        "------  --------  -----  ----------------------------------------",
        "0004    02/02/21  19:22  CALLER STATES GROUP OF YOUTHS ON GARAGE",
        "                         ROOF THROWING SLATES.",
        "0005    02/02/21  19:40  UNIT ASSIGNED.",
        "0006    02/02/21  20:05  AREA SEARCHED, NO TRACE.",
    ]
    for line in lines:
        sheet.put(45, line, font="Courier")
        sheet.y += 12
    rows = rows_of(read_text(sheet.done()))
    assert [row["SERIAL"] for row in rows] == ["0004", "0005", "0006"]
    assert rows[0]["TEXT"] == "CALLER STATES GROUP OF YOUTHS ON GARAGE ROOF THROWING SLATES."


def _three_fields(sheet: Sheet) -> None:
    sheet.line((45, "Case AB12"), (180, "Tenant Mrs Sample"), (330, "Officer Mr Mantest"), step=20)
    sheet.wrapped(45, NOISE * 3, 480)


def _form(sheet: Sheet) -> None:
    for left, right in (
        ("Name", "J Sample"),
        ("Address", "1 Test Way"),
        ("Landlord", "Weirside Homes"),
        ("Officer", "R S"),
    ):
        sheet.line((45, left), (160, right))


def _list_of_towns(sheet: Sheet) -> None:
    sheet.line((45, "North"), (200, "South"), (350, "West"))
    sheet.line((45, "Alder"), (200, "Birch"), (350, "Cedar"))


@pytest.mark.parametrize("write", [_three_fields, _form, _list_of_towns])
def test_words_side_by_side_are_not_a_table_for_that(write: Callable[[Sheet], None]) -> None:
    sheet = Sheet()
    write(sheet)
    assert blocks_of(read_text(sheet.done()), Role.ROW) == []


@pytest.mark.parametrize(
    "closing", ["END OF LOG", "End of log. Checked against the record by R Sample on 4 January 2022.", "Notes"]
)
def test_what_stands_below_the_last_row_is_not_part_of_it(closing: str) -> None:
    sheet, rows = Sheet(), log_rows(4)
    write_headings(sheet)
    for row in rows:
        write_row(sheet, row)
    sheet.y += 20
    sheet.line((45, closing))
    text = read_text(sheet.done())
    assert rows_of(text) == [dict(zip(HEADINGS, row, strict=True)) for row in rows]
    assert words_of(text, text.blocks[-1]) == closing


def test_prose_on_the_next_page_does_not_go_on_with_the_table() -> None:
    sheet, rows = Sheet(), log_rows(4)
    write_headings(sheet)
    for row in rows:
        write_row(sheet, row)
    sheet.page()
    sheet.wrapped(45, "I made the entries above myself. " + NOISE * 3, 480)
    text = read_text(sheet.done())
    assert rows_of(text) == [dict(zip(HEADINGS, row, strict=True)) for row in rows]
    assert [(block.role, block.page) for block in text.blocks][-1] == (Role.PARAGRAPH, 2)


def test_two_logs_one_below_the_other_are_two_tables() -> None:
    sheet, rows = Sheet(), log_rows(3)
    write_headings(sheet)
    for row in rows:
        write_row(sheet, row)
    sheet.y += 10
    sheet.line((45, "Letters"), bold=True, size=11, step=18)
    write_headings(sheet, ("Date", "To", "About"), (45, 130, 260))
    write_row(sheet, ("01/12/2021", "Ms Example", "Warning."), (45, 130, 260))
    write_row(sheet, ("08/12/2021", "Mr Example", "Second warning."), (45, 130, 260))
    text = read_text(sheet.done())
    assert [block.table for block in blocks_of(text, Role.ROW)] == [1, 1, 1, 2, 2]
    assert rows_of(text)[3:] == [
        {"Date": "01/12/2021", "To": "Ms Example", "About": "Warning."},
        {"Date": "08/12/2021", "To": "Mr Example", "About": "Second warning."},
    ]


@pytest.mark.parametrize("place", ["middle", "bottom"])
def test_keys_set_beside_the_middle_or_the_end_of_an_entry(place: str) -> None:
    sheet, rows = Sheet(), log_rows(6)
    write_headings(sheet)
    for row in rows:
        pieces = simpleSplit(row[-1], "Helvetica", 9, 290)
        beside = len(pieces) // 2 if place == "middle" else len(pieces) - 1
        for at, piece in enumerate(pieces):
            keys = zip(PLACES, row[:-1], strict=False) if at == beside else ()
            sheet.line(*keys, (PLACES[-1], piece))
        sheet.y += 12
    assert rows_of(read_text(sheet.done())) == [dict(zip(HEADINGS, row, strict=True)) for row in rows]


def test_a_cell_that_reaches_up_to_the_next_column_is_parted_from_it() -> None:
    sheet = Sheet()
    places = (45.0, 100.0, 152.0, 260.0)
    write_headings(sheet, ("Ref", "Date", "Place", "Note"), places)
    for at in range(4):
        write_row(sheet, (f"Q/{at}", "19/10/2022", "Stairwell, Oak House L", "Bottles thrown."), places)
    row = rows_of(read_text(sheet.done()))[2]
    assert row == {"Ref": "Q/2", "Date": "19/10/2022", "Place": "Stairwell, Oak House L", "Note": "Bottles thrown."}
