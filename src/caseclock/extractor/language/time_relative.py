"""Reads expressions that lean on another moment: "the following day", "a week later", "last Tuesday", "two days ago"."""

from dataclasses import replace

from caseclock.extractor.language.time_days import DAY_KINDS, MONTH_KINDS, WEEKDAY_KINDS, Read, make, read_date
from caseclock.extractor.language.time_expression import Expression, Kind, Origin
from caseclock.extractor.language.time_stream import Stream, amount

_CALENDAR = {
    "week": "week",
    "month": "month",
    "year": "year",
    "fortnight": "fortnight",
    "day": "day",
    "decade": "decade",
}


def read_relative(stream: Stream, index: int) -> Read | None:
    """A relative expression that begins at `index`, an article before it included."""
    kind = stream.kind(index)
    first = index
    if kind == "the" and stream.next(index + 1):
        index += 1
        kind = stream.kind(index)
        reader = _AFTER_ARTICLE.get(kind)
        if reader is not None and (read := reader(stream, first, index)) is not None:
            return read
        return _counted(stream, first, index)
    reader = _READERS.get(kind)
    if reader is not None and (read := reader(stream, first, index)) is not None:
        return read
    return _counted(stream, first, index)


def _shift(
    stream: Stream,
    first: int,
    after: int,
    amount_: int,
    unit: str,
    origin: Origin,
    part: str = "",
    whole: bool = False,
    **more: object,
) -> Read:
    return make(
        stream, first, after, Kind.SHIFT, amount=amount_, unit=unit, origin=origin, part=part, whole=whole, **more
    )


def _day_or_unit(
    stream: Stream, first: int, index: int, amount_: int, origin: Origin, rule: str, **more: object
) -> Read | None:
    """The noun of "the same day", "that night", "the following week": a unit, a part of a day, a weekday, a weekend."""
    kind = stream.next(index)
    if kind == "unit":
        unit = stream.word(index)
        if unit == "decade" or stream.low(index).endswith("s"):
            return None
        return _shift(stream, first, index + 1, amount_, unit, origin, whole=unit != "day", rule=rule, **more)
    if kind == "calendar" or kind == "working":
        if stream.next(index + 1) == "unit" and stream.word(index + 1) == "day" and amount_ != 0:
            unit = "working_day" if kind == "working" else "day"
            return _shift(stream, first, index + 2, amount_, unit, origin, rule=rule, **more)
        return None
    if kind == "part" and stream.word(index) not in ("am", "pm"):
        return _shift(stream, first, index + 1, amount_, "day", origin, part=stream.word(index), rule=rule, **more)
    if kind == "early" and stream.next(index + 1) == "part":
        return _shift(stream, first, index + 2, amount_, "day", origin, part=stream.word(index + 1), rule=rule, **more)
    if kind == "weekend":
        which = {-1: "previous", 0: "that", 1: "following"}[amount_]
        return make(stream, first, index + 1, Kind.WEEKEND, which=which, origin=origin, rule=rule, **more)
    if kind in WEEKDAY_KINDS:
        which = {-1: "previous", 0: "that", 1: "following"}[amount_]
        read = _weekday(stream, first, index, which, origin)
        return read
    if kind == "season":
        which = {-1: "previous", 0: "that", 1: "following"}[amount_]
        return make(
            stream,
            first,
            index + 1,
            Kind.SEASON,
            name=stream.word(index),
            which=which,
            origin=origin,
            rule=rule,
            **more,
        )
    if kind in MONTH_KINDS and kind == "month":
        which = {-1: "previous", 0: "that", 1: "following"}[amount_]
        return make(
            stream, first, index + 1, Kind.MONTH, month=stream.number(index), which=which, origin=origin, rule=rule
        )
    return None


def _same(stream: Stream, first: int, index: int) -> Read | None:
    at = index + 1
    if stream.next(at) == "same":
        at += 1
    return _day_or_unit(stream, first, at, 0, Origin.TEXT, "same")


