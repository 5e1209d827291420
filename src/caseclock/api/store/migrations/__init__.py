"""How the tables came to be, step by step; run by `caseclock migrate`, and by `serve` where the database is its own."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from caseclock.api.store.database import Database

_LOCK = 7205759404  # two services that start at once must not both migrate


def config() -> Config:
    """Alembic's configuration: no file, all paths here."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return made


def migrate(database: Database) -> str:
    """Bring the tables up to date. Gives the revision they are at. Safe to run by several processes at once."""
    with database.engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.commit()
        try:
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
            connection.commit()
            return revision_of(connection) or ""
        finally:
            connection.rollback()
            connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.commit()


def revision_of(connection: Connection) -> str | None:
    """The revision that the tables are at; None: there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision that this program needs."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def is_current(database: Database) -> bool:
    """Are the tables those that this program needs?"""
    with database.engine.connect() as connection:
        return revision_of(connection) == newest()
