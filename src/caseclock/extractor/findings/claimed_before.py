"""Said to be done before the record shows it: claims of a request or a letter that the papers date later."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from caseclock.extractor.findings.compared_words import quoted, stem, stems
from caseclock.extractor.findings.passages import PRECISE, DatedSentence, Passages, Sentence, Telling, discrepancy
from caseclock.extractor.findings.phrases import day_text
from caseclock.models.finding import Discrepancy
from caseclock.models.source import Source

_DEEDS: dict[str, tuple[str, ...]] = {
    "asked for": ("requested", "sought", "asked", "applied"),
    "passed on": ("shared", "emailed", "forwarded", "sent", "provided", "disclosed", "copied"),
    "served": ("served", "issued", "delivered"),
    "referred": ("referred", "passed"),
}
_DEED_OF = {stem(verb): name for name, verbs in _DEEDS.items() for verb in verbs}
_VERB = "|".join(sorted({verb for verbs in _DEEDS.values() for verb in verbs}, key=len, reverse=True))
_HAD_DONE = re.compile(
    rf"\b(?:had|has|have)\s+(?:already\s+|now\s+|since\s+)?(?:been\s+)?(?P<verb>{_VERB})\b", re.IGNORECASE
)
_WAS_DONE = re.compile(rf"\b(?:was|were)\s+(?:already\s+)?(?P<verb>{_VERB})\b", re.IGNORECASE)
_DONE = re.compile(rf"\b(?P<verb>{_VERB})\b", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:informed|told|advised|said|says|claim(?:s|ed)?|assured|confirmed|stated|states|records? shows?"
    r"|maintain(?:s|ed))\b",
    re.IGNORECASE,
)
_NOT_THE_FIRST = re.compile(
    r"\b(?:again|chas\w+|another|second|further|reminder|re-?sent|repeated|not|never|would|will)\b", re.IGNORECASE
)
_OWN_WORDS = re.compile(
    r"\b(?:but|however|although|though|yet)\b[^.]{0,60}\b(?:evidence|records?|log|file|notes?|correspondence)\b[^.]{0,40}"
    r"\b(?:shows?|showed|indicates?|suggests?|confirms?)\b[^.]{0,60}\b(?:not|never|no)\b",
    re.IGNORECASE,
)
_REACH = 90  # characters from a verb to the day that belongs to it
_LONGEST = 60  # days between the claim and the record
_ALIKE = 0.75
_LIKE = 0.4  # for passages that the paper itself puts side by side
_TURN = re.compile(
    r"^\W*(?:however|but|yet|in fact)\b.{0,120}?\bhad (?:already|not(?: yet)?|in fact|never)\b",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSES = re.compile(r"\s+(?:and|but|while)\s+|[,;:]\s*|\bthat\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A deed said to be done by a day: what sort, which words name its object, where it is said."""

    deed: str
    objects: frozenset[str]
    day: date
    source: Source


def claimed_before(case: Passages) -> list[Discrepancy]:
    """Claims of a deed by a day against the record of it later, or of a request for the very thing; about="other"."""
    found = [*_own_words(case), *_put_right(case), *_said_too_early(case)]
    return [finding for finding in found if finding is not None]


def _said_too_early(case: Passages) -> Iterable[Discrepancy | None]:
    seen: set[tuple[str, date, date]] = set()
    for claim in _claims(case):
        record = _record(case, claim)
        if record and record.day and (claim.deed, claim.day, record.day) not in seen:
            seen.add((claim.deed, claim.day, record.day))
            text = (
                f"{case.name(claim.source.document)} has it as done by {day_text(claim.day)} "
                f"({quoted(claim.source.quote)}); {case.name(record.event.source.document)} puts it on "
                f"{day_text(record.day)} ({quoted(record.event.source.quote)})."
            )
            yield discrepancy("claimed", "other", (claim.source, record.event.source), text)


def _claims(case: Passages) -> Iterable[_Claim]:
    """Passages in which somebody tells that a thing had been done, or was done on a day that they name."""
    for document in sorted(case.sentences):
        for dated in case.dated_sentences(document):
            sentence, day = dated.sentence, dated.mention.from_
            if day is None or not _TELLS.search(sentence.text):
                continue
            for pattern in (_HAD_DONE, _WAS_DONE):
                for match in pattern.finditer(sentence.text):
                    if pattern is _WAS_DONE and not 0 < dated.mention.start - sentence.start - match.end() < _REACH:
                        continue
                    clause, low, high = _clause(sentence.text, match)
                    objects = stems(clause) - {stem(match["verb"])}
                    if len(objects) > 1 and not _NOT_THE_FIRST.search(clause):
                        high = max(high, dated.mention.end - sentence.start) if pattern is _WAS_DONE else high
                        source = case.source(document, sentence.start + low, sentence.start + high)
                        yield _Claim(_DEED_OF[stem(match["verb"])], objects, day, source)