def _following(stream: Stream, first: int, index: int) -> Read | None:
    origin = Origin.TEXT
    read = _day_or_unit(stream, first, index + 1, 1, origin, "following")
    if read is None and (counted := amount(stream, index + 1)) and stream.next(index + 1):
        value, vague, after = counted  # "over the following three weeks"
        if stream.next(after) == "unit" and stream.kind(index + 1) != "a":
            return make(
                stream,
                first,
                after + 1,
                Kind.SPAN,
                amount=value,
                unit=stream.word(after),
                origin=origin,
                rough=vague,
                rule="following span",
                period=True,
            )
    return read


def _next(stream: Stream, first: int, index: int) -> Read | None:
    """ "the next day" counts from the text; "next week" without an article from the writing."""
    article = stream.kind(first) == "the"
    day_like = stream.next(index + 1) in ("part", "unit", "early") and stream.word(index + 1) in (
        "day",
        "morning",
        "afternoon",
        "evening",
        "night",
    )
    origin = Origin.TEXT if article or day_like else Origin.WRITING
    read = _day_or_unit(stream, first, index + 1, 1, origin, "next", future=origin is Origin.WRITING)
    if read is not None and read[0].kind is Kind.WEEKDAY and origin is Origin.WRITING:
        return replace(read[0], which="next", future=True), read[1]
    return read


def _previous(stream: Stream, first: int, index: int) -> Read | None:
    return _day_or_unit(stream, first, index + 1, -1, Origin.TEXT, "previous")


def _last(stream: Stream, first: int, index: int) -> Read | None:
    """ "last night", "last Tuesday", "the last three weeks", "last March"."""
    at = index + 1
    if (counted := amount(stream, at)) and stream.next(at) and stream.kind(at) not in ("a",):
        value, vague, after = counted
        if stream.next(after) == "calendar":
            after += 1
        if stream.next(after) == "unit" or stream.next(after) == "parts":
            unit = stream.word(after) if stream.kind(after) == "unit" else "day"
            return make(
                stream,
                first,
                after + 1,
                Kind.SPAN,
                amount=-value,
                unit=unit,
                origin=Origin.WRITING,
                rough=vague,
                rule="last span",
                period=True,
            )
        if stream.next(after) == "hours":
            return None
    if stream.low(index) == "past" and stream.kind(first) != "the":
        return None
    kind = stream.next(at)
    if kind == "few" and stream.next(at + 1) == "unit":
        unit = stream.word(at + 1)
        return make(
            stream,
            first,
            at + 2,
            Kind.SPAN,
            amount=-3,
            unit=unit,
            origin=Origin.WRITING,
            rough=True,
            period=True,
            rule="last span",
        )
    article = stream.kind(first) == "the"
    if kind == "part" and stream.word(at) in ("night", "evening", "afternoon", "morning") and not article:
        return _shift(stream, first, at + 1, -1, "day", Origin.WRITING, part=stream.word(at), rule="last night")
    if kind == "unit" and stream.word(at) in ("week", "month", "year") and not stream.low(at).endswith("s"):
        if article:
            return make(
                stream,
                first,
                at + 1,
                Kind.SPAN,
                amount=-1,
                unit=stream.word(at),
                origin=Origin.WRITING,
                period=True,
                rule="last span",
            )
        return _shift(stream, first, at + 1, -1, stream.word(at), Origin.WRITING, whole=True, rule="last unit")
    if kind in WEEKDAY_KINDS and not (article and stream.next(at + 1) in ("of", "in")):
        if (dated := read_date(stream, at)) is not None:
            return replace(dated[0], start=stream.start(first)), dated[1]
        return _weekday(stream, first, at, "last", Origin.WRITING)
    if kind == "weekend":
        return make(stream, first, at + 1, Kind.WEEKEND, which="last", origin=Origin.WRITING, rule="last weekend")
    if kind in MONTH_KINDS and not article and stream.kind(at) == "month":
        dated = read_date(stream, at)
        if dated is not None and dated[0].kind is Kind.MONTH and dated[0].year is None:
            return replace(dated[0], start=stream.start(first), which="last", wants_context=False), dated[1]
    if kind == "season" and not article:
        return make(stream, first, at + 1, Kind.SEASON, name=stream.word(at), which="last", rule="season")
    return None


