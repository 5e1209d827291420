"""The tables. Ids are text: made at random, but for papers, whose id is that of the chronology."""

import secrets
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Computed,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import Text


class Base(DeclarativeBase):
    """All tables; times are kept with their zone and read back as UTC."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        str: Text(),
        dict[str, Any]: JSONB(),
        list[str]: ARRAY(Text()),
        bytes: LargeBinary(),
    }


def new_id(letter: str) -> str:
    """An id that nobody can guess: a letter that says of what, and 16 hexadecimal digits."""
    return letter + secrets.token_hex(8)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Role(StrEnum):
    """What a person or key may do."""

    ADMINISTRATOR = "administrator"
    CASEWORKER = "caseworker"
    SOLICITOR = "solicitor"
    SYSTEM = "system"


class Names(StrEnum):
    """How names of people are shown to a member of a case, at most."""

    FULL = "full"
    THIRD_PARTIES = "third_parties"
    INITIALS = "initials"
    MASKED = "masked"


class State(StrEnum):
    """Where a paper is."""

    QUEUED = "queued"
    READING = "reading"
    READ = "read"
    PARTLY_READ = "partly_read"
    UNREADABLE = "unreadable"


DONE = (State.READ, State.PARTLY_READ, State.UNREADABLE)


# ---------------------------------------------------------------- people and keys


class User(Base):
    """A person who may log in."""

    __tablename__ = "users"
    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_id("u"))
    email: Mapped[str] = mapped_column(unique=True)  # in lower case
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str]
    password: Mapped[str | None]  # argon2; null: has none yet, or logs in elsewhere
    totp: Mapped[bytes | None]  # the secret, sealed with the service's own key
    totp_last: Mapped[int] = mapped_column(default=0)  # the last time step used: no code works twice
    subject: Mapped[str | None] = mapped_column(unique=True)  # issuer and subject of OpenID Connect
    failures: Mapped[int] = mapped_column(default=0)  # log-ins since the last that went well
    locked_until: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class OneTimeLink(Base):
    """A link with which a person sets a password, once."""

    __tablename__ = "one_time_links"
    hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Session(Base):
    """A log-in. Its token is in the cookie; here is only its hash."""

    __tablename__ = "sessions"
    hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CalendarFeed(Base):
    """Where a person's calendar program fetches their deadlines: a secret address. Here is only its hash."""

    __tablename__ = "calendar_feeds"
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)


class Key(Base):
    """An API key of a system. Shown once; here is only its hash."""

    __tablename__ = "keys"
    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_id("k"))
    name: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


# ---------------------------------------------------------------- cases and papers


class Case(Base):
    """A case. `revision` grows with everything that its chronology depends on; `assessed` is the one last built."""

    __tablename__ = "cases"
    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_id("c"))
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)  # the order in which they were made
    reference: Mapped[str]
    policies: Mapped[list[str]]
    application_date: Mapped[date | None]
    as_of: Mapped[date | None]  # null: the day of asking
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by: Mapped[str]
    closed_at: Mapped[datetime | None]  # deleted: hidden, and can be had back until it is erased
    erased_at: Mapped[datetime | None]
    keep_until: Mapped[date | None]  # retention: a reminder comes before this day; nothing is erased by itself
    reminded_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    versions: Mapped[int] = mapped_column(default=0)  # how many chronologies were made: no number is given twice
    removals: Mapped[int] = mapped_column(default=0)  # what is made is kept under it: a removal dooms all made before
    assessed: Mapped[int] = mapped_column(default=0)
    assessed_for: Mapped[date | None]  # the day for which clocks were last judged
    assess_attempts: Mapped[int] = mapped_column(default=0)
    assess_problem: Mapped[str | None]


class Member(Base):
    """Who may see a case: a user's or key's id."""

    __tablename__ = "members"
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    who: Mapped[str] = mapped_column(primary_key=True, index=True)
    names: Mapped[str] = mapped_column(default=Names.FULL.value)
    added_at: Mapped[datetime] = mapped_column(default=now)


