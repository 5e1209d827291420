"""What a file is, told from its bytes. Its name only breaks ties between kinds of text."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass

from caseclock.extractor.readers.charsets import decode
from caseclock.extractor.readers.plain.reader import is_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAMPLE = 64 * 1024
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FileType:
    """A media type with the module under `readers` that reads it, or with the reason why this version does not."""

    media_type: str
    reader: str = ""
    refusal: str = ""


def _refused(media_type: str, what: str, remedy: str) -> FileType:
    return FileType(media_type, refusal=f"It is {what}: {remedy}.")


_AS_WORD = "save it as .docx or .pdf and add it again"
_UNPACK = "unpack it and add the files in it"
_PROGRAM = _refused("application/x-executable", "a program", "it is no paper of a case and was not opened")

_EMAIL = FileType("message/rfc822", "mail.email")
_MAILBOX = FileType("application/mbox", "mail.mailbox")
_PDF = FileType("application/pdf", "pdf.reader")
_PLAIN = FileType("text/plain", "plain.reader")
_HTML = FileType("text/html", "web.html")
_CALENDAR = FileType("text/calendar", "mail.calendar_file")

# Signatures at the very beginning of a file, the longer first where one begins another.
_SIGNATURES: tuple[tuple[bytes, FileType], ...] = (
    (b"{\\rtf", FileType("application/rtf", "office.rich_text")),
    (b"\x89PNG\r\n\x1a\n", FileType("image/png", "scan.picture")),
    (b"\xff\xd8\xff", FileType("image/jpeg", "scan.picture")),
    (b"II*\0", FileType("image/tiff", "scan.picture")),
    (b"MM\0*", FileType("image/tiff", "scan.picture")),
    (b"GIF8", FileType("image/gif", "scan.picture")),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"7z\xbc\xaf\x27\x1c", FileType("application/x-7z-compressed", "archive.seven_zip")),
    (b"Rar!\x1a\x07", _refused("application/vnd.rar", "a packed archive (.rar)", _UNPACK)),
    (b"\x1f\x8b", _refused("application/gzip", "a packed file (.gz)", _UNPACK)),
    (b"BZh", _refused("application/x-bzip2", "a packed file (.bz2)", _UNPACK)),
    (b"\xfd7zXZ\0", _refused("application/x-xz", "a packed file (.xz)", _UNPACK)),
    (
        b"!BDN",
        _refused("application/vnd.ms-outlook-pst", "an Outlook data file", "save its messages as .eml and add them"),
    ),
    (b'x\x9f>"', FileType("application/ms-tnef", "mail.winmail")),
    (b"SQLite format 3\0", _refused("application/vnd.sqlite3", "a database", "print or export what matters as .csv")),
    (b"%!PS", _refused("application/postscript", "a PostScript print", "save it as .pdf and add it again")),
    (b"ID3", _refused("audio/mpeg", "a sound recording", "add a written account of it")),
    (b"OggS", _refused("audio/ogg", "a sound recording", "add a written account of it")),
    (b"\x1aE\xdf\xa3", _refused("video/webm", "a film", "add a written account of it")),
)
_OLE_STREAMS: tuple[tuple[str, FileType], ...] = (
    (
        "EncryptedPackage",
        _refused(
            "application/x-ole-storage", "protected by a password", "save a copy without the password and add that"
        ),
    ),
    ("__properties_version1.0", FileType("application/vnd.ms-outlook", "mail.outlook")),
    ("WordDocument", FileType("application/msword", "office.old_word")),
    (
        "PowerPoint Document",
        _refused("application/vnd.ms-powerpoint", "an old presentation (.ppt)", "save it as .pdf and add it again"),
    ),
    ("Workbook", FileType("application/vnd.ms-excel", "sheets.old_sheet")),
    ("Book", FileType("application/vnd.ms-excel", "sheets.old_sheet")),
)
_UNKNOWN_OLE = _refused(
    "application/x-ole-storage", "in an old Office format", "save it as .docx, .xlsx or .pdf and add it again"
)
_UNKNOWN = _refused(
    "application/octet-stream", "of a kind that is not known", "save it as .pdf, .docx or .txt and add it again"
)


def file_type(name: str, data: bytes) -> FileType:
    """What a file is. `name` only breaks ties between kinds of text."""
    if b"%PDF-" in data[:1024]:
        return _PDF
    for signature, found in _SIGNATURES:
        if data.startswith(signature):
            return found
    if data.startswith(_OLE):
        return _old_office(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(name, data)
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return _media(data)
    if data[257:262] == b"ustar":
        return _refused("application/x-tar", "a packed archive (.tar)", _UNPACK)
    return _text(name, data)


def _old_office(data: bytes) -> FileType:
    for stream, found in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return found
    return _UNKNOWN_OLE


def _media(data: bytes) -> FileType:
    if data[8:12] == b"WEBP":
        return FileType("image/webp", "scan.picture")
    if data[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        return _refused("image/heic", "a photograph in a phone's own format", "save it as .jpg and add it again")
    if data[8:12] in (b"WAVE", b"M4A "):
        return _refused("audio/wav", "a sound recording", "add a written account of it")
    return _refused("video/mp4", "a film", "add a written account of it")


def _zipped(name: str, data: bytes) -> FileType:
    """Word documents and workbooks are zip files that hold certain parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # Cut short: the names of the parts may still be seen. Its reader says what is wrong.
        members = {
            part for part in ("word/document.xml", "xl/workbook.xml") if part.split("/")[0].encode() + b"/" in data
        }
        if not members:
            return FileType("application/zip", refusal="The file is damaged or cut short: ask for it again.")
    folders = {member.split("/")[0] for member in members}
    if "word" in folders and ("[Content_Types].xml" in members or "word/document.xml" in members):
        return FileType(_WORD, "office.word")
    if "xl" in folders and ("[Content_Types].xml" in members or "xl/workbook.xml" in members):
        return FileType(_WORKBOOK, "sheets.sheet")
    if "ppt" in folders:
        return _refused("application/vnd.ms-powerpoint", "a presentation", "save it as .pdf and add it again")
    if "mimetype" in members and "content.xml" in members:
        return FileType("application/vnd.oasis.opendocument", "office.open_document")
    return FileType("application/zip", "archive.zipped")


