"""PDFs that can't be read, or not wholly: said in plain words, with what to do; never a crash."""

import io
import random

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from tests.pdf_maker import Sheet

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.page import PageContent, Word
from caseclock.extractor.readers.pdf.reader import read
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.readers.scan.seen_page import Scan
from caseclock.extractor.sandbox import Sandbox
from caseclock.extractor.whole_reading import read_all

READER = "caseclock.extractor.readers.pdf.reader"


def paper(pages: int = 3) -> bytes:
    """A plain paper of some pages."""
    sheet = Sheet()
    for number in range(1, pages + 1):
        sheet.wrapped(60, f"This is statement {number}, made on 6 June 2017 about the noise in the yard.", 400)
        if number < pages:
            sheet.page()
    return sheet.done()


def locked(user_password: str) -> bytes:
    """The same behind a password."""
    sheet = Sheet(encrypt=StandardEncryption(user_password, ownerPassword="owner", strength=128))
    sheet.line((60, "Secret statement."))
    return sheet.done()


def scan(sheet: Sheet) -> None:
    """A page that is a picture."""
    picture = ImageReader(Image.effect_noise((120, 170), 40))
    sheet.canvas.drawImage(picture, 0, 0, width=595, height=842)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"%PDF-1.7\n", "broken", id="head only"),
        pytest.param(b"<html><body>Sign in</body></html>", "broken", id="not a PDF"),
        pytest.param(paper()[:700], "broken|ask for it again", id="cut short"),
        pytest.param(locked("user"), "locked with a password: save a copy without", id="locked"),
        pytest.param(Sheet().done(), "blank", id="blank"),
    ],
)
def test_it_is_said_why_nothing_could_be_read(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read(data, Limits())


def test_a_paper_locked_against_printing_only_is_read() -> None:
    assert "Secret statement" in read(locked(""), Limits()).text.text


def scanned(number: int, *words: str) -> Scan:
    """What OCR saw on a page: words on one line."""
    found = [Word(word, 60.0 + 50 * at, 100.0 + 50 * at, 80.0, 11.0, False, 0.9) for at, word in enumerate(words)]
    content = PageContent(number, 595.0, 842.0, found, [], [], [], [], 1.0, 1, 0, False)
    return Scan(content, 0.9 if words else 0.0, 0.0)


def with_pictures() -> bytes:
    """Four pages of which the second and third are pictures."""
    sheet = Sheet()
    sheet.line((60, "Before the pictures."))
    for _ in range(2):
        sheet.page()
        scan(sheet)
    sheet.page()
    sheet.line((60, "After them."))
    return sheet.done()


def test_pages_that_are_pictures_are_asked_for_and_laid_out_as_ocr_saw_them() -> None:
    assert read(with_pictures(), Limits()).pictured == (2, 3)
    reading = read(with_pictures(), Limits(), scans={2: scanned(2, "Drums", "again."), 3: scanned(3)})
    assert reading.pictured == ()
    assert reading.page_count == 4
    assert reading.text.text.split() == ["Before", "the", "pictures.", "Drums", "again.", "After", "them."]
    assert [page.origin for page in reading.text.pages] == ["printed", "ocr", "ocr", "printed"]
    assert [(problem.text, problem.notice) for problem in reading.problems] == [
        ("Page 2 was read by OCR: compare dates and times with the picture.", True),
        ("No writing was found on page 3: look at the picture.", True),
    ]


def test_a_page_that_ocr_could_not_see_does_not_lose_the_others() -> None:
    reading = read(with_pictures(), Limits(), scans={3: scanned(3, "Shouting.")})
    assert reading.text.text.split() == ["Before", "the", "pictures.", "Shouting.", "After", "them."]


def test_a_page_number_stamped_on_a_picture_does_not_make_it_text() -> None:
    sheet = Sheet()
    sheet.line((60, "Covering letter."))
    sheet.page()
    scan(sheet)
    sheet.line((60, "Exhibit AB1, page 2"))
    assert read(sheet.done(), Limits()).pictured == (2,)


def test_an_empty_page_between_is_no_problem() -> None:
    sheet = Sheet()
    sheet.line((60, "One."))
    sheet.page()
    sheet.page()
    sheet.line((60, "Three."))
    reading = read(sheet.done(), Limits())
    assert reading.problems == ()
    assert [page.number for page in reading.text.pages] == [1, 2, 3]
    assert [block.page for block in reading.text.blocks] == [1, 3]


def test_a_file_whose_end_is_missing_is_read_as_far_as_it_goes() -> None:
    data = paper(40)
    cut = data[: data.rindex(b"startxref")]
    reading = read(cut, Limits())
    assert "statement 1," in reading.text.text
    assert any("end of this PDF is missing" in problem.text for problem in reading.problems)


@pytest.mark.parametrize(
    ("limits", "pages"), [(Limits(pages=2), 2), (Limits(text_characters=100), 2), (Limits(text_characters=300), 5)]
)
def test_what_is_left_out_for_size_is_said(limits: Limits, pages: int) -> None:
    reading = read(paper(9), limits)
    assert reading.page_count == 9
    (problem,) = reading.problems
    assert f"first {pages} of 9 pages" in problem.text


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_file_never_ends_in_anything_but_a_reading_or_a_plain_word(seed: int) -> None:
    rng = random.Random(seed)
    base = paper(4)
    files = []
    for _ in range(12):
        data = bytearray(base)
        for _ in range(rng.randint(1, 60)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        files.append((READER, bytes(data[: rng.randint(len(data) // 2, len(data))]), lambda done, of: None))
    limits = Limits(seconds=30)
    with Sandbox(limits) as sandbox:
        for answer in read_all(sandbox, files, limits):
            if isinstance(answer, UnreadableError):
                assert str(answer).endswith((".", "again", "that."))
            else:
                assert answer.text.text


def test_a_picture_of_strokes_by_the_thousand_is_no_table_and_is_quickly_done() -> None:
    sheet = Sheet()
    path = sheet.canvas.beginPath()
    for step in range(60_000):
        path.lineTo(step % 500, (step * 7) % 800) if step else path.moveTo(0, 0)
    sheet.canvas.drawPath(path)
    sheet.line((60, "A plan of the estate."))
    assert read(sheet.done(), Limits()).text.text == "A plan of the estate."


def test_a_thousand_empty_boxes_do_not_make_a_reader_of_grids_despair() -> None:
    sheet = Sheet()
    for row in range(40):
        for column in range(30):
            sheet.canvas.rect(20 + 18 * column, 20 + 18 * row, 17, 17)
    sheet.line((60, "Squared paper."))
    data = io.BytesIO(sheet.done()).getvalue()
    assert "Squared" in read(data, Limits()).text.text
