"""The routes to a case review, each tried on the entries at the day of the application.

What can be counted is counted. What only a person can judge is `needs_decision`, with the evidence in the text.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from caseclock.extractor.findings.calendar import look_back
from caseclock.extractor.findings.evidence import no_action_said
from caseclock.extractor.findings.qualifying import (
    Complaint,
    Standing,
    complaint,
    denied,
    in_order,
    is_hate,
    is_incident,
    standing,
    why_out,
)
from caseclock.extractor.findings.tally import Tally, about_one, by_date, reached, tally
from caseclock.extractor.findings.threshold_text import counted_text, judged_text
from caseclock.extractor.findings.trial import Case, Latest, Trial
from caseclock.extractor.findings.windows import pruning_day, window
from caseclock.models.agency import Agency
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.finding import Excluded, Outcome, RouteKind, Threshold, Why
from caseclock.models.policy import Condition, Counted, Policy, Route
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
        linked=tuple(in_order(linked)),
        kinds={agency.id: agency.kind for agency in agencies},
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
    standings = {told.id: standing(told, period, route.window_anchor) for told in complaints}
    inside, dropped = by_date([told for told in complaints if standings[told.id] is not Standing.OUT], route)
    outside = [told for told in complaints if standings[told.id] is Standing.OUT]
    excluded = [Excluded(entry=told.id, why=why_out(told, period, route.window_anchor)) for told in outside]
    excluded += [Excluded(entry=told.id, why=Why.DUPLICATE) for told in dropped]
    if not hate:
        excluded += [
            Excluded(entry=link.entry.id, why=Why.NOT_AN_INCIDENT)
            for link in case.linked
            if link.entry.kind is EntryKind.INCIDENT and denied(link)
        ]
    have = tally(inside, standings, period, route, case.kinds)
    counted, elsewhere = about_one(inside, period, route, case.kinds)
    latest = _latest(complaints, inside, case, policy, route)
    return Trial(
        policy=policy,
        route=route,
        period=period,
        counted=counted,
        doubtful=[told for told in counted if standings[told.id] is Standing.DOUBTFUL],
        left_out=outside + dropped,
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
    if route.latest_by == "incident":
        reported = [told for told in complaints if told.told or told.undated_report]
        days = [told.last for told in reported if told.last is not None and told.last <= case.end]
    else:
        days = [day for told in complaints for day in told.told if day <= case.end]
    last = max(days, default=None)
    recent = last is not None and last >= look_back(case.end, route.latest_within, policy.nation)
    # Nothing dated to go by: what may count is then open already.
    return Latest(on=last, recent=recent or (last is None and bool(inside)))


def _outcome(have: Tally, latest: Latest | None, route: Route, case: Case) -> Outcome:
    if not have.may_be_full(route) or (latest is not None and not latest.recent):
        return Outcome.NOT_MET
    if not have.full(route):
        return Outcome.NEEDS_DECISION  # it hangs on what the papers leave open
    if route.judged or route.condition is Condition.PERSISTS:
        return Outcome.NEEDS_DECISION
    if route.condition is not Condition.NONE and not case.said:
        return Outcome.NEEDS_DECISION
    return Outcome.MET


def _first_met(complaints: Sequence[Complaint], case: Case, policy: Policy, route: Route) -> date | None:
    """The first day on which a report made the number full, looking back from that day; its conditions apart."""
    pairs = sorted((day, place) for place, told in enumerate(complaints) for day in told.timely if day <= case.end)
    days = [day for day, _ in pairs]
    if not reached(complaints, {told.id: Standing.IN for told in complaints}, None, route, case.kinds):
        return None  # not even all of them together: no day need be tried
    people = [told.link.persons if route.of is Counted.PEOPLE else frozenset() for told in complaints]
    for day in sorted(set(days)):
        since = bisect_left(days, pruning_day(day, route, policy.nation))
        places = sorted({place for _, place in pairs[since : bisect_right(days, day)]})
        if route.of is Counted.PEOPLE and len(frozenset().union(*(people[place] for place in places))) < route.count:
            continue  # too few people told of anything near that day
        near = [complaints[place] for place in places]
        period = window(near, day, route, policy.nation)
        standings = {told.id: standing(told, period, route.window_anchor) for told in near}
        counted, _ = by_date([told for told in near if standings[told.id] is not Standing.OUT], route)
        if reached(counted, standings, period, route, case.kinds):
            return day
    return None
