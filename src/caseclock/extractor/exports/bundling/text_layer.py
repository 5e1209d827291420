"""What OCR read of a picture, laid over it unseen, so that the bundle can be searched and its words copied."""

import math
from collections.abc import Sequence

import numpy as np
from pikepdf import Dictionary, Name, Object, Pdf
from PIL import Image

from caseclock.extractor.exports.bundling.sheet_pages import Matrix, numbers
from caseclock.extractor.readers.scan.upright import (
    Grey,
    evenly_lit,
    ink_of,
    turned,
    without_surround,
    writing_angle,
)

OcrWord = tuple[str, float, float, float, float]  # the word; left, top, right, bottom in points of the upright page
Turn = tuple[int, float]  # quarters and degrees against the clock by which a picture was put upright before OCR

DPI = 100.0  # enough to see which way lines of writing run
_LETTER = 0.6  # width of a letter of that font, in its size
_DOWN = 0.2  # of a word's height that may lie under its line
_LEAST_SKEW = 0.08  # degrees: a page less askew was not turned before OCR
_SURE = 0.25  # of the ink that must lie under the words for them to be laid anywhere


def add_font(pdf: Pdf) -> Object:
    """The font that `layer` writes with, as an object of a PDF."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=Name.WinAnsiEncoding)
    )


def turn_of(grey: Grey, words: Sequence[OcrWord], dpi: float = DPI) -> Turn | None:
    """How a picture (`dpi` dots to the inch) was put upright before its words were read: its skew is found as it was
    then, and of the four ways up it is the one that brings the ink under the words. None if none does."""
    clean = without_surround(evenly_lit(grey))
    quarters, degrees = writing_angle(ink_of(clean))
    ways = [(quarters, degrees), (quarters + 2, degrees), (quarters + 1, 0.0), (quarters + 3, 0.0)]
    shares = [_under(words, turned(clean, *way), dpi / 72) for way in ways]
    best = max(range(4), key=lambda at: shares[at])
    if shares[best] < _SURE:
        return None
    return ways[best][0] % 4, ways[best][1] if abs(ways[best][1]) >= _LEAST_SKEW else 0.0


def _under(words: Sequence[OcrWord], upright: Grey, dots: float) -> float:
    """The share of the ink that lies where the words are; `dots` make a point."""
    ink = ink_of(upright)
    covered = np.zeros_like(ink)
    for _, left, top, right, bottom in words:
        rows = slice(max(0, math.floor(top * dots)), math.ceil(bottom * dots))
        covered[rows, max(0, math.floor(left * dots)) : math.ceil(right * dots)] = True
    return float((ink & covered).sum()) / max(int(ink.sum()), 1)


def layer(words: Sequence[OcrWord], size: tuple[float, float], degrees: float, place: Matrix) -> bytes:
    """Commands that write the words unseen over a page of that size which stands upright but for `degrees`.

    `place` is where the page's points come on the page that is drawn. The font is that of `add_font`, under the name F.
    """
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    wide, high = (  # of the page as OCR had it, turned about its middle
        size[0] * abs(cos) + size[1] * abs(sin),
        size[0] * abs(sin) + size[1] * abs(cos),
    )
    lines = [b"q " + numbers(place) + b" cm BT 3 Tr"]
    for text, left, top, right, bottom in words:
        letters = text.encode("cp1252", "replace")
        tall = max(bottom - top, 1.0)
        across, up = left - wide / 2, high / 2 - (bottom - _DOWN * tall)
        x, y = size[0] / 2 + across * cos + up * sin, size[1] / 2 - across * sin + up * cos
        stretched = 100 * max(right - left, 0.5) / (_LETTER * tall * max(len(letters), 1))
        lines.append(
            b"/F " + numbers((tall,)) + b" Tf " + numbers((stretched,)) + b" Tz "
            + numbers((cos, -sin, sin, cos, x, y)) + b" Tm <" + (letters + b" ").hex().encode() + b"> Tj"
        )  # fmt: skip
    return b"\n".join([*lines, b"ET Q"])


def smaller(picture: Image.Image, dpi: float) -> Grey:
    """A grey picture of `dpi` dots to the inch at DPI."""
    scale = min(1.0, DPI / dpi)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return np.asarray(picture.convert("L").resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0))
