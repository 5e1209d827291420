"""What the clipped words of a dated note say was done ("Rang tnt. No answer, LVM. Ltr sent."): acts without a subject
or a whole verb, each an act of the officer who wrote it."""

import re
from dataclasses import dataclass

from caseclock.extractor.vocabulary.words import any_of, vocabulary
from caseclock.models.entry import EntryKind

_WORDS = vocabulary("acts")["terse"]
_CONTACT = any_of(_WORDS["contact"], at_word=True)
_CALLS_IN = any_of(_WORDS["calls_in"], at_word=True)
_DONE = any_of(_WORDS["done"], at_word=True)
_OPENS = any_of(_WORDS["opens"], at_word=True)
# "Letter 1 to 33", "2nd ltr to AP": numbered as a series is.
_NUMBERED = re.compile(
    r"(?:(?:1st|2nd|3rd|first|second|third|final|standard|opening|closing)\s+)*(?:letter|ltr|e-?mail|text|card)\s+"
    r"(?:no\.?\s*)?(?:\d|[A-C])?\s*(?:to|re|sent|for)\b",
    re.IGNORECASE,
)
_NOT_DONE = any_of(_WORDS["not_done"], at_word=True)
_LEFT = any_of(_WORDS["left"], at_word=True)
_CUT = re.compile(r"(?<!\b[A-Z])[.;]\s+|,\s+(?:and\s+)?|\s+[-–—]\s+")
_INTRODUCED = any_of(_WORDS["introduces"], at_word=True)


@dataclass(frozen=True, slots=True)
class TerseAct:
    """A piece of a note, by its place in the words given, and what kind of act it tells."""

    start: int
    end: int
    kind: EntryKind
    inbound: bool = False


def terse_acts(words: str) -> list[TerseAct]:
    """The acts that the pieces of a note tell, in their order. "Rang him, line dead" is one."""
    found: list[TerseAct] = []
    at = 0
    for cut in [*_CUT.finditer(words), None]:
        end = cut.start() if cut else len(words)
        act = _act(words, at, end)
        called = _LEFT.match(words, at) and _CONTACT.search(words, 0, at)  # the card that was left at a visit
        if act is not None and not called:
            found.append(act)
        at = cut.end() if cut else end
    return found


def _act(words: str, start: int, end: int) -> TerseAct | None:
    piece = words[start:end]
    if not piece.strip() or _NOT_DONE.search(piece):
        return None
    if _CALLS_IN.match(piece):
        return TerseAct(start, end, EntryKind.CONTACT, inbound=True)
    if _CONTACT.match(piece) or _NUMBERED.match(piece):
        return TerseAct(start, end, EntryKind.CONTACT)
    if _OPENS.match(piece) or _DONE.search(piece):
        return TerseAct(start, end, EntryKind.AGENCY_ACTION)
    return None


def was_done(words: str) -> bool:
    """Do the words say that officers did something with a thing of theirs ("a notice was served", "alarm fitted")?"""
    return bool(_DONE.search(words))


def introduction(words: str) -> int:
    """Where what was told begins, behind the words that say that it was ("T/C from tnt re "); 0 if there are none."""
    found = _INTRODUCED.match(words)
    return found.end() if found else 0
