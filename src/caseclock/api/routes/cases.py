"""Cases: what is asked of them, and who their members are."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictBool
from sqlalchemy import exists, func, select, tuple_
from sqlalchemy.orm import Session

from caseclock.api.access import access
from caseclock.api.auth.identify import needs, refuse
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Day, Id, Line, OptionalLine
from caseclock.api.jobs.sweeping import touch
from caseclock.api.known_policies import check_known
from caseclock.api.paging import PAGE_SIZE, Cursor, Limit, cursor_of, place_of
from caseclock.api.problems import Problem, answers, forbidden
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import Names, now

router = APIRouter(prefix="/api/v1", tags=["cases"])
CaseId = Annotated[Id, Path(description="the case's id")]
Reading = Annotated[Principal, Depends(needs(Scope.CASES_READ))]
Writing = Annotated[Principal, Depends(needs(Scope.CASES_WRITE))]
IfMatch = Annotated[str | None, Header(description="the ETag that you read: refused if the case changed since")]
_EXAMPLE: JsonValue = {"reference": "ASB/2026/0147", "policies": ["statutory"], "application_date": "2026-03-02"}


class NewCase(BaseModel):
    """A case to be made."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})
    reference: Line
    policies: list[Id] = Field(default=[], max_length=100, description="ids; none: those of bodies in the papers")
    application_date: Day | None = Field(default=None, description="the day on which the case review was asked for")
    as_of: Day | None = Field(default=None, description="the day for which clocks are judged; null: each day anew")


class CaseChange(BaseModel):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"application_date": "2026-03-02"}]})
    reference: Line | None = None
    policies: list[Id] | None = Field(default=None, max_length=100)
    application_date: Day | None = None
    as_of: Day | None = None
    keep_until: Day | None = Field(default=None, description="retention: a reminder comes before; nothing is erased")
    closed: StrictBool | None = Field(default=None, description="closed: hidden from the list, nothing can be changed")


class Papers(BaseModel):
    """How many papers a case has, and how many of them are still to be read or could not be."""

    total: int
    waiting: int
    unreadable: int


class CaseView(BaseModel):
    """A case."""

    id: str
    reference: str
    policies: list[str]
    application_date: date | None
    as_of: date | None
    created_at: datetime
    closed_at: datetime | None
    keep_until: date | None
    papers: Papers
    is_up_to_date: bool = Field(description="has everything that was added or decided been assessed?")
    problem: str | None = Field(description="why the chronology could not be made")


class CaseList(BaseModel):
    """A page of cases, newest first."""

    cases: list[CaseView]
    next: str | None = Field(description="the cursor of the next page; null: this is the last")


