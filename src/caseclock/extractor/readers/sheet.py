"""Workbooks (xlsx) and delimited text (csv, tsv): every row one block, its cells under their headings."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.layout import CELL_BREAK, Draft, is_heading_row
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.zip_guard import check_zip
from caseclock.models.document import Problem, Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
CSV = "text/csv"
TSV = "text/tab-separated-values"
MEDIA_TYPES = (XLSX, XLSM, CSV, TSV)

_DELIMITERS = ",\t;|"
_SNIFF_ROWS = 60
_LOOK_AHEAD = 40  # rows below that a heading row is judged by
_MAX_TITLE = 120  # characters of a line that may be a heading


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that holds something: its number in the sheet and its cells by column."""

    number: int
    cells: dict[int, str]

    @property
    def line(self) -> str:
        return CELL_BREAK.join(self.cells[column] for column in sorted(self.cells))


def read(data: bytes, limits: Limits) -> Reading:
    """Read a workbook or delimited text into rows under their headings."""
    if not data:
        raise UnreadableError("The file is empty; ask for it again.")
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _read_workbook(data, limits)
    return _read_delimited(data, limits)


# ------------------------------------------------------------------ workbooks


def _read_workbook(data: bytes, limits: Limits) -> Reading:
    check_zip(data, limits, needs="xl/workbook.xml")
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=False, data_only=True)
        draft = Draft()
        problems: list[Problem] = []
        left = limits.cells
        table = 0
        for sheet in workbook.worksheets:
            rows, used = _sheet_rows(sheet, left)
            left -= used
            if rows:
                draft.block(Role.HEADING, sheet.title)
                table = _write_rows(draft, rows, table, limits)
            if left <= 0:
                problems.append(_too_much(f"after {limits.cells} cells"))
                break
        title = workbook.properties.title or ""
    except (
        InvalidFileException, ParseError, zipfile.BadZipFile, EOFError, KeyError, ValueError, TypeError,
        AttributeError, IndexError, OverflowError,
    ) as error:  # fmt: skip
        raise UnreadableError("The workbook is damaged; open it in Excel, save it anew and add that.") from error
    return _finish(draft, XLSX, problems, title, limits)


def _sheet_rows(sheet: Worksheet, limit: int) -> tuple[list[_Row], int]:
    """Rows that hold something, and how many cells were looked at.

    The cells are taken as stored: `iter_rows` would walk every blank cell of a sheet formatted to its last row.
    """
    stored = sorted(sheet._cells.items())[:limit]
    timed = {column for (_, column), cell in stored if _has_clock(cell.value)}
    grid: dict[int, dict[int, str]] = {}
    for (number, column), cell in stored:
        text = _as_typed(cell, column in timed)
        if text:
            grid.setdefault(number, {})[column] = text
    _spread_merged(sheet, grid)
    return [_Row(number, grid[number]) for number in sorted(grid)], len(stored)


def _has_clock(value: object) -> bool:
    return isinstance(value, datetime) and (value.hour, value.minute) != (0, 0)


def _spread_merged(sheet: Worksheet, grid: dict[int, dict[int, str]]) -> None:
    """A cell merged downwards belongs to each row it stands beside (rows that hold nothing else stay empty)."""
    for area in sheet.merged_cells.ranges:
        text = grid.get(area.min_row, {}).get(area.min_col)
        if text is None or area.max_row == area.min_row:
            continue
        for number in range(area.min_row + 1, min(area.max_row, max(grid)) + 1):
            if number in grid:
                grid[number].setdefault(area.min_col, text)


def _as_typed(cell: Cell | MergedCell, timed_column: bool) -> str:
    """The value as it would be typed in the United Kingdom."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        value = _nearest_minute(value)
        shows_clock = timed_column and "h" in cell.number_format.lower()
        if (value.hour, value.minute) != (0, 0) or shows_clock:
            return value.strftime("%d/%m/%Y %H:%M")
        return value.strftime("%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return _nearest_minute(datetime.combine(date(2000, 1, 1), value)).strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 10))
    return _tidy(str(value))


def _nearest_minute(value: datetime) -> datetime:
    """Excel holds times as fractions of a day: 21:40 may come back as 21:39:59.99."""
    if value.second == 59 or value.microsecond:
        return (value + timedelta(seconds=30)).replace(second=0, microsecond=0)
    return value


def _tidy(text: str) -> str:
    """Trimmed lines without blank ones; other white space inside a line stays."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return "\n".join(line for part in text.split("\n") if (line := part.strip(" \t\u00a0")))


