"""Month ends and leap days: where limits, windows and counts meet days that a month has not.

The figures were worked out by hand, with the corresponding-date rule: a month from a day ends on the day of that
number; one beginning with it, the day before; where the month has no such day, both end with the month."""

import pytest
from tests.factories import day

from caseclock.extractor.findings.calendar import (
    add,
    elapsed,
    look_back,
    period_beginning_with,
    period_ending_with,
    shift_months,
)
from caseclock.extractor.findings.windows import last_looking_back
from caseclock.models.policy import Counting, Nation, Span, Unit

EW = Nation.ENGLAND_AND_WALES
OUT, BOTH = Counting.EXCLUSIVE, Counting.INCLUSIVE
WORKING, CALENDAR, WEEKS, MONTHS = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.MONTHS


@pytest.mark.parametrize(
    ("start", "months", "after", "beginning_with"),
    [
        # into February
        ("2021-01-27", 1, "2021-02-27", "2021-02-26"),
        ("2021-01-28", 1, "2021-02-28", "2021-02-27"),
        ("2021-01-29", 1, "2021-02-28", "2021-02-28"),
        ("2021-01-30", 1, "2021-02-28", "2021-02-28"),
        ("2021-01-31", 1, "2021-02-28", "2021-02-28"),
        ("2020-01-28", 1, "2020-02-28", "2020-02-27"),
        ("2020-01-29", 1, "2020-02-29", "2020-02-28"),
        ("2020-01-30", 1, "2020-02-29", "2020-02-29"),
        ("2020-01-31", 1, "2020-02-29", "2020-02-29"),
        # out of February
        ("2021-02-28", 1, "2021-03-28", "2021-03-27"),
        ("2020-02-28", 1, "2020-03-28", "2020-03-27"),
        ("2020-02-29", 1, "2020-03-29", "2020-03-28"),
        ("2024-02-29", 1, "2024-03-29", "2024-03-28"),
        # from every other month's end
        ("2021-03-30", 1, "2021-04-30", "2021-04-29"),
        ("2021-03-31", 1, "2021-04-30", "2021-04-30"),
        ("2021-04-30", 1, "2021-05-30", "2021-05-29"),
        ("2021-05-31", 1, "2021-06-30", "2021-06-30"),
        ("2021-06-30", 1, "2021-07-30", "2021-07-29"),
        ("2021-07-31", 1, "2021-08-31", "2021-08-30"),
        ("2021-08-31", 1, "2021-09-30", "2021-09-30"),
        ("2021-09-30", 1, "2021-10-30", "2021-10-29"),
        ("2021-10-31", 1, "2021-11-30", "2021-11-30"),
        ("2021-11-30", 1, "2021-12-30", "2021-12-29"),
        ("2021-12-31", 1, "2022-01-31", "2022-01-30"),
        # a quarter, half a year, a year, four years
        ("2019-11-29", 3, "2020-02-29", "2020-02-28"),
        ("2019-11-30", 3, "2020-02-29", "2020-02-29"),
        ("2020-11-29", 3, "2021-02-28", "2021-02-28"),
        ("2020-11-30", 3, "2021-02-28", "2021-02-28"),
        ("2021-08-28", 6, "2022-02-28", "2022-02-27"),
        ("2021-08-29", 6, "2022-02-28", "2022-02-28"),
        ("2021-08-31", 6, "2022-02-28", "2022-02-28"),
        ("2023-08-29", 6, "2024-02-29", "2024-02-28"),
        ("2023-08-30", 6, "2024-02-29", "2024-02-29"),
        ("2020-02-29", 6, "2020-08-29", "2020-08-28"),
        ("2021-03-31", 6, "2021-09-30", "2021-09-30"),
        ("2021-04-30", 6, "2021-10-30", "2021-10-29"),
        ("2021-12-31", 6, "2022-06-30", "2022-06-30"),
        ("2019-02-28", 12, "2020-02-28", "2020-02-27"),
        ("2020-02-29", 12, "2021-02-28", "2021-02-28"),
        ("2023-02-28", 12, "2024-02-28", "2024-02-27"),
        ("2020-02-29", 48, "2024-02-29", "2024-02-28"),
    ],
)
def test_months(start: str, months: int, after: str, beginning_with: str) -> None:
    assert add(day(start), months, MONTHS, OUT, EW) == shift_months(day(start), months) == day(after)
    assert add(day(start), months, MONTHS, BOTH, EW) == day(beginning_with)
    assert period_beginning_with(day(start), Span(n=months, unit=MONTHS)) == day(beginning_with)
    assert elapsed(day(start), day(after), MONTHS, OUT, EW) == months
    assert elapsed(day(start), day(beginning_with), MONTHS, BOTH, EW) == months


