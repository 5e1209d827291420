"""winmail.dat: its body where the email has none, its attachments always."""

from email.message import EmailMessage

import pytest
from tests.tnef_maker import winmail

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.mail import email as email_reader
from caseclock.extractor.readers.mail import winmail as winmail_reader
from caseclock.extractor.readers.reading import Reading, UnreadableError

FILES = (("plan of the yard.txt", b"The gate is here.\n"), ("log.csv", b"a,b\n"))


def received(body: str, packed: bytes, kind: str = "ms-tnef") -> Reading:
    message = EmailMessage()
    message["From"], message["To"] = "Nell Ash <nell@letterbox.example>", "housing@homes.example"
    message["Date"], message["Subject"] = "Fri, 17 May 2024 18:40:00 +0100", "Drums"
    message.set_content(body)
    message.add_attachment(packed, maintype="application", subtype=kind, filename="winmail.dat")
    return email_reader.read(message.as_bytes(), DEFAULT_LIMITS)


@pytest.mark.parametrize("kind", ["ms-tnef", "octet-stream"])
def test_attachments_are_the_emails_own(kind: str) -> None:
    children = received("See attached.", winmail(files=FILES), kind).children
    assert [(child.name, child.data) for child in children] == list(FILES)


@pytest.mark.parametrize(
    ("own", "packed", "said"),
    [
        ("Drums till two.", winmail(body="Packed words."), "Drums till two."),
        ("", winmail(body="Packed words."), "Packed words."),
        ("", winmail(html="<p>Packed <b>words</b>.</p>"), "Packed words."),
    ],
    ids=["the email speaks", "packed text", "packed HTML"],
)
def test_whose_words_are_taken(own: str, packed: bytes, said: str) -> None:
    assert received(own, packed).text.text.split("\n\n", 1)[1].strip() == said


def test_given_alone_it_is_a_message() -> None:
    reading = winmail_reader.read(winmail("Drums till two.", files=FILES), DEFAULT_LIMITS)
    own = reading.text.messages[0]
    assert (own.sender, own.subject) == ("Nell Ash <nell@letterbox.example>", "Drums")
    assert reading.text.text.endswith("Drums till two.")
    assert [child.name for child in reading.children] == [name for name, _ in FILES]


def test_a_damaged_one_is_left_to_be_named() -> None:
    damaged = winmail(files=FILES)[:40] + b"\xff" * 30
    reading = received("See attached.", damaged)
    assert [child.name for child in reading.children] == ["winmail.dat"]
    with pytest.raises(UnreadableError, match="damaged"):
        winmail_reader.read(reading.children[0].data, DEFAULT_LIMITS)


def test_one_cut_short_says_so() -> None:
    reading = received("See attached.", winmail(files=FILES)[:-30])
    assert [child.name for child in reading.children][:1] == [FILES[0][0]]
    assert any("cut short" in problem.text for problem in reading.problems)


def test_a_count_that_cannot_be_is_not_believed() -> None:
    packed = bytearray(winmail("Drums."))
    at = packed.index(b"\x03\x90\x06\x00") + 8  # behind name, type and length: how many properties
    packed[at : at + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(UnreadableError, match="damaged"):
        winmail_reader.read(bytes(packed), DEFAULT_LIMITS)
