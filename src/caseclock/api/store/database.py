"""The way to the database: transactions that carry their audit rows with them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from caseclock.api.store.audit import write_audit

_DRIVER = "postgresql+psycopg://"


def engine_url(url: str) -> str:
    """A `postgresql://` URL with the driver that is used here."""
    for start in ("postgresql://", "postgres://"):
        if url.startswith(start):
            return _DRIVER + url.removeprefix(start)
    return url


class Database:
    """A pool of connections to one PostgreSQL."""

    def __init__(self, url: str, connections: int = 20) -> None:
        """`url` as libpq takes it. Nothing is opened before it is needed; connections that have died are replaced."""
        self.url = url
        self.engine: Engine = create_engine(
            engine_url(url),
            pool_size=connections,
            max_overflow=connections,
            pool_pre_ping=True,
            pool_timeout=10,
            connect_args={"connect_timeout": 5, "application_name": "caseclock"},
        )

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
