"""Each paper made ready for the bundle: its own pages brought in, or set anew from its text."""

import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

from caseclock.extractor.exports.bundling import importing, picturing, setting, trying
from caseclock.extractor.exports.bundling.importing import OwnPages
from caseclock.extractor.exports.bundling.layout import MOST_CHARACTERS, portions
from caseclock.extractor.exports.bundling.order import Placed, Way
from caseclock.extractor.exports.bundling.setting import Typeset
from caseclock.extractor.exports.bundling.text_layer import OcrWord
from caseclock.extractor.exports.bundling.words import foreign_letters, shown
from caseclock.extractor.exports.wording import plain, ranges, shortened
from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.sandbox import LostError
from caseclock.extractor.whole_reading import Readers
from caseclock.models.document import Paper

Contents = Callable[[str], bytes | None]
Tell = Callable[[int, int], None]  # papers done, papers to be done

_FROM_TEXT = "Printed from the text of this paper."
_NOT_PUT_IN = "The pages of this paper could not be put in this bundle. This is its text."
_MASKED = "Text of the paper, names removed."
_CUT = f"Only the first {MOST_CHARACTERS:,} characters are printed here: see the paper itself."
_SCAN_SECONDS = 1.0  # allowed for each page whose words are laid over it


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be put in: PDFs that follow each other, each with its number of pages, and, if it was set anew,
    where its text stands in them: (place in the text, page from 1). No PDF: it is not in the bundle. `problems` are
    sentences that begin with its name."""

    placed: Placed
    pdfs: tuple[tuple[bytes, int], ...] = ()
    starts: tuple[tuple[int, int], ...] = ()
    from_text: bool = False
    problems: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many pages it has in the bundle."""
        return sum(pages for _, pages in self.pdfs)


