"""Reads lengths that point somewhere: "two days ago", "a week later", "nine days after that", "the day before"."""

import re
from typing import Any

from caseclock.extractor.language.time_days import WEEKDAY_KINDS, Read, make, read_date
from caseclock.extractor.language.time_expression import Kind, Origin, replace
from caseclock.extractor.language.time_stream import Stream, amount
from caseclock.extractor.language.time_weekdays import read_weekday

# "in two weeks' time", "a month's time"
_TIME_AHEAD = re.compile(r"['’]?s?['’]?[ \xa0]time\b")


def shifted(
    stream: Stream,
    first: int,
    after: int,
    amount_: int,
    unit: str,
    origin: Origin,
    part: str = "",
    whole: bool = False,
    **more: Any,
) -> Read:
    return make(
        stream, first, after, Kind.SHIFT, amount=amount_, unit=unit, origin=origin, part=part, whole=whole, **more
    )


def read_counted(stream: Stream, first: int, index: int) -> Read | None:
    """ "two days ago", "a week later", "nine days after that", "the day before", "10 minutes ago"."""
    article = stream.kind(first) == "the" and index > first
    if article:
        value, vague, at = 1, False, index
        if stream.kind(index) not in ("unit", "part"):
            return None
    else:
        counted = amount(stream, index)
        if counted is None or not stream.next(counted[2]):
            return None
        value, vague, at = counted
        if stream.kind(at) == "to" and (second := amount(stream, at + 1)) and stream.next(at + 1):
            value, vague, at = (value + second[0]) // 2, True, second[2]
        elif stream.kind(at) == "or" and (second := amount(stream, at + 1)) and stream.next(at + 1):
            value, vague, at = second[0], True, second[2]
    while stream.next(at) == "calendar":
        at += 1
    unit, part = "", ""
    kind = stream.next(at) if at > index else stream.kind(at)
    if kind == "working" and stream.next(at + 1) == "unit" and stream.word(at + 1) == "day":
        unit, at = "working_day", at + 2
    elif kind == "unit":
        unit, at = stream.word(at), at + 1
    elif kind == "hours":
        unit, at = "minute" if stream.low(at).startswith("min") else "hour", at + 1
    elif kind in ("part", "parts") and stream.word(at) in ("night", "morning", "evening", "afternoon"):
        unit, part, at = "day", stream.word(at), at + 1
    else:
        return None
    if stream.follows(at, "or", "so"):
        vague, at = True, at + 2
    return _direction(stream, first, at, value, unit, part, vague, article)


def _direction(
    stream: Stream, first: int, at: int, value: int, unit: str, part: str, vague: bool, article: bool
) -> Read | None:
    """What comes behind a length: ago, later, earlier, before, after."""
    kind = stream.next(at)
    rough = vague or unit in ("hour", "minute")
    if not article and stream.kind(at) == "time" and _TIME_AHEAD.match(stream.text, stream.end(at - 1)):
        first -= stream.before(first) == "in"
        return shifted(stream, first, at + 1, value, unit, Origin.WRITING, part, rule="ahead", rough=rough, future=True)
    if kind == "ago" and not article and stream.low(at) == "ago":
        return shifted(stream, first, at + 1, -value, unit, Origin.WRITING, part, rule="ago", rough=rough)
    if kind == "later" and not article:
        return shifted(stream, first, at + 1, value, unit, Origin.TEXT, part, rule="later", rough=rough)
    if kind == "earlier" and not article:
        return shifted(stream, first, at + 1, -value, unit, Origin.TEXT, part, rule="earlier", rough=rough)
    if kind == "last" and unit == "week" and value == 1 and stream.low(at) == "last" and not article:
        if stream.next(at + 1) not in WEEKDAY_KINDS:
            return None
        return read_weekday(stream, first, at + 1, "before_last", Origin.WRITING)  # "a week last Tuesday"
    if kind == "on" and not article and value == 1 and unit == "week" and stream.next(at + 1) in WEEKDAY_KINDS:
        inner = read_weekday(stream, first, at + 1, "week_after_next", Origin.WRITING)
        return (replace(inner[0], future=True), inner[1]) if inner else None
    if kind not in ("before", "after"):
        return None
    sign = 1 if kind == "after" else -1
    after = at + 1
    whole = article and unit in ("week", "month", "year")
    if kind == "before" and stream.next(after) == "last":
        return shifted(
            stream, first, after + 1, -2, unit, Origin.WRITING, part, rule="before last", whole=unit != "day"
        )
    if stream.next(after) == "today" and stream.word(after) != "0":
        offset = int(stream.word(after))
        return shifted(
            stream, first, after + 1, offset + sign * value, unit, Origin.WRITING, part, rule="today", future=offset > 0
        )
    if stream.next(after) in ("that", "which", "this") and stream.next(after + 1) not in ("part", "unit", "weekday"):
        return shifted(
            stream, first, after + 1, sign * value, unit, Origin.TEXT, part, rule="after that", rough=rough, whole=whole
        )
    said = read_date(stream, after) if stream.next(after) and stream.kind(after) != "last" else None
    if said is not None and said[0].kind not in (Kind.YEAR, Kind.DAY):
        base, end = said
        return shifted(
            stream, first, end, sign * value, unit, Origin.TEXT, part, rule="from a date", rough=rough, base=base
        )
    if article or _clause_ends(stream, at):
        # "the day before the hearing": the text must tell the day of the hearing
        return shifted(
            stream, first, at + 1, sign * value, unit, Origin.TEXT, part, rule="day before", rough=rough, whole=whole
        )
    return None


def _clause_ends(stream: Stream, index: int) -> bool:
    """Does the sentence or clause end behind this token?"""
    tail = stream.text[stream.end(index) : stream.end(index) + 3].lstrip(" ")
    return not tail or tail[0] in ".,;:)\n!?"
