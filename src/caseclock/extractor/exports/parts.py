"""What a chronology document is made of, whatever writes it: headings, paragraphs and tables of paragraphs."""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a paragraph looks; each writer has one named style for each."""

    BODY = "body"
    NOTE = "note"
    ITEM = "item"  # a bulleted line
    PROMPT = "prompt"  # what a person is asked to write there


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words of one look.

    `to` names the anchor of a table row to jump to; `link` leads out of the document (`bundle.pdf#page=45`).
    """

    text: str
    strong: bool = False
    to: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    runs: tuple[Run, ...]
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading and its share of the table's width."""

    title: str
    share: float


@dataclass(frozen=True, slots=True)
class GridRow:
    """A table row: paragraphs by cell. A marked row is shaded; `anchor` is what links lead to."""

    cells: tuple[tuple[Para, ...], ...]
    marked: bool = False
    anchor: str | None = None

    @property
    def characters(self) -> int:
        """How much there is in its fullest cell: a row that may be taller than a page must be allowed to break."""
        return max((sum(len(run.text) for para in cell for run in para.runs) for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose first row, the headings, is repeated on every page."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]


Part = Heading | Para | Grid


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole document: title lines, running words for each page, the way the page lies, and parts.

    `header` stands at the head of each page, its first words left and the others right; `footer` at the foot, left of
    the number of the page.
    """

    title: str
    subtitle: str
    header: tuple[str, str]
    footer: str
    landscape: bool
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """What the document is called outside of it."""
        return " ".join(filter(None, [self.title, self.subtitle]))


def para(*words: str | Run, style: Style = Style.BODY) -> Para:
    """A paragraph of words; plain text becomes a run of ordinary look."""
    return Para(tuple(word if isinstance(word, Run) else Run(word) for word in words if word), style)


def cell(*lines: str) -> tuple[Para, ...]:
    """A table cell with one paragraph a line."""
    return tuple(para(line) for line in lines if line) or (Para(()),)
