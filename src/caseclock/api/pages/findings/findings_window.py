"""The picture of the period that a threshold looks back over: where each incident lies in it. Pure: days in, places in
a picture out. Lengths are in the units of the picture's own box, `WIDE` across."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseclock.extractor.exports.wording import MONTHS, day
from caseclock.models.finding import Period

WIDE = 900.0
_EDGE = 20.0  # left free at both sides
_ROW = 44.0  # between two rows of marks with their days
_BARE_ROW = 30.0  # the same where there are too many marks for their days to be written beside them
_APART, _BARE_APART = 58.0, 30.0  # between two marks in one row
_OPEN_APART, _OPEN_ROW = 22.0, 20.0
_TOP, _BELOW_AXIS, _TICKS = 26.0, 30.0, 26.0
_TICK_ROOM = 34.0  # that the name of a tick needs to either side
_MOST_WITH_DAYS = 40
_MARGIN = 0.08  # of the period, shown before and after it


@dataclass(frozen=True, slots=True)
class Placed:
    """What is to be shown: an incident's day, the words that name it, and its number in the list (None: left out)."""

    on: date
    words: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the picture. `number`: of a counted one; None for one that is left out. `label`: its day, "" where
    there are too many for that."""

    x: float
    y: float
    number: int | None
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the line at the bottom, by name."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything with its place. `start` and `end`: the band of the period. `earlier` and `later`: incidents that are
    left out and lie too far off to be shown. `told` says all of it to those who do not see it."""

    height: float
    axis: float
    start: float
    end: float
    counted: tuple[Mark, ...]
    left_out: tuple[Mark, ...]
    earlier: int
    later: int
    ticks: tuple[Tick, ...]
    told: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days laid out from left to right."""

    first: date
    last: date

    def x(self, on: date) -> float:
        days = max(1, (self.last - self.first).days)
        return round(_EDGE + (WIDE - 2 * _EDGE) * (on - self.first).days / days, 1)


def picture(period: Period, counted: Sequence[Placed], left_out: Iterable[Placed]) -> Picture | None:
    """The period with its counted incidents and those left out; None where all of them lie too far off to be shown."""
    scale = _scale(period, counted)
    out = sorted(left_out, key=lambda one: one.on)
    shown = [one for one in out if scale.first <= one.on <= scale.last]
    if not (counted or shown):
        return None
    has_days = len(counted) <= _MOST_WITH_DAYS
    rows = _levels([scale.x(one.on) for one in counted], _APART if has_days else _BARE_APART)
    row = _ROW if has_days else _BARE_ROW
    axis = _TOP + row * (max(rows, default=0) + 1)
    out_rows = _levels([scale.x(one.on) for one in shown], _OPEN_APART)
    bottom = axis + _TICKS + (_BELOW_AXIS + _OPEN_ROW * max(out_rows, default=0) if shown else 0)
    return Picture(
        height=bottom + 6,
        axis=axis,
        start=scale.x(period.start),
        end=scale.x(period.end + timedelta(days=1)),
        counted=tuple(
            Mark(scale.x(one.on), axis - row * (at + 0.5), one.number, _short(one.on) if has_days else "", one.words)
            for one, at in zip(counted, rows, strict=True)
        ),
        left_out=tuple(
            Mark(scale.x(one.on), axis + _TICKS + 18 + _OPEN_ROW * at, None, "", one.words)
            for one, at in zip(shown, out_rows, strict=True)
        ),
        earlier=sum(one.on < scale.first for one in out),
        later=sum(one.on > scale.last for one in out),
        ticks=_ticks(scale),
        told=_told(period, len(counted), len(out)),
    )


def _scale(period: Period, counted: Sequence[Placed]) -> _Scale:
    """A little more than the period, and every counted incident: one may count by the day on which it was reported."""
    margin = timedelta(days=max(3, round((period.end - period.start).days * _MARGIN)))
    days = [one.on for one in counted]
    return _Scale(min([period.start - margin, *days]), max([period.end + margin, *days]))


def _levels(places: Sequence[float], apart: float) -> list[int]:
    """For each place the lowest row in which it touches no other."""
    ends: list[float] = []
    levels = [0] * len(places)
    for index in sorted(range(len(places)), key=lambda one: places[one]):
        at = places[index]
        level = next((row for row, end in enumerate(ends) if end <= at), len(ends))
        ends[level : level + 1] = [at + apart]
        levels[index] = level
    return levels


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    """The first days of months, of quarters or of years, as many as are easily read."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next((n for n in (1, 3, 12, 60) if months / n <= 10), 120)
    found = []
    for number in range(scale.first.year * 12 + scale.first.month, scale.last.year * 12 + scale.last.month):
        if number % step == 0:
            year, month = divmod(number, 12)
            on = date(year, month + 1, 1)
            name = str(year) if step >= 12 else f"{MONTHS[month][:3]} {year}"
            found.append(Tick(scale.x(on), name))
    return tuple(tick for tick in found if _TICK_ROOM <= tick.x <= WIDE - _TICK_ROOM)


def _short(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1][:3]}"


def _told(period: Period, counted: int, left_out: int) -> str:
    return (
        f"{counted} counted and {left_out} left out, along a line with the period from {day(period.start)} "
        f"to {day(period.end)} as a band; the same in words below"
    )
