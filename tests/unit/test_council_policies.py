"""Each council's own words: a case that just meets its threshold, and one that just does not.

Applications are made on 10 June 2025 unless a case says otherwise; "the last six months" begin on 10 December 2024.
"""

from dataclasses import dataclass, replace

import pytest
from tests.factories import AGENCIES, day, incident, source

from caseclock.extractor.findings.thresholds import thresholds
from caseclock.extractor.policies.loader import get, load_policies
from caseclock.models.event import Linked
from caseclock.models.finding import Outcome, RouteKind

APPLIED = "2025-06-10"
MET, NOT_MET, PERSON = Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_DECISION
COUNT, HATE, PERSONS = RouteKind.COUNT, RouteKind.HATE, RouteKind.PERSONS


@dataclass(frozen=True)
class Told:
    """An incident of a day, told to an agency on a day: by whom, where, in what words."""

    on: str
    reported: str
    by: tuple[str, ...] = ()
    at: str = ""
    agency: str = "council"
    words: str = ""
    hate: bool = False


def said(on: str, reported: str = "", *by: str, **more: object) -> Told:
    """Told on the same day if no other is given."""
    return Told(on, reported or on, by, **more)  # type: ignore[arg-type]


def entries(case: list[Told]) -> list[Linked]:
    """The incidents as entries, in order named a, b, c ..."""
    found = []
    for letter, told in zip("abcdefgh", case, strict=False):
        reports = [(told.agency, told.reported)]
        link = incident(letter, told.on, *reports, persons=told.by, words=told.words, hate=told.hate)
        found.append(replace(link, events=tuple(replace(event, place=told.at) for event in link.events)))
    return found


def outcome(policy: str, route: RouteKind, case: list[Told], applied: str) -> Outcome:
    """What the route comes to where the papers say that nothing effective was done."""
    found = thresholds(
        entries(case), AGENCIES, get([policy]), day(applied), day(applied), no_action=(source("nothing was done"),)
    )
    return next(one.outcome for one in found if one.route is route)


TWO = [said("2025-03-01"), said("2025-04-01")]
HATE_ONE = [said("2025-03-01", hate=True)]


def by(*names: str, at: str = "") -> list[Told]:
    """One incident a week, each told by the next of these."""
    days = ["2025-03-03", "2025-03-10", "2025-03-17", "2025-03-24", "2025-03-31", "2025-04-07"]
    return [said(on, "", name, at=at) for on, name in zip(days, names, strict=False)]


def on(*days: str) -> list[Told]:
    """An incident on each of these days, told on the day by the same person."""
    return [said(one, "", "ash") for one in days]


def one_day(*names: str) -> list[Told]:
    """An incident for each of these people, all on 1 March 2021."""
    return [said("2021-03-01", "", name) for name in names]


def case(
    policy: str,
    route: RouteKind,
    just: list[Told],
    not_quite: list[Told],
    comes_to: Outcome = MET,
    applied: str = APPLIED,
) -> tuple[str, RouteKind, list[Told], list[Told], Outcome, str]:
    """A case that just meets the threshold, and what that comes to; and one that just does not."""
    return policy, route, just, not_quite, comes_to, applied


