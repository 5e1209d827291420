"""Joins a day with its time of day, in either order."""

import re

from caseclock.extractor.language.time_clock import Timed, clock_in_context, read_clock, with_part
from caseclock.extractor.language.time_context import makes_sense
from caseclock.extractor.language.time_days import Read, make
from caseclock.extractor.language.time_expression import Expression, Kind, replace
from caseclock.extractor.language.time_named import Reading, read_day

_NO_CLOCK = (Kind.YEAR, Kind.MONTH, Kind.SPAN, Kind.FINANCIAL, Kind.SEASON, Kind.VAGUE, Kind.QUARTER)


def with_clock(reading: Reading, found: Expression, after: int) -> Read:
    """The day with a time that follows it: "Saturday morning about 10", "13/7/2024 11:00 PM", "today at noon"."""
    stream = reading.stream
    if found.kind in _NO_CLOCK:
        return found, after
    if found.clock is not None or found.unit in ("minute", "hour") or found.whole:
        return found, after
    at = after
    if stream.next(at) == "in" and stream.next(at + 1) == "the":
        step = at + 2 + (stream.next(at + 2) == "early")
        if stream.next(step) == "part" and not found.part:
            part = "early_hours" if step > at + 2 else stream.word(step)
            found, at = replace(found, part=part, end=stream.end(step)), step + 1
        elif stream.next(at + 2) == "early" and stream.next(at + 3) == "hours":
            found, at = replace(found, part="early_hours", end=stream.end(at + 3)), at + 4
    elif stream.next(at) == "part" and not found.part and stream.word(at) not in ("am", "pm"):
        found, at = replace(found, part=stream.word(at), end=stream.end(at)), at + 1
    if (
        not found.part
        and stream.next(at) == "part"
        and stream.word(at) in ("am", "pm")
        and found.kind is not Kind.CLOCK
    ):
        part = "morning" if stream.word(at) == "am" else "afternoon"
        found, at = replace(found, part=part, end=stream.end(at)), at + 1
    step = at
    glued = stream.next(step) == "minus" and stream.text[stream.start(step) - 1] != " "
    if stream.next(step) in ("comma", "minus", "colon") and stream.next(step + 1) and not glued:
        step += 1
    if not stream.next(step):
        return found, at
    timed = read_clock(stream, step)
    if timed is None or not _clock_fits(reading, step, timed, found):
        return found, at
    if step > at and stream.next(timed.after) == "on":
        return found, at
    return _timed(reading, found, timed, found.start, stream.end(timed.after - 1)), timed.after


def _timed(reading: Reading, found: Expression, timed: Timed, start: int, end: int) -> Expression:
    part = found.part or timed.part
    clock = with_part(timed.clock, found.part or timed.part)
    stop = with_part(timed.end, part) if timed.end else None
    return replace(found, clock=clock, clock_end=stop, part=part, start=start, end=end)


def _clock_fits(reading: Reading, index: int, timed: Timed, day: Expression) -> bool:
    """Does a time that follows a day belong to it? A bare number only where it can be nothing else."""
    if not timed.loose:
        return True
    stream = reading.stream
    if timed.end is not None:
        return True
    bare = timed.clock.minute == 0
    text = stream.text
    behind = text[stream.end(timed.after - 1) :][:14]
    lead = stream.kind(index)
    if not bare:
        return (
            lead in ("at", "rough", "from", "just") or stream.kind(index) == "dotted" or stream.kind(index) == "number"
        )
    if lead not in ("at", "rough"):
        return False
    nxt = re.match(r"[\s\xa0]*(\w*)", behind)
    word = nxt[1] if nxt else ""
    if not word or behind[:1] in ".,;:)":
        return True
    if stream.tokens[timed.after - 1].kind == "day" and lead == "at":
        return word.lower() in _PLAIN_WORDS
    return word[0].isupper() or word.lower() in _PLAIN_WORDS


def read_clock_led(reading: Reading, index: int) -> Read | None:
    """A time of day and the day that follows it, if one does; else the time alone."""
    stream = reading.stream
    timed = read_clock(stream, index)
    if timed is None:
        return None
    at = timed.after
    lone = timed.bare and timed.end is None and stream.kind(index) in ("number", "day")
    if lone and stream.before(index) not in ("at", "rough", "from", "until", "since", "after", "before", "by"):
        return None
    part, words = _part_between(reading, at)
    for skip in (words,) if words else _bridges(reading, at):
        if not stream.next(at) or not stream.next(at + skip):
            continue
        day = read_day(reading, at + skip)
        if day is None or day[0].clock is not None or day[0].kind in _NEVER_TIMED or day[0].whole:
            continue
        if day[0].wants_context and not makes_sense(stream, at + skip, day[1], day[0]):
            continue
        if skip == 1 and stream.kind(at) == "comma" and day[0].kind not in (Kind.DATE, Kind.WEEKDAY):
            continue
        named = replace(day[0], part=part) if part else day[0]
        found = _timed(reading, named, timed, stream.start(index), day[0].end)
        return replace(found, wants_context=False), day[1]
    if not clock_in_context(stream, index, timed):
        return None
    return make(
        stream,
        index,
        timed.after,
        Kind.CLOCK,
        clock=timed.clock,
        clock_end=timed.end,
        part=timed.part,
        rule="time of day",
    )


def _bridges(reading: Reading, at: int) -> tuple[int, ...]:
    kind = reading.stream.next(at)
    if kind in ("on", "comma", "of", "in"):
        after = reading.stream.next(at + 1)
        return (2,) if after == "on" or (after == "a" and kind == "on") else (1,)
    return (0,)


def _part_between(reading: Reading, at: int) -> tuple[str, int]:
    """ "between 22:45 and 01:20 on the night of 9 June": the part of the day, and the words up to the day."""
    stream = reading.stream
    if stream.follows(at, "on", "the", "part", "of") and stream.word(at + 2) not in ("am", "pm"):
        return stream.word(at + 2), 4
    return "", 0


_PLAIN_TEXT = (
    "and he she they it i we the when a an my his her their to but in for with by on that there was were or as "
    "while so then until till from which who someone last this "
)
_PLAIN_WORDS = frozenset(_PLAIN_TEXT.split())
_NEVER_TIMED = (Kind.YEAR, Kind.MONTH, Kind.SPAN, Kind.FINANCIAL, Kind.SEASON, Kind.QUARTER, Kind.VAGUE)
