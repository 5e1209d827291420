"""What a clause tells that somebody did: the procedural acts of case papers, by kind and by step.

The tables (`vocabulary/acts.toml`) are tried in order; the first that matches the clause gives its kind. Words of
behaviour are not here (`behaviours.py`): a clause can hold both ("she rang the police because he was shouting")."""

import re
from dataclasses import dataclass

from caseclock.extractor.vocabulary.rows import Rows
from caseclock.extractor.vocabulary.words import any_of, vocabulary
from caseclock.models.entry import EntryKind as K
from caseclock.models.step import Step as S


@dataclass(frozen=True, slots=True)
class Act:
    """An act found in a clause: its kind, and where its words stand (offsets in the clause)."""

    kind: K
    start: int
    end: int
    name: str


_WORDS = vocabulary("acts")
_ACTS = tuple((K(row["kind"]), row["name"]) for row in _WORDS["act"])
_ACT_WORDS = Rows(row["words"] for row in _WORDS["act"])
_WILL = any_of(_WORDS["unreal"]["words"], at_word=True, tail=r"\b[^.;]*$")
_NOT = re.compile(
    r"\b(?:not|never|no one|nobody|nothing|none|n[’']t|hadn[’']t|hasn[’']t|didn[’']t|wasn[’']t|"
    r"weren[’']t|fail(?:ed|ing|ure|s) to|without|neither|no)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_NOT_UNTIL = re.compile(r"(?:\b(?:not|no|never|nobody|nothing)\b|n[’']t\b)[^.;]{0,200}\buntil\b", re.IGNORECASE)
_GAVE_NONE = re.compile(
    r"(?:gave|given|had|made|took|taken|provided|offered|received|sent|issued|supplied|got|raised|stated)\s+(?:\w+ly\s+)?"
    r"(?:no|nothing)\b(?!\s+(?:further action|longer))",
    re.IGNORECASE,
)
_CALLED_OFF = any_of(_WORDS["called_off"]["words"], at_word=True)


# "Your letter of 9 April": whose it is wrote it, whoever had it or did not agree with it.
_PAPER = re.compile(
    r"(?:letter|calls?|messages?|voicemails?|texts?|e-?mail|reply|answer|note|reminder) (?:of|on|dated)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"\b(?P<owner>your|my|our|his|her|their|its|(?:the )?[\w’'-]+[’']s?)\s+(?:[\w-]+\s+){0,2}?$", re.IGNORECASE
)


def owner_of_paper(clause: str, at: int) -> tuple[int, int] | None:
    """Where the words stand that say whose the letter or call is that the act at offset `at` names; None if it names
    none, or nobody's."""
    owner = _OWNER.search(clause[:at]) if _PAPER.match(clause, at) else None
    return owner.span("owner") if owner else None


def find_acts(clause: str) -> list[Act]:
    """The acts of a clause, at most one from each row of the tables, in their order."""
    return [Act(_ACTS[row][0], start, end, _ACTS[row][1]) for row, (start, end) in _ACT_WORDS.find(clause).items()]


def is_unreal(clause: str, at: int) -> bool:
    """Is the act at offset `at` of the clause only wished, planned, conditional or asked for?"""
    before = clause[:at]
    return bool(_WILL.search(before))


def is_negated(clause: str, at: int) -> bool:
    """Is the act said not to have been done? "Not until 5 May" says that it was done, on 5 May."""
    if _NOT_UNTIL.search(clause) or owner_of_paper(clause, at):
        return False
    return bool(_CALLED_OFF.search(clause) or _NOT.search(clause[:at]) or _GAVE_NONE.match(clause, at))


_STEPS = tuple((S(row["name"]), any_of(row["words"])) for row in _WORDS["step"])


def is_denied(clause: str, at: int) -> bool:
    """Is what stands at offset `at` said not to have happened ("he did not shout")?"""
    return bool(_NOT.search(clause[:at]))


def find_steps(clause: str) -> frozenset[S]:
    """The steps of a procedure that a clause speaks of. A response is not also the complaint that it answers."""
    found = {step for step, pattern in _STEPS if pattern.search(clause)}
    for more, less in _COVERS:
        if more in found:
            found -= less
    return frozenset(found)


_COVERS: tuple[tuple[S, frozenset[S]], ...] = (
    (S.APPLICATION_ACKNOWLEDGED, frozenset({S.APPLICATION, S.COMPLAINT_ACKNOWLEDGED, S.COMPLAINT})),
    (S.THRESHOLD_DECISION, frozenset({S.APPLICATION, S.COMPLAINT})),
    (S.VICTIM_CONTACTED, frozenset({S.APPLICATION, S.CASE_ASSESSED, S.REVIEW_MEETING})),
    (S.STAGE2_ACKNOWLEDGED, frozenset({S.COMPLAINT_ACKNOWLEDGED, S.STAGE2_REQUEST, S.COMPLAINT})),
    (S.COMPLAINT_ACKNOWLEDGED, frozenset({S.COMPLAINT, S.STAGE2_REQUEST})),
    (S.STAGE2_RESPONSE, frozenset({S.STAGE1_RESPONSE, S.COMPLAINT, S.STAGE2_REQUEST})),
    (S.STAGE2_REQUEST, frozenset({S.COMPLAINT, S.STAGE1_RESPONSE})),
    (S.STAGE1_RESPONSE, frozenset({S.COMPLAINT})),
    (S.STAGE3_RESPONSE, frozenset({S.COMPLAINT, S.STAGE2_RESPONSE})),
    (S.APPEAL_OUTCOME, frozenset({S.APPEAL})),
    (S.OMBUDSMAN_DECISION, frozenset({S.STAGE2_RESPONSE})),
    (S.OMBUDSMAN_ENQUIRY_ANSWERED, frozenset({S.COMPLAINT, S.OMBUDSMAN_ENQUIRY})),
    (S.OMBUDSMAN_DRAFT_ANSWERED, frozenset({S.OMBUDSMAN_DRAFT})),
)
