"""Papers that are pictures: scans, a fax of two pages, a photograph, a page upside down, a PDF partly scanned."""

import io
from collections.abc import Callable, Sequence

from PIL import Image
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas
from tests.scanned import as_jpeg, as_pdf, as_png, as_tiff, faxed, photographed, pictures_of, worn

_LETTER = (
    ("Helvetica-Bold", 12, "Wharf Lane Homes"),
    ("Helvetica", 10, "14 May 2024"),
    ("Helvetica", 10, "Dear Mrs Quill,"),
    ("Helvetica-Bold", 10, "Noise and threats at 8 Ferry Court, our ref WL/24/0092"),
    (
        "Helvetica",
        10,
        "Thank you for your call on 11 May 2024. You told us that at about 11.20pm your neighbour at number 9 played "
        "loud music, and that when you knocked he shouted that he would put your windows in.",
    ),
    ("Helvetica", 10, "We will visit him on 16 May 2024 at 2.30pm and write to you by 24 May."),
    ("Helvetica", 10, "Yours sincerely,"),
    ("Helvetica", 10, "P. Marlowe, Housing Officer"),
)
_STATEMENT = (
    ("Helvetica-Bold", 12, "Statement of Joan Quill, page 1 of 2"),
    ("Helvetica", 10, "I live at 8 Ferry Court. On 2 June 2024 at 22:40 I heard banging on the wall from number 9."),
    ("Helvetica", 10, "At 23:15 a bottle was thrown at my door. I called the police and was given log number 771."),
)
_STATEMENT_2 = (
    ("Helvetica-Bold", 12, "Statement of Joan Quill, page 2 of 2"),
    ("Helvetica", 10, "On 3 June 2024 at 08:05 I found my back gate kicked in and rubbish tipped over the path."),
)
_ROWS = (
    ("Date", "Time", "Log", "Type", "Details", "Result"),
    ("02/06/2024", "22:40", "0771", "Noise", "Banging on party wall, 8 Ferry Court", "Advice given"),
    ("03/06/2024", "08:05", "0114", "Damage", "Back gate kicked in overnight, no witness", "Crime recorded"),
    ("09/06/2024", "11:11", "0302", "Nuisance", "Youths on bin store roof throwing stones", "Moved on"),
    ("15/06/2024", "23:50", "0845", "Threats", "Male from no. 9 shouting threats at caller", "Unit attended"),
)
_EDGES = (30, 92, 128, 166, 222, 430, 520)


def _written(lines: Sequence[tuple[str, int, str]], size: tuple[float, float] = A5) -> bytes:
    """Paragraphs one under the other on one page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    y = size[1] - 50
    for font, points, text in lines:
        canvas.setFont(font, points)
        for line in simpleSplit(text, font, points, size[0] - 80):
            canvas.drawString(40, y, line)
            y -= points * 1.25
        y -= points * 0.8
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _ruled_log() -> bytes:
    out = io.BytesIO()
    size = landscape(A5)
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(30, size[1] - 40, "Incidents reported, Ferry Court")
    canvas.setLineWidth(0.6)
    top, step = size[1] - 60, 24
    for at in range(len(_ROWS) + 1):
        canvas.line(_EDGES[0], top - at * step, _EDGES[-1], top - at * step)
    for x in _EDGES:
        canvas.line(x, top, x, top - len(_ROWS) * step)
    for at, row in enumerate(_ROWS):
        canvas.setFont("Helvetica" if at else "Helvetica-Bold", 9)
        for x, text in zip(_EDGES, row, strict=False):
            canvas.drawString(x + 4, top - at * step - 15, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture(printed: bytes) -> Image.Image:
    return pictures_of(printed)[0]


def skewed_letter() -> bytes:
    """A letter laid on the glass three degrees askew."""
    return as_jpeg(worn(_picture(_written(_LETTER)), turn=3.0, noise=10, specks=0.001), quality=60)


def fax() -> bytes:
    """A statement of two pages as a fax machine stores it."""
    pages = [_picture(_written(lines, landscape(A5))) for lines in (_STATEMENT, _STATEMENT_2)]
    return as_tiff([faxed(page, seed=at) for at, page in enumerate(pages)])


def scanned_log() -> bytes:
    """A ruled log as a PDF of one picture."""
    return as_pdf([worn(_picture(_ruled_log()), turn=-1.0, noise=12, specks=0.002)])


def upside_down() -> bytes:
    """A page that went into the scanner the wrong way round."""
    return as_png(worn(_picture(_written(_STATEMENT, landscape(A5))), turn=180.6, noise=6))


def photograph() -> bytes:
    """The log photographed on a table under a lamp."""
    return as_jpeg(photographed(_picture(_ruled_log())), quality=70, dpi=72)


def partly_scanned() -> bytes:
    """A covering letter printed to PDF and a scanned page behind it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    for at, line in enumerate(
        (
            "Wharf Lane Homes, 20 June 2024",
            "I enclose the statement that Mrs Quill made on 4 June 2024.",
            "She called again on 19 June 2024 at 9.15pm: number 9 had played drums for an hour.",
        )
    ):
        canvas.drawString(60, 760 - 24 * at, line)
    canvas.showPage()
    page = worn(_picture(_written(_STATEMENT_2, landscape(A5))), turn=0.8, noise=10)
    canvas.setPageSize(landscape(A5))
    canvas.drawImage(ImageReader(io.BytesIO(as_jpeg(page))), 0, 0, *landscape(A5))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


PAPERS: dict[str, Callable[[], bytes]] = {
    "scanned letter askew.jpg": skewed_letter,
    "faxed statement.tif": fax,
    "scanned log.pdf": scanned_log,
    "upside down.png": upside_down,
    "photographed log.jpg": photograph,
    "partly scanned.pdf": partly_scanned,
}
