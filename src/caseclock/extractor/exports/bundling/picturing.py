"""Pictures put on pages of A4, in a process of its own: Pillow meets what others have made."""

import io
import warnings
import zlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream
from PIL import Image, ImageOps

from caseclock.extractor.exports.bundling.importing import OwnPages
from caseclock.extractor.exports.bundling.sheet_pages import A4, add_page, numbers
from caseclock.extractor.exports.bundling.text_layer import OcrWord, Turn, add_font, layer, smaller, turn_of
from caseclock.extractor.limits import Limits
from caseclock.extractor.pictures.seen import frames_of
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.readers.scan.drawing import DAMAGE, FORMATS, picture_of

MODULE = __name__

_MARGIN, _FOOT = 14.0, 32.0  # points left free around a picture, and below it for the stamp
_MOST_DOTS = 2480, 3508  # of a page of A4: 300 to the inch
_MOST_STORED = 200_000_000  # dots of a picture as it is stored: more is a bomb or a plan
_QUALITY = 88
_PLAIN = 2  # how many times as large as a photograph's a drawing's own way of packing may be
_MISSING = b"BT /F 10 Tf 60 760 Td (This picture could not be shown here: see the paper itself.) Tj ET"
_NO_WORDS: Mapping[int, Sequence[OcrWord]] = MappingProxyType({})


def read(data: bytes, limits: Limits, *, words: Mapping[int, Sequence[OcrWord]] = _NO_WORDS) -> OwnPages:
    """Each frame of a picture on a page of A4, upright and as large as fits, of at most 300 dots to the inch.

    `words` are what OCR read, by page: they are laid over it unseen. Raises UnreadableError, with a reason to follow
    "because", if none of it can be shown.
    """
    count = frames_of(data)
    if count > limits.pages:
        raise UnreadableError("it has too many pages: split it")
    out = Pdf.new()
    font = add_font(out)
    missing: list[int] = []
    for number in range(1, count + 1):
        try:
            _add(out, font, data, number, words.get(number, ()))
        except (*DAMAGE, UnreadableError, Image.DecompressionBombError):
            missing.append(number)
            add_page(out, A4, _MISSING, Dictionary(Font=Dictionary(F=font)))
    if len(missing) == count:
        raise UnreadableError("the picture is damaged or too large: open it, save it anew as .png and add that")
    packed = io.BytesIO()
    out.save(packed, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return OwnPages(packed.getvalue(), count, tuple(missing))


def _add(out: Pdf, font: Object, data: bytes, number: int, words: Sequence[OcrWord]) -> None:
    picture = _drawn(data, number)
    seen = picture_of(data, number) if words else None
    turn: Turn | None = None
    points = 0.0, 0.0
    if seen is not None:
        turn = turn_of(smaller(Image.fromarray(seen.grey), seen.dpi), words, min(seen.dpi, 100.0))
        points = seen.grey.shape[1] * 72 / seen.dpi, seen.grey.shape[0] * 72 / seen.dpi
    if turn and turn[0]:
        picture = picture.rotate(90 * turn[0], expand=True)
        points = points if turn[0] % 2 == 0 else points[::-1]
    page = A4 if picture.width <= picture.height else A4[::-1]
    room = page[0] - 2 * _MARGIN, page[1] - _MARGIN - _FOOT
    scale = min(1.0, room[0] / picture.width, room[1] / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    left, low = (page[0] - wide) / 2, _FOOT + (room[1] - high) / 2
    content = b"q %s cm /P Do Q" % numbers((wide, 0.0, 0.0, high, left, low))
    resources = Dictionary(XObject=Dictionary(P=_packed(out, picture, data)))
    if turn:
        content += b"\n" + layer(words, points, turn[1], (wide / points[0], 0.0, 0.0, high / points[1], left, low))
        resources.Font = Dictionary(F=font)
    add_page(out, page, content, resources)


def _drawn(data: bytes, number: int) -> Image.Image:
    """A frame in colour, grey or black and white, turned as the camera was held, no larger than can be printed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is our own
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if number > 1:
                picture.seek(number - 1)
            if picture.width * picture.height > _MOST_STORED:
                raise UnreadableError("it is too large")
            if picture.mode.startswith("I") or picture.mode == "F":
                return Image.fromarray(picture_of(data, number).grey)  # more levels than a screen shows
            picture.draft("RGB", (max(_MOST_DOTS), max(_MOST_DOTS)))
            upright = _on_paper(ImageOps.exif_transpose(picture))
    most = _MOST_DOTS if upright.width <= upright.height else _MOST_DOTS[::-1]
    if upright.width > most[0] or upright.height > most[1]:
        upright = upright.convert("L") if upright.mode == "1" else upright
        upright.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return upright


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture in one of three modes, what can be seen through shown on white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        return paper.convert("RGB")
    return picture if picture.mode in ("1", "L", "RGB") else picture.convert("RGB")


def _packed(out: Pdf, picture: Image.Image, data: bytes) -> Stream:
    """The picture as an object of the PDF: drawings dot for dot, photographs as JPEG."""
    bits = 1 if picture.mode == "1" else 8
    plain = zlib.compress(picture.tobytes(), 6)
    photograph = io.BytesIO()
    if bits == 8:
        picture.save(photograph, "JPEG", quality=_QUALITY)
    drawing = bits == 1 or (not data.startswith(b"\xff\xd8") and len(plain) <= _PLAIN * photograph.tell())
    image = Stream(out, plain if drawing else photograph.getvalue())
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = picture.size
    image.ColorSpace = Name.DeviceRGB if picture.mode == "RGB" else Name.DeviceGray
    image.BitsPerComponent = bits
    image.Filter = Name.FlateDecode if drawing else Name.DCTDecode
    return image
