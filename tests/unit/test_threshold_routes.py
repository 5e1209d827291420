"""What a route can ask besides a number: people, one place, different dates, a recent report, ways of telling; and what
its finding says about the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.factories import AGENCIES, day, incident, linked

from caseclock.extractor.findings.qualifying import Complaint, complaint
from caseclock.extractor.findings.thresholds import thresholds
from caseclock.extractor.findings.windows import last_day_inside, window
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.event import Linked
from caseclock.models.finding import Outcome, Threshold, Why
from caseclock.models.policy import Nation, Policy, Route

APPLIED = "2022-03-10"
MET, NOT_MET, PERSON = Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_DECISION
SIX_MONTHS = {"n": 6, "unit": "months"}


def rule(**asked: object) -> Route:
    """Three reported in the last six months, and what else is asked."""
    plain = {"route": "count", "section": "1", "text": "The rule.", "count": 3, "window": SIX_MONTHS}
    return Route.model_validate({**plain, "window_anchor": "report", **asked})


def scheme(route: Route, **more: object) -> Policy:
    """A policy with that route alone."""
    plain = {"id": "x", "title": "Alderfold scheme", "body": "Alderfold", "source": "made up"}
    return Policy.model_validate({**plain, **more, "routes": [route]})


def tried(
    entries: list[Linked], route: Route, applied: str | None = APPLIED, as_of: str = APPLIED, **more: object
) -> Threshold:
    """The finding of that route."""
    found = thresholds(
        entries, AGENCIES, [scheme(route, **more)], day(applied) if applied else None, day(as_of), no_action=()
    )
    return found[0]


def told(id: str, on: str, *persons: str, at: str = "", reported: str = "", agency: str = "council") -> Linked:
    """An incident told on the day (or on another), by these people, of that place."""
    link = incident(id, on, (agency, reported or on), persons=persons)
    return replace(link, events=tuple(replace(event, place=at) for event in link.events))


A, B, C = told("a", "2021-11-01"), told("b", "2021-12-01"), told("c", "2022-01-03")


@pytest.mark.parametrize(
    ("entries", "outcome", "counted"),
    [
        ([A, B, C], MET, ("a", "b", "c")),
        ([A, B, told("b2", "2021-12-01")], NOT_MET, ("a", "b")),
        # a series of two over two days, and of two on one day
        ([A, incident("s", "2021-12-01", ("police", "2021-12-03"), until="2021-12-02", count=2)], MET, ("a", "s")),
        ([A, incident("s", "2021-12-01", ("police", "2021-12-03"), count=2)], NOT_MET, ("a", "s")),
    ],
)
def test_distinct_dates(entries: list[Linked], outcome: Outcome, counted: tuple[str, ...]) -> None:
    found = tried(entries, rule(distinct_dates=True))
    assert (found.outcome, found.counted) == (outcome, counted)


def test_what_is_of_a_date_already_counted_is_left_out_with_that_reason() -> None:
    found = tried([A, B, told("b2", "2021-12-01")], rule(distinct_dates=True))
    assert [(one.entry, one.why) for one in found.excluded] == [("b2", Why.DUPLICATE)]
    assert "1 incident left out: on a date that is counted already" in found.text


def _week(*tellers: str, at: str = "") -> list[Linked]:
    return [told(f"i{n}", f"2022-01-{n + 10}", *filter(None, [name]), at=at) for n, name in enumerate(tellers)]


@pytest.mark.parametrize(
    ("asked", "entries", "outcome"),
    [
        # three incidents by at least two people
        ({"min_people": 2}, _week("ash", "birch", "ash"), MET),
        ({"min_people": 2}, _week("ash", "ash", "ash"), NOT_MET),
        ({"min_people": 2}, _week("ash", "", "ash"), PERSON),  # who told the second is not known
        # at one place
        ({"one_place": True}, _week("ash", "ash", "ash", at="Alder Walk"), MET),
        (
            {"one_place": True},
            [*_week("ash", "ash", at="Alder Walk"), told("z", "2022-02-01", at="Beech Lane")],
            NOT_MET,
        ),
        ({"one_place": True}, [*_week("ash", "ash", at="Alder Walk"), told("z", "2022-02-01")], PERSON),
        ({"one_place": True}, [*_week("ash", "ash", at="Alder Walk"), told("z", "2022-02-01", at="alder walk.")], MET),
        # three reports: what each person told of each incident is one
        ({"counts": "reports"}, [told("a", "2022-01-03", "ash", "birch"), told("b", "2022-01-04", "ash")], MET),
        ({"counts": "reports"}, [told("a", "2022-01-03", "ash"), told("b", "2022-01-04", "ash")], NOT_MET),
        # one incident told by three
        ({"counts": "reports", "one_incident": True}, [told("a", "2022-01-03", "ash", "birch", "cedar")], MET),
        ({"counts": "reports", "one_incident": True}, _week("ash", "birch", "cedar"), NOT_MET),
        # the latest report in the last month
        ({"latest_within": {"n": 1, "unit": "months"}}, [A, B, told("c", "2022-02-10")], MET),
        ({"latest_within": {"n": 1, "unit": "months"}}, [A, B, told("c", "2022-02-09")], NOT_MET),
        ({"latest_within": {"n": 1, "unit": "months"}}, [A, B, told("c", "2022-02-09", reported="2022-02-10")], MET),
        # the latest incident, whenever it was reported
        (
            {"latest_within": {"n": 1, "unit": "months"}, "latest_by": "incident"},
            *([A, B, told("c", "2022-02-09", reported="2022-02-10")], NOT_MET),
        ),
        # what only a person can judge
        ({"judged": ["the case is closed"]}, [A, B, C], PERSON),
        ({"judged": ["the case is closed"]}, [A, B], NOT_MET),
        ({"condition": "persists"}, [A, B, C], PERSON),
        ({"condition": "no_response"}, [A, B, C], PERSON),
        # no window at all
        ({"window": None}, [told("old", "2019-01-01"), A, B], MET),
        # months of a hate route
        ({"route": "hate", "count": 1, "window": {"n": 3, "unit": "months"}}, [A, B, C], NOT_MET),
    ],
)
def test_what_else_a_route_may_ask(asked: dict[str, object], entries: list[Linked], outcome: Outcome) -> None:
    assert tried(entries, rule(**asked)).outcome is outcome


EARLY = told("a", "2021-06-01", reported="2021-06-20")
EARLIER = told("a", "2021-05-31", reported="2021-06-20")


@pytest.mark.parametrize(
    ("anchor", "entries", "start", "end", "counted"),
    [
        ("application", [A, B, C], "2021-09-10", "2022-03-10", "abc"),
        ("complaint", [A, B, C], "2021-09-11", "2022-03-10", "abc"),
        # back from the latest report
        ("latest_report", [told("a", "2021-07-03"), B, C], "2021-07-03", "2022-01-03", "abc"),
        ("latest_report", [told("a", "2021-07-02"), B, C], "2021-07-03", "2022-01-03", "bc"),
        ("latest_report", [], "2021-09-10", "2022-03-10", ""),
        # on from the first incident, or the first report
        ("first_incident", [EARLY, told("b", "2021-12-01")], "2021-06-01", "2021-12-01", "ab"),
        ("first_incident", [EARLIER, told("b", "2021-12-01")], "2021-12-01", "2022-03-10", "b"),
        ("first_report", [EARLIER, told("b", "2021-12-01")], "2021-06-20", "2021-12-20", "ab"),
        # the fullest, not the first
        ("first_report", [told("z", "2021-01-01"), A, B, C], "2021-11-01", "2022-03-10", "abc"),
        # by the last day of August, six months end with February
        ("first_report", [told("a", "2021-08-31"), told("b", "2022-02-28")], "2021-08-31", "2022-02-28", "ab"),
    ],
)
def test_window_by_its_anchor(anchor: str, entries: list[Linked], start: str, end: str, counted: str) -> None:
    found = tried(entries, rule(window_anchor=anchor))
    assert found.window is not None
    assert (found.window.start, found.window.end) == (day(start), day(end))
    assert found.counted == tuple(counted)


@pytest.mark.parametrize(
    ("asked", "entries", "as_of", "words"),
    [
        # the first of those that count must still be inside: by its report
        ({}, [A, B], APPLIED, "1 more incident would have to be reported by 1 May 2022 to count together with these"),
        ({"count": 5}, [A, B], APPLIED, "3 more incidents would have to be reported by 1 May 2022"),
        (
            {},
            [told("a", "2021-08-31", reported="2021-09-30"), B],
            APPLIED,
            "would have to be reported by 31 March 2022",
        ),
        # (on 31 March six months back are 30 September) by the incident itself
        (
            {"window_anchor": "application"},
            [told("a", "2021-09-20", reported="2021-10-09"), B],
            APPLIED,
            "by 20 March 2022",
        ),
        # six months beginning with the complaint end a day earlier
        ({"window_anchor": "complaint"}, [A, B], APPLIED, "would have to be reported by 30 April 2022"),
        # from the first report on
        ({"window_anchor": "first_report"}, [A, B], APPLIED, "would have to be reported by 1 May 2022"),
        # a day that has gone by
        ({}, [A, B], "2022-06-01", "1 more incident would have had to be reported by 1 May 2022"),
        # nothing yet
        ({}, [], APPLIED, "3 incidents would have to be reported within 6 months"),
        ({"route": "persons", "count": 3}, _week("ash", "birch"), APPLIED, "1 more person would have to report by"),
        ({"min_people": 2}, _week("ash", "ash", "ash"), APPLIED, "another person would have to report by"),
        # the number is there, but all of it is old
        (
            {"latest_within": {"n": 1, "unit": "months"}},
            *([A, B, C], APPLIED, "another report would change that if it is reported by 1 May 2022"),
        ),
    ],
)
def test_how_many_are_missing_and_until_when(
    asked: dict[str, object], entries: list[Linked], as_of: str, words: str
) -> None:
    found = tried(entries, rule(**asked), as_of=as_of)
    assert found.outcome is NOT_MET
    assert words in found.text


def _also_tells(link: Linked, person: str) -> Linked:
    """The same with a passage of another person's who does not say to whom it was reported."""
    return replace(link, events=(*link.events, replace(link.events[0], person=person, told=())))


