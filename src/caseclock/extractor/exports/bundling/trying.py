"""Pages drawn only to see whether they can be, in a process of their own."""

from collections.abc import Sequence
from contextlib import closing

import pypdfium2 as pdfium

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.paged_text import Begin

MODULE = __name__
PAGED = True
_SCALE = 0.3


def read(data: bytes, limits: Limits, *, begin: Begin = lambda page: None, pages: Sequence[int]) -> tuple[int, ...]:
    """Those of the pages (numbers from 1) of a PDF that cannot be drawn. One that stops the process is told by that."""
    broken: list[int] = []
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return ()  # to be told when its pages are brought in
    with closing(pdf):
        for number in pages:
            begin(number)
            try:
                with closing(pdf[number - 1]) as page:
                    page.render(scale=_SCALE).close()
            except (pdfium.PdfiumError, IndexError):
                broken.append(number)
    return tuple(broken)
