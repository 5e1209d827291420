"""Tables without rules: columns parted by white space under a line of headings."""

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from caseclock.extractor.readers.layout import is_heading_row
from caseclock.extractor.readers.pdf.lines import Chunk, Line, run_together, shape_of
from caseclock.extractor.readers.pdf.page import Word
from caseclock.extractor.readers.pdf.pieces import Table
from caseclock.extractor.readers.pdf.rules import Rule

_LOOK_DOWN = 40  # lines below a heading line that settle where its columns are
_MAX_HEADING = 32  # letters of one heading
_ALIGNED = 3.0  # points
_APART = 1.25  # times the step within a row that rows stand apart, where they do
_KEY_STEP = 1.9  # letter sizes: a key's second line stands no further below its first
_SPACE = 0.7  # of the letter size: no ordinary space is wider
_ORNAMENT = re.compile(r"^[\s\-=_*.·~—–]+$")
_DATED = re.compile(r"^(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\b)")
_TIMED = re.compile(r"^\d{1,2}[:.]\d{2}\b|^\d{4}(?:\s?hrs)?$")


@dataclass
class Row:
    """A row: the lines of each column; `heads` marks headings, `band` a line across the whole table."""

    cells: list[list[str]]
    heads: bool = False
    band: str = ""
    goes_on: bool = False  # no row of this page begins it

    def texts(self) -> list[str]:
        """The text of each column, its lines joined."""
        return [run_together(lines) for lines in self.cells]


@dataclass
class Found:
    """A table found in the lines `begin`..`end` of a page."""

    table: Table
    begin: int
    end: int
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Columns:
    """Where columns begin (`starts`), and where what stands in them is aligned (`aligned`), in points."""

    starts: tuple[float, ...]
    aligned: tuple[float, ...]

    def split(self, line: Line) -> tuple[list[str], bool]:
        """The text of each column of a line, and whether any of it runs over into the next column."""
        held: list[list[Word]] = [[] for _ in self.starts]
        runs_over, column = False, 0
        before: Word | None = None
        for word in line.words:
            here = self._column(word)
            if before is not None and here > column:
                follows = word.x0 - before.x1 <= _SPACE * word.size
                if follows and abs(word.x0 - self.aligned[here]) > _ALIGNED:
                    here, runs_over = column, True
            column = max(column, here)
            held[column].append(word)
            before = word
        return [" ".join(word.text for word in words) for words in held], runs_over

    def _column(self, word: Word) -> int:
        column = 0
        for index, start in enumerate(self.starts[1:], 1):
            if word.x0 >= start - 0.5:
                column = index
        return column


def columns_of(table: Table) -> Columns:
    """The columns of a table found before."""
    half = len(table.headers)
    return Columns(table.edges[:half], table.edges[half : 2 * half])


def is_ornament(line: Line) -> bool:
    """Whether it is a drawn line made of letters (-----, =====)."""
    return bool(_ORNAMENT.match(line.text))


def find_heading(lines: Sequence[Line], at: int) -> tuple[Table, int] | None:
    """The table whose heading line is `lines[at]`, and the index of the first line below its headings."""
    chunks = lines[at].chunks
    if len(chunks) < 2 or not all(_may_head(chunk.text) for chunk in chunks):
        return None
    below, headers = at + 1, [[chunk.text] for chunk in chunks]
    if below < len(lines) and len(lines[below].chunks) > len(chunks) and _stands_on(lines[at], lines[below]):
        return None  # the fuller line below is the one to go by
    while below < len(lines) and _continues_heading(lines[at], lines[below - 1], lines[below]):
        for chunk in lines[below].chunks if not is_ornament(lines[below]) else ():
            headers[_nearest(chunks, chunk)].append(chunk.text)
        below += 1
    two_storeys = (
        bool(at) and lines[at].bold and len(lines[at - 1].chunks) >= 2 and _stands_on(lines[at - 1], lines[at])
    )
    if two_storeys:
        for chunk in lines[at - 1].chunks:
            headers[_nearest(chunks, chunk)].insert(0, chunk.text)
    body = [line for line in lines[below : below + _LOOK_DOWN] if not is_ornament(line)]
    columns = _settle_columns(chunks, body)
    names = [run_together(parts) for parts in headers]
    if columns is None or not _is_borne_out(names, columns, body):
        return None
    size = statistics.median(line.size for line in body)
    table = Table((*columns.starts, *columns.aligned), tuple(names), ruled=False, size=size, two_storeys=two_storeys)
    table.key = shape_of(columns.split(next(line for line in body if columns.split(line)[0][0]))[0][0])
    return table, below


def _may_head(text: str) -> bool:
    if len(text) > _MAX_HEADING or len(text.split()) > 4 or text.endswith((":", ",")):
        return False
    if text.endswith(".") and len(text.split()[-1]) > 5:  # "Ref." and "no." are headings, a sentence is none
        return False
    return any(char.isalpha() for char in text) and not any(char.isdigit() for char in text)


def _continues_heading(first: Line, before: Line, line: Line) -> bool:
    if is_ornament(line):
        return True
    near = line.y - before.y < 1.6 * first.size
    return first.bold and line.bold and near and all(_may_head(chunk.text) for chunk in line.chunks)


