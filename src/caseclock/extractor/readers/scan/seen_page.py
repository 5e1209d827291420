"""What was read by OCR on one page."""

from dataclasses import dataclass

from caseclock.extractor.readers.pdf.page import PageContent


@dataclass(frozen=True, slots=True)
class Scan:
    """A page read by OCR: its words and ruled lines in points from the top left corner of the page put upright.

    `confidence` is the mean of its words (0 to 1; 0 if there are none). `turned` is by how many degrees against the
    clock the page was turned about its middle to put it upright.
    """

    content: PageContent
    confidence: float
    turned: float
