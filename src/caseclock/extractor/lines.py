"""Lines of a text with their places: what the splitter of threads and the layout of plain text work on."""

import re
from dataclasses import dataclass

from caseclock.models.text import Cell, Role

_BREAK = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029]")
# ">" marks in front of a quoted line, also "> > >" and "|" of old programs before another ">".
_MARKS = re.compile(r"[ \t]*((?:>[ \t\u00a0]?)+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader already knows of a line (HTML says what is a heading, an item, a table row)."""

    role: Role
    number: str | None = None
    level: int = 0
    cells: tuple[Cell, ...] = ()
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `start` and `end` count characters of the whole text and leave out quote marks and the line break.

    `text` is text[start:end]; `quotes` says how many quote marks stood in front of it.
    """

    start: int
    end: int
    text: str
    quotes: int = 0
    mark: Mark | None = None

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Columns of white space in front, a tab reaching to the next multiple of eight."""
        lead = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(lead.expandtabs())

    @property
    def first(self) -> int:
        """Place of the first character that is not white space."""
        return self.start + len(self.text) - len(self.text.lstrip())

    @property
    def last(self) -> int:
        """Place behind the last character that is not white space."""
        return self.start + len(self.text.rstrip())


def lines_of(text: str, *, marks: bool = False) -> list[Line]:
    """The lines of a text as it stands. With `marks`, ">" marks are counted and left out of the lines."""
    result: list[Line] = []
    at = 0
    while at <= len(text):
        broken = _BREAK.search(text, at)
        end = broken.start() if broken else len(text)
        start, quotes = at, 0
        if marks:
            found = _MARKS.match(text, at, end)
            if found:
                start, quotes = found.end(), found[1].count(">")
        result.append(Line(start, end, text[start:end], quotes))
        if broken is None:
            break
        at = broken.end()
    return result


def unquoted(body: str, offset: int) -> tuple[str, list[Line]]:
    """The body without its ">" marks and with "\\n" as line break, and its lines.

    The places of the lines count from `offset`, where the returned text is to stand in the document.
    """
    pieces: list[str] = []
    result: list[Line] = []
    at = offset
    for line in lines_of(body, marks=True):
        text = line.text.rstrip()
        result.append(Line(at, at + len(text), text, line.quotes))
        pieces.append(text)
        at += len(text) + 1
    return "\n".join(pieces), result
