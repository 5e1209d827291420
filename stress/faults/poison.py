"""A paper that kills whatever reads it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from caseclock.api.store import tables
from caseclock.api.store.audit import Action
from caseclock.models.chronology import Chronology
from stress.faults.houses import embedded_house
from stress.faults.papers import Sending, case_papers
from stress.faults.report import Report
from stress.faults.sending import Client
from stress.faults.undisturbed import expected

POISON = b"caseclock-faults: these bytes kill the process that reads them"
_GOOD = 8
_SETTLE = 180.0
_INJECTED = Path(__file__).with_name("poisoned")
_PATH = "PYTHONPATH"


def poison(report: Report, folder: Path) -> None:
    """It is set aside after three crashes and named; the other papers of its case are in the chronology."""
    good = [Sending(0, name, data, f"good-{at}") for at, (name, data) in enumerate(case_papers(3, _GOOD))]
    bad = Sending(0, "poison.txt", POISON, "poison")
    with _injected(), embedded_house(folder, {"workers": 1}) as house:
        client = Client(house.service, 1)
        for sending in [*good[:2], bad, *good[2:]]:
            client.sent.jobs.append(client.upload(sending).raise_for_status().json()["job"]["id"])
        ends = client.wait_for_jobs(_SETTLE)
        report.check("every job is done", set(ends) == {"done"}, ends)
        (row,) = [row for row in client.documents(client.sent.cases[0]) if row["name"] == bad.name]
        problem = str(row["problem"])
        report.check("it is set aside as unreadable", row["state"] == "unreadable", row["state"])
        report.check("in words that say what to do", "set aside" in problem and "add" in problem, problem)
        with house.database.transaction() as session:
            document = session.get_one(tables.Document, (client.sent.cases[0], str(row["id"])))
            report.check("after three crashes", document.attempts == 3, f"{document.attempts} attempts")
            noted = select(func.count()).where(tables.Audit.action == Action.DOCUMENT_SET_ASIDE.value)
            report.check("it is in the audit, once", session.scalar(noted) == 1)
        have = Chronology.model_validate_json(client.get(f"/cases/{client.sent.cases[0]}/chronology").content)
        want = Chronology.model_validate_json(expected(good, 0).chronology)
        report.check(
            "the other papers are in the chronology", have.entries == want.entries, f"{len(have.entries)} entries"
        )
        report.check("and so is what follows from them", have.findings == want.findings)


@contextmanager
def _injected() -> Iterator[None]:
    """Programs that are started meanwhile have readers that the poison kills."""
    before = os.environ.get(_PATH)
    os.environ[_PATH] = os.pathsep.join([str(_INJECTED), *([before] if before else [])])
    try:
        yield
    finally:
        del os.environ[_PATH]
        if before is not None:
            os.environ[_PATH] = before
