"""Ruled lines seen in the picture of a page."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caseclock.extractor.readers.pdf.rules import Rule
from caseclock.extractor.readers.scan.upright import Grey, Ink

_SHORT_ACROSS = 26.0  # points: a shorter stroke is a dash or part of a letter
_SHORT_DOWN = 26.0
_ALONE_DOWN = 40.0  # an upright stroke that meets no rule is a large letter if it is shorter
_THICK = 3.2  # points: a thicker one is a bar
_GAP = 0.022  # inches: so long a break does not end a stroke
_WHOLE = 0.9  # share of a stroke that must be inked
_FREE = 0.35  # share of ink beside a rule: no more of it on one side at least
_LEAN = 2  # dots from one row to the next by which a rule may lean
_MANY = 20_000  # strokes: a drawing, not a ruled page
_MEETS = 4.0  # points
_EDGE = 0.004  # of the page's width or height: the scanner's own edge is no rule


@dataclass(frozen=True)
class _Strokes:
    """Unbroken dark stretches, one dot high: the row of each and its first and one past its last column."""

    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True)
class RuledLines:
    """The rules of a page in points, and the same page without them."""

    across: list[Rule]
    down: list[Rule]
    grey: Grey


def find_rules(grey: Grey, ink: Ink, dpi: float) -> RuledLines:
    """The ruled lines of an upright page. `ink` says which dots of `grey` are dark."""
    gap = max(2, round(_GAP * dpi))
    beside = np.ascontiguousarray(ink.T)
    flat = [g for g in _groups(_strokes(ink, gap, round(_SHORT_ACROSS * dpi / 72)), gap, dpi) if _stands_free(g, ink)]
    tall = [
        g for g in _groups(_strokes(beside, gap, round(_SHORT_DOWN * dpi / 72)), gap, dpi) if _stands_free(g, beside)
    ]
    unit = 72 / dpi
    across = [(_rule(group, unit), group) for group in flat]
    down = [(_rule(group, unit), group) for group in tall]
    down = [
        (rule, group)
        for rule, group in down
        if rule.high - rule.low >= _ALONE_DOWN or any(_meet(flat_rule, rule) for flat_rule, _ in across)
    ]
    clean = grey.copy()
    paper = int(np.percentile(grey[::8, ::8], 75))
    for _, group in across:
        _paint(clean, group, paper)
    for _, group in down:
        _paint(clean.T, group, paper)
    return RuledLines(
        sorted((rule for rule, _ in across), key=lambda rule: (rule.at, rule.low)),
        sorted((rule for rule, _ in down), key=lambda rule: (rule.at, rule.low)),
        clean,
    )


def _meet(flat: Rule, upright: Rule) -> bool:
    crosses = flat.low - _MEETS <= upright.at <= flat.high + _MEETS
    return crosses and upright.low - _MEETS <= flat.at <= upright.high + _MEETS


def _strokes(ink: Ink, gap: int, short: int) -> _Strokes:
    """Long dark stretches along the rows, with breaks up to `gap` dots; rows above and below help to fill them."""
    high, wide = ink.shape
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    row = wide + gap + 2
    padded = np.zeros((high, row), dtype=np.int8)
    padded[:, 1 : wide + 1] = thick
    change = np.diff(padded.ravel())
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    if not len(starts):
        return _Strokes(starts, starts, starts)
    inked = np.concatenate(([0], np.cumsum(ends - starts)))
    parted = starts[1:] - ends[:-1] > gap
    first = np.concatenate(([0], np.flatnonzero(parted) + 1))
    last = np.concatenate((np.flatnonzero(parted), [len(starts) - 1]))
    begin, end = starts[first], ends[last]
    share = (inked[last + 1] - inked[first]) / (end - begin)
    kept = (end - begin >= short) & (share >= _WHOLE)
    rows = begin[kept] // row
    return _Strokes(rows, begin[kept] - rows * row, end[kept] - rows * row)


def _groups(strokes: _Strokes, gap: int, dpi: float) -> list[list[tuple[int, int, int]]]:
    """Strokes that touch from row to row, as one rule each; those too thick to be rules left out."""
    count = len(strokes.rows)
    if count > _MANY:
        return []
    found = list(zip(strokes.rows.tolist(), strokes.starts.tolist(), strokes.ends.tolist(), strict=True))
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    by_row: dict[int, list[int]] = {}
    for at, (row, start, end) in enumerate(found):
        for near in range(row - _LEAN, row + 1):
            for other in by_row.get(near, ()):
                _, low, high = found[other]
                if start <= high + gap and low <= end + gap:
                    parent[root(at)] = root(other)
        by_row.setdefault(row, []).append(at)
    grouped: dict[int, list[tuple[int, int, int]]] = {}
    for at in range(count):
        grouped.setdefault(root(at), []).append(found[at])
    return [group for group in grouped.values() if _thickness(group) <= _THICK * dpi / 72 + 2]


def _thickness(group: Sequence[tuple[int, int, int]]) -> float:
    """How many dots thick a rule is on the whole (rows above and below counted in)."""
    length = max(end for _, _, end in group) - min(start for _, start, _ in group)
    return sum(end - start for _, start, end in group) / length


def _stands_free(group: Sequence[tuple[int, int, int]], ink: Ink) -> bool:
    """Whether there is paper along at least one side of it; along both sides of a stroke through noise there is ink."""
    top, bottom = min(row for row, _, _ in group), max(row for row, _, _ in group)
    low, high = min(start for _, start, _ in group), max(end for _, _, end in group)
    sides = (ink[max(0, top - 2) : max(0, top), low:high], ink[bottom + 1 : bottom + 3, low:high])
    return any(not side.size or float(side.mean()) <= _FREE for side in sides)


def _rule(group: Sequence[tuple[int, int, int]], unit: float) -> Rule:
    weight = sum(end - start for _, start, end in group)
    at = sum((row + 0.5) * (end - start) for row, start, end in group) / weight
    low, high = min(start for _, start, _ in group), max(end for _, _, end in group)
    return Rule(at * unit, low * unit, high * unit)


def _paint(grey: Grey, group: Sequence[tuple[int, int, int]], paper: int) -> None:
    for row, start, end in group:
        grey[max(0, row) : row + 1, max(0, start - 1) : end + 1] = paper
