"""What goes wrong with a job but may go well a moment later."""

from psycopg import OperationalError as DriverError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from caseclock.api.outbound.scanner import ScannerUnavailable
from caseclock.api.store.files.interface import StoreUnavailable

PASSING = (StoreUnavailable, ScannerUnavailable, OperationalError, InterfaceError, PoolTimeout, DriverError)


def is_passing(error: BaseException) -> bool:
    """May the same thing go well a moment later?"""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, PASSING)
