"""Processes that make chronologies and exports for people who wait, so that the server itself stays quick."""

import logging
import os
import signal
import threading
from collections import OrderedDict
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from caseclock.api.making.make import Ask, Kitchen
from caseclock.api.open_files import open_files
from caseclock.api.settings import MEBIBYTE, Settings

log = logging.getLogger(__name__)
_kitchen: Kitchen | None = None  # of a maker process: it has nothing else to do


class BeingMade(Exception):
    """It takes longer than people wait; it goes on, and is kept when it is made. Ask again."""


class MakerLost(Exception):
    """The process that made it ended (out of memory, killed). Another one takes its place."""


def _begin(settings: Settings) -> None:
    global _kitchen
    threading.Thread(target=_end_with_server, name="until the server ends", daemon=True).start()
    _kitchen = Kitchen(open_files(settings))


def _end_with_server() -> None:
    """A server that is killed takes its makers with it."""
    server = parent_process()
    assert server is not None
    wait([server.sentinel])
    os.kill(os.getpid(), signal.SIGKILL)


def _ready() -> bool:
    return _kitchen is not None


def _made(ask: Ask) -> bytes:
    assert _kitchen is not None
    return _kitchen.made(ask)


class Makers:
    """Hands out what is made: from memory, else from a maker process. May be used from several threads."""

    def __init__(self, settings: Settings, held_bytes: int = 64 * MEBIBYTE) -> None:
        """`held_bytes`: of what was handed out last, to be held in memory."""
        self._settings = settings
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._going: dict[str, Future[bytes]] = {}
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._room = held_bytes
        self.lost = 0  # maker processes that ended by themselves

    def warm(self) -> None:
        """Have a process start now, so that the first who asks does not wait for it."""
        with self._lock:
            self._pooled().submit(_ready)

    def get(self, ask: Ask, wait_seconds: float = 25.0) -> bytes:
        """The bytes asked for. Raises BeingMade, MakerLost, and what the making raises."""
        held = self.held(ask)
        if held is not None:
            return held
        going = self._begun(ask)
        try:
            return going.result(wait_seconds)
        except NotYet as late:
            raise BeingMade from late
        except BrokenExecutor as broken:
            raise MakerLost from broken

    def held(self, ask: Ask) -> bytes | None:
        """The bytes, if they are in memory."""
        with self._lock:
            data = self._held.get(ask.file)
            if data is not None:
                self._held.move_to_end(ask.file)
            return data

    def hold(self, ask: Ask, data: bytes) -> None:
        """Hold in memory what was asked for and was had elsewhere."""
        with self._lock:
            self._hold(ask, data)

    def forget(self, case: str) -> None:
        """Hold nothing of that case any more."""
        with self._lock:
            for file in [file for file in self._held if file.startswith(f"{case}/")]:
                self._room += len(self._held.pop(file))

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(wait=True, cancel_futures=True)

    def _begun(self, ask: Ask) -> Future[bytes]:
        """The making of it, begun now unless it is going on."""
        with self._lock:
            going = self._going.get(ask.file)
            if going is not None:
                return going
            going = self._submit(ask)
            self._going[ask.file] = going
        going.add_done_callback(lambda made: self._keep(ask, made))
        return going

    def _submit(self, ask: Ask) -> Future[bytes]:
        try:
            return self._pooled().submit(_made, ask)
        except BrokenExecutor:
            self._pool = None
            return self._submit(ask)

    def _pooled(self) -> ProcessPoolExecutor:
        """The processes, begun when they are first needed."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._settings.makers,
                mp_context=get_context("spawn"),
                initializer=_begin,
                initargs=(self._settings,),
            )
        return self._pool

    def _keep(self, ask: Ask, made: Future[bytes]) -> None:
        with self._lock:
            self._going.pop(ask.file, None)
            error = None if made.cancelled() else made.exception()
            if isinstance(error, BrokenExecutor):
                self._pool = None
                self.lost += 1
            if made.cancelled() or error is not None:
                return
            self._hold(ask, made.result())

    def _hold(self, ask: Ask, data: bytes) -> None:
        self._room += len(self._held.pop(ask.file, b""))
        self._held[ask.file] = data
        self._room -= len(data)
        while self._room < 0:
            _, dropped = self._held.popitem(last=False)
            self._room += len(dropped)
