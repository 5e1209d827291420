"""Text files: the text stays the file's own; headings, items, fields, dated lines, records of logs, chats."""

from datetime import datetime

import pytest

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.plain.reader import read
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Role


def plain(text: str) -> Reading:
    """A text file read."""
    return read(text.encode(), DEFAULT_LIMITS)


def said(reading: Reading) -> list[tuple[str, str]]:
    """Role and words of every block, white space folded."""
    text = reading.text.text
    return [(b.role.value, " ".join(text[b.start : b.end].split())) for b in reading.text.blocks]


def cells(reading: Reading) -> list[dict[str, str]]:
    """The cells of every row, white space folded."""
    rows = [b for b in reading.text.blocks if b.role is Role.ROW]
    return [{c.header: " ".join(c.text.split()) for c in b.cells} for b in rows]


# ---------------------------------------------------------------- the text itself


@pytest.mark.parametrize("text", ["a\r\nb\r\n", "a\u00a0b\n\n\tc", "\n\n x \u2028y", "a\rb\n", "é£–"])
def test_the_text_is_the_files_own(text: str) -> None:
    assert plain(text).text.text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_other_encodings(encoding: str) -> None:
    assert read("It cost £30 – twice.".encode(encoding), DEFAULT_LIMITS).text.text == "It cost £30 – twice."


def test_a_few_broken_bytes_are_a_problem_and_no_end() -> None:
    reading = read("Café noise, again and again.\n".encode() * 20 + b"\xe2\x82", DEFAULT_LIMITS)
    assert reading.text.text.startswith("Café noise")
    assert reading.problems


@pytest.mark.parametrize("data", [b"  \n \n", bytes(range(1, 32)) * 50])
def test_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(data, DEFAULT_LIMITS)


def test_form_feeds_part_pages() -> None:
    reading = plain("One.\n\fTwo.\n\nThree.\n")
    assert reading.page_count == 2
    assert [b.page for b in reading.text.blocks] == [1, 2, 2]


# ---------------------------------------------------------------- layout


def test_headings_and_paragraphs() -> None:
    text = """HOUSING PANEL

What we were told
-----------------
He broke the door. It was
late at night.

Our view

We agree.

Dear Ms Ash,
"""
    assert said(plain(text)) == [
        ("heading", "HOUSING PANEL"),
        ("heading", "What we were told"),
        ("paragraph", "He broke the door. It was late at night."),
        ("heading", "Our view"),
        ("paragraph", "We agree."),
        ("paragraph", "Dear Ms Ash,"),
    ]


ITEMS = """Facts

  1. She moved in
     during May.
  2. She told us:
    1. of the dogs
    2. of the drums
      a) at night
      b) at noon
  3. We wrote.

Views

  1. We were slow.
"""


def test_items_with_numbers_and_levels() -> None:
    items = [(b.number, b.level) for b in plain(ITEMS).text.blocks if b.role is Role.ITEM]
    assert items == [("1", 0), ("2", 0), ("1", 1), ("2", 1), ("a", 2), ("b", 2), ("3", 0), ("1", 0)]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("(iv) He left.", "iv"),
        ("4.1 He left.", "4.1"),
        ("12) He left.", "12"),
        ("• He left.", None),
        ("- b) He left.", "b"),
        ("(3) He left.", "3"),
    ],
)
def test_forms_of_numbers(line: str, number: str | None) -> None:
    (block,) = plain(f"{line}\n").text.blocks
    assert (block.role, block.number) == (Role.ITEM, number)


@pytest.mark.parametrize(
    "line", ["18.30 he began to drum again", "2023 was a bad year", "A. Finch rang me", "I. told him"]
)
def test_lines_that_begin_with_no_number(line: str) -> None:
    blocks = plain(f"Some words first.\n\n{line} and went on.\n").text.blocks
    assert [b.role for b in blocks] == [Role.PARAGRAPH, Role.PARAGRAPH]


def test_a_sentence_that_breaks_before_a_number_is_one_item() -> None:
    text = (
        "1. The officer told her that the noise would be looked into not later than\n"
        "12. May at the latest, which he did not do although she rang him up twice.\n"
        "2. She rang again.\n"
    )
    assert [b.number for b in plain(text).text.blocks] == ["1", "2"]


