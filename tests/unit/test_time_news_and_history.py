"""Dates as news and histories give them, and times of day in bare numbers.

Each case: the text, the day it was written (None: not known), and every expression in it as "words = first/last".
"""

from datetime import date

import pytest

from caseclock.extractor.language.anchors import read_times

PAPER = "1989-11-02"  # a Thursday

NEWS = [
    ("Profit fell in the third quarter.", PAPER, ["the third quarter = 1989-07-01/1989-09-30"]),
    ("The 1988 first quarter was worse.", PAPER, ["The 1988 first quarter = 1988-01-01/1988-03-31"]),
    ("Sales rose last quarter.", PAPER, ["last quarter = 1989-07-01/1989-09-30"]),
    ("The first half of 1987 was calm.", PAPER, ["The first half of 1987 = 1987-01-01/1987-06-30"]),
    ("The bank told investors on Tuesday.", PAPER, ["Tuesday = 1989-10-31"]),
    ("He spoke Tuesday and meets them on Nov. 30.", PAPER, ["Tuesday = 1989-10-31", "Nov. 30 = 1989-11-30"]),
    (
        "The plant opened in 1970. Workers said Monday that they will strike on Jan. 4.",
        PAPER,
        ["1970 = 1970-01-01/1970-12-31", "Monday = 1989-10-30", "Jan. 4 = 1990-01-04"],
    ),
    (
        "Two years ago the mill lost money, it said today.",
        PAPER,
        ["Two years ago = 1987-01-01/1987-12-31", "today = 1989-11-02"],
    ),
]

HISTORY = [
    (
        "In June 1778 the town fell. On the 21st of July it was retaken. That winter was mild.",
        "2015-03-01",
        [
            "June 1778 = 1778-06-01/1778-06-30",
            "21st of July = 1778-07-21",
            "That winter = 1778-12-01/1779-02-28",
        ],
    ),
    (
        "He was born in 1848 and left in the 1870s.",
        None,
        ["1848 = 1848-01-01/1848-12-31", "the 1870s = 1870-01-01/1879-12-31"],
    ),
    (
        "The order came on 9 June 1944. The following spring it was lifted.",
        None,
        ["9 June 1944 = 1944-06-09", "The following spring = 1945-03-01/1945-05-31"],
    ),
]

FORMS = [
    ("Given on the twenty-first day of May 2021.", None, ["twenty-first day of May 2021 = 2021-05-21"]),
    ("Shut from May 2021 through July 2021.", None, ["from May 2021 through July 2021 = 2021-05-01/2021-07-31"]),
    ("Open 1 May 2021–30 June 2021.", None, ["1 May 2021–30 June 2021 = 2021-05-01/2021-06-30"]),
    ("We call in two weeks' time.", "2021-05-03", ["in two weeks' time = 2021-05-17"]),
    (
        "He rang on 5 May 2021. On the same date she wrote.",
        None,
        ["5 May 2021 = 2021-05-05", "the same date = 2021-05-05"],
    ),
    ("It was quiet on May Day 2021.", None, ["May Day 2021 = 2021-05-01"]),
]

BARE_NUMBERS = [
    ("On 5 May 2021 he came. He left at ten past three.", ["2021-05-05", "2021-05-05"]),
    ("5 May 2021. It went on from eleven until one.", ["2021-05-05", "2021-05-05"]),
    ("5 May 2021. There were nine of them, or 12.", ["2021-05-05"]),
]

NO_DATES = [
    "The first half of the match was dull and the second half worse.",
    "She ran the first quarter mile.",
    "Mr March and Dr Friday were there.",
    "It is 10.5 by 12.11 metres.",
    "We asked 1644 homes and 1830 flats.",
]


def _told(text: str, dated: str | None) -> list[str]:
    found = read_times(text, date.fromisoformat(dated) if dated else None)
    spans = [f"{m.from_}" if m.from_ == m.to else f"{m.from_}/{m.to}" for m in found]
    return [f"{m.quote} = {span}" for m, span in zip(found, spans, strict=True)]


@pytest.mark.parametrize(("text", "dated", "expected"), [*NEWS, *HISTORY, *FORMS])
def test_placed(text: str, dated: str | None, expected: list[str]) -> None:
    assert _told(text, dated) == expected


@pytest.mark.parametrize(("text", "days"), BARE_NUMBERS)
def test_a_bare_number_is_a_time_behind_what_makes_it_one(text: str, days: list[str]) -> None:
    assert [str(m.from_) for m in read_times(text, date(2021, 6, 1))] == days


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert _told(text, "2021-06-01") == []
