"""The words of a paper as a page shows them, a passage marked: paragraphs, tables, messages with what they quote.

Nothing is shown twice and nothing between the first and the last shown character is lost, other than what stands
between blocks and cells to part them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from caseclock.api.pages.papers.source_headers import Headers, header_lines, is_of_message, quoted_words
from caseclock.api.pages.papers.source_pieces import Cutter, Piece
from caseclock.api.pages.papers.source_tables import Table, table_of
from caseclock.models.document import Paper
from caseclock.models.text import Block, Message, Role, Text

_NEAR = 15  # blocks (rows, paragraphs) that are shown before a passage, and after it
_WHOLE_MAIL = 40_000  # characters up to which a message is shown whole
_STRETCH = 20_000  # characters of a long paper that one page shows
_MOST_BLOCKS = 300

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """A heading, paragraph, signature or running line. `level` is the depth of a heading or item, 0 outermost."""

    kind: ClassVar[str] = "words"
    role: str
    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Numbered or bulleted items in a row; their numbers stand in their words."""

    kind: ClassVar[str] = "list"
    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message that is quoted in this one: whose and of when; `marked` if the passage stands in it."""

    kind: ClassVar[str] = "quoted"
    told: str
    marked: bool
    parts: tuple["Part", ...]


Part = Words | Listing | Table | Headers | Quoted


@dataclass(frozen=True, slots=True)
class SourceView:
    """What is shown: the characters from `first` to `last` of a text that has `length`; the first that is marked."""

    parts: tuple[Part, ...]
    first: int
    last: int
    length: int
    mark: int | None

    @property
    def is_whole(self) -> bool:
        """Is that all of the paper?"""
        return self.first == 0 and self.last == self.length


def source_view(paper: Paper, start: int, end: int, within: Span | None = None) -> SourceView:
    """The words of the paper with the passage from `start` to `end` marked (none if they are equal).

    `within` is the stretch of the text that is shown; without it, what stands near the passage.
    """
    text = paper.text
    first, last = within or _near(paper, start, end)
    cutter = Cutter(text.text, start, end)
    blocks = list(_blocks(text, first, last))
    parts = tuple(_with_quotes(text, blocks, cutter))
    return SourceView(parts, first, last, len(text.text), cutter.first_mark)


def stretches(text: Text) -> tuple[Span, ...]:
    """A long text in parts, one to a page, cut between blocks; at least one."""
    found: list[Span] = []
    first, blocks = 0, 0
    for block in text.blocks:
        blocks += 1
        if block.start > first and (block.end - first > _STRETCH or blocks > _MOST_BLOCKS):
            found.append((first, block.start))
            first, blocks = block.start, 1
    return (*found, (first, len(text.text)))


def stretch_at(spans: Sequence[Span], place: int) -> int:
    """The number, from 0, of the stretch that a character stands in."""
    return next((number for number, (_, last) in enumerate(spans) if place < last), len(spans) - 1)


def _near(paper: Paper, start: int, end: int) -> Span:
    text = paper.text
    length = len(text.text)
    if any(message.header for message in text.messages) and length <= _WHOLE_MAIL:
        return 0, length
    blocks = text.blocks
    touched = [index for index, block in enumerate(blocks) if block.start < end and start < block.end]
    if not touched:
        return max(0, start - _STRETCH // 20), min(length, end + _STRETCH // 20)
    low, high = touched[0] - _NEAR, touched[-1] + _NEAR
    first = blocks[low].start if low > 0 else 0
    last = blocks[high].end if high < len(blocks) - 1 else length
    return min(first, start), max(last, end)


def _blocks(text: Text, first: int, last: int) -> Iterator[Block]:
    """The blocks of a stretch, cut at its ends; what stands between blocks and holds words is a paragraph."""
    at, message = first, 0
    for block in text.blocks:
        if block.end <= first or block.start >= last:
            continue
        yield from _between(text.text, at, min(block.start, last), message)
        start, end = max(block.start, at), min(block.end, last)
        if start < end:
            yield Block(
                block.role, start, end, block.page, block.number, block.level, block.cells, block.table, block.message
            )
            at, message = end, block.message
    yield from _between(text.text, at, last, message)


def _between(text: str, start: int, end: int, message: int) -> Iterator[Block]:
    words = text[start:end]
    if words.strip():
        yield Block(
            Role.PARAGRAPH,
            start + len(words) - len(words.lstrip()),
            start + len(words.rstrip()),
            message=message,
        )


def _with_quotes(text: Text, blocks: Sequence[Block], cutter: Cutter) -> Iterator[Part]:
    """The parts; each stretch of another message is folded into one of its own."""
    for number, run in groupby(blocks, key=lambda block: block.message):
        some = list(run)
        parts = tuple(_parts(text, some, cutter))
        if number == 0:
            yield from parts
        else:
            marked = any(cutter.is_marked(block.start, block.end) for block in some)
            yield Quoted(quoted_words(_message(text, number)), marked, parts)


def _message(text: Text, number: int) -> Message | None:
    return text.messages[number] if number < len(text.messages) else None


def _parts(text: Text, blocks: Sequence[Block], cutter: Cutter) -> Iterator[Part]:
    for key, run in groupby(blocks, key=lambda block: (block.table, _sort(text, block))):
        some = list(run)
        if key[1] == "table":
            yield table_of(text, some, cutter)
        elif key[1] == "list":
            yield Listing(tuple(_words(block, cutter) for block in some))
        else:
            for block in some:
                lines = header_lines(cutter, block) if is_of_message(text, block) else None
                yield lines or _words(block, cutter)


def _sort(text: Text, block: Block) -> str:
    """What goes together: rows of a table, items of a list."""
    if block.role is Role.ROW or (block.role is Role.HEADER and block.table is not None):
        return "table"
    return "list" if block.role is Role.ITEM else "words"


def _words(block: Block, cutter: Cutter) -> Words:
    return Words(block.role.value, block.level, cutter.pieces(block.start, block.end))
