"""Reads weekdays, weekends and "the first Saturday in March", with what is said around them."""

from caseclock.extractor.language.time_days import MONTH_KINDS, WEEKDAY_KINDS, Read, make, read_date
from caseclock.extractor.language.time_expression import Kind, Origin, replace
from caseclock.extractor.language.time_stream import Stream


def read_weekday(stream: Stream, first: int, index: int, which: str, origin: Origin | None = None) -> Read | None:
    """A weekday with what is said around it: a part of the day, "just gone", "before last", "of last week"."""
    after = index + 1
    part = ""
    if stream.next(after) == "early" and stream.next(after + 1) == "part":
        after += 1
    if stream.next(after) == "part" and stream.word(after) not in ("am", "pm"):
        part, after = stream.word(after), after + 1
    week = after + 1 if stream.next(after) == "of" else after
    if (
        stream.next(week) in ("last", "this", "next")
        and stream.next(week + 1) == "unit"
        and stream.low(week + 1) == "week"
    ):
        which, after, origin = f"{stream.next(week)}_week", week + 2, Origin.WRITING
    elif week > after and (told := _told_week(stream, week)) is not None:
        which, after, origin = told[0], told[1], Origin.TEXT
    elif stream.next(after) == "just" and stream.next(after + 1) in ("gone", "last"):
        which, after = "just_gone", after + 2
    elif stream.next(after) == "gone":
        which, after = "just_gone", after + 1
    elif stream.next(after) == "before" and stream.next(after + 1) == "last":
        which, after = "before_last", after + 2
    elif stream.next(after) == "last" and stream.next(after + 1) not in ("number", "unit", "day"):
        which, after = "just_gone", after + 1
    elif stream.next(after) == "unit" and stream.low(after) == "week":
        which, after = "week_after_next", after + 1
    elif which == "the" and stream.next(after) == "before":
        which, after = "previous", after + 1
    elif which == "the" and stream.next(after) == "after":
        which, after = "following", after + 1
    elif which == "the" and stream.next(after) == "of":
        return None
    weak = stream.kind(index) == "weak_weekday" and not part and which in ("", "the")
    return make(
        stream,
        first,
        after,
        Kind.WEEKDAY,
        weekday=stream.number(index),
        which=which,
        part=part,
        origin=origin,
        rule="weekday",
        wants_context=weak,
        future=which in ("week_after_next", "next_week"),
    )


_TOLD_WEEKS = {
    "that": "that_week",
    "same": "that_week",
    "following": "week_after",
    "next": "week_after",
    "previous": "week_before",
}


def _told_week(stream: Stream, index: int) -> tuple[str, int] | None:
    """ "that week", "the same week", "the following week" after "of": (which, index after)."""
    at = index + 1 if stream.kind(index) == "the" else index
    which = _TOLD_WEEKS.get(stream.next(at))
    if which is None or stream.next(at + 1) != "unit" or stream.word(at + 1) != "week":
        return None
    return which, at + 2


def read_bare_weekday(stream: Stream, first: int, index: int) -> Read | None:
    which = "the" if stream.kind(first) == "the" else "a" if stream.before(first) == "a" else ""
    return read_weekday(stream, first, index, which, None)


def read_weekend(stream: Stream, first: int, index: int) -> Read | None:
    after = index + 1
    which = "the" if stream.kind(first) == "the" else ""
    if stream.next(after) == "before" and stream.next(after + 1) == "last":
        return make(stream, first, after + 2, Kind.WEEKEND, which="before_last", origin=Origin.WRITING, rule="weekend")
    if stream.next(after) == "just" and stream.next(after + 1) == "gone":
        return make(stream, first, after + 2, Kind.WEEKEND, which="last", origin=Origin.WRITING, rule="weekend")
    if which == "the" and stream.next(after) == "before" and stream.next(after + 1) in ("", "stop", "comma", "gap"):
        return make(stream, first, after + 1, Kind.WEEKEND, which="previous", origin=Origin.TEXT, rule="weekend")
    if (
        stream.next(after) in ("of", "commencing", "ending")
        and (dated := _range_or_date(stream, after + 1)) is not None
    ):
        return replace(dated[0], start=stream.start(first), week="weekend", rule="weekend of"), dated[1]
    return make(stream, first, after, Kind.WEEKEND, which=which, rule="weekend")


def _range_or_date(stream: Stream, index: int) -> Read | None:
    if stream.next(index) == "":
        return None
    at = index + 1 if stream.kind(index) == "the" and stream.next(index + 1) == "day" else index
    return read_date(stream, at)


def read_nth(stream: Stream, first: int, index: int) -> Read | None:
    """ "the first Saturday in March", "the last Friday of the month", "the 1st of the month"."""
    number = stream.number(index) if stream.kind(index) in ("ordinal", "ordinal_word") else -1
    at = index + 1
    if stream.next(at) in WEEKDAY_KINDS:
        weekday = stream.number(at)
        if stream.next(at + 1) not in ("in", "of"):
            return None
        step = at + 2
        if stream.next(step) in MONTH_KINDS:
            month = read_date(stream, step)
            if month is None or month[0].kind is not Kind.MONTH:
                return None
            return (
                replace(
                    month[0],
                    start=stream.start(first),
                    kind=Kind.NTH,
                    number=number,
                    weekday=weekday,
                    rule="nth weekday",
                    wants_context=False,
                ),
                month[1],
            )
        inner = _month_word(stream, step)
        if inner is not None:
            return make(
                stream, first, inner[1], Kind.NTH, number=number, weekday=weekday, which=inner[0], rule="nth weekday"
            )
        return None
    if number > 0 and stream.next(at) == "of" and (inner := _month_word(stream, at + 1)) is not None:
        return make(stream, first, inner[1], Kind.DAY, day=number, which=inner[0], rule="day of month")
    return None


def _month_word(stream: Stream, index: int) -> tuple[str, int] | None:
    """ "the month", "this month", "last month", "that month" after "of": (which, index after)."""
    kind = stream.next(index)
    if kind in ("the", "this", "last", "that", "next", "same", "following", "previous"):
        at = index + 1
        if kind == "the" and stream.next(at) in ("same", "following", "previous"):
            kind, at = stream.kind(at), at + 1
        if stream.next(at) == "unit" and stream.word(at) == "month":
            return kind, at + 1
    return None
