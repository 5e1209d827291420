"""What the sentences of a clipped note are: what somebody told, what a letter was about, what officers did before."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from caseclock.extractor.language.account import content_words, references_in, spot, summary
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.no_incident import tells_of_no_incident
from caseclock.extractor.language.sentences import Span, sentences
from caseclock.extractor.language.who import RESPONDENT, is_agency
from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event, Told
from caseclock.models.mention import TimeMention
from caseclock.models.text import Cell

_TELLER = r"(?:tnt|tenant|resident|customer|caller|complainant|s?he|they|(?:Mrs?|Ms|Miss|Dr)\.? [A-Z][\w’'-]*)"
# "Reports ...", "Also says ...", "She stated that ...": what follows is what was told in the note.
_SAYS = re.compile(
    rf"(?:(?<=[.;])\s+|^\W*)(?:(?:and|but)\s+)?(?:{_TELLER}\s+)?(?:(?:also|further|then|again)\s+)?"
    r"(?:reports?|reported|reporting|says?|said|saying|states?|stated|stating|claims?|claimed|alleges?|alleged|"
    r"complain(?:s|ed|ing) (?:of|about|that)|mentions?|mentioned|discloses?|disclosed)\s+(?:also\s+)?(?:that\s+|of\s+)?"
    r"(?!(?:to|by|it|this|nothing|no|back|police|in)\b)(?=\S)",
    re.IGNORECASE,
)
# "Letter 1 to 33 re damage to fence": what an outgoing paper is about is no new incident.
_OUTGOING = re.compile(
    r"\W*(?:(?:joint|first|1st|second|2nd|third|final|formal|further|standard|opening|closing|warning|advice|tenancy)\s+)*"
    r"(?:letters?|ltrs?|e-?mails?|texts?|cards?|warnings?|notices?|NSP|NOSP|NOPP|CPW|CPN|ABC|memo|referral|job|order|repairs?"
    r"(?: order)?|appt|appointment|visit|HV)\b(?!\s+(?:in|from|rec[’']?d|received)\b)"
    r"(?:\s+[\w’'#-]+){0,5}?\s*(?:\b(?:re|about|regarding|concerning|over|following|for|due to|after)\b|[:–—]|\s-\s)",
    re.IGNORECASE,
)
# "Saw broken panels": traces that were seen at a visit.
_TRACES = re.compile(
    r"\W*(?:(?:officer|we|I|also)\s+)*(?:saw|seen|noted|viewed|inspected|observed|photo(?:s|graphed)?(?: taken)?"
    r"(?: of)?|checked)\s+(?:the\s+|some\s+|a\s+)?(?:[\w’'-]+\s+){0,2}?"
    r"(?:broken|damaged?|smashed|cracked|burnt|bent|torn|graffiti|marks?|debris|rubbish|scratch(?:es|ed)?|holes?|glass|dents?)\b",
    re.IGNORECASE,
)
_POLICE_TOLD = re.compile(
    r"\b(?:(?:reported|reports|told|informed|rang|called|phoned|dialled|logged|been reported|rung)\s+"
    r"(?:(?:it|this|both|all)\s+)?(?:(?:on|at|to|with|by|same|that|the|day|time|once)\s+)*?(?:the\s+)?(?P<one>police|101|999)"
    r"|(?P<two>police)\s+(?:(?:were|was|had been|have been|also|already)\s+)*(?:told|informed|called|notified|rung|"
    r"aware))\b",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"\b(?:not|n[’']t|never|no|advised|asked|told (?:her|him|them|tnt) to|to (?:report|ring|call|tell)|will|if|should|"
    r"encouraged|urged|why)\b",
    re.IGNORECASE,
)
_THAT_DAY = re.compile(
    r"\b(?:(?:on|at) the (?:day|time)|(?:the )?same (?:day|night|evening)|that (?:day|night|evening)|straight ?away|"
    r"at once|immediately|there and then)\b",
    re.IGNORECASE,
)
_PAPER_OF = re.compile(
    r"\b(?P<thing>(?:(?:our|the|final|first|second|warning|advice|closing|opening)\s+)*(?:letter|ltr|e-?mail|warning|notice|"
    r"NSP|NOSP|text|card)(?:\s+(?:to|for) [^.;,]{1,20}?)?\s+(?:of|dated|sent(?: on)?|from)\s+)$",
    re.IGNORECASE,
)
_BEFORE_PAPER = re.compile(
    r"\b(?:no|any|without|awaiting|chas\w+|further to|following|re|respon\w+|repl\w+|answer\w*|breach\w*|since|despite|"
    r"copy of|discussed|about)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\W*(?:he|she|they|officers?|PC|PCSO)\b", re.IGNORECASE)


def told_pieces(what: Cell, first: int, *, inbound: bool) -> list[Span]:
    """The note's words in pieces, cut where a sentence begins to say what somebody told; the words that say so are in
    none. `first` is where what was told begins by the words that open the note, its own start if they do not say so."""
    cuts = [(found.start(), found.end()) for found in _SAYS.finditer(what.text)] if inbound else []
    ends = [(first - what.start, first - what.start)] if first > what.start else []
    pieces: list[Span] = []
    at = 0
    for start, end in sorted({*ends, *(c for c in cuts if c[0] >= first - what.start)}):
        pieces.append(Span(what.start + at, what.start + start))
        at = end
    pieces.append(Span(what.start + at, what.end))
    return [p for p in pieces if p.end > p.start]


def is_only_about(context: Context, event: Event, what: Cell, written: date) -> bool:
    """Is an incident of the note's own day no more than what a letter was about, or traces that an officer saw? So is
    one of any day that says how quiet it was."""
    if event.kind is not K.INCIDENT:
        return False
    if tells_of_no_incident(event.source.quote):
        return True
    if event.when.start != written:
        return False
    sentence = _sentence_of(context, event, what)
    words = context.paper.text.text[sentence.start : sentence.end]
    about = _OUTGOING.match(words)
    return bool(about and sentence.start + about.end() <= event.source.end) or bool(_TRACES.match(words))


def _sentence_of(context: Context, event: Event, what: Cell) -> Span:
    spans = sentences(context.paper.text.text, what.start, what.end)
    return next((s for s in spans if s.start <= event.source.start < s.end), Span(event.source.start, event.source.end))


def police_told(
    context: Context,
    what: Cell,
    times: Sequence[TimeMention],
    events: Sequence[Event],
    unsaid: date | None = None,
) -> list[Event]:
    """The events with what the note says of the police: "Reported to police on the day, log 488" is of the incident
    told last before it, and no talk of the agency's own. `unsaid` is the day where the words give none."""
    police = context.cast(0).only(AgencyKind.POLICE)
    text = context.paper.text.text
    result = list(events)
    if police is None:
        return result
    for sentence in sentences(text, what.start, what.end):
        words = text[sentence.start : sentence.end]
        found = _POLICE_TOLD.search(words)
        if found is None or _NOT_TOLD.search(words[: found.start()]):
            continue
        before = [
            n for n, e in enumerate(result) if e.kind is K.INCIDENT and e.source.start <= sentence.start + found.start()
        ]
        if not before:
            continue
        last = max(before, key=lambda n: result[n].source.start)
        incident = result[last]
        if any(t.agency == police for t in incident.told):
            continue
        own = [
            t
            for t in times
            if sentence.start + found.start() <= t.start < sentence.end and t.from_ and not t.clock_only
        ]
        day = own[0].from_ if own else incident.when.start if _THAT_DAY.search(words) else unsaid
        numbers = references_in(context.references, sentence.start + found.start(), sentence.end)
        told = Told(
            police, day, numbers[0].quote if numbers else None, context.place.source(sentence.start, sentence.end)
        )
        result[last] = replace(incident, told=(*incident.told, told))
        result = [
            e
            for e in result
            if e.kind not in (K.CONTACT, K.REPORT)
            or not sentence.start + found.start() - 2 <= e.source.start < sentence.end
        ]
    return result


