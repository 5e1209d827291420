"""Logs of council teams and contact desks: what residents told, when, about which house, and what was done of it."""

import pytest
from tests.casework import chronology, incidents, others

LETTER = (
    "6 Plover Lane\nOakhaven\n\n14 June 2021\n\nTo: Oakhaven Borough Council\n\nDear Sir\n\n"
    "I write about my neighbour Mr Shaw "
    "of 8 Plover Lane.\n\nYours faithfully\n\nMrs A Hale\n"
)
COUNCIL = "local_authority"
NOISE = (
    "Environmental Protection: incident log (extract of 3 June 2021)\n\n"
    "Received,At,Log,About,Detail,Officer,Action taken\n"
)
DESK = "Oakhaven Borough Council\nContact log\n\nRef,Received,From,How,What was said,Done\n"
POLICE = "Weirside Police disclosure\nLog,Created,Occurred from,Caller,Location,Text,Result\n"


def read(name: str, text: str) -> list[str]:
    found = chronology({name: text, "letter.txt": LETTER})
    return [line for line in [*incidents(found), *others(found)] if not line.startswith(("2021-06", "2021-05"))]


def noise(row: str) -> list[str]:
    rest = (
        "01/05/2021,22:10,N7,8 Plover Lane,Loud music from no 8,RB,Advice\n"
        "02/05/2021,22:10,N8,8 Plover Lane,Loud music from no 8,RB,Advice\n"
        "03/05/2021,22:10,N9,8 Plover Lane,Loud music from no 8,RB,Advice\n"
    )
    return read("noise.csv", f"{NOISE}{row}\n{rest}")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            '15/03/2021,22:35,N1,8 Plover Lane,"No 6 again, music from no 8 since nine",RB,Logged',
            ["2021-03-15 > local_authority 03-15"],
        ),
        (
            "15/03/2021,00:40,N1,8 Plover Lane,Caller at no 6 says party since ten last night,RB,Logged",
            ["2021-03-14 > local_authority 03-15"],
        ),
        (
            "15/03/2021,11:05,N1,8 Plover Lane,Mrs Hale says bin was set alight a month ago today,RB,Logged",
            ["2021-02-15 > local_authority 03-15"],
        ),
        (
            "15/03/2021,23:40,N1,8 Plover Lane,Music from no 8 since eleven,RB,Letter to Mr Shaw sent 22/03/2021",
            ["2021-03-15 > local_authority 03-15", "2021-03-22 agency_action"],
        ),
        ("15/03/2021,22:35,N1,30 Teal Road,Music from no 30 since nine,RB,Advice", ["2021-03-15 other"]),
    ],
)
def test_a_noise_log_tells_when_it_began_and_what_was_done(row: str, expected: list[str]) -> None:
    assert noise(row) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Music from no 8 all Sunday afternoon", f"2021-03-14 > {COUNCIL} 03-15"),
        ("A rocket cracked her window on Saturday night at ten", f"2021-03-13 > {COUNCIL} 03-15"),
        ("The motorbike from no 8 on the pavement yesterday afternoon", f"2021-03-14 > {COUNCIL} 03-15"),
    ],
)
def test_what_a_resident_tells_the_desk_is_a_report_of_it(said: str, expected: str) -> None:
    rows = (
        f'H1,15/03/2021,"Mrs A Hale, 6 Plover Lane",phone,{said},Noted\nH2,01/05/2021,Anon,phone,Bin not emptied,Sent\n'
    )
    assert expected in read("desk.csv", DESK + rows)


@pytest.mark.parametrize(
    ("row", "happened"),
    [
        ('"HALE, NO 6",PLOVER LANE,OCC OF NO 8 SHOUTING AT INF,NFA', True),
        ('"SHAW, NO 8",PLOVER LANE,FEMALE AT NO 6 SHOUTING AT CALLER,NFA', False),
        ("RESIDENT,6 PLOVER LANE,SHAW REPORTS THAT INFT OF NO 6 SHOUTS AT HIM,NFA", False),
        ("HALE,CYCLE STORE,INFT NOW REPORTS BOTH TYRES OF BICYCLE SLASHED,NFA", True),
        ("PASSER BY,TEAL ROAD,YOUTHS FIGHTING,NFA", False),
        ("DRIVER,TEAL ROAD JCT PLOVER LANE,TWO CARS SMASHED, NO INJURY", False),
    ],
)
def test_whose_incident_a_police_log_is(row: str, happened: bool) -> None:
    more = "P8,01/05/2021 20:10,01/05/2021 20:00,HALE,PLOVER LANE,OCC OF NO 8 THROWING BOTTLES AT NO 6,NFA\n"
    found = read("police.csv", f"{POLICE}P1,15/03/2021 20:10,15/03/2021 20:00,{row}\n{more}")
    assert any(line.startswith("2021-03-15 >") for line in found) == happened


def test_a_list_that_says_who_was_told_is_no_report_to_whoever_has_the_list() -> None:
    form = (
        "From: Oakhaven Borough Council web forms <forms@oakhaven.gov.example>\nTo: reviews@oakhaven.gov.example\n"
        "Date: Fri, 30 Apr 2021 12:44:09 +0100\nSubject: ASB case review request\n\nName: Mrs A Hale\n\n"
        "| When | What happened | Who was told |\n| 15/03/2021 | Shouted at me by Mr Shaw | Police |\n"
        "| 16/03/2021 | Mr Shaw threw a bottle at me | Nobody |\n"
    )
    found = read("form.eml", form)
    assert not any(COUNCIL in line for line in found if line.startswith("2021-03"))
    assert any(line.startswith("2021-03-15") for line in found)


CUSTOMERS = "Case,Date,Customer,Channel,Summary,Action\n"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Yesterday at half past five no 8 threw eggs at her door", f"2021-03-14 > {COUNCIL} 03-15"),
        ("Tyres of her car let down in the night", f"2021-03-14 > {COUNCIL} 03-15"),
        ("No 8 is playing loud music", f"2021-03-15 > {COUNCIL} 03-15"),
        ("Wants a call back about her complaint", "2021-03-15 contact"),
    ],
)
def test_the_one_date_of_a_log_that_names_its_callers_is_that_of_the_telling(said: str, expected: str) -> None:
    row = f'C1,15/03/2021,"A Hale, 6 Plover Lane",Phone,{said},Passed on\n'
    rest = 'C2,01/05/2021,"B Orr, 2 Plover Lane",Web,No 8 is shouting,Passed on\n'
    assert expected in read("customers.csv", f"{CUSTOMERS}{row}{rest}")
