"""PDF with text: its words, tables and page numbers. A page that is only a picture is named as a problem."""

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf_furniture import set_apart
from caseclock.extractor.readers.pdf_hidden import HiddenGrids
from caseclock.extractor.readers.pdf_layout import read_page
from caseclock.extractor.readers.pdf_page import PageContent, content_of
from caseclock.extractor.readers.pdf_text import TextMaker
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.document import Problem

MEDIA_TYPES = ("application/pdf",)

_TAIL = 2048  # bytes at the end in which a whole file says that it ends
_FEW_WORDS = 12  # a page with a picture over most of it and no more words than these is a scan with a stamp
_MOST = 0.5
_NO_TITLES = ("untitled", "(anonymous)", "unknown", "none")  # what programs write when nobody gave one


def read(data: bytes, limits: Limits) -> Reading:
    """The text of a PDF with its pages and blocks.

    Raises UnreadableError if it is empty, locked, broken beyond repair or without any text.
    """
    pdf = _open(data)
    hidden = HiddenGrids(data)
    try:
        return _read_pages(pdf, data, limits, hidden)
    finally:
        hidden.close()
        pdf.close()


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
        raise UnreadableError(
            "This PDF is broken or only part of it is here (a download cut short?): ask for it again."
        ) from error
    if pages == 0:
        pdf.close()
        raise UnreadableError("This PDF has no pages: ask for it again.")
    return pdf


def _read_pages(pdf: pdfium.PdfDocument, data: bytes, limits: Limits, hidden: HiddenGrids) -> Reading:
    faults = _Faults()
    count = len(pdf)
    maker = TextMaker()
    stopped = min(count, limits.pages)
    for page in set_apart(_contents(pdf, stopped, faults)):
        maker.add(page.content.number, read_page(page, maker.open_table, hidden.find))
        if maker.characters > limits.text_characters or maker.cells > limits.cells:
            stopped = page.content.number
            break
    text = maker.finish()
    if not text.text:
        raise UnreadableError(faults.why_nothing(count))
    problems = faults.problems()
    if stopped < count:
        problems.append(
            _problem(
                f"Only the first {stopped} of {count} pages were read: split the file and add the rest.", stopped + 1
            )
        )
    if b"%%EOF" not in data[-_TAIL:]:
        problems.append(_problem("The end of this PDF is missing, so pages may be lacking: ask for it again."))
    return Reading(MEDIA_TYPES[0], text, page_count=count, problems=tuple(problems), title=_title(pdf))


def _contents(pdf: pdfium.PdfDocument, count: int, faults: "_Faults") -> Iterator[PageContent]:
    for index in range(count):
        try:
            content = content_of(pdf, index)
        except pdfium.PdfiumError:
            faults.broken.append(index + 1)
            continue
        faults.note(content)
        yield content


def _title(pdf: pdfium.PdfDocument) -> str:
    title = pdf.get_metadata_dict().get("Title", "")
    words = " ".join(title.split()) if isinstance(title, str) else ""
    return "" if words.casefold() in _NO_TITLES else words


def _problem(text: str, page: int | None = None) -> Problem:
    return Problem("reader", text, page=page)


class _Faults:
    """Pages that could not be read, by what is wrong with them."""

    def __init__(self) -> None:
        self.broken: list[int] = []
        self.scanned: list[int] = []
        self.undecoded: list[int] = []

    def note(self, content: PageContent) -> None:
        """Look whether a page is a picture, or text that can't be made out. A page with nothing at all is no fault."""
        letters = sum(len(word.text) for word in content.words)
        if (not content.words and content.objects) or (len(content.words) <= _FEW_WORDS and content.pictured > _MOST):
            self.scanned.append(content.number)
        elif content.undecoded > 0.3 * letters:
            self.undecoded.append(content.number)

    def problems(self) -> list[Problem]:
        """One problem for each sort of fault, naming the pages."""
        found: list[Problem] = []
        if self.scanned:
            verb = "have" if len(self.scanned) > 1 else "has"
            found.append(
                _problem(
                    f"{_named(self.scanned)} {verb} no text (a scan?): add a copy with text made by OCR.",
                    self.scanned[0],
                )
            )
        if self.undecoded:
            found.append(
                _problem(
                    f"The letters on {_named(self.undecoded).lower()} can't be made out (the font "
                    "is not explained): print to a new PDF, or add a copy with text made by OCR.",
                    self.undecoded[0],
                )
            )
        if self.broken:
            found.append(
                _problem(
                    f"{_named(self.broken)} could not be opened (damaged): ask for the file again.", self.broken[0]
                )
            )
        return found

    def why_nothing(self, pages: int) -> str:
        """Why there is no text at all, and what to do."""
        if self.scanned:
            return "This PDF holds pictures of pages and no text (a scan): add a copy with text made by OCR."
        if self.broken:
            return "No page of this PDF could be opened (damaged): ask for it again."
        return f"This PDF is blank ({'one page' if pages == 1 else f'{pages} pages'}): check that it is the right file."


def _named(pages: list[int]) -> str:
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
