"""The PostgreSQL in the data folder: made, shared, killed, revived; closed to everybody else."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from caseclock.api import postgres_server
from caseclock.api.data_folder import DataFolder
from caseclock.api.embedded import Embedded, database_of
from caseclock.api.errors import NotWritten, Refused
from caseclock.api.postmaster import postmaster_of

AS_ROOT = os.geteuid() == 0


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    """Not pytest's folder: another run of pytest shuts those, as root, to the user that PostgreSQL runs as."""
    with tempfile.TemporaryDirectory(prefix="cc") as name:
        yield Path(name)


@pytest.fixture(scope="module")
def template(base: Path) -> Path:
    """A data folder whose database has been made and stopped, to be copied."""
    with database_of(base / "template"):
        pass
    return base / "template"


@pytest.fixture
def data(base: Path, template: Path) -> Iterator[Path]:
    """A data folder with a database that does not run; what runs in it at the end is ended."""
    folder = Path(tempfile.mkdtemp(dir=base), "data")
    subprocess.run(["cp", "-a", str(template), str(folder)], check=True)
    yield folder
    pid = postmaster_of(folder / "postgres")
    if pid is not None:
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


def do(url: str, statement: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def in_process(code: str, *arguments: object, **options: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload, no-any-return]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


# ---------------------------------------------------------------- made


@pytest.mark.parametrize(
    "name", ["plain", "with spaces, and 'quotes\"", "much longer than a socket may be " * 6, "é $HOME `x`"]
)
def test_a_new_data_folder_gets_a_database(base: Path, name: str) -> None:
    folder = Path(tempfile.mkdtemp(dir=base), name)
    embedded = Embedded(folder)
    url = embedded.start()
    try:
        assert rows(url, "select current_database(), current_user") == [("caseclock", "caseclock")]
        assert embedded.is_alive()
    finally:
        assert embedded.stop()
    assert not embedded.is_alive()
    assert postmaster_of(folder / "postgres") is None


def test_the_url_suits_the_tools_of_postgresql(data: Path) -> None:
    with database_of(data) as url:
        told = subprocess.run(
            [str(postgres_server.program("psql")), "-XAtc", "select 6 * 7", url], capture_output=True, text=True
        )
    assert told.stdout == "42\n"


def test_a_start_that_was_broken_off_is_begun_anew(base: Path) -> None:
    folder = Path(tempfile.mkdtemp(dir=base), "data")
    (folder / "postgres.new" / "base").mkdir(parents=True)
    with database_of(folder) as url:
        assert rows(url, "select 1") == [(1,)]
    assert not (folder / "postgres.new").exists()


def test_the_settings_are_those_of_a_small_service(data: Path) -> None:
    with database_of(data) as url:
        settings = {name: rows(url, f"show {name}")[0][0] for name in ("max_connections", "shared_buffers", "timezone")}
    assert settings == {"max_connections": "200", "shared_buffers": "64MB", "timezone": "UTC"}


@pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
def test_it_runs_for_an_ordinary_user(base: Path) -> None:
    folder = Path(tempfile.mkdtemp(dir=base))
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    base.chmod(0o711)
    child = in_process(ORDINARY, folder / "data", nobody.pw_uid, nobody.pw_gid)
    assert child.communicate()[0] == "alive True\nrevived True\nstopped True\n"
    assert (folder / "data" / "postgres").stat().st_uid == nobody.pw_uid


ORDINARY = """
import codecs, os, signal, sys
from pathlib import Path
from caseclock.api.embedded import Embedded
from caseclock.api.postmaster import postmaster_of
folder, uid, gid = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
codecs.lookup("ascii"), codecs.lookup("idna")  # what is loaded late may lie where the other user cannot read
os.setgroups([]); os.setgid(gid); os.setuid(uid)
embedded = Embedded(folder)
embedded.start()
print("alive", embedded.is_alive())
os.kill(postmaster_of(folder / "postgres"), signal.SIGKILL)
embedded.revive()
print("revived", embedded.is_alive())
print("stopped", embedded.stop())
"""


@pytest.mark.skipif(not AS_ROOT, reason="only root can act for another owner")
def test_root_runs_it_as_the_owner_of_the_data_folder(base: Path) -> None:
    folder = Path(tempfile.mkdtemp(dir=base))
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    with database_of(folder):
        assert {path.stat().st_uid for path in folder.iterdir()} == {nobody.pw_uid}


# ---------------------------------------------------------------- closed to others


def test_nobody_comes_in_without_the_password(data: Path) -> None:
    with database_of(data) as url:
        for user in ("caseclock", "postgres"):
            wrong = psycopg.conninfo.make_conninfo(url, user=user, password="guessed")
            with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
                psycopg.connect(wrong)


def test_it_is_reached_by_a_socket_of_its_owner_alone(data: Path) -> None:
    with database_of(data) as url:
        assert rows(url, "show listen_addresses") == [("",)]
        sockets = [path for path in (data / "postgres").iterdir() if path.is_socket()]
        assert [mode(socket) for socket in sockets] == [0o700]
        assert mode(data / "postgres") == 0o700
        assert mode(data / "postgres.password") == 0o600
        assert mode(data) & 0o066 == 0


def test_the_service_has_no_power_outside_its_database(data: Path) -> None:
    with database_of(data) as url, pytest.raises(psycopg.errors.InsufficientPrivilege):
        do(url, "copy (select 1) to program 'true'")


def test_a_socket_folder_that_somebody_else_made_is_refused(base: Path) -> None:
    folder = Path(tempfile.mkdtemp(dir=base), "odd name")
    others = postgres_server.PostgresServer(DataFolder(folder)).socket.parent
    others.mkdir(mode=0o700)
    others.chmod(0o777)
    try:
        with pytest.raises(Refused, match="belongs to somebody else"):
            Embedded(folder).start()
    finally:
        others.rmdir()


def test_a_statement_that_fails_is_not_logged(data: Path) -> None:
    with database_of(data) as url:
        do(url, "create table people (email text primary key); insert into people values ('r.marsh@example.org')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            do(url, "insert into people values ('r.marsh@example.org')")
    assert "marsh" not in (data / "postgres" / "server.log").read_text()


def test_a_long_log_is_put_aside_at_the_next_start(data: Path) -> None:
    (data / "postgres" / "server.log").write_bytes(b"x\n" * 1024 * 1024)
    shutil.chown(data / "postgres" / "server.log", (data / "postgres").stat().st_uid)
    with database_of(data):
        assert (data / "postgres" / "server.log").stat().st_size < 10_000
    assert (data / "postgres" / "server.old").stat().st_size == 2 * 1024 * 1024


# ---------------------------------------------------------------- shared


ATTACH = """
import sys
from pathlib import Path
import psycopg
from caseclock.api.embedded import database_of
with database_of(Path(sys.argv[1])) as url:
    with psycopg.connect(url) as connection:
        print(connection.execute("select count(*) from kept").fetchone()[0], flush=True)
    sys.stdin.read()
"""


def test_a_command_attaches_to_the_running_server_and_leaves_it_running(data: Path) -> None:
    service = Embedded(data)
    url = service.start()
    do(url, "create table kept (n int); insert into kept values (1), (2)")
    pid = postmaster_of(data / "postgres")
    command = in_process(ATTACH, data)
    assert command.communicate("")[0] == "2\n"
    assert postmaster_of(data / "postgres") == pid
    assert service.stop()


def test_nothing_outlives_a_command_that_is_alone(data: Path) -> None:
    with database_of(data) as url:
        assert rows(url, "select 1") == [(1,)]
    assert postmaster_of(data / "postgres") is None


def test_the_last_user_stops_it_whoever_began(data: Path) -> None:
    with database_of(data) as url:
        do(url, "create table kept (n int)")
    service = Embedded(data)
    service.start()
    command = in_process(ATTACH, data)
    assert command.stdout is not None
    assert command.stdout.readline() == "0\n"
    assert service.stop() is False
    assert service.is_alive()
    command.communicate("")
    assert postmaster_of(data / "postgres") is None


def test_a_server_whose_user_was_killed_is_attached_to(data: Path) -> None:
    with database_of(data) as url:
        do(url, "create table kept (n int)")
    killed = in_process(ATTACH, data)
    assert killed.stdout is not None
    killed.stdout.readline()
    killed.kill()
    killed.communicate()
    pid = postmaster_of(data / "postgres")
    service = Embedded(data)
    service.start()
    assert pid is not None
    assert postmaster_of(data / "postgres") == pid
    assert service.stop()


def test_many_may_start_at_once(data: Path) -> None:
    with database_of(data) as url:
        do(url, "create table kept (n int)")
    commands = [in_process(ATTACH, data) for _ in range(4)]
    assert [command.communicate("")[0] for command in commands] == ["0\n"] * 4
    assert postmaster_of(data / "postgres") is None


def test_it_lives_even_when_every_place_is_taken(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgres_server._SETTINGS, "max_connections", "6")  # of which three are a superuser's
    embedded = Embedded(data)
    url = embedded.start()
    taken = [psycopg.connect(url) for _ in range(3)]
    with pytest.raises(psycopg.OperationalError, match="connection slots"):
        psycopg.connect(url)
    assert embedded.is_alive()
    for connection in taken:
        connection.close()
    embedded.stop()


# ---------------------------------------------------------------- killed


def test_it_is_revived_after_its_postmaster_was_killed(data: Path) -> None:
    embedded = Embedded(data)
    url = embedded.start()
    do(url, "create table kept (n int); insert into kept select generate_series(1, 1000)")
    busy = threading.Thread(target=_work_for_ever, args=(url,))
    busy.start()
    _until_busy(url)
    killed = postmaster_of(data / "postgres")
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    embedded.revive()
    busy.join()
    assert rows(url, "select count(*) from kept") == [(1000,)]
    assert postmaster_of(data / "postgres") not in (None, killed)
    assert embedded.stop()


def _work_for_ever(url: str) -> None:
    """A backend that looks at nothing but its query: it stays when its postmaster is killed."""
    with pytest.raises(psycopg.OperationalError):
        rows(url, "select count(*) from generate_series(1, 1e15::numeric)")


def _until_busy(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        query = (
            "select 1 from pg_stat_activity where state = 'active' and query like '%1e15%' and pid <> pg_backend_pid()"
        )
        while not connection.execute(query).fetchone():
            pass


def test_reviving_what_lives_changes_nothing(data: Path) -> None:
    embedded = Embedded(data)
    embedded.start()
    pid = postmaster_of(data / "postgres")
    embedded.revive()
    assert postmaster_of(data / "postgres") == pid
    embedded.stop()


def test_what_was_stopped_is_not_revived(data: Path) -> None:
    embedded = Embedded(data)
    embedded.start()
    embedded.stop()
    embedded.revive()
    assert not embedded.is_alive()


def test_a_number_in_postmaster_pid_that_is_now_another_process_is_no_hindrance(data: Path) -> None:
    files = data / "postgres"
    owner = files.stat().st_uid
    stranger = subprocess.Popen(["sleep", "1000"], user=owner if AS_ROOT else None)
    for stale in (files / "postmaster.pid", files / ".s.PGSQL.5432.lock"):
        stale.write_text(f"{stranger.pid}\n{files}\n1700000000\n5432\n{files}\n\n        0         0\nready   \n")
        shutil.chown(stale, owner)
    try:
        with database_of(data) as url:
            assert rows(url, "select 1") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


# ---------------------------------------------------------------- in plain words


def test_a_server_that_cannot_start_is_told_with_its_reason(data: Path) -> None:
    with (data / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write("\nno_such_setting = 1\n")
    with pytest.raises(NotWritten, match=r"contains errors.*server\.log"):
        Embedded(data, patience_seconds=0.2).start()


def test_a_password_that_does_not_fit_is_told(data: Path) -> None:
    (data / "postgres.password").write_text("another")
    with pytest.raises(Refused, match="put the right file back"):
        Embedded(data).start()
    assert postmaster_of(data / "postgres") is None


def test_a_database_of_a_version_that_does_not_come_with_us_is_refused(data: Path) -> None:
    (data / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(Refused, match=r"PostgreSQL 9.*backup"):
        Embedded(data).start()


# ---------------------------------------------------------------- the data folder


HOLD = """
import sys
from pathlib import Path
from caseclock.api.data_folder import DataFolder
with DataFolder(Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_data_folder_belongs_to_one_service_at_a_time(tmp_path: Path) -> None:
    first = in_process(HOLD, tmp_path / "data")
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"
    with pytest.raises(Refused, match=f"process {first.pid};.*stop it first"), DataFolder(tmp_path / "data").lock():
        pass
    first.kill()
    first.communicate()
    with DataFolder(tmp_path / "data").lock():
        assert (tmp_path / "data" / "lock").read_text() == f"{os.getpid()}\n"


def test_the_secret_is_made_once(tmp_path: Path) -> None:
    ready = threading.Barrier(8)
    found: list[bytes] = []

    def ask() -> None:
        ready.wait()
        found.append(DataFolder(tmp_path / "data").secret())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert {len(secret) for secret in found} == {32}
    assert len(set(found)) == 1
    assert mode(tmp_path / "data" / "secret") == 0o600
    assert mode(tmp_path / "data") == 0o700
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret"]


def test_a_damaged_secret_is_told_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"short")
    with pytest.raises(Refused, match="put it back from a backup"):
        DataFolder(tmp_path).secret()
    assert (tmp_path / "secret").read_bytes() == b"short"


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="set CASECLOCK_DATA"):
        DataFolder(tmp_path / "file" / "data").secret()