def test_what_is_of_another_place_is_not_counted_and_what_has_no_place_is_doubtful() -> None:
    entries = [
        *_week("ash", "ash", at="Alder Walk"),
        told("other", "2022-02-01", at="Beech Lane"),
        told("open", "2022-02-02"),
    ]
    found = tried(entries, rule(one_place=True))
    assert (found.outcome, found.counted) == (PERSON, ("i0", "i1", "open"))
    assert found.text.startswith("3 incidents about one place (Alder Walk) told in time")
    assert "1 counted although the papers do not say where (open)" in found.text
    assert "1 incident not counted, being of other places" in found.text


def test_reports_of_one_incident_are_those_of_the_one_that_most_people_told_of() -> None:
    entries = [told("a", "2022-01-03", "ash", "birch", "cedar"), told("b", "2022-01-04", "ash", "elm")]
    found = tried(entries, rule(counts="reports", one_incident=True))
    assert (found.outcome, found.counted) == (MET, ("a",))
    assert found.text.startswith("3 reports of one incident made in time")
    assert "1 incident not counted, being of other incidents" in found.text


@pytest.mark.parametrize(
    ("asked", "entries", "words"),
    [
        # the second teller names no agency that was told: that person may have reported it, or not
        ({"route": "persons", "count": 2}, [_also_tells(told("a", "2022-01-03", "ash"), "birch")], "1 to 2 people"),
        ({"route": "persons", "count": 2}, [told("a", "2022-01-03", "ash", "birch")], "2 people"),
        ({"counts": "reports", "count": 2}, [_also_tells(told("a", "2022-01-03", "ash"), "birch")], "1 to 2 reports"),
    ],
)
def test_a_number_that_hangs_on_who_reported_is_given_as_least_and_most(
    asked: dict[str, object], entries: list[Linked], words: str
) -> None:
    found = tried(entries, rule(**asked))
    assert found.text.startswith(f"{words} ")
    assert found.outcome is (PERSON if " to " in words else MET)


