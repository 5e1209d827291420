"""A note with a passage in red, and whether a picture of it shows the passage marked.

The passage is written in red and the rest in black, so that the picture itself tells whether the marks are in place.
"""

import io
from collections.abc import Callable
from functools import cache

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from tests.pdf_maker import Sheet

from caseclock.extractor.page_pictures import PagePicture
from caseclock.models.text import Text

PDF = "application/pdf"
BEFORE = "The caretaker wrote to every flat on 7 May 2024."
PASSAGE = "On 9 May 2024 at 23:15 a bottle was thrown"
PASSAGE_2 = "at the door of number 12."
AFTER = "Nobody came, and nothing was done about it."


def write(sheet: Sheet, x: float, *lines: tuple[str, bool]) -> None:
    """Lines one under the other; those said to be of the passage in red."""
    for text, red in lines:
        sheet.canvas.setFillColorRGB(0.85 if red else 0, 0, 0)
        sheet.line((x, text), size=11, step=15)


@cache
def note(size: tuple[float, float] = (420.0, 260.0), quarters: int = 0) -> bytes:
    """A page with a passage of two lines, its writing turned in the file by quarters against the clock."""
    wide, high = size
    sheet = Sheet(size=size if quarters % 2 == 0 else (high, wide))
    sheet.canvas.rotate(90 * quarters)
    sheet.canvas.translate(*((0, 0), (0, -high), (-wide, -high), (-wide, 0))[quarters])
    sheet.height = high
    write(sheet, 60, (BEFORE, False), (PASSAGE, True), (PASSAGE_2, True), (AFTER, False))
    return sheet.done()


def changed(data: bytes, change: Callable[[pdfium.PdfPage], None]) -> bytes:
    """The PDF with its first page changed."""
    pdf = pdfium.PdfDocument(data)
    change(pdf[0])
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def span_of(text: Text, first: str, last: str = "") -> tuple[int, int]:
    """From where `first` begins to where `last` (or `first`) ends."""
    start = text.text.index(first)
    return start, text.text.index(last or first, start) + len(last or first)


def dots_of(picture: PagePicture) -> np.ndarray:
    """Red, green and blue of every dot."""
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB")).astype(int)


def in_boxes(picture: PagePicture) -> np.ndarray:
    """Which dots lie in a box that is told."""
    inside = np.zeros((picture.height, picture.width), dtype=bool)
    for box in picture.boxes:
        rows = slice(int(box.top * picture.height), int(np.ceil(box.bottom * picture.height)))
        inside[rows, int(box.left * picture.width) : int(np.ceil(box.right * picture.width))] = True
    return inside


def shows_the_passage_marked(picture: PagePicture) -> None:
    """Red writing lies on yellow, black writing does not, and there is no yellow but in the boxes that are told."""
    dots = dots_of(picture)
    assert dots.shape == (picture.height, picture.width, 3)
    red, green, blue = dots[..., 0], dots[..., 1], dots[..., 2]
    writing, other, yellow = (red - green > 80), (dots.max(axis=2) < 70), (red > 200) & (green > 190) & (blue < 170)
    inside = in_boxes(picture)
    assert writing.sum() > 500
    assert other.sum() > 500
    assert (writing & inside).sum() >= 0.995 * writing.sum()
    assert (other & inside).sum() == 0
    assert (yellow & ~inside).sum() == 0
    assert 0.4 * inside.sum() < yellow.sum() < 0.95 * inside.sum()
    assert inside.sum() < 0.2 * inside.size
    assert _stands_upright(writing)


def _stands_upright(writing: np.ndarray) -> bool:
    """Whether the passage reads across, its longer line (the first) above the other."""
    rows = np.flatnonzero(writing.any(axis=1))
    upper, lower = np.array_split(writing[rows[0] : rows[-1] + 1], 2)
    width = [np.ptp(np.flatnonzero(half.any(axis=0))) for half in (upper, lower)]
    return bool(width[0] > width[1] > len(rows))


@cache
def scan_of_note() -> Image.Image:
    """The note as a scanner in colour gives it, 200 dots to the inch."""
    drawn: Image.Image = pdfium.PdfDocument(note())[0].render(scale=200 / 72).to_pil().convert("RGB")
    return drawn


def saved(picture: Image.Image, form: str, **more: object) -> bytes:
    """The bytes of a picture file. A copy is saved, for saving changes a picture."""
    out = io.BytesIO()
    picture.copy().save(out, form, **more)
    return out.getvalue()
