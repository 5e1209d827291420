"""Limits in working days over the bank holidays of each nation: moved, extra and substitute ones.

The days are those of the lists that the governments publish; the sums were done by hand on a wall calendar."""

import pytest
from tests.factories import day

from caseclock.extractor.findings.calendar import add, elapsed
from caseclock.models.policy import Counting, Nation, Unit

ENGLAND, SCOTLAND, IRELAND = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
OUT, BOTH = Counting.EXCLUSIVE, Counting.INCLUSIVE


def _due(start: str, n: int, counting: Counting, nation: Nation) -> str:
    return add(day(start), n, Unit.WORKING_DAYS, counting, nation).isoformat()


@pytest.mark.parametrize(
    ("start", "n", "england", "scotland", "ireland"),
    [
        # over Christmas and New Year
        ("2019-12-20", 10, "2020-01-08", "2020-01-09", "2020-01-08"),
        ("2020-12-18", 10, "2021-01-06", "2021-01-07", "2021-01-06"),  # 28 December for Boxing Day
        ("2021-12-17", 10, "2022-01-05", "2022-01-06", "2022-01-05"),  # 27, 28 December and 3 January
        ("2022-12-16", 10, "2023-01-04", "2023-01-05", "2023-01-04"),  # 27 December and 2 January
        ("2023-12-15", 10, "2024-01-03", "2024-01-04", "2024-01-03"),
        ("2024-12-16", 10, "2025-01-02", "2025-01-03", "2025-01-02"),
        ("2026-12-18", 10, "2027-01-06", "2027-01-07", "2027-01-06"),  # 28 December for Boxing Day
        ("2027-12-17", 10, "2028-01-05", "2028-01-06", "2028-01-05"),  # 27, 28 December and 3 January
        # from the last working day of the year
        ("2021-12-31", 1, "2022-01-04", "2022-01-05", "2022-01-04"),
        ("2022-12-30", 1, "2023-01-03", "2023-01-04", "2023-01-03"),
        ("2027-12-31", 1, "2028-01-04", "2028-01-05", "2028-01-04"),
        # Easter: no Monday in Scotland
        ("2021-03-26", 10, "2021-04-13", "2021-04-12", "2021-04-13"),
        ("2024-03-28", 1, "2024-04-02", "2024-04-01", "2024-04-02"),
        # May 2020: the Friday instead of the Monday
        ("2020-05-01", 20, "2020-06-02", "2020-06-02", "2020-06-02"),
        # June 2022: Thursday and Friday instead of the Monday before
        ("2022-05-20", 10, "2022-06-07", "2022-06-07", "2022-06-07"),
        # September 2022 and May 2023: one more
        ("2022-09-12", 5, "2022-09-20", "2022-09-20", "2022-09-20"),
        ("2023-04-28", 10, "2023-05-16", "2023-05-16", "2023-05-16"),
        # Saint Patrick and the Twelfth
        ("2021-03-15", 5, "2021-03-22", "2021-03-22", "2021-03-23"),
        ("2021-07-05", 10, "2021-07-19", "2021-07-19", "2021-07-20"),
        ("2025-07-11", 1, "2025-07-14", "2025-07-14", "2025-07-15"),  # the Twelfth on a Saturday
        # August and Saint Andrew
        ("2022-07-29", 5, "2022-08-05", "2022-08-08", "2022-08-05"),
        ("2022-08-26", 5, "2022-09-05", "2022-09-02", "2022-09-05"),
        ("2021-11-23", 10, "2021-12-07", "2021-12-08", "2021-12-07"),
        ("2024-11-29", 1, "2024-12-02", "2024-12-03", "2024-12-02"),  # Saint Andrew on a Saturday
    ],
)
def test_due_day_over_holidays(start: str, n: int, england: str, scotland: str, ireland: str) -> None:
    for nation, due in ((ENGLAND, england), (SCOTLAND, scotland), (IRELAND, ireland)):
        assert _due(start, n, OUT, nation) == due
        assert _due(start, n + 1, BOTH, nation) == due  # the start, a working day, is day 1
        assert elapsed(day(start), day(due), Unit.WORKING_DAYS, OUT, nation) == n
        assert elapsed(day(start), day(due), Unit.WORKING_DAYS, BOTH, nation) == n + 1


@pytest.mark.parametrize(
    ("start", "n", "nation", "due"),
    [
        ("2020-02-29", 5, ENGLAND, "2020-03-06"),  # a Saturday
        ("2021-03-07", 1, ENGLAND, "2021-03-08"),  # a Sunday
        ("2021-05-01", 1, ENGLAND, "2021-05-04"),  # a Saturday before a bank holiday
        ("2021-04-02", 1, ENGLAND, "2021-04-06"),  # Good Friday
        ("2021-04-02", 1, SCOTLAND, "2021-04-05"),
        ("2021-12-25", 1, ENGLAND, "2021-12-29"),  # Christmas Day on a Saturday
        ("2020-12-28", 1, ENGLAND, "2020-12-29"),  # in place of Boxing Day
        ("2022-01-03", 1, ENGLAND, "2022-01-04"),  # in place of New Year's Day
        ("2022-01-03", 1, SCOTLAND, "2022-01-05"),
        ("2020-05-08", 10, ENGLAND, "2020-05-22"),
        ("2022-06-02", 1, ENGLAND, "2022-06-06"),
        ("2022-09-19", 5, ENGLAND, "2022-09-26"),
        ("2023-05-08", 5, ENGLAND, "2023-05-15"),
        ("2020-01-02", 1, SCOTLAND, "2020-01-03"),
        ("2021-03-17", 1, IRELAND, "2021-03-18"),
    ],
)
def test_a_limit_from_a_day_off_begins_with_the_next_working_day(start: str, n: int, nation: Nation, due: str) -> None:
    for counting in Counting:
        assert _due(start, n, counting, nation) == due
        assert elapsed(day(start), day(due), Unit.WORKING_DAYS, counting, nation) == n


@pytest.mark.parametrize(
    ("start", "nation", "due"),
    [
        ("2020-01-02", ENGLAND, "2020-01-02"),
        ("2021-03-17", ENGLAND, "2021-03-17"),
        ("2021-04-05", SCOTLAND, "2021-04-05"),
        ("2020-05-04", ENGLAND, "2020-05-04"),  # the Monday that was no holiday
        ("2022-05-30", ENGLAND, "2022-05-30"),
    ],
)
def test_what_is_a_holiday_elsewhere_or_was_moved_counts_as_day_one(start: str, nation: Nation, due: str) -> None:
    assert _due(start, 1, BOTH, nation) == due