def test_nothing_is_said_to_be_missing_where_nothing_is() -> None:
    assert "would have" not in tried([A, B, C], rule()).text


@pytest.mark.parametrize(
    ("within", "on", "words"),
    [
        ({"n": 1, "unit": "months"}, "2022-02-20", "x of 20 February 2022 until 19 March 2022"),
        ({"n": 30, "unit": "calendar_days"}, "2022-02-20", "x of 20 February 2022 until 22 March 2022"),
        ({"n": 7, "unit": "calendar_days"}, "2022-03-03", "x of 3 March 2022 until 10 March 2022"),
    ],
)
def test_what_was_not_reported_yet_but_still_can_be(within: dict[str, object], on: str, words: str) -> None:
    found = tried([A, incident("x", on)], rule(report_within=within))
    assert f"not reported so far, but still in time to be: {words}" in found.text
    later = tried([A, incident("x", on)], rule(report_within=within), as_of="2022-04-10")
    assert "still in time" not in later.text


def test_what_was_left_out_is_told_by_reason() -> None:
    entries = [
        *(A, B, C),
        told("late", "2022-01-01", reported="2022-03-01"),
        incident("silent", "2022-01-02"),
        told("old", "2021-01-01"),
        linked("no", EntryKind.INCIDENT, "2022-01-05", told=[("police", "2022-01-05")], negated=True),
    ]
    found = tried(entries, rule(report_within={"n": 30, "unit": "calendar_days"}))
    assert "4 incidents left out: 1 reported too late, 1 with no report that counts, 1 outside the period" in found.text
    assert "and 1 said not to have happened" in found.text
    assert {one.entry for one in found.excluded} == {"late", "silent", "old", "no"}


