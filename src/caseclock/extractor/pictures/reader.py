"""One page of a paper as a picture, in a process of its own: PDFium and Pillow meet what others have made."""

import io
from collections.abc import Sequence
from contextlib import closing

from caseclock.extractor.limits import Limits
from caseclock.extractor.pictures.drawn import PagePicture
from caseclock.extractor.pictures.marks import boxes_of, marked
from caseclock.extractor.pictures.printed import draw_printed, opened
from caseclock.extractor.pictures.seen import draw_seen, frames_of
from caseclock.models.text import PlacedWord, Text


def read(
    data: bytes,
    limits: Limits,
    *,
    pdf: bool,
    page: int,
    width: int,
    text: Text,
    words: Sequence[PlacedWord] | None,
    passage: tuple[int, int] | None,
) -> PagePicture | int:
    """Page `page` (from 1), `width` dots wide, with the passage marked; or how many pages there are, if it is not one.

    `pdf` says that the bytes are a PDF's; otherwise they are a picture file's. `words` are the places of words if OCR
    read the page; else they are found by `text`, the part of the paper's text that may stand on the page. `passage`
    counts in what is given of the two. Raises UnreadableError if the page can't be drawn.
    """
    pages = _pages(data) if pdf else frames_of(data)
    if page > pages:
        return pages
    if pdf and words is None:
        drawn = draw_printed(data, page, text, width)
    else:
        drawn = draw_seen(data, page, words or (), width, pdf=pdf)
    boxes = boxes_of(drawn, *passage) if passage else ()
    picture = marked(drawn.picture, boxes)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return PagePicture(out.getvalue(), picture.width, picture.height, boxes)


def _pages(data: bytes) -> int:
    with closing(opened(data)) as pdf:
        return len(pdf)
