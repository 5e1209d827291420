"""Days, working days and months."""

from datetime import date

import pytest
from tests.factories import day

from caseclock.extractor.findings.calendar import (
    add,
    bank_holidays,
    elapsed,
    is_working_day,
    look_back,
    period_beginning_with,
    period_ending_with,
)
from caseclock.models.policy import Counting, Nation, Span, Unit

EW = Nation.ENGLAND_AND_WALES
OUT, BOTH = Counting.EXCLUSIVE, Counting.INCLUSIVE
WORKING, CALENDAR, WEEKS, MONTHS = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.MONTHS


@pytest.mark.parametrize(
    ("holiday", "nations"),
    [
        ("2020-05-08", {EW, Nation.SCOTLAND, Nation.NORTHERN_IRELAND, Nation.ANY_UK}),  # moved from 4 May
        ("2022-06-02", {EW, Nation.SCOTLAND, Nation.NORTHERN_IRELAND, Nation.ANY_UK}),  # moved from 30 May
        ("2022-06-03", {EW, Nation.SCOTLAND, Nation.NORTHERN_IRELAND, Nation.ANY_UK}),  # extra
        ("2022-09-19", {EW, Nation.SCOTLAND, Nation.NORTHERN_IRELAND, Nation.ANY_UK}),  # extra
        ("2023-05-08", {EW, Nation.SCOTLAND, Nation.NORTHERN_IRELAND, Nation.ANY_UK}),  # extra
        ("2021-12-28", {EW, Nation.SCOTLAND, Nation.NORTHERN_IRELAND, Nation.ANY_UK}),  # in place of a Sunday
        ("2021-04-05", {EW, Nation.NORTHERN_IRELAND, Nation.ANY_UK}),  # Easter Monday, not in Scotland
        ("2020-11-30", {Nation.SCOTLAND, Nation.ANY_UK}),
        ("2021-07-12", {Nation.NORTHERN_IRELAND, Nation.ANY_UK}),
        ("2020-05-04", set()),  # the Monday that was not one that year
        ("2022-05-30", set()),
    ],
)
def test_bank_holidays_by_nation(holiday: str, nations: set[Nation]) -> None:
    assert {nation for nation in Nation if day(holiday) in bank_holidays(nation, day(holiday).year)} == nations
    assert all(is_working_day(day(holiday), nation) == (nation not in nations) for nation in Nation)


# Weekdays only, as the governments list them: England and Wales, then what Scotland and Northern Ireland have besides
# and what Scotland has not.
HOLIDAYS = {
    2018: ("01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26", "01-02 08-06 11-30", "04-02 08-27", "03-19 07-12"),
    2019: ("01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26", "01-02 08-05 12-02", "04-22 08-26", "03-18 07-12"),
    2020: ("01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28", "01-02 08-03 11-30", "04-13 08-31", "03-17 07-13"),
    2021: ("01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28", "01-04 08-02 11-30", "04-05 08-30", "03-17 07-12"),
    2022: (
        "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        "01-04 08-01 11-30",
        "04-18 08-29",
        "03-17 07-12",
    ),
    2023: ("01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26", "01-03 08-07 11-30", "04-10 08-28", "03-17 07-12"),
    2024: ("01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26", "01-02 08-05 12-02", "04-01 08-26", "03-18 07-12"),
    2025: ("01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26", "01-02 08-04 12-01", "04-21 08-25", "03-17 07-14"),
    2026: ("01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28", "01-02 06-15 08-03 11-30", "04-06 08-31", "03-17 07-13"),
    2027: ("01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28", "01-04 08-02 11-30", "03-29 08-30", "03-17 07-12"),
    2028: ("01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26", "01-04 08-07 11-30", "04-17 08-28", "03-17 07-12"),
}


def _days(year: int, text: str) -> set[date]:
    return {day(f"{year}-{one}") for one in text.split()}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_every_bank_holiday_of_every_nation(year: int) -> None:
    england, scotland_too, scotland_not, ireland_too = (_days(year, text) for text in HOLIDAYS[year])
    scotland, ireland = (england | scotland_too) - scotland_not, england | ireland_too
    wanted = {EW: england, Nation.SCOTLAND: scotland, Nation.NORTHERN_IRELAND: ireland}
    wanted[Nation.ANY_UK] = england | scotland | ireland
    for nation, days in wanted.items():
        assert {one for one in bank_holidays(nation, year) if one.weekday() < 5} == days, nation


