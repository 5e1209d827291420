"""Days, working days and months as policies count them. Pure: the same question always has the same answer.

Working days are Monday to Friday less the bank holidays of a nation (moved and extra ones included). Counting
exclusively, day 1 is the day (or working day) after the start; counting inclusively, it is the start itself.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import holidays

from caseclock.models.policy import Counting, Nation, Span, Unit

# Always by subdivision: without one the package knows only the holidays that the whole kingdom shares.
_SUBDIVISIONS = {
    Nation.ENGLAND_AND_WALES: ("ENG",),
    Nation.SCOTLAND: ("SCT",),
    Nation.NORTHERN_IRELAND: ("NIR",),
    Nation.ANY_UK: ("ENG", "SCT", "NIR"),
}
_DAY = timedelta(days=1)


@cache
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of a nation in one year; for `any_uk`, those of any nation."""
    days: set[date] = set()
    for subdivision in _SUBDIVISIONS[nation]:
        days.update(holidays.country_holidays("GB", subdiv=subdivision, years=year))
    return frozenset(day for day in days if day.year == year)


def is_working_day(day: date, nation: Nation) -> bool:
    """Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def shift_months(day: date, n: int) -> date:
    """The corresponding day `n` months on (back, if negative); the month's last day where it has no such day."""
    months = day.year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add(start: date, n: int, unit: Unit, counting: Counting, nation: Nation) -> date:
    """The last day of `n` units from `start`: the due day of a limit of that length. `n` is at least 1."""
    if unit is Unit.WORKING_DAYS:
        return _add_working_days(start, n, counting, nation)
    if unit is Unit.MONTHS:
        if counting is Counting.INCLUSIVE:
            return period_beginning_with(start, Span(n=n, unit=unit))
        return shift_months(start, n)
    days = n * 7 if unit is Unit.WEEKS else n
    return start + timedelta(days=days - (counting is Counting.INCLUSIVE))


def _add_working_days(start: date, n: int, counting: Counting, nation: Nation) -> date:
    day = start if counting is Counting.INCLUSIVE else start + _DAY
    left = n
    while True:
        if is_working_day(day, nation):
            left -= 1
            if left <= 0:
                return day
        day += _DAY


def elapsed(start: date, end: date, unit: Unit, counting: Counting, nation: Nation) -> int:
    """Whole units from `start` to `end`: days counted, weeks and months completed. Negative if `end` comes first."""
    if end < start:
        return -elapsed(end, start, unit, counting, nation)
    inclusive = counting is Counting.INCLUSIVE
    if unit is Unit.WORKING_DAYS:
        return _working_days(start if inclusive else start + _DAY, end, nation)
    if unit is Unit.MONTHS:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        while months and add(start, months, unit, counting, nation) > end:
            months -= 1
        return months
    days = (end - start).days + inclusive
    return days // 7 if unit is Unit.WEEKS else days


def _working_days(first: date, last: date, nation: Nation) -> int:
    """Working days from `first` to `last`, both counted; nought if `last` comes first."""
    if last < first:
        return 0
    weeks, rest = divmod((last - first).days + 1, 7)
    weekdays = weeks * 5 + sum((first.weekday() + i) % 7 < 5 for i in range(rest))
    return weekdays - sum(
        first <= day <= last and day.weekday() < 5
        for year in range(first.year, last.year + 1)
        for day in bank_holidays(nation, year)
    )


def period_beginning_with(start: date, span: Span, nation: Nation = Nation.ENGLAND_AND_WALES) -> date:
    """The last day of a period of which `start` is the first day.

    Months follow the corresponding-date rule: the period ends the day before the corresponding date, or, where the
    last month has no such date, with that month.
    """
    if span.unit is not Unit.MONTHS:
        return add(start, span.n, span.unit, Counting.INCLUSIVE, nation)
    corresponding = shift_months(start, span.n)
    return corresponding - _DAY if corresponding.day == start.day else corresponding


def period_ending_with(end: date, span: Span, nation: Nation = Nation.ENGLAND_AND_WALES) -> date:
    """The first day whose period of that length, beginning with it, still takes in `end`."""
    first = look_back(end, span, nation)
    while period_beginning_with(first, span, nation) < end:
        first += _DAY
    return first


def look_back(end: date, span: Span, nation: Nation = Nation.ENGLAND_AND_WALES) -> date:
    """The day that lies the span before `end`: "the last six months" on 9 June begin on 9 December."""
    if span.unit is Unit.MONTHS:
        return shift_months(end, -span.n)
    if span.unit is not Unit.WORKING_DAYS:
        return end - timedelta(days=span.n * (7 if span.unit is Unit.WEEKS else 1))
    day, left = end, span.n
    while left:
        day -= _DAY
        left -= is_working_day(day, nation)
    return day
