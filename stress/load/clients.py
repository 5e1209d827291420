"""Clients of every kind at once: each adds papers to a case of its own, follows the job, reads and exports."""

import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
from tests.api.running import RunningService, new_case, upload

from stress.faults.papers import case_papers

_PAPERS = 40  # of a case; then they come again
_POLL = 0.5  # seconds between two looks at a job
_THINKS = (0.2, 1.5)  # seconds that a client waits between two things
_EXPORTS = 0.15  # of the rounds end with an export
_JOB_SECONDS = 120.0
_TURNS = 60  # of making, where the service says "ask again"


@dataclass(slots=True)
class Figures:
    """What the clients saw: seconds of every answer by kind of request, papers read, and what went wrong."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    papers: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, kind: str, seconds: float) -> None:
        """An answer as it should be."""
        with self.lock:
            self.seconds[kind].append(seconds)

    def failed(self, kind: str, why: str) -> None:
        """An answer as it should not be, or none."""
        with self.lock:
            self.errors[f"{kind}: {why}"] += 1

    def read(self) -> None:
        """A paper more is in its chronology."""
        with self.lock:
            self.papers += 1


def crowd(service: RunningService, clients: int, seconds: float, seed: int) -> Figures:
    """So many clients for so long, all at once."""
    figures, end = Figures(), time.monotonic() + seconds
    key = service.key()
    threads = [
        threading.Thread(target=_Client(service, key, number, figures, end, seed).work) for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return figures


class _Client:
    """One person or system, with a case."""

    def __init__(self, service: RunningService, key: str, number: int, figures: Figures, end: float, seed: int) -> None:
        self._http = service.client(key)
        self._number, self._figures, self._end = number, figures, end
        self._dice = random.Random(seed * 1000 + number)
        self._etag = ""

    def work(self) -> None:
        """Until the time is over."""
        with self._http:
            case = new_case(self._http, f"Load {self._number}", as_of="2026-01-30")
            papers = case_papers(self._number, _PAPERS)
            time.sleep(self._dice.uniform(0, _THINKS[1]))
            at = 0
            while time.monotonic() < self._end:
                name, data = papers[at % _PAPERS]
                self._round(case, f"{at // _PAPERS}/{name}", data)
                at += 1

    def _round(self, case: str, name: str, data: bytes) -> None:
        sent = self._timed("upload", lambda: upload(self._http, case, [(name, data)]), 202)
        if sent is None or not self._followed(sent.json()["job"]["id"]):
            return
        self._figures.read()
        self._read(case)
        self._read(case, {"If-None-Match": self._etag})
        if self._dice.random() < _EXPORTS:
            self._made("export docx", f"/cases/{case}/chronology?format=docx", {})

    def _followed(self, job: str) -> bool:
        """Is the job done in time?"""
        end = time.monotonic() + _JOB_SECONDS
        while time.monotonic() < end:
            told = self._timed("poll", lambda: self._http.get(f"/jobs/{job}"), 200)
            state = told.json()["state"] if told is not None else ""
            if state == "done":
                return True
            if state == "failed" or (time.monotonic() > self._end and told is not None):
                if state == "failed":
                    self._figures.failed("poll", "the job failed")
                return False
            time.sleep(_POLL)
        self._figures.failed("poll", f"a job was not done in {_JOB_SECONDS:g} seconds")
        return False

    def _read(self, case: str, headers: Mapping[str, str] | None = None) -> None:
        kind = "chronology, known" if headers else "chronology"
        answer = self._made(kind, f"/cases/{case}/chronology", headers or {})
        if answer is not None:
            self._etag = answer.headers["etag"]
        time.sleep(self._dice.uniform(*_THINKS))

    def _made(self, kind: str, path: str, headers: Mapping[str, str]) -> httpx.Response | None:
        """An answer that may have to be made first."""
        wanted = 304 if headers else 200
        for _ in range(_TURNS):
            answer = self._timed(kind, lambda: self._http.get(path, headers=dict(headers)), wanted, 200, 202)
            if answer is None or answer.status_code != 202:
                return answer
            time.sleep(_POLL)
        self._figures.failed(kind, "it was never made")
        return None

    def _timed(self, kind: str, ask: Callable[[], httpx.Response], *wanted: int) -> httpx.Response | None:
        """The answer, its time noted; None if it was none of those wanted, which is noted too."""
        begun = time.perf_counter()
        try:
            answer = ask()
        except httpx.HTTPError as error:
            self._figures.failed(kind, type(error).__name__)
            time.sleep(_POLL)
            return None
        if answer.status_code not in wanted:
            self._figures.failed(kind, f"{answer.status_code} {answer.text[:120]}")
            time.sleep(_POLL)
            return None
        self._figures.answered(kind, time.perf_counter() - begun)
        return answer
