"""Papers as a scanner, a telephone's camera or a fax machine gives them: printed pages drawn to pictures and worn.

All of it comes out the same, byte for byte, every time: the noise is drawn from a seed.
"""

import io
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SCAN_DPI = 200


def pictures_of(printed: bytes, dpi: int = SCAN_DPI) -> list[Image.Image]:
    """Each page of a PDF as a grey picture."""
    pdf = pdfium.PdfDocument(printed)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in pdf]
    finally:
        pdf.close()


def worn(
    picture: Image.Image,
    *,
    turn: float = 0.0,
    noise: float = 0.0,
    specks: float = 0.0,
    seed: int = 1,
) -> Image.Image:
    """As a scanner gives it: turned by `turn` degrees against the clock, grey noise of so many levels, a share of
    black and white specks."""
    dice = np.random.default_rng(seed)
    turned = picture.rotate(turn, Image.Resampling.BICUBIC, expand=False, fillcolor=255) if turn else picture
    grey = np.asarray(turned, dtype=np.float32)
    if noise:
        grey = grey + dice.normal(0.0, noise, grey.shape).astype(np.float32)
    if specks:
        where = dice.random(grey.shape, dtype=np.float32)
        grey = np.where(where < specks / 2, 0.0, np.where(where > 1 - specks / 2, 255.0, grey))
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def photographed(picture: Image.Image, *, turn: float = 2.5, seed: int = 1) -> Image.Image:
    """As a telephone gives it: turned a little, on a dark table, light from one side and a shadow across a corner."""
    dice = np.random.default_rng(seed)
    wide, high = picture.size
    table = Image.new("L", (wide + 160, high + 200), 70)
    table.paste(picture, (80, 100))
    turned = table.rotate(turn, Image.Resampling.BICUBIC, expand=False, fillcolor=70)
    grey = np.asarray(turned, dtype=np.float32)
    down, across = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]]
    light = 0.95 - 0.40 * across / grey.shape[1] - 0.12 * down / grey.shape[0]
    shadow = 1.0 - 0.30 / (1.0 + np.exp(-(down + across - 0.75 * sum(grey.shape)) / 40.0))
    grey = (25 + grey * 0.9) * light * shadow + dice.normal(0.0, 4.0, grey.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def faxed(picture: Image.Image, *, seed: int = 1) -> Image.Image:
    """As a fax gives it: 204 by 196 dots to the inch, pale strokes broken, black and white only, streaks of dots."""
    dice = np.random.default_rng(seed)
    grey = np.asarray(picture, dtype=np.float32)
    grey = 255 - (255 - grey) * 0.75 + dice.normal(0.0, 28.0, grey.shape)
    black = (grey < 140) | (dice.random(grey.shape) < 0.001)
    return Image.fromarray(np.where(black, 0, 255).astype(np.uint8)).convert("1")


def as_jpeg(picture: Image.Image, *, quality: int = 55, dpi: int = SCAN_DPI) -> bytes:
    """The bytes of a .jpg."""
    out = io.BytesIO()
    picture.convert("L").save(out, "JPEG", quality=quality, dpi=(dpi, dpi))
    return out.getvalue()


def as_png(picture: Image.Image, *, dpi: int = SCAN_DPI) -> bytes:
    """The bytes of a .png."""
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def as_tiff(pictures: Sequence[Image.Image], *, dpi: int = SCAN_DPI) -> bytes:
    """The bytes of a .tif with one frame for each picture, packed as faxes are."""
    frames = [picture.convert("1") for picture in pictures]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="group4", dpi=(dpi, dpi))
    return out.getvalue()


def as_pdf(pictures: Sequence[Image.Image], *, quality: int = 55, dpi: int = SCAN_DPI) -> bytes:
    """A PDF whose pages are these pictures and nothing else; those in black and white are kept so, others as JPEG."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for picture in pictures:
        size = picture.width * 72 / dpi, picture.height * 72 / dpi
        canvas.setPageSize(size)
        packed = as_png(picture) if picture.mode == "1" else as_jpeg(picture, quality=quality, dpi=dpi)
        canvas.drawImage(ImageReader(io.BytesIO(packed)), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
