"""The audit: who did what to which id, append-only, each row's hash made over the one before.

Rows hold ids, never names or words of papers, so that they may outlive an erasure.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from caseclock.api.store.tables import Audit, now

_SEPARATOR = "\x1f"  # can stand in none of the fields: they are ids, and JSON escapes it
_STAGED = "audit"
NOBODY = "nobody"  # who is not known: a log-in that failed, a key that is none
SERVICE = "service"  # the program itself
OPERATOR = "operator"  # a person at the command line of the machine


class Action(StrEnum):
    """What is audited: subject and act."""

    LOG_IN = "login:done"
    LOG_IN_FAILED = "login:failed"
    LOG_IN_LOCKED = "login:locked"
    LOG_OUT = "login:ended"
    ACCESS_REFUSED = "access:refused"
    LINK_MADE = "user:link-made"
    PASSWORD_SET = "user:password-set"
    TOTP_CHANGED = "user:second-factor-changed"
    USER_ADDED = "user:added"
    USER_CHANGED = "user:changed"
    KEY_ADDED = "key:added"
    KEY_REVOKED = "key:revoked"
    CASE_CREATED = "case:created"
    CASE_READ = "case:read"
    CASE_CHANGED = "case:changed"
    CASE_CLOSED = "case:closed"
    CASE_REOPENED = "case:reopened"
    CASE_ERASED = "case:erased"
    CASE_SEARCHED = "case:searched"
    CASE_DUE = "case:retention-due"
    MEMBER_ADDED = "member:added"
    MEMBER_REMOVED = "member:removed"
    DOCUMENT_ADDED = "document:added"
    DOCUMENT_READ = "document:read"
    DOCUMENT_CHANGED = "document:changed"
    DOCUMENT_REMOVED = "document:removed"
    DOCUMENT_SET_ASIDE = "document:set-aside"
    CHRONOLOGY_READ = "chronology:read"
    CHRONOLOGY_EXPORTED = "chronology:exported"
    CASE_EXPORTED = "case:exported"
    DECISION_MADE = "decision:made"
    POLICY_PUT = "policy:put"
    WEBHOOK_ADDED = "webhook:added"
    WEBHOOK_REMOVED = "webhook:removed"
    WEBHOOK_FORGED = "webhook:forged"
    AUDIT_READ = "audit:read"
    BACKUP_MADE = "backup:made"
    BACKUP_RESTORED = "backup:restored"
    FILES_ROTATED = "files:key-rotated"


def record(
    session: Session,
    actor: str,
    action: Action,
    *,
    case: str | None = None,
    object: str | None = None,
    **detail: str | int | bool | None,
) -> None:
    """Note what is done. It is written when the transaction commits, after everything else in it."""
    fields = json.dumps(detail, sort_keys=True, ensure_ascii=True)
    session.info.setdefault(_STAGED, []).append((now(), actor, action.value, case, object, fields))


_APPEND = "audit_append(:at, :actor, :action, :case, :object, :detail)"
_DURABLE, _RELAXED = text(f"select {_APPEND}"), text(f"select set_config('synchronous_commit', 'off', true), {_APPEND}")


def write_audit(session: Session, *, relaxed: bool = False) -> None:
    """Append what was recorded. The last thing before the commit: rows are numbered under a lock. `relaxed`: the commit
    does not wait for the disk."""
    for at, actor, action, case, about, detail in session.info.pop(_STAGED, []):
        session.execute(
            _RELAXED if relaxed else _DURABLE,
            {"at": at, "actor": actor, "action": action, "case": case, "object": about, "detail": detail},
        )


def append_as(actor: str, case: str) -> str:
    """SQL that appends a row; actor and case are columns of a query, the rest its parameters by name."""
    return f"audit_append(clock_timestamp(), {actor}, %(action)s, {case}, %(object)s, %(detail)s)"


_SAME = """
select m.names, case when c.revision = %s then audit_append(%s, %s, %s, c.id, %s, %s) end,
    set_config('synchronous_commit', 'off', true)
from cases c join members m on m.case_id = c.id where c.id = %s and m.who = %s and c.erased_at is null
"""


def note_if_same(
    connection: Connection, revision: int, actor: str, action: Action, case: str, object: str, **detail: str
) -> str | None:
    """Append a row at once if `actor` is a member of the case and the case still has that revision; then, how they may
    see names. None if not: nothing is written. One round trip, on a connection on which each statement stands alone."""
    fields = json.dumps(detail, sort_keys=True, ensure_ascii=True)
    given = (revision, now(), actor, action.value, object, fields, case, actor)
    row = connection.exec_driver_sql(_SAME, given).one_or_none()
    return None if row is None or row[1] is None else str(row[0])


# Rows are numbered and chained in the database, in one round trip and under one lock.
FUNCTIONS = r"""
create function audit_append(at_ timestamptz, actor_ text, action_ text, case_ text, object_ text, detail_ text)
returns bigint language plpgsql as $$
declare
    last_number bigint; last_hash text; made text;
begin
    perform pg_advisory_xact_lock(7205759403);
    select number, hash into last_number, last_hash from audit order by number desc limit 1;
    last_number := coalesce(last_number, 0) + 1;
    last_hash := coalesce(last_hash, '');
    made := encode(sha256(convert_to(concat_ws(E'\x1f', last_hash, last_number::text,
        to_char(at_ at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor_, action_,
        coalesce(case_, ''), coalesce(object_, ''), detail_), 'UTF8')), 'hex');
    insert into audit (number, at, actor, action, case_id, object, detail, before, hash)
    values (last_number, at_, actor_, action_, case_, object_, detail_, last_hash, made);
    return last_number;
end $$;
create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_refuse();
"""


@dataclass(frozen=True, slots=True)
class Verified:
    """How far the chain holds: rows that are right, the hash of the last of them, and what is wrong with the next."""

    rows: int
    head: str
    fault: str | None = None


def row_hash(row: Audit) -> str:
    """The hash that a row must have."""
    at = row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    parts = (row.before, str(row.number), at, row.actor, row.action, row.case_id or "", row.object or "", row.detail)
    return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()


def verified(rows: Iterable[Audit], head: str | None = None) -> Verified:
    """Whether the rows, in order of number, are a whole chain. `head`: a hash noted earlier that must be in it, which
    shows that no rows were cut off at the end since."""
    count, before, seen = 0, "", head is None
    for row in rows:
        fault = _fault(row, count + 1, before)
        if fault:
            return Verified(count, before, fault)
        count, before, seen = count + 1, row.hash, seen or row.hash == head
    return Verified(count, before, None if seen else f"the hash {head} is not in the audit: rows are missing")


def _fault(row: Audit, number: int, before: str) -> str | None:
    if row.number != number:
        return f"row {number} is missing"
    if row.before != before:
        return f"row {number} does not follow from the row before it"
    return None if row.hash == row_hash(row) else f"row {number} was changed after it was written"


def all_rows(session: Session) -> Iterator[Audit]:
    """Every row in order, a thousand at a time."""
    query = select(Audit).order_by(Audit.number).execution_options(yield_per=1000)
    return chain.from_iterable(session.scalars(query).partitions())


def as_json(row: Audit) -> dict[str, object]:
    """A row as the API gives it."""
    at: datetime = row.at.astimezone(UTC)
    return {
        "number": row.number,
        "at": at.isoformat(),
        "actor": row.actor,
        "action": row.action,
        "case": row.case_id,
        "object": row.object,
        "detail": json.loads(row.detail),
        "hash": row.hash,
    }
