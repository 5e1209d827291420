"""Tables, logs, forms and chats to events: one row is one record, and its columns say when, what and who was told."""

import pytest
from tests.casework import chronology, incidents, on, others

from caseclock.models.chronology import Chronology
from caseclock.models.entry import EntryKind

LANDLORD = "registered_provider"
# A paper beside the table, so that the case knows its people, its landlord and its police.
BESIDE = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Dray of 6 Tern Close is "
    "my neighbour. The police have been told.\n\nYours faithfully\n\nA Harker\n"
)


def case(name: str, text: str) -> Chronology:
    return chronology({name: text, "letter.txt": BESIDE})


def notes(*rows: str) -> Chronology:
    head = "Brambling Homes case notes\n\nRef,Date,Time,Officer,Type,Notes\n"
    return case("notes.csv", head + "\n".join([*rows, "N9,30/04/2021,12:00,TI,Admin,File checked"]) + "\n")


def diary(*rows: str) -> Chronology:
    head = "Date,Time,What happened,Who did you tell?\n"
    return case("diary.csv", head + "\n".join([*rows, "30/04/2021,10:00,Rubbish tipped on my path,"]) + "\n")


def police(*rows: str) -> Chronology:
    head = "FENSHIRE POLICE incident log,,,,,\nLog,Occurred,Reported,Location,Caller,Details,Result\n"
    usual = "0999-300421,30/04/2021 21:00,30/04/2021 21:05,4 TERN CLOSE,HARKER,LOUD MUSIC,LOGGED"
    return case("police log.csv", head + "\n".join([*rows, usual]) + "\n")


def but_last(found: Chronology) -> list[str]:
    """The incidents but for the one that only makes it a table."""
    return [line for line in incidents(found) if not line.startswith("2021-04-30")]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            'N1,08/03/2021,10:00,TI,Phone,"T/C from tnt: last night Mr Dray kicked her front door"',
            [f"2021-03-07 > {LANDLORD} 03-08"],
        ),
        (
            'N1,15/03/2021,09:00,TI,Phone,"T/C from tnt: eggs at her window on Saturday night, shouting on Sunday"',
            [f"2021-03-13 > {LANDLORD} 03-15", f"2021-03-14 > {LANDLORD} 03-15"],
        ),
        (
            'N1,17/05/2021,10:00,TI,Phone,"T/C from tnt: van left across her drive three times last week"',
            [f"2021-05-10/2021-05-16 > {LANDLORD} 05-17"],
        ),
        ("N1,16/03/2021,10:00,TI,Phone,T/C from Mr Dray. Says tnt bangs on his wall every night", []),
        ("N1,09/03/2021,11:00,TI,Visit,HV to Mr Dray. He denies it", []),
    ],
    ids=["one", "two in one note", "a count", "the respondent's own", "a visit"],
)
def test_notes_tell_of_incidents_before_they_were_written(note: str, expected: list[str]) -> None:
    assert but_last(notes(note)) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("N1,09/03/2021,11:00,TI,Visit,HV to Mr Dray. He denies it", "2021-03-09 agency_action"),
        ("N1,18/03/2021,09:30,TI,Letter,Warning letter to Mr Dray sent", "2021-03-18 agency_action"),
        ("N1,16/03/2021,,TI,Phone,T/C from Mr Dray. Says tnt bangs on his wall", "2021-03-16 contact"),
        ('N1,08/03/2021,10:00,TI,Phone,"T/C from tnt: last night he kicked her front door"', "2021-03-08 report"),
    ],
)
def test_notes_tell_of_what_was_done_that_day(note: str, expected: str) -> None:
    assert expected in others(notes(note))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Rang 101 that night", "2021-03-06 > police 03-06"),
        ('"Rang 101 that night, Brambling Monday"', f"2021-03-06 > police 03-06, {LANDLORD} 03-08"),
        ("Brambling on the 16th", f"2021-03-06 > {LANDLORD} 03-16"),
        ("Police next morning", "2021-03-06 > police 03-07"),
        ("No one", "2021-03-06"),
        ("Will tell Brambling", "2021-03-06"),
        ("", "2021-03-06"),
    ],
)
def test_a_diary_says_who_was_told(told: str, expected: str) -> None:
    found = diary(f"06/03/2021,11pm,He kicked my front door and shouted,{told}")
    assert but_last(found) == [expected]
    (entry,) = on(found, "2021-03-06")
    assert entry.when.time == "23:00"


def test_a_log_has_a_day_of_happening_and_a_day_of_telling() -> None:
    found = police("0201-080321,08/03/2021 21:00,10/03/2021 09:00,4 TERN CLOSE,HARKER,EGGS THROWN AT WINDOW,LOGGED")
    assert but_last(found) == ["2021-03-08 > police 03-10"]
    (entry,) = on(found, "2021-03-08")
    assert entry.reports[0].reference == "0201-080321"


@pytest.mark.parametrize(
    "row",
    [
        "0222-090321,09/03/2021 21:00,09/03/2021 21:00,31 HERON ROAD,PELL,NOISY PARTY,LOGGED",
        "0223-090321,09/03/2021 21:00,09/03/2021 21:00,THE PLOUGH PH,STAFF,FIGHT IN BAR,LOGGED",
        "0224-090321,09/03/2021 21:00,09/03/2021 21:00,6 TERN CLOSE,OCC OF NO 6,"
        "OCC OF NO 6 COMPLAINS THAT FEMALE AT NO 4 BANGS ON WALL,LOGGED",
    ],
    ids=["another house", "a pub", "the respondent's own"],
)
def test_what_a_log_has_of_others_is_no_incident_but_stays(row: str) -> None:
    mine = [
        f"{n}-{n}0321,{n}/03/2021 21:00,{n}/03/2021 21:00,4 TERN CLOSE,HARKER,EGGS THROWN AT WINDOW,LOGGED"
        for n in (10, 12, 14)
    ]
    found = police(row, *mine)
    assert [line[:10] for line in but_last(found)] == ["2021-03-10", "2021-03-12", "2021-03-14"]
    assert others(found, "other") == ["2021-03-09 other"]


