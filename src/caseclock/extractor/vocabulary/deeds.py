"""What an act was by the words of its passage: written, spoken, a warning, a notice."""

import re
from functools import lru_cache

from caseclock.extractor.vocabulary.words import any_of, vocabulary

_DEEDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, any_of(words, at_word=True)) for name, words in vocabulary("deeds")["deed"].items()
)
# One says how an act was done, the other what it was: a letter and a warning can be one act.
MANNERS = frozenset({"written", "spoken", "visited", "met", "answered"})

# Deeds that may be one act: an order is made at a hearing, a reply to a complaint offers money.
_KIN = (
    frozenset({"tried", "enjoined", "sentenced", "charged"}),
    frozenset({"warned", "noticed"}),
    frozenset({"complained", "answered", "apologised", "paid"}),
    frozenset({"assessed", "reviewed", "opened", "closed"}),
)


@lru_cache(maxsize=65536)
def deeds_in(passage: str) -> frozenset[str]:
    """The deeds that a passage names."""
    return frozenset(name for name, pattern in _DEEDS if pattern.search(passage))


def alike(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Do two passages name the same deed? None where one of them names none that the other could."""
    if (one & other) - MANNERS:
        return True
    if one - MANNERS and other - MANNERS:
        return None if any(one & kin and other & kin for kin in _KIN) else False
    if one & other:
        return True
    manners = one & MANNERS, other & MANNERS
    return False if all(manners) and one <= MANNERS and other <= MANNERS else None
