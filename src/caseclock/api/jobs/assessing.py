"""Linking and assessing a case after its papers were read, and telling webhooks what is new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from caseclock.api.jobs.passing import is_passing
from caseclock.api.jobs.queue import Queue
from caseclock.api.jobs.reading import waiting_papers
from caseclock.api.making.inputs import Inputs, inputs_of, numbered
from caseclock.api.making.make import Ask, Kitchen
from caseclock.api.settings import Settings
from caseclock.api.store import tables
from caseclock.api.store.database import Database
from caseclock.api.store.tables import now
from caseclock.extractor.exports.calendar import deadlines
from caseclock.extractor.findings.calendar import elapsed
from caseclock.models.chronology import Chronology
from caseclock.models.document import Status
from caseclock.models.finding import Outcome, Threshold
from caseclock.models.policy import Counting, Nation, Unit

ATTEMPTS = 5


class Event(StrEnum):
    """What a webhook can hear of."""

    UPDATED = "chronology.updated"
    THRESHOLD = "threshold.met"
    NEAR = "deadline.near"
    MISSED = "deadline.missed"
    UNREADABLE = "document.unreadable"


@dataclass(frozen=True, slots=True)
class Assessor:
    """What assessing leans on."""

    settings: Settings
    database: Database
    kitchen: Kitchen
    queue: Queue

    def assess(self, case: str) -> None:
        """Make the case's chronology as it stands, once all its papers are read. Raises what may pass."""
        begun = self._begin(case)
        if begun is None:
            return
        inputs, number, revision = begun
        try:
            self.kitchen.made(Ask(inputs, number))
            chronology = self.kitchen.chronology(inputs)
        except Exception as error:
            if not is_passing(error):
                self._failed(case, revision, error)
            raise
        with self.database.transaction() as session:
            row = session.get(tables.Case, case, with_for_update=True)
            if row is None or row.erased_at:
                return
            row.assessed = max(row.assessed, revision)
            row.assessed_for = inputs.as_of
            row.assess_problem = None
            self._take_over(session, row, chronology)
            told = self._tell(session, row, chronology, inputs, number)
        for delivery in told:
            self.queue.deliver(delivery)

    def _begin(self, case: str) -> tuple[Inputs, int, int] | None:
        """What the chronology is made from, its number, and the case's revision; None if there is nothing to do."""
        with self.database.transaction() as session:
            row = session.get(tables.Case, case, with_for_update=True)
            if row is None or row.erased_at or session.scalar(waiting_papers(case)):
                return None
            as_of = row.as_of or today()
            if row.assessed >= row.revision and row.assessed_for == as_of:
                return None
            if row.assess_attempts >= ATTEMPTS:
                row.assessed, row.assessed_for = row.revision, as_of
                row.assess_problem = row.assess_problem or "It stopped the program several times; please report this."
                return None
            row.assess_attempts += 1
            inputs = inputs_of(session, row, as_of, row.application_date, None)
            return inputs, numbered(session, inputs), row.revision

    def _failed(self, case: str, revision: int, error: Exception) -> None:
        with self.database.transaction() as session:
            row = session.get(tables.Case, case, with_for_update=True)
            if row is not None and row.revision == revision:
                row.assess_problem = f"Making the chronology failed ({type(error).__name__}); please report this."

    def _take_over(self, session: Session, case: tables.Case, chronology: Chronology) -> None:
        """What only all papers together show: which of them are the same."""
        case.assess_attempts = 0
        known = {document.id: document for document in chronology.documents}
        for row in session.scalars(select(tables.Document).where(tables.Document.case_id == case.id)):
            if row.id in known:
                row.duplicate_of = known[row.id].duplicate_of

    def _tell(
        self, session: Session, case: tables.Case, chronology: Chronology, inputs: Inputs, number: int
    ) -> list[str]:
        """Rows for the messages that are new, each told once. Gives the ids of the deliveries."""
        hooks = session.scalars(
            select(tables.Webhook)
            .join(tables.Member, tables.Member.who == tables.Webhook.owner)
            .where(tables.Member.case_id == case.id)
        ).all()
        told: list[str] = []
        for event, key, data in self._news(chronology, inputs, number):
            noted = insert(tables.Notice).values(case_id=case.id, key=f"{event} {key}").on_conflict_do_nothing()
            if session.execute(noted.returning(tables.Notice.key)).first() is None:
                continue
            body = {"type": event, "timestamp": now().isoformat(), "data": {"case": case.id, **data}}
            for hook in hooks:
                if event in hook.events:
                    made = tables.Delivery(webhook_id=hook.id, case_id=case.id, event=event, body=body)
                    session.add(made)
                    session.flush()
                    told.append(made.id)
        return told

    def _news(self, chronology: Chronology, inputs: Inputs, number: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Event, a key that names it for good, and what is told: ids and days, no words of papers."""
        yield Event.UPDATED, inputs.hash, {"version": number}
        for document in chronology.documents:
            if document.status is Status.UNREADABLE:
                yield Event.UNREADABLE, document.id, {"document": document.id}
        for finding in chronology.findings:
            if isinstance(finding, Threshold) and finding.outcome is Outcome.MET:
                told = {"policy": finding.policy, "route": finding.route, "first_met_on": str(finding.first_met_on)}
                yield Event.THRESHOLD, f"{finding.policy} {finding.route}", told
        near = self.settings.near_days
        for deadline in deadlines(chronology):
            told = {"policy": deadline.policy, "rule": deadline.rule, "due": deadline.due.isoformat()}
            key = f"{deadline.finding} {deadline.due}"
            if deadline.is_missed(inputs.as_of):
                yield Event.MISSED, key, told
            elif deadline.outcome == "outstanding" and _working_days(inputs.as_of, deadline.due) <= near:
                yield Event.NEAR, key, told


def _working_days(first: date, last: date) -> int:
    return elapsed(first, last, Unit.WORKING_DAYS, Counting.EXCLUSIVE, Nation.ENGLAND_AND_WALES)


def today() -> date:
    """The day, where no other is asked for."""
    return date.today()
