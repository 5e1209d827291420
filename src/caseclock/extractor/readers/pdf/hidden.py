"""Tables that PDFium's rules do not show (cells drawn as filled boxes): pdfplumber is asked, for such pages only.

It is about thirty times slower than the rest of the reader, so it is opened when first needed and each page is closed.
"""

import io
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium

from caseclock.extractor.readers.pdf.grid import Grid, grid_from_boxes
from caseclock.extractor.readers.pdf.page import PageContent, Word

_MAX_PAGES = 60  # of one document: a long paper of odd drawings must not take all the time there is


class HiddenGrids:
    """Finds grids with pdfplumber. Holds the open file: call `close` at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None
        self._left = _MAX_PAGES

    def find(self, content: PageContent, words: Sequence[Word]) -> list[Grid]:
        """The grids that pdfplumber sees on the page; none if it can't read it."""
        if self._left <= 0:
            return []
        self._left -= 1
        # imported here: most papers never need it, and its import costs more than reading them
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import PdfminerException

        try:
            if self._pdf is None:
                self._pdf = pdfplumber.open(io.BytesIO(self._data))
            page = self._pdf.pages[content.number - 1]
            try:
                if abs(float(page.width) - content.width) > 1 or abs(float(page.height) - content.height) > 1:
                    return []  # turned another way: its places would not be ours
                boxes = [table.cells for table in page.find_tables()]
            finally:
                page.close()
        except (PDFException, PSException, PdfminerException, pdfium.PdfiumError, ValueError, TypeError, KeyError,
                IndexError, AttributeError, RecursionError, AssertionError):  # fmt: skip
            return []  # the page is read without it
        found = (grid_from_boxes([tuple(box) for box in cells], words) for cells in boxes)
        return sorted((grid for grid in found if grid is not None), key=lambda grid: (grid.top, grid.xs[0]))

    def close(self) -> None:
        """Let go of the file."""
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None
