"""A second, nearer look at words that were not made out well: a lone time in a table is often lost at first sight."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from caseclock.extractor.readers.scan.eye import Seen
from caseclock.extractor.readers.scan.slips import is_impossible
from caseclock.extractor.readers.scan.upright import Grey

Read = Callable[[Grey], list[Seen]]  # one line of writing -> its words

_DOUBTFUL = 0.8  # confidence below which a word is looked at again
_FIGURES = 0.9  # the same for one with figures: no language helps to make those out
_FIGURE = re.compile(r"\d")
_BETTER = 0.05  # of confidence that must be gained
_SURE = 0.75  # and had then
_MOST = 40  # stretches of a page: one that can't be made out must not take for ever
_NEARER = 2  # times as large
_MARGIN = 12  # dots of white paper around what is looked at
_ABOVE, _BELOW, _BESIDE = 1.1, 0.45, 0.6  # of the letter size: what is taken in around the words
_TOUCH = 0.8  # of the letter size: doubtful words no further apart are looked at as one
_LONGEST = 30  # letter sizes


def looked_again(words: Sequence[Seen], pictures: Sequence[Grey], size: float, read: Read) -> list[Seen]:
    """The words with doubtful ones replaced where a nearer look is surer.

    `pictures` are forms of the page to be tried one after the other, `size` is the usual letter size in dots.
    """
    doubtful = sorted(_stretches(words, size), key=lambda stretch: min(_sureness(words[at]) for at in stretch))
    better: dict[int, list[Seen]] = {}
    gone: set[int] = set()
    for stretch in doubtful[:_MOST]:
        before = min(_sureness(words[at]) for at in stretch)
        for grey in pictures:
            found = _near(words, stretch, grey, size, read)
            if found and min(map(_sureness, found)) >= max(_SURE, before + _BETTER):
                better[stretch[0]] = found
                gone.update(stretch)
                break
    return [word for at, old in enumerate(words) for word in better.get(at, [] if at in gone else [old])]


def _stretches(words: Sequence[Seen], size: float) -> list[list[int]]:
    """Doubtful words, those that touch on one line together."""
    found: list[list[int]] = []
    for at, word in enumerate(words):
        if (
            _sureness(word) >= (_FIGURES if _FIGURE.search(word.text) else _DOUBTFUL)
            or word.right - word.left > _LONGEST * size
        ):
            continue
        last = found[-1][-1] if found else -2
        near = last == at - 1 and -size <= word.left - words[last].right <= _TOUCH * size
        if near and _same_line(words[last], word, size):
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _sureness(word: Seen) -> float:
    """Its confidence; none for a date or a time that can't be."""
    return 0.0 if is_impossible(word.text) else word.confidence


def _same_line(one: Seen, other: Seen, size: float) -> bool:
    return abs(one.baseline - other.baseline) < 0.4 * size


def _near(words: Sequence[Seen], stretch: Sequence[int], grey: Grey, size: float, read: Read) -> list[Seen]:
    """What is read on a larger picture of the stretch alone, in the places of the page."""
    own = [words[at] for at in stretch]
    left, right = min(word.left for word in own), max(word.right for word in own)
    beside = [word for at, word in enumerate(words) if at not in stretch and _same_line(word, own[0], size)]
    before = max((word.right for word in beside if word.right <= left), default=left - 2 * _BESIDE * size)
    after = min((word.left for word in beside if word.left >= right), default=right + 2 * _BESIDE * size)
    high, wide = grey.shape
    x0 = max(0, round(max(left - _BESIDE * size, (left + before) / 2)))
    x1 = min(wide, round(min(right + _BESIDE * size, (right + after) / 2)))
    y0 = max(0, round(min(word.baseline for word in own) - _ABOVE * size))
    y1 = min(high, round(max(word.baseline for word in own) + _BELOW * size))
    if x1 - x0 < 4 or y1 - y0 < 4:
        return []
    cut = Image.fromarray(np.ascontiguousarray(grey[y0:y1, x0:x1]))
    large = cut.resize((cut.width * _NEARER, cut.height * _NEARER), Image.Resampling.BICUBIC)
    found = read(np.pad(np.asarray(large), _MARGIN, constant_values=255))

    def back(at: float, start: int) -> float:
        return start + (at - _MARGIN) / _NEARER

    return [
        replace(
            word,
            left=back(word.left, x0),
            right=back(word.right, x0),
            top=back(word.top, y0),
            bottom=back(word.bottom, y0),
            baseline=own[0].baseline,
            line=own[0].line,
        )
        for word in found
    ]
