"""Prints of case systems: each note stands below a line with its day, its writer and its kind, whatever their order."""

import io

import docx
import pytest
from tests.casework import chronology, incidents, others

from caseclock.extractor.lines import lines_of
from caseclock.extractor.note_prints import note_prints
from caseclock.extractor.readers.plain.logs import log_blocks
from caseclock.models.text import Role

LANDLORD = "registered_provider"
LETTER = (
    "6 Plover Court\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Shaw of 8 Plover Court "
    "is my neighbour.\n\nYours faithfully\n\nMrs A Hale\n"
)


def print_of(heads: list[str], notes: list[str], page: str = "") -> str:
    """A print of a case with its head, a legend of users and an end."""
    told = "".join(f"{head}\n  {note}\n{page}" for head, note in zip(heads, notes, strict=True))
    return (
        "BRAMBLING HOMES                                  CASE PRINT\n"
        "CASE 21/204  COMPLAINANT MRS A HALE, 6 PLOVER COURT\n"
        "SUBJECT MR D SHAW, 8 PLOVER COURT    PRINTED 30/06/2021 10:00 BY TIVES\n"
        "TIVES Tom Ives, LBELL Lucy Bell\n" + "-" * 60 + f"\n{told}END OF PRINT\n"
    )


STAMPED = ["15/03/2021 10:40 LBELL  CALL IN", "17/03/2021 09:00 TIVES  VISIT", "22/03/2021 11:05 LBELL  EMAIL IN"]
BY_ON = [
    "CALL IN by LBELL on 15/03/2021 10:40",
    "VISIT by TIVES on 17/03/2021 09:00",
    "EMAIL IN by LBELL on 22/03/2021 11:05",
]
BRACKETED = [
    "[15-Mar-2021 10:40] belll01 | Call received",
    "[17-Mar-2021 09:00] ivest02 | Home visit",
    "[22-Mar-2021 11:05] belll01 | Email received",
]
NAMED = [
    "Telephone call - 15 March 2021 - Lucy Bell",
    "Visit - 17 March 2021 - Tom Ives",
    "Email from tenant - 22 March 2021 - Lucy Bell",
]
NOTES = [
    "Mrs Hale: yesterday evening Mr S tipped a bucket of water over her washing.",
    "Diary sheets given to her at home.",
    "From Mrs Hale: Mr S swore at her on the stairs on Saturday. On Sunday morning he did\n  the same by the bins.",
]


def told(text: str) -> list[str]:
    found = chronology({"print.txt": text, "letter.txt": LETTER})
    return [line for line in [*incidents(found), *others(found)] if not line.startswith("2021-06")]


@pytest.mark.parametrize("heads", [STAMPED, BY_ON, BRACKETED, NAMED])
def test_each_note_is_a_record_of_its_own_day(heads: list[str]) -> None:
    assert told(print_of(heads, NOTES)) == [
        f"2021-03-14 > {LANDLORD} 03-15",
        f"2021-03-20 > {LANDLORD} 03-22",
        f"2021-03-21 > {LANDLORD} 03-22",
        "2021-03-15 report",
        "2021-03-17 agency_action",
        "2021-03-22 report",
    ]


def test_the_head_the_users_and_the_end_of_a_print_tell_nothing() -> None:
    found = chronology({"print.txt": print_of(STAMPED, NOTES), "letter.txt": LETTER})
    quotes = " ".join(s.quote for e in found.entries for s in e.sources)
    assert not any(words in quotes for words in ("PRINTED", "Lucy Bell", "END OF PRINT", "SUBJECT"))


def test_a_note_goes_on_behind_the_head_of_a_page() -> None:
    text = print_of(STAMPED, [NOTES[0].replace("over", "\n\fCASE 21/204 PAGE 2\n  over"), *NOTES[1:]])
    rows = [b for b in log_blocks(text, lines_of(text)) if b.role is Role.ROW]
    assert len(rows) == 3
    assert "washing" in text[rows[0].start : rows[0].end]


@pytest.mark.parametrize(
    "line",
    [
        "Letter from Mr Shaw on 3 May 2024",
        "12/03/2021 - Letter from Mr Shaw",
        "On 3 May 2024 Tom Ives made a visit to her",
        "3 May 2024 Police visit",
        "Complaint by Mr Shaw on 3 May 2021",
    ],
)
def test_a_line_of_a_letter_heads_no_note(line: str) -> None:
    assert note_prints(lines_of(f"{line}\nIt was said.\n" * 4)) == []


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Mrs Hale: Mr S held a broom handle up to her last night and said she was next.", "2021-03-14"),
        ("Mrs Hale: on Friday Mr S let his bath run over and it came through her ceiling.", "2021-03-12"),
        ("Mrs Hale: loud music Saturday night, all weekend off and on, until one.", "2021-03-13"),
        ("Mrs Hale in tears. Her door was kicked in the night, quarter past two, frame split.", "2021-03-15"),
        ("Mrs Hale: HAG sprayed across her shed, found this morning.", "2021-03-14"),
    ],
)
def test_what_the_respondent_did_to_whoever_rang_is_one_incident(note: str, expected: str) -> None:
    found = told(print_of(STAMPED, [note, *NOTES[1:]]))
    assert [line for line in found if line.endswith("03-15")] == [f"{expected} > {LANDLORD} 03-15"]


@pytest.mark.parametrize(
    "note",
    [
        "Mrs Hale: plumber attended on Friday.",
        "Mrs Hale: Mr S apologised to her on Friday.",
        "Mrs Hale: asked on Friday for her rent to be looked at.",
    ],
)
def test_what_nobody_would_complain_of_is_no_incident(note: str) -> None:
    assert not [line for line in told(print_of(STAMPED, [note, *NOTES[1:]])) if line.endswith("03-15")]


def test_the_same_again_may_be_as_in_the_note_above() -> None:
    again = [NOTES[0], NOTES[1], "From Mrs Hale: same again on Saturday, two buckets this time."]
    assert f"2021-03-20 > {LANDLORD} 03-22" in told(print_of(STAMPED, again))


def test_a_print_saved_as_a_word_document_is_read_alike() -> None:
    paper, data = docx.Document(), io.BytesIO()
    for line in print_of(BRACKETED, NOTES).splitlines():
        paper.add_paragraph(line)
    paper.save(data)
    found = chronology({"print.docx": data.getvalue(), "letter.txt": LETTER})
    assert incidents(found) == [line for line in told(print_of(BRACKETED, NOTES)) if ">" in line]
