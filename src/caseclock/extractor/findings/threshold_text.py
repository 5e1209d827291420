"""A route's finding in plain words: what it has, what is missing and until when, what a person must still judge."""

from collections import Counter
from collections.abc import Sequence

from caseclock.extractor.findings.evidence import actions_told, vulnerability_said
from caseclock.extractor.findings.phrases import day_text, listed, number, span_text
from caseclock.extractor.findings.qualifying import Complaint, report_by
from caseclock.extractor.findings.tally import fewest_incidents, most_by_one, places_of
from caseclock.extractor.findings.trial import Case, Latest, Trial
from caseclock.extractor.findings.windows import last_day_inside
from caseclock.models.event import Linked
from caseclock.models.finding import Outcome, Period, RouteKind, Why
from caseclock.models.policy import Condition, Counted, Policy, Route, SameIncident, Span

_SHOWN = 5  # entries named in a sentence
_CONDITIONS = {
    Condition.NO_ACTION: "no action was taken",
    Condition.NO_EFFECTIVE_ACTION: "no effective action was taken",
    Condition.INADEQUATE_ACTION: "no action was taken or it was inadequate",
    Condition.NO_RESPONSE: "there was no response or an unsatisfactory one",
    Condition.UNRESOLVED: "the complaints are unresolved",
    Condition.PERSISTS: "the behaviour goes on",
}
_LEFT_OUT = {
    Why.REPORTED_LATE: "reported too late",
    Why.NOT_REPORTED: "with no report that counts",
    Why.OUTSIDE_WINDOW: "outside the period",
    Why.NOT_AN_INCIDENT: "said not to have happened",
}


_TWICE = ("on a date that is counted already", "counted with others already")


def counted_text(case: Case, trial: Trial) -> str:
    """The figures of a route in one sentence, with what a person must confirm."""
    parts = [
        _figures(trial),
        *_several(trial),
        *_doubts(trial),
        *_left_out(trial),
        *_reached(case, trial),
        *_missing(case, trial),
        *_to_judge(case, trial),
        *_warnings(case, trial.policy, trial.route),
    ]
    return "; ".join(parts) + "."


def _things(n: int, route: Route) -> str:
    if route.of is Counted.PEOPLE:
        return number(n, "person", "people")
    if route.of is Counted.REPORTS:
        return number(n, "report")
    return number(n, "hate incident" if route.route == RouteKind.HATE.value else "incident")


def _figures(trial: Trial) -> str:
    """2 incidents told in time to a body that counts between ... and ...; 3 needed."""
    route, counted = trial.route, trial.counted
    about = " of one incident" if route.one_incident else _place(trial) if route.one_place else ""
    made = {Counted.PEOPLE: "reported in time", Counted.REPORTS: "made in time"}.get(route.of, "told in time")
    text = f"{_reached_so_far(trial)}{about} {made} to a body that counts{_during(trial.period)}"
    if route.one_person:
        text += f", at most {most_by_one(counted, route, False)} by one person"
    if route.min_people > 1:
        text += f", by {number(trial.tally.people_sure, 'person', 'people')} known by name"
    text += f"; {route.count} needed" + (f", by at least {route.min_people} people" if route.min_people > 1 else "")
    if route.of is Counted.INCIDENTS and sum(told.n for told in counted) != len(counted):
        text += f" ({number(len(counted), 'entry', 'entries')}, some of several incidents)"
    return text


def _reached_so_far(trial: Trial) -> str:
    """2 incidents; where it hangs on who reported what, "2 to 4 people"."""
    if trial.route.of is Counted.INCIDENTS:
        return _things(_incidents(trial), trial.route)
    least, most = trial.tally.sure, trial.tally.possible
    most_said = _things(most, trial.route)
    return f"{least} to {most_said}" if least < most else most_said


def _place(trial: Trial) -> str:
    """about one place (Alder Walk): the name that comes first in the alphabet, of those the place is written with."""
    names = [name for told in trial.counted for name in places_of(told)]
    return f" about one place ({min(names)})" if names else " about one place"


