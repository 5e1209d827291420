"""Makes small PDFs for tests: ruled tables, columns by white space, fields, prose, with reportlab."""

import io
from collections.abc import Sequence

from reportlab.lib import colors, pagesizes
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9, leading=11)


class Sheet:
    """Pages written line by line from the top; `y` counts points from the top edge."""

    def __init__(self, *, size: tuple[float, float] = pagesizes.A4, encrypt: StandardEncryption | None = None) -> None:
        self.data = io.BytesIO()
        self.canvas = Canvas(self.data, pagesize=size, invariant=1, encrypt=encrypt)
        self.height = size[1]
        self.y = 60.0

    def put(self, x: float, text: str, *, bold: bool = False, size: float = 9, font: str = "Helvetica") -> None:
        """Words at `x` on the line where the pen stands."""
        bolder = {"Helvetica": "Helvetica-Bold", "Courier": "Courier-Bold"}[font]
        self.canvas.setFont(bolder if bold else font, size)
        self.canvas.drawString(x, self.height - self.y, text)

    def line(self, *pieces: tuple[float, str], bold: bool = False, size: float = 9, step: float = 12) -> None:
        """Pieces at their places on one line, then on to the next."""
        for x, text in pieces:
            self.put(x, text, bold=bold, size=size)
        self.y += step

    def wrapped(self, x: float, text: str, width: float, *, size: float = 9, step: float = 12) -> None:
        """A paragraph broken to the width."""
        for piece in simpleSplit(text, "Helvetica", size, width):
            self.line((x, piece), size=size, step=step)

    def page(self) -> None:
        """On to the next page."""
        self.canvas.showPage()
        self.y = 60.0

    def done(self) -> bytes:
        """The finished file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.data.getvalue()


def ruled(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    before: Sequence[Flowable] = (),
    repeat: int = 1,
    grid: Sequence[tuple] = (("GRID", (0, 0), (-1, -1), 0.5, colors.black),),
    split_in_row: bool = False,
    footer: str = "",
) -> bytes:
    """A table with rules over as many pages as it takes. `footer` may hold {page}."""
    data = io.BytesIO()
    cells = [[Paragraph(text, BODY) for text in row] for row in rows]
    if split_in_row:  # only cells of plain strings or flowables of several lines can be parted
        cells = [[Paragraph(text, BODY) if len(text) > 40 else text for text in row] for row in rows]
    style = TableStyle([*grid, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONT", (0, 0), (-1, -1), "Helvetica", 9)])
    table = Table(cells, colWidths=list(widths), repeatRows=repeat, style=style, splitInRow=int(split_in_row))

    def foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
        if footer:
            canvas.setFont("Helvetica", 7)
            canvas.drawString(40, 24, footer.format(page=document.page))

    document = SimpleDocTemplate(data, pagesize=pagesizes.A4, margin=40, leftMargin=40, rightMargin=40, invariant=1)
    document.build([*before, table], onFirstPage=foot, onLaterPages=foot)
    return data.getvalue()
