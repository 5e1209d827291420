"""Passages that a person will want to see before deciding what no program can: was effective action taken, is the
victim vulnerable?"""

import re
from collections.abc import Sequence

from caseclock.extractor.findings.qualifying import in_order
from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event, Linked
from caseclock.models.source import Source
from caseclock.models.step import Step

_NO_ACTION = re.compile(
    r"""
    \b(?:no|not\ any|never\ any|without(?:\ any)?|little\ or\ no|insufficient|inadequate)\s
        (?:(?:further|real|meaningful|effective|proper|adequate)\s)*(?:action|response|progress|steps?)\b
    | \bnothing\ (?:(?:at\ all|effective|whatsoever|useful|further)\s)*
        (?:has|have|had|was|is|ever|gets?|got|seems|comes?|came|being|done|changed|happens|happened)\b
    | \b(?:nobody|no[-\ ]?one|none\ of\ (?:you|them|the\ agencies)|neither|the\ (?:council|police|landlord)|you|they)\b
        [^.;:]{0,40}\b(?:done|did|do|does|doing)\ (?:\w+\ )?(?:nothing|a\ thing|anything|very\ little)\b
    | \b(?:nobody|no[-\ ]?one)\ (?:has|have|had|from|ever|came|visited|rang|called|replied|answered|helped)\b
    | \b(?:has|have|had|did)(?:\ not|n['’]t)\ (?:\w+\ )?
        (?:act(?:ed)?|deal(?:t)?\ with|done?\ anything|resolved?|tak(?:e|en)\ (?:any\ )?(?:effective\ )?action
        |respond(?:ed)?|stopped\ it)\b
    | \bfail(?:ed|ure|s|ing)?\ to\ (?:act|take\ (?:any\ )?(?:effective\ )?action|respond|resolve|deal\ with|address
        |tackle)\b
    | \b(?:remains?|still|is|are|left|was|were)\ (?:un|not\ )(?:resolved|addressed|dealt\ with)\b
    | \b(?:ignored|brushed\ off|fobbed\ off|let\ down|got\ nowhere|getting\ nowhere)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_VULNERABLE = re.compile(
    r"""
    \b(?:vulnerab\w+|disab(?:led|ility|ilities)|wheelchair|elderly|frail|dementia|autis\w+|learning\ difficult\w+
    |mental(?:ly)?\ (?:health|ill\w*)|depress\w+|anxiety|panic\ attacks?|ptsd|suicid\w+|self[-\ ]harm\w*|pregnan\w+
    |cancer|stroke|heart\ (?:condition|attack)|carers?|safeguarding|lives?\ alone|widow(?:er|ed)?|epilep\w+|blind
    |deaf)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ACTING = {EntryKind.AGENCY_ACTION, EntryKind.POLICE_ACTION, EntryKind.ORDER, EntryKind.COURT}


def says_no_action(text: str) -> bool:
    """Do the words say that nothing, or nothing effective, was done about the behaviour?"""
    return _NO_ACTION.search(text) is not None


def no_action_said(linked: Sequence[Linked]) -> tuple[Source, ...]:
    """Where the papers say that no (effective) action was taken: such words anywhere, and applications for a review,
    which are made on that ground. In order of time, each passage once. A person must still confirm it."""
    found = [
        event.source
        for link in in_order(linked)
        for event in sorted(link.events, key=lambda event: event.spot)
        if _applies(event) or says_no_action(f"{event.summary} {event.source.quote}")
    ]
    return tuple(dict.fromkeys(found))


def _applies(event: Event) -> bool:
    return Step.APPLICATION in event.steps and not event.negated


def vulnerability_said(linked: Sequence[Linked]) -> tuple[Linked, ...]:
    """Entries whose passages speak of illness, disability, age, risk of harm or the like, in order of time."""
    return tuple(
        link
        for link in in_order(linked)
        if any(_VULNERABLE.search(f"{event.summary} {event.source.quote}") for event in link.events)
    )


def actions_told(linked: Sequence[Linked], bodies: Sequence[AgencyKind], kinds: dict[str, AgencyKind]) -> int:
    """How many actions of the bodies the papers tell of (not counting those said not to have been done)."""
    return sum(
        link.entry.kind in _ACTING
        and any(not event.negated for event in link.events)
        and (link.entry.actor is None or kinds.get(link.entry.actor) in bodies)
        for link in linked
    )
