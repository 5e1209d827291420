"""Everything that the database holds of a case, gone for good: when it is erased, and again for whatever was written
by those who were at work on it at that moment."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from caseclock.api.store import tables

_AGAIN_FIRST = timedelta(seconds=10)
_LATE = timedelta(days=1)  # nobody who began before the erasure is still writing
# Each before what it points to.
_HELD = (
    tables.Passage,
    tables.Document,
    tables.Decision,
    tables.Version,
    tables.Job,
    tables.Answered,
    tables.Delivery,
    tables.Notice,
    tables.Member,
)


def erase_rows(session: Session, case: str) -> dict[str, int]:
    """Delete every row of the case, by table; how many there were. The case must be locked; its row stays, empty."""
    counts: dict[str, int] = {}
    _unqueue(session, case)
    for table in _HELD:
        of_case = table.case_id == case
        counts[table.__tablename__] = session.scalar(select(func.count()).select_from(table).where(of_case)) or 0
        session.execute(delete(table).where(of_case).execution_options(synchronize_session=False))
    session.execute(
        update(tables.Case)
        .where(tables.Case.id == case)
        .values(
            reference="",
            policies=[],
            application_date=None,
            as_of=None,
            keep_until=None,
            reminded_at=None,
            assessed_for=None,
            assess_problem=None,
        )
    )
    return counts


def again_at(erased_at: datetime, now: datetime) -> datetime | None:
    """When to look again for what was written after the erasure: soon at first, then ever later; None: no more."""
    passed = now - erased_at
    return None if passed > _LATE else now + max(passed, _AGAIN_FIRST)


def _unqueue(session: Session, case: str) -> None:
    """Jobs that wait name the case; those being done end by themselves, as they find nothing."""
    waiting = "delete from procrastinate_jobs where status = 'todo' and "
    session.execute(text(f"{waiting} args ->> 'case' = :case"), {"case": case})
    session.execute(
        text(f"{waiting} args ->> 'delivery' in (select id from deliveries where case_id = :case)"), {"case": case}
    )
