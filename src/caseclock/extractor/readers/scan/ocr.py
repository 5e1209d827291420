"""Pages that are pictures of writing: what stands on them, seen by Tesseract.

One page at a time, in a process of its own. The picture is put right first (light, quarter turns, skew) and its ruled
lines are taken out, for letters near a line are otherwise lost.
"""

import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.page import PageContent, Word
from caseclock.extractor.readers.scan.again import looked_again
from caseclock.extractor.readers.scan.bold import bold_words
from caseclock.extractor.readers.scan.drawing import Picture, picture_of
from caseclock.extractor.readers.scan.eye import Eye, Seen
from caseclock.extractor.readers.scan.rules import RuledLines, find_rules
from caseclock.extractor.readers.scan.seen_page import Scan
from caseclock.extractor.readers.scan.slips import mended
from caseclock.extractor.readers.scan.upright import (
    Grey,
    evenly_lit,
    ink_of,
    is_black_and_white,
    softened,
    turned,
    without_specks,
    without_surround,
    writing_angle,
)

_LAYOUT = 3  # of Tesseract: it looks for blocks of writing itself (measured best, with the rules taken out)
_ANYWHERE = 11  # words wherever they stand, where it finds no block
_LINE = 7  # a single line
_STRIP_LAYOUT = 6  # lines of writing one under the other
_SURE = 0.75  # mean confidence from which on the page surely stands on its feet
_STRIP = 0.05  # of the page's height: enough writing to see which way it stands
_BETTER = 0.1  # of confidence by which another way must be better


def read(data: bytes, limits: Limits, number: int) -> Scan:
    """What stands on page `number` (from 1) of a PDF or a picture file.

    A page without writing gives a scan without words. Raises UnreadableError if the page can't be drawn or Tesseract's
    data for English is not installed.
    """
    picture = picture_of(data, number)
    with Eye(picture.dpi) as eye:
        return _seen(eye, picture, number)


def _seen(eye: Eye, picture: Picture, number: int) -> Scan:
    grey = without_surround(evenly_lit(picture.grey))
    look = _Look(eye, picture.dpi, is_black_and_white(picture.grey))
    quarters, degrees = writing_angle(ink_of(grey))
    page = look.ruled(turned(grey, quarters, degrees))
    if look.other_way(page.grey, (2,)):
        quarters += 2
        page = look.ruled(turned(grey, quarters, degrees))
    words = look.words(page)
    if words and _sureness(words) < _SURE and (more := look.other_way(page.grey, (1, 2, 3))):
        quarters += more
        degrees = degrees if more == 2 else 0.0
        page = look.ruled(turned(grey, quarters, degrees))
        words = look.words(page)
    return _scan(page, words, picture.dpi, number, (quarters * 90 + degrees + 180) % 360 - 180)


@dataclass(frozen=True)
class _Look:
    """Tesseract looking at one page."""

    eye: Eye
    dpi: float
    black_and_white: bool

    def ruled(self, upright: Grey) -> RuledLines:
        """The ruled lines of the page, and the page without them."""
        return find_rules(upright, ink_of(upright), self.dpi)

    def words(self, page: RuledLines) -> list[Seen]:
        """All words of the page; those not made out well are looked at twice."""
        grey = self._clean(page.grey)
        found = self.eye.words(grey, _LAYOUT) or self.eye.words(grey, _ANYWHERE)
        return looked_again(
            found, (grey, softened(page.grey)), _usual_size(found), lambda cut: self.eye.words(cut, _LINE)
        )

    def other_way(self, grey: Grey, ways: Sequence[int]) -> int:
        """By which of `ways` (quarter turns) the page must be turned for its writing to be read better; 0: by none."""
        as_it_is = self._strip_sureness(grey)
        if as_it_is >= _SURE:
            return 0
        sure = {quarters: self._strip_sureness(np.rot90(grey, quarters)) for quarters in ways}
        best = max(ways, key=lambda quarters: sure[quarters])
        return best if sure[best] > as_it_is + _BETTER else 0

    def _strip_sureness(self, grey: Grey) -> float:
        """How surely the stretch of the picture with the most ink is read."""
        high = max(1, round(_STRIP * grey.shape[0]))
        ink = np.concatenate(([0], np.cumsum(ink_of(grey).sum(axis=1))))
        top = int(np.argmax(ink[high:] - ink[:-high]))
        strip = np.pad(grey[top : top + high], 12, constant_values=255)
        return _sureness(self.eye.words(self._clean(np.ascontiguousarray(strip)), _STRIP_LAYOUT))

    def _clean(self, grey: Grey) -> Grey:
        return without_specks(grey, black_and_white=self.black_and_white)


