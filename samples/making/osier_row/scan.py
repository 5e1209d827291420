"""A sheet of paper as a scanner gives it: printed, drawn to a black and white picture, with specks from a seed."""

import io
import random
from collections.abc import Sequence
from datetime import datetime

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Spacer, Table

from making.fixed import pdf_bytes

DPI = 200
SPECKS = 250
ROWS_IN_A_STRIP, WHERE_STRIPS_ARE, HOW_LONG_STRIPS_ARE = 278, 273, 279  # tags of a TIFF


def scanned_sheet(head: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A PDF of one page that is a picture of a ruled sheet and nothing else."""
    body = ParagraphStyle("hand", fontName="Times-Roman", fontSize=12, leading=16)
    cells = [[Paragraph(text, body) for text in row] for row in (columns, *rows)]
    grid = [("GRID", (0, 0), (-1, -1), 0.8, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    grid += [("BOTTOMPADDING", (0, 0), (-1, -1), 9)]
    table = Table(cells, colWidths=(100, 82, 185, 116), style=grid)
    printed = pdf_bytes([Paragraph(head, body), Spacer(1, 12), table], datetime(2023, 9, 1), "Record sheet")
    pdf = pdfium.PdfDocument(printed)
    try:
        (page,) = (page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in pdf)
    finally:
        pdf.close()
    picture = page.point(lambda level: 255 if level > 150 else 0).convert("1")
    dice = random.Random(60823)
    for _ in range(SPECKS):
        place = dice.randrange(picture.width), dice.randrange(picture.height)
        picture.putpixel(place, 0)
    return _only_this(picture)


def _only_this(picture: Image.Image) -> bytes:
    """A PDF of that picture, packed as fax machines and scanners pack black and white."""
    tiff = io.BytesIO()
    picture.save(tiff, "TIFF", compression="group4", tiffinfo={ROWS_IN_A_STRIP: picture.height})
    tags = Image.open(tiff).tag_v2
    start, length = tags[WHERE_STRIPS_ARE][0], tags[HOW_LONG_STRIPS_ARE][0]
    strip = tiff.getvalue()[start : start + length]
    wide, high = picture.size
    paper = f"{wide * 72 / DPI:.2f} {high * 72 / DPI:.2f}"
    page = f"q {paper.replace(' ', ' 0 0 ')} 0 0 cm /Im0 Do Q".encode()
    image = (
        f"<< /Type /XObject /Subtype /Image /Width {wide} /Height {high} /ColorSpace /DeviceGray /BitsPerComponent 1 "
        f"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /BlackIs1 true /Columns {wide} /Rows {high} >> "
        f"/Length {len(strip)} >>"
    )
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {paper}] /Contents 4 0 R "
        "/Resources << /XObject << /Im0 5 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        image.encode() + b"\nstream\n" + strip + b"\nendstream",
        b"<< /Producer (Scan to PDF) /CreationDate (D:20240903101500) >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R /Info {len(parts)} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()