@pytest.mark.parametrize(
    ("way", "words", "agency", "counts"),
    [
        ("diary_sheet", "Noise noted on a diary sheet.", "council", False),
        ("diary_sheet", "Rang the council; also noted in the diary.", "council", True),
        ("anonymous", "An anonymous call to the council about noise.", "council", False),
        ("chat", "Mentioned it in passing to the estate officer.", "council", False),
        ("chat", "Mentioned it in passing to the PCSO.", "police", True),
    ],
)
def test_ways_of_telling_that_do_not_count(way: str, words: str, agency: str, counts: bool) -> None:
    entry = incident("x", "2022-02-01", (agency, "2022-02-01"), words=words)
    found = tried([A, B, entry], rule(not_by=[way]))
    assert found.outcome is (MET if counts else NOT_MET)
    assert [(one.entry, one.why) for one in found.excluded] == ([] if counts else [("x", Why.NOT_REPORTED)])
    assert ("1 told only in a way that does not count under this policy (x of 1 February 2022)" in found.text) != counts
    assert tried([A, B, entry], rule()).outcome is MET  # a policy that says nothing of it counts it


def test_one_problem_is_for_a_person_with_the_sorts_shown() -> None:
    noisy = [replace(link, entry=replace_types(link, IncidentType.NOISE)) for link in (A, B)]
    found = tried([*noisy, C], rule(same_problem=True))
    assert found.outcome is MET
    assert "whether they are one problem (they are of the sorts noise (2)) is for a person to confirm" in found.text


