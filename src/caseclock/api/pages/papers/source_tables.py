"""Rows of a paper as a table with its headings, the rows of a passage marked."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from caseclock.api.pages.papers.source_pieces import Cutter, Piece
from caseclock.models.text import Block, Role, Text

_PARTS = " \t\r\n|,:-\u2013"  # what stands between cells to part them
Key = tuple[str, int]  # a heading, and the how-manieth of that name


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a row under one heading. `across` is the number of columns that it takes."""

    pieces: tuple[Piece, ...]
    across: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its number in its table, counted from 1 without the headings (0: a row of headings)."""

    number: int
    cells: tuple[TableCell, ...]
    marked: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a stretch of one. `head` is the row of headings if it stands in what is shown, else `columns` say
    what they are; they are all "" if the table has none."""

    kind: ClassVar[str] = "table"
    columns: tuple[str, ...]
    head: TableRow | None
    rows: tuple[TableRow, ...]

    @property
    def has_headings(self) -> bool:
        """Are its columns called anything?"""
        return any(self.columns)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell in the text: its heading, and from where to where it reaches."""

    key: Key
    start: int
    end: int


def table_of(text: Text, blocks: Sequence[Block], cutter: Cutter) -> Table:
    """The rows and headings `blocks`, which are all of one table, as a table."""
    starts = [block.start for block in text.blocks if block.role is Role.ROW and block.table == blocks[0].table]
    spots = [_spots(cutter.text, block) for block in blocks]
    columns = _columns(blocks, spots)
    rows = [
        TableRow(
            bisect_right(starts, block.start) if block.role is Role.ROW else 0,
            _placed(cutter, cells, columns),
            cutter.is_marked(block.start, block.end),
        )
        for block, cells in zip(blocks, spots, strict=True)
    ]
    head = None
    if blocks[0].role is Role.HEADER and len(rows[0].cells) == len(columns) > 1:
        head = rows.pop(0)
    return Table(tuple(name for name, _ in columns), head, tuple(rows))


def _spots(text: str, block: Block) -> list[_Spot]:
    """The cells of a row, cut to what is shown of it. Each reaches to the next, but for what stands between them."""
    if block.role is Role.HEADER:
        return _headings(text, block)
    cells = sorted(block.cells, key=lambda cell: cell.start)
    bounds = [block.start, *(max(cell.start, block.start) for cell in cells[1:]), block.end]
    seen: Counter[str] = Counter()
    found = []
    for cell, low, high in zip(cells, bounds, bounds[1:], strict=False):
        key = (cell.header, seen[cell.header])
        seen[cell.header] += 1
        high = min(high, block.end)
        while low < min(cell.start, high) and text[low] in _PARTS:
            low += 1
        while high > max(cell.end, low) and text[high - 1] in _PARTS:
            high -= 1
        if low < high:
            found.append(_Spot(key, low, high))
    return found if cells else [_Spot(("", 0), block.start, block.end)]


def _headings(text: str, block: Block) -> list[_Spot]:
    """The cells of a row of headings: what they are called is what stands in them."""
    seen: Counter[str] = Counter()
    found, at = [], block.start
    for words in text[block.start : block.end].split(" | "):
        name = " ".join(words.split())
        start, end = at + len(words) - len(words.lstrip()), at + len(words.rstrip())
        if start < end:
            found.append(_Spot((name, seen[name]), start, end))
            seen[name] += 1
        at += len(words) + len(" | ")
    return found


def _columns(blocks: Sequence[Block], spots: Sequence[Sequence[_Spot]]) -> list[Key]:
    """The columns: those of the row of headings if it has them all, else those that the rows have together."""
    both = list(zip(blocks, spots, strict=True))
    of_rows = _together(cells for block, cells in both if block.role is Role.ROW)
    for block, cells in both:
        named = [spot.key for spot in cells]
        if block.role is Role.HEADER and set(named) >= set(of_rows):
            return named
    return of_rows


def _together(rows: Iterable[Sequence[_Spot]]) -> list[Key]:
    """The columns of all rows: one that a row has and those before it had not comes after its neighbour."""
    columns: list[Key] = []
    for spots in rows:
        at = 0
        for spot in spots:
            if spot.key in columns:
                at = columns.index(spot.key) + 1
            else:
                columns.insert(at, spot.key)
                at += 1
    return columns


def _placed(cutter: Cutter, spots: Sequence[_Spot], columns: Sequence[Key]) -> tuple[TableCell, ...]:
    """The cells of a row, one for each column; what does not stand in the order of the columns, or alone under no
    heading, takes them all."""
    places = [columns.index(spot.key) if spot.key in columns else -1 for spot in spots]
    is_alone = len(spots) == 1 and not spots[0].key[0]
    if spots and (is_alone or -1 in places or places != sorted(places)):
        return (TableCell(cutter.pieces(spots[0].start, spots[-1].end), max(1, len(columns))),)
    by_key = {spot.key: cutter.pieces(spot.start, spot.end) for spot in spots}
    return tuple(TableCell(by_key.get(key, ())) for key in columns)
