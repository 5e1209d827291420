"""Papers a minute with so many workers: what they do when nothing else is to be done."""

import io
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
from benchmarks.long_case import long_case
from sqlalchemy import text
from tests.api.running import RunningService, new_case, upload, wait_for
from tests.pdf_maker import Sheet

from caseclock.api.embedded import Embedded
from caseclock.api.store.database import Database
from stress.faults.houses import workers_of
from stress.load.settings import SETTINGS
from stress.waiting import until

_CASES = 12  # so that the last, which one worker assesses while the other has nothing to do, weighs little
_TOGETHER = 8  # letters and messages that make one paper
_SIZE = 220  # of the case that the papers of one case are taken from
_AT_MOST = 900.0  # seconds
_AT_WORK = text("select count(*) from procrastinate_workers")


def papers_a_minute(folder: Path, workers: int, papers: int) -> float:
    """The speed at which so many papers of several cases come into their chronologies.

    All are uploaded while the workers, started already, are held; the time is from their release to the last job's end.
    """
    with RunningService(folder / f"data-{workers}", {**SETTINGS, "workers": workers}) as service:
        _wait_for_workers(service, workers)
        with service.client(service.key()) as client:
            warm = new_case(client, "Warm", as_of="2026-01-30")
            for at in range(2 * workers):  # readers and what else is imported when first needed
                sent = upload(client, warm, [(f"{at}.{name}", data) for name, data in medium_papers(90 + at, 2)])
            wait_for(client, sent.json()["job"]["id"], _AT_MOST)
            with _held(service):
                jobs = []
                for case in range(_CASES):
                    some = medium_papers(case, papers // _CASES)
                    sent = upload(client, new_case(client, f"Case {case}", as_of="2026-01-30"), some)
                    assert sent.status_code == 202, sent.text
                    jobs.append(str(sent.json()["job"]["id"]))
            begun = time.monotonic()
            for job in jobs:
                until(lambda: client.get(f"/jobs/{job}").json()["state"] == "done", "a job's end", _AT_MOST, 0.5)  # noqa: B023 - called at once
            return 60 * _CASES * (papers // _CASES) / (time.monotonic() - begun)


def medium_papers(case: int, count: int) -> list[tuple[str, bytes]]:
    """So many papers of several pages: bundles of letters as PDF, as a Word document and as text."""
    texts = [words for name, words in long_case(_SIZE, seed=case).items() if name.endswith((".txt", ".eml"))]
    papers: list[tuple[str, bytes]] = []
    for at in range(count):
        some = [texts[(at * _TOGETHER + one) % len(texts)] for one in range(_TOGETHER)]
        kind = ("pdf", "docx", "txt")[at % 3]
        papers.append((f"{at:03d}.{kind}", {"pdf": _pdf, "docx": _word, "txt": _plain}[kind](some)))
    return papers


def _pdf(texts: list[str]) -> bytes:
    sheet = Sheet()
    for words in texts:
        for line in words.split("\n"):
            sheet.wrapped(90, line, 420)
        sheet.page()
    return sheet.done()


def _word(texts: list[str]) -> bytes:
    made, held = docx.Document(), io.BytesIO()
    for words in texts:
        for paragraph in words.split("\n\n"):
            made.add_paragraph(paragraph)
    made.save(held)
    return held.getvalue()


def _plain(texts: list[str]) -> bytes:
    return "\n\n".join(texts).encode()


def _wait_for_workers(service: RunningService, workers: int) -> None:
    """Until all have come to the queue."""
    database = Database(Embedded(service.data).url, connections=1)

    def at_work() -> bool:
        with database.engine.connect() as connection:
            return int(connection.execute(_AT_WORK).scalar_one()) == workers

    try:
        until(at_work, f"{workers} workers", 120)
    finally:
        database.close()


@contextmanager
def _held(service: RunningService) -> Iterator[None]:
    """The workers stand still."""
    held = workers_of(service)
    for worker in held:
        os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        for worker in held:
            os.kill(worker, signal.SIGCONT)
