"""The result: the root of `chronology.json`."""

from datetime import date
from typing import Literal

from pydantic import Field

from caseclock.models.agency import Agency
from caseclock.models.base import Model
from caseclock.models.decision import Unfit
from caseclock.models.document import Document
from caseclock.models.entry import Entry
from caseclock.models.finding import Finding
from caseclock.models.link import Reasons


class Case(Model):
    """What was asked: the case's own reference, the policies applied, and the two dates that findings hang on."""

    reference: str | None = None
    policies: tuple[str, ...] = ()
    as_of: date
    application_date: date | None = None


class Chronology(Model):
    """Everything found. The command line, the API and every export are views of it."""

    schema_: Literal["caseclock/1"] = Field(default="caseclock/1", alias="schema")
    case: Case
    documents: tuple[Document, ...]
    agencies: tuple[Agency, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    reasons: Reasons = Field(default=Reasons(), exclude=True)  # why accounts are together or apart: `reasons.json`
    unfit: tuple[Unfit, ...] = Field(default=(), exclude=True)  # decisions that could not be carried out
