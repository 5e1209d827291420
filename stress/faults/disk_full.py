"""A disk without room: for the files of papers, or for the database."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
from tests.api.running import RunningService

from caseclock.api.embedded import Embedded
from stress.faults.checks import check_end
from stress.faults.houses import SETTINGS, EmbeddedHouse, workers_of
from stress.faults.papers import Sending, case_papers
from stress.faults.report import Report
from stress.faults.sending import Client
from stress.faults.small_disk import SmallDisk, can_mount, small_disk
from stress.faults.undisturbed import expected
from stress.waiting import until

_PAPERS = 12
_SETTLE = 120.0
_NEEDS_ROOT = "only root can mount a small disk: run it as root"
_WAL = "select pg_logical_emit_message(true, 'faults', repeat('x', 1000000))"  # a megabyte for the log, no table grows
_SEGMENTS = 60  # megabytes: more than the log has room for


def files_full(report: Report, folder: Path) -> None:
    """The disk of the files is full: uploads are refused with words, what was taken waits, all goes on with room."""
    if not can_mount():
        report.left_out("a full disk is told and got over", _NEEDS_ROOT)
        return
    sendings = _sendings()
    with small_disk(folder / "data" / "files", "4m") as disk, _service(folder / "data") as house:
        client = Client(house.service, 1)
        _send(client, sendings[:3])
        client.wait_for_jobs(_SETTLE)
        disk.fill()
        _check_refused(report, client, sendings[3])
        report.check("the service stays up", _is_up(house.service))
        report.check("what was refused is not there", len(client.documents(client.sent.cases[0])) == 3)
        disk.free()
        _send(client, sendings[3:4])
        client.wait_for_jobs(_SETTLE)
        _check_waiting(report, client, house, disk, sendings[4:6])
        _send(client, sendings[6:])
        check_end(report, client, house.database, [expected(sendings, 0)], _SETTLE)


def _check_refused(report: Report, client: Client, sending: Sending) -> None:
    told = client.once(sending)
    assert isinstance(told, httpx.Response), told
    code = told.json().get("code")
    report.check("an upload is answered 507 store-full", (told.status_code, code) == (507, "store-full"), told.text)
    kind = told.headers.get("content-type", "")
    report.check("as a problem in words", kind.startswith("application/problem+json"), told.json().get("detail"))


def _check_waiting(
    report: Report, client: Client, house: EmbeddedHouse, disk: SmallDisk, sendings: list[Sending]
) -> None:
    """Papers that were taken just before the disk was full are not given up."""
    workers = house.workers()
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    _send(client, sendings)
    disk.fill()
    for worker in workers:
        os.kill(worker, signal.SIGCONT)
    time.sleep(5)
    names = {one.name for one in sendings}
    rows = [row for row in client.documents(client.sent.cases[0]) if row["name"] in names]
    states = Counter(str(row["state"]) for row in rows)
    report.check("papers wait while nothing can be kept", set(states) <= {"queued", "reading"}, dict(states))
    disk.free()


def database_full(report: Report, folder: Path) -> None:
    """The disk of the database is full, its log included: the service says so, and recovers with room."""
    if not can_mount():
        report.left_out("a full disk of the database is told and got over", _NEEDS_ROOT)
        return
    sendings = _sendings()
    with small_disk(folder / "data", "250m") as disk:
        files = folder / "files"
        files.mkdir()
        (folder / "data" / "files").symlink_to(files)  # only the database is to lack room
        with _service(folder / "data") as house:
            client = Client(house.service, 1)
            _send(client, sendings[:3])
            client.wait_for_jobs(_SETTLE)
            disk.fill()
            report.say(f"the database was made to write until it {_write_log(house.embedded)}")
            told = {_answer(client, sending) for sending in sendings[3:7]}
            clear = all(words.startswith(("202", "507 store-full: ")) for words in told)
            report.check("uploads are taken or refused in words", clear, "; ".join(sorted(told)))
            report.check("the server itself stays up", _is_up(house.service))
            disk.free()
            until(house.embedded.is_alive, "an answer of the database", 120)
            report.check("the database comes back by itself", True)
            _send(client, sendings[3:])
            check_end(report, client, house.database, [expected(sendings, 0)], _SETTLE)


def _write_log(embedded: Embedded) -> str:
    try:
        with psycopg.connect(embedded.url, autocommit=True, connect_timeout=5) as connection:
            for _ in range(_SEGMENTS):
                connection.execute(_WAL)
    except psycopg.OperationalError as error:
        return f"failed ({type(error).__name__})"
    return "had written all"


def _answer(client: Client, sending: Sending) -> str:
    told = client.once(sending)
    if isinstance(told, str) or told.status_code == 202:
        return told if isinstance(told, str) else "202"
    return f"{told.status_code} {told.json().get('code')}: {told.json().get('detail')}"


def _is_up(service: RunningService) -> bool:
    alive = service.process is not None and service.process.poll() is None
    return alive and httpx.get(f"{service.url}/healthz", timeout=30).status_code == 200


def _send(client: Client, sendings: list[Sending]) -> None:
    for sending in sendings:
        told = client.upload(sending)
        assert told.status_code == 202, told.text
        client.sent.jobs.append(told.json()["job"]["id"])


def _sendings() -> list[Sending]:
    return [Sending(0, name, data, f"full-{at}") for at, (name, data) in enumerate(case_papers(0, _PAPERS))]


@contextmanager
def _service(data: Path) -> Iterator[EmbeddedHouse]:
    with RunningService(data, {**SETTINGS, "workers": 1}) as service:
        until(lambda: workers_of(service), "a worker")
        house = EmbeddedHouse(service)
        try:
            yield house
        finally:
            house.database.close()
