"""Files that no library of ours writes: OpenDocument text, rich text, archives of papers, mailboxes."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"'
)
ODT = "application/vnd.oasis.opendocument.text"


def archive(members: Mapping[str, bytes], when: datetime) -> bytes:
    """A zip with nothing compressed and `when` as the time of every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, date_time=when.timetuple()[:6])
            info.external_attr = 0o644 << 16
            info.create_system = 3
            packed.writestr(info, content)
    return out.getvalue()


def open_document(author: str, title: str, numbered: Sequence[str], after: Sequence[str], when: datetime) -> bytes:
    """A text with a heading, numbered paragraphs and plain ones after them."""
    items = "".join(f"<text:list-item><text:p>{escape(words)}</text:p></text:list-item>" for words in numbered)
    plain = "".join(f"<text:p>{escape(words)}</text:p>" for words in after)
    level = '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles>'
        f'<text:list-style style:name="L1">{level}</text:list-style></office:automatic-styles><office:body>'
        f'<office:text><text:h text:outline-level="1">{escape(title)}</text:h>'
        f'<text:list text:style-name="L1">{items}</text:list>{plain}</office:text></office:body>'
        "</office:document-content>"
    )
    stamp = when.isoformat()
    meta = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {NAMESPACES}><office:meta>'
        f"<meta:initial-creator>{escape(author)}</meta:initial-creator><dc:creator>{escape(author)}</dc:creator>"
        f"<meta:creation-date>{stamp}</meta:creation-date><dc:date>{stamp}</dc:date></office:meta>"
        "</office:document-meta>"
    )
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", ODT), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f"{listed}</manifest:manifest>"
    )
    members = {"mimetype": ODT, "content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest}
    return archive({name: text.encode() for name, text in members.items()}, when)


def rich_text(paragraphs: Sequence[str]) -> bytes:
    """Plain paragraphs as a word processor saves them in rich text."""
    lines = [r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}}", r"\f0\fs24"]
    for words in paragraphs:
        coded = "".join(c if c.isascii() else f"\\'{c.encode('cp1252').hex()}" for c in words)
        lines.append(rf"\pard {coded}\par")
    return ("\r\n".join([*lines, "}"])).encode("ascii")


def mailbox(messages: Sequence[tuple[datetime, str, str, str, str]]) -> bytes:
    """A mailbox of plain messages: (when, from, to, subject, words) each, in order."""
    parts = []
    for number, (when, sender, to, subject, words) in enumerate(messages, start=1):
        address = sender.partition("<")[2].rstrip(">")
        body = "\n".join(f">{line}" if line.startswith("From ") else line for line in words.split("\n"))
        parts.append(
            f"From {address} {when:%a %b %d %H:%M:%S %Y}\nFrom: {sender}\nTo: {to}\nDate: {format_datetime(when)}\n"
            f"Subject: {subject}\nMessage-ID: <{when:%Y%m%d%H%M}.{number}@mailbox.example>\nMIME-Version: 1.0\n"
            f"Content-Type: text/plain; charset=utf-8\n\n{body}\n"
        )
    return "\n".join(parts).encode()
