"""The routes to a case review, each tried on the entries at the day of the application.

What can be counted is counted. What only a person can judge is `needs_decision`, with the evidence in the text.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from caseclock.extractor.findings.calendar import look_back
from caseclock.extractor.findings.evidence import no_action_said
from caseclock.extractor.findings.qualifying import (
    Complaint,
    Standing,
    complaint,
    denied,
    happened_before,
    in_order,
    is_hate,
    is_incident,
    kinds_by_id,
    may_count,
    standing,
    why_out,
)
from caseclock.extractor.findings.same_person import one_name_each
from caseclock.extractor.findings.tally import Tally, about_one, by_date, out_of_reach, reached, shared, tally
from caseclock.extractor.findings.threshold_text import counted_text, judged_text
from caseclock.extractor.findings.trial import Case, Latest, Trial
from caseclock.extractor.findings.windows import any_time, pruning_day, window
from caseclock.models.agency import Agency
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.finding import Excluded, Outcome, RouteKind, Threshold, Why
from caseclock.models.policy import Condition, Policy, Route
from caseclock.models.source import Source


def thresholds(
    linked: Sequence[Linked],
    agencies: Sequence[Agency],
    policies: Sequence[Policy],
    application_date: date | None,
    as_of: date,
    no_action: tuple[Source, ...] | None = None,
) -> tuple[Threshold, ...]:
    """One finding for each route of each policy, in the order of the policies.

    Windows end with the application (with `as_of` if none is known). Of several versions of one scheme only the one
    in force on that day is tried. `no_action` are passages that say that no effective action was taken; if not given
    they are looked for in the entries.
    """
    current = _applicable(policies, application_date or as_of)
    case = Case(
        linked=tuple(_one_name_each(in_order(linked))),
        kinds=kinds_by_id(agencies),
        application_date=application_date,
        as_of=as_of,
        said=no_action_said(linked) if no_action is None else no_action,
        passed_over=tuple(policy for policy in policies if policy not in current),
    )
    found = []
    for policy in current:
        seen: Counter[str] = Counter()
        for route in policy.routes:
            seen[route.route] += 1
            found.append(_try(case, policy, route, seen[route.route]))
    return tuple(found)


def _one_name_each(linked: Sequence[Linked]) -> Iterator[Linked]:
    """The entries with the tellers under one name each, where the papers write them in several ways."""
    same = one_name_each(event.person for link in linked for event in link.events)
    for link in linked:
        if any(event.person in same for event in link.events):
            events = (replace(event, person=same.get(event.person, event.person)) for event in link.events)
            yield replace(link, events=tuple(events))
        else:
            yield link


def _applicable(policies: Sequence[Policy], day: date) -> list[Policy]:
    """All but the versions that had given way to (or not yet taken over from) another of those given."""
    current = {policy.scheme for policy in policies if policy.scheme and policy.in_force(day)}
    return [policy for policy in policies if policy.in_force(day) or policy.scheme not in current]


def _try(case: Case, policy: Policy, route: Route, nth: int) -> Threshold:
    """The route's finding; `nth` tells the routes of one kind apart."""
    trial = _trial(case, policy, route)
    judged = RouteKind(route.route) in (RouteKind.DISCRETION, RouteKind.VULNERABILITY)
    return Threshold(
        id=f"t-{policy.id}-{route.route}{f'-{nth}' if nth > 1 else ''}",
        policy=policy.id,
        route=RouteKind(route.route),
        outcome=Outcome.NEEDS_DECISION if judged else trial.outcome,
        first_met_on=None if judged else trial.first,
        window=trial.period,
        counted=() if judged else tuple(told.id for told in trial.counted),
        excluded=() if judged else trial.excluded,
        section=route.section,
        text=judged_text(case, trial) if judged else counted_text(case, trial),
    )


