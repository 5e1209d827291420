"""Putting work into the queue (procrastinate). What is in it twice is done once; what is lost is put in again by the
sweep, so nothing here needs to share a transaction with the rows that it is about."""

import contextlib
from datetime import datetime

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from psycopg import OperationalError

READ, ASSESS, DELIVER = "read", "assess", "deliver"
_PRIORITY = {READ: 0, ASSESS: 10, DELIVER: 5}


def read_lock(case: str, document: str) -> str:
    """What keeps a paper from being read by two at once."""
    return f"{READ}:{case}:{document}"


def assess_lock(case: str) -> str:
    """What keeps a case from being assessed by two at once."""
    return f"{ASSESS}:{case}"


class Queue:
    """The way into the queue, for the server and for workers."""

    def __init__(self, database_url: str) -> None:
        """`database_url` as libpq takes it. Opens nothing before the first job."""
        connector = procrastinate.SyncPsycopgConnector(
            conninfo=database_url, min_size=0, max_size=4, kwargs={"connect_timeout": 5}, timeout=5.0
        )
        self._app = procrastinate.App(connector=connector)
        self._open = False

    def read(self, case: str, document: str, not_before: datetime | None = None) -> None:
        """A paper is to be read."""
        self._put(READ, read_lock(case, document), not_before, case=case, document=document)

    def assess(self, case: str) -> None:
        """A case is to be linked and assessed anew. One such job waits at most."""
        self._put(ASSESS, assess_lock(case), None, case=case)

    def deliver(self, delivery: str, not_before: datetime | None = None) -> None:
        """A message is to be sent to a webhook."""
        self._put(DELIVER, f"{DELIVER}:{delivery}", not_before, delivery=delivery)

    def _put(self, task: str, lock: str, not_before: datetime | None, **arguments: str) -> None:
        if not self._open:
            self._app.open()
            self._open = True
        job = self._app.configure_task(
            task,
            allow_unknown=True,
            lock=lock,
            queueing_lock=lock,
            schedule_at=not_before,
            priority=_PRIORITY[task],
        )
        # In the queue already: it will be done. The database away: the row says what is to do, and the sweep sees it.
        with contextlib.suppress(AlreadyEnqueued, ConnectorException, OperationalError):
            job.defer(**arguments)

    def close(self) -> None:
        """Give the connections back."""
        if self._open:
            self._app.close()
            self._open = False