def _sureness(words: Iterable[Seen]) -> float:
    """Mean confidence of the letters of what could be words."""
    weighed = [(len(word.text), word.confidence) for word in words if sum(map(str.isalnum, word.text)) >= 2]
    total = sum(letters for letters, _ in weighed)
    return sum(letters * sure for letters, sure in weighed) / total if total else 0.0


# ---------------------------------------------------------------- words of the page

_JUNK = re.compile(r"^[|_—~=\[\]{}\\'‘’`´\"“”.,:;°«»<>^¦¬!()]+$")
_EDGE_JUNK = re.compile(r"^[|_¦\[\]{}~]+(?=\w)|(?<=\w)[|_¦~]+$")
_TALL = re.compile(r"[A-Z0-9bdfhklt£]")
_CAPITAL, _SMALL = 0.72, 0.53  # heights of letters without and with ascender to the letter size
_SAME_SIZE = 0.18  # share by which measured letter sizes of one size differ
_DOUBTFUL, _HOPELESS = 0.35, 0.15
_DIRT = 0.55


def _scan(page: RuledLines, seen: Sequence[Seen], dpi: float, number: int, degrees: float) -> Scan:
    unit = 72 / dpi
    kept = [word for word in map(_trimmed, _with_pronouns(seen)) if _is_word(word)]
    if _is_dirt(kept):
        kept = []
    sizes = _sizes(kept)
    words = [
        Word(
            mended(word.text),
            word.left * unit,
            word.right * unit,
            word.baseline * unit,
            size * unit,
            bold=bold,
            confidence=word.confidence,
        )
        for word, size, bold in zip(kept, sizes, bold_words(kept, sizes, page.grey), strict=True)
    ]
    high, wide = page.grey.shape
    content = PageContent(
        number=number,
        width=wide * unit,
        height=high * unit,
        words=words,
        aside=[],
        across=page.across,
        down=page.down,
        boxes=[],
        pictured=0.0,
        objects=1,
        undecoded=0,
        crowded=False,
    )
    sure = statistics.fmean(word.confidence for word in words) if words else 0.0
    return Scan(content, sure, degrees)


def _with_pronouns(words: Sequence[Seen]) -> list[Seen]:
    """An upright stroke among the words of a line is the word I: ruled lines are gone by now."""
    height = _CAPITAL * _usual_size(words)
    found: list[Seen] = []
    for at, word in enumerate(words):
        if word.text == "|" and 0.7 * height <= word.bottom - word.top <= 1.5 * height:
            beside = [o for o in words[max(0, at - 1) : at + 2] if o is not word and o.line == word.line]
            if any(sum(map(str.isalpha, other.text)) >= 2 for other in beside):
                word = word.with_text("I")
        found.append(word)
    return found


def _trimmed(word: Seen) -> Seen:
    text = _EDGE_JUNK.sub("", word.text)
    return word if text == word.text else word.with_text(text)


def _is_word(word: Seen) -> bool:
    """Whether it is writing: no speck, no piece of a rule."""
    if _JUNK.match(word.text):
        return False
    letters = sum(map(str.isalnum, word.text))
    if not letters:
        return word.confidence >= _DOUBTFUL
    if word.confidence < _DOUBTFUL and (letters < 2 or letters < 0.5 * len(word.text)):
        return False
    return word.confidence >= _HOPELESS or letters >= 4


def _is_dirt(words: Sequence[Seen]) -> bool:
    """Whether all of it is specks taken for letters: short words, none of them sure."""
    long = sum(1 for word in words if sum(map(str.isalnum, word.text)) >= 4)
    return bool(words) and long < 0.25 * len(words) and _sureness(words) < _DIRT


def _usual_size(words: Sequence[Seen], otherwise: float = 20.0) -> float:
    """The letter size in dots of most letters; `otherwise` if there are none to go by."""
    sizes = [size for word in words if (size := _size(word)) for _ in word.text]
    return statistics.median(sizes) if sizes else otherwise


def _sizes(words: Sequence[Seen]) -> list[float]:
    """The letter size of each word in dots: that of its line, and that of most of the page where it is near to it."""
    usual = _usual_size(words)
    lines: dict[int, list[Seen]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    by_line = {line: _usual_size(inside, usual) for line, inside in lines.items()}
    sizes = [by_line[word.line] for word in words]
    return [usual if abs(size - usual) <= _SAME_SIZE * usual else size for size in sizes]


def _size(word: Seen) -> float:
    """Letter size by the height of its letters above the baseline; 0 where there are none to go by."""
    if not any(map(str.isalnum, word.text)):
        return 0.0
    return max(word.baseline - word.top, 1.0) / (_CAPITAL if _TALL.search(word.text) else _SMALL)