def replace_types(link: Linked, *types: IncidentType) -> object:
    """The entry with these sorts of behaviour."""
    return link.entry.model_copy(update={"types": types})


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"judged": ["the case is closed", "nobody objects"]}, "judge whether the case is closed and nobody objects"),
        ({"condition": "persists"}, "whether the behaviour goes on is for a person to decide: the latest that counts"),
        ({"condition": "no_response"}, "whether there was no response or an unsatisfactory one is for a person"),
        ({"same_incident": "case_by_case"}, "is counted once here; the policy leaves that to be decided each time"),
    ],
)
def test_what_a_person_must_still_judge_is_said(asked: dict[str, object], words: str) -> None:
    assert words in tried([A, B, C], rule(**asked)).text


@pytest.mark.parametrize(("count", "warned"), [(2, False), (3, False), (4, True)])
def test_a_threshold_above_three_is_warned_about(count: int, warned: bool) -> None:
    assert ("no higher than three" in tried([A, B, C], rule(count=count)).text) is warned


def test_five_people_are_no_threshold_above_three() -> None:
    assert "higher than three" not in tried(_week("ash"), rule(route="persons", count=5)).text


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"effective_to": "2022-03-09"}, "was not in force on 10 March 2022 (to 9 March 2022): check which one was"),
        ({"effective_from": "2022-03-11"}, "was not in force on 10 March 2022 (from 11 March 2022 on): check"),
        ({"effective_from": "2022-03-10"}, ""),
        ({"effective_to": "2022-03-10"}, ""),
        ({}, ""),
    ],
)
def test_a_version_that_was_not_in_force_is_warned_about(dates: dict[str, object], words: str) -> None:
    text = tried([A, B, C], rule(), **dates).text
    assert words in text
    assert ("not in force" in text) is bool(words)


def day_of(iso: str) -> str:
    """9 March 2022."""
    return f"{day(iso).day} March 2022"


@pytest.mark.parametrize(("applied", "version"), [("2022-03-09", "old"), ("2022-03-10", "new")])
def test_the_version_in_force_on_the_day_of_the_application_is_tried(applied: str, version: str) -> None:
    versions = [
        scheme(rule(), id="old", title="Old version", scheme="alderfold", effective_to="2022-03-09"),
        scheme(rule(count=2), id="new", title="New version", scheme="alderfold", effective_from="2022-03-10"),
    ]
    found = thresholds([], AGENCIES, versions, day(applied), day("2022-06-01"))
    assert [one.policy for one in found] == [version]
    other = "Old" if version == "new" else "New"
    assert f"{other} version was not in force on {day_of(applied)} and was not tried" in found[0].text


def test_two_routes_of_a_kind_have_findings_of_their_own() -> None:
    policy = Policy.model_validate(
        {**scheme(rule()).model_dump(), "routes": [rule(), rule(count=2, window={"n": 1, "unit": "months"})]}
    )
    found = thresholds([A, B, C], AGENCIES, [policy], day(APPLIED), day(APPLIED))
    assert [one.id for one in found] == ["t-x-count", "t-x-count-2"]


@pytest.mark.parametrize("anchor", ["application", "report", "complaint", "latest_report"])
@pytest.mark.parametrize("first", ["2021-08-31", "2021-02-28", "2021-03-01", "2020-02-29", "2021-11-30"])
def test_until_the_last_day_the_first_is_in_the_window_and_on_the_next_it_is_not(anchor: str, first: str) -> None:
    route, nation = rule(window_anchor=anchor), Nation.ENGLAND_AND_WALES
    one: Complaint = complaint(told("a", first), route, {agency.id: agency.kind for agency in AGENCIES}, nation)
    period = window([one], day(first), route, nation)
    assert period is not None
    until = last_day_inside([one], period, route, nation)
    assert until is not None
    plain = rule(window_anchor="complaint" if anchor == "complaint" else "report")
    then, after = window([], until, plain, nation), window([], until + timedelta(days=1), plain, nation)
    assert then is not None
    assert after is not None
    assert then.start <= day(first) < after.start
