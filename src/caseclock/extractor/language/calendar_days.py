"""Days of the year that have names, and calendar arithmetic. All days are `date`s."""

from calendar import isleap
from datetime import date, timedelta
from functools import cache

import holidays

_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _last_day(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else _LENGTHS[month]


def valid(year: int, month: int, day: int) -> bool:
    """Is there such a day?"""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= _last_day(year, month)


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, _last_day(year, month))


def add_days(day: date, days: int) -> date:
    """`day` moved by `days`, held within what a date can be."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later, the last of the month where it has none."""
    serial = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(serial, 12)
    return date(year, month + 1, min(day.day, _last_day(year, month + 1)))


def shift(day: date, amount: int, unit: str) -> date:
    """`day` moved by an amount of units: day, week, fortnight, month, year, decade, working_day."""
    if unit == "working_day":
        return _working_days(day, amount)
    if unit in ("day", "week", "fortnight"):
        return add_days(day, amount * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return add_months(day, amount * {"month": 1, "year": 12, "decade": 120}[unit])


def _working_days(day: date, amount: int) -> date:
    step = 1 if amount > 0 else -1
    left = min(abs(amount), 2600)
    while left:
        day = add_days(day, step)
        if day in (date.min, date.max):
            return day
        if day.weekday() < 5 and day not in bank_holidays(day.year):
            left -= 1
    return day


@cache
def bank_holidays(year: int) -> tuple[date, ...]:
    """The bank holidays of England and Wales, in order."""
    return tuple(sorted(holidays.country_holidays("GB", subdiv="ENG", years=year)))


def easter_sunday(year: int) -> date:
    """Easter Day of the western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    q = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * q) // 451
    month, day = divmod(h + q - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The `number`th weekday of a month (Monday is 0; -1 is the last); None where the month has no such day."""
    first, last = month_span(year, month)
    if number < 0:
        return last - timedelta((last.weekday() - weekday) % 7)
    day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))
    return day if day <= last else None


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week that `day` is in."""
    monday = add_days(day, -day.weekday())
    return monday, add_days(monday, 6)


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


def season_span(year: int, name: str) -> tuple[date, date]:
    """A season of the northern year; the winter of a year begins in its December."""
    first, last = _SEASONS[name]
    return date(year, first, 1), month_span(year + (last < first), last)[1]


_FIXED = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "hogmanay": (12, 31), "halloween": (10, 31), "bonfire night": (11, 5),
    "valentine's day": (2, 14), "may day": (5, 1), "remembrance day": (11, 11),
    "st david's day": (3, 1), "st patrick's day": (3, 17), "st george's day": (4, 23), "st andrew's day": (11, 30),
    "armistice day": (11, 11), "epiphany": (1, 6),
}  # fmt: skip
_AFTER_EASTER = {
    "shrove tuesday": -47, "ash wednesday": -46, "mother's day": -21, "palm sunday": -7, "maundy thursday": -3,
    "good friday": -2, "easter saturday": -1, "easter sunday": 0, "easter monday": 1,
}  # fmt: skip


def feast_span(year: int, name: str) -> tuple[date, date] | None:
    """First and last day of a named day or season in a year; None where that year has none."""
    if name in _FIXED:
        day = date(year, *_FIXED[name])
        return day, day
    easter = easter_sunday(year)
    if name in _AFTER_EASTER:
        day = easter + timedelta(_AFTER_EASTER[name])
        return day, day
    last_sunday = {"clocks forward": 3, "clocks back": 10}
    if name in last_sunday:
        found = nth_weekday(year, last_sunday[name], 6, -1)
    elif name == "father's day":
        found = nth_weekday(year, 6, 6, 3)
    elif name == "thanksgiving":
        found = nth_weekday(year, 11, 3, 4)
    elif name == "labor day":
        found = nth_weekday(year, 9, 0, 1)
    elif name == "remembrance sunday":
        found = nth_weekday(year, 11, 6, 2)
    elif name.endswith("bank holiday"):
        found = _named_bank_holiday(year, name)
    else:
        return _loose_span(year, name, easter)
    return (found, found) if found else None


def _named_bank_holiday(year: int, name: str) -> date | None:
    """The bank holiday that goes by the name of a month or season."""
    first = name.split()[0]
    month = {"may": 5, "spring": 5, "whitsun": 5, "august": 8, "summer": 8, "easter": 4}.get(first)
    if month is None or first == "easter":
        return easter_sunday(year) + timedelta(1)
    within = [day for day in bank_holidays(year) if day.month == month or (first == "spring" and day.month == 6)]
    early = "early" in name or (first == "may" and "late" not in name)
    return (within[0] if early else within[-1]) if within else None


def _loose_span(year: int, name: str, easter: date) -> tuple[date, date] | None:
    """Stretches that are never exact: holidays and half terms."""
    spans = {
        "christmas": (date(year, 12, 24), date(year, 12, 26)),
        "christmas holidays": (date(year, 12, 20), date(year + 1, 1, 3)),
        "new year": (date(year, 12, 31), add_days(date(year, 12, 31), 1)),
        "easter": (easter - timedelta(2), easter + timedelta(1)),
        "easter holidays": (easter - timedelta(14), easter + timedelta(14)),
        "february half term": (date(year, 2, 12), date(year, 2, 24)),
        "may half term": (date(year, 5, 25), date(year, 6, 4)),
        "october half term": (date(year, 10, 19), date(year, 11, 3)),
    }
    return spans.get(name)
