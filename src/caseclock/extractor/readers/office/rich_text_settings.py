"""The settings of a rich text file while it is read: of the characters, the paragraph and the row under way."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field

from caseclock.extractor.readers.office.rich_text_words import CHARSETS, code_page


@dataclass(slots=True)
class Sink:
    """Where words go: the body, or a text of its own (a note, a page header)."""

    parts: list[str] = field(default_factory=list)
    plain: bool = False  # something in it is not bold

    def take(self) -> str:
        text = "".join(self.parts)
        self.parts.clear()
        self.plain = False
        return text


@dataclass(slots=True)
class Group:
    """The settings of a group, inherited by those within."""

    sink: Sink
    skip: bool = False
    starred: bool = False
    font: int | None = None
    unicode_skip: int = 1
    bold: bool = False
    struck: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    in_table: bool = False
    style: int = 0
    outline: int | None = None
    level: int = 0
    field_code: list[str] | None = None
    at_end: Callable[[], None] | None = None


class Settings(ABC):
    """Takes in the control words that set something. `_group` holds the settings in force."""

    def __init__(self) -> None:
        self._group = Group(Sink())
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._edges: list[tuple[int, bool, bool]] = []  # right edge, goes on from above, from the left
        self._merges = (False, False)
        self._row_left, self._row_marked = 0, False
        self._default: int | None = None  # font
        self._styles: Sink | None = None  # where names of styles go
        self._is_endnote = self._is_ticked = False

    @abstractmethod
    def _emit(self, text: str) -> None:
        """Add words where they go now."""

    def _style(self, number: int | None) -> None:
        self._group.style = number or 0
        if self._group.sink is self._styles:
            self._emit(f"\x01{number or 0}\x02")

    def _outline(self, number: int | None) -> None:
        self._group.outline = number if number is not None and 0 <= number < 9 else None

    def _list_level(self, number: int | None) -> None:
        self._group.level = min(max(number or 0, 0), 8)

    def _in_table(self, number: int | None) -> None:
        self._group.in_table = True

    def _plain_words(self, number: int | None) -> None:
        group = self._group
        group.bold = group.struck = group.hidden = group.deleted = group.inserted = False
        group.font = self._default

    def _bold(self, number: int | None) -> None:
        self._group.bold = number != 0

    def _strike(self, number: int | None) -> None:
        self._group.struck = number != 0

    def _hide(self, number: int | None) -> None:
        self._group.hidden = number != 0

    def _delete(self, number: int | None) -> None:
        self._group.deleted = number != 0

    def _insert(self, number: int | None) -> None:
        self._group.inserted = number != 0

    def _default_font(self, number: int | None) -> None:
        self._default = self._group.font = number

    def _font_charset(self, number: int | None) -> None:
        if self._group.font is not None and number in CHARSETS:
            self._fonts[self._group.font] = CHARSETS[number]

    def _new_row(self, number: int | None) -> None:
        self._edges, self._row_left, self._row_marked, self._merges = [], 0, False, (False, False)

    def _merge_below(self, number: int | None) -> None:
        self._merges = (True, self._merges[1])

    def _merge_beside(self, number: int | None) -> None:
        self._merges = (self._merges[0], True)

    def _mark_row(self, number: int | None) -> None:
        self._row_marked = True

    def _left_edge(self, number: int | None) -> None:
        self._row_left = number or 0

    def _edge(self, number: int | None) -> None:
        self._edges.append((number or 0, *self._merges))
        self._merges = (False, False)

    def _new_paragraph(self, number: int | None) -> None:
        self._group.in_table, self._group.style, self._group.outline, self._group.level = False, 0, None, 0

    def _at_end(self, number: int | None) -> None:
        self._is_endnote = True

    def _form_result(self, number: int | None) -> None:
        self._is_ticked = number == 1

    def _charset(self, word: str, number: int) -> None:
        if word == "ansicpg":
            self._page = code_page(number)
        elif word == "uc":
            self._group.unicode_skip = max(number, 0)
        elif word == "f":
            self._group.font = number
