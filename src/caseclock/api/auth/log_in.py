"""Logging in with email, password and code. Whatever is wrong, the answer is the same and takes as long."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from caseclock.api.auth import attempts, passwords, sessions, totp
from caseclock.api.fields import as_email
from caseclock.api.problems import Problem
from caseclock.api.service import Service
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import User

_METHOD = "password"
FAILED = (
    "The email address, the password or the code is not right, or the log-in is locked for a while after too many "
    "attempts: check them, wait a quarter of an hour, or ask an administrator for a new link."
)


class LoggedIn(NamedTuple):
    """A log-in that went well: the token for the cookie, the log-in's row, and whose it is."""

    token: str
    session: tables.Session
    user: User


def log_in(service: Service, email: str, password: str, code: str | None, address: str) -> LoggedIn:
    """A new log-in. `address`: where the request comes from.

    Raises Problem 401 `log-in-failed`, or `code-needed` if all is right but the code is missing; 429 after too many
    attempts from the address.
    """
    attempts.check_address(address, service.settings.log_ins_per_minute)
    who: ColumnElement[bool] = User.email == (as_email(email) or "")
    user = attempts.charge(service.database, who)
    right = passwords.is_right(password, user.password if user else None)
    if user is None or not right or user.disabled_at:
        raise _failed(service, user, who, "disabled" if right else "wrong-password")
    step = user.totp_last
    if user.totp is not None:
        if not code:
            attempts.forgive(service.database, user.id)
            raise _code_needed()
        found = totp.user_step(service.sealer, user, code)
        if found is None:
            raise _failed(service, user, who, "wrong-code")
        step = found
    logged_in = _admitted(service, user, password, step)
    if logged_in is None:
        raise _failed(service, user, who, "changed-meanwhile")
    return logged_in


def admit(service: Service, session: Session, user: User, method: str) -> LoggedIn:
    """Log in a person who has been proved to be who they are."""
    token, row = sessions.begin(session, service.settings, user)
    record(session, user.id, Action.LOG_IN, object=user.id, method=method, second_factor=user.totp is not None)
    return LoggedIn(token, row, user)


def _admitted(service: Service, user: User, password: str, step: int) -> LoggedIn | None:
    """None if the person was changed while the password was being checked, or the same code was used."""
    kept = passwords.hashed(password) if passwords.is_outdated(user.password or "") else user.password
    unused = User.totp_last < step if user.totp is not None else User.totp.is_(None)
    with service.database.transaction() as session:
        current = session.scalars(
            update(User)
            .where(User.id == user.id, User.disabled_at.is_(None), User.password == user.password, unused)
            .values(failures=0, locked_until=None, totp_last=step, password=kept)
            .returning(User)
        ).one_or_none()
        return admit(service, session, current, _METHOD) if current else None


def _failed(service: Service, user: User | None, who: ColumnElement[bool], reason: str) -> Problem:
    attempts.note_failure(service.database, user, who, reason, _METHOD)
    return Problem(401, "log-in-failed", "Not logged in", FAILED)


def _code_needed() -> Problem:
    detail = "Send the six digits that your authenticator app shows as well."
    return Problem(401, "code-needed", "A code is needed", detail)
