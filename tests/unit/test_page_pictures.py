"""Pages as pictures: the passage is marked, all of it and nothing else, however the page lies in its file."""

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from reportlab.lib.utils import simpleSplit
from tests.corpus import pdfs_tables
from tests.faults.hostile import pdf_that_grows
from tests.marked_note import (
    AFTER,
    BEFORE,
    PASSAGE,
    PASSAGE_2,
    PDF,
    changed,
    dots_of,
    in_boxes,
    note,
    saved,
    scan_of_note,
    shows_the_passage_marked,
    span_of,
    write,
)
from tests.pdf_maker import Sheet, ruled

from caseclock.extractor.limits import DEFAULT_LIMITS, Limits
from caseclock.extractor.page_pictures import MOST_WIDTH, PagePictureError, page_picture
from caseclock.extractor.readers.pdf.reader import read
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.text import Text


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(workers=1) as processes:
        yield processes


# ---------------------------------------------------------------- printed pages


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(note(), id="plain"),
        pytest.param(changed(note(), lambda page: page.set_rotation(90)), id="shown on its side"),
        pytest.param(changed(note(), lambda page: page.set_rotation(180)), id="shown on its head"),
        pytest.param(note(quarters=1), id="written up the page"),
        pytest.param(note(quarters=3), id="written down the page"),
        pytest.param(changed(note(quarters=1), lambda page: page.set_rotation(90)), id="written up, shown upright"),
        pytest.param(changed(note(quarters=3), lambda page: page.set_rotation(270)), id="written down, shown upright"),
        pytest.param(changed(note(), lambda page: page.set_cropbox(40, 120, 400, 250)), id="cropped"),
        pytest.param(changed(note(), lambda page: page.set_cropbox(-90, -50, 900, 700)), id="crop box off the page"),
        pytest.param(changed(note(), lambda page: page.set_mediabox(30, 100, 420, 255)), id="page not from zero"),
        pytest.param(
            changed(
                changed(note(quarters=3), lambda page: page.set_cropbox(90, -30, 270, 400)),
                lambda page: page.set_rotation(90),
            ),
            id="written down, cropped, shown on its head",
        ),
    ],
)
def test_the_passage_is_marked_wherever_the_page_lies(sandbox: Sandbox, data: bytes) -> None:
    text = read(data, DEFAULT_LIMITS).text
    picture = page_picture(sandbox, data, text, PDF, 1, span_of(text, PASSAGE, PASSAGE_2))
    assert len(picture.boxes) == 2
    shows_the_passage_marked(picture)


def test_a_word_and_a_part_of_one_are_marked_by_themselves(sandbox: Sandbox) -> None:
    text = read(note(), DEFAULT_LIMITS).text
    start, end = span_of(text, "bottle")
    (word,) = page_picture(sandbox, note(), text, PDF, 1, (start, end)).boxes
    (part,) = page_picture(sandbox, note(), text, PDF, 1, (start, end - 3)).boxes
    assert word.left == part.left < part.right < word.right - 0.01


def test_a_passage_in_one_column_leaves_the_other_alone(sandbox: Sandbox) -> None:
    sheet = Sheet(size=(600, 300))
    said = [(piece, False) for piece in simpleSplit(f"{BEFORE} {AFTER} " * 4, "Helvetica", 11, 240)]
    write(sheet, 40, *said[:4], (PASSAGE, True), (PASSAGE_2, True), *said[4:])
    sheet.y = 60
    write(sheet, 330, *said, *said[:2])
    data = sheet.done()
    text = read(data, DEFAULT_LIMITS).text
    picture = page_picture(sandbox, data, text, PDF, 1, span_of(text, PASSAGE, PASSAGE_2))
    dots = dots_of(picture)
    writing, inside = dots[..., 0] - dots[..., 1] > 80, in_boxes(picture)
    assert (writing & ~inside).sum() == 0
    assert ((dots.max(axis=2) < 70) & inside).sum() == 0


def test_of_rows_with_the_same_words_only_the_one_is_marked(sandbox: Sandbox) -> None:
    rows = [("Date", "Time", "Details", "Result")]
    rows += [(f"0{day}/05/2024", "23:10", "Loud music next door, caller upset", "No unit free") for day in range(1, 9)]
    data = ruled(rows, (80, 60, 250, 100))
    text = read(data, DEFAULT_LIMITS).text
    below = 0.0
    for date, *_ in rows[1:]:
        start = text.text.index(date)
        block = next(block for block in text.blocks if block.start == start)
        boxes = page_picture(sandbox, data, text, PDF, 1, (start, block.end)).boxes
        assert len(boxes) == 4
        assert below < min(box.top for box in boxes)
        below = max(box.bottom for box in boxes)
        assert below - min(box.top for box in boxes) < 0.02


def test_a_row_that_goes_over_the_page_is_marked_on_both(sandbox: Sandbox) -> None:
    data = pdfs_tables.PAPERS["cell-broken-over-a-page.pdf"]()
    text = read(data, DEFAULT_LIMITS).text
    row = next(block for block in text.blocks if text.text.startswith("0729", block.start))
    on_first, on_second = (page_picture(sandbox, data, text, PDF, page, (row.start, row.end)) for page in (1, 2))
    assert min(box.top for box in on_first.boxes) > 0.5
    assert max(box.bottom for box in on_second.boxes) < 0.5


