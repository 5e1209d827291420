"""`python -m benchmarks.scan_rows [PAGES]`: a printed police log made into scans; the share of its rows read right.

A row is right if it comes out as one row with its own reference beside the very date and time that were printed.
"""

import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image
from tests.scanned import as_pdf, faxed, photographed, pictures_of, worn

from benchmarks.scan_log import LogRow, log_rows, printed_log
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.pdf.paged_text import lay_out_pages
from caseclock.extractor.readers.scan import ocr
from caseclock.models.text import Role, Text

_PER_PAGE = 10
Wear = Callable[[Image.Image, int], Image.Image]


@dataclass(frozen=True)
class Measured:
    """How many rows were found at all, came with date and time right, and with every cell right; seconds a page."""

    rows: int
    found: int
    dated: int
    whole: int
    seconds: float
    confidence: float


def _scanned(picture: Image.Image, page: int) -> Image.Image:
    return worn(picture, turn=1.0 if page % 2 else -1.0, noise=12.0, specks=0.002, seed=page)


WAYS: dict[str, tuple[bool, Wear]] = {
    "scan, ruled": (True, _scanned),
    "scan, no rules": (False, _scanned),
    "photograph, ruled": (True, lambda picture, page: photographed(picture, turn=2.5, seed=page)),
    "upside down": (True, lambda picture, page: _scanned(picture, page).rotate(180)),
    "on its side": (True, lambda picture, page: _scanned(picture, page).rotate(90, expand=True)),
    "on its other side": (True, lambda picture, page: _scanned(picture, page).rotate(270, expand=True)),
    "faint fax": (True, lambda picture, page: faxed(worn(picture, turn=0.6), seed=page)),
}


def measure(rows: Sequence[LogRow], wear: Wear, *, ruled: bool) -> Measured:
    """Print the rows, scan the print, read it."""
    pictures = pictures_of(printed_log(rows, ruled=ruled))
    paper = as_pdf([wear(picture, page) for page, picture in enumerate(pictures, 1)])
    begun = time.process_time()
    scans = {page: ocr.read(paper, DEFAULT_LIMITS, page) for page in range(1, len(pictures) + 1)}
    seconds = (time.process_time() - begun) / len(pictures)
    contents = [scans[page].content for page in sorted(scans)]
    text = lay_out_pages(contents, DEFAULT_LIMITS, lambda content, words: [], lambda page: None, scans).text
    found, dated, whole = compare(text, rows)
    sure = sum(scan.confidence for scan in scans.values()) / len(scans)
    return Measured(len(rows), found, dated, whole, seconds, sure)


def compare(text: Text, rows: Sequence[LogRow]) -> tuple[int, int, int]:
    """Rows found by their reference; of these with date and time right; of these with all cells right."""
    read = [tuple(cell.text for cell in block.cells) for block in text.blocks if block.role is Role.ROW]
    by_mark: dict[str, list[tuple[str, ...]]] = {}
    for cells in read:
        for cell in cells:
            by_mark.setdefault(_tight(cell), []).append(cells)
    found = dated = whole = 0
    for row in rows:
        candidates = [
            cells for cells in by_mark.get(_tight(row.cells[0]), []) if len(cells) > 1 and cells[1] == row.time
        ]
        found += bool(by_mark.get(_tight(row.cells[2])))
        right = [cells for cells in candidates if cells[0] == row.day]
        dated += bool(right)
        whole += any(tuple(map(_tight, cells)) == tuple(map(_tight, row.cells)) for cells in right)
    return found, dated, whole


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def main(pages: int, only: Sequence[str]) -> int:
    """Print a table; 0 if the plain scan of the ruled log has 95 rows in 100 right."""
    rows = log_rows(pages * _PER_PAGE)
    print(f"A log of {len(rows)} rows on {pages} pages, 200 dpi, one degree askew, noise, JPEG.")
    print(f"{'paper':<20}{'reference':>10}{'date+time':>11}{'all cells':>11}{'sure':>7}{'s/page':>8}")
    enough = True
    for name, (ruled, wear) in WAYS.items():
        if only and name not in only:
            continue
        got = measure(rows, wear, ruled=ruled)
        shares = [f"{100 * part / got.rows:.1f}%" for part in (got.found, got.dated, got.whole)]
        print(
            f"{name:<20}{shares[0]:>10}{shares[1]:>11}{shares[2]:>11}{got.confidence:>7.2f}{got.seconds:>8.2f}",
            flush=True,
        )
        if name == "scan, ruled":
            enough = got.dated >= 0.95 * got.rows
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15, sys.argv[2:]))
