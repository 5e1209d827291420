"""The edges of windows and of the time for telling: month ends, nights, "around", days that papers dispute."""

from dataclasses import replace

import pytest
from tests.factories import AGENCIES, day, incident, linked, when
from tests.unit.test_threshold_routes import APPLIED, MET, NOT_MET, PERSON, A, B, rule, scheme, told, tried

from caseclock.extractor.findings.thresholds import thresholds
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.finding import Outcome, Why
from caseclock.models.when import Precision

MONTH, THIRTY = {"n": 1, "unit": "months"}, {"n": 30, "unit": "calendar_days"}
LATE, OUTSIDE, SILENT = Why.REPORTED_LATE, Why.OUTSIDE_WINDOW, Why.NOT_REPORTED


@pytest.mark.parametrize(
    ("within", "counting", "happened", "last"),
    [
        # a month beginning with the day, as section 104(11) has it
        (MONTH, None, "2021-01-15", "2021-02-14"),
        (MONTH, None, "2021-01-29", "2021-02-28"),
        (MONTH, None, "2021-01-31", "2021-02-28"),
        (MONTH, None, "2021-02-01", "2021-02-28"),
        (MONTH, None, "2021-02-28", "2021-03-27"),
        (MONTH, None, "2021-03-01", "2021-03-31"),
        (MONTH, None, "2021-12-31", "2022-01-30"),
        (MONTH, None, "2020-01-31", "2020-02-29"),
        (MONTH, None, "2020-02-29", "2020-03-28"),
        # a month after the day
        (MONTH, "exclusive", "2021-01-15", "2021-02-15"),
        (MONTH, "exclusive", "2021-01-31", "2021-02-28"),
        (MONTH, "exclusive", "2020-01-31", "2020-02-29"),
        (MONTH, "exclusive", "2021-02-28", "2021-03-28"),
        # thirty days: longer than February, shorter than March
        (THIRTY, None, "2021-01-31", "2021-03-02"),
        (THIRTY, None, "2021-03-01", "2021-03-31"),
        (THIRTY, "inclusive", "2021-03-01", "2021-03-30"),
        ({"n": 7, "unit": "calendar_days"}, None, "2021-02-05", "2021-02-12"),
        ({"n": 1, "unit": "weeks"}, None, "2021-02-05", "2021-02-12"),
        # bank holidays of Easter
        ({"n": 3, "unit": "working_days"}, None, "2021-04-01", "2021-04-08"),
    ],
)
def test_the_last_day_for_telling_counts_and_the_next_does_not(
    within: dict[str, object], counting: str | None, happened: str, last: str
) -> None:
    asked = rule(report_within=within, report_counting=counting, count=1, window=None)
    after = day(last).fromordinal(day(last).toordinal() + 1).isoformat()
    in_time = tried([told("x", happened, reported=last)], asked)
    late = tried([told("x", happened, reported=after)], asked)
    assert (in_time.outcome, in_time.counted) == (MET, ("x",))
    assert (late.outcome, [one.why for one in late.excluded]) == (NOT_MET, [LATE])


@pytest.mark.parametrize(
    ("anchor", "entry", "why"),
    [
        # happened before the window, told inside it
        ("application", told("x", "2021-09-09", reported="2021-09-12"), OUTSIDE),
        ("report", told("x", "2021-09-09", reported="2021-09-12"), None),
        ("complaint", told("x", "2021-09-09", reported="2021-09-11"), None),
        ("complaint", told("x", "2021-09-09", reported="2021-09-10"), OUTSIDE),
        # the window's own days
        ("application", told("x", "2021-09-10"), None),
        ("application", told("x", "2022-03-10"), None),
        ("report", told("x", "2021-09-09"), OUTSIDE),
        # happened inside, told after the application
        ("application", told("x", "2022-03-09", reported="2022-03-11"), OUTSIDE),
        ("report", told("x", "2022-03-09", reported="2022-03-11"), OUTSIDE),
        # three agencies on three days: one in time is enough, and it is one
        (
            "report",
            incident(
                "x", "2022-01-05", ("police", "2022-01-20"), ("council", "2022-02-20"), ("landlord", "2022-03-05")
            ),
            None,
        ),
        (
            "report",
            incident(
                "x", "2022-01-05", ("police", "2022-02-10"), ("council", "2022-02-20"), ("landlord", "2022-03-05")
            ),
            LATE,
        ),
        # the one in time was told somebody who does not count
        ("report", incident("x", "2022-01-05", ("charity", "2022-01-06"), ("council", "2022-02-20")), LATE),
        # in time, but not in the window; in the window, but not in time
        ("report", incident("x", "2021-08-20", ("police", "2021-08-21"), ("council", "2021-10-01")), OUTSIDE),
        ("application", incident("x", "2022-01-05"), SILENT),
    ],
)
def test_what_counts_at_the_edges(anchor: str, entry: Linked, why: Why | None) -> None:
    found = tried([entry], rule(window_anchor=anchor, report_within=THIRTY, count=1))
    assert found.outcome is (NOT_MET if why else MET)
    assert [one.why for one in found.excluded] == ([why] if why else [])


