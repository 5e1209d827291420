"""Policies are data: every shipped file says where it is from; a bad one is refused by name."""

from datetime import date
from importlib.resources import files

import pytest

from caseclock.extractor.policies.loader import PolicyError, UnknownPolicy, get, load_policies, read_policy
from caseclock.models.policy import Anchor, Condition, Policy, Unit

SHIPPED = (
    "ashfield-2024",
    "bedford",
    "birmingham-2023",
    "camden",
    "chelmsford",
    "cheltenham",
    "chesterfield",
    "city-of-london-2020",
    "cleveland",
    "coventry-2021",
    "coventry-complaints-2020",
    "dacorum",
    "durham-darlington",
    "ealing",
    "east-devon",
    "east-hertfordshire",
    "eden",
    "fenland",
    "gosport",
    "greenwich",
    "hammersmith-fulham",
    "hertsmere-2021",
    "hertsmere-earlier",
    "hillingdon",
    "hinckley-bosworth-2024",
    "hinckley-bosworth-2026",
    "horsham",
    "housing-ombudsman-2020",
    "housing-ombudsman-2022",
    "housing-ombudsman-2024",
    "l-and-q-asb-2020",
    "lgsco-2024",
    "lincolnshire",
    "merseyside",
    "milton-keynes",
    "oxford",
    "richmond",
    "south-wales",
    "statutory",
    "stockton",
    "surrey-heath",
    "warrington",
    "westminster-2021",
    "westminster-2023",
)

A_COUNCIL = """
id = "fenborough-2023"
title = "Fenborough case review procedure"
body = "Fenborough Council"
source = "https://fenborough.example/case-review"
effective_from = 2023-04-01

[[routes]]
route = "count"
section = "2"
text = "Two incidents in twelve months."
count = 2
window = { n = 12, unit = "months" }

[[timescales]]
rule = "acknowledge the application"
starts = "application"
stops = "application_acknowledged"
limit = { n = 1, unit = "weeks" }
section = "4"
"""


def test_shipped() -> None:
    assert tuple(load_policies()) == SHIPPED


@pytest.mark.parametrize("id", SHIPPED)
def test_each_says_where_it_is_from_and_when_it_was_in_force(id: str) -> None:
    policy = load_policies()[id]
    assert policy.source
    assert policy.version
    assert policy.routes or policy.timescales
    assert all(route.section and route.text for route in policy.routes)
    assert all(timescale.section for timescale in policy.timescales)


@pytest.mark.parametrize("id", [id for id in SHIPPED if not load_policies()[id].effective_from])
def test_one_without_a_first_day_says_that_none_is_known(id: str) -> None:
    assert "not known" in load_policies()[id].note


def test_no_shipped_threshold_is_above_the_acts_three() -> None:
    assert not [policy.id for policy in load_policies().values() if any(route.above_three for route in policy.routes)]


def test_no_two_versions_of_a_scheme_are_in_force_on_one_day() -> None:
    schemes: dict[str, list[Policy]] = {}
    for policy in load_policies().values():
        if policy.scheme:
            schemes.setdefault(policy.scheme, []).append(policy)
    for versions in schemes.values():
        for one in versions:
            for day in filter(None, (one.effective_from, one.effective_to)):
                assert sum(other.in_force(day) for other in versions) == 1, (one.id, day)


@pytest.mark.parametrize("id", [id for id in SHIPPED if load_policies()[id].routes])
def test_a_councils_file_says_in_its_first_line_where_it_was_read(id: str) -> None:
    text = (files("caseclock.extractor.policies") / f"{id}.toml").read_text(encoding="utf-8")
    assert text.startswith("# Read in ")


def _limits(policy: Policy) -> dict[str, tuple[int, str]]:
    return {timescale.rule: (timescale.limit.n, timescale.limit.unit.value) for timescale in policy.timescales}


@pytest.mark.parametrize(
    ("id", "limits"),
    [
        ("housing-ombudsman-2020", {"acknowledge a complaint": 5, "stage 1 response": 10, "stage 2 response": 20}),
        ("housing-ombudsman-2022", {"acknowledge a complaint": 5, "stage 1 response": 10, "stage 2 response": 20}),
        ("housing-ombudsman-2024", {"acknowledge a stage 2 request": 5, "stage 1 response": 10}),
        ("lgsco-2024", {"acknowledge a complaint": 5, "stage 1 response": 10, "stage 2 response": 20}),
        ("coventry-complaints-2020", {"acknowledge a complaint": 3, "stage 1 response": 10, "stage 2 response": 20}),
        ("coventry-complaints-2020", {"stage 3 panel, children's social care": 30}),
        ("l-and-q-asb-2020", {"log and assess a high priority case": 1, "stage 1 response": 10}),
        ("hertsmere-2021", {"acknowledge the application": 2, "decide on the threshold": 14, "hear an appeal": 15}),
        ("richmond", {"acknowledge the application": 2, "decide on the threshold": 21, "hold the review meeting": 28}),
        ("westminster-2021", {"hold the review meeting": 12, "tell the victim the outcome of the review": 12}),
        ("westminster-2023", {"hold the review meeting": 12, "tell the victim the outcome of the review": 15}),
        ("gosport", {"acknowledge the application": 10, "decide on the threshold": 15, "hold the review meeting": 20}),
        ("ashfield-2024", {"acknowledge the application": 5, "hold the review meeting": 20}),
        ("birmingham-2023", {"tell the victim the outcome of the review": 10, "ask for an appeal": 20}),
    ],
)
def test_working_days_of_the_shipped_timescales(id: str, limits: dict[str, int]) -> None:
    have = _limits(load_policies()[id])
    assert {rule: have[rule] for rule in limits} == {rule: (n, Unit.WORKING_DAYS.value) for rule, n in limits.items()}