def test_what_was_filled_in_a_form_is_drawn(sandbox: Sandbox) -> None:
    pictures = []
    for value in ("", "Bottle thrown at 23:15"):
        sheet = Sheet(size=(420, 260))
        sheet.line((60, "What happened:"), size=11)
        sheet.canvas.acroForm.textfield(value=value, x=60, y=100, width=250, height=20, borderWidth=0, fontSize=11)
        pictures.append(dots_of(page_picture(sandbox, sheet.done(), Text(""), PDF, 1)))
    assert (pictures[1].max(axis=2) < 70).sum() > (pictures[0].max(axis=2) < 70).sum() + 500


# ---------------------------------------------------------------- sizes and refusals


@pytest.mark.parametrize(
    ("size", "width", "drawn"),
    [
        ((420, 260), 1000, (1000, 619)),
        ((420, 260), 640, (640, 396)),
        ((420, 260), 10, (200, 124)),
        ((420, 260), 100_000, (MOST_WIDTH, 1486)),
        ((100, 14_400), 2000, (289, 41_569)),
    ],
)
def test_pictures_are_as_wide_as_asked_within_bounds(
    sandbox: Sandbox, size: tuple[float, float], width: int, drawn: tuple[int, int]
) -> None:
    picture = page_picture(sandbox, note(size), Text(""), PDF, 1, width=width)
    assert (picture.width, picture.height) == drawn == Image.open(io.BytesIO(picture.png)).size


def test_without_a_passage_nothing_is_marked_and_the_picture_is_the_same_each_time(sandbox: Sandbox) -> None:
    text = read(note(), DEFAULT_LIMITS).text
    first, again = (page_picture(sandbox, note(), text, PDF, 1) for _ in range(2))
    assert first == again
    assert first.boxes == ()
    dots = dots_of(first)
    assert (dots[..., 2] > dots[..., 1] - 40).all()  # no yellow at all


@pytest.mark.parametrize(
    ("media_type", "page", "highlight", "says"),
    [
        ("message/rfc822", 1, None, "NoPicturesError: This kind of paper has no pages .* read its text instead"),
        ("application/vnd.ms-excel", 1, (0, 4), "NoPicturesError: .* read its text instead"),
        (PDF, 0, None, "NoSuchPageError: There is no page 0: pages are counted from 1"),
        (PDF, 3, None, "NoSuchPageError: There is no page 3: this paper has 2 pages"),
        (PDF, 3, (0, 4), "NoSuchPageError: There is no page 3: this paper has 2 pages"),
        (PDF, 1, (5, 5), "NotOnPageError: The passage 5-5 is empty"),
        (PDF, 1, (-1, 5), "NotOnPageError: The passage -1-5 lies outside this paper's text, which has 33 characters"),
        (PDF, 1, (30, 34), "NotOnPageError: The passage 30-34 lies outside"),
        (PDF, 1, (20, 24), "NotOnPageError: That passage does not stand on page 1: ask for the page that"),
        (PDF, 2, (0, 4), "NotOnPageError: That passage does not stand on page 2: ask for the page that"),
    ],
)
def test_it_is_said_why_there_is_no_picture(
    sandbox: Sandbox, media_type: str, page: int, highlight: tuple[int, int] | None, says: str
) -> None:
    sheet = Sheet()
    sheet.line((60, "Drums at 22:10."))
    sheet.page()
    sheet.line((60, "Shouts at 23:40."))
    data = sheet.done()
    text = read(data, DEFAULT_LIMITS).text
    with pytest.raises(PagePictureError) as caught:
        page_picture(sandbox, data, text, media_type, page, highlight)
    assert re.match(says, f"{type(caught.value).__name__}: {caught.value}")


@pytest.mark.parametrize(
    ("data", "media_type", "says"),
    [
        pytest.param(b"", PDF, "can't be drawn", id="nothing"),
        pytest.param(note()[:500], PDF, "can't be drawn", id="cut short"),
        pytest.param(b"GIF89a", "image/gif", "damaged", id="no picture"),
        pytest.param(saved(scan_of_note(), "PNG")[:3000], "image/png", "damaged or cut short", id="half a picture"),
    ],
)
def test_a_damaged_paper_is_refused_in_words(sandbox: Sandbox, data: bytes, media_type: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        page_picture(sandbox, data, Text(""), media_type, 1)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_drawn() -> None:
    limits = Limits(page_seconds=1.0)
    with Sandbox(limits, workers=1) as sandbox:
        with pytest.raises(UnreadableError, match="took longer than 1 seconds"):
            page_picture(sandbox, pdf_that_grows(), Text(""), PDF, 2, limits=limits)
        assert page_picture(sandbox, pdf_that_grows(), Text(""), PDF, 3, limits=DEFAULT_LIMITS).width == 1000
