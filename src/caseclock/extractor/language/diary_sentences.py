"""Sentences of a diary that tell by themselves who came, who wrote, and whom the writer went to see about what."""

import re
from collections.abc import Sequence
from dataclasses import replace

from caseclock.extractor.language.account import content_words, references_in, spot, summary
from caseclock.extractor.language.acts import find_steps, is_denied, is_unreal
from caseclock.extractor.language.behaviours import incident_types
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.sentences import Span
from caseclock.extractor.language.who import COMPLAINANT, RESPONDENT, is_agency, make_roster
from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.mention import AgencyMention
from caseclock.models.step import Step
from caseclock.models.when import Precision, When

_THE_HOUSING = re.compile(
    r"\b(?:the housing(?: (?:office|people|lot|officer|lady|man|association|department|dept))?|my housing officer|"
    r"the landlords?|my landlords?)\b",
    re.IGNORECASE,
)
_LEAD = r"^\W*(?:(?:then|also|and|so|today|first thing|later|I|we|have|had|just|finally|straight away|again)[\s,]+)*"
_WENT = re.compile(
    rf"{_LEAD}(?:went|walked|popped|drove|called|been|took (?:it|them|the \w+))\s+"
    r"(?:(?:back|in|over|down|round|up|out)\s+)*"
    r"(?:to|into|at|by)\s+(?P<where>(?:the|my|their)?\s*[^.;]{0,40}?\b(?:offices?|reception|station|town hall|"
    r"civic centre|housing|front desk|one[- ]stop shop|hub|council|police))\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"{_LEAD}(?:rang|phoned|called|telephoned|e-?mailed|texted|messaged|wrote to|written to|told|informed|"
    r"complained to|spoke to|reported (?:it )?to|contacted|let)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|re|regarding|concerning|over|what|that|to say|to report|know)\b", re.IGNORECASE)
_FROM_WHOM = (
    r"(?:lady|woman|man|girl|boy|lad|chap|bloke|fellow|person|people|officer|manager|workman|workmen|somebody|someone|"
    r"one|two|they|\w+)"
)
_CAME = re.compile(
    rf"{_LEAD}(?:(?:the|a|an|some|two|that|this|nice|young|older|same|another)\s+)*"
    rf"(?P<who>{_FROM_WHOM}\s+from\s+[^.,;]{{2,40}}?)"
    r"\s+(?:has\s+|have\s+|had\s+)?(?:(?:finally|also|then|just|at last)\s+)?"
    r"(?P<did>came|called|visited|turned up|knocked|popped|arrived|sat|stood|looked|rang|phoned|telephoned|"
    r"e-?mailed|wrote)\b",
    re.IGNORECASE,
)
_TALKED = re.compile(r"(?:rang|phoned|telephoned|e-?mailed|wrote)$", re.IGNORECASE)
_SERVICE = re.compile(
    r"\b(?P<who>fire (?:engines?|brigade|service|crew)|firemen|firefighters|ambulance|paramedics)\s+"
    r"(?:(?:has|have|had|then|also|finally)\s+)*(?P<did>came|arrived|attended|turned up|put|had to|took|dealt)\b",
    re.IGNORECASE,
)
_AND_POLICE = re.compile(r"\b(?P<who>(?:the )?(?:police|officers)) (?:came )?(?:as well|too|also)\b", re.IGNORECASE)
_LETTER = re.compile(
    rf"{_LEAD}(?:(?:got|received|found)\s+)?(?:(?:a|an|another|the|my|second|first|long|short|nice|horrible|final)\s+)*"
    r"(?:letter|e-?mail|text|text message|card|note|(?:phone )?call|voice ?mail|message|leaflet|form)s?\s+"
    r"(?:(?:came|arrived|today|back|through|in the post|this morning|at last|finally)\s+)*"
    r"(?P<how>from|to say|saying|telling|to tell|about|that)\b",
    re.IGNORECASE,
)
_NUMBER_GIVEN = re.compile(
    r"\b(?:gave|given|got|said|has|have)\b[^.;]{0,30}\b(?:ref|reference|number|log|no)\b", re.IGNORECASE
)
_GAVE_UP = re.compile(r"\W*(?:(?:so|then|I|in the end|just)\s+)*(?:gave|given) up\W*", re.IGNORECASE)
_CHASES = re.compile(
    r"\b(?:chas\w+|update|no answer|appointment|appt|thank\w*|cancel\w*|engaged|still waiting|what is happening|"
    r"complain\w*|complaint|review|trigger|rent|repairs?)\b",
    re.IGNORECASE,
)
_TOLD_OF_IT = (AgencyKind.REGISTERED_PROVIDER, AgencyKind.LOCAL_AUTHORITY, AgencyKind.POLICE)
# Who gives the writer something in a sentence without behaviour is seldom the other side.
_GAVE_ME = re.compile(
    r"\W*s?he gave (?:me|us)\b(?! (?:an? |the )?(?:\w+ )?(?:mouthful|looks?|shove|push|slap|thump|punch|finger|abuse|"
    r"grief|earful|stares?|sign)\b)",
    re.IGNORECASE,
)
_LONGEST_BARE = 60  # characters
_SAYING = re.compile(r"\b(?:saying|to say|to tell|telling|about|that|which)\b", re.IGNORECASE)
_SAME = re.compile(
    r"\W*(?:(?:the|exactly|just|all|and|then|more of the)\s+)*same\s+(?:again|thing|as (?:before|yesterday|last night)|"
    r"racket|carry[- ]on|business|problem|story)\b",
    re.IGNORECASE,
)
_UNTYPED = frozenset({IncidentType.OTHER})


def with_the_housing(context: Context) -> Context:
    """The paper with "the housing", "my landlord" read as the one landlord of the case, where there is just one."""
    landlord = context.only(AgencyKind.REGISTERED_PROVIDER) or context.only(AgencyKind.LOCAL_AUTHORITY)
    if landlord is None:
        return context
    known = [(m.start, m.end) for m in context.agency_mentions]
    found = [
        AgencyMention(m.start(), m.end(), m[0], landlord)
        for m in _THE_HOUSING.finditer(context.paper.text.text)
        if not any(a < m.end() and m.start() < b for a, b in known)
    ]
    mentions = sorted([*context.agency_mentions, *found], key=lambda m: (m.start, m.end))
    return replace(context, agency_mentions=mentions, roster=make_roster(context.agencies, mentions, context.names))


def told_of_before(context: Context, sentence: Span, when: When, earlier: Sequence[Event]) -> list[Event]:
    """ "Went to the office about what he did on Saturday": the telling, on the day of the entry, and the thing of the
    other day that was told of. [] for a sentence that is no such."""
    text = context.paper.text.text
    words = text[sentence.start : sentence.end]
    went = _WENT.match(words)
    telling = went or _TOLD.match(words)
    if telling is None:
        return []
    about = _ABOUT.search(words, telling.end())
    tail = Span(sentence.start + about.start(), sentence.end) if about else Span(sentence.end, sentence.end)
    past = [t for t in context.times_in(tail.start, tail.end) if t.from_ and not t.clock_only and t.bound is None]
    past = [t for t in past if when.start is None or (t.from_ is not None and t.from_ < when.start)]
    if went is None and not past:
        return []
    agencies = _agencies(context, Span(sentence.start, tail.start))
    if went is not None and not agencies:
        return []
    report = replace(
        _event(context, K.REPORT, sentence, when, 1),
        actor=context.speaker(0).author or COMPLAINANT,
        recipients=agencies,
    )
    if not past or about is None:
        return [report]
    of = past[0].when()
    types = incident_types(text[tail.start : tail.end])
    before = [e for e in earlier if e.kind is K.INCIDENT and e.when.start == of.start and of.start is not None]
    if not types and not before and not re.match(r"what\b|about what\b", text[tail.start : tail.end], re.IGNORECASE):
        return [report]
    source = context.place.source(sentence.start, sentence.end)
    told = tuple(Told(a, when.start, None, source) for a in agencies)
    thing = _event(context, K.INCIDENT, tail, of, 2)
    return [
        report,
        replace(
            thing, types=types, actor=RESPONDENT, told=told, refers_back=True, retells=before[-1].spot if before else ""
        ),
    ]


def came_or_wrote(context: Context, sentence: Span, when: When, known: Sequence[Event]) -> list[Event]:
    """Who came and who wrote on the day of an entry, where no event of it tells so already."""
    words = context.paper.text.text[sentence.start : sentence.end]
    here = [e for e in known if e.source.start < sentence.end and sentence.start < e.source.end]
    letter = _LETTER.match(words)
    if letter is not None:
        told = any(e.kind is not K.INCIDENT and e.when.start == when.start for e in here)
        return [] if told else _letter(context, sentence, when, letter)
    if any(e.kind is not K.INCIDENT for e in here) or _other_day(context, sentence, when):
        return []
    came = _CAME.match(words)
    if came is not None and not is_unreal(words, came.start("did")) and not is_denied(words, came.start("did")):
        who = _agencies(context, Span(sentence.start + came.start("who"), sentence.start + came.end("who")))
        kind = K.CONTACT if _TALKED.search(came["did"]) else _visit_by(context, who)
        event = _event(context, kind, sentence, when, 3)
        return [replace(event, actor=who[0], recipients=(COMPLAINANT,))] if who else []
    if any(t.source.start < sentence.end and sentence.start < t.source.end for e in known for t in e.told):
        return []
    return _services(context, sentence, when) or _bare_report(context, sentence, when)


def _other_day(context: Context, sentence: Span, when: When) -> bool:
    times = context.times_in(sentence.start, sentence.end)
    return any(t.from_ and t.from_ != when.start and not t.clock_only for t in times)


def _letter(context: Context, sentence: Span, when: When, letter: re.Match[str]) -> list[Event]:
    """A letter that came; the words of what it said of another day are not of this one."""
    who = _agencies(context, sentence)
    if not who and letter["how"].lower() == "from":
        return []
    says = _SAYING.search(letter.string, letter.end()) if letter["how"].lower() == "from" else None
    end = sentence.start + (says.start() if says else letter.start("how"))
    span = Span(sentence.start, end) if _other_day(context, sentence, when) else sentence
    event = _event(context, K.CONTACT, span, when, 3)
    return [replace(event, actor=who[0] if who else None, recipients=(COMPLAINANT,))]


def same_again(context: Context, sentence: Span, when: When, earlier: Sequence[Event]) -> list[Event]:
    """ "Same again.": what the entries before told last happened on this day too."""
    words = context.paper.text.text[sentence.start : sentence.end]
    last = next((e for e in reversed(earlier) if e.kind is K.INCIDENT and not e.refers_back), None)
    if last is None or not _SAME.match(words):
        return []
    again = _event(context, K.INCIDENT, sentence, when, 7)
    return [replace(again, types=last.types, actor=last.actor, words=again.words | last.words, hate=last.hate)]


def _bare_report(context: Context, sentence: Span, when: When) -> list[Event]:
    """ "Told the council.": no word of what, but the day and whom."""
    words = context.paper.text.text[sentence.start : sentence.end]
    telling = _TOLD.match(words)
    agencies = _agencies(context, sentence) if telling is not None else ()
    if telling is None or not agencies or len(words) > _LONGEST_BARE or is_denied(words, telling.end()):
        return []
    return [replace(_event(context, K.CONTACT, sentence, when, 6), actor=COMPLAINANT, recipients=agencies)]


def _services(context: Context, sentence: Span, when: When) -> list[Event]:
    words = context.paper.text.text[sentence.start : sentence.end]
    found = []
    service = _SERVICE.search(words)
    if service is None or is_denied(words, service.start()) or is_unreal(words, service.start()):
        return []
    span = Span(sentence.start + service.start(), sentence.start + service.end())
    fire = context.only(AgencyKind.FIRE) if service["who"].lower().startswith("fire") else None
    who = next(iter(_agencies(context, span)), fire)
    found.append(replace(_event(context, K.AGENCY_ACTION, span, when, 4), actor=who))
    police = _AND_POLICE.search(words, service.end())
    if police is not None:
        span = Span(sentence.start + police.start(), sentence.start + police.end())
        actor = context.cast(0).only(AgencyKind.POLICE)
        found.append(replace(_event(context, K.POLICE_ACTION, span, when, 5), actor=actor))
    return found


def tells_nothing(event: Event) -> bool:
    """ "She gave me a ref": no behaviour, whoever "she" was taken for. "Gave up": nothing was given."""
    if event.kind is K.CONTACT and _GAVE_UP.fullmatch(event.source.quote):
        return True
    if event.kind is not K.INCIDENT or set(event.types) - _UNTYPED:
        return False
    return bool(_NUMBER_GIVEN.search(event.source.quote) or _GAVE_ME.match(event.source.quote))


def as_report(context: Context, event: Event) -> Event:
    """In a diary of trouble, a call or a message of the writer's to landlord, council or police is a report, unless its
    words say that it was for something else."""
    if event.kind is not K.CONTACT or event.negated or event.actor != COMPLAINANT or event.refers_back:
        return event
    told = [r for r in event.recipients if r in context.agencies and context.agencies[r].kind in _TOLD_OF_IT]
    if not told or not _TOLD.match(event.source.quote) or _CHASES.search(event.source.quote):
        return event
    return replace(event, kind=K.REPORT, steps=event.steps | {Step.INCIDENT_REPORTED})


def _visit_by(context: Context, who: Sequence[str]) -> K:
    police = bool(who) and context.agencies[who[0]].kind is AgencyKind.POLICE
    return K.POLICE_ACTION if police else K.AGENCY_ACTION


def _agencies(context: Context, span: Span) -> tuple[str, ...]:
    """The agencies that a stretch names, not by a pronoun."""
    parties = context.cast(0).parties_in(context.paper.text.text, span.start, span.end)
    return tuple(dict.fromkeys(p.who for p in parties if is_agency(p.who) and not p.pronoun))


def _event(context: Context, kind: K, span: Span, when: When, number: int) -> Event:
    text = context.paper.text.text
    words = text[span.start : span.end]
    source = context.place.source(span.start, span.end)
    references = references_in(context.references, span.start, span.end)
    precision = Precision.DAY if when.precision is Precision.MINUTE else when.precision
    return Event(
        spot=spot(source, kind, number),
        kind=kind,
        types=(),
        when=when.model_copy(update={"time": None, "precision": precision}),
        summary=summary(words),
        actor=None,
        recipients=(),
        count=1,
        told=(),
        source=source,
        confidence=0.8,
        references=tuple(dict.fromkeys(r.value for r in references)),
        words=content_words(words),
        steps=frozenset({Step.INCIDENT_REPORTED}) if kind is K.REPORT else find_steps(words) - {Step.COMPLAINT},
        person=context.speaker(0).person,
    )
