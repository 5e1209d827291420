"""Addresses, telephone and other numbers that tell who a person is; and the map of offsets behind every replacement."""

import pytest

from caseclock.extractor.exports.masking.details import find_addresses, find_emails, find_numbers
from caseclock.extractor.exports.masking.replaced import Replaced, Span


def without_numbers(text: str) -> str:
    return Replaced(text, [*find_emails(text), *find_numbers(text)]).text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a.b+c@post.example.", "[email address]."),
        ("Ann <ann@mail.post.example>", "Ann <[email address]>"),
        ("T 01632 960214", "T [telephone number]"),
        ("(020) 7946 0991 or 07700 900 123", "[telephone number] or [telephone number]"),
        ("+44 7700 900123: hello", "[telephone number]: hello"),
        ("01204 12345", "[telephone number]"),
        ("of AB1 2CD, and ab12 3ef", "of [postcode], and [postcode]"),
        ("DOB 12/03/1975.", "DOB [date of birth]."),
        ("d.o.b.: 3rd May 1961", "d.o.b.: [date of birth]"),
        ("born on 3 May 1961", "born on [date of birth]"),
        ("date of birth | 1961-05-03", "date of birth | [date of birth]"),
        ("NI AB 12 34 56 C", "NI [National Insurance number]"),
        ("NHS number: 943 476 5919", "NHS number: [NHS number]"),
        ("and 943 476 5919 too", "and [NHS number] too"),
    ],
)
def test_numbers_of_people_are_found(text, after):
    assert without_numbers(text) == after


@pytest.mark.parametrize(
    "text",
    [
        "0377-290422, 0498-020422, LOG 1187 OF 18MAR23",
        "TC/22/0048217, 5504417/23, EP221016-1093, 202412077, 41/10923/23",
        "10/04/2022, 22:09 and 12 May 2023 and 3.30pm on the 2nd",
        "£1,250.00 for 12 months, 943 476 5910",
        "on 3 May 1961 he was seen",
        "A4 2nd copy",
    ],
)
def test_other_numbers_stay(text):
    assert without_numbers(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 14 Mill Lane, Oxmarsh", [("14 Mill Lane", "14 mill lane")]),
        ("14 MILL LANE REAR", [("14 MILL LANE", "14 mill lane")]),
        ("possession of 10\nCoracle House.", [("10\nCoracle House", "10 coracle house")]),
        ("10 CORACLE HSE STAIRS", [("10 CORACLE HSE", "10 coracle house")]),
        ("Flat 2, 14b St John’s Rd", [("Flat 2, 14b St John’s Rd", "14b st johns road")]),
        ("5 May Street", [("5 May Street", "5 may street")]),
        ("diary 11 Tanners Row.csv", [("11 Tanners Row", "11 tanners row")]),
        ("6 Coracle House, Osier Row, Oxmarsh", [("6 Coracle House, Osier Row", "6 coracle house")]),
        ("next door at 16; Mill Lane is shut, Mill Lane 3", []),
        ("on 3 May Court was told; 19 March 2023 Park", []),
        ("3 December 2024 County Court, 2 County Court", []),
        ("2 MEN OUTSIDE HOUSE, 60 MINS AT YARD", []),
        ("22:05 Mill Lane, 07/05/2022 Mill Lane", []),
        ("he stood 5 yards from the House of 3 close friends", []),
    ],
)
def test_houses_in_streets(text, found):
    assert [(text[start:end], address) for start, end, address in find_addresses(text)] == found


def test_a_known_address_is_found_in_small_letters_too():
    text = "Pc spoke to him at 12 elm road. 13 elm road."
    assert [text[start:end] for start, end, _ in find_addresses(text, {"12 elm road"})] == ["12 elm road"]


@pytest.mark.parametrize(
    ("offset", "start", "end"),
    [(0, 0, 0), (2, 2, 2), (4, 2, 5), (6, 5, 5), (7, 6, 6), (9, 8, 8), (12, 8, 9), (13, 9, 9), (14, 10, 10)],
)
def test_offsets_move_with_what_is_replaced(offset, start, end):
    # "ab1234 cd5678e" -> "abXXX cdYe"
    made = Replaced("ab1234 cd5678e", [Span(9, 13, "Y"), Span(2, 6, "XXX")])
    assert made.text == "abXXX cdYe"
    assert (made.start(offset), made.end(offset)) == (start, end)


def test_replacements_that_overlap_are_one():
    assert Replaced("abcdef", [Span(1, 3, "X"), Span(2, 5, "Y"), Span(4, 4, "Z")]).text == "aXf"
