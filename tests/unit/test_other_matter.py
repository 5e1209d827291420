"""Rows of an agency's log that are about no behaviour stay in the chronology, and are no incidents."""

import pytest
from tests.casework import chronology, incidents, others

from caseclock.extractor.language.other_matter import is_other_matter


@pytest.mark.parametrize(
    ("category", "words", "other"),
    [
        ("LOST PROPERTY", "PURSE LEFT ON TRAIN", True),
        ("Lost/Found property", "Bank card handed in at front counter", True),
        ("RTC", "Two cars, no injury", True),
        ("Missing person", "14 year old not back from school", True),
        ("", "Green bin not emptied on Tuesday", True),
        ("", "Street light out by the garages", True),
        ("", "Pothole at the corner", True),
        # The words tell of behaviour: the class does not undo them.
        ("LOST PROPERTY", "Says neighbour smashed her window and took the keys", False),
        ("Missed bin", "Bin kicked over by the man next door, he swore at her", False),
        # What may be about the case stays an account.
        ("Concern for safety", "Not seen for two days", False),
        ("ASB - nuisance", "Bass since ten", False),
        ("", "Loud music again", False),
        ("", "He was at it again last night, and the bins were not emptied", False),
        ("", "Street light broken by youths", False),
        ("", "Wheelie bin set on fire", False),
        ("", "Bag of rubbish left on the landing", False),
    ],
)
def test_a_record_of_another_duty(category: str, words: str, other: bool) -> None:
    assert is_other_matter(category, words) is other


def test_such_a_row_is_kept_but_is_no_incident() -> None:
    log = (
        "Eastmere Police incident log\n\nLog,Reported,Occurred,Class,Details\n"
        "L-1,03/05/2021 22:10,03/05/2021 22:00,ASB - NUISANCE,Next door is shouting and banging on her wall\n"
        "L-2,04/05/2021 09:10,04/05/2021 08:30,LOST PROPERTY,Umbrella left in library\n"
        "L-3,06/05/2021 21:40,06/05/2021 21:30,ASB - NUISANCE,He threw eggs at her door\n"
    )
    found = chronology({"log.csv": log})
    assert [line[:10] for line in incidents(found)] == ["2021-05-03", "2021-05-06"]
    assert any("Umbrella" in entry.summary for entry in found.entries)
    assert any(line.startswith("2021-05-04") for line in others(found))


def test_a_resident_who_writes_of_a_bin_reports_no_incident() -> None:
    contacts = (
        "Oakhaven Borough Council\nContact log\n\nRef,Received,From,How,What was said,Done\n"
        "C1,08/11/2021,Mr Lunt of 12 Weir Street,web,Brown bin not emptied this week.,Crew sent back\n"
        "C2,09/11/2021,Mrs Peck of 4 Weir Street,phone,Shouting at no 9 last night.,Told to keep a log\n"
    )
    assert [line[:10] for line in incidents(chronology({"contacts.csv": contacts}))] == ["2021-11-08"]
