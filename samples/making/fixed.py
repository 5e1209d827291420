"""Binary files that come out the same, byte for byte, on every machine and day.

Office files are zip archives: they are packed anew without compression (what a compressor gives depends on its version)
and with the day of the paper as time stamp. PDF is written uncompressed, with the paper's day as its date.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, SimpleDocTemplate
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate

LEFT_OUT = {"docProps/thumbnail.jpeg", "word/stylesWithEffects.xml"}  # parts of the template that no reader misses


def repack(packed: bytes, when: datetime) -> bytes:
    """The same archive with nothing compressed and `when` as the time of every member."""
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            if name in LEFT_OUT:
                continue
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                content = re.sub(
                    rb"<(?:Relationship|Override) [^>]*(?:thumbnail|stylesWithEffects)[^>]*/>", b"", content
                )
            info = zipfile.ZipInfo(name, date_time=when.timetuple()[:6])
            info.external_attr = 0o644 << 16
            info.create_system = 3
            new.writestr(info, content)
    return out.getvalue()


def new_word(author: str, title: str, when: datetime) -> WordDocument:
    """An empty A4 Word document with its properties filled in."""
    word = Document()
    properties = word.core_properties
    properties.author, properties.last_modified_by, properties.title = author, author, title
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = when
    word.styles["Normal"].font.name = "Calibri"
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for section in word.sections:
        section.page_width, section.page_height = 7560310, 10692130  # A4 in English metric units
    return word


def word_bytes(word: WordDocument, when: datetime) -> bytes:
    """The file of a Word document."""
    out = io.BytesIO()
    word.save(out)
    return repack(out.getvalue(), when)


def workbook_bytes(book: Workbook, author: str, when: datetime) -> bytes:
    """The file of a workbook."""
    book.properties.creator = book.properties.lastModifiedBy = author
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), when)


def word_table(word: WordDocument, rows: Sequence[Sequence[str]], widths: Sequence[float] = ()) -> None:
    """Add a table with ruled cells; the first row is its heading row. `widths` of the columns in centimetres."""
    table = word.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
        for cell, width in zip(row.cells, widths, strict=False):
            cell.width = Cm(width)


def pdf_bytes(
    story: list[Flowable],
    when: datetime,
    title: str,
    *,
    page_size: tuple[float, float] = A4,
    margin: float = 56,
    template: PageTemplate | None = None,
) -> bytes:
    """The file of a PDF. `margin` in points; `template` draws what stands on every page."""
    out = io.BytesIO()
    settings = {"pagesize": page_size, "title": title, "invariant": 1, "pageCompression": 0}
    if template is None:
        margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), margin)
        SimpleDocTemplate(out, **settings, **margins).build(story)
    else:
        BaseDocTemplate(out, pageTemplates=[template], **settings).build(story)
    dated = re.sub(rb"D:\d{14}", when.strftime("D:%Y%m%d%H%M%S").encode(), out.getvalue())
    mark = hashlib.md5(re.sub(rb"[0-9a-f]{32}", b"", dated), usedforsecurity=False).hexdigest().encode()
    return re.sub(rb"(/ID\s*\[)<[0-9a-f]{32}><[0-9a-f]{32}>", rb"\g<1><" + mark + b"><" + mark + b">", dated)