class NewMember(BaseModel):
    """Who is to see the case: a user's or key's id, and how people are named to them."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"names": "masked"}]})
    names: Names = Names.FULL


class MemberView(BaseModel):
    """A member of a case."""

    who: str
    names: Names
    added_at: datetime


def case_view(session: Session, case: tables.Case) -> CaseView:
    """The case as the API gives it."""
    document = tables.Document
    total, waiting, unreadable = session.execute(
        select(
            func.count(),
            func.count().filter(document.state.in_(["queued", "reading"])),
            func.count().filter(document.state == "unreadable"),
        ).where(document.case_id == case.id)
    ).one()
    return CaseView(
        id=case.id,
        reference=case.reference,
        policies=case.policies,
        application_date=case.application_date,
        as_of=case.as_of,
        created_at=case.created_at,
        closed_at=case.closed_at,
        keep_until=case.keep_until,
        papers=Papers(total=total, waiting=waiting, unreadable=unreadable),
        is_up_to_date=not waiting and case.assessed >= case.revision,
        problem=case.assess_problem,
    )


def case_etag(case: tables.Case) -> str:
    """Changes with the case."""
    return f'"{case.id}-{case.revision}"'


@router.post("/cases", status_code=201, responses=answers())
def create_case(request: Request, response: Response, new: NewCase, who: Writing) -> CaseView:
    """Make a case. Whoever makes it is its first member."""
    with service_of(request).database.transaction() as session:
        check_known(session, new.policies)
        case = tables.Case(
            reference=new.reference,
            policies=list(dict.fromkeys(new.policies)),
            application_date=new.application_date,
            as_of=new.as_of,
            created_by=who.id,
        )
        session.add(case)
        session.flush()
        session.add(tables.Member(case_id=case.id, who=who.id))
        record(session, who.id, Action.CASE_CREATED, case=case.id)
        response.headers["Location"] = f"/api/v1/cases/{case.id}"
        response.headers["ETag"] = case_etag(case)
        return case_view(session, case)


@router.get("/cases", responses=answers())
def list_cases(
    request: Request,
    who: Reading,
    query: Annotated[OptionalLine, Query(description="words of the reference or of the papers")] = "",
    closed: Annotated[bool, Query(description="those that are closed, instead of those that are open")] = False,
    cursor: Cursor = None,
    limit: Limit = PAGE_SIZE,
) -> CaseList:
    """One's cases, newest first."""
    case = tables.Case
    found = (
        select(case)
        .join(tables.Member, tables.Member.case_id == case.id)
        .where(tables.Member.who == who.id, case.erased_at.is_(None))
        .where(case.closed_at.is_not(None) if closed else case.closed_at.is_(None))
        .order_by(case.number.desc())
    )
    if query:
        found = found.where(_has_words(query))
    if cursor:
        (last,) = place_of(cursor, int)
        found = found.where(tuple_(case.number) < (last,))
    with service_of(request).database.transaction(relaxed=True) as session:
        rows = session.scalars(found.limit(limit + 1)).all()
        if query:
            record(session, who.id, Action.CASE_SEARCHED)
        following = cursor_of(rows[limit - 1].number) if len(rows) > limit else None
        return CaseList(cases=[case_view(session, row) for row in rows[:limit]], next=following)


def _has_words(query: str):  # type: ignore[no-untyped-def]  # an SQL condition
    passage = tables.Passage
    asked = func.websearch_to_tsquery("english", query)
    in_papers = exists().where(passage.case_id == tables.Case.id, passage.words.op("@@")(asked))
    named = tables.Member.names == Names.FULL.value  # of whoever asks
    return tables.Case.reference.icontains(query, autoescape=True) | (in_papers & named)


@router.get("/cases/{case}", responses=answers())
def read_case(request: Request, response: Response, case: CaseId, who: Reading) -> CaseView:
    """A case."""
    with service_of(request).database.transaction(relaxed=True) as session:
        seen = access(request, session, who, case)
        record(session, who.id, Action.CASE_READ, case=case)
        response.headers["ETag"] = case_etag(seen.case)
        return case_view(session, seen.case)


@router.patch("/cases/{case}", responses=answers(409, 412))
def change_case(
    request: Request, response: Response, case: CaseId, change: CaseChange, who: Writing, if_match: IfMatch = None
) -> CaseView:
    """Change what is asked of a case, close it or open it again."""
    given = change.model_dump(exclude_unset=True)
    with service_of(request).database.transaction() as session:
        row = access(request, session, who, case).case
        session.refresh(row, with_for_update=True)
        if if_match and if_match not in ("*", case_etag(row)):
            raise Problem(412, "changed-meanwhile", "Changed meanwhile", "Read the case again, then send your change.")
        closed = given.pop("closed", None)
        if row.closed_at and closed is not False:
            raise Problem(409, "case-closed", "The case is closed", 'Open it first: PATCH it with {"closed": false}.')
        if "policies" in given:
            check_known(session, given["policies"] or ())
            given["policies"] = list(dict.fromkeys(given["policies"] or ()))
        if given.get("reference", "x") is None:
            given.pop("reference")
        if "keep_until" in given:
            row.reminded_at = None
        for name, value in given.items():
            setattr(row, name, value)
        if closed is not None and closed != bool(row.closed_at):
            row.closed_at = now() if closed else None
            record(session, who.id, Action.CASE_CLOSED if closed else Action.CASE_REOPENED, case=case)
        if given:
            record(session, who.id, Action.CASE_CHANGED, case=case, fields=" ".join(sorted(given)))
        session.flush()
        touch(session, case)
        session.refresh(row)
        response.headers["ETag"] = case_etag(row)
        view = case_view(session, row)
    service_of(request).queue.assess(case)
    return view


