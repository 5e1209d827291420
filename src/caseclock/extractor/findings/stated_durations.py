"""The papers' own arithmetic: stated durations, counted again on the calendar from the two events they lie between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from caseclock.extractor.findings.calendar import elapsed
from caseclock.extractor.findings.compared_words import slips_of, stems
from caseclock.extractor.findings.duration_ends import THIS_PAPER, Dated, Ends, ends_of
from caseclock.extractor.findings.duration_phrases import Phrase, phrases_of
from caseclock.extractor.findings.passages import Passages, unique_sources
from caseclock.models.document import Paper
from caseclock.models.event import Linked
from caseclock.models.finding import Moment
from caseclock.models.mention import TimeMention
from caseclock.models.policy import Counting, Nation, Unit
from caseclock.models.source import Source

Verdict = Literal["inclusive", "exclusive", "both", "disagrees", "unresolved"]

_NATION = Nation.ENGLAND_AND_WALES
_SURE = 0.6  # how well a passage must match the words before the figure is said to be wrong
_ALIKE = 0.35  # how alike the passage with the date that was probably meant must be
_MOST_OVER = 1.25  # "at least 40 days" is not said of a hundred
_ABOUT = 0.05


@dataclass(frozen=True, slots=True)
class StatedDuration:
    """A duration that a paper states, with the events it lies between and the recount.

    `inclusive` counts the first day, `exclusive` doesn't; both in `unit`, England and Wales bank holidays left out of
    working days. `verdict` names the convention that gives the figure: "both" if both do, or if a qualified figure
    ("at least", "about") holds either way; "disagrees" if neither; "unresolved" if the events weren't found.
    `source` is the whole statement, `words` the bare figure, `sources` the statement and where its ends are told.
    `meant` is another date that a passage gives for one of the ends and that does give the figure.
    """

    figure: int
    unit: Unit
    qualifier: str
    start: Moment | None
    end: Moment | None
    inclusive: int | None
    exclusive: int | None
    verdict: Verdict
    source: Source
    sources: tuple[Source, ...]
    words: Source
    meant: Moment | None = None


def stated_durations(
    linked: Sequence[Linked], papers: Sequence[Paper], times: Mapping[str, Sequence[TimeMention]]
) -> tuple[StatedDuration, ...]:
    """Every duration in days that the papers state between two events, in order of document and place."""
    return durations_in(Passages(linked, papers, times))


def durations_in(case: Passages) -> tuple[StatedDuration, ...]:
    """The same, from papers that are cut up already."""
    found: list[StatedDuration] = []
    for document in sorted(case.sentences):
        last: tuple[Phrase, StatedDuration] | None = None
        for sentence in case.sentences[document]:
            for phrase in phrases_of(sentence):
                if _dates_itself(case, phrase):
                    continue
                near = last if last and phrase.sentence.block - last[0].sentence.block <= 1 else None
                stated = _settled(case, phrase, ends_of(case, phrase, _known_ends(near)))
                found.append(stated)
                last = phrase, stated
    return tuple(found)


def _dates_itself(case: Passages, phrase: Phrase) -> bool:
    """Is the duration what the day was worked out from ("two days later" and no date beside it)? Then it says nothing
    that could be counted again."""
    sentence = phrase.sentence
    mentions = [t for t in case.times_in(sentence.document, sentence.start, sentence.end) if t.from_]
    if THIS_PAPER.match(sentence.text.strip()):
        return False
    worked_out = any(t.relative and t.start < phrase.end and phrase.start < t.end for t in mentions)
    return worked_out and not any(not t.relative and t.end <= phrase.start for t in mentions)


def _known_ends(last: tuple[Phrase, StatedDuration] | None) -> tuple[Dated | None, tuple[Dated, ...]]:
    """Start and possible ends of the duration stated before: what "later" and "a further" are counted from."""
    if last is None:
        return None, ()
    stated = last[1]
    source = stated.source
    start = Dated(stated.start.on, frozenset(), source, stated.start.entry) if stated.start else None
    ends = [Dated(m.on, frozenset(), source, m.entry) for m in (stated.meant, stated.end) if m]
    return start, tuple(ends)


def _settled(case: Passages, phrase: Phrase, ends: Ends) -> StatedDuration:
    """The duration with the first pair of ends that gives its figure, or the likeliest pair if none does."""
    pairs = [(s, e) for e in ends.ends for s in ends.starts if s.day < e.day]
    pairs.sort(key=lambda pair: -(pair[0].score + pair[1].score))
    # The figure to the day first; only then what "at least" and "about" leave room for.
    for count in (_exact, _verdict):
        for start, end in pairs:
            verdict = count(phrase, start.day, end.day)
            if verdict != "disagrees":
                return _stated(case, phrase, start, end, verdict)
    if not pairs:
        return _stated(case, phrase, None, None, "unresolved")
    start, end = pairs[0]
    meant = _meant(case, phrase, start, end) if min(start.score, end.score) >= _SURE else None
    said = start.said and end.said
    # An event found by its words alone may be the wrong one: that is no reason to call the figure wrong.
    sure = (
        all(d.said or d.known for d in (start, end)) and len({s.day for s in ends.starts}) == 1 and not phrase.qualifier
    )
    if meant or said or sure:
        return _stated(case, phrase, start, end, "disagrees", meant)
    return _stated(case, phrase, None, None, "unresolved")


def _counts(phrase: Phrase, start: date, end: date) -> tuple[int, int]:
    """The recount with the first day and without it."""
    inclusive = elapsed(start, end, phrase.unit, Counting.INCLUSIVE, _NATION)
    return inclusive, elapsed(start, end, phrase.unit, Counting.EXCLUSIVE, _NATION)


def _exact(phrase: Phrase, start: date, end: date) -> Verdict:
    """The convention that gives the figure to the day."""
    inclusive, exclusive = _counts(phrase, start, end)
    if inclusive == phrase.figure or exclusive == phrase.figure:
        return "both" if inclusive == exclusive else "inclusive" if inclusive == phrase.figure else "exclusive"
    return "disagrees"


def _verdict(phrase: Phrase, start: date, end: date) -> Verdict:
    """The same, with the room that the qualifier of the figure leaves."""
    inclusive, exclusive = _counts(phrase, start, end)
    figure = phrase.figure
    exact = _exact(phrase, start, end)
    if exact != "disagrees":
        return exact
    slack = max(2, round(figure * _ABOUT))
    holds = {
        "at least": figure <= exclusive <= figure * _MOST_OVER + 2,
        "about": abs(exclusive - figure) <= slack,
        "under": figure - 2 * slack <= inclusive <= figure,
    }
    return "both" if holds.get(phrase.qualifier, False) else "disagrees"


def _meant(case: Passages, phrase: Phrase, start: Dated, end: Dated) -> Dated | None:
    """A passage like this one whose date is one slip away from an end of it and gives the figure."""
    words = stems(phrase.sentence.text)
    for ours, other_end in ((end, start), (start, end)):
        for day in slips_of(ours.day):
            low, high = sorted((other_end.day, day))
            if low == high or _verdict(phrase, low, high) == "disagrees":
                continue
            for telling in case.on_day.get(day, ()):
                told = telling.words | stems(telling.sentence.text)
                if case.likeness(words, told) >= _ALIKE:
                    return Dated(day, told, telling.event.source, telling.entry.id)
    return None


def _stated(
    case: Passages,
    phrase: Phrase,
    start: Dated | None,
    end: Dated | None,
    verdict: Verdict,
    meant: Dated | None = None,
) -> StatedDuration:
    """The result for a phrase; its source runs from the date before it, if that is near, to the end of its clause."""
    inclusive, exclusive = _counts(phrase, start.day, end.day) if start and end else (None, None)
    low = phrase.start
    if end and end.said and phrase.sentence.start <= end.source.start < low and low - end.source.end < 40:
        low = end.source.start
    source = case.source(phrase.sentence.document, low, max(phrase.end, phrase.clause_end))
    others = [dated.source for dated in (meant, start, end) if dated]
    return StatedDuration(
        figure=phrase.figure,
        unit=phrase.unit,
        qualifier=phrase.qualifier,
        start=Moment(entry=start.entry, on=start.day) if start else None,
        end=Moment(entry=end.entry, on=end.day) if end else None,
        inclusive=inclusive,
        exclusive=exclusive,
        verdict=verdict,
        source=source,
        sources=unique_sources([source, *others]),
        words=case.source(phrase.sentence.document, phrase.start, phrase.figure_end),
        meant=Moment(entry=meant.entry, on=meant.day) if meant else None,
    )