@pytest.mark.parametrize("anchor", ["application", "report"])
def test_what_is_told_after_the_application_does_not_count_where_there_is_no_window(anchor: str) -> None:
    found = tried([told("x", "2022-03-09", reported="2022-03-11")], rule(window=None, window_anchor=anchor, count=1))
    assert (found.outcome, found.window, [one.why for one in found.excluded]) == (NOT_MET, None, [OUTSIDE])


def about(id: str, on: str, reported: str) -> Linked:
    """An incident "around" a day."""
    link = told(id, on, reported=reported)
    times = when(on).model_copy(update={"precision": Precision.APPROXIMATE})
    return replace(link, entry=link.entry.model_copy(update={"when": times}))


def disputed(id: str, on: str, elsewhere: str, reported: str) -> Linked:
    """An incident of one day that another paper puts on another."""
    link = told(id, on, reported=reported)
    return replace(link, events=(*link.events, replace(link.events[0], when=when(elsewhere))))


BY_DAY = {"window_anchor": "application"}
IN_TIME = {"report_within": THIRTY}


@pytest.mark.parametrize(
    ("asked", "third", "outcome", "listed"),
    [
        # a period across the window's first day (10 September) or its last
        (BY_DAY, incident("x", "2021-09-09", ("police", "2021-09-12"), until="2021-09-10"), PERSON, True),
        (BY_DAY, incident("x", "2021-09-10", ("police", "2021-09-12"), until="2021-09-11"), MET, True),
        (BY_DAY, incident("x", "2021-09-08", ("police", "2021-09-12"), until="2021-09-09"), NOT_MET, False),
        (BY_DAY, incident("x", "2022-03-10", ("police", "2022-03-10"), until="2022-03-11"), PERSON, True),
        # a night whose second day is the last on which a report was in time, and one day later
        (IN_TIME, incident("x", "2022-01-08", ("police", "2022-02-07"), until="2022-01-09"), MET, True),
        (IN_TIME, incident("x", "2022-01-08", ("police", "2022-02-08"), until="2022-01-09"), PERSON, True),
        (IN_TIME, incident("x", "2022-01-08", ("police", "2022-02-09"), until="2022-01-09"), NOT_MET, False),
        # ... told a second time as well, for sure in time but before the window
        (
            {**IN_TIME, "window": {"n": 30, "unit": "calendar_days"}, "count": 1},
            incident("x", "2022-01-08", ("police", "2022-01-09"), ("council", "2022-02-08"), until="2022-01-09"),
            *(PERSON, True),
        ),
        # "around" a day is three days either way
        (BY_DAY, about("x", "2021-09-14", "2021-09-20"), MET, True),
        (BY_DAY, about("x", "2021-09-12", "2021-09-20"), PERSON, True),
        (BY_DAY, about("x", "2021-09-08", "2021-09-20"), PERSON, False),
        (BY_DAY, about("x", "2021-09-05", "2021-09-20"), NOT_MET, False),
        # "by" the day on which it was told is that day or before
        (BY_DAY, about("x", "2021-09-08", "2021-09-08"), NOT_MET, False),
        (BY_DAY, about("x", "2021-09-10", "2021-09-10"), PERSON, True),
        (IN_TIME, about("x", "2022-01-08", "2022-02-03"), MET, True),
        (IN_TIME, about("x", "2022-01-08", "2022-02-07"), PERSON, True),
        (IN_TIME, about("x", "2022-01-08", "2022-02-09"), PERSON, False),
        (IN_TIME, about("x", "2022-01-08", "2022-02-12"), NOT_MET, False),
        # two papers, two days
        (BY_DAY, disputed("x", "2021-09-12", "2021-09-02", "2021-09-14"), PERSON, True),
        (BY_DAY, disputed("x", "2021-09-02", "2021-09-12", "2021-09-14"), PERSON, False),
        (BY_DAY, disputed("x", "2021-09-12", "2021-09-21", "2021-09-22"), MET, True),
        (IN_TIME, disputed("x", "2022-01-20", "2022-01-02", "2022-02-07"), PERSON, True),
        (IN_TIME, disputed("x", "2022-01-02", "2022-01-20", "2022-02-07"), PERSON, False),
        # the other day is after everything that was told of it: a slip
        (BY_DAY, disputed("x", "2021-09-12", "2022-09-12", "2021-09-14"), MET, True),
        (BY_DAY, disputed("x", "2021-09-02", "2022-01-02", "2021-09-14"), NOT_MET, False),
        # no date at all
        (IN_TIME, incident("x", None, ("police", "2022-01-06")), PERSON, True),
        (BY_DAY, incident("x", None, ("police", "2022-01-06")), PERSON, True),
        ({}, incident("x", None, ("police", "2022-01-06")), MET, True),
        (IN_TIME, incident("x", None), NOT_MET, False),
        # a report without a day
        (IN_TIME, incident("x", "2022-01-06", ("police", None)), PERSON, True),
    ],
)
def test_a_third_one_whose_day_decides_is_left_to_a_person(
    asked: dict[str, object], third: Linked, outcome: Outcome, listed: bool
) -> None:
    others = [A, B] if asked.get("count") != 1 else []
    found = tried([*others, third], rule(**asked))
    assert found.outcome is outcome
    assert ("judge whether the number is reached: the papers leave it open" in found.text) is (outcome is PERSON)
    assert ("x" in found.counted) is listed
    assert ("x" in {left.entry for left in found.excluded}) is not listed