# ------------------------------------------------------------------ delimited text


def _read_delimited(data: bytes, limits: Limits) -> Reading:
    content = _decode(data)
    delimiter = _delimiter(content)
    problems: list[Problem] = []
    rows: list[_Row] = []
    left = limits.cells
    try:
        for number, fields in enumerate(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter), start=1):
            left -= len(fields)
            if left < 0:
                problems.append(_too_much(f"after {limits.cells} cells"))
                break
            cells = {column: text for column, field in enumerate(fields, start=1) if (text := _tidy(field))}
            if cells:
                rows.append(_Row(number, cells))
    except csv.Error as error:
        raise UnreadableError("The table cannot be told apart into cells; save it anew as CSV and add that.") from error
    draft = Draft()
    _write_rows(draft, rows, 0, limits)
    return _finish(draft, TSV if delimiter == "\t" else CSV, problems, "", limits)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data[1:200:2].count(0) > len(data[1:200:2]) // 2 and 0 not in data[0:200:2]:
        return data.decode("utf-16-le", errors="replace")
    if b"\0" in data:
        raise UnreadableError("The file is not text; find out what program made it and export it as CSV.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(content: str) -> str:
    """The mark that cuts most rows into the same number of cells."""
    best, best_score = ",", (0, 0)
    for mark in _DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            reader = csv.reader(io.StringIO(content, newline=""), delimiter=mark)
            for fields, _ in zip(reader, range(_SNIFF_ROWS), strict=False):
                widths[len(fields)] += 1
        except csv.Error:
            continue
        score = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
        if score > best_score:
            best, best_score = mark, score
    return best


# ------------------------------------------------------------------ rows to blocks


def _write_rows(draft: Draft, rows: Sequence[_Row], table: int, limits: Limits) -> int:
    """Write the rows of one sheet; returns the number of the last table written."""
    headings: dict[int, str] = {}
    has_table = any(_starts_table(rows, index) for index in range(len(rows)))
    table += not has_table
    previous = 0
    for index, row in enumerate(rows):
        if draft.length > limits.text_characters:
            break
        after_gap = row.number > previous + 1
        previous = row.number
        if headings and row.cells == headings:
            draft.block(Role.HEADER, row.line, table=table)  # headings repeated for print
        elif (not headings or after_gap) and _starts_table(rows, index):
            table += 1
            headings = row.cells
            draft.block(Role.HEADER, row.line, table=table)
        elif has_table and not headings:
            draft.block(Role.HEADING if index == 0 and _is_title(row.line) else Role.PARAGRAPH, row.line)
        elif _stands_alone(row, headings):
            draft.block(Role.HEADING if _is_title(row.line) else Role.PARAGRAPH, row.line)
        else:
            draft.row([(headings.get(column, ""), row.cells[column]) for column in sorted(row.cells)], table)
    return table


def _starts_table(rows: Sequence[_Row], index: int) -> bool:
    following = [row.cells for row in _until_gap(rows, index)]
    return is_heading_row(rows[index].cells, [cells for cells in following if len(cells) > 1])


def _until_gap(rows: Sequence[_Row], index: int) -> Iterable[_Row]:
    """The rows below, as far as the next blank row (one right under a heading row does not count)."""
    for above, row in pairwise(rows[index : index + 1 + _LOOK_AHEAD]):
        gap = row.number - above.number - 1
        if gap > (above is rows[index]):
            return
        yield row


def _stands_alone(row: _Row, headings: dict[int, str]) -> bool:
    """A row of one cell at the left edge of a wider table is a line over the rows that follow."""
    if len(row.cells) != 1 or len(headings) < 2:
        return False
    return next(iter(row.cells)) <= min(headings)


def _is_title(line: str) -> bool:
    return len(line) <= _MAX_TITLE and not re.search(r"[.;]\s*$", line)


def _too_much(where: str) -> Problem:
    return Problem("reader", f"The file was read only in part, {where}; split it and add the pieces.")


def _finish(draft: Draft, media_type: str, problems: list[Problem], title: str, limits: Limits) -> Reading:
    text = draft.finish()
    if not text.text.strip():
        raise UnreadableError("The file holds no text; check that it is the right one.")
    if draft.length > limits.text_characters:
        problems.append(_too_much(f"after {limits.text_characters} characters"))
    return Reading(media_type=media_type, text=text, problems=tuple(problems), title=title)
