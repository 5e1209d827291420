"""The text of every paper as plain libraries pull it out, against which citations can be checked."""

import email
import io
from collections.abc import Iterator
from datetime import date, datetime
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
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


def texts_of(name: str, content: bytes) -> Iterator[tuple[str, list[str]]]:
    """(name, its texts) of one paper and of what is attached to it."""
    kind = Path(name).suffix
    if kind == ".eml":
        yield from mail_texts(name, content)
    elif kind == ".docx":
        yield name, [word_text(content)]
    elif kind == ".xlsx":
        yield name, [workbook_text(content)]
    elif kind == ".pdf":
        yield name, pdf_texts(content)
    else:
        yield name, [content.decode()]
