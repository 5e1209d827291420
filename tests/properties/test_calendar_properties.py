"""What holds for every date, unit and nation."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseclock.extractor.findings.calendar import (
    add,
    elapsed,
    is_working_day,
    look_back,
    period_beginning_with,
    period_ending_with,
)
from caseclock.extractor.findings.windows import last_looking_back
from caseclock.models.policy import Counting, Nation, Span, Unit

dates = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))
numbers = st.integers(min_value=1, max_value=60)
nations = st.sampled_from(Nation)
countings = st.sampled_from(Counting)
units = st.sampled_from(Unit)


@given(dates, numbers, countings, nations)
def test_as_many_working_days_have_passed_on_the_due_day_as_the_limit_says(
    start: date, n: int, counting: Counting, nation: Nation
) -> None:
    due = add(start, n, Unit.WORKING_DAYS, counting, nation)
    assert is_working_day(due, nation)
    assert elapsed(start, due, Unit.WORKING_DAYS, counting, nation) == n


@given(dates, numbers, units, countings, nations)
def test_a_longer_limit_is_never_due_earlier(
    start: date, n: int, unit: Unit, counting: Counting, nation: Nation
) -> None:
    assert add(start, n, unit, counting, nation) <= add(start, n + 1, unit, counting, nation)


@given(dates, st.integers(min_value=0, max_value=400), nations)
def test_working_days_counted_one_by_one(start: date, days: int, nation: Nation) -> None:
    end = start + timedelta(days=days)
    walked = sum(is_working_day(start + timedelta(days=i), nation) for i in range(1, days + 1))
    assert elapsed(start, end, Unit.WORKING_DAYS, Counting.EXCLUSIVE, nation) == walked
    assert elapsed(start, end, Unit.WORKING_DAYS, Counting.INCLUSIVE, nation) == walked + is_working_day(start, nation)


@given(dates, st.integers(min_value=1, max_value=24), units)
def test_a_window_is_as_long_as_can_be(end: date, n: int, unit: Unit) -> None:
    span = Span(n=n, unit=unit)
    first = period_ending_with(end, span)
    assert period_beginning_with(first, span) >= end
    assert period_beginning_with(first - timedelta(days=1), span) < end


@given(dates, st.integers(min_value=1, max_value=24), units, nations)
def test_looking_back_from_a_later_day_never_reaches_further(end: date, n: int, unit: Unit, nation: Nation) -> None:
    span = Span(n=n, unit=unit)
    assert look_back(end, span, nation) <= look_back(end + timedelta(days=1), span, nation) <= end


@given(dates, st.integers(min_value=1, max_value=24), st.sampled_from([Unit.MONTHS, Unit.WEEKS, Unit.CALENDAR_DAYS]))
def test_a_day_is_in_the_window_until_the_last_day_and_not_after(first: date, n: int, unit: Unit) -> None:
    span = Span(n=n, unit=unit)
    last = last_looking_back(first, span, Nation.ENGLAND_AND_WALES)
    assert look_back(last, span) <= first < look_back(last + timedelta(days=1), span)


@given(dates, st.integers(min_value=1, max_value=24))
def test_the_act_gives_a_day_less_than_a_month_after_or_as_much_where_there_is_no_such_day(start: date, n: int) -> None:
    beginning = add(start, n, Unit.MONTHS, Counting.INCLUSIVE, Nation.ENGLAND_AND_WALES)
    after = add(start, n, Unit.MONTHS, Counting.EXCLUSIVE, Nation.ENGLAND_AND_WALES)
    assert after - beginning == timedelta(days=1 if after.day == start.day else 0)


@given(dates, st.integers(min_value=2, max_value=24), st.sampled_from([Unit.MONTHS, Unit.WEEKS, Unit.CALENDAR_DAYS]))
def test_on_its_due_day_a_limit_has_just_passed_whole(start: date, n: int, unit: Unit) -> None:
    for counting in Counting:
        due = add(start, n, unit, counting, Nation.ENGLAND_AND_WALES)
        assert elapsed(start, due, unit, counting, Nation.ENGLAND_AND_WALES) == n
        assert elapsed(start, due - timedelta(days=1), unit, counting, Nation.ENGLAND_AND_WALES) == n - 1
