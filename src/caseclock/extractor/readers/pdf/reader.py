"""PDF: its words, tables and page numbers. Pages that are pictures are named, to be given again as OCR saw them."""

import re
from collections.abc import Iterator, Mapping, Set
from types import MappingProxyType

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.hidden import HiddenGrids
from caseclock.extractor.readers.pdf.page import PageContent, content_of
from caseclock.extractor.readers.pdf.paged_text import Begin, PassOn, lay_out_pages, named, said_of_scans
from caseclock.extractor.readers.pdf.plausible import are_words
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.scan.seen_page import Scan
from caseclock.models.text import Problem, Text

MEDIA_TYPES = ("application/pdf",)
PAGED = True
IN_PARTS = True

_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^<>]{0,200}/Count\s+0\b")
_TAIL = 2048  # bytes at the end in which a whole file says that it ends
_FEW_WORDS = 12  # a page with a picture over most of it and no more words than these is a scan with a stamp
_MOST = 0.5
_FRESH = 200  # pages after which the file is opened anew
_NO_TITLES = ("untitled", "(anonymous)", "unknown", "none")  # what programs write when nobody gave one
_NO_SCANS: Mapping[int, Scan] = MappingProxyType({})


def read(
    data: bytes,
    limits: Limits,
    *,
    begin: Begin = lambda page: None,
    scans: Mapping[int, Scan] | None = None,
    left_out: Set[int] = frozenset(),
    pass_on: PassOn | None = None,
) -> Reading:
    """The text of a PDF with its pages and blocks. Pages are numbered from 1.

    With `pass_on` the text is given to it in parts, and the reading holds the last of them.

    `begin` is told of each page as work on it begins; pages in `left_out` are not looked at. Without `scans` the
    reading says which pages are `pictured`; with them those pages are laid out from what OCR saw. Raises
    UnreadableError if the file is empty, locked, broken beyond repair or says nothing.
    """
    pages = _Pages(data, limits, begin, scans, left_out)
    hidden = HiddenGrids(data)
    try:
        return pages.read(hidden, pass_on)
    finally:
        hidden.close()
        pages.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    if not data:
        raise UnreadableError("This file is empty (0 bytes): ask for it again.")
    try:
        pdf = pdfium.PdfDocument(data)
        pages = len(pdf)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError(
                "This PDF is locked with a password: save a copy without the password and add that."
            ) from error
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise UnreadableError(
                "This PDF is encrypted in a way that can't be opened here: print it to a new PDF and add that."
            ) from error
        if _NO_PAGES.search(data):
            raise UnreadableError("This PDF has no pages: ask for it again.") from error
        raise UnreadableError(
            "This PDF is broken or only part of it is here (a download cut short?): ask for it again."
        ) from error
    if pages == 0:
        pdf.close()
        raise UnreadableError("This PDF has no pages: ask for it again.")
    return pdf


class _Pages:
    """One run over the pages of an open PDF."""

    def __init__(
        self,
        data: bytes,
        limits: Limits,
        begin: Begin,
        scans: Mapping[int, Scan] | None,
        left_out: Set[int],
    ) -> None:
        self._data = data
        self._pdf = _open(data)
        self._limits = limits
        self._begin = begin
        self._asked = scans is not None  # whether OCR has had its turn
        self._scans = scans or _NO_SCANS
        self._left_out = left_out
        self._faults = _Faults()

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()

    def read(self, hidden: HiddenGrids, pass_on: PassOn | None) -> Reading:
        count = len(self._pdf)
        laid = lay_out_pages(self._contents(), self._limits, hidden.find, self._begin, self._scans, pass_on)
        faults = self._faults
        pictured = () if self._asked else tuple(sorted(faults.scanned + faults.undecoded))
        if pictured and not self._asked:
            return Reading(MEDIA_TYPES[0], Text(""), page_count=count, pictured=pictured)
        if laid.empty and not self._scans and not self._left_out:
            raise UnreadableError(faults.why_nothing(count))
        stopped = laid.stopped or min(count, self._limits.pages)
        problems = [*said_of_scans(self._scans), *faults.problems()]
        if stopped < count:
            told = f"Only the first {stopped} of {count} pages were read: split the file and add the rest."
            problems.append(_problem(told, stopped + 1))
        if b"%%EOF" not in self._data[-_TAIL:]:
            problems.append(_problem("The end of this PDF is missing, so pages may be lacking: ask for it again."))
        return Reading(MEDIA_TYPES[0], laid.text, count, problems=tuple(problems), title=_title(self._pdf))

    def _contents(self) -> Iterator[PageContent]:
        for number in range(1, min(len(self._pdf), self._limits.pages) + 1):
            if number in self._left_out:
                continue
            if number in self._scans:
                yield self._scans[number].content
                continue
            if number % _FRESH == 0:  # PDFium keeps something of every page that it has opened
                self._pdf.close()
                self._pdf = _open(self._data)
            self._begin(number)
            try:
                content = content_of(self._pdf, number - 1)
            except pdfium.PdfiumError:
                self._faults.broken.append(number)
                continue
            self._faults.note(content)
            yield content


def _title(pdf: pdfium.PdfDocument) -> str:
    title = pdf.get_metadata_dict().get("Title", "")
    words = " ".join(title.split()) if isinstance(title, str) else ""
    return "" if words.casefold() in _NO_TITLES else words


def _problem(text: str, page: int | None = None, notice: bool = False) -> Problem:
    return Problem("reader", text, page=page, notice=notice)


class _Faults:
    """Pages that could not be read, by what is wrong with them."""

    def __init__(self) -> None:
        self.broken: list[int] = []
        self.scanned: list[int] = []
        self.undecoded: list[int] = []
        self.layered: list[int] = []  # pictures under a text that the scanner's own OCR made
        self.unseen: list[int] = []  # with text that is not drawn

    def note(self, content: PageContent) -> None:
        """Look whether a page is a picture, or text that can't be made out. A page with nothing at all is no fault."""
        letters = sum(len(word.text) for word in content.words)
        scan = content.pictured > _MOST
        if (not content.words and content.objects) or (scan and len(content.words) <= _FEW_WORDS):
            self.scanned.append(content.number)
        elif content.undecoded > 0.3 * letters:
            self.undecoded.append(content.number)
        elif scan and content.unseen > _MOST:
            (self.layered if are_words(word.text for word in content.words) else self.scanned).append(content.number)
        elif content.unseen:
            self.unseen.append(content.number)

    def problems(self) -> list[Problem]:
        """One problem for each sort of fault, naming the pages. Those that OCR could not mend are named by it."""
        found: list[Problem] = []
        if self.broken:
            told = f"{named(self.broken)} could not be opened (damaged): ask for the file again."
            found.append(_problem(told, self.broken[0]))
        if self.layered:
            were = "is a picture whose text was" if len(self.layered) == 1 else "are pictures whose text was"
            told = f"{named(self.layered)} {were} made by the scanner: compare dates and times with the picture."
            found.append(_problem(told, notice=True))
        if self.unseen:
            hold = "holds" if len(self.unseen) == 1 else "hold"
            told = (
                f"{named(self.unseen)} {hold} text that print does not show, read like the rest: check why it is there."
            )
            found.append(_problem(told, notice=True))
        return found

    def why_nothing(self, pages: int) -> str:
        """Why there is no text at all, and what to do."""
        if self.scanned or self.undecoded:
            return "This PDF holds pictures of pages and OCR could not read them: add a copy with text."
        if self.broken:
            return "No page of this PDF could be opened (damaged): ask for it again."
        return f"This PDF is blank ({'one page' if pages == 1 else f'{pages} pages'}): check that it is the right file."
