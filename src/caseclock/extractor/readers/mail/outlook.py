"""Outlook's own format for one message (`.msg`): read as the email that it is."""

import datetime
import email
import email.message
import struct
from collections.abc import Iterable
from dataclasses import replace
from email import policy

import oxmsg
from aspose.email_foss.cfb import CFBError, CFBReader
from aspose.email_foss.msg import MapiAttachment, MapiMessage, MapiRecipient, MsgDocument, MsgError, MsgReader
from aspose.email_foss.msg.mapi_message import MapiPropertyCollection

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.charsets import declared_charset, decode
from caseclock.extractor.readers.mail.email import read_message
from caseclock.extractor.readers.mail.email_headers import header_text
from caseclock.extractor.readers.mail.made_message import Attached, Made, as_email, people, person, written_date
from caseclock.extractor.readers.mail.rtf_body import body_of_rtf
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Problem

MEDIA_TYPES = ("application/vnd.ms-outlook",)

_DAMAGE = (
    MsgError,
    CFBError,
    struct.error,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    LookupError,
    OSError,
    OverflowError,
    RecursionError,
)
# Names of the properties that are used, as MAPI numbers them.
_SUBJECT, _HEADERS, _MESSAGE_ID = 0x0037, 0x007D, 0x1035
_BODY, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SENDERS = ((0x0042, (0x5D02, 0x0065)), (0x0C1A, (0x5D01, 0x0C1F)))  # on whose behalf, then who
_SHOWN = {"To": 0x0E04, "Cc": 0x0E03, "Bcc": 0x0E02}
_KINDS = {"To": 1, "Cc": 2, "Bcc": 3}  # of recipients
_NAME, _ADDRESSES = 0x3001, (0x39FE, 0x3003)
_TEXT, _TEXT8, _BINARY, _TIME = 0x1F, 0x1E, 0x0102, 0x40  # types of values
_TOO_DEEP = 20  # messages within messages; intake opens fewer


def read(data: bytes, limits: Limits) -> Reading:
    """Read one message: its text, quoted messages and attachments are those that the same email would have.

    Raises UnreadableError if neither of two libraries can read it.
    """
    problems: list[Problem] = []
    try:
        reader = MsgReader(CFBReader(data))
        made = _made(MapiMessage.from_msg_document(MsgDocument.from_reader(reader)), problems, 0)
    except _DAMAGE:
        problems.clear()
        made = _read_otherwise(data, problems)
    reading = read_message(as_email(made), limits, MEDIA_TYPES[0])
    return replace(reading, problems=(*reading.problems, *dict.fromkeys(problems)))


# ---------------------------------------------------------------- the usual way


def _made(message: MapiMessage, problems: list[Problem], depth: int) -> Made:
    properties = message.properties
    made = Made(_headers(properties, message.recipients))
    made.plain = _words(properties, _BODY)
    made.html = _words(properties, _HTML)
    packed = _binary(properties, _RTF)
    if packed and not made.html.strip():
        plain, made.html = body_of_rtf(packed)
        made.plain = made.plain if made.plain.strip() else plain
        if not (made.plain.strip() or made.html.strip()):
            problems.append(Problem("reader", "The message's text is damaged; ask for it again as .eml or .pdf."))
    for number, attachment in enumerate(message.attachments, start=1):
        attached = _attached(attachment, number, problems, depth)
        if attached is not None:
            made.attached.append(attached)
    return made


def _headers(properties: MapiPropertyCollection, recipients: Iterable[MapiRecipient]) -> dict[str, str]:
    """From, To, Cc, Date and so on: what the email's own headers say comes first, for it says the sender's time."""
    sent = email.message_from_string(_words(properties, _HEADERS), policy=policy.compat32)
    recipients = tuple(recipients)
    result = {"From": _sender(properties)}
    for name, kind in _KINDS.items():
        found = people([_recipient(one.properties) for one in recipients if one.recipient_type & 0xF == kind])
        result[name] = found or _words(properties, _SHOWN[name])
    moment = _moment(properties, _SUBMITTED) or _moment(properties, _DELIVERED)
    result |= {"Date": written_date(moment), "Subject": _words(properties, _SUBJECT)}
    result["Message-ID"] = _words(properties, _MESSAGE_ID)
    told = {name: header_text(sent, name) for name in result}
    return {name: told[name] or value for name, value in result.items()}


