"""Timescales kept and missed: one finding for each clock that the papers start."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from caseclock.extractor.findings.calendar import add, elapsed
from caseclock.extractor.findings.clocks import (
    Mark,
    addressed_by_case,
    answer,
    is_review_step,
    marks,
    runs_of,
    with_addressee,
    with_application,
)
from caseclock.extractor.findings.phrases import convention, day_text, span_text, units
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.event import Linked
from caseclock.models.finding import Delay, DelayOutcome, Limit, Moment
from caseclock.models.policy import Counting, Policy, Timescale
from caseclock.models.step import Step

_MADE = (Step.COMPLAINT, Step.STAGE2_REQUEST, Step.STAGE3_REQUEST)


@dataclass(frozen=True, slots=True)
class _Case:
    linked: tuple[Linked, ...]
    kinds: dict[str, AgencyKind]
    policies: tuple[Policy, ...]
    as_of: date
    application_date: date | None
    by_case: dict[str, frozenset[str]]  # the agencies that act under each complaint's reference
    refs: frozenset[str]  # the references under which complaints were made or taken further


@dataclass(frozen=True, slots=True)
class _Clock:
    """A start with what answered it by the day the findings are for."""

    start: Mark
    stop: Mark | None
    due: date
    assumed: bool = False  # started by the due day of another rule


def delays(
    linked: Sequence[Linked],
    agencies: Sequence[Agency],
    policies: Sequence[Policy],
    as_of: date,
    application_date: date | None,
) -> tuple[Delay, ...]:
    """A finding for each clock started by `as_of`, in order of its start.

    `taken` and `late_by` are in the limit's unit. Clocks of an application run from its entry, or from
    `application_date` if no entry has that day.
    """
    kinds = {agency.id: agency.kind for agency in agencies}
    case = _Case(
        linked=tuple(linked),
        kinds=kinds,
        policies=tuple(policies),
        as_of=as_of,
        application_date=application_date,
        by_case=addressed_by_case(linked, kinds),
        refs=frozenset(ref for step in _MADE for mark in marks(linked, step, kinds) for ref in mark.refs),
    )
    found = [
        (place, _finding(case, policy, timescale, clock))
        for place, (policy, timescale) in enumerate((p, t) for p in policies for t in p.timescales)
        for clock in _clocks(case, policy, timescale)
    ]
    found.sort(key=lambda pair: (pair[1].started.on, pair[0], pair[1].due, pair[1].id))
    return tuple(delay for _, delay in found)


def _clocks(case: _Case, policy: Policy, timescale: Timescale) -> list[_Clock]:
    stops = [_addressed(case, mark) for mark in _marks(case, timescale.stops)]
    everything = _marks(case, timescale.starts)
    if timescale.starts is Step.APPLICATION:
        everything = with_application(everything, stops, case.application_date)
    starts = [
        start
        for start in runs_of([_addressed(case, mark) for mark in everything], stops)
        if _runs_for(case, policy, timescale, start)
    ]
    if timescale.first_only:
        starts = starts[:1]
    clocks = [
        _clock(policy, timescale, start, answer(start, starts, stops, timescale.stops, case.refs)) for start in starts
    ]
    clocks += _assumed(case, policy, timescale, stops)
    return clocks if timescale.silence else _answered(clocks)


def _answered(clocks: Sequence[_Clock]) -> list[_Clock]:
    """Those that were stopped, each stop with the last start before it alone."""
    last: dict[Mark, _Clock] = {}
    for clock in sorted(clocks, key=lambda clock: clock.start.order):
        if clock.stop is not None:
            last[clock.stop] = clock
    return list(last.values())


def _marks(case: _Case, step: Step) -> list[Mark]:
    """The moments of a step up to the day of the findings; for case reviews, from the application on."""
    found = [mark for mark in marks(case.linked, step, case.kinds) if mark.on <= case.as_of]
    if is_review_step(step) and case.application_date is not None:
        before = marks(case.linked, Step.APPLICATION, case.kinds)
        first = min([mark.on for mark in before] + [case.application_date])
        found = [mark for mark in found if mark.on >= first]
    return found


def _addressed(case: _Case, mark: Mark) -> Mark:
    return with_addressee(mark, case.by_case)


def _runs_for(case: _Case, policy: Policy, timescale: Timescale, start: Mark) -> bool:
    """Is the clock about this start: its agency, its subject, its time?"""
    if start.on > case.as_of:
        return False
    if timescale.only_where and not any(word.lower() in start.words for word in timescale.only_where):
        return False
    if any(word.lower() in start.words for word in timescale.except_where):
        return False
    return _kind_fits(case, policy, timescale, start) and _version_fits(case, policy, start.on)


def _kind_fits(case: _Case, policy: Policy, timescale: Timescale, start: Mark) -> bool:
    wanted = timescale.agency_kinds or policy.agency_kinds
    addressed = [case.kinds[agency] for agency in sorted(start.agencies) if agency in case.kinds]
    if not wanted or not addressed:
        return True
    if not any(kind in wanted for kind in case.kinds.values()):
        wanted = wanted + policy.stand_in_kinds
    return any(kind in wanted for kind in addressed)


def _version_fits(case: _Case, policy: Policy, day: date) -> bool:
    """Of several versions of one scheme, the one in force on the day runs; a version alone always runs."""
    if policy.in_force(day) or not policy.scheme:
        return True
    return not any(other.scheme == policy.scheme and other.in_force(day) for other in case.policies)


def _clock(policy: Policy, timescale: Timescale, start: Mark, stop: Mark | None, assumed: bool = False) -> _Clock:
    limit = timescale.limit
    due = add(start.on, limit.n, limit.unit, timescale.counting or policy.counting, policy.nation)
    return _Clock(start=start, stop=stop, due=due, assumed=assumed)


def _assumed(case: _Case, policy: Policy, timescale: Timescale, stops: Sequence[Mark]) -> list[_Clock]:
    """Clocks that nothing started, run from the day on which what should have started them was due."""
    other = next((one for one in policy.timescales if one.rule == timescale.else_after), None)
    if other is None:
        return []
    found = []
    for clock in _clocks(case, policy, other):
        if clock.stop is None and clock.due <= case.as_of:
            start = replace(clock.start, on=clock.due, since=clock.start.on)
            found.append(
                _clock(policy, timescale, start, answer(start, [], stops, timescale.stops, case.refs), assumed=True)
            )
    return found


def _finding(case: _Case, policy: Policy, timescale: Timescale, clock: _Clock) -> Delay:
    limit, counting = timescale.limit, timescale.counting or policy.counting
    start, stop = clock.start, clock.stop
    taken = late_by = None
    if stop is None:
        outcome = DelayOutcome.OUTSTANDING
    else:
        taken = max(0, elapsed(start.on, stop.on, limit.unit, counting, policy.nation))
        late = stop.on > clock.due
        outcome = DelayOutcome.LATE if late else DelayOutcome.MET
        # Done on a day that is no working day, or a few days into a week: later by something, so by one at least.
        late_by = max(1, taken - limit.n) if late else None
    rule = f"{timescale.rule} ({start.written_ref})" if start.written_ref else timescale.rule
    key = "|".join((policy.id, timescale.rule, start.entry or "", start.on.isoformat(), *sorted(start.agencies)))
    return Delay(
        id=f"c-{sha256(key.encode()).hexdigest()[:12]}",
        policy=policy.id,
        rule=rule,
        started=Moment(entry=start.entry, on=start.on),
        limit=Limit(n=limit.n, unit=limit.unit),
        due=clock.due,
        done=Moment(entry=stop.entry, on=stop.on) if stop else None,
        taken=taken,
        late_by=late_by,
        outcome=outcome,
        section=timescale.section,
        text=_text(case, policy, timescale, clock, rule, late_by),
    )


def _text(case: _Case, policy: Policy, timescale: Timescale, clock: _Clock, rule: str, late_by: int | None) -> str:
    limit, counting = timescale.limit, timescale.counting or policy.counting
    unit = limit.unit
    since = " (the last day for what should have started it)" if clock.assumed else ""
    parts = [
        f"{rule[0].upper()}{rule[1:]}: {span_text(limit)} from {day_text(clock.start.on)}{since} allowed by "
        f"{policy.title}, {timescale.section}, due by {day_text(clock.due)} "
        f"({convention(unit, counting, policy.nation)})"
    ]
    stop = clock.stop
    if stop is not None:
        parts.append(f"done on {day_text(stop.on)}, {_both_counts(policy, timescale, clock.start.on, stop.on)}")
        parts.append(f"{units(late_by, unit)} late" if late_by else "in time")
        if stop.disputed:
            parts.append("another passage says that it was not done")
    elif clock.due < case.as_of:
        over = max(1, elapsed(clock.due, case.as_of, unit, Counting.EXCLUSIVE, policy.nation))
        parts.append(f"the papers tell of no answer by {day_text(case.as_of)}, {units(over, unit)} overdue")
    else:
        parts.append(f"not done by {day_text(case.as_of)} and not yet overdue")
    parts += _remarks(policy, timescale, clock, counting)
    return "; ".join(parts) + "."


def _both_counts(policy: Policy, timescale: Timescale, start: date, stop: date) -> str:
    """After so many days not counting the first, and so many with both (as official reports often count)."""
    unit = timescale.limit.unit
    without = max(0, elapsed(start, stop, unit, Counting.EXCLUSIVE, policy.nation))
    both = max(0, elapsed(start, stop, unit, Counting.INCLUSIVE, policy.nation))
    if without == both:
        return f"after {units(without, unit)}"
    reported = f" as {policy.body} reports it" if policy.reported_counting is Counting.INCLUSIVE else ""
    return f"after {units(without, unit)} without the starting day, {both} with both days{reported}"


def _remarks(policy: Policy, timescale: Timescale, clock: _Clock, counting: Counting) -> list[str]:
    """What else a reader must know: a possible extension, a version not in force, the policy's own caution."""
    found = []
    if timescale.extension is not None and (clock.stop is None or clock.stop.on > clock.due):
        more = timescale.extension
        longest = add(clock.due, more.n, more.unit, Counting.EXCLUSIVE, policy.nation)
        found.append(f"a further {span_text(more)}, if explained, would have ended on {day_text(longest)}")
    if not policy.in_force(clock.start.on):
        found.append(f"this version was not in force on {day_text(clock.start.on)}")
    if timescale.note:
        found.append(timescale.note.rstrip("."))
    return found
