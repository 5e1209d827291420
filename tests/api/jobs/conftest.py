"""A real PostgreSQL with our tables, a store on disk, and the jobs' own parts on them."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from caseclock.api.embedded import Embedded
from caseclock.api.jobs.assessing import Assessor
from caseclock.api.jobs.queue import Queue
from caseclock.api.jobs.reading import Reader
from caseclock.api.jobs.sweeping import Sweep
from caseclock.api.making.inputs import paper_file
from caseclock.api.making.make import Kitchen
from caseclock.api.settings import Settings
from caseclock.api.store import tables
from caseclock.api.store.database import Database
from caseclock.api.store.files.disk import DiskStore
from caseclock.api.store.migrations import migrate
from caseclock.extractor.intake import document_id


@dataclass
class Office:
    """A service without its server: papers are put in, jobs are done by hand."""

    settings: Settings
    database: Database
    files: DiskStore
    queue: Queue
    exits: list[int]  # what the next processes that read alone end with

    @property
    def reader(self) -> Reader:
        return Reader(self.settings, self.database, self.files, self.queue, read_alone=lambda _: self.exits.pop(0))

    @property
    def assessor(self) -> Assessor:
        return Assessor(self.settings, self.database, Kitchen(self.files), self.queue)

    @property
    def sweep(self) -> Sweep:
        return Sweep(self.settings, self.database, self.files, self.queue)

    def case(self) -> str:
        """A new case."""
        with self.database.transaction() as session:
            row = tables.Case(reference="Test", policies=["statutory"], created_by="u1")
            session.add(row)
            session.flush()
            session.add(tables.Member(case_id=row.id, who="u1"))
            return row.id

    def paper(self, case: str, name: str, data: bytes, **values: object) -> str:
        """A paper of the case that waits to be read."""
        sha256 = hashlib.sha256(data).hexdigest()
        self.files.put(paper_file(case, sha256), data)
        given = {"name": name, "given": name, "sha256": sha256, "size": len(data), "uploaded_by": "u1"}
        with self.database.transaction() as session:
            row = tables.Document(case_id=case, id=document_id(name, sha256), **{**given, **values})
            session.add(row)
            return row.id

    def row(self, case: str, document: str) -> tables.Document:
        """The paper's row."""
        with self.database.transaction() as session:
            return session.get_one(tables.Document, (case, document))

    def case_row(self, case: str) -> tables.Case:
        """The case's row."""
        with self.database.transaction() as session:
            return session.get_one(tables.Case, case)

    def queued(self) -> list[tuple[str, dict[str, str]]]:
        """What waits in the queue: kind of job and its arguments."""
        with self.database.transaction() as session:
            rows = session.execute(
                text("select task_name, args from procrastinate_jobs where status = 'todo' order by id")
            ).all()
            return [(task, arguments) for task, arguments in rows]


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    """A migrated database."""
    folder = tempfile.mkdtemp(prefix="cc")
    embedded = Embedded(Path(folder, "data"))
    database = Database(embedded.start())
    migrate(database)
    yield database
    database.close()
    embedded.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Iterator[Office]:
    """An office with an empty queue."""
    with database.transaction() as session:
        session.execute(text("truncate procrastinate_jobs, cases, webhooks, doomed restart identity cascade"))
    settings = Settings(data=tmp_path, crashes=3, lost_after_seconds=5)
    queue = Queue(database.url)
    yield Office(settings, database, DiskStore(tmp_path / "files"), queue, [])
    queue.close()