def _sender(properties: MapiPropertyCollection) -> str:
    """On whose behalf it was sent, else who sent it. Of one person told twice the form with the address."""
    found = [(_words(properties, name), _address(properties, addresses)) for name, addresses in _SENDERS]
    (name, address), (other, other_address) = found
    if "@" not in address and name.lower() == other.lower():
        address = other_address
    return person(name, address) or person(other, other_address)


def _recipient(properties: MapiPropertyCollection) -> str:
    return person(_words(properties, _NAME), _address(properties, _ADDRESSES))


def _address(properties: MapiPropertyCollection, names: Iterable[int]) -> str:
    """The first that is an address of the internet, else the last."""
    found = [words for name in names if (words := _words(properties, name))]
    return next((words for words in found if "@" in words), found[-1] if found else "")


def _words(properties: MapiPropertyCollection, name: int) -> str:
    """A text, whatever it is kept as; "" if it is missing."""
    wide = properties.get(name, _TEXT)
    if wide is not None and isinstance(wide.value, str):
        return wide.value.rstrip("\0")
    narrow = properties.get(name, _TEXT8)
    raw = narrow.raw_direct_stream if narrow is not None else _binary(properties, name)
    if not raw:
        return ""
    return decode(raw.rstrip(b"\0"), declared_charset(raw) if name == _HTML else "").text


def _binary(properties: MapiPropertyCollection, name: int) -> bytes:
    kept = properties.get(name, _BINARY)
    return bytes(kept.value) if kept is not None and isinstance(kept.value, bytes) else b""


def _moment(properties: MapiPropertyCollection, name: int) -> datetime.datetime | None:
    kept = properties.get(name, _TIME)
    moment = kept.value if kept is not None else None
    return moment if isinstance(moment, datetime.datetime) and written_date(moment) else None


def _attached(attachment: MapiAttachment, number: int, problems: list[Problem], depth: int) -> Attached | None:
    name = attachment.filename or _words(attachment.properties, _NAME)
    shown = " ".join(name.split()) or f"attachment {number}"
    if attachment.embedded_message is not None:
        if depth >= _TOO_DEEP:
            problems.append(Problem("reader", f"Messages more than {_TOO_DEEP} deep were not opened."))
            return None
        return Attached("", message=_made(attachment.embedded_message, problems, depth + 1))
    if not attachment.data:
        if attachment.is_storage_attachment or attachment.is_embedded_message:
            what = "is kept in a form of Outlook's own"
        elif attachment.attach_method in (2, 3, 4, 7):
            what = "is only a link to a file kept elsewhere"
        else:
            what = "is empty"
        problems.append(Problem("reader", f"The attachment “{shown}” {what}; ask for it as a file."))
        return None
    kind = attachment.mime_type or "application/octet-stream"
    return Attached(name or shown, attachment.data, kind, attachment.content_id or "")


# ---------------------------------------------------------------- the other way


def _read_otherwise(data: bytes, problems: list[Problem]) -> Made:
    """What a second library makes of a file that the first gives up on."""
    try:
        message = oxmsg.Message.load(data)
        made = Made(_other_headers(message), message.body or "")
        made.html = "" if made.plain.strip() else message.html_body or ""
        for number, attachment in enumerate(message.attachments, start=1):
            content = attachment.file_bytes
            name = attachment.file_name or f"attachment {number}"
            if content:
                made.attached.append(Attached(name, content, attachment.mime_type or "application/octet-stream"))
            else:
                problems.append(Problem("reader", f"The attachment “{name}” could not be read; ask for it as a file."))
    except _DAMAGE as error:
        raise UnreadableError(
            "The Outlook message is damaged or cut short; ask for it again, best as .eml or .pdf."
        ) from error
    return made


def _other_headers(message: oxmsg.Message) -> dict[str, str]:
    known = email.message.Message(policy=policy.compat32)
    for name, value in message.message_headers.items():
        known[name] = value
    made = {
        "From": message.sender or "",
        "To": people([person(one.name, one.email_address) for one in message.recipients]),
        "Cc": "",
        "Date": written_date(message.sent_date),
        "Subject": message.subject,
        "Message-ID": "",
    }
    return {name: header_text(known, name) or value for name, value in made.items()}
