"""What is read from workbooks and delimited text."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.sheets import sheet
from caseclock.models.text import Role


def workbook(*sheets: tuple[str, list[list[object]]]) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    return made


def saved(made: Workbook) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def lines(result: Reading) -> list[tuple[Role, str]]:
    return [(block.role, result.text.text[block.start : block.end]) for block in result.text.blocks]


def test_headings_are_found_below_a_title_block() -> None:
    rows = [
        ["Mill Lane Homes"],
        ["Case", "ML-77"],
        [],
        ["Date", "Officer", "Note"],
        [date(2023, 5, 3), "AB", "Called the tenant."],
        [date(2023, 5, 4), None, "Left a message."],
    ]
    result = sheet.read(saved(workbook(("Notes", rows))), DEFAULT_LIMITS)
    assert lines(result) == [
        (Role.HEADING, "Notes"),
        (Role.HEADING, "Mill Lane Homes"),
        (Role.PARAGRAPH, "Case | ML-77"),
        (Role.HEADER, "Date | Officer | Note"),
        (Role.ROW, "03/05/2023 | AB | Called the tenant."),
        (Role.ROW, "04/05/2023 | Left a message."),
    ]
    assert [cell.header for cell in result.text.blocks[-1].cells] == ["Date", "Note"]


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (date(2023, 5, 3), "03/05/2023"),
        (datetime(2023, 5, 3, 21, 40), "03/05/2023 21:40"),
        (datetime(2023, 5, 3, 21, 39, 59, 990000), "03/05/2023 21:40"),
        (datetime(2023, 5, 3), "03/05/2023"),
        (time(7, 5), "07:05"),
        (3.0, "3"),
        (18.5, "18.5"),
        (12, "12"),
        (True, "Yes"),
        ("line one\r\nline two ", "line one\nline two"),
    ],
)
def test_values_as_they_would_be_typed(value: object, typed: str) -> None:
    result = sheet.read(saved(workbook(("S", [["Date", "Entry"], [value, "x"]]))), DEFAULT_LIMITS)
    assert result.text.blocks[-1].cells[0].text == typed


def test_midnight_in_a_column_of_times_is_midnight() -> None:
    rows = [["Occurred", "Entry"], [datetime(2023, 5, 3, 21, 40), "x"], [datetime(2023, 5, 4), "y"]]
    result = sheet.read(saved(workbook(("S", rows))), DEFAULT_LIMITS)
    assert result.text.blocks[-1].cells[0].text == "04/05/2023 00:00"


def test_a_date_over_rows_is_a_heading_and_sheets_are_separate_tables() -> None:
    first = [["Time", "What happened"], ["Friday 2 June 2023"], ["9pm", "Music"], ["10pm", "Shouting"]]
    second = [["Paid on", "For", "£"], [date(2023, 6, 5), "New lock", 40]]
    result = sheet.read(saved(workbook(("Diary", first), ("Costs", second))), DEFAULT_LIMITS)
    assert lines(result)[2] == (Role.HEADING, "Friday 2 June 2023")
    assert [block.table for block in result.text.blocks if block.role == Role.ROW] == [1, 1, 2]
    assert [cell.header for cell in result.text.blocks[-1].cells] == ["Paid on", "For", "£"]


def test_two_tables_on_one_sheet() -> None:
    rows = [
        ["Date", "Entry"], ["03/05/2023", "Music"], [], ["Name", "Telephone", "Role"], ["A Moss", "0161 496", "Tenant"]
    ]  # fmt: skip
    result = sheet.read(saved(workbook(("S", rows))), DEFAULT_LIMITS)
    last = result.text.blocks[-1]
    assert (last.table, [cell.header for cell in last.cells]) == (2, ["Name", "Telephone", "Role"])


def test_cells_merged_downwards_belong_to_each_row() -> None:
    made = workbook(("S", [["Date", "Time", "Entry"], ["3 May", "9pm", "Music"], [None, "10pm", "Shouting"]]))
    made["S"].merge_cells("A2:A3")
    result = sheet.read(saved(made), DEFAULT_LIMITS)
    assert lines(result)[-1] == (Role.ROW, "3 May | 10pm | Shouting")


def test_rows_without_headings_and_a_sheet_formatted_to_its_last_row() -> None:
    made = workbook(("S", [["he came at 9 and shouted", "then left at 10"], ["came back at 11", "left at 12"]]))
    made["S"]["XFD1048576"].number_format = "@"
    result = sheet.read(saved(made), DEFAULT_LIMITS)
    assert [cell.header for cell in result.text.blocks[-1].cells] == ["", ""]


def test_hidden_rows_and_sheets_are_read() -> None:
    made = workbook(("A", [["Date", "Entry"], ["3 May", "x"]]), ("B", [["Date", "Entry"], ["4 May", "y"]]))
    made["A"].row_dimensions[2].hidden = True
    made["B"].sheet_state = "hidden"
    text = sheet.read(saved(made), DEFAULT_LIMITS).text.text
    assert "3 May" in text
    assert "4 May" in text


def test_headings_of_two_rows_are_joined() -> None:
    rows = [["Happened", None, "Reported", None], ["Date", "Time", "Date", "To"]]
    rows += [["3 May 2023", "9pm", "4 May 2023", "Police"], ["5 May 2023", "8pm", "5 May 2023", "Landlord"]]
    made = workbook(("S", rows))
    made["S"].merge_cells("A1:B1")
    made["S"].merge_cells("C1:D1")
    result = sheet.read(saved(made), DEFAULT_LIMITS)
    heads = ["Happened Date", "Happened Time", "Reported Date", "Reported To"]
    assert [cell.header for cell in result.text.blocks[-1].cells] == heads


@pytest.mark.parametrize(
    ("hide", "said"),
    [
        (lambda book: setattr(book["A"].row_dimensions[2], "hidden", True), "1 row."),
        (lambda book: setattr(book["A"].column_dimensions["B"], "hidden", True), "the column B of A."),
        (lambda book: setattr(book["A"].column_dimensions["Z"], "hidden", True), ""),
        (lambda book: setattr(book["B"], "sheet_state", "veryHidden"), "the sheet B."),
    ],
)
def test_what_is_hidden_is_said(hide, said: str) -> None:
    made = workbook(("A", [["Date", "Entry"], ["3 May", "x"]]), ("B", [["Date", "Entry"], ["4 May", "y"]]))
    hide(made)
    problems = sheet.read(saved(made), DEFAULT_LIMITS).problems
    assert [(said in problem.text, problem.notice) for problem in problems] == ([(True, True)] if said else [])


def test_notes_on_cells_stand_after_their_row() -> None:
    made = workbook(("S", [["Date", "Entry"], ["3 May", "Music"], ["4 May", "Bins"]]))
    made["S"]["B2"].comment = Comment("A Clerk:\nSeen on film", "A Clerk")
    result = sheet.read(saved(made), DEFAULT_LIMITS)
    assert lines(result)[3] == (Role.PARAGRAPH, "Comment by A Clerk on cell B2: Seen on film")


def test_a_formula_without_its_result_is_said_to_be_missing() -> None:
    result = sheet.read(saved(workbook(("S", [["Date", "Cost"], ["3 May", "=1+1"]]))), DEFAULT_LIMITS)
    assert [problem.notice for problem in result.problems] == [False]
    assert "1 cell holds a formula" in result.problems[0].text


@pytest.mark.parametrize(
    ("value", "shape", "typed"),
    [
        (timedelta(hours=50), "[h]:mm", "50:00"),
        (datetime(1900, 1, 1, 12, 30), "h:mm", "12:30"),
        (time(21, 40, 31), "hh:mm:ss", "21:40:31"),
        (time(21, 40, 31), "hh:mm", "21:40"),
        (datetime(2024, 5, 3, 23, 59, 59), "dd/mm/yyyy hh:mm:ss", "03/05/2024 23:59:59"),
        (datetime(2024, 5, 3, 9, 5), '"at" dd mmm', "03/05/2024 09:05"),
        (0.25, "0%", "25%"),
    ],
)
def test_times_and_lengths_of_time(value: object, shape: str, typed: str) -> None:
    assert sheet.as_typed(value, shape, False) == typed


def test_a_sheet_of_blank_rows_is_read_without_them() -> None:
    rows = b"".join(b'<row r="%d" ht="15"><c r="A%d" s="1"/></row>' % (number, number) for number in range(9, 60_000))
    data = saved(workbook(("S", [["Date", "Entry"], ["3 May", "Music"]])))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", rows + b"</sheetData>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    result = sheet.read(out.getvalue(), replace(DEFAULT_LIMITS, cells=100))
    assert (lines(result)[-1], result.problems) == ((Role.ROW, "3 May | Music"), ())


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\nDate;Entry\n3 May;Music, loud\n4 May;Bins\n",
        'Date;Entry\n3 May;"Music, loud\n4 May;Bins\n',
    ],
)
def test_excels_own_first_line_and_a_quotation_mark_never_closed(content: str) -> None:
    rows = [line for role, line in lines(sheet.read(content.encode(), DEFAULT_LIMITS)) if role is Role.ROW]
    assert rows == ["3 May | Music, loud", "4 May | Bins"]


CSV_ROWS = "Date{0}Entry\n03/05/2023{0}Café noise{0}\n04/05/2023{0}Bins\n"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_delimiters_and_encodings(mark: str, encoding: str) -> None:
    result = sheet.read(CSV_ROWS.format(mark).encode(encoding), DEFAULT_LIMITS)
    assert lines(result) == [
        (Role.HEADER, "Date | Entry"),
        (Role.ROW, "03/05/2023 | Café noise"),
        (Role.ROW, "04/05/2023 | Bins"),
    ]


def test_quoted_cells_may_hold_commas_and_line_breaks() -> None:
    result = sheet.read(b'Date,Entry\n03/05/2023,"Shouting, then\nbanging"\n', DEFAULT_LIMITS)
    assert result.text.blocks[-1].cells[1].text == "Shouting, then\nbanging"


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "empty"), (b"a\0b\0\0\x01", "not text"), (b"\n\n , ,\n", "no text"), (b"PK\x03\x04junk", "damaged")],
)
def test_unreadable(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        sheet.read(data, DEFAULT_LIMITS)


@pytest.mark.parametrize("data", [saved(workbook(("S", [["Date", "Entry"]] + [["1", "x"]] * 9))), b"a,b\n" * 10])
def test_too_many_cells_are_read_in_part(data: bytes) -> None:
    result = sheet.read(data, replace(DEFAULT_LIMITS, cells=8))
    assert "in part" in result.problems[0].text


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), min_size=1), min_size=1)
)
def test_every_cell_can_be_cited(rows: list[list[str]]) -> None:
    content = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    try:
        result = sheet.read(content.encode(), DEFAULT_LIMITS)
    except UnreadableError:
        return
    end = 0
    for block in result.text.blocks:
        assert end <= block.start <= block.end
        end = block.end
        for cell in block.cells:
            assert result.text.text[cell.start : cell.end] == cell.text
            assert block.start <= cell.start <= cell.end <= block.end
