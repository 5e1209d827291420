"""Which words of a scanned page are bold: those of lines whose strokes are thicker than most on the page."""

import statistics
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from caseclock.extractor.readers.scan.eye import Seen
from caseclock.extractor.readers.scan.upright import Grey

_BOLD = 1.3  # times the usual thickness, letters of one size compared (measured: plain lines to 1.15, bold from 1.4)
_LETTERS = 3  # that a line must have to tell by


def bold_words(words: Sequence[Seen], sizes: Sequence[float], grey: Grey) -> list[bool]:
    """Whether each word is bold. `sizes` are their letter sizes in dots, `grey` is the page they were seen on."""
    lines: dict[int, list[float]] = defaultdict(list)
    for word, size in zip(words, sizes, strict=True):
        letters = sum(map(str.isalpha, word.text))
        if letters >= 2:
            lines[word.line] += [_thickness(word, grey) / size] * letters
    every = [thickness for line in lines.values() for thickness in line]
    if not every:
        return [False] * len(words)
    usual = statistics.median(every)
    thick = {
        number
        for number, line in lines.items()
        if len(line) >= _LETTERS and statistics.median(line) >= _BOLD * max(usual, 1e-6)
    }
    return [word.line in thick for word in words]


def _thickness(word: Seen, grey: Grey) -> float:
    """Ink to the stroke along the rows of the word's box, in dots."""
    box = grey[max(0, int(word.top)) : int(word.bottom) + 1, max(0, int(word.left)) : int(word.right) + 1]
    begins = np.diff((box < 128).astype(np.int8), axis=1, prepend=0) == 1
    return float((255.0 - box).sum()) / 255 / max(int(begins.sum()), 1)