CASES = [
    # reported three times within six months of the first incident; each within one month; the latest incident no more
    # than a month ago; diary sheets do not count
    case(
        "ashfield-2024",
        COUNT,
        just=[said("2024-11-30", "2024-12-30"), said("2025-03-01"), said("2025-05-10", "2025-05-30")],
        not_quite=[said("2024-11-30", "2024-12-30"), said("2025-03-01"), said("2025-05-09", "2025-05-30")],
    ),
    case(
        "ashfield-2024",
        COUNT,
        just=[said("2024-11-30", "2024-12-30"), said("2025-03-01"), said("2025-05-10", "2025-05-30")],
        not_quite=[said("2024-11-30", "2024-12-30"), said("2025-03-01"), said("2025-05-10", "2025-05-31")],
    ),
    case(
        "ashfield-2024",
        COUNT,
        just=[*TWO, said("2025-05-20", words="I rang the council about the shouting; I keep diary sheets.")],
        not_quite=[*TWO, said("2025-05-20", words="Shouting, entered on the diary sheet that the council collected.")],
    ),
    # three in a period of twelve months, the most recent no more than six months ago
    case(
        "bedford",
        COUNT,
        just=[said("2023-12-10"), said("2024-06-01"), said("2024-12-10")],
        not_quite=[said("2023-12-10"), said("2024-06-01"), said("2024-12-09")],
    ),
    case(
        "bedford",
        COUNT,
        just=[said("2023-12-10"), said("2024-06-01"), said("2024-12-10")],
        not_quite=[said("2023-12-09"), said("2024-06-01"), said("2024-12-10")],
    ),
    # three reported in the previous six months, one of them in the last month
    case("birmingham-2023", COUNT, just=[*TWO, said("2025-05-10")], not_quite=[*TWO, said("2025-05-09")]),
    case(
        "birmingham-2023",
        HATE,
        just=[said("2024-12-10", hate=True)],
        not_quite=[said("2024-12-09", hate=True)],
        comes_to=PERSON,
    ),
    # each within one month of happening; anonymous reports do not meet the threshold
    case(
        "camden",
        COUNT,
        just=[*TWO, said("2025-01-31", "2025-02-28")],
        not_quite=[*TWO, said("2025-01-31", "2025-03-01")],
    ),
    case(
        "camden",
        COUNT,
        just=[*TWO, said("2025-05-01", words="I gave my name and rang about the noise.")],
        not_quite=[*TWO, said("2025-05-01", words="An anonymous caller rang about the noise.")],
    ),
    case(
        "camden",
        PERSONS,
        just=by("ash", "birch", "cedar", "elm", "fir"),
        not_quite=by("ash", "birch", "cedar", "elm", "ash"),
    ),
    # three in the last six months, or one hate crime
    case("chelmsford", COUNT, just=[*TWO, said("2024-12-10")], not_quite=[*TWO, said("2024-12-09")]),
    case(
        "chelmsford",
        HATE,
        just=[said("2025-04-30", "2025-05-30", hate=True)],
        not_quite=[said("2025-04-30", "2025-05-31", hate=True)],
    ),
    # only incidents of the last six months; a word with staff on site is no report
    case(
        "chesterfield",
        COUNT,
        just=[*TWO, said("2024-12-10")],
        not_quite=[*TWO, said("2024-12-09", "2024-12-12")],
        comes_to=PERSON,
    ),
    case(
        "chesterfield",
        COUNT,
        just=[*TWO, said("2025-05-01", agency="police", words="I had a quick chat with the PCSO on her rounds.")],
        not_quite=[*TWO, said("2025-05-01", words="I had a quick chat with the housing officer on her rounds.")],
        comes_to=PERSON,
    ),
    # one person three times, or more than one person five times
    case("cleveland", COUNT, just=by("ash", "ash", "ash"), not_quite=by("ash", "ash")),
    case(
        "cleveland",
        PERSONS,
        just=by("ash", "birch", "ash", "birch", "ash"),
        not_quite=by("ash", "ash", "ash", "ash", "ash"),
    ),
    case(
        "cleveland",
        PERSONS,
        just=by("ash", "birch", "ash", "birch", "ash"),
        not_quite=by("ash", "birch", "ash", "birch"),
    ),
    # three by one, or three individuals; anonymous reports do not count
    case(
        "dacorum",
        COUNT,
        just=[*TWO, said("2025-05-01")],
        not_quite=[*TWO, said("2025-05-01", words="A caller who would not give a name told the council of the fire.")],
    ),
    case("dacorum", PERSONS, just=by("ash", "birch", "cedar"), not_quite=by("ash", "birch", "ash")),
    # three, one of hate, or five people; no or inadequate response
    case(
        "durham-darlington",
        COUNT,
        just=[*TWO, said("2024-11-01", "2024-12-10")],
        not_quite=[*TWO, said("2024-11-01", "2024-12-09")],
    ),
    case("durham-darlington", HATE, just=HATE_ONE, not_quite=[said("2025-03-01")]),
    case(
        "durham-darlington",
        PERSONS,
        just=by("ash", "birch", "cedar", "elm", "fir"),
        not_quite=by("ash", "birch", "cedar", "elm"),
    ),
    # three reports within six months of the first of them
    case(
        "ealing",
        COUNT,
        just=[said("2024-01-31"), said("2024-03-01"), said("2024-07-31")],
        not_quite=[said("2024-01-31"), said("2024-03-01"), said("2024-08-01")],
    ),
    # three in the six months before the latest report
    case(
        "fenland",
        COUNT,
        just=[said("2024-09-15"), said("2024-12-01"), said("2025-03-15")],
        not_quite=[said("2024-09-14"), said("2024-12-01"), said("2025-03-15")],
    ),
    # three complaints in the previous six months, each within one month
    case(
        "gosport",
        COUNT,
        just=[*TWO, said("2025-01-29", "2025-02-28")],
        not_quite=[*TWO, said("2025-01-29", "2025-03-01")],
    ),
    # the incidents themselves in the last six months; or one hate crime
    case(
        "hammersmith-fulham", COUNT, just=[*TWO, said("2024-12-10")], not_quite=[*TWO, said("2024-12-09", "2024-12-10")]
    ),
    case("hammersmith-fulham", HATE, just=HATE_ONE, not_quite=[said("2024-12-09", "2024-12-10", hate=True)]),
    # the case closed, no or inadequate action
    case(
        "hillingdon",
        COUNT,
        just=[*TWO, said("2025-05-01", "2025-06-01")],
        not_quite=[*TWO, said("2025-05-01", "2025-06-02")],
        comes_to=PERSON,
    ),
    # three by one individual, each within one calendar month, no effective action
    case("hinckley-bosworth-2024", COUNT, just=by("ash", "ash", "ash"), not_quite=by("ash", "ash")),
    case("hinckley-bosworth-2024", HATE, just=HATE_ONE, not_quite=[said("2024-12-09", hate=True)]),
    # seven days to report
    case(
        "horsham",
        COUNT,
        just=[*TWO, said("2025-02-05", "2025-02-12")],
        not_quite=[*TWO, said("2025-02-05", "2025-02-13")],
    ),
    # 30 days to report, and it persists
    case(
        "lincolnshire",
        COUNT,
        just=[*TWO, said("2025-01-31", "2025-03-02")],
        not_quite=[*TWO, said("2025-01-31", "2025-03-03")],
        comes_to=PERSON,
    ),
    # three, one of hate, or five individuals
    case("merseyside", COUNT, just=[*TWO, said("2024-12-10")], not_quite=[*TWO, said("2024-12-09")]),
    case("merseyside", HATE, just=[said("2024-12-10", hate=True)], not_quite=[said("2024-12-09", hate=True)]),
    case(
        "merseyside",
        PERSONS,
        just=by("ash", "birch", "cedar", "elm", "fir"),
        not_quite=by("ash", "birch", "cedar", "elm"),
    ),
    # the victim must have engaged with what was offered, which a person judges
    case(
        "milton-keynes",
        COUNT,
        just=[*TWO, said("2025-04-10", "2025-05-10")],
        not_quite=[*TWO, said("2025-04-10", "2025-05-11")],
        comes_to=PERSON,
    ),
    # six months, but three for hate
    case("oxford", COUNT, just=[*TWO, said("2024-12-10")], not_quite=[*TWO, said("2024-12-09")]),
    case("oxford", HATE, just=[said("2025-03-10", hate=True)], not_quite=[said("2025-03-09", hate=True)]),
    # separate instances on different dates; or five complaints of one incident
    case(
        "richmond",
        COUNT,
        just=[*TWO, said("2025-05-01")],
        not_quite=[*TWO, said("2025-04-01", "2025-04-02")],
        comes_to=PERSON,
    ),
    case(
        "richmond",
        PERSONS,
        just=[said("2025-05-01", "", "ash", "birch", "cedar", "elm", "fir")],
        not_quite=[said("2025-05-01", "", "ash", "birch", "cedar", "elm"), said("2025-05-02", "", "fir")],
    ),
    # five about a linked location by more than one person; one of hate
    case("south-wales", COUNT, just=by("ash", "ash", "ash"), not_quite=by("ash", "ash")),
    case(
        "south-wales",
        PERSONS,
        just=by("ash", "birch", "ash", "ash", "ash", at="Alder Walk"),
        not_quite=[*by("ash", "birch", "ash", "ash", at="Alder Walk"), said("2025-05-01", "", "ash", at="Beech Lane")],
    ),
    case(
        "south-wales",
        PERSONS,
        just=by("ash", "birch", "ash", "ash", "ash"),
        not_quite=by("ash", "ash", "ash", "ash", "ash", at="Alder Walk"),
        comes_to=PERSON,
    ),
    case("south-wales", HATE, just=HATE_ONE, not_quite=[said("2025-03-01")]),
    # by the applicant or others with consent
    case("surrey-heath", COUNT, just=by("ash", "birch", "cedar"), not_quite=by("ash", "birch"), comes_to=PERSON),
    # three, or five by different complainants, no investigation under way
    case("warrington", COUNT, just=[*TWO, said("2024-12-10")], not_quite=[*TWO, said("2024-12-09")], comes_to=PERSON),
    case(
        "warrington",
        PERSONS,
        just=by("ash", "birch", "ash", "birch", "ash"),
        not_quite=by("ash", "ash", "ash", "ash", "ash"),
        comes_to=PERSON,
    ),
    case("westminster-2023", COUNT, just=[*TWO, said("2024-12-10")], not_quite=[*TWO, said("2024-12-09")]),
    # versions of another time
    case(
        "hertsmere-earlier",
        PERSONS,
        one_day("ash", "birch", "cedar"),
        one_day("ash", "birch", "ash"),
        applied="2021-03-10",
    ),
    case(
        "hertsmere-earlier",
        COUNT,
        on("2020-12-10", "2021-03-01", "2021-04-01"),
        on("2020-12-09", "2021-03-01", "2021-04-01"),
        applied="2021-06-10",
    ),
    case(
        "hinckley-bosworth-2026",
        COUNT,
        on("2025-12-10", "2026-03-01", "2026-04-01"),
        on("2025-12-09", "2026-03-01", "2026-04-01"),
        applied="2026-06-10",
    ),
    case(
        "hinckley-bosworth-2026",
        HATE,
        [said("2025-12-10", hate=True)],
        [said("2025-12-09", hate=True)],
        applied="2026-06-10",
    ),
    case(
        "westminster-2021",
        COUNT,
        on("2021-12-10", "2022-03-01", "2022-04-01"),
        on("2021-12-09", "2022-03-01", "2022-04-01"),
        applied="2022-06-10",
    ),
    # six months beginning with the complaint
    case(
        "city-of-london-2020",
        COUNT,
        on("2019-12-11", "2020-03-01", "2020-04-01"),
        on("2019-12-10", "2020-03-01", "2020-04-01"),
        applied="2020-06-10",
    ),
]


