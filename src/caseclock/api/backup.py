"""Everything that a service keeps, in one file; and that file made into a service's database and files again."""

import hashlib
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

import psycopg

from caseclock import __version__
from caseclock.api.backup_manifest import (
    CHUNK,
    DATABASE,
    FILES,
    MANIFEST,
    SECRET,
    Manifest,
    Part,
    check_parts,
    chunks_of,
    read_manifest,
)
from caseclock.api.errors import NotWritten, Refused
from caseclock.api.postgres_tools import client_command, last_words, parts_of, program
from caseclock.api.progress import Tell
from caseclock.api.store.files.interface import Damaged, FileError, FileStore, Missing
from caseclock.api.store.tables import Base

_UNKNOWN_TO_OLDER = b"SET transaction_timeout = 0;\n"  # pg_restore begins so; servers before 17 stumble over it
_IN_MEMORY = 8 * CHUNK  # a file above this waits on disk until it is known to be whole


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made, or restored."""

    path: Path
    manifest: Manifest
    secret: bytes | None  # what opens the sealed things in the database, where the backup holds it


def backup(database_url: str, store: FileStore, out: Path, tell: Tell, secret: bytes | None = None) -> Backup:
    """Writes the database and all files to `out`, as they are while the service runs.

    The database is copied first, as it is at one instant: files are written before the rows that name them and never
    changed, so those copied afterwards are all there, but for what was erased meanwhile. `secret`: the service's own
    (`DataFolder.secret`); with it in the backup, whoever has the file can open what is sealed. Raises Refused if `out`
    exists, NotWritten if the backup could not be made; then there is nothing at `out`.
    """
    if out.exists():
        raise Refused(f"{out} exists; give the backup another name")
    parts_of(database_url)
    with _written_aside(out) as file, _told(), ZipFile(file, "w") as archive:
        parts: list[Part] = []
        tell(0, 0, "the database")
        with _snapshot(database_url) as (revision, name), _dump(database_url, name) as dump:
            parts.append(_add(archive, DATABASE, dump))
        if secret is not None:
            parts.append(_add(archive, SECRET, [secret]))
        files, erased, damaged = _add_files(archive, store, out.parent, tell)
        manifest = Manifest(
            caseclock=__version__,
            revision=revision,
            made_at=datetime.now(UTC),
            holds_secret=secret is not None,
            erased=tuple(erased),
            damaged=tuple(damaged),
            parts=(*parts, *files),
        )
        archive.writestr(_member(MANIFEST), manifest.model_dump_json(indent=1))
    return Backup(out, manifest, secret)


def restore(archive: Path, database_url: str, store: FileStore, tell: Tell) -> Backup:
    """Puts the files of a backup into `store`, and then its tables, all at once, into the database.

    Both must be empty. The whole backup is checked before anything is written. Bringing the tables to the revision of
    this caseclock is the caller's matter, and so is the secret. Raises Refused where nothing was written, NotWritten,
    saying what is missing, where something was.
    """
    parts_of(database_url)
    try:
        opened = ZipFile(archive)
    except (OSError, BadZipFile) as error:
        raise Refused(f"{archive} cannot be read as a backup ({error}); check the name, or copy it again") from error
    with opened, _told():
        manifest = read_manifest(opened)
        for done, part in enumerate(check_parts(opened, manifest), start=1):
            tell(done, len(manifest.parts), f"checking {part}")
        _refuse_unless_empty(database_url, store)
        _put_files(opened, manifest, store, tell)
        tell(0, 0, "the database")
        _fill(opened, manifest, database_url)
        return Backup(archive, manifest, opened.read(SECRET) if manifest.holds_secret else None)


# ---------------------------------------------------------------- making it


@contextmanager
def _written_aside(out: Path) -> Iterator[IO[bytes]]:
    """A file that is at `out` when all has gone well; for its owner's eyes only."""
    aside = out.with_name(f".{out.name[:100]}.{secrets.token_hex(8)}")
    try:
        file = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise NotWritten(f"{out} cannot be written ({error.strerror}); give another folder") from error
    try:
        with os.fdopen(file, "w+b") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(aside, out)
    except OSError as error:
        raise NotWritten(f"{out} cannot be written ({error.strerror}); make room, or give another folder") from error
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _snapshot(database_url: str) -> Iterator[tuple[str | None, str]]:
    """The revision of the tables at one instant, and the name by which pg_dump sees that same instant."""
    with psycopg.connect(database_url, connect_timeout=10) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        there = connection.execute("select to_regclass('alembic_version')").fetchone()
        revision = None
        if there and there[0]:
            row = connection.execute("select version_num from alembic_version").fetchone()
            revision = str(row[0]) if row else None
        (name,) = connection.execute("select pg_export_snapshot()").fetchone() or ("",)
        yield revision, name


