"""A backup made while the service runs, and what is restored of it; a damaged one restores nothing."""

import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy.orm import Session

from caseclock import __version__
from caseclock.api.backup import backup, restore
from caseclock.api.backup_manifest import DATABASE, MANIFEST
from caseclock.api.embedded import database_of
from caseclock.api.errors import CommandError, NotWritten, Refused
from caseclock.api.postgres_tools import client_command
from caseclock.api.store.database import Database
from caseclock.api.store.files.disk import DiskStore
from caseclock.api.store.files.interface import Damaged, StoreFull
from caseclock.api.store.files.reading import Reading
from caseclock.api.store.migrations import migrate, newest
from caseclock.api.store.tables import Case, User

FILES = {"cases/c1/a": b"a letter", "cases/c1/empty": b"", "cases/c2/long": os.urandom(9 * 1024 * 1024)}
KEPT = "select (select json_agg(cases order by id) from cases), (select json_agg(users order by id) from users)"


def silent(done: int, total: int, at: str, /) -> None:
    """A Tell that shows nothing."""


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[str, str]]:
    """Two servers: where backups come from, and where they go. Not in pytest's folder: see test_embedded."""
    with ExitStack() as stack:
        base = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cc")))
        yield stack.enter_context(database_of(base / "one")), stack.enter_context(database_of(base / "two"))


@pytest.fixture(scope="module")
def source(servers: tuple[str, str]) -> str:
    """The URL of a database with a few rows."""
    database = Database(servers[0])
    migrate(database)
    with Session(database.engine) as session:
        session.add(Case(id="c1", reference="ASB/1 – «damp»", policies=["p"], created_by="u1", as_of=date(2024, 2, 29)))
        session.add(User(id="u1", email="a@example.org", role="administrator", totp=bytes(range(256))))
        session.commit()
    database.close()
    return servers[0]


