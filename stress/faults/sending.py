"""A client as a case system writes it: what was not answered it sends again, with the same key, until it is."""

import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
from tests.api.running import RunningService, upload

from stress.faults.papers import Sending
from stress.waiting import Late, until

AS_OF = "2026-01-30"
_SENDERS = 4
_LONGEST = 120.0  # seconds until one upload is taken
_PAUSE = 0.3
_TWICE = 0.1  # of the uploads are sent again though they were answered, as after a lost answer


@dataclass(slots=True)
class Sent:
    """What became of the uploads: the cases' ids by number, jobs, what was answered otherwise than expected."""

    cases: list[str]
    jobs: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client:
    """Sends uploads to a service that may be away at any moment."""

    def __init__(self, service: RunningService, cases: int) -> None:
        """Makes so many new cases."""
        self._http = service.client(service.key())
        made = [self._http.post("/cases", json={"reference": reference(at), "as_of": AS_OF}) for at in range(cases)]
        self.sent = Sent([str(answer.raise_for_status().json()["id"]) for answer in made])

    def send(self, sendings: Sequence[Sending], dice: random.Random, gate: "Gate | None" = None) -> None:
        """Send all, several at a time; `gate` says when the next may go. What goes wrong is in `sent.faults`."""
        twice = {one.key for one in sendings if dice.random() < _TWICE}

        def one(sending: Sending) -> None:
            if gate:
                gate.wait()
            try:
                first = self.upload(sending)
                again = self.upload(sending) if sending.key in twice else first
            except Late as late:
                self._fault(str(late))
                return
            if first.status_code != 202:
                self._fault(f"{sending.name}: {first.status_code} {first.text[:200]}")
            elif again.json()["job"]["id"] != first.json()["job"]["id"]:
                self._fault(f"{sending.name}: the same request again made another job")
            else:
                with self.sent.lock:
                    self.sent.jobs.append(first.json()["job"]["id"])

        with ThreadPoolExecutor(_SENDERS) as senders:
            list(senders.map(one, sendings))

    def upload(self, sending: Sending) -> httpx.Response:
        """The answer to an upload, sent until the service takes or refuses it. Raises Late."""
        end = time.monotonic() + _LONGEST
        while time.monotonic() < end:
            told = self.once(sending)
            if isinstance(told, httpx.Response) and told.status_code != 503:
                return told
            time.sleep(_PAUSE)
        raise Late(f"{sending.name} was not taken within {_LONGEST:g} seconds")

    def once(self, sending: Sending) -> httpx.Response | str:
        """The answer to an upload sent once, or what kept it from being answered."""
        headers = {"Idempotency-Key": sending.key}
        told: httpx.Response | str
        try:
            told = upload(self._http, self.sent.cases[sending.case], [(sending.name, sending.data)], **headers)
        except httpx.TransportError as error:
            told = type(error).__name__
        with self.sent.lock:
            self.sent.answers[told if isinstance(told, str) else str(told.status_code)] += 1
        return told

    def get(self, path: str, **parameters: object) -> httpx.Response:
        """The answer to a question, asked until there is one other than "in a moment". Raises Late."""

        def asked() -> httpx.Response | None:
            try:
                answer = self._http.get(path, params={name: str(value) for name, value in parameters.items()})
            except httpx.TransportError:
                return None
            return None if answer.status_code in (202, 503) else answer

        return until(asked, f"an answer to {path}", _LONGEST, _PAUSE)

    def documents(self, case: str) -> list[dict[str, object]]:
        """All papers of a case and what is attached to them."""
        found: list[dict[str, object]] = []
        cursor: str | None = ""
        while cursor is not None:
            page = self.get(f"/cases/{case}/documents", limit=50, **({"cursor": cursor} if cursor else {}))
            found += page.raise_for_status().json()["documents"]
            cursor = page.json()["next"]
        return found

    def wait_for_jobs(self, seconds: float) -> dict[str, int]:
        """How many jobs are in which state, once all are over. Raises Late."""
        waiting, ends, end = set(self.sent.jobs), Counter[str](), time.monotonic() + seconds
        while waiting:
            for job in sorted(waiting):
                state = self.get(f"/jobs/{job}").raise_for_status().json()["state"]
                if state in ("done", "failed"):
                    ends[state] += 1
                    waiting.discard(job)
            if waiting and time.monotonic() > end:
                raise Late(f"{len(waiting)} jobs are not over {seconds:g} seconds after the last upload")
            time.sleep(_PAUSE)
        return dict(ends)

    def _fault(self, words: str) -> None:
        with self.sent.lock:
            self.sent.faults.append(words)


class Gate:
    """Lets uploads through little by little, so that there is work whenever something is killed."""

    def __init__(self, uploads: int, steps: int) -> None:
        """All uploads are let through in so many steps."""
        self._room = threading.Semaphore(0)
        self._each, self._left = -(-uploads // max(1, steps)), uploads

    def step(self) -> None:
        """Let the next few through."""
        count = min(self._each, self._left)
        self._left -= count
        if count:
            self._room.release(count)

    def open(self) -> None:
        """Let all through."""
        if self._left:
            self._room.release(self._left)
            self._left = 0

    def wait(self) -> None:
        """Return when the next may go."""
        self._room.acquire()


def reference(case: int) -> str:
    """What a case is called."""
    return f"Faults {case + 1}"
