"""PDFs with tables: ruled and unruled logs over pages, merged cells, broken cells, tables among prose."""

from collections.abc import Callable, Sequence

from reportlab.lib import colors
from reportlab.lib.utils import simpleSplit
from reportlab.platypus import Paragraph, Spacer
from tests.pdf_maker import BODY, Sheet, ruled

_HEADINGS = ("Log no.", "Date", "Time", "Caller", "Summary", "Outcome")
_WIDTHS = (52, 60, 38, 70, 200, 90)
_BLACK = (0.5, colors.black)
_WHAT = (
    "Loud music from the flat above since 22:00, bass felt through the floor.",
    "Group of six on the stairs, one kicking the door of number 12. Caller will not give a name. Smell of cannabis.",
    "Dog loose in the yard.",
    "Caller rings back: music louder since the patrol left at 23:40, asks for the log of 03/05/2024 to be looked at.",
)
_RESULTS = ("NFA", "Passed to SNT, visit 06/05/2024", "Words of advice", "")


def _rows(count: int) -> list[list[str]]:
    return [
        [
            f"{711 + 9 * at:04d}",
            f"{at % 28 + 1:02d}/05/2024",
            f"{(20 + at) % 24:02d}:{at * 7 % 60:02d}",
            ("No 12", "No 4", "Anonymous")[at % 3],
            _WHAT[at % 4],
            _RESULTS[at % 4],
        ]
        for at in range(count)
    ]


def heading_on_every_page() -> bytes:
    """A ruled log over three pages, its headings repeated, a title above and the page below."""
    title = [Paragraph("Incident log: Tanner Court, May 2024", BODY), Spacer(1, 12)]
    return ruled([_HEADINGS, *_rows(46)], _WIDTHS, before=title, footer="OFFICIAL. Page {page}")


def heading_on_first_page_only() -> bytes:
    """The same without repeated headings, its rows with an empty last cell as they come."""
    return ruled([_HEADINGS, *_rows(40)], _WIDTHS, repeat=0)


def cell_broken_over_a_page() -> bytes:
    """Long entries, cut by the page's end, with headings repeated."""
    rows = _rows(8)
    for row in rows:
        row[4:] = [" ".join(_WHAT) * 3, "Unit sent"]
    return ruled([_HEADINGS, *rows], _WIDTHS, split_in_row=True, footer="Page {page}")


def merged_cells() -> bytes:
    """Headings in two storeys, a day that spans its rows, a band across the table, two cells joined."""
    rows = [
        ["Call", "", "", "Details", ""],
        ["Date", "Time", "From", "What was said", "Unit"],
        ["03/05/2024", "21:40", "No 12", _WHAT[0], "NW21"],
        ["", "22:15", "No 4", _WHAT[2], ""],
        ["Night shift of 4 May 2024", "", "", "", ""],
        ["04/05/2024", "02:30", "No 12", "Stone through the window, no unit free.", ""],
    ]
    grid = [
        ("GRID", (0, 0), (-1, -1), *_BLACK),
        *(("SPAN", *cells) for cells in (((0, 0), (2, 0)), ((3, 0), (4, 0)), ((0, 2), (0, 3)), ((0, 4), (-1, 4)))),
        ("SPAN", (3, 5), (4, 5)),
    ]
    return ruled(rows, [70, 45, 60, 220, 60], grid=grid)


