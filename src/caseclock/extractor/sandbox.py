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
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from caseclock.extractor.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from caseclock.extractor.readers.reading import Reading, UnreadableError

_CHILD = "caseclock.extractor.sandbox_child"
_START_SECONDS = 120.0  # for an interpreter to start, on a busy machine
_END_SECONDS = 5.0
_FILES_PER_PROCESS = 500  # then a fresh one: leaks of foreign libraries end there
_LOST = ("late", "memory", "died", "failed")  # outcomes after which a process is not used again


class Sandbox:
    """Readers in processes of their own. Use it as a context manager; `read` may be called from several threads."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS, workers: int = 2) -> None:
        """`limits` hold for each file; at most `workers` files are read at once."""
        self._limits = limits
        self._workers = workers
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
        processes = [self._places.get() for _ in range(self._workers)]
        for process in processes:
            if process is not None:
                process.end()
            self._places.put(None)

    def read(self, module: str, data: bytes) -> Reading:
        """What `read(data, limits)` of the reader module (its full import name) gives.

        Raises UnreadableError, in plain words, if the reader refuses, fails, dies, or overruns its time or memory.
        """
        place = self._places.get()
        try:
            outcome, answer, place = self._ask(place, module, data)
        except BaseException:  # an interrupt in mid-conversation: the process must not be used again
            if place is not None:
                place.end()
            place = None
            raise
        finally:
            self._places.put(place)
        if isinstance(answer, Reading):
            return answer
        raise UnreadableError(_in_words(outcome, str(answer), self._limits))

    def read_many(self, files: Iterable[tuple[str, bytes]]) -> Iterator[Reading | UnreadableError]:
        """Read (module, bytes) pairs, some at once; answers in the order given, an error in the place of its file."""
        waiting: deque[Future[Reading | UnreadableError]] = deque()
        with ThreadPoolExecutor(self._workers) as threads:
            for module, data in files:
                waiting.append(threads.submit(self._try, module, data))
                if len(waiting) > self._workers:  # hold no more files than are being read, and one
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _try(self, module: str, data: bytes) -> Reading | UnreadableError:
        try:
            return self.read(module, data)
        except UnreadableError as error:
            return error

    def _ask(self, process: "_Process | None", module: str, data: bytes) -> "tuple[str, object, _Process | None]":
        """Outcome, answer, and the process if it can be used again.

        What a process has read before must not decide whether this file can be read: one that dies or runs out of
        memory when it was not fresh is replaced, and the file tried once more.
        """
        if process is not None and process.files >= _FILES_PER_PROCESS:
            process.end()
            process = None
        while True:
            fresh = process is None
            process = process or _Process(self._limits)
            outcome, answer = process.ask(module, data)
            if outcome not in _LOST:
                return outcome, answer, process
            process.end()
            process = None
            if fresh or outcome not in ("memory", "died"):
                return outcome, answer, None


def run(module: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read one file in a process of its own. For several files use a Sandbox. Raises UnreadableError."""
    with Sandbox(limits, workers=1) as sandbox:
        return sandbox.read(module, data)


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

    def ask(self, module: str, data: bytes) -> tuple[str, object]:
        """Outcome (read | refused | failed | memory | late | died) with the Reading or a word on what happened."""
        try:
            if self.files == 0:
                self._talk.send((sys.path, self._limits))
                if not self._talk.poll(_START_SECONDS):
                    return "died", "it did not start"
                self._talk.recv()
            self.files += 1
            self._talk.send(module)
            self._talk.send_bytes(data)
            if not self._talk.poll(self._limits.seconds):
                return "late", ""
            outcome, answer = self._talk.recv()
            return str(outcome), answer
        except (EOFError, OSError):
            return "died", self._cause()

    def _cause(self) -> str:
        try:
            code = self._child.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            return "it stopped answering"
        if code >= 0:
            return f"exit status {code}"
        return signal.strsignal(-code) or f"signal {-code}"

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._talk.close()
        self._child.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(_END_SECONDS)


def _in_words(outcome: str, answer: str, limits: Limits) -> str:
    again = "open it in the program it comes from, save it anew and add that"
    if outcome == "refused":
        return answer
    if outcome == "late":
        return f"Reading this file took longer than {limits.seconds:g} seconds and was stopped: split it, or {again}."
    if outcome == "memory":
        return f"Reading this file took more than {limits.memory_bytes // MEBIBYTE} MB of memory: split it, or {again}."
    if outcome == "failed":
        return f"This file could not be read ({answer}; it may be damaged): {again}."
    return f"This file could not be read (the reader stopped: {answer}; it may be damaged): {again}."