def _this(stream: Stream, first: int, index: int) -> Read | None:
    """ "this morning", "this week", "this Friday"."""
    kind = stream.next(index + 1)
    if kind == "last" and stream.next(index + 2) == "unit":
        return _last(stream, first, index + 1)
    if kind == "coming" or (kind == "unit" and stream.word(index + 1) == "day"):
        return None
    read = _day_or_unit(stream, first, index + 1, 0, Origin.WRITING, "this")
    if read is not None and read[0].kind is Kind.WEEKDAY:
        return replace(read[0], which="this"), read[1]
    if read is not None and read[0].kind is Kind.WEEKEND:
        return replace(read[0], which="this"), read[1]
    return read


def _that(stream: Stream, first: int, index: int) -> Read | None:
    """ "that night", "that same day", "that week"; "that Monday" too."""
    at = index + 1
    if stream.next(at) == "same":
        at += 1
    return _day_or_unit(stream, first, at, 0, Origin.TEXT, "that")


def _later(stream: Stream, first: int, index: int) -> Read | None:
    """ "later that night", "earlier the same day", "later in the week", "earlier today"."""
    at = index + 1
    if stream.next(at) == "on":
        at += 1
    if stream.next(at) == "in" and stream.next(at + 1) == "the" and stream.next(at + 2) == "unit":
        if stream.word(at + 2) in ("week", "month", "year"):
            return _shift(
                stream, first, at + 3, 0, stream.word(at + 2), Origin.TEXT, whole=True, rule="same", rough=True
            )
        return None
    if stream.next(at) in ("that", "the", "today", "this", "same"):
        read = read_relative(stream, at)
        if read is not None and read[0].amount == 0 and read[0].kind is Kind.SHIFT:
            return replace(read[0], start=stream.start(first)), read[1]
    return None


def _today(stream: Stream, first: int, index: int) -> Read | None:
    """ "yesterday evening", "today", "tomorrow morning"."""
    offset = int(stream.word(index))
    after = index + 1
    part = ""
    if stream.next(after) == "part" and stream.word(after) not in ("am", "pm"):
        part, after = stream.word(after), after + 1
    elif stream.next(after) == "early" and stream.next(after + 1) == "part":
        part, after = stream.word(after + 1), after + 2
    return _shift(stream, first, after, offset, "day", Origin.WRITING, part=part, rule="today", future=offset > 0)


def _tonight(stream: Stream, first: int, index: int) -> Read | None:
    return _shift(stream, first, index + 1, 0, "day", Origin.WRITING, part="night", rule="today")


def _weekday(stream: Stream, first: int, index: int, which: str, origin: Origin | None = None) -> Read | None:
    """A weekday with what is said around it: a part of the day, "just gone", "before last", "week"."""
    after = index + 1
    part = ""
    if stream.next(after) == "early" and stream.next(after + 1) == "part":
        after += 1
    if stream.next(after) == "part" and stream.word(after) not in ("am", "pm"):
        part, after = stream.word(after), after + 1
    if stream.next(after) == "just" and stream.next(after + 1) in ("gone", "last"):
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
        future=which in ("week_after_next",),
    )


def _bare_weekday(stream: Stream, first: int, index: int) -> Read | None:
    which = "the" if stream.kind(first) == "the" else "a" if stream.before(first) == "a" else ""
    return _weekday(stream, first, index, which, None)


def _weekend(stream: Stream, first: int, index: int) -> Read | None:
    after = index + 1
    which = "the" if stream.kind(first) == "the" else ""
    if stream.next(after) == "before" and stream.next(after + 1) == "last":
        return make(stream, first, after + 2, Kind.WEEKEND, which="before_last", origin=Origin.WRITING, rule="weekend")
    if stream.next(after) == "just" and stream.next(after + 1) == "gone":
        return make(stream, first, after + 2, Kind.WEEKEND, which="last", origin=Origin.WRITING, rule="weekend")
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


def _nth(stream: Stream, first: int, index: int) -> Read | None:
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


def _last_of(stream: Stream, first: int, index: int) -> Read | None:
    """ "the last Friday of June", else as "last"."""
    if stream.next(index + 1) in WEEKDAY_KINDS and stream.next(index + 2) in ("of", "in"):
        if (read := _nth(stream, first, index)) is not None:
            return read
    return _last(stream, first, index)


