"""Reads expressions that lean on another moment: "the following day", "last Tuesday", "that night", "yesterday"."""

from typing import Any

from caseclock.extractor.language.time_counted import read_counted, shifted
from caseclock.extractor.language.time_days import MONTH_KINDS, WEEKDAY_KINDS, Read, make, read_date
from caseclock.extractor.language.time_expression import Kind, Origin, replace
from caseclock.extractor.language.time_stream import Stream, amount
from caseclock.extractor.language.time_weekdays import read_bare_weekday, read_nth, read_weekday, read_weekend


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
        return read_counted(stream, first, index)
    reader = _READERS.get(kind)
    if reader is not None and (read := reader(stream, first, index)) is not None:
        return read
    return read_counted(stream, first, index)


def _day_or_unit(
    stream: Stream, first: int, index: int, amount_: int, origin: Origin, rule: str, **more: Any
) -> Read | None:
    """The noun of "the same day", "that night", "the following week": a unit, a part of a day, a weekday, a weekend."""
    kind = stream.next(index)
    if kind == "date_word" and amount_ == 0 and origin is Origin.TEXT:
        return shifted(stream, first, index + 1, 0, "day", origin, rule=rule, **more)
    if kind == "unit":
        unit = stream.word(index)
        if unit == "decade" or stream.low(index).endswith("s"):
            return None
        return shifted(stream, first, index + 1, amount_, unit, origin, whole=unit != "day", rule=rule, **more)
    if kind == "calendar" or kind == "working":
        if stream.next(index + 1) == "unit" and stream.word(index + 1) == "day" and amount_ != 0:
            unit = "working_day" if kind == "working" else "day"
            return shifted(stream, first, index + 2, amount_, unit, origin, rule=rule, **more)
        return None
    if kind == "part" and stream.word(index) not in ("am", "pm"):
        return shifted(stream, first, index + 1, amount_, "day", origin, part=stream.word(index), rule=rule, **more)
    if kind == "early" and stream.next(index + 1) == "part":
        return shifted(stream, first, index + 2, amount_, "day", origin, part=stream.word(index + 1), rule=rule, **more)
    if kind == "weekend":
        which = {-1: "previous", 0: "that", 1: "following"}[amount_]
        return make(stream, first, index + 1, Kind.WEEKEND, which=which, origin=origin, rule=rule, **more)
    if kind in WEEKDAY_KINDS:
        which = {-1: "previous", 0: "that", 1: "following"}[amount_]
        read = read_weekday(stream, first, index, which, origin)
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
    part = kind == "part" and stream.word(at) in ("night", "evening", "afternoon", "morning")
    # "LAST NIGHTS NOISE": a log leaves the apostrophe out
    if (part or (kind == "parts" and stream.word(at) == "night")) and not article:
        return shifted(stream, first, at + 1, -1, "day", Origin.WRITING, part=stream.word(at), rule="last night")
    if (
        kind == "unit"
        and stream.word(at) in ("week", "fortnight", "month", "year", "decade")
        and not stream.low(at).endswith("s")
    ):
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
        return shifted(stream, first, at + 1, -1, stream.word(at), Origin.WRITING, whole=True, rule="last unit")
    if kind in WEEKDAY_KINDS and not (article and stream.next(at + 1) in ("of", "in")):
        if (dated := read_date(stream, at)) is not None:
            return replace(dated[0], start=stream.start(first)), dated[1]
        return read_weekday(stream, first, at, "last", Origin.WRITING)
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
            return shifted(
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
    return shifted(stream, first, after, offset, "day", Origin.WRITING, part=part, rule="today", future=offset > 0)


def _tonight(stream: Stream, first: int, index: int) -> Read | None:
    return shifted(stream, first, index + 1, 0, "day", Origin.WRITING, part="night", rule="today")


def _last_of(stream: Stream, first: int, index: int) -> Read | None:
    """ "the last Friday of June", else as "last"."""
    of_month = stream.next(index + 1) in WEEKDAY_KINDS and stream.next(index + 2) in ("of", "in")
    if of_month and (read := read_nth(stream, first, index)) is not None:
        return read
    return _last(stream, first, index)


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
    "weekday": read_bare_weekday,
    "weak_weekday": read_bare_weekday,
    "weekend": read_weekend,
    "ordinal": read_nth,
    "ordinal_word": read_nth,
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