@pytest.mark.parametrize(
    ("start", "end", "out", "both"),
    [
        ("2021-01-31", "2021-02-27", 0, 0),
        ("2021-01-31", "2021-02-28", 1, 1),
        ("2021-01-31", "2021-03-29", 1, 1),
        ("2021-01-31", "2021-03-30", 1, 2),
        ("2021-01-31", "2021-03-31", 2, 2),
        ("2020-01-31", "2020-02-28", 0, 0),
        ("2020-01-31", "2020-02-29", 1, 1),
        ("2020-01-30", "2020-02-28", 0, 0),
        ("2020-01-29", "2020-02-28", 0, 1),
        ("2021-01-01", "2021-01-30", 0, 0),
        ("2021-01-01", "2021-01-31", 0, 1),
        ("2021-03-31", "2021-04-29", 0, 0),
        ("2021-03-31", "2021-04-30", 1, 1),
        ("2020-02-29", "2021-02-27", 11, 11),
        ("2020-02-29", "2021-02-28", 12, 12),
        ("2019-02-28", "2020-02-27", 11, 12),
        ("2019-02-28", "2020-02-28", 12, 12),
    ],
)
def test_whole_months_between(start: str, end: str, out: int, both: int) -> None:
    assert elapsed(day(start), day(end), MONTHS, OUT, EW) == out
    assert elapsed(day(start), day(end), MONTHS, BOTH, EW) == both


@pytest.mark.parametrize(
    ("start", "n", "unit", "out", "both"),
    [
        ("2020-02-28", 1, CALENDAR, "2020-02-29", "2020-02-28"),
        ("2020-02-28", 2, CALENDAR, "2020-03-01", "2020-02-29"),
        ("2021-02-28", 1, CALENDAR, "2021-03-01", "2021-02-28"),
        ("2020-02-28", 30, CALENDAR, "2020-03-29", "2020-03-28"),
        ("2021-02-28", 30, CALENDAR, "2021-03-30", "2021-03-29"),
        ("2020-02-29", 30, CALENDAR, "2020-03-30", "2020-03-29"),
        ("2024-01-31", 30, CALENDAR, "2024-03-01", "2024-02-29"),
        ("2021-03-31", 30, CALENDAR, "2021-04-30", "2021-04-29"),
        ("2021-04-30", 30, CALENDAR, "2021-05-30", "2021-05-29"),
        ("2021-12-31", 28, CALENDAR, "2022-01-28", "2022-01-27"),
        ("2019-02-28", 365, CALENDAR, "2020-02-28", "2020-02-27"),
        ("2020-02-28", 365, CALENDAR, "2021-02-27", "2021-02-26"),
        ("2020-02-22", 1, WEEKS, "2020-02-29", "2020-02-28"),
        ("2021-02-22", 1, WEEKS, "2021-03-01", "2021-02-28"),
        ("2020-02-29", 1, WEEKS, "2020-03-07", "2020-03-06"),
        ("2024-01-31", 4, WEEKS, "2024-02-28", "2024-02-27"),
        ("2024-02-01", 4, WEEKS, "2024-02-29", "2024-02-28"),
        ("2021-05-31", 2, WEEKS, "2021-06-14", "2021-06-13"),
        ("2020-12-28", 1, WEEKS, "2021-01-04", "2021-01-03"),
        ("2020-02-28", 1, WORKING, "2020-03-02", "2020-02-28"),  # the leap day was a Saturday
        ("2020-02-28", 2, WORKING, "2020-03-03", "2020-03-02"),
        ("2024-02-28", 1, WORKING, "2024-02-29", "2024-02-28"),  # the leap day was a Thursday
        ("2024-02-28", 2, WORKING, "2024-03-01", "2024-02-29"),
        ("2024-02-29", 1, WORKING, "2024-03-01", "2024-02-29"),
        ("2021-02-26", 1, WORKING, "2021-03-01", "2021-02-26"),
        ("2021-03-31", 1, WORKING, "2021-04-01", "2021-03-31"),
        ("2021-06-30", 2, WORKING, "2021-07-02", "2021-07-01"),
        ("2021-07-30", 1, WORKING, "2021-08-02", "2021-07-30"),
        ("2021-09-30", 20, WORKING, "2021-10-28", "2021-10-27"),
    ],
)
def test_days_weeks_and_working_days(start: str, n: int, unit: Unit, out: str, both: str) -> None:
    assert add(day(start), n, unit, OUT, EW) == day(out)
    assert add(day(start), n, unit, BOTH, EW) == day(both)
    assert elapsed(day(start), day(out), unit, OUT, EW) == n
    assert elapsed(day(start), day(both), unit, BOTH, EW) == n


