"""Organisations that act in a case."""

from enum import StrEnum

from caseclock.models.base import Model


class AgencyKind(StrEnum):
    """The kinds of the contract."""

    POLICE = "police"
    LOCAL_AUTHORITY = "local_authority"
    REGISTERED_PROVIDER = "registered_provider"
    HEALTH = "health"
    SOCIAL_SERVICES = "social_services"
    COURT = "court"
    PROSECUTION = "prosecution"
    SOLICITOR = "solicitor"
    OMBUDSMAN = "ombudsman"
    ELECTED_MEMBER = "elected_member"
    FIRE = "fire"
    PROBATION = "probation"
    VOLUNTARY = "voluntary"
    OTHER = "other"


class Agency(Model):
    """One organisation, however it is called in each paper (`aliases`)."""

    id: str
    name: str
    kind: AgencyKind
    aliases: tuple[str, ...] = ()
