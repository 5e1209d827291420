"""A page drawn as it is read: what the ways of drawing give, and how large a picture may be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from caseclock.models.text import PlacedWord

_MOST_DOTS = 12_000_000  # of a picture that is given out


@dataclass(frozen=True, slots=True)
class Box:
    """A marked place, its edges in fractions of the page's width and height from the top left corner (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as PNG bytes, its size in dots, and the marked places in the order of the passage (none: no marks)."""

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page in colour, upright as its text is read, with its words.

    The picture shows the part of the page that begins at `left`, `top` and is `wide` and `high`, in points of the
    words' places.
    """

    picture: Image.Image
    words: Sequence[PlacedWord]
    left: float
    top: float
    wide: float
    high: float


def fitted(wide: float, high: float, width: int) -> tuple[int, int]:
    """The size in dots of a page of that shape: `width` across, or less if it is so long that it had too many dots."""
    scale = min(width / wide, math.sqrt(_MOST_DOTS / (wide * high)))
    return max(1, round(wide * scale)), max(1, min(round(high * scale), _MOST_DOTS))
