"""From a paper's text to the parts that are typeset: its blocks in their roles, every word with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from caseclock.extractor.exports.bundling.records import record_of, table_of
from caseclock.extractor.exports.bundling.words import Line, lines_of
from caseclock.models.text import Block, Role, Text

MOST_CHARACTERS = 2_000_000  # of a paper that are typeset: some 700 pages
_PART = 12_000  # characters after which a block without end is broken
_SET = 150_000  # characters that are typeset at a time
_TABLE_ROWS = 400  # rows after which a table is begun anew
_DEEPEST = 6  # levels of quoting that are shown
_SIGN = re.compile(r"[\W_]")

Part = dict[str, Any]


def portions(text: Text, notes: Sequence[str]) -> list[list[Part]]:
    """The paper in portions to be typeset one after another, `notes` at the top of the first.

    Only the first MOST_CHARACTERS are typeset. Each portion begins a page.
    """
    done: list[list[Part]] = [[{"type": "note", "depth": 0, "text": note} for note in notes]]
    size = 0
    for part, characters in _parts(text):
        if size and size + characters > _SET:
            done.append([])
            size = 0
        done[-1].append(part)
        size += characters
    return done


def _parts(text: Text) -> Iterator[tuple[Part, int]]:
    """The parts with their sizes in characters."""
    depths = [min(message.depth, _DEEPEST) for message in text.messages]
    message = 0
    for _, blocks in groupby(_all_of(text), key=lambda block: (_table(block), block.message)):
        stretch = list(blocks)
        depth = depths[stretch[0].message] if stretch[0].message < len(depths) else 0
        if stretch[0].message != message:
            message = stretch[0].message
            if depth:
                yield {"type": "quote", "depth": depth, "text": "Quoted message"}, 0
        if _table(stretch[0]) is None:
            for block in stretch:
                yield from _lines(text, block, depth)
            continue
        for at in range(0, len(stretch), _TABLE_ROWS):
            yield from _rows(text, stretch[at : at + _TABLE_ROWS], depth)


def _table(block: Block) -> int | None:
    return block.table if block.role in (Role.ROW, Role.HEADER) else None


def _rows(text: Text, blocks: Sequence[Block], depth: int) -> Iterator[tuple[Part, int]]:
    table = table_of(text, blocks)
    if table is None:
        for block in blocks:
            for lines in _broken(record_of(text, block)):
                yield {"type": "record", "depth": depth, "lines": lines}, _size(lines)
    else:
        yield {**table, "depth": depth}, blocks[-1].end - blocks[0].start


def _lines(text: Text, block: Block, depth: int) -> Iterator[tuple[Part, int]]:
    lines = lines_of(text.text, block.start, block.end)
    for number, some in enumerate(_broken(lines)):
        sign = _sign(text, block) if number == 0 else ""
        part = {"type": block.role.value, "depth": depth, "level": min(block.level, _DEEPEST), "sign": sign}
        yield {**part, "lines": some}, _size(some)


def _size(lines: list[Line]) -> int:
    return sum(len(word) + 1 for line in lines for _, word in line)


def _sign(text: Text, block: Block) -> str:
    """What stands before a list item and is no part of its words."""
    if block.role is not Role.ITEM:
        return ""
    words = text.text[block.start : block.end].lstrip("([ ")
    if block.number:
        return "" if words.startswith(block.number.strip("()[] .")) else f"{block.number} "
    return "" if _SIGN.match(words) else "• "


def _broken(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines, in pieces where they are too long to be set as one."""
    some: list[Line] = []
    size = 0
    for line in lines:
        for at in range(0, len(line), 2000):
            words = line[at : at + 2000]
            if some and size > _PART:
                yield some
                some, size = [], 0
            some.append(words)
            size += sum(len(word) + 1 for _, word in words)
    if some:
        yield some


def _all_of(text: Text) -> Iterator[Block]:
    """The blocks in order, and as paragraphs what stands between them; to MOST_CHARACTERS."""
    at = 0
    for block in text.blocks:
        if block.start >= MOST_CHARACTERS:
            return
        if block.end <= at:
            continue
        if text.text[at : block.start].strip():
            yield Block(Role.PARAGRAPH, at, block.start, message=block.message)
        yield block if block.end <= MOST_CHARACTERS else replace(block, end=MOST_CHARACTERS)
        at = max(at, block.end)
    rest = min(len(text.text), MOST_CHARACTERS)
    if text.text[at:rest].strip():
        yield Block(Role.PARAGRAPH, at, rest)
