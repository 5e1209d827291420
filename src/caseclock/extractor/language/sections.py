"""What a section of a paper is for: events are told in some, rules and judgements in others."""

import re
from enum import StrEnum

from caseclock.extractor.vocabulary.words import any_of, vocabulary


class Mode(StrEnum):
    """How the sentences of a section are to be read."""

    NARRATIVE = "narrative"  # what happened: a date governs what follows it
    RULES = "rules"  # policies and law: no events
    FINDINGS = "findings"  # judgements: only what they date themselves happened
    ORDERS = "orders"  # what is to be done


_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[ivx]+|[A-Z])[.)]\s+|^\d+(?:\.\d+)*\s+")
_MODES = tuple((Mode(row["name"]), any_of(row["words"])) for row in vocabulary("sections")["mode"])


def mode_of(heading: str) -> Mode | None:
    """The mode that a heading opens; None where it says nothing of it and the mode before goes on."""
    words = _NUMBER.sub("", heading.strip().strip(":*#").strip())
    for mode, pattern in _MODES:
        if pattern.search(words):
            return mode
    return None


_MINUTES = re.compile(
    r"^[^\n]{0,60}\b(?:minutes|notes of (?:the |a )?(?:[\w-]+ ){0,4}meeting)\b[^\n.]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_NO_TELLING = any_of(vocabulary("sections")["minutes"]["no_telling"])


def are_minutes(head: str) -> bool:
    """Does the head of a paper call it the minutes of a meeting?"""
    return bool(_MINUTES.search(head))


def tells_nothing_in_minutes(words: str) -> bool:
    """Do the words of a heading or a line of minutes begin what tells of no event: who was there, the minutes of the
    last meeting, what is to be done by whom, when the next meeting is?"""
    return bool(_NO_TELLING.match(_NUMBER.sub("", words.strip().strip(":*#").strip())))


_SPEAKER = r"\W*(?:(?i:the )?(?i:chair)|[A-Z]{2,3})\s+(?:(?:also|then)\s+)?"
_SAYS = re.compile(_SPEAKER + rf"(?:{'|'.join(vocabulary('sections')['minutes']['says'])})")
_AGREED = r"\W*(?i:(?:it was |all )?agreed\b(?=.*\b(?:will|to)\b))"
_ASKS = re.compile(_SPEAKER + rf"(?:{'|'.join(vocabulary('sections')['minutes']['asks'])})|{_AGREED}", re.DOTALL)


def said_at_the_meeting(sentence: str) -> int:
    """How many letters of a sentence of minutes only say who spoke ("GW said that "); all of them where it was a
    question, a courtesy, or what somebody is to do."""
    found = _SAYS.match(sentence)
    if found:
        return found.end()
    return len(sentence) if _ASKS.match(sentence) else 0
