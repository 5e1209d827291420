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
from caseclock.models.policy import Anchor, Condition, Counting, Nation, Policy, Route, Span, Timescale

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
    Condition.UNRESOLVED: "only if the problem goes on (for a person to judge)",
}
_ANCHORS = {
    Anchor.APPLICATION: "up to the application, by the day of the incident",
    Anchor.REPORT: "up to the application, by the day of the report",
    Anchor.COMPLAINT: "up to the application, by the day of the report",
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
    return textwrap.wrap(line, _WIDTH, subsequent_indent=f"{indent}  ") or [""]


def _lines(policy: Policy) -> Iterator[str]:
    """The same before lines are broken."""
    yield policy.title
    yield f"  id: {policy.id}"
    yield f"  body: {policy.body}"
    yield f"  where it is written: {', '.join(filter(None, [policy.source, policy.section, policy.version]))}"
    yield f"  in force: {_in_force(policy)}"
    yield f"  bank holidays: {_NATIONS[policy.nation]}; {_COUNTING[policy.counting]}"
    if policy.agency_kinds:
        yield f"  about: {_kinds(policy.agency_kinds)}"
    if policy.note.strip():
        yield f"  note: {policy.note}"
    if policy.routes:
        yield from ("", "Routes to a case review")
        yield from (line for route in policy.routes for line in _route_lines(route))
    if policy.timescales:
        yield from ("", "Timescales")
        yield from (line for timescale in policy.timescales for line in _timescale_lines(timescale))


def _in_force(policy: Policy) -> str:
    since = f"from {day(policy.effective_from)}" if policy.effective_from else "from a day that is not known"
    return f"{since} to {day(policy.effective_to)}" if policy.effective_to else f"{since}, still"


def _route_lines(route: Route) -> Iterator[str]:
    known = {kind.value: words for kind, words in ROUTES.items()}
    name = known.get(route.route, route.route)
    persons = route.route == RouteKind.PERSONS.value
    needed = number_of(route.count, "person", "people") if persons else number_of(route.count, "incident")
    yield f"  {name[:1].upper()}{name[1:]} ({route.section})"
    yield f"    {route.text}"
    if route.window:
        together = ", all reported by one person," if route.one_person else ""
        yield f"    at least {needed}{together} in {_span(route.window)} {_ANCHORS[route.window_anchor]}"
    if route.report_within:
        counted = f" ({_COUNTING[route.report_counting]})" if route.report_counting else ""
        yield f"    each reported within {_span(route.report_within)} of happening{counted}"
    if route.bodies:
        yield f"    reported to: {_kinds(route.bodies)}"
    if route.condition in _CONDITIONS:
        yield f"    {_CONDITIONS[route.condition]}"
    if route.judge:
        yield f"    decided by: {route.judge}"


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
