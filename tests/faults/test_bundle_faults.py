"""Hostile papers in a bundle: each costs only itself, and the index says what became of it."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from tests.bundle_reading import AS_OF, bind, read_files, texts_of, words_of
from tests.faults.hostile import HOSTILE, pdf
from tests.pdf_maker import Sheet

from caseclock.extractor.exports.bundle import Bundle, BundleError, make_bundle
from caseclock.extractor.exports.bundling import assembling, importing, setting
from caseclock.extractor.limits import MEBIBYTE, Limits
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.sandbox import LostError, Sandbox
from caseclock.models.document import Document, Paper

LIMITS = Limits(page_seconds=3.0, seconds=60.0)
FIXTURES = Path(__file__).resolve().parents[1] / "corpus" / "fixtures"
LETTER = b"Dear Ms Ives\n\nHe drummed until two in the morning on 3 May 2024.\n"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(LIMITS, workers=2) as processes:
        yield processes


@pytest.fixture(scope="module")
def hostile(sandbox: Sandbox) -> tuple[tuple[Paper, ...], Bundle]:
    """All hostile files and a letter, bound."""
    files = {name: make() for name, (make, _, _) in HOSTILE.items() if name != "one line.txt"}
    files |= {path.name: path.read_bytes() for path in FIXTURES.iterdir() if path.suffix not in (".py", ".sh", ".pyc")}
    papers, contents = read_files(sandbox, {**files, "letter.txt": LETTER}, LIMITS)
    return papers, bind(sandbox, papers, contents, limits=LIMITS)


def text_of(paper: Document, bundle: Bundle) -> str:
    place = bundle.pages.paper(paper.id)
    assert place is not None, paper.name
    numbers = range(place.first - 1, place.last)
    with pypdfium2.PdfDocument(bundle.pdf) as opened:
        return "".join(opened[number].get_textpage().get_text_range() for number in numbers)


def test_every_paper_with_words_is_there_with_its_words(hostile: tuple[tuple[Paper, ...], Bundle]) -> None:
    papers, bundle = hostile
    for paper in papers:
        if paper.text.text.strip() and paper.document.media_type != "text/plain":
            words = words_of(text_of(paper.document, bundle))
            lacking = [word for word in paper.text.text.split() if words_of(word) not in words]
            assert len(lacking) <= 0.02 * len(paper.text.text.split()), (paper.document.name, lacking)
    letter = next(paper for paper in papers if paper.document.name == "letter.txt")
    assert "He drummed until two in the morning on 3 May 2024." in text_of(letter.document, bundle)


@pytest.mark.parametrize("name", ["grows.pdf", "slow.pdf"])
def test_a_page_that_no_reader_could_draw_is_left_out(hostile: tuple[tuple[Paper, ...], Bundle], name: str) -> None:
    papers, bundle = hostile
    paper = next(paper for paper in papers if paper.document.name == name)
    place = bundle.pages.paper(paper.document.id)
    assert place is not None
    assert place.last - place.first == 2
    texts = texts_of(bundle.pdf)[place.first - 1 : place.last]
    assert "Page one" in texts[0]
    assert "This page could not be shown here: see the paper itself." in texts[1]
    assert "Page three" in texts[2]
    assert f"{name}: page 2 could not be shown and had to be left out: see the paper itself." in bundle.problems


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("locked.pdf", "because it is locked with a password: save a copy without one and add that."),
        ("truncated.pdf", "because its pages are damaged: print it to a new PDF and add that."),
        ("no pages.pdf", "because its pages are damaged: print it to a new PDF and add that."),
        ("points.png", "because the picture is damaged"),
    ],
)
def test_what_has_no_pages_and_no_text_is_only_listed(
    hostile: tuple[tuple[Paper, ...], Bundle], name: str, says: str
) -> None:
    papers, bundle = hostile
    paper = next(paper for paper in papers if paper.document.name == name)
    assert bundle.pages.paper(paper.document.id) is None
    (problem,) = [problem for problem in bundle.problems if problem.startswith(f"{name}: ")]
    assert says in problem
    index = " ".join(" ".join(texts_of(bundle.pdf)[: bundle.pages.index[1]]).split())
    assert f"{name} could not be read: not in this bundle" in index


def test_a_pdf_cut_at_its_end_comes_in_with_all_its_pages(hostile: tuple[tuple[Paper, ...], Bundle]) -> None:
    papers, bundle = hostile
    paper = next(paper for paper in papers if paper.document.name == "cut at the end.pdf")
    place = bundle.pages.paper(paper.document.id)
    assert place is not None
    assert place.last - place.first == 39


class Losing:
    """Readers of which some modules fail."""

    def __init__(self, sandbox: Sandbox, *lost: str) -> None:
        self.workers = 1
        self._sandbox, self._lost = sandbox, lost

    def read(self, module: str, data: bytes, *, seconds: float | None = None, **arguments: object) -> Any:
        if module in self._lost:
            raise LostError("it died", None, "died")
        return self._sandbox.read(module, data, seconds=seconds, **arguments)


def test_a_paper_whose_pages_kill_the_process_is_set_from_its_text(sandbox: Sandbox) -> None:
    papers, contents = read_files(sandbox, {"log.pdf": pdf(2), "letter.txt": LETTER}, LIMITS)
    bundle = bind(Losing(sandbox, importing.MODULE), papers, contents)  # type: ignore[arg-type]
    assert bundle.problems == (
        "log.pdf: its pages could not be put in, because it took too much time or memory: split it.",
    )
    log = next(paper for paper in papers if paper.document.name == "log.pdf")
    shown = " ".join(text_of(log.document, bundle).split())
    assert "The pages of this paper could not be put in this bundle. This is its text." in shown
    assert "drums from next door at 22:11" in shown
    assert bundle.pages.paper(log.document.id).starts  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("module", "says"),
    [
        (setting.MODULE, "The index of the bundle could not be set: make it of fewer papers"),
        (assembling.MODULE, r"of 2 pages could not be put together within .* seconds and .* MB of memory: make it of"),
    ],
)
def test_if_no_bundle_can_be_made_it_is_said_why(sandbox: Sandbox, module: str, says: str) -> None:
    papers, contents = read_files(sandbox, {"log.pdf": pdf(1)}, LIMITS)
    with pytest.raises(BundleError, match=says):
        bind(Losing(sandbox, module), papers, contents)  # type: ignore[arg-type]


def test_memory_is_limited() -> None:
    """A page whose commands unpack to more than a process may have."""
    sheet = Sheet()
    sheet.line((60, "Drums at ten."))
    with pikepdf.open(io.BytesIO(sheet.done())) as opened:
        page = opened.pages[0]
        page.contents_add(b" " * (400 * MEBIBYTE))
        out = io.BytesIO()
        opened.save(out)
    data = out.getvalue()
    limits = replace(LIMITS, memory_bytes=300 * MEBIBYTE)
    with Sandbox(limits, workers=1) as small:
        papers, contents = read_files(small, {"letter.txt": LETTER}, limits)
        bomb = papers[0].document.model_copy(update={"id": "bomb", "name": "bomb.pdf", "media_type": "application/pdf"})
        bundle = bind(small, [*papers, Paper(bomb, papers[0].text)], {**contents, "bomb": data}, limits=limits)
    (problem,) = bundle.problems
    assert problem.startswith("bomb.pdf: its pages could not be put in, because ")
    assert bundle.pages.pages == 3
    assert "He drummed until two" in texts_of(bundle.pdf)[2]


def test_pages_that_readers_count_otherwise_are_not_brought_in(sandbox: Sandbox) -> None:
    with pytest.raises(UnreadableError, match="its pages are damaged"):
        sandbox.read(importing.MODULE, b"%PDF-1.4\n" + bytes(100))


def test_contents_are_asked_for_once_and_only_where_needed(sandbox: Sandbox) -> None:
    asked: list[str] = []
    papers, contents = read_files(sandbox, {"log.pdf": pdf(1), "letter.txt": LETTER}, LIMITS)

    def give(document: str) -> bytes | None:
        asked.append(document)
        return contents[document]

    told: list[tuple[int, int]] = []
    make_bundle(
        sandbox, papers, give, title="t", reference="", as_of=AS_OF, limits=LIMITS, tell=lambda *n: told.append(n)
    )
    assert asked == [paper.document.id for paper in papers if paper.document.name == "log.pdf"]
    assert told == [(1, 2), (2, 2)]