@pytest.mark.parametrize(
    ("start", "n", "england", "scotland", "ireland"),
    [
        ("2020-05-06", 2, "2020-05-11", "2020-05-11", "2020-05-11"),  # the Friday that took the Monday's place
        ("2020-05-01", 1, "2020-05-04", "2020-05-04", "2020-05-04"),  # the Monday that was no holiday
        ("2022-06-01", 1, "2022-06-06", "2022-06-06", "2022-06-06"),  # moved and extra, both for the jubilee
        ("2022-05-27", 1, "2022-05-30", "2022-05-30", "2022-05-30"),  # the Monday that they took the place of
        ("2022-09-16", 1, "2022-09-20", "2022-09-20", "2022-09-20"),  # the funeral
        ("2023-05-05", 1, "2023-05-09", "2023-05-09", "2023-05-09"),  # the coronation
        ("2021-12-24", 1, "2021-12-29", "2021-12-29", "2021-12-29"),  # Christmas on a weekend
        ("2020-12-31", 1, "2021-01-04", "2021-01-05", "2021-01-04"),  # 2 January, moved, in Scotland only
        ("2021-04-01", 1, "2021-04-06", "2021-04-05", "2021-04-06"),  # no Easter Monday in Scotland
        ("2021-07-30", 1, "2021-08-02", "2021-08-03", "2021-08-02"),  # Scotland's August, first Monday
        ("2021-08-27", 1, "2021-08-31", "2021-08-30", "2021-08-31"),  # the others', last Monday
        ("2020-11-27", 1, "2020-11-30", "2020-12-01", "2020-11-30"),  # Saint Andrew
        ("2021-03-16", 1, "2021-03-17", "2021-03-17", "2021-03-18"),  # Saint Patrick
        ("2020-07-10", 1, "2020-07-13", "2020-07-13", "2020-07-14"),  # the Twelfth, moved from a Sunday
        ("2024-02-28", 2, "2024-03-01", "2024-03-01", "2024-03-01"),  # over a leap day
    ],
)
def test_due_working_day_by_nation(start: str, n: int, england: str, scotland: str, ireland: str) -> None:
    nations = (EW, Nation.SCOTLAND, Nation.NORTHERN_IRELAND)
    assert [add(day(start), n, WORKING, OUT, nation) for nation in nations] == [
        day(england),
        day(scotland),
        day(ireland),
    ]


@pytest.mark.parametrize(
    ("incident", "beginning_with", "after", "thirty_days", "four_weeks", "a_week"),
    [
        ("2021-01-15", "2021-02-14", "2021-02-15", "2021-02-14", "2021-02-12", "2021-01-22"),
        ("2021-01-29", "2021-02-28", "2021-02-28", "2021-02-28", "2021-02-26", "2021-02-05"),
        ("2021-01-31", "2021-02-28", "2021-02-28", "2021-03-02", "2021-02-28", "2021-02-07"),
        ("2021-02-05", "2021-03-04", "2021-03-05", "2021-03-07", "2021-03-05", "2021-02-12"),
        ("2021-03-01", "2021-03-31", "2021-04-01", "2021-03-31", "2021-03-29", "2021-03-08"),
        ("2024-01-31", "2024-02-29", "2024-02-29", "2024-03-01", "2024-02-28", "2024-02-07"),
    ],
)
def test_last_day_to_report_by_the_way_a_policy_words_it(
    incident: str, beginning_with: str, after: str, thirty_days: str, four_weeks: str, a_week: str
) -> None:
    on = day(incident)
    assert add(on, 1, MONTHS, BOTH, EW) == day(beginning_with)
    assert add(on, 1, MONTHS, OUT, EW) == day(after)
    assert add(on, 30, CALENDAR, OUT, EW) == day(thirty_days)
    assert add(on, 28, CALENDAR, OUT, EW) == add(on, 4, WEEKS, OUT, EW) == day(four_weeks)
    assert add(on, 7, CALENDAR, OUT, EW) == add(on, 1, WEEKS, OUT, EW) == day(a_week)


@pytest.mark.parametrize(
    ("start", "end", "unit", "out", "both"),
    [
        ("2020-11-30", "2021-02-05", WORKING, 46, 47),
        ("2020-11-27", "2021-02-23", WORKING, 59, 60),
        ("2020-11-30", "2020-12-17", WORKING, 13, 14),
        ("2020-12-17", "2021-01-29", WORKING, 28, 29),
        ("2021-02-16", "2021-12-13", WORKING, 209, 210),
        ("2022-03-09", "2022-06-24", WORKING, 72, 73),
        ("2021-07-09", "2021-08-19", CALENDAR, 41, 42),
        ("2021-07-09", "2021-10-19", CALENDAR, 102, 103),
        ("2021-03-06", "2021-03-07", WORKING, 0, 0),  # Saturday to Sunday
        ("2021-03-05", "2021-03-08", WORKING, 1, 2),  # Friday to Monday
        ("2021-03-08", "2021-03-08", WORKING, 0, 1),
        ("2021-03-08", "2021-03-22", WEEKS, 2, 2),
        ("2021-03-08", "2021-03-21", WEEKS, 1, 2),
        ("2021-01-31", "2021-02-28", MONTHS, 1, 1),
        ("2021-03-10", "2021-09-09", MONTHS, 5, 6),
        ("2021-03-10", "2021-09-10", MONTHS, 6, 6),
        ("2024-02-29", "2025-02-28", MONTHS, 12, 12),
    ],
)
def test_elapsed_without_and_with_the_first_day(start: str, end: str, unit: Unit, out: int, both: int) -> None:
    assert elapsed(day(start), day(end), unit, OUT, EW) == out
    assert elapsed(day(start), day(end), unit, BOTH, EW) == both
    assert elapsed(day(end), day(start), unit, OUT, EW) == -out


