"""Done against not done: one paper tells that something took place, another that it was called off."""

import re
from collections.abc import Iterable

from caseclock.extractor.findings.passages import Passages, Telling, discrepancy
from caseclock.extractor.findings.phrases import day_text
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
        r"\b(?:visit\w*|appointments?|called (?:on|round|at)|came (?:round|out|to see)|attend(?:ed|ance)|inspect\w*"
        r"|HV)\b",
    ),
    ("call", r"\b(?:(?:tele)?phoned?|phone call|rang|call(?:ed)?(?: back)?|T/C)\b"),
    ("letter", r"\b(?:letters?|wrote|written|notices?|warning|posted|emailed)\b"),
)
_CALLED_OFF = re.compile(
    r"\b(?:called off|cancel\w*|postponed|rearranged|no[- ]show"
    r"|never (?:came|went|sent|visited|turned up|called|arrived)"
    r"|(?:did not|didn['’]t|never|failed to) (?:go ahead|take place|attend|happen|visit|call|come|turn up)"
    r"|(?:was|were|been) not (?:attended|visited|sent|posted|delivered|held|made|kept|done)|not attended"
    r"|unable to (?:attend|visit))\b",
    re.IGNORECASE,
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
    """Deeds told as done and as not done on one day; about="other"."""
    deeds = [t for t in case.tellings if t.day and (t.event.kind in _DEEDS or t.event.negated)]
    undone = [t for t in deeds if _not_done(t)]
    done = [t for t in deeds if not _not_done(t) and not _PLANNED.search(t.event.source.quote)]
    found = [_finding(case, no, yes) for no in undone for yes in _contradicting(case, no, done)]
    return [finding for finding in found if finding is not None]


def _not_done(telling: Telling) -> bool:
    return telling.event.negated or _CALLED_OFF.search(telling.event.source.quote) is not None


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
    parties = {None, "complainant", "respondent", "other"}
    return first in parties or second in parties or first == second


def _ahead(case: Passages, telling: Telling) -> bool:
    """A paper of an earlier day can only announce."""
    dated = case.papers[telling.event.source.document].document.dated
    return dated is not None and telling.day is not None and dated < telling.day


def _finding(case: Passages, undone: Telling, done: Telling) -> Discrepancy | None:
    if done.day is None:
        return None
    thing = thing_of(done.event.source.quote)
    text = (
        f"{case.name(done.event.source.document)} tells of a {thing} on {day_text(done.day)}; "
        f"{case.name(undone.event.source.document)} has it as not done."
    )
    return discrepancy("done or not", "other", (done.event.source, undone.event.source), text)
