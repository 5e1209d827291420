"""Where the service runs: embedded, or with worker processes of their own on a database server of one's own."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import psutil  # type: ignore[import-untyped,unused-ignore]
from tests.api.running import RunningService

from caseclock.api.embedded import Embedded
from caseclock.api.postmaster import postmaster_of
from caseclock.api.store.database import Database
from stress.waiting import until

SETTINGS: dict[str, object] = {"requests_per_minute": 1_000_000, "heartbeat_seconds": 0.5, "lost_after_seconds": 4}
_NOTHING: Mapping[str, object] = {}
_PAUSE = 0.5  # seconds before a worker that ended is started again, as a shell's loop would
_ANSWERS = 90.0  # seconds in which a database that was killed must answer again


class House(Protocol):
    """A running service, its workers and its database."""

    service: RunningService
    database: Database

    def workers(self) -> list[int]:
        """The process ids of the workers that run."""

    def kill_database(self) -> None:
        """Kill the database's first process; returns when it answers again. Raises Late."""


class EmbeddedHouse:
    """All in one: `caseclock serve` and nothing else."""

    def __init__(self, service: RunningService) -> None:
        """`service` runs."""
        self.service = service
        self.embedded = Embedded(service.data)
        self.database = Database(self.embedded.url, connections=4)

    def workers(self) -> list[int]:
        """The workers beside the server."""
        return workers_of(self.service)

    def kill_database(self) -> None:
        """The service itself has it answer again."""
        killed = _kill_postmaster(self.service.data)
        until(lambda: postmaster_of(self.service.data / "postgres") not in (None, killed), "a new database", _ANSWERS)
        until(self.embedded.is_alive, "an answer of the database", _ANSWERS)


class OwnHouse:
    """A server without workers, workers in loops of their own, a database that somebody else looks after."""

    def __init__(self, service: RunningService, loops: "Loops", server: Embedded, folder: Path) -> None:
        """All of them run."""
        self.service = service
        self.database = Database(server.url, connections=4)
        self._loops, self._server, self._folder = loops, server, folder

    def workers(self) -> list[int]:
        """The workers in their loops."""
        return self._loops.pids()

    def kill_database(self) -> None:
        """Whoever looks after it starts it again."""
        _kill_postmaster(self._folder)
        self._server.revive()


@contextmanager
def embedded_house(folder: Path, settings: Mapping[str, object] = _NOTHING) -> Iterator[EmbeddedHouse]:
    """The service as a newcomer has it, in a new folder, with two workers."""
    with RunningService(folder / "data", {**SETTINGS, "workers": 2, **settings}) as service:
        house = EmbeddedHouse(service)
        try:
            yield house
        finally:
            house.database.close()


@contextmanager
def own_house(folder: Path, settings: Mapping[str, object] = _NOTHING, workers: int = 3) -> Iterator[OwnHouse]:
    """A database server of one's own, the server, and so many workers that a loop starts again."""
    with ExitStack() as stack:
        server = Embedded(folder / "server")
        url = server.start()
        stack.callback(server.stop)
        service = RunningService(folder / "data", {**SETTINGS, "workers": 0, "database_url": url, **settings})
        service.command("migrate")
        stack.enter_context(service)
        loops = Loops(service, workers)
        stack.callback(loops.stop)
        house = OwnHouse(service, loops, server, folder / "server")
        stack.callback(house.database.close)
        yield house


class Loops:
    """`while true; do caseclock worker; sleep 0.5; done`, so many times."""

    def __init__(self, service: RunningService, count: int) -> None:
        """Starts them."""
        self._service = service
        self._ending = threading.Event()
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._threads = [threading.Thread(target=self._loop, args=(at,), daemon=True) for at in range(count)]
        for thread in self._threads:
            thread.start()

    def pids(self) -> list[int]:
        """Those that run."""
        return [process.pid for process in list(self._running.values()) if process.poll() is None]

    def stop(self) -> None:
        """End all."""
        self._ending.set()
        for process in list(self._running.values()):
            process.terminate()
        for thread in self._threads:
            thread.join(60)
        for process in self._running.values():
            process.kill()

    def _loop(self, at: int) -> None:
        command = [sys.executable, "-m", "caseclock.api.cli", "worker"]
        with self._service.log.open("ab") as log:
            while not self._ending.is_set():
                process = subprocess.Popen(
                    command, env=self._service.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
                )
                self._running[at] = process
                if self._ending.is_set():
                    process.terminate()
                process.wait()
                self._ending.wait(_PAUSE)


def workers_of(service: RunningService) -> list[int]:
    """The process ids of the workers that a service has beside it."""
    if service.process is None:
        return []
    found = []
    for child in psutil.Process(service.process.pid).children():
        try:
            if "worker" in child.cmdline() and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child.pid)
        except psutil.NoSuchProcess:
            continue
    return found


def kill(pid: int) -> bool:
    """SIGKILL, if it is still there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _kill_postmaster(folder: Path) -> int:
    found: int = until(lambda: postmaster_of(folder / "postgres"), "a database to kill", _ANSWERS)
    os.kill(found, signal.SIGKILL)
    return found
