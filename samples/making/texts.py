"""The text of every paper as plain libraries pull it out, against which citations can be checked."""

import csv
import email
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import docx
import icalendar
import openpyxl
import oxmsg
import pdfplumber
from docx.table import Table


def word_text(content: bytes) -> str:
    """Paragraphs and table rows in the order of the page, cells between bars."""
    lines = []
    word = docx.Document(io.BytesIO(content))
    for section in word.sections:
        lines += [paragraph.text for paragraph in section.header.paragraphs]
    for part in word.iter_inner_content():
        if isinstance(part, Table):
            lines += [" | ".join(cell.text for cell in row.cells) for row in part.rows]
        else:
            lines.append(part.text)
    return "\n".join(line for line in lines if line.strip()) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def workbook_text(content: bytes) -> str:
    """Every sheet under its name in brackets, one line for each row."""
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        lines.append(f"[{sheet.title}]")
        for row in sheet.iter_rows(values_only=True):
            cells = [_cell(value) for value in row if value is not None]
            if cells:
                lines.append(" | ".join(cells))
    return "\n".join(lines) + "\n"


def pdf_texts(content: bytes) -> list[str]:
    """The lines as they stand on the page; and, where tables are ruled, their rows."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        lines = "\n".join(page.extract_text() or "" for page in pdf.pages)
        rows = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    if not rows:
        return [lines + "\n"]
    return [lines + "\n", "\n".join(" | ".join((cell or "").replace("\n", " ") for cell in row) for row in rows) + "\n"]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _html_text(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    return "".join(parser.words)


def mail_texts(name: str, content: bytes) -> Iterator[tuple[str, list[str]]]:
    """The message and every attachment of it, with their names."""
    mail = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    head = "".join(f"{key}: {mail[key]}\n" for key in ("From", "To", "Date", "Subject"))
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    texts = [head + "\n" + plain.get_content()] if plain else []
    if html:
        texts.append(head + "\n" + _html_text(html.get_content()))
    yield name, texts
    for part in mail.iter_attachments():
        yield from texts_of(f"{name}/{part.get_filename()}", part.get_content())


def mailbox_text(content: bytes) -> str:
    """Every message of a mailbox, one after the other."""
    parts = re.split(rb"^From \S+ .*\n", content, flags=re.MULTILINE)
    return "\n".join(text for part in parts[1:] for _, texts in mail_texts("", part) for text in texts)


def outlook_text(content: bytes) -> str:
    """The heading and the words of an Outlook message."""
    message = oxmsg.Message.load(io.BytesIO(content))
    to = "; ".join(f"{recipient.name} <{recipient.email_address}>" for recipient in message.recipients)
    sender = (message.sender or "").replace('"', "")
    sent = f"{message.sent_date:%a, %d %b %Y %H:%M:%S +0000}"
    return f"From: {sender}\nTo: {to}\nDate: {sent}\nSubject: {message.subject}\n\n{message.body}"


def sheet_texts(content: bytes) -> list[str]:
    """The file as it is; and its rows, cells between bars."""
    text = content.decode()
    rows = "\n".join(" | ".join(row) for row in csv.reader(io.StringIO(text, newline="")))
    return [text.replace("\r\n", "\n"), rows + "\n"]


def calendar_texts(content: bytes) -> list[str]:
    """The file as it is; and its events with their days and times written out."""
    lines = []
    for event in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        lines += [f"{event[key].dt:%d %B %Y | %H:%M}" for key in ("DTSTART", "DTEND")]
        lines += [str(event[key]) for key in ("LOCATION", "SUMMARY", "DESCRIPTION")]
        people = [event["ORGANIZER"], *event["ATTENDEE"]]
        lines += [f"{one.params['CN']} <{str(one).removeprefix('mailto:')}>" for one in people]
    return [content.decode().replace("\r\n", "\n"), "\n".join(lines) + "\n"]


def open_document_text(content: bytes) -> str:
    """The paragraphs of an OpenDocument text, those of lists with their numbers."""
    kind = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        root = ElementTree.fromstring(packed.read("content.xml"))
    items = {id(item): number for number, item in enumerate(root.iter(f"{kind}list-item"), start=1)}
    numbers = {id(p): items[id(item)] for item in root.iter(f"{kind}list-item") for p in item.iter(f"{kind}p")}
    lines = []
    for part in root.iter():
        if part.tag in (f"{kind}h", f"{kind}p"):
            number = f"{numbers[id(part)]}. " if id(part) in numbers else ""
            lines.append(number + "".join(part.itertext()))
    return "\n".join(lines) + "\n"


def rich_text_text(content: bytes) -> str:
    """The paragraphs of a plain rich text file."""
    body = content.decode("ascii").partition("\\f0\\fs24")[2].rstrip().removesuffix("}")
    body = re.sub(r"\\'([0-9a-f]{2})", lambda code: bytes.fromhex(code[1]).decode("cp1252"), body)
    paragraphs = re.findall(r"\\pard (.*?)\\par\r?\n", body, flags=re.DOTALL)
    return "\n".join(paragraphs) + "\n"


def archive_texts(name: str, content: bytes) -> Iterator[tuple[str, list[str]]]:
    """The names in an archive, and every member of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        yield name, ["\n".join(packed.namelist()) + "\n"]
        for member in packed.namelist():
            yield from texts_of(f"{name}/{member}", packed.read(member))


def texts_of(name: str, content: bytes) -> Iterator[tuple[str, list[str]]]:
    """(name, its texts) of one paper and of what is attached to it or packed in it."""
    kind = Path(name).suffix
    if kind == ".eml":
        yield from mail_texts(name, content)
    elif kind == ".zip":
        yield from archive_texts(name, content)
    elif kind == ".mbox":
        yield name, [mailbox_text(content)]
    elif kind == ".msg":
        yield name, [outlook_text(content)]
    elif kind == ".csv":
        yield name, sheet_texts(content)
    elif kind == ".ics":
        yield name, calendar_texts(content)
    elif kind == ".odt":
        yield name, [open_document_text(content)]
    elif kind == ".rtf":
        yield name, [rich_text_text(content)]
    elif kind == ".html":
        yield name, [_html_text(content.decode())]
    elif kind == ".docx":
        yield name, [word_text(content)]
    elif kind == ".xlsx":
        yield name, [workbook_text(content)]
    elif kind == ".pdf":
        yield name, pdf_texts(content)
    else:
        yield name, [content.decode()]
