"""Emails (`message/rfc822`): header lines, body split into messages, attachments as children."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.errors import CloseBoundaryNotFoundDefect, InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.header import decode_header, make_header
from email.message import Message as MimePart

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.limits import Limits
from caseclock.extractor.lines import unquoted
from caseclock.extractor.message_headers import split_people
from caseclock.extractor.readers.charsets import decode
from caseclock.extractor.readers.mail.email_headers import HEADER_ERRORS, header_text, sent_locally, without_header_bomb
from caseclock.extractor.readers.mail.made_message import Made, as_email
from caseclock.extractor.readers.mail.tnef_parts import open_tnef
from caseclock.extractor.readers.reading import Child, Reading, UnreadableError
from caseclock.extractor.readers.web.html import html_lines
from caseclock.extractor.threads import split_thread
from caseclock.models.text import Block, Message, Problem, Role, Text

MEDIA_TYPES = ("message/rfc822",)

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_SEALS = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_PACKED = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_LOSSES = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
_LONGEST_EXCUSE = 1000  # characters of a plain part that says less than the HTML beside it
_ENOUGH = 100_000  # characters of HTML that show whether it does
_LOGO_BYTES = 12 * 1024  # an inline picture below this is part of a signature
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
    packed: list[Made] = field(default_factory=list)  # the same message as Outlook packs it: winmail.dat
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
    message = email.message_from_bytes(without_header_bomb(data), policy=policy.compat32)
    if not any(header_text(message, name) for name in ("From", "Date", "Subject", "To", "Message-ID")):
        raise UnreadableError("This is no complete email: it has no sender, date or subject. Save it again as .eml.")
    return read_message(message, limits, MEDIA_TYPES[0])


def read_message(message: MimePart, limits: Limits, media_type: str) -> Reading:
    """Read a message parsed with the compat32 policy; `media_type` is that of the file that it comes from."""
    parts = _Parts()
    _collect(message, parts, limits, top=True)
    head = "\n".join(
        f"{name}: {header_text(message, name)}"
        for name in _SHOWN
        if header_text(message, name) or name in ("From", "To", "Date", "Subject")
    )
    text, blocks, messages = _laid_out(message, head, parts, limits)
    return Reading(
        media_type,
        Text(text, (), blocks, messages),
        children=tuple(parts.children),
        problems=tuple(dict.fromkeys(parts.problems)),
        title=header_text(message, "Subject"),
    )


def _laid_out(
    message: MimePart, head: str, parts: _Parts, limits: Limits
) -> tuple[str, tuple[Block, ...], tuple[Message, ...]]:
    offset = len(head) + 2
    if not any(words.strip() for words in (*parts.plain, *parts.html)):
        parts.plain += [made.plain for made in parts.packed]
        parts.html += [made.html for made in parts.packed if made.html]
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
    if not words or (len(words) < 200 and re.search(r"\bhtml\b", words, re.I)):
        return False
    if len(words) >= _LONGEST_EXCUSE:
        return True
    shown = re.sub(r"<(style|script|head)\b.*?</\1\s*>|<[^>]*>", " ", "\n".join(html)[:_ENOUGH], flags=re.I | re.S)
    return len(shown.split()) <= 5 * len(words.split()) + 20


# ---------------------------------------------------------------- parts


def _collect(part: MimePart, parts: _Parts, limits: Limits, *, top: bool = False) -> None:
    kind = part.get_content_type()
    if kind == "message/rfc822" and not top:
        _add_child(parts, limits, _attached_message(part, parts))
    elif kind == "multipart/alternative":
        _collect_alternatives(part, parts, limits)
    elif part.is_multipart():
        _note_missing_end(part, parts)
        for inner in _inner(part):
            _collect(inner, parts, limits)
    elif kind in _SEALS:
        return
    elif kind in _PACKED or (kind == "application/octet-stream" and _filename(part).lower() == "winmail.dat"):
        _collect_packed(part, parts, limits)
    elif kind in ("text/plain", "text/html") and not _is_attached(part):
        (parts.plain if kind == "text/plain" else parts.html).append(_words(part, parts))
    else:
        _collect_file(part, kind, parts, limits)


def _note_missing_end(part: MimePart, parts: _Parts) -> None:
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in part.defects):
        told = "The message ends before it should, so words may be lacking; ask for it again."
        parts.problems.append(Problem("reader", told))


def _inner(part: MimePart) -> Iterator[MimePart]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (inner for inner in payload if isinstance(inner, MimePart))


def _collect_alternatives(part: MimePart, parts: _Parts, limits: Limits) -> None:
    """The same words several times over: the plain ones are taken if they say anything, else the HTML."""
    _note_missing_end(part, parts)
    inside = _Parts()
    for inner in _inner(part):
        _collect(inner, inside, limits)
    plain = "\n".join(inside.plain)
    if _says_something(plain, inside.html):
        parts.plain.append(plain)
    else:
        parts.html += inside.html
    parts.children += inside.children
    parts.packed += inside.packed
    parts.problems += inside.problems


def _is_attached(part: MimePart) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_filename(part))


def _filename(part: MimePart) -> str:
    try:
        name = part.get_filename()
        return str(make_header(decode_header(name))) if name and "=?" in name else name or ""
    except HEADER_ERRORS:
        return "attachment"


def _words(part: MimePart, parts: _Parts) -> str:
    try:
        charset = part.get_content_charset() or ""
    except HEADER_ERRORS:
        charset = ""
    decoded = decode(_bytes(part, parts), charset)
    parts.problems += decoded.problems
    return decoded.text


def _bytes(part: MimePart, parts: _Parts) -> bytes:
    payload = part.get_payload(decode=True)
    if any(isinstance(defect, _LOSSES) for defect in part.defects):
        what = f"“{_filename(part)}”" if _filename(part) else "Its text"
        parts.problems.append(Problem("reader", f"{what} was damaged on the way and may lack words; ask for it again."))
    return payload if isinstance(payload, bytes) else b""


def _collect_file(part: MimePart, kind: str, parts: _Parts, limits: Limits) -> None:
    data = _bytes(part, parts)
    inline = part.get_content_disposition() != "attachment" or part.get("Content-ID") is not None
    if kind.startswith("image/") and inline and len(data) < _LOGO_BYTES:
        return
    if kind in ("message/delivery-status", "text/rfc822-headers") or (not data and not _filename(part)):
        return
    name = _filename(part) or f"attachment {len(parts.children) + 1}{_EXTENSIONS.get(kind, '')}"
    _add_child(parts, limits, Child(name, data))


def _collect_packed(part: MimePart, parts: _Parts, limits: Limits) -> None:
    """What Outlook packed into a winmail.dat: its attachments are the message's own."""
    data = _bytes(part, parts)
    try:
        made = open_tnef(data)
    except UnreadableError:
        _add_child(parts, limits, Child("winmail.dat", data))  # which is then named with what is wrong
        return
    parts.packed.append(made)
    if made.problem:
        parts.problems.append(Problem("reader", made.problem))
    for attached in made.attached:
        if attached.message is None:
            _add_child(parts, limits, Child(attached.name, attached.data))
        else:
            inner = as_email(attached.message)
            subject = header_text(inner, "Subject")
            _add_child(parts, limits, Child(f"{subject or 'attached message'}.eml", inner.as_bytes()))


def _as_file(message: MimePart) -> bytes:
    """A message as the bytes of a file of its own. Headers that hold line breaks are put on one line first."""
    written = policy.compat32.clone(max_line_length=None)
    try:
        return message.as_bytes(policy=written)
    except email.errors.HeaderParseError:
        for part in message.walk():
            headers = [(name, " ".join(str(value).split())) for name, value in part.raw_items()]
            for name in {name for name, _ in headers}:
                del part[name]
            for name, value in headers:
                part[name] = value
        return message.as_bytes(policy=written)


def _attached_message(part: MimePart, parts: _Parts) -> Child:
    """A message attached to a message, as the bytes that it would have as a file of its own."""
    inner = next(_inner(part), None)
    if inner is None:
        return Child(_filename(part) or "attached message.eml", _bytes(part, parts))
    subject = header_text(inner, "Subject")
    data = _as_file(inner)
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() in ("base64", "quoted-printable"):
        # Not allowed, but some programs encode attached messages; the parser then finds no headers in them.
        wrapped = MimePart()
        wrapped["Content-Transfer-Encoding"] = str(part["Content-Transfer-Encoding"])
        wrapped.set_payload(inner.get_payload())
        data = _bytes(wrapped, parts) if not inner.keys() else data
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
