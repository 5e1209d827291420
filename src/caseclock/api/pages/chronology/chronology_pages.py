"""The chronology of a case: a timeline to look at, a filter, and the table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import select

from caseclock.api.access import access
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.making.packed import unpack_papers
from caseclock.api.pages.chronology.chronology_filter import Filter, Offered, offered
from caseclock.api.pages.chronology.chronology_rows import Shown, ruled_on, shown_rows
from caseclock.api.pages.chronology.timeline import Timeline, make_timeline
from caseclock.api.pages.rendering import page
from caseclock.api.pages.seen import Seen, seen_chronology
from caseclock.api.pages.visiting import case_frame, checked, problem_of, visitor
from caseclock.api.problems import Problem
from caseclock.api.routes.decisions import list_decisions
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.extractor.exports.wording import number_of
from caseclock.models.document import Status
from caseclock.models.entry import EntryKind
from caseclock.models.text import Text

router = APIRouter(include_in_schema=False)
_FIELDS = ("agency", "kind", "type", "from", "to", "sure", "words")
_EVERY = 1_000_000  # decisions: all of them


@dataclass(frozen=True, slots=True)
class View:
    """What a page of a chronology is made of, whoever looks and whatever they filter."""

    rows: tuple[Shown, ...]
    timeline: Timeline | None
    offered: Offered
    told: str
    unsure: int
    unreadable: int

    @property
    def dated(self) -> list[Shown]:
        """The rows with a day."""
        return [row for row in self.rows if row.is_dated]

    @property
    def undated(self) -> list[Shown]:
        """The rows without."""
        return [row for row in self.rows if not row.is_dated]


@router.get("/cases/{case}/chronology")
def chronology_page(request: Request, case: str) -> Response:
    """The page. What the address has of `agency`, `kind`, `type`, `from`, `to`, `sure` and `words` filters it."""
    who = visitor(request, Scope.CHRONOLOGY_READ)
    shown = case_frame(request, who, case, at="chronology")
    seen = seen_chronology(request, who, case)
    if seen is None:
        return page("being_made.html", **shown)
    is_open: bool = shown["papers_open"]
    view = service_of(request).views.made(
        case, f"{seen.tag} {is_open}", lambda: _view(request, who, case, seen, is_open)
    )
    given = {name: request.query_params.get(name, "") for name in _FIELDS}
    wanted, problem = _filter(given)
    hidden = {row.row.entry.id for row in view.rows if not wanted.shows(row)}
    return page(
        "chronology.html",
        problem,
        **shown,
        seen=seen,
        view=view,
        given=given,
        hidden=hidden,
        dimmed=_dimmed(view.timeline, hidden, view.rows),
        is_filtered=wanted.is_set or problem is not None,
        faults=problem_of(problem) if problem else {},
        ruled=_ruled(request, who, case, seen) if is_open else {},
    )


def _view(request: Request, who: Principal, case: str, seen: Seen, is_open: bool) -> View:
    chronology = seen.chronology
    rows = shown_rows(chronology, _texts(request, who, case) if is_open else None)
    return View(
        rows=rows,
        timeline=make_timeline(chronology, [row.row for row in rows]),
        offered=offered(chronology.agencies, rows),
        told=_told(rows, len(chronology.documents)),
        unsure=sum(row.is_unsure for row in rows),
        unreadable=sum(one.status is Status.UNREADABLE for one in chronology.documents),
    )


def _texts(request: Request, who: Principal, case: str) -> dict[str, Text]:
    """The papers' texts by their ids: places in papers without pages are named by them."""
    service = service_of(request)
    with service.database.transaction(relaxed=True) as session:
        access(request, session, who, case)
        readings = session.scalars(
            select(tables.Document.reading)
            .where(tables.Document.case_id == case, tables.Document.reading.is_not(None))
            .distinct()
        ).all()
    papers = (paper for reading in readings if reading for paper in unpack_papers(service.files.get(reading)))
    return {paper.document.id: paper.text for paper in papers}


def _told(rows: Iterable[Shown], papers: int) -> str:
    """77 entries, 16 of them incidents, from 14 papers."""
    kinds = Counter(row.row.entry.kind for row in rows)
    entries, incidents = kinds.total(), kinds[EntryKind.INCIDENT]
    return (
        f"{number_of(entries, 'entry', 'entries')}, {incidents or 'none'} of them "
        f"{'an incident' if incidents == 1 else 'incidents'}, from {number_of(papers, 'paper')}."
    )


def _filter(given: dict[str, str]) -> tuple[Filter, Problem | None]:
    """What is asked for; if it cannot be understood, no filter and what is wrong with it."""
    try:
        return checked(Filter, **given), None
    except Problem as problem:
        return Filter(), problem


def _dimmed(timeline: Timeline | None, hidden: set[str], rows: tuple[Shown, ...]) -> set[tuple[int, ...]]:
    """The marks of the picture, by their row numbers, of which no row is shown."""
    if timeline is None or not hidden:
        return set()
    gone = {row.row.no for row in rows if row.row.entry.id in hidden}
    marks = (mark.numbers for lane in timeline.lanes for mark in lane.marks)
    return {numbers for numbers in marks if gone.issuperset(numbers)}


def _ruled(request: Request, who: Principal, case: str, seen: Seen) -> dict[str, Any]:
    """Entry id -> what people did to it."""
    kept = list_decisions(request, case, who, cursor=None, limit=_EVERY).decisions
    return ruled_on(seen.chronology.entries, (one.decision for one in kept if one.holds and one.unfit is None))
