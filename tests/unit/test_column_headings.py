"""What a column of a table means, by its heading and by what stands beneath it."""

import pytest
from tests.casework import chronology, incidents, others

from caseclock.extractor.language.columns import Column, meanings
from caseclock.models.chronology import Chronology
from caseclock.models.text import Block, Cell, Role

DATES = ("08/03/2021", "11-Mar-21 15:30", "2021-03-15 09:20")
CLOCKS = ("09:20", "15:30", "21:05")
PROSE = (
    "Drums through the wall again until well after two",
    "He stood at the gate and would not let her past",
    "Letter sent to both of the houses about the noise",
)
NAMES = ("A Harker", "B Wren", "C Dray")
WAYS = ("Phone in", "Email", "Visit")
NUMBERS = ("R-101", "R-102", "R-103")
PLACES = ("4 Tern Close", "6 Tern Close", "Heron Road")
# A paper beside the table, so that the case knows its people and its landlord.
BESIDE = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Dray of 6 Tern Close is "
    "my neighbour. The police have been told.\n\nYours faithfully\n\nA Harker\n"
)


def table(**columns: tuple[str, ...]) -> list[Block]:
    """The rows of a table with these columns; "_" in a name stands for a space."""
    rows = []
    for number, values in enumerate(zip(*columns.values(), strict=True)):
        cells = tuple(Cell(head.replace("_", " "), 0, 0, text) for head, text in zip(columns, values, strict=True))
        rows.append(Block(Role.ROW, number, number + 1, cells=cells, table=1))
    return rows


def meaning(heading: str, values: tuple[str, ...]) -> Column:
    rows = [Block(Role.ROW, n, n + 1, cells=(Cell(heading, 0, 0, v),), table=1) for n, v in enumerate(values)]
    return meanings(rows)[heading]


@pytest.mark.parametrize(
    ("heading", "values", "expected"),
    [
        ("Entry date", DATES, Column.DATE),
        ("Entry Date/Time", DATES, Column.DATE),
        ("Date of contact", DATES, Column.DATE),
        ("Activity Date", DATES, Column.DATE),
        ("Timestamp", DATES, Column.DATE),
        ("Time noted", CLOCKS, Column.TIME),
        ("Start", CLOCKS, Column.TIME),
        ("Noise began", DATES, Column.HAPPENED),
        ("When did it happen?", DATES, Column.HAPPENED),
        ("When did it stop?", DATES, Column.ENDED),
        ("Noise ended", CLOCKS, Column.ENDED),
        ("Sent on", DATES, Column.REPORTED),
        ("Date of call", DATES, Column.REPORTED),
        ("Time of call", CLOCKS, Column.TIME),
        ("Heard on", DATES, Column.HAPPENED),
        ("By", DATES, Column.DUE),
        ("By", NAMES, Column.OFFICER),
        ("Incident", NUMBERS, Column.REFERENCE),
        ("Action by", DATES, Column.DUE),
        ("Completed by", NAMES, Column.OFFICER),
        ("Entered By", NAMES, Column.OFFICER),
        ("Caseworker", NAMES, Column.OFFICER),
        ("Reported by", NAMES, Column.WHO),
        ("Tenant", NAMES, Column.WHO),
        ("From", NAMES, Column.WHO),
        ("From", DATES, Column.HAPPENED),
        ("Reported", DATES, Column.REPORTED),
        ("Reported?", ("Police", "No", "Brambling Homes"), Column.TOLD),
        ("What the caller told us", PROSE, Column.WHAT),
        ("Caller remarks", PROSE, Column.WHAT),
        ("Log", PROSE, Column.WHAT),
        ("Log", NUMBERS, Column.REFERENCE),
        ("What time", CLOCKS, Column.TIME),
        ("What we did", PROSE, Column.OUTCOME),
        ("What was done to you", PROSE, Column.WHAT),
        ("Contact method", WAYS, Column.TYPE),
        ("Source address", PLACES, Column.PLACE),
        ("Where it happened", PLACES, Column.PLACE),
        ("Telephone number", ("01632 960000", "01632 960001"), Column.OTHER),
        ("Date of birth", DATES, Column.OTHER),
        ("Next contact", DATES, Column.OTHER),
        ("From", ("Mrs A Bell, 4 High Row, Oakhaven", "Mr C Dunn, 6 High Row, Oakhaven"), Column.WHO),
        ("From", CLOCKS, Column.TIME),
    ],
)
def test_a_heading_and_its_values(heading: str, values: tuple[str, ...], expected: Column) -> None:
    assert meaning(heading, values) is expected


def test_dates_under_any_heading_are_dates() -> None:
    assert meaning("Whatnot", DATES) is Column.DATE


def test_the_longest_text_of_a_dated_table_is_what() -> None:
    found = meanings(table(Day=DATES, Colour=("red", "blue", "red"), Saga=PROSE))
    assert found == {"Day": Column.DATE, "Colour": Column.OTHER, "Saga": Column.WHAT}


def test_what_it_did_to_the_writer_is_not_what_happened() -> None:
    found = meanings(table(Date=DATES, How_it_affected_you=PROSE, Noise=("Loud drums next door", "Bass", "Party")))
    assert found["How it affected you"] is Column.WHAT  # nothing else is
    found = meanings(table(Date=DATES, How_it_affected_you=PROSE, What_happened=PROSE))
    assert found["How it affected you"] is Column.EFFECT


