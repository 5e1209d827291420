"""Which of the days told in the account a date without a year comes back to: "the party in March"."""

from collections.abc import Sequence
from datetime import date, timedelta

from caseclock.extractor.language.calendar_days import (
    add_days,
    bank_holidays,
    feast_span,
    month_span,
    season_span,
    valid,
)
from caseclock.extractor.language.time_expression import Expression, Kind
from caseclock.extractor.language.time_placing import Span, fixed
from caseclock.extractor.language.time_recalling import Recollection, Told

_FAR = 1200  # characters, beyond which a date says nothing of another's year
_LOOKED_AT = 8  # expressions on either side
_AHEAD = 3
_HALF_YEAR = timedelta(183)
_NAMED = (Kind.MONTH, Kind.DATE, Kind.FEAST, Kind.SEASON)


def told_before(told: Told, found: Expression, latest: date | None) -> list[Span]:
    """The days, months, seasons or feasts of such a name in which the account tells of something, in order."""
    if found.kind is Kind.MONTH and found.month:
        return [month_span(year, found.month) for year in told.years(found.month, None, latest)]
    if found.kind is Kind.DATE and found.month and found.day:
        days = [
            date(year, found.month, found.day)
            for year in told.years(found.month, found.day, latest)
            if valid(year, found.month, found.day)
        ]
        return [(day, day) for day in days]
    if found.kind not in (Kind.SEASON, Kind.FEAST) or found.which in ("next", "following"):
        return []
    if found.name not in told.named:
        spans = [span for year in sorted(told.in_years) for span in _named(found, year)]
        told.named[found.name] = [span for span in spans if told.any_of(span)]
    return [span for span in told.named[found.name] if latest is None or span[0] <= latest]


def _named(found: Expression, year: int) -> list[Span]:
    """The seasons or feasts of the expression's name in a year; a winter also where it began in the year before."""
    if found.kind is Kind.SEASON:
        return [season_span(year, found.name)]
    if found.name == "bank holiday":
        return [(day, day) for day in bank_holidays(year)]
    span = feast_span(year, found.name)
    return [span] if span is not None else []


def within_account(told: Told, found: Expression, latest: date | None) -> list[Span]:
    """The months of such a name in the time that the account covers, in order."""
    if found.kind is not Kind.MONTH or not found.month or told.first is None or told.last is None:
        return []
    last = told.last if latest is None else min(told.last, latest)
    spans = [month_span(year, found.month) for year in range(told.first.year, last.year + 1)]
    return [span for span in spans if span[0] <= last and told.first <= span[1]]


def nearest_told(options: Sequence[Span], near: date | None) -> Span:
    """The one of several nearest to the time that the words around it speak of, else the last."""
    if near is None:
        return options[-1]
    return min(options, key=lambda span: (_distance(span, near), -span[0].toordinal()))


def _distance(span: Span, day: date) -> int:
    if span[0] <= day <= span[1]:
        return 0
    return min(abs((span[0] - day).days), abs((span[1] - day).days))


def time_spoken_of(
    recollection: Recollection,
    expressions: Sequence[Expression],
    number: int,
    stop: tuple[int, int],
    latest: date | None,
) -> date | None:
    """The time that the words around an expression speak of: the nearest date in the text whose year is clear.

    It may stand before it or behind it, between the two characters of `stop` (the section). Dates of nobody's doing, as
    deadlines, are passed over.
    """
    here = expressions[number]
    best: tuple[int, date] | None = None
    first = max(0, number - _LOOKED_AT)
    for other in expressions[first : number + _LOOKED_AT + 1]:
        away = here.start - other.end if other.start < here.start else other.start - here.end
        if other is here or other.deadline or other.future or away > _FAR or not stop[0] <= other.start < stop[1]:
            continue
        span = fixed(other)
        if span is None and other.kind in _NAMED:
            told = told_before(recollection.told, other, latest)
            span = told[0] if len(told) == 1 else None
        if other.start > here.start and not recollection.one_passage(here.start, other.start):
            away *= _AHEAD  # the words before count for more than those of a paragraph to come
        if span is not None and span[1] - span[0] < _HALF_YEAR and (best is None or away < best[0]):
            best = away, add_days(span[0], (span[1] - span[0]).days // 2)
    return best[1] if best else None
