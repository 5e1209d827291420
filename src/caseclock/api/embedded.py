"""The PostgreSQL that comes with caseclock, for everybody who has none of their own: who uses it, and when it runs."""

import fcntl
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import pq

from caseclock.api.data_folder import DataFolder, let_go, lock_now
from caseclock.api.errors import NotWritten, Refused
from caseclock.api.postgres_server import NAME, PORT, PostgresServer

_ANSWER_SECONDS = 5
_LONGEST_PAUSE = 2.0


class Embedded:
    """A PostgreSQL server in `<data folder>/postgres`, which several processes may use at once.

    The first of them starts it and the last one stops it. If they are all killed it runs on, and the next attaches.
    """

    def __init__(self, folder: Path, patience_seconds: float = 60.0) -> None:
        """`folder`: the data folder. `patience_seconds`: how long a start, recovery included, may take."""
        self._data = DataFolder(folder)
        self._server = PostgresServer(self._data)
        self._patience = patience_seconds
        self._using: int | None = None  # the descriptor by whose lock others see that we use it

    @property
    def url(self) -> str:
        """Where the database is, for psycopg and all that is built on libpq. It holds the password."""
        return f"postgresql://{NAME}:{self._password()}@/{NAME}?host={self._server.socket.parent}&port={PORT}"

    def start(self) -> str:
        """Starts the server, making it first if need be, or attaches to the one that runs. Gives the URL.

        Raises Refused if this data folder cannot be used, NotWritten if the server does not answer in time.
        """
        self._data.make()
        with self._alone():
            self._server.make(self._password())
            self._bring_up()
            if self._using is None:
                self._using = self._data.open_private("postgres.users")
                fcntl.flock(self._using, fcntl.LOCK_SH)
        self._check_password()
        return self.url

    def is_alive(self) -> bool:
        """Does it answer? Also yes if all that it lacks is a place for one more connection."""
        try:
            with psycopg.connect(self.url, connect_timeout=_ANSWER_SECONDS) as connection:
                connection.execute("select 1")
            return True
        except psycopg.errors.ConnectionTimeout:
            return False
        except psycopg.OperationalError:
            return pq.PGconn.ping(self.url.encode()) == pq.Ping.OK

    def revive(self) -> None:
        """Has the server answer again after it was killed. Raises NotWritten if it does not in time."""
        with self._alone():
            if self._using is not None:  # else it was given up meanwhile, and is to stay so
                self._bring_up()

    def stop(self) -> bool:
        """Gives the server up, and stops it in order if nobody else uses it. False: somebody does, and will stop it.

        Raises NotWritten if it does not stop.
        """
        with self._alone():
            if self._using is None:
                return False
            users, self._using = self._using, None
            try:
                last = lock_now(users, fcntl.LOCK_EX)
                if last:
                    self._server.shut_down()
                return last
            finally:
                let_go(users)

    def _bring_up(self) -> None:
        """Returns once the server answers; starts it as often as need be."""
        end = time.monotonic() + self._patience
        pause, against = 0.1, ""
        while True:
            if not self._server.is_running():
                try:
                    self._server.launch(max(1, round(end - time.monotonic())))
                except NotWritten as error:
                    against = str(error)
            if self.is_alive():
                return
            if time.monotonic() >= end:
                break
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        raise NotWritten(
            f"the database in {self._server.folder} does not answer ({self._server.last_logged() or against}); "
            f"look into {self._server.log}, put right what it names, then start again"
        )

    def _check_password(self) -> None:
        try:
            psycopg.connect(self.url, connect_timeout=_ANSWER_SECONDS).close()
        except psycopg.OperationalError as error:
            if "password authentication failed" not in str(error):
                return  # full, or gone again: not a matter of this folder
            self.stop()
            raise Refused(
                f"{self._data.path / 'postgres.password'} does not hold the database's password; put the right file "
                "back, or restore a backup into a new data folder"
            ) from error

    def _password(self) -> str:
        return self._data.kept("postgres.password", lambda: secrets.token_hex(32).encode()).decode("ascii").strip()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process at a time makes, starts or stops the server; the others wait here."""
        file = self._data.open_private("postgres.lock")
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            let_go(file)


@contextmanager
def database_of(folder: Path) -> Iterator[str]:
    """The URL of the database in a data folder, for one command. Nothing that was started for it outlives it.

    A server that somebody else uses, such as the service, runs on. Raises as `Embedded.start` does.
    """
    embedded = Embedded(folder)
    url = embedded.start()
    try:
        yield url
    finally:
        embedded.stop()
