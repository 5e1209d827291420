"""Marks on a passage: every word of it lies in one, no other word does; so too for all that a chronology cites."""

import hashlib
import unicodedata
from collections import Counter
from functools import cache

import pypdfium2 as pdfium
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests import mill_lane
from tests.marked_note import PDF

from caseclock.extractor.page_pictures import NotOnPageError, page_picture
from caseclock.extractor.pictures.drawn import Box, Drawn
from caseclock.extractor.pictures.marks import boxes_of, marked
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper
from caseclock.models.source import Source
from caseclock.models.text import PlacedWord

_SIZE = (600.0, 800.0)


@st.composite
def _pages(draw: st.DrawFn) -> Drawn:
    """Lines of words one under the other, with spaces of many widths between the words."""
    words: list[PlacedWord] = []
    at = 0
    for line in range(draw(st.integers(1, 6))):
        x, top = draw(st.floats(0, 60)), 40.0 + 14 * line
        for letters in draw(st.lists(st.integers(1, 12), min_size=1, max_size=6)):
            words.append(PlacedWord(at, at + letters, x, top, x + 5.0 * letters, top + 10.2))
            at += letters + 1
            x += 5.0 * letters + draw(st.floats(2.5, 40))
    return Drawn(Image.new("RGB", (60, 80)), words, 0.0, 0.0, *_SIZE)


def _lies_in(word: PlacedWord, box: Box) -> bool:
    x, y = (word.left + word.right) / 2 / _SIZE[0], (word.top + word.bottom) / 2 / _SIZE[1]
    return box.left < x < box.right and box.top < y < box.bottom


@given(_pages(), st.data())
def test_words_of_the_passage_are_marked_and_no_others(page: Drawn, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(page.words) - 1))
    last = data.draw(st.integers(first, len(page.words) - 1))
    boxes = boxes_of(page, page.words[first].start, page.words[last].end)
    marks = [sum(_lies_in(word, box) for box in boxes) for word in page.words]
    assert marks == [int(first <= at <= last) for at in range(len(page.words))]
    assert all(0 <= box.left < box.right <= 1 and 0 <= box.top < box.bottom <= 1 for box in boxes)


def test_words_off_the_page_have_no_marks() -> None:
    word = PlacedWord(0, 5, 640, 40, 680, 50)
    assert boxes_of(Drawn(Image.new("RGB", (60, 80)), [word], 0.0, 0.0, *_SIZE), 0, 5) == ()


def test_a_mark_shows_on_white_and_on_black_paper_and_in_grey() -> None:
    for paper in ("white", "black"):
        plain = Image.new("RGB", (600, 800), paper)
        shown = marked(plain, [Box(0.2, 0.2, 0.8, 0.3)]).convert("L")
        edge, outside = shown.getpixel((300, 160)), shown.getpixel((300, 150))
        assert isinstance(edge, int)
        assert isinstance(outside, int)
        assert abs(edge - outside) > 100


# ---------------------------------------------------------------- all that a chronology cites


@cache
def _letters(data: bytes, page: int) -> list[tuple[str, float, float]]:
    """The letters of a printed page with the middle of each, in fractions of the page, as PDFium tells them."""
    sheet = pdfium.PdfDocument(data)[page - 1]
    wide, high = sheet.get_size()
    letters = sheet.get_textpage()
    found = []
    for at in range(letters.count_chars()):
        left, bottom, right, top = letters.get_charbox(at)
        found.append((letters.get_text_range(at, 1), (left + right) / 2 / wide, 1 - (bottom + top) / 2 / high))
    return found


def _bare(text: str) -> Counter[str]:
    """Its letters and signs, without spaces and what stands between cells."""
    return Counter(sign for sign in unicodedata.normalize("NFKC", text) if not sign.isspace() and sign != "|")


def _cited(chronology: Chronology) -> list[Source]:
    told = [source for entry in chronology.entries for source in entry.sources]
    return list({(source.document, source.start, source.end): source for source in told}.values())


def _marked_signs(sandbox: Sandbox, data: bytes, paper: Paper, source: Source) -> Counter[str]:
    """What lies under the marks on the page that a source names, and on the next if a row goes over to it."""
    under = Counter[str]()
    assert source.page is not None
    for page in range(source.page, min(source.page + 1, paper.document.pages or 0) + 1):
        try:
            picture = page_picture(sandbox, data, paper.text, PDF, page, (source.start, source.end), width=400)
        except NotOnPageError:
            assert page > source.page
            continue
        for sign, x, y in _letters(data, page):
            if any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in picture.boxes):
                under += _bare(sign)
    return under


def test_passages_that_the_sample_case_cites_in_pdfs_are_marked_whole() -> None:
    papers = {paper.document.id: paper for paper in mill_lane.papers() if paper.document.media_type == PDF}
    bytes_of = {hashlib.sha256(file.data).hexdigest(): file.data for file in mill_lane.given()}
    cited = [source for source in _cited(mill_lane.chronology()) if source.document in papers]
    assert len(cited) >= 20
    with Sandbox(workers=1) as sandbox:
        for source in cited:
            paper = papers[source.document]
            under = _marked_signs(sandbox, bytes_of[paper.document.sha256], paper, source)
            quoted = _bare(source.quote)
            assert (under & quoted).total() >= 0.95 * quoted.total(), source.quote
            assert (under - quoted).total() <= 0.05 * under.total(), source.quote
