"""Headers of an email as a reader sees them, whatever was done to them on the way."""

import email.errors
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message as MimePart
from email.utils import parsedate_to_datetime

from caseclock.extractor.readers.charsets import decode
from caseclock.extractor.stamps import first_stamp, uk_local

# Errors that the standard library's header parser is known to raise on malformed headers.
HEADER_ERRORS = (ValueError, IndexError, AttributeError, TypeError, LookupError, email.errors.MessageError)
_LONGEST_HEADER = 50_000  # characters; the names of some hundred recipients
_MOST_LINES = 2000  # of a message's header: the parser goes through all of them for each part of the message


def header_text(message: MimePart, name: str) -> str:
    """A header as a reader sees it: decoded, on one line. "" if it is missing."""
    raw = next((str(value) for known, value in message.raw_items() if known.lower() == name.lower()), "")
    raw = raw[:_LONGEST_HEADER]
    try:
        shown = str(make_header(decode_header(raw))) if "=?" in raw else raw
    except HEADER_ERRORS:
        shown = raw
    # Bytes that no header may hold come through as surrogates: they are UTF-8 or Windows-1252 sent without encoding.
    if any("\ud800" <= c <= "\udfff" for c in shown):
        shown = decode(shown.encode("utf-8", "surrogateescape")).text
    return " ".join("".join(c if c.isprintable() else " " for c in shown).split())


def sent_locally(message: MimePart) -> datetime | None:
    """When it was sent, in the sender's local time. Servers stamp UTC; that is turned into UK time."""
    written = header_text(message, "Date")
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        stamp = first_stamp(written) or first_stamp(header_text(message, "Received").rpartition(";")[2])
        return stamp.moment if stamp else None
    unzoned = moment.replace(tzinfo=None)
    zone = moment.tzinfo
    return uk_local(unzoned) if zone is None or zone == UTC or not moment.utcoffset() else unzoned


def without_header_bomb(data: bytes) -> bytes:
    """The message without the header lines beyond the first two thousand."""
    ends = [at for at in (data.find(b"\n\n"), data.find(b"\r\n\r\n")) if at >= 0]
    end = min(ends, default=len(data))
    if data.count(b"\n", 0, end) <= _MOST_LINES:
        return data
    lines = data[:end].split(b"\n")
    return b"\n".join(lines[:_MOST_LINES]).rstrip(b"\r") + data[end:]
