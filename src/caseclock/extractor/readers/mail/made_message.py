"""An email put together from what Outlook's own formats say, so that it is read like any other email."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from caseclock.extractor.stamps import uk_local

_EARLIEST = 1980  # Outlook's "no date" is in 1601, others' in 1970
_LATEST = 2100


@dataclass(slots=True)
class Attached:
    """An attachment: bytes under a name, or a message."""

    name: str
    data: bytes = b""
    media_type: str = "application/octet-stream"
    content_id: str = ""
    message: "Made | None" = None


@dataclass(slots=True)
class Made:
    """What is known of a message. `headers` by their names, already decoded; texts are "" where there is none."""

    headers: dict[str, str] = field(default_factory=dict)
    plain: str = ""
    html: str = ""
    attached: list[Attached] = field(default_factory=list)
    problem: str = ""  # what is missing of it


def as_email(made: Made, depth: int = 0) -> Message:
    """The same as an email. The same message always gives the same bytes."""
    body = _body(made, depth)
    if made.attached:
        whole: Message = MIMEMultipart("mixed", boundary=_boundary("mixed", depth))
        whole.attach(body)
        for attached in made.attached:
            whole.attach(_part(attached, depth))
    else:
        whole = body
    for name, value in made.headers.items():
        line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
        if line:
            whole[name] = line.encode("utf-8").decode("ascii", "surrogateescape")
    return whole


def _body(made: Made, depth: int) -> Message:
    if not made.html:
        return _text(made.plain, "plain")
    if not made.plain.strip():
        return _text(made.html, "html")
    both = MIMEMultipart("alternative", boundary=_boundary("alternative", depth))
    both.attach(_text(made.plain, "plain"))
    both.attach(_text(made.html, "html"))
    return both


def _text(words: str, kind: str) -> Message:
    return MIMEText(words.encode("utf-8", "replace").decode("utf-8"), kind, "utf-8")


def _boundary(kind: str, depth: int) -> str:
    """All text between the lines is base64, which has no underscore: this can't stand in it."""
    return f"=_{kind}_{depth}_="


def _part(attached: Attached, depth: int) -> Message:
    part: Message
    if attached.message is not None:
        part = MIMEMessage(as_email(attached.message, depth + 1))
    else:
        main, slash, sub = attached.media_type.partition("/")
        if not slash or main in ("multipart", "message"):
            main, sub = "application", "octet-stream"
        part = MIMEBase(main, sub)
        part.set_payload(attached.data)
        encode_base64(part)
    part.add_header("Content-Disposition", "inline" if attached.content_id else "attachment")
    if attached.name:
        part.set_param("filename", attached.name, "Content-Disposition", charset="utf-8")
    if attached.content_id:
        part["Content-ID"] = f"<{attached.content_id}>"
    return part


def written_date(utc: datetime | None) -> str:
    """A moment in UTC as the Date header of a message sent in the UK; "" for none and for a program's "no date"."""
    if utc is None or not _EARLIEST <= utc.year <= _LATEST:
        return ""
    naive = utc.replace(tzinfo=None, microsecond=0)
    offset = uk_local(naive) - naive
    return format_datetime(uk_local(naive)).replace("-0000", "+0100" if offset == timedelta(hours=1) else "+0000")


def person(name: str, address: str) -> str:
    """ "Name <address>". An address of Exchange's own ("/O=...") says nothing outside its organisation."""
    name, address = name.strip().strip("'\""), address.strip().strip("<>'\"")
    if "@" not in address:
        return name or ("" if address.startswith("/") else address)
    if not name or name.lower() == address.lower():
        return address
    return f'"{name}" <{address}>' if any(c in name for c in ',;<>@"') else f"{name} <{address}>"


def people(names: Sequence[str]) -> str:
    """The people of a To line. Parted by semicolons where a name without an address has a comma in it."""
    known = [name for name in names if name]
    return ("; " if any("@" not in name for name in known) else ", ").join(known)
