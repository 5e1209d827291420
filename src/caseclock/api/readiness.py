"""Is what the service leans on there?"""

import threading
import time
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from caseclock.api.service import Service
from caseclock.api.settings import Settings
from caseclock.api.store.files.interface import FileError
from caseclock.api.store.migrations import is_current

_FRESH_SECONDS = 5.0


class Readiness:
    """Looks after what the service leans on. The file store is written to once in five seconds at most."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looked: float | None = None
        self._files: str | None = None

    def away(self, service: Service) -> dict[str, str]:
        """What is not there, each with what is the matter and what to do."""
        faults = {"database": _database(service), "files": self._files_fault(service)}
        if faults["database"] is None:
            faults["workers"] = _workers(service)
        return {name: fault for name, fault in faults.items() if fault is not None}

    def _files_fault(self, service: Service) -> str | None:
        with self._lock:
            if self._looked is None or time.monotonic() - self._looked > _FRESH_SECONDS:
                self._files = _files(service)
                self._looked = time.monotonic()
            return self._files


def workers_alive(session: Session, settings: Settings) -> int:
    """How many workers said lately that they live."""
    silent = timedelta(seconds=settings.lost_after_seconds)
    alive = text("select count(*) from procrastinate_workers where last_heartbeat >= now() - :silent")
    return int(session.execute(alive, {"silent": silent}).scalar_one())


def _database(service: Service) -> str | None:
    try:
        current = service.database.is_alive() and is_current(service.database)
    except SQLAlchemyError:
        return "the database does not answer: see that it runs"
    return None if current else "the database has not the tables of this version: run `caseclock migrate`"


def _workers(service: Service) -> str | None:
    try:
        with service.database.transaction() as session:
            alive = workers_alive(session, service.settings)
    except SQLAlchemyError:
        return "the database does not answer: see that it runs"
    return None if alive else "no worker lives: start one with `caseclock worker`, or look into the service's log"


def _files(service: Service) -> str | None:
    try:
        service.files.check()
    except FileError:  # its words name folders and buckets, which are nobody's business here
        return "the file store cannot be written to: look at its disk or bucket, and into the service's log"
    return None
