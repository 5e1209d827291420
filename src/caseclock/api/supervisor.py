"""Keeps processes running: those of the workers beside the server. What ends is started again, ever more patiently."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FIRST_PAUSE = 0.2  # seconds before a process that ended is started again
LONGEST_PAUSE = 10.0
LONG_ENOUGH = 30.0  # seconds: one that ran so long is started again as if for the first time
_LOOK = 0.2  # seconds between two looks at the processes
_WATCH = 1.0  # seconds between two calls of `watch`
_PARENT = "CASECLOCK_SUPERVISOR"  # tells a child whose child it is
_SET_PDEATHSIG = 1  # prctl(2): the signal that a process gets when its parent ends
_log = logging.getLogger(__name__)


def next_pause(pause: float, ran: float) -> float:
    """Seconds to wait before starting a process again that ran for `ran` seconds, when `pause` was waited before.

    `pause` is 0 where it was the first start.
    """
    if pause == 0 or ran >= LONG_ENOUGH:
        return FIRST_PAUSE
    return min(2 * pause, LONGEST_PAUSE)


def child_environment() -> dict[str, str]:
    """The environment for a child of this process that calls `die_with_parent`.

    Start it with `stdin=subprocess.PIPE`, which is never written to, from a thread that lasts as long as the child may:
    on Linux the kernel takes that thread's end for ours.
    """
    return os.environ | {_PARENT: str(os.getpid())}


def die_with_parent() -> None:
    """Called by a child when it starts: it ends when its parent does, even if that is killed.

    Does nothing in a process that was not given a `child_environment`, such as one started by hand.
    """
    parent = os.environ.pop(_PARENT, "")
    if not parent:
        return
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if library.prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl cannot be called")
        if os.getppid() != int(parent):  # it ended before the kernel was asked
            os.kill(os.getpid(), signal.SIGKILL)
    else:
        end_with_input()


def end_with_input() -> None:
    """Has a thread end this process when its standard input does, which is a pipe that the supervisor holds open."""

    def wait() -> None:
        while os.read(0, 512):
            pass
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=wait, name="until the supervisor ends", daemon=True).start()


@dataclass(slots=True)
class _Place:
    """One of the processes: the one that runs, or when the next is due. Times are of the monotonic clock."""

    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    due: float = 0.0


class Supervisor:
    """Runs a command line in so many processes at once, each started again when it ends."""

    def __init__(
        self,
        command: Sequence[str],
        count: int,
        watch: Callable[[], None] | None = None,
        *,
        end_seconds: float = 20.0,
    ) -> None:
        """`watch` is called each second, in a thread of its own, while the supervisor runs; what it raises is logged.

        `end_seconds`: how long the processes may take to end when they are told to; then they are killed.
        """
        self._command = list(command)
        self._places = [_Place() for _ in range(count)]
        self._watch = watch
        self._end_seconds = end_seconds
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []
        self._restarts = 0

    @property
    def restarts(self) -> int:
        """How often a process was started again since `start`."""
        return self._restarts

    def pids(self) -> tuple[int, ...]:
        """The ids of the processes that run, as far as is known."""
        running = [place.process for place in self._places]
        return tuple(process.pid for process in running if process is not None and process.returncode is None)

    def start(self) -> None:
        """Starts the processes and returns at once."""
        # On Linux the kernel ends a child with the thread that started it: this one must be the last to go.
        self._threads = [threading.Thread(target=self._keep_running, name="supervisor", daemon=True)]
        if self._watch is not None:
            self._threads.append(
                threading.Thread(target=self._keep_watching, args=(self._watch,), name="watch", daemon=True)
            )
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends the processes, in order if they end in time; returns when none runs and `watch` is not called again."""
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def _keep_running(self) -> None:
        try:
            while not self._ending.is_set():
                for place in self._places:
                    self._look_at(place, time.monotonic())
                self._ending.wait(_LOOK)
        finally:
            self._end_all()

    def _look_at(self, place: _Place, now: float) -> None:
        if place.process is not None:
            status = place.process.poll()
            if status is None:
                return
            _log.warning("process %d ended with status %d", place.process.pid, status)
            _close_input(place.process)
            place.process = None
            self._put_off(place, now)
        if now >= place.due:
            self._begin(place, now)

    def _begin(self, place: _Place, now: float) -> None:
        if place.pause > 0:
            self._restarts += 1
        place.started = now
        try:
            place.process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,  # never written to: its end tells the child that we are gone
                env=child_environment(),
                start_new_session=True,  # Ctrl-C is for us to hear; the children are told in order
            )
        except OSError as error:  # no memory, too many processes: that may pass
            _log.error("a process cannot be started: %s", error)
            self._put_off(place, now)

    def _put_off(self, place: _Place, now: float) -> None:
        place.pause = next_pause(place.pause, now - place.started)
        place.due = now + place.pause

    def _end_all(self) -> None:
        running = [place.process for place in self._places if place.process is not None]
        for process in running:
            process.terminate()
        end = time.monotonic() + self._end_seconds
        for process in running:
            try:
                process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                _log.warning("process %d did not end in time and is killed", process.pid)
                process.kill()
                process.wait()
            _close_input(process)

    def _keep_watching(self, watch: Callable[[], None]) -> None:
        while not self._ending.wait(_WATCH):
            try:
                watch()
            except Exception:  # noqa: BLE001 - whatever it is, the next second it is tried again
                _log.exception("the watch failed")


def _close_input(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()
