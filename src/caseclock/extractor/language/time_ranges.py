"""Reads a day, a stretch between two, or a list of days."""

from caseclock.extractor.language.calendar_days import valid
from caseclock.extractor.language.time_clock import CLOCK_STARTERS, read_clock
from caseclock.extractor.language.time_days import MONTH_KINDS, WEEKDAY_KINDS, Read, make, read_date
from caseclock.extractor.language.time_expression import Expression, Kind, replace
from caseclock.extractor.language.time_named import Reading, read_day
from caseclock.extractor.language.time_of_day import read_clock_led, with_clock
from caseclock.extractor.language.time_placing import WEEKS_AWAY


def read_range(reading: Reading, index: int) -> Read | None:
    """A single expression, or two with a joint between them."""
    stream = reading.stream
    opened = stream.kind(index) in ("between", "from")
    at = index
    if opened:
        at += 1
        if stream.next(at) in ("rough", "at"):
            at += 1
        if not stream.next(at):
            return None
        days = read_bare_days(reading, at, index)
        if days is not None:
            return days
    else:
        days = read_bare_days(reading, at, index)
        if days is not None:
            return days
    left = read_simple(reading, at, in_range=True)
    if left is None:
        return None
    found, after = left
    joint = stream.next(after)
    joins = joint in ("to", "until", "minus") or (joint == "and" and stream.kind(index) == "between")
    if joint == "and" and found.kind is Kind.MONTH and found.year is None and not opened:
        return _two_months(reading, index, left)
    if joins:
        step = after + 1
        if stream.next(step) in ("rough", "at", "from"):
            step += 1
        if stream.kind(step) == "the" and stream.next(step + 1) in ("date", "weekday", *MONTH_KINDS):
            step += 1
        right = read_simple(reading, step, in_range=True) if stream.next(step) else None
        if right is not None and _may_join(found, right[0]):
            joined = _join(reading, index if opened else at, found, right)
            if joined is not None:
                return joined
    if opened:
        return None
    if found.kind is Kind.DAY and found.weekday is not None and found.rule == "weekday and number":
        return None
    return left


def _join(reading: Reading, first: int, left: Expression, right: Read) -> Read | None:
    """Two ends made one expression; what one does not say is taken from the other."""
    last, after = right
    start = reading.stream.start(first)
    if left.kind is Kind.CLOCK:
        return None
    if left.kind is Kind.WEEKDAY and last.kind is Kind.WEEKDAY:
        kind = reading.stream.kind(first)
        certain = kind in ("between", "from") or last.which in WEEKS_AWAY
        if not certain and left.part == "" and last.part == "":
            # "Monday to Friday" alone tells how often, not when
            return replace(left, start=start, until=last, end=last.end, wants_context=False, rule="weekdays"), after
    if left.kind is Kind.DAY and last.kind is Kind.DATE:
        left = replace(left, kind=Kind.DATE, month=last.month, year=last.year)
    if left.kind is Kind.DATE and not valid(left.year or 2000, left.month or 1, left.day or 1):
        return None
    period = reading.stream.kind(first) == "from" or left.kind in (Kind.YEAR, Kind.FINANCIAL, Kind.QUARTER)
    found = replace(left, start=start, end=last.end, until=last, wants_context=False, period=period, rule="range")
    return found, after


def _two_months(reading: Reading, index: int, left: Read) -> Read:
    """ "February and March 2020": two months, the first with the year of the second."""
    stream = reading.stream
    found, after = left
    right = read_date(stream, after + 1) if stream.next(after + 1) in MONTH_KINDS else None
    if right is not None and right[0].kind is Kind.MONTH and right[0].year is not None and right[0].month:
        year = right[0].year - (1 if (found.month or 1) > right[0].month else 0)
        return replace(found, year=year, wants_context=False), after
    return left


_BARE_DAY_STARTS = frozenset(("day", "ordinal", "the", *WEEKDAY_KINDS))


