"""A service with its routes for tests: real keys, real rows, real papers."""

import hashlib
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI
from httpx import Response
from procrastinate.schema import SchemaManager
from sqlalchemy import text

from caseclock.api.access import day_of
from caseclock.api.auth.keys import add_key
from caseclock.api.auth.principals import EVERY_SCOPE, Scope
from caseclock.api.jobs.assessing import Assessor
from caseclock.api.jobs.queue import Queue
from caseclock.api.jobs.reading import Reader
from caseclock.api.jobs.sweeping import Sweep, touch
from caseclock.api.making.inputs import inputs_of, paper_file
from caseclock.api.making.make import Ask, Kitchen
from caseclock.api.problems import install_problems
from caseclock.api.routes import audit, cases, decisions, documents, erasure, export, health, policies, search, webhooks
from caseclock.api.sealing import Sealer
from caseclock.api.service import Service
from caseclock.api.settings import Settings
from caseclock.api.store import tables
from caseclock.api.store.audit import FUNCTIONS, OPERATOR
from caseclock.api.store.database import Database
from caseclock.api.store.files.disk import DiskStore
from caseclock.api.store.tables import Names, now
from caseclock.extractor.intake import document_id
from caseclock.models.chronology import Chronology

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of a client that is to come in place of httpx
    from fastapi.testclient import TestClient

SECRET = bytes(range(32))


class Here:
    """Makes what is asked for at once, in this process."""

    def __init__(self, files: DiskStore) -> None:
        self.kitchen = Kitchen(files)
        self.forgotten: list[str] = []
        self.lost = 0

    def get(self, ask: Ask, wait_seconds: float = 0) -> bytes:
        return self.kitchen.made(ask)

    def held(self, ask: Ask) -> bytes | None:
        return None

    def hold(self, ask: Ask, data: bytes) -> None:
        """Nothing is held in memory."""

    def forget(self, case: str) -> None:
        self.forgotten.append(case)


@dataclass
class Caller:
    """Somebody with a key."""

    id: str
    client: TestClient
    headers: dict[str, str]

    def __call__(self, method: str, path: str, expect: int | None = None, **given: object) -> Response:
        headers = {**self.headers, **given.pop("headers", {})}
        answer = self.client.request(method, path, headers=headers, **given)
        if expect is not None:
            assert answer.status_code == expect, answer.text
        return answer


@dataclass
class House:
    """The service, and hands to put things into it."""

    service: Service
    app: FastAPI
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = TestClient(self.app)

    def caller(self, *scopes: Scope) -> Caller:
        """Somebody with these scopes; without any, with all."""
        with self.service.database.transaction() as session:
            key, plain = add_key(session, "of a test", scopes or EVERY_SCOPE, now() + timedelta(days=1), OPERATOR)
        return Caller(key.id, self.client, {"Authorization": f"Bearer {plain}"})

    def case(self, *members: Caller, reference: str = "ASB/1", names: Names = Names.FULL) -> str:
        """A case of these members."""
        with self.service.database.transaction() as session:
            row = tables.Case(reference=reference, policies=[], created_by=members[0].id)
            session.add(row)
            session.flush()
            session.add_all([tables.Member(case_id=row.id, who=one.id, names=names.value) for one in members])
            return row.id

    def member(self, case: str, caller: Caller, names: Names = Names.FULL) -> None:
        """Somebody more who may see the case."""
        with self.service.database.transaction() as session:
            session.add(tables.Member(case_id=case, who=caller.id, names=names.value))

    def paper(self, case: str, name: str, words: str | bytes) -> str:
        """A paper, added and read. Gives its id."""
        given = self.waiting_paper(case, name, words)
        self.reader.read(case, given)
        return given

    def waiting_paper(self, case: str, name: str, words: str | bytes) -> str:
        """A paper that is not yet read."""
        data = words.encode() if isinstance(words, str) else words
        sha256 = hashlib.sha256(data).hexdigest()
        self.service.files.put(paper_file(case, sha256), data)
        made = document_id(name, sha256)
        with self.service.database.transaction() as session:
            session.add(
                tables.Document(
                    case_id=case, id=made, name=name, given=name, sha256=sha256, size=len(data), uploaded_by="u1"
                )
            )
            touch(session, case)
        return made

    @property
    def reader(self) -> Reader:
        """Reads papers."""
        return Reader(self.service.settings, self.service.database, self.service.files, self.service.queue)

    @property
    def assessor(self) -> Assessor:
        """Assesses cases."""
        kitchen = self.service.makers.kitchen
        return Assessor(self.service.settings, self.service.database, kitchen, self.service.queue)

    def sweep(self) -> None:
        """What the workers do every few seconds."""
        service = self.service
        assert Sweep(service.settings, service.database, service.files, service.queue).run()

    def entries(self, caller: Caller, case: str) -> list[dict]:
        """The entries of the chronology as it is now."""
        with self.service.database.transaction() as session:
            row = session.get(tables.Case, case)
            ask = Ask(inputs_of(session, row, day_of(row, None), row.application_date, None), 1)
        chronology = Chronology.model_validate_json(self.service.makers.get(ask))
        return [entry.model_dump(mode="json") for entry in chronology.entries]

    def rows(self, query: str, **given: object) -> list[tuple]:
        """What the database answers."""
        with self.service.database.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), given)]

    def close(self) -> None:
        self.service.queue.close()
        self.service.database.close()


def make_house(url: str, folder: Path, routers: Iterable = ()) -> House:
    """A service on an empty database."""
    database = Database(url, connections=5)
    tables.Base.metadata.create_all(database.engine)
    with database.engine.begin() as connection:
        connection.exec_driver_sql(FUNCTIONS)
        connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    files = DiskStore(folder)
    settings = Settings(data=folder, webhook_hosts=("hooks.council.example",))
    service = Service(settings, database, files, SECRET, Sealer(SECRET), Queue(url), Here(files))
    app = FastAPI(generate_unique_id_function=lambda route: route.name)
    app.state.service = service
    install_problems(app)
    for one in (cases, documents, decisions, policies, webhooks, audit, erasure, export, search, health, *routers):
        app.include_router(one.router)
    return House(service, app)
