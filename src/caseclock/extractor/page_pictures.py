"""Pages of a paper as pictures, with the passage that a statement comes from marked as by a highlighter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from caseclock.extractor.limits import DEFAULT_LIMITS, Limits
from caseclock.extractor.pictures.drawn import Box, PagePicture
from caseclock.extractor.readers.scan.picture import MEDIA_TYPES as _PICTURES
from caseclock.extractor.whole_reading import Readers
from caseclock.models.text import Page, Text

__all__ = [
    "LEAST_WIDTH",
    "MOST_WIDTH",
    "Box",
    "NoPicturesError",
    "NoSuchPageError",
    "NotOnPageError",
    "PagePicture",
    "PagePictureError",
    "page_picture",
]

LEAST_WIDTH, MOST_WIDTH = 200, 2400  # dots

_READER = "caseclock.extractor.pictures.reader"
_PDF = "application/pdf"
Span = tuple[int, int]


class PagePictureError(Exception):
    """There is no such picture. The message says in plain words why, and what to do."""


class NoPicturesError(PagePictureError):
    """The paper is of a kind without pages that could be drawn (a message, a Word document, a sheet)."""


class NoSuchPageError(PagePictureError):
    """The paper has no page of that number."""


class NotOnPageError(PagePictureError):
    """The passage lies outside the paper's text, or on other pages."""


def page_picture(
    readers: Readers,
    data: bytes,
    text: Text,
    media_type: str,
    page: int,
    highlight: Span | None = None,
    width: int = 1000,
    limits: Limits = DEFAULT_LIMITS,
) -> PagePicture:
    """Page `page` (from 1) of a paper as PNG, upright as it is read.

    `readers` (a Sandbox) draws; `data` and `media_type` are the paper's, `text` is what was read of it. `highlight` is
    the passage to be marked, start and end in `text.text`; a passage that goes over several pages is marked on each as
    far as it stands there, and none of its words may be found (`boxes` is then empty). `width` is in dots, and brought
    between LEAST_WIDTH and MOST_WIDTH; a very long page is drawn narrower. It may take `limits.page_seconds`.

    Raises NoPicturesError, NoSuchPageError, NotOnPageError; UnreadableError if the page can't be drawn.
    """
    if media_type != _PDF and media_type not in _PICTURES:
        raise NoPicturesError("This kind of paper has no pages to be shown as pictures: read its text instead.")
    if page < 1:
        raise NoSuchPageError(f"There is no page {page}: pages are counted from 1.")
    if highlight is not None and not 0 <= highlight[0] < highlight[1] <= len(text.text):
        raise NotOnPageError(_outside(highlight, text))
    stretches = [stretch for stretch in text.pages if stretch.number == page]
    needed = {"pdf": media_type == _PDF, "page": page, "width": min(max(width, LEAST_WIDTH), MOST_WIDTH)}
    needed |= _found_by(text, stretches, highlight)
    answer = readers.read(_READER, data, seconds=limits.page_seconds, **needed)
    if isinstance(answer, int):
        has = "one page" if answer == 1 else f"{answer} pages"
        raise NoSuchPageError(f"There is no page {page}: this paper has {has}.")
    assert isinstance(answer, PagePicture)
    if highlight and not answer.boxes and not any(_touch(highlight, (on.start, on.end)) for on in stretches):
        raise NotOnPageError(f"That passage does not stand on page {page}: ask for the page that its source names.")
    return answer


def _outside(highlight: Span, text: Text) -> str:
    start, end = highlight
    if start >= end:
        return f"The passage {start}-{end} is empty: its end must come after its start."
    return (
        f"The passage {start}-{end} lies outside this paper's text, which has {len(text.text)} characters: correct it."
    )


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _found_by(text: Text, stretches: Sequence[Page], highlight: Span | None) -> dict[str, Any]:
    """What the words of the page are found by: their places if OCR read it, else the part of the text that may stand
    on it, which begins with a row or paragraph of the page before that may go over to this one."""
    if not stretches:
        return {"text": Text(""), "words": None, "passage": None}
    if stretches[0].origin == "ocr":
        return {"text": Text(""), "words": stretches[0].words, "passage": highlight}
    first, last, number = stretches[0].start, stretches[-1].end, stretches[0].number
    begun = [block for block in text.blocks if block.page == number - 1 and block.end <= first][-1:]
    low = min([first, *(block.start for block in begun)])
    part = Text(
        text.text[low:last],
        pages=tuple(replace(page, start=page.start - low, end=page.end - low) for page in stretches),
        blocks=tuple(replace(b, start=b.start - low, end=b.end - low, cells=()) for b in begun),
    )
    return {"text": part, "words": None, "passage": (highlight[0] - low, highlight[1] - low) if highlight else None}
