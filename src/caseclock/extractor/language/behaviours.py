"""What sort of behaviour a passage tells of: the words of anti-social behaviour, by incident type."""

import re
from functools import lru_cache

from caseclock.extractor.vocabulary.rows import Rows
from caseclock.extractor.vocabulary.words import vocabulary
from caseclock.models.entry import IncidentType as T

# The terms of the glossaries, and how people tell of the same things: rows of one type may stand in both.
_ROWS = (*vocabulary("behaviours")["type"], *vocabulary("behaviours_told")["type"])
_TYPES = tuple(T(row["name"]) for row in _ROWS)
_TYPE_WORDS = Rows(row["words"] for row in _ROWS)

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
    found = {_TYPES[row] for row, _ in _behaviour_in(text)[0]}
    return tuple(kind for kind in T if kind in found) if found else ()


def first_behaviour(text: str) -> int | None:
    """Where the first words of behaviour stand (offset in `text`), None if there are none."""
    found, bare = _behaviour_in(text)
    word = _INCIDENT_WORD.search(bare)
    places = [start for _, start in found]
    if word:
        places.append(word.start())
    return min(places, default=None)


def begins_behaviour(text: str, at: int) -> bool:
    """Are the words at an offset themselves those of behaviour ("called her a thief", "raised a bat")?"""
    return any(start == at for _, start in _behaviour_in(text)[0])


@lru_cache(maxsize=1024)  # a clause is asked about more than once while its sentence is read
def _behaviour_in(text: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """The rows of `_TYPES` found in a passage with where each first stands, and the passage without what is said of
    behaviour in general (same length)."""
    bare = _GENERAL.sub(lambda m: " " * len(m.group()), text)
    return tuple((row, start) for row, (start, _) in _TYPE_WORDS.find(bare).items()), bare


def types_with_hint(text: str, hint: str = "") -> tuple[T, ...]:
    """Types of a record that is known to be an incident: from its words, else from its category, else `other`."""
    types = incident_types(f"{hint} . {text}" if hint else text)
    return types or (T.OTHER,)


def speaks_of_incident(text: str) -> bool:
    """Does the passage name an incident as such ("a further incident")?"""
    return bool(_INCIDENT_WORD.search(text))
