"""Every policy that is shipped can be shown in readable lines, and every word a policy file can use has its own."""

import pytest

from caseclock.api import policies_command
from caseclock.api.policies_command import policy_lines
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.policy import Anchor, Channel, Condition, Counting, Nation, Policy, SameIncident

POLICIES = load_policies()


@pytest.mark.parametrize("policy_id", sorted(POLICIES))
def test_a_policy_is_shown_whole_and_fits_the_screen(policy_id):
    policy = POLICIES[policy_id]
    lines = policy_lines(policy)
    words = " ".join(" ".join(lines).split())
    assert policy.title in words
    assert all(len(line) <= 100 or "://" in line for line in lines)  # an address is never broken
    for route in policy.routes:
        assert " ".join(route.text.split()) in words
    for timescale in policy.timescales:
        assert timescale.rule[1:] in words


def test_every_value_has_words():
    assert set(policies_command._NATIONS) == set(Nation)
    assert set(policies_command._COUNTING) == set(Counting)
    assert set(policies_command._ANCHORS) == set(Anchor)
    assert set(policies_command._CONDITIONS) | {Condition.NONE} == set(Condition)
    assert set(policies_command._CHANNELS) == set(Channel)
    assert set(policies_command._SAME_INCIDENT) == set(SameIncident)


def test_a_policy_says_when_it_applied_and_how_days_are_counted():
    policy = Policy.model_validate(
        {
            "id": "x",
            "title": "Alderfold scheme",
            "body": "Alderfold",
            "source": "a leaflet",
            "effective_from": "2020-01-05",
            "effective_to": "2021-02-01",
            "nation": "scotland",
            "counting": "inclusive",
            "timescales": [
                {
                    "rule": "stage 1 response",
                    "starts": "complaint",
                    "stops": "stage1_response",
                    "limit": {"n": 1, "unit": "weeks"},
                    "extension": {"n": 5, "unit": "working_days"},
                    "section": "2",
                    "agency_kinds": ["police", "local_authority"],
                }
            ],
        }
    )
    assert policy_lines(policy) == [
        "Alderfold scheme",
        "  id: x",
        "  body: Alderfold",
        "  where it is written: a leaflet",
        "  in force: from 5 January 2020 to 1 February 2021",
        "  bank holidays: Scotland; the starting day is day 1",
        "",
        "Timescales",
        "  Stage 1 response: 1 week (2)",
        "    from complaint to stage 1 response",
        "    may be extended by 5 working days if it is explained",
        "    only for: police or local authority",
    ]


def _shown(route: dict[str, object], **more: object) -> str:
    """A made-up policy with one route, as it is shown, on one line."""
    whole = {"route": "count", "section": "1", "text": "The rule.", "window": {"n": 6, "unit": "months"}} | route
    policy = {"id": "x", "title": "Alderfold scheme", "body": "Alderfold", "source": "a leaflet", "routes": [whole]}
    return " ".join(" ".join(policy_lines(Policy.model_validate(policy | more))).split())


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ({"count": 3}, "at least 3 incidents in 6 months up to the application, by the day of the incident"),
        ({"count": 3, "window_anchor": "latest_report"}, "6 months up to the latest report, by the day of the report"),
        ({"count": 3, "window_anchor": "first_incident"}, "6 months from the first of the incidents"),
        ({"count": 3, "window": None}, "at least 3 incidents, at any time"),
        ({"route": "persons", "count": 5}, "at least 5 people in 6 months"),
        ({"count": 5, "counts": "reports", "min_people": 2}, "at least 5 reports, from at least 2 people, in 6 months"),
        ({"count": 3, "distinct_dates": True}, "at least 3 incidents, of different dates, in"),
        ({"count": 3, "one_place": True}, "about one place"),
        ({"count": 3, "same_problem": True}, "about one problem (for a person to confirm)"),
        (
            {"report_within": {"n": 1, "unit": "months"}},
            "within 1 month of happening (the day of the incident is day 1)",
        ),
        ({"report_within": {"n": 7, "unit": "calendar_days"}}, "(the day of the incident is not counted)"),
        (
            {"latest_within": {"n": 1, "unit": "months"}},
            "the latest report no more than 1 month before the application",
        ),
        ({"not_by": ["diary_sheet"]}, "does not count: what was told on a diary sheet only"),
        ({"count": 3, "same_incident": "once"}, "told to several agencies: counted once, as the policy says"),
        ({"judged": ["the case is closed"]}, "only if the case is closed (for a person to judge)"),
        ({"condition": "persists"}, "only if the behaviour goes on (for a person to judge)"),
        ({"count": 4}, "take care: it asks for more than three complaints, but the Explanatory Notes"),
        ({"condition": "no_action"}, "take care: the Home Office's guidance says that the threshold turns on"),
    ],
)
def test_what_a_route_asks_is_said_in_words(route, words):
    assert words in _shown(route)


def test_three_complaints_and_no_condition_need_no_caution():
    assert "take care" not in _shown({"count": 3})


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({}, "in force: from when and until when is not known"),
        ({"effective_from": "2024-10-01"}, "in force: from 1 October 2024; no end is known"),
        ({"effective_to": "2021-08-31"}, "in force: from a day that is not known to 31 August 2021"),
    ],
)
def test_dates_that_are_not_known_are_said_not_to_be(dates, words):
    assert words in _shown({"count": 3}, **dates)


def test_what_a_review_is_not_for_and_what_to_do_next_are_shown():
    shown = _shown({"count": 3}, exclusions=["complaints about a service"], appeal="Write to the chair.")
    assert "What a review is not for complaints about a service" in shown
    assert "If the applicant is not content Write to the chair." in shown
