"""Ruled tables: rules that cross make a grid, the grid makes cells, words fall into cells."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caseclock.extractor.readers.pdf.lines import lines_of, run_together, shape_of
from caseclock.extractor.readers.pdf.page import PageContent, Word
from caseclock.extractor.readers.pdf.rules import Rule

_TOUCH = 3.0  # points by which rules may miss each other and still meet
_MIN_CELL = 5.0  # points: rules nearer to each other than this are one (a double line)
_OPEN_SIDE = 12.0  # points that rules must reach beyond the last crossing one to make another column or row
_REPEATED = 40  # letters: a cell that spans rows (a date over its entries) is told in each of them if no longer
_MAX_LINES = 2_000  # rules across or down; more is a drawing


@dataclass(frozen=True)
class GridRow:
    """A row of a grid: the text of each column, "" where empty; `spans` says that one cell fills the whole row."""

    cells: list[str]
    spans: bool
    bold: bool  # all its words are
    top: float
    bottom: float


@dataclass(frozen=True)
class Grid:
    """A ruled table on one page: the x of its upright rules, its rows from the top down, its box in points."""

    xs: tuple[float, ...]
    rows: list[GridRow]
    top: float
    bottom: float
    size: float

    def holds(self, word: Word) -> bool:
        """Whether the word stands inside it."""
        middle, height = (word.x0 + word.x1) / 2, word.y - 0.3 * word.size
        return self.xs[0] - 1 <= middle <= self.xs[-1] + 1 and self.top - 1 <= height <= self.bottom + 1


def grids_of(content: PageContent, words: Sequence[Word]) -> list[Grid]:
    """The ruled tables of a page, from the top down; at least two columns and two filled cells each."""
    if len(content.across) > _MAX_LINES or len(content.down) > _MAX_LINES:
        return []
    grids: list[Grid] = []
    free = list(words)  # a word stands in one table only: in the smallest, where one lies inside another
    for across, down in sorted(_meeting(content.across, content.down), key=_area):
        # tables are often left open at the sides: what the rules span belongs to them all the same
        xs = _widened(_positions([rule.at for rule in down]), across)
        ys = _widened(_positions([rule.at for rule in across]), down)
        if len(xs) < 3 or len(ys) < 2:
            continue
        missing = _missing_rules(xs, ys, free)
        ys, across = sorted([*ys, *(rule.at for rule in missing)]), [*across, *missing]
        grid = _fill(xs, ys, across, down, free)
        if sum(1 for row in grid.rows for cell in row.cells if cell) >= 2:
            grids.append(grid)
            free = [word for word in free if not grid.holds(word)]
    return sorted(grids, key=lambda grid: (grid.top, grid.xs[0]))


def _area(group: tuple[list[Rule], list[Rule]]) -> float:
    across, down = group
    return (across[-1].at - across[0].at) * (down[-1].at - down[0].at)


def grid_from_boxes(boxes: Sequence[tuple[float, float, float, float]], words: Sequence[Word]) -> Grid | None:
    """A grid from the boxes (x0, top, x1, bottom) of cells that another program has found; None if it is no table."""
    across = [Rule(y, x0, x1) for x0, top, x1, bottom in boxes for y in (top, bottom)]
    down = [Rule(x, top, bottom) for x0, top, x1, bottom in boxes for x in (x0, x1)]
    xs, ys = _positions([rule.at for rule in down]), _positions([rule.at for rule in across])
    if len(xs) < 3 or len(ys) < 2:
        return None
    grid = _fill(xs, ys, across, down, words)
    return grid if sum(1 for row in grid.rows for cell in row.cells if cell) >= 2 else None


def _meeting(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules in groups of those that meet, directly or by way of others."""
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, flat in enumerate(across):
        for j, upright in enumerate(down):
            crosses = flat.low - _TOUCH <= upright.at <= flat.high + _TOUCH
            if crosses and upright.low - _TOUCH <= flat.at <= upright.high + _TOUCH:
                parent[root(len(across) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at in range(len(parent)):
        group = groups.setdefault(root(at), ([], []))
        if at < len(across):
            group[0].append(across[at])
        else:
            group[1].append(down[at - len(across)])
    return [group for group in groups.values() if group[0] and group[1]]


def _positions(values: Sequence[float]) -> list[float]:
    """Distinct positions in order; those of a double line taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _MIN_CELL:
            found.append(value)
    return found


def _widened(edges: list[float], crossing: Sequence[Rule]) -> list[float]:
    """The edges with those added to which the crossing rules reach beyond them."""
    low, high = min(rule.low for rule in crossing), max(rule.high for rule in crossing)
    before = [low] if edges[0] - low > _OPEN_SIDE else []
    after = [high] if high - edges[-1] > _OPEN_SIDE else []
    return [*before, *edges, *after]


def _missing_rules(xs: list[float], ys: list[float], words: Sequence[Word]) -> list[Rule]:
    """Rules to be thought of between rows that have none: where a log rules its columns only.

    Between two rules the first column then holds several keys of one make (figures in them), one under the other, and
    another column but the last has as many lines, level with them.
    """
    found: list[Rule] = []
    held = _held(xs, ys, words)
    columns = len(xs) - 1
    for band in range(len(ys) - 1):
        first = held.get(band * columns, ())
        if len({round(word.y) for word in first}) < 2:
            continue  # one line
        keys = lines_of(first)
        if len(keys) < 2 or len({shape_of(line.text) for line in keys}) > 1 or not shape_of(keys[0].text).count("9"):
            continue
        for column in range(1, columns - 1):
            other = lines_of(held.get(band * columns + column, ()))
            if len(other) == len(keys) and all(abs(a.y - b.y) < 2 for a, b in zip(keys, other, strict=True)):
                found.extend(Rule(line.y - 0.95 * line.size, xs[0], xs[-1]) for line in keys[1:])
                break
    return found


def _held(xs: Sequence[float], ys: Sequence[float], words: Iterable[Word]) -> dict[int, list[Word]]:
    """The words of each slot of a grid, slots counted row by row."""
    held: dict[int, list[Word]] = {}
    columns = len(xs) - 1
    for word in words:
        column, band = _slot(xs, (word.x0 + word.x1) / 2), _slot(ys, word.y - 0.3 * word.size)
        if column is not None and band is not None:
            held.setdefault(band * columns + column, []).append(word)
    return held


def _fill(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule], words: Sequence[Word]) -> Grid:
    columns, bands = len(xs) - 1, len(ys) - 1
    owner = _merged(xs, ys, across, down)
    held: dict[int, list[Word]] = {}
    for slot, inside in _held(xs, ys, words).items():
        held.setdefault(owner[slot], []).extend(inside)
    texts = {cell: run_together([line.text for line in lines_of(inside)]) for cell, inside in held.items()}
    rows: list[GridRow] = []
    for band in range(bands):
        owners = owner[band * columns : (band + 1) * columns]
        cells = [""] * columns
        for column, cell in enumerate(owners):
            if owners.index(cell) != column:
                continue  # counted at its left end
            first_band = cell // columns
            if first_band == band or len(texts.get(cell, "")) <= _REPEATED:
                cells[column] = texts.get(cell, "")
        own = [word for cell in set(owners) if cell // columns == band for word in held.get(cell, [])]
        spans = columns > 1 and len(set(owners)) == 1
        rows.append(GridRow(cells, spans, bool(own) and all(w.bold for w in own), ys[band], ys[band + 1]))
    sizes = sorted(word.size for inside in held.values() for word in inside)
    return Grid(tuple(xs), rows, ys[0], ys[-1], sizes[len(sizes) // 2] if sizes else 0.0)


def _merged(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> list[int]:
    """For each slot of the grid (row by row) the first slot of the cell that it is part of."""
    columns, bands = len(xs) - 1, len(ys) - 1
    walls = [[_covered(down, xs[c], ys[b], ys[b + 1]) for c in range(1, columns)] for b in range(bands)]
    floors = [[_covered(across, ys[b], xs[c], xs[c + 1]) for c in range(columns)] for b in range(1, bands)]
    owner = list(range(columns * bands))
    for band in range(bands):
        for column in range(columns):
            at = band * columns + column
            if column and not walls[band][column - 1]:
                owner[at] = owner[at - 1]
            elif band and not floors[band - 1][column]:
                owner[at] = owner[at - columns]
    return owner


def _covered(rules: Sequence[Rule], at: float, low: float, high: float) -> bool:
    """Whether a rule at `at` runs along the middle of low..high."""
    middle = (low + high) / 2
    return any(abs(rule.at - at) <= _MIN_CELL and rule.low <= middle <= rule.high for rule in rules)


def _slot(edges: Sequence[float], value: float) -> int | None:
    if not edges[0] - 1 <= value <= edges[-1] + 1:
        return None
    return min(max(bisect.bisect_right(edges, value) - 1, 0), len(edges) - 2)
