"""A paper as a page shows it: what it is, where the passage stands, its pages as pictures or its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from fastapi import Request
from sqlalchemy import select

from caseclock.api.pages.papers.source_view import SourceView, Span, source_view, stretch_at, stretches
from caseclock.api.problems import Problem
from caseclock.api.seen_papers import drawn_page, page_asked
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.extractor.exports.places import Places, is_spreadsheet
from caseclock.extractor.exports.wording import plain, shortened
from caseclock.extractor.page_pictures import PagePicture
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.source import Source

_WIDTH = 1200  # dots of a page's picture
_MOST_PAGES = 4  # that a passage is shown on at once
_ALT = 300  # characters of a passage that the picture's words for listeners repeat


@dataclass(frozen=True, slots=True)
class Near:
    """Another paper: the one that this was found in, or one that is attached to it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page: its picture (None if it cannot be drawn), where that is to be had, what it says to those who listen, and
    its words."""

    number: int
    picture: PagePicture | None
    address: str
    alt: str
    by_ocr: bool
    view: SourceView


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper, `passage` of it marked. `number` of `numbers` says which page, or which stretch of a long text, is
    shown; `pages` is empty for a paper without pages, whose words are in `view`; `is_near`: only those near the
    passage. `page_runs_on` is the page on which a passage goes on that has too many to be shown at once."""

    row: tables.Document
    name: str
    kind: DocumentKind | None
    dated: date | None
    place: str
    inside: Near | None
    attached: tuple[Near, ...]
    passage: Span | None
    number: int
    numbers: int
    pages: tuple[ShownPage, ...]
    page_runs_on: int | None
    view: SourceView | None
    is_near: bool

    @property
    def at(self) -> str:
        """The passage as addresses have it: 120-184."""
        return f"{self.passage[0]}-{self.passage[1]}" if self.passage else ""


def shown_source(request: Request, row: tables.Document, paper: Paper, passage: Span, page: int | None) -> Shown:
    """The passage where it stands; `page`: on that page of the paper. Raises Problem 404 if there is none."""
    if not 0 <= passage[0] < passage[1] <= len(paper.text.text):
        told = "The paper has no such passage: it may have been read anew. Open the whole paper and look for the words."
        raise Problem(404, "no-passage", "Not found", told)
    on = pages_of(paper, passage) if is_paged(paper) else ()
    if not on:
        view = source_view(paper, *passage)
        return _shown(request, row, paper, passage, view=view, is_near=not view.is_whole)
    numbers = _number(page, row) if page is not None else ()
    shown = numbers or on[:_MOST_PAGES]
    more = on[_MOST_PAGES] if not numbers and len(on) > _MOST_PAGES else None
    return _shown(request, row, paper, passage, shown, more)


def shown_paper(request: Request, row: tables.Document, paper: Paper, passage: Span | None, number: int) -> Shown:
    """Page `number` of the whole paper, or such a stretch of its text; 0: the one that the passage stands on, else the
    first. Raises Problem 404 if there is none."""
    if passage and not 0 <= passage[0] < passage[1] <= len(paper.text.text):
        passage = None
    if is_paged(paper):
        on = pages_of(paper, passage) if passage else ()
        return _shown(request, row, paper, passage, _number(number or (on or (1,))[0], row))
    spans = stretches(paper.text)
    number = number or (stretch_at(spans, passage[0]) + 1 if passage else 1)
    if number > len(spans):
        raise _no_page(number, len(spans))
    view = source_view(paper, *(passage or (0, 0)), within=spans[number - 1])
    return _shown(request, row, paper, passage, view=view, number=number, numbers=len(spans))


def is_paged(paper: Paper) -> bool:
    """Has the paper pages to be looked at? Sheets of a workbook are none."""
    return bool(paper.text.pages) and not is_spreadsheet(paper.document)


def pages_of(paper: Paper, passage: Span) -> tuple[int, ...]:
    """The numbers of the pages that a passage stands on; the one before it if it stands between pages."""
    pages = paper.text.pages
    on = {page.number for page in pages if page.start < passage[1] and passage[0] < page.end}
    before = [page.number for page in pages if page.start <= passage[0]]
    return tuple(sorted(on)) or (before[-1] if before else pages[0].number,)


