"""Places one expression on the calendar, given the days it leans on. Nothing here looks at the text."""

from datetime import date

from caseclock.extractor.language.calendar_days import (
    add_days,
    add_months,
    bank_holidays,
    feast_span,
    month_span,
    nth_weekday,
    season_span,
    shift,
    valid,
    week_of,
)
from caseclock.extractor.language.time_expression import Expression, Kind, replace

Span = tuple[date, date]


def section_of(span: Span, section: str) -> Span:
    """The early, middle or late third of a period."""
    first, last = span
    days = (last - first).days + 1
    third = max(1, round(days / 3))
    if section == "early":
        return first, add_days(first, third - 1)
    if section == "mid":
        return add_days(first, third), add_days(last, -third)
    return add_days(last, 1 - third), last


def backward(weekday: int, day: date, strictly: bool = True) -> date:
    """The last such weekday before `day` (or on it, unless `strictly`)."""
    back = (day.weekday() - weekday) % 7
    return add_days(day, -(back or (7 if strictly else 0)))


def forward(weekday: int, day: date, strictly: bool = True) -> date:
    """The next such weekday after `day` (or on it, unless `strictly`)."""
    ahead = (weekday - day.weekday()) % 7
    return add_days(day, ahead or (7 if strictly else 0))


def whole_unit(day: date, amount: int, unit: str) -> Span:
    """The calendar week, month or year `amount` units from the one that `day` is in."""
    if unit in ("week", "fortnight"):
        first, last = week_of(add_days(day, amount * (7 if unit == "week" else 14)))
        return first, last if unit == "week" else add_days(last, 7)
    if unit == "month":
        moved = add_months(day.replace(day=1), amount)
        return month_span(moved.year, moved.month)
    if unit == "year":
        year = min(max(day.year + amount, 1), 9999)
        return date(year, 1, 1), date(year, 12, 31)
    if unit == "quarter":
        moved = add_months(day.replace(month=day.month - (day.month - 1) % 3, day=1), 3 * amount)
        return moved, month_span(moved.year, moved.month + 2)[1]
    if unit == "decade":
        first_year = min(max(day.year - day.year % 10 + 10 * amount, 1), 9989)
        return date(first_year, 1, 1), date(first_year + 9, 12, 31)
    moved = shift(day, amount, unit)
    return moved, moved


def weekend(which: str, near: date, future: bool) -> Span:
    """Saturday and Sunday of the weekend meant."""
    if which in ("following", "next") or (future and which in ("", "the", "this")):
        saturday = forward(5, near)
    elif which == "that":
        saturday = add_days(near, 5 - near.weekday()) if near.weekday() != 6 else add_days(near, -1)
    elif which == "this":
        saturday = add_days(near, 5 - near.weekday())
    else:
        saturday = backward(5, near, strictly=False)
        if which in ("last", "previous") and near.weekday() >= 5:
            saturday = add_days(saturday, -7)
        if which == "before_last":
            saturday = add_days(saturday, -7)
    return saturday, add_days(saturday, 1)


# "Wednesday of last week": the calendar week, Monday to Sunday, before the one of writing.
WEEKS_AWAY = {"last_week": -1, "this_week": 0, "next_week": 1}
# "the Saturday of that week": of the week of a date in the text, or of the one beside it.
TOLD_WEEKS_AWAY = {"week_before": -1, "that_week": 0, "week_after": 1}


def weekday_from_writing(found: Expression, day: date, same_day: bool) -> date:
    """ "on Saturday", "last Tuesday", "the Sunday before last", told from the day of writing."""
    weekday = found.weekday or 0
    which = found.which
    if which == "next":
        return forward(weekday, day)
    if which == "week_after_next":
        return add_days(forward(weekday, day, strictly=False), 7)
    if which == "this":
        return add_days(day, weekday - day.weekday())
    if which in WEEKS_AWAY:
        return add_days(day, weekday - day.weekday() + 7 * WEEKS_AWAY[which])
    if which == "before_last":
        return add_days(backward(weekday, day), -7)
    if which in ("last", "just_gone", "previous"):
        return backward(weekday, day)
    if found.future or found.deadline:
        return forward(weekday, day, strictly=not same_day)
    return backward(weekday, day, strictly=not same_day)


def weekday_from_text(found: Expression, anchor: Span, back: bool) -> date:
    """ "the following Monday", "that Saturday", "the Tuesday", told from a date in the text."""
    weekday = found.weekday or 0
    first, last = anchor
    if found.which in TOLD_WEEKS_AWAY:
        return add_days(first, weekday - first.weekday() + 7 * TOLD_WEEKS_AWAY[found.which])
    if found.which == "previous" or back:
        return backward(weekday, first)
    if found.which == "that":
        if first != last:
            inside = forward(weekday, first, strictly=False)
            return inside
        return first if first.weekday() == weekday else forward(weekday, first, strictly=False)
    return forward(weekday, last)


