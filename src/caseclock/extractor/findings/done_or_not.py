"""Done against not done: one paper tells that something took place, another that it was called off."""

import re
from collections.abc import Iterable

from caseclock.extractor.findings.passages import Passages, Telling, discrepancy
from caseclock.extractor.findings.phrases import day_text, listed
from caseclock.models.entry import EntryKind
from caseclock.models.finding import Discrepancy

# What can be called off, by the words that papers use of it. The first that fits is the kind.
_THINGS: tuple[tuple[str, str], ...] = (
    (
        "meeting",
        r"\b(?:meeting|conference|mediation|panel|case review|interview)\b|\bmet (?:with|you|her|him|them)\b",
    ),
    (
        "visit",
        r"\b(?:visit\w*|appointments?|called (?:on|round|at)|(?:came|went) (?:round|out|over|to see)|attend(?:ed|ance)"
        r"|inspect\w*|HV)\b",
    ),
    ("call", r"\b(?:(?:tele)?phoned?|phone call|rang|call(?:ed)?(?: back)?|T/C)\b"),
    ("letter", r"\b(?:letters?|wrote|written|notices?|warning|posted|emailed)\b"),
)
_UNDONE = "|".join(
    (
        r"go ahead|take place|took place|attend(?:ed)?|happen(?:ed)?|visit(?:ed)?|call(?:ed)?|c[ao]me|went",
        r"turn(?:ed)? up|show(?:ed)? up|sen[dt]|post(?:ed)?|deliver(?:ed)?|held|made?|make|kept|done|phoned?|r[ia]ng",
        r"writ(?:e|ten)|wrote|me[e]?t|arrived?|carried out|able to (?:attend|visit|come|make)",
    )
)
_CALLED_OFF = re.compile(
    r"\b(?:called off|cancel\w*|postponed|rearranged|no[- ]show)\b"
    rf"|(?:\b(?:not|never|nobody|no one|failed to|unable to)|n['’]t)\s+(?:\w+\s+){{0,2}}?(?:{_UNDONE})\b",
    re.IGNORECASE,
)
# "The visit did not go ahead" tells of a visit, not of whose.
_NOBODYS = re.compile(
    r"\bthe (?:visit|appointment|meeting|inspection|call)\b[^.;]{0,60}"
    r"\b(?:did\s+not|didn['’]t|was\s+not|wasn['’]t|never)\b",
    re.IGNORECASE,
)
_INCOMING = re.compile(
    r"\b(?:call|tel|phone|e-?mail|letter|contact)\.? in\b|\b(?:rang|phoned|called) (?:in|us)\b", re.I
)
_PLANNED = re.compile(
    r"\b(?:will|shall|would|['’]ll|to be|due|book(?:ed)?|arranged|scheduled|planned|intend\w*|propos\w*|hop(?:e|ing) to"
    r"|offer\w*|promised|next|if)\b",
    re.IGNORECASE,
)
_DEEDS = frozenset(
    {EntryKind.CONTACT, EntryKind.AGENCY_ACTION, EntryKind.POLICE_ACTION, EntryKind.COURT, EntryKind.OTHER,
     EntryKind.DECISION, EntryKind.COMPLAINT_RESPONSE}
)  # fmt: skip


def done_or_not(case: Passages) -> list[Discrepancy]:
    """Deeds told as done and as not done on one day; about="other". One finding a deed told as not done."""
    deeds = [t for t in case.tellings if t.day and (t.event.kind in _DEEDS or t.event.negated)]
    undone = [t for t in deeds if _CALLED_OFF.search(t.event.source.quote)]
    done = [t for t in deeds if not t.event.negated and not _PLANNED.search(t.event.source.quote) and t not in undone]
    found = [_finding(case, no, list(_contradicting(case, no, done))) for no in undone]
    return [finding for finding in found if finding is not None]


def thing_of(text: str) -> str:
    """What sort of deed a passage is about: meeting, visit, call, letter, or "" for none of these."""
    return next((name for name, pattern in _THINGS if re.search(pattern, text, re.IGNORECASE)), "")


def _contradicting(case: Passages, undone: Telling, done: Iterable[Telling]) -> Iterable[Telling]:
    """Passages of other papers that tell the same sort of deed of the same day as done; one a paper."""
    thing = thing_of(undone.event.source.quote) or thing_of(undone.sentence.text)
    if not thing or (thing == "letter" and not undone.explicit):
        return
    seen: set[str] = set()
    for other in done:
        document = other.event.source.document
        if document == undone.event.source.document or document in seen or other.day != undone.day:
            continue
        if thing_of(other.event.source.quote) == thing and _same_doer(undone, other) and not _ahead(case, other):
            seen.add(document)
            yield other


def _same_doer(one: Telling, other: Telling) -> bool:
    """An agency's visit and another agency's are two visits; where a paper doesn't say whose, they may be one."""
    first, second = one.event.actor, other.event.actor
    if _NOBODYS.search(one.event.source.quote):
        return True
    calls = thing_of(other.event.source.quote) in ("call", "letter")
    incoming = _INCOMING.search(other.event.source.quote) is not None
    if calls and (incoming or ("complainant" in (first, second) and first != second)):
        return False  # her call to them is not their call to her
    parties = {None, "complainant", "respondent", "other"}
    return first in parties or second in parties or first == second


def _ahead(case: Passages, telling: Telling) -> bool:
    """A paper of an earlier day can only announce."""
    dated = case.papers[telling.event.source.document].document.dated
    return dated is not None and telling.day is not None and dated < telling.day


def _finding(case: Passages, undone: Telling, done: list[Telling]) -> Discrepancy | None:
    if not done or undone.day is None:
        return None
    tellers = listed([case.name(t.event.source.document) for t in done])
    text = (
        f"{tellers} {'tell' if len(done) > 1 else 'tells'} of a {thing_of(done[0].event.source.quote)} on "
        f"{day_text(undone.day)}; {case.name(undone.event.source.document)} has it as not done."
    )
    return discrepancy("done or not", "other", (*(t.event.source for t in done), undone.event.source), text)
