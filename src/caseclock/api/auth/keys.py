"""API keys of systems: shown once, kept as hashes, with scopes and an end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseclock.api.auth.principals import Scope, known_scopes
from caseclock.api.auth.tokens import is_same, key_id_of, new_key, token_hash
from caseclock.api.problems import Problem
from caseclock.api.store.audit import Action, record
from caseclock.api.store.database import Database
from caseclock.api.store.tables import Key, new_id, now


@dataclass(frozen=True, slots=True)
class FoundKey:
    """What a key in a request turned out to be. `fault`: why it is refused, as a stable code; None if it is good.
    `is_proved`: whoever sent it has the whole key, not only its id."""

    id: str
    scopes: frozenset[Scope]
    fault: str | None
    is_proved: bool


def add_key(session: Session, name: str, scopes: Iterable[Scope], expires: datetime | None, by: str) -> tuple[Key, str]:
    """A new key, and its plain text, which cannot be had again. `by`: who makes it."""
    key_id = new_id("k")
    plain = new_key(key_id)
    wanted = sorted({scope.value for scope in scopes})
    key = Key(id=key_id, name=name, hash=token_hash(plain), scopes=wanted, created_at=now(), expires_at=expires)
    session.add(key)
    record(session, by, Action.KEY_ADDED, object=key_id, scopes=" ".join(wanted))
    return key, plain


def revoke_key(session: Session, key_id: str, by: str) -> Key:
    """From now on it opens nothing. A second time changes nothing. Raises Problem 404."""
    key = session.scalars(select(Key).where(Key.id == key_id).with_for_update()).one_or_none()
    if key is None:
        raise Problem(404, "not-found", "Not found", "There is no such key: check the id.")
    if key.revoked_at is None:
        key.revoked_at = now()
        record(session, by, Action.KEY_REVOKED, object=key_id)
    return key


def list_keys(session: Session, after: str | None = None, limit: int | None = None) -> list[Key]:
    """The keys as they were made, revoked ones too; those that come after the one with the id `after`."""
    query = select(Key).order_by(Key.created_at, Key.id).limit(limit)
    if after is not None:
        last = select(Key.created_at, Key.id).where(Key.id == after).subquery()
        query = query.join(
            last, (Key.created_at > last.c.created_at) | ((Key.created_at == last.c.created_at) & (Key.id > last.c.id))
        )
    return list(session.scalars(query))


_FIND = "select hash, scopes, expires_at, revoked_at from keys where id = %s"


def find_key(database: Database, plain: str) -> FoundKey | None:
    """The key that was sent, in one round trip; None if it is none of ours."""
    key_id = key_id_of(plain)
    if key_id is None:
        return None
    with database.looking() as connection:
        row = connection.exec_driver_sql(_FIND, (key_id,)).one_or_none()
    if row is None:
        return None
    kept, scopes, expires_at, revoked_at = row
    if not is_same(token_hash(plain), kept):
        return FoundKey(key_id, frozenset(), "unauthorised", False)
    expired = expires_at is not None and expires_at <= now()
    fault = "key-revoked" if revoked_at else "key-expired" if expired else None
    return FoundKey(key_id, known_scopes(scopes), fault, True)