@pytest.mark.parametrize(
    "third", [about("x", "2021-09-12", "2021-09-20"), disputed("x", "2021-09-12", "2021-09-02", "2021-09-14")]
)
def test_where_it_does_not_decide_the_outcome_stands(third: Linked) -> None:
    assert tried([A, B, told("c", "2022-01-03"), third], rule(**BY_DAY)).outcome is MET
    assert tried([A, third], rule(**BY_DAY)).outcome is NOT_MET


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            disputed("x", "2021-09-02", "2021-09-12", "2021-09-14"),
            "1 not counted, but might be on another day that the papers allow "
            "(x of 2 September 2021, perhaps of 12 September 2021)",
        ),
        (
            about("x", "2021-09-08", "2021-09-20"),
            "(x of 8 September 2021, perhaps of 5 September 2021 to 11 September 2021)",
        ),
        (disputed("x", "2021-09-12", "2021-09-02", "2021-09-14"), "1 counted although the dates leave it open (x)"),
    ],
)
def test_the_text_names_what_is_open(entry: Linked, words: str) -> None:
    assert words in tried([A, B, entry], rule(**BY_DAY)).text


@pytest.mark.parametrize(
    ("by", "entry", "outcome"),
    [
        ("incident", incident("c", "2022-02-12", ("police", "2022-02-14")), MET),
        ("incident", incident("c", "2022-02-09", ("police", "2022-02-14"), until="2022-02-10"), PERSON),
        ("incident", about("c", "2022-02-11", "2022-02-14"), PERSON),
        ("incident", incident("c", None, ("police", "2022-02-14")), PERSON),
        ("report", incident("c", "2022-01-12", ("police", "2022-01-14"), ("council", None)), PERSON),
        ("report", incident("c", "2022-01-12", ("police", "2022-01-14")), NOT_MET),
    ],
)
def test_the_latest_one_whose_day_is_open(by: str, entry: Linked, outcome: Outcome) -> None:
    assert tried([A, B, entry], rule(latest_within=MONTH, latest_by=by)).outcome is outcome


def test_of_two_of_one_date_the_one_that_counts_for_sure_is_kept() -> None:
    open_one = incident("0", "2021-12-01", ("police", None))
    found = tried([open_one, A, B, told("c", "2022-01-03")], rule(distinct_dates=True))
    assert found.outcome is MET
    assert "b" in found.counted


@pytest.mark.parametrize(
    ("names", "fewest", "outcome"),
    [
        (("J Ash", "Mrs Ash, 4", "OCC NO 4", "P Birch"), 2, NOT_MET),
        (("J Ash", "Mr Ash, 4", "Mrs Ash, 4", "P Birch"), 3, MET),
        (("J Ash", "K Ash", "P Birch"), 3, MET),
        (("J Ash", "P Birch", "OCC NO 9"), 2, PERSON),  # whoever lives there may be either
        (("J Ash, 4", "P Birch, 6", "OCC NO 9"), 3, MET),
        (("J Ash", "P Birch", "ANON"), 2, PERSON),
    ],
)
def test_three_people_of_whom_two_may_be_one(names: tuple[str, ...], fewest: int, outcome: Outcome) -> None:
    entries = [told(f"i{n}", f"2022-01-{n + 10}", name) for n, name in enumerate(names)]
    found = tried(entries, rule(route="persons", count=3))
    assert found.outcome is outcome
    assert found.text.startswith(f"{fewest} ")


