"""Routes to a case review: what counts, what does not and why, when the number was first reached."""

import pytest
from tests.factories import AGENCIES, day, incident, linked, source, step

from caseclock.extractor.findings.thresholds import thresholds
from caseclock.extractor.policies.loader import get
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.event import Linked
from caseclock.models.finding import Outcome, RouteKind, Threshold, Why
from caseclock.models.policy import Policy, Route, Span, Unit
from caseclock.models.step import Step

APPLIED = "2022-03-10"
STATUTORY, HERTSMERE, COVENTRY = "statutory", "hertsmere-2021", "coventry-2021"


def tried(
    entries: list[Linked], policy: str | Policy, route: RouteKind = RouteKind.COUNT, applied: str | None = APPLIED
) -> Threshold:
    """The finding of one route."""
    policies = get([policy]) if isinstance(policy, str) else [policy]
    found = thresholds(entries, AGENCIES, policies, day(applied) if applied else None, day("2022-04-01"))
    return next(one for one in found if one.route is route)


def three(prefix: str = "i") -> list[Linked]:
    """Three incidents, each told in time."""
    return [
        incident(f"{prefix}1", "2021-11-01", ("police", "2021-11-02")),
        incident(f"{prefix}2", "2021-12-01", ("landlord", "2021-12-05")),
        incident(f"{prefix}3", "2022-01-03", ("council", "2022-01-03")),
    ]


@pytest.mark.parametrize(
    ("policy", "start", "end"),
    [
        (STATUTORY, "2021-09-11", APPLIED),  # six months beginning with the complaint take in the application
        (HERTSMERE, "2021-09-10", APPLIED),
        (COVENTRY, "2021-09-10", APPLIED),
    ],
)
def test_window(policy: str, start: str, end: str) -> None:
    window = tried([], policy).window
    assert window is not None
    assert (window.start, window.end) == (day(start), day(end))


def test_without_an_application_the_window_ends_on_the_day_of_the_findings() -> None:
    window = tried([], HERTSMERE, applied=None).window
    assert window is not None
    assert window.end == day("2022-04-01")


COUNTS = None


@pytest.mark.parametrize(
    ("policy", "entry", "why"),
    [
        (STATUTORY, incident("x", "2022-01-05", ("police", "2022-01-06")), COUNTS),
        # one month beginning with the day
        (STATUTORY, incident("x", "2022-01-05", ("police", "2022-02-04")), COUNTS),
        (STATUTORY, incident("x", "2022-01-05", ("police", "2022-02-05")), Why.REPORTED_LATE),
        (STATUTORY, incident("x", "2022-01-31", ("police", "2022-02-28")), COUNTS),
        (STATUTORY, incident("x", "2022-01-31", ("police", "2022-03-01")), Why.REPORTED_LATE),
        # 30 days after the day
        (HERTSMERE, incident("x", "2022-01-05", ("police", "2022-02-04")), COUNTS),
        (HERTSMERE, incident("x", "2022-01-05", ("police", "2022-02-05")), Why.REPORTED_LATE),
        (HERTSMERE, incident("x", "2022-01-31", ("police", "2022-03-02")), COUNTS),
        (HERTSMERE, incident("x", "2022-01-31", ("police", "2022-03-03")), Why.REPORTED_LATE),
        # no time for telling
        (COVENTRY, incident("x", "2021-10-01", ("police", "2022-03-01")), COUNTS),
        # who was told
        (STATUTORY, incident("x", "2022-01-05"), Why.NOT_REPORTED),
        (STATUTORY, incident("x", "2022-01-05", ("charity", "2022-01-06")), Why.NOT_REPORTED),
        (STATUTORY, incident("x", "2022-01-05", ("mp", "2022-01-06")), Why.NOT_REPORTED),
        (STATUTORY, incident("x", "2022-01-05", ("solicitor", "2022-01-06")), Why.NOT_REPORTED),
        (STATUTORY, incident("x", "2022-01-05", ("someone else", "2022-01-06")), Why.NOT_REPORTED),
        (STATUTORY, incident("x", "2022-01-05", ("charity", "2022-01-06"), ("council", "2022-01-07")), COUNTS),
        (
            STATUTORY,
            incident("x", "2022-01-05", ("charity", "2022-01-06"), ("council", "2022-03-07")),
            Why.REPORTED_LATE,
        ),
        (STATUTORY, incident("x", "2022-01-05", ("police", "2022-01-06"), ("council", "2022-03-07")), COUNTS),
        # the window, by the day of the complaint
        (STATUTORY, incident("x", "2021-08-25", ("police", "2021-09-10")), Why.OUTSIDE_WINDOW),
        (STATUTORY, incident("x", "2021-08-25", ("police", "2021-09-11")), COUNTS),
        (STATUTORY, incident("x", "2022-03-09", ("police", "2022-03-10")), COUNTS),
        (STATUTORY, incident("x", "2022-03-09", ("police", "2022-03-11")), Why.OUTSIDE_WINDOW),
        (STATUTORY, incident("x", "2022-03-12", ("police", "2022-03-12")), Why.OUTSIDE_WINDOW),
        (STATUTORY, incident("x", "2022-03-12"), Why.OUTSIDE_WINDOW),
        (HERTSMERE, incident("x", "2021-09-08", ("police", "2021-09-09")), Why.OUTSIDE_WINDOW),
        (HERTSMERE, incident("x", "2021-09-09", ("police", "2021-09-10")), COUNTS),
        # a first report before the window, a second one inside it and still in time
        (STATUTORY, incident("x", "2021-09-01", ("police", "2021-09-02"), ("council", "2021-09-20")), COUNTS),
        # said not to have happened
        (STATUTORY, incident("x", "2022-01-05", ("police", "2022-01-06"), negated=True), Why.NOT_AN_INCIDENT),
    ],
)
def test_what_counts_and_why_not(policy: str, entry: Linked, why: Why | None) -> None:
    found = tried([entry], policy)
    assert found.counted == (() if why else ("x",))
    assert [(one.entry, one.why) for one in found.excluded] == ([("x", why)] if why else [])


