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
