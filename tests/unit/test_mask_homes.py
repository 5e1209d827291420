"""What is left of a home when its address is gone: its street, its number, the cars before it."""

import pytest

from caseclock.extractor.exports.masking.homes import Homes, Street, flats_in, streets_in
from caseclock.extractor.exports.masking.replaced import Replaced
from caseclock.extractor.exports.masking.vehicles import find_registrations

HOMES = Homes(
    {"14 elm road": "Address 1", "16 elm road": "Address 2", "3 st johns court": "Address 3", "16 high street": "A 4"},
    {Street("elm", "road"), Street("st johns", "court"), Street("high", "street"), Street("the", "green")},
    {"2"},
    ["Elm Road Residents Association", "Wexshire Police"],
)


def without_homes(text: str) -> str:
    return Replaced(text, HOMES.find(text)).text


def without_registrations(text: str) -> str:
    return Replaced(text, find_registrations(text)).text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("up and down Elm Road all night", "up and down [street] all night"),
        ("ELM RD J/W HIGH ST", "[street] J/W [street]"),
        ("elm road again", "[street] again"),
        ("Elm\nRoad's end and St. John’s Court", "[street]'s end and [street]"),
        ("elm_road_photo.jpg and Elm-Road.csv", "[street]_photo.jpg and [street].csv"),
        ("Old Elm Road", "Old [street]"),
        ("The Green and THE GREEN", "[street] and [street]"),
        ("next door at number 14", "next door at Address 1"),
        ("OCC OF NO 14. No. 14 and no.14, No14:", "OCC OF Address 1. Address 1 and Address 1, Address 1:"),
        ("numbers 14 and 3", "Address 1 and Address 3"),
        ("no 16 rang", "[address] rang"),  # there are two
        ("flat 3 reports noise, Flat 2 too", "Address 3 reports noise, [address] too"),
    ],
)
def test_parts_of_known_homes_are_found(text, after):
    assert without_homes(text) == after


@pytest.mark.parametrize(
    "text",
    [
        "the green is spoilt, the high street",
        "Elm Roadside, Helm Road, Elm Lane, Elm",
        "The Elm Road Residents Association met. ELM ROAD\nRESIDENTS ASSOCIATION",
        "case no 14, crime no 14, page no. 14, log number 14, para no 3, item no 14",
        "number 14 bus, No 14 of 2014, no 14/22, no 14:30, no 14.5, number 14%",
        "number 15, no 4, flat 9, no one, 14 men, at 14",
    ],
)
def test_other_streets_and_numbers_stay(text):
    assert without_homes(text) == text


def test_a_number_within_a_whole_address_is_part_of_it():
    text = "no 14 Elm Road"
    whole = [span for span in HOMES.find(text) if span.text == "[street]"]
    (street,) = whole
    assert [span.text for span in HOMES.find(text, [type(street)(3, 14, "Address 1")])] == ["[street]"]


@pytest.mark.parametrize(
    ("address", "streets"),
    [
        ("14 Elm Rd", [("elm", "road")]),
        ("Flat 2, 14b St John’s Court", [("st johns", "court")]),
        ("6 Coppice House, Elm Row", [("coppice", "house"), ("elm", "row")]),
        ("10\nLong Mill Lane", [("long mill", "lane")]),
    ],
)
def test_streets_of_an_address(address, streets):
    assert list(streets_in(address)) == streets


def test_flats_of_an_address():
    assert flats_in("Flat 2, 14b Elm Road; apartment 7A") == {"2", "7a"}


def test_without_known_homes_nothing_is_one():
    assert list(Homes({}, (), ("2",), ()).find("flat 2, Elm Road")) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a white van, AB12 CDE, stood there", "a white van, [vehicle registration], stood there"),
        ("AB12CDE", "[vehicle registration]"),
        ("His car (A123 BCD) again", "His car ([vehicle registration]) again"),
        ("ABC 123D was the vehicle", "[vehicle registration] was the vehicle"),
        ("the van reg ab12cde", "the van reg [vehicle registration]"),
        ("Registration: BIG 1234", "Registration: [vehicle registration]"),
        ("VRM AB12 CDE, reg no. P7 XYZ", "VRM [vehicle registration], reg no. [vehicle registration]"),
    ],
)
def test_registration_marks_are_found(text, after):
    assert without_registrations(text) == after


@pytest.mark.parametrize(
    "text",
    [
        "crime AB12 CDE, log A123 BCD, ref: ABC 123D",
        "A123 BCD and ABC 123D",  # nothing tells of a vehicle
        "AB1 2CD and AB12 3CD",
        "EP221016-1093, EP/23/09466, TC/22/0048217, 0498-020422, 41/10923/23",
        "the car was seen at 12 and so 12 men came; in 10 min the van left",
        "AB12 CDEF, XAB12 CDE, AB12 CDE-4, AB40 CDE, QQ12 CDE",
        "on the 2nd of MAR23 a car; C6609 MOBILE, the van",
        "unregistered 4x4, registered in 2014",
    ],
)
def test_references_are_no_registration_marks(text):
    assert without_registrations(text) == text
