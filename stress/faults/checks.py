"""After the storm: every paper once and in its place, every chronology as if nothing had happened."""

import json
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from caseclock.api.store import tables
from caseclock.api.store.audit import Action, all_rows, verified
from caseclock.api.store.database import Database
from caseclock.api.store.tables import DONE
from stress.faults.report import Report
from stress.faults.sending import Client
from stress.faults.undisturbed import Expected
from stress.waiting import until

_QUEUED = text("select count(*) from procrastinate_jobs where status in ('todo', 'doing')")


def check_end(report: Report, client: Client, database: Database, wanted: Sequence[Expected], seconds: float) -> None:
    """Wait until all is done, for so many seconds at most, then look at everything."""
    report.check("every upload was taken", not client.sent.faults, client.sent.faults or _told(client.sent.answers))
    ends = client.wait_for_jobs(seconds)
    report.check("every job is done", set(ends) <= {"done"}, _told(ends))
    _check_papers(report, client, wanted)
    _check_chronologies(report, client, wanted)
    until(lambda: _count(database) == 0, "an empty queue", 60)
    report.check("the queue is empty", True)
    with database.transaction() as session:
        _check_rows(report, session)
        chain = verified(all_rows(session))
        report.check("the audit's chain holds", chain.fault is None, chain.fault or f"{chain.rows} rows")


def _check_papers(report: Report, client: Client, wanted: Sequence[Expected]) -> None:
    states, lost, more, wrong = Counter[str](), 0, 0, list[str]()
    for case, expected in zip(client.sent.cases, wanted, strict=True):
        rows = client.documents(case)
        ids = Counter(str(row["id"]) for row in rows)
        states.update(str(row["state"]) for row in rows)
        lost += len(expected.documents - set(ids))
        more += sum(ids.values()) - len(expected.documents & set(ids))
        unreadable = {str(row["id"]) for row in rows if row["state"] == "unreadable"}
        wrong += [
            f"{row['name']} is {row['state']}: {row['problem']}"
            for row in rows
            if row["id"] in unreadable ^ expected.unreadable
        ]
    report.check("every paper is in one final state", set(states) <= {state.value for state in DONE}, _told(states))
    report.check("no paper is lost", lost == 0, f"{sum(states.values())} papers" if not lost else f"{lost} lost")
    report.check("no paper is there twice", more == 0, "" if not more else f"{more} too many")
    report.check("only what nobody can read is unreadable", not wrong, "; ".join(wrong))


def _check_chronologies(report: Report, client: Client, wanted: Sequence[Expected]) -> None:
    differing: list[str] = []
    entries = 0
    for case, expected in zip(client.sent.cases, wanted, strict=True):
        answer = client.get(f"/cases/{case}/chronology")
        if answer.status_code != 200 or answer.content != expected.chronology:
            differing.append(f"{case} ({answer.status_code}): {_difference(answer.content, expected.chronology)}")
        else:
            entries += len(answer.json()["entries"])
    told = "; ".join(differing) or f"{len(wanted)} cases, {entries} entries"
    report.check("every chronology is that of an undisturbed run, byte for byte", not differing, told)


def _difference(have: bytes, want: bytes) -> str:
    """Where two chronologies differ first."""
    try:
        one, other = json.loads(have), json.loads(want)
    except ValueError:
        return "it is no JSON"
    parts = [name for name in other if one.get(name) != other[name]]
    return f"{', '.join(parts) or 'only the spelling'} differ"


def _check_rows(report: Report, session: Session) -> None:
    """What the API does not show: nothing was entered twice, nothing is left to do."""
    document = tables.Document
    added = session.scalar(select(func.count()).where(tables.Audit.action == Action.DOCUMENT_ADDED.value)) or 0
    papers = session.scalar(select(func.count()).select_from(document).where(document.parent.is_(None))) or 0
    report.check("each paper was entered once", added == papers, f"{papers} papers, {added} times in the audit")
    behind = session.scalars(select(tables.Case.id).where(tables.Case.assessed < tables.Case.revision)).all()
    report.check("every case is assessed as it stands", not behind, f"behind: {list(behind)}" if behind else "")
    most = session.scalar(select(func.max(document.attempts))) or 0
    again = session.scalar(select(func.count()).select_from(document).where(document.attempts > 1)) or 0
    report.say(f"{again} papers were begun more than once, one of them {most} times")


def _count(database: Database) -> int:
    with database.engine.connect() as connection:
        return int(connection.execute(_QUEUED).scalar_one())


def _told(counts: "Counter[str] | dict[str, int]") -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
