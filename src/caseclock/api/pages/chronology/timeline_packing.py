"""Marks and bars of a lane put where none covers another; what cannot stand alone is told together, with its number.

Everything here is lengths and levels; level 0 is nearest to the foot of the lane.
"""

from collections.abc import Sequence
from dataclasses import dataclass

APART = 12.0  # from the middle of one mark to the middle of the next, at least
BIN = 14.0  # the same where several are told together


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark: its middle, its level, and which of the things given it is (several: they are told together)."""

    x: float
    level: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A bar from `x` to `end` on its level, and which of the things given it is."""

    x: float
    end: float
    level: int
    members: tuple[int, ...]


def stacked(places: Sequence[float], most: int) -> list[Spot]:
    """Marks at these places (ascending), at most so many levels of them. Marks keep their place as long as they find a
    free level; a crowd that finds none is sorted into columns, and a column that is too high becomes one mark."""
    spots: list[Spot] = []
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] - places[at - 1] >= APART:
            spots += _run(places, range(start, at), most)
            start = at
    return spots


def _run(places: Sequence[float], members: range, most: int) -> list[Spot]:
    """Marks that stand close together, from left to right."""
    ends: list[float] = []
    spots = []
    for one in members:
        level = next((at for at, end in enumerate(ends) if places[one] - end >= APART), len(ends))
        if level >= most:
            return _columns(places, members, most)
        ends[level : level + 1] = [places[one]]
        spots.append(Spot(places[one], level, (one,)))
    return spots


def _columns(places: Sequence[float], members: range, most: int) -> list[Spot]:
    first = places[members.start]
    columns: dict[int, list[int]] = {}
    for one in members:
        columns.setdefault(int((places[one] - first) / BIN), []).append(one)
    spots = []
    for number, column in columns.items():
        x = round(first + number * BIN, 1)
        if len(column) <= most:
            spots += [Spot(x, level, (one,)) for level, one in enumerate(column)]
        else:
            spots.append(Spot(x, 0, tuple(column)))
    return spots


def in_rows(spans: Sequence[tuple[float, float]], most: int, apart: float = 4.0) -> list[Span]:
    """Bars (sorted by where they begin), each on the lowest level that is free there. Where none of `most` levels is
    free, a bar is told together with the one that ends first, which is drawn as long as both."""
    rows: list[list[Span]] = []
    for one, (x, end) in enumerate(spans):
        level = next((at for at, row in enumerate(rows) if row[-1].end + apart <= x), len(rows))
        if level < most:
            if level == len(rows):
                rows.append([])
            rows[level].append(Span(x, end, level, (one,)))
            continue
        row = min(rows, key=lambda row: (row[-1].end, len(row[-1].members)))
        last = row.pop()
        row.append(Span(last.x, max(last.end, end), last.level, (*last.members, one)))
    return [span for row in rows for span in row]
