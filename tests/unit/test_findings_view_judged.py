"""What a person must still judge, in words of ours and under the policy's section."""

import pytest
from tests.made_chronology import FINDINGS

from caseclock.api.pages.findings.findings_judged import route_of, to_judge
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.finding import Outcome, RouteKind, Threshold
from caseclock.models.policy import Condition, Policy, SameIncident

COUNT = next(finding for finding in FINDINGS if isinstance(finding, Threshold))


def policy(**route: object) -> Policy:
    return Policy.model_validate(
        {
            "id": "alderfold-2020",
            "title": "Alderfold case reviews",
            "body": "Alderfold Borough Council",
            "source": "a leaflet",
            "routes": [{"route": "count", "section": "section 5", "text": "Three complaints.", "count": 3} | route],
        }
    )


def finding(
    outcome: Outcome = Outcome.MET, route: RouteKind = RouteKind.COUNT, section: str = "section 5"
) -> Threshold:
    return COUNT.model_copy(update={"outcome": outcome, "route": route, "section": section})


@pytest.mark.parametrize(
    ("outcome", "route", "questions"),
    [
        (Outcome.MET, {}, None),
        (Outcome.NEEDS_DECISION, {}, ("the number is reached: the papers leave it open",)),
        (
            Outcome.MET,
            {"condition": Condition.NO_ACTION, "judged": ["no investigation is under way"]},
            ("no action was taken", "no investigation is under way"),
        ),
        (Outcome.MET, {"same_problem": True}, ("the incidents are about one problem",)),
        (
            Outcome.MET,
            {"one_place": True, "same_incident": SameIncident.CASE_BY_CASE},
            ("the places are linked", "an incident told to several agencies counts once, as it does here"),
        ),
        (Outcome.NOT_MET, {"condition": Condition.NO_ACTION}, None),
    ],
    ids=["nothing", "the number is open", "a condition", "one problem", "places", "not met"],
)
def test_questions_of_the_number(outcome: Outcome, route: dict[str, object], questions: tuple[str, ...] | None) -> None:
    found = to_judge(finding(outcome), policy(**route))
    assert (found.questions if found else None) == questions
    if found:
        assert (found.who, found.section, found.rule) == ("a person", "section 5", "Three complaints.")


@pytest.mark.parametrize("kind", [RouteKind.HATE, RouteKind.DISCRETION, RouteKind.VULNERABILITY])
def test_some_ways_are_always_judged_by_those_whom_the_policy_names(kind: RouteKind) -> None:
    found = to_judge(finding(Outcome.NEEDS_DECISION, kind), policy(route=kind.value, judge="a senior manager"))
    assert found is not None
    assert found.who == "a senior manager"
    assert len(found.questions) == 1


def test_a_policy_that_is_not_known_leaves_the_question_itself() -> None:
    found = to_judge(finding(Outcome.NEEDS_DECISION), None)
    assert found is not None
    assert found.questions == ("the threshold is met",)
    assert found.rule == ""


def test_of_two_routes_of_a_kind_the_section_tells_which() -> None:
    known = policy()
    other = known.routes[0].model_copy(update={"section": "section 6", "text": "Five complaints."})
    both = known.model_copy(update={"routes": (*known.routes, other)})
    for route in both.routes:
        assert route_of(finding(section=route.section), both) == route


def test_every_shipped_policy_can_be_asked() -> None:
    for known in load_policies().values():
        for route in known.routes:
            asked = finding(Outcome.NEEDS_DECISION, RouteKind(route.route), route.section)
            found = to_judge(asked, known)
            assert found is not None, (known.id, route.section)
            assert found.questions, (known.id, route.section)
