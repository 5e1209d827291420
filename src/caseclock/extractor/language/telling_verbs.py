"""Does a clause of a report tell that something was done, or how things are? The first finite verb says it."""

import re
from dataclasses import dataclass

from caseclock.extractor.vocabulary.words import any_of, vocabulary

_WORDS = vocabulary("acts")["finite"]
_DONE = vocabulary("acts")["done"]
_PASSIVE = any_of(_DONE["passive"], at_word=True)
_ACTIVE = any_of(_DONE["active"], at_word=True)
_OPENS_DONE = re.compile(_DONE["opens"], re.IGNORECASE)
_PAST = any_of(_WORDS["past"], at_word=True)
_PRESENT = any_of(_WORDS["present"], at_word=True)
_PREPOSITION = any_of(_WORDS["opens_no_clause"], at_word=True)
_NO_ACT = any_of(_WORDS["no_act"], at_word=True)
_FEELINGS = any_of(_WORDS["feelings"])
_RELATIVE = re.compile(r"(?<=\w )(?:who|which|that) (?:\w+ly )?\w+(?: \w+)?", re.IGNORECASE)
_PURPOSE = re.compile(r"\W*(?:\d[\d.]*\s+)?To (?!the\b|date\b|this\b|that\b)[a-z]+ (?![^,]*,)")
_NEAR = 200  # characters
_WORD = re.compile(r"\w")

_IS_TO_BE = any_of(_WORDS["announces"], at_word=True, tail=r"[^.;]*$")
_WILL = re.compile(r"[^.;]{0,120}?\bwill\b", re.IGNORECASE)
_NOT_ON = re.compile(
    r"\b(?:by|before|until|till|after|since|within|if|than)\s+(?:the\s+|end\s+|of\s+)*$", re.IGNORECASE
)
_OPENS = re.compile(r"\W*(?:(?:in|on|during|from|between|around)\s+(?:the\s+)?)?$", re.IGNORECASE)


def has_finite_verb(words: str) -> bool:
    """Does a stretch hold a finite verb that is known?"""
    return bool(_PAST.search(words) or _PRESENT.search(words))


def is_general(clause: str, sentence: str) -> bool:
    """Does a clause say how things are, are done as a rule, or nothing at all, rather than what was done?

    A clause without a finite verb of its own is as its sentence is."""
    if _NO_ACT.search(clause) or _FEELINGS.match(clause, _head(clause)):
        return True
    if has_finite_verb(clause):
        return _is_present(clause)
    return is_phrase(clause) or not has_finite_verb(sentence) or _is_present(sentence)


def is_purpose(sentence: str) -> bool:
    """ "To tell members what has been done.": what a paper is for."""
    return bool(_PURPOSE.match(sentence))


def opens_no_act(words: str) -> bool:
    """Do the words before a "that" say that a paper or a figure says what follows?"""
    return bool(_NO_ACT.search(words))


def is_phrase(clause: str) -> bool:
    """ "In response to our enquiries": words before a clause, which tell nothing by themselves."""
    return not has_finite_verb(clause) and bool(_PREPOSITION.match(clause, _head(clause)))


def _head(clause: str) -> int:
    """Where its first word begins."""
    found = _WORD.search(clause)
    return found.start() if found else 0


def _is_present(words: str) -> bool:
    main = _RELATIVE.sub(lambda m: " " * len(m[0]), words)
    past, present = _PAST.search(main), _PRESENT.search(main)
    if present is None:
        return False
    return past is None or present.start() < past.start()


def is_announced(sentence: str, start: int, end: int) -> bool:
    """Does the sentence announce something for the day that stands from `start` to `end` in it? A day by which
    something is to be done is none."""
    before = sentence[max(0, start - _NEAR) : start]
    if _NOT_ON.search(before):
        return False
    opens = start <= _NEAR and _OPENS.fullmatch(before)
    return bool(_IS_TO_BE.search(before) or (opens and _WILL.match(sentence, end)))


@dataclass(frozen=True, slots=True)
class Done:
    """Where the words stand that say that something was done, and whether they say it without saying by whom."""

    start: int
    passive: bool


def done_in(clause: str) -> Done | None:
    """The first thing that a clause says was done, or came about; None if it only says how things were."""
    opens = _OPENS_DONE.match(clause, _head(clause))
    if opens:  # "... and taken down on 30 November"
        return Done(opens.start(), True)
    passive, active = _PASSIVE.search(clause), _ACTIVE.search(clause)
    if passive and (active is None or passive.start() <= active.start()):
        return Done(passive.start(), True)
    return Done(active.start(), False) if active else None
