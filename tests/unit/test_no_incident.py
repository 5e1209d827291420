"""What diaries, chats, logs and letters say besides incidents: quiet days, tests, private life, plans, titles."""

import pytest
from tests.casework import chronology, incidents, others

from caseclock.extractor.language.no_incident import is_title, tells_of_no_incident


@pytest.mark.parametrize(
    "words",
    [
        "Nothing from upstairs all weekend",
        "All quiet, they are away at his brother's",
        "No noise tonight for once.",
        "Test entry, trying out the app on the new phone",
        "Recorded by mistake, please delete",
        "Sent to see whether it uploads",
        "My sister's birthday. We had a barbecue at hers.",
        "Hospital appointment at 10, home by 2",
        "Carol service at the school if Ben wants to come",
        "The recycling goes out on Mondays",
        "On Friday I left the van on the drive and it was all right",
        "Why can't he use the bin store like everybody else",
        "3. play music that can be heard next door between 23:00 and 07:00",
        "(b) enter Larch Court or threaten any resident",
        "not to use abusive language towards her",
        "The damage to his gate was repaired the same day",
        "The graffiti was cleaned off on 3 May",
        "The dumped tyres were collected on Friday",
        "Ring the council on Monday, they are the ones that do smoke",
        "You should tell the housing about the smell",
        "That makes five nights of banging this month",
        "So that makes three times since Easter",
    ],
)
def test_no_incident_is_told(words: str) -> None:
    assert tells_of_no_incident(words)


@pytest.mark.parametrize(
    "words",
    [
        "Quiet until eleven, then he put his radio on the sill",
        "Quiet day but his friends came and sat on my wall",
        "My birthday, spoiled by his shouting until midnight",
        "Not a quiet night. Bass until three",
        "Testing the app, loud music from number 6",
        "Nothing all week. Today he stood at my gate",
        "He left four bags of bottles by my gate",
        "Playing music at three again",
        "Threatened me at the gate",
        "The door was kicked in and then replaced",
        "The damage was done at night",
        "That makes three times he has kicked my door today",
        "Ring the police, he is kicking my door",
    ],
)
def test_an_incident_is_told_all_the_same(words: str) -> None:
    assert not tells_of_no_incident(words)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Call records, Larch Grove, 01/03/2021 to 30/06/2021", True),
        ("Incident reports for Flat 2 Produced 14/07/2021", True),
        ("Case notes 3 March 2021 - 9 April 2021 printed by TI", True),
        ("Reports of shouting were made on 3 March 2021", False),
        ("He records me on 3 March 2021 from his window", False),
        ("Log 163: window broken", False),
    ],
)
def test_a_title_names_the_records_below_it(line: str, expected: bool) -> None:
    assert is_title(line) is expected


LETTER = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Dray of 6 Tern Close is "
    "my neighbour. The police have been told.\n\nYours faithfully\n\nA Harker\n"
)
COUNCIL = (
    "1 Town Square\n\n20 June 2021\n\nFrom: Oakhaven Borough Council\n\nDear Ms Harker\n\nWe have your letter.\n\n"
    "Yours sincerely\n\nOakhaven Borough Council\n"
)


def test_the_rows_of_a_diary_on_which_nothing_happened() -> None:
    rows = [
        "Date,Time,What happened",
        "03/03/2021,21:00,Kicked my front door and ran",
        "05/03/2021,,Nothing from him today",
        "07/03/2021,,Gran's birthday. Tea at hers.",
        "09/03/2021,22:00,Music until one",
    ]
    found = chronology({"diary.csv": "\n".join(rows) + "\n", "letter.txt": LETTER})
    assert [line[:10] for line in incidents(found)] == ["2021-03-03", "2021-03-09"]


LOG = """Oakhaven Borough Council: case log
Ref,Received,Incident date,How,Details,Officer
OC/1,04/03/2021,03/03/2021,DinBook,Recording of music from 6 Tern Close,JP
OC/2,08/03/2021,07/03/2021,Telephone,Mr Dray shouted at Ms Harker on the path,JP
OC/3,10/03/2021,,Visit,Saw Ms Harker at home and took her account,JP
OC/4,12/03/2021,11/03/2021,Telephone,Mr Dray banged on the wall at midnight,JP
"""
APP = """Entry,Uploaded,Property,Began,Minutes,Kind,Comment
D1,20 Mar 2021 23:50,4 Tern Close,20 Mar 2021 23:05,40,Music,Bass and stamping
D2,28 Mar 2021 00:20,4 Tern Close,27 Mar 2021 22:10,120,Music,Singing and shouting
D3,29 Mar 2021 12:00,4 Tern Close,29 Mar 2021 11:59,1,Other,Only a test to see if this works
"""


def test_a_log_with_a_day_for_its_incidents_tells_of_a_visit_without_one() -> None:
    found = chronology({"log.csv": LOG, "letter.txt": LETTER, "council.txt": COUNCIL})
    assert [line[:10] for line in incidents(found)] == ["2021-03-03", "2021-03-07", "2021-03-11"]
    assert "2021-03-10 agency_action" in others(found)


def test_recordings_are_told_to_the_agency_whose_log_names_the_app() -> None:
    papers = {"log.csv": LOG, "dinbook_4_tern.csv": APP, "letter.txt": LETTER, "council.txt": COUNCIL}
    found = [line for line in incidents(chronology(papers)) if line > "2021-03-15"]
    assert found == ["2021-03-20 > local_authority 03-20", "2021-03-27 > local_authority 03-28"]
