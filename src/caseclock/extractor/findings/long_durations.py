"""Stated durations in weeks, months and years, counted again between the two events that they may lie between."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from caseclock.extractor.findings.calendar import shift_months
from caseclock.extractor.findings.long_ends import LongEnd, LongEnds, long_ends_of
from caseclock.extractor.findings.long_phrases import Hangs, Length, LongPhrase, long_phrases_of
from caseclock.extractor.findings.passages import Passages
from caseclock.extractor.findings.phrases import number
from caseclock.models.document import DocumentKind
from caseclock.models.source import Source

_FIRST = re.compile(r"\b(?:first|original|initial)", re.IGNORECASE)
_MONTH = 30.44  # days, on average
_SHOWN = 4  # pairs of days that are named where it isn't clear which is meant
_RIGHT_BEFORE = re.compile(r"[\s,;(–-]*(?:(?:which|this|that) (?:is|was)|i\.e\.)?[\s,]*", re.IGNORECASE)
_RIGHT_AFTER = re.compile(r"[\s,;)–-]*(?:on|in|until)?\s*(?:the\s*)?", re.IGNORECASE)
_FAR = 0.5  # of the figure: further off than this, a said pair of days contradicts it


@dataclass(frozen=True, slots=True)
class Stretch:
    """A start and an end, with what lies between them."""

    start: LongEnd
    end: LongEnd

    @property
    def apart(self) -> str:
        """The time between them in words: whole months and the days over; as a span where an end is a month."""
        low, high = between(self.start.last, self.end.first), between(self.start.first, self.end.last)
        return low if low == high else f"{low} to {high}"


@dataclass(frozen=True, slots=True)
class LongDuration:
    """A long duration that a paper states. `verdict`: "fits" where a pair of days gives it (in `fitting`, likeliest
    first, at most four), "disagrees" where the two days that the sentence itself names don't (the only one there),
    "unresolved" where no days could be found. `certain`: no other pair was possible. `passed_over`: where the words say
    "first", the earliest start known, if that doesn't give the figure."""

    phrase: LongPhrase
    verdict: Literal["fits", "disagrees", "unresolved"]
    fitting: tuple[Stretch, ...]
    certain: bool
    source: Source
    passed_over: Stretch | None = None


def long_durations(case: Passages) -> tuple[LongDuration, ...]:
    """Every stated duration in weeks, months or years, in order of document and place."""
    found = []
    for document in sorted(case.sentences):
        if case.papers[document].document.kind is DocumentKind.POLICY:
            continue
        for sentence in case.sentences[document]:
            for phrase in long_phrases_of(sentence):
                if not _dates_itself(case, phrase):
                    found.append(_settled(case, phrase, long_ends_of(case, phrase)))
    return tuple(found)


def _dates_itself(case: Passages, phrase: LongPhrase) -> bool:
    """Is it what a day was worked out from ("a month later")? Then there is nothing to count again."""
    return any(
        t.relative and t.from_ and t.start < phrase.words_end and phrase.words_start < t.end and t.precision != "month"
        for t in case.times_in(phrase.sentence.document, phrase.sentence.start, phrase.sentence.end)
    )


def _settled(case: Passages, phrase: LongPhrase, ends: LongEnds) -> LongDuration:
    source = case.source(phrase.sentence.document, phrase.words_start, phrase.clause_end)
    possible = [Stretch(s, e) for e in _distinct(ends.ends) for s in _distinct(ends.starts) if s.first < e.last]
    possible.sort(key=lambda p: (-(p.start.score + p.end.score), p.start.first, p.end.first))
    fitting = [p for p in possible if fits(phrase, p)]
    if fitting:
        certain = len(possible) == 1 or (fitting[0].start.said and fitting[0].end.said)
        earliest = min(possible, key=lambda p: (p.start.first, p.end is not fitting[0].end))
        passed_over = (
            earliest if _FIRST.search(phrase.clause) and earliest.start not in [f.start for f in fitting] else None
        )
        shown = tuple(fitting[:_SHOWN])
        return LongDuration(phrase, "fits", shown, certain and not ends.vague, source, passed_over)
    said = [p for p in possible if p.start.said and p.end.said]
    if (
        len(said) == 1
        and phrase.hangs is not Hangs.NOW
        and _beside(case, phrase, said[0])
        and not _nearly(phrase, said[0])
    ):
        return LongDuration(phrase, "disagrees", tuple(said), True, source)
    return LongDuration(phrase, "unresolved", tuple(possible[:_SHOWN]), False, source)


