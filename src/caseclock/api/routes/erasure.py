"""Erasing a case: everything of it goes, and a tombstone says in the audit that it was there."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict, Field

from caseclock.api.access import access
from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Id, OptionalLine
from caseclock.api.jobs.erasing import erase_rows
from caseclock.api.problems import answers, invalid, not_found
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import now

router = APIRouter(prefix="/api/v1", tags=["cases"])
CaseId = Annotated[Id, Path(description="the case's id")]
Writing = Annotated[Principal, Depends(needs(Scope.CASES_WRITE))]


class Erasure(BaseModel):
    """That the case is to be erased."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"confirm": "ASB/2026/0147"}]})
    confirm: OptionalLine = Field(description="the case's reference, so that no other case is erased by mistake")


class Erased(BaseModel):
    """What is gone. Files go within moments; backups that were made before keep what they hold."""

    case: str
    erased_at: datetime
    papers: int
    decisions: int
    versions: int


@router.post("/cases/{case}/erase", responses=answers())
def erase_case(request: Request, case: CaseId, given: Erasure, who: Writing) -> Erased:
    """Erase a case, open or closed, for good: papers, texts, chronologies, decisions, members, messages. Nothing is
    ever erased by itself, whatever `keep_until` says."""
    service = service_of(request)
    with service.database.transaction() as session:
        row = access(request, session, who, case).case
        session.refresh(row, with_for_update=True)
        if row.erased_at is not None:
            raise not_found()
        if given.confirm != row.reference:
            raise invalid("This is not the case's reference: read the case, and send it as it is there.", "confirm")
        counts = erase_rows(session, case)
        session.refresh(row)
        row.erased_at = now()
        row.revision += 1
        row.assessed = row.revision
        session.merge(tables.Doomed(key=f"{case}/", case_id=case, at=row.erased_at))
        told: dict[str, Any] = {name: count for name, count in counts.items() if count}
        record(session, who.id, Action.CASE_ERASED, case=case, **told)
        answer = Erased(
            case=case,
            erased_at=row.erased_at,
            papers=counts["documents"],
            decisions=counts["decisions"],
            versions=counts["versions"],
        )
    service.forget(case)
    return answer