def _counted(stream: Stream, first: int, index: int) -> Read | None:
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
            if stream.kind(at + 1) != "so":
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
    if kind == "ago" and not article and stream.low(at) == "ago":
        return _shift(stream, first, at + 1, -value, unit, Origin.WRITING, part, rule="ago", rough=rough)
    if kind == "later" and not article:
        return _shift(stream, first, at + 1, value, unit, Origin.TEXT, part, rule="later", rough=rough)
    if kind == "earlier" and not article:
        return _shift(stream, first, at + 1, -value, unit, Origin.TEXT, part, rule="earlier", rough=rough)
    if kind == "last" and not article and unit in ("week", "day") and stream.low(at) == "last":
        inner = read_relative(stream, at)  # "a week last Tuesday"
        if inner is not None and inner[0].kind is Kind.WEEKDAY and value == 1:
            return replace(inner[0], start=stream.start(first), which="before_last"), inner[1]
    if kind == "on" and not article and value == 1 and unit == "week" and stream.next(at + 1) in WEEKDAY_KINDS:
        inner = _weekday(stream, first, at + 1, "week_after_next", Origin.WRITING)
        return (replace(inner[0], future=True), inner[1]) if inner else None
    if kind not in ("before", "after"):
        return None
    sign = 1 if kind == "after" else -1
    after = at + 1
    whole = article and unit in ("week", "month", "year")
    if kind == "before" and stream.next(after) == "last":
        return _shift(stream, first, after + 1, -2, unit, Origin.WRITING, part, rule="before last", whole=unit != "day")
    if stream.next(after) == "today" and stream.word(after) != "0":
        offset = int(stream.word(after))
        return _shift(
            stream, first, after + 1, offset + sign * value, unit, Origin.WRITING, part, rule="today", future=offset > 0
        )
    if stream.next(after) in ("that", "which", "this") and stream.next(after + 1) not in ("part", "unit", "weekday"):
        return _shift(
            stream, first, after + 1, sign * value, unit, Origin.TEXT, part, rule="after that", rough=rough, whole=whole
        )
    base = None
    if stream.next(after) and stream.kind(after) not in ("last",):
        base = read_date(stream, after)
        if base is not None and base[0].kind in (Kind.YEAR, Kind.DAY):
            base = None
    if base is not None:
        inner, end = base
        return _shift(
            stream, first, end, sign * value, unit, Origin.TEXT, part, rule="from a date", rough=rough, base=inner
        )
    if article or _clause_ends(stream, at):
        # "the day before the hearing": the text must tell the day of the hearing
        return _shift(
            stream, first, at + 1, sign * value, unit, Origin.TEXT, part, rule="day before", rough=rough, whole=whole
        )
    return None


def _clause_ends(stream: Stream, index: int) -> bool:
    """Does the sentence or clause end behind this token?"""
    tail = stream.text[stream.end(index) : stream.end(index) + 3].lstrip(" ")
    return not tail or tail[0] in ".,;:)\n!?"


_READERS = {
    "same": _same,
    "following": _following,
    "next": _next,
    "previous": _previous,
    "last": _last,
    "this": _this,
    "that": _that,
    "later": _later,
    "earlier": _later,
    "today": _today,
    "tonight": _tonight,
    "weekday": _bare_weekday,
    "weak_weekday": _bare_weekday,
    "weekend": _weekend,
    "ordinal": _nth,
    "ordinal_word": _nth,
}
_AFTER_ARTICLE = {
    **{key: value for key, value in _READERS.items() if key not in ("this", "that", "today", "tonight")},
    "last": _last_of,
}
RELATIVE_STARTERS = frozenset(_READERS) | {"the", "a", "few", "number", "count", "day"}


def vague_time(stream: Stream, index: int) -> Read | None:
    """ "the other day", "around the same time", "around this time"."""
    if stream.kind(index) == "the" and stream.next(index + 1) == "other":
        at = index + 2
        if stream.next(at) in ("unit", "part") and stream.word(at) in ("day", "night", "morning", "evening", "week"):
            return make(stream, index, at + 1, Kind.VAGUE, origin=Origin.WRITING, rule="the other day", rough=True)
    return None


__all__ = ["DAY_KINDS", "RELATIVE_STARTERS", "Expression", "read_relative", "vague_time"]
