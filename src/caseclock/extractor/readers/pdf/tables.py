"""Ruled tables as rows: which row holds the headings, which are titles across the table, which go on from before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from caseclock.extractor.readers.layout import is_heading_row, names_its_values
from caseclock.extractor.readers.pdf.grid import Grid, GridRow
from caseclock.extractor.readers.pdf.pieces import Piece, Table
from caseclock.models.text import Role

_SAME_EDGE = 4.0  # points
_SHIFT = 20.0  # points that a page may lie to one side of another
_TITLE = 120  # letters: a longer text across the table is a paragraph, not a title
_SHORT_KEY = 24  # letters of a cell that tells one row from another
_KEY_WORDS = 3  # more of them are a place or a sentence, whatever figures they hold


def read_grid(grid: Grid, open_table: Table | None, page: int) -> list[Piece]:
    """The rows of a ruled table as pieces. `open_table` is the table with which the page before ended, if any."""
    goes_on = open_table is not None and open_table.ruled and _same_columns(open_table.edges, grid.xs)
    rows = [row for row in grid.rows if any(row.cells)]
    if goes_on and open_table is not None:
        rows = [part for row in rows for part in _without_heading(row, open_table)]
    at, pieces = 0, []
    while at < len(rows) and rows[at].spans:
        pieces.append(_title(rows[at], page))
        at += 1
    if goes_on and open_table is not None:
        table = open_table
        if at < len(rows) and table.heads(rows[at].cells):
            pieces.append(_heading_row(rows[at], table, page))
            at += 1
    else:
        upper = _upper_storey(rows, at)
        if upper is not None:
            at += 1
        headed = at < len(rows) and _is_heading(rows, at)
        headers = _headers(rows[at], upper) if headed else ("",) * (len(grid.xs) - 1)
        form = not headed and names_its_values([_filled(row) for row in rows[at:] if not row.spans])
        table = Table(grid.xs, headers, ruled=True, size=grid.size, form=form)
        pieces.extend(_heading_row(row, table, page) for row in (upper, rows[at] if headed else None) if row)
        at += headed
    for index, row in enumerate(rows[at:]):
        if row.spans:
            pieces.append(_title(row, page))
        elif table.heads(row.cells):
            pieces.append(_heading_row(row, table, page))
        else:
            first = goes_on and index == 0 and not any(piece.role is Role.HEADING for piece in pieces)
            pieces.append(Piece(Role.ROW, page, cells=row.cells, table=table, goes_on=first))
    for piece in pieces:
        piece.table = table
        if table.form and piece.role is Role.ROW:
            piece.headers = _form_headers(piece.cells)
    return pieces


def _filled(row: GridRow) -> dict[int, str]:
    return {column: text for column, text in enumerate(row.cells) if text}


def _form_headers(cells: Sequence[str]) -> tuple[str, ...]:
    """In a form the label at the left is the heading of the value beside it."""
    filled = [column for column, text in enumerate(cells) if text]
    headers = [""] * len(cells)
    if len(filled) == 2:
        headers[filled[1]] = cells[filled[0]].rstrip(" :")
    return tuple(headers)


def _without_heading(row: GridRow, table: Table) -> list[GridRow]:
    """A row in two, if the table's headings are repeated above its cells with no rule between."""
    if not any(table.headers) or table.heads(row.cells):
        return [row]
    if not all(cell.startswith(header) for cell, header in zip(row.cells, table.headers, strict=True)):
        return [row]
    rest = [cell[len(header) :].strip() for cell, header in zip(row.cells, table.headers, strict=True)]
    return [replace(row, cells=list(table.headers)), replace(row, cells=rest, spans=False)]


def _same_columns(before: Sequence[float], now: Sequence[float]) -> bool:
    """Whether the edges are the same; a scanned page may lie to one side of the one before it."""
    if len(before) != len(now):
        return False
    shift = sorted(b - a for a, b in zip(before, now, strict=True))[len(before) // 2]
    return abs(shift) <= _SHIFT and all(abs(b - a - shift) <= _SAME_EDGE for a, b in zip(before, now, strict=True))


def _title(row: GridRow, page: int) -> Piece:
    text = next(cell for cell in row.cells if cell)
    role = Role.HEADING if len(text) <= _TITLE and not text.endswith(".") else Role.PARAGRAPH
    return Piece(role, page, lines=[text])


def _heading_row(row: GridRow, table: Table, page: int) -> Piece:
    return Piece(Role.HEADER, page, cells=row.cells, table=table)


def _upper_storey(rows: Sequence[GridRow], at: int) -> GridRow | None:
    """The row `at` if it only groups the headings in the row below it ("Call" over "Date", "Time")."""
    if at + 1 >= len(rows) or rows[at].spans or _is_heading(rows, at) or not _is_heading(rows, at + 1):
        return None
    groups, names = _filled(rows[at]), _filled(rows[at + 1])
    plain = all(len(text) <= _SHORT_KEY and not re.search(r"\d|:$", text) for text in groups.values())
    return rows[at] if plain and len(groups) <= len(names) else None


def _headers(row: GridRow, upper: GridRow | None) -> tuple[str, ...]:
    above = upper.cells if upper else [""] * len(row.cells)
    return tuple(name or group for name, group in zip(row.cells, above, strict=True))


def _is_heading(rows: Sequence[GridRow], at: int) -> bool:
    following = [dict(enumerate(row.cells)) for row in rows[at + 1 :] if not row.spans]
    if is_heading_row(dict(enumerate(rows[at].cells)), following):
        return True
    row = rows[at]
    if (
        not row.bold
        or all(other.bold for other in rows[at + 1 :])
        or any(re.search(r"\d{2}", cell) for cell in row.cells)
    ):
        return False
    filled = [cell for cell in row.cells if cell]
    return len(filled) >= 2 and all(len(cell) <= 60 and not cell.endswith(":") for cell in filled)


def is_rest_of_row(cells: Sequence[str], before: Sequence[str]) -> bool:
    """Whether a row at the top of a page goes on with the row at the end of the page before.

    It does if the cells that tell rows apart (short ones: reference, date, time, name) are empty in it, and what it
    fills was filled before.
    """
    if len(cells) != len(before) or not any(cells):
        return False
    keys = [old for old in before if old and len(old) <= _SHORT_KEY]
    if not keys and not before[0]:
        return False
    filled_again = all(old for new, old in zip(cells, before, strict=True) if new)
    keys_empty = not cells[0] and not any(
        new and len(old) <= _SHORT_KEY and len(old.split()) <= _KEY_WORDS and any(char.isdigit() for char in old)
        for new, old in zip(cells, before, strict=True)
    )
    return filled_again and keys_empty
