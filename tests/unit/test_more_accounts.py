"""Accounts in running text that say things the short way: again, brackets, numbers given after, tellings of others."""

import pytest
from tests.casework import chronology, incidents, on, others
from tests.made_events import account, together
from tests.unit.test_prose import AGENCY, LANDLORD, REPORT, TENANT, TOLD
from tests.unit.test_rows import but_last, diary

from caseclock.extractor.language.acts import is_negated
from caseclock.extractor.language.addresses import houses_of
from caseclock.models.entry import EntryKind
from caseclock.models.entry import IncidentType as T


@pytest.mark.parametrize(
    ("paper", "words", "expected"),
    [
        # nobody is told of a thing before it happens
        (
            TENANT,
            "On 2 March 2021 he threw eggs at my window. I told the police on 3 March 2021. On 6 March 2021 he shouted "
            "at me.",
            [f"2021-03-02 > police 03-03, {TOLD}", f"2021-03-06 > {TOLD}"],
        ),
        # ... and of a repeat with what it repeats
        (
            TENANT,
            "On 2 March 2021 he kicked my front door, and again on 6 March. I told the police on 7 March 2021.",
            [f"2021-03-02 > police 03-07, {TOLD}", f"2021-03-06 > police 03-07, {TOLD}"],
        ),
        (
            TENANT,
            "On Tuesday 1 June 2021 he played loud music all night. Then the same again on 4 June 2021.",
            [f"2021-06-01 > {TOLD}", f"2021-06-04 > {TOLD}"],
        ),
        # a date alone in brackets belongs to what stands before it
        (
            TENANT,
            "He has smashed my window (2 March 2021), spat at me (9 April 2021) and kicked my door (1 May 2021).",
            [f"2021-03-02 > {TOLD}", f"2021-04-09 > {TOLD}", f"2021-05-01 > {TOLD}"],
        ),
        # a date that is a sentence by itself dates what follows
        (AGENCY, "2 March 2021. He shouted at you from his balcony.", ["2021-03-02"]),
        # the day of the telling and the day of what was told
        (
            TENANT,
            "I told the police on 7 March 2021 about the stones he threw at my window on 2 March 2021.",
            [f"2021-03-02 > police 03-07, {TOLD}"],
        ),
        (
            TENANT,
            "On 2 March 2021 he smashed my window. I reported it to you on 4 March 2021 and to the police on 5 March "
            "2021.",
            [f"2021-03-02 > {LANDLORD} 03-04, police 03-05"],
        ),
        (
            TENANT,
            "On 9 February 2021 he shouted at me over the fence (police, log 163).",
            [f"2021-02-09 > {TOLD}, police ?"],
        ),
        (
            AGENCY,
            "On 4 March 2021 you reported that your neighbour had smashed a window on 2 March 2021.",
            [f"2021-03-02 > {LANDLORD} 03-04"],
        ),
        (
            AGENCY,
            "On 4 March 2021 you told us that on 2 March your neighbour had kicked your door in.",
            [f"2021-03-02 > {LANDLORD} 03-04"],
        ),
        (
            AGENCY,
            "On 2 March 2021 he spat at you on the stairs. Phoned in on 4 March 2021.",
            [f"2021-03-02 > {LANDLORD} 03-04"],
        ),
        (REPORT, "The landlord did not respond to her report until 5 May 2021.", []),
        (TENANT, "I have told your people again and again about the noise and nobody does anything.", []),
        (AGENCY, "Our noise team has no report from you between 1 March 2021 and 30 April 2021.", []),
    ],
)
def test_incidents(paper: str, words: str, expected: list[str]) -> None:
    assert incidents(chronology({"paper.txt": paper.format(words)})) == expected


def test_a_number_given_after_the_incident_is_its_number() -> None:
    words = "On 2 March 2021 he slashed my tyres. I rang the police on 3 March 2021. They gave me 41/10932/21."
    (entry,) = on(chronology({"paper.txt": TENANT.format(words)}), "2021-03-02")
    assert [report.reference for report in entry.reports if report.agency.startswith("police")] == ["41/10932/21"]


