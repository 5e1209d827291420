"""Which page of the bundle everything begins on, once it is known how many pages each part has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from caseclock.extractor.exports.bundling.bundle_pages import BundlePages, PaperPages
from caseclock.extractor.exports.bundling.order import Way
from caseclock.extractor.exports.bundling.preparing import Prepared
from caseclock.models.document import Paper
from caseclock.models.text import Text

_ALIKE = 60  # letters by which a passage of a copy is known again
_NOT_LETTERS = re.compile(r"[\W_]+")

Starts = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many pages come before the papers."""

    index: int
    front: int


def pages_of(prepared: Sequence[Prepared], lengths: Lengths) -> BundlePages:
    """Where each paper stands, copies at the place of what they repeat."""
    at = 1 + lengths.index + lengths.front
    found: dict[str, PaperPages] = {}
    for tab, ready in enumerate((ready for ready in prepared if ready.count), 1):
        key = ready.placed.paper.document.id
        starts = tuple((place, at + page - 1) for place, page in ready.starts)
        found[key] = PaperPages(document=key, tab=tab, first=at, last=at + ready.count - 1, starts=starts)
        at += ready.count
    papers = {ready.placed.paper.document.id: ready.placed.paper for ready in prepared}
    listed = [_listed(ready, found, papers) for ready in prepared]
    return BundlePages(
        pages=at - 1,
        index=(1, lengths.index),
        front=(lengths.index + 1, lengths.index + lengths.front) if lengths.front else None,
        papers=tuple(pages for pages in listed if pages),
    )


def _listed(ready: Prepared, found: Mapping[str, PaperPages], papers: Mapping[str, Paper]) -> PaperPages | None:
    document = ready.placed.paper.document
    if ready.placed.way is not Way.COPY:
        return found.get(document.id)
    same = found.get(document.duplicate_of or "")
    if same is None:
        return None
    original = papers[same.document]
    if document.sha256 == original.document.sha256:
        return same.model_copy(update={"document": document.id})
    return same.model_copy(update={"document": document.id, "starts": _as_in(original.text, same, ready)})


def _as_in(original: Text, same: PaperPages, copy: Prepared) -> Starts:
    """Where the passages of a copy, the same message in other bytes, stand in its original."""
    places: dict[str, int] = {}
    numbers: dict[str, int | None] = {}
    for key, start, page in _passages(original):
        places.setdefault(key, start)
        numbers.setdefault(key, page)
    starts: list[tuple[int, int | None]] = []
    for key, start, _ in _passages(copy.placed.paper.text):
        page = _page(same, places[key], numbers[key]) if key in places else None
        if not starts or starts[-1][1] != page:
            starts.append((start, page))
    return tuple(starts) or ((0, None),)


def _passages(text: Text) -> Iterator[tuple[str, int, int | None]]:
    """Each block by its first letters, with where it begins and on which page of its paper."""
    for block in text.blocks:
        if key := _NOT_LETTERS.sub("", text.text[block.start : block.end]).casefold()[:_ALIKE]:
            yield key, block.start, block.page


def _page(same: PaperPages, start: int, number: int | None) -> int | None:
    if same.starts:
        return [page for place, page in same.starts if place <= start or place == same.starts[0][0]][-1]
    page = same.first + (number or 1) - 1
    return page if page <= same.last else None