def _stands_on(upper: Line, lower: Line) -> bool:
    near = lower.y - upper.y < 1.6 * lower.size
    fits = all(
        any(
            abs(chunk.x0 - other.x0) < _ALIGNED or other.x0 <= (chunk.x0 + chunk.x1) / 2 <= other.x1
            for other in lower.chunks
        )
        for chunk in upper.chunks
    )
    return near and fits and upper.bold and all(_may_head(chunk.text) for chunk in upper.chunks)


def _nearest(chunks: Sequence[Chunk], chunk: Chunk) -> int:
    return min(range(len(chunks)), key=lambda at: abs(chunks[at].x0 - chunk.x0))


def _settle_columns(heads: Sequence[Chunk], body: Sequence[Line]) -> Columns | None:
    """Put the border before each heading where the fewest pieces of the rows below are cut by it."""
    full = [line for line in body if len(_fine_chunks(line)) >= max(2, round(0.6 * len(heads)))]
    if not full:
        return None
    pieces = [piece for line in full for piece in _fine_chunks(line)]
    starts, aligned = [min(heads[0].x0, *(line.x0 for line in full)) - 1.0], [heads[0].x0]
    for before, head in itertools.pairwise(heads):
        inside = [x0 for x0, _ in pieces if before.x0 + 2 < x0 < head.x1]
        candidates = sorted({head.x0 - 1.0, *(x0 - 1.0 for x0 in inside)})
        best = min(candidates, key=lambda x: (sum(1 for x0, x1 in pieces if x0 < x < x1), abs(x - head.x0 + 1.0), x))
        starts.append(best)
        near = [x0 for x0, _ in pieces if best - 0.5 <= x0 < head.x1 + _ALIGNED]
        aligned.append(statistics.mode(round(x0, 1) for x0 in near) if near else head.x0)
    return Columns(tuple(starts), tuple(aligned))


def _fine_chunks(line: Line) -> list[tuple[float, float]]:
    """Left and right edges of what stands apart by more than an ordinary space."""
    found: list[tuple[float, float]] = []
    for word in line.words:
        if found and word.x0 - found[-1][1] <= _SPACE * word.size:
            found[-1] = (found[-1][0], word.x1)
        else:
            found.append((word.x0, word.x1))
    return found


def _is_borne_out(names: list[str], columns: Columns, body: Sequence[Line]) -> bool:
    """Whether rows stand under the headings: a first one close below, and in columns what the headings say."""
    split = [columns.split(line) for line in body]
    needed = max(2, round(0.6 * len(names)))
    rows = [
        (cells, line)
        for (cells, runs_over), line in zip(split, body, strict=True)
        if cells[0] and not runs_over and sum(map(bool, cells)) >= needed
    ]
    if not rows or not any(cells is split[at][0] for cells, _ in rows for at in range(min(3, len(split)))):
        return False
    if len(names) == 2 and not all(re.search(r"\d", cells[0]) for cells, _ in rows):
        return False
    if len(names) == 2 and len(rows) < 2:
        return False
    following = [dict(enumerate(cells)) for cells, _ in rows]
    return is_heading_row(dict(enumerate(names)), following)


def read_rows(table: Table, lines: Sequence[Line], begin: int, rules: Sequence[Rule]) -> Found:
    """The rows of `table` from line `begin` on, as far as they go.

    `rules` are the page's rules across: where they part rows they settle what a row is, otherwise what stands in the
    first columns does, and the white space between rows.
    """
    columns = columns_of(table)
    end = _reach(table, columns, lines, begin)
    split = [columns.split(line)[0] for line in lines[begin:end]]
    starts = _row_starts(table, lines[begin:end], split, rules)
    found = Found(table, begin, end)
    for at, (line, cells) in enumerate(zip(lines[begin:end], split, strict=True)):
        if is_ornament(line):
            continue
        if table.heads(cells):
            found.rows.append(Row([[cell] for cell in cells], heads=True))
        elif _is_band(columns, line):
            found.rows.append(Row([], band=line.text))
        elif at in starts or not found.rows or found.rows[-1].heads or found.rows[-1].band:
            found.rows.append(Row([[cell] if cell else [] for cell in cells], goes_on=at not in starts))
        else:
            for lines_so_far, cell in zip(found.rows[-1].cells, cells, strict=True):
                if cell:
                    lines_so_far.append(cell)
    return found


def _reach(table: Table, columns: Columns, lines: Sequence[Line], begin: int) -> int:
    """The index after the last line of the table."""
    at = begin
    above: list[str] | None = None
    while at < len(lines):
        line = lines[at]
        cells, runs_over = columns.split(line)
        if _is_band(columns, line):
            below = lines[at + 1 : at + 3]
            if not any(_is_row(table, columns.split(o)[0], None) and not _is_band(columns, o) for o in below):
                break
        elif not (is_ornament(line) or table.heads(cells) or (_is_row(table, cells, above) and not runs_over)):
            key_alone = bool(cells[0]) and not any(cells[1:])
            apart = at > begin and line.y - lines[at - 1].y > _KEY_STEP * table.size
            if not _fits(columns, line, cells) or (key_alone and apart):
                break
        above = cells
        at += 1
    return at


