"""Entries of several incidents beside the same ones told one by one: nothing is counted twice, nothing is lost."""

from itertools import permutations

import pytest
from tests.factories import AGENCIES, day, incident
from tests.unit.test_threshold_routes import MET, NOT_MET, PERSON, rule, tried

from caseclock.extractor.findings.qualifying import complaint
from caseclock.extractor.findings.umbrellas import fewest, shares
from caseclock.models.entry import IncidentType as T
from caseclock.models.event import Linked
from caseclock.models.finding import Outcome, Why
from caseclock.models.policy import Nation

KINDS = {agency.id: agency.kind for agency in AGENCIES}


def several(
    id: str, n: int, start: str, end: str, agency: str = "council", told: str = "", types: tuple[T, ...] = ()
) -> Linked:
    """An entry of `n` incidents between two days of 2022, told the agency on the last of them or another day."""
    return incident(
        id,
        f"2022-{start}",
        (agency, f"2022-{told or end}"),
        until=f"2022-{end}",
        count=n,
        types=types,
        actor="respondent",
    )


def one(id: str, on: str, agency: str = "council", types: tuple[T, ...] = (), actor: str = "respondent") -> Linked:
    """One incident, told on its day."""
    return incident(id, f"2022-{on}", (agency, f"2022-{on}"), types=types, actor=actor)


WEEK = several("week", 3, "02-11", "02-16")


@pytest.mark.parametrize(
    ("entries", "left"),
    [
        ([WEEK], {"week": 3}),
        ([WEEK, one("a", "02-12")], {"week": 2, "a": 1}),
        ([WEEK, one("a", "02-11"), one("b", "02-16")], {"week": 1, "a": 1, "b": 1}),  # both ends are in the period
        ([WEEK, one("a", "02-10"), one("b", "02-17")], {"week": 3, "a": 1, "b": 1}),  # a day before and after
        ([WEEK, *(one(id, f"02-1{n}") for n, id in enumerate("abcd", 1))], {"week": 0, "a": 1, "b": 1, "c": 1, "d": 1}),
        # two on one day are two
        ([WEEK, one("a", "02-12"), one("b", "02-12")], {"week": 1, "a": 1, "b": 1}),
        # one day only
        ([several("day", 3, "02-11", "02-11"), one("a", "02-11")], {"day": 2, "a": 1}),
        # a total takes in the several within it, and what is told one by one once only
        ([several("all", 19, "01-01", "03-10"), several("feb", 5, "02-01", "02-28")], {"all": 14, "feb": 5}),
        (
            [several("all", 19, "01-01", "03-10"), several("feb", 5, "02-01", "02-28"), one("a", "02-03")],
            {"all": 14, "feb": 4, "a": 1},
        ),
        (
            [several("all", 19, "01-01", "03-10"), several("feb", 5, "02-01", "02-28"), one("a", "01-03")],
            {"all": 13, "feb": 5, "a": 1},
        ),
        # three deep
        (
            [
                several("year", 30, "01-01", "03-10"),
                several("feb", 10, "02-01", "02-28"),
                several("week", 3, "02-11", "02-16"),
                one("a", "02-12"),
            ],
            {"year": 20, "feb": 7, "week": 2, "a": 1},
        ),
        # more told one by one than the inner one says: the rest are the outer one's
        (
            [
                *(several("all", 4, "01-01", "03-10"), several("inner", 2, "02-01", "02-10")),
                *(one("a", "02-02"), one("b", "02-03"), one("c", "02-04")),
            ],
            {"all": 1, "inner": 0, "a": 1, "b": 1, "c": 1},
        ),
        # the same period told twice
        ([WEEK, several("again", 3, "02-11", "02-16")], {"week": 0, "again": 3}),
        ([WEEK, several("more", 5, "02-11", "02-16")], {"week": 0, "more": 5}),
        # two that overlap want one incident: one of them has it, the other keeps its own
        (
            [several("x", 2, "02-01", "02-10"), several("y", 2, "02-05", "02-15"), one("a", "02-07")],
            {"x": 1, "y": 2, "a": 1},
        ),
        # ... and what only one of them can have does not cost the other anything
        (
            [
                *(several("x", 2, "02-01", "02-10"), several("y", 2, "02-05", "02-15")),
                *(one("a", "02-02"), one("b", "02-07"), one("c", "02-08")),
            ],
            {"x": 0, "y": 1, "a": 1, "b": 1, "c": 1},
        ),
        # other behaviour, kindred behaviour, none named
        ([several("n", 3, "02-11", "02-16", types=(T.NOISE,)), one("a", "02-12", types=(T.THEFT,))], {"n": 3, "a": 1}),
        (
            [several("n", 3, "02-11", "02-16", types=(T.NOISE,)), one("a", "02-12", types=(T.NUISANCE,))],
            {"n": 2, "a": 1},
        ),
        ([WEEK, one("a", "02-12", types=(T.THEFT,))], {"week": 2, "a": 1}),
        ([several("n", 3, "02-11", "02-16", types=(T.NOISE,)), one("a", "02-12")], {"n": 3, "a": 1}),
        # what the complainant is said to have done is none of them
        ([WEEK, one("a", "02-12", actor="complainant")], {"week": 3, "a": 1}),
        # told another agency; told nobody
        ([WEEK, one("a", "02-12", agency="police")], {"week": 3, "a": 1}),
        ([WEEK, incident("a", "2022-02-12", actor="respondent")], {"week": 2, "a": 1}),
        # a night, a stretch of days: wholly inside or not
        ([WEEK, incident("a", "2022-02-12", until="2022-02-13")], {"week": 2, "a": 1}),
        ([WEEK, incident("a", "2022-02-10", until="2022-02-11")], {"week": 3, "a": 1}),
        # without a date: a total is of what had happened by then
        ([WEEK, incident("a", None)], {"week": 3, "a": 1}),
        (
            [incident("t", None, ("council", "2022-02-20"), count=5), one("a", "02-19"), one("b", "02-21")],
            {"t": 4, "a": 1, "b": 1},
        ),
        ([incident("t", None, count=5), one("a", "02-19")], {"t": 5, "a": 1}),
    ],
)
def test_what_each_counts_for(entries: list[Linked], left: dict[str, int]) -> None:
    made = [complaint(link, rule(), KINDS, Nation.ENGLAND_AND_WALES) for link in entries]
    assert {id: share.left for id, share in shares(made).items()} == left
    for order in list(permutations(made))[:24]:
        assert shares(order) == shares(made)
        assert fewest(order) == fewest(made)


