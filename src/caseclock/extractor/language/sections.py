"""What a section of a paper is for: events are told in some, rules and judgements in others."""

import re
from enum import StrEnum


class Mode(StrEnum):
    """How the sentences of a section are to be read."""

    NARRATIVE = "narrative"  # what happened: a date governs what follows it
    RULES = "rules"  # policies and law: no events
    FINDINGS = "findings"  # judgements: only what they date themselves happened
    ORDERS = "orders"  # what is to be done


_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = tuple(
    (mode, re.compile(words, re.IGNORECASE))
    for mode, words in (
        (
            Mode.NARRATIVE,
            r"^(?:\w+ (?:and|of) )*(?:summary of events|what happened|chronology|timeline|events|history|key events|background|case history|background and summary of events|the complaint)\b",
        ),
        (
            Mode.RULES,
            r"polic(?:y|ies)\b|procedures?\b|legal (?:and|frame)|legislation|\blaw\b|guidance|our (?:approach|role)|role and powers|ombudsman[’']s role|jurisdiction|scope of|relevant obligations|terms of reference|how we considered|definitions?|privacy|references|appendix",
        ),
        (
            Mode.ORDERS,
            r"^(?:orders?|recommendations?|agreed action|recommended action|next steps|remedy|actions? required)\b",
        ),
        (
            Mode.FINDINGS,
            r"\bfindings\b|assessment|analysis|determination|conclusions?|reasons\b|^decision\b|consideration",
        ),
    )
)


def mode_of(heading: str) -> Mode | None:
    """The mode that a heading opens; None where it says nothing of it and the mode before goes on."""
    words = heading.strip().strip(":").strip()
    for mode, pattern in _MODES:
        if pattern.search(words):
            return mode
    return None