@pytest.mark.parametrize("kind", [kind for kind in EntryKind if kind is not EntryKind.INCIDENT])
def test_what_is_no_incident_is_neither_counted_nor_listed(kind: EntryKind) -> None:
    found = tried([linked("x", kind, "2022-01-05", told=[("police", "2022-01-06")])], STATUTORY)
    assert (found.counted, found.excluded) == ((), ())


DIVIDING = Policy(
    id="by-incident",
    title="By the day of the incident",
    body="Fenborough Council",
    source="made up",
    effective_from=None,
    routes=(
        Route(
            route="count",
            section="1",
            text="Two incidents in the last 30 days, told within a week.",
            count=2,
            window=Span(n=30, unit=Unit.CALENDAR_DAYS),
            report_within=Span(n=1, unit=Unit.WEEKS),
        ),
    ),
)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (incident("x", "2022-02-08", ("police", "2022-02-08")), COUNTS),
        (incident("x", "2022-02-07", ("police", "2022-02-09")), Why.OUTSIDE_WINDOW),  # told inside, happened before
        (incident("x", "2022-02-10", ("police", "2022-02-17")), COUNTS),
        (incident("x", "2022-02-10", ("police", "2022-02-18")), Why.REPORTED_LATE),
        (incident("x", "2022-03-09", ("police", "2022-03-11")), Why.OUTSIDE_WINDOW),  # told after the application
        (incident("x", "2022-02-01"), Why.OUTSIDE_WINDOW),
        (incident("x", None, ("police", "2022-02-18")), COUNTS),  # undated: may have been inside
        (incident("x", None, ("police", "2022-02-01")), Why.OUTSIDE_WINDOW),
        (incident("x", "2022-02-01", ("police", "2022-02-12"), until="2022-02-12"), COUNTS),  # a series across the edge
    ],
)
def test_a_window_for_the_incidents_own_day(entry: Linked, why: Why | None) -> None:
    found = tried([entry], DIVIDING)
    assert found.counted == (() if why else ("x",))
    assert [one.why for one in found.excluded] == ([why] if why else [])


@pytest.mark.parametrize(
    ("entries", "outcome"),
    [
        ([], Outcome.NOT_MET),
        (three()[:2], Outcome.NOT_MET),
        (three(), Outcome.MET),
        # one entry of three incidents
        ([incident("x", "2022-01-03", ("police", "2022-01-08"), until="2022-01-07", count=3)], Outcome.MET),
        # the third hangs on a date that the papers leave open
        (
            [*three()[:2], incident("x", "2022-01-01", ("police", "2022-02-10"), until="2022-01-20")],
            Outcome.NEEDS_DECISION,
        ),
        ([*three()[:2], incident("x", "2022-01-01", ("police", None))], Outcome.NEEDS_DECISION),
        ([*three()[:2], incident("x", None, ("police", "2022-01-06"))], Outcome.NEEDS_DECISION),
        # told long before it is said to have happened: one of the days is wrong
        ([*three()[:2], incident("x", "2022-02-06", ("police", "2022-01-06"))], Outcome.NEEDS_DECISION),
    ],
)
def test_outcome_of_the_count_route(entries: list[Linked], outcome: Outcome) -> None:
    assert tried(entries, STATUTORY).outcome is outcome


