"""The picture of a threshold's period: what lies in it, what beside it, and that no mark hides another."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.pages.findings.findings_window import WIDE, Picture, Placed, picture
from caseclock.models.finding import Period

PERIOD = Period(start=date(2021, 4, 20), end=date(2021, 10, 19))
days = st.dates(date(2015, 1, 1), date(2027, 12, 31))


def placed(*on: date) -> list[Placed]:
    return [Placed(day, f"row {number}", number) for number, day in enumerate(on, start=1)]


def drawn(counted: list[Placed], left_out: list[Placed] | None = None, period: Period = PERIOD) -> Picture:
    found = picture(period, counted, left_out or [])
    assert found is not None
    return found


def test_an_incident_inside_the_period_stands_inside_the_band() -> None:
    found = drawn(placed(date(2021, 4, 20), date(2021, 7, 1), date(2021, 10, 19)))
    assert all(found.start <= mark.x < found.end for mark in found.counted)
    assert [mark.number for mark in found.counted] == [1, 2, 3]
    assert [mark.label for mark in found.counted] == ["20 Apr", "1 Jul", "19 Oct"]


def test_what_is_left_out_near_the_period_is_shown_beside_it() -> None:
    found = drawn(placed(date(2021, 7, 1)), placed(date(2021, 4, 15), date(2021, 10, 25)))
    before, after = found.left_out
    assert before.x < found.start
    assert after.x > found.end
    assert before.number is None
    assert before.y > found.axis
    assert (found.earlier, found.later) == (0, 0)


def test_what_is_left_out_far_from_the_period_is_counted_not_shown() -> None:
    found = drawn(placed(date(2021, 7, 1)), placed(date(2019, 1, 1), date(2020, 1, 1), date(2022, 6, 1)))
    assert found.left_out == ()
    assert (found.earlier, found.later) == (2, 1)


def test_an_incident_that_counts_is_shown_however_early_it_was() -> None:
    found = drawn(placed(date(2021, 1, 2)))
    assert 0 < found.counted[0].x < found.start


@pytest.mark.parametrize("left_out", [(), (date(2019, 1, 1),)], ids=["nothing", "only what lies far off"])
def test_there_is_no_picture_where_nothing_could_be_seen(left_out: tuple[date, ...]) -> None:
    assert picture(PERIOD, [], placed(*left_out)) is None


def test_many_marks_go_without_their_days() -> None:
    found = drawn(placed(*(date(2021, 5, 1) + timedelta(days=n) for n in range(60))))
    assert {mark.label for mark in found.counted} == {""}


@pytest.mark.parametrize(
    ("end", "first", "last"),
    [
        (date(2021, 10, 19), "May 2021", "Oct 2021"),
        (date(2022, 10, 19), "Apr 2021", "Oct 2022"),
        (date(2026, 10, 19), "2021", "2027"),
    ],
    ids=["months", "quarters", "years"],
)
def test_the_line_names_months_quarters_or_years(end: date, first: str, last: str) -> None:
    ticks = drawn(placed(date(2021, 7, 1)), period=Period(start=PERIOD.start, end=end)).ticks
    assert 2 <= len(ticks) <= 11
    assert (ticks[0].label, ticks[-1].label) == (first, last)


def test_those_who_do_not_see_it_are_told() -> None:
    told = drawn(placed(date(2021, 7, 1)), placed(date(2021, 4, 15))).told
    assert told.startswith("1 counted and 1 left out")
    assert "from 20 April 2021 to 19 October 2021" in told


@given(
    counted=st.lists(days, max_size=80), left_out=st.lists(days, max_size=40), start=days, length=st.integers(0, 900)
)
def test_every_mark_is_in_the_picture_and_none_hides_another(
    counted: list[date], left_out: list[date], start: date, length: int
) -> None:
    period = Period(start=start, end=start + timedelta(days=length))
    found = picture(period, placed(*counted), placed(*left_out))
    if found is None:
        assert not counted
        return
    marks = [*found.counted, *found.left_out]
    assert all(0 <= mark.x <= WIDE and 0 <= mark.y <= found.height for mark in marks)
    assert 0 <= found.start < found.end <= WIDE
    assert len(found.counted) == len(counted)
    assert len(found.left_out) + found.earlier + found.later == len(left_out)
    for row in {mark.y for mark in marks}:
        places = sorted(mark.x for mark in marks if mark.y == row)
        assert all(after - before >= 20 for before, after in itertools.pairwise(places))