def test_one_person_under_two_names_reported_all_three() -> None:
    entries = [told(f"i{n}", f"2022-01-{n + 10}", name) for n, name in enumerate(("J Ash", "Mrs Ash, 4", "OCC NO 4"))]
    assert tried(entries, rule(one_person=True)).outcome is MET


def test_who_told_of_it_too_late_is_not_one_of_the_people() -> None:
    entries = [told("a", "2022-01-10", "J Ash"), told("b", "2022-01-11", "P Birch")]
    late = incident("c", "2022-01-12", ("council", "2022-02-20"), persons=["L Cedar"])
    both = replace(entries[0], events=(*entries[0].events, *late.events))
    entry = both.entry.model_copy(update={"reports": (*both.entry.reports, *late.entry.reports)})
    found = tried([replace(both, entry=entry), entries[1]], rule(route="persons", count=3, report_within=THIRTY))
    assert (found.outcome, found.text[:8]) == (NOT_MET, "2 people")


@pytest.mark.parametrize(
    ("applied", "given", "tried_ones"),
    [
        ("2019-06-01", ("old", "new"), ["old"]),
        ("2020-12-31", ("old", "new"), ["old"]),
        ("2021-01-01", ("old", "new"), ["new"]),
        ("2021-01-01", ("new", "old"), ["new"]),
        ("2019-06-01", ("new",), ["new"]),  # the only one given is tried, and warned about
        ("2018-12-31", ("old", "new"), ["old", "new"]),  # none was in force
    ],
)
def test_which_version_is_tried(applied: str, given: tuple[str, ...], tried_ones: list[str]) -> None:
    versions = {
        "old": scheme(rule(), id="old", scheme="alderfold", effective_from="2019-01-01", effective_to="2020-12-31"),
        "new": scheme(rule(count=2), id="new", scheme="alderfold", effective_from="2021-01-01"),
    }
    found = thresholds([], AGENCIES, [versions[id] for id in given], day(applied), day("2022-06-01"))
    assert [one.policy for one in found] == tried_ones
    ended = {"old": "2020-12-31", "new": "9999-12-31"}
    begun = {"old": "2019-01-01", "new": "2021-01-01"}
    for one in found:
        in_force = begun[one.policy] <= applied <= ended[one.policy]
        assert ("check which one was" in one.text) is not in_force


def test_the_day_of_the_findings_chooses_the_version_where_no_application_is_known() -> None:
    old = scheme(rule(), id="old", scheme="s", effective_to="2022-03-09")
    new = scheme(rule(), id="new", scheme="s", effective_from="2022-03-10")
    assert [one.policy for one in thresholds([], AGENCIES, [old, new], None, day(APPLIED))] == ["new"]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Mill Road Surgery", False),
        ("Fenshire General Hospital", False),
        ("Mental health team", False),
        ("NHS Fenshire Integrated Care Board", True),
        ("Fenshire ICB", True),
        ("Fenshire Clinical Commissioning Group", True),
        ("Cwm Alder University Health Board", True),
    ],
)
def test_of_health_bodies_only_the_one_that_commissions_counts(name: str, counts: bool) -> None:
    health = Agency(id="health", name=name, kind=AgencyKind.HEALTH)
    entries = [A, B, incident("x", "2022-01-05", ("health", "2022-01-06"))]
    found = thresholds(entries, [*AGENCIES, health], [scheme(rule())], day(APPLIED), day(APPLIED))[0]
    assert found.outcome is (MET if counts else NOT_MET)
    assert [one.why for one in found.excluded] == ([] if counts else [SILENT])


def test_what_is_missing_says_how_soon_it_must_be_told() -> None:
    text = tried([A, B], rule(report_within=THIRTY)).text
    assert "by 1 May 2022 to count together with these, no more than 30 calendar days after it happened" in text


def test_a_total_told_in_a_letter_counts_for_nothing_that_is_told_one_by_one() -> None:
    letter = incident("total", "2021-11-01", ("landlord", "2022-01-05"), until="2022-01-05", count=2)
    told_landlord = [told(id, on, agency="landlord") for id, on in (("a", "2021-11-01"), ("b", "2021-12-01"))]
    found = tried([letter, *told_landlord], rule())
    assert (found.outcome, found.counted) == (NOT_MET, ("a", "b"))
    assert [(one.entry, one.why) for one in found.excluded] == [("total", Why.DUPLICATE)]


def test_a_complaint_that_tells_a_total_is_no_incident() -> None:
    letter = linked("letter", EntryKind.COMPLAINT, "2022-01-05", told=[("landlord", "2022-01-05")], count=19)
    found = tried([A, B, letter], rule())
    assert (found.outcome, found.counted, found.excluded) == (NOT_MET, ("a", "b"), ())
