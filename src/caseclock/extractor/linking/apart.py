"""How far apart two times are, at the precision that each has; and days of which one may be a slip of the other."""

from datetime import date

from caseclock.models.when import Precision, When

PRECISE = frozenset({Precision.DAY, Precision.MINUTE})
NO_DAY = 10_000  # what days_apart gives where one has no day


def days_apart(a: When, b: When) -> int:
    """Days between two periods, 0 if they touch or overlap; NO_DAY if one is undated."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return NO_DAY
    if a.start <= b.end and b.start <= a.end:
        return 0
    return min(abs((b.start - a.end).days), abs((a.start - b.end).days))


def minutes_apart(a: When, b: When) -> int | None:
    """Minutes between two moments, None where one has no clock time."""
    if not (a.start and b.start and a.time and b.time):
        return None
    return abs((a.start - b.start).days * 24 * 60 + minute_of_day(a.time) - minute_of_day(b.time))


def minute_of_day(clock: str) -> int:
    """61 for "01:01"."""
    return int(clock[:2]) * 60 + int(clock[3:])


def days_long(when: When) -> int:
    """Days from its first day to its last; 0 for one day and for none."""
    return (when.end - when.start).days if when.start and when.end else 0


def is_precise(when: When) -> bool:
    """Is it one known day?"""
    return when.precision in PRECISE and when.start == when.end


def is_slip(a: When, b: When) -> bool:
    """May one of two exact days be the other miswritten: another year or month, day and month changed round, one digit
    of the day? Days next to each other are no slip: two things may well happen on two days running."""
    if not (is_precise(a) and is_precise(b)) or a.start is None or b.start is None or days_apart(a, b) <= 2:
        return False
    one, other = a.start, b.start
    if one.year != other.year:
        return abs(one.year - other.year) == 1 and (one.month, one.day) == (other.month, other.day)
    if one.month != other.month:
        return (one.day == other.day and abs(one.month - other.month) == 1) or _turned(one, other)
    return _one_digit(one.day, other.day)


def _turned(one: date, other: date) -> bool:
    return (one.month, one.day) == (other.day, other.month)


def _one_digit(one: int, other: int) -> bool:
    mine, yours = f"{one:02}", f"{other:02}"
    return mine == yours[::-1] or sum(m != y for m, y in zip(mine, yours, strict=True)) == 1