@pytest.mark.parametrize(
    ("start", "nation", "working_days"),
    [("2024-03-01", EW, "2024-04-02"), ("2024-03-01", Nation.ANY_UK, "2024-04-03"), ("2024-11-20", EW, "2024-12-18")],
)
def test_twenty_working_days_by_calendar(start: str, nation: Nation, working_days: str) -> None:
    assert add(day(start), 20, WORKING, OUT, nation) == day(working_days)


@pytest.mark.parametrize(
    ("start", "n", "unit", "counting", "due"),
    [
        ("2021-02-16", 5, WORKING, OUT, "2021-02-23"),
        ("2021-02-16", 10, WORKING, OUT, "2021-03-02"),
        ("2022-03-09", 20, WORKING, OUT, "2022-04-06"),
        ("2022-03-09", 30, WORKING, OUT, "2022-04-22"),  # over Easter
        ("2021-12-20", 14, WORKING, OUT, "2022-01-12"),  # over Christmas and a moved New Year's Day
        ("2023-04-26", 6, WORKING, OUT, "2023-05-05"),  # over the first Monday in May
        ("2023-05-03", 4, WORKING, OUT, "2023-05-10"),  # over the extra one
        ("2022-05-31", 2, WORKING, OUT, "2022-06-06"),
        ("2021-03-06", 1, WORKING, OUT, "2021-03-08"),  # a Saturday: the next working day is day 1
        ("2021-03-06", 1, WORKING, BOTH, "2021-03-08"),
        ("2021-03-08", 1, WORKING, BOTH, "2021-03-08"),
        ("2021-03-08", 5, WORKING, BOTH, "2021-03-12"),
        ("2023-01-31", 30, CALENDAR, OUT, "2023-03-02"),
        ("2023-01-31", 30, CALENDAR, BOTH, "2023-03-01"),
        ("2023-09-05", 4, WEEKS, OUT, "2023-10-03"),
        ("2023-09-05", 4, WEEKS, BOTH, "2023-10-02"),
        ("2022-04-11", 3, MONTHS, OUT, "2022-07-11"),
        ("2022-04-11", 3, MONTHS, BOTH, "2022-07-10"),
        ("2023-11-30", 3, MONTHS, OUT, "2024-02-29"),
    ],
)
def test_due_day(start: str, n: int, unit: Unit, counting: Counting, due: str) -> None:
    assert add(day(start), n, unit, counting, EW) == day(due)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2021-01-15", 1, "2021-02-14"),
        ("2021-01-29", 1, "2021-02-28"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2021-02-05", 1, "2021-03-04"),
        ("2021-03-01", 1, "2021-03-31"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-01-29", 1, "2024-02-28"),
        ("2021-02-28", 1, "2021-03-27"),
        ("2021-03-01", 6, "2021-08-31"),  # not 28 August: the day before is never moved on by months
        ("2021-03-10", 6, "2021-09-09"),
        ("2021-08-30", 6, "2022-02-28"),
        ("2021-08-31", 6, "2022-02-28"),
        ("2021-02-28", 6, "2021-08-27"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_period_beginning_with(start: str, months: int, last: str) -> None:
    assert period_beginning_with(day(start), Span(n=months, unit=MONTHS)) == day(last)


def test_periods_in_other_units_include_their_first_day() -> None:
    assert period_beginning_with(day("2021-03-01"), Span(n=30, unit=CALENDAR)) == day("2021-03-30")
    assert period_beginning_with(day("2021-03-01"), Span(n=2, unit=WEEKS)) == day("2021-03-14")
    assert period_beginning_with(day("2021-03-01"), Span(n=5, unit=WORKING)) == day("2021-03-05")


@pytest.mark.parametrize(
    ("end", "first", "back"),
    [
        ("2025-02-20", "2024-08-21", "2024-08-20"),
        ("2021-09-09", "2021-03-10", "2021-03-09"),
        ("2022-02-28", "2021-08-29", "2021-08-28"),  # periods from 29, 30 and 31 August all end with February
        ("2021-03-31", "2020-10-01", "2020-09-30"),
        ("2024-08-31", "2024-03-01", "2024-02-29"),
    ],
)
def test_six_months_that_end_with_a_day(end: str, first: str, back: str) -> None:
    six = Span(n=6, unit=MONTHS)
    assert period_ending_with(day(end), six) == day(first)
    assert look_back(day(end), six) == day(back)


@pytest.mark.parametrize(
    ("span", "back"),
    [
        (Span(n=10, unit=CALENDAR), "2021-04-02"),
        (Span(n=2, unit=WEEKS), "2021-03-29"),
        (Span(n=5, unit=WORKING), "2021-04-01"),  # Easter Monday and Good Friday between
    ],
)
def test_look_back_in_other_units(span: Span, back: str) -> None:
    assert look_back(day("2021-04-12"), span) == day(back)
