"""Workbooks (xlsx) and delimited text (csv, tsv): every row one block, its cells under their headings."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.archive.zip_guard import check_zip
from caseclock.extractor.readers.layout import Draft
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.sheets import delimited
from caseclock.extractor.readers.sheets.sheet_rows import Hidden, SheetRow, finish, tidy, too_much, write_rows
from caseclock.models.text import Problem, Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
MEDIA_TYPES = (XLSX, XLSM, *delimited.MEDIA_TYPES)

_HELD_ROWS = 200_000  # of a sheet that openpyxl may hold in memory; more are streamed
_MANY_BLANKS = 50_000  # rows and cells that hold nothing (a sheet formatted to its end): they are left out beforehand
_BLANK = re.compile(rb"<(?:\w+:)?(?:row|c)\b[^<>]*\br=\"[^<>]*/>")
_CELL, _ROW = re.compile(rb"<(?:\w+:)?c[ >/]"), re.compile(rb"<(?:\w+:)?row[ >/]")
_UNCOUNTED = re.compile(
    rb"<(?:\w+:)?c\b(?![^>]*\bt=\"str\")[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_THREADED = re.compile(r"\A\[Threaded comment\].*?Comment:\s*", re.S)


def read(data: bytes, limits: Limits) -> Reading:
    """Read a workbook or delimited text into rows under their headings. Raises UnreadableError."""
    if not data:
        raise UnreadableError("The file is empty; ask for it again.")
    if not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return delimited.read(data, limits)
    check_zip(data, limits, needs="xl/workbook.xml")
    try:
        return _read_workbook(data, limits)
    except (
        InvalidFileException, ParseError, zipfile.BadZipFile, EOFError, KeyError, ValueError, TypeError,
        AttributeError, IndexError, OverflowError, OSError, zlib.error, etree.XMLSyntaxError,
    ) as error:  # fmt: skip
        raise UnreadableError("The workbook is damaged; open it in Excel, save it anew and add that.") from error


@dataclass(slots=True)
class _Size:
    """What the sheets of a workbook hold, as counted in the file before it is opened."""

    cells: int = 0
    rows: int = 0
    blanks: int = 0  # rows and cells that hold nothing
    uncounted: int = 0  # formulas saved without their results


def _read_workbook(data: bytes, limits: Limits) -> Reading:
    size = _size(data)
    if size.blanks > _MANY_BLANKS:
        data = _without_blanks(data)
        size = _size(data)
    held = size.cells <= 2 * limits.cells and size.rows <= _HELD_ROWS
    workbook = load_workbook(io.BytesIO(data), read_only=not held, data_only=True)
    draft = Draft()
    problems: list[Problem] = []
    hidden = Hidden()
    left = limits.cells
    table = 0
    for sheet in workbook.worksheets:
        rows, used = _held_rows(sheet, left, hidden) if held else _streamed_rows(sheet, left)
        left -= used
        if rows:
            draft.block(Role.HEADING, sheet.title)
            table = write_rows(draft, rows, table, limits)
            if sheet.sheet_state != "visible":
                hidden.sheets.append(sheet.title)
        if left <= 0:
            problems.append(too_much(f"after {limits.cells} cells"))
            break
    if size.uncounted:
        problems.append(_without_results(size.uncounted))
    problems += hidden.notice() + _charts(workbook)
    return finish(draft, XLSX, problems, workbook.properties.title or "", limits)


def _size(data: bytes) -> _Size:
    size = _Size()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                part = archive.read(name)
                size.cells += sum(1 for _ in _CELL.finditer(part))
                size.rows += sum(1 for _ in _ROW.finditer(part))
                size.blanks += sum(1 for _ in _BLANK.finditer(part))
                size.uncounted += sum(1 for _ in _UNCOUNTED.finditer(part))
    return size


def _without_blanks(data: bytes) -> bytes:
    """The same workbook without rows and cells that hold nothing."""
    slim = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(slim, "w") as anew:
        for name in archive.namelist():
            part = archive.read(name)
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                part = _BLANK.sub(b"", _BLANK.sub(b"", part))
            anew.writestr(zipfile.ZipInfo(name), part)
    return slim.getvalue()


def _without_results(count: int) -> Problem:
    cells = "1 cell holds a formula" if count == 1 else f"{count} cells hold formulas"
    return Problem("reader", f"{cells} whose result was not saved in the file; open it in Excel, save it and add that.")


def _charts(workbook: Workbook) -> list[Problem]:
    if not workbook.chartsheets:
        return []
    names = ", ".join(sheet.title for sheet in workbook.chartsheets[:5])
    return [Problem("reader", f"Sheets that are charts were not read ({names}); add what they show as a table.")]


def _streamed_rows(sheet: Any, limit: int) -> tuple[list[SheetRow], int]:
    """Rows of a sheet too large to be held; merged cells, notes and what is hidden are not known of it."""
    rows: list[SheetRow] = []
    used = 0
    # the size that a sheet declares for itself may be a lie: a million columns of which one is filled
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        used += len(cells)
        if used > limit:
            break
        texts = {cell.column: text for cell in cells if cell.value is not None and (text := _as_typed(cell, False))}
        if texts:
            rows.append(SheetRow(number, texts))
    return rows, used


def _held_rows(sheet: Worksheet, limit: int, hidden: Hidden) -> tuple[list[SheetRow], int]:
    """Rows that hold something, and how many cells were looked at.

    The cells are taken as stored: `iter_rows` would walk every blank cell of a sheet formatted to its last row.
    """
    stored = sorted(sheet._cells.items())[:limit]
    timed = {column for (_, column), cell in stored if _has_clock(cell.value)}
    grid: dict[int, dict[int, str]] = {}
    notes: dict[int, list[str]] = {}
    for (number, column), cell in stored:
        text = _as_typed(cell, column in timed)
        if text:
            grid.setdefault(number, {})[column] = text
        if note := _note(cell):
            notes.setdefault(number, []).append(note)
            grid.setdefault(number, {})
    spans = _spread_merged(sheet, grid)
    _note_hidden(sheet, grid, hidden)
    rows = [
        SheetRow(number, grid[number], spans.get(number, {}), tuple(notes.get(number, ()))) for number in sorted(grid)
    ]
    return rows, len(stored)


def _note(cell: Cell | MergedCell) -> str:
    comment = getattr(cell, "comment", None)
    if comment is None or not (text := tidy(_THREADED.sub("", comment.text or ""))):
        return ""
    author = (comment.author or "").strip()
    if author.startswith("tc="):  # the number of a thread, not a name
        author = ""
    text = text.removeprefix(f"{author}:").strip()
    return f"Comment{f' by {author}' if author else ''} on cell {cell.coordinate}: {text}"


def _note_hidden(sheet: Worksheet, grid: dict[int, dict[int, str]], hidden: Hidden) -> None:
    """Take down what of the sheet is hidden though it holds something."""
    hidden.rows += sum(1 for number, row in sheet.row_dimensions.items() if row.hidden and grid.get(number))
    used = {column for cells in grid.values() for column in cells}
    for group in sheet.column_dimensions.values():
        if group.hidden and group.min:
            shown = [column for column in sorted(used) if group.min <= column <= (group.max or group.min)]
            hidden.columns += [f"{get_column_letter(column)} of {sheet.title}" for column in shown]


def _has_clock(value: object) -> bool:
    return isinstance(value, datetime) and (value.hour, value.minute) != (0, 0)


def _spread_merged(sheet: Worksheet, grid: dict[int, dict[int, str]]) -> dict[int, dict[int, int]]:
    """A cell merged downwards belongs to each row it stands beside (rows that hold nothing else stay empty).

    Returns how many columns a cell covers, by row and column, where that is more than one.
    """
    spans: dict[int, dict[int, int]] = {}
    last = max(grid, default=0)
    for area in sheet.merged_cells.ranges:
        text = grid.get(area.min_row, {}).get(area.min_col)
        if text is None:
            continue
        if area.max_col > area.min_col:
            spans.setdefault(area.min_row, {})[area.min_col] = area.max_col - area.min_col + 1
        for number in range(area.min_row + 1, min(area.max_row, last) + 1):
            if number in grid:
                grid[number].setdefault(area.min_col, text)
    return spans


# ------------------------------------------------------------------ values


def _as_typed(cell: Any, timed_column: bool) -> str:
    value = cell.value
    return "" if value is None else as_typed(value, str(cell.number_format or "General"), timed_column)


def as_typed(value: object, number_format: str, timed_column: bool) -> str:
    """A value as it would be typed in the United Kingdom. In a `timed_column` midnight is a time like any other."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return _moment(value, _bare_format(number_format), timed_column)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return _clock(datetime.combine(date(2000, 1, 1), value), "s" in _bare_format(number_format))
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float):
        if value.is_integer():
            return str(int(value))
        shown = repr(round(value, 10))
        return f"{round(value * 100, 2):g}%" if "%" in number_format else shown
    return tidy(str(value))


def _bare_format(number_format: str) -> str:
    """A number format without what it writes as it stands ("at", [Red], [$-809])."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.lower())


def _moment(value: datetime, shape: str, timed_column: bool) -> str:
    clock = _clock(value, "s" in shape)
    if clock.count(":") < 2:
        value = _nearest_minute(value)
    if "h" in shape and "y" not in shape and "d" not in shape:
        return clock
    shows_clock = timed_column and "h" in shape
    if (value.hour, value.minute) != (0, 0) or shows_clock:
        return f"{value:%d/%m/%Y} {clock}"
    return value.strftime("%d/%m/%Y")


def _clock(value: datetime, seconds: bool) -> str:
    if seconds and value.microsecond == 0 and value.second:
        return value.strftime("%H:%M:%S")
    return _nearest_minute(value).strftime("%H:%M")


def _nearest_minute(value: datetime) -> datetime:
    """Excel holds times as fractions of a day: 21:40 may come back as 21:39:59.99."""
    if value.second == 59 or value.microsecond:
        return (value + timedelta(seconds=30)).replace(second=0, microsecond=0)
    return value
