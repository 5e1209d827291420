"""Notes, letters and prints: which day each told thing has, on which day it was told, and what was done besides."""

import pytest
from tests.casework import chronology, incidents, on, others

LANDLORD = "registered_provider"
LETTER = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Dray of 6 Tern Close is "
    "my neighbour. The police have been told.\n\nYours faithfully\n\nA Harker\n"
)
TENANT = LETTER.replace("The police have been told.", "{}")
AGENCY = (
    "Brambling Homes\n2 Station Road, Oakhaven\n\n14 June 2021\n\nDear Ms Harker\n\n{}\n\nYours sincerely\n\nT Ives\n"
    "Housing Officer\n"
)


def notes(row: str) -> list[str]:
    head = "Brambling Homes case notes\n\nRef,Date,Time,Officer,Type,Notes\n"
    text = f"{head}{row}\nN9,30/06/2021,12:00,TI,Admin,File checked\n"
    found = chronology({"notes.csv": text, "letter.txt": LETTER})
    return [line for line in [*incidents(found), *others(found)] if not line.startswith(("2021-06-30", "2021-06-14"))]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            'N1,15/03/2021,10:00,TI,Phone,"T/C from tnt re party at no 6 on Sat 13/3, music from 10pm to 1am"',
            [f"2021-03-13 > {LANDLORD} 03-15", "2021-03-15 report"],
        ),
        (
            'N1,17/03/2021,10:00,TI,Email,"Tnt emailed about eggs thrown at her door on 14 March."',
            [f"2021-03-14 > {LANDLORD} 03-17", "2021-03-17 report"],
        ),
        (
            'N1,22/03/2021,10:00,TI,Email,"Email from tnt: van scratched on Sunday morning. Also says for the first '
            'time that Mr Dray followed her to the shop on 6/3."',
            [f"2021-03-06 > {LANDLORD} 03-22", f"2021-03-21 > {LANDLORD} 03-22", "2021-03-22 report"],
        ),
        (
            "N1,16/03/2021,11:00,TI,Visit,HV to discuss her complaint about the visit of 5 March",
            ["2021-03-16 agency_action"],
        ),
    ],
)
def test_the_day_of_a_thing_told_in_a_note(row: str, expected: list[str]) -> None:
    assert notes(row) == expected


@pytest.mark.parametrize(
    "row",
    [
        "N1,26/03/2021,11:00,TI,Meeting,Mr Dray in office and signed ABC. Review 26/09/2021.",
        "N1,26/03/2021,11:00,TI,Meeting,Mr Dray agreed terms at desk. Next meeting 04/05/2021.",
        "N1,26/03/2021,11:00,TI,Meeting,Mr Dray came in about his tenancy. Review on 30 April 2021.",
    ],
)
def test_a_note_is_of_its_own_day_though_it_names_a_day_ahead(row: str) -> None:
    assert any(line.startswith("2021-03-26 ") for line in notes(row))


@pytest.mark.parametrize(
    "words",
    [
        "I never told you this before but on 2 March 2021 he followed me to the bus stop.",
        "I have not told you until now that on 2 March 2021 he kicked my gate.",
        "I did not report it to you at the time but on 2 March 2021 he shouted at me on the stairs.",
    ],
)
def test_what_was_never_told_before_is_told_by_the_letter(words: str) -> None:
    assert incidents(chronology({"paper.txt": TENANT.format(words)})) == [f"2021-03-02 > {LANDLORD} 06-14"]


@pytest.mark.parametrize(
    "words",
    [
        "Mr Dray signed an acceptable behaviour contract on 9 March 2021.",
        "On 9 March 2021 your neighbour signed a good neighbour agreement.",
        "Both of you signed the mediation agreement on 9 March 2021.",
    ],
)
def test_a_signed_undertaking_is_an_event(words: str) -> None:
    assert any(line.startswith("2021-03-09 ") for line in others(chronology({"paper.txt": AGENCY.format(words)})))


@pytest.mark.parametrize("courtesy", ["Sorry to hear this.", "Thank you for your email.", "I hope you are well."])
def test_a_letter_is_cited_by_its_matter_not_its_courtesy(courtesy: str) -> None:
    words = f"{courtesy} Damage to a car is for the police, so please keep their number by you."
    (letter,) = on(chronology({"paper.txt": AGENCY.format(words)}), "2021-06-14")
    assert letter.sources[0].quote.startswith("Damage to a car")


CRIME = """FENSHIRE POLICE
CRIME REPORT
CRIME NUMBER: FP/21/004512
CLASSIFICATION: CRIMINAL DAMAGE
COMMITTED FROM: 06/03/2021 23:00
COMMITTED TO: 06/03/2021 23:30
REPORTED: 07/03/2021 08:15
LOCATION: 4 TERN CLOSE
MO: UNKNOWN SUSPECT KICKS FRONT DOOR, SPLITTING PANEL
"""


@pytest.mark.parametrize(
    "line",
    [
        "19/03/2021 09:30 PS 1150 LANE: No witness found. Filed, undetected.",
        "19/03/2021 09:30 DC Moor: Filed pending further lines.",
        "19/03/2021 14:00: CRIME FILED",
    ],
)
def test_the_filing_of_a_crime_is_an_event(line: str) -> None:
    assert others(chronology({"report.txt": CRIME + line + "\n"})) == ["2021-03-19 police_action"]


