"""Which two days a stated duration lies between: dates beside it, or events that its words refer to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from caseclock.extractor.findings.compared_words import stems
from caseclock.extractor.findings.duration_phrases import Phrase, Relation
from caseclock.extractor.findings.passages import Passages, Sentence, Telling
from caseclock.models.entry import EntryKind
from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.source import Source
from caseclock.models.step import Step

_PLAUSIBLE = 0.4  # a passage that shares less of the words is not what they refer to
_NEXT_BEST = 0.6  # of the best match's score
_MOST = 8  # candidates tried
_JUST_BEFORE = 0.55  # the score of a day in the sentence before
_AROUND = 0.9  # words found only near the passage count a little less


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and the passage that gives it. `score` (0 to 1) says how surely it is the day looked for; `said`: the
    sentence with the duration names it itself; `known`: it is the step of a procedure that the words name."""

    day: date
    words: frozenset[str]
    source: Source
    entry: str | None = None
    score: float = 1.0
    said: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class Ends:
    """Days that the duration may start and end with, likeliest first."""

    starts: tuple[Dated, ...]
    ends: tuple[Dated, ...]


# What a clause may refer to without saying a date: its words, and the events that are that thing.
_MILESTONES: tuple[tuple[str, frozenset[Step], frozenset[EntryKind]], ...] = (
    (r"stage (?:2|two) (?:response|reply|decision|answer)", frozenset({Step.STAGE2_RESPONSE}), frozenset()),
    (r"stage (?:1|one) (?:response|reply|decision|answer)", frozenset({Step.STAGE1_RESPONSE}), frozenset()),
    (
        r"escalat|stage (?:2|two)|review (?:of )?(?:her|his|the) complaint",
        frozenset({Step.STAGE2_REQUEST}),
        frozenset(),
    ),
    (r"acknowledg", frozenset({Step.COMPLAINT_ACKNOWLEDGED, Step.STAGE2_ACKNOWLEDGED}), frozenset()),
    (r"complain|dissatisf", frozenset({Step.COMPLAINT}), frozenset({EntryKind.COMPLAINT})),
    (r"application|appl(?:y|ied) for (?:a|the) (?:case )?review", frozenset({Step.APPLICATION}), frozenset()),
    (r"\b(?:hearing|court|trial|sentenc|convict)", frozenset(), frozenset({EntryKind.COURT})),
    (r"\breport", frozenset({Step.INCIDENT_REPORTED}), frozenset({EntryKind.REPORT})),
)
_MILESTONE_SCORE = 0.65
_FIRST = re.compile(r"\b(?:first|initial(?:ly)?|original(?:ly)?|earliest)\b", re.I)
_FIRST_REPORT = re.compile(
    r"\b(?:first|initial(?:ly)?)\s+(?:\w+\s+){0,2}?(?:report\w*|rais\w+|contact\w*|complain\w*|notif\w+|told|inform\w*)",
    re.I,
)


def ends_of(case: Passages, phrase: Phrase, known: tuple[Dated | None, tuple[Dated, ...]]) -> Ends:
    """The ends of a duration. `known`: start and possible ends of the duration stated just before, if any."""
    sentence = phrase.sentence
    outside = [t for t in case.days_in(sentence.document, sentence.start, sentence.end) if not _in_clause(phrase, t)]
    inside = case.days_in(sentence.document, phrase.clause_start, phrase.clause_end)
    if phrase.relation is Relation.TOOK:
        return _ends_around(case, phrase, outside)
    near = _nearest(phrase, outside)
    led_to: tuple[Dated, ...] = (_said(case, sentence, near),) if near else ()
    named = tuple(_said(case, sentence, mention) for mention in inside[:1])
    if not named:
        if phrase.clause:
            named = tuple(referred(case, phrase, phrase.clause))
        else:
            named = tuple(_told_before(case, phrase, outside, near, known))
    if phrase.relation is Relation.BEFORE:
        return Ends(starts=led_to, ends=named)
    if not led_to:
        led_to = tuple(_told_here(case, phrase))
    if not led_to:
        told = _last_clause(case.text(sentence.document)[sentence.start : phrase.start])
        led_to = tuple(d for d in referred(case, phrase, told) if any(s.day < d.day for s in named))
    return Ends(starts=named, ends=led_to)


