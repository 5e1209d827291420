"""Prints of control rooms and crime systems in their dialects: stamps, wide gaps, fields with names of their own."""

import pytest
from tests.casework import chronology, incidents, others

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.plain.reader import read
from caseclock.models.text import Role

PRINT = """FENSHIRE POLICE   LOG PRINT
Produced 02/07/2021 08:00

Log: 0112   04/03/2021 21:14   Grade P   Source 999
Address:  6 TERN CLOSE, OAKHAVEN
  2114  INFT SAYS NEIGHBOUR IS KICKING HER DOOR AND
        SHOUTING AT HER.
  2131  UNIT SENT.
  05/03/2021 0910  MR DRAY ARRESTED.

Log: 0209   09/03/2021 20:05   Grade R   Source 101
Address:  6 TERN CLOSE, OAKHAVEN
  2005  EGGS THROWN AT WINDOW OF INFT HALF AN HOUR AGO.
  2040  CLOSED.
"""
LETTER = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Dray of 6 Tern Close is "
    "my neighbour. The police have been told.\n\nYours faithfully\n\nA Harker\n"
)


def cells(text: str) -> list[dict[str, str]]:
    blocks = read(text.encode(), DEFAULT_LIMITS).text.blocks
    return [{c.header: " ".join(c.text.split()) for c in b.cells} for b in blocks if b.role is Role.ROW]


def test_four_figures_and_a_wide_gap_are_a_stamp() -> None:
    first, second = cells(PRINT)
    assert first["21:14"] == "INFT SAYS NEIGHBOUR IS KICKING HER DOOR AND SHOUTING AT HER."
    assert first["09:10 05/03/2021"] == "MR DRAY ARRESTED."
    assert second["20:05"].startswith("EGGS THROWN")


def test_a_label_takes_the_value_behind_a_wide_gap() -> None:
    assert [row["Address"] for row in cells(PRINT)] == ["6 TERN CLOSE, OAKHAVEN"] * 2


@pytest.mark.parametrize(
    ("stamp", "name"),
    [
        ("2131", "21:31"),
        ("21:31", "21:31"),
        ("2131hrs", "21:31"),
        ("[2131 hrs]", "21:31"),
        ("04/03/2021 2131", "21:31 04/03/2021"),
        ("04/03/2021 21:31:07", "21:31:07 04/03/2021"),
    ],
)
def test_stamps_read_alike_however_they_are_written(stamp: str, name: str) -> None:
    assert name in cells(PRINT.replace("2131 ", f"{stamp} "))[0]


def test_a_year_or_a_house_number_is_no_stamp() -> None:
    row = cells(PRINT.replace("  2131  UNIT SENT.", "        2031 calls were made in 2020 alone."))[0]
    assert "20:31" not in row
    assert not any(name.startswith("26:") for name in cells(PRINT.replace("2131  ", "2631  "))[0])


def test_records_are_reports_to_the_police() -> None:
    found = chronology({"log.txt": PRINT, "letter.txt": LETTER})
    assert incidents(found) == ["2021-03-04 > police 03-04", "2021-03-09 > police 03-09"]
    assert "2021-03-05 police_action" in others(found)
    assert [e.when.time for e in found.entries if e.reports][-1] == "19:35"


FORM = """FENSHIRE POLICE

CRIME REPORT PRINT

Crime ref: 45/1234/21

{0}

{1}: 05/03/2021 07:10

Date/time recorded: 06/03/2021 08:00

Place: Car park, Tern Close

Circumstances: Victim found the windows of her car smashed with a brick.

Suspect: Mr Dray, 6 Tern Close

Status: Filed 20/03/2021
"""


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("Earliest: 04/03/2021 21:00", "Latest"),
        ("On or after: 04/03/2021 21:00", "On or before"),
        ("Start date: 04/03/2021 21:00", "End date"),
        ("Date last seen: 04/03/2021 21:00", "Date found"),
        ("Point A: 04/03/2021 21:00", "Point B"),
    ],
)
def test_a_crime_report_whatever_it_calls_its_dates(since: str, until: str) -> None:
    found = chronology({"crime.txt": FORM.format(since, until), "letter.txt": LETTER})
    assert incidents(found) == ["2021-03-04/2021-03-05 > police 03-06"]
    (report,) = next(e for e in found.entries if e.kind.value == "incident").reports
    assert report.reference == "45/1234/21"
