"""Outlook's .msg: the same message, quotes and attachments as the email; what it keeps in its own ways is found."""

from datetime import UTC, datetime
from email.message import EmailMessage

import compressed_rtf
import pytest
from aspose.email_foss.msg import MapiMessage, PropertyTypeCode
from tests.casework import read as read_papers

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.mail import email as email_reader
from caseclock.extractor.readers.mail import outlook
from caseclock.extractor.readers.mail.rtf_body import body_of_rtf
from caseclock.extractor.readers.reading import UnreadableError

SUBMITTED, DELIVERED, RTF = 0x0039, 0x0E06, 0x1009
SENDER, SENDER_ADDRESS, SENDER_SMTP, BEHALF = 0x0C1A, 0x0C1F, 0x5D01, 0x0042
WRAPPED = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Drums till 2, "
    rb"\'a340 \u8220?spent\u8221?{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0}"
)


def written(body: str = "Drums till two.\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Nell Ash <nell@letterbox.example>"
    message["To"] = '"Oak, Sid" <sid@homes.example>, duty@homes.example'
    message["Cc"] = "Cllr Birch <birch@council.example>"
    message["Date"] = "Fri, 17 May 2024 18:40:00 +0100"
    message["Subject"] = "Drums, £40"
    message.set_content(body)
    return message


def outlook_message(subject: str = "Drums", body: str = "Drums till two.") -> MapiMessage:
    message = MapiMessage.create(subject, body)
    message.set_property(SENDER, PropertyTypeCode.PTYP_STRING, "Finch, Jo")
    return message


def test_reads_like_the_email_that_it_was() -> None:
    source = written(
        "It was drums again.\n\nFrom: Sid Oak\nSent: 16 May 2024 09:05\nTo: Nell Ash\nSubject: Drums\n\nNoted.\n"
    )
    given = outlook.read(MapiMessage.from_email_message(source).to_bytes(), DEFAULT_LIMITS)
    expected = email_reader.read(source.as_bytes(), DEFAULT_LIMITS)
    assert given.media_type == "application/vnd.ms-outlook"
    assert given.text == expected.text
    assert [message.sender for message in given.text.messages] == ["Nell Ash <nell@letterbox.example>", "Sid Oak"]


def test_a_copy_saved_as_email_is_the_same_message() -> None:
    papers = read_papers(
        {"drums.eml": written().as_bytes(), "from outlook.msg": MapiMessage.from_email_message(written()).to_bytes()}
    )
    assert [bool(paper.document.duplicate_of) for paper in papers] == [False, True]


@pytest.mark.parametrize(
    ("times", "sent"),
    [
        ({SUBMITTED: datetime(2024, 5, 17, 17, 40, tzinfo=UTC)}, datetime(2024, 5, 17, 18, 40)),
        ({SUBMITTED: datetime(2024, 1, 17, 17, 40, tzinfo=UTC)}, datetime(2024, 1, 17, 17, 40)),
        (
            {SUBMITTED: datetime(2024, 1, 17, 17, 40, tzinfo=UTC), DELIVERED: datetime(2024, 1, 19, 8, 0, tzinfo=UTC)},
            datetime(2024, 1, 17, 17, 40),
        ),
        ({DELIVERED: datetime(2024, 1, 19, 8, 0, tzinfo=UTC)}, datetime(2024, 1, 19, 8, 0)),
        ({SUBMITTED: datetime(1601, 1, 2, tzinfo=UTC)}, None),
        ({}, None),
    ],
    ids=["summer time", "winter time", "sent before delivered", "only delivered", "Outlook's no date", "none"],
)
def test_when_it_was_sent(times: dict[int, datetime], sent: datetime | None) -> None:
    message = outlook_message()
    for name, moment in times.items():
        message.set_property(name, PropertyTypeCode.PTYP_TIME, moment)
    assert outlook.read(message.to_bytes(), DEFAULT_LIMITS).text.messages[0].sent == sent


@pytest.mark.parametrize(
    ("properties", "sender"),
    [
        ({SENDER_ADDRESS: "/O=HOMES/OU=X/CN=JFINCH"}, "Finch, Jo"),
        (
            {SENDER_ADDRESS: "/O=HOMES/OU=X/CN=JFINCH", SENDER_SMTP: "jo@homes.example"},
            '"Finch, Jo" <jo@homes.example>',
        ),
        ({BEHALF: "Repairs Desk", SENDER_SMTP: "jo@homes.example"}, "Repairs Desk"),
    ],
    ids=["address of Exchange only", "address of the internet too", "on behalf of another"],
)
def test_who_sent_it(properties: dict[int, str], sender: str) -> None:
    message = outlook_message()
    for name, value in properties.items():
        message.set_property(name, PropertyTypeCode.PTYP_STRING, value)
    assert outlook.read(message.to_bytes(), DEFAULT_LIMITS).text.messages[0].sender == sender


def test_attachments_and_attached_messages_become_children() -> None:
    inner = written("Inner words.\n")
    outer = written()
    outer.add_attachment(inner)
    outer.add_attachment(b"%PDF-1.4 ...", maintype="application", subtype="pdf", filename="plan é.pdf")
    data = MapiMessage.from_email_message(outer).to_bytes()
    children = outlook.read(data, DEFAULT_LIMITS).children
    assert [child.name for child in children] == ["Drums, £40.eml", "plan é.pdf"]
    assert email_reader.read(children[0].data, DEFAULT_LIMITS).text.text.endswith("Inner words.")
    assert children[1].data == b"%PDF-1.4 ..."
    assert outlook.read(data, DEFAULT_LIMITS).children == children  # the same bytes each time


def test_a_body_in_rich_text_only() -> None:
    message = outlook_message(body="")
    message.set_property(RTF, PropertyTypeCode.PTYP_BINARY, compressed_rtf.compress(WRAPPED))
    assert "Drums till 2, £40 “spent”" in outlook.read(message.to_bytes(), DEFAULT_LIMITS).text.text


@pytest.mark.parametrize(
    ("rtf", "plain", "html"),
    [
        (WRAPPED, "", "<p>Drums till 2, £40 “spent”</p>"),
        (
            rb"{\rtf1\ansi\ansicpg1252\fromtext {\fonttbl{\f0 Arial;}}\pard Drums\par till \'a3\par }",
            "Drums\r\ntill £\r\n",
            "",
        ),
        (
            rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\pard Drums\par till \b two\b0\par }",
            "Drums\ntill two",
            "",
        ),
        (rb"{\rtf1\ansi\ansicpg1251\fromtext \'c4\'e0}", "Да", ""),
    ],
    ids=["wrapped HTML", "wrapped text", "rich text", "another code page"],
)
def test_bodies_kept_in_rich_text(rtf: bytes, plain: str, html: str) -> None:
    assert body_of_rtf(compressed_rtf.compress(rtf)) == (plain, html)


@pytest.mark.parametrize("damaged", [b"", b"LZFu", compressed_rtf.compress(WRAPPED)[:-9]])
def test_a_damaged_rich_text_says_nothing(damaged: bytes) -> None:
    assert body_of_rtf(damaged) == ("", "")


def test_a_damaged_body_is_named() -> None:
    message = outlook_message(body="")
    message.set_property(RTF, PropertyTypeCode.PTYP_BINARY, compressed_rtf.compress(WRAPPED)[:-9])
    assert any(
        "text is damaged" in problem.text for problem in outlook.read(message.to_bytes(), DEFAULT_LIMITS).problems
    )


def test_a_cut_file_is_refused() -> None:
    data = MapiMessage.from_email_message(written()).to_bytes()
    with pytest.raises(UnreadableError, match="damaged or cut short"):
        outlook.read(data[: len(data) // 2], DEFAULT_LIMITS)
