"""Rows of a table or log, set as a table again."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from caseclock.extractor.exports.bundling.words import Line, lines_of, shown
from caseclock.models.text import Block, Role, Text

_ROOM = 470.0  # points across the page
_SIZES = (9.5, 8.5, 7.5)  # of letters, the largest with which all columns fit
_LETTER, _BESIDE = 0.56, 9.0  # mean width of a letter in its size, points of air beside the words of a cell
_LONGEST = 16  # characters of a word that are kept together
_MOST_WANTED = 60.0  # characters of its mean cell for which a column is given room
_WORD = re.compile(r"\S+")
_BAR = re.compile(r"\s+\|\s+")

_Key = tuple[str, int]  # the heading of a column, and how many of that heading stand before it
_Row = tuple[Block, dict[_Key, list[Line]] | None]  # None: its cells do not make up the row


def table_of(text: Text, blocks: Sequence[Block]) -> dict[str, Any] | None:
    """The blocks of one table as a part to be typeset; None if they make no table that could be read.

    Every letter of the rows is in it: a row whose cells do not make up all of it goes over the whole width.
    """
    head = blocks[0] if blocks[0].role is Role.HEADER else None
    rows: list[_Row] = [(block, _cells(text, block)) for block in blocks[1 if head else 0 :]]
    named = _columns(rows)
    titles = _titles(text, head) if head else []
    ours = [key for key, _ in titles]
    if ours and set(named) <= set(ours):
        named = ours
    fit = _fit(rows, named)
    if not named or fit is None:
        return None
    set_rows = [_row(text, block, cells, named) for block, cells in rows]
    title_row = [cell for _, cell in titles] if titles and named == ours else _headings(head, named, blocks[0].start)
    if head and title_row is None:
        set_rows.insert(0, _row(text, head, None, named))
    size, widths = fit
    return {"type": "table", "size": size, "columns": widths, "head": title_row, "rows": set_rows}


def record_of(text: Text, block: Block) -> list[Line]:
    """A row of a table too wide for the page as lines, each cell after its heading."""
    cells = _cells(text, block) if block.role is Role.ROW else None
    if cells is None:
        return lines_of(text.text, block.start, block.end)
    lines: list[Line] = []
    for (name, _), inside in cells.items():
        if inside:
            heading = [(inside[0][0][0], shown(f"{name}:"))] if name else []
            lines += [[*heading, *inside[0]], *inside[1:]]
    return lines


def _cells(text: Text, block: Block) -> dict[_Key, list[Line]] | None:
    """The cells of a row by their columns, if together they say what the row says."""
    whole = text.text[block.start : block.end]
    if not block.cells or _letters(whole) != _letters(" ".join(cell.text for cell in block.cells)):
        return None
    cells: dict[_Key, list[Line]] = {}
    at = block.start
    for cell in block.cells:
        lines: list[Line] = []
        for line in cell.text.splitlines():
            words: Line = []
            for word in _WORD.findall(line):
                found = text.text.find(word, at, block.end)
                place = found if found >= 0 else at
                at = place + (len(word) if found >= 0 else 0)
                if said := shown(word):
                    words.append((place, said))
            if words:
                lines.append(words)
        before = sum(1 for header, _ in cells if header == cell.header)
        cells[(cell.header, before)] = lines
    return cells


def _letters(words: str) -> str:
    return "".join(char for char in words if char.isalnum())


def _columns(rows: Sequence[_Row]) -> list[_Key]:
    """The columns in the order in which the rows have them; rows may lack some."""
    columns: list[_Key] = []
    for _, cells in rows:
        at = 0
        for key in cells or ():
            if key in columns:
                at = columns.index(key) + 1
            else:
                columns.insert(at, key)
                at += 1
    return columns


def _titles(text: Text, head: Block) -> list[tuple[_Key, list[Line]]]:
    """The columns as the row of headings names them, and the headings as they are set."""
    titles: list[tuple[_Key, list[Line]]] = []
    for start, end in _between_bars(text.text, head):
        name = text.text[start:end].strip()
        before = sum(1 for (title, _), _ in titles if title == name)
        titles.append(((name, before), lines_of(text.text, start, end)))
    return titles


def _between_bars(text: str, head: Block) -> Iterator[tuple[int, int]]:
    at = head.start
    for bar in _BAR.finditer(text, head.start, head.end):
        yield at, bar.start()
        at = bar.end()
    yield at, head.end


def _headings(head: Block | None, named: Sequence[_Key], start: int) -> list[list[Line]] | None:
    """Headings for columns whose names are known from the cells alone."""
    if head or not any(name for name, _ in named):
        return None
    return [[[(start, said)]] if (said := shown(name)) else [] for name, _ in named]


def _row(text: Text, block: Block, cells: dict[_Key, list[Line]] | None, named: Sequence[_Key]) -> dict[str, Any]:
    if cells is None:
        return {"whole": True, "cells": [lines_of(text.text, block.start, block.end)]}
    return {"whole": False, "cells": [cells.get(key, []) for key in named]}


def _fit(rows: Sequence[_Row], named: Sequence[_Key]) -> tuple[float, list[float]] | None:
    """The size of letters with which the columns fit beside each other, and their widths in points; None if they do
    not. Each has room for its longest word, and more the more stands in it."""
    longest, wanted = [], []
    for key in named:
        words = [[word for line in cells[key] for _, word in line] for _, cells in rows if cells and key in cells]
        title = key[0].split()
        longest.append(min(max([3, *map(len, title), *(len(word) for cell in words for word in cell)]), _LONGEST))
        lengths = [sum(len(word) + 1 for word in cell) for cell in words]
        wanted.append(min(max(sum(lengths) / max(len(lengths), 1), 1.0), _MOST_WANTED))
    for size in _SIZES:
        least = [letters * size * _LETTER + _BESIDE for letters in longest]
        left = _ROOM - sum(least)
        if left >= 0:
            more = [max(want - has, 0.5) for want, has in zip(wanted, longest, strict=True)]
            return size, [one + left * share / sum(more) for one, share in zip(least, more, strict=True)]
    return None
