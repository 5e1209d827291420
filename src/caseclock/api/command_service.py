"""The parts of the service, opened from its settings: by the server, by workers, and by commands at the keyboard."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy.exc import OperationalError

from caseclock.api.embedded import Embedded
from caseclock.api.errors import Refused
from caseclock.api.jobs.queue import Queue
from caseclock.api.making.makers import Makers
from caseclock.api.open_files import open_files, secret_of
from caseclock.api.quick import Quick
from caseclock.api.sealing import Sealer
from caseclock.api.service import Service
from caseclock.api.settings import Settings, read_settings
from caseclock.api.store.database import Database
from caseclock.api.store.migrations import is_current, migrate


@contextmanager
def database_of(settings: Settings) -> Iterator[tuple[Database, Embedded | None]]:
    """The database that the settings name; the embedded one is started, or attached to. Raises Refused."""
    with ExitStack() as stack:
        embedded = None
        if not settings.database_url:
            embedded = Embedded(settings.data)
            embedded.start()
            stack.callback(embedded.stop)
        database = Database(embedded.url if embedded else settings.database_url)
        stack.callback(database.close)
        yield database, embedded


def bring_up_to_date(settings: Settings, database: Database) -> None:
    """Have the tables that this program needs: made where the database is the service's own, else asked for."""
    try:
        if not settings.database_url:
            migrate(database)
        elif not is_current(database):
            raise Refused("the database has not the tables that this version needs: run `caseclock migrate` first")
    except OperationalError as error:
        raise Refused(
            "the database that CASECLOCK_DATABASE_URL names does not answer: check the URL, or start it"
        ) from error


@contextmanager
def open_service(settings: Settings) -> Iterator[Service]:
    """Every part of the service. Raises Refused, NotWritten."""
    with ExitStack() as stack:
        secret = secret_of(settings)
        database, embedded = stack.enter_context(database_of(settings))
        bring_up_to_date(settings, database)
        queue = Queue(database.url)
        stack.callback(queue.close)
        makers = Makers(settings)
        stack.callback(makers.close)
        files = open_files(settings)
        service = Service(
            settings, database, files, secret, Sealer(secret), queue, makers, embedded, quick=Quick(database.url)
        )
        stack.callback(service.drawn.close)
        yield service


@contextmanager
def command_service(_args: object = None) -> Iterator[Service]:
    """The service as a command at the keyboard needs it, from the settings in the environment."""
    with open_service(read_settings()) as service:
        yield service
