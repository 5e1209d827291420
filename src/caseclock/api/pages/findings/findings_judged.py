"""What a person must still judge before a threshold is settled, in plain words. Pure."""

from dataclasses import dataclass

from caseclock.extractor.exports.wording import plain
from caseclock.models.finding import Outcome, RouteKind, Threshold
from caseclock.models.policy import Condition, Policy, Route, SameIncident

_CONDITIONS = {
    Condition.NO_ACTION: "no action was taken",
    Condition.NO_EFFECTIVE_ACTION: "no effective action was taken",
    Condition.INADEQUATE_ACTION: "no action was taken, or what was done was inadequate",
    Condition.NO_RESPONSE: "there was no response, or one that did not satisfy",
    Condition.UNRESOLVED: "the complaints are still unresolved",
    Condition.PERSISTS: "the behaviour goes on",
}
_BY_KIND = {
    RouteKind.HATE: "hate was the motive",
    RouteKind.DISCRETION: "a review should be held although fewer were reported than the number asks for",
    RouteKind.VULNERABILITY: "somebody is vulnerable, so that a review should be held",
}


@dataclass(frozen=True, slots=True)
class ToJudge:
    """Questions for a person: `who` judges, `questions` to be read after "whether", the `section` that asks, and the
    policy's `rule` in a sentence ("" if the policy is not known)."""

    who: str
    questions: tuple[str, ...]
    section: str
    rule: str


def route_of(finding: Threshold, policy: Policy | None) -> Route | None:
    """The route of the policy that the finding is of."""
    routes = [route for route in policy.routes if route.route == finding.route.value] if policy else []
    same = [route for route in routes if route.section == finding.section]
    return next(iter(same or routes), None)


def to_judge(finding: Threshold, policy: Policy | None) -> ToJudge | None:
    """What is left to a person; None where nothing is."""
    if finding.outcome is Outcome.NOT_MET:
        return None
    route = route_of(finding, policy)
    questions = _questions(finding, route)
    if not questions:
        return None
    who = plain(route.judge) if route is not None and route.judge else "a person"
    return ToJudge(who, questions, plain(finding.section), plain(route.text) if route is not None else "")


def _questions(finding: Threshold, route: Route | None) -> tuple[str, ...]:
    if route is None:
        return ("the threshold is met",) if finding.outcome is Outcome.NEEDS_DECISION else ()
    found = []
    if finding.outcome is Outcome.NEEDS_DECISION and finding.route not in _BY_KIND:
        found.append("the number is reached: the papers leave it open")
    if finding.route in _BY_KIND:
        found.append(_BY_KIND[finding.route])
    if route.condition is not Condition.NONE:
        found.append(_CONDITIONS[route.condition])
    if route.same_problem and finding.route is not RouteKind.HATE:
        found.append("the incidents are about one problem")
    if route.one_place:
        found.append("the places are linked")
    if route.same_incident is SameIncident.CASE_BY_CASE:
        found.append("an incident told to several agencies counts once, as it does here")
    return (*found, *map(plain, route.judged))