def _number(page: int, row: tables.Document) -> tuple[int]:
    if not 1 <= page <= (row.pages or 1):
        raise _no_page(page, row.pages or 1)
    return (page,)


def _no_page(number: int, last: int) -> Problem:
    return Problem(404, "no-page", "Not found", f"The paper has no page {number}: go to one from 1 to {last}.")


def _shown(
    request: Request,
    row: tables.Document,
    paper: Paper,
    passage: Span | None,
    pages: Sequence[int] = (),
    more: int | None = None,
    *,
    view: SourceView | None = None,
    is_near: bool = False,
    number: int = 1,
    numbers: int = 1,
) -> Shown:
    inside, attached = _family(request, row)
    return Shown(
        row=row,
        name=plain(row.name.rsplit("/", 1)[-1]) or row.id,
        kind=DocumentKind(row.kind) if row.kind else None,
        dated=row.dated,
        place=_place(row, paper, passage) if passage else "",
        inside=inside,
        attached=attached,
        passage=passage,
        number=pages[0] if pages else number,
        numbers=(row.pages or 1) if pages else numbers,
        pages=tuple(_page(request, row, paper, passage, number) for number in pages),
        page_runs_on=more,
        view=view,
        is_near=is_near,
    )


def _page(request: Request, row: tables.Document, paper: Paper, passage: Span | None, number: int) -> ShownPage:
    """The page with its picture, drawn now: its size is known before the browser asks for it, and it is at hand."""
    stretch = [page for page in paper.text.pages if page.number == number]
    within = (stretch[0].start, stretch[-1].end) if stretch else (0, 0)
    is_on = passage is not None and passage[0] < within[1] and within[0] < passage[1]
    highlight = passage if is_on else None
    try:
        picture = drawn_page(request, row, page_asked(request, row, number, highlight, _WIDTH))
    except Problem as problem:
        if problem.code != "no-picture":
            raise
        picture = None
    marked = f"highlight={highlight[0]}-{highlight[1]}&" if highlight else ""
    path = f"/api/v1/cases/{quote(row.case_id)}/documents/{quote(row.id)}/pages/{number}.png"
    return ShownPage(
        number=number,
        picture=picture,
        address=f"{path}?{marked}width={_WIDTH}",
        alt=_alt(row, paper, highlight, within, number),
        by_ocr=any(page.origin == "ocr" for page in stretch),
        view=source_view(paper, *(highlight or (0, 0)), within=within),
    )


def _alt(row: tables.Document, paper: Paper, highlight: Span | None, within: Span, number: int) -> str:
    named = f"Page {number} of {plain(row.name.rsplit('/', 1)[-1])}"
    if highlight is None:
        return f"{named}; its words stand below"
    words = plain(paper.text.text[max(highlight[0], within[0]) : min(highlight[1], within[1])])
    return f"{named}; the marked words: {shortened(words, _ALT)}"


def _place(row: tables.Document, paper: Paper, passage: Span) -> str:
    """Where the passage stands, as the chronology's exports say it."""
    page = pages_of(paper, passage)[0] if is_paged(paper) else _block_page(paper, passage)
    document = paper.document.model_copy(update={"name": row.name})
    source = Source(document=document.id, page=page, start=passage[0], end=passage[1], quote="")
    return Places([document], {document.id: paper.text}).source(source)


def _block_page(paper: Paper, passage: Span) -> int | None:
    blocks = paper.text.blocks
    return next((block.page for block in blocks if block.start < passage[1] and passage[0] < block.end), None)


def _family(request: Request, row: tables.Document) -> tuple[Near | None, tuple[Near, ...]]:
    """The paper that it was found in, and what was found in it."""
    document = tables.Document
    with service_of(request).database.transaction(relaxed=True) as session:
        above = session.get(document, (row.case_id, row.parent)) if row.parent else None
        query = select(document.id, document.name).where(document.case_id == row.case_id, document.parent == row.id)
        below = session.execute(query.order_by(document.number)).all()
        inside = Near(above.id, above.name) if above is not None else None
    return inside, tuple(Near(id, plain(name.removeprefix(f"{row.name}/"))) for id, name in below)