def test_one_name_down_a_column_does_not_say_who_told() -> None:
    assert meaning("Tenant", ("A Harker",) * 3) is Column.OTHER
    assert meaning("Caller", ("A Harker",) * 3) is Column.WHO


def case(name: str, text: str) -> Chronology:
    return chronology({name: text, "letter.txt": BESIDE})


@pytest.mark.parametrize(
    "text",
    [
        "Report ID,Captured,Uploaded,Tenant,Remarks\n"
        "R1,08/03/2021 22:10,08/03/2021 22:40,A Harker,Drums through the wall\n"
        "R2,11/03/2021 23:00,12/03/2021 00:10,A Harker,Shouting and doors slamming\n",
        "Ticket,Noise began,Sent,How did it affect you?,What could you hear?\n"
        "T1,08/03/2021 22:10,09/03/2021,I could not sleep at all and was late for my work,Drums\n"
        "T2,11/03/2021 23:00,12/03/2021,The children were awake until after one and crying,Loud party\n",
        "Day,Clock,Story,Damage cost,Told\n"
        "08/03/2021,22:10,He kicked my front door until the frame split,£40.00,Police that night\n"
        "11/03/2021,23:00,Music and shouting from next door all night,,nobody\n",
    ],
    ids=["an app", "an app with effects", "a diary that counts the cost"],
)
def test_no_table_is_lost_for_its_headings(text: str) -> None:
    assert [line[:10] for line in incidents(case("table.csv", text))] == ["2021-03-08", "2021-03-11"]


def test_case_notes_under_other_headings() -> None:
    found = case(
        "file.csv",
        "Activity Date,Completed by,Customer,Update\n"
        "08/03/2021,TI,A Harker,T/C from tnt: last night Mr Dray kicked her front door\n"
        "09/03/2021,TI,A Harker,HV to Mr Dray. He denies it\n"
        "15/03/2021,OP,A Harker,Warning letter sent to Mr Dray\n",
    )
    assert [line[:10] for line in incidents(found)] == ["2021-03-07"]
    assert {"2021-03-09 agency_action", "2021-03-15 agency_action"} <= set(others(found))


def test_a_list_of_bills_tells_of_nothing() -> None:
    found = case(
        "bills.csv",
        "Paid on,Item,Amount\n08/03/2021,Repair to the front door after it was kicked in,£40.00\n"
        "11/03/2021,New fence panel fitted by the man from the yard,£20.00\n",
    )
    assert incidents(found) == []


def recordings(*rows: str) -> list[str]:
    """The incidents of an app's export about one flat, but for the two that only make it so."""
    head = "Ref,Uploaded,Noise began,Source address,Resident,What the user heard\n"
    usual = [
        f"Q{n},1{n}/04/2021 22:30,1{n}/04/2021 22:00,Flat 6 Tern Close,A Harker,Drums and singing" for n in (1, 3, 5)
    ]
    found = incidents(case("export.csv", head + "\n".join([*usual, *rows]) + "\n"))
    return [line[:10] for line in found if not line.startswith("2021-04-1")]


def test_a_recording_sent_again_is_one() -> None:
    first = "R1,08/03/2021 22:40,08/03/2021 22:10,Flat 6 Tern Close,A Harker,Heavy drums through the wall"
    again = "R2,08/03/2021 22:44,08/03/2021 22:10,Flat 6 Tern Close,A Harker,Heavy drums through the wall (second try)"
    later = "R3,08/03/2021 23:59,08/03/2021 23:50,Flat 6 Tern Close,A Harker,Heavy drums through the wall"
    assert recordings(first, again) == ["2021-03-08"]
    assert recordings(first, again, later) == ["2021-03-08", "2021-03-08"]


@pytest.mark.parametrize(
    ("place", "words", "counted"),
    [
        ("Street", "A car alarm, nobody about", False),
        ("Street", "He was shouting at my visitors", True),
        ("Flat 6 Tern Close", "Loud party, it is not flat 6", False),
        ("Flat 6 Tern Close", "Loud party, not 6:30 yet", True),
        ("Flat 9", "Loud party", False),
        ("Flat 6", "Loud party", True),
    ],
)
def test_a_recording_of_another_house(place: str, words: str, counted: bool) -> None:
    row = f'R1,08/03/2021 22:40,08/03/2021 22:10,{place},A Harker,"{words}"'
    assert recordings(row) == (["2021-03-08"] if counted else [])


def test_between_two_moments() -> None:
    found = case(
        "disclosure.csv",
        "FENSHIRE POLICE,,,\nIncident No,Recorded,Between,Synopsis\n"
        "0101,09/03/2021 07:40,08/03/2021 21:00 and 09/03/2021 07:15,Both tyres slashed in the parking bay\n"
        "0102,12/03/2021 23:40,12/03/2021 21:00 and 12/03/2021 23:15,Gate kicked off its hinges\n",
    )
    assert [line.split(" >")[0] for line in incidents(found)] == ["2021-03-08/2021-03-09", "2021-03-12"]


def test_the_day_of_an_outcome_in_a_column_of_its_own() -> None:
    found = case(
        "requests.csv",
        "Case,Received,Heard on,Complainant,Nature of complaint,Action taken,Action date\n"
        "R1,10/03/2021,08/03/2021,Harker,Drums and stamping until past midnight,Warning letter sent,15/03/2021\n"
        "R2,12/03/2021,11/03/2021,Wren,Shouting and doors slamming,None,\n",
    )
    assert [line[:10] for line in incidents(found)] == ["2021-03-08", "2021-03-11"]
    assert any(line.startswith("2021-03-15 ") for line in others(found))
