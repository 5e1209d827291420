"""Which two days, or months, a duration of weeks, months or years may lie between."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from caseclock.extractor.findings.compared_words import stems
from caseclock.extractor.findings.duration_ends import Dated, ends_of, first_report, referred
from caseclock.extractor.findings.duration_phrases import Phrase, Relation
from caseclock.extractor.findings.long_phrases import Hangs, LongPhrase
from caseclock.extractor.findings.passages import PRECISE, Passages, Sentence, Telling
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.policy import Unit
from caseclock.models.source import Source
from caseclock.models.when import Precision

_NEAR = 120  # characters between a span and its figure
_CLOSE = PRECISE | {Precision.APPROXIMATE, Precision.MONTH}
_LONGEST_BACK = 3  # paragraphs in which the day of a telling is looked for
_A_MONTH = 31
_EARLIEST = 4  # incidents that "the first incident" may be


@dataclass(frozen=True, slots=True)
class LongEnd:
    """A day or month that a duration may start or end with. `said`: its own sentence gives it; `inferred`: found by
    what the words refer to, so that another may be meant."""

    first: date
    last: date
    source: Source
    entry: str | None = None
    score: float = 1.0
    said: bool = False


@dataclass(frozen=True, slots=True)
class LongEnds:
    """The starts and ends, likeliest first; `vague` says that the words name nothing that could be looked up."""

    starts: tuple[LongEnd, ...]
    ends: tuple[LongEnd, ...]
    vague: bool = False


_FIRST_INCIDENT = re.compile(
    r"\b(?:first|original|initial)\s+(?:\w+\s+)?(?:incident|attack|assault|episode|occurrence|time)\b", re.IGNORECASE
)
_FIRST_REPORT = re.compile(
    r"\b(?:first|initial(?:ly)?|original(?:ly)?)\s+(?:\w+\s+){0,2}?(?:report\w*|rais\w+|contact\w*|complain\w*|told|rang)",
    re.IGNORECASE,
)
_VIOLENT = re.compile(r"\b(?:assault\w*|attack\w*|hit|punch\w*|beaten)\b", re.IGNORECASE)
_HARM = frozenset({IncidentType.VIOLENCE, IncidentType.THREATS, IncidentType.INTIMIDATION})
_ANSWERING = re.compile(
    r"\b(?:get back to|got back to|reply|respond|answer|write back|hear back|come back to|contact)\b", re.IGNORECASE
)
_OF_WHAT = re.compile(r"\b(?:of|about|from|after|since|following|on|to)\s+(?=(?:the|her|his|their|my|our)\b)", re.I)
_TELLING = re.compile(
    r"\b(?:tell|told|updat\w+|inform\w*|advis\w+|let \w+ know|notif\w+|sen[dt]|shar\w+|provid\w+|confirm\w*|g[ai]ve)\b",
    re.IGNORECASE,
)
_TO_HER = re.compile(r"\b(?:the )?(?:resident|tenant|complainant|her|him|you|me)\b", re.IGNORECASE)
_SHARED = 0.12  # of the weight of the words that name what was told
_ANSWERS = 3  # answers that may be meant by "get back to her"
_SPOKEN_OF = 4
_SPEAKS = frozenset({EntryKind.CONTACT, EntryKind.COMPLAINT_RESPONSE, EntryKind.AGENCY_ACTION})
_TALKS = _SPEAKS | {EntryKind.REPORT, EntryKind.COMPLAINT}
_PARTIES = frozenset({"complainant", "respondent", "other"})


def long_ends_of(case: Passages, phrase: LongPhrase) -> LongEnds:
    """The ends of a long duration, as far as the papers let them be known."""
    if phrase.hangs is Hangs.SPAN:
        return _span(case, phrase)
    if phrase.hangs is Hangs.TOOK:
        return _took(case, phrase)
    if phrase.hangs in (Hangs.NOW, Hangs.SILENT):
        ends = tuple(_telling_days(case, phrase))
        if phrase.hangs is Hangs.NOW:
            return LongEnds(_named(case, phrase, phrase.clause, phrase.clause_start), ends)
        return LongEnds(tuple(_last_words(case, phrase, ends)), ends, vague=True)
    return _around(case, phrase)


def _plain(phrase: LongPhrase, relation: Relation) -> Phrase:
    """The same in the form in which durations in days are looked up."""
    return Phrase(
        sentence=phrase.sentence, start=phrase.words_start, end=phrase.end, figure_end=phrase.words_end,
        figure=round(phrase.figure), unit=Unit.MONTHS, relation=relation, qualifier=phrase.qualifier,
        clause=phrase.clause, clause_start=phrase.clause_start, clause_end=phrase.clause_end,
    )  # fmt: skip


def _around(case: Passages, phrase: LongPhrase) -> LongEnds:
    """ "N after (before) what the clause names", "N later"."""
    relation = {Hangs.BEFORE: Relation.BEFORE, Hangs.LATER: Relation.LATER}.get(phrase.hangs, Relation.AFTER)
    found = ends_of(case, _plain(phrase, relation), (None, ()))
    named = phrase.clause if phrase.hangs is not Hangs.LATER else ""
    starts, ends = _long(found.starts), _long(found.ends)
    near = tuple(_beside(case, phrase))
    if phrase.hangs is Hangs.BEFORE:
        return LongEnds(near or starts, ends)
    if named and not any(s.said for s in starts):
        first = _FIRST_REPORT.search(named) or _FIRST_INCIDENT.search(named)
        known = _named(case, phrase, named, phrase.clause_start)
        starts = known if first else (*known, *starts)
    return LongEnds(starts, near or ends)


def _long(found: Iterable[Dated]) -> tuple[LongEnd, ...]:
    return tuple(LongEnd(d.day, d.day, d.source, d.entry, d.score, d.said) for d in found)


def _beside(case: Passages, phrase: LongPhrase) -> Iterable[LongEnd]:
    """The day or month in the sentence that the duration leads to: the last before it, else the first after it."""
    document = phrase.sentence.document
    mentions = [t for t in case.times_in(document, phrase.sentence.start, phrase.sentence.end) if _usable(t)]
    before = [t for t in mentions if t.end <= phrase.words_start]
    after = [t for t in mentions if t.start >= phrase.clause_end]
    for mention in before[-1:] or after[:1]:
        yield _of_mention(case, document, mention)


def _usable(mention: TimeMention) -> bool:
    return mention.from_ is not None and mention.precision in _CLOSE and mention.role is not TimeRole.DEADLINE


def _of_mention(case: Passages, document: str, mention: TimeMention) -> LongEnd:
    """A date said in so many words; a month that other passages narrow down to a day is taken as that day."""
    if mention.from_ is None or mention.to is None:
        raise ValueError("a mention without a day names no end")
    source = case.source(document, mention.start, mention.end)
    end = LongEnd(mention.from_, mention.to, source, said=True)
    for telling in case.tellings_at(document, mention.start, mention.end):
        first, last = telling.event.when.start, telling.event.when.end
        if first is None or last is None or not mention.from_ <= first <= last <= mention.to:
            continue
        return replace(end, first=first, last=last, entry=telling.entry.id)
    return end


def _named(case: Passages, phrase: LongPhrase, clause: str, at: int) -> tuple[LongEnd, ...]:
    """What a clause names: a date in it, the first incident or report, an attack, or events that share its words."""
    document = phrase.sentence.document
    within = [t for t in case.times_in(document, at, at + len(clause)) if _usable(t)]
    if within:
        return (_of_mention(case, document, within[0]),)
    plain = _plain(phrase, Relation.AFTER)
    if _FIRST_REPORT.search(clause):
        return _long(first_report(case, plain))
    found: list[LongEnd] = []
    if _FIRST_INCIDENT.search(clause):
        return tuple(_first_incidents(case))
    if _VIOLENT.search(clause):
        found += _attacks(case)
    return (*_long(referred(case, plain, clause)), *found)


def _incidents(case: Passages) -> list[Telling]:
    """Incidents put on a day or in a month, in order of time."""
    found = [t for t in case.tellings if t.entry.kind is EntryKind.INCIDENT and _placed(t) <= _A_MONTH]
    return sorted(found, key=lambda t: (t.event.when.start or date.max, t.place))


def _placed(telling: Telling) -> int:
    """How many days, beyond the first, an account leaves open; very many for one without a day."""
    when = telling.event.when
    return (when.end - when.start).days if when.start and when.end else 10_000


def _first_incidents(case: Passages) -> Iterable[LongEnd]:
    days: dict[date, Telling] = {}
    for telling in _incidents(case):
        if telling.event.when.start and len(days) < _EARLIEST:
            days.setdefault(telling.event.when.start, telling)
    for number, telling in enumerate(days.values()):
        yield _of_telling(telling, 0.7 - number / 10)


def _attacks(case: Passages) -> Iterable[LongEnd]:
    """Incidents in which somebody was hurt or put in fear, the first of each day."""
    days: dict[date, Telling] = {}
    for telling in _incidents(case):
        if _HARM & {*telling.event.types, *telling.entry.types} and telling.event.when.start:
            days.setdefault(telling.event.when.start, telling)
    return (_of_telling(telling, 0.5) for telling in days.values())


def _of_telling(telling: Telling, score: float) -> LongEnd:
    when = telling.event.when
    if when.start is None or when.end is None:
        raise ValueError("an account without a day is no end of a duration")
    return LongEnd(when.start, when.end, telling.event.source, telling.entry.id, score)


def _telling_days(case: Passages, phrase: LongPhrase) -> Iterable[LongEnd]:
    """The day on which it is told: that of the paper or message in the present, that of the paragraph in the past."""
    sentence = phrase.sentence
    if not phrase.present:
        found = list(_days_before(case, sentence))
        told = [end for end in found if end.first == end.last]
        yield from (told or found)[:1]
        return
    paper = case.papers[sentence.document]
    inside = [m for m in paper.text.messages if m.sent and m.start <= sentence.start < m.end]
    written = inside[-1].sent.date() if inside and inside[-1].sent else paper.document.dated
    if written:
        words = case.source(sentence.document, phrase.words_start, phrase.words_end)
        yield LongEnd(written, written, words, said=bool(paper.document.dated))


def _days_before(case: Passages, sentence: Sentence) -> Iterable[LongEnd]:
    """Dates of the sentence, then of those before it in its paragraph, then of the paragraphs that lead to it."""
    for passage in (sentence, *case.before(sentence), *case.leading(sentence, _LONGEST_BACK)):
        if passage is not sentence:
            # What somebody wrote or said there bears the day on which this was said as well.
            talks = [t for t in case.tellings_at(passage.document, passage.start, passage.end) if _talk(t)]
            yield from (_of_telling(t, 0.7) for t in talks[:1])
        mentions = [t for t in case.times_in(passage.document, passage.start, passage.end) if _usable(t)]
        for mention in reversed(mentions):
            yield replace(_of_mention(case, passage.document, mention), said=False, score=0.7)


def _talk(telling: Telling) -> bool:
    return telling.event.kind in (EntryKind.CONTACT, EntryKind.REPORT) and _placed(telling) == 0


def _last_words(case: Passages, phrase: LongPhrase, ends: tuple[LongEnd, ...]) -> Iterable[LongEnd]:
    """The last times, before the end, that an agency spoke or wrote; likeliest is the latest."""
    for end in ends[:1]:
        spoken = [
            t
            for t in case.tellings
            if t.event.kind in _SPEAKS
            and t.event.actor not in _PARTIES
            and "complainant" in t.event.recipients
            and not t.event.negated
            and t.event.when.end
            and t.event.when.end < end.first
        ]
        spoken.sort(key=lambda t: (t.event.when.end or date.min, not t.place[0], t.event.source.start), reverse=True)
        for number, telling in enumerate(spoken[:2]):
            yield _of_telling(telling, 0.6 - number / 10)


def _took(case: Passages, phrase: LongPhrase) -> LongEnds:
    """ "It took N months to tell her of the outcome of the hearing": the telling, and the hearing."""
    if _ANSWERING.search(phrase.clause):
        return _answered(case, phrase)
    plain = _plain(phrase, Relation.AFTER)
    tails = [m.end() for m in _OF_WHAT.finditer(phrase.clause)]
    ends = _long(referred(case, plain, phrase.clause))
    if _TELLING.match(phrase.clause) and tails:
        ends = tuple(_told(case, phrase, stems(phrase.clause[tails[0] :])))
    starts = [end for at in reversed(tails) for end in _long(referred(case, plain, phrase.clause[at:]))]
    return LongEnds(tuple(starts), ends)


def _told(case: Passages, phrase: LongPhrase, what: frozenset[str]) -> Iterable[LongEnd]:
    """Passages in which the thing was told, sent or shared."""
    for place, share in sorted(case.by_words.shares(what, _SHARED).items()):
        telling = case.tellings[place]
        quote = telling.event.source.quote
        own = telling.sentence.start == phrase.sentence.start and telling.sentence.document == phrase.sentence.document
        if not own and _placed(telling) == 0 and not telling.event.negated and _TELLING.search(quote):
            # To the one who waited, rather than to somebody else.
            reached = "complainant" in telling.event.recipients or _TO_HER.search(quote) is not None
            yield _of_telling(telling, 0.4 + share / 2 if reached else share / 2)


def _answered(case: Passages, phrase: LongPhrase) -> LongEnds:
    """ "It took N months to get back to her": which answer is not said; the last ones before the telling, and what was
    said or written before. A day in a month that the paragraph speaks of is likelier."""
    found = list(_days_before(case, phrase.sentence))
    if not found:
        return LongEnds((), (), vague=True)
    told = next((end for end in found if end.first == end.last), found[0])
    talks = [t for t in case.tellings if t.event.kind in _TALKS and _placed(t) == 0 and not t.event.negated]
    days: dict[tuple[date, bool], Telling] = {}
    for telling in sorted(talks, key=lambda t: t.place):
        if "complainant" in (*telling.event.recipients, telling.event.actor) and telling.event.when.start:
            days.setdefault((telling.event.when.start, telling.event.actor not in _PARTIES), telling)
    ordered = sorted(days.items(), key=lambda item: item[0], reverse=True)
    answers = [t for (day, by_agency), t in ordered if by_agency and day <= told.last][:_ANSWERS]
    asked = [(day, t) for (day, _), t in ordered if day < told.last]
    spoken_of = [end for end in found if end.first != told.first][:_SPOKEN_OF]
    starts = [_of_telling(t, 0.8 if any(e.first <= day <= e.last for e in spoken_of) else 0.5) for day, t in asked]
    ends = [_of_telling(t, 0.6 - place / 20) for place, t in enumerate(answers)]
    return LongEnds(tuple(starts), tuple(ends), vague=True)


def _span(case: Passages, phrase: LongPhrase) -> LongEnds:
    """A period with its first and last day or month beside the figure: both ends in one expression."""
    document, sentence = phrase.sentence.document, phrase.sentence
    near = [
        t
        for t in case.times_in(document, sentence.start, sentence.end)
        if t.from_ and t.to and t.from_ < t.to and t.role is TimeRole.PERIOD and t.bound is None
        and min(abs(t.start - phrase.words_end), abs(phrase.words_start - t.end)) <= _NEAR
    ]  # fmt: skip
    if len(near) != 1 or near[0].from_ is None or near[0].to is None:
        return LongEnds((), ())
    source = case.source(document, near[0].start, near[0].end)
    days = (LongEnd(day, day, source, said=True) for day in (near[0].from_, near[0].to))
    first, last = days
    return LongEnds((first,), (last,))
