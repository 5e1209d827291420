"""Rows and lists of a web page: cells that cover several rows or columns, headings, numbers, what is hidden."""

import re
from dataclasses import dataclass, field

from caseclock.extractor.readers.layout import is_heading_row
from caseclock.models.text import Cell, Role

SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_WIDEST = 100  # columns or rows that one cell may cover


@dataclass(slots=True)
class LineDraft:
    """One line to be: words, quote marks, and for rows the cells."""

    text: str
    quotes: int = 0
    role: Role | None = None
    number: str | None = None
    level: int = 0
    cells: list[str] = field(default_factory=list)
    table: int | None = None
    heads: bool = False  # a row of <th>


@dataclass(slots=True)
class HtmlList:
    ordered: bool
    count: int = 0
    style: str = "decimal"


@dataclass(slots=True)
class HtmlTable:
    number: int
    row: list[str] | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)  # columns and rows that each cell of the row covers
    down: dict[int, tuple[int, str]] = field(default_factory=dict)  # column -> rows still covered from above, the text
    nested: bool = False
    heads: bool = False
    rows: list[LineDraft] = field(default_factory=list)


def is_hidden(attrs: dict[str, str | None]) -> bool:
    """Whether an element is set not to be shown."""
    return "hidden" in attrs or bool(_HIDDEN.search(attrs.get("style") or ""))


def whole(written: str | None, otherwise: int) -> int:
    """An attribute that is a whole number."""
    text = (written or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else otherwise


def span(written: str | None) -> int:
    """How many rows or columns a cell covers."""
    return min(max(whole(written, 1), 1), _WIDEST)


def placed(table: HtmlTable) -> list[str]:
    """The cells of the row under way by column: one that covers several columns stands in the first of them, one that
    covers several rows stands in each."""
    cells: list[str] = []
    left, table.down = table.down, {}
    for text, (columns, rows) in zip(table.row or [], table.spans, strict=False):
        _take_from_above(cells, left, table)
        if rows > 1:
            table.down[len(cells)] = rows - 1, text
        cells += [text] + [""] * (columns - 1)
    if cells:
        _take_from_above(cells, left, table)
    return cells


def _take_from_above(cells: list[str], left: dict[int, tuple[int, str]], table: HtmlTable) -> None:
    while (above := left.pop(len(cells), None)) is not None:
        rows, text = above
        if rows > 1:
            table.down[len(cells)] = rows - 1, text
        cells.append(text)


def headings_of_tables(drafts: list[LineDraft]) -> dict[int, list[str]]:
    """The heading cells of every table: a first row of <th>, or a first row that reads like headings of the others."""
    rows: dict[int, list[LineDraft]] = {}
    for draft in drafts:
        if draft.table is not None:
            rows.setdefault(draft.table, []).append(draft)
    result: dict[int, list[str]] = {}
    for number, (first, *others) in rows.items():
        texts = [SPACE.sub(" ", cell).strip() for cell in first.cells]
        below = [dict(enumerate(other.cells)) for other in others]
        result[number] = texts if first.heads or is_heading_row(dict(enumerate(texts)), below) else []
    return result


def tell_heading_rows(drafts: list[LineDraft], headings: dict[int, list[str]]) -> None:
    """A row of headings (also one repeated) is no record."""
    for draft in drafts:
        own = headings.get(draft.table or 0)
        if own and [SPACE.sub(" ", cell).strip() for cell in draft.cells] == own:
            draft.role = Role.HEADER


def row_text(draft: LineDraft, at: int, headings: list[str]) -> tuple[str, tuple[Cell, ...]]:
    """A row as one line with its cells, whose places count from `at`."""
    text = ""
    cells: list[Cell] = []
    for column, written in enumerate(draft.cells):
        words = SPACE.sub(" ", written).strip()
        if not words:
            continue
        if text:
            text += " | "
        header = headings[column] if column < len(headings) and headings != [words] else ""
        cells.append(Cell("" if header == words else header, at + len(text), at + len(text) + len(words), words))
        text += words
    return text, tuple(cells)