def _beside(case: Passages, phrase: LongPhrase, stretch: Stretch) -> bool:
    """Does one end stand right before the words or right after their clause ("on 3 May, six months after ...")?"""
    text = case.text(phrase.sentence.document)
    sources = [end.source for end in (stretch.start, stretch.end)]
    before = (text[source.end : phrase.words_start] for source in sources if source.end <= phrase.words_start)
    after = (text[phrase.clause_end : source.start] for source in sources if source.start >= phrase.clause_end)
    return (
        phrase.hangs is Hangs.SPAN
        or any(_RIGHT_BEFORE.fullmatch(words) for words in before)
        or any(_RIGHT_AFTER.fullmatch(words) for words in after)
    )


def _distinct(ends: Iterable[LongEnd]) -> list[LongEnd]:
    """Each day once, as its best passage gives it."""
    best: dict[tuple[date, date], LongEnd] = {}
    for end in sorted(ends, key=_likeliest):
        best.setdefault((end.first, end.last), end)
    return list(best.values())


def _likeliest(end: LongEnd) -> tuple[bool, float, str, int]:
    return not end.said, -end.score, end.source.document, end.source.start


def between(start: date, end: date) -> str:
    """2 months and 27 days; under a month, the days."""
    months, days = _whole_months(start, end)
    if not months:
        return number(days, "day")
    return f"{number(months, 'month')} and {number(days, 'day')}" if days else number(months, "month")


def _whole_months(start: date, end: date) -> tuple[int, int]:
    """Whole months from one day to another, and the days over."""
    if end < start:
        return 0, 0
    months = (end.year - start.year) * 12 + end.month - start.month
    if shift_months(start, months) > end:
        months -= 1
    return months, (end - shift_months(start, months)).days


def _units(length: Length, start: date, end: date) -> float:
    """The time between two days in the unit of the figure."""
    if length is Length.WEEKS:
        return (end - start).days / 7
    months, days = _whole_months(start, end)
    return (months + days / _MONTH) / (12 if length is Length.YEARS else 1)


def _room(phrase: LongPhrase) -> tuple[float, float]:
    """The least and the most that is still called so: "3 months" of what rounds to three or has begun no fourth."""
    figure = phrase.figure
    part = 0.125 if phrase.length is Length.YEARS else 0.5
    return {
        "at least": (figure, figure * 1.5 + (0 if phrase.length is Length.YEARS else 1.5)),
        "about": (figure - max(part, figure / 4), figure + max(part, figure / 4)),
        "under": (figure * 0.75, figure),
        "": (figure - part, figure + (0.25 if phrase.length is Length.YEARS else 0.99)),
    }[phrase.qualifier]


def fits(phrase: LongPhrase, stretch: Stretch) -> bool:
    """Is the time between the two ends what the words say, in ordinary use of them?"""
    low, high = _room(phrase)
    least = _units(phrase.length, stretch.start.last, stretch.end.first)
    most = _units(phrase.length, stretch.start.first, stretch.end.last)
    return least <= high and most >= low


def _nearly(phrase: LongPhrase, stretch: Stretch) -> bool:
    """Loose talk rather than a wrong figure: off by less than a quarter of it, or by one unit."""
    least = _units(phrase.length, stretch.start.last, stretch.end.first)
    most = _units(phrase.length, stretch.start.first, stretch.end.last)
    off = max(phrase.figure - most, least - phrase.figure, 0.0)
    return off <= max(1.0 if phrase.length is not Length.YEARS else 0.25, phrase.figure * _FAR / 2)


def calendar_months(stretch: Stretch) -> int | None:
    """How many calendar months a stretch of whole months has, both counted; None for others."""
    first, last = stretch.start.first, stretch.end.last
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return None
    return (last.year - first.year) * 12 + last.month - first.month + 1
