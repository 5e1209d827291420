"""The event that a paper is by itself: an email was sent, a letter written, a decision given, a meeting held."""

import re

from caseclock.extractor.language.account import references_in, spot, summary
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.own_steps import body_of, own_steps
from caseclock.extractor.language.sentences import Span, sentences
from caseclock.extractor.language.who import COMPLAINANT, OTHER, is_agency
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event
from caseclock.models.step import Step as S
from caseclock.models.text import Message
from caseclock.models.when import Precision, When

# A first sentence that says nothing of the matter.
_COURTESY = re.compile(
    r"\W*(?:(?:I|we)(?:[’']m| am| are|[’']re)? )?(?:(?:very|so|really) )?sorry to (?:read|hear|learn|see)"
    r"(?: (?:of |about )?(?:this|that|it|your (?:news|troubles?)))?\W*|"
    r"\W*(?:many )?thank(?:s| you)(?: (?:very|so) much)?(?: for (?:your|the|this) (?:recent )?"
    r"(?:e-?mail|letter|message|reply|note|response)s?)?(?: of [\w ]{3,30}| dated [\w ]{3,30})?\W*|"
    r"\W*(?:(?:I|we) )?(?:hope|trust) (?:that )?(?:you(?:[’']re| are)?|all is|this (?:\w+ )?finds you)(?: \w+)? "
    r"(?:well|ok(?:ay)?|good)(?: today)?\W*",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"\bstatement\b", re.IGNORECASE)
_APPEAL = re.compile(r"\bappeal(?:s)? (?:panel|hearing|meeting)\b", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:minutes|meeting|panel|conference)\b", re.IGNORECASE)


def own_events(context: Context) -> list[Event]:
    """One event for each message of an email thread, or for a letter, statement, minutes or decision as such."""
    paper = context.paper
    kind = paper.document.kind
    if paper.text.messages and kind in (DocumentKind.EMAIL, DocumentKind.FORM):
        return [e for n, m in enumerate(paper.text.messages) if (e := _message_event(context, n, m))]
    if paper.document.dated is None:
        return []
    if kind in (DocumentKind.LETTER, DocumentKind.FORM):
        event = _letter(context)
        return [event] if event else []
    if kind in (DocumentKind.REPORT, DocumentKind.COURT_DOCUMENT, DocumentKind.OTHER):
        event = _report(context) or _letter_without_form(context)
        return [event] if event else []
    return []


def _letter_without_form(context: Context) -> Event | None:
    """A complaint or request of a person's that has no letter's form ("Dear ...") is sent all the same."""
    if context.paper.document.kind is not DocumentKind.OTHER or context.speaker(0).voice is not Voice.VICTIM:
        return None
    event = _letter(context)
    return event if event is not None and event.steps else None


def _message_event(context: Context, number: int, message: Message) -> Event | None:
    if message.sent is None:
        return None
    day = message.sent.date()
    when = When(
        start=day,
        end=day,
        time=message.sent.strftime("%H:%M") if number == 0 else None,
        precision=Precision.DAY,
        text=day.isoformat(),
    )
    return _written(context, number, when, message.subject)


def _letter(context: Context) -> Event | None:
    day = context.paper.document.dated
    when = When(start=day, end=day, precision=Precision.DAY, text=str(day))
    return _written(context, 0, when, context.paper.subject)


def _written(context: Context, number: int, when: When, subject: str) -> Event | None:
    speaker = context.speaker(number)
    body = body_of(context, number)
    if not body:
        return None
    text = context.paper.text.text
    steps, span = own_steps(context, body, subject, speaker.voice)
    if span is None:
        first = next((b for b in body if b.end - b.start > 40), body[0])
        told = list(sentences(text, first.start, first.end))
        matter = (s for s in told if not _COURTESY.fullmatch(text[s.start : s.end]))
        span = next(matter, told[0] if told else Span(first.start, first.end))
    kind = _kind(steps, speaker.voice)
    source = context.place.source(span.start, span.end)
    references = references_in(context.references, body[0].start, body[-1].end)
    case_ref = context.case_ref(body[0].start, body[-1].end)
    actor = speaker.author or (COMPLAINANT if speaker.voice is Voice.VICTIM else None)
    recipients = tuple(speaker.told) or ((COMPLAINANT,) if speaker.voice is Voice.AGENCY else ())
    return Event(
        spot=spot(source, kind, 900 + number),
        kind=kind,
        types=(),
        when=when,
        summary=_headline(kind, steps, subject, text[span.start : span.end]),
        actor=actor,
        recipients=tuple(r for r in recipients if r != actor),
        count=1,
        told=(),
        source=source,
        confidence=0.95,
        references=tuple(dict.fromkeys(r.value for r in references)),
        steps=steps,
        case_ref=case_ref if steps else "",
        person=speaker.person if speaker.voice is Voice.VICTIM else "",
        message=number,
        own_paper=True,
    )