@pytest.mark.parametrize(
    "words",
    [
        "The resident complained on 1 April 2021. The landlord did not acknowledge the complaint until 5 May 2021.",
        "The tenant's complaint was not acknowledged until 5 May 2021.",
    ],
)
def test_not_until_is_done_then(words: str) -> None:
    assert "2021-05-05 complaint_response" in others(chronology({"paper.txt": REPORT.format(words)}))


def test_you_did_not_reply_until() -> None:
    words = "On 9 May 2021 he threw eggs at my window. You did not reply until 20 May 2021."
    assert [line[:10] for line in others(chronology({"paper.txt": TENANT.format(words)}))] == [
        "2021-05-20",
        "2021-06-14",
    ]


def test_no_visit_was_made_until_is_done() -> None:
    words = "no visit was made until 5 May"
    assert not is_negated(words, words.index("visit"))


def test_called_a_name_is_no_telephone_call() -> None:
    words = "On 2 March 2021 he smashed my window and called me a filthy cow."
    assert others(chronology({"paper.txt": TENANT.format(words)})) == ["2021-06-14 report"]


@pytest.mark.parametrize("told", ["101 that night", "999 at once"])
def test_the_number_of_the_police_alone_names_them(told: str) -> None:
    assert but_last(diary(f"06/03/2021,11pm,He kicked my front door and shouted,{told}")) == [
        "2021-03-06 > police 03-06"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Thank you for your complaint, which we will answer by 28 June 2021.",
        "I acknowledge your complaint about our service.",
    ],
)
def test_acknowledgement(words: str) -> None:
    (entry,) = on(chronology({"paper.txt": AGENCY.format(words)}), "2021-06-14")
    assert entry.kind is EntryKind.COMPLAINT_RESPONSE


def test_a_slip_of_the_month_does_not_drive_a_third_account_away() -> None:
    door = account("kicked the front door until the panel split", "2021-03-06", types=[T.CRIMINAL_DAMAGE], time="23:00")
    crime = account(
        "front door kicked", "2021-03-06", paper="p2", types=[T.CRIMINAL_DAMAGE], references=("FP/21/004512",)
    )
    letter = account("the damage to your door", "2021-04-06", paper="p3", references=("FP/21/004512",))
    assert together(door, crime, letter)


def test_a_number_of_times_is_no_house() -> None:
    assert houses_of({"Dray"}, "I saw Mr Dray 6 times") == set()


def test_a_copy_makes_no_incident() -> None:
    text = "On 4 March 2021 On 4 March 2021 On 4 March 2021 On 4 March 2021\nDear Ms Harker"
    assert incidents(chronology({"a.txt": text, "b.txt": text})) == incidents(chronology({"a.txt": text}))


def test_a_person_without_a_name_stops_nothing() -> None:
    assert chronology({"a.txt": "Mr Dray PC 1120 Ware Mr Dray PC 1120 Ware"}).documents


def test_a_solicitor_speaks_for_the_client() -> None:
    letter = (
        "Wick and Marlow LLP\nSolicitors\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sirs\n\n"
        "Our client: Ms A Harker\n\n"
        "We act for Ms Harker. On 2 March 2021 Mr Dray spat at our client. Please treat this letter as her request for "
        "stage 2.\n\nYours faithfully\n\nWick and Marlow LLP\n"
    )
    found = chronology({"letter.txt": letter})
    assert incidents(found) == [f"2021-03-02 > {TOLD}"]
    assert "2021-06-14 complaint" in others(found)


def test_he_and_she_are_whom_the_papers_title_so() -> None:
    words = (
        "Ms Harker rang about Mr Dray. On 2 March 2021 he shouted at Ms Harker. She told us on 3 March 2021. Ms Harker "
        "is frightened. On 9 March 2021 he threw a stone at her window."
    )
    assert incidents(chronology({"paper.txt": AGENCY.format(words)}))[-1].startswith("2021-03-09")