def rules_across_only() -> bytes:
    """Lines between the rows and none between the columns, over two pages."""
    grid = [("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey), ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)]
    return ruled([_HEADINGS, *_rows(30)], _WIDTHS, grid=grid, footer="Page {page}")


def _print_rows(sheet: Sheet, headings: Sequence[str], places: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    sheet.line(*zip(places, headings, strict=True), bold=True, step=16)
    wraps = [next_ - x - 8 for x, next_ in zip(places, [*places[1:], 560], strict=True)]
    for row in rows:
        cells = [simpleSplit(text, "Helvetica", 9, width) for text, width in zip(row, wraps, strict=True)]
        for at in range(max(map(len, cells))):
            sheet.line(*[(x, cell[at]) for x, cell in zip(places, cells, strict=True) if at < len(cell)], step=11)
        sheet.y += 7
        if sheet.y > 740:
            sheet.y = 815
            sheet.line((45, "Printed 10/06/2024"), (500, f"Page {sheet.canvas.getPageNumber()}"), size=7)
            sheet.page()


def columns_by_white_space() -> bytes:
    """No rules, two columns of dates (happened, reported), cells of several lines in several columns, two pages."""
    sheet = Sheet()
    sheet.line((45, "Crime reports linked to Tanner Court"), bold=True, size=13, step=24)
    rows = [
        [f"NM/{400 + at}/24", f"{at % 9 + 1:02d}/05/2024", f"{at % 9 + 3:02d}/05/2024", _WHAT[at % 4], _RESULTS[at % 4]]
        for at in range(26)
    ]
    headings = ("Crime no.", "Committed", "Reported", "Circumstances", "Disposal")
    _print_rows(sheet, headings, (45, 120, 190, 260, 460), rows)
    return sheet.done()


def table_among_prose() -> bytes:
    """A statement with a ruled table in its middle and a small one without rules after that, then more prose."""
    rows = [["Date", "What I saw", "Whom I told"]]
    rows += [["03/05/2024", _WHAT[1], "Police, 101"], ["04/05/2024", "Window broken.", "Landlord, by telephone"]]
    sheet = Sheet()
    sheet.wrapped(
        45, "1. I live at 12 Tanner Court. I kept notes of what happened in May 2024 and set them out here.", 480
    )
    sheet.y += 8
    top = sheet.y
    lefts = (45, 115, 360, 500)
    for row in rows:
        cells = [
            simpleSplit(text, "Helvetica", 9, b - a - 8) for text, a, b in zip(row, lefts, lefts[1:], strict=False)
        ]
        high = 12 * max(map(len, cells)) + 4
        for left, right, cell in zip(lefts, lefts[1:], cells, strict=False):
            sheet.canvas.rect(left, sheet.height - sheet.y - high, right - left, high)
            for at, text in enumerate(cell):
                sheet.canvas.setFont("Helvetica-Bold" if row is rows[0] else "Helvetica", 9)
                sheet.canvas.drawString(left + 4, sheet.height - sheet.y - 11 - 12 * at, text)
        sheet.y += high
    assert sheet.y > top
    sheet.y += 24
    sheet.wrapped(45, "2. The council has told me that these are the calls which it has on file:", 480)
    sheet.y += 10
    calls = [["06/05/2024", "10:05", "Diary sheets asked for"], ["14/05/2024", "09:30", "Diary sheets handed in"]]
    _print_rows(sheet, ("Date", "Time", "Call"), (45, 130, 200), [*calls, ["21/05/2024", "16:10", "No answer"]])
    sheet.y += 10
    sheet.wrapped(45, "3. I believe that the facts stated in this statement are true. Signed on 2 June 2024.", 480)
    return sheet.done()


def diary_sheet() -> bytes:
    """A diary form: fields above, then a ruled table with empty rows at its end and words that overflow a cell."""
    rows = [["Date", "Start", "End", "What happened", "How it affected me"]]
    rows += [
        ["Fri 3 May", "21:15", "23:50", _WHAT[1], "Could not sleep"],
        ["Sat 4 May", "2.30am", "", "Stone through kitchen window", "Children frightened, off school Monday"],
        ['"', "4pm", "4.20pm", 'Shouting from landing: "grass"', ""],
        ["", "", "", "", ""],
        ["", "", "", "", ""],
    ]
    before = [
        Paragraph("Anti-social behaviour diary", BODY),
        Paragraph("Name: K Mantest &nbsp;&nbsp;&nbsp; Address: 12 Tanner Court &nbsp;&nbsp;&nbsp; Year: 2024", BODY),
        Spacer(1, 10),
    ]
    return ruled(rows, [60, 45, 45, 200, 140], before=before)


def case_notes_unruled() -> bytes:
    """Case notes as a housing system prints them: date and officer on one line, the note below, over two pages."""
    sheet = Sheet()
    sheet.line((45, "Contact notes for tenancy 0118/12"), bold=True, size=12, step=22)
    for at in range(14):
        sheet.line((45, f"{at + 3:02d}/05/2024 {9 + at % 8:02d}:05"), (160, "R Sample"), (280, "Telephone"), bold=True)
        sheet.wrapped(45, f"{_WHAT[at % 4]} {_WHAT[(at + 1) % 4]}", 480)
        sheet.y += 10
        if sheet.y > 720:
            sheet.page()
    return sheet.done()


PAPERS: dict[str, Callable[[], bytes]] = {
    "case-notes-unruled.pdf": case_notes_unruled,
    "cell-broken-over-a-page.pdf": cell_broken_over_a_page,
    "columns-by-white-space.pdf": columns_by_white_space,
    "diary-sheet.pdf": diary_sheet,
    "heading-on-every-page.pdf": heading_on_every_page,
    "heading-on-first-page-only.pdf": heading_on_first_page_only,
    "merged-cells.pdf": merged_cells,
    "rules-across-only.pdf": rules_across_only,
    "table-among-prose.pdf": table_among_prose,
}
