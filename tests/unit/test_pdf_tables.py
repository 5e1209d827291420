"""Ruled tables in PDFs: each row whole, under its headings, on the right page, whatever way the rules are drawn."""

import pytest
from reportlab.lib import colors
from reportlab.platypus import Paragraph, Spacer
from tests.pdf_maker import BODY, Sheet, ruled

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.reader import read
from caseclock.models.text import Block, Role, Text

HEADINGS = ["Log no.", "Reported", "Caller", "Details", "Result"]
WIDTHS = [60, 80, 70, 210, 90]
DETAIL = "Informant says that a group has gathered in the stairwell, glass has been broken and a door is being kicked."
BLACK = (0.5, colors.black)


def log(count: int) -> list[list[str]]:
    """Invented rows of uneven length."""
    return [
        [
            f"{4000 - at}",
            f"{at % 27 + 1:02d}/09/2020 {at % 24:02d}:05",
            f"OCC FLAT {at % 9 + 1}",
            DETAIL * (at % 3 + 1),
            "Attended.",
        ]
        for at in range(count)
    ]


def rows_of(text: Text) -> list[Block]:
    """The blocks that are rows."""
    return [block for block in text.blocks if block.role is Role.ROW]


def cells_of(block: Block) -> list[str]:
    """What the cells of a row say."""
    return [cell.text for cell in block.cells]


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param([("GRID", (0, 0), (-1, -1), *BLACK)], id="all cells"),
        pytest.param([("INNERGRID", (0, 0), (-1, -1), *BLACK)], id="open at the sides"),
        pytest.param([("LINEBELOW", (0, 0), (-1, -1), *BLACK)], id="rows only"),
        pytest.param(
            [
                ("BOX", (0, 0), (-1, -1), *BLACK),
                ("LINEAFTER", (0, 0), (-1, -1), *BLACK),
                ("LINEBELOW", (0, 0), (-1, 0), *BLACK),
            ],
            id="columns only",
        ),
        pytest.param([("GRID", (0, 0), (-1, -1), 0.5, colors.black, "butt", (2, 2))], id="dashed"),
        pytest.param([("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white])], id="stripes"),
        pytest.param([], id="nothing drawn"),
    ],
)
def test_rows_are_whole_however_the_table_is_drawn(grid: list[tuple]) -> None:
    rows = log(7)
    text = read(ruled([HEADINGS, *rows], WIDTHS, grid=grid), Limits()).text
    assert [cells_of(block) for block in rows_of(text)] == rows
    assert all([cell.header for cell in block.cells] == HEADINGS for block in rows_of(text))


@pytest.mark.parametrize("repeat", [0, 1])
@pytest.mark.parametrize("footer", ["", "Page {page} of 4", "RESTRICTED. Produced 01/10/2020 09:15"])
def test_a_table_over_several_pages_is_one_table(repeat: int, footer: str) -> None:
    rows = log(40)
    reading = read(ruled([HEADINGS, *rows], WIDTHS, repeat=repeat, footer=footer), Limits())
    found = rows_of(reading.text)
    assert reading.page_count is not None
    assert reading.page_count >= 3
    assert [cells_of(block) for block in found] == rows
    assert {block.table for block in found} == {1}
    assert all([cell.header for cell in block.cells] == HEADINGS for block in found)
    for block in found:
        page = next(page for page in reading.text.pages if page.number == block.page)
        assert page.start <= block.start < page.end


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_row_that_a_page_break_parts_is_one_row(repeat: int) -> None:
    rows = log(30)
    for row in rows:
        row[3] = DETAIL * 4
    data = ruled([HEADINGS, *rows], WIDTHS, repeat=repeat, split_in_row=True, footer="Page {page}")
    text = read(data, Limits()).text
    assert [cells_of(block) for block in rows_of(text)] == rows
    assert sorted({block.page for block in rows_of(text)}) == list(range(1, len(text.pages) + 1))


def test_a_date_over_several_entries_stands_in_each_of_them() -> None:
    rows = [
        ["Date", "Time", "Note"],
        ["03/08/2020", "20:00", "Drumming."],
        ["", "21:10", "Drumming again."],
        ["04/08/2020", "19:00", "Quiet."],
    ]
    grid = [("GRID", (0, 0), (-1, -1), *BLACK), ("SPAN", (0, 1), (0, 2))]
    found = rows_of(read(ruled(rows, [80, 60, 300], grid=grid), Limits()).text)
    assert [cells_of(block)[0] for block in found] == ["03/08/2020", "03/08/2020", "04/08/2020"]


def test_a_cell_across_the_whole_table_is_a_heading() -> None:
    rows = [
        ["Time", "Caller", "Note"],
        ["Monday 3 August 2020", "", ""],
        ["20:00", "No 3", "Drumming."],
        ["21:10", "No 4", "Drums."],
    ]
    grid = [("GRID", (0, 0), (-1, -1), *BLACK), ("SPAN", (0, 1), (-1, 1))]
    text = read(ruled(rows, [80, 60, 300], grid=grid), Limits()).text
    assert [block.role for block in text.blocks] == [Role.HEADER, Role.HEADING, Role.ROW, Role.ROW]


def test_a_form_has_its_labels_for_headings() -> None:
    rows = [["Name", "Jo Sample"], ["Date of incident", "06/07/2021"], ["What happened", DETAIL]]
    found = rows_of(read(ruled(rows, [120, 350], repeat=0), Limits()).text)
    assert [(block.cells[1].header, block.cells[1].text) for block in found] == [tuple(row) for row in rows]


def test_two_tables_on_a_page_keep_apart() -> None:
    rows = [["Date", "Officer", "Action"], ["01/02/2021", "K S", "Visit."], ["02/02/2021", "K S", "Letter."]]
    first = ruled([HEADINGS, *log(2)], WIDTHS)
    before = [Paragraph("Log of calls", BODY), Spacer(1, 20)]
    second = ruled(rows, [100, 100, 300], before=before)
    assert rows_of(read(first, Limits()).text)[0].table == 1
    assert [cells_of(block) for block in rows_of(read(second, Limits()).text)] == rows[1:]


def test_a_date_broken_by_a_narrow_column_is_put_together() -> None:
    rows = [["Date", "Ref", "Note"], ["14/02/2021", "KX-4471", "One."], ["15/02/2021", "KX-4472", "Two."]]
    found = rows_of(read(ruled(rows, [44, 60, 300]), Limits()).text)
    assert [cells_of(block)[0] for block in found] == ["14/02/2021", "15/02/2021"]


def test_what_a_cell_says_can_be_cited() -> None:
    text = read(ruled([HEADINGS, *log(30)], WIDTHS), Limits()).text
    for block in rows_of(text):
        assert text.text[block.start : block.end] == " | ".join(cells_of(block))
        for cell in block.cells:
            assert text.text[cell.start : cell.end] == cell.text


def test_cells_drawn_as_filled_boxes_are_cells() -> None:
    rows = [
        ["Date", "Officer", "Action taken"],
        *[[f"0{day}/02/2021", "K S", "Letter sent\nand kept."] for day in range(1, 6)],
    ]
    sheet = Sheet()
    lefts, widths, step = (60, 150, 240), (88, 88, 200), 40
    for at, row in enumerate(rows):
        for left, width, text in zip(lefts, widths, row, strict=True):
            sheet.canvas.setFillGray(0.9)
            sheet.canvas.rect(left, sheet.height - 100 - step * (at + 1), width, step - 2, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
            for line, piece in enumerate(text.split("\n")):
                sheet.y = 100 + step * at + 15 + 12 * line
                sheet.put(left + 4, piece)
    text = read(sheet.done(), Limits()).text
    assert [cells_of(block) for block in rows_of(text)] == [
        [cell.replace("\n", " ") for cell in row] for row in rows[1:]
    ]


def test_a_grid_that_only_pdfplumber_sees_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = log(4)
    data = ruled([HEADINGS, *rows], WIDTHS)
    monkeypatch.setattr("caseclock.extractor.readers.pdf.page_layout.grids_of", lambda content, words: [])
    assert [cells_of(block) for block in rows_of(read(data, Limits()).text)] == rows