def feast(found: Expression, near: date, latest: date | None, within: Span | None) -> Span | None:
    """A named day: of the year said, inside the period the text talks of, or nearest before the paper."""
    name = found.name
    if name in ("bank holiday", "half term"):
        return _unnamed(name, near, latest, found)
    years = (found.year,) if found.year else range(max(near.year - 2, 1), min(near.year + 3, 9000))
    spans = [span for year in years if (span := feast_span(year, name)) is not None]
    if not spans:
        return None
    if within is not None and within[0] != within[1]:
        inside = [span for span in spans if within[0] <= span[0] <= within[1]]
        if inside:
            return inside[0]
    if found.which == "next" or found.future:
        ahead = [span for span in spans if span[0] >= near]
        return ahead[0] if ahead else spans[-1]
    past = [span for span in spans if latest is None or span[0] <= latest]
    if found.which == "last":
        past = [span for span in spans if span[1] < near] or past
        return past[-1] if past else spans[0]
    return min(past or spans, key=lambda span: (abs((span[0] - near).days), span[0]))


def _unnamed(name: str, near: date, latest: date | None, found: Expression) -> Span | None:
    year = found.year or near.year
    if name == "half term":
        options = [
            span
            for candidate in (year - 1, year, year + 1)
            if candidate > 1
            for month in ("february", "may", "october")
            if (span := feast_span(candidate, f"{month} half term")) is not None
        ]
    else:
        options = [(day, day) for candidate in (year - 1, year, year + 1) for day in bank_holidays(max(candidate, 2))]
    if found.future:
        options = [span for span in options if span[0] >= near] or options
    elif latest is not None:
        options = [span for span in options if span[0] <= latest] or options
    return min(options, key=lambda span: abs((span[0] - near).days)) if options else None


def nth(found: Expression, year: int, month: int) -> Span | None:
    """ "the first Saturday in March"."""
    day = nth_weekday(year, month, found.weekday or 0, found.number or 1)
    return (day, day) if day else None


def fixed(found: Expression) -> Span | None:
    """What the words alone place: a date, month, year, quarter or season with its year."""
    year = found.year
    if year is None or not 1 <= year <= 9998:
        return None
    if found.kind is Kind.DATE and found.month and found.day:
        if not valid(year, found.month, found.day):
            return None
        day = date(year, found.month, found.day)
        return day, day
    if found.kind is Kind.MONTH and found.month:
        return month_span(year, found.month)
    if found.kind is Kind.YEAR:
        return date(year, 1, 1), date(year, 12, 31)
    if found.kind is Kind.FINANCIAL:
        return date(year, 4, 1), date(year + 1, 3, 31)
    if found.kind is Kind.QUARTER and found.number:
        if found.name == "half":
            return date(year, 6 * found.number - 5, 1), month_span(year, 6 * found.number)[1]
        first = 3 * found.number - 2
        if found.name == "financial":
            first, year = (first + 3, year) if found.number < 4 else (1, year + 1)
        return date(year, first, 1), month_span(year, first + 2)[1]
    if found.kind is Kind.SEASON:
        return season_span(year, found.name)
    if found.kind is Kind.NTH and found.month:
        return nth(found, year, found.month)
    return None


def in_year(found: Expression, year: int) -> Span | None:
    """ "September last year", "Christmas that year", with the year that was meant."""
    return feast_span(year, found.name) if found.kind is Kind.FEAST else fixed(replace(found, year=year))


def in_week(found: Expression, span: Span) -> Span:
    """The week or weekend that an expression names by one of its days."""
    day = span[0]
    if found.week.isdecimal() or found.week == "last":
        return _weeks_of(span, int(found.week or 0) if found.week != "last" else -1, found.amount or 1)
    if found.week == "ending":
        return add_days(span[1], -6), span[1]
    if found.week == "weekend":
        if span[0] != span[1]:
            return span
        saturday = backward(5, day, strictly=False) if day.weekday() >= 5 else forward(5, day)
        return saturday, add_days(saturday, 1)
    if span[0] != span[1]:
        return span
    # "week of" a day within it is the week around that day; a week that begins on a day begins there
    return (day, add_days(day, 6)) if day.weekday() in (0, 6) else week_of(day)


def _weeks_of(span: Span, number: int, weeks: int) -> Span:
    """ "the first week of August": seven days from the first; "the last two weeks": the fourteen up to its end."""
    if number < 0:
        return add_days(span[1], 1 - 7 * weeks), span[1]
    first = add_days(span[0], 7 * (number - 1))
    return first, min(add_days(first, 7 * weeks - 1), span[1])
