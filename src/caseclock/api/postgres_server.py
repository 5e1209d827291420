"""How the embedded PostgreSQL is made, started and stopped. When that is done is the matter of `embedded`."""

import hashlib
import logging
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from caseclock.api.data_folder import DataFolder
from caseclock.api.errors import NotWritten
from caseclock.api.postgres_tools import NEWEST, bare_environment, last_words, program, run_quietly
from caseclock.api.postmaster import end_orphans, postmaster_of, remove_stale
from caseclock.api.server_user import ServerUser

NAME = "caseclock"  # of the database, and of the role that owns it and has no power outside it
PORT = 5432  # a part of the socket's name: nothing listens on the network
_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_parallel_workers_per_gather": "0",  # they share memory of a kind that is scarce in containers
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # What a statement holds may be somebody's data: one that fails is told to who sent it, and not logged.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
_MADE_WITH = (
    "--encoding=UTF8",
    "--locale=C",  # not the machine's: how it sorts may change with an upgrade, and spoil the indexes
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--text-search-config=english",
    "--auth-local=scram-sha-256",
    "--auth-host=reject",
    "--no-instructions",
)
_SOCKET = f".s.PGSQL.{PORT}"
_SOCKET_BYTES = 103  # the longest path of a socket, on the system that allows least
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")  # means the same to a shell, in a setting and in a URL
_LOG_BYTES = 1024 * 1024
_STOP_SECONDS = 60
_log = logging.getLogger(__name__)


class PostgresServer:
    """The server whose files are in `<data folder>/postgres`. Calls must not be made by two processes at once."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self.folder = data.path / "postgres"
        self.log = self.folder / "server.log"

    @property
    def socket(self) -> Path:
        """Where the socket is: with the files, or if that path is too long or odd, in a folder of its own."""
        here = self.folder / _SOCKET
        if _PLAIN.fullmatch(str(here)) and len(str(here)) <= _SOCKET_BYTES:
            return here
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp", f"caseclock-{digest}", _SOCKET)

    def is_running(self) -> bool:
        """Is there a process of it, whether or not it answers?"""
        return postmaster_of(self.folder) is not None

    def make(self, password: str) -> None:
        """Makes the files, all or none, unless they are there. `password`: of the role that owns the database.

        Raises Refused if they are of a version that does not come with caseclock, NotWritten if it does not succeed.
        """
        if (self.folder / "PG_VERSION").exists():
            program("postgres", self._version())
            return
        new = self.folder.with_name("postgres.new")
        if new.exists():
            shutil.rmtree(new)  # of an attempt that was broken off
        new.mkdir(mode=0o700)
        user = self._ready_user(new)
        user.give(new)
        with self._file_of(user, secrets.token_hex()) as unknown:  # there is nothing that takes a superuser
            self._run(user, new, "initdb", ["--pgdata=.", "--username=postgres", f"--pwfile={unknown}", *_MADE_WITH])
        role = f"create role {NAME} login createdb password '{password}'\n"
        database = f"create database {NAME} owner {NAME}\n"
        once = ["--single", "-D", ".", "-c", "exit_on_error=true", "postgres"]
        self._run(user, new, "postgres", once, (role + database).encode())
        new.rename(self.folder)
        self._data.sync()

    def launch(self, seconds: int) -> None:
        """One attempt to start it, with what a killed one left behind put away before.

        Returns when it accepts connections. Raises NotWritten if it does not after so many seconds, which it may yet.
        """
        user = self._ready_user(self.folder)
        orphans = end_orphans(self.folder)
        if orphans:
            _log.warning("ended %d processes that a killed database had left behind", orphans)
        remove_stale(self.folder, self.socket)
        if self.socket.parent != self.folder:
            user.make_folder(self.socket.parent)
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old"))
        settings = _SETTINGS | {"unix_socket_directories": str(self.socket.parent)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        start = ["start", "-D", ".", "-w", "-t", str(seconds), "-l", self.log.name, "-o", options]
        self._run(user, self.folder, "pg_ctl", start)

    def shut_down(self) -> None:
        """Stops it in order, whoever is connected. Raises NotWritten if it does not stop."""
        if self.is_running():
            stop = ["stop", "-D", ".", "-w", "-t", str(_STOP_SECONDS)]
            user = ServerUser.of(self.folder, self._data.path)
            try:
                self._run(user, self.folder, "pg_ctl", [*stop, "-m", "fast"])
            except NotWritten:
                self._run(user, self.folder, "pg_ctl", [*stop, "-m", "immediate"])
        if self.socket.parent != self.folder:
            with suppress(OSError):
                self.socket.parent.rmdir()

    def last_logged(self) -> str:
        """What the log says of the last start: an error if there is one. Empty if there is no log."""
        with suppress(FileNotFoundError), self.log.open("rb") as opened:
            opened.seek(max(0, self.log.stat().st_size - 8192))
            return last_words(opened.read().rpartition(b"starting PostgreSQL")[2], "")
        return ""

    def _version(self) -> int:
        return int((self.folder / "PG_VERSION").read_text(encoding="ascii"))

    def _ready_user(self, folder: Path) -> ServerUser:
        """As whom it runs: the owner of its files or, if that is root, of the data folder. It can reach them."""
        user = ServerUser.of(folder, self._data.path)
        user.let_through(folder.parent)
        user.let_through(program("postgres").parent)
        return user

    @contextmanager
    def _file_of(self, user: ServerUser, text: str) -> Iterator[Path]:
        name = f".postgres.{secrets.token_hex(8)}"
        file = self._data.open_private(name)
        try:
            os.write(file, text.encode())
            user.give(file)
            yield self._data.path / name
        finally:
            os.close(file)
            (self._data.path / name).unlink()

    def _run(self, user: ServerUser, where: Path, name: str, arguments: list[str], given: bytes = b"") -> None:
        """Runs a program of PostgreSQL in the folder `where`, with `given` to read. Raises NotWritten."""
        path = program(name, NEWEST if where != self.folder else self._version())
        try:
            done = run_quietly(
                [str(path), *arguments], cwd=where, env=bare_environment(), umask=0o077, input=given, **user.options
            )
            words = last_words(done.stdout, f"exit status {done.returncode}") if done.returncode else ""
        except OSError as error:
            words = str(error)
        if words:
            raise NotWritten(
                f"the database in {self.folder} cannot be made or run ({name}: {words}); "
                "put right what is named, then start again"
            )