class Preparing:
    """What all papers of one bundle are prepared with."""

    def __init__(self, readers: Readers, contents: Contents, as_of: date, masked: bool, limits: Limits) -> None:
        self._readers, self._contents, self._as_of = readers, contents, as_of
        self._masked, self._limits = masked, limits

    def all(self, placed: Sequence[Placed], tell: Tell) -> list[Prepared]:
        """Every paper in its turn, some at once. Contents are asked for by the caller's own thread, and no more of
        them held than are being worked on, and one."""
        done: list[Prepared] = []
        waiting: deque[Future[Prepared]] = deque()

        def take() -> None:
            done.append(waiting.popleft().result())
            tell(len(done), len(placed))

        with ThreadPoolExecutor(self._readers.workers) as threads:
            for one in placed:
                own = one.way in (Way.PDF, Way.PICTURE)
                waiting.append(threads.submit(self._one, one, self._contents(one.paper.document.id) if own else None))
                if len(waiting) > self._readers.workers:
                    take()
            while waiting:
                take()
        return done

    def _one(self, placed: Placed, data: bytes | None) -> Prepared:
        if placed.way not in (Way.PDF, Way.PICTURE, Way.TEXT):
            return Prepared(placed)
        if placed.way is Way.TEXT:
            return self._from_text(placed, _MASKED if self._masked else _FROM_TEXT)
        name = plain(placed.paper.document.name)
        if data is None:
            problem = f"{name}: its own pages were not at hand; what stands in the bundle is its text."
            return self._without_pages(placed, problem)
        try:
            own = (
                self._pages_of_pdf(data, placed.paper) if placed.way is Way.PDF else self._pictures(data, placed.paper)
            )
        except UnreadableError as error:
            return self._without_pages(placed, f"{name}: its pages could not be put in, because {_why(error)}.")
        pages = "page" if len(own.missing) == 1 else "pages"
        told = f"{name}: {pages} {ranges(own.missing)} could not be shown and had to be left out: see the paper itself."
        return Prepared(placed, ((own.pdf, own.count),), problems=(told,) if own.missing else ())

    def _without_pages(self, placed: Placed, problem: str) -> Prepared:
        """The text of a paper whose own pages could not be had."""
        if not placed.paper.text.text.strip():
            return Prepared(placed, problems=(problem,))
        prepared = self._from_text(placed, _NOT_PUT_IN)
        return replace(prepared, problems=(problem, *prepared.problems))

    # ---------------------------------------------------------------- own pages

    def _pages_of_pdf(self, data: bytes, paper: Paper) -> OwnPages:
        doubtful = tuple(sorted({problem.page for problem in paper.problems if problem.page and not problem.notice}))
        left_out = self._not_to_be_drawn(data, doubtful) if doubtful else frozenset()
        words = ocr_words(paper)
        answer = self._readers.read(
            importing.MODULE, data, seconds=self._seconds(len(words)), left_out=left_out, words=words
        )
        assert isinstance(answer, OwnPages)
        return answer

    def _not_to_be_drawn(self, data: bytes, pages: tuple[int, ...]) -> frozenset[int]:
        """Of the pages that gave trouble when the paper was read, those that would give it to who opens the bundle."""
        lost: set[int] = set()
        while True:
            rest = [page for page in pages if page not in lost]
            try:
                return frozenset({*lost, *self._readers.read(trying.MODULE, data, seconds=None, pages=rest)})
            except LostError as error:
                if error.page is None or error.page in lost or len(lost) >= self._limits.lost_pages:
                    raise
                lost.add(error.page)

    def _pictures(self, data: bytes, paper: Paper) -> OwnPages:
        words = ocr_words(paper)
        answer = self._readers.read(
            picturing.MODULE, data, seconds=self._seconds(max(paper.document.pages or 1, len(words))), words=words
        )
        assert isinstance(answer, OwnPages)
        return answer

    def _seconds(self, pages: int) -> float:
        return self._limits.seconds + _SCAN_SECONDS * pages

    # ---------------------------------------------------------------- set anew

    def _from_text(self, placed: Placed, note: str) -> Prepared:
        text = placed.paper.text
        name = plain(placed.paper.document.name)
        notes, problems = [note], []
        if script := foreign_letters((text.text[:MOST_CHARACTERS],)):
            problems.append(f"{name}: it has {script} letters, which cannot be printed here: add a PDF of it.")
            notes.append(f"{script} letters in it cannot be printed here: see the paper itself.")
        if len(text.text) > MOST_CHARACTERS:
            problems.append(f"{name}: it is too long to be printed in full: split it.")
            notes.append(_CUT)
        pdfs: list[tuple[bytes, int]] = []
        starts: list[tuple[int, int]] = []
        pages = 0
        try:
            for parts in portions(text, notes):
                data = json.dumps({"name": shown(shortened(name, 100)), "parts": parts}).encode()
                some = self._readers.read(setting.MODULE, data, seconds=None, template="paper", as_of=self._as_of)
                assert isinstance(some, Typeset)
                pdfs.append((some.pdf, some.count))
                starts += [(place, page + pages) for place, page in some.starts]
                pages += some.count
        except UnreadableError:
            return Prepared(placed, problems=(f"{name}: it could not be printed: save it as .pdf and add that.",))
        return Prepared(placed, tuple(pdfs), tuple(starts or [(0, 1)]), True, tuple(problems))


def _why(error: UnreadableError) -> str:
    """The reason so that it can follow "because"."""
    if isinstance(error, LostError):
        return "it took too much time or memory: split it"
    words = str(error).rstrip(".")
    return words[:1].lower() + words[1:]


def ocr_words(paper: Paper) -> Mapping[int, Sequence[OcrWord]]:
    """What OCR read of a paper, by page."""
    text = paper.text.text
    return {
        page.number: [(text[w.start : w.end], w.left, w.top, w.right, w.bottom) for w in page.words]
        for page in paper.text.pages
        if page.origin == "ocr" and page.words
    }
