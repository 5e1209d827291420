"""Places an expression by its kind: what its words leave open is taken from what it leans on."""

from datetime import date

from caseclock.extractor.language.calendar_days import add_months, month_span, season_span, valid
from caseclock.extractor.language.time_expression import Expression, Kind, replace
from caseclock.extractor.language.time_leaning import Leaning
from caseclock.extractor.language.time_placing import (
    WEEKS_AWAY,
    Span,
    backward,
    feast,
    fixed,
    in_week,
    in_year,
    nth,
    section_of,
)
from caseclock.extractor.language.time_settling_relative import (
    place_clock,
    place_shift,
    place_span,
    place_weekday,
    place_weekend,
)
from caseclock.extractor.language.year_settling import settle_month, settle_year


def place(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    if found.until is not None and found.kind not in (Kind.SHIFT,):
        span = _range(lean, number, found, passage)
    else:
        span = single(lean, number, found, passage)
    if span is None:
        return None
    if found.week:
        span = in_week(found, span)
    if found.section:
        span = section_of(span, found.section)
    if found.open_end:
        span = _open(lean, found, span, passage)
    if lean.anchor is not None and (
        (lean.earliest is not None and span[1] < lean.earliest) or (lean.latest is not None and span[0] > lean.latest)
    ):
        return None if found.year is None and found.kind in (Kind.DATE, Kind.DAY, Kind.MONTH) else span
    return span


def _open(lean: Leaning, found: Expression, span: Span, passage: int) -> Span:
    """ "since June" lasts to the day of writing."""
    anchor = lean.anchor
    end = lean.writing(found, passage)[0]
    lean.anchor = anchor
    return span[0], max(end, span[0]) if end is not None else span[1]


def single(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    span = fixed(found)
    if span is not None:
        return span
    reader = _READERS.get(found.kind)
    if reader is not None and found.base is not None:
        year = single(lean, number, found.base, passage)
        return in_year(found, year[0].year) if year is not None else None
    if reader is not None:
        return reader(lean, number, found, passage)
    if found.kind is Kind.SHIFT:
        base = single(lean, number, found.base, passage) if found.base is not None else None
        return place_shift(lean, number, found, passage, base)
    if found.kind is Kind.SPAN:
        return place_span(lean, found, passage)
    if found.kind is Kind.WEEKDAY:
        return place_weekday(lean, found, passage)
    if found.kind is Kind.WEEKEND:
        return place_weekend(lean, found, passage)
    if found.kind is Kind.CLOCK:
        return place_clock(lean, found, passage)
    return None


def _date(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    near = lean.near(number, found, passage)
    if near is None or not found.month or not found.day:
        return None
    latest = lean.latest_for(found, passage)
    year = settle_year(found.month, found.day, near[1], weekday=found.weekday, latest=latest)
    if not valid(year, found.month, found.day):
        return None
    day = date(year, found.month, found.day)
    if lean.current and near[0] == lean.scene.dated and valid(year + 1, found.month, found.day):
        ahead = date(year + 1, found.month, found.day)  # four weeks hence, rather than eleven months back
        if (near[0] - day).days > 300 and (ahead - near[0]).days < 60:
            return ahead, ahead
    if (found.future or found.deadline) and day < near[0] and valid(year + 1, found.month, found.day):
        ahead = date(year + 1, found.month, found.day)
        if (ahead - near[0]).days < 200:
            day = ahead
    return day, day


def _day(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    near = lean.near(number, found, passage)
    if near is None or not found.day:
        return None
    if found.which:
        base = near[0]
        if found.which in ("this", "last", "the", "next"):
            base = lean.spoken(found, passage) or base
        step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(found.which, 0)
        month = add_months(base.replace(day=1), step)
        return _one(month.year, month.month, found.day)
    whole = (near[1] - near[0]).days >= 5
    inside = near[0].replace(day=1) if whole and near[0].month == near[1].month else near[0]
    day = settle_month(found.day, inside, weekday=found.weekday, latest=lean.latest_for(found, passage), whole=whole)
    return (day, day) if day else None


def _month(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    month = found.month or 1
    if found.which in _TOLD and (told := lean.from_text(found, passage, day_level=False)) is not None:
        step = {"previous": told[0].month <= month, "following": told[1].month >= month}.get(found.which, False)
        year = told[0].year - step if found.which == "previous" else told[1].year + step
        return month_span(max(year, 1), month)
    if found.which in ("last", "previous", "next", "following", "this"):
        base = lean.spoken(found, passage)
        if base is None:
            return None
        year = base.year
        if found.which in ("last", "previous"):
            year -= month >= base.month
        elif found.which in ("next", "following"):
            year += month <= base.month
        return month_span(year, month)
    near = lean.near(number, found, passage)
    if near is None:
        return None
    year = settle_year(month, None, near[1], latest=lean.latest_for(found, passage))
    now = lean.announced_from(found, passage)
    if now is not None and (year, month) < (now.year, now.month):
        year = now.year + (month < now.month)
    return month_span(year, month)


def _season(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    if found.which in _TOLD and (told := lean.from_text(found, passage, day_level=False)) is not None:
        return _told_season(found, told)
    base = lean.spoken(found, passage) if found.which else None
    near = (base, base) if base else lean.near(number, found, passage)
    if near is None:
        return None
    latest = near[0] if found.which == "last" else lean.latest_for(found, passage)
    spans = [season_span(year, found.name) for year in (near[1].year - 1, near[1].year) if year > 0]
    if found.which == "last":
        spans = [span for span in spans if span[1] < near[0]] or spans[:1]
    else:
        spans = [span for span in spans if latest is None or span[0] <= latest] or spans[:1]
    return spans[-1]


_TOLD = ("following", "previous", "that")


def _told_season(found: Expression, told: Span) -> Span | None:
    """ "the following spring", "that winter": the next to begin, the last to end, or the one at hand or to come."""
    years = range(max(told[0].year - 2, 1), min(told[1].year + 3, 9999))
    spans = [season_span(year, found.name) for year in years]
    if found.which == "previous":
        return next((span for span in reversed(spans) if span[1] < told[0]), None)
    if found.which == "following":
        return next((span for span in spans if span[0] > told[1]), None)
    return next((span for span in spans if span[1] >= told[0]), None)


def _nth(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    if found.month is None:
        base = lean.spoken(found, passage) if found.which in ("this", "last", "next", "the") else None
        near = (base, base) if base else lean.near(number, found, passage)
        if near is None:
            return None
        step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(found.which, 0)
        month = add_months(near[0].replace(day=1), step)
        return nth(found, month.year, month.month)
    near = lean.near(number, found, passage)
    if near is None:
        return None
    return nth(found, settle_year(found.month, None, near[1], latest=lean.latest_for(found, passage)), found.month)


def _feast(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    near = lean.near(number, found, passage)
    if near is None:
        if found.year is None:
            return None
        near = (date(found.year, 6, 30), date(found.year, 6, 30))
    latest = lean.latest_for(found, passage)
    if found.year is not None:
        lean.anchor = None
    if lean.scene.told_cell(passage, found.start):
        return feast(replace(found, future=True), near[1], None, None)
    return feast(found, near[1], latest, near)


def _quarter(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    """ "the third quarter": the last to have begun; of the year that "last year" or "the year" names."""
    near = None if lean.current else lean.near(number, found, passage)
    base = near[1] if near is not None else lean.spoken(found, passage)
    if base is None:
        return None
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(found.which)
    if step is not None:
        return fixed(replace(found, year=base.year + step))
    spans = [span for year in (base.year - 1, base.year, base.year + 1) if (span := fixed(replace(found, year=year)))]
    if found.future:
        return next((span for span in spans if span[1] >= base), None)
    if found.name == "half":
        return next((span for span in spans if span[0].year == base.year), None)
    return next((span for span in reversed(spans) if span[0] <= base), None)


def _range(lean: Leaning, number: int, found: Expression, passage: int) -> Span | None:
    """First day of the first end to the last day of the second; each lends the other what it lacks."""
    last = found.until
    if last is None:
        return None
    first = replace(found, until=None, week="", section="", open_end=False)
    last = replace(last, week="", future=found.future, deadline=found.deadline, bound=found.bound)
    if first.kind is Kind.WEEKDAY and last.kind is Kind.WEEKDAY:
        end = place_weekday(
            lean, replace(last, which=last.which if last.which in WEEKS_AWAY else first.which or last.which), passage
        )
        if end is None:
            return None
        return backward(first.weekday or 0, end[1], strictly=False), end[1]
    if first.kind is Kind.WEEKDAY or first.year is not None or last.year is None:
        start = single(lean, number, first, passage)
        if start is None:
            return None
        end = fixed(last) or _after(lean, number, last, start, passage)
    else:
        end = fixed(last)
        if end is None:
            return None
        start = _before(lean, first, end)
    if start is None or end is None:
        return None
    return (start[0], end[1]) if start[0] <= end[1] else (end[0], start[1])


def _after(lean: Leaning, number: int, last: Expression, start: Span, passage: int) -> Span | None:
    """The second end, no earlier than the first."""
    if last.kind in (Kind.DATE, Kind.MONTH, Kind.SEASON) and (last.month or last.name):
        for year in (start[0].year, start[0].year + 1, start[0].year + 4):
            span = fixed(replace(last, year=year))
            if span is not None and span[1] >= start[0]:
                return span
        return None
    if last.kind is Kind.DAY and last.day:
        for step in (0, 1):
            month = add_months(start[0].replace(day=1), step)
            span = _one(month.year, month.month, last.day)
            if span is not None and span[0] >= start[0]:
                return span
        return None
    return single(lean, number, last, passage)


def _before(lean: Leaning, first: Expression, end: Span) -> Span | None:
    """The first end, no later than the second."""
    for year in (end[1].year, end[1].year - 1):
        span = fixed(replace(first, year=year))
        if span is not None and span[0] <= end[1]:
            lean.anchor = None
            return span
    return None


def _one(year: int, month: int, day: int) -> Span | None:
    return (date(year, month, day), date(year, month, day)) if valid(year, month, day) else None


_READERS = {
    Kind.DATE: _date,
    Kind.DAY: _day,
    Kind.MONTH: _month,
    Kind.SEASON: _season,
    Kind.QUARTER: _quarter,
    Kind.NTH: _nth,
    Kind.FEAST: _feast,
}