THIS_PAPER = re.compile(r"this (?:answer|letter|response|reply|decision|report)\b", re.IGNORECASE)


def _told_here(case: Passages, phrase: Phrase) -> Iterable[Dated]:
    """The end that the sentence tells of without its date: the paper itself, or an event known from elsewhere."""
    sentence = phrase.sentence
    before = case.text(sentence.document)[sentence.start : phrase.start]
    dated = case.papers[sentence.document].document.dated
    if dated and THIS_PAPER.match(before.strip()):
        source = case.source(sentence.document, sentence.start, phrase.start)
        yield Dated(dated, frozenset(), source, said=True)
        return
    for telling in case.tellings_at(sentence.document, sentence.start, phrase.start):
        if telling.day and telling.event.steps and telling.number in case.dated_elsewhere:
            yield replace(_of(telling), score=0.8, known=True)


def _last_clause(text: str) -> str:
    """The last part between commas that tells something."""
    parts = [part for part in text.split(",") if len(stems(part)) > 1]
    return parts[-1] if parts else text


def _in_clause(phrase: Phrase, mention: TimeMention) -> bool:
    return mention.start < max(phrase.end, phrase.clause_end) and mention.end > phrase.start


def _nearest(phrase: Phrase, mentions: list[TimeMention]) -> TimeMention | None:
    """The date that the duration leads to: the last one before it, else the first one after its clause."""
    before = [t for t in mentions if t.end <= phrase.start]
    after = [t for t in mentions if t.start >= phrase.clause_end]
    if phrase.relation is Relation.FURTHER:
        return after[0] if after else None
    if phrase.relation is Relation.LATER and len(before) == 1 and after:
        return after[0]  # "on 3 May she wrote; 12 days later, on 15 May, it replied"
    return before[-1] if before else after[0] if after else None


def _said(case: Passages, sentence: Sentence, mention: TimeMention) -> Dated:
    if mention.from_ is None:
        raise ValueError("a mention without a day names no end")
    source = case.source(sentence.document, mention.start, mention.end)
    entry = case.entry_at(mention.from_, sentence.document, source.start, source.end)
    return Dated(mention.from_, stems(sentence.text), source, entry, said=True)


def _ends_around(case: Passages, phrase: Phrase, mentions: list[TimeMention]) -> Ends:
    """Both ends in the sentence; with one date only, the letter itself may be the other end."""
    sentence = phrase.sentence
    said = sorted((_said(case, sentence, mention) for mention in mentions), key=lambda d: d.day)
    if len(said) == 2:
        return Ends(starts=(said[0],), ends=(said[1],))
    period = [
        t
        for t in case.times_in(sentence.document, sentence.start, sentence.end)
        if t.from_ and t.to and t.from_ < t.to and t.role is TimeRole.PERIOD and abs(t.start - phrase.end) < 80
    ]
    if not said and len(period) == 1 and period[0].from_ and period[0].to:
        source = case.source(sentence.document, period[0].start, period[0].end)
        return Ends(
            starts=(Dated(period[0].from_, frozenset(), source, said=True),),
            ends=(Dated(period[0].to, frozenset(), source, said=True),),
        )
    dated = case.papers[sentence.document].document.dated
    if len(said) == 1 and dated:
        written = replace(said[0], day=dated, entry=None, score=0.4, said=False)
        return Ends(starts=(said[0],), ends=(written,))
    return Ends((), ())


def _told_before(
    case: Passages,
    phrase: Phrase,
    mentions: list[TimeMention],
    near: TimeMention | None,
    known: tuple[Dated | None, tuple[Dated, ...]],
) -> Iterable[Dated]:
    """What "later" or "a further" is counted from, likeliest first."""
    last_start, last_ends = known
    sentence = phrase.sentence
    if phrase.relation is Relation.FURTHER and last_ends:
        yield from last_ends
        return
    earlier = [t for t in mentions if t is not near and t.end <= phrase.start]
    yield from (_said(case, sentence, t) for t in reversed(earlier))
    text = sentence.text[: max(0, phrase.start - sentence.start)]
    if _FIRST_REPORT.search(text):
        yield from first_report(case, phrase)
    for score, passage in zip((_JUST_BEFORE, 0.5, 0.45), case.before(sentence), strict=False):
        days = case.days_in(passage.document, passage.start, passage.end)
        alone = score == _JUST_BEFORE and len(days) == 1  # "You wrote on 3 May. This answer comes 20 days later."
        yield from (replace(_said(case, passage, t), said=False, score=score, known=alone) for t in reversed(days))
    yield from (replace(d, score=0.5) for d in (last_start, *last_ends) if d)


