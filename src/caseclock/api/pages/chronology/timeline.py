"""The timeline picture of a chronology as shapes: where each stands, what it is called, which row it leads to.

Lengths are CSS pixels from the top left corner. The template only writes them down.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.api.pages.chronology.timeline_deadlines import Late, Quiet, late_ones, quiet_ones
from caseclock.api.pages.chronology.timeline_lanes import Lane, lanes_of
from caseclock.api.pages.chronology.timeline_packing import in_rows, stacked
from caseclock.api.pages.chronology.timeline_scale import WIDTH, Axis, Scale, axis_of, make_scale
from caseclock.api.pages.chronology.timeline_window import Window, happened_in, length_of, threshold_window
from caseclock.extractor.exports.table import Row
from caseclock.extractor.exports.wording import day, is_uncertain, kind_words, number_of, shortened
from caseclock.models.chronology import Chronology
from caseclock.models.entry import EntryKind
from caseclock.models.when import Precision

FLAGS, AXIS, GRIP = 34.0, 34.0, 22.0  # heights at the top: named days, labels, what the window is held by
NAME = 18.0  # height of a lane's name
STEP, BAR = 12.0, 9.0  # heights of a level of marks, of bars
_BELOW = 7.0  # free under a lane
_LEVELS, _LEVELS_OF_INCIDENTS, _LEVELS_OF_BARS = 3, 6, 3
_SUMMARY = 90  # characters of an entry's words on its mark


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry, or several (`numbers` are their row numbers). `width` 0: a sign in the middle at `x`, `y`; else a bar
    from there. `is_open`: the day is not certain."""

    x: float
    y: float
    width: float
    height: float
    kind: str  # an EntryKind, or "several"
    is_open: bool
    title: str
    entry: str
    numbers: tuple[int, ...]

    @property
    def is_bar(self) -> bool:
        """Is it a bar, and no sign or column of several?"""
        return 0 < self.height < BAR


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lane: its name, its upper edge, its height, its marks."""

    lane: Lane
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A day that is named over the picture. `at_end`: the words stand left of it."""

    x: float
    y: float
    words: str
    at_end: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture. `gaps_y` and `late_y` are upper edges of the last two lanes; `shades` are the stretches (x, width)
    in which nothing was done; `kinds` those of the marks, for the key."""

    scale: Scale
    axis: Axis
    height: float
    flags: tuple[Flag, ...]
    lanes: tuple[Drawn, ...]
    quiet: tuple[Quiet, ...]
    late: tuple[Late, ...]
    quiet_y: float
    late_y: float
    shades: tuple[tuple[float, float], ...]
    window: Window
    kinds: tuple[EntryKind, ...]
    summary: str

    @property
    def head(self) -> float:
        """Where the lanes begin."""
        return FLAGS + AXIS + GRIP

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of all lanes."""
        return tuple(mark for lane in self.lanes for mark in lane.marks)

    @property
    def has_open(self) -> bool:
        """Is any day uncertain?"""
        return any(mark.is_open for mark in self.marks)

    @property
    def has_bars(self) -> bool:
        """Does anything last longer than a sign is wide?"""
        return any(mark.is_bar for mark in self.marks)

    @property
    def has_columns(self) -> bool:
        """Are there marks that stand for several entries of about one time?"""
        return any(mark.width and not mark.is_bar for mark in self.marks)

    @property
    def window_at(self) -> tuple[float, float]:
        """Where the window begins and how wide it is."""
        x = self.scale.x(self.window.start)
        return x, round(self.scale.x(self.window.end) - x, 1)


def make_timeline(chronology: Chronology, rows: Sequence[Row]) -> Timeline | None:
    """The picture; None if no entry has a date. `rows` are all rows of the chronology."""
    lanes = lanes_of(chronology, rows)
    if not lanes:
        return None
    scale = make_scale((one for lane in lanes for row in lane.rows for one in _days(row)), _others(chronology))
    drawn, y = [], FLAGS + AXIS + GRIP
    for lane in lanes:
        one = _drawn(lane, scale, y)
        drawn.append(one)
        y += one.height
    known = {row.entry.id for row in rows}
    quiet_y, (quiet, depth) = y, quiet_ones(chronology, scale, y + NAME, known)
    y += depth + NAME + _BELOW if quiet else 0
    late_y, (late, depth) = y, late_ones(chronology, scale, y + NAME, known)
    y += depth + NAME + _BELOW if late else 0
    return Timeline(
        scale=scale,
        axis=axis_of(scale),
        height=y,
        flags=_flags(chronology, scale),
        lanes=tuple(drawn),
        quiet=quiet,
        late=late,
        quiet_y=quiet_y,
        late_y=late_y,
        shades=_joined((one.x, one.x + one.width) for one in quiet),
        window=_window(chronology, scale),
        kinds=tuple(kind for kind in EntryKind if any(mark.kind == kind for one in drawn for mark in one.marks)),
        summary=_summary(lanes, quiet, late),
    )


def _days(row: Row) -> list[date]:
    when = row.entry.when
    return [one for one in (when.start, when.end) if one is not None]


