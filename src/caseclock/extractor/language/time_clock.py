"""Reads times of day: "4.10am", "1800 hrs", "half past ten", "ten to eight", "from 9.30pm to 11"."""

import re
from dataclasses import dataclass, replace

from caseclock.extractor.language.time_expression import Clock
from caseclock.extractor.language.time_stream import Stream, amount
from caseclock.extractor.language.time_tokens import half_of_day


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of day that was read. `after` is the index behind it; `loose` wants words before that make it one."""

    clock: Clock
    after: int
    end: Clock | None = None
    part: str = ""
    loose: bool = False
    bare: bool = False  # nothing but a number


_BEFORE_CLOCK_KINDS = "at rough from until between since after before just by gone "
_GOES_ON = re.compile(
    r"\b(?:nights?|mornings?|evenings?|afternoons?|today|yesterday|day|again|music|noise|party|banging|start(?:ed|s)?|"
    r"began|went on|going|same)\b",
    re.IGNORECASE,
)
_BEFORE_CLOCK = frozenset(_BEFORE_CLOCK_KINDS.split())


def read_clock(stream: Stream, index: int) -> Timed | None:
    """A time of day, or a stretch between two, that begins with the token at `index`."""
    begin = index
    opened = stream.kind(index) in ("between", "from")
    if opened:
        index += 1
        if stream.next(index) == "":
            return None
    first = _moment(stream, index)
    if first is None:
        return None
    if stream.next(first.after) in ("in", "at"):
        first = _tail(stream, first)
    middle = stream.next(first.after)
    second = None
    if middle in ("to", "until", "minus") or (middle == "and" and stream.kind(begin) == "between"):
        second = _moment(stream, first.after + 1) if stream.next(first.after + 1) else None
    if second is None:
        if opened:
            return None
        return _tail(stream, first)
    # a bare number is a time only beside a real one: "9am to 10", "from ten until two"
    if first.loose and second.loose and not (opened or stream.before(begin) in ("at", "rough")):
        second = _tail(stream, second)
        if not second.part:
            return None
    second = _tail(stream, second)
    start, stop = _settle_pair(first.clock, second)
    part = second.part or first.part
    return Timed(start, second.after, stop, part, loose=first.loose and second.loose and not second.part)


def _settle_pair(start: Clock, second: Timed) -> tuple[Clock, Clock]:
    """The two ends of a stretch, each with its half of the day where the other (or the part of the day) tells it."""
    stop = second.clock
    if second.part:
        stop = with_part(stop, second.part)
    if not start.sure and stop.sure:
        late = Clock(start.hour % 12 + 12, start.minute, True, start.rough)
        early = Clock(start.hour % 12, start.minute, True, start.rough)
        same = late if stop.hour >= 12 and (late.hour, late.minute) <= (stop.hour, stop.minute) else early
        start = late if stop.hour < 6 and second.part != "afternoon" else same
    elif start.sure and not stop.sure:
        hour = stop.hour % 12
        for candidate in (hour, hour + 12, hour + 24):
            if candidate * 60 + stop.minute > start.hour * 60 + start.minute:
                stop = Clock(candidate % 24, stop.minute, True, stop.rough)
                break
    return start, stop


def _tail(stream: Stream, timed: Timed) -> Timed:
    """Takes in "in the morning", "at night", "or so" behind a time, and what they say of its half of the day."""
    index = timed.after
    if stream.next(index) == "or" and stream.next(index + 1) == "so":
        timed = replace(timed, after=index + 2, clock=replace(timed.clock, rough=True), loose=False, bare=False)
        index += 2
    part = ""
    if stream.next(index) == "in" and stream.next(index + 1) == "the":
        step = index + 2
        early = stream.next(step) == "early"
        step += early
        if stream.next(step) == "part":
            part, index = ("early_hours" if early and stream.word(step) == "morning" else stream.word(step)), step + 1
    elif stream.next(index) == "at" and stream.next(index + 1) == "part" and stream.word(index + 1) == "night":
        part, index = "night", index + 2
    elif stream.next(index) == "part" and stream.word(index) in ("am", "pm"):
        part, index = stream.word(index), index + 1
    if not part:
        return timed
    return replace(timed, clock=with_part(timed.clock, part), after=index, part=part, loose=False, bare=False)


def with_part(clock: Clock, part: str) -> Clock:
    """A time whose half of the day is told by a part of the day."""
    if clock.sure:
        return clock
    hour = clock.hour % 12
    if part in ("afternoon", "evening", "pm") or (part == "night" and hour >= 5):
        hour += 12
    elif part not in ("morning", "early_hours", "am", "night"):
        return clock
    return Clock(hour, clock.minute, True, clock.rough)


def _moment(stream: Stream, index: int) -> Timed | None:
    """One time of day with the words that make it rough."""
    rough = False
    while stream.kind(index) in ("rough", "just", "over", "at") and stream.next(index + 1):
        rough = rough or stream.kind(index) != "at"
        index += 1
    if rough and stream.kind(index) in ("after", "before", "last", "gone"):
        index += 1
    elif stream.kind(index) == "gone" and stream.next(index + 1) in ("number", "day", "half", "quarter", "a"):
        index, rough = index + 1, True
    found = _plain(stream, index)
    if found is not None and rough:
        return replace(found, clock=replace(found.clock, rough=True))
    return found


def _plain(stream: Stream, index: int) -> Timed | None:
    kind = stream.kind(index)
    reader = _READERS.get(kind)
    return reader(stream, index) if reader else None


def _written(stream: Stream, index: int) -> Timed | None:
    """ "23:15", "4.10am", "9.30" and what may follow in another word: am, pm, hrs."""
    clock = stream.tokens[index].value
    if not isinstance(clock, Clock):
        return None
    after = index + 1
    if stream.next(after) == "part" and stream.word(after) in ("am", "pm"):
        return Timed(half_of_day(clock, stream.word(after)), after + 1)
    if stream.next(after) == "hours" and stream.low(after) in ("hrs", "hours", "hr"):
        return Timed(replace(clock, sure=True), after + 1)
    if stream.next(after) == "to" and stream.kind(index) == "dotted" and stream.next(after + 1) == "count":
        return None
    return Timed(clock, after, loose=stream.kind(index) == "dotted")


def _military(stream: Stream, index: int) -> Timed | None:
    """ "0230 hrs", "1800 hours"; without the word only as "at 0230"."""
    value = stream.number(index)
    if value < 0 or value // 100 > 23 or value % 100 > 59:
        return None
    clock = Clock(value // 100, value % 100)
    if stream.next(index + 1) == "hours" and stream.low(index + 1) in ("hrs", "hours", "hr"):
        return Timed(clock, index + 2)
    if stream.kind(index) == "military" and stream.before(index) in ("at", "rough", "until", "from", "between", "to"):
        return Timed(clock, index + 1)
    return None


def _hour(stream: Stream, index: int) -> tuple[Clock, int] | None:
    """The hour that minutes are counted past or to."""
    kind = stream.next(index)
    if kind in ("number", "day") and 1 <= stream.number(index) <= 12:
        return Clock(stream.number(index) % 24, 0, sure=False), index + 1
    if kind == "noon":
        return Clock(int(stream.word(index))), index + 1
    return None


def _minutes_from(stream: Stream, index: int, minutes: int, rough: bool = False) -> Timed | None:
    """ "past ten", "to midnight" with the minutes already read."""
    joint = stream.next(index)
    if not (joint == "to" or (joint == "last" and stream.low(index) == "past") or joint in ("after", "before")):
        return None
    hour = _hour(stream, index + 1)
    if hour is None:
        return None
    clock, after = hour
    if stream.next(after) in ("unit", "hours") and stream.word(after) != "":
        return None  # "five to ten minutes" is a length
    if stream.next(after) == "oclock":
        after += 1
    total = clock.hour * 60 + (minutes if joint in ("last", "after") else -minutes)
    total %= 24 * 60
    result = Clock(total // 60, total % 60, clock.sure, rough)
    if not clock.sure and result.hour == 0:
        result = replace(result, hour=12)
    # "ten to eight" may be a count of things; "past" may not
    return Timed(result, after, loose=joint == "to" and minutes != 15 and stream.kind(index - 1) != "hours")


def _counted(stream: Stream, index: int) -> Timed | None:
    """A number that begins a time: "10 pm", "ten o'clock", "twenty-five past two", "eight in the morning"."""
    read = amount(stream, index)
    if read is None:
        return None
    value, vague, after = read
    kind = stream.next(after)
    if kind == "part" and stream.word(after) in ("am", "pm") and 1 <= value <= 12:
        return Timed(half_of_day(Clock(value), stream.word(after)), after + 1)
    if kind == "oclock" and 1 <= value <= 12:
        return Timed(Clock(value, 0, sure=False), after + 1)
    if kind == "noon" and value == 12:
        return Timed(Clock(int(stream.word(after))), after + 1)
    if kind == "hours" and stream.low(after).startswith("min") and (value < 60):
        return _minutes_from(stream, after + 1, 5 if vague else value, rough=vague)
    if kind in ("to", "last") and value in (5, 10, 20, 25):
        return _minutes_from(stream, after, value)
    if stream.kind(index) in ("number", "day") and 1 <= value <= 12 and after == index + 1:
        return Timed(Clock(value, 0, sure=False), after, loose=True, bare=True)
    return None


def _half(stream: Stream, index: int) -> Timed | None:
    """ "half past ten" and "half ten"."""
    after = index + 1
    spoken = stream.next(after) == "last" and stream.low(after) == "past"
    hour = _hour(stream, after + spoken)
    if hour is None or (not spoken and stream.before(index) in ("a", "and")):
        return None
    clock, after = hour
    if stream.next(after) in ("unit", "hours", "of") or (not spoken and clock.sure):
        return None
    return Timed(Clock(clock.hour, 30, clock.sure), after)


def _quarter(stream: Stream, index: int) -> Timed | None:
    """ "quarter to ten", "a quarter past twelve"."""
    return _minutes_from(stream, index + 1, 15)


def _article(stream: Stream, index: int) -> Timed | None:
    """ "a quarter to", "a few minutes past"."""
    if stream.next(index + 1) == "quarter":
        return _quarter(stream, index + 1)
    if stream.next(index + 1) == "few":
        return _counted(stream, index)
    return None


def _noon(stream: Stream, index: int) -> Timed | None:
    """Noon and midnight; "lunchtime" is a part of the day."""
    return Timed(Clock(int(stream.word(index))), index + 1)


_READERS = {
    "clock": _written,
    "dotted": _written,
    "military": _military,
    "year": _military,
    "number": _counted,
    "day": _counted,
    "few": _counted,
    "half": _half,
    "quarter": _quarter,
    "a": _article,
    "noon": _noon,
}
CLOCK_STARTERS = frozenset(_READERS) | {"between", "from", "rough", "just", "gone"}


def clock_in_context(stream: Stream, begin: int, timed: Timed) -> bool:
    """Is a loose time ("9.30", "ten to eight") made one by the word before it?"""
    if not timed.loose:
        return True
    token = stream.tokens[begin]
    if timed.bare and timed.end is None:
        return _opens_stretch(stream, begin, timed)
    return (
        stream.before(begin) in _BEFORE_CLOCK
        or token.kind in ("rough", "from", "between", "just")
        or (
            stream.word_before(begin)
            in ("started", "starting", "start", "began", "ended", "finished", "stopped", "nearly")
        )
    )


def _opens_stretch(stream: Stream, begin: int, timed: Timed) -> bool:
    """Is it "last night again from eleven.": an hour in words, nothing counted, in words of a night or of noise?"""
    behind = stream.text[stream.end(timed.after - 1) :][:9].lstrip(" ").lower()
    alone = not behind or behind[0] in ".;)\n" or behind.startswith("onwards")
    spelled = stream.kind(begin) == "number" and stream.before(begin) in ("from", "since")
    lead = stream.text[max(0, stream.start(begin) - 60) : stream.start(begin)]
    return spelled and alone and _GOES_ON.search(lead) is not None
