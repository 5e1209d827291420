"""Scans as pictures: put upright as they were read, in their colours, with the passage marked."""

from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from tests.marked_note import (
    changed,
    dots_of,
    saved,
    scan_of_note,
    shows_the_passage_marked,
)

from caseclock.extractor.intake import Given, read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.page_pictures import page_picture
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.text import Text


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(workers=1) as processes:
        yield processes


def _as_pdf(*pictures: Image.Image) -> bytes:
    return saved(pictures[0], "PDF", save_all=True, append_images=list(pictures[1:]), resolution=200, quality=95)


def _turned(degrees: float) -> Image.Image:
    return scan_of_note().rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255))


def _camera_held_sideways() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter with the clock when shown
    return saved(scan_of_note().rotate(90, expand=True), "JPEG", quality=95, subsampling=0, exif=exif, dpi=(200, 200))


def _on_glass() -> bytes:
    clear = scan_of_note().convert("RGBA")
    clear.putalpha(Image.eval(scan_of_note().convert("L"), lambda level: 255 if level < 230 else 0))
    return saved(clear, "PNG", dpi=(200, 200))


def _fax() -> bytes:
    half = scan_of_note().resize((scan_of_note().width, scan_of_note().height // 2), Image.Resampling.LANCZOS)
    return saved(half, "TIFF", dpi=(200, 100))


def _tiff_of_two() -> bytes:
    first = Image.new("RGB", (800, 500), "white")
    return saved(first, "TIFF", save_all=True, append_images=[scan_of_note().copy()], dpi=(200, 200))


@pytest.mark.parametrize(
    ("name", "made", "page"),
    [
        pytest.param("a.png", lambda: saved(scan_of_note(), "PNG", dpi=(200, 200)), 1, id="png"),
        pytest.param("a.png", lambda: saved(_turned(90), "PNG"), 1, id="on its side"),
        pytest.param("a.png", lambda: saved(_turned(180), "PNG", dpi=(200, 200)), 1, id="on its head"),
        pytest.param("a.png", lambda: saved(_turned(272.5), "PNG", dpi=(200, 200)), 1, id="on its other side, askew"),
        pytest.param("a.png", lambda: saved(_turned(-3), "PNG", dpi=(200, 200)), 1, id="askew"),
        pytest.param("a.png", _on_glass, 1, id="transparent"),
        pytest.param("a.jpg", _camera_held_sideways, 1, id="camera held sideways"),
        pytest.param("a.tif", _fax, 1, id="half as many dots down as across"),
        pytest.param("a.tif", _tiff_of_two, 2, id="second page of a TIFF"),
        pytest.param("a.pdf", lambda: _as_pdf(scan_of_note(), _turned(178)), 2, id="second page of a PDF, on its head"),
        pytest.param(
            "a.pdf",
            lambda: changed(_as_pdf(scan_of_note()), lambda page: page.set_rotation(90)),
            1,
            id="PDF on its side",
        ),
    ],
)
def test_the_passage_is_marked_on_a_scan_put_upright(
    sandbox: Sandbox, name: str, made: Callable[[], bytes], page: int
) -> None:
    data = made()
    (paper,) = read_papers([Given(name, data)], DEFAULT_LIMITS)
    stretch = next(stretch for stretch in paper.text.pages if stretch.number == page)
    assert stretch.origin == "ocr"
    start = paper.text.text.index("On 9 May 2024", stretch.start)
    end = paper.text.text.index("number 12.", start) + len("number 12.")
    picture = page_picture(sandbox, data, paper.text, paper.document.media_type, page, (start, end))
    assert picture.width == 1000
    shows_the_passage_marked(picture)


def test_a_scan_without_writing_is_drawn_as_it_lies(sandbox: Sandbox) -> None:
    data = saved(Image.new("RGB", (600, 300), (90, 160, 90)), "PNG")
    picture = page_picture(sandbox, data, Text(""), "image/png", 1, width=300)
    assert (picture.width, picture.height, picture.boxes) == (300, 150, ())
    assert (dots_of(picture) == (90, 160, 90)).all()