def test_dated_lines_are_blocks_of_their_own() -> None:
    text = """What happened this year is the following list, as far as I wrote it down:

12 May - drums until two in the morning and a fight after that (told the
council)
Week of 3 June - rubbish on my side each day
Mon 17/6 – tyres let down
"""
    assert [words for role, words in said(plain(text)) if role == "item"] == [
        "12 May - drums until two in the morning and a fight after that (told the council)",
        "Week of 3 June - rubbish on my side each day",
        "Mon 17/6 – tyres let down",
    ]


def test_a_day_alone_heads_what_stands_under_it() -> None:
    found = said(plain("Monday 5 June 2023\nDrums all evening.\n\n6/6/23\n\nQuiet.\n"))
    assert [role for role, _ in found] == ["heading", "paragraph", "heading", "paragraph"]


def test_fields_are_paragraphs_of_their_own() -> None:
    text = """Name:  Nell Ash
Reported:  3 May 2024 10:15
What happened:  Drums, until the neighbours came
out and stopped it.
"""
    assert [words for _, words in said(plain(text))] == [
        "Name: Nell Ash",
        "Reported: 3 May 2024 10:15",
        "What happened: Drums, until the neighbours came out and stopped it.",
    ]


def test_lines_parted_by_tabs_are_rows() -> None:
    text = "Day\tWhat\tTold\n3 May\tdrums\tpolice\n4 May\tshouting\tnobody\n"
    assert cells(plain(text))[1:] == [
        {"Day": "3 May", "What": "drums", "Told": "police"},
        {"Day": "4 May", "What": "shouting", "Told": "nobody"},
    ]


# ---------------------------------------------------------------- email prints


def test_a_print_of_an_email() -> None:
    text = "From: Nell Ash\nSent: 17 May 2024 18:40\nTo: Housing\nSubject: Dogs\n\nThey barked.\n\nNell\n"
    reading = plain(text)
    own = reading.text.messages[0]
    assert (own.sender, own.sent, own.subject) == ("Nell Ash", datetime(2024, 5, 17, 18, 40), "Dogs")
    assert reading.text.text == text
    assert said(reading) == [
        ("header", "From: Nell Ash Sent: 17 May 2024 18:40 To: Housing Subject: Dogs"),
        ("paragraph", "They barked."),
        ("signature", "Nell"),
    ]


def test_marks_mean_quotes_only_where_messages_are() -> None:
    assert len(plain("The panel asked for:\n\n> an apology\n> a plan\n").text.messages) == 1
    quoting = "From: A Bee <a@b.example>\nDate: 3 May 2024 09:00\nTo: C\n\nNew.\n\n> Old words.\n"
    assert len(plain(quoting).text.messages) == 2


# ---------------------------------------------------------------- logs

CONTROL_ROOM = """FENSHIRE POLICE      COMMAND AND CONTROL PRINT
PRINTED 04/02/2024 10:00

======================================================
LOG 0211 OF 14/01/2024   CREATED 23:50   ORIGIN 999   GRADE 1
LOCATION 3 FEN ROW   OPENED AS NUISANCE
------------------------------------------------------
23:50:12 C101 INF RPTS FIRE IN BIN
             STORE.
00:15:40 FN21 ON SCENE. OUT.

======================================================
LOG 0009 OF 15/01/2024   CREATED 01:02   ORIGIN 101   GRADE 3
LOCATION 5 FEN ROW   OPENED AS NUISANCE
------------------------------------------------------
01:02:00 C104 SAME AS LOG 0211. CLOSED.

END OF PRINT
"""


def test_a_control_room_print_is_a_row_a_record() -> None:
    reading = plain(CONTROL_ROOM)
    assert cells(reading) == [
        {
            "Log": "0211",
            "Date": "14/01/2024",
            "Created": "23:50",
            "Origin": "999",
            "Grade": "1",
            "Location": "3 FEN ROW",
            "Opened as": "NUISANCE",
            "23:50:12": "C101 INF RPTS FIRE IN BIN STORE.",
            "00:15:40": "FN21 ON SCENE. OUT.",
        },
        {
            "Log": "0009",
            "Date": "15/01/2024",
            "Created": "01:02",
            "Origin": "101",
            "Grade": "3",
            "Location": "5 FEN ROW",
            "Opened as": "NUISANCE",
            "01:02:00": "C104 SAME AS LOG 0211. CLOSED.",
        },
    ]
    assert {b.table for b in reading.text.blocks if b.role is Role.ROW} == {1}
    assert "END OF PRINT" not in reading.text.text[[b for b in reading.text.blocks if b.cells][-1].start :][:200]


