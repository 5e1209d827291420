"""A person changes their own password, and ends their other log-ins."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from caseclock.api.auth import attempts, passwords
from caseclock.api.auth.principals import Principal
from caseclock.api.problems import Problem, invalid
from caseclock.api.service import Service
from caseclock.api.settings import Settings
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import User, now

_WRONG = (
    "That is not your present password: type it again. After five failures your log-in is locked for a quarter of an "
    "hour."
)


class LogIn(NamedTuple):
    """A log-in of a person's own: when it began, when it was last used, and whether it is the one that asks."""

    began: datetime
    seen: datetime
    is_this: bool


def change_password(service: Service, who: Principal, present: str, chosen: str) -> None:
    """The person has the password `chosen` from now on; all log-ins of theirs but this one end. Guesses at the present
    one are counted as those at a log-in. Raises Problem 422 that names `present` or `password`."""
    mine = User.id == who.id
    user = attempts.charge(service.database, mine)
    if user is None or not passwords.is_right(present, user.password):
        attempts.note_failure(service.database, user, mine, "not-confirmed", "password-change")
        raise invalid(_WRONG, "present")
    attempts.forgive(service.database, who.id)
    passwords.check_choice(chosen, user.email, user.name)
    kept = passwords.hashed(chosen)
    with service.database.transaction() as session:
        changed = session.scalar(
            update(User).where(mine, User.password == user.password).values(password=kept).returning(User.id)
        )
        if changed is None:
            raise Problem(409, "conflict", "Changed meanwhile", "Your password was changed meanwhile: log in with it.")
        _end_others(session, who)
        record(session, who.id, Action.PASSWORD_SET, object=who.id)


def end_others(service: Service, who: Principal) -> int:
    """Log the person out wherever they are logged in but here. Gives how many log-ins ended."""
    with service.database.transaction() as session:
        ended = _end_others(session, who)
        if ended:
            record(session, who.id, Action.LOG_OUT, object=who.id, others=ended)
        return ended


def own_log_ins(session: Session, settings: Settings, who: Principal) -> list[LogIn]:
    """The person's log-ins that are still good, the last used first."""
    its, at = tables.Session, now()
    rows = session.scalars(
        select(its)
        .where(its.user_id == who.id, its.ended_at.is_(None), its.expires_at > at)
        .where(its.seen_at > at - settings.session_idle)
        .order_by(its.seen_at.desc())
    )
    return [LogIn(row.created_at, row.seen_at, row.hash == who.session_hash) for row in rows]


def _end_others(session: Session, who: Principal) -> int:
    its = tables.Session
    ended = session.scalars(
        update(its)
        .where(its.user_id == who.id, its.hash != who.session_hash, its.ended_at.is_(None))
        .values(ended_at=now())
        .returning(its.hash)
    ).all()
    return len(ended)