@pytest.mark.parametrize(
    ("id", "route", "count", "anchor", "within", "condition"),
    [
        ("statutory", "count", 3, Anchor.COMPLAINT, (1, Unit.MONTHS), Condition.NONE),
        ("hertsmere-2021", "count", 3, Anchor.REPORT, (30, Unit.CALENDAR_DAYS), Condition.NO_EFFECTIVE_ACTION),
        ("hertsmere-2021", "hate", 1, Anchor.REPORT, (30, Unit.CALENDAR_DAYS), Condition.NO_EFFECTIVE_ACTION),
        ("coventry-2021", "count", 3, Anchor.REPORT, None, Condition.NONE),
        ("coventry-2021", "persons", 5, Anchor.REPORT, None, Condition.NO_ACTION),
        ("city-of-london-2020", "count", 3, Anchor.COMPLAINT, (1, Unit.MONTHS), Condition.UNRESOLVED),
    ],
)
def test_shipped_routes(
    id: str, route: str, count: int, anchor: Anchor, within: tuple[int, Unit] | None, condition: Condition
) -> None:
    found = next(one for one in load_policies()[id].routes if one.route == route)
    assert (found.count, found.window_anchor, found.condition) == (count, anchor, condition)
    assert (found.report_within and (found.report_within.n, found.report_within.unit)) == within


@pytest.mark.parametrize(
    "id", ["housing-ombudsman-2020", "housing-ombudsman-2022", "housing-ombudsman-2024", "lgsco-2024", "statutory"]
)
def test_what_has_no_source_is_said(id: str) -> None:
    assert "unsourced" in load_policies()[id].note.lower()


def test_a_councils_policy_needs_a_file_and_no_code() -> None:
    policy = read_policy("fenborough-2023.toml", A_COUNCIL)
    assert policy.routes[0].count == 2
    assert policy.timescales[0].limit.unit is Unit.WEEKS


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("fenborough-2023.toml", 'unit = "weeks"', 'unit = "fortnights"', "timescales.0.limit.unit"),
        ("fenborough-2023.toml", 'starts = "application"', 'starts = "aplication"', "timescales.0.starts"),
        ("fenborough-2023.toml", "count = 2", "count = 0", "routes.0.count"),
        ("fenborough-2023.toml", 'title = "Fenborough case review procedure"', "", "title"),
        ("fenborough-2023.toml", 'section = "4"', 'section = "4"\nlimt = 3', "timescales.0.limt"),
        ("fenborough-2023.toml", "effective_from", "effective_to = 2020-01-01\neffective_from", "effective_to"),
        ("fenborough-2023.toml", "count = 2", 'count = 2\nlatest_by = "incident"', "routes.0"),
        ("fenborough-2023.toml", "count = 2", 'count = 2\nnot_by = ["telepathy"]', "routes.0.not_by.0"),
        (
            "fenborough-2023.toml",
            "window = { n = 12,",
            'window_anchor = "first_report"\n# window = { n = 12,',
            "routes.0",
        ),
        ("fenborough-2023.toml", 'id = "', "id = ", "not valid TOML"),
        ("other.toml", "count = 2", "count = 2", "id"),
    ],
)
def test_a_bad_file_is_refused_by_file_and_field(name: str, old: str, new: str, message: str) -> None:
    with pytest.raises(PolicyError) as refused:
        read_policy(name, A_COUNCIL.replace(old, new))
    assert str(refused.value).startswith(name)
    assert message in str(refused.value)


def test_two_rules_of_one_name_are_refused() -> None:
    twice = A_COUNCIL + A_COUNCIL[A_COUNCIL.index("[[timescales]]") :]
    with pytest.raises(PolicyError, match="acknowledge the application"):
        read_policy("fenborough-2023.toml", twice)


def test_get_keeps_the_order_and_drops_repeats() -> None:
    assert [policy.id for policy in get(["statutory", "coventry-2021", "statutory"])] == ["statutory", "coventry-2021"]


def test_an_unknown_id_names_those_there_are() -> None:
    with pytest.raises(UnknownPolicy) as unknown:
        get(["statutory", "coventry-1999"])
    assert unknown.value.wanted == "coventry-1999"
    assert unknown.value.known == SHIPPED


@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2022-03-31", False), ("2022-04-01", True), ("2024-03-31", True), ("2024-04-01", False)],
)
def test_in_force(day: str, in_force: bool) -> None:
    assert load_policies()["housing-ombudsman-2022"].in_force(date.fromisoformat(day)) is in_force
