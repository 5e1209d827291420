"""The index of the bundle and its bookmarks: the same lines twice, in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseclock.extractor.exports.bundling.bundle_pages import BundlePages
from caseclock.extractor.exports.bundling.order import Way
from caseclock.extractor.exports.bundling.preparing import Prepared
from caseclock.extractor.exports.bundling.words import shown
from caseclock.extractor.exports.wording import day, kind_words, number_of, plain, shortened
from caseclock.models.document import Document, Paper

_LONGEST = 160  # characters of a name in the index
_IN_BOOKMARK = 90
_HOW_NUMBERED = (
    "Page numbers are those stamped at the foot of each page; they are the page numbers of the PDF itself. "
    "Papers stand in order of date, attachments after what they came with."
)
_MASKED = "Every paper stands here as its text, names removed."


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: its words, its page (from 1), how deep it stands below others."""

    title: str
    page: int
    depth: int


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of a bundle."""

    title: str
    reference: str
    as_of: date
    masked: bool


def index_of(head: Head, prepared: Sequence[Prepared], pages: BundlePages) -> dict[str, Any]:
    """What the index says, for its template."""
    rows = []
    if pages.front:
        first, last = pages.front
        line = {"tab": "", "dated": day(head.as_of), "name": "Chronology", "note": "", "kind": "Chronology", "depth": 0}
        rows.append({**line, "first": first, "last": last})
    names, depths = _names(prepared), _depths(prepared)
    for ready in prepared:
        document = ready.placed.paper.document
        own = pages.paper(document.id) if ready.count else None
        line = {
            "tab": str(own.tab) if own else "",
            "dated": day(document.dated) if document.dated else "undated",
            "name": shown(shortened(names[document.id], _LONGEST)),
            "note": shown(_note(ready, pages, names)),
            "kind": kind_words(document.kind),
            "depth": depths[document.id],
        }
        same = pages.paper(document.id)
        rows.append({**line, "first": same.first if same else None, "last": same.last if same else None})
    return {
        "title": shown(head.title),
        "reference": shown(head.reference),
        "as_of": day(head.as_of),
        "pages": f"{number_of(pages.pages, 'page')}.",
        "notes": [_HOW_NUMBERED, _MASKED] if head.masked else [_HOW_NUMBERED],
        "rows": rows,
    }


def bookmarks_of(prepared: Sequence[Prepared], pages: BundlePages) -> tuple[Bookmark, ...]:
    """The outline: index, chronology, every paper that is in the bundle, attachments below theirs."""
    marks = [Bookmark("Index", 1, 0)]
    if pages.front:
        marks.append(Bookmark(f"Chronology, p {pages.front[0]}", pages.front[0], 0))
    names, depths = _names(prepared), _depths(prepared)
    for ready in prepared:
        document = ready.placed.paper.document
        own = pages.paper(document.id) if ready.count else None
        if own:
            name = shortened(names[document.id], _IN_BOOKMARK)
            dated = day(document.dated) if document.dated else "undated"
            title = f"Tab {own.tab}: {name} ({dated}), p {own.first}"
            marks.append(Bookmark(title, own.first, depths[document.id]))
    return tuple(marks)


def _note(ready: Prepared, pages: BundlePages, names: Mapping[str, str]) -> str:
    """What must be said of a paper beside its name."""
    document, way = ready.placed.paper.document, ready.placed.way
    if way is Way.COPY:
        original = document.duplicate_of or ""
        same = pages.paper(document.id)
        return f"the same as tab {same.tab}" if same else f"the same as {names[original]}, which is not in this bundle"
    if way is Way.CONTAINER:
        return "what was in it stands by its own date"
    if not ready.count:
        return "could not be read: not in this bundle"
    under = pages.paper(ready.placed.under) if ready.placed.under else None
    notes = [f"attached to tab {under.tab}"] if under else []
    if ready.from_text and ready.placed.way is not Way.TEXT:
        notes.append("its text only: its pages could not be put in")
    return "; ".join(notes)


def _depths(prepared: Sequence[Prepared]) -> dict[str, int]:
    """How many papers each stands under that are in the bundle."""
    depths: dict[str, int] = {}
    inside = {ready.placed.paper.document.id for ready in prepared if ready.count}
    for ready in prepared:
        under = ready.placed.under
        above = depths.get(under, 0) if under else 0
        depths[ready.placed.paper.document.id] = above + 1 if under in inside else above
    return depths


def _names(prepared: Sequence[Prepared]) -> dict[str, str]:
    """What each paper is called: as short as tells it from the others."""
    papers = {ready.placed.paper.document.id: ready.placed.paper for ready in prepared}
    short = {ready.placed.paper.document.id: _short(ready, papers) for ready in prepared}
    same = Counter(short.values())
    return {
        key: name if name and same[name] == 1 else plain(papers[key].document.name) or key
        for key, name in short.items()
    }


def _short(ready: Prepared, papers: Mapping[str, Paper]) -> str:
    """The file's name; with the container's before it for what came in one."""
    document = ready.placed.paper.document
    held: Document | None = papers[document.parent].document if document.parent and document.parent in papers else None
    if held and not ready.placed.under and document.name.startswith(f"{held.name}/"):
        return plain(held.name.rsplit("/", 1)[-1] + document.name[len(held.name) :])
    return plain(document.name.rsplit("/", 1)[-1])
