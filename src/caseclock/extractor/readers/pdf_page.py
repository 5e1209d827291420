"""What stands on one PDF page: words with their places, ruled lines, pictures. PDFium is called here and in pdf.py only.

Coordinates are points from the top left corner of the page as its text is read (turned pages are turned back), y
downwards. PDFium is not safe to use from two threads at once: the sandbox runs readers in processes of their own.
"""

import ctypes
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from caseclock.extractor.readers.pdf_rules import Rule, Strokes

Place = Callable[[float, float], tuple[float, float]]  # a point of the file -> a point of the page as it is read

_HYPHENS = (0x02, 0xFFFE, 0xAD)  # PDFium's marks for a hyphen at a line end, and the soft hyphen
_SURROGATES = range(0xD800, 0xE000)
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_BOLD_WEIGHT = 600
_BOX_PER_SIZE = 1.15  # height of a letter's loose box to its size, near enough for most fonts


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its left and right edge, its baseline `y`, its letter size (points) and whether it is bold."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that the reader needs of a page; nothing of it refers to PDFium any more."""

    number: int
    width: float
    height: float
    words: list[Word]
    aside: list[str]  # words that do not run with the rest: watermarks, stamps up the margin
    across: list[Rule]
    down: list[Rule]
    boxes: list[tuple[float, float]]  # left top corners of filled boxes
    pictured: float  # share of the page that its largest picture covers
    objects: int  # anything drawn at all
    undecoded: int  # letters that the file gives no meaning for
    crowded: bool  # more strokes than were looked at


def content_of(pdf: pdfium.PdfDocument, index: int) -> PageContent:
    """Read page `index` (from 0). Raises pdfium.PdfiumError if the page is broken."""
    page = pdf[index]
    try:
        textpage = page.get_textpage()
        try:
            found = _find_words(textpage.raw)
        finally:
            textpage.close()
        heading, place, width, height = _turn(page, found)
        words = [word.placed(place) for word in found if word.heading in (heading, None)]
        aside = [word.text for word in found if word.heading not in (heading, None)]
        strokes = Strokes(place)
        strokes.walk(page.raw)
        return PageContent(
            number=index + 1,
            width=width,
            height=height,
            words=_without_doubles(words),
            aside=aside,
            across=strokes.across,
            down=strokes.down,
            boxes=strokes.boxes,
            pictured=strokes.pictured / max(width * height, 1.0),
            objects=strokes.objects,
            undecoded=sum(1 for word in found for char in word.text if _is_undecoded(char)),
            crowded=strokes.left <= 0,
        )
    finally:
        page.close()


@dataclass(slots=True)
class _Found:
    """A word in the file's own coordinates; `heading` is the way it runs: 0 right, 1 up, 2 left, 3 down, -1 askew."""

    text: str
    start: tuple[float, float]  # where the pen stood
    corners: tuple[float, float, float, float]  # left, bottom, right, top of its last letter
    bold: bool
    heading: int | None  # None for a single letter

    def placed(self, place: Place) -> Word:
        left, bottom, right, top = self.corners
        x0, y = place(*self.start)
        (xa, ya), (xb, yb) = place(left, bottom), place(right, top)
        return Word(self.text, x0, max(xa, xb, x0), y, max(abs(ya - yb) / _BOX_PER_SIZE, 1.0), self.bold)


def _find_words(textpage: Any) -> list[_Found]:
    """The words in the order of the file. Letters and places come from the same calls: nothing can drift apart."""
    count = raw.FPDFText_CountChars(textpage)
    codes = [raw.FPDFText_GetUnicode(textpage, at) for at in range(count)]
    finder = _Finder(textpage)
    found: list[_Found] = []
    begin: int | None = None
    for at, code in enumerate([*codes, 0x20]):
        blank = code not in _HYPHENS and (code <= 0x20 or chr(code).isspace() or code == 0x200B)
        if not blank and begin is None:
            begin = at
        elif blank and begin is not None:
            found.extend(finder.words(codes, begin, at))
            begin = None
    return found


