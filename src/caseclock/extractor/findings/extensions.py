"""More time, agreed or announced in the papers: "we need a further 10 working days", "you will have our reply by 14
June". What a policy says may be done in general is none, and more of it than a policy allows moves no due day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from caseclock.extractor.findings.agreed_time import (
    COMPLAINANT,
    agreements,
    asks,
    consents,
    is_given,
    thread,
    told_then,
)
from caseclock.extractor.findings.calendar import add
from caseclock.extractor.findings.clocks import Mark, comparable
from caseclock.extractor.findings.compared_words import quoted
from caseclock.extractor.findings.duration_phrases import NUMBER
from caseclock.extractor.findings.lengths import KINDS, SPAN, span_of
from caseclock.extractor.findings.passages import Sentence
from caseclock.extractor.findings.telling import Tellings, Told
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.policy import Counting, Nation, Span
from caseclock.models.step import Step

_NEEDS = r"\b(?:need|requir|request|ask|tak|took|allow|giv|gave|grant|agree|hav|had|extend|extension)\w*"
_LENGTHS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NEEDS}[^.;]{{0,60}}?\b(?:a\s+|an\s+)?(?:further|additional|extra|another)\s+{SPAN}",
        rf"{_NEEDS}[^.;]{{0,40}}?\b(?P<n>{NUMBER})\s+more\s+(?P<kind>{KINDS})?\s*(?P<unit>day|week|month)s?\b",
        rf"{_NEEDS}[^.;]{{0,40}}?\b{SPAN}\s+(?:more|longer)\b",
        rf"\bext(?:end|ension)\w*[^.;]{{0,60}}?\b(?:by|of|for)\s+{SPAN}",
        rf"\b{SPAN}[’']?\s+extension\b",
    )
)
_EXTENDED_TO = re.compile(
    r"\b(?:extend\w*|extension|(?:new|revised|later) (?:deadline|(?:due |target |response )?date)"
    r"|(?:deadline|due date|target date) (?:is|was|has been) (?:now )?(?:moved|put back|changed))\b[^.;]{0,80}?"
    r"\b(?:to|until|till|is|of|by|for|as)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ANSWER = r"(?:respon(?:d|se)s?|repl(?:y|ies)|answers?|decisions?|outcomes?|findings|write)"
_PROMISED_BY = re.compile(
    rf"\b{_ANSWER}\b[^.;]{{0,80}}?\b(?:by|before|no later than|not later than|on or before)\s+"
    r"(?:the end of |the close of |close of business on |5 ?pm on )?(?:the\s+)?$",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:will|shall|expects?|aims?|hopes?|agreed|promised|would|to be|going to|is now due)\b|[’']ll\b", re.IGNORECASE
)
# What others are asked to do, and what policies say in general.
_NO_PROMISE = re.compile(
    r"\b(?:polic(?:y|ies)|code|procedure|guidance|timescales)\b"
    r"|\b(?:would like|want|please|hear from you|your (?:comments|evidence|reply|response|answer)"
    r"|ask(?:ed|ing)? (?:you|them|him|her|the \w+) to)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:if|unless|(?-i:may)|might|could|can|should|must|not exceed|up to|maximum|whenever|where there)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:exten(?:d|sion)\w*|new|revised|later|moved|put back|changed)\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:not|no|never|without|refus\w+|declin\w+|reject\w+|turned down)\b(?:\s+\w+){0,2}\s*$", re.IGNORECASE
)
_HINT = re.compile(
    rf"\b(?:extend|extension|further|additional|extra|another|more|longer|deadline|target date|{_ANSWER})\b",
    re.IGNORECASE,
)
# What the further time is for, if it is for an answer at all and not for some repair or visit.
_TO_ANSWER = re.compile(
    rf"\b(?:{_ANSWER}|complaint|investigat\w+|consider\w*|complete|look(?:ing)? into|finish\w*|finali[sz]\w*|respond\w*"
    r"|decid\w+|review\w*|application|deadline|ext(?:end|ension)\w*)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:uphold\w*|upheld|conclu\w+|(?:I|we) (?:have )?found|(?:my|our) (?:findings|decision|conclusions?)"
    r"|compensation|(?:I|we) (?:have )?decided)\b",
    re.IGNORECASE,
)
_OF_ANSWER = re.compile(rf"\b{_ANSWER}\b", re.IGNORECASE)
_COMPLAINTS = frozenset({Step.STAGE1_RESPONSE, Step.STAGE2_RESPONSE, Step.STAGE3_RESPONSE})
_REVIEWS = frozenset({Step.THRESHOLD_DECISION, Step.REVIEW_MEETING, Step.REVIEW_OUTCOME})
_TOPICS: tuple[tuple[re.Pattern[str], frozenset[Step]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), steps)
    for words, steps in (
        (r"\bstage (?:3|three)\b", frozenset({Step.STAGE3_RESPONSE})),
        (r"\bstage (?:2|two)\b|\bescalat|\bfinal (?:response|reply)\b", frozenset({Step.STAGE2_RESPONSE})),
        (r"\bstage (?:1|one)\b", frozenset({Step.STAGE1_RESPONSE})),
        (r"\bappeal", frozenset({Step.APPEAL_OUTCOME, Step.APPEAL_HEARD})),
        (r"\bcase reviews?\b|\bcommunity trigger\b|\bthreshold\b|\breview panel\b", _REVIEWS),
        (r"\bcomplaints?\b", _COMPLAINTS),
    )
)


@dataclass(frozen=True, slots=True)
class Extension:
    """More time told of on a day: a length of it (`span`) or its last day (`until`).

    `steps` are the ends of the clocks that it can be about, `refs` comparable references and `agencies` those whose
    time it is, both empty if not known. `letter` is the writing (document, message) that only puts the answer off, None
    if it was told otherwise; `quote` its words. `given`: the complainant agreed to it, or it was announced to them as
    more time; `asked` is the thread of letters in which it was only asked for. `start` to `end` is the sentence.
    """

    on: date
    span: Span | None
    until: date | None
    steps: frozenset[Step]
    refs: frozenset[str]
    agencies: frozenset[str]
    letter: tuple[str, int] | None
    document: str
    quote: str
    given: bool = False
    asked: str = ""
    start: int = 0
    end: int = 0


def find_extensions(
    tellings: Tellings, agencies: frozenset[str], complaints: frozenset[str] = frozenset()
) -> tuple[Extension, ...]:
    """Every extension that the papers tell of, in order of day. `agencies` are the ids of agencies, `complaints` the
    comparable references of complaints."""
    everything: list[Extension] = []
    for paper in tellings.papers.values():
        if paper.document.kind is DocumentKind.POLICY or not _HINT.search(paper.text.text):
            continue
        for sentence in tellings.sentences(paper):
            if _HINT.search(sentence.text):
                everything += _in_sentence(tellings, paper, sentence, agencies, complaints)
    agreed = agreements(tellings) if any(one.asked for one in everything) else frozenset()
    everything = [
        replace(one, given=one.given or any(one.asked == asked and one.on <= on for asked, on in agreed))
        if one.asked
        else one
        for one in everything
    ]
    found: dict[tuple[date, Span | None, date | None, frozenset[Step], frozenset[str]], Extension] = {}
    for one in sorted(everything, key=lambda one: not one.given):
        found.setdefault((one.on, one.span, one.until, one.steps, one.refs), one)
    return tuple(sorted(found.values(), key=lambda one: (one.on, one.until or date.min, one.document, one.quote)))


def _in_sentence(
    tellings: Tellings, paper: Paper, sentence: Sentence, agencies: frozenset[str], complaints: frozenset[str]
) -> Iterable[Extension]:
    words = " ".join(sentence.text.split())
    if _NO_PROMISE.search(words):
        return
    for at, span, until in (*_lengths(sentence), *_days(tellings, paper, sentence)):
        on, event = tellings.told_on(paper, sentence, at)
        before = _told_before(tellings, paper, sentence, at)
        message = tellings.message(paper, sentence.start)
        own = tellings.own(paper, message)
        refs = {
            comparable(ref)
            for t in (event, own)
            if t is not None
            for ref in (t.event.case_ref, *t.event.references)
            if ref
        }
        actor = _whose(event, own, words, agencies)
        steps = _steps(paper, sentence) or (_COMPLAINTS if refs & complaints else frozenset())
        # A person's own letter announces nothing for an agency, though it may tell what the agency said.
        theirs = own is not None and own.event.actor not in agencies and re.search(r"\b(?:I|we)\b", words) is not None
        if on is None or not steps or (theirs and actor is None):
            continue
        whole = _whole(paper, message)
        holding = own is not None and before is None and _OF_ANSWER.search(words) and not _ANSWERED.search(whole)
        yield Extension(
            on=before or on,
            span=span,
            until=until,
            steps=steps,
            refs=frozenset(refs),
            agencies=frozenset({actor} if actor else ()),
            letter=(paper.document.id, message) if holding else None,
            document=paper.document.id,
            quote=quoted(words),
            given=is_given(words, whole, own, promise=until is not None and not _LATER.search(words)),
            asked=thread(paper, message) if asks(words) else "",
            start=sentence.start,
            end=sentence.end,
        )


def _whose(event: Told | None, own: Told | None, words: str, agencies: frozenset[str]) -> str | None:
    """The agency whose time it is: whose act or letter tells of it, or whom a complainant writes to who agrees."""
    acting = next((t.event.actor for t in (event, own) if t is not None and t.event.actor in agencies), None)
    if acting is None and own is not None and own.event.actor == COMPLAINANT and consents(words):
        return next((one for one in own.event.recipients if one in agencies), None)
    return acting


def _told_before(tellings: Tellings, paper: Paper, sentence: Sentence, at: int) -> date | None:
    """An earlier day on which the sentence itself says that the time was agreed or told of."""
    for mention in reversed(tellings.days(paper, sentence.start, at)):
        if told_then(sentence.text[: mention.start - sentence.start]):
            return mention.from_
    return None


def _whole(paper: Paper, message: int) -> str:
    """The text of one message of a paper."""
    return "\n".join(
        paper.text.text[block.start : block.end] for block in paper.text.blocks if block.message == message
    )


def _lengths(sentence: Sentence) -> list[tuple[int, Span | None, date | None]]:
    """Lengths of further time: the place of each in the document, and the length."""
    for pattern in _LENGTHS:
        match = pattern.search(sentence.text)
        if not match or _REFUSED.search(sentence.text[: match.start()]):
            continue
        if _UNREAL.search(sentence.text[: match.end()]) and not asks(sentence.text):
            continue
        if _for_an_answer(sentence.text, match.end()):
            return [(sentence.start + match.start("n"), span_of(match), None)]
    return []


def _for_an_answer(words: str, end: int) -> bool:
    rest = re.split(r"[.;|\n]", words[end:], maxsplit=1)[0]
    return _TO_ANSWER.search(words) is not None or not re.search(r"\w", rest)


def _days(tellings: Tellings, paper: Paper, sentence: Sentence) -> list[tuple[int, Span | None, date | None]]:
    """Days until which time was given: the place of each in the document, and the day."""
    found: list[tuple[int, Span | None, date | None]] = []
    for mention in tellings.days(paper, sentence.start, sentence.end):
        before = sentence.text[: mention.start - sentence.start]
        extended = _EXTENDED_TO.search(before)
        promised = _PROMISED_BY.search(before) if _PROMISES.search(before) else None
        match = extended or promised
        if match is not None and not _REFUSED.search(before[: match.start()]) and not _UNREAL.search(before):
            found.append((mention.start, None, mention.from_))
    return found


def _steps(paper: Paper, sentence: Sentence) -> frozenset[Step]:
    """What the time is for: as the sentence says, else the subject, else what the paper spoke of last before it."""
    for text in (sentence.text, paper.subject):
        for pattern, steps in _TOPICS:
            if pattern.search(text):
                return steps
    last = (-1, frozenset[Step]())
    for pattern, steps in _TOPICS:
        for match in pattern.finditer(paper.text.text, 0, sentence.start):
            if match.start() > last[0]:
                last = match.start(), steps
    return last[1]


def about(
    found: Sequence[Extension], stops: Step, start: Mark, end: date | None, as_of: date, known: frozenset[str]
) -> tuple[Extension, ...]:
    """Those told of while a clock ran that can be about it, in order of day.

    `end` is the day on which it was stopped, `known` the references of complaints: where both have one of them, or
    both an agency, they must share one."""
    return tuple(
        one
        for one in found
        if stops in one.steps
        and start.on <= one.on
        and (one.on <= as_of if end is None else one.on < end)
        and (not one.refs & known or not start.refs or one.refs & start.refs)
        and (not one.agencies or not start.agencies or one.agencies & start.agencies)
    )


def moved(
    due: date, found: Sequence[Extension], allowed: Span | None, nation: Nation
) -> tuple[date, tuple[Extension, ...]]:
    """The due day with the time that was given by then, one after the other, and what moved it.

    `due` is the policy's own day, `allowed` how much more its words let a body take: more than that moves nothing."""
    if allowed is None:
        return due, ()
    last = add(due, allowed.n, allowed.unit, Counting.EXCLUSIVE, nation)
    day, by = due, []
    for one in found:
        base = due if one.on <= due else day  # told again before it began, it is the same time
        end = one.until or (add(base, one.span.n, one.span.unit, Counting.EXCLUSIVE, nation) if one.span else due)
        if one.given and one.on <= day and day < end <= last:
            day = end
            by.append(one)
    return day, tuple(by)


def only_puts_off(stop: Mark, found: Sequence[Extension], step: Step) -> bool:
    """Is what looks like an answer only a letter that asks for more time to give it, or a day on which it would be?"""
    fitting = [one for one in found if step in one.steps]
    letters = {one.letter for one in fitting if one.letter is not None}
    documents = {document for document, _ in letters}
    if letters & stop.letters and all(place.document in documents for place in stop.places):
        return True
    promises = [one for one in fitting if one.until is not None and one.on == stop.on < one.until]
    return bool(stop.places) and all(
        any(
            one.document == place.document and one.start <= place.start and place.end <= one.end + 1 for one in promises
        )
        for place in stop.places
    )