def _several(trial: Trial) -> list[str]:
    """3 incidents between 11 and 16 February 2022 (e1), of which 2 are told one by one: counted as 1."""
    if trial.route.of is Counted.PEOPLE:
        return []
    several = [told for told in (*trial.counted, *trial.covered) if trial.shares[told.id].elsewhere]
    found = [_several_text(told, trial) for told in several[:_SHOWN]]
    if len(several) > _SHOWN:
        found.append(f"{len(several) - _SHOWN} more entries of several incidents counted for what is left of them")
    if trial.route.of is Counted.INCIDENTS and any(told.n > 1 for told in trial.counted):
        least, most = fewest_incidents(trial.counted, trial.route), _incidents(trial)
        if least < most:
            found.append(f"perhaps {least} in all, as some may be told twice")
    return found


def _incidents(trial: Trial) -> int:
    return sum(trial.shares[told.id].left for told in trial.counted)


def _several_text(told: Complaint, trial: Trial) -> str:
    share = trial.shares[told.id]
    parts = [f"{share.single} {'is' if share.single == 1 else 'are'} told one by one"] if share.single else []
    parts += [f"{share.series} counted with other entries of several"] if share.series else []
    counted = f"counted as {share.left}" if share.left else "not counted again"
    if share.left and told in trial.covered:
        counted = f"not counted again, nor are the other {share.left}, of which no day is told"
    return f"{_named_several(told)}, of which {listed(parts)}: {counted}"


def _named_several(told: Complaint) -> str:
    if told.first is None or told.last is None:
        when = "on days not told"
    elif told.first == told.last:
        when = f"on {day_text(told.first)}"
    else:
        when = f"between {day_text(told.first)} and {day_text(told.last)}"
    return f"{number(told.n, 'incident')} {when} ({told.id})"


def _doubts(trial: Trial) -> list[str]:
    """What counts although the papers leave it open, and what does not because it is about something else."""
    found = []
    if trial.doubtful:
        found.append(f"{len(trial.doubtful)} counted although the dates leave it open ({_ids(trial.doubtful)})")
    if trial.may:
        named = listed([_named_otherwise(told) for told in trial.may[:_SHOWN]])
        found.append(f"{len(trial.may)} not counted, but might be on another day that the papers allow ({named})")
    nowhere = [told for told in trial.counted if trial.route.one_place and not places_of(told)]
    if nowhere:
        found.append(f"{len(nowhere)} counted although the papers do not say where ({_ids(nowhere)})")
    if trial.elsewhere:
        other = "incidents" if trial.route.one_incident else "places"
        found.append(f"{number(len(trial.elsewhere), 'incident')} not counted, being of other {other}")
    return found


def _named_otherwise(told: Complaint) -> str:
    """e1 of 9 March 2022, perhaps of 10 March 2022."""
    others = [one for one in told.otherwise if one.first and one.last]
    days = [
        day_text(one.first) if one.first == one.last else f"{day_text(one.first)} to {day_text(one.last)}"
        for one in others
        if one.first and one.last
    ]
    return f"{_named(told.link)}, perhaps of {listed(days)}"


def _ids(some: Sequence[Complaint]) -> str:
    shown = [told.id for told in some[:_SHOWN]]
    return listed([*shown, "others"] if len(some) > _SHOWN else shown)


def _left_out(trial: Trial) -> list[str]:
    """5 incidents left out: 2 reported too late and 3 outside the period."""
    if not trial.excluded:
        return []
    why: Counter[str] = Counter(_LEFT_OUT[one.why] for one in trial.excluded if one.why in _LEFT_OUT)
    same_date = sum(one.why is Why.DUPLICATE for one in trial.excluded) - len(trial.covered)
    why.update(dict(zip(_TWICE, (same_date, len(trial.covered)), strict=True)))
    told = {words: n for words, n in why.items() if n}
    ordered = [words for words in (*_LEFT_OUT.values(), *_TWICE) if words in told]
    reasons = listed([words if len(told) == 1 else f"{told[words]} {words}" for words in ordered])
    one_each = all(told.n == 1 for told in (*trial.left_out, *trial.covered))
    things = ("incident", "incidents") if one_each else ("entry", "entries")
    found = [f"{number(len(trial.excluded), *things)} left out: {reasons}"]
    other_way = [told for told in trial.left_out if told.other_way]
    if other_way:
        names = listed([_named(told.link) for told in other_way[:_SHOWN]])
        found.append(f"{len(other_way)} told only in a way that does not count under this policy ({names})")
    return found


