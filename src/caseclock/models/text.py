"""What was read of a paper: its text, how it is laid out, and what is wrong with it.

Plain data classes: readers run in processes of their own, which need nothing else of the models.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What part a block plays in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a numbered or bulleted list item
    ROW = "row"  # a table row under its headings, or one record of a log
    HEADER = "header"  # header lines of an email; running headers and footers of pages
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row. `start`/`end` count characters in the document text (of the cell's first piece)."""

    header: str  # the heading above it, "" where there is none
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document's text with its role.

    `start` and `end` count characters in the document's text; blocks stand in reading order and do not overlap.
    `number` is the item's number as written ("3", "4.1", "b"), `level` its depth (0 outermost).
    `cells` and `table` (a number of the table within the document) are for rows. `message` is the index of the
    message (in `Text.messages`) that the block belongs to: 0 is the document itself, others are quoted in it.
    """

    role: Role
    start: int
    end: int
    page: int | None = None
    number: str | None = None
    level: int = 0
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    message: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the document's text: its number from 1 and where its text came from.

    For a page read by OCR `confidence` is the mean of its words (0 to 1) and `words` are their places.
    """

    number: int
    start: int
    end: int
    origin: str = "printed"  # printed | ocr | cell | body
    confidence: float = 1.0
    words: tuple["PlacedWord", ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """Where a word of the text stands on its page: `start`/`end` in the document's text, the box in points from the
    page's top left corner as it is read, and how sure OCR was of it (0 to 1)."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Message:
    """A message within a document's text: the document's own (index 0) or one quoted in it.

    `sent` is in the sender's local time. `header` is the span of the lines that introduce it.
    """

    start: int
    end: int
    sender: str = ""
    recipients: tuple[str, ...] = ()
    sent: datetime | None = None
    subject: str = ""
    message_id: str = ""
    depth: int = 0
    header: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A document's text with its layout. All offsets of the result count in `text`."""

    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a paper and what to do about it. Data, not an exception.

    A `notice` says how the paper was read (by OCR, with hidden rows, with tracked changes); nothing of it is missing.
    """

    stage: str  # intake | reader | language | ...
    text: str  # plain English, one sentence, ends with what to do
    page: int | None = None
    fatal: bool = False  # nothing of the paper could be read
    notice: bool = False
