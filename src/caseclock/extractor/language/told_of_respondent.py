"""What a note was told that the respondent did, in words that no list has, and what its own words only seem to tell."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from caseclock.extractor.language.account import content_words, spot, summary
from caseclock.extractor.language.behaviours import incident_types
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.sentences import Span, sentences
from caseclock.extractor.language.who import RESPONDENT
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event
from caseclock.models.mention import TimeMention
from caseclock.models.text import Cell

_SAME_AGAIN = re.compile(
    r"(?:^\W*|[:,;]\s+|\b(?:he|she|they|did|does|done|was|were|and|then|it)\s+(?:\w+\s+)?)(?:exactly |just )?(?:the )?"
    r"same(?: thing)?(?: (?:again|once more|as before|on|last|yesterday|this|next)\b)|\bdid (?:it|this|that) again\b"
    r"|\bdid the same\b",
    re.IGNORECASE,
)
# On whom or on whose it was done: then it needs no other account beside it.
_SUFFERED = re.compile(
    r"\b(?:her|him|them|their|tnt|tenant|daughter|son|children|kids|mother|husband|wife|partner|visitors?|guests?|dog|cat)\b",
    re.IGNORECASE,
)
# Nothing that anybody would complain of.
_HARMLESS = re.compile(
    r"\b(?:apologi[sz]\w+|sorry|agree[ds]|signed|den(?:y|ies|ied)|admit\w*|moved|moving|given up|gave up|handed in|"
    r"left the|quiet|promised|paid|accept\w*|attended|engag\w+|has been seen|no longer|stopped|helped|arrested|charged|"
    r"bailed|interviewed|evicted|served|warned|spoken to)\b",
    re.IGNORECASE,
)
_APOLOGY = re.compile(
    r"\b(?:apologi[sz]ed|said (?:he|she|they)(?: was|[’']s| were)? sorry|made it up)\b", re.IGNORECASE
)
# What somebody wants of the office, or tells of its own work.
_ASKED = re.compile(
    r"\b(?:asks?|asked|asking|wants?|wanted|requests?|requested|chas\w+|repairs?|rent|update|letter|appointment|appt|keys?|"
    r"parking|permit|bins? (?:not|missed)|complaint|stage|review|statement|thank\w*|no (?:new|further|more)|"
    r"nothing|quiet|moved|transfer|advised|visit(?:ed)?)\b",
    re.IGNORECASE,
)
_TRADES = re.compile(
    r"\b(?:plumber|caretaker|contractors?|joiner|locksmith|operatives?|glazier|electrician|cleaners?|estate services|"
    r"repairs? team|tradesm[ae]n|engineer)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;!?]\W*$")
# "Mrs Hale: ...", "T/c Ms Orr (7): ...": what follows was told by somebody.
_NAMED = re.compile(
    r"\W*(?:(?:t/?c|tel\.?|call|phone call|e-?mail|text|letter|message|vm)\s+)?(?:from\s+)?"
    r"(?P<who>tnt|tenant|resident|customer|caller|(?-i:(?:Mrs?|Ms|Miss|Dr)\.? [A-Z])[\w’' -]{0,25})"
    r"(?:\s+\([^)]{1,20}\))?(?:\s+\d\d[:.]\d\d)?:\s+(?=\S)",
    re.IGNORECASE,
)


def teller(words: str) -> re.Match[str] | None:
    """The words that open a note and say who told it ("T/c Ms Orr (7): "), the name in group "who"."""
    return _NAMED.match(words)


def told_of_respondent(
    context: Context, what: Cell, times: Sequence[TimeMention], written: date, events: Sequence[Event]
) -> list[Event]:
    """The events of a note that somebody came to or rang with, with each sentence of what they told in which the
    respondent does something, on a day of its own, as an incident. "He did the same on Sunday" is one like that told
    before it."""
    text = context.paper.text.text
    result = list(events)
    for sentence in sentences(text, what.start, what.end):
        inside = [e for e in result if sentence.start <= e.source.start < sentence.end]
        if any(e.kind is K.INCIDENT for e in inside):
            continue
        words = text[sentence.start : sentence.end]
        again = _SAME_AGAIN.search(words)
        told = _NAMED.match(words) and not _ASKED.search(words) and not _HARMLESS.search(words)
        dated = [t for t in times if sentence.start <= t.start < sentence.end and t.from_ and not t.clock_only]
        if not dated or not (again or told or _respondent_acts(context, sentence, words)):
            continue
        if dated[0].from_ is None or dated[0].from_ > written:
            continue
        before = [e for e in result if e.kind is K.INCIDENT and e.source.start < sentence.start]
        incident = _incident(context, sentence, words, dated[0])
        incident = _as_before(incident, before[-1]) if again and before else incident
        result = [e for e in result if e not in inside or e.kind not in (K.CONTACT, K.REPORT)]
        result.append(incident)
    return sorted(result, key=lambda e: e.source.start)


def _respondent_acts(context: Context, sentence: Span, words: str) -> bool:
    """Is the respondent the first whom what was told speaks of?"""
    lead = _NAMED.match(words)
    start = sentence.start + (lead.end() if lead else 0)
    parties = context.cast(0).parties_in(context.paper.text.text, start, sentence.end)
    told = words[lead.end() :] if lead else words
    named = [p for p in parties if not p.pronoun]
    return bool(named) and named[0].who == RESPONDENT and not _HARMLESS.search(told)


def as_before(events: Sequence[Event]) -> list[Event]:
    """The events with each incident that was "the same again" as the one told before it, of the same kind."""
    result: list[Event] = []
    for event in events:
        before = next((e for e in reversed(result) if e.kind is K.INCIDENT), None)
        bare = event.kind is K.INCIDENT and not set(event.types) - {IncidentType.OTHER}
        if before is not None and bare and _SAME_AGAIN.search(event.source.quote):
            event = _as_before(event, before)
        result.append(event)
    return result


def _as_before(event: Event, before: Event) -> Event:
    return replace(event, types=before.types, words=event.words | before.words, weak=before.weak)


def _incident(context: Context, sentence: Span, words: str, time: TimeMention) -> Event:
    source = context.place.source(sentence.start, sentence.end)
    types = incident_types(words)
    return Event(
        spot=spot(source, K.INCIDENT, 0),
        kind=K.INCIDENT,
        types=types or (IncidentType.OTHER,),
        when=time.when(),
        summary=summary(words),
        actor=RESPONDENT,
        recipients=(),
        count=1,
        told=(),
        source=source,
        confidence=0.8,
        words=content_words(words),
        weak=not types and not _SUFFERED.search(words),
    )


def without_seeming(events: Sequence[Event], *, inbound: bool) -> list[Event]:
    """The events without what only seems an incident: a few words of a note that tells of its writer's own acts, and a
    second stretch of days in one sentence that holds the day of the first ("Saturday night, Easter weekend")."""
    result: list[Event] = []
    for event in events:
        if event.kind is K.INCIDENT:
            bare = not set(incident_types(event.source.quote)) - {IncidentType.OTHER}
            if bare and _TRADES.search(event.source.quote):
                event = replace(event, kind=K.AGENCY_ACTION, types=(), actor=None, weak=False)
            elif (
                (event.weak and not inbound)
                or (bare and _APOLOGY.search(event.source.quote))
                or ((bare or event.weak) and result and _is_of(event, result[-1]))
            ):
                continue
        result.append(event)
    return result


def _is_of(event: Event, first: Event) -> bool:
    """Are words that tell of no behaviour those of the incident before them: the rest of its sentence, on its day or
    on days around it?"""
    between = event.source.start - first.source.end
    if first.kind is not K.INCIDENT or between > 8:
        return False
    days = event.when.start, first.when.start, first.when.end, event.when.end
    if None in days:
        return False
    a, b, c, d = (day or date.min for day in days)
    return a <= b <= c <= d and not _ENDS.search(first.source.quote)
