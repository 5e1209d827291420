"""Clocks and gaps as lines: where start, due day and end lie. Pure. Places are per cent of the width."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from caseclock.extractor.exports.wording import MONTHS, day, span_words
from caseclock.extractor.findings.calendar import elapsed
from caseclock.models.finding import Delay, DelayOutcome, Gap
from caseclock.models.policy import Counting, Nation

_LEAST, _MOST = 1.5, 98.5
_MIDDLE = 50.0
_ROOM = 85.0  # from here on the words of the end stand clear of those of the start, even on a phone
_NARROWEST = 0.8


@dataclass(frozen=True, slots=True)
class Point:
    """A day on the line with its words, and to which side of it they are written."""

    x: float
    words: str
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock: from `started` over `due` to `ended`, which is the day it was done, or the day it is looked at. `late`:
    the name of the stretch after the due day, "" if there is none. `told` says all of it."""

    started: Point
    due: Point
    ended: Point
    is_done: bool
    late: str
    late_at: Point | None
    told: str

    @property
    def has_room(self) -> bool:
        """Can the words of start and end stand in one row?"""
        return self.ended.x >= _ROOM


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time among others: where it begins, and how wide it is."""

    x: float
    width: float


def clock_line(delay: Delay, as_of: date, nation: Nation = Nation.ENGLAND_AND_WALES) -> ClockLine:
    """The line of a clock. `as_of`: the day it is looked at; `nation`: whose bank holidays do not count."""
    end = delay.done.on if delay.done else max(as_of, delay.started.on)
    last = max(delay.due, end, delay.started.on)
    late = late_name(delay, as_of, nation)
    due, ended = _x(delay.due, delay.started.on, last), _x(end, delay.started.on, last)
    verb = "Done" if delay.done else "As of"
    told = f"Started {day(delay.started.on)}, due {day(delay.due)}, {verb.lower()} {day(end)}"
    return ClockLine(
        started=Point(_LEAST, f"Started {_short(delay.started.on)}", "start"),
        due=Point(due, f"Due {_short(delay.due)}", _anchor(due)),
        ended=Point(ended, f"{verb} {_short(end)}", "end" if ended > _MIDDLE else "start"),
        is_done=delay.done is not None,
        late=late,
        late_at=_within(due, ended, late) if late else None,
        told=f"{told}, {late[:1].lower()}{late[1:]}" if late else told,
    )


def late_name(delay: Delay, as_of: date, nation: Nation = Nation.ENGLAND_AND_WALES) -> str:
    """Late by 7 working days; Overdue by 5 working days; "" for what is in time or not yet due."""
    unit = delay.limit.unit
    if delay.outcome is DelayOutcome.LATE:
        return f"Late by {span_words(delay.late_by, unit)}" if delay.late_by else "Late"
    if delay.outcome is DelayOutcome.OUTSTANDING and delay.due < as_of:
        over = max(1, elapsed(delay.due, as_of, unit, Counting.EXCLUSIVE, nation))
        return f"Overdue by {span_words(over, unit)}"
    return ""


def gap_bars(gaps: Iterable[Gap]) -> tuple[Bar, ...]:
    """The gaps beside each other on one line of time, from the first day of any to the last."""
    listed = list(gaps)
    if not listed:
        return ()
    first, last = min(gap.from_.on for gap in listed), max(gap.to.on for gap in listed)
    return tuple(_bar(_x(gap.from_.on, first, last), _x(gap.to.on, first, last)) for gap in listed)


def _bar(start: float, end: float) -> Bar:
    width = max(_NARROWEST, end - start)
    return Bar(min(start, _MOST - width), round(width, 2))


def _x(on: date, first: date, last: date) -> float:
    days = max(1, (last - first).days)
    return round(_LEAST + (_MOST - _LEAST) * (on - first).days / days, 2)


def _anchor(x: float) -> Literal["start", "middle", "end"]:
    return "start" if x < 35 else "end" if x > 65 else "middle"


def _within(start: float, end: float, words: str) -> Point:
    """Words in the middle of a stretch; at the side of it where they would else leave the picture."""
    middle, anchor = (start + end) / 2, _anchor((start + end) / 2)
    return Point(round({"start": start, "middle": middle, "end": end}[anchor], 2), words, anchor)


def _short(on: date) -> str:
    """3 Mar 2021: the text beside the picture has the month in full."""
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"
