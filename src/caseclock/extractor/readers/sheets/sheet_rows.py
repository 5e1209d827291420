"""Rows of a sheet, of whatever format, to blocks: titles above, headings, rows under them, notes on cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.layout import CELL_BREAK, Draft
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.tables import Headings, Row, headings_of
from caseclock.models.text import Problem, Role

_LOOK_AHEAD = 40  # rows below that a heading row is judged by
_MAX_TITLE = 120  # characters of a line that may be a heading
_NAMED_IN_FULL = 5  # hidden columns or sheets that are named one by one


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds something: its number in the sheet, its cells by column (from 1), the notes on its cells."""

    number: int
    cells: dict[int, str]
    spans: Mapping[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The row as one line."""
        return CELL_BREAK.join(self.cells[column] for column in sorted(self.cells))


@dataclass(slots=True)
class Hidden:
    """What is hidden in a workbook: rows counted, columns as "B of Log", sheets by name."""

    rows: int = 0
    columns: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)

    def notice(self) -> list[Problem]:
        """One notice of all that is hidden, if anything is."""
        told = []
        if self.rows:
            told.append("1 row" if self.rows == 1 else f"{self.rows} rows")
        for what, names in (("column", self.columns), ("sheet", self.sheets)):
            if names:
                listed = ", ".join(names[:_NAMED_IN_FULL]) + (" and others" if len(names) > _NAMED_IN_FULL else "")
                told.append(f"the {what}{'s' if len(names) > 1 else ''} {listed}")
        if not told:
            return []
        text = f"Hidden in the workbook and read all the same: {'; '.join(told)}. Check why they were hidden."
        return [Problem("reader", text, notice=True)]


def write_rows(draft: Draft, rows: Sequence[SheetRow], table: int, limits: Limits) -> int:
    """Write the rows of one sheet; returns the number of the last table written (`table` is that of the one before)."""
    headings: dict[int, str] = {}
    starts = [_headings_at(rows, index) for index in range(len(rows))]
    has_table = any(starts)
    table += not has_table
    previous = 0
    heads_left = 0
    for index, row in enumerate(rows):
        if draft.length > limits.text_characters:
            break
        after_gap = row.number > previous + 1
        previous = row.number
        found = starts[index]
        if heads_left or (headings and row.cells == headings):
            heads_left = max(heads_left - 1, 0)
            draft.block(Role.HEADER, row.line, table=table)  # second row of headings, or repeated for print
        elif found and (not headings or after_gap):
            table += 1
            headings, heads_left = found.cells, found.rows - 1
            draft.block(Role.HEADER, row.line, table=table)
        elif has_table and not headings:
            draft.block(Role.HEADING if index == 0 and is_title(row.line) else Role.PARAGRAPH, row.line)
        elif _stands_alone(row, headings):
            draft.block(Role.HEADING if is_title(row.line) else Role.PARAGRAPH, row.line)
        else:
            draft.row([(headings.get(column, ""), row.cells[column]) for column in sorted(row.cells)], table)
        for note in row.notes:
            draft.block(Role.PARAGRAPH, note)
    return table


def _headings_at(rows: Sequence[SheetRow], index: int) -> Headings | None:
    near = [Row(row.cells, row.spans) for row in (rows[index], *_until_gap(rows, index))]
    return headings_of(near)


def _until_gap(rows: Sequence[SheetRow], index: int) -> Iterable[SheetRow]:
    """The rows below, as far as the next blank row (one right under a heading row does not count)."""
    for above, row in pairwise(rows[index : index + 1 + _LOOK_AHEAD]):
        gap = row.number - above.number - 1
        if gap > (above is rows[index]):
            return
        yield row


def _stands_alone(row: SheetRow, headings: dict[int, str]) -> bool:
    """A row of one cell at the left edge of a wider table is a line over the rows that follow."""
    if len(row.cells) != 1 or len(headings) < 2:
        return False
    return next(iter(row.cells)) <= min(headings)


def is_title(line: str) -> bool:
    """Whether a line may be a heading: short, and no sentence."""
    return len(line) <= _MAX_TITLE and not re.search(r"[.;]\s*$", line)


def tidy(text: str) -> str:
    """Trimmed lines without blank ones; other white space inside a line stays."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return "\n".join(line for part in text.split("\n") if (line := part.strip(" \t\u00a0")))


def too_much(where: str) -> Problem:
    """The problem of a file that was not read to its end."""
    return Problem("reader", f"The file was read only in part, {where}; split it and add the pieces.")


def finish(draft: Draft, media_type: str, problems: Sequence[Problem], title: str, limits: Limits) -> Reading:
    """The reading of what was drafted. Raises UnreadableError if there is no text at all."""
    text = draft.finish()
    if not text.text.strip():
        raise UnreadableError("The file holds no text; check that it is the right one.")
    told = list(problems)
    if draft.length > limits.text_characters:
        told.append(too_much(f"after {limits.text_characters} characters"))
    return Reading(media_type=media_type, text=text, problems=tuple(told), title=title)


def column_name(column: int) -> str:
    """The letters of a column counted from 1: 28 is "AB"."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