CASE_SYSTEM = """Incident: 5521 20/03/2024 18:02 Grade: 2
Address: 9 Mill Path
Caller: neighbour
18:02 Call taken, music from number 9.
18:40 Officer attended, quiet.

Incident: 5530 21/03/2024 09:15 Grade: 3
Address: 9 Mill Path
09:15 Second call, nothing heard.

Incident: 5547 28/03/2024 22:41 Grade: 2
Address: 11 Mill Path
22:41 Shouting.
"""


def test_a_case_system_print_without_rules() -> None:
    found = cells(plain(CASE_SYSTEM))
    assert [row["Incident"] for row in found] == ["5521", "5530", "5547"]
    assert found[0] == {
        "Incident": "5521",
        "Date": "20/03/2024",
        "Time": "18:02",
        "Grade": "2",
        "Address": "9 Mill Path",
        "Caller": "neighbour",
        "18:02": "Call taken, music from number 9.",
        "18:40": "Officer attended, quiet.",
    }


def test_records_whose_date_stands_below() -> None:
    text = """Ref: A-101
Date: 3 May 2024
Details: Drums.

Ref: A-102
Date: 4 May 2024
Details: Shouting.
"""
    found = cells(plain(text))
    assert [(row["Ref"], row["Date"], row["Details"]) for row in found] == [
        ("A-101", "3 May 2024", "Drums."),
        ("A-102", "4 May 2024", "Shouting."),
    ]


def test_prose_that_names_logs_is_no_log() -> None:
    text = """Log 12 of 03/05/2024 shows that she had rung the police.

Log 13 of 04/05/2024 says that nobody came to see her.
"""
    assert cells(plain(text)) == []


# ---------------------------------------------------------------- chats


@pytest.mark.parametrize(
    "text",
    [
        "[12/03/2024, 18:22:10] Nell Ash: Drums again\n[12/03/2024, 18:25:00] Sid: I hear it\ntoo\n",
        "12/03/2024, 18:22 - Messages are end-to-end encrypted.\n12/03/2024, 18:22 - Nell Ash: Drums again\n"
        "12/03/2024, 18:25 - Sid: I hear it\ntoo\n12/03/2024, 18:26 - Sid: still\n",
        "12/03/2024, 6:22\u202fpm - Nell Ash: Drums again\n12/03/2024, 6:25\u202fpm - Sid: I hear it\ntoo\n",
        "2024-03-12 18:22 Nell Ash: Drums again\n2024-03-12 18:25 Sid: I hear it\ntoo\n",
        "Tuesday 12 March 2024\n18:22 Nell Ash: Drums again\n18:25 Sid: I hear it\ntoo\n",
        "\u200e[12/03/2024, 18:22:10] Nell Ash: Drums again\n"
        "\u200e[12/03/2024, 18:25:10] +44 7700 900111: I hear it\ntoo\n",
        "12 March 2024 18:22 from Nell Ash: Drums again\n12 March 2024 18:25 to Nell Ash: I hear it\ntoo\n",
    ],
    ids=["iPhone", "Android", "narrow blank", "text messages", "day above", "marks and numbers", "from and to"],
)
def test_chats_are_a_row_a_message(text: str) -> None:
    reading = plain(text)
    rows = [row for row in cells(reading) if "From" in row]
    assert rows[0]["From"] in ("Nell Ash", "from Nell Ash")
    assert rows[0]["Text"] == "Drums again"
    assert rows[1]["Text"] == "I hear it too"
    assert "12" in rows[0]["Date"]
    assert ":2" in rows[0]["Time"]


def test_a_timed_note_is_no_chat() -> None:
    text = "12/03/2024 18:22 Rang the tenant. She said: come at once.\n13/03/2024 09:00 Visited. Nobody in.\n"
    assert not any("From" in row for row in cells(plain(text)))
