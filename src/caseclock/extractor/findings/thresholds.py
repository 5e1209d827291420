"""The routes to a case review, each tried on the entries at the day of the application.

What can be counted is counted. What only a person can judge is `needs_decision`, with the evidence in the text.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.findings.evidence import actions_told, no_action_said, vulnerability_said
from caseclock.extractor.findings.phrases import day_text, listed, number
from caseclock.extractor.findings.qualifying import (
    Complaint,
    Standing,
    complaint,
    denied,
    in_order,
    is_hate,
    is_incident,
    persons_telling,
    standing,
    why_out,
    window_ending,
)
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.finding import Excluded, Outcome, Period, RouteKind, Threshold, Why
from caseclock.models.policy import Condition, Policy, Route
from caseclock.models.source import Source

_SHOWN = 5  # entries named in a sentence
_CONDITIONS = {
    Condition.NO_ACTION: "no action was taken",
    Condition.NO_EFFECTIVE_ACTION: "no effective action was taken",
    Condition.UNRESOLVED: "the complaints are unresolved",
}


@dataclass(frozen=True, slots=True)
class _Case:
    """What every route is tried on. `said`: passages that say that no effective action was taken."""

    linked: tuple[Linked, ...]
    kinds: dict[str, AgencyKind]
    application_date: date | None
    as_of: date
    said: tuple[Source, ...]

    @property
    def end(self) -> date:
        """The day on which windows end."""
        return self.application_date or self.as_of


@dataclass(frozen=True, slots=True)
class _Tally:
    """What a route has reached: the number for sure, and with those that are doubtful."""

    sure: int
    possible: int


def thresholds(
    linked: Sequence[Linked],
    agencies: Sequence[Agency],
    policies: Sequence[Policy],
    application_date: date | None,
    as_of: date,
    no_action: tuple[Source, ...] | None = None,
) -> tuple[Threshold, ...]:
    """One finding for each route of each policy, in the order of the policies.

    Windows end with the application (with `as_of` if none is known). `no_action` are passages that say that no
    effective action was taken; if not given they are looked for in the entries.
    """
    case = _Case(
        linked=tuple(in_order(linked)),
        kinds={agency.id: agency.kind for agency in agencies},
        application_date=application_date,
        as_of=as_of,
        said=no_action_said(linked) if no_action is None else no_action,
    )
    return tuple(_try(case, policy, route) for policy in policies for route in policy.routes)


def _try(case: _Case, policy: Policy, route: Route) -> Threshold:
    kind = RouteKind(route.route)
    period = window_ending(case.end, route, policy.nation)
    complaints = [
        complaint(link, route, case.kinds, policy.nation)
        for link in case.linked
        if is_incident(link) and (kind is not RouteKind.HATE or is_hate(link))
    ]
    standings = {told.id: standing(told, period, route.window_anchor) for told in complaints}
    counted = [told for told in complaints if standings[told.id] is not Standing.OUT]
    excluded = [
        Excluded(entry=told.id, why=why_out(told, period, route.window_anchor))
        for told in complaints
        if standings[told.id] is Standing.OUT
    ]
    if kind is not RouteKind.HATE:
        excluded += [
            Excluded(entry=link.entry.id, why=Why.NOT_AN_INCIDENT)
            for link in case.linked
            if link.entry.kind is EntryKind.INCIDENT and denied(link)
        ]
    if kind in (RouteKind.DISCRETION, RouteKind.VULNERABILITY):
        return _finding(policy, route, period, Outcome.NEEDS_DECISION, _judged_text(case, route, counted, period))
    tally = _tally(counted, standings, period, route, case.kinds)
    trial = _Trial(
        route=route,
        period=period,
        counted=counted,
        doubtful=[told for told in counted if standings[told.id] is Standing.DOUBTFUL],
        left_out=len(excluded),
        tally=tally,
        first=_first_met(complaints, case, policy, route),
        outcome=_outcome(tally, route, case),
    )
    ids = tuple(told.id for told in counted)
    text = _counted_text(case, trial)
    return _finding(policy, route, period, trial.outcome, text, trial.first, ids, tuple(excluded))


def _finding(
    policy: Policy,
    route: Route,
    period: Period | None,
    outcome: Outcome,
    text: str,
    first: date | None = None,
    counted: tuple[str, ...] = (),
    excluded: tuple[Excluded, ...] = (),
) -> Threshold:
    return Threshold(
        id=f"t-{policy.id}-{route.route}",
        policy=policy.id,
        route=RouteKind(route.route),
        outcome=outcome,
        first_met_on=first,
        window=period,
        counted=counted,
        excluded=excluded,
        section=route.section,
        text=text,
    )


def _tally(
    counted: Sequence[Complaint],
    standings: Mapping[str, Standing],
    period: Period | None,
    route: Route,
    kinds: Mapping[str, AgencyKind],
) -> _Tally:
    """What the route counts, among those that are in for sure and among all that may be."""
    sure = [told for told in counted if standings[told.id] is Standing.IN]
    return _Tally(
        sure=_number(sure, period, route, kinds, True), possible=_number(counted, period, route, kinds, False)
    )


def _number(
    complaints: Sequence[Complaint], period: Period | None, route: Route, kinds: Mapping[str, AgencyKind], sure: bool
) -> int:
    """Persons, incidents of one person or incidents, as the route asks."""
    if RouteKind(route.route) is RouteKind.PERSONS:
        return len({person for told in complaints for person in persons_telling(told, period, route, kinds, sure)})
    if route.one_person and sure:  # two names may be one person's: who it was, a person can tell
        return _most_by_one(complaints)
    return sum(told.n for told in complaints)


def _most_by_one(complaints: Sequence[Complaint]) -> int:
    """The most incidents that one person reported. An incident whose teller is not named may be anybody's."""
    by_person: Counter[str] = Counter()
    unnamed = 0
    for told in complaints:
        if not told.link.persons:
            unnamed += told.n
        for person in told.link.persons:
            by_person[person] += told.n
    return unnamed + max(by_person.values(), default=0)


