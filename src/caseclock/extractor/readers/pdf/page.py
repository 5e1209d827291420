"""What stands on one PDF page: words with their places, ruled lines, pictures.

Coordinates are points from the top left corner of the page as its text is read (turned pages are turned back), y
downwards. PDFium is not safe to use from two threads at once: the sandbox runs readers in processes of their own.
"""

import ctypes
import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from caseclock.extractor.readers.pdf.rules import Rule, Strokes

Place = Callable[[float, float], tuple[float, float]]  # a point of the file -> a point of the page as it is read

_BREAK = "\x02"  # PDFium's mark for a hyphen at a line end: what follows it stands on the next line
_PLAIN = {**dict.fromkeys((*range(32), 8203), " "), 0x02: _BREAK, 0xFFFE: _BREAK}  # other controls part words
_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u2010": "-", "\u2011": "-"}
)
_WORD = re.compile(r"\S+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNDECODED = re.compile("[\ufffd\uffff\ue000-\uf8ff]")
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_BOLD_WEIGHT = 600
_RAISED = 0.12  # of the height of a letter: a letter set higher or lower by more is another word (a note's mark)
_SHADOW = 1.2  # points between a word and its double
_BOX_PER_SIZE = 1.15  # height of a letter's loose box to its size, near enough for most fonts


class Word(NamedTuple):  # not a dataclass: a page has hundreds, and it is made four times as fast
    """A word with its left and right edge, its baseline `y`, its letter size (points) and whether it is bold.

    `confidence` says how sure OCR was of it (0 to 1); printed words are sure.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    confidence: float = 1.0


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
    unseen: float = 0.0  # share of its pieces of writing that are not drawn


def content_of(pdf: pdfium.PdfDocument, index: int) -> PageContent:
    """Read page `index` (from 0). Raises pdfium.PdfiumError if the page is broken."""
    page = pdf[index]
    try:
        textpage = page.get_textpage()
        try:
            finder = _Finder(textpage.raw)
            found, undecoded = finder.words(), finder.undecoded
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
            undecoded=undecoded,
            crowded=strokes.left <= 0,
            unseen=strokes.unseen / max(strokes.texts, 1),
        )
    finally:
        page.close()


@dataclass(slots=True)
class _Found:
    """A word in the file's own coordinates; `heading` is the way it runs: 0 right, 1 up, 2 left, 3 down, -1 askew."""

    text: str
    x: float  # where the pen stood
    y: float
    left: float  # the box of its last letter
    bottom: float
    right: float
    top: float
    bold: bool
    heading: int | None  # None for a single letter

    def placed(self, place: Place) -> Word:
        x0, y = place(self.x, self.y)
        xa, ya = place(self.left, self.bottom)
        xb, yb = place(self.right, self.top)
        if xb < xa:
            xa, xb = xb, xa
        size = abs(ya - yb) / _BOX_PER_SIZE
        return Word(self.text, x0, xb if xb > x0 else x0, y, size if size > 1.0 else 1.0, self.bold)


class _Finder:
    """Finds the words of one page. Letters and places come from the same calls: nothing can drift apart."""

    def __init__(self, textpage: Any) -> None:
        self._page = textpage
        count = raw.FPDFText_CountChars(textpage)
        # one character of this string for each of PDFium's, so that an index into one is an index into the other
        self._text = (_all_at_once(textpage, count) or _one_by_one(textpage, count)).translate(_PLAIN)
        self._bold: dict[bytes, bool] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    @property
    def undecoded(self) -> int:
        """Letters that the file gives no meaning for."""
        return len(_UNDECODED.findall(self._text))

    def words(self) -> list[_Found]:
        """The words in the order of the file."""
        found: list[_Found] = []
        for match in _WORD.finditer(self._text):
            begin, end = match.span()
            word = self._word(begin, end)
            if self._may_be_several(word, begin, end):
                found.extend(self._parted(begin, end))
            else:
                found.append(word)
        return found

    def _word(self, begin: int, end: int) -> _Found:
        raw.FPDFText_GetCharOrigin(self._page, begin, self._x, self._y)
        raw.FPDFText_GetLooseCharBox(self._page, end - 1, self._box)
        box, x, y = self._box, self._x.value, self._y.value
        heading: int | None = 0
        if end - begin == 1:
            heading = None
        elif not (box.bottom <= y <= box.top and box.left > x):
            heading = _heading((x, y), self._origin(end - 1))
        return _Found(
            _whole(self._text[begin:end]), x, y, box.left, box.bottom, box.right, box.top, self._is_bold(begin), heading
        )

    def _may_be_several(self, word: _Found, begin: int, end: int) -> bool:
        """Whether PDFium has put no space between pieces that stand far apart, on two lines, or one raised."""
        letters, high = end - begin, word.top - word.bottom
        if abs(word.right - word.x) + abs(word.top - word.y) > 1.6 * high * letters + 20:
            return True
        if letters == 1:
            return False
        if word.heading == -1 or ("-" in word.text and _BREAK in self._text[begin:end]):
            return True
        return self._text[end - 1].isdigit() and abs(self._origin(end - 1)[1] - word.y) > _RAISED * high

    def _parted(self, begin: int, end: int) -> list[_Found]:
        """Letters without a space between them as several words, cut where they stand apart or leave their line."""
        places = [self._origin(at) for at in range(begin, end)]
        raw.FPDFText_GetLooseCharBox(self._page, begin, self._box)
        high = max(self._box.top - self._box.bottom, 1.0)
        steps = [(here[0] - before[0], here[1] - before[1]) for before, here in itertools.pairwise(places)]
        level = 2 * sum(1 for _, up in steps if abs(up) <= _RAISED * high) >= len(steps)
        cuts = [begin]
        for at, (along, up) in enumerate(steps, begin + 1):
            if abs(along) + abs(up) > 2 * high or (level and abs(up) > _RAISED * high):
                cuts.append(at)
        return [self._word(a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]

    def _origin(self, at: int) -> tuple[float, float]:
        raw.FPDFText_GetCharOrigin(self._page, at, self._x, self._y)
        return self._x.value, self._y.value

    def _is_bold(self, at: int) -> bool:
        raw.FPDFText_GetFontInfo(self._page, at, self._name, 128, self._flags)
        name = self._name.value
        if name not in self._bold:
            known = name.decode("utf-8", "replace").lower()
            heavy = raw.FPDFText_GetFontWeight(self._page, at) >= _BOLD_WEIGHT
            self._bold[name] = heavy or any(part in known for part in _BOLD_NAMES)
        return self._bold[name]


def _all_at_once(textpage: Any, count: int) -> str:
    """The characters of a page, or "" if PDFium left some out or gave pairs for some: then indexes would not agree."""
    letters = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(textpage, 0, count, letters) != count + 1:
        return ""
    return bytes(memoryview(letters).cast("B")[: 2 * count]).decode("utf-16-le", "surrogatepass")


def _one_by_one(textpage: Any, count: int) -> str:
    letter = raw.FPDFText_GetUnicode
    return "".join([chr(letter(textpage, at)) for at in range(count)])


def _whole(text: str) -> str:
    """The text with joined letters (one sign for fi) taken apart and halves of surrogate pairs put together."""
    if text.isascii():
        return text.replace(_BREAK, "-")
    text = (text[:-1].replace("\xad", "") + text[-1].replace("\xad", "-")).replace(_BREAK, "-")
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.translate(_LETTERS)


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
    votes = Counter(dict.fromkeys(range(4), 0))
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
    seen: dict[tuple[str, int], list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        line = round(word.y / 4)
        for key in ((word.text, line), (word.text, line - 1), (word.text, line + 1)):
            if key in seen and any(abs(o.x0 - word.x0) + abs(o.y - word.y) < _SHADOW for o in seen[key]):
                break
        else:
            seen.setdefault((word.text, line), []).append(word)
            kept.append(word)
    return kept
