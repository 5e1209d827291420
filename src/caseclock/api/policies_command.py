"""`caseclock policies`: which policies there are, and what one of them says."""

import argparse
import re
import textwrap
from collections.abc import Iterable, Iterator

from caseclock.api.arguments import did_you_mean
from caseclock.api.errors import Refused
from caseclock.extractor.exports.wording import ROUTES, day, listed, number_of, span_words
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.agency import AgencyKind
from caseclock.models.finding import RouteKind
from caseclock.models.policy import (
    Anchor,
    Channel,
    Condition,
    Counted,
    Counting,
    Nation,
    Policy,
    Route,
    SameIncident,
    Span,
    Timescale,
    Unit,
)

_WIDTH = 100
_NATIONS = {
    Nation.ENGLAND_AND_WALES: "England and Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
    Nation.ANY_UK: "any nation of the United Kingdom",
}
_COUNTING = {
    Counting.EXCLUSIVE: "the starting day is left out; day 1 is the next one",
    Counting.INCLUSIVE: "the starting day is day 1",
}
_CONDITIONS = {
    Condition.NO_ACTION: "only if no action was taken (for a person to judge)",
    Condition.NO_EFFECTIVE_ACTION: "only if no effective action was taken (for a person to judge)",
    Condition.INADEQUATE_ACTION: "only if no action was taken or it was inadequate (for a person to judge)",
    Condition.NO_RESPONSE: "only if there was no response or an unsatisfactory one (for a person to judge)",
    Condition.UNRESOLVED: "only if the problem is unresolved (for a person to judge)",
    Condition.PERSISTS: "only if the behaviour goes on (for a person to judge)",
}
# What is asked of the agencies' response, which the Home Office's guidance says the threshold should not turn on.
_RESPONSE = (Condition.NO_ACTION, Condition.NO_EFFECTIVE_ACTION, Condition.INADEQUATE_ACTION, Condition.NO_RESPONSE)
_ANCHORS = {
    Anchor.APPLICATION: "up to the application, by the day of the incident",
    Anchor.REPORT: "up to the application, by the day of the report",
    Anchor.COMPLAINT: "up to the application, by the day of the report",
    Anchor.LATEST_REPORT: "up to the latest report, by the day of the report",
    Anchor.FIRST_INCIDENT: "from the first of the incidents, by the day of the report",
    Anchor.FIRST_REPORT: "from the first of the reports, by the day of the report",
}
_CHANNELS = {
    Channel.DIARY_SHEET: "what was told on a diary sheet only",
    Channel.ANONYMOUS: "what was told without a name",
    Channel.CHAT: "a word in passing with staff on site (police officers apart)",
}
_SAME_INCIDENT = {
    SameIncident.NOT_STATED: "the policy does not say; counted once",
    SameIncident.ONCE: "counted once, as the policy says",
    SameIncident.CASE_BY_CASE: "counted once; the policy leaves it to be decided case by case",
}


