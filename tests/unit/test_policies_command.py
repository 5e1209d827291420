"""Every policy that is shipped can be shown in readable lines, and every word a policy file can use has its own."""

import pytest

from caseclock.api import policies_command
from caseclock.api.policies_command import policy_lines
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.policy import Anchor, Condition, Counting, Nation, Policy

POLICIES = load_policies()


@pytest.mark.parametrize("policy_id", sorted(POLICIES))
def test_a_policy_is_shown_whole_and_fits_the_screen(policy_id):
    policy = POLICIES[policy_id]
    lines = policy_lines(policy)
    words = " ".join(" ".join(lines).split())
    assert policy.title in words
    assert all(len(line) <= 100 for line in lines)
    for route in policy.routes:
        assert " ".join(route.text.split()) in words
    for timescale in policy.timescales:
        assert timescale.rule[1:] in words


def test_every_value_has_words():
    assert set(policies_command._NATIONS) == set(Nation)
    assert set(policies_command._COUNTING) == set(Counting)
    assert set(policies_command._ANCHORS) == set(Anchor)
    assert set(policies_command._CONDITIONS) | {Condition.NONE} == set(Condition)


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
