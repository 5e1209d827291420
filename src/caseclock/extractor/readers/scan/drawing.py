"""The picture of a page: drawn from a PDF, or a frame of a picture file, in grey at a resolution fit for OCR."""

import io
import math
import struct
import warnings
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

# Named because Pillow knows only some formats until the others' plug-ins are imported.
from PIL import Image, ImageOps, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.readers.scan.upright import Grey

_USUAL_DPI = 200.0
_LEAST_DPI, _MOST_DPI = 150.0, 300.0
_COVERS = 0.5  # share of the page that a picture must cover to set the resolution
_MOST_DOTS = 16_000_000  # of a picture as it is read
_MOST_STORED = 200_000_000  # of a picture as it is stored: more is a bomb or a plan
_A4_LONG = 11.69  # inches
_LONG, _SHORT = 20.0, 3.0  # inches: no page's longer side is beyond these
FORMATS = ("PNG", "JPEG", "GIF", TiffImagePlugin.TiffImageFile.format, WebPImagePlugin.WebPImageFile.format)
# What Pillow is known to raise on damaged pictures.
DAMAGE = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError,
    AttributeError, OverflowError, struct.error,
)  # fmt: skip
_AGAIN = "open it, save it anew as .png or .pdf and add that"


@dataclass(frozen=True)
class Picture:
    """Grey levels of a page, and how many dots make an inch."""

    grey: Grey
    dpi: float


def picture_of(data: bytes, number: int) -> Picture:
    """Page `number` (from 1) of a PDF or a picture file. Raises UnreadableError if it can't be drawn."""
    return _from_pdf(data, number) if b"%PDF-" in data[:1024] else _from_picture(data, number)


def _from_pdf(data: bytes, number: int) -> Picture:
    try:
        pdf = pdfium.PdfDocument(data)
        try:
            page = pdf[number - 1]
            wide, high = page.get_size()
            dpi = min(_resolution(page), 72 * math.sqrt(_MOST_DOTS / max(wide * high, 1.0)))
            # PDFium rounds the size up: a little less keeps each dot of a scan one dot
            drawn = page.render(scale=(dpi * max(wide, high) / 72 - 0.4) / max(wide, high), grayscale=True)
            grey = np.array(drawn.to_numpy())
            page.close()
        finally:
            pdf.close()
    except (pdfium.PdfiumError, IndexError) as error:
        raise UnreadableError("This page could not be drawn (damaged): ask for the file again.") from error
    return Picture(grey.reshape(grey.shape[:2]), dpi)


def _resolution(page: pdfium.PdfPage) -> float:
    """That of the picture which covers the page, where it is fit for OCR."""
    wide, high = page.get_size()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) < _COVERS * wide * high:
            continue
        dots_wide, dots_high = item.get_px_size()
        found = 72 * math.sqrt(dots_wide * dots_high / ((right - left) * (top - bottom)))
        return found if _LEAST_DPI <= found <= _MOST_DPI else min(max(found, _USUAL_DPI), _MOST_DPI)
    return _USUAL_DPI


def _from_picture(data: bytes, number: int) -> Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is our own
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if number > 1:
                    picture.seek(number - 1)
                if picture.width * picture.height > _MOST_STORED:
                    raise UnreadableError("This picture is too large to be read: save it smaller and add that.")
                dpi = _stated(picture)
                picture.draft("L", _fit(picture.size))
                return _fit_for_ocr(_on_paper(picture), dpi)
    except (*DAMAGE, Image.DecompressionBombError, MemoryError) as error:
        raise UnreadableError(f"The picture is damaged or cut short: {_AGAIN}.") from error


def _stated(picture: Image.Image) -> tuple[float, float]:
    """How many inches wide and high the picture is by its own account, or as A4 if that can't be."""
    across, down = picture.info.get("dpi", (0, 0))
    if float(across) > 0 and float(down) > 0:
        inches = picture.width / float(across), picture.height / float(down)
        if _SHORT <= max(inches) <= _LONG and 0.4 < float(across) / float(down) < 2.5:
            return inches
    longer = max(picture.size)
    return picture.width * _A4_LONG / longer, picture.height * _A4_LONG / longer


def _fit(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, math.sqrt(_MOST_DOTS / (size[0] * size[1])))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture in grey, what can be seen through shown on white, turned as the camera was held."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        upright = ImageOps.exif_transpose(paper)
        return upright.convert("L")
    if picture.mode.startswith("I") or picture.mode == "F":
        levels = np.asarray(picture, dtype=np.float64)
        low, high = float(levels.min()), float(levels.max())
        grey = (levels - low) / max(high - low, 1.0) * 255
        return Image.fromarray(grey.astype(np.uint8))
    return ImageOps.exif_transpose(picture).convert("L")


def _fit_for_ocr(grey: Image.Image, inches: tuple[float, float]) -> Picture:
    """At a resolution between the least and the most, both ways the same (faxes are not)."""
    if (grey.width > grey.height) != (inches[0] > inches[1]):
        inches = inches[1], inches[0]  # turned as the camera was held
    found = math.sqrt(grey.width * grey.height / (inches[0] * inches[1]))
    dpi = found if _LEAST_DPI <= found <= _MOST_DPI else _USUAL_DPI if found < _LEAST_DPI else _MOST_DPI
    dpi = min(dpi, math.sqrt(_MOST_DOTS / (inches[0] * inches[1])))
    size = max(1, round(inches[0] * dpi)), max(1, round(inches[1] * dpi))
    if abs(size[0] - grey.width) > 2 or abs(size[1] - grey.height) > 2:
        grey = grey.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    return Picture(np.asarray(grey), dpi)