def _bare_day(reading: Reading, index: int) -> tuple[int, int | None, int] | None:
    """A bare day that may share a month: (day, weekday, index of what follows)."""
    stream = reading.stream
    weekday = None
    kind = stream.kind(index)
    if kind not in _BARE_DAY_STARTS or (kind == "the" and stream.next(index + 1) not in ("day", "ordinal")):
        return None
    if kind in WEEKDAY_KINDS:
        weekday = stream.number(index)
        index += 1
        if not stream.next(index):
            return None
    if stream.kind(index) == "the":
        index += 1
        if not stream.next(index):
            return None
    if stream.kind(index) not in ("day", "ordinal"):
        return None
    after = index + 1
    if stream.next(after) == "suffix":
        after += 1
    return stream.number(index), weekday, after


def read_bare_days(reading: Reading, index: int, first: int) -> Read | None:
    """ "11 and 16 February 2021" behind "between", "23-27 March", "Monday 3 to Friday 7 June"."""
    stream = reading.stream
    left = _bare_day(reading, index)
    if left is None:
        return None
    day, weekday, after = left
    joint = stream.next(after)
    if not (joint in ("to", "until", "minus") or (joint == "and" and stream.kind(first) == "between")):
        return None
    step = after + 1
    if not stream.next(step):
        return None
    right = read_simple(reading, step)
    if right is None or right[0].kind not in (Kind.DATE, Kind.DAY) or right[0].until is not None:
        return None
    last = right[0]
    if last.kind is Kind.DAY:
        if stream.kind(index) not in ("ordinal", "the") or stream.kind(first) not in ("between", "from", "the"):
            return None
        begin, _ = make(stream, first, right[1], Kind.DAY, day=day, weekday=weekday, until=last, rule="range")
        return begin, right[1]
    if stream.tokens[right[1] - 1].kind == "date" and right[0].weekday is None:
        return None
    if (last.day or 0) <= day and last.month is not None and (last.day or 0) == day:
        return None
    begin, _ = make(
        stream,
        first,
        right[1],
        Kind.DATE,
        day=day,
        weekday=weekday,
        month=last.month,
        year=last.year,
        until=last,
        rule="range",
        period=stream.kind(first) == "from",
    )
    if not valid(last.year or 2000, last.month or 1, day):
        return None
    return begin, right[1]


def read_listed_days(reading: Reading, index: int) -> tuple[list[Expression], int] | None:
    """ "12, 13 and 14 March 2021": three dates."""
    stream = reading.stream
    if stream.kind(index) not in ("day", "ordinal", "the"):
        return None
    days: list[tuple[int, int, int]] = []
    at = index
    while len(days) < 12:
        item = _bare_day(reading, at)
        if item is None or item[1] is not None:
            return None
        joint = stream.next(item[2])
        if joint not in ("comma", "and", "or"):
            return None
        days.append((at, item[0], item[2]))
        at = item[2] + 1
        if joint == "comma" and stream.next(at) in ("and", "or"):
            joint, at = stream.next(at), at + 1
        if not stream.next(at):
            return None
        last = read_date(stream, at)
        if last is not None and last[0].kind is Kind.DATE and last[0].until is None:
            if joint == "comma" or stream.kind(at) == "date":
                return None
            return _finish_list(reading, days, last, joint)
    return None


def _finish_list(
    reading: Reading, days: list[tuple[int, int, int]], last: Read, joint: str
) -> tuple[list[Expression], int] | None:
    stream = reading.stream
    month, year = last[0].month or 1, last[0].year
    if not all(valid(year or 2000, month, day) for _, day, _ in days):
        return None
    if joint == "or" and len(days) == 1:
        begin, _ = make(
            stream,
            days[0][0],
            last[1],
            Kind.DATE,
            day=days[0][1],
            month=month,
            year=year,
            until=last[0],
            rule="either",
        )
        return [replace(begin, either=True, rough=True)], last[1]
    items = [
        make(stream, at, after, Kind.DATE, day=day, month=month, year=year, rule="listed day")[0]
        for at, day, after in days
    ]
    rest = with_clock(reading, last[0], last[1])
    return [*items, rest[0]], rest[1]


