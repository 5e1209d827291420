"""Paragraphs and cells as a stream (RTF and old Word files hold them so) put together into blocks and tables."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.layout import Draft, write_paragraph
from caseclock.extractor.readers.office.numbering import bare
from caseclock.extractor.readers.tables import Row, TableWriter
from caseclock.models.text import Problem, Role

_TOLERANCE = 40  # twentieths of a point by which the edges of one column may differ from row to row
_MAX_HEADING = 120


@dataclass(slots=True)
class Paragraph:
    """A paragraph with what its settings say. `label` is the list number as printed, "" for a bullet, None outside
    lists; `heading` the heading level from 0, None for none; `bold` if all of it is."""

    text: str
    label: str | None = None
    level: int = 0
    heading: int | None = None
    bold: bool = False


@dataclass(slots=True)
class FlowCell:
    """A cell of a row: its lines, its right edge (None: not known), and whether it goes on with the one above it or
    the one beside it."""

    text: str
    edge: int | None = None
    below: bool = False
    beside: bool = False


@dataclass(slots=True)
class _FlowRow:
    cells: list[FlowCell]
    left: int
    marked: bool


@dataclass(slots=True)
class Flow:
    """Takes paragraphs and rows in order and writes them into a draft."""

    draft: Draft
    limits: Limits
    is_cut_short: bool = False
    _tables: TableWriter = field(init=False)
    _rows: list[_FlowRow] = field(default_factory=list)
    _cells: int = 0

    def __post_init__(self) -> None:
        self._tables = TableWriter(self.draft)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Add a paragraph outside tables."""
        self.end_table()
        if self.draft.length > self.limits.text_characters:
            self.is_cut_short = True
            return
        text = paragraph.text.strip()
        if not text:
            return
        heading = paragraph.heading
        if heading is None and paragraph.label is None and paragraph.bold and _may_be_heading(text):
            heading = 0
        number = bare(paragraph.label) or None if paragraph.label else None
        if paragraph.label:
            text = f"{paragraph.label} {text}"
        if heading is not None:
            self.draft.block(Role.HEADING, text, number=number, level=heading)
        elif paragraph.label is not None:
            self.draft.block(Role.ITEM, text, number=number, level=paragraph.level)
        else:
            write_paragraph(self.draft, text)

    def row(self, cells: Sequence[FlowCell], left: int = 0, marked: bool = False) -> None:
        """Add a row to the table under way; `left` is the left edge of its first cell, `marked` says it is repeated."""
        self._cells += len(cells)
        if self._cells > self.limits.cells or self.draft.length > self.limits.text_characters:
            self.is_cut_short = True
            return
        self._rows.append(_FlowRow(list(cells), left, marked))

    def line(self, role: Role, text: str) -> None:
        """Add a line with a role of its own (a page header, a note)."""
        self.end_table()
        self.draft.block(role, text)

    def end_table(self) -> None:
        """Write the table under way, if there is one."""
        rows, self._rows = self._rows, []
        if not rows:
            return
        if all(sum(bool(cell.text.strip()) for cell in row.cells) <= 1 for row in rows):
            for row in rows:  # a frame around text
                for line in "\n".join(cell.text for cell in row.cells).split("\n"):
                    write_paragraph(self.draft, line)
            return
        marked = 0
        while marked < len(rows) and rows[marked].marked:
            marked += 1
        self._tables.write(_grid(rows), marked)

    def problems(self, what: str) -> list[Problem]:
        """That the end is missing, if it is."""
        text = f"The {what} was read only in part, it is too long; split it."
        return [Problem("reader", text)] if self.is_cut_short else []


def _may_be_heading(text: str) -> bool:
    return len(text) <= _MAX_HEADING and "\n" not in text and not text.endswith((".", ",", ";"))


def _grid(rows: Sequence[_FlowRow]) -> list[Row]:
    """Rows by columns. Edges tell which cells stand under each other, where all of them are known."""
    known = all(cell.edge is not None for row in rows for cell in row.cells)
    lefts = _columns(rows) if known else []
    result: list[Row] = []
    above: dict[int, str] = {}
    for row in rows:
        cells: dict[int, str] = {}
        merged: dict[int, str] = {}
        spans: dict[int, int] = {}
        left, column = row.left, 0
        for position, cell in enumerate(row.cells):
            start = position
            if known and cell.edge is not None:
                start = max(bisect_right(lefts, left + _TOLERANCE) - 1, 0)
                spans[start] = max(bisect_right(lefts, cell.edge - _TOLERANCE) - start, 1)
                left = cell.edge
            text = "\n".join(line.strip() for line in cell.text.split("\n") if line.strip())
            if cell.beside and cells:
                if text:
                    cells[column] = f"{cells[column]}\n{text}" if column in cells else text
                continue
            column = start
            if cell.below:
                merged[column] = above.get(column, "")
            elif text:
                cells[column] = text
        above = {**merged, **cells}
        if cells:
            result.append(Row({key: text for key, text in above.items() if text}, spans))
    return result


def _columns(rows: Sequence[_FlowRow]) -> list[int]:
    """The left edges of all columns, from left to right."""
    edges = {row.left for row in rows}
    edges |= {cell.edge for row in rows for cell in row.cells[:-1] if cell.edge is not None}
    columns: list[int] = []
    for edge in sorted(edges):
        if not columns or edge - columns[-1] > _TOLERANCE:
            columns.append(edge)
    return columns


def label_of(shown: str) -> str:
    """A list label as printed, "" for a bullet."""
    text = shown.strip()
    return text if re.search(r"[0-9A-Za-z]", text) and not re.fullmatch(r"[o§·]", text) else ""