@pytest.mark.parametrize(
    ("entries", "number"),
    [
        ([WEEK, one("a", "02-12")], 3),
        # periods that overlap may be of the same two
        ([several("x", 2, "02-01", "02-10"), several("y", 2, "02-05", "02-15")], 2),
        ([several("x", 2, "02-01", "02-10"), several("y", 2, "02-05", "02-15"), one("a", "02-07")], 2),
        ([several("x", 2, "02-01", "02-10"), several("y", 2, "02-11", "02-15")], 4),
        # told another agency, of no sort, on a night that reaches in
        ([WEEK, one("a", "02-12", agency="police")], 3),
        ([several("n", 3, "02-11", "02-16", types=(T.NOISE,)), one("a", "02-12")], 3),
        ([WEEK, incident("a", "2022-02-10", until="2022-02-11")], 3),
        # certainly others
        ([several("n", 3, "02-11", "02-16", types=(T.NOISE,)), one("a", "02-12", types=(T.THEFT,))], 4),
        ([WEEK, one("a", "02-17")], 4),
    ],
)
def test_the_fewest_that_there_can_be(entries: list[Linked], number: int) -> None:
    made = [complaint(link, rule(), KINDS, Nation.ENGLAND_AND_WALES) for link in entries]
    assert sum(fewest(made).values()) == number


@pytest.mark.parametrize("extra", [one("z", "02-03"), one("z", "02-12"), several("z", 4, "02-10", "02-20")])
def test_another_account_never_makes_it_fewer(extra: Linked) -> None:
    entries = [several("x", 2, "02-01", "02-14"), several("y", 3, "02-11", "02-28"), one("a", "02-12")]
    made = [complaint(link, rule(), KINDS, Nation.ENGLAND_AND_WALES) for link in (*entries, extra)]
    for count in (shares, fewest):
        less, more = count(made[:-1]), count(made)
        assert sum(_number(share) for share in more.values()) >= sum(_number(share) for share in less.values())


