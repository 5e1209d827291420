"""One real-world thing, made of all accounts held to be the same."""

from datetime import date
from enum import StrEnum

from caseclock.models.base import Model
from caseclock.models.source import Source
from caseclock.models.when import When


class EntryKind(StrEnum):
    """What an entry is."""

    INCIDENT = "incident"
    REPORT = "report"
    CONTACT = "contact"
    AGENCY_ACTION = "agency_action"
    POLICE_ACTION = "police_action"
    COMPLAINT = "complaint"
    COMPLAINT_RESPONSE = "complaint_response"
    COURT = "court"
    ORDER = "order"
    DECISION = "decision"
    OTHER = "other"


class IncidentType(StrEnum):
    """What sort of behaviour an incident is."""

    HARASSMENT = "harassment"
    THREATS = "threats"
    VIOLENCE = "violence"
    CRIMINAL_DAMAGE = "criminal_damage"
    NOISE = "noise"
    DRUGS = "drugs"
    INTIMIDATION = "intimidation"
    STALKING = "stalking"
    HATE = "hate"
    BREACH_OF_BAIL = "breach_of_bail"
    BREACH_OF_ORDER = "breach_of_order"
    BURGLARY = "burglary"
    THEFT = "theft"
    NUISANCE = "nuisance"
    OTHER = "other"


class Report(Model):
    """That an incident was told to an agency, on a day (null if not known), under a reference."""

    agency: str
    on: date | None
    reference: str | None
    source: Source


class Entry(Model):
    """One real-world event with every passage that mentions it."""

    id: str
    kind: EntryKind
    types: tuple[IncidentType, ...] = ()
    when: When
    summary: str
    actor: str | None = None
    recipients: tuple[str, ...] = ()
    count: int = 1
    reports: tuple[Report, ...] = ()
    sources: tuple[Source, ...]
    confidence: float
