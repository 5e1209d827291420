"""The axis of the timeline picture."""

from datetime import date, timedelta

import pytest

from caseclock.api.pages.chronology.timeline_scale import axis_of, make_scale

FIRST = date(2020, 1, 6)


def days(*offsets: int) -> list[date]:
    """Days counted from the first."""
    return [FIRST + timedelta(offset) for offset in offsets]


@pytest.mark.parametrize(
    ("length", "major", "minor"),
    [
        (20, "January 2020", {"6", "7", "20"}),
        (150, "February 2020", {"13", "20", "27"}),
        (700, "2021", {"Feb", "Mar", "Dec"}),
        (5 * 365, "2023", {"Jan", "Apr", "Jul", "Oct"}),
        (20 * 365, None, {"2021", "2030", "2039"}),
        (150 * 365, None, {"2050", "2100", "2150"}),
    ],
    ids=["weeks", "months", "two years", "five years", "decades", "centuries"],
)
def test_the_labels_fit_the_span(length: int, major: str | None, minor: set[str]) -> None:
    axis = axis_of(make_scale(days(0, length), ()))
    assert minor <= {tick.label for tick in axis.minor}
    assert major in {tick.label for tick in axis.major} if major else not axis.major


def test_a_day_far_from_all_the_rest_stands_aside() -> None:
    scale = make_scale(days(-7000, *range(0, 300, 10)), ())
    assert scale.earlier
    assert not scale.later
    assert not scale.holds(FIRST - timedelta(7000))
    assert scale.x(FIRST - timedelta(7000)) < scale.left < scale.x(FIRST)


def test_two_groups_of_entries_are_both_on_the_axis() -> None:
    scale = make_scale(days(*range(0, 100, 10), *range(2000, 2100, 10)), ())
    assert not scale.earlier
    assert not scale.later


def test_another_day_lengthens_the_axis_only_if_it_is_near() -> None:
    near, far = days(200)[0], days(4000)[0]
    scale = make_scale(days(0, 50, 100), (near, far))
    assert scale.holds(near)
    assert not scale.holds(far)
    assert scale.x(far) > scale.right


@pytest.mark.parametrize("only", [date.min, date.max, FIRST])
def test_one_day_at_the_end_of_the_calendar_is_no_trouble(only: date) -> None:
    scale = make_scale((only,), ())
    assert scale.left <= scale.x(only) <= scale.right
    assert all(tick.label for tick in axis_of(scale).minor)