def read_simple(reading: Reading, index: int, in_range: bool = False) -> Read | None:
    """A day, a time of day, or both in either order."""
    stream = reading.stream
    day = read_day(reading, index)
    if day is not None and not (day[0].wants_context and day[0].kind is Kind.YEAR and read_clock_led(reading, index)):
        if day[0].kind is Kind.YEAR and (timed := read_clock(stream, index)) and timed.after > day[1]:
            return read_clock_led(reading, index)
        return with_clock(reading, *day)
    if stream.kind(index) in ("the", "part", "overnight", "early"):
        return read_part_led(reading, index)
    if stream.kind(index) in CLOCK_STARTERS:
        return read_clock_led(reading, index)
    if in_range and stream.kind(index) in WEEKDAY_KINDS and stream.next(index + 1) == "day":
        return make(
            stream,
            index,
            index + 2,
            Kind.DAY,
            day=stream.number(index + 1),
            weekday=stream.number(index),
            rule="weekday and number",
            wants_context=True,
        )
    return None


def read_part_led(reading: Reading, index: int) -> Read | None:
    """ "the early hours of Sunday", "the evening of 5 June", "overnight Friday to Saturday"."""
    stream = reading.stream
    at = index + 1 if stream.kind(index) == "the" else index
    kind = stream.kind(at) if at == index else stream.next(at)
    early = kind == "early" and stream.next(at + 1) in ("hours", "part")
    if early:
        hours = stream.kind(at + 1) == "hours"
        part, after = "early_hours" if hours or stream.word(at + 1) == "morning" else stream.word(at + 1), at + 2
    elif kind == "part" and stream.word(at) not in ("am", "pm"):
        hours, part, after = False, stream.word(at), at + 1
    elif kind == "overnight":
        hours, part, after = True, "overnight", at + 1
    else:
        return None
    step = after
    if stream.next(step) in ("of", "on", "from", "between", "and") and stream.next(step + 1):
        opener = stream.kind(step)
        inner_at = step + 1
        day = read_range(reading, step if opener in ("from", "between") else inner_at)
        if day is not None and _names_day(reading, day[0]):
            return replace(day[0], start=stream.start(index), part=part, wants_context=False), day[1]
        if opener == "of" and stream.next(inner_at) == "the" and stream.next(inner_at + 1) == "part" and hours:
            after = inner_at + 2
            if stream.next(after) in ("of", "on"):
                day = read_range(reading, after + 1) if stream.next(after + 1) else None
                if day is not None and _names_day(reading, day[0]):
                    return replace(day[0], start=stream.start(index), part=part, wants_context=False), day[1]
    elif stream.next(step) and part in ("overnight", "early_hours"):
        day = read_range(reading, step)
        if day is not None and _names_day(reading, day[0]):
            return replace(day[0], start=stream.start(index), part=part, wants_context=False), day[1]
    if not hours:
        return None
    return make(stream, index, after, Kind.CLOCK, part=part, rule="part of the day")


def _names_day(reading: Reading, found: Expression) -> bool:
    return found.kind in (Kind.DATE, Kind.DAY, Kind.WEEKDAY, Kind.FEAST, Kind.NTH) or (
        found.kind is Kind.SHIFT and not found.whole
    )


def _may_join(left: Expression, right: Expression) -> bool:
    """Can these be the two ends of one period?"""
    if left.until is not None or right.until is not None or left.kind is Kind.CLOCK or right.kind is Kind.CLOCK:
        return False
    days = (Kind.DATE, Kind.DAY, Kind.FEAST, Kind.NTH)
    if left.kind in days and right.kind in days:
        return True
    if left.kind in (Kind.MONTH, Kind.DATE) and right.kind in (Kind.MONTH, Kind.DATE):
        return True
    if left.kind is right.kind and left.kind in (Kind.YEAR, Kind.WEEKDAY, Kind.QUARTER, Kind.SEASON):
        return True
    if left.kind is Kind.MONTH and right.kind is Kind.SHIFT and right.amount == 0:
        return True
    return left.kind is Kind.WEEKDAY and right.kind in (Kind.SHIFT, Kind.WEEKDAY) and not right.whole
