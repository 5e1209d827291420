"""Texts of the papers as the modules keep them: paragraphs between empty lines, rows that begin with a day."""

import re
from datetime import datetime

from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Paragraph, Spacer

from making.fixed import new_word, pdf_bytes, word_bytes

ROW = re.compile(r"^(?=\d\d/\d\d/\d{4})", re.MULTILINE)


def rows_of(text: str) -> list[list[str]]:
    """Each row's cells: a row begins with a day and may go on over the next lines."""
    rows = [" ".join(row.split()) for row in ROW.split(text) if row.strip()]
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def paragraphs_of(text: str) -> list[str]:
    """Paragraphs, each on one line."""
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]


def word_letter(text: str, when: datetime, author: str, title: str, header: str = "") -> bytes:
    """A letter in Word; paragraphs that begin with # are headings, with * items of a numbered list."""
    word = new_word(author, title, when)
    if header:
        word.sections[0].header.paragraphs[0].text = header
    for part in paragraphs_of(text):
        if part.startswith("# "):
            word.add_heading(part[2:], level=2)
        elif part.startswith("* "):
            word.add_paragraph(part[2:], style="List Number")
        else:
            word.add_paragraph(part)
    return word_bytes(word, when)


def printed_letter(text: str, when: datetime, title: str) -> bytes:
    """A letter or report as PDF; paragraphs that begin with # are headings."""
    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=styles["BodyText"], fontSize=10.5, leading=14)
    story = []
    for part in paragraphs_of(text):
        heading = part.startswith("# ")
        story += [Paragraph(part.removeprefix("# "), styles["Heading3"] if heading else body), Spacer(1, 4)]
    return pdf_bytes(story, when, title)