def _outcome(tally: _Tally, route: Route, case: _Case) -> Outcome:
    if tally.possible < route.count:
        return Outcome.NOT_MET
    if tally.sure < route.count:
        return Outcome.NEEDS_DECISION  # it hangs on incidents whose dates are open
    if route.condition is not Condition.NONE and not case.said:
        return Outcome.NEEDS_DECISION
    return Outcome.MET


def _first_met(complaints: Sequence[Complaint], case: _Case, policy: Policy, route: Route) -> date | None:
    """The first day on which a report made the number full, looking back from that day; its condition apart."""
    days = sorted({day for told in complaints for day in told.timely if day <= case.end})
    for day in days:
        period = window_ending(day, route, policy.nation)
        since = period.start if period else date.min
        by_then = [told for told in complaints if told.timely and told.timely[0] <= day and told.timely[-1] >= since]
        standings = {told.id: standing(told, period, route.window_anchor) for told in by_then}
        counted = [told for told in by_then if standings[told.id] is not Standing.OUT]
        if _tally(counted, standings, period, route, case.kinds).sure >= route.count:
            return day
    return None


@dataclass(frozen=True, slots=True)
class _Trial:
    """What came of trying a route whose number can be counted."""

    route: Route
    period: Period | None
    counted: Sequence[Complaint]
    doubtful: Sequence[Complaint]
    left_out: int
    tally: _Tally
    first: date | None
    outcome: Outcome


def _counted_text(case: _Case, trial: _Trial) -> str:
    """The figures of a route in one sentence, with what a person must confirm."""
    route, counted, period = trial.route, trial.counted, trial.period
    thing = {RouteKind.PERSONS: "person", RouteKind.HATE: "hate incident"}.get(RouteKind(route.route), "incident")
    reached = number(trial.tally.possible, thing)
    by_one = f", at most {_most_by_one(counted)} by one person" if route.one_person else ""
    parts = [f"{reached} told in time to a body that counts{_during(period)}{by_one}; {route.count} needed"]
    if sum(told.n for told in counted) != len(counted) and thing != "person":
        parts[0] += f" ({number(len(counted), 'entry', 'entries')}, some of several incidents)"
    if trial.doubtful:
        some = [told.id for told in trial.doubtful[:_SHOWN]]
        names = listed([*some, "others"] if len(trial.doubtful) > _SHOWN else some)
        parts.append(f"{len(trial.doubtful)} counted although the dates leave it open ({names})")
    if trial.left_out:
        parts.append(f"{number(trial.left_out, 'incident')} left out")
    if trial.first is not None:
        parts.append(f"the number was first reached on {day_text(trial.first)}")
    if case.application_date is None:
        parts.append(f"no application is dated, so the window ends on {day_text(case.as_of)}")
    if route.condition is not Condition.NONE and trial.outcome is not Outcome.NOT_MET:
        parts.append(_condition_text(case, route))
    if RouteKind(route.route) is RouteKind.HATE and trial.outcome is not Outcome.NOT_MET:
        parts.append("whether hate was the motive is for a person to confirm")
    return "; ".join(parts) + "."


def _condition_text(case: _Case, route: Route) -> str:
    asked = _CONDITIONS[route.condition]
    done = actions_told(case.linked, route.bodies, case.kinds)
    told = f"the papers tell of {number(done, 'action')} by the agencies"
    if not case.said:
        return f"whether {asked} is for a person to decide: {told}"
    where = number(len(case.said), "passage")
    return f"the applicant or the papers say that {asked} ({where}) and {told}, so a person should confirm it"


def _judged_text(case: _Case, route: Route, counted: Sequence[Complaint], period: Period | None) -> str:
    """The evidence for a decision that a person makes."""
    who = f"For {route.judge} to decide" if route.judge else "For a person to decide"
    told = f"{number(sum(one.n for one in counted), 'incident')} told in time{_during(period)}"
    if RouteKind(route.route) is RouteKind.VULNERABILITY:
        signs = vulnerability_said(case.linked)
        names = [_named(link) for link in signs[:_SHOWN]]
        more = [f"{len(signs) - _SHOWN} more"] if len(signs) > _SHOWN else []
        found = listed(names + more) if signs else "no passage"
        return f"{who}; {told}; signs of vulnerability in the papers: {found}."
    kinds = Counter(kind for one in counted for kind in one.link.entry.types)
    sorts = listed(
        [f"{kind.value.replace('_', ' ')} ({n})" for kind, n in sorted(kinds.items(), key=_commonest)[:_SHOWN]]
    )
    harm = f", of the sorts {sorts}" if sorts else ""
    done = actions_told(case.linked, route.bodies, case.kinds)
    said = f"; {number(len(case.said), 'passage')} saying that nothing effective was done" if case.said else ""
    return f"{who}; {told}{harm}; {number(done, 'action')} by the agencies told of{said}."


def _commonest(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _named(link: Linked) -> str:
    day = link.entry.when.start
    return f"{link.entry.id} of {day_text(day)}" if day else f"{link.entry.id} (undated)"


def _during(period: Period | None) -> str:
    return f" between {day_text(period.start)} and {day_text(period.end)}" if period else ""
