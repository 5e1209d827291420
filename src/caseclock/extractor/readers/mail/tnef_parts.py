"""What is packed in a winmail.dat (TNEF): the message as Outlook wrote it, and its attachments."""

import struct
from collections.abc import Iterable
from datetime import datetime

from tnefparse import TNEF
from tnefparse import properties as mapi
from tnefparse.mapi import TNEFMAPI_Attribute
from tnefparse.tnef import TNEFAttachment

from caseclock.extractor.readers.charsets import declared_charset, decode
from caseclock.extractor.readers.mail.made_message import Attached, Made, person, written_date
from caseclock.extractor.readers.mail.rtf_body import body_of_rtf
from caseclock.extractor.readers.reading import UnreadableError

_DAMAGE = (
    struct.error,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    LookupError,
    AssertionError,
    OverflowError,
    RecursionError,
    UnboundLocalError,
)
_MOST_OBJECTS = 50_000
_LISTS = (TNEF.ATTMAPIPROPS, TNEF.ATTATTACHMENT)  # objects that say how many properties they hold
_SENDERS = (
    (mapi.MAPI_SENT_REPRESENTING_NAME, mapi.MAPI_SENT_REPRESENTING_SMTP_ADDRESS),
    (mapi.MAPI_SENT_REPRESENTING_NAME, mapi.MAPI_SENT_REPRESENTING_EMAIL_ADDRESS),
    (mapi.MAPI_SENDER_NAME, mapi.MAPI_SENDER_SMTP_ADDRESS),
    (mapi.MAPI_SENDER_NAME, mapi.MAPI_SENDER_EMAIL_ADDRESS),
)


def open_tnef(data: bytes) -> Made:
    """The message in it; what it does not say (often: to whom) is left empty. Raises UnreadableError if damaged."""
    try:
        whole = _whole(data)
        cut = len(whole) < len(data)
        made = _made(TNEF(whole, do_checksum=False))
        if cut and not (made.plain or made.html or made.attached):
            raise ValueError("nothing left")
    except _DAMAGE as error:
        raise UnreadableError(
            "What Outlook packed into winmail.dat is damaged; ask for the message and its attachments again."
        ) from error
    if cut:
        made.problem = "The winmail.dat of the message is cut short: ask for its attachments again."
    return made


def _whole(data: bytes) -> bytes:
    """It up to the end of its last whole object: less than all of it if it is cut short.

    Raises ValueError if counts in it can't be: the library believes them, and would count to thousands of millions.
    """
    at, objects = 6, 0
    while at + TNEF.MIN_OBJ_SIZE < len(data):
        _, name, _, length = struct.unpack_from("<BHHI", data, at)
        objects += 1
        if name in _LISTS and length >= 4 and struct.unpack_from("<I", data, at + 9)[0] > length // 4:
            raise ValueError("more properties than there is room for")
        if at + length + 11 > len(data):
            return data[:at]
        at += length + 11
    if objects > _MOST_OBJECTS:
        raise ValueError("too many objects")
    return data


def _made(packed: TNEF) -> Made:
    made = Made(_headers(packed))
    made.plain = _text(packed.body)
    made.html = _text(packed.htmlbody, html=True)
    if packed._rtfbody and not made.html.strip():
        plain, made.html = body_of_rtf(bytes(packed._rtfbody) + b"\0")
        made.plain = made.plain if made.plain.strip() else plain
    made.attached = [_attached(attachment, number) for number, attachment in enumerate(packed.attachments, start=1)]
    return made


def _headers(packed: TNEF) -> dict[str, str]:
    told = {obj.name: obj.data for obj in packed.msgprops}
    senders = [person(_property(packed.mapiprops, name), _property(packed.mapiprops, at)) for name, at in _SENDERS]
    if isinstance(told.get(TNEF.ATTFROM), tuple):
        name, _, address = told[TNEF.ATTFROM]
        senders.append(person(_text(name), _text(address)))
    senders.sort(key=lambda sender: "@" not in sender)  # one with an address says more
    sent = next((a.data for a in packed.mapiprops if a.name == mapi.MAPI_CLIENT_SUBMIT_TIME), None)
    sent = sent if isinstance(sent, datetime) else told.get(TNEF.ATTDATESENT)
    return {
        "From": senders[0],
        "To": _property(packed.mapiprops, mapi.MAPI_DISPLAY_TO),
        "Cc": _property(packed.mapiprops, mapi.MAPI_DISPLAY_CC),
        "Date": written_date(sent if isinstance(sent, datetime) else None),
        "Subject": _property(packed.mapiprops, mapi.MAPI_SUBJECT) or _text(told.get(TNEF.ATTSUBJECT)),
        "Message-ID": _property(packed.mapiprops, mapi.MAPI_SMTP_MESSAGE_ID),
    }


def _property(properties: Iterable[TNEFMAPI_Attribute], name: int) -> str:
    return next((_text(one.data) for one in properties if one.name == name), "")


def _text(value: object, *, html: bool = False) -> str:
    if isinstance(value, bytes):
        return decode(value.rstrip(b"\0"), declared_charset(value) if html else "").text
    return value.rstrip("\0") if isinstance(value, str) else ""


def _attached(attachment: TNEFAttachment, number: int) -> Attached:
    name = _property(attachment.mapi_attrs, mapi.MAPI_ATTACH_LONG_FILENAME) or _text(attachment._name)
    embedded = getattr(attachment, "embed", None)
    if isinstance(embedded, TNEF):
        return Attached("", message=_made(embedded))
    kind = _property(attachment.mapi_attrs, mapi.MAPI_ATTACH_MIME_TAG)
    return Attached(name or f"attachment {number}", bytes(attachment.data), kind or "application/octet-stream")
