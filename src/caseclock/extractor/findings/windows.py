"""The window of a route: from which day to which day its incidents or reports count."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from caseclock.extractor.findings.calendar import add, look_back, period_beginning_with, period_ending_with
from caseclock.extractor.findings.qualifying import Complaint
from caseclock.extractor.findings.umbrellas import shares
from caseclock.models.finding import Period
from caseclock.models.policy import Anchor, Counting, Nation, Route, Span

_DAY = timedelta(days=1)
_FROM_FIRST = (Anchor.FIRST_INCIDENT, Anchor.FIRST_REPORT)


def window(complaints: Sequence[Complaint], end: date, route: Route, nation: Nation) -> Period | None:
    """The route's window for an application made on `end`; null if the route has none.

    A window that hangs on a report or an incident needs the `complaints`: without any it ends with the application.
    Where it begins with "the first" incident or report, any may be the first: the fullest such window is taken, of
    equally full ones the last.
    """
    if route.window is None:
        return None
    if route.window_anchor is Anchor.LATEST_REPORT:
        return _back(max((day for one in complaints for day in one.timely if day <= end), default=end), route, nation)
    if route.window_anchor in _FROM_FIRST:
        return _fullest(complaints, end, route, nation) or _back(end, route, nation)
    return _back(end, route, nation)


def any_time(end: date) -> Period:
    """All days up to the application: where a route has no window."""
    return Period(start=date.min, end=end)


def _back(end: date, route: Route, nation: Nation) -> Period | None:
    if route.window is None:
        return None
    if route.window_anchor is Anchor.COMPLAINT:
        return Period(start=period_ending_with(end, route.window, nation), end=end)
    return Period(start=look_back(end, route.window, nation), end=end)


def _fullest(complaints: Sequence[Complaint], end: date, route: Route, nation: Nation) -> Period | None:
    """Of the windows that begin with one of them, the one in which most were reported."""
    made = [one for one in complaints if one.timely]
    counts = shares(made)
    reported = sorted((one.timely[0], counts[one.id].left, _begins(one, route)) for one in made)
    days = [day for day, _, _ in reported]
    before = [0, *accumulate(n for _, n, _ in reported)]
    best: tuple[int, Period] | None = None
    for start in sorted({first for _, _, first in reported if first <= end}):
        last = min(end, _last_from(start, route, nation))
        n = before[bisect_right(days, last)] - before[bisect_left(days, start)]
        if best is None or n >= best[0]:
            best = n, Period(start=start, end=last)
    return best[1] if best else None


def _begins(told: Complaint, route: Route) -> date:
    if route.window_anchor is Anchor.FIRST_INCIDENT and told.first is not None:
        return told.first
    return told.timely[0]


def _last_from(start: date, route: Route, nation: Nation) -> date:
    span = _span(route)
    return add(start, span.n, span.unit, Counting.EXCLUSIVE, nation)


def last_day_inside(counted: Sequence[Complaint], period: Period, route: Route, nation: Nation) -> date | None:
    """The last day on which an application finds all of these still in the window; null if nothing limits it.

    Another incident reported by then counts together with them.
    """
    days = [_keeps(one, period, route) for one in counted]
    known = [day for day in days if day is not None]
    if route.window is None or not known:
        return None
    if route.window_anchor in _FROM_FIRST:
        return _last_from(period.start, route, nation)
    if route.window_anchor is Anchor.COMPLAINT:
        return period_beginning_with(min(known), route.window, nation)
    return last_looking_back(min(known), route.window, nation)


def last_looking_back(first: date, span: Span, nation: Nation) -> date:
    """The last day from which looking back by the span still takes in `first`. Month ends make it no mere sum."""
    day = add(first, span.n, span.unit, Counting.EXCLUSIVE, nation)
    while look_back(day, span, nation) > first:
        day -= _DAY
    while look_back(day + _DAY, span, nation) <= first:
        day += _DAY
    return day


def _keeps(told: Complaint, period: Period, route: Route) -> date | None:
    """The day by which it is in the window: its own, or that of its latest report there."""
    if route.window_anchor is Anchor.APPLICATION:
        return told.first
    return max((day for day in told.timely if period.start <= day <= period.end), default=None)


def _span(route: Route) -> Span:
    if route.window is None:
        raise ValueError("the route has no window")
    return route.window


def pruning_day(day: date, route: Route, nation: Nation) -> date:
    """A day before which no report can be in any window that ends on `day`."""
    if route.window is None:
        return date.min
    return look_back(day, route.window, nation) - 7 * _DAY
