"""The court bundle: the papers of a case as one PDF with index, bookmarks and a stamped number on every page."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pikepdf

from caseclock.extractor.exports.bundling import assembling, setting
from caseclock.extractor.exports.bundling.assembling import Piece, Plan
from caseclock.extractor.exports.bundling.bundle_pages import BundlePages, PaperPages
from caseclock.extractor.exports.bundling.contents_list import Head, bookmarks_of, index_of
from caseclock.extractor.exports.bundling.order import in_order
from caseclock.extractor.exports.bundling.planning import Lengths, pages_of
from caseclock.extractor.exports.bundling.preparing import Contents, Prepared, Preparing, Tell
from caseclock.extractor.exports.bundling.setting import Typeset
from caseclock.extractor.exports.wording import plain, shortened
from caseclock.extractor.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.whole_reading import Readers
from caseclock.models.document import Paper

__all__ = ["Bundle", "BundleError", "BundlePages", "Front", "PaperPages", "make_bundle"]

Front = Callable[[BundlePages], bytes]

_FREE_PASSES = 3  # of trying where everything comes; after these parts only grow, and blank pages fill what is over
_MOST_PASSES = 12
_STAMPED = 28  # characters of the reference that fit beside the number
_PAGE_SECONDS = 0.1  # allowed for putting in one page, above what a file may take


class BundleError(Exception):
    """No bundle could be made. The message says in plain words why, and what to do."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as PDF, where everything stands in it, and what could not be put in as it is: sentences, each with a
    paper's name at its beginning."""

    pdf: bytes
    pages: BundlePages
    problems: tuple[str, ...]


def make_bundle(
    readers: Readers,
    papers: Sequence[Paper],
    contents: Contents,
    *,
    title: str,
    reference: str,
    as_of: date,
    front: Front | None = None,
    masked: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    tell: Tell = lambda done, total: None,
) -> Bundle:
    """The papers of a case as one PDF. The same input gives the same bytes.

    `readers` (a Sandbox of the same `limits`) does all work on what others have made. `contents` gives the bytes of a
    paper by its document's id, None if they are not at hand; PDFs and pictures come in with their own pages, all else
    is set anew from its text. `front` is asked for a PDF to be put before the papers (the chronology), and told where
    they stand: as its own length moves them it is asked again until that holds. Links in it to `bundle.pdf#page=N`
    become links to page N, and those within it are kept. `masked` says that texts and names of the papers have been
    masked: nothing but them is then used, and `contents` is never asked. `tell` hears of papers done.

    A paper that can't be brought in is set from its text, or else listed in the index alone; `problems` says so. Raises
    BundleError if no bundle can be made at all.
    """
    preparing = Preparing(readers, contents, as_of, masked, limits)
    prepared = preparing.all(in_order(papers, masked), tell)
    head = Head(plain(title), plain(reference), as_of, masked)
    parts = _Parts(readers, limits, head, prepared, front)
    return Bundle(parts.put_together(), parts.pages, tuple(why for ready in prepared for why in ready.problems))


class _Parts:
    """The parts of one bundle: index, what is put in front, papers."""

    def __init__(
        self, readers: Readers, limits: Limits, head: Head, prepared: Sequence[Prepared], front: Front | None
    ) -> None:
        self._readers, self._limits, self._head = readers, limits, head
        self._prepared, self._make_front = prepared, front
        self._index, self._front = b"", b""
        self._lengths = Lengths(1, 1 if front else 0)
        self.pages = pages_of(prepared, self._lengths)
        self._settle()

    def _settle(self) -> None:
        """Set index and front, until both have as many pages as they were reckoned with."""
        tries = 0
        while True:
            tries += 1
            index = self._typeset("index", index_of(self._head, self._prepared, self.pages))
            self._index = index.pdf
            self._front = self._make_front(self.pages) if self._make_front else b""
            found = Lengths(index.count, _pages_in(self._front) if self._front else 0)
            enough = found.index <= self._lengths.index and found.front <= self._lengths.front
            if found == self._lengths or (enough and tries > _FREE_PASSES):
                return
            if tries >= _MOST_PASSES:
                raise BundleError("What is put in front of the papers grows each time it is made: make it without.")
            if tries >= _FREE_PASSES:
                was = self._lengths
                found = Lengths(max(found.index, was.index), max(found.front, was.front))
            self._lengths = found
            self.pages = pages_of(self._prepared, found)

    def _typeset(self, template: str, data: dict[str, object]) -> Typeset:
        try:
            answer = self._readers.read(
                setting.MODULE, json.dumps(data).encode(), seconds=None, template=template, as_of=self._head.as_of
            )
        except UnreadableError as error:
            raise BundleError(f"The {template} of the bundle could not be set: make it of fewer papers.") from error
        assert isinstance(answer, Typeset)
        return answer

    def put_together(self) -> bytes:
        """The whole as one PDF."""
        reference = shortened(self._head.reference, _STAMPED)
        stamps = self._typeset("stamps", {"pages": self.pages.pages, "reference": reference}).pdf
        parts = [(self._index, self._lengths.index, True)]
        parts += [(self._front, self._lengths.front, True)] if self._front else []
        parts += [(pdf, count, False) for ready in self._prepared for pdf, count in ready.pdfs]
        plan = Plan(
            title=" ".join(filter(None, [self._head.title, self._head.reference])),
            as_of=self._head.as_of,
            pieces=tuple(Piece(len(pdf), pages, linked) for pdf, pages, linked in parts),
            stamps=len(stamps),
            bookmarks=bookmarks_of(self._prepared, self.pages),
        )
        data = b"".join([*(pdf for pdf, _, _ in parts), stamps])
        seconds = self._limits.seconds + _PAGE_SECONDS * self.pages.pages
        try:
            whole = self._readers.read(assembling.MODULE, data, seconds=seconds, plan=plan)
        except UnreadableError as error:
            most = self._limits.memory_bytes // MEBIBYTE
            raise BundleError(
                f"The bundle of {self.pages.pages} pages could not be put together within {seconds:.0f} seconds and "
                f"{most} MB of memory: make it of fewer papers."
            ) from error
        assert isinstance(whole, bytes)
        return whole


def _pages_in(pdf: bytes) -> int:
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return len(opened.pages)
    except pikepdf.PdfError as error:
        raise BundleError("What was to be put in front of the papers is no PDF: make it anew.") from error
