"""The sentence that a clock's finding is told in."""

from dataclasses import dataclass
from datetime import date

from caseclock.extractor.findings.calendar import add, elapsed
from caseclock.extractor.findings.clocks import Mark
from caseclock.extractor.findings.extensions import Extension
from caseclock.extractor.findings.phrases import convention, day_text, span_text, units
from caseclock.models.policy import Counting, Policy, Timescale


@dataclass(frozen=True, slots=True)
class Clock:
    """A start with what answered it by the day the findings are for, and more time that was told of meanwhile.

    `first_due` is the policy's day; `due` the same or the later one to which the time that was `given` moved it."""

    start: Mark
    stop: Mark | None
    due: date
    assumed: bool  # started by the due day of another rule
    first_due: date
    given: tuple[Extension, ...] = ()
    extensions: tuple[Extension, ...] = ()


def clock_text(policy: Policy, timescale: Timescale, clock: Clock, rule: str, late_by: int | None, as_of: date) -> str:
    """The sentence of a finding: rule, source, limit, due day, what was done, and whatever a reader must know."""
    limit, counting = timescale.limit, timescale.counting or policy.counting
    unit = limit.unit
    since = " (the last day for what should have started it)" if clock.assumed else ""
    parts = [
        f"{rule[0].upper()}{rule[1:]}: {span_text(limit)} from {day_text(clock.start.on)}{since} allowed by "
        f"{policy.title}, {timescale.section}, due by {day_text(clock.first_due)} "
        f"({convention(unit, counting, policy.nation)})"
    ]
    parts += [_moved(timescale, clock)] if clock.given else []
    stop = clock.stop
    if stop is not None:
        parts.append(f"done on {day_text(stop.on)}, {_both_counts(policy, timescale, clock.start.on, stop.on)}")
        within = "in time" if stop.on <= clock.first_due else "within the longer time"
        parts.append(f"{units(late_by, unit)} late" if late_by else within)
        if stop.otherwise is not None:
            parts.append(f"another passage puts it on {day_text(stop.otherwise)}")
        if stop.disputed:
            parts.append("another passage says that it was not done")
    elif clock.due < as_of:
        over = max(1, elapsed(clock.due, as_of, unit, Counting.EXCLUSIVE, policy.nation))
        parts.append(f"the papers tell of no answer by {day_text(as_of)}, {units(over, unit)} overdue")
    else:
        parts.append(f"not done by {day_text(as_of)} and not yet overdue")
    others = [one for one in clock.extensions if not clock.given or not _within(policy, clock, one)]
    parts += [_extended(policy, timescale, clock, one, as_of) for one in others]
    parts += _remarks(policy, timescale, clock)
    return "; ".join(parts) + "."


def _moved(timescale: Timescale, clock: Clock) -> str:
    """That the due day is a later one than the policy's, by whose words."""
    told = " and ".join(f"on {day_text(one.on)}, {one.quote}" for one in clock.given)
    allowed = f", within the further {span_text(timescale.extension)} that it allows" if timescale.extension else ""
    return (
        f"more time was agreed with the complainant or announced to them before that day was over ({told}){allowed}, "
        f"so that it was due by {day_text(clock.due)}"
    )


def _within(policy: Policy, clock: Clock, one: Extension) -> bool:
    """Does it end no later than the day to which the due day was moved, so that nothing more need be said of it?"""
    if one.until is not None:
        return one.until <= clock.due
    return one.span is None or (
        add(clock.first_due, one.span.n, one.span.unit, Counting.EXCLUSIVE, policy.nation) <= clock.due
    )


def _both_counts(policy: Policy, timescale: Timescale, start: date, stop: date) -> str:
    """After so many days not counting the first, and so many with both (as official reports often count)."""
    unit = timescale.limit.unit
    without = max(0, elapsed(start, stop, unit, Counting.EXCLUSIVE, policy.nation))
    both = max(0, elapsed(start, stop, unit, Counting.INCLUSIVE, policy.nation))
    if without == both:
        return f"after {units(without, unit)}"
    reported = f" as {policy.body} reports it" if policy.reported_counting is Counting.INCLUSIVE else ""
    return f"after {units(without, unit)} without the starting day, {both} with both days{reported}"


def _remarks(policy: Policy, timescale: Timescale, clock: Clock) -> list[str]:
    """What else a reader must know: a possible extension, a version not in force, the policy's own caution."""
    found = []
    more = timescale.extension
    told = any(one.span == more for one in clock.extensions)
    if more is not None and not told and not clock.given and (clock.stop is None or clock.stop.on > clock.due):
        longest = add(clock.due, more.n, more.unit, Counting.EXCLUSIVE, policy.nation)
        found.append(f"a further {span_text(more)}, if explained, would have ended on {day_text(longest)}")
    if not policy.in_force(clock.start.on):
        found.append(f"this version was not in force on {day_text(clock.start.on)}")
    if timescale.note:
        found.append(timescale.note.rstrip("."))
    return found


def _extended(policy: Policy, timescale: Timescale, clock: Clock, more: Extension, as_of: date) -> str:
    """An extension that the papers tell of, the day it would have ended on, and whether that day was kept.

    A length is added to the due day; the last of its days is told without and with the due day counted."""
    told = f"the papers tell on {day_text(more.on)} of more time, {more.quote}"
    if more.span is None:
        ends = [more.until or clock.first_due]
        under = f"which was then due by {day_text(ends[0])}"
    else:
        n, unit = more.span.n, more.span.unit
        ends = [
            add(clock.first_due, n, unit, counting, policy.nation)
            for counting in (Counting.EXCLUSIVE, Counting.INCLUSIVE)
        ]
        under = (
            f"{span_text(more.span)} from {day_text(clock.first_due)} end on {day_text(ends[0])}, "
            f"or on {day_text(ends[1])} if the first day is counted"
        )
    allowed = timescale.extension
    if allowed is not None and ends[0] > add(
        clock.first_due, allowed.n, allowed.unit, Counting.EXCLUSIVE, policy.nation
    ):
        under += f", later than the further {span_text(allowed)} that the policy allows"
    late = " (told after the day on which it was due)" if more.on > clock.first_due else ""
    return f"{told}{late}: {under}; {_kept(ends, clock, as_of)}"


def _kept(ends: list[date], clock: Clock, as_of: date) -> str:
    done = clock.stop.on if clock.stop else None
    kept = [done <= end if done else None if as_of <= end else False for end in ends]
    if None in kept:
        return "that time had not run out"
    if len(set(kept)) > 1:
        return "that day was kept without counting the first day, not with it"
    both = "" if len(ends) == 1 else ", however the first day is counted"
    return f"that day was {'' if kept[0] else 'not '}kept{both}"
