"""Missed deadlines and periods without action as bars of the timeline picture. Lengths are CSS pixels."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.api.pages.chronology.timeline_packing import Span, in_rows
from caseclock.api.pages.chronology.timeline_scale import WIDTH, Scale
from caseclock.extractor.exports.findings import late_words
from caseclock.extractor.exports.wording import day, number_of, plain, shortened
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Delay, DelayOutcome, Gap, Moment

ROW = 17.0
_CHARACTER = 6.4  # width of a character beside a bar
_NARROWEST = 3.0
_NAMED_ROWS, _ROWS = 10, 8  # more rows than these with names: without; then at most so many
_RULE = 34  # characters of a clock's name


@dataclass(frozen=True, slots=True)
class Late:
    """A missed deadline, or several told together: allowed from `x` to `due`, late from there to `end`. `label` stands
    beside it, at `label_x` (to the left of that place if `at_end`); `entry` is the row that it began with, if any."""

    x: float
    due: float
    end: float
    y: float
    label: str
    label_x: float
    at_end: bool
    entry: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quiet:
    """A period without action, or several told together: a stretch, and its length in words."""

    x: float
    width: float
    y: float
    label: str
    label_x: float
    at_end: bool
    entry: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """Something that lasts from `x` to `end`."""

    x: float
    due: float
    end: float
    label: str
    title: str
    entry: str


@dataclass(frozen=True, slots=True)
class _Put:
    """Things told together, on their row."""

    things: tuple[_Told, ...]
    span: Span
    label: str
    label_x: float
    at_end: bool


def late_ones(
    chronology: Chronology, scale: Scale, top: float, known: Collection[str]
) -> tuple[tuple[Late, ...], float]:
    """The clocks that ran out: what was done late, and what was due before the day for which clocks are judged and is
    not done. Also how high they are together. `known`: ids of the entries that have rows."""
    as_of = chronology.case.as_of
    missed = [one for one in chronology.findings if isinstance(one, Delay) and _is_missed(one, as_of)]
    put = _put([_late(one, as_of, scale, known) for one in missed])
    shown = tuple(
        Late(
            x=one.things[0].x,
            due=min(thing.due for thing in one.things),
            end=max(thing.end for thing in one.things),
            y=top + one.span.level * ROW,
            label=one.label,
            label_x=one.label_x,
            at_end=one.at_end,
            entry=one.things[0].entry,
            titles=tuple(thing.title for thing in one.things),
        )
        for one in put
    )
    return shown, _height(put)


def _is_missed(delay: Delay, as_of: date) -> bool:
    if delay.outcome is DelayOutcome.LATE:
        return True
    return delay.outcome is DelayOutcome.OUTSTANDING and delay.due < as_of


def _late(delay: Delay, as_of: date, scale: Scale, known: Collection[str]) -> _Told:
    x, due, end = (scale.x(one) for one in (delay.started.on, delay.due, delay.done.on if delay.done else as_of))
    rule, late = plain(delay.rule), late_words(delay, as_of)
    words = f"{late} late" if delay.outcome is DelayOutcome.LATE and delay.late_by else late
    done = f"done {day(delay.done.on)}" if delay.done else "not found in the papers"
    title = f"{rule[:1].upper()}{rule[1:]}: started {day(delay.started.on)}, due {day(delay.due)}, {done} ({words})"
    label = f"{shortened(rule, _RULE)}: {words}"
    return _Told(x, due, max(end, due + _NARROWEST), label, title, _row_of(known, delay.started, delay.done))


def quiet_ones(
    chronology: Chronology, scale: Scale, top: float, known: Collection[str]
) -> tuple[tuple[Quiet, ...], float]:
    """The periods without action, and how high they are together."""
    put = _put([_quiet(one, scale, known) for one in chronology.findings if isinstance(one, Gap)])
    shown = tuple(
        Quiet(
            x=one.things[0].x,
            width=round(max(thing.end for thing in one.things) - one.things[0].x, 1),
            y=top + one.span.level * ROW,
            label=one.label,
            label_x=one.label_x,
            at_end=one.at_end,
            entry=one.things[0].entry,
            titles=tuple(thing.title for thing in one.things),
        )
        for one in put
    )
    return shown, _height(put)


def _quiet(gap: Gap, scale: Scale, known: Collection[str]) -> _Told:
    x, end = scale.x(gap.from_.on), scale.x(gap.to.on)
    length = number_of(gap.working_days, "working day")
    days = number_of(gap.calendar_days, "calendar day")
    title = f"No action from {day(gap.from_.on)} to {day(gap.to.on)}: {length} ({days})"
    end = max(end, x + _NARROWEST)
    return _Told(x, end, end, f"{length} without action", title, _row_of(known, gap.from_, gap.to))


def _row_of(known: Collection[str], *moments: Moment | None) -> str:
    return next((one.entry for one in moments if one is not None and one.entry in known and one.entry), "")


def _put(things: Sequence[_Told]) -> list[_Put]:
    """The things in rows, each with its label if they fit in few rows so."""
    ordered = sorted(things, key=lambda one: (one.x, one.end))
    wide = [_with_label(one) for one in ordered]
    spans = in_rows([(x, end) for x, end, _, _ in wide], len(wide), apart=10)
    if len({span.level for span in spans}) <= _NAMED_ROWS:
        return [
            _Put((ordered[one],), span, ordered[one].label, wide[one][2], wide[one][3])
            for span in spans
            for one in span.members
        ]
    spans = in_rows([(one.x, one.end) for one in ordered], _ROWS)
    return [_together(tuple(ordered[one] for one in span.members), span) for span in spans]


def _together(things: tuple[_Told, ...], span: Span) -> _Put:
    """Things that share a bar: their number stands upon it, or what a single one is called, if there is room."""
    due = min(thing.due if thing.due < thing.end else thing.x for thing in things)
    label = f"{len(things)} together" if len(things) > 1 else things[0].label
    return _Put(things, span, label if span.end - due > len(label) * _CHARACTER + 8 else "", due + 5, False)


def _with_label(one: _Told) -> tuple[float, float, float, bool]:
    """From where to where it is with its label, where the label stands, and whether that is left of the bar."""
    wide = len(one.label) * _CHARACTER
    if one.end + 6 + wide <= WIDTH:
        return one.x, one.end + 6 + wide, one.end + 6, False
    if one.x - 6 - wide >= 0:
        return one.x - 6 - wide, one.end, one.x - 6, True
    return one.x, one.end, one.x + 4, False  # upon the bar: it leaves no room beside it


def _height(put: Sequence[_Put]) -> float:
    return (max(one.span.level for one in put) + 1) * ROW if put else 0.0
