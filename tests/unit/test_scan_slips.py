"""Letters that OCR takes for figures are mended in dates and times, and nowhere else."""

import pytest

from caseclock.extractor.readers.scan.slips import is_impossible, mended


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("1O/03/2024", "10/03/2024"),
        ("l2/O3/24", "12/03/24"),
        ("23:l5", "23:15"),
        ("12.O5", "12.05"),
        ("(2I:45)", "(21:45)"),
        ("22O5hrs.", "2205hrs."),
        ("2O24-01-3l", "2024-01-31"),
        ("05/0112024", "05/01/2024"),
        ("05101/2024,", "05/01/2024,"),
    ],
)
def test_a_date_or_time_by_its_shape_is_mended(seen: str, meant: str) -> None:
    assert mended(seen) == meant


@pytest.mark.parametrize(
    "word",
    [
        "SOS",
        "BOB",
        "Ill",
        "3.lb",
        "l.O",
        "SO:lO",
        "O/S",
        "I/O/S",
        "12:75",
        "31/02/2O24",
        "LG-01O1",
        "12/05/2024",
        "0800",
        "is.",
    ],
)
def test_what_is_no_date_stays_as_it_is(word: str) -> None:
    assert mended(word) == word


@pytest.mark.parametrize(
    ("word", "impossible"),
    [("44:11", True), ("12:61", True), ("31/02/2024", True), ("23:59", False), ("29/02/24", False), ("no. 44", False)],
)
def test_a_day_or_minute_that_cannot_be(word: str, impossible: bool) -> None:
    assert is_impossible(word) is impossible
