"""Where a job is, read off the rows of its papers and its case."""

from collections import Counter
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseclock.api.store import tables
from caseclock.api.store.tables import DONE, State


class JobState(StrEnum):
    """Where a job is."""

    QUEUED = "queued"
    READING = "reading"
    LINKING = "linking"
    DONE = "done"
    FAILED = "failed"


class JobView(BaseModel):
    """A job: papers that were added together. `done` when the chronology has them all."""

    id: str
    case: str
    state: JobState
    told: str = Field(description="in words", examples=["reading 3 of 11"])
    papers: int
    papers_done: int
    unreadable: list[str] = Field(description="ids of papers that could not be read: see each one's problem")
    problem: str | None
    created_at: datetime


def job_view(session: Session, job: tables.Job) -> JobView:
    """Where the job is now."""
    document = tables.Document
    rows = session.execute(
        select(document.id, document.state, document.done_revision).where(
            document.case_id == job.case_id, document.id.in_(job.documents)
        )
    ).all()
    case = session.get(tables.Case, job.case_id)
    assert case is not None
    states = Counter(State(state) for _, state, _ in rows)
    done = sum(states[state] for state in DONE)
    needed = max((revision for _, _, revision in rows), default=0)
    state = _state(case, len(rows), done, states[State.READING], needed)
    return JobView(
        id=job.id,
        case=job.case_id,
        state=state,
        told=_told(state, done, len(rows)),
        papers=len(rows),
        papers_done=done,
        unreadable=[document for document, state, _ in rows if state == State.UNREADABLE],
        problem=case.assess_problem if state is JobState.FAILED else None,
        created_at=job.created_at,
    )


def _state(case: tables.Case, papers: int, done: int, reading: int, needed: int) -> JobState:
    if done < papers:
        return JobState.READING if reading or done else JobState.QUEUED
    if case.assessed < needed:
        return JobState.LINKING
    return JobState.FAILED if case.assess_problem else JobState.DONE


def _told(state: JobState, done: int, papers: int) -> str:
    if state is JobState.READING:
        return f"reading {min(done + 1, papers)} of {papers}"
    words = {JobState.QUEUED: "queued", JobState.LINKING: "linking", JobState.DONE: "done"}
    return words.get(state, "the chronology could not be made")