@pytest.fixture
def target(servers: tuple[str, str]) -> Iterator[str]:
    """The URL of an empty database on another server."""
    name = "d" + secrets.token_hex(4)
    with psycopg.connect(servers[1], autocommit=True) as connection:
        connection.execute(f"create database {name}")
    yield servers[1].replace("/caseclock?", f"/{name}?")
    with psycopg.connect(servers[1], autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    made = DiskStore(tmp_path / "files")
    for key, data in FILES.items():
        made.put(key, data)
    return made


@pytest.fixture
def empty(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "restored")


@pytest.fixture
def made(source: str, store: DiskStore, tmp_path: Path) -> Path:
    """A sound backup."""
    return backup(source, store, tmp_path / "case clock.backup", silent).path


def row(url: str, query: str) -> tuple[object, ...] | None:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()


def tables(url: str) -> object:
    return (row(url, "select count(*) from pg_tables where schemaname = 'public'") or (None,))[0]


def rewritten(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with other members, each sound as far as a zip archive knows."""
    with ZipFile(archive) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    changed = archive.with_name("changed")
    with ZipFile(changed, "w") as written:
        for name, data in members.items():
            written.writestr(name, data)
    return changed


def with_part(members: dict[str, bytes], name: str, data: bytes) -> None:
    """Puts a part in, and into the manifest, in place of what was there."""
    members[name] = data
    manifest = json.loads(members[MANIFEST])
    manifest["parts"] = [part for part in manifest["parts"] if part["name"] != name]
    manifest["parts"].append({"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    members[MANIFEST] = json.dumps(manifest).encode()


# ---------------------------------------------------------------- there and back


def test_what_was_kept_is_kept_again_on_another_server(source: str, target: str, made: Path, empty: DiskStore) -> None:
    restored = restore(made, target, empty, silent)
    assert row(target, KEPT) == row(source, KEPT)
    assert {key: empty.get(key) for key in empty.keys()} == FILES  # noqa: SIM118 - a store is no dict
    assert restored.manifest.keys == tuple(FILES)
    assert restored.secret is None


def test_the_restored_database_is_at_the_same_revision_and_guards_its_audit(
    target: str, made: Path, empty: DiskStore
) -> None:
    assert restore(made, target, empty, silent).manifest.revision == newest()
    database = Database(target)
    assert migrate(database) == newest()
    database.close()
    triggers = "select array_agg(tgname::text order by tgname) from pg_trigger where not tgisinternal"
    assert row(target, triggers) != (None,)


def test_the_manifest_tells_what_is_in_it(made: Path) -> None:
    with ZipFile(made) as opened:
        manifest = json.loads(opened.read(MANIFEST))
        names = opened.namelist()
    assert (manifest["format"], manifest["caseclock"]) == ("caseclock backup 1", __version__)
    assert (manifest["erased"], manifest["damaged"], manifest["holds_secret"]) == ([], [], False)
    assert {part["name"]: part["size"] for part in manifest["parts"] if part["name"] != DATABASE} == {
        f"files/{key}": len(data) for key, data in FILES.items()
    }
    assert sorted(names) == sorted([MANIFEST, *(part["name"] for part in manifest["parts"])])


def test_the_secret_is_in_it_only_when_given(
    source: str, target: str, store: DiskStore, empty: DiskStore, tmp_path: Path
) -> None:
    secret = secrets.token_bytes(32)
    with_it = backup(source, store, tmp_path / "with", silent, secret)
    assert with_it.manifest.holds_secret
    assert restore(with_it.path, target, empty, silent).secret == secret
    without = backup(source, store, tmp_path / "without", silent)
    assert secret in with_it.path.read_bytes()
    assert secret not in without.path.read_bytes()


def test_only_its_owner_may_read_it(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in made.parent.iterdir() if path.is_file()] == [made.name]


def test_it_tells_how_far_it_is(source: str, target: str, store: DiskStore, empty: DiskStore, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    backup(source, store, tmp_path / "out", lambda *so_far: told.append(so_far))
    assert told == [(0, 0, "the database"), *((n, 3, key) for n, key in enumerate(FILES))]
    told.clear()
    restore(tmp_path / "out", target, empty, lambda *so_far: told.append(so_far))
    assert [at for _, _, at in told] == [
        *(f"checking {name}" for name in (DATABASE, *(f"files/{key}" for key in FILES))),
        *FILES,
        "the database",
    ]


# ---------------------------------------------------------------- while the service runs


@dataclass
class Lively:
    """A store in which things happen while it is read: what `before` does as keys are listed, what `open` raises."""

    store: DiskStore
    before: Callable[[], None] = lambda: None
    raising: dict[str, Exception] = field(default_factory=dict)

    def keys(self, prefix: str = "") -> Iterator[str]:
        keys = list(self.store.keys(prefix))
        self.before()
        return iter(keys)

    def open(self, key: str) -> Reading:
        error = self.raising.get(key)
        if error is None:
            return self.store.open(key)

        def broken() -> Iterator[bytes]:
            yield b"the beginning"
            raise error

        return Reading(broken())  # type: ignore[arg-type]

    def put_chunks(self, key: str, chunks: object) -> None:
        if key in self.raising:
            raise self.raising[key]
        self.store.put_chunks(key, chunks)  # type: ignore[arg-type]


def test_a_row_made_after_its_instant_is_not_in_it(
    source: str, target: str, store: DiskStore, empty: DiskStore, tmp_path: Path
) -> None:
    def work() -> None:
        with psycopg.connect(source) as connection:
            connection.execute("update users set name = 'changed meanwhile'")

    before = row(source, KEPT)
    lively = Lively(store, before=work)
    restore(backup(source, lively, tmp_path / "out", silent).path, target, empty, silent)
    assert row(target, KEPT) == before
    assert row(source, "select name from users") == ("changed meanwhile",)


def test_a_file_erased_meanwhile_is_listed_as_such(
    source: str, target: str, store: DiskStore, empty: DiskStore, tmp_path: Path
) -> None:
    lively = Lively(store, before=lambda: store.delete("cases/c1/a"))
    manifest = backup(source, lively, tmp_path / "out", silent).manifest
    assert manifest.erased == ("cases/c1/a",)
    assert manifest.keys == ("cases/c1/empty", "cases/c2/long")
    assert restore(tmp_path / "out", target, empty, silent).manifest == manifest


def test_a_damaged_file_is_listed_and_the_rest_is_saved(
    source: str, target: str, store: DiskStore, empty: DiskStore, tmp_path: Path
) -> None:
    lively = Lively(store, raising={"cases/c2/long": Damaged("cases/c2/long is damaged; put it there again")})
    manifest = backup(source, lively, tmp_path / "out", silent).manifest
    assert manifest.damaged == ("cases/c2/long",)
    restore(tmp_path / "out", target, empty, silent)
    assert list(empty.keys()) == ["cases/c1/a", "cases/c1/empty"]


# ---------------------------------------------------------------- what cannot be made


def test_a_file_that_exists_is_not_written_over(source: str, made: Path, store: DiskStore) -> None:
    before = made.read_bytes()
    with pytest.raises(Refused, match="another name"):
        backup(source, store, made, silent)
    assert made.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://u:pw9@/none?host=/no/such/folder", "cannot be read.*see that it runs"),
        ("postgresql+psycopg://u:pw9@/none", "does not begin with postgresql://"),
        ("postgresql://u:pw9@[::1/none", "cannot be understood"),
        ("host=/tmp password=pw9", "does not begin with postgresql://"),
    ],
)
def test_without_a_database_nothing_is_written(store: DiskStore, tmp_path: Path, url: str, words: str) -> None:
    with pytest.raises(CommandError, match=words) as told:
        backup(url, store, tmp_path / "out", silent)
    assert "pw9" not in str(told.value)
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_when_pg_dump_fails_its_reason_is_told(
    source: str, store: DiskStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c no_such_setting=1")  # heard by pg_dump
    with pytest.raises(NotWritten, match="no_such_setting"):
        backup(source, store, tmp_path / "out", silent)
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_a_folder_that_is_not_there_is_told(source: str, store: DiskStore, tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="give another folder"):
        backup(source, store, tmp_path / "none" / "out", silent)


def test_the_password_is_on_no_command_line(source: str) -> None:
    password = str(conninfo_to_dict(source)["password"])
    command, environment = client_command("pg_dump", source)
    assert password not in " ".join(command)
    assert environment["PGPASSWORD"] == password


def test_tls_takes_the_programs_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    theirs = tmp_path / "pg_dump"
    theirs.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert client_command("pg_dump", "postgresql://db.example/x?sslmode=verify-full")[0][0] == str(theirs)
    theirs.unlink()
    with pytest.raises(Refused, match="install PostgreSQL's client programs"):
        client_command("pg_dump", "postgresql://db.example/x?sslmode=require")


# ---------------------------------------------------------------- what is not restored


def test_a_database_that_holds_our_tables_is_refused(source: str, made: Path, empty: DiskStore) -> None:
    before = row(source, KEPT)
    with pytest.raises(Refused, match=r"holds a table .* already"):
        restore(made, source, empty, silent)
    assert row(source, KEPT) == before
    assert list(empty.keys()) == []


def test_a_store_that_holds_files_is_refused(target: str, made: Path, empty: DiskStore) -> None:
    empty.put("cases/c9/x", b"somebody's")
    with pytest.raises(Refused, match="files in the store already"):
        restore(made, target, empty, silent)
    assert list(empty.keys()) == ["cases/c9/x"]
    assert tables(target) == 0


def flipped(archive: Path, name: str) -> Path:
    """The archive with one byte of a part changed."""
    with ZipFile(archive) as opened:
        place = opened.getinfo(name).header_offset + 30 + len(name) + 40
    data = bytearray(archive.read_bytes())
    data[place] ^= 0xFF
    changed = archive.with_name("changed")
    changed.write_bytes(data)
    return changed


def cut(archive: Path) -> Path:
    changed = archive.with_name("changed")
    changed.write_bytes(archive.read_bytes()[:-1000])
    return changed


DAMAGE: dict[str, Callable[[Path], Path]] = {
    "a changed byte of the database": lambda path: flipped(path, DATABASE),
    "a changed byte of a file": lambda path: flipped(path, "files/cases/c2/long"),
    "a changed byte of the manifest": lambda path: flipped(path, MANIFEST),
    "cut short": cut,
    "no archive": lambda path: shutil.copy(__file__, path.with_name("changed")),
    "not there": lambda path: path.with_name("none"),
    "another file in place of one": lambda path: rewritten(path, lambda them: them.update({"files/cases/c1/a": b"?"})),
    "a file gone": lambda path: rewritten(path, lambda them: them.pop("files/cases/c1/a") and None),
    "a file too many": lambda path: rewritten(path, lambda them: them.update({"files/cases/c1/b": b"?"})),
    "no manifest": lambda path: rewritten(path, lambda them: them.pop(MANIFEST) and None),
    "of a later version": lambda path: rewritten(
        path, lambda them: them.update({MANIFEST: them[MANIFEST].replace(b"backup 1", b"backup 2")})
    ),
    "a way out of the store": lambda path: rewritten(path, lambda them: with_part(them, "files/../x", b"?")),
    "a part of no kind": lambda path: rewritten(path, lambda them: with_part(them, "extra", b"?")),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_of_a_damaged_backup_nothing_is_restored(
    target: str, made: Path, empty: DiskStore, damage: Callable[[Path], Path]
) -> None:
    with pytest.raises(Refused):
        restore(damage(made), target, empty, silent)
    assert tables(target) == 0
    assert list(empty.keys()) == []


# ---------------------------------------------------------------- restored in part


def test_a_store_that_fills_up_is_told_with_what_is_missing(target: str, made: Path, empty: DiskStore) -> None:
    lively = Lively(empty, raising={"cases/c1/empty": StoreFull("the disk is full; free some space")})
    with pytest.raises(NotWritten, match=r"restored are 1 of 3 files, and no table.*cases/c1/empty.*the disk is full"):
        restore(made, target, lively, silent)
    assert tables(target) == 0


def half_the_dump(members: dict[str, bytes]) -> None:
    with_part(members, DATABASE, members[DATABASE][: len(members[DATABASE]) * 2 // 3])


def another_dump(members: dict[str, bytes]) -> None:
    with_part(members, DATABASE, b"PGDMP or not")


@pytest.mark.parametrize("change", [half_the_dump, another_dump])
def test_a_dump_that_cannot_be_restored_leaves_no_table(
    target: str, made: Path, empty: DiskStore, change: Callable[[dict[str, bytes]], None]
) -> None:
    with pytest.raises(NotWritten, match="restored are all 3 files, and no table of the database"):
        restore(rewritten(made, change), target, empty, silent)
    assert tables(target) == 0


def test_tables_that_the_database_refuses_leave_none(target: str, made: Path, empty: DiskStore) -> None:
    with psycopg.connect(target) as connection:
        connection.execute("create type cases as (n int)")  # no table, but in the way of one
    with pytest.raises(NotWritten, match='"cases" already exists'):
        restore(made, target, empty, silent)
    assert tables(target) == 0
