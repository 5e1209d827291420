"""Seeing that all work gets done: what the rows say is to do and no live job stands for is put into the queue again.

The rows decide, the queue only carries: a lost job, a killed worker, a database that went away cost time and nothing
else. Every worker sweeps, one at a time.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, or_, select, text, update
from sqlalchemy.orm import Session

from caseclock.api.jobs.erasing import again_at, erase_rows
from caseclock.api.jobs.queue import ASSESS, READ, Queue
from caseclock.api.jobs.reading import back_off
from caseclock.api.making.inputs import paper_file
from caseclock.api.settings import Settings
from caseclock.api.store import tables
from caseclock.api.store.audit import SERVICE, Action, record
from caseclock.api.store.database import Database
from caseclock.api.store.files.interface import FileStore
from caseclock.api.store.tables import State, now

log = logging.getLogger(__name__)
_LOCK = 7205759405  # one sweep at a time, whoever does it
_ANSWERS_KEPT = timedelta(days=2)  # how long an Idempotency-Key is remembered
_AT_ONCE = 500
_LIVE = "select 1 from procrastinate_jobs j where j.status in ('todo', 'doing') and j.queueing_lock = {lock}"


@dataclass(frozen=True, slots=True)
class Sweep:
    """What sweeping leans on."""

    settings: Settings
    database: Database
    files: FileStore
    queue: Queue

    def run(self) -> bool:
        """Put everything right once. False if another one is at it."""
        with self.database.engine.connect() as guard:
            if not guard.execute(text("select pg_try_advisory_lock(:lock)"), {"lock": _LOCK}).scalar_one():
                return False
            try:
                self._free_lost()
                self._papers()
                self._cases()
                self._deliveries()
                self._doomed()
                self._old()
            finally:
                guard.rollback()
                guard.execute(text("select pg_advisory_unlock(:lock)"), {"lock": _LOCK})
                guard.commit()
        return True

    def _free_lost(self) -> None:
        """The jobs of workers that are silent go back into the queue; papers that were being read, a little later."""
        silent = timedelta(seconds=self.settings.lost_after_seconds)
        with self.database.transaction() as session:
            lost = session.execute(
                text(
                    "select j.id, j.task_name, j.args from procrastinate_jobs j"
                    " left join procrastinate_workers w on w.id = j.worker_id"
                    " where j.status = 'doing' and (w.id is null or w.last_heartbeat < now() - :silent)"
                ),
                {"silent": silent},
            ).all()
            for job, task, arguments in lost:
                again = now()
                if task == READ:
                    again = self._put_back(session, str(arguments["case"]), str(arguments["document"]))
                # The row is one of the queue's own, whose worker is dead: nobody else will change it.
                session.execute(
                    text(
                        "update procrastinate_jobs set status = 'todo', scheduled_at = :again, worker_id = null"
                        " where id = :job and status = 'doing' and not exists (select 1 from procrastinate_jobs o"
                        " where o.queueing_lock = procrastinate_jobs.queueing_lock and o.status = 'todo')"
                    ),
                    {"again": again, "job": job},
                )
                session.execute(
                    text("delete from procrastinate_jobs where id = :job and status = 'doing'"), {"job": job}
                )
        if lost:
            log.warning("%d jobs of lost workers were put back", len(lost))

    def _put_back(self, session: Session, case: str, document: str) -> datetime:
        row = session.get(tables.Document, (case, document), with_for_update=True)
        if row is None or row.state != State.READING:
            return now()
        row.state = State.QUEUED
        row.not_before = back_off(row.attempts)
        return row.not_before

    def _papers(self) -> None:
        """Papers that wait and have no job."""
        document = tables.Document
        lock = f"'{READ}:' || documents.case_id || ':' || documents.id"
        waiting = (
            select(document.case_id, document.id, document.not_before)
            .where(document.state.in_([State.QUEUED.value, State.READING.value]))
            .where(document.uploaded_at < now() - timedelta(seconds=2))
            .where(text(f"not exists ({_LIVE.format(lock=lock)})"))
            .order_by(document.number)
            .limit(_AT_ONCE)
        )
        with self.database.transaction() as session:
            found = session.execute(waiting).all()
        for case, paper, not_before in found:
            self.queue.read(case, paper, not_before)

    def _cases(self) -> None:
        """Cases whose papers are read but that were not assessed since, and open ones for a new day."""
        case = tables.Case
        lock = f"'{ASSESS}:' || cases.id"
        pending = exists().where(
            tables.Document.case_id == case.id,
            tables.Document.state.in_([State.QUEUED.value, State.READING.value]),
        )
        another_day = case.as_of.is_(None) & (case.assessed_for < date.today())
        due = (
            select(case.id)
            .where(case.erased_at.is_(None), case.closed_at.is_(None))
            .where(or_(case.revision > case.assessed, another_day), ~pending)
            .where(text(f"not exists ({_LIVE.format(lock=lock)})"))
            .limit(_AT_ONCE)
        )
        with self.database.transaction() as session:
            found = session.scalars(due).all()
        for one in found:
            self.queue.assess(one)

    def _deliveries(self) -> None:
        """Messages that are due."""
        delivery = tables.Delivery
        with self.database.transaction() as session:
            due = session.scalars(
                select(delivery.id).where(delivery.next_at <= now()).order_by(delivery.next_at).limit(_AT_ONCE)
            ).all()
        for one in due:
            self.queue.deliver(one)

    def _doomed(self) -> None:
        """Files whose rows are gone. Under the case's lock: a paper that is being added again keeps its file."""
        with self.database.transaction() as session:
            due = select(tables.Doomed.key, tables.Doomed.case_id).where(tables.Doomed.next_at <= now())
            doomed = session.execute(due.limit(_AT_ONCE)).all()
        for key, case in doomed:
            with self.database.transaction() as session:
                session.get(tables.Case, case, with_for_update=True)
                row = session.get(tables.Doomed, key, with_for_update=True)
                if row is not None:
                    self._delete(session, row)

    def _delete(self, session: Session, row: tables.Doomed) -> None:
        if not row.key.endswith("/"):
            if not self._is_wanted(session, row.case_id, row.key):
                self.files.delete(row.key)
            session.delete(row)
            return
        self.files.delete_prefix(row.key)
        # Whoever was at work on it may still put something there: it is looked at again, ever less often.
        case = session.get(tables.Case, row.case_id)
        if case is not None and case.erased_at is not None:
            erase_rows(session, case.id)
        again = again_at(row.at, now())
        if again is None:
            session.delete(row)
        else:
            row.next_at = again

    def _is_wanted(self, session: Session, case: str, key: str) -> bool:
        sha256 = key.rsplit("/", 1)[-1]
        same = select(tables.Document.id).where(tables.Document.case_id == case, tables.Document.sha256 == sha256)
        return key == paper_file(case, sha256) and session.scalar(same.limit(1)) is not None

    def _old(self) -> None:
        """What need not be kept any longer, and cases whose retention ends soon."""
        with self.database.transaction() as session:
            session.execute(delete(tables.Answered).where(tables.Answered.at < now() - _ANSWERS_KEPT))
            soon = date.today() + timedelta(days=self.settings.retention_reminder_days)
            due = session.scalars(
                select(tables.Case).where(
                    tables.Case.keep_until <= soon, tables.Case.reminded_at.is_(None), tables.Case.erased_at.is_(None)
                )
            ).all()
            for case in due:
                case.reminded_at = now()
                record(session, SERVICE, Action.CASE_DUE, case=case.id, keep_until=str(case.keep_until))


def backlog(session: Session) -> dict[str, int]:
    """How much work waits, by kind: for metrics."""
    rows = session.execute(
        text("select task_name, count(*) from procrastinate_jobs where status in ('todo', 'doing') group by 1")
    ).all()
    return {str(name): int(count) for name, count in rows}


def touch(session: Session, case: str) -> None:
    """Something that the case's chronology depends on has changed."""
    session.execute(
        update(tables.Case)
        .where(tables.Case.id == case)
        .values(revision=tables.Case.revision + 1, assess_attempts=0, assess_problem=None)
    )
