"""Search over the papers of all one's cases."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import select, tuple_

from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import as_line
from caseclock.api.pages.cases.search_places import place_of_excerpt
from caseclock.api.pages.rendering import page
from caseclock.api.pages.visiting import frame, visitor
from caseclock.api.problems import invalid
from caseclock.api.routes.search import Hit, HitList, search_papers
from caseclock.api.service import service_of
from caseclock.api.store import tables

router = APIRouter(include_in_schema=False)
_TO_A_PAGE = 20
_CASES = 10  # whose reference fits
_TOO_LONG = "Search for at most 200 characters on one line: shorten what you look for."


@router.get("/search")
def search_page(request: Request, q: str = "", cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    """The form, and below it the passages that fit best first."""
    who = visitor(request, Scope.DOCUMENTS_READ)
    words = as_line(q)
    problem = invalid(_TOO_LONG, "q") if q.strip() and words is None else None
    found = search_papers(request, who, words, cursor, _TO_A_PAGE) if words else HitList(hits=[], next=None)
    cases = _cases_called(request, who, words) if words and not cursor else []
    shown = {"q": q, "asked": words, "cursor": cursor, "next": found.next, "cases": cases}
    return page("search.html", problem, **frame(request, who, found=_with_links(request, found.hits), **shown))


def _with_links(request: Request, hits: Sequence[Hit]) -> list[tuple[Hit, str]]:
    """Each hit with the address of its words in the paper."""
    passage = tables.Passage
    places = [(hit.case, hit.document, hit.start) for hit in hits]
    place = (passage.case_id, passage.document_id, passage.start)
    with service_of(request).database.transaction(relaxed=True) as session:
        rows = session.execute(select(*place, passage.text).where(tuple_(*place).in_(places))).all() if places else []
    texts = {(row.case_id, row.document_id, row.start): row.text for row in rows}
    return [(hit, _link(hit, texts.get((hit.case, hit.document, hit.start), ""))) for hit in hits]


def _link(hit: Hit, passage: str) -> str:
    start, end = place_of_excerpt(passage, hit.start, hit.excerpt)
    return f"/cases/{hit.case}/papers/{hit.document}/at/{start}-{end}"


def _cases_called(request: Request, who: Principal, words: str) -> Sequence[tables.Case]:
    """The cases of one's own, open or closed, that have these words in their reference; newest first."""
    case, member = tables.Case, tables.Member
    query = (
        select(case)
        .join(member, member.case_id == case.id)
        .where(member.who == who.id, case.erased_at.is_(None), case.reference.icontains(words, autoescape=True))
        .order_by(case.number.desc())
        .limit(_CASES)
    )
    with service_of(request).database.transaction(relaxed=True) as session:
        return session.scalars(query).all()