class Document(Base):
    """A paper of a case, or what is attached to one. The id is the chronology's."""

    __tablename__ = "documents"
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)  # the order in which they came
    name: Mapped[str]
    given: Mapped[str]  # the name that it came with; `name` differs where another paper had it already
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    parent: Mapped[str | None]
    state: Mapped[str] = mapped_column(default=State.QUEUED.value)
    attempts: Mapped[int] = mapped_column(default=0)  # times that reading was begun
    not_before: Mapped[datetime | None]  # after a crash, the next attempt waits until then
    problem: Mapped[str | None]
    media_type: Mapped[str | None]
    kind: Mapped[str | None]
    dated: Mapped[date | None]
    author: Mapped[str | None]
    pages: Mapped[int | None]
    duplicate_of: Mapped[str | None]
    reading: Mapped[str | None]  # the file that holds what was read of it (of a top paper and all in it)
    uploaded_by: Mapped[str]
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]
    done_revision: Mapped[int] = mapped_column(default=0)  # the case's when its reading ended
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "parent"], ["documents.case_id", "documents.id"], ondelete="CASCADE"),
        Index("ix_documents_names", "case_id", "name", unique=True, postgresql_where="parent is null"),
        Index("ix_documents_waiting", "state", postgresql_where="state in ('queued', 'reading')"),
    )


class Passage(Base):
    """A stretch of a paper's text, to be searched. `start` counts characters in the paper's text."""

    __tablename__ = "passages"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[int | None]
    text: Mapped[str]
    words: Mapped[str] = mapped_column(TSVECTOR, Computed("to_tsvector('english', text)", persisted=True))
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "document_id"], ["documents.case_id", "documents.id"], ondelete="CASCADE"),
        Index("ix_passages_words", "words", postgresql_using="gin"),
    )


class Decision(Base):
    """What a person ruled: append-only. `body` is a `models.decision.Decision`."""

    __tablename__ = "decisions"
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
    body: Mapped[dict[str, Any]]
    __table_args__ = (UniqueConstraint("case_id", "id"),)


class Version(Base):
    """A chronology that was made: what it was made from, so that it can be made again, and where it is kept."""

    __tablename__ = "versions"
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    inputs_hash: Mapped[str]
    inputs: Mapped[dict[str, Any]]
    file: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=now)
    __table_args__ = (UniqueConstraint("case_id", "inputs_hash"),)


class Policy(Base):
    """A version of a policy that an administrator put in; the newest of an id holds."""

    __tablename__ = "policies"
    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    toml: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


# ---------------------------------------------------------------- work


class Job(Base):
    """An upload as a piece of work. Where it is, is read off its papers and its case, so it is never out of step."""

    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_id("j"))
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    documents: Mapped[list[str]]  # ids
    created_at: Mapped[datetime] = mapped_column(default=now)


class Answered(Base):
    """What a request with an Idempotency-Key was answered, so that the same one again changes nothing."""

    __tablename__ = "answered"
    who: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    request: Mapped[str]  # hash of what was asked
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    status: Mapped[int]
    answer: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(default=now, index=True)


# ---------------------------------------------------------------- telling others


class Webhook(Base):
    """Where a person or system wants to hear of something."""

    __tablename__ = "webhooks"
    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_id("w"))
    owner: Mapped[str] = mapped_column(index=True)
    url: Mapped[str]
    events: Mapped[list[str]]
    secret: Mapped[bytes]  # sealed with the service's own key
    created_at: Mapped[datetime] = mapped_column(default=now)


class Delivery(Base):
    """A message to a webhook, and how its sending stands."""

    __tablename__ = "deliveries"
    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_id("m"))
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    event: Mapped[str]
    body: Mapped[dict[str, Any]]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(default=now, index=True)  # null: delivered, or given up
    status: Mapped[int | None]
    error: Mapped[str | None]
    delivered_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Notice(Base):
    """What has been told of a case already: each thing is told once."""

    __tablename__ = "notices"
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)


class Audit(Base):
    """Who did what to which id. Append-only: a trigger refuses anything else. Each row's hash holds the one before."""

    __tablename__ = "audit"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    case_id: Mapped[str | None] = mapped_column(index=True)  # no foreign key: it outlives the case
    object: Mapped[str | None]
    detail: Mapped[str]  # JSON without personal data
    before: Mapped[str]
    hash: Mapped[str]


class Doomed(Base):
    """Files of a case whose rows are gone, or (with "/" at the end) whole folders; they are deleted next."""

    __tablename__ = "doomed"
    key: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
    next_at: Mapped[datetime] = mapped_column(default=now)  # a folder is looked at again: work was under way in it
