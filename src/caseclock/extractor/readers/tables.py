"""Tables of text documents (Word, RTF, OpenDocument): rows under their headings, forms, frames, tables that go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caseclock.extractor.readers.layout import CELL_BREAK, Draft, is_heading_row, names_its_values
from caseclock.models.text import Role

_MAX_HEADING = 120  # characters of a line that may be a heading over rows
_MAX_GROUP = 45  # characters of a heading over several columns


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something: column -> text, and how many columns a cell covers where that is more than one."""

    cells: dict[int, str]
    spans: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of columns, and how many rows they take."""

    cells: dict[int, str]
    rows: int = 1


def headings_of(rows: Sequence[Row], marked: int = 0) -> Headings | None:
    """The headings that the first row, or the first two, give the rows below; None if they give none.

    `marked` says how many rows the file itself marks as headings.
    """
    if not rows:
        return None
    if marked > 1 and len(rows) > marked:
        cells = dict(rows[0].cells)
        for lower in rows[1:marked]:
            cells = _stacked(Row(cells, rows[0].spans), lower)
        return Headings(cells, marked)
    below = [row.cells for row in rows[1:] if len(row.cells) > 1]
    if len(rows) > 2 and _is_group_row(rows[0], rows[1]):
        both = _stacked(rows[0], rows[1])
        if not _has_figures(rows[1]) and is_heading_row(both, below[1:]):
            return Headings(both, 2)
    if marked or is_heading_row(rows[0].cells, below):
        return Headings(dict(rows[0].cells))
    return None


def _is_group_row(upper: Row, lower: Row) -> bool:
    """Whether a row names groups of the columns that the row below names one by one."""
    texts = list(upper.cells.values())
    if any(len(text) > _MAX_GROUP for text in texts) or _has_figures(upper):
        return False
    grouped = [column for column in upper.cells if upper.spans.get(column, 1) > 1]
    below = list(lower.cells.values())
    twice = len({text.casefold() for text in below}) < len(below)
    return len(texts) > 1 and len(below) > 1 and (bool(grouped) or (twice and len(texts) < len(below)))


def _has_figures(row: Row) -> bool:
    return any(char.isdigit() for text in row.cells.values() for char in text)


def _stacked(upper: Row, lower: Row) -> dict[int, str]:
    """Both rows as one: "Reported" over "Date" is "Reported Date"."""
    cells: dict[int, str] = {}
    known = bool(upper.spans)
    for column in sorted({*upper.cells, *lower.cells}):
        above = max((start for start in upper.cells if start <= column), default=None)
        group = ""
        if above is not None and (not known or column < above + upper.spans.get(above, 1)):
            group = upper.cells[above]
        own = lower.cells.get(column, "")
        cells[column] = own if group == own else f"{group} {own}".strip()
    return cells


class TableWriter:
    """Writes the tables of a document into a draft, and numbers them."""

    def __init__(self, draft: Draft) -> None:
        self.count = 0
        self._draft = draft
        self._headings: dict[int, str] = {}  # of the table written last
        self._ended = -1  # where the draft ended then

    def write(self, rows: Sequence[Row], marked: int = 0) -> None:
        """Write a table. One that follows another of the same make without headings of its own goes on with it."""
        rows = [row for row in rows if row.cells]
        if not rows:
            return
        own = headings_of(rows, marked)
        if self._goes_on(rows, own):
            self._write_rows(rows, self._headings, 0)
        else:
            self.count += 1
            self._headings = own.cells if own else {}
            self._write_rows(rows, self._headings, own.rows if own else 0)
        self._ended = self._draft.length

    def _goes_on(self, rows: Sequence[Row], own: Headings | None) -> bool:
        if not self._headings or self._ended != self._draft.length:
            return False
        if own is not None:
            return own.cells == self._headings
        widest = max(rows, key=lambda row: len(row.cells)).cells
        return widest.keys() <= self._headings.keys() and 2 * len(widest) > len(self._headings)

    def _write_rows(self, rows: Sequence[Row], headings: Mapping[int, str], heads: int) -> None:
        is_form = not headings and names_its_values([row.cells for row in rows])
        for index, row in enumerate(rows):
            line = CELL_BREAK.join(row.cells[column] for column in sorted(row.cells))
            if headings and (index < heads or row.cells == headings):
                self._draft.block(Role.HEADER, line, table=self.count)
            elif len(row.cells) == 1 and len(headings) > 1 and min(row.cells) == 0 and len(line) <= _MAX_HEADING:
                self._draft.block(Role.HEADING, line)
            elif is_form and len(row.cells) == 2:
                (_, label), (_, value) = sorted(row.cells.items())
                self._draft.row([("", label), (label.rstrip(" :"), value)], self.count)
            else:
                cells = [(headings.get(column, ""), row.cells[column]) for column in sorted(row.cells)]
                self._draft.row(cells, self.count)
