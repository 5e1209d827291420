"""Search over the papers of all one's cases."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import BigInteger, Row, Select, cast, func, literal, select, tuple_

from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Line
from caseclock.api.paging import PAGE_SIZE, Cursor, Limit, cursor_of, place_of
from caseclock.api.problems import answers
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import Names

router = APIRouter(prefix="/api/v1", tags=["search"])
Reading = Annotated[Principal, Depends(needs(Scope.DOCUMENTS_READ))]
_ENGLISH = "english"
# Marks that no paper needs (a private range); any that one holds are taken out first.
_ON, _OFF = "\ue000", "\ue001"
_EXCERPT = f'StartSel={_ON}, StopSel={_OFF}, MaxFragments=2, MinWords=8, MaxWords=30, FragmentDelimiter=" … "'
_FINE = 1_000_000  # ranks are compared as whole numbers, which a cursor carries exactly


class Piece(BaseModel):
    """Some words of an excerpt."""

    text: str
    found: bool = Field(description="are these words that were searched for?")


class Hit(BaseModel):
    """A passage that has the words."""

    case: str
    reference: str = Field(description="the case's")
    document: str
    name: str = Field(description="the paper's")
    page: int | None
    start: int = Field(description="where the passage begins: characters in the paper's text")
    excerpt: list[Piece] = Field(description="plain text, not markup", examples=[[{"text": "noise", "found": True}]])


class HitList(BaseModel):
    """A page of passages, those that fit best first."""

    hits: list[Hit]
    next: str | None


@router.get("/search", responses=answers())
def search_papers(
    request: Request,
    who: Reading,
    q: Annotated[Line, Query(description='words; "words in a row"; or; -not')],
    cursor: Cursor = None,
    limit: Limit = PAGE_SIZE,
) -> HitList:
    """Passages of papers of one's open cases. Cases in which names are hidden from one are left out."""
    found = _found(who, q, place_of(cursor, int, str, str, int) if cursor else None).limit(limit + 1).subquery()
    with service_of(request).database.transaction() as session:
        rows = session.execute(_with_excerpts(found, q)).all()
        for case, count in Counter(row.case_id for row in rows[:limit]).items():
            record(session, who.id, Action.CASE_SEARCHED, case=case, passages=count)
        if not rows:
            record(session, who.id, Action.CASE_SEARCHED)
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = cursor_of(last.rank, last.case_id, last.document_id, last.start)
    return HitList(hits=[_hit(row) for row in rows[:limit]], next=following)


def _found(who: Principal, words: str, after: list[str | int] | None) -> Select[int, str, str, int, int | None, str]:
    """The passages in their order. Ranks are negated, so that all parts of the order run upwards."""
    passage, case, member = tables.Passage, tables.Case, tables.Member
    asked = func.websearch_to_tsquery(_ENGLISH, words)
    rank = cast(-func.ts_rank_cd(passage.words, asked) * _FINE, BigInteger)
    place = (rank, passage.case_id, passage.document_id, passage.start)
    found = (
        select(rank.label("rank"), passage.case_id, passage.document_id, passage.start, passage.page, passage.text)
        .join(case, case.id == passage.case_id)
        .join(member, (member.case_id == case.id) & (member.who == who.id))
        .where(member.names == Names.FULL.value, case.erased_at.is_(None), case.closed_at.is_(None))
        .where(passage.words.op("@@")(asked))
        .order_by(*place)
    )
    return found.where(tuple_(*place) > tuple_(*map(literal, after))) if after else found


def _with_excerpts(found: Any, words: str) -> Select[Any]:
    """Excerpts take long to make: only of the passages that are shown."""
    text = func.translate(found.c.text, _ON + _OFF, "")
    excerpt = func.ts_headline(_ENGLISH, text, func.websearch_to_tsquery(_ENGLISH, words), _EXCERPT)
    named = (tables.Document.case_id == found.c.case_id) & (tables.Document.id == found.c.document_id)
    return (
        select(found, excerpt.label("excerpt"), tables.Document.name, tables.Case.reference)
        .join(tables.Document, named)
        .join(tables.Case, tables.Case.id == found.c.case_id)
        .order_by(found.c.rank, found.c.case_id, found.c.document_id, found.c.start)
    )


def _hit(row: Row[Any]) -> Hit:
    return Hit(
        case=row.case_id,
        reference=row.reference,
        document=row.document_id,
        name=row.name,
        page=row.page,
        start=row.start,
        excerpt=_pieces(row.excerpt),
    )


def _pieces(marked: str) -> list[Piece]:
    """The excerpt cut at its marks."""
    pieces: list[Piece] = []
    for part in marked.split(_ON):
        hit, mark, rest = part.partition(_OFF)
        if mark:
            pieces.append(Piece(text=hit, found=True))
            hit = rest
        if hit:
            pieces.append(Piece(text=hit, found=False))
    return pieces