def _number(share: object) -> int:
    return share if isinstance(share, int) else share.left  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    ("asked", "entries", "outcome", "counted", "excluded"),
    [
        # three told as three, and two of them again: three
        ({}, [WEEK, one("a", "02-12"), one("b", "02-13")], MET, "week a b", {}),
        ({"count": 4}, [WEEK, one("a", "02-12"), one("b", "02-13")], NOT_MET, "week a b", {}),
        # all of them again
        (
            {"count": 4},
            [WEEK, one("a", "02-12"), one("b", "02-13"), one("c", "02-14")],
            *(NOT_MET, "a b c", {"week": Why.DUPLICATE}),
        ),
        # the single one was never told by itself: it was told with the week
        ({}, [WEEK, incident("a", "2022-02-12", actor="respondent")], MET, "week", {"a": Why.NOT_REPORTED}),
        # one of the three was before the window for incidents, and is told by itself
        (
            {"window_anchor": "application"},
            [several("edge", 3, "02-28", "03-02", told="03-05"), one("a", "03-01")],
            *(MET, "edge a", {}),
        ),
        (
            {"window_anchor": "application", "window": {"n": 10, "unit": "calendar_days"}},
            [several("edge", 3, "02-26", "03-02", told="03-05"), one("before", "02-26"), one("a", "03-01")],
            *(NOT_MET, "edge a", {"before": Why.OUTSIDE_WINDOW}),
        ),
        # two overlapping pairs may be two or four
        ({}, [several("x", 2, "02-01", "02-10"), several("y", 2, "02-05", "02-15")], PERSON, "x y", {}),
        ({"count": 2}, [several("x", 2, "02-01", "02-10"), several("y", 2, "02-05", "02-15")], MET, "x y", {}),
        # different dates: three days hold three, whatever is told of them
        (
            {"distinct_dates": True, "count": 4},
            [several("s", 5, "02-11", "02-13"), one("a", "02-11")],
            *(NOT_MET, "s a", {}),
        ),
    ],
)
def test_in_a_threshold(
    asked: dict[str, object], entries: list[Linked], outcome: Outcome, counted: str, excluded: dict[str, Why]
) -> None:
    found = tried(entries, rule(**asked))
    assert found.outcome is outcome
    assert set(found.counted) == set(counted.split())
    assert {left.entry: left.why for left in found.excluded} == excluded


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (
            [WEEK, one("a", "02-12"), one("b", "02-13")],
            "3 incidents between 11 February 2022 and 16 February 2022 (week), of which 2 are told one by one: "
            "counted as 1",
        ),
        (
            [several("two", 2, "02-11", "02-13"), one("a", "02-12"), one("b", "02-13")],
            "2 incidents between 11 February 2022 and 13 February 2022 (two), of which 2 are told one by one: "
            "not counted again",
        ),
        (
            [several("two", 2, "02-11", "02-13"), one("a", "02-12"), one("b", "02-13")],
            "left out: counted with others already",
        ),
        (
            [several("all", 19, "01-01", "03-10"), several("feb", 5, "02-01", "02-28"), one("a", "01-03")],
            "(all), of which 1 is told one by one and 5 counted with other entries of several: not counted again, "
            "nor are the other 13, of which no day is told",
        ),
        (
            [several("x", 2, "02-01", "02-10"), several("y", 2, "02-05", "02-15")],
            "perhaps 2 in all, as some may be told",
        ),
    ],
)
def test_the_text_says_what_was_taken_off(entries: list[Linked], words: str) -> None:
    assert words in tried(entries, rule(count=9)).text


TOTAL = several("total", 19, "01-01", "03-10")


@pytest.mark.parametrize(
    ("entries", "outcome", "counted", "excluded"),
    [
        # a total of what is told one by one is no new incident, and what it says beyond that is for a person
        ([TOTAL, one("a", "02-12")], PERSON, "a", {"total": Why.DUPLICATE}),
        ([TOTAL, one("a", "02-12"), one("b", "02-13"), one("c", "02-14")], MET, "a b c", {"total": Why.DUPLICATE}),
        # alone it is all there is
        ([TOTAL], PERSON, "total", {}),
        (
            [incident("total", None, ("council", "2022-03-01"), count=19), one("a", "02-12")],
            PERSON,
            "a",
            {"total": Why.DUPLICATE},
        ),
        (
            [incident("total", "2022-01-01", until="2022-03-10", count=19), one("a", "02-12")],
            NOT_MET,
            "a",
            {"total": Why.NOT_REPORTED},
        ),
    ],
)
def test_a_total(entries: list[Linked], outcome: Outcome, counted: str, excluded: dict[str, Why]) -> None:
    found = tried(entries, rule())
    assert (found.outcome, set(found.counted)) == (outcome, set(counted.split()))
    assert {left.entry: left.why for left in found.excluded} == excluded


def test_a_persons_several_count_for_that_person_whoever_else_told_of_each() -> None:
    by_ash = incident("week", "2022-02-11", ("council", "2022-02-16"), until="2022-02-16", count=3, persons=["Jo Ash"])
    by_birch = [
        incident(id, f"2022-02-{on}", ("council", f"2022-02-{on}"), persons=["P Birch"])
        for id, on in (("a", 12), ("b", 13))
    ]
    assert tried([by_ash, *by_birch], rule(one_person=True)).outcome is MET
    found = tried([by_ash, *by_birch], rule(route="persons", count=2))
    assert (found.outcome, found.counted) == (MET, ("week", "a", "b"))


def test_the_number_is_first_reached_when_it_is_without_counting_any_twice() -> None:
    later = one("later", "03-01")
    found = tried([WEEK, one("a", "02-12"), one("b", "02-13"), later], rule(count=4))
    assert found.first_met_on == day("2022-03-01")
