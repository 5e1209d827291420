"""What sort of behaviour a passage tells of: the words of anti-social behaviour, by incident type."""

import re

from caseclock.extractor.vocabulary.words import any_of, vocabulary
from caseclock.models.entry import IncidentType as T

_TYPES = tuple((T(row["name"]), any_of(row["words"], at_word=True)) for row in vocabulary("behaviours")["type"])

# Things said of behaviour in general: they are not by themselves an incident.
_GENERAL = re.compile(
    r"\b(?:anti-?\s?social behaviour|ASB)\b|\b(?:reports?|cases?|incidents?|allegations?|complaints?|"
    r"conditions|evidence|types?|policy) (?:of|about|for|on|relating to) "
    r"(?:harassment|noise|nuisance|stalking|drugs?|violence|threats|damage|ASB|anti-?social)",
    re.IGNORECASE,
)
_INCIDENT_WORD = re.compile(r"\b(?:incidents?|episodes?|altercations?|attacks?|disturbances?)\b", re.IGNORECASE)


def incident_types(text: str) -> tuple[T, ...]:
    """The incident types that the words of a passage tell of, in the order of the contract."""
    bare = _GENERAL.sub(lambda m: " " * len(m.group()), text)
    found = {kind for kind, pattern in _TYPES if pattern.search(bare)}
    return tuple(kind for kind in T if kind in found)


def first_behaviour(text: str) -> int | None:
    """Where the first words of behaviour stand (offset in `text`), None if there are none."""
    bare = _GENERAL.sub(lambda m: " " * len(m.group()), text)
    places = [m.start() for m in (pattern.search(bare) for _, pattern in _TYPES) if m]
    word = _INCIDENT_WORD.search(bare)
    if word:
        places.append(word.start())
    return min(places, default=None)


def types_with_hint(text: str, hint: str = "") -> tuple[T, ...]:
    """Types of a record that is known to be an incident: from its words, else from its category, else `other`."""
    types = incident_types(f"{hint} . {text}" if hint else text)
    return types or (T.OTHER,)


def speaks_of_incident(text: str) -> bool:
    """Does the passage name an incident as such ("a further incident")?"""
    return bool(_INCIDENT_WORD.search(text))