def _reached(case: Case, trial: Trial) -> list[str]:
    found = []
    if trial.first is not None:
        found.append(f"the number was first reached on {day_text(trial.first)}")
    if case.application_date is None:
        found.append(f"no application is dated, so the window ends on {day_text(case.as_of)}")
    asked, latest = trial.route.latest_within, trial.latest
    if asked is not None and latest is not None and latest.on is not None:
        found.append(_latest_text(case, asked, trial.route.latest_by, latest))
    return found


def _latest_text(case: Case, asked: Span, what: str, latest: Latest) -> str:
    if latest.on is None:
        return ""
    if latest.open:
        must = "or later, which the papers leave open: a person must see whether it is recent enough"
        return f"the latest {what} was on {day_text(latest.on)} {must} ({span_text(asked)})"
    must = "as the policy asks" if latest.recent else "so the threshold is not met as the policy words it"
    far = "no" if latest.recent else "that is"
    return (
        f"the latest {what} was on {day_text(latest.on)}, {far} more than {span_text(asked)} "
        f"before {day_text(case.end)}, {must}"
    )


def _missing(case: Case, trial: Trial) -> list[str]:
    """How many are missing, until when they would have to be reported, and what could still be reported."""
    route, tally = trial.route, trial.tally
    if trial.outcome is not Outcome.NOT_MET:
        return []
    until = last_day_inside(trial.counted, trial.period, route, trial.policy.nation) if trial.period else None
    if tally.may_be_full(route):  # the number is there, but the latest is too old
        new = f"another {route.latest_by} would change that"
        return [f"{new} if it is reported by {day_text(until)}" if until and until >= case.as_of else new]
    if route.route == RouteKind.HATE.value and not trial.counted:
        return []
    lack = route.count - (_incidents(trial) if trial.may and route.of is Counted.INCIDENTS else tally.possible)
    more = " more" if trial.counted else ""
    had = "have had to" if until and until < case.as_of else "have to"
    be = "report" if route.of is Counted.PEOPLE else "be reported"
    text = f"{lack}{more} {_noun(lack, route)} would {had} {be}" if lack > 0 else f"another person would {had} report"
    if until:
        text += f" by {day_text(until)} to count together with these"
    elif route.window and route.count > 1:
        text += f" within {span_text(route.window)}"
    if route.report_within and route.of is not Counted.PEOPLE:
        text += f", {'each ' if lack > 1 else ''}no more than {span_text(route.report_within)} after it happened"
    return [text, *_still_open(case, trial)]


def _noun(n: int, route: Route) -> str:
    return _things(n, route).partition(" ")[2]


def _still_open(case: Case, trial: Trial) -> list[str]:
    """Incidents that were not reported so far, for which there is still time."""
    if trial.route.report_within is None:
        return []
    silent = {one.entry for one in trial.excluded if one.why is Why.NOT_REPORTED}
    days = [
        (told, report_by(told.last, trial.route, trial.policy.nation))
        for told in trial.left_out
        if told.id in silent and told.last is not None
    ]
    still = [f"{_named(told.link)} until {day_text(day)}" for told, day in days if day >= case.as_of]
    return [f"not reported so far, but still in time to be: {listed(still[:_SHOWN])}"] if still else []


