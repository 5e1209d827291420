"""The marks on a passage: where its words stand, line by line, and how they are drawn."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from caseclock.extractor.pictures.drawn import Box, Drawn
from caseclock.models.text import PlacedWord

_SAME_LINE = 0.5  # of the lower of two words' heights that they must share
_GAP = 1.6  # heights of a word: what stands further apart on a line is in another cell or column
_BESIDE, _ABOVE = 0.10, 0.04  # of its height by which a mark reaches beyond the words
_TINT = (255, 240, 110)  # what white paper becomes; writing stays black
_DARK, _PALE = (120, 85, 0), (255, 220, 0)  # of the outline, on pale and on dark ground
_DARK_GROUND = 110  # mean level of grey below which ground is dark
_THIN = 900  # dots across a page for each dot of the outline


class _Place(NamedTuple):
    """A rectangle in points of the words' places."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def high(self) -> float:
        return self.bottom - self.top


def boxes_of(drawn: Drawn, start: int, end: int) -> tuple[Box, ...]:
    """Where the characters from `start` to `end` (in the text that the words count in) stand on the page: one box for
    each stretch of a line. Words that lie off the page have none."""
    boxes: list[Box] = []
    for place in _lines(_pieces(drawn.words, start, end)):
        beside, above = _BESIDE * place.high, _ABOVE * place.high
        box = Box(
            _share(place.left - beside - drawn.left, drawn.wide),
            _share(place.top - above - drawn.top, drawn.high),
            _share(place.right + beside - drawn.left, drawn.wide),
            _share(place.bottom + above - drawn.top, drawn.high),
        )
        if box.left < box.right and box.top < box.bottom:
            boxes.append(box)
    return tuple(boxes)


def _share(length: float, whole: float) -> float:
    return min(max(length / whole, 0.0), 1.0)


def _pieces(words: Sequence[PlacedWord], start: int, end: int) -> Iterable[_Place]:
    """The words of the passage in its order; of a word that is only partly in it, its share."""
    for word in words:
        first, last = max(start, word.start), min(end, word.end)
        if first < last:
            letter = (word.right - word.left) / (word.end - word.start)
            left, right = word.left + letter * (first - word.start), word.right - letter * (word.end - last)
            yield _Place(left, word.top, right, word.bottom)


def _lines(pieces: Iterable[_Place]) -> list[_Place]:
    """Words that follow each other on a line as one."""
    lines: list[_Place] = []
    for piece in pieces:
        if lines and _follows(piece, lines[-1]):
            last = lines.pop()
            piece = _Place(
                min(last.left, piece.left),
                min(last.top, piece.top),
                max(last.right, piece.right),
                max(last.bottom, piece.bottom),
            )
        lines.append(piece)
    return lines


def _follows(piece: _Place, last: _Place) -> bool:
    low = min(piece.high, last.high)
    shared = min(piece.bottom, last.bottom) - max(piece.top, last.top)
    return shared >= _SAME_LINE * low and -low <= piece.left - last.right <= _GAP * low


def marked(picture: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The picture (RGB) with the boxes tinted as by a highlighter and outlined, so that they show in print without
    colour too."""
    if not boxes:
        return picture
    dots = np.array(picture)
    high, wide = dots.shape[:2]
    inside = np.zeros((high, wide), dtype=np.bool_)
    for box in boxes:
        top, bottom = int(box.top * high), int(np.ceil(box.bottom * high))
        inside[top:bottom, int(box.left * wide) : int(np.ceil(box.right * wide))] = True
    outline = inside & ~_shrunk(inside, max(1, round(wide / _THIN)))
    dark = dots[inside].mean() < _DARK_GROUND
    dots[inside] = (dots[inside].astype(np.uint16) * np.array(_TINT, dtype=np.uint16) // 255).astype(np.uint8)
    dots[outline] = _PALE if dark else _DARK
    return Image.fromarray(dots)


def _shrunk(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """The mask without its rim of `by` dots."""
    for _ in range(by):
        padded = np.pad(mask, 1)
        mask = mask & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return mask
