"""A police incident log of 150 rows as a printed PDF: what the measure of scans is made from."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reportlab.lib import colors, pagesizes
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

HEADINGS = ("Date", "Time", "Ref", "Type", "Location", "Summary", "Result")
_WIDTHS = (62, 38, 66, 78, 110, 294, 110)
_PER_PAGE = 10
_CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName="Helvetica-Bold")

_TYPES = (
    "ASB Nuisance",
    "ASB Personal",
    "Criminal damage",
    "Noise",
    "Harassment",
    "Drugs",
    "Public order",
    "Concern for safety",
)
_PLACES = (
    "14 Orchard Rise",
    "Flat 3, 14 Orchard Rise",
    "Rear of Tanner Court",
    "Bin store, Tanner Court",
    "Stairwell B, 2nd floor",
)
_WHO = ("Caller", "Neighbour at no. 12", "Resident", "Housing officer", "Anonymous caller", "Mother of two at no. 16")
_WHAT = (
    "reports loud music and shouting from the flat above, ongoing since about {hour}:30",
    "states the male from number 14 banged on the door and made threats to smash windows",
    "reports a group of 6 youths drinking in the stairwell, one kicking a ball at the wall",
    "says the wing mirror of a blue Fiesta was kicked off overnight, no witnesses",
    "reports strong smell of cannabis and people coming and going all evening",
    "reports verbal abuse in the car park, called a grass and told to move out",
    "states dog left barking on the balcony for 3 hours, third time this week",
    "reports eggs thrown at the front window and rubbish tipped in the garden",
)
_RESULTS = (
    "No further action",
    "Passed to SNT",
    "Unit attended, words of advice",
    "Crime recorded",
    "Area search, no trace",
    "Linked to earlier log",
)


@dataclass(frozen=True)
class LogRow:
    """One row as printed."""

    cells: tuple[str, ...]

    @property
    def day(self) -> str:
        """The date as printed."""
        return self.cells[0]

    @property
    def time(self) -> str:
        """The time as printed."""
        return self.cells[1]


def log_rows(count: int = 150, seed: int = 7) -> list[LogRow]:
    """The rows, in order of time."""
    dice = random.Random(seed)
    when = datetime(2024, 1, 3, 18, 20)
    rows: list[LogRow] = []
    for number in range(count):
        when += timedelta(minutes=dice.randint(200, 5000))
        summary = f"{dice.choice(_WHO)} {dice.choice(_WHAT).format(hour=(when.hour - 1) % 24)}."
        if dice.random() < 0.4:
            summary += f" Informant asks for a call back on the morning of {(when + timedelta(days=1)):%d/%m/%Y}."
        rows.append(
            LogRow(
                (
                    f"{when:%d/%m/%Y}",
                    f"{when:%H:%M}",
                    f"LG-{dice.randint(10, 899):04d}-{number + 101}",
                    dice.choice(_TYPES),
                    dice.choice(_PLACES),
                    summary,
                    dice.choice(_RESULTS),
                )
            )
        )
    return rows


def printed_log(rows: Sequence[LogRow], *, ruled: bool = True) -> bytes:
    """The log on landscape A4, ten rows a page under repeated headings, with or without ruled lines."""
    out = io.BytesIO()
    story: list[object] = []
    for start in range(0, len(rows), _PER_PAGE):
        cells = [[Paragraph(text, _HEAD) for text in HEADINGS]]
        cells += [[Paragraph(text, _CELL) for text in row.cells] for row in rows[start : start + _PER_PAGE]]
        table = Table(cells, colWidths=_WIDTHS)
        style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 4)]
        style += [("BOTTOMPADDING", (0, 0), (-1, -1), 4)]
        if ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.6, colors.black))
        table.setStyle(TableStyle(style))
        story += [table, PageBreak()]
    document = SimpleDocTemplate(
        out,
        pagesize=pagesizes.landscape(pagesizes.A4),
        leftMargin=14 * mm,
        rightMargin=14 * mm,
        topMargin=24 * mm,
        bottomMargin=16 * mm,
        invariant=1,
    )
    document.build(story, onFirstPage=_furniture, onLaterPages=_furniture)
    return out.getvalue()


def _furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(14 * mm, 195 * mm, "Incident log: Orchard Rise and Tanner Court, January 2024 onwards")
    canvas.setFont("Helvetica", 8)
    canvas.drawString(14 * mm, 9 * mm, f"OFFICIAL - SENSITIVE    Page {document.page} of 15")
