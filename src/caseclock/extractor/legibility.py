"""How well OCR could read a passage."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from caseclock.models.text import Page


def legibility(pages: Sequence[Page], start: int, end: int) -> float | None:
    """How sure OCR was of the words from `start` to `end` (mean, 0 to 1); None if they were not read by OCR."""
    found: list[float] = []
    for page in pages:
        if page.origin != "ocr" or page.end <= start or page.start >= end:
            continue
        ends = [word.end for word in page.words]
        starts = [word.start for word in page.words]
        inside = page.words[bisect_right(ends, start) : bisect_left(starts, end)]
        found += [word.confidence for word in inside] or [page.confidence]
    return sum(found) / len(found) if found else None
