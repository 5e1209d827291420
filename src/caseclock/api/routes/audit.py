"""The audit, for those who look after the service: who did what to which id. Reading it is audited too."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import select

from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Id, Moment
from caseclock.api.paging import PAGE_SIZE, Cursor, Limit, cursor_of, place_of
from caseclock.api.problems import answers, invalid
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, as_json, record

router = APIRouter(prefix="/api/v1", tags=["audit"])
Reading = Annotated[Principal, Depends(needs(Scope.AUDIT_READ))]
_FIRST, _LAST = 1970, 2999  # years


class AuditRow(BaseModel):
    """A row of the audit. It holds ids, never names or words of papers."""

    number: int
    at: datetime
    actor: str = Field(description="a user's or key's id, or nobody, service, operator", examples=["u5d1e07b93c2a8f46"])
    action: str = Field(examples=["document:read"])
    case: str | None
    object: str | None
    detail: dict[str, Any]
    hash: str = Field(description="made over this row and the hash of the one before it")


class AuditPage(BaseModel):
    """A page of the audit, the oldest rows first."""

    rows: list[AuditRow]
    next: str | None


@router.get("/audit", responses=answers())
def read_audit(
    request: Request,
    who: Reading,
    case: Annotated[Id | None, Query(description="only what was done to this case")] = None,
    actor: Annotated[Id | None, Query(description="only what was done by this user or key")] = None,
    since: Annotated[Moment | None, Query(description="only from this moment on; UTC if it names no zone")] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE_SIZE,
) -> AuditPage:
    """The audit."""
    audit = tables.Audit
    found = select(audit).order_by(audit.number)
    if case is not None:
        found = found.where(audit.case_id == case)
    if actor is not None:
        found = found.where(audit.actor == actor)
    if since is not None:
        found = found.where(audit.at >= _moment(since))
    if cursor:
        found = found.where(audit.number > place_of(cursor, int)[0])
    with service_of(request).database.transaction() as session:
        rows = session.scalars(found.limit(limit + 1)).all()
        record(session, who.id, Action.AUDIT_READ, case=case, rows=len(rows[:limit]))
    following = cursor_of(rows[limit - 1].number) if len(rows) > limit else None
    return AuditPage(rows=[AuditRow.model_validate(as_json(row)) for row in rows[:limit]], next=following)


def _moment(since: datetime) -> datetime:
    """With its zone. Raises Problem 422 for years in which nothing was done."""
    if not _FIRST <= since.year <= _LAST:
        raise invalid(f"Give a moment between the years {_FIRST} and {_LAST}.", "since")
    return since if since.tzinfo else since.replace(tzinfo=UTC)
