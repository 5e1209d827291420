"""Timescales kept and missed: one finding for each clock that the papers start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from caseclock.extractor.findings.calendar import add, elapsed
from caseclock.extractor.findings.clocks import (
    OF_COMPLAINTS,
    RESPONSES,
    Mark,
    addressed_by_case,
    answer,
    answers,
    is_review_step,
    marks,
    runs_of,
    told_in_an_answer,
    with_addressee,
    with_application,
)
from caseclock.extractor.findings.complaint_numbers import Numbers, numbered, numbers_of
from caseclock.extractor.findings.delay_text import Clock, clock_text
from caseclock.extractor.findings.extensions import Extension, about, find_extensions, moved, only_puts_off
from caseclock.extractor.findings.order_clocks import order_clocks
from caseclock.extractor.findings.orders import ACTION
from caseclock.extractor.findings.telling import Tellings
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.document import Paper
from caseclock.models.event import Linked
from caseclock.models.finding import Delay, DelayOutcome, Limit, Moment
from caseclock.models.mention import TimeMention
from caseclock.models.policy import Counting, Policy, Timescale
from caseclock.models.step import Step

# What can only have come after a step that the papers may leave untold.
_ONLY_AFTER = {
    Step.APPEAL_HEARD: (Step.APPEAL_OUTCOME,),
    Step.REVIEW_MEETING: (Step.REVIEW_OUTCOME, Step.MINUTES_SENT),
    Step.AGENCY_FORMS_SENT: (Step.AGENCY_FORMS_RETURNED, Step.REVIEW_MEETING),
}
_MET = DelayOutcome.MET
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
    extensions: tuple[Extension, ...]
    numbers: Numbers  # of complaints
    overdue: tuple[Mark, ...]  # actions of a panel that were not done by their day


def delays(
    linked: Sequence[Linked],
    agencies: Sequence[Agency],
    policies: Sequence[Policy],
    as_of: date,
    application_date: date | None,
    papers: Sequence[Paper] = (),
    times: Mapping[str, Sequence[TimeMention]] | None = None,
) -> tuple[Delay, ...]:
    """A finding for each clock started by `as_of`, in order of its start: those of the policies' timescales and, from
    the words of the `papers`, of ombudsmen's orders and of actions agreed at meetings.

    `taken` and `late_by` are in the limit's unit. `due` is the policy's day, or the later one that was agreed with or
    announced to the complainant by then, within what the policy allows; `limit` stays the policy's. Clocks of an
    application run from its entry, or from `application_date` if no entry has that day. `times` are the settled times
    of each paper by its id.
    """
    kinds = {agency.id: agency.kind for agency in agencies}
    tellings = Tellings(linked, papers, times or {})
    of_papers = order_clocks(tellings, linked, agencies, as_of)
    numbers = numbers_of(linked)
    refs = frozenset(
        ref for step in _MADE for mark in marks(linked, step, kinds) for ref in numbered(mark, numbers).refs
    )
    case = _Case(
        linked=tuple(linked),
        kinds=kinds,
        policies=tuple(policies),
        as_of=as_of,
        application_date=application_date,
        by_case=addressed_by_case(linked, kinds),
        refs=refs,
        numbers=numbers,
        extensions=find_extensions(tellings, frozenset(kinds), refs),
        overdue=tuple(_overdue(delay) for delay in of_papers if delay.policy == ACTION and delay.outcome is not _MET),
    )
    found = [
        (place, _finding(case, policy, timescale, clock))
        for place, (policy, timescale) in enumerate((p, t) for p in policies for t in p.timescales)
        for clock in _clocks(case, policy, timescale)
    ]
    found += [(len(found) + place, delay) for place, delay in enumerate(of_papers)]
    found.sort(key=lambda pair: (pair[1].started.on, pair[0], pair[1].due, pair[1].id))
    return tuple(delay for _, delay in found)


def _clocks(case: _Case, policy: Policy, timescale: Timescale) -> list[Clock]:
    stops = [
        _addressed(case, mark)
        for mark in _marks(case, timescale.stops)
        if not timescale.stop_where or any(word.lower() in mark.words for word in timescale.stop_where)
    ]
    everything = _marks(case, timescale.starts)
    if timescale.starts in _MADE:
        responses = [mark for step in RESPONSES for mark in _marks(case, step)]
        everything = [mark for mark in everything if not told_in_an_answer(mark, responses)]
    if timescale.starts is Step.APPLICATION:
        everything = with_application(everything, stops, case.application_date)
    once = timescale.starts in (Step.STAGE2_REQUEST, Step.STAGE3_REQUEST)
    starts = [
        start
        for start in runs_of([_addressed(case, mark) for mark in everything], _ends(case, timescale, stops), once)
        if _runs_for(case, policy, timescale, start)
    ]
    if timescale.first_only:
        starts = starts[:1]
    found = answers(starts, starts, stops, timescale.stops, case.refs)
    clocks = [_clock(case, policy, timescale, start, stop) for start, stop in zip(starts, found, strict=True)]
    clocks = [clock for clock in clocks if clock.stop or not _passed_over(case, timescale, clock.start)]
    clocks += _assumed(case, policy, timescale, stops)
    return clocks if timescale.silence else _answered(clocks)


def _ends(case: _Case, timescale: Timescale, stops: Sequence[Mark]) -> list[Mark]:
    """What ends a round, after which the same start is a new one: of a complaint, the answers and not its receipt."""
    answers = RESPONSES[_MADE.index(timescale.starts) :] if timescale.starts in _MADE else ()
    return [_addressed(case, mark) for step in answers for mark in _marks(case, step)] if answers else list(stops)


def _passed_over(case: _Case, timescale: Timescale, start: Mark) -> bool:
    """Did something follow that can only come after the stop? Then it was done, though no paper says when."""
    return any(mark.on >= start.on for step in _ONLY_AFTER.get(timescale.stops, ()) for mark in _marks(case, step))


def _answered(clocks: Sequence[Clock]) -> list[Clock]:
    """Those that were stopped, each stop with the last start before it alone."""
    last: dict[Mark, Clock] = {}
    for clock in sorted(clocks, key=lambda clock: clock.start.order):
        if clock.stop is not None:
            last[clock.stop] = clock
    return list(last.values())


def _marks(case: _Case, step: Step) -> list[Mark]:
    """The moments of a step up to the day of the findings; for case reviews, from the application on."""
    told = marks(case.linked, step, case.kinds)
    if step in _MADE or step in OF_COMPLAINTS:
        told = [numbered(mark, case.numbers) for mark in told]
    found = [
        mark
        for mark in (sorted((*told, *case.overdue), key=lambda one: one.order) if step is Step.ACTION_DUE else told)
        if mark.on <= case.as_of and not only_puts_off(mark, case.extensions, step)
    ]
    if is_review_step(step) and case.application_date is not None:
        before = marks(case.linked, Step.APPLICATION, case.kinds)
        first = min([mark.on for mark in before] + [case.application_date])
        found = [mark for mark in found if mark.on >= first]
    return found


def _overdue(action: Delay) -> Mark:
    """The day on which an action of a panel should have been done."""
    return Mark(entry=action.started.entry, on=action.due, words=action.text.lower())


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


def _clock(
    case: _Case, policy: Policy, timescale: Timescale, start: Mark, stop: Mark | None, assumed: bool = False
) -> Clock:
    limit = timescale.limit
    due = add(start.on, limit.n, limit.unit, timescale.counting or policy.counting, policy.nation)
    end = stop.on if stop else None
    told = about(case.extensions, timescale.stops, start, end, case.as_of, case.refs)
    told = tuple(one for one in told if one.until is None or one.until > due)
    longer, by = moved(due, told, timescale.extension, policy.nation)
    return Clock(start, stop, longer, assumed, first_due=due, given=by, extensions=told)


def _assumed(case: _Case, policy: Policy, timescale: Timescale, stops: Sequence[Mark]) -> list[Clock]:
    """Clocks that nothing started, run from the day on which what should have started them was due."""
    other = next((one for one in policy.timescales if one.rule == timescale.else_after), None)
    if other is None:
        return []
    found = []
    for clock in _clocks(case, policy, other):
        if clock.stop is None and clock.due <= case.as_of:
            start = replace(clock.start, on=clock.due, since=clock.start.on)
            found.append(
                _clock(
                    case, policy, timescale, start, answer(start, [], stops, timescale.stops, case.refs), assumed=True
                )
            )
    return found


def _days_after(due: date, stop: date, policy: Policy, timescale: Timescale) -> int:
    return elapsed(due, stop, timescale.limit.unit, Counting.EXCLUSIVE, policy.nation)


def _finding(case: _Case, policy: Policy, timescale: Timescale, clock: Clock) -> Delay:
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
        over = taken - limit.n if clock.due == clock.first_due else _days_after(clock.due, stop.on, policy, timescale)
        late_by = max(1, over) if late else None
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
        text=clock_text(policy, timescale, clock, rule, late_by, case.as_of),
    )