def test_a_doubtful_incident_counts_and_is_named() -> None:
    found = tried([*three(), incident("open", "2022-02-01", ("police", None))], STATUTORY)
    assert "open" in found.counted
    assert "dates leave it open (open)" in found.text


def test_one_incident_told_to_three_agencies_is_one() -> None:
    told = [("police", "2022-01-06"), ("council", "2022-01-06"), ("landlord", "2022-01-07")]
    found = tried([incident("x", "2022-01-05", *told)], STATUTORY)
    assert (found.counted, found.outcome) == (("x",), Outcome.NOT_MET)


@pytest.mark.parametrize(
    ("entries", "policy", "first"),
    [
        (three(), STATUTORY, "2022-01-03"),
        (three()[:2], STATUTORY, None),
        # looking back from that day, not from the application: the first lies before the application's window
        (
            [
                incident("a", "2021-08-01", ("police", "2021-08-02")),
                incident("b", "2021-10-01", ("police", "2021-10-02")),
                incident("c", "2021-12-01", ("police", "2021-12-20")),
                incident("d", "2022-02-01", ("police", "2022-02-02")),
            ],
            STATUTORY,
            "2021-12-20",
        ),
        # three in all, never within six months
        (
            [
                incident("a", "2021-03-01", ("police", "2021-03-01")),
                incident("b", "2021-08-01", ("police", "2021-08-01")),
                incident("c", "2021-12-01", ("police", "2021-12-01")),
            ],
            STATUTORY,
            None,
        ),
        # the day on which the report was made, not that of the incident; a late one does not help
        (
            [*three()[:2], incident("late", "2021-10-01", ("police", "2021-12-30")), three()[2]],
            HERTSMERE,
            "2022-01-03",
        ),
        # reports after the application do not count
        ([*three()[:2], incident("x", "2022-03-12", ("police", "2022-03-12"))], STATUTORY, None),
        # three at once
        ([incident("x", "2022-01-03", ("police", "2022-01-08"), until="2022-01-07", count=3)], STATUTORY, "2022-01-08"),
    ],
)
def test_first_met_on(entries: list[Linked], policy: str, first: str | None) -> None:
    assert tried(entries, policy).first_met_on == (day(first) if first else None)


def test_a_number_that_was_reached_once_but_is_not_any_more() -> None:
    entries = [incident(f"i{n}", f"2021-06-0{n}", ("police", f"2021-06-0{n}")) for n in (1, 2, 3)]
    found = tried(entries, STATUTORY)
    assert (found.outcome, found.first_met_on) == (Outcome.NOT_MET, day("2021-06-03"))


SAYS = linked("s", EntryKind.CONTACT, "2022-02-01", words="I have rung a dozen times and nothing has been done.")
APPLIES = step("a", APPLIED, Step.APPLICATION)


@pytest.mark.parametrize(
    ("extra", "outcome"),
    [([], Outcome.NEEDS_DECISION), ([SAYS], Outcome.MET), ([APPLIES], Outcome.MET)],
)
def test_no_effective_action_is_taken_as_said_and_left_to_a_person_if_nobody_says_it(
    extra: list[Linked], outcome: Outcome
) -> None:
    found = tried([*three(), *extra], HERTSMERE)
    assert found.outcome is outcome
    assert "person" in found.text


def test_passages_that_say_so_can_be_given() -> None:
    found = thresholds(three(), AGENCIES, get([HERTSMERE]), day(APPLIED), day(APPLIED), no_action=(source("nothing"),))
    assert found[0].outcome is Outcome.MET


