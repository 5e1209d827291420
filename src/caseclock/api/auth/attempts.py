"""Guesses at a password or code are counted in the database before they are judged, so that none slips past at the
same moment as others: after five that fail a person's log-in is locked for a quarter of an hour."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy import ColumnElement, case, null, or_, select, update

from caseclock.api.problems import Problem
from caseclock.api.store.audit import NOBODY, Action, record
from caseclock.api.store.database import Database
from caseclock.api.store.tables import User, now

FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
_OF_ONE_NETWORK = 64  # bits of an IPv6 address: one person has all the rest
_LIMITER = MovingWindowRateLimiter(MemoryStorage())


def check_address(address: str, per_minute: int) -> None:
    """Raises Problem 429 if there were more than so many attempts from there within a minute."""
    if not _LIMITER.hit(RateLimitItemPerMinute(per_minute), "log-in", _network(address)):
        raise Problem(
            429,
            "too-many-log-ins",
            "Too many attempts",
            "There were too many attempts from your address: wait a minute and try again.",
            headers={"Retry-After": "60"},
        )


def forget_addresses() -> None:
    """Begin to count addresses anew."""
    _LIMITER.storage.reset()


def charge(database: Database, who: ColumnElement[bool]) -> User | None:
    """Count an attempt of the person that `who` chooses, as a failure until it is `forgive`n. None: there is no such
    person, or they are locked."""
    at = now()
    failures = case((User.locked_until.is_not(None), 1), else_=User.failures + 1)  # a lock that has passed: anew
    locked = case((failures >= FAILURES, at + LOCKED_FOR), else_=null())
    with database.transaction() as session:
        return session.scalars(
            update(User)
            .where(who, or_(User.locked_until.is_(None), User.locked_until <= at))
            .values(failures=failures, locked_until=locked)
            .returning(User)
            .execution_options(synchronize_session=False)
        ).one_or_none()


def forgive(database: Database, user_id: str) -> None:
    """Take back one counted attempt: it was right as far as it went."""
    with database.transaction() as session:
        session.execute(
            update(User)
            .where(User.id == user_id, User.failures > 0)
            .values(failures=User.failures - 1, locked_until=None)
            .execution_options(synchronize_session=False)
        )


def note_failure(database: Database, user: User | None, who: ColumnElement[bool], reason: str, method: str) -> None:
    """Audit an attempt that failed. `user`: as it was charged; None for one that is unknown or locked."""
    with database.transaction() as session:
        user_id = user.id if user else session.scalar(select(User.id).where(who))
        if user is None:
            reason = "locked" if user_id else "unknown"
        record(session, NOBODY, Action.LOG_IN_FAILED, object=user_id, reason=reason, method=method)
        if user is not None and user.failures >= FAILURES:
            minutes = int(LOCKED_FOR.total_seconds()) // 60
            record(session, NOBODY, Action.LOG_IN_LOCKED, object=user_id, minutes=minutes)


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or int(found) >> (found.max_prefixlen - _OF_ONE_NETWORK))