def _clause(text: str, match: re.Match[str]) -> tuple[str, int, int]:
    """The part of the sentence with the verb, and where it starts and ends in it."""
    cuts = [0, *(m.end() for m in _CLAUSES.finditer(text) if m.end() <= match.start())]
    ends = [m.start() for m in _CLAUSES.finditer(text) if m.start() >= match.end()]
    low, high = cuts[-1], ends[0] if ends else len(text)
    return text[low:high], low, high


def _deed_of(telling: Telling) -> str:
    match = _DONE.search(telling.event.source.quote)
    return _DEED_OF[stem(match["verb"])] if match else ""


def _record(case: Passages, claim: _Claim) -> Telling | None:
    """The record of the deed on a later day, if there is none by the day claimed."""
    alike = [case.tellings[number] for number in sorted(case.by_words.shares(claim.objects, _ALIKE))]
    same = [
        t
        for t in alike
        if t.day
        and not t.event.negated
        and _deed_of(t) == claim.deed
        and not _overlap(t.event.source, claim.source)
        and not _HAD_DONE.search(t.event.source.quote)
        and not _NOT_THE_FIRST.search(t.event.source.quote)
    ]
    if any(t.day and t.day <= claim.day for t in same):
        return None
    later = [t for t in same if t.day and 1 < (t.day - claim.day).days <= _LONGEST]
    return min(later, key=lambda t: (t.day or date.max, t.place), default=None)


def _own_words(case: Passages) -> Iterable[Discrepancy | None]:
    """A paper that itself says that the evidence shows otherwise: cited with the record that it means."""
    for document in sorted(case.sentences):
        for sentence in case.sentences[document]:
            turn = _OWN_WORDS.search(sentence.text)
            if not turn or not _TELLS.search(sentence.text[: turn.start()]):
                continue
            claim = sentence.text[: turn.start()]
            days = [
                t.from_
                for t in case.times_in(document, sentence.start, sentence.start + turn.start())
                if t.from_ and t.precision in PRECISE
            ]
            record = _meant(case, sentence, claim, days[0] if days else None)
            if record and record.day:
                text = (
                    f"{case.name(document)} itself says that the papers show otherwise; "
                    f"{case.name(record.event.source.document)} has it on {day_text(record.day)}."
                )
                source = case.source(document, sentence.start, sentence.end)
                yield discrepancy("own words", "other", (source, record.event.source), text)


def _put_right(case: Passages) -> Iterable[Discrepancy | None]:
    """A paper that reports what somebody was told and goes on that it wasn't so: cited with the telling it means."""
    for document in sorted(case.sentences):
        for told, turn in pairwise(case.sentences[document]):
            if told.block != turn.block or not _TURN.search(turn.text) or not _TELLS.search(told.text):
                continue
            days = {t.from_ for t in case.days_in(document, told.start, told.end)}
            best = _first_telling(case, document, told, days)
            if best and best.mention.from_:
                text = (
                    f"What {case.name(document)} tells of {day_text(best.mention.from_)} "
                    f"({quoted(best.sentence.text)}) is put right in it: {quoted(turn.text, 160)}"
                )
                places = ((best.sentence.start, best.sentence.end), (turn.start, turn.end))
                yield discrepancy("put right", "other", (case.source(document, *place) for place in places), text)


def _first_telling(case: Passages, document: str, told: Sentence, days: set[date | None]) -> DatedSentence | None:
    """The sentence elsewhere in the paper that tells of the same words on the same day."""
    words = stems(told.text)
    fit = [
        d
        for d in case.dated_sentences(document)
        if d.mention.from_ in days
        and d.sentence.start != told.start
        and _TELLS.search(d.sentence.text)
        and len(stems(d.sentence.text) & words) > 1
        and case.likeness(stems(d.sentence.text), words) >= _LIKE
    ]
    return max(
        fit, key=lambda d: (round(case.likeness(stems(d.sentence.text), words), 3), -d.sentence.start), default=None
    )


def _meant(case: Passages, sentence: Sentence, claim: str, day: date | None) -> Telling | None:
    """The passage, dated on the claim's day or later, that is most like the claim."""
    fit = [
        t
        for t in case.tellings
        if t.day
        and (day is None or 0 <= (t.day - day).days <= _LONGEST)
        and not _within(t, sentence)
        and not _NOT_THE_FIRST.search(t.event.source.quote)
    ]
    later = [t for t in fit if day is None or t.day != day]
    return _likest(case, later, stems(claim)) or _likest(case, fit, stems(claim))


def _likest(case: Passages, tellings: list[Telling], words: frozenset[str]) -> Telling | None:
    """The telling that is most like the words, if it is like enough."""
    alike = [t for t in tellings if len(t.words & words) > 1 and case.closeness(t.words, words) >= _LIKE]
    return min(alike, key=lambda t: (-round(case.closeness(t.words, words), 3), t.place), default=None)


def _within(telling: Telling, sentence: Sentence) -> bool:
    source = telling.event.source
    return source.document == sentence.document and source.start < sentence.end and sentence.start < source.end


def _overlap(one: Source, other: Source) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