def _to_judge(case: Case, trial: Trial) -> list[str]:
    """What no program can say, once the number is or may be reached."""
    route = trial.route
    if trial.outcome is Outcome.NOT_MET:
        return []
    found = (
        []
        if trial.tally.full(route)
        else ["a person must judge whether the number is reached: the papers leave it open"]
    )
    if route.condition is not Condition.NONE:
        found.append(_condition_text(case, trial))
    if route.same_problem and route.route != RouteKind.HATE.value:
        sorts = _sorts(trial.counted)
        named = f" (they are of the sorts {sorts})" if sorts else ""
        found.append(f"whether they are one problem{named} is for a person to confirm")
    if route.one_place:
        found.append("whether the places are linked is for a person to confirm")
    if route.same_incident is SameIncident.CASE_BY_CASE:
        found.append(
            "an incident told to several agencies is counted once here; the policy leaves that to be decided each time"
        )
    if route.judged:
        found.append(f"a person must judge whether {listed(route.judged)}")
    if route.route == RouteKind.HATE.value:
        found.append("whether hate was the motive is for a person to confirm")
    return found


def _condition_text(case: Case, trial: Trial) -> str:
    route = trial.route
    asked = _CONDITIONS[route.condition]
    if route.condition is Condition.PERSISTS:
        last = max((told.last for told in trial.counted if told.last is not None), default=None)
        shown = f": the latest that counts is of {day_text(last)}" if last else ""
        return f"whether {asked} is for a person to decide{shown}"
    done = actions_told(case.linked, route.bodies, case.kinds)
    told = f"the papers tell of {number(done, 'action')} by the agencies"
    if not case.said:
        return f"whether {asked} is for a person to decide: {told}"
    where = number(len(case.said), "passage")
    return f"the applicant or the papers say that {asked} ({where}) and {told}, so a person should confirm it"


def _warnings(case: Case, policy: Policy, route: Route) -> list[str]:
    """A version that was not in force, a number above the one that the Act's notes allow."""
    found = []
    if not policy.in_force(case.end):
        found.append(f"this version was not in force on {day_text(case.end)} ({_force(policy)}): check which one was")
    found += [
        f"{other.title} was not in force on {day_text(case.end)} and was not tried"
        for other in case.passed_over
        if other.scheme == policy.scheme
    ]
    if route.above_three:
        found.append(
            f"this policy asks for {route.count}, but the Explanatory Notes to the 2014 Act (para 231) say that the "
            "threshold should be no higher than three"
        )
    return found


def _force(policy: Policy) -> str:
    since = f"from {day_text(policy.effective_from)}" if policy.effective_from else ""
    until = f"to {day_text(policy.effective_to)}" if policy.effective_to else "on"
    return f"{since} {until}".strip()


def judged_text(case: Case, trial: Trial) -> str:
    """The evidence for a decision that a person makes."""
    route = trial.route
    who = f"For {route.judge} to decide" if route.judge else "For a person to decide"
    told = f"{number(_incidents(trial), 'incident')} told in time{_during(trial.period)}"
    warned = "".join(f"; {one}" for one in _warnings(case, trial.policy, route))
    if route.route == RouteKind.VULNERABILITY.value:
        signs = vulnerability_said(case.linked)
        names = [_named(link) for link in signs[:_SHOWN]]
        more = [f"{len(signs) - _SHOWN} more"] if len(signs) > _SHOWN else []
        found = listed(names + more) if signs else "no passage"
        return f"{who}; {told}; signs of vulnerability in the papers: {found}{warned}."
    sorts = _sorts(trial.counted)
    harm = f", of the sorts {sorts}" if sorts else ""
    done = actions_told(case.linked, route.bodies, case.kinds)
    said = f"; {number(len(case.said), 'passage')} saying that nothing effective was done" if case.said else ""
    return f"{who}; {told}{harm}; {number(done, 'action')} by the agencies told of{said}{warned}."


def _sorts(counted: Sequence[Complaint]) -> str:
    """noise (23), drugs (18) and nuisance (6): the commonest sorts of behaviour."""
    kinds = Counter(kind for one in counted for kind in one.link.entry.types)
    ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    return listed([f"{kind.value.replace('_', ' ')} ({n})" for kind, n in ordered[:_SHOWN]])


def _named(link: Linked) -> str:
    day = link.entry.when.start
    return f"{link.entry.id} of {day_text(day)}" if day else f"{link.entry.id} (undated)"


def _during(period: Period | None) -> str:
    return f" between {day_text(period.start)} and {day_text(period.end)}" if period else ""
