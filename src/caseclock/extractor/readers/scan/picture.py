"""Pictures of papers (png, jpg, tif, gif, webp): every frame a page, given again as OCR saw it."""

import io
import warnings
from collections.abc import Mapping, Set

from PIL import Image

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.paged_text import Begin, lay_out_pages, named, said_of_scans
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.scan.drawing import DAMAGE, FORMATS
from caseclock.extractor.readers.scan.seen_page import Scan
from caseclock.models.text import Problem, Text

MEDIA_TYPES = ("image/png", "image/jpeg", "image/tiff", "image/gif", "image/webp")
PAGED = True

_SMALLER = "save it with fewer points (300 to the inch are enough) and add that"
_AGAIN = "open it, save it anew as .png or .pdf and add that"


def read(
    data: bytes,
    limits: Limits,
    *,
    begin: Begin = lambda page: None,
    scans: Mapping[int, Scan] | None = None,
    left_out: Set[int] = frozenset(),
) -> Reading:
    """The writing in a picture. Without `scans` the reading names its pages (from 1), to be read by OCR; only a TIFF
    has more than one. Raises UnreadableError if the picture is broken or holds no writing.
    """
    media_type, frames = _frames(data)
    pages = [number for number in range(1, min(frames, limits.pages) + 1) if number not in left_out]
    if scans is None:
        return Reading(media_type, Text(""), page_count=frames, pictured=tuple(pages))
    contents = (scans[number].content for number in pages if number in scans)
    laid = lay_out_pages(contents, limits, lambda content, words: [], begin, scans)
    if scans and not laid.text.text:
        raise UnreadableError("No writing could be found in this picture: look at it, and type what it shows.")
    problems = said_of_scans(scans)
    if len(pages) < frames:
        missing = [number for number in range(1, frames + 1) if number not in pages]
        problems.append(Problem("reader", f"{named(missing)} of this picture were not read: split it.", missing[0]))
    return Reading(media_type, laid.text, page_count=frames, problems=tuple(problems))


def _frames(data: bytes) -> tuple[str, int]:
    """The media type of a picture and the number of pages in it. Nothing of the picture itself is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # OCR has a limit of its own
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                media_type = Image.MIME[picture.format] if picture.format in FORMATS else "image/jpeg"
                return media_type, getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    except Image.DecompressionBombError as error:
        raise UnreadableError(f"The picture is too large to be opened safely: {_SMALLER}.") from error
    except DAMAGE as error:
        raise UnreadableError(f"The picture is damaged or cut short: {_AGAIN}.") from error
