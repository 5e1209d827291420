"""A page's body into pieces in reading order: ruled tables, tables without rules, and the running text between them."""

from collections.abc import Callable, Sequence

from caseclock.extractor.readers.pdf.columns import Found, Row, find_heading, read_rows
from caseclock.extractor.readers.pdf.flow import Manner, manner_of, read_flow
from caseclock.extractor.readers.pdf.furniture import SortedPage
from caseclock.extractor.readers.pdf.grid import Grid, grids_of
from caseclock.extractor.readers.pdf.lines import Line, lines_of
from caseclock.extractor.readers.pdf.page import PageContent, Word
from caseclock.extractor.readers.pdf.pieces import Piece, Table
from caseclock.extractor.readers.pdf.rules import Rule
from caseclock.extractor.readers.pdf.tables import read_grid
from caseclock.models.text import Role

GridFinder = Callable[[PageContent, Sequence[Word]], list[Grid]]
_LEAST_RULES = 3  # across and down: from these on a page seems to hold a grid
_MOST_BOXES = 2_000


def read_page(page: SortedPage, open_table: Table | None, find_hidden: GridFinder) -> list[Piece]:
    """The pieces of a page: headers, body, footers.

    `open_table` is the table with which the page before ended. `find_hidden` looks harder for a grid; it is asked only
    where rules suggest one that could not be made out.
    """
    content, number = page.content, page.content.number
    words = [word for line in page.body for word in line.words]
    grids = grids_of(content, words)
    if not grids and words and _hints_at_grid(content):
        grids = find_hidden(content, words)
    body: list[Piece] = []
    manner = manner_of(page.body)
    rest = lines_of(word for word in words if not any(grid.holds(word) for grid in grids)) if grids else page.body
    for grid in grids:
        above = [line for line in rest if line.y < grid.top + 1]
        rest = rest[len(above) :]
        body.extend(_read_lines(above, manner, number, content.across, open_table if not body else None))
        body.extend(read_grid(grid, open_table if not body else None, number))
    body.extend(_read_lines(rest, manner, number, content.across, open_table if not body else None))
    headers = [Piece(Role.HEADER, number, lines=[line.text], furniture=True) for line in page.top]
    footers = [Piece(Role.HEADER, number, lines=[line.text], furniture=True, foot=True) for line in page.bottom]
    if content.aside:
        footers.append(Piece(Role.HEADER, number, lines=[" ".join(content.aside)], furniture=True, foot=True))
    return [*headers, *body, *footers]


def _hints_at_grid(content: PageContent) -> bool:
    """Whether rules or filled boxes suggest a grid that was not found. A drawing is none."""
    if content.crowded or len(content.boxes) > _MOST_BOXES:
        return False
    ruled = len(content.across) >= _LEAST_RULES and len(content.down) >= _LEAST_RULES
    lefts, tops = {round(x) for x, _ in content.boxes}, {round(y) for _, y in content.boxes}
    return ruled or (len(lefts) >= _LEAST_RULES and len(tops) >= _LEAST_RULES)


def _read_lines(
    lines: Sequence[Line], manner: Manner, page: int, rules: Sequence[Rule], open_table: Table | None
) -> list[Piece]:
    """Running text with the tables without rules that stand in it."""
    pieces: list[Piece] = []
    at = flow_from = 0
    if open_table is not None and not open_table.ruled and lines:
        found = read_rows(open_table, lines, 0, rules)
        pieces.extend(_row_pieces(found, page))
        at = flow_from = found.end
    while at < len(lines):
        heading = find_heading(lines, at)
        if heading is None:
            at += 1
            continue
        table, below = heading
        above = at - 1 if at > flow_from and table.two_storeys else at
        pieces.extend(read_flow(lines[flow_from:above], manner, page))
        pieces.append(Piece(Role.HEADER, page, cells=list(table.headers), table=table))
        found = read_rows(table, lines, below, rules)
        pieces.extend(_row_pieces(found, page))
        at = flow_from = max(found.end, below)
    pieces.extend(read_flow(lines[flow_from:], manner, page))
    return pieces


def _row_pieces(found: Found, page: int) -> list[Piece]:
    return [_row_piece(row, found.table, page) for row in found.rows]


def _row_piece(row: Row, table: Table, page: int) -> Piece:
    if row.band:
        return Piece(Role.HEADING, page, lines=[row.band], table=table)
    role = Role.HEADER if row.heads else Role.ROW
    return Piece(role, page, cells=row.texts(), table=table, goes_on=row.goes_on)
