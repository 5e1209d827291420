"""Pages into one text, whether they were printed or seen by OCR."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.furniture import set_apart
from caseclock.extractor.readers.pdf.grid import Grid
from caseclock.extractor.readers.pdf.page import PageContent, Word
from caseclock.extractor.readers.pdf.page_layout import GridFinder, read_page
from caseclock.extractor.readers.pdf.placing import placed_words
from caseclock.extractor.readers.pdf.text_maker import TextMaker
from caseclock.extractor.readers.scan.seen_page import Scan
from caseclock.models.text import Page, Problem, Text

PassOn = Callable[[Text], None]  # takes the next part of a text; offsets count from the beginning of the whole
Begin = Callable[[int], None]  # told the number of a page as work on it begins
_SURE = 0.8  # mean confidence of a page's words below which what was made out of it must be compared with the picture


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of the pages, and the number of the page at which a limit was reached (None: all were laid out)."""

    text: Text  # what was not passed on
    stopped: int | None
    empty: bool  # no text at all


def lay_out_pages(
    contents: Iterable[PageContent],
    limits: Limits,
    find_hidden: GridFinder,
    begin: Begin,
    scans: Mapping[int, Scan],
    pass_on: PassOn | None = None,
) -> Laid:
    """The text of pages in their order. Places and confidence of words are kept for those seen by OCR.

    With `pass_on` finished parts of the text are given to it, unless there are scans.
    """
    maker = TextMaker(None if scans else pass_on)
    stopped = None
    for page in set_apart(contents):
        number = page.content.number
        begin(number)
        maker.add(number, read_page(page, maker.open_table, _no_grids if number in scans else find_hidden))
        if maker.characters > limits.text_characters or maker.cells > limits.cells:
            stopped = number
            break
    text = maker.finish()
    if scans:
        text = replace(text, pages=tuple(_seen(text, page, scans) for page in text.pages))
    return Laid(text, stopped, empty=not maker.characters)


def _no_grids(content: PageContent, words: Sequence[Word]) -> list[Grid]:
    """A second look at rules needs the strokes of a PDF; a picture has none."""
    return []


def _seen(text: Text, page: Page, scans: Mapping[int, Scan]) -> Page:
    scan = scans.get(page.number)
    if scan is None:
        return page
    words = placed_words(text, page.number, scan.content.words)
    return replace(page, origin="ocr", confidence=scan.confidence, words=words)


def said_of_scans(scans: Mapping[int, Scan]) -> list[Problem]:
    """What must be said of pages read by OCR: which they are, which of them are doubtful, which hold no writing."""
    written = [number for number, scan in sorted(scans.items()) if scan.content.words]
    doubtful = [number for number in written if scans[number].confidence < _SURE]
    bare = [number for number, scan in sorted(scans.items()) if not scan.content.words]
    said: list[Problem] = []
    if written:
        was = "were" if len(written) > 1 else "was"
        said.append(_notice(f"{named(written)} {was} read by OCR: compare dates and times with the picture."))
    if doubtful:
        could = "could hardly be made out: read the picture yourself and correct what was found."
        said.append(_notice(f"{named(doubtful)} {could}"))
    if bare:
        said.append(_notice(f"No writing was found on {named(bare).lower()}: look at the picture."))
    return said


def _notice(text: str) -> Problem:
    return Problem("reader", text, notice=True)


def named(pages: Sequence[int]) -> str:
    """Page 3 | Pages 3 and 5 | Pages 3 to 9, 12 and 14"""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    names = [str(low) if low == high else f"{low} to {high}" for low, high in runs]
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return f"Page{'s' if len(pages) > 1 else ''} {listed}"