def add_policies_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `policies` and `policies show ID`."""
    parser = subparsers.add_parser("policies", help="which policies can be applied, and what they say")
    parser.set_defaults(run=run_policies)
    inner = parser.add_subparsers(dest="action", metavar="show ID")
    show = inner.add_parser("show", help="what one policy says")
    show.add_argument("id", metavar="ID", help="a policy's id, as `caseclock policies` lists it")


def run_policies(args: argparse.Namespace) -> int:
    """Prints the list, or one policy."""
    policies = load_policies()
    if args.action == "show":
        print("\n".join(policy_lines(chosen([args.id], policies)[0])))
        return 0
    widest = max((len(policy_id) for policy_id in policies), default=0)
    for policy_id, policy in sorted(policies.items()):
        print(f"{policy_id:<{widest}}  {policy.title}")
    return 0


def chosen(ids: Iterable[str], policies: dict[str, Policy]) -> list[Policy]:
    """The policies with these ids, each once, in the order asked for. Raises Refused for an id there is not."""
    for policy_id in ids:
        if policy_id not in policies:
            hint = did_you_mean(policy_id, policies)
            raise Refused(f"there is no policy {policy_id!r}{hint or ':'} `caseclock policies` lists them all")
    return [policies[policy_id] for policy_id in dict.fromkeys(ids)]


def policy_lines(policy: Policy) -> list[str]:
    """The policy as readable lines that fit a screen."""
    return [piece for line in _lines(policy) for piece in _wrapped(line)]


def _wrapped(line: str) -> list[str]:
    indent = line[: len(line) - len(line.lstrip(" "))]
    # An address longer than the screen stays whole: one that is broken cannot be followed.
    kept = textwrap.wrap(line, _WIDTH, subsequent_indent=f"{indent}  ", break_long_words=False, break_on_hyphens=False)
    return kept or [""]


def _lines(policy: Policy) -> Iterator[str]:
    """The same before lines are broken."""
    yield policy.title
    yield f"  id: {policy.id}"
    yield f"  body: {policy.body}"
    yield f"  where it is written: {policy.source}"
    if policy.section:
        yield f"  under: {policy.section}"
    if policy.version:
        yield f"  version: {policy.version}"
    yield f"  in force: {_in_force(policy)}"
    if policy.timescales:
        yield f"  bank holidays: {_NATIONS[policy.nation]}; {_COUNTING[policy.counting]}"
    if policy.agency_kinds:
        yield f"  about: {_kinds(policy.agency_kinds)}"
    if policy.note.strip():
        yield f"  note: {policy.note}"
    yield from (f"  take care: {one}" for one in _cautions(policy))
    if policy.routes:
        yield from ("", "Routes to a case review")
        yield from (line for route in policy.routes for line in _route_lines(route))
    if policy.timescales:
        yield from ("", "Timescales")
        yield from (line for timescale in policy.timescales for line in _timescale_lines(timescale))
    if policy.exclusions:
        yield from ("", "What a review is not for")
        yield from (f"  {one}" for one in policy.exclusions)
    if policy.appeal:
        yield from ("", "If the applicant is not content", f"  {policy.appeal}")


def _in_force(policy: Policy) -> str:
    if policy.effective_from is None and policy.effective_to is None:
        return "from when and until when is not known"
    since = f"from {day(policy.effective_from)}" if policy.effective_from else "from a day that is not known"
    return f"{since} to {day(policy.effective_to)}" if policy.effective_to else f"{since}; no end is known"


def _cautions(policy: Policy) -> Iterator[str]:
    """What a caseworker should know before relying on it."""
    if any(route.above_three for route in policy.routes):
        yield (
            "it asks for more than three complaints, but the Explanatory Notes to the 2014 Act (para 231) say that the "
            "threshold should be no higher than three"
        )
    if any(route.route == RouteKind.COUNT.value and route.condition in _RESPONSE for route in policy.routes):
        yield (
            "the Home Office's guidance says that the threshold turns on the incidents reported, not on whether the "
            "agencies responded, which this policy asks as well"
        )


def _route_lines(route: Route) -> Iterator[str]:
    known = {kind.value: words for kind, words in ROUTES.items()}
    name = known.get(route.route, route.route)
    judged = route.route in (RouteKind.DISCRETION.value, RouteKind.VULNERABILITY.value)
    yield f"  {name[:1].upper()}{name[1:]} ({route.section})"
    yield f"    {route.text}"
    if route.window and not judged:
        yield f"    at least {_needed(route)} in {_span(route.window)} {_ANCHORS[route.window_anchor]}"
    elif route.window:
        yield f"    looks at {_span(route.window)} {_ANCHORS[route.window_anchor]}"
    elif not judged:
        yield f"    at least {_needed(route)}, at any time"
    if route.latest_within:
        yield f"    the latest {route.latest_by} no more than {_span(route.latest_within)} before the application"
    if route.report_within:
        yield f"    each reported within {_span(route.report_within)} of happening ({_from_day(route)})"
    if route.bodies:
        yield f"    reported to: {_kinds(route.bodies)}"
    if route.not_by:
        yield f"    does not count: {listed([_CHANNELS[way] for way in route.not_by], 'or')}"
    if not judged and route.count > 1:
        yield f"    one incident told to several agencies: {_SAME_INCIDENT[route.same_incident]}"
    if route.condition in _CONDITIONS:
        yield f"    {_CONDITIONS[route.condition]}"
    if route.judged:
        yield f"    only if {listed(route.judged)} (for a person to judge)"
    if route.judge:
        yield f"    decided by: {route.judge}"


def _needed(route: Route) -> str:
    """3 incidents, of different dates, about one problem (for a person to confirm), all reported by one person,"""
    hate = "hate " if route.route == RouteKind.HATE.value else ""
    words = {
        Counted.PEOPLE: number_of(route.count, "person", "people"),
        Counted.REPORTS: number_of(route.count, f"{hate}report"),
        Counted.INCIDENTS: number_of(route.count, f"{hate}incident"),
    }[route.of]
    more = [
        "of one incident" if route.one_incident else "",
        "of different dates" if route.distinct_dates else "",
        "about one place" if route.one_place else "",
        "about one problem (for a person to confirm)" if route.same_problem else "",
        "all reported by one person" if route.one_person else "",
        f"from at least {route.min_people} people" if route.min_people > 1 else "",
    ]
    said = [words, *(one for one in more if one)]
    return f"{', '.join(said)}," if len(said) > 1 else words


def _from_day(route: Route) -> str:
    """From which day the time for reporting runs."""
    months = route.report_within is not None and route.report_within.unit is Unit.MONTHS
    counting = route.report_counting or (Counting.INCLUSIVE if months else Counting.EXCLUSIVE)
    first = "day 1" if counting is Counting.INCLUSIVE else "not counted"
    return f"the day of the incident is {first}"


def _timescale_lines(timescale: Timescale) -> Iterator[str]:
    yield f"  {timescale.rule[:1].upper()}{timescale.rule[1:]}: {_span(timescale.limit)} ({timescale.section})"
    yield f"    from {_words(timescale.starts)} to {_words(timescale.stops)}"
    if timescale.counting:
        yield f"    counted so: {_COUNTING[timescale.counting]}"
    if timescale.extension:
        yield f"    may be extended by {_span(timescale.extension)} if it is explained"
    if timescale.else_after:
        yield f"    if nothing started it, it runs from when this was due: {timescale.else_after}"
    if timescale.agency_kinds:
        yield f"    only for: {_kinds(timescale.agency_kinds)}"
    if timescale.only_where:
        yield f"    only where the papers say: {listed(timescale.only_where, 'or')}"
    if timescale.except_where:
        yield f"    not where the papers say: {listed(timescale.except_where, 'or')}"
    if timescale.note.strip():
        yield f"    note: {timescale.note}"


def _span(span: Span) -> str:
    return span_words(span.n, span.unit)


def _kinds(kinds: Iterable[AgencyKind]) -> str:
    return listed([_words(kind) for kind in kinds], "or")


def _words(name: str) -> str:
    return re.sub(r"(stage)(\d)", r"\1 \2", str(name)).replace("_", " ")
