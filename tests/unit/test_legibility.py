"""How well OCR could read a passage, and what that does to the events told there."""

import pytest

from caseclock.extractor.legibility import legibility
from caseclock.models.text import Page, PlacedWord

# "3 May Drums" on page 1 as printed, "4 Hay Drums" on page 2 as OCR saw it.
PAGES = (
    Page(1, 0, 11),
    Page(
        2,
        12,
        23,
        "ocr",
        0.8,
        (
            PlacedWord(12, 13, 10, 10, 14, 20, 0.9),
            PlacedWord(14, 17, 18, 10, 40, 20, 0.5),
            PlacedWord(18, 23, 44, 10, 70, 20, 1.0),
        ),
    ),
)


@pytest.mark.parametrize(
    ("start", "end", "share"),
    [
        (0, 11, None),  # printed
        (12, 23, 0.8),  # all three words
        (14, 17, 0.5),
        (18, 23, 1.0),
        (13, 14, 0.8),  # between words: as sure as its page
        (5, 17, 0.7),  # from the printed page over to the other
    ],
)
def test_a_passage_is_as_legible_as_its_words(start: int, end: int, share: float | None) -> None:
    assert legibility(PAGES, start, end) == pytest.approx(share)
