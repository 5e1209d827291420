"""The migrations make the tables that the program has, and may be run by many at once."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from caseclock.api.embedded import Embedded
from caseclock.api.store.database import Database
from caseclock.api.store.migrations import is_current, migrate, newest
from caseclock.api.store.tables import Base


def test_the_migrations_make_the_tables_of_the_program(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: not str(name).startswith("procrastinate_")}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_two_that_start_at_once_migrate_once() -> None:
    with tempfile.TemporaryDirectory(prefix="cc") as folder:
        embedded = Embedded(Path(folder, "data"))
        database = Database(embedded.start())
        try:
            with ThreadPoolExecutor(4) as threads:
                assert set(threads.map(lambda _: migrate(database), range(4))) == {newest()}
            assert is_current(database)
            with database.engine.connect() as connection:
                assert connection.execute(text("select count(*) from procrastinate_jobs")).scalar_one() == 0
        finally:
            database.close()
            embedded.stop()