@pytest.mark.parametrize(("policy", "route", "just", "not_quite", "comes_to", "applied"), CASES)
def test_just_met_and_just_not(
    policy: str, route: RouteKind, just: list[Told], not_quite: list[Told], comes_to: Outcome, applied: str
) -> None:
    assert outcome(policy, route, just, applied) is comes_to
    assert outcome(policy, route, not_quite, applied) is NOT_MET


def test_every_council_with_a_threshold_that_can_be_counted_has_its_cases() -> None:
    elsewhere = {"statutory", "coventry-2021", "hertsmere-2021"}  # in test_thresholds
    shown = {(policy, route.value) for policy, route, *_ in CASES}
    missing = [
        (policy.id, route.route)
        for policy in load_policies().values()
        for route in policy.routes
        if policy.id not in elsewhere
        and route.route in ("count", "hate", "persons")
        and (policy.id, route.route) not in shown
    ]
    assert missing == []


def test_a_condition_on_the_response_is_for_a_person_where_the_papers_are_silent() -> None:
    case = entries(by("ash", "ash", "ash"))
    found = thresholds(case, AGENCIES, get(["hinckley-bosworth-2024"]), day(APPLIED), day(APPLIED), no_action=())
    assert found[0].outcome is PERSON
    later = thresholds(case, AGENCIES, get(["hinckley-bosworth-2026"]), day(APPLIED), day(APPLIED), no_action=())
    assert later[0].outcome is MET  # the condition is gone


@pytest.mark.parametrize(
    ("applied", "policy"),
    [("2026-05-07", "hinckley-bosworth-2024"), ("2026-05-08", "hinckley-bosworth-2026")],
)
def test_of_two_versions_the_one_in_force_at_the_application_is_tried(applied: str, policy: str) -> None:
    both = get(["hinckley-bosworth-2024", "hinckley-bosworth-2026"])
    found = thresholds([], AGENCIES, both, day(applied), day("2026-06-01"))
    assert {one.policy for one in found} == {policy}