def papers_mentioned(
    context: Context,
    what: Cell,
    times: Sequence[TimeMention],
    agency: str | None,
    written: date,
    events: Sequence[Event],
) -> list[Event]:
    """The events with each letter of an earlier day that the note only speaks of ("no reply to letter of 21 April") as
    a mention of that letter."""
    text = context.paper.text.text
    result = list(events)
    for time in times:
        if time.from_ is None or time.from_ >= written or time.from_ != time.to:
            continue
        sentence = next((s for s in sentences(text, what.start, what.end) if s.start <= time.start < s.end), None)
        if sentence is None:
            continue
        found = _PAPER_OF.search(text, sentence.start, time.start)
        if found is None or not _BEFORE_PAPER.search(text, sentence.start, found.start()):
            continue
        at, end = found.start("thing"), time.end
        result = [
            e
            for e in result
            if e.kind is K.INCIDENT or e.when.start != time.from_ or not (e.source.start < end and at < e.source.end)
        ]
        source = context.place.source(at, end)
        result.append(
            Event(
                spot=spot(source, K.CONTACT, len(result)),
                kind=K.CONTACT,
                types=(),
                when=time.when(),
                summary=summary(text[at:end]),
                actor=agency,
                recipients=(RESPONDENT,) if not re.search(r"\bfrom\b", text[at:end], re.IGNORECASE) else (),
                count=1,
                told=(),
                source=source,
                confidence=0.8,
                words=content_words(text[at:end]),
                refers_back=True,
            )
        )
    return result


def by_officers(context: Context, what: Cell, events: Sequence[Event]) -> list[Event]:
    """ "PCSO Lamb rang back. He visited 33 on Saturday and gave words of advice": what he did is the police's, and what
    one sentence tells of one day is one act."""
    result: list[Event] = []
    for event in events:
        last = result[-1] if result else None
        if last is not None and event.kind is not K.INCIDENT and last.kind is not K.INCIDENT:
            police = _is_police(context, last.actor)
            one_sentence = _sentence_of(context, event, what) == _sentence_of(context, last, what)
            same_day = event.when.start == last.when.start
            if police and one_sentence and same_day and last.kind is K.POLICE_ACTION and event.kind is K.POLICE_ACTION:
                result[-1] = _joined(context, last, event)
                continue
            follows = police and not one_sentence and _PRONOUN.match(event.source.quote)
            if follows and not is_agency(event.actor) and not same_day:
                event = replace(event, kind=K.POLICE_ACTION, actor=last.actor)
        result.append(event)
    return result


def _joined(context: Context, first: Event, second: Event) -> Event:
    source = context.place.source(first.source.start, second.source.end)
    return replace(
        first,
        source=source,
        summary=summary(source.quote),
        words=content_words(source.quote),
        steps=first.steps | second.steps,
    )


def _is_police(context: Context, who: str | None) -> bool:
    return who in context.agencies and context.agencies[who or ""].kind is AgencyKind.POLICE