@contextmanager
def _dump(database_url: str, snapshot: str) -> Iterator[Iterator[bytes]]:
    """What pg_dump writes. Raises NotWritten at the end if it did not succeed."""
    arguments = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
    command, environment = client_command("pg_dump", database_url, *arguments)
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said) as process:
            assert process.stdout is not None
            yield chunks_of(process.stdout)
        if process.returncode != 0:
            raise NotWritten(f"the database could not be copied ({_said(said)}); put that right, then try again")


def _add_files(archive: ZipFile, store: FileStore, folder: Path, tell: Tell) -> tuple[list[Part], list[str], list[str]]:
    """The files that were added, and the keys of those that were erased meanwhile or are damaged."""
    parts: list[Part] = []
    erased: list[str] = []
    damaged: list[str] = []
    keys = list(store.keys())
    for done, key in enumerate(keys):
        tell(done, len(keys), key)
        # What is in the archive cannot be taken out again: a file waits beside it until it has been read to its end.
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder)) as whole:
            try:
                with store.open(key) as reading:
                    whole.writelines(reading)
            except Missing:
                erased.append(key)
                continue
            except Damaged:
                damaged.append(key)
                continue
            whole.seek(0)
            parts.append(_add(archive, FILES + key, iter(lambda: whole.read(CHUNK), b"")))
    return parts, erased, damaged


def _add(archive: ZipFile, name: str, chunks: Iterable[bytes]) -> Part:
    digest, size = hashlib.sha256(), 0
    with archive.open(_member(name), "w", force_zip64=True) as member:
        for chunk in chunks:
            member.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Part(name=name, size=size, sha256=digest.hexdigest())


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    member.external_attr = 0o600 << 16
    return member


# ---------------------------------------------------------------- putting it back


def _refuse_unless_empty(database_url: str, store: FileStore) -> None:
    if next(store.keys(), None) is not None:
        raise Refused("there are files in the store already; restore into a new data folder, or an empty bucket")
    ours = [*Base.metadata.tables, "alembic_version"]
    with psycopg.connect(database_url, connect_timeout=10) as connection:
        found = connection.execute(
            "select relname from pg_class where relkind in ('r', 'p') and (relname = any(%s) or relname like %s)"
            " and relnamespace <> 'pg_catalog'::regnamespace limit 1",
            (ours, r"procrastinate\_%"),
        ).fetchone()
    if found:
        raise Refused(
            f"the database holds a table {found[0]} already; restore into a new data folder, or an empty database"
        )


def _put_files(archive: ZipFile, manifest: Manifest, store: FileStore, tell: Tell) -> None:
    keys = manifest.keys
    for done, key in enumerate(keys):
        tell(done, len(keys), key)
        try:
            with archive.open(FILES + key) as opened:
                store.put_chunks(key, chunks_of(opened))
        except (FileError, OSError, BadZipFile) as error:
            raise NotWritten(
                f"restored are {done} of {len(keys)} files, and no table of the database: {key} could not be put into "
                f"the store ({error}); put that right, empty the store, then restore again"
            ) from error


def _fill(archive: ZipFile, manifest: Manifest, database_url: str) -> None:
    """Makes the tables, all or none: what pg_restore makes of the dump is run by psql in one transaction."""
    run = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-")
    command, environment = client_command("psql", database_url, *run)
    with tempfile.TemporaryFile() as dump, tempfile.TemporaryFile() as said:
        with archive.open(DATABASE) as opened:
            shutil.copyfileobj(opened, dump, CHUNK)
        dump.seek(0)
        reading = [str(program("pg_restore")), "--no-owner", "--no-privileges", "--file=-"]
        with (
            suppress(BrokenPipeError),  # psql has given up: its exit status says so
            subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=said, stderr=said) as psql,
            _ended_unless_done(psql),
            subprocess.Popen(reading, stdin=dump, stdout=subprocess.PIPE, stderr=said) as script,
        ):
            assert psql.stdin is not None
            assert script.stdout is not None
            psql.stdin.write(script.stdout.read(CHUNK).replace(_UNKNOWN_TO_OLDER, b"", 1))
            shutil.copyfileobj(script.stdout, psql.stdin, CHUNK)
            if script.wait() != 0:
                psql.kill()
        if script.returncode != 0 or psql.returncode != 0:
            raise NotWritten(
                f"restored are all {len(manifest.keys)} files, and no table of the database: it refused them "
                f"({_said(said)}); put that right, empty the store, then restore again"
            )


@contextmanager
def _ended_unless_done(psql: "subprocess.Popen[bytes]") -> Iterator[None]:
    """At the end of what it is given, psql commits: it must not come to the end of half a script."""
    try:
        yield
    except BaseException:
        psql.kill()
        raise


def _said(output: IO[bytes]) -> str:
    output.seek(0)
    return last_words(output.read(), "no reason given")


@contextmanager
def _told() -> Iterator[None]:
    """What the database or the store says against it, in one line."""
    try:
        yield
    except FileError as error:
        raise NotWritten(str(error)) from error
    except psycopg.Error as error:
        words = last_words(str(error).encode(), "no reason given")
        raise NotWritten(f"the database cannot be read ({words}); see that it runs, then try again") from error
