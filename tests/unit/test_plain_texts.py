"""Text messages printed one below the other, and what they tell: when, to whom, and what was answered."""

import pytest
from tests.casework import chronology, incidents

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.plain import reader as plain
from caseclock.extractor.readers.reading import Reading
from caseclock.models.document import DocumentKind
from caseclock.models.text import Role

TWO = "Drums again\nall night\n"


def rows(text: str) -> list[dict[str, str]]:
    reading: Reading = plain.read(text.encode(), DEFAULT_LIMITS)
    blocks = [block for block in reading.text.blocks if block.role is Role.ROW]
    for cell in (cell for block in blocks for cell in block.cells):
        assert reading.text.text[cell.start : cell.end] == cell.text
    return [{cell.header: " ".join(cell.text.split()) for cell in block.cells} for block in blocks]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            f"Conversation: Nell Ash  +44 7700 900111\n2 messages\n\nSent: 12 Mar 2024 18:22\n{TWO}\n"
            "Received: 12 Mar 2024 18:25\nI hear it\n",
            ["Sent", "Nell Ash"],
        ),
        (
            f"Messages with Nell Ash\nReceived 12/03/2024, 18:22\n{TWO}Sent 12/03/2024, 6:25 pm\nI hear it\n",
            ["Nell Ash", "Sent"],
        ),
        (
            f"To Nell Ash: 12/03/2024 18:22\n{TWO}\nFrom Nell Ash: 12/03/2024 18:25\nI hear it\n",
            ["To Nell Ash", "Nell Ash"],
        ),
        (
            f"Received from +44 7700 900111 on Tue 12 March 2024 at 18:22\n{TWO}\nSent: 12/03/2024 18:25\nI hear it\n",
            ["+44 7700 900111", "Sent"],
        ),
        (
            "Text messages, printed 1 May 2024\n\nFrom: Nell Ash\nDate: 12/03/2024 18:22\n"
            "Message: Drums again all night\n\n"
            "From: Sid\nDate: 12/03/2024 18:25\nMessage: I hear it\n",
            ["Nell Ash", "Sid"],
        ),
        (
            "SENT: 12/03/2024 18:22 - Drums again all night\nRECEIVED: 12/03/2024 18:25 - I hear it\n",
            ["SENT", "RECEIVED"],
        ),
    ],
    ids=["sent and received", "without colons", "to and from", "from a number", "from above date", "on one line"],
)
def test_a_printed_text_message_is_a_row(text: str, sides: list[str]) -> None:
    found = rows(text)
    assert [row["From"] for row in found] == sides
    assert [row["Text"] for row in found] == ["Drums again all night", "I hear it"]
    assert all("12" in row["Date"] and ":2" in row["Time"] for row in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '12/03/24, 18:22 - Messages are end-to-end encrypted.\n12/03/24, 18:22 - Nell Ash created group "Close"\n'
            "12/03/24, 18:22 - Nell Ash added you\n12/03/24, 18:22 - Nell Ash: Drums\nall night\n"
            "12/03/24, 18:25 - Sid: I hear it\n",
            [("Nell Ash", "Drums all night"), ("Sid", "I hear it")],
        ),
        (
            "[12/03/2024, 18:22:10] ~\u202fNell Ash: Drums\n"
            "[12/03/2024, 18:25:00] \u202a+44 7700 900112\u202c: I hear it\n"
            "\u200e[12/03/2024, 6:26:00\u202fPM] Sid: \u200eimage omitted\n",
            [("Nell Ash", "Drums"), ("+44 7700 900112", "I hear it"), ("Sid", "image omitted")],
        ),
    ],
    ids=["Android, notices of the program", "iPhone, marks that turn direction"],
)
def test_whatsapp(text: str, said: list[tuple[str, str]]) -> None:
    assert [(row["From"], row["Text"]) for row in rows(text) if "From" in row] == said


@pytest.mark.parametrize(
    "text",
    [
        "From: Nell Ash <n@post.example>\nSent: 12 March 2024 18:22\nTo: Sid <s@post.example>\nSubject: Drums\n\nA\n\n"
        "From: Sid <s@post.example>\nSent: 12 March 2024 17:00\nTo: Nell Ash <n@post.example>\nSubject: Drums\n\nYes\n",
        "From: Nell Ash\nDate: 12 March 2024 18:22\n\nDrums again\n\nFrom: Sid\nDate: 12 March 2024 17:00\n\nYes\n",
        "Received: 12/03/2024 18:22\nThe caller says drums\n\nReceived: 13/03/2024 18:22\nThe caller says drums\n",
        "Complaint\nReceived: 12/03/2024 18:22\nOfficer: T Ives\nSent: 13/03/2024 09:00\nStatus: closed\n",
    ],
    ids=["emails", "headers without a word of texts", "a form that only receives", "fields of a record"],
)
def test_headers_of_emails_and_fields_of_records_are_none(text: str) -> None:
    assert not any("From" in row for row in rows(text))


TEXTS = """Conversation with: T Ives, Brambling Homes  07700 900112
Backup made 30 Apr 2021 19:04

Sent: 08 Mar 2021 09:12
Last night Mr Dray kicked my front door till 2

Received: 08 Mar 2021 12:40
Sorry to hear that. I will speak to him this week

Received: 08 Mar 2021 12:41
Keep your diary going please

Sent: 15 Mar 2021 07:58
He was shouting abuse at me this morning at 7

Received: 15 Mar 2021 09:00
ok thanks
"""
BESIDE = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Dray of 6 Tern Close is "
    "my neighbour.\n\nYours faithfully\n\nA Harker\n"
)


def test_texts_are_told_at_their_moments_and_answered() -> None:
    found = chronology({"texts.txt": TEXTS, "letter.txt": BESIDE})
    assert incidents(found) == [
        "2021-03-07 > registered_provider 03-08",
        "2021-03-15 > registered_provider 03-15",
    ]
    answers = [e for e in found.entries if e.when.time == "12:40"]
    assert [e.actor for e in answers] == [a.id for a in found.agencies if a.kind == "registered_provider"]
    assert not [e for e in found.entries if e.when.time in ("12:41", "09:00")]
    paper = next(d for d in found.documents if d.name == "texts.txt")
    assert paper.kind is DocumentKind.OTHER
    assert str(paper.dated) == "2021-04-30"


def test_texts_to_an_agency_are_not_the_agencys() -> None:
    text = (
        "To Brambling Homes: 08 Mar 2021 09:12\nLast night Mr Dray kicked my front door\n\n"
        "From Brambling Homes: 08 Mar 2021 10:00\nWe will send you a diary sheet\n"
    )
    assert incidents(chronology({"texts.txt": text, "letter.txt": BESIDE})) == [
        "2021-03-07 > registered_provider 03-08"
    ]
