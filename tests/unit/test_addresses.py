"""Which house or place a record is about, and whose complaint it is."""

import pytest
from tests.casework import chronology

from caseclock.extractor.language.addresses import (
    address,
    addresses_in,
    concerns_another_house,
    concerns_another_place,
    elsewhere,
    houses_of,
    is_told_by_respondent,
    subject_address,
)
from caseclock.models.entry import EntryKind

HOME = ("4", "tern close")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("4 TERN CLOSE", ("4", "tern close")),
        ("4a Tern  Close, Oakhaven", ("4a", "tern close")),
        ("FLAT 2, 18 St Anne's Road", ("18", "st anne's road")),
        ("18 St Anne’s Road", ("18", "st anne's road")),
        ("TERN CLOSE", ("", "tern close")),
        ("Footpath behind the shops", None),
        ("", None),
    ],
)
def test_house_and_street(place: str, expected: tuple[str, str] | None) -> None:
    assert address(place) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["4 Tern Close", "4 TERN CLOSE", "31 Heron Road"], HOME),
        (["4 Tern Close", "4 Tern Close", "Tern Close", "31 Heron Road"], HOME),
        (["4 Tern Close", "6 Tern Close", "31 Heron Road"], None),
        (["4 Tern Close"], None),
        (["Tern Close", "Heron Road"], None),
        ([], None),
    ],
)
def test_the_house_that_a_log_is_about(places: list[str], expected: tuple[str, str] | None) -> None:
    assert subject_address(places) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("4 TERN CLOSE", False),
        ("4 TERN CLOSE FRONT PORCH", False),
        ("TERN CLOSE", False),  # the street may be where it happened
        ("REAR OF PREMISES", False),
        ("6 TERN CLOSE", True),
        ("4 HERON ROAD", True),
        ("HERON ROAD", True),
    ],
)
def test_elsewhere(place: str, expected: bool) -> None:
    assert elsewhere(place, HOME) is expected


@pytest.mark.parametrize(
    ("place", "known", "expected"),
    [
        ("4 Tern Close", {HOME}, False),
        ("31 Heron Road", {HOME}, True),
        ("31 Heron Road", {HOME, ("31", "heron road")}, False),
        ("Heron Road", {HOME}, False),  # no house is named
        ("31 Heron Road", set(), False),  # nothing is known
    ],
)
def test_where_no_house_stands_out_the_other_papers_say(
    place: str, known: set[tuple[str, str]], expected: bool
) -> None:
    assert concerns_another_house(place, None, known) is expected


@pytest.mark.parametrize(
    ("place", "words", "expected"),
    [
        ("THE PLOUGH PH", "FIGHT IN BAR", True),
        ("CAR PARK, HERON ROAD", "YOUTHS ON BIKES", True),
        ("TERN CLOSE J/W HERON ROAD", "TWO CARS IN COLLISION", True),
        ("4 TERN CLOSE NR CAR PARK", "MALE SHOUTING", False),  # a house is named
        ("TERN CLOSE CAR PARK", "OCC OF NO 6 SHOUTING AT INF", False),  # the words name one
        ("TERN CLOSE", "MALE SHOUTING", False),
    ],
)
def test_a_pub_or_a_park(place: str, words: str, expected: bool) -> None:
    assert concerns_another_place(place, words) is expected


@pytest.mark.parametrize(
    ("words", "caller", "expected"),
    [
        ("OCC OF NO 6 COMPLAINS THAT FEMALE BANGS ON WALL", "", True),
        ("OCC OF NO 4 REPORTS SHOUTING", "", False),
        ("FEMALE BANGS ON WALL", "OCC OF NO 6", True),
        ("MALE AT NO 6 SHOUTING", "HARKER", False),
        ("MALE AT NO 6 SHOUTING", "OCC OF NO 4", False),
    ],
)
def test_whose_complaint_it_is(words: str, caller: str, expected: bool) -> None:
    assert is_told_by_respondent(words, caller, {"6"}) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Dray, 6 Tern Close, is the cause of it", {"6"}),
        ("Dray at number 6", {"6"}),
        ("Mr Dray of 6a Tern Close", {"6a"}),
        ("Mr Dray 6 March 2021", set()),
        ("Ms Harker of 4 Tern Close", set()),
    ],
)
def test_where_people_live(text: str, expected: set[str]) -> None:
    assert houses_of({"Dray"}, text) == expected


def test_addresses_in_a_text() -> None:
    text = "Between 4 Tern Close and 31 Heron Road there is a footpath. He came 3 times."
    assert addresses_in(text) == {HOME, ("31", "heron road")}


LOG = (
    "Log,Occurred,Reported,Location,Caller,Details\n"
    "0163-060321,06/03/2021 23:05,06/03/2021 23:10,4 TERN CLOSE,HARKER,MALE KICKING FRONT DOOR AND SHOUTING\n"
    "0201-100321,10/03/2021 21:00,10/03/2021 21:20,4 TERN CLOSE,HARKER,LOUD MUSIC FROM NO 6\n"
)
LETTER = (
    "Brambling Homes\n{}\n\n14 June 2021\n\nDear Ms Harker\n\nYour complaint has reached us.\n\n"
    "Yours sincerely\n\nT Ives\n"
)


@pytest.mark.parametrize(
    "letterhead", ["2 Station Road, Oakhaven", "2 Station Road, Oakhaven\n\nMs Harker\n4 Tern Close"]
)
def test_the_address_of_a_landlord_does_not_make_its_tenants_rows_other_peoples(letterhead: str) -> None:
    found = chronology({"log.csv": LOG, "letter.txt": LETTER.format(letterhead)})
    days = [str(e.when.start) for e in found.entries if e.kind is EntryKind.INCIDENT]
    assert days == ["2021-03-06", "2021-03-10"]