def _is_band(columns: Columns, line: Line) -> bool:
    """Whether a line begins at the table's left edge and runs across its columns with ordinary spaces only."""
    if abs(line.x0 - columns.aligned[0]) > _ALIGNED or len(line.chunks) != 1:
        return False
    crossed = [place for place, start in zip(columns.aligned[1:], columns.starts[1:], strict=True) if start < line.x1]
    met = [place for place in crossed if any(abs(word.x0 - place) <= 1 for word in line.words)]
    return len(met) < len(crossed)


def _fits(columns: Columns, line: Line, cells: list[str]) -> bool:
    """Whether the pieces of a line begin where columns do (a line within a cell)."""
    if cells[0] and not any(cells[1:]):
        return line.x1 <= columns.starts[1] + _ALIGNED
    for x0, _ in _fine_chunks(line):
        column = max(index for index, start in enumerate(columns.starts) if index == 0 or x0 >= start - 0.5)
        if x0 < columns.aligned[column] - _ALIGNED and column:
            return False
        if column == 0 and x0 < columns.starts[0] - _ALIGNED:
            return False
    return True


def _is_row(table: Table, cells: list[str], above: list[str] | None) -> bool:
    """Whether a line begins a row: its first column is filled like a key, or a date or time stands in the next ones.

    `above` is the line above: a time below a date in the same column belongs to that date.
    """
    if cells[0]:
        return shape_of(cells[0]) == table.key or any(cells[1:-1]) or bool(_DATED.match(cells[0]))
    for column, cell in enumerate(cells[1:-1], 1):
        if _DATED.match(cell) or (_TIMED.match(cell) and not (above and _DATED.match(above[column]))):
            return True
    return False


def _row_starts(table: Table, lines: Sequence[Line], split: list[list[str]], rules: Sequence[Rule]) -> set[int]:
    """The indexes of the lines with which rows begin."""
    keyed = {
        at
        for at, cells in enumerate(split)
        if _is_row(table, cells, split[at - 1] if at else None) and not _is_band(columns_of(table), lines[at])
    }
    parted = _parted_by_rules(lines, rules)
    if len(parted) >= 2 and len(parted) >= 0.6 * len(keyed):
        return _grouped(len(lines), keyed, parted)
    steps = {at: lines[at].y - lines[at - 1].y for at in range(1, len(lines))}
    table.row_gap = _row_gap(steps, keyed) or table.row_gap
    if table.row_gap is None:
        return keyed
    wide = {at for at, step in steps.items() if step > table.row_gap}
    sure = {at for at in keyed if at == 0 or at in wide}
    if len(sure) >= 0.7 * len(keyed):
        # rows stand apart: a narrow step inside one is a key that wraps, unless it looks like a key of its own
        return sure | {
            at for at in keyed - sure if split[at][0] and shape_of(split[at][0]) == table.key and any(split[at][1:-1])
        }
    return _grouped(len(lines), keyed, wide)


def _row_gap(steps: dict[int, float], keyed: set[int]) -> float | None:
    """The step in points from which on a line begins a row, if rows stand further apart than the lines within them.

    `steps` are the distances of the lines (but the first) from the one above.
    """
    inner = [step for at, step in steps.items() if at not in keyed]
    outer = [step for at, step in steps.items() if at in keyed]
    if inner and outer and statistics.median(outer) > _APART * statistics.median(inner):
        return (statistics.median(outer) + statistics.median(inner)) / 2
    # keys may stand beside the middle or the end of their entry: then white space alone tells, one key in each group
    values = sorted(steps.values())
    jumps = [(b / a, (a + b) / 2) for a, b in itertools.pairwise(values) if a > 0]
    ratio, gap = max(jumps, default=(0.0, 0.0))
    edges = [0, *(at for at, step in steps.items() if step > gap), len(steps) + 1]
    keys = [sum(1 for at in keyed if low <= at < high) for low, high in itertools.pairwise(edges)]
    return gap if ratio > _APART and keys.count(1) >= 0.8 * len(keys) else None


def _parted_by_rules(lines: Sequence[Line], rules: Sequence[Rule]) -> set[int]:
    """The indexes of lines with a rule between them and the line before."""
    if not lines:
        return set()
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    across = [rule.at for rule in rules if min(rule.high, right) - max(rule.low, left) > 0.5 * (right - left)]
    return {at for at in range(1, len(lines)) if any(lines[at - 1].y < y < lines[at].y for y in across)}


def _grouped(count: int, keyed: set[int], parted: set[int]) -> set[int]:
    """Rows begin where groups of lines do (their key may stand in the middle); a group with two keys is two rows."""
    edges = sorted({0, *parted, count})
    starts: set[int] = set()
    for low, high in itertools.pairwise(edges):
        keys = [at for at in range(low, high) if at in keyed]
        if keys:
            starts.add(low)
            starts.update(keys[1:])
    return starts
