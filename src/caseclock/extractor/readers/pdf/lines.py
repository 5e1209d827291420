"""Words into lines, and lines into chunks that stand apart from each other."""

import itertools
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from caseclock.extractor.readers.pdf.page import Word

WIDE_GAP = 0.95  # of the letter size: a wider gap than this parts two chunks of a line
_SAME_LINE = 0.4  # of the letter size: baselines nearer than this are one line
_BROKEN_DATE = re.compile(r"\d{1,4}[/.:-]$|\d[/.]\d{1,2}[/.]\d{0,3}$")


@dataclass(frozen=True)
class Chunk:
    """Words that follow each other with ordinary spaces."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Line:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def y(self) -> float:
        """Its baseline (that of most letters: raised and lowered ones do not count)."""
        return statistics.median_low([word.y for word in self.words])

    @cached_property
    def size(self) -> float:
        """Its letter size."""
        return max(word.size for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words)

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """Its pieces that stand apart by more than a space."""
        pieces: list[list[Word]] = []
        for word in self.words:
            if pieces and word.x0 - pieces[-1][-1].x1 <= WIDE_GAP * min(word.size, pieces[-1][-1].size):
                pieces[-1].append(word)
            else:
                pieces.append([word])
        return tuple(Chunk(tuple(piece)) for piece in pieces)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Lines from the top down; words from left to right, whatever their order in the file."""
    rows: list[_Row] = []
    for word in sorted(words, key=_PLACE):
        for row in reversed(rows[-3:]):
            first = row.words[0]
            if abs(word.y - first.y) <= _SAME_LINE * min(word.size, first.size) or row.carries(word):
                row.add(word)
                break
        else:
            rows.append(_Row(word))
    for row, below in itertools.pairwise(rows):
        if all(below.carries(word) for word in row.words):  # a note's mark is met before the line that it stands on
            for word in row.words:
                below.add(word)
            row.words.clear()
    lines = [Line(tuple(sorted(row.words, key=_ALONG))) for row in rows if row.words]
    return sorted(lines, key=lambda line: (line.y, line.x0))


_PLACE, _ALONG = attrgetter("y", "x0"), attrgetter("x0", "y")


class _Row:
    """Words gathered for a line, with their smallest and largest letter size."""

    __slots__ = ("largest", "smallest", "words")

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.smallest = self.largest = word.size

    def add(self, word: Word) -> None:
        self.words.append(word)
        if word.size < self.smallest:
            self.smallest = word.size
        elif word.size > self.largest:
            self.largest = word.size

    def carries(self, word: Word) -> bool:
        """Whether a smaller word hangs on the end or the beginning of one on the line (3rd, a footnote's mark)."""
        if self.smallest >= 0.8 * word.size and word.size >= 0.8 * self.largest:
            return False
        for other in self.words:
            small = min(word.size, other.size) < 0.8 * max(word.size, other.size)
            touches = -1 <= word.x0 - other.x1 <= 0.3 * other.size or -1 <= other.x0 - word.x1 <= 0.3 * other.size
            if small and touches and abs(word.y - other.y) < 0.6 * max(word.size, other.size):
                return True
        return False


def shape_of(text: str) -> str:
    """The make of a key: figures as 9, letters as A ("GH2291-04" is "A9-9")."""
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "9", text))


def run_together(pieces: Sequence[str]) -> str:
    """Lines of a table cell as one line of text.

    A space joins them, except after a hyphen and inside a date or time that a narrow column has broken.
    """
    text = ""
    for piece in pieces:
        text += piece if not (text and piece) or _belongs(text, piece) else " " + piece
    return text


def _belongs(text: str, piece: str) -> bool:
    """Whether no space stands between the end of a line and the beginning of the next."""
    if text[-1] == "-" and len(text) > 1:
        return text[-2].isalnum() and piece[0].isalnum()
    return piece[0].isdigit() and bool(_BROKEN_DATE.search(text)) and _is_broken(text, piece)


_WHOLE_DATE = re.compile(r"^\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})$")
_WHOLE_TIME = re.compile(r"^\d{1,2}:\d{2}$")


def _is_broken(text: str, piece: str) -> bool:
    """Whether the last word of `text` and the first of `piece` make a whole date or time, and not one each."""
    last, first = text.split()[-1], piece.split()[0].rstrip(".,;")
    if last.endswith(".") and not _WHOLE_DATE.match(last + first):
        return False
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", last) and len(first) != 2:
        return False  # the year is whole already
    return bool(_WHOLE_DATE.match(last + first) or _WHOLE_TIME.match(last + first))
