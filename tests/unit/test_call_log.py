"""Somebody's own list of calls: whom they rang, on which day, and about what that had just happened."""

import pytest
from tests.casework import chronology, incidents, others

LETTER = (
    "6 Plover Court\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Shaw of 8 Plover Court "
    "is my neighbour. I rang Weirside Police and Oakhaven Borough Council.\n\nYours faithfully\n\nMrs A Hale\n"
)
LAST = "30 May 2021,12:00,101,3,shouting over the fence"


def calls(*rows: str, head: str = "Date,Time,Called,Minutes,Note") -> list[str]:
    """What the rows come to; the last row of the list is the same for all."""
    text = f"{head}\n" + "\n".join([*rows, LAST]) + "\n"
    found = chronology({"calls.csv": text, "letter.txt": LETTER})
    return [line for line in [*incidents(found), *others(found)] if not line.startswith(("2021-05-30", "2021-06-14"))]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("15 March 2021,18:03,101,14,swore at me on the stairs", ["2021-03-15 > police 03-15"]),
        ("15 March 2021,02:19,999,5,door being kicked in", ["2021-03-15 > police 03-15"]),
        (
            "15 March 2021,09:20,Brambling,5,loud music last night",
            ["2021-03-14 > registered_provider 03-15", "2021-03-15 report"],
        ),
        (
            "16 March 2021,09:48,Brambling Homes,7,loud music Saturday night till one",
            ["2021-03-13 > registered_provider 03-16", "2021-03-16 report"],
        ),
        (
            "15 March 2021,00:40,101,22,loud music since eleven",
            ["2021-03-14 > police 03-15", "2021-03-15 report"],
        ),
        (
            "15 March 2021,00:40,Council noise line,4,party still going upstairs",
            ["2021-03-14 > local_authority 03-15", "2021-03-15 report"],
        ),
        ("15 March 2021,22:40,Council,9,loud music since two o'clock", ["2021-03-15 > local_authority 03-15"]),
        ("15 March 2021,10:00,Brambling,12,chasing an answer to my complaint", ["2021-03-15 contact"]),
        ("15 March 2021,10:00,101,30,no answer for half an hour", ["2021-03-15 contact"]),
    ],
)
def test_a_call_tells_of_what_had_just_happened_or_of_the_day_that_it_names(row: str, expected: list[str]) -> None:
    assert calls(row) == expected


@pytest.mark.parametrize(
    "head", ["Date,Time,Rang,Length,About", "Day,Time,Number,Mins,Note", "Date,Time,Who I called,Minutes,What for"]
)
def test_other_headings_of_such_a_list(head: str) -> None:
    assert calls("15 March 2021,18:03,101,14,swore at me on the stairs", head=head) == ["2021-03-15 > police 03-15"]


def test_a_second_call_of_the_night_is_about_the_same_noise() -> None:
    rows = ("15 March 2021,00:40,101,22,loud music since eleven", "15 March 2021,04:02,101,31,not stopped yet at four")
    assert [line for line in calls(*rows) if ">" in line] == ["2021-03-14 > police 03-15"]


def test_a_few_words_alone_are_a_call_for_a_person_to_look_at() -> None:
    assert calls("15 March 2021,16:09,999,3,letterbox") == ["2021-03-15 report"]