@router.delete("/cases/{case}", status_code=204, responses=answers())
def close_case(request: Request, case: CaseId, who: Writing) -> None:
    """Close a case: it is hidden and can be had back, until it is erased (POST .../erase)."""
    with service_of(request).database.transaction() as session:
        row = access(request, session, who, case).case
        if not row.closed_at:
            row.closed_at = now()
            record(session, who.id, Action.CASE_CLOSED, case=case)


# ---------------------------------------------------------------- members


@router.get("/cases/{case}/members", responses=answers())
def list_members(request: Request, case: CaseId, who: Reading) -> list[MemberView]:
    """Who may see the case. Administrators may ask of any case: they put things right when nobody else can."""
    with service_of(request).database.transaction(relaxed=True) as session:
        _member_or_administrator(request, session, who, case)
        record(session, who.id, Action.CASE_READ, case=case, what="members")
        rows = session.scalars(
            select(tables.Member).where(tables.Member.case_id == case).order_by(tables.Member.added_at)
        ).all()
        return [MemberView(who=row.who, names=Names(row.names), added_at=row.added_at) for row in rows]


@router.put("/cases/{case}/members/{member}", responses=answers())
def put_member(
    request: Request,
    case: CaseId,
    member: Annotated[Id, Path(description="a user's or key's id")],
    new: NewMember,
    who: Writing,
) -> MemberView:
    """Let somebody see the case, or change how people are named to them."""
    with service_of(request).database.transaction() as session:
        _member_or_administrator(request, session, who, case)
        known = session.get(tables.User, member) or session.get(tables.Key, member)
        if known is None:
            raise Problem(404, "not-found", "Not found", "There is no user or key with this id: check it.")
        row = session.get(tables.Member, (case, member), with_for_update=True)
        if row is None:
            row = tables.Member(case_id=case, who=member, names=new.names.value)
            session.add(row)
        _check_not_widened(request, session, who, case, member, new.names)
        row.names = new.names.value
        session.flush()
        record(session, who.id, Action.MEMBER_ADDED, case=case, object=member, names=new.names.value)
        return MemberView(who=row.who, names=Names(row.names), added_at=row.added_at)


@router.delete("/cases/{case}/members/{member}", status_code=204, responses=answers(409))
def remove_member(
    request: Request, case: CaseId, member: Annotated[Id, Path(description="a user's or key's id")], who: Writing
) -> None:
    """Let somebody see the case no longer. The last member stays: nobody could see the case then."""
    with service_of(request).database.transaction() as session:
        _member_or_administrator(request, session, who, case)
        session.get(tables.Case, case, with_for_update=True)
        row = session.get(tables.Member, (case, member))
        if row is None:
            raise Problem(404, "not-found", "Not found", "They are no member of this case: see the list of members.")
        others = session.scalar(select(func.count()).where(tables.Member.case_id == case, tables.Member.who != member))
        if not others:
            raise Problem(409, "last-member", "The last member", "Add another member first, or close the case.")
        session.delete(row)
        record(session, who.id, Action.MEMBER_REMOVED, case=case, object=member)


def _member_or_administrator(request: Request, session: Session, who: Principal, case: str) -> None:
    if who.has(Scope.USERS_WRITE):
        row = session.get(tables.Case, case)
        if row is not None and row.erased_at is None:
            return
    access(request, session, who, case)


def _check_not_widened(
    request: Request, session: Session, who: Principal, case: str, member: str, names: Names
) -> None:
    """Nobody gives more than they were given: who sees names masked cannot show them in full."""
    if who.has(Scope.USERS_WRITE):
        return
    own = access(request, session, who, case)
    if own.names_shown(names) is not names:
        problem = forbidden("You see names hidden in this case, and cannot show more: give them no more than you have.")
        refuse(request, problem, "names-hidden", actor=who.id, about=case)
