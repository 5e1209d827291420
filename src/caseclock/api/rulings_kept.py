"""Decisions of a case: the append-only list that every chronology of it replays."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseclock.api.jobs.sweeping import touch
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import new_id, now
from caseclock.models.decision import Decision


def keep_decision(session: Session, case: str, who: str, decision: Decision) -> tables.Decision:
    """Append the decision, under an id of its own, with who made it and when. The case must be locked."""
    last = session.scalar(select(func.max(tables.Decision.number)).where(tables.Decision.case_id == case))
    made = new_id("r")
    at = now()
    whole = decision.model_copy(update={"id": made, "by": who, "at": at.isoformat(timespec="seconds")})
    row = tables.Decision(
        case_id=case, number=(last or 0) + 1, id=made, by=who, at=at, body=whole.model_dump(mode="json", by_alias=True)
    )
    session.add(row)
    session.flush()
    record(session, who, Action.DECISION_MADE, case=case, object=made, kind=decision.kind)
    touch(session, case)
    return row
