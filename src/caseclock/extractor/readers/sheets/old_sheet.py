"""Old workbooks (xls): every row one block, its cells under their headings."""

import io
import re
import struct
from datetime import timedelta
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.layout import Draft
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.sheets.sheet import as_typed
from caseclock.extractor.readers.sheets.sheet_rows import Hidden, SheetRow, finish, tidy, too_much, write_rows
from caseclock.models.text import Problem, Role

XLS = "application/vnd.ms-excel"
MEDIA_TYPES = (XLS,)

_DAMAGED = "The workbook is damaged; open it in Excel, save it anew as .xlsx and add that."
_LOCKED = "The workbook is protected by a password; save a copy without the password and add that."


def read(data: bytes, limits: Limits) -> Reading:
    """Read an old workbook into rows under their headings. Raises UnreadableError."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        return _read_book(book, limits)
    except xlrd.XLRDError as error:
        raise UnreadableError(_LOCKED if "encrypted" in str(error).lower() else _DAMAGED) from error
    except (
        CompDocError, AssertionError, struct.error, LookupError, ValueError, TypeError, AttributeError,
        EOFError, OverflowError, NotImplementedError, RecursionError,
    ) as error:  # fmt: skip
        raise UnreadableError(_DAMAGED) from error


def _read_book(book: Any, limits: Limits) -> Reading:
    draft = Draft()
    problems: list[Problem] = []
    hidden = Hidden()
    left = limits.cells
    table = 0
    for sheet in book.sheets():
        rows, used = _sheet_rows(book, sheet, left, hidden)
        left -= used
        if rows:
            draft.block(Role.HEADING, sheet.name)
            table = write_rows(draft, rows, table, limits)
            if sheet.visibility:
                hidden.sheets.append(sheet.name)
        if left <= 0:
            problems.append(too_much(f"after {limits.cells} cells"))
            break
    return finish(draft, XLS, [*problems, *hidden.notice()], "", limits)


def _sheet_rows(book: Any, sheet: Any, limit: int, hidden: Hidden) -> tuple[list[SheetRow], int]:
    grid: dict[int, dict[int, str]] = {}
    used = 0
    timed = {
        column
        for number in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(number), start=1)
        if cell.ctype == xlrd.XL_CELL_DATE and cell.value % 1 and cell.value >= 1
    }
    for number in range(sheet.nrows):
        used += sheet.row_len(number)
        if used > limit:
            break
        texts = {
            column: text
            for column, cell in enumerate(sheet.row(number), start=1)
            if (text := _typed(book, cell, column in timed))
        }
        if texts:
            grid[number + 1] = texts
    notes: dict[int, list[str]] = {}
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        if text := tidy(note.text or ""):
            author = (note.author or "").strip()
            words = text.removeprefix(f"{author}:").strip()
            where = f"{xlrd.colname(column)}{row + 1}"
            notes.setdefault(row + 1, []).append(f"Comment{f' by {author}' if author else ''} on cell {where}: {words}")
            grid.setdefault(row + 1, {})
    spans = _spread_merged(sheet, grid)
    _note_hidden(sheet, grid, hidden)
    rows = [
        SheetRow(number, grid[number], spans.get(number, {}), tuple(notes.get(number, ()))) for number in sorted(grid)
    ]
    return rows, used


def _number_format(book: Any, cell: Any) -> str:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "General"
    found = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return "General" if found is None else str(found.format_str)


def _typed(book: Any, cell: Any, timed: bool) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    shape = _number_format(book, cell)
    value: object = cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(cell.value)
    elif cell.ctype == xlrd.XL_CELL_ERROR:
        value = xlrd.error_text_from_code.get(cell.value, "#N/A")
    elif cell.ctype in (xlrd.XL_CELL_DATE, xlrd.XL_CELL_NUMBER) and re.search(r"\[h+\]", shape.lower()):
        value = timedelta(days=float(cell.value))
    elif cell.ctype == xlrd.XL_CELL_DATE:
        value = _date(book, float(cell.value))
    return as_typed(value, shape, timed)


def _date(book: Any, serial: float) -> object:
    """A date, or for a fraction of a day the time; the number itself where it is no date of the calendar."""
    try:
        moment = xlrd.xldate_as_datetime(serial, book.datemode)
    except (xlrd.xldate.XLDateError, OverflowError):
        return serial
    return moment.time() if 0 <= serial < 1 else moment


def _spread_merged(sheet: Any, grid: dict[int, dict[int, str]]) -> dict[int, dict[int, int]]:
    """A cell merged downwards belongs to each row it stands beside; returns how many columns cells cover."""
    spans: dict[int, dict[int, int]] = {}
    last = max(grid, default=0)
    for top, bottom, left, right in sheet.merged_cells:
        text = grid.get(top + 1, {}).get(left + 1)
        if text is None:
            continue
        if right - left > 1:
            spans.setdefault(top + 1, {})[left + 1] = right - left
        for number in range(top + 2, min(bottom, last) + 1):
            if number in grid:
                grid[number].setdefault(left + 1, text)
    return spans


def _note_hidden(sheet: Any, grid: dict[int, dict[int, str]], hidden: Hidden) -> None:
    hidden.rows += sum(1 for number, row in sheet.rowinfo_map.items() if row.hidden and grid.get(number + 1))
    used = sorted({column for cells in grid.values() for column in cells})
    hidden.columns += [
        f"{xlrd.colname(column - 1)} of {sheet.name}"
        for column in used
        if (shown := sheet.colinfo_map.get(column - 1)) is not None and shown.hidden
    ]
