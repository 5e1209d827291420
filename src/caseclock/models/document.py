"""Papers: what was given, what could be read of it, and how its text is laid out."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from caseclock.models.base import Model
from caseclock.models.text import Problem, Text


class DocumentKind(StrEnum):
    """What kind of paper it is."""

    EMAIL = "email"
    POLICE_DISCLOSURE = "police_disclosure"
    INCIDENT_LOG = "incident_log"
    DIARY = "diary"
    CASE_NOTES = "case_notes"
    LETTER = "letter"
    REPORT = "report"
    POLICY = "policy"
    COURT_DOCUMENT = "court_document"
    FORM = "form"
    OTHER = "other"


class Status(StrEnum):
    """How much of the paper was read."""

    READ = "read"
    PARTLY_READ = "partly_read"
    UNREADABLE = "unreadable"


class Document(Model):
    """One file, attachment or message, as the result lists it."""

    id: str
    name: str
    sha256: str
    media_type: str
    pages: int | None
    dated: date | None
    parent: str | None
    kind: DocumentKind
    status: Status
    problem: str | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its text and what is known of it: the input of every stage after reading."""

    document: Document
    text: Text
    author: str = ""  # as written: sender, letterhead or log owner; "" if not known
    written: datetime | None = None  # the moment of writing, where known to the minute
    references: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    problems: tuple[Problem, ...] = field(default=())
