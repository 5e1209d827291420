"""A page of a PDF that was printed: drawn by PDFium, its words found again in the text that was made of them."""

import ctypes
from collections.abc import Callable
from contextlib import closing
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from caseclock.extractor.pictures.drawn import Drawn, fitted
from caseclock.extractor.readers.pdf.page import PageContent, content_of
from caseclock.extractor.readers.pdf.placing import placed_words
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.models.text import Text

Edges = tuple[float, float, float, float]  # left, bottom, right, top in the file's own coordinates
Place = Callable[[float, float], tuple[float, float]]

_ENOUGH = 300  # words that tell which way a page was turned
_LEAST = 1.0  # point: no page is drawn narrower


def opened(data: bytes) -> pdfium.PdfDocument:
    """The PDF, with what was filled in its forms to be drawn. Raises UnreadableError if it can't be opened."""
    try:
        pdf = pdfium.PdfDocument(data)
        pdf.init_forms()
    except pdfium.PdfiumError as error:
        raise UnreadableError(
            "This PDF can't be drawn (damaged, or locked with a password): save it anew and add that."
        ) from error
    return pdf


def draw_printed(data: bytes, page: int, text: Text, width: int) -> Drawn:
    """Page `page` (from 1) of a PDF, `width` dots wide, turned so that most of its text stands upright.

    `text` is the paper's, or the part of it that may stand on the page. Raises UnreadableError if the page is broken.
    """
    with closing(opened(data)) as pdf:
        try:
            content = content_of(pdf, page - 1)
            with closing(pdf[page - 1]) as sheet:
                heading = _heading(sheet, content)
                left, top, wide, high = _shown(sheet, heading)
                picture = _drawn(sheet, heading, fitted(wide, high, width))
        except pdfium.PdfiumError as error:
            raise UnreadableError("This page could not be drawn (damaged): ask for the file again.") from error
    return Drawn(picture, placed_words(text, page, content.words), left, top, wide, high)


def _places(edges: Edges) -> tuple[Place, ...]:
    """For text that runs right, up, left and down in the file: the change of coordinates that sets it upright, with
    points counted from the top left corner of a page with these edges."""
    left, bottom, right, top = edges
    return (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )


def _heading(sheet: pdfium.PdfPage, content: PageContent) -> int:
    """Which way the text of the page runs (0 right, 1 up, 2 left, 3 down): told by where its words came to stand."""
    as_shown = int(sheet.get_rotation()) // 90
    words = {(round(word.x0, 2), round(word.y, 2)) for word in islice(content.words, _ENOUGH)}
    if not words:
        return as_shown
    origins = _origins(sheet)
    stand = [{tuple(round(at, 2) for at in place(x, y)) for x, y in origins} for place in _places(sheet.get_cropbox())]
    return max(range(4), key=lambda way: (len(words & stand[way]), way == as_shown))


def _origins(sheet: pdfium.PdfPage) -> list[tuple[float, float]]:
    """Where the pen stood for each letter of the page."""
    x, y = ctypes.c_double(), ctypes.c_double()
    origins: list[tuple[float, float]] = []
    with closing(sheet.get_textpage()) as letters:
        for at in range(letters.count_chars()):
            if raw.FPDFText_GetCharOrigin(letters.raw, at, x, y):
                origins.append((x.value, y.value))
    return origins


def _shown(sheet: pdfium.PdfPage, heading: int) -> tuple[float, float, float, float]:
    """The part of the page that is drawn: left, top, width and height in the points of its words.

    Words are counted from the crop box as the file has it; what is drawn is the part of it that lies on the page.
    """
    left, bottom, right, top = sheet.get_bbox()
    corners = ((left, top), (left, bottom), (right, bottom), (right, top))
    x, y = _places(sheet.get_cropbox())[heading](*corners[heading])
    wide, high = max(right - left, _LEAST), max(top - bottom, _LEAST)
    return (x, y, wide, high) if heading in (0, 2) else (x, y, high, wide)


def _drawn(sheet: pdfium.PdfPage, heading: int, size: tuple[int, int]) -> Image.Image:
    rotation = (90 * heading - int(sheet.get_rotation())) % 360
    wide, high = sheet.get_size() if rotation % 180 == 0 else sheet.get_size()[::-1]
    scale = min((size[0] - 0.01) / max(wide, _LEAST), (size[1] - 0.01) / max(high, _LEAST))
    bitmap = sheet.render(scale=scale, rotation=rotation, rev_byteorder=True)
    try:
        picture: Image.Image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    return picture if picture.size == size else picture.resize(size)
