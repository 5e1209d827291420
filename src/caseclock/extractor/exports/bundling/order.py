"""In which order papers stand in a bundle, and what becomes of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseclock.extractor.readers.scan.picture import MEDIA_TYPES as PICTURES
from caseclock.models.document import Paper, Status

PDF = "application/pdf"


class Way(StrEnum):
    """How a paper comes into the bundle."""

    PDF = "pdf"  # its own pages
    PICTURE = "picture"  # its pictures, each on a page
    TEXT = "text"  # typeset from what was read of it
    COPY = "copy"  # not again: it is the same as another
    CONTAINER = "container"  # not itself: what was in it stands in the bundle
    UNREAD = "unread"  # not at all


@dataclass(frozen=True, slots=True)
class Placed:
    """A paper at its place in the order, with the way it comes in and the id of the paper it was attached to, if that
    is in the bundle too."""

    paper: Paper
    way: Way
    under: str | None


def in_order(papers: Sequence[Paper], masked: bool) -> list[Placed]:
    """The papers by date and name, those without a date last, attachments right after what they were attached to.

    What came in a container (a mailbox, a folder) stands by its own date. A paper that is the same as one that is not
    among `papers` counts as an original. `masked` allows nothing but text.
    """
    by_id = {paper.document.id: paper for paper in papers}
    ways = {key: _way(paper, by_id, masked) for key, paper in by_id.items()}
    parents = {paper.document.parent for paper in papers}
    for key, way in ways.items():
        if way is Way.UNREAD and key in parents and by_id[key].document.status is not Status.UNREADABLE:
            ways[key] = Way.CONTAINER
    included = {key for key, way in ways.items() if way in (Way.PDF, Way.PICTURE, Way.TEXT)}
    below: dict[str | None, list[Paper]] = {}
    for paper in by_id.values():
        parent = paper.document.parent
        hangs = parent in included and not _in_a_ring(paper, by_id)
        below.setdefault(parent if hangs else None, []).append(paper)
    ordered: list[Placed] = []
    waiting: list[tuple[Paper, str | None]] = [(paper, None) for paper in sorted(below.get(None, []), key=_by_date)]
    waiting.reverse()
    while waiting:
        paper, under = waiting.pop()
        key = paper.document.id
        ordered.append(Placed(paper, ways[key], under))
        attached = sorted(below.pop(key, []), key=_by_date, reverse=True)
        waiting += [(child, key) for child in attached]
    return ordered


def _in_a_ring(paper: Paper, papers: Mapping[str, Paper]) -> bool:
    """Whether what a paper was found in leads back to where it began: no files do, but what is kept might be wrong."""
    seen: set[str] = set()
    at: Paper | None = paper
    while at is not None and at.document.id not in seen:
        seen.add(at.document.id)
        at = papers.get(at.document.parent) if at.document.parent else None
    return at is not None


def _by_date(paper: Paper) -> tuple[bool, date, str, str]:
    document = paper.document
    return document.dated is None, document.dated or date.min, document.name, document.id


def _way(paper: Paper, papers: Mapping[str, Paper], masked: bool) -> Way:
    document = paper.document
    if document.duplicate_of in papers and document.duplicate_of != document.id:
        return Way.COPY
    if not masked and document.media_type == PDF:
        return Way.PDF
    if not masked and document.media_type in PICTURES:
        return Way.PICTURE
    return Way.TEXT if paper.text.text.strip() else Way.UNREAD