@pytest.mark.parametrize(
    ("end", "first", "back"),
    [
        ("2021-01-31", "2020-08-01", "2020-07-31"),
        ("2021-02-28", "2020-08-29", "2020-08-28"),
        ("2020-02-29", "2019-08-30", "2019-08-29"),
        ("2024-02-28", "2023-08-29", "2023-08-28"),
        ("2024-02-29", "2023-08-30", "2023-08-29"),
        ("2021-03-31", "2020-10-01", "2020-09-30"),
        ("2021-04-30", "2020-10-31", "2020-10-30"),
        ("2021-05-31", "2020-12-01", "2020-11-30"),
        ("2021-06-30", "2020-12-31", "2020-12-30"),
        ("2021-07-31", "2021-02-01", "2021-01-31"),
        ("2021-08-27", "2021-02-28", "2021-02-27"),
        ("2021-08-28", "2021-03-01", "2021-02-28"),
        ("2021-08-30", "2021-03-01", "2021-02-28"),
        ("2021-08-31", "2021-03-01", "2021-02-28"),
        ("2020-08-29", "2020-03-01", "2020-02-29"),
        ("2021-09-30", "2021-03-31", "2021-03-30"),
        ("2021-10-31", "2021-05-01", "2021-04-30"),
        ("2021-11-30", "2021-05-31", "2021-05-30"),
        ("2021-12-31", "2021-07-01", "2021-06-30"),
    ],
)
def test_half_a_year_that_ends_with_a_day(end: str, first: str, back: str) -> None:
    six = Span(n=6, unit=MONTHS)
    assert period_ending_with(day(end), six) == day(first)
    assert look_back(day(end), six) == day(back)


@pytest.mark.parametrize(
    ("end", "span", "first", "back"),
    [
        ("2020-03-01", Span(n=30, unit=CALENDAR), "2020-02-01", "2020-01-31"),
        ("2021-03-01", Span(n=30, unit=CALENDAR), "2021-01-31", "2021-01-30"),
        ("2020-02-29", Span(n=1, unit=MONTHS), "2020-01-30", "2020-01-29"),
        ("2021-02-28", Span(n=1, unit=MONTHS), "2021-01-29", "2021-01-28"),
        ("2021-03-30", Span(n=1, unit=MONTHS), "2021-03-01", "2021-02-28"),
        ("2020-03-06", Span(n=1, unit=WEEKS), "2020-02-29", "2020-02-28"),
        ("2021-05-31", Span(n=3, unit=MONTHS), "2021-03-01", "2021-02-28"),
        ("2021-02-28", Span(n=12, unit=MONTHS), "2020-02-29", "2020-02-28"),
        ("2020-02-29", Span(n=12, unit=MONTHS), "2019-03-01", "2019-02-28"),
    ],
)
def test_other_windows_that_end_with_a_day(end: str, span: Span, first: str, back: str) -> None:
    assert period_ending_with(day(end), span) == day(first)
    assert look_back(day(end), span) == day(back)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2021-02-27", "2021-08-27"),
        ("2021-02-28", "2021-08-31"),  # seen from the 28th, 29th, 30th and 31st the half year begins on 28 February
        ("2020-02-28", "2020-08-28"),
        ("2020-02-29", "2020-08-31"),
        ("2021-03-30", "2021-09-30"),
        ("2021-03-31", "2021-09-30"),  # there is no 31 September to look back from
        ("2021-04-30", "2021-10-31"),
        ("2021-08-28", "2022-02-28"),
        ("2021-08-31", "2022-02-28"),
        ("2023-08-29", "2024-02-29"),
        ("2021-10-31", "2022-04-30"),
    ],
)
def test_last_day_from_which_half_a_year_back_takes_a_day_in(first: str, last: str) -> None:
    assert last_looking_back(day(first), Span(n=6, unit=MONTHS), EW) == day(last)
