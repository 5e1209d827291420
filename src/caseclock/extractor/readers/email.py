"""Emails (`message/rfc822`): header lines, body split into messages, attachments as children."""

import email
import email.errors
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import Message as MimePart
from email.utils import parsedate_to_datetime

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.limits import Limits
from caseclock.extractor.lines import unquoted
from caseclock.extractor.message_headers import split_people
from caseclock.extractor.readers.charsets import decode
from caseclock.extractor.readers.html import html_lines
from caseclock.extractor.readers.reading import Child, Reading, UnreadableError
from caseclock.extractor.stamps import first_stamp, uk_local
from caseclock.extractor.threads import split_thread
from caseclock.models.document import Block, Message, Problem, Role, Text

MEDIA_TYPES = ("message/rfc822",)

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_SEALS = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_LOGO_BYTES = 12 * 1024  # an inline picture below this is part of a signature
# Errors that the standard library's header parser is known to raise on malformed headers.
_HEADER_ERRORS = (ValueError, IndexError, AttributeError, TypeError, LookupError, email.errors.MessageError)
_EXTENSIONS = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


@dataclass(slots=True)
class _Parts:
    """What the parts of a message come to."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(data: bytes, limits: Limits) -> Reading:
    """Read one message. Its text is "From: ...", "To: ...", ("Cc: ..."), "Date: ...", "Subject: ..." and the body."""
    try:
        return _read(data, limits)
    except RecursionError as error:
        raise UnreadableError(
            "The email holds parts within parts too deep to follow. Save its attachments and add them one by one."
        ) from error


def _read(data: bytes, limits: Limits) -> Reading:
    # The old policy leaves headers as they came and never fails on one; decoding is done here, header by header.
    message = email.message_from_bytes(data, policy=policy.compat32)
    if not any(header_text(message, name) for name in ("From", "Date", "Subject", "To", "Message-ID")):
        raise UnreadableError("This is no complete email: it has no sender, date or subject. Save it again as .eml.")
    parts = _Parts()
    _collect(message, parts, limits, top=True)
    head = "\n".join(
        f"{name}: {header_text(message, name)}"
        for name in _SHOWN
        if header_text(message, name) or name in ("From", "To", "Date", "Subject")
    )
    text, blocks, messages = _laid_out(message, head, parts, limits)
    return Reading(
        MEDIA_TYPES[0],
        Text(text, (), blocks, messages),
        children=tuple(parts.children),
        problems=tuple(dict.fromkeys(parts.problems)),
        title=header_text(message, "Subject"),
    )


def _laid_out(
    message: MimePart, head: str, parts: _Parts, limits: Limits
) -> tuple[str, tuple[Block, ...], tuple[Message, ...]]:
    offset = len(head) + 2
    plain = "\n".join(parts.plain)
    if _says_something(plain, parts.html):
        body, lines = unquoted(plain.strip("\r\n"), offset)
    else:
        body, lines = html_lines("\n".join(parts.html), offset)
    if len(body) > limits.text_characters:
        body = body[: limits.text_characters]
        lines = [line for line in lines if line.end <= offset + len(body)]
        parts.problems.append(Problem("reader", "Only the beginning of the message was read: it is too long."))
    end = offset + len(body)
    own = Message(
        0,
        end,
        sender=header_text(message, "From"),
        recipients=split_people(header_text(message, "To")) + split_people(header_text(message, "Cc")),
        sent=sent_locally(message),
        subject=header_text(message, "Subject"),
        message_id=header_text(message, "Message-ID"),
        header=(0, len(head)),
    )
    thread = split_thread(lines, own)
    blocks = (Block(Role.HEADER, 0, len(head)), *lay_out(lines, thread.owners, thread.roles))
    return f"{head}\n\n{body}", blocks, thread.messages


def _says_something(plain: str, html: list[str]) -> bool:
    """Is the plain text the message, or only an excuse for not showing the HTML?"""
    words = plain.strip()
    if not html:
        return True
    return bool(words) and not (len(words) < 200 and re.search(r"\bhtml\b", words, re.I))


# ---------------------------------------------------------------- headers


def header_text(message: MimePart, name: str) -> str:
    """A header as a reader sees it: decoded, on one line. "" if it is missing."""
    raw = next((str(value) for known, value in message.raw_items() if known.lower() == name.lower()), "")
    try:
        shown = str(make_header(decode_header(raw))) if "=?" in raw else raw
    except _HEADER_ERRORS:
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


# ---------------------------------------------------------------- parts


def _collect(part: MimePart, parts: _Parts, limits: Limits, *, top: bool = False) -> None:
    kind = part.get_content_type()
    if kind == "message/rfc822" and not top:
        _add_child(parts, limits, _attached_message(part))
    elif kind == "multipart/alternative":
        _collect_alternatives(part, parts, limits)
    elif part.is_multipart():
        for inner in _inner(part):
            _collect(inner, parts, limits)
    elif kind in _SEALS:
        return
    elif kind in ("text/plain", "text/html") and not _is_attached(part):
        (parts.plain if kind == "text/plain" else parts.html).append(_words(part, parts))
    else:
        _collect_file(part, kind, parts, limits)


def _inner(part: MimePart) -> Iterator[MimePart]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (inner for inner in payload if isinstance(inner, MimePart))


def _collect_alternatives(part: MimePart, parts: _Parts, limits: Limits) -> None:
    """The same words several times over: the plain ones are taken if they say anything, else the HTML."""
    inside = _Parts()
    for inner in _inner(part):
        _collect(inner, inside, limits)
    plain = "\n".join(inside.plain)
    if _says_something(plain, inside.html):
        parts.plain.append(plain)
    else:
        parts.html += inside.html
    parts.children += inside.children
    parts.problems += inside.problems


def _is_attached(part: MimePart) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_filename(part))


def _filename(part: MimePart) -> str:
    try:
        name = part.get_filename()
        return str(make_header(decode_header(name))) if name and "=?" in name else name or ""
    except _HEADER_ERRORS:
        return "attachment"


def _words(part: MimePart, parts: _Parts) -> str:
    try:
        charset = part.get_content_charset() or ""
    except _HEADER_ERRORS:
        charset = ""
    decoded = decode(_bytes(part), charset)
    parts.problems += decoded.problems
    return decoded.text


def _bytes(part: MimePart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _collect_file(part: MimePart, kind: str, parts: _Parts, limits: Limits) -> None:
    data = _bytes(part)
    inline = part.get_content_disposition() != "attachment" or part.get("Content-ID") is not None
    if kind.startswith("image/") and inline and len(data) < _LOGO_BYTES:
        return
    if kind in ("message/delivery-status", "text/rfc822-headers") or (not data and not _filename(part)):
        return
    name = _filename(part) or f"attachment {len(parts.children) + 1}{_EXTENSIONS.get(kind, '')}"
    _add_child(parts, limits, Child(name, data))


def _attached_message(part: MimePart) -> Child:
    """A message attached to a message, as the bytes that it would have as a file of its own."""
    inner = next(_inner(part), None)
    if inner is None:
        return Child(_filename(part) or "attached message.eml", _bytes(part))
    subject = header_text(inner, "Subject")
    data = inner.as_bytes(policy=policy.compat32.clone(max_line_length=None))
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() in ("base64", "quoted-printable"):
        # Not allowed, but some programs encode attached messages; the parser then finds no headers in them.
        wrapped = MimePart()
        wrapped["Content-Transfer-Encoding"] = str(part["Content-Transfer-Encoding"])
        wrapped.set_payload(inner.get_payload())
        data = _bytes(wrapped) if not inner.keys() else data
        subject = subject or header_text(email.message_from_bytes(data, policy=policy.compat32), "Subject")
    name = _filename(part) or f"{subject or 'attached message'}.eml"
    return Child(name, data)


def _add_child(parts: _Parts, limits: Limits, child: Child) -> None:
    if len(parts.children) < limits.children:
        parts.children.append(child)
    else:
        parts.problems.append(
            Problem("reader", f"Only the first {limits.children} attachments were read; add the others as files.")
        )
