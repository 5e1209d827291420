"""Prints of control rooms and crime systems in their dialects: stamps, wide gaps, fields with names of their own."""

import io

import docx
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


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        ("Log 212 16/04/2021 15:20", "Log 655 17/04/2021 21:45", "212"),
        ("Incident 0412 of 16/04/2021 at 15:20", "Incident 0655 of 17/04/2021 at 21:45", "0412"),
        ("INC/1234 | 16 April 2021", "INC/1301 | 17 April 2021", "INC/1234"),
        ("16/04/2021 1520hrs - Cad no. 88", "17/04/2021 2145hrs - Cad no. 91", "88"),
        ("Serial 77, Friday 16 April 2021, 3.20pm", "Serial 78, Saturday 17 April 2021, 9.45pm", "77"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("words", [str.upper, str])
def test_each_record_stands_below_its_number_and_day(
    first: str, second: str, number: str, gap: str, words: type[str]
) -> None:
    told = words("Caller reports neighbour kicking her door and shouting. No injury.")
    done = words("Officers attended and spoke to the occupier.")
    head = "FENSHIRE POLICE\nDisclosure of logs: 4 Tern Close"
    text = f"{head}\n\n{first}{gap}{told}\n\n{second}{gap}{done}\n\nEnd of print\n"
    found = chronology({"logs.txt": text, "letter.txt": LETTER})
    assert incidents(found) == ["2021-04-16 > police 04-16"]
    assert "2021-04-17 police_action" in others(found)
    (report,) = next(e for e in found.entries if e.kind.value == "incident").reports
    assert report.reference == number


HEADED = "FENSHIRE POLICE\nLogs for 4 Tern Close\n\nLog 212 16/04/2021 15:20\n{0}\n\nLog 230 16/04/2021 15:31\n{1}\n"


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("MALE SHOUTING ABUSE AT CALLER.", "MALE SHOUTING ABUSE AT CALLER.", 2),
        ("MALE SHOUTING ABUSE AT CALLER.", "DUPLICATE OF LOG 212. MALE SHOUTING ABUSE.", 1),
        ("MALE SHOUTING ABUSE AT CALLER.", "MALE KICKING DOOR. REF LOG 212.", 2),
        ("MALE SHOUTING ABUSE AT CALLER.", "CALLER ASKING FOR UPDATE ON LOG 212.", 1),
        ("MALE SHOUTING ABUSE AT CALLER.", "PCSO 7734 CALLED AT 6 TERN CLOSE. WORDS OF ADVICE GIVEN.", 1),
        ("MALE SHOUTING ABUSE AT CALLER.", "MALE INTERVIEWED AS A VOLUNTEER. DENIES SHOUTING.", 1),
    ],
)
def test_two_headed_records_are_two_unless_one_says_it_repeats(first: str, second: str, count: int) -> None:
    found = chronology({"logs.txt": HEADED.format(first, second), "letter.txt": LETTER})
    assert len(incidents(found)) == count


def test_what_officers_did_is_timed_by_its_own_words() -> None:
    words = "OCCUPANT THREW STONES AT CALLER'S WINDOW. UNIT ATTENDED 16:40, OCCUPANT CALMED DOWN."
    found = chronology({"logs.txt": HEADED.format(words, "CCTV OVERWRITTEN. FILED."), "letter.txt": LETTER})
    done = [(e.when.time, e.summary) for e in found.entries if e.kind.value == "police_action"]
    assert done == [("15:31", "CCTV overwritten. Filed."), ("16:40", "Unit attended 16:40, occupant calmed down.")]
    assert [e.when.time for e in found.entries if e.kind.value == "incident"] == ["15:20"]


def test_a_letter_that_names_logs_is_no_print() -> None:
    logs = "Log 212 16/04/2021\nLog 230 17/04/2021\nLog 244 18/04/2021\n"
    assert cells(f"Dear Ms Harker\n\nThe logs are:\n\n{logs}\nYours sincerely\n") == []


def test_headed_records_of_a_word_document_are_read_alike() -> None:
    paper = docx.Document()
    for line in HEADED.format("MALE SHOUTING ABUSE AT CALLER.", "UNIT ATTENDED, NO TRACE.").splitlines():
        paper.add_paragraph(line)
    data = io.BytesIO()
    paper.save(data)
    found = chronology({"logs.docx": data.getvalue(), "letter.txt": LETTER})
    assert incidents(found) == ["2021-04-16 > police 04-16"]
    assert "2021-04-16 police_action" in others(found)
