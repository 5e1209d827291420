"""A page that was read by OCR: drawn in colour, put upright as it was when its words were found."""

import io
import math
import warnings
from collections.abc import Sequence
from contextlib import closing

import numpy as np
from PIL import Image, ImageOps

from caseclock.extractor.pictures.drawn import Drawn, fitted
from caseclock.extractor.pictures.printed import opened
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.readers.scan.drawing import DAMAGE, FORMATS, Picture, picture_of
from caseclock.extractor.readers.scan.upright import (
    Grey,
    Ink,
    evenly_lit,
    ink_of,
    turned,
    without_surround,
    writing_angle,
)
from caseclock.models.text import PlacedWord


def frames_of(data: bytes) -> int:
    """How many pages a picture file has; only a TIFF has more than one. Raises UnreadableError if it is damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # drawing has a limit of its own
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
    except (*DAMAGE, Image.DecompressionBombError) as error:
        raise UnreadableError(
            "The picture is damaged, cut short or too large: open it, save it anew as .png or .pdf and add that."
        ) from error


def draw_seen(data: bytes, page: int, words: Sequence[PlacedWord], width: int, *, pdf: bool) -> Drawn:
    """Page `page` (from 1) of a PDF or picture file, `width` dots wide, upright as OCR saw it.

    Without `words` nothing tells which way it was turned, and it is drawn as it lies in the file. Raises
    UnreadableError if it can't be drawn.
    """
    seen = picture_of(data, page)
    quarters, degrees = _way(seen, words) if words else (0, 0.0)
    coloured = _from_pdf(data, page, seen) if pdf else _from_picture(data, page, seen)
    layers = [turned(np.asarray(layer), quarters, degrees) for layer in coloured.split()]
    high, wide = layers[0].shape
    upright = Image.merge("RGB", [Image.fromarray(layer) for layer in layers])
    size = fitted(wide, high, width)
    unit = 72 / seen.dpi
    return Drawn(
        upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0), words, 0.0, 0.0, wide * unit, high * unit
    )


def _way(seen: Picture, words: Sequence[PlacedWord]) -> tuple[int, float]:
    """Quarter turns and degrees against the clock by which the page was put upright before it was read.

    Its skew is found as it was then; which of the four ways is up is the one that brings the ink under the words.
    """
    clean = without_surround(evenly_lit(seen.grey))
    quarters, degrees = writing_angle(ink_of(clean))
    ways = [(quarters, degrees), (quarters + 2, degrees), (quarters + 1, 0.0), (quarters + 3, 0.0)]
    return max(ways, key=lambda way: _under(words, turned(clean, *way), seen.dpi / 72))


def _under(words: Sequence[PlacedWord], upright: Grey, dots: float) -> float:
    """The share of the ink that lies where the words are; `dots` make a point."""
    ink = ink_of(upright)
    covered: Ink = np.zeros_like(ink)
    for word in words:
        top, left = max(0, math.floor(word.top * dots)), max(0, math.floor(word.left * dots))
        covered[top : math.ceil(word.bottom * dots), left : math.ceil(word.right * dots)] = True
    return float((ink & covered).sum()) / max(int(ink.sum()), 1)


def _from_pdf(data: bytes, page: int, seen: Picture) -> Image.Image:
    """The page in colour, dot for dot as it was seen in grey."""
    high, wide = seen.grey.shape
    with closing(opened(data)) as file, closing(file[page - 1]) as sheet:
        across, down = sheet.get_size()
        bitmap = sheet.render(scale=min(wide / max(across, 1.0), high / max(down, 1.0)), rev_byteorder=True)
        picture: Image.Image = bitmap.to_pil().convert("RGB").resize((wide, high))
        bitmap.close()
    return picture


def _from_picture(data: bytes, page: int, seen: Picture) -> Image.Image:
    """The frame in colour, dot for dot as it was seen in grey."""
    size = seen.grey.shape[1], seen.grey.shape[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if page > 1:
                picture.seek(page - 1)
            if picture.mode.startswith("I") or picture.mode == "F":
                return Image.fromarray(seen.grey).convert("RGB")  # grey of more levels than a screen shows
            picture.draft("RGB", (max(size), max(size)))
            if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
                clear = picture.convert("RGBA")
                paper = Image.new("RGBA", clear.size, "white")
                paper.alpha_composite(clear)
                upright = ImageOps.exif_transpose(paper)
            else:
                upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGB").resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
