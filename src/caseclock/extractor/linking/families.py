"""Families of incident types that tell of the same thing in other words."""

from caseclock.models.entry import IncidentType as T

FAMILIES: tuple[frozenset[T], ...] = (
    frozenset({T.NOISE, T.NUISANCE}),
    frozenset({T.DRUGS, T.NUISANCE}),
    frozenset({T.VIOLENCE, T.THREATS, T.INTIMIDATION, T.HARASSMENT, T.STALKING, T.HATE}),
    frozenset({T.CRIMINAL_DAMAGE, T.BURGLARY, T.THEFT, T.NUISANCE}),
    frozenset({T.HARASSMENT, T.NOISE, T.NUISANCE, T.INTIMIDATION}),
    frozenset({T.BREACH_OF_BAIL, T.BREACH_OF_ORDER, T.HARASSMENT, T.INTIMIDATION, T.CRIMINAL_DAMAGE}),
)