# ---------------------------------------------------------------- kinds of text

_TRANSPORT = frozenset(
    {
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "content-type",
        "content-transfer-encoding",
        "dkim-signature",
        "references",
        "in-reply-to",
        "thread-index",
        "thread-topic",
        "x-mailer",
        "x-originating-ip",
        "authentication-results",
    }
)
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60}):(?:\s|$)")
_SHARE, _SHARE_IF_NAMED = 0.9, 0.5  # of the rows of a table saved as text that are equally wide
_LONGEST_HEADING = 60  # characters of a column heading
_MBOX = re.compile(rb"^From \S+.*\d{4}\s*$", re.M)


def _text(name: str, data: bytes) -> FileType:
    sample = data[:_SAMPLE]
    if sample.count(0) and not sample.startswith((b"\xff\xfe", b"\xfe\xff")) and not _is_wide(sample):
        return _UNKNOWN
    decoded = decode(_whole_characters(sample) if len(data) > _SAMPLE else sample)
    if not is_text(decoded):
        return _UNKNOWN
    if decoded.text.startswith("#!"):
        return _PROGRAM
    if _is_email(name, decoded.text):
        several = data.startswith(b"From ") and len(_MBOX.findall(data)) > 1
        return _MAILBOX if several else _EMAIL
    if _is_html(decoded.text):
        return _HTML
    if decoded.text.lstrip("\ufeff \t\r\n")[:15].upper() == "BEGIN:VCALENDAR":
        return _CALENDAR
    delimiter = _delimiter(name, decoded.text)
    if delimiter:
        return FileType("text/tab-separated-values" if delimiter == "\t" else "text/csv", "sheets.sheet")
    return _PLAIN


def _whole_characters(sample: bytes) -> bytes:
    """The sample up to its last line break, so that no character of several bytes is cut."""
    return sample[: sample.rfind(b"\n") + 1] or sample[:-4]


def _is_wide(sample: bytes) -> bool:
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    return zeros > len(sample) * 0.3


def _is_email(name: str, text: str) -> bool:
    """Header lines up to the first blank line, one of them such as only mail programs write."""
    names: list[str] = []
    for at, line in enumerate(text.lstrip("\ufeff\r\n").splitlines()):
        if not line.strip():
            break
        found = _HEADER.match(line)
        if found:
            names.append(found[1].lower())
        elif not (names and line[0] in " \t") and not (at == 0 and line.startswith("From ")):
            return False
    told = {"from", "to", "subject", "date"} & set(names)
    if any(other in _TRANSPORT or other.startswith(("x-", "arc-")) for other in names):
        return len(names) >= 2 and bool(told)
    return name.lower().endswith(".eml") and "from" in told and len(told) >= 2


def _is_html(text: str) -> bool:
    head = re.sub(r"<!--.*?-->|<\?xml.*?\?>", "", text[:4096], flags=re.S).lstrip("\ufeff \t\r\n").lower()
    return (
        head.startswith(("<!doctype html", "<html", "<head", "<body", "<div", "<table", "<meta"))
        or "<html" in head[:1024]
    )


def _delimiter(name: str, text: str) -> str:
    """The delimiter of a table saved as text, "" for anything else. A name that says so lets pass what is less sure."""
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=[,;|\t]\s*", first, re.IGNORECASE):
        text = rest  # a line for the program that opens it
    named = name.lower().rpartition(".")[2] in ("csv", "tsv", "tab")
    best = ("", 0)
    for delimiter in ",\t;|" if named else ",\t;":
        rows = _rows(text, delimiter)
        widths = [len(row) for row in rows]
        width = max(set(widths), key=lambda n: (widths.count(n), n), default=1)
        alike = widths.count(width)
        if named:
            table = width >= 2 and alike > len(rows) * _SHARE_IF_NAMED
        else:
            short = len(rows) >= 3 and all(len(cell) <= _LONGEST_HEADING for cell in rows[0])
            table = width >= 3 and short and alike >= len(rows) * _SHARE
        if table and alike * width > best[1]:
            best = (delimiter, alike * width)
    return best[0]


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(map(str.strip, row))
        ]
    except csv.Error:
        return []
