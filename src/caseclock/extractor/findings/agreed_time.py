"""More time as a due day knows it: was it agreed with the complainant, or announced to them as more time?

The Housing Ombudsman's Code lets a landlord take a few days more if it explains so to the resident (2022, section 5;
2024, section 6); what a manager allowed, and a mere promise of a day, is none of it."""

import re
from datetime import date

from caseclock.extractor.findings.telling import Tellings, Told
from caseclock.models.document import DocumentKind, Paper

COMPLAINANT = "complainant"
_TOLD_THEM = re.compile(
    r"\b(?:agreed|accepted|told|informed|advised|notified|explained|wrote|written|letter|e-?mail(?:ed)?|rang|phoned"
    r"|by phone)\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\b(?:manager|team leader|supervisor|head of|director|solicitors?|colleagues?)\b", re.IGNORECASE)
_CONSENTS = re.compile(
    r"\b(?:I|we)\b(?: (?:\w+ly|can|will|do|am willing to|am happy to))? (?:agree|accept)\b"
    r"|\b(?:I am|we are|I[’']m|we[’']re) (?:\w+ )?(?:content|happy|fine|all right) (?:with|for|to)\b"
    r"|\b(?:that|this|which) (?:is|would be|will be) (?:\w+ )?(?:fine|acceptable|all right|ok(?:ay)?)\b"
    r"|\b(?:no objection|do(?:n[’']t| not) (?:object|mind))\b|\bI (?:will |can )?(?:give|allow) you\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:not|never|cannot|refuse|n[’']t)\b(?! (?:object|mind))[^.;]{0,30}\b(?:agree|accept|content|happy|fine"
    r"|acceptable|all right|give|allow)\b",
    re.IGNORECASE,
)
# A day that an answer is promised by is only more time where the letter says that it puts the answer off.
_PUTS_OFF = re.compile(
    r"\b(?:exten(?:d|sion)\w*|more time|longer|later than|further|additional|extra|delay\w*|postpone\w*|unable to"
    r"|agreed|not (?:be |been )?able to|cannot|can[’']t|sorry (?:for|about) the (?:wait|delay)|instead|revised|new date"
    r"|now)\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:agreed|accepted|told|informed|wrote|written|said|explained|e-?mailed|rang|phoned|asked)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^(?:\s*(?:re|aw|fwd?)\s*:)+\s*", re.IGNORECASE)


def consents(words: str) -> bool:
    """Does somebody agree to what was asked of them?"""
    return _CONSENTS.search(words) is not None and _REFUSES.search(words) is None


def asks(words: str) -> bool:
    """Is it only a question?"""
    return words.rstrip().endswith("?")


def is_given(words: str, whole: str, own: Told | None, *, promise: bool) -> bool:
    """Was the time that a sentence tells of agreed with the complainant, or announced to them as more time?

    `whole` is the text of the writing, `own` the event that it was; `promise`: only a day is named, not more time."""
    if asks(words) or (promise and not _PUTS_OFF.search(whole)):
        return False
    if own is not None and own.event.actor == COMPLAINANT:
        return consents(words) or _TOLD_THEM.search(words) is not None
    if own is not None and COMPLAINANT in own.event.recipients:
        return True
    return _TOLD_THEM.search(words) is not None and _INSIDE.search(words) is None


def told_then(before: str) -> bool:
    """Do the words before a day make it the day on which something was agreed or told ("you agreed on 17 April to")?"""
    return _THEN.search(before) is not None


def thread(paper: Paper, message: int) -> str:
    """What a message and the replies to it have in common: the subject, without "Re:"."""
    messages = paper.text.messages
    subject = messages[message].subject if message < len(messages) else paper.subject
    return _REPLY.sub("", " ".join(subject.split()).lower())


def agreements(tellings: Tellings) -> frozenset[tuple[str, date]]:
    """The threads in which the complainant agreed to something that was asked, with the day."""
    found: set[tuple[str, date]] = set()
    for paper in tellings.papers.values():
        if paper.document.kind is not DocumentKind.EMAIL:
            continue
        for sentence in tellings.sentences(paper):
            if not _CONSENTS.search(sentence.text):
                continue
            message = tellings.message(paper, sentence.start)
            own, on = tellings.own(paper, message), tellings.written(paper, message)
            of_theirs = own is not None and own.event.actor == COMPLAINANT
            if of_theirs and on is not None and thread(paper, message) and consents(sentence.text):
                found.add((thread(paper, message), on))
    return frozenset(found)
