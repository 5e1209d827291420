"""What the readers of office formats share: a draft of text with blocks, and what a row of headings looks like."""

import re
from collections.abc import Mapping, Sequence

from caseclock.models.text import Block, Cell, Role, Text

CELL_BREAK = " | "

_MAX_HEADING_CELL = 45
_TYPED_NUMBER = re.compile(
    r"(\d{1,3}[.)]|\(\d{1,3}\)|\(?[a-z]\)|\(?[ivx]{1,5}\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\t))\s+(?=\S)"
)
_HEADING_WORDS_TEXT = """
about action actions address agency amount anyone approx behaviour body by call caller category caused comment
comments complaint contact contacted cost crime date dates day description detail details disposal done due duration
effect end ended entry event finish from happened harassment house how id impact incident informant item job key
location log logged message method name names nature no note notes notified nuisance number occurred offence officer
on outcome owner party person persons phone place police posted postcode priority rating reason received recorded
ref reference remarks report reported reporter reporting respondent response result sent severity signature
signed source staff start started status street subject summary tel telephone tenant time times title to told type
update updated urn user victim what when where who whom why witness witnesses worker written
"""
_HEADING_WORDS = frozenset(_HEADING_WORDS_TEXT.split())
_WORD = re.compile(r"[A-Za-z]+")


# Characters of the symbol fonts that stand for ticks and boxes on forms.
_SYMBOLS = {
    0xF0FE: "☒", 0xF0FD: "☒", 0xF0FC: "✓", 0xF0FB: "✗", 0xF0A8: "☐", 0xF06F: "☐", 0xF071: "☐", 0xF0A3: "☐",
    0xF052: "☑", 0xF053: "☒", 0xF054: "☒", 0xF0B7: "•", 0xF0A7: "▪", 0xF0E0: "→", 0xF0D8: "➢",
}  # fmt: skip


def symbol(code: str) -> str:
    """The character that a symbol font shows for a code written in base 16 ("F0FE"), "" if it is not known."""
    return _SYMBOLS.get(int(code, 16) | 0xF000, "") if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else ""


class Draft:
    """Text that grows block by block; offsets of blocks and cells are kept as it grows."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    def _append(self, text: str) -> int:
        """Put a line break and `text`; return where `text` starts."""
        if self._parts:
            self._parts.append("\n")
            self._length += 1
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start

    def block(
        self, role: Role, text: str, *, number: str | None = None, level: int = 0, table: int | None = None
    ) -> None:
        """Add a block; nothing happens if the text is blank."""
        text = text.strip().translate(_SYMBOLS)
        if not text:
            return
        start = self._append(text)
        self._blocks.append(Block(role, start, start + len(text), number=number, level=level, table=table))

    def row(self, cells: Sequence[tuple[str, str]], table: int) -> None:
        """Add a row of (heading, text) cells as one block; blank cells are left out."""
        filled = [(heading, text.strip().translate(_SYMBOLS)) for heading, text in cells if text.strip()]
        if not filled:
            return
        start = self._append(CELL_BREAK.join(text for _, text in filled))
        placed: list[Cell] = []
        at = start
        for heading, text in filled:
            placed.append(Cell(heading, at, at + len(text), text))
            at += len(text) + len(CELL_BREAK)
        self._blocks.append(Block(Role.ROW, start, self._length, cells=tuple(placed), table=table))

    def finish(self) -> Text:
        """The text with its blocks."""
        return Text(text="".join(self._parts), blocks=tuple(self._blocks))


def write_paragraph(draft: Draft, text: str) -> None:
    """Add a paragraph; one that begins with a number typed by hand ("3.", "(b)") is an item with that number."""
    text = text.strip()
    if typed := _TYPED_NUMBER.match(text):
        number = typed[1].strip("().[]:- \t")
        draft.block(Role.ITEM, text, number=number, level=typed[1].rstrip(".").count("."))
    else:
        draft.block(Role.PARAGRAPH, text)


def is_heading_row(row: Mapping[int, str], following: Sequence[Mapping[int, str]]) -> bool:
    """Whether `row` (column -> text) names the columns of the rows that follow it.

    Headings are short, differ from each other, hold no figures of their own, cover the columns that the rows fill, and
    either are the words that such headings are made of or stand over cells of another make (dated, numbered, longer).
    """
    cells = {column: text.strip() for column, text in row.items() if text.strip()}
    if len(cells) < 2 or not following:
        return False
    texts = list(cells.values())
    if any(len(text) > _MAX_HEADING_CELL or any(char.isdigit() for char in text) for text in texts):
        return False
    if len({text.casefold() for text in texts}) < len(texts) or texts[0].endswith(":"):
        return False
    widths = sorted(len([text for text in other.values() if text.strip()]) for other in following)
    if len(cells) < widths[len(widths) // 2]:
        return False
    known = sum(1 for text in texts if _is_heading_word(text))
    if known >= max(2, 0.6 * len(texts)):
        return True
    contrasting = sum(1 for column, text in cells.items() if _contrasts(text, column, following))
    return len(texts) >= 3 and contrasting >= 2


def names_its_values(rows: Sequence[Mapping[int, str]]) -> bool:
    """Whether a table of two columns is a form: a label at the left of each value."""
    if any(len(row) > 2 for row in rows):
        return False
    labels = [row[min(row)].strip() for row in rows if len(row) == 2]
    if len(labels) < 2 or any(len(label) > _MAX_HEADING_CELL for label in labels):
        return False
    known = sum(1 for label in labels if label.endswith(":") or _is_heading_word(label))
    return known * 2 > len(labels)


def _is_heading_word(text: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    return any(word in _HEADING_WORDS for word in words)


def _contrasts(heading: str, column: int, following: Sequence[Mapping[int, str]]) -> bool:
    below = [text for other in following if (text := other.get(column, "").strip())]
    if not below:
        return False
    figures = sum(1 for text in below if any(char.isdigit() for char in text))
    longer = sum(1 for text in below if len(text) > max(20, 2 * len(heading)))
    return max(figures, longer) * 2 > len(below)
