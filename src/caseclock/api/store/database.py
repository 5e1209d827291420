"""The way to the database: transactions that carry their audit rows with them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Error as DriverError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from caseclock.api.store.audit import write_audit

_DRIVER = "postgresql+psycopg://"


def engine_url(url: str) -> str:
    """A `postgresql://` URL with the driver that is used here."""
    for start in ("postgresql://", "postgres://"):
        if url.startswith(start):
            return _DRIVER + url.removeprefix(start)
    return url


_USED = "used"
_FRESH_SECONDS = 1.0


class Database:
    """A pool of connections to one PostgreSQL."""

    def __init__(self, url: str, connections: int = 20) -> None:
        """`url` as libpq takes it. Nothing is opened before it is needed; connections that have died are replaced."""
        self.url = url
        self.engine: Engine = create_engine(
            engine_url(url),
            pool_size=connections,
            max_overflow=connections,
            pool_timeout=10,
            connect_args={"connect_timeout": 5, "application_name": "caseclock"},
        )
        self._looking = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        event.listen(self.engine, "checkin", _note_time)
        event.listen(self.engine, "checkout", self._ask_if_alive)

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A connection on which each statement stands alone: the quickest way to look at something."""
        with self._looking.connect() as connection:
            yield connection

    def _ask_if_alive(self, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        """A connection that lay idle may have died; one that was used just now is not asked again."""
        if time.monotonic() - record.info.get(_USED, 0.0) < _FRESH_SECONDS:
            return
        try:
            self.engine.dialect.do_ping(connection)
        except DriverError as error:
            raise DisconnectionError from error  # the pool takes another

    @contextmanager
    def transaction(self, *, relaxed: bool = False) -> Iterator[Session]:
        """A session whose changes, and the audit rows recorded on it, are committed together or not at all.

        `relaxed`: the commit does not wait for the disk. For what only reads, where the audit is all that is written.
        """
        with Session(self.engine, expire_on_commit=False) as session:
            yield session
            session.flush()
            write_audit(session, relaxed=relaxed)
            session.commit()

    def is_alive(self) -> bool:
        """Does it answer? Raises what the driver raises if not."""
        with self.engine.connect() as connection:
            return bool(connection.execute(text("select 1")).scalar_one())

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _note_time(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.info[_USED] = time.monotonic()