def _trial(case: Case, policy: Policy, route: Route) -> Trial:
    hate = route.route == RouteKind.HATE.value
    complaints = [
        complaint(link, route, case.kinds, policy.nation)
        for link in case.linked
        if is_incident(link) and (not hate or is_hate(link))
    ]
    period = window(complaints, case.end, route, policy.nation)
    within = period or any_time(case.end)
    anchor = route.window_anchor
    standings = {told.id: standing(told, within, anchor) for told in complaints}
    inside, dropped = by_date([one for one in complaints if standings[one.id] is not Standing.OUT], standings, route)
    outside = [told for told in complaints if standings[told.id] is Standing.OUT]
    may = [told for told in outside if may_count(told, within, anchor)]
    before = [one for one in outside if happened_before(one, within, anchor)]
    have = tally(inside, may, before, standings, within, route, case.kinds)
    found, covered = shared(inside, before, route)
    counted, elsewhere = about_one([one for one in inside if one.id not in covered], within, route, case.kinds)
    excluded = [Excluded(entry=told.id, why=why_out(told, within, anchor)) for told in outside]
    excluded += [Excluded(entry=told.id, why=Why.DUPLICATE) for told in (*dropped, *covered.values())]
    if not hate:
        excluded += [
            Excluded(entry=link.entry.id, why=Why.NOT_AN_INCIDENT)
            for link in case.linked
            if link.entry.kind is EntryKind.INCIDENT and denied(link)
        ]
    latest = _latest(complaints, inside, case, policy, route)
    return Trial(
        policy=policy,
        route=route,
        period=period,
        counted=counted,
        doubtful=[told for told in counted if standings[told.id] is Standing.DOUBTFUL],
        left_out=outside + dropped,
        covered=tuple(covered.values()),
        may=may,
        shares=found,
        elsewhere=elsewhere,
        excluded=tuple(excluded),
        tally=have,
        first=_first_met(complaints, case, policy, route),
        latest=latest,
        outcome=_outcome(have, latest, route, case),
    )


def _latest(
    complaints: Sequence[Complaint], inside: Sequence[Complaint], case: Case, policy: Policy, route: Route
) -> Latest | None:
    """Is the latest one recent enough at the application? Null where the route does not ask."""
    if route.latest_within is None:
        return None
    since = look_back(case.end, route.latest_within, policy.nation)
    if route.latest_by == "incident":
        reported = [told for told in complaints if told.told or told.undated_report]
        days = [told.last for told in reported if told.last is not None and told.last <= case.end]
        sure = [one.first for one in reported if one.first and one.last and one.last <= case.end and not one.otherwise]
        may_be_later = any(one.last is None for one in reported) or bool(days and max(days) >= since)
    else:
        days = sure = [day for told in complaints for day in told.told if day <= case.end]
        may_be_later = any(told.undated_report for told in complaints)
    recent = any(day >= since for day in sure)
    # Nothing dated to go by: what may count is then open already.
    return Latest(
        on=max(days, default=None),
        recent=recent or (not days and bool(inside)),
        open=not recent and may_be_later,
    )


def _outcome(have: Tally, latest: Latest | None, route: Route, case: Case) -> Outcome:
    if not have.may_be_full(route) or (latest is not None and not latest.recent and not latest.open):
        return Outcome.NOT_MET
    if not have.full(route) or (latest is not None and not latest.recent):
        return Outcome.NEEDS_DECISION  # it hangs on what the papers leave open
    if route.judged or route.condition is Condition.PERSISTS:
        return Outcome.NEEDS_DECISION
    if route.condition is not Condition.NONE and not case.said:
        return Outcome.NEEDS_DECISION
    return Outcome.MET


def _first_met(complaints: Sequence[Complaint], case: Case, policy: Policy, route: Route) -> date | None:
    """The first day on which a report made the number full, looking back from that day; its conditions apart."""
    if out_of_reach(complaints, route):
        return None
    pairs = sorted((day, place) for place, told in enumerate(complaints) for day in told.timely if day <= case.end)
    days = [day for day, _ in pairs]
    for day in sorted(set(days)):
        since = bisect_left(days, pruning_day(day, route, policy.nation))
        near = [complaints[place] for place in sorted({place for _, place in pairs[since : bisect_right(days, day)]})]
        if out_of_reach(near, route):
            continue
        within = window(near, day, route, policy.nation) or any_time(day)
        standings = {told.id: standing(told, within, route.window_anchor) for told in near}
        counted, _ = by_date([told for told in near if standings[told.id] is not Standing.OUT], standings, route)
        if reached(counted, standings, within, route, case.kinds):
            return day
    return None
