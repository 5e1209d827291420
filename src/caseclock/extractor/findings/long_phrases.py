"""Durations in weeks, months and years as written: "almost a year after the first call"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from caseclock.extractor.findings.duration_phrases import NUMBER, QUALIFIERS, number_of
from caseclock.extractor.findings.passages import Sentence


class Hangs(StrEnum):
    """How a long duration hangs on its two ends."""

    AFTER = "after"  # N months after what the clause names
    BEFORE = "before"  # N months before what the clause names
    LATER = "later"  # N months later: counted from something told already
    NOW = "now"  # it had been N months (since, and, without) what the clause names: up to the day of telling
    TOOK = "took"  # took (waited) N months to do what the clause names
    SILENT = "silent"  # has not written for N months: up to the day of telling, from the last time
    SPAN = "span"  # a period of N months, with its first and last day or month beside it


class Length(StrEnum):
    """What the figure counts."""

    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class LongPhrase:
    """One such duration. Offsets count characters in the document; `words_start` to `words_end` is the bare "almost a
    year"; `figure` may end on a half; `present` says that the sentence tells it as of the day of writing."""

    sentence: Sentence
    words_start: int
    words_end: int
    end: int
    figure: float
    length: Length
    qualifier: str  # "", "at least", "about" or "under"
    hangs: Hangs
    clause: str
    clause_start: int
    clause_end: int
    present: bool


_LENGTHS = {"week": Length.WEEKS, "month": Length.MONTHS, "year": Length.YEARS}
_LOOSE = {
    "well over": "at least", "upwards of": "at least", "just over": "at least", "a little over": "at least",
    "just under": "under", "close to": "under", "the best part of": "under", "getting on for": "under",
}  # fmt: skip
_ALL_QUALIFIERS = {**QUALIFIERS, **_LOOSE}
_QUALIFIER = "|".join(sorted(_ALL_QUALIFIERS, key=len, reverse=True))
_LIMIT = (
    r"within|up to|no (?:later|more) than|maximum of|target of|timescale of|limit of|deadline of|every|each|next|last"
    r"|past|previous|first|in|per"
)
_PHRASE = re.compile(
    rf"(?P<limit>\b(?:{_LIMIT})\s+(?:the\s+|a\s+)?)?(?P<words>(?:\b(?P<qualifier>{_QUALIFIER})\.?\s+)?"
    rf"\b(?P<number>{NUMBER}|an?|half an?|a couple of)\s+(?P<half>and a half\s+)?(?P<length>week|month|year)s?\b)"
    r"(?!['’-]|\s+(?:notice|old|prison|sentence|suspended|tenancy|order|limit|period for|target|ahead|ago)\b)"
    r"(?:\s*,?\s*(?P<word>later|afterwards|after|since|following|before|prior to|earlier than)\b\s*)?",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:.!?](?=\s|[\"'”’)]|$)|\s[-–—]\s|\)|\bshe could\b|\bhe could\b")
_BEEN = re.compile(r"\bit(?:\s+(?P<tense>has|had|is|was)|['’]s)\s+(?:now\s+|already\s+)?(?:been\s+)?$", re.IGNORECASE)
_TOOK = re.compile(
    r"\b(?:took|taken|taking|takes|wait(?:ed|ing)?)(?:\s+(?:the|her|his|their|your|our|my|it|us|you|them|\w+)){0,4}?\s+$",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\b(?:(?P<tense>has|have|had)\s+(?:not|never)|(?P<short>hasn|haven|hadn)['’]t)\s+(?:\w+\s+){1,8}?(?:for|in)\s+$"
    r"|\bno (?:contact|communication|reply|response|answer|update|word|correspondence)\b[^.;]{0,60}?\b(?:for|in)\s+$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?:period|total|span|course)\s+of\s+$|\b(?:for|over|lasted|spans?|covers?|covering)\s+$", re.I)
_TO_DO = re.compile(r"\s*(?:to|for|before)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*)?(?:and|without|with no|that)\s+", re.IGNORECASE)


def long_phrases_of(sentence: Sentence) -> Iterable[LongPhrase]:
    """The long durations of a sentence that lie between two events; limits and sentences of courts are left out."""
    if not re.search(r"week|month|year", sentence.text, re.IGNORECASE):
        return
    for match in _PHRASE.finditer(sentence.text):
        silent = _SILENT.search(sentence.text[: match.start("words")])
        if match["limit"] and not silent:
            continue
        found = _hangs(match, sentence.text)
        if found is None:
            continue
        hangs, low, present = found
        stop = _CLAUSE_END.search(sentence.text, low)
        high = stop.start() if stop else len(sentence.text)
        qualifier = match["qualifier"]
        yield LongPhrase(
            sentence=sentence,
            words_start=sentence.start + match.start("words"),
            words_end=sentence.start + match.end("words"),
            end=sentence.start + low,
            figure=_figure(match),
            length=_LENGTHS[match["length"].lower()],
            qualifier=_ALL_QUALIFIERS[qualifier.lower()] if qualifier else "",
            hangs=hangs,
            clause=sentence.text[low:high],
            clause_start=sentence.start + low,
            clause_end=sentence.start + high,
            present=present,
        )


def _figure(match: re.Match[str]) -> float:
    number = match["number"].lower()
    if number.startswith("half"):
        return 0.5
    whole = 1 if number in ("a", "an") else 2 if number == "a couple of" else number_of(number)
    return whole + 0.5 if match["half"] else float(whole)


def _hangs(match: re.Match[str], text: str) -> tuple[Hangs, int, bool] | None:
    """How it hangs, where the clause that names its other end begins, and whether it is told in the present."""
    before, low = text[: match.start("words")], match.end()
    word = (match["word"] or "").lower()
    been = _BEEN.search(before)
    if been and word in ("since", "after", "following", ""):
        turn = _AND.match(text, low)
        if word or turn:
            present = (been["tense"] or "has").lower() in ("has", "is")
            return Hangs.NOW, low if word else turn.end() if turn else low, present
    if word in ("before", "prior to", "earlier than"):
        return Hangs.BEFORE, low, False
    if word in ("later", "afterwards"):
        return Hangs.LATER, low, False
    if word:
        return Hangs.AFTER, low, False
    silent = _SILENT.search(before)
    if silent:
        tense = (silent["tense"] or silent["short"] or "").lower()
        return Hangs.SILENT, low, tense in ("has", "have", "hasn", "haven")
    done = _TO_DO.match(text, low)
    if done and _TOOK.search(before):
        return Hangs.TOOK, done.end(), False
    return (Hangs.SPAN, low, False) if _SPAN.search(before) else None