@pytest.mark.parametrize(
    ("entries", "outcome", "counted"),
    [
        (three(), Outcome.NOT_MET, ()),
        ([incident("h", "2022-01-05", ("police", "2022-01-06"), hate=True), APPLIES], Outcome.MET, ("h",)),
        (
            [incident("h", "2022-01-05", ("police", "2022-01-06"), types=(IncidentType.HATE,))],
            Outcome.NEEDS_DECISION,
            ("h",),
        ),
        ([incident("h", "2021-01-05", ("police", "2021-01-06"), hate=True), APPLIES], Outcome.NOT_MET, ()),
    ],
)
def test_hate_route(entries: list[Linked], outcome: Outcome, counted: tuple[str, ...]) -> None:
    found = tried(entries, HERTSMERE, RouteKind.HATE)
    assert (found.outcome, found.counted) == (outcome, counted)


def _by(persons: list[str]) -> list[Linked]:
    return [
        incident(f"p{n}", f"2022-01-{n + 10}", ("council", f"2022-01-{n + 10}"), persons=[person])
        for n, person in enumerate(persons)
    ]


@pytest.mark.parametrize(
    ("persons", "outcome", "first"),
    [
        (["ash", "birch", "cedar", "elm", "fir"], Outcome.MET, "2022-01-14"),
        (["ash", "birch", "ash", "cedar", "elm", "ash", "fir"], Outcome.MET, "2022-01-16"),
        (["ash", "birch", "cedar", "elm", "ash", "birch"], Outcome.NOT_MET, None),
    ],
)
def test_persons_route(persons: list[str], outcome: Outcome, first: str | None) -> None:
    found = tried([*_by(persons), APPLIES], COVENTRY, RouteKind.PERSONS)
    assert (found.outcome, found.first_met_on) == (outcome, day(first) if first else None)


def test_several_persons_may_tell_of_one_incident() -> None:
    one = incident("x", "2022-01-10", ("police", "2022-01-10"), persons=["ash", "birch", "cedar", "elm", "fir"])
    assert tried([one, APPLIES], COVENTRY, RouteKind.PERSONS).outcome is Outcome.MET


def test_a_person_who_only_reported_before_the_window_is_not_one_of_the_five() -> None:
    early = incident("early", "2021-08-01", ("council", "2021-08-01"), persons=["fir"])
    found = tried([early, *_by(["ash", "birch", "cedar", "elm"]), APPLIES], COVENTRY, RouteKind.PERSONS)
    assert (found.outcome, found.first_met_on) == (Outcome.NOT_MET, day("2022-01-13"))


def test_five_persons_without_a_word_on_action_is_for_a_person() -> None:
    found = tried(_by(["ash", "birch", "cedar", "elm", "fir"]), COVENTRY, RouteKind.PERSONS)
    assert found.outcome is Outcome.NEEDS_DECISION


@pytest.mark.parametrize(
    ("persons", "outcome"),
    [
        (["ash", "ash", "ash"], Outcome.MET),
        (["ash", "", ""], Outcome.MET),  # tellers not named may be the same
        (["ash", "birch", "cedar"], Outcome.NEEDS_DECISION),
        (["ash", "ash"], Outcome.NOT_MET),
    ],
)
def test_three_by_one_person(persons: list[str], outcome: Outcome) -> None:
    assert tried(_by(persons), COVENTRY).outcome is outcome


def test_what_a_manager_decides_is_never_decided() -> None:
    ill = linked("v", EntryKind.CONTACT, "2022-02-01", words="She lives alone and has dementia.")
    found = tried([*three(), ill, APPLIES], HERTSMERE, RouteKind.VULNERABILITY)
    assert (found.outcome, found.counted, found.first_met_on) == (Outcome.NEEDS_DECISION, (), None)
    assert "v of 1 February 2022" in found.text
    assert "Community Safety Manager" in found.text


def test_discretion_lists_the_evidence() -> None:
    done = linked("d", EntryKind.AGENCY_ACTION, "2022-02-01", actor="landlord")
    found = tried([*three(), done], STATUTORY, RouteKind.DISCRETION)
    assert found.outcome is Outcome.NEEDS_DECISION
    assert "3 incidents told in time" in found.text
    assert "1 action by the agencies" in found.text


def test_every_route_gives_one_finding_in_order_whatever_the_order_of_the_entries() -> None:
    entries = [*three(), APPLIES, SAYS, incident("late", "2021-12-02", ("police", "2022-02-20"))]
    policies = get([HERTSMERE, STATUTORY, COVENTRY])
    found = thresholds(entries, AGENCIES, policies, day(APPLIED), day(APPLIED))
    assert [one.id for one in found] == [f"t-{p.id}-{r.route}" for p in policies for r in p.routes]
    assert found == thresholds(entries[::-1], AGENCIES, policies, day(APPLIED), day(APPLIED))
