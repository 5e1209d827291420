"""The hostile set: files that should hurt, made by script, each with words of the reason it must be given."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

HEAD = b"From: a@b.example\nSubject: s\nMIME-Version: 1.0\n"


def pdf(pages: int = 3, encrypted: bool = False) -> bytes:
    """A PDF of one line a page; with a password if asked."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, encrypt=StandardEncryption("secret") if encrypted else None)
    for page in range(1, pages + 1):
        canvas.drawString(72, 700, f"Page {page}: drums from next door at 22:1{page % 10} on {page % 28 + 1} May 2024.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def cut_short(data: bytes) -> bytes:
    """The PDF without its last lines, as after a broken download."""
    return data[: data.rindex(b"startxref")]


def pdf_without_pages() -> bytes:
    """A PDF whose list of pages is empty."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def pdf_that_grows() -> bytes:
    """Three pages; the second draws a form that draws ten forms that draw ten forms ... ten million times a letter."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, "Page one: drums at 22:10 on 3 May 2024.")
    canvas.showPage()
    for level in range(9):
        canvas.beginForm(f"f{level}")
        if level:
            for _ in range(10):
                canvas.doForm(f"f{level - 1}")
        else:
            canvas.drawString(72, 600, "x")
        canvas.endForm()
    canvas.doForm("f8")
    canvas.showPage()
    canvas.drawString(72, 700, "Page three: shouting at 23:10 on 4 May 2024.")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_slow_to_draw() -> bytes:
    """Three pages; the second has no words, so that OCR wants to see it, and takes minutes to draw."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, "Page one: drums at 22:10 on 3 May 2024.")
    canvas.showPage()
    canvas.setFillAlpha(0.01)
    for shade in range(20_000):
        canvas.setFillGray(shade % 7 / 10)
        canvas.circle(300, 400, 290 + shade % 5, stroke=0, fill=1)
    canvas.showPage()
    canvas.drawString(72, 700, "Page three: shouting at 23:10 on 4 May 2024.")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 3, 12, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def entities(root: str) -> bytes:
    """XML whose entities unfold to a thousand million letters."""
    unfold = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{unfold}]><{root}>&e9;</{root}>'.encode()


def nested_message(depth: int) -> bytes:
    """A message in a message in a message."""
    return b"".join(HEAD + b"Content-Type: message/rfc822\n\n" for _ in range(depth)) + HEAD + b"\nInnermost.\n"


def large_picture() -> bytes:
    """A PNG of 900 million points in a small file."""
    side = 30_000

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    points = zlib.compress(bytes((side // 8 + 1) * side), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", points) + chunk(b"IEND", b"")


# name -> how to make it, words of its problem (None: it reads, whatever it looks like), status
HOSTILE: dict[str, tuple[Callable[[], bytes], str | None, str]] = {
    "truncated.pdf": (lambda: pdf()[:700], "broken or only part of it is here", "unreadable"),
    "cut at the end.pdf": (lambda: cut_short(pdf(40)), "The end of this PDF is missing", "partly_read"),
    "locked.pdf": (lambda: pdf(encrypted=True), "locked with a password", "unreadable"),
    "no pages.pdf": (pdf_without_pages, "has no pages", "unreadable"),
    "program.pdf": (lambda: b"MZ\x90\0" + bytes(2000), "It is a program", "unreadable"),
    "grows.pdf": (pdf_that_grows, "Page 2: This page was left out because", "partly_read"),
    "slow.pdf": (pdf_slow_to_draw, "Page 2: It is a picture, and OCR failed", "partly_read"),
    "bomb.zip": (lambda: zipped({"big.txt": bytes(300_000_000)}), "unpack", "unreadable"),
    "way out.zip": (lambda: zipped({"../../outside.txt": b"He shouted.\n"}), "outside", "unreadable"),
    "entities.docx": (
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": entities("w")}),
        "XML entities",
        "unreadable",
    ),
    "entities.xlsx": (
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": entities("workbook")}),
        "XML entities",
        "unreadable",
    ),
    "nested.eml": (lambda: nested_message(60), None, "read"),
    "charset.eml": (
        lambda: HEAD + b'Content-Type: text/plain; charset="klingon"\n\nHe drummed on 3 May 2024.\n',
        None,
        "read",
    ),
    "base64.eml": (
        lambda: HEAD + b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n%%%not base64%%%\n",
        "damaged on the way",
        "partly_read",
    ),
    "empty.docx": (bytes, "The file is empty", "unreadable"),
    "one line.txt": (lambda: b"He drummed until two. " * 2_400_000, "too long", "partly_read"),
    "points.png": (large_picture, "too large to be opened", "unreadable"),
    "line\nbreak \u202etxt.txt": (lambda: b"He drummed until two in the morning.\n", None, "read"),
}