def _kind(steps: frozenset[S], voice: Voice) -> K:
    if steps & {
        S.STAGE1_RESPONSE,
        S.STAGE2_RESPONSE,
        S.STAGE3_RESPONSE,
        S.COMPLAINT_ACKNOWLEDGED,
        S.STAGE2_ACKNOWLEDGED,
    }:
        return K.COMPLAINT_RESPONSE
    if steps & {S.THRESHOLD_DECISION, S.REVIEW_OUTCOME, S.APPEAL_OUTCOME}:
        return K.DECISION
    if steps & {S.COMPLAINT, S.STAGE2_REQUEST, S.STAGE3_REQUEST, S.APPLICATION, S.APPEAL}:
        return K.COMPLAINT
    return K.CONTACT


_TITLES = {
    S.APPLICATION: "Application for an ASB case review",
    S.COMPLAINT: "Formal complaint",
    S.STAGE2_REQUEST: "Request for stage 2 of the complaints procedure",
    S.STAGE1_RESPONSE: "Stage 1 response to the complaint",
    S.STAGE2_RESPONSE: "Stage 2 response to the complaint",
    S.STAGE3_RESPONSE: "Stage 3 response to the complaint",
    S.COMPLAINT_ACKNOWLEDGED: "Acknowledgement of the complaint",
    S.STAGE2_ACKNOWLEDGED: "Acknowledgement of the stage 2 request",
    S.APPLICATION_ACKNOWLEDGED: "Acknowledgement of the application for a case review",
    S.THRESHOLD_DECISION: "Decision on the case review threshold",
    S.APPEAL: "Appeal",
    S.APPEAL_OUTCOME: "Outcome of the appeal",
    S.REVIEW_OUTCOME: "Outcome of the case review",
}


def _headline(kind: K, steps: frozenset[S], subject: str, words: str) -> str:
    titles = [_TITLES[s] for s in _TITLES if s in steps]
    if titles:
        return summary(f"{titles[0]}: {words}")
    return summary(f"{subject.strip()}: {words}" if subject.strip() else words)


def _report(context: Context) -> Event | None:
    """Minutes are a meeting, a statement is signed, an ombudsman's report is a decision."""
    paper = context.paper
    text = paper.text.text
    day = paper.document.dated
    speaker = context.speaker(0)
    head = text[:500]
    when = When(start=day, end=day, precision=Precision.DAY, text=str(day))
    dated = [t for t in context.times if t.from_ == day and t.to == day]
    own = dated[0] if dated else None
    meeting = re.search(r"\bminutes\b", head, re.IGNORECASE) or (
        _MEETING.search(head)
        and re.search(r"\b(?:present|apologies|attend(?:ees|ance))\b\s*:", text[:1500], re.IGNORECASE)
    )
    steps: frozenset[S] = frozenset()
    if speaker.voice is Voice.VICTIM and _STATEMENT.search(head):
        kind, words = K.OTHER, "Statement signed"
    elif meeting:
        kind, words = K.AGENCY_ACTION, "Meeting"
        steps = frozenset({S.APPEAL_HEARD}) if _APPEAL.search(head) else frozenset()
    elif context.cast(0).kind(speaker.author) is not None and re.search(r"\bombudsman\b", text[:3000], re.IGNORECASE):
        kind, words, steps = K.DECISION, "Report", frozenset({S.OMBUDSMAN_DECISION})
    else:
        return None
    at = own.start if own else 0
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", own.end if own else 40)
    source = context.place.source(start, end if end > 0 else len(text))
    if source.end - source.start > 400 and own is not None:
        source = context.place.source(own.start, own.end)
    title = next(
        (text[b.start : b.end] for b in paper.text.blocks if text[b.start : b.end].strip()), paper.document.name
    )
    actor = speaker.author if is_agency(speaker.author) else (OTHER if kind is K.OTHER else None)
    return Event(
        spot=spot(source, kind, 900),
        kind=kind,
        types=(),
        when=when,
        summary=summary(f"{words}: {title.splitlines()[0] if title else source.quote}"),
        actor=actor,
        recipients=(),
        count=1,
        told=(),
        source=source,
        confidence=0.9,
        steps=steps,
        own_paper=True,
    )