def _others(chronology: Chronology) -> list[date]:
    """Days beside those of the entries that the picture would like to show."""
    case, window = chronology.case, threshold_window(chronology)
    days = [case.as_of, case.application_date, *((window.start, window.end) if window else ())]
    return [one for one in days if one is not None]


# ---------------------------------------------------------------- lanes


def _drawn(lane: Lane, scale: Scale, y: float) -> Drawn:
    points: list[Row] = []
    periods: list[Row] = []
    for row in lane.rows:
        x, end = _ends(row, scale)
        (periods if end - x >= STEP else points).append(row)
    points.sort(key=lambda row: _middle(row, scale))
    most = _LEVELS_OF_INCIDENTS if lane.rows[0].is_incident else _LEVELS
    spots = stacked([_middle(row, scale) for row in points], most)
    bars = in_rows([_ends(row, scale) for row in periods], _LEVELS_OF_BARS)
    levels = max([most if len(spot.members) > 1 else spot.level + 1 for spot in spots], default=0)
    foot = y + NAME + levels * STEP
    marks = []
    for spot in spots:
        some = [points[one] for one in spot.members]
        if len(some) == 1:
            marks.append(_mark(some, spot.x, foot - spot.level * STEP - STEP / 2))
        else:
            marks.append(_mark(some, spot.x - STEP / 2, foot - levels * STEP, STEP, levels * STEP))
    for bar in bars:
        some = [periods[one] for one in bar.members]
        marks.append(_mark(some, bar.x, foot + bar.level * BAR + 2, bar.end - bar.x, BAR - 3))
    depth = (max(bar.level for bar in bars) + 1) * BAR + 2 if bars else 0
    return Drawn(lane, y, NAME + levels * STEP + depth + _BELOW, tuple(marks))


def _ends(row: Row, scale: Scale) -> tuple[float, float]:
    days = _days(row)
    return scale.x(days[0]), scale.x(days[-1])


def _middle(row: Row, scale: Scale) -> float:
    x, end = _ends(row, scale)
    return round((x + end) / 2, 1)


def _mark(rows: Sequence[Row], x: float, y: float, width: float = 0, height: float = 0) -> Mark:
    first, kinds = rows[0], {row.entry.kind for row in rows}
    return Mark(
        x=round(x, 1),
        y=y,
        width=round(width, 1),
        height=height,
        kind=first.entry.kind if len(kinds) == 1 else "several",
        is_open=all(_is_open(row) for row in rows),
        title=_title(rows),
        entry=first.entry.id,
        numbers=tuple(row.no for row in rows),
    )


def _is_open(row: Row) -> bool:
    """Is its day or period not certain? A period that is told as such ("from 3 to 9 March") is."""
    return is_uncertain(row.entry.when) and row.entry.when.precision is not Precision.RANGE


def _title(rows: Sequence[Row]) -> str:
    if len(rows) > 1:
        kinds = Counter(row.entry.kind for row in rows)
        told = ", ".join(f"{n} {kind_words(kind).lower()}" for kind, n in kinds.most_common())
        days = sorted(one for row in rows for one in _days(row))
        return f"{len(rows)} entries from {day(days[0])} to {day(days[-1])}: {told}"
    row = rows[0]
    return f"{row.date}: {row.label or kind_words(row.entry.kind)}. {shortened(row.event, _SUMMARY)}"


# ---------------------------------------------------------------- what lies over and beside the lanes


def _flags(chronology: Chronology, scale: Scale) -> tuple[Flag, ...]:
    """The day of the application and the day for which clocks are judged."""
    case = chronology.case
    named = [("As of", case.as_of), ("Application", case.application_date)]
    flags: list[Flag] = []
    for name, on in named:
        if on is not None:
            x = scale.x(on)
            outside = "" if scale.holds(on) else " (outside the picture)"
            flags.append(Flag(x, 13.0 + 15 * len(flags), f"{name} {day(on)}{outside}", x > WIDTH / 2))
    return tuple(flags)


def _joined(stretches: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Stretches that touch made one, as (x, width)."""
    joined: list[tuple[float, float]] = []
    for x, end in sorted(stretches):
        if joined and x <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((x, end))
    return tuple((x, round(end - x, 1)) for x, end in joined)


def _window(chronology: Chronology, scale: Scale) -> Window:
    """The window where the threshold looked, if that is on the axis; else at the end of it."""
    looked = threshold_window(chronology)
    last = chronology.case.application_date or chronology.case.as_of
    end = looked.end if looked else last
    if not scale.holds(end):
        end = date.fromordinal(min(max(end.toordinal(), scale.first), scale.last))
    return Window(length_of(looked), end, happened_in(chronology), looked)


def _summary(lanes: Sequence[Lane], quiet: Sequence[Quiet], late: Sequence[Late]) -> str:
    """What the picture shows, for those who do not see it."""
    days = sorted(one for lane in lanes for row in lane.rows for one in _days(row))
    told = [f"{lane.name}: {number_of(len(lane.rows), 'entry', 'entries')}" for lane in lanes]
    told.append(number_of(sum(len(one.titles) for one in late), "missed deadline"))
    told.append(number_of(sum(len(one.titles) for one in quiet), "period") + " without action")
    return f"From {day(days[0])} to {day(days[-1])}. {'; '.join(told)}."
