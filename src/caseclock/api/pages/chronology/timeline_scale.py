"""Days as places across the timeline picture, and the labels of its axis. Lengths are in CSS pixels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.exports.wording import MONTHS

WIDTH = 1216.0
EDGE = 14.0  # free at both ends
ASIDE = 50.0  # a column at an end, for what happened long before or after all the rest
_REACH, _SHARE = 190, 0.35  # days, and share of the span, by which other days may lengthen the axis
_FEW = 20  # one entry in so many may stand aside
_SHORT = 60  # days: a gap is only long beside at least these


@dataclass(frozen=True, slots=True)
class Scale:
    """The days `first` to `last` (ordinals) across the picture; `earlier` and `later`: is there a column for days
    before and after them?"""

    first: int
    last: int
    earlier: bool = False
    later: bool = False

    @property
    def left(self) -> float:
        """Where the first day is."""
        return EDGE + (ASIDE if self.earlier else 0)

    @property
    def right(self) -> float:
        """Where the last day is."""
        return WIDTH - EDGE - (ASIDE if self.later else 0)

    @property
    def per_day(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / max(1, self.last - self.first)

    def x(self, day: date) -> float:
        """Where the day is; one outside of the axis is in the column at that end, or at the end if there is none."""
        return self.at(day.toordinal())

    def at(self, ordinal: int) -> float:
        """The same for the number of a day."""
        if ordinal < self.first:
            return EDGE + 8 if self.earlier else self.left
        if ordinal > self.last:
            return WIDTH - EDGE - 2 if self.later else self.right
        return round(self.left + (ordinal - self.first) * self.per_day, 1)

    def holds(self, day: date) -> bool:
        """Is the day on the axis?"""
        return self.first <= day.toordinal() <= self.last


def make_scale(days: Iterable[date], others: Iterable[date]) -> Scale:
    """The scale for entries on these `days` (at least one). The `others` (deadlines, the day of the application) are on
    it where they do not make it much longer; a few entries far from all the rest stand aside."""
    ordinals = sorted(day.toordinal() for day in days)
    low, high = _core(ordinals)
    reach = max(_REACH, int((high - low) * _SHARE))
    near = [day.toordinal() for day in others]
    inside = [low, high, *(one for one in near if low - reach <= one <= high + reach)]
    first, last = min(inside), max(inside)
    spare = max(2, round((last - first) * 0.012))
    everything = (*ordinals, *near)
    return Scale(
        max(date.min.toordinal(), first - spare),
        min(date.max.toordinal(), last + spare),
        earlier=min(everything) < first,
        later=max(everything) > last,
    )


def _core(ordinals: Sequence[int]) -> tuple[int, int]:
    """The first and last day of nearly all: less those at an end behind a gap that is longer than all the rest."""
    few = max(1, len(ordinals) // _FEW) if len(ordinals) >= 6 else 0
    low, high = 0, len(ordinals) - 1
    for cut in range(1, few + 1):
        if ordinals[cut] - ordinals[cut - 1] > max(_SHORT, ordinals[high] - ordinals[cut]):
            low = cut
    for cut in range(1, few + 1):
        last = len(ordinals) - 1 - cut
        if last > low and ordinals[last + 1] - ordinals[last] > max(_SHORT, ordinals[last] - ordinals[low]):
            high = last
    return ordinals[low], ordinals[high]


# ---------------------------------------------------------------- the axis


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis with its label, which may be empty."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Labels in two rows: `major` (years over months, months over days) above `minor`."""

    major: tuple[Tick, ...]
    minor: tuple[Tick, ...]


_CHARACTER = 7.2  # width of a character of a label
_MONTH_STEPS = ((1, 36.0), (3, 36.0), (12, 42.0), (24, 42.0), (60, 42.0), (120, 42.0), (300, 42.0), (1200, 42.0))


def axis_of(scale: Scale) -> Axis:
    """The labels that fit: days where there is room, else months, quarters, years, decades."""
    for step, wide in ((1, 24.0), (7, 34.0)):
        if step * scale.per_day >= wide:
            return Axis(_apart(scale, _months(scale, 1), _month_words), _apart(scale, _days(scale, step), _day_words))
    for months, room in _MONTH_STEPS:
        if months * 30.4 * scale.per_day >= room:
            break
    days = list(_months(scale, months))
    if months >= 12:
        return Axis((), _apart(scale, days, _year_words))
    return Axis(_apart(scale, _months(scale, 12), _year_words), _apart(scale, days, _short_month))


def _days(scale: Scale, step: int) -> Iterator[date]:
    start = scale.first if step == 1 else scale.first + -(scale.first - 1) % 7  # Mondays
    for ordinal in range(start, scale.last + 1, step):
        yield date.fromordinal(ordinal)


def _months(scale: Scale, step: int) -> Iterator[date]:
    """First days of months; the first of them may lie before the axis, for its label."""
    first = date.fromordinal(scale.first)
    month = (first.year * 12 + first.month - 1) // step * step
    while month // 12 < 1:
        month += step
    while month // 12 <= date.max.year and date(month // 12, month % 12 + 1, 1).toordinal() <= scale.last:
        yield date(month // 12, month % 12 + 1, 1)
        month += step


def _apart(scale: Scale, days: Iterable[date], words: "_Words") -> tuple[Tick, ...]:
    """Ticks whose labels do not touch; a period that began before the axis has its label at the axis' beginning."""
    ticks = [Tick(scale.left if day.toordinal() < scale.first else scale.x(day), words(day)) for day in days]
    kept: list[Tick] = []
    for tick in ticks:
        if kept and tick.x - kept[-1].x < len(kept[-1].label) * _CHARACTER + 4:
            if len(kept) > 1 or kept[0].x > scale.left:
                continue
            kept.clear()  # the period that was cut off goes unnamed rather than the whole one after it
        kept.append(tick)
    return tuple(kept)


class _Words:
    """How a day is written on the axis."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __call__(self, day: date) -> str:
        month = MONTHS[day.month - 1]
        return self._pattern.format(day=day.day, month=month, short=month[:3], year=day.year)


_day_words, _short_month = _Words("{day}"), _Words("{short}")
_month_words, _year_words = _Words("{month} {year}"), _Words("{year}")