class _Finder:
    """Looks up places and fonts of letters on one page."""

    def __init__(self, textpage: Any) -> None:
        self._page = textpage
        self._fonts: dict[int | None, bool] = {}
        self._numbers = [ctypes.c_double() for _ in range(4)]
        self._box = raw.FS_RECTF()

    def words(self, codes: list[int], begin: int, end: int) -> list[_Found]:
        """The letters begin..end as one word, or several if they stand apart without a space between them."""
        word = self._word(codes, begin, end)
        left, bottom, right, top = word.corners
        size = max(min(abs(right - left), abs(top - bottom)), max(abs(top - bottom), abs(right - left)) / 2)
        reach = max(abs(right - word.start[0]), abs(top - word.start[1]))
        if end - begin == 1 or reach < 1.6 * size * (end - begin):
            return [word]
        cuts = [begin]
        before = self._origin(begin)
        for at in range(begin + 1, end):
            here = self._origin(at)
            if abs(here[0] - before[0]) + abs(here[1] - before[1]) > 2 * size:
                cuts.append(at)
            before = here
        return [self._word(codes, a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]

    def _word(self, codes: list[int], begin: int, end: int) -> _Found:
        start = self._origin(begin)
        heading = None if end - begin == 1 else _heading(start, self._origin(end - 1))
        raw.FPDFText_GetLooseCharBox(self._page, end - 1, self._box)
        box = self._box
        corners = (box.left, box.bottom, box.right, box.top)
        return _Found(_decode(codes[begin:end]), start, corners, self._bold(begin), heading)

    def _origin(self, at: int) -> tuple[float, float]:
        x, y = self._numbers[0], self._numbers[1]
        raw.FPDFText_GetCharOrigin(self._page, at, x, y)
        return x.value, y.value

    def _bold(self, at: int) -> bool:
        piece = raw.FPDFText_GetTextObject(self._page, at)
        font = raw.FPDFTextObj_GetFont(piece) if piece else None
        if not font:
            return False
        key = ctypes.cast(font, ctypes.c_void_p).value
        if key not in self._fonts:
            name = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, name, 256)
            known = name.value.decode("utf-8", "replace").lower()
            heavy = raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
            self._fonts[key] = heavy or any(part in known for part in _BOLD_NAMES)
        return self._fonts[key]


def _decode(codes: list[int]) -> str:
    """Letters from code points; hyphens at line ends made plain, halves of surrogate pairs put together."""
    if not any(code in _HYPHENS or code in _SURROGATES or code > 0x10FFFF for code in codes):
        return "".join(map(chr, codes))
    units = b"".join(
        (0x2D if code in _HYPHENS else code).to_bytes(2, "little")
        if code < 0x10000
        else chr(min(code, 0x10FFFF)).encode("utf-16-le")
        for code in codes
    )
    return units.decode("utf-16-le", "replace")


def _is_undecoded(char: str) -> bool:
    return char in "\ufffd\uffff" or "\ue000" <= char <= "\uf8ff" or char < " "


def _heading(start: tuple[float, float], end: tuple[float, float]) -> int:
    along, up = end[0] - start[0], end[1] - start[1]
    if abs(up) <= 0.1 * abs(along):
        return 0 if along >= 0 else 2
    if abs(along) <= 0.1 * abs(up):
        return 1 if up >= 0 else 3
    return -1


def _turn(page: pdfium.PdfPage, found: list[_Found]) -> tuple[int, Place, float, float]:
    """The way most of the text runs, the change of coordinates that sets it upright, and the page's size so turned."""
    left, bottom, right, top = page.get_cropbox()
    votes = Counter({heading: 0 for heading in range(4)})
    for word in found:
        if word.heading is not None and word.heading >= 0:
            votes[word.heading] += len(word.text)
    most = max(votes.values())
    rotated = {0: 0, 90: 1, 180: 2, 270: 3}.get(page.get_rotation(), 0)
    heading = rotated if most == 0 else min(way for way, count in votes.items() if count == most)
    places: dict[int, Place] = {
        0: lambda x, y: (x - left, top - y),
        1: lambda x, y: (y - bottom, x - left),
        2: lambda x, y: (right - x, y - bottom),
        3: lambda x, y: (top - y, right - x),
    }
    width, height = right - left, top - bottom
    if heading in (1, 3):
        width, height = height, width
    return heading, places[heading], width, height


def _without_doubles(words: list[Word]) -> list[Word]:
    """Without words printed twice at the same place (a shadow, or bold made by printing twice)."""
    seen: dict[tuple[str, int, int], Word] = {}
    kept: list[Word] = []
    for word in words:
        column, line = round(word.x0 / 2), round(word.y / 2)
        near = [(word.text, column + dx, line + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        if any((other := seen.get(key)) and abs(other.x0 - word.x0) + abs(other.y - word.y) < 1.2 for key in near):
            continue
        seen[near[4]] = word
        kept.append(word)
    return kept
