"""A reader runs in a process of its own, under limits of time and memory, so that a hostile paper can't stop the run.

Processes are started when first needed and used again for the next file: only the first file of a run pays for an
interpreter's start. A process that has died, overrun or run out of memory is replaced by a fresh one.
"""

import contextlib
import queue
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from caseclock.extractor.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Block, Page, Text

_CHILD = "caseclock.extractor.sandbox_child"
_START_SECONDS = 120.0  # for an interpreter to start, on a busy machine
_END_SECONDS = 5.0
_FILES_PER_PROCESS = 500  # then a fresh one: leaks of foreign libraries end there
_LOST = ("late", "memory", "died", "failed")  # outcomes after which a process is not used again


class LostError(UnreadableError):
    """The reader did not answer: it failed, died, or overran its time or memory.

    `page` is the page it was at (None if that is not known), `outcome` one of late | memory | died | failed.
    """

    def __init__(self, why: str, page: int | None, outcome: str) -> None:
        super().__init__(why)
        self.page = page
        self.outcome = outcome


class Sandbox:
    """Readers in processes of their own. Use it as a context manager; `read` may be called from several threads."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS, workers: int = 2) -> None:
        """`limits` hold for each file; at most `workers` files are read at once."""
        self._limits = limits
        self.workers = workers
        self._places: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        for _ in range(workers):
            self._places.put(None)  # a place with no process started yet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes; waits for reads under way."""
        processes = [self._places.get() for _ in range(self.workers)]
        for process in processes:
            if process is not None:
                process.end()
            self._places.put(None)

    def read(self, module: str, data: bytes, *, seconds: float | None = None, **arguments: object) -> Any:
        """What `read(data, limits, **arguments)` of the reader module (its full import name) gives.

        It may take `seconds` (None: what the limits allow a file). Raises UnreadableError, in plain words, if the
        reader refuses; LostError if it fails, dies, or overruns its time or memory.
        """
        allowed = self._limits.seconds if seconds is None else seconds
        place = self._places.get()
        try:
            told, place = self._ask(place, _Job(module, data, allowed, arguments))
        except BaseException:  # an interrupt in mid-conversation: the process must not be used again
            if place is not None:
                place.end()
            place = None
            raise
        finally:
            self._places.put(place)
        if told.outcome == "read":
            return told.answer
        why = _in_words(told.outcome, str(told.answer), allowed, self._limits)
        raise UnreadableError(why) if told.outcome == "refused" else LostError(why, told.page, told.outcome)

    def _ask(self, process: "_Process | None", job: "_Job") -> "tuple[_Told, _Process | None]":
        """What is told of the file, and the process if it can be used again.

        What a process has read before must not decide whether this file can be read: one that dies or runs out of
        memory when it was not fresh is replaced, and the file tried once more.
        """
        if process is not None and process.files >= _FILES_PER_PROCESS:
            process.end()
            process = None
        while True:
            fresh = process is None
            process = process or _Process(self._limits)
            told = process.ask(job)
            if told.outcome not in _LOST:
                return told, process
            process.end()
            process = None
            if fresh or told.outcome not in ("memory", "died"):
                return told, None


def run(module: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read one file in a process of its own. For several files use a Sandbox. Raises UnreadableError."""
    with Sandbox(limits, workers=1) as sandbox:
        reading = sandbox.read(module, data)
    assert isinstance(reading, Reading)
    return reading


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to be read: the reader's module, the bytes, the seconds it may take, further arguments."""

    module: str
    data: bytes
    seconds: float
    arguments: dict[str, object]


@dataclass(frozen=True, slots=True)
class _Told:
    """How a job ended (read | refused | failed | memory | late | died), the answer or a word on what happened, and the
    page that the reader had begun last (None: it has no pages, or had not begun)."""

    outcome: str
    answer: object
    page: int | None = None


class _Process:
    """A child process that reads one file after another.

    Started as a plain interpreter with a module of ours rather than by multiprocessing, which would run the caller's
    main program again in the child.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.files = 0
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(
                [sys.executable, "-m", _CHILD, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # libraries' own complaints; what matters is answered
                start_new_session=True,  # Ctrl-C is the parent's to handle
            )
        self._talk = Connection(ours.detach())

    def ask(self, job: _Job) -> _Told:
        """Give the job to the child and wait for its answer, for each page no longer than a page may take."""
        page: int | None = None
        text, pages, blocks = "", list[Page](), list[Block]()  # of the parts passed on so far
        try:
            if self.files == 0:
                self._talk.send((sys.path, self._limits))
                if not self._talk.poll(_START_SECONDS):
                    return _Told("died", "it did not start")
                self._talk.recv()
            self.files += 1
            end = time.monotonic() + job.seconds
            self._talk.send((job.module, job.arguments, job.seconds))
            self._talk.send_bytes(job.data)
            while True:
                left = end - time.monotonic()
                if not self._talk.poll(max(left if page is None else min(left, self._limits.page_seconds), 0.0)):
                    return _Told("late", "", page if left > self._limits.page_seconds else None)
                outcome, answer = self._talk.recv()
                if outcome == "page":
                    page = int(answer)
                    continue
                part = answer if outcome == "part" else answer.text if text and isinstance(answer, Reading) else None
                if part is not None:
                    text += part.text  # grows in place: a long text must not be there twice
                    pages += part.pages
                    blocks += part.blocks
                if outcome != "part":
                    whole = answer if part is None else replace(answer, text=Text(text, tuple(pages), tuple(blocks)))
                    return _Told(str(outcome), whole, page)
        except (EOFError, OSError):
            return _Told(*self._cause(), page)

    def _cause(self) -> tuple[str, str]:
        """Outcome and word on why the process is gone. C++ libraries abort when they get no more memory."""
        try:
            code = self._child.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            return "died", "it stopped answering"
        if code == -signal.SIGABRT:
            return "memory", ""
        if code >= 0:
            return "died", f"exit status {code}"
        return "died", signal.strsignal(-code) or f"signal {-code}"

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._talk.close()
        self._child.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(_END_SECONDS)


def _in_words(outcome: str, answer: str, seconds: float, limits: Limits) -> str:
    again = "open it in the program it comes from, save it anew and add that"
    if outcome == "refused":
        return answer
    if outcome == "late":
        return f"Reading this file took longer than {seconds:g} seconds and was stopped: split it, or {again}."
    if outcome == "memory":
        return f"Reading this file took more than {limits.memory_bytes // MEBIBYTE} MB of memory: split it, or {again}."
    if outcome == "failed":
        return f"This file could not be read ({answer}; it may be damaged): {again}."
    return f"This file could not be read (the reader stopped: {answer}; it may be damaged): {again}."