def test_the_last_cell_of_a_row_is_no_part_of_the_name_below_it() -> None:
    rows = "\n".join(
        f"N{n},0{n}/03/2021,Phone,Tenant rang about the music from number six once again,TI" for n in (1, 2)
    )
    text = f"Ref,Date,Type,Notes,Officer\n{rows}\nBrambling Homes Limited\n"
    found = chronology({"notes.csv": text, "letter.txt": LETTER})
    assert [a.name for a in found.agencies if str(a.kind) == LANDLORD] == ["Brambling Homes Limited"]


@pytest.mark.parametrize(
    ("place", "happened"),
    [("CAR PARK TERN CT", True), ("STAIRS TERN CT", True), ("9 TERN CT", False), ("CAR PARK THE PLOUGH", False)],
)
def test_the_shared_parts_of_a_block_belong_to_its_houses(place: str, happened: bool) -> None:
    head = "FENSHIRE POLICE incident log,,,,,\nLog,Occurred,Reported,Location,Details,Result\n"
    usual = [f"09{n},1{n}/04/2021 21:00,1{n}/04/2021 21:05,4 TERN CT,LOUD MUSIC,LOGGED" for n in range(3)]
    row = f"0466,20/04/2021 09:00,20/04/2021 09:10,{place},VEHICLE SCRATCHED BOTH SIDES,NFA"
    found = chronology({"police log.csv": head + "\n".join([*usual, row]) + "\n", "letter.txt": LETTER})
    assert any(line.startswith("2021-04-20") for line in incidents(found)) is happened


ACCOUNT = (
    "About the van\n22 June 2021\n\n{}\n\nThe police gave me FP/21/101377. My camera did not catch it. "
    "I have kept the bill and I can show it.\n\nA Harker\n"
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("On Sunday 20 June 2021 my van was scratched down both sides.", "2021-06-20"),
        ("On Saturday I left it at six and it was fine. On Sunday 20 June 2021 Mr Dray kicked my van.", "2021-06-20"),
        ("On 18 June 2021 he said that he would put me through the window.", "2021-06-18"),
        ("On 18 June 2021 Mr Dray told me on the path to go back to France.", "2021-06-18"),
        ("On 18 June 2021 a bag of bottles came off the balcony at number 6 onto my step.", "2021-06-18"),
        ("On 18 June 2021 I found my washing soaked from above.", "2021-06-18"),
    ],
)
def test_an_account_without_the_form_of_a_letter_is_its_writers(words: str, expected: str) -> None:
    found = chronology({"van.txt": ACCOUNT.format(words), "letter.txt": LETTER})
    assert [line[:10] for line in incidents(found)] == [expected]


@pytest.mark.parametrize(
    ("words", "summary"),
    [
        ("Complaint C12, stage 1\n\nI find that we acted in time and do not uphold it.", "Stage 1 response"),
        ("Complaint C12: stage two\n\nWe uphold this part and offer £50.", "Stage 2 response"),
        ("Thank you for your email. We have logged it as a stage 1 complaint.", "Acknowledgement of the complaint"),
    ],
)
def test_a_letter_is_the_step_of_the_complaint_that_its_heading_and_finding_make_it(words: str, summary: str) -> None:
    (letter,) = on(chronology({"paper.txt": AGENCY.format(words)}), "2021-06-14")
    assert letter.summary.startswith(summary)


@pytest.mark.parametrize(
    "words",
    [
        "I am not happy with your letter, please take my complaint to stage 2.",
        "Please move this complaint on to stage two.",
        "Please pass my complaint to stage 2 of your procedure.",
    ],
)
def test_a_complaint_is_taken_to_the_next_stage(words: str) -> None:
    (letter,) = on(chronology({"paper.txt": TENANT.format(words)}), "2021-06-14")
    assert letter.summary.startswith("Request for stage 2")


FILE = "Brambling Homes\nCase file\n\nComplainant: Ms A Harker\nAlleged perpetrator: Mr Colin Dray, 6 Tern Close\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('N1,15/03/2021,10:00,TI,Phone,"Tnt in reception. CD said on Sat 13/3 he would see her out"', ["2021-03-13"]),
        ("N1,15/03/2021,10:00,TI,Phone,Tnt rang. CD followed her to the shop on 13/3.", ["2021-03-13"]),
        ("N1,15/03/2021,10:00,TI,Phone,CD rang. Says tnt bangs on his wall every night", []),
        ("N1,15/03/2021,10:00,TI,Visit,Copied the recordings onto a CD for the file", []),
    ],
)
def test_notes_call_the_neighbour_by_initials(row: str, expected: list[str]) -> None:
    head = "Brambling Homes case notes\n\nRef,Date,Time,Officer,Type,Notes\n"
    text = f"{head}{row}\nN9,30/06/2021,12:00,TI,Admin,File checked\n"
    found = chronology({"notes.csv": text, "file.txt": FILE, "letter.txt": LETTER})
    assert [line[:10] for line in incidents(found)] == expected
