"""The steps that a dated note tells of in the light of its Type cell: "Acknowledged" of what its row is about."""

import re

from caseclock.extractor.language.acts import find_steps, is_negated, is_unreal
from caseclock.extractor.language.who import RESPONDENT, is_agency
from caseclock.models.entry import EntryKind as K
from caseclock.models.step import Step as S

# What a row is about, and the steps that it then tells of without naming it again: received, acknowledged, answered.
_STAGE2 = re.compile(r"\bstage[ -]?(?:2|two)\b|\bescalat|\bfinal response\b", re.IGNORECASE)
_REVIEW = re.compile(r"\bcase review|\bcommunity trigger|\bASB (?:case )?review|\btrigger\b", re.IGNORECASE)
_COMPLAINT = re.compile(r"\bcomplaints?\b|\bstage[ -]?(?:1|one)\b", re.IGNORECASE)
_ABOUT: tuple[tuple[re.Pattern[str], tuple[S, S, S | None]], ...] = (
    (_REVIEW, (S.APPLICATION, S.APPLICATION_ACKNOWLEDGED, None)),
    (_STAGE2, (S.STAGE2_REQUEST, S.STAGE2_ACKNOWLEDGED, S.STAGE2_RESPONSE)),
    (_COMPLAINT, (S.COMPLAINT, S.COMPLAINT_ACKNOWLEDGED, S.STAGE1_RESPONSE)),
)
# A number in front may say what it is that was received: "AB-1207 received by email".
_RECEIVED = re.compile(
    r"\W*(?:(?:new|formal|stage (?:1|2|one|two)|complaint|application|request|form|escalation"
    r"|[A-Z/-]*\d[\w/-]*)\W+){0,3}"
    r"(?:received|logged|raised|opened|registered)\b",
    re.IGNORECASE,
)
# To acknowledge a fault or a feeling is something else than to acknowledge a letter.
_ACKNOWLEDGED = re.compile(
    r"\backnowledge(?:d|s|ment)\b(?! (?:that|there|how|why|this (?:is|was|has)|the (?:delay|fail|fault"
    r"|impact|distress)|"
    r"(?:her|his|their|our|its) (?:concerns?|fault|feelings|fail\w+|distress)))",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:response|reply|decision letter|outcome letter)\b(?: [^\s.;]+){0,5}? (?:sent|issued|posted"
    r"|e-?mailed|went|out)\b"
    r"|\b(?:sent|issued|posted|e-?mailed)\b(?: [^\s.;]+){0,4}? (?:response|reply|decision letter|outcome letter)\b",
    re.IGNORECASE,
)
_NOT_FINAL = re.compile(r"\b(?:holding|interim|draft|chas\w+|extension|from)\b", re.IGNORECASE)
_COMPLAINTS = frozenset({S.COMPLAINT, S.STAGE2_REQUEST, S.APPLICATION})
_ANSWERS = frozenset(
    {
        S.COMPLAINT_ACKNOWLEDGED,
        S.STAGE2_ACKNOWLEDGED,
        S.APPLICATION_ACKNOWLEDGED,
        S.STAGE1_RESPONSE,
        S.STAGE2_RESPONSE,
    }
)


def row_steps(words: str, row_type: str, actor: str | None, *, about_complaint: bool) -> frozenset[S]:
    """The steps that `words` of a row tell of. `row_type` is the row's Type cell; `about_complaint` says that the row
    gives the number of a complaint. People in the case don't acknowledge or answer in the agency's procedure."""
    steps = find_steps(words)
    if actor == RESPONDENT:  # what they complain of is not the case's own complaint
        return steps
    about = next((each for pattern, each in _ABOUT if pattern.search(row_type)), None)
    if about is None and about_complaint:
        about = _ABOUT[-1][1]
    if about is None:
        return steps
    if about is _ABOUT[-1][1] and _STAGE2.search(words):
        about = _ABOUT[-2][1]
    received, acknowledged, answered = about
    found = set(steps)
    theirs = actor is not None and not is_agency(actor)
    if not steps and _said(_RECEIVED, words) and not _ANSWERED.search(words):
        found.add(received)
    if not theirs and not steps & _ANSWERS and _said(_ACKNOWLEDGED, words):
        found.add(acknowledged)
    if answered and not theirs and not steps & _ANSWERS and _said(_ANSWERED, words) and not _NOT_FINAL.search(words):
        found = (found - _COMPLAINTS) | {answered}
    return frozenset(found)


def kind_of_steps(kind: K, steps: frozenset[S], actor: str | None) -> K:
    """What a note is that tells of these steps: "New complaint by letter" is more than a contact."""
    theirs = actor is not None and not is_agency(actor)
    if kind is K.CONTACT and theirs and steps & _COMPLAINTS:
        return K.COMPLAINT
    if kind is K.AGENCY_ACTION and not theirs and steps & _ANSWERS:
        return K.COMPLAINT_RESPONSE
    return kind


def _said(pattern: re.Pattern[str], words: str) -> bool:
    """Do the words tell of it as done?"""
    found = pattern.search(words) if pattern is not _RECEIVED else pattern.match(words)
    return found is not None and not is_negated(words, found.start()) and not is_unreal(words, found.start())