def test_a_second_call_about_the_same_thing_says_so() -> None:
    first = "0163-060321,06/03/2021 23:00,06/03/2021 23:05,4 TERN CLOSE,HARKER,MALE SHOUTING AND KICKING DOOR,LOGGED"
    second = "0170-060321,06/03/2021 23:10,06/03/2021 23:12,4 TERN CLOSE,HARKER,{},LOGGED"
    again = police(first, second.format("MALE STILL SHOUTING. DUPLICATE OF LOG 0163-060321"))
    assert but_last(again) == ["2021-03-06 > police 03-06"]
    assert len(on(again, "2021-03-06")[0].sources) == 2
    apart = police(first, second.format("MALE STILL SHOUTING"))
    assert len(but_last(apart)) == 2


def test_the_result_of_a_log_is_an_act_of_its_own_day() -> None:
    row = "0163-060321,06/03/2021 23:00,06/03/2021 23:05,4 TERN CLOSE,HARKER,MALE SHOUTING,PC 1120 VISITED 08/03/2021"
    assert others(police(row), "police_action") == ["2021-03-08 police_action"]


CONTROL_ROOM = """FENSHIRE POLICE
Incident log disclosure
Printed 2 June 2021

LOG 0163 06/03/2021
OPENED 23:05
LOCATION: 4 TERN CLOSE
23:05 INF STATES MALE KICKED HER FRONT DOOR 10 MINS AGO
23:20 PC 1120 ATTENDED, INF SEEN
00:10 PC 1120 ARRESTED MALE AT NO 6

LOG 0201 08/03/2021
OPENED 00:04
LOCATION: 4 TERN CLOSE
00:04 INF STATES EGGS THROWN AT WINDOW 10 MINS AGO
"""


def test_a_control_room_print_counts_back_from_the_call() -> None:
    found = chronology({"prints.txt": CONTROL_ROOM})
    assert incidents(found) == ["2021-03-06 > police 03-06", "2021-03-07 > police 03-08"]
    times = [e.when.time for e in found.entries if e.kind is EntryKind.INCIDENT]
    assert times == ["22:55", "23:54"]


def test_lines_past_midnight_are_of_the_next_day() -> None:
    found = chronology({"prints.txt": CONTROL_ROOM})
    acts = [(str(e.when.start), e.when.time) for e in found.entries if e.kind is EntryKind.POLICE_ACTION]
    assert acts == [("2021-03-06", "23:20"), ("2021-03-07", "00:10")]


CRIME = """FENSHIRE POLICE
CRIME REPORT
CRIME NUMBER: FP/21/004512
CLASSIFICATION: CRIMINAL DAMAGE
COMMITTED FROM: {since}
COMMITTED TO: {until}
REPORTED: 07/03/2021 08:15
LOCATION: 4 TERN CLOSE
MO: UNKNOWN SUSPECT KICKS FRONT DOOR, SPLITTING PANEL
09/03/2021 14:00: PC 1120 VISITED AGGRIEVED, DOOR PHOTOGRAPHED
"""


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("06/03/2021 23:00", "06/03/2021 23:30", "2021-03-06 > police 03-07"),
        ("06/03/2021 23:00", "07/03/2021 07:30", "2021-03-06/2021-03-07 > police 03-07"),
    ],
)
def test_a_crime_report_is_one_incident_and_its_enquiries(since: str, until: str, expected: str) -> None:
    found = chronology({"report.txt": CRIME.format(since=since, until=until)})
    assert incidents(found) == [expected]
    assert others(found) == ["2021-03-09 police_action"]
    (crime,) = (e for e in found.entries if e.kind is EntryKind.INCIDENT)
    assert crime.reports[0].reference == "FP/21/004512"
    assert "criminal_damage" in crime.types


def test_a_chat_is_told_at_its_moment_and_answered() -> None:
    found = case(
        "chat.txt",
        "06/03/2021, 23:04 - Ann Harker: He has just kicked my front door\n"
        "06/03/2021, 23:06 - Joe: I heard it through the wall\n"
        "06/03/2021, 23:07 - Ann Harker: Ringing 101 now\n"
        "07/03/2021, 09:00 - Joe: Are you all right today?\n"
        "08/03/2021, 07:30 - Ann Harker: Eggs at my window last night\n",
    )
    assert incidents(found) == ["2021-03-06 > police 03-06", "2021-03-07"]
    assert ["heard it" in s.quote for s in on(found, "2021-03-06")[0].sources] == [False, True]


def test_an_action_table_tells_of_what_was_done_not_of_what_is_due() -> None:
    found = case(
        "actions.csv",
        "Action,Owner,Due,Status\n"
        '"Write to Mr Dray about the noise",TI,23/06/2021,Done 21/06/2021\n'
        '"Fit a camera",TI,30/06/2021,Open\n'
        '"Visit Ms Harker",TI,25/06/2021,Overdue\n',
    )
    assert incidents(found) == []
    assert others(found, "agency_action") == ["2021-06-21 agency_action"]


def test_a_table_of_money_tells_of_nothing() -> None:
    found = case("costs.csv", "Date,What,Cost\n03/03/2021,Door smashed - new panel,£140\n04/03/2021,Glass,£60\n")
    assert incidents(found) == []
