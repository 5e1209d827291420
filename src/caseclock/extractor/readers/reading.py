"""What a reader gives back, and how it refuses."""

from dataclasses import dataclass

from caseclock.models.text import Problem, Text


@dataclass(frozen=True, slots=True)
class Child:
    """A file found inside another: an attachment, an attached message, a member of an archive."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one file with its layout. `page_count` is None for formats without pages.

    `pictured` are the numbers of the pages that are pictures of writing and were given without what OCR reads in them:
    the reader is to be asked again, with their scans.
    """

    media_type: str
    text: Text
    page_count: int | None = None
    children: tuple[Child, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str = ""  # a title from the file's own properties, never trusted alone
    pictured: tuple[int, ...] = ()


class UnreadableError(Exception):
    """Nothing of the file could be read. The message says in one plain sentence what is wrong and what to do."""