def referred(case: Passages, phrase: Phrase, clause: str) -> list[Dated]:
    """Events that the words refer to: passages with a date that share them, and events that are the thing named."""
    words = stems(clause)
    found = [d for d in _scored(case, phrase, words) if d.score >= _PLAUSIBLE]
    if _FIRST_REPORT.search(clause):
        found = [*first_report(case, phrase), *found]
    for pattern, steps, kinds in _MILESTONES:
        if re.search(pattern, clause, re.IGNORECASE):
            tellings = [t for t in case.tellings if t.event.steps & steps or t.entry.kind in kinds]
            found += [
                replace(_of(t), score=_MILESTONE_SCORE, known=bool(steps))
                for t in tellings
                if t.day and not _own(phrase, t.event.source)
            ]
            break
    if not found:
        return []
    best = max(d.score for d in found)
    kept = [d for d in found if d.score >= best * _NEXT_BEST]
    first = _FIRST.search(clause) is not None
    kept.sort(key=lambda d: (-round(d.score, 1), d.day if first else date.min, d.source.document, d.source.start))
    days: dict[date, Dated] = {}
    for dated in kept:
        days.setdefault(dated.day, dated)
    return list(days.values())[:_MOST]


def _own(phrase: Phrase, source: Source) -> bool:
    sentence = phrase.sentence
    return source.document == sentence.document and source.start < sentence.end and sentence.start < source.end


def _of(telling: Telling) -> Dated:
    if telling.day is None:
        raise ValueError("an account without a day is no end of a duration")
    return Dated(telling.day, telling.words, telling.event.source, telling.entry.id)


def _scored(case: Passages, phrase: Phrase, words: frozenset[str]) -> Iterable[Dated]:
    """Dated passages with the share of the words that they hold."""
    exact = case.by_words.shares(words, _PLAUSIBLE)
    around = case.by_sentence.shares(words, _PLAUSIBLE)
    for number in sorted({*exact, *around}):
        telling = case.tellings[number]
        if telling.day and not _own(phrase, telling.event.source):
            yield replace(_of(telling), score=max(exact.get(number, 0.0), _AROUND * around.get(number, 0.0)))
    own, both = (lookup.shares(words, _PLAUSIBLE) for lookup in case.dated_by_words(phrase.sentence.document))
    for number in sorted({*own, *both}):
        dated = case.dated_sentences(phrase.sentence.document)[number]
        if dated.sentence.start != phrase.sentence.start:
            # What a sentence tells is often gone on with in the next: both together, a little less surely.
            score = dated.sure * max(own.get(number, 0.0), _AROUND * both.get(number, 0.0))
            yield replace(_said(case, dated.sentence, dated.mention), said=False, score=score)


def first_report(case: Passages, phrase: Phrase) -> Iterable[Dated]:
    """The first report: passages that call it so and date it, else the earliest day on which an agency was told."""
    found = []
    for dated in case.dated_sentences(phrase.sentence.document):
        sentence = dated.sentence
        told = _FIRST_REPORT.search(sentence.text)
        if told and sentence.start != phrase.sentence.start and dated.sure == 1.0:
            found.append(replace(_said(case, sentence, dated.mention), said=False, known=True, score=0.95))
    yield from found
    reports = (
        sorted(
            (r.on, t.entry.id, r.source.start, r.source)
            for t in case.tellings
            for r in t.event.told
            if r.on is not None
        )
        if not found
        else []
    )
    for on, entry, _, source in reports[:1]:
        yield Dated(on, frozenset(), source, entry, score=0.7)
