"""The papers as sentences, and the tellings of events in them: what the checks for discrepancies compare and cite."""

import hashlib
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Literal

from caseclock.extractor.findings.compared_words import explicit_day, stems
from caseclock.extractor.findings.lookup import Lookup
from caseclock.models.document import Paper
from caseclock.models.entry import Entry
from caseclock.models.event import Event, Linked
from caseclock.models.finding import Discrepancy
from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.source import Source
from caseclock.models.text import Block, Role
from caseclock.models.when import Precision, When

About = Literal["date", "count", "duration", "identity", "other"]

_INHERITED = 0.9
PRECISE = frozenset({Precision.MINUTE, Precision.DAY})

_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9£])|\n[ \t>]*\n|;\s*\n")
_NOT_AN_END = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Cllr|Sgt|Insp|St|Rd|Ave|No|Nos|Ref|para|paras|approx|e\.g|i\.e)\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (or a whole table row). `start`/`end` count characters in the document's text; `block` is its
    paragraph's number within the document."""

    document: str
    start: int
    end: int
    text: str
    block: int


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence with a day that it tells of: its own (`sure` is 1), or that of the sentence or heading words before it
    (less). `following` is the next sentence of its paragraph."""

    sentence: Sentence
    following: Sentence | None
    mention: TimeMention
    sure: float


@dataclass(frozen=True, slots=True)
class Telling:
    """One event with the entry it was linked to (`number` in the list of entries), its sentence and its words.

    `day` is the one day on which it is put, None where the passage gives no single day; `explicit` says whether the
    passage itself names the day, by number and month."""

    number: int
    entry: Entry
    event: Event
    sentence: Sentence
    words: frozenset[str]
    day: date | None = field(init=False, compare=False)
    explicit: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "day", single_day(self.event.when))
        object.__setattr__(self, "explicit", explicit_day(self.event.when.text))

    @property
    def place(self) -> tuple[bool, str, int]:
        """An order in which passages that give their day in their own words come first, then that of the papers."""
        source, said = self.event.source, self.event.when.text
        return not (said and said in source.quote), source.document, source.start


def single_day(when: When) -> date | None:
    """The day of an account that is precise to a day; None for others."""
    return when.start if when.precision in PRECISE and when.start == when.end else None


class Passages:
    """All papers of a case, cut into sentences, with the events told in them.

    `linked`, `papers` and `times` as for `discrepancies`. Papers that repeat another file are left out: a copy can't
    disagree with its original.
    """

    def __init__(
        self, linked: Sequence[Linked], papers: Sequence[Paper], times: Mapping[str, Sequence[TimeMention]]
    ) -> None:
        self.linked = tuple(linked)
        kept = [paper for paper in papers if paper.document.duplicate_of is None]
        self.papers: dict[str, Paper] = {paper.document.id: paper for paper in kept}
        self.sentences: dict[str, tuple[Sentence, ...]] = {
            name: tuple(sentences_of(paper)) for name, paper in self.papers.items()
        }
        self._blocks = {name: sorted(p.text.blocks, key=lambda b: b.start) for name, p in self.papers.items()}
        self._starts = {name: [s.start for s in found] for name, found in self.sentences.items()}
        self.times: dict[str, tuple[TimeMention, ...]] = {
            name: tuple(sorted(times.get(name, ()), key=lambda t: (t.start, t.end))) for name in self.papers
        }
        self._weight_of: dict[str, float] = {}
        self._dated_lookups: dict[str, tuple[Lookup, Lookup]] = {}
        self._dated: dict[str, tuple[DatedSentence, ...]] = {}
        self._time_starts = {name: [t.start for t in found] for name, found in self.times.items()}

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        """Every event that stands in one of the papers, in the order of entries."""
        found = []
        for number, item in enumerate(self.linked):
            for event in item.events:
                if event.source.document in self.papers:
                    sentence = self.around(event.source.document, event.source.start, event.source.end)
                    words = stems(event.source.quote)
                    found.append(Telling(number, item.entry, event, sentence, words))
        return tuple(found)

    @cached_property
    def documents_of(self) -> dict[int, frozenset[str]]:
        """The papers that tell of each entry, by the entry's number."""
        found: dict[int, set[str]] = {}
        for telling in self.tellings:
            found.setdefault(telling.number, set()).add(telling.event.source.document)
        return {number: frozenset(documents) for number, documents in found.items()}

    @cached_property
    def dated_elsewhere(self) -> frozenset[int]:
        """The entries that some passage dates by day and month, by the entry's number."""
        return frozenset(t.number for t in self.tellings if t.explicit and t.day)

    @cached_property
    def _weights(self) -> Counter[str]:
        return Counter(word for found in self.sentences.values() for s in found for word in stems(s.text))

    @cached_property
    def _sentence_count(self) -> int:
        return sum(len(found) for found in self.sentences.values())

    def weight(self, word: str) -> float:
        """How much a word tells: the rarer in the papers, the more."""
        if word not in self._weight_of:
            self._weight_of[word] = math.log(1 + (1 + self._sentence_count) / (1 + self._weights[word]))
        return self._weight_of[word]

    @cached_property
    def by_words(self) -> Lookup:
        """Tellings, by their numbers in `tellings`, found by their own words."""
        return Lookup(self.weight, (t.words for t in self.tellings))

    @cached_property
    def by_sentence(self) -> Lookup:
        """The same, found by the words of the whole sentence."""
        return Lookup(self.weight, (stems(t.sentence.text) for t in self.tellings))

    def dated_by_words(self, document: str) -> tuple[Lookup, Lookup]:
        """The paper's dated sentences, by their words, and by theirs and those of the sentence that follows."""
        if document not in self._dated_lookups:
            own = [stems(d.sentence.text) for d in self.dated_sentences(document)]
            after = [stems(d.following.text) if d.following else frozenset() for d in self.dated_sentences(document)]
            both = [some | more for some, more in zip(own, after, strict=True)]
            self._dated_lookups[document] = Lookup(self.weight, own), Lookup(self.weight, both)
        return self._dated_lookups[document]

    @cached_property
    def on_day(self) -> dict[date, list[Telling]]:
        """The tellings of each single day, in order of place."""
        found: dict[date, list[Telling]] = {}
        for telling in sorted(self.tellings, key=lambda t: (t.event.source.document, t.event.source.start)):
            if telling.day:
                found.setdefault(telling.day, []).append(telling)
        return found

    @cached_property
    def named_days(self) -> dict[date, list[tuple[str, TimeMention]]]:
        """Where each single day is named, with the document."""
        found: dict[date, list[tuple[str, TimeMention]]] = {}
        for document in sorted(self.times):
            for mention in self.times[document]:
                if mention.from_ and mention.from_ == mention.to:
                    found.setdefault(mention.from_, []).append((document, mention))
        return found

    def closeness(self, some: frozenset[str], others: frozenset[str]) -> float:
        """The share (0 to 1) of the weight of `some` that is found in `others`."""
        total = sum(self.weight(word) for word in sorted(some))
        return sum(self.weight(word) for word in sorted(some & others)) / total if total else 0.0

    def likeness(self, some: frozenset[str], others: frozenset[str]) -> float:
        """How much two passages share (0 to 1), seen from the shorter one."""
        return max(self.closeness(some, others), self.closeness(others, some))

    def name(self, document: str) -> str:
        """The document's name for sentences of findings."""
        return self.papers[document].document.name if document in self.papers else document

    def text(self, document: str) -> str:
        """The document's text."""
        return self.papers[document].text.text

    def in_row(self, telling: Telling) -> bool:
        """Was it read from a table row or a record of a log?"""
        blocks = self._blocks[telling.sentence.document]
        number = telling.sentence.block
        return bool(telling.event.row) or (number < len(blocks) and blocks[number].role is Role.ROW)

    def entry_at(self, day: date, document: str, start: int, end: int) -> str | None:
        """The entry of a telling that stands at a place and is of that day."""
        there = (t for t in self.on_day.get(day, ()) if t.event.source.document == document)
        return next((t.entry.id for t in there if t.event.source.start < end and start < t.event.source.end), None)

    def level(self, sentence: Sentence) -> int:
        """How deep the sentence's paragraph stands among list items (0 outermost)."""
        block = self.block(sentence)
        return block.level if block else 0

    def block(self, sentence: Sentence) -> Block | None:
        """The paragraph, item or row that the sentence stands in; None where the paper wasn't cut into such."""
        blocks = self._blocks[sentence.document]
        return blocks[sentence.block] if sentence.block < len(blocks) else None

    def around(self, document: str, start: int, end: int) -> Sentence:
        """The sentence, or sentences, that `start` to `end` stands in."""
        found = self.sentences[document]
        first = max(bisect_right(self._starts[document], start) - 1, 0)
        last = max(bisect_right(self._starts[document], max(start, end - 1)) - 1, 0)
        if not found:
            return Sentence(document, start, end, self.text(document)[start:end], 0)
        low, high = min(found[first].start, start), max(found[last].end, end)
        return Sentence(document, low, high, self.text(document)[low:high], found[first].block)

    def before(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences before it in the same paragraph, nearest first."""
        place = bisect_right(self._starts[sentence.document], sentence.start - 1)
        earlier = reversed(self.sentences[sentence.document][:place])
        return tuple(s for s in earlier if s.block == sentence.block and s.end <= sentence.start)

    def leading(self, sentence: Sentence, most: int) -> Iterable[Sentence]:
        """The sentences of the paragraphs that lead to it, nearest first: those that its list hangs under, then those
        before them on the outermost level; at most so many paragraphs."""
        place = bisect_right(self._starts[sentence.document], sentence.start - 1)
        level, block, taken = self.level(sentence), sentence.block, 0
        for earlier in reversed(self.sentences[sentence.document][:place]):
            if earlier.block != block:
                above = self.level(earlier)
                if earlier.block == sentence.block or (above >= level and above > 0):
                    continue
                level, block, taken = above, earlier.block, taken + 1
                if taken > most:
                    return
            if block != sentence.block:
                yield earlier

    def tellings_at(self, document: str, start: int, end: int) -> list[Telling]:
        """The tellings whose passage overlaps a stretch of the document, in order of place."""
        starts, longest, here = self._tellings_by_place.get(document, ([], 0, []))
        low, high = bisect_left(starts, start - longest), bisect_left(starts, end)
        return [t for t in here[low:high] if t.event.source.end > start]

    @cached_property
    def _tellings_by_place(self) -> dict[str, tuple[list[int], int, list[Telling]]]:
        found: dict[str, list[Telling]] = {}
        for telling in sorted(self.tellings, key=lambda t: (t.event.source.start, t.event.spot)):
            found.setdefault(telling.event.source.document, []).append(telling)
        return {
            document: (
                [t.event.source.start for t in here],
                max(t.event.source.end - t.event.source.start for t in here),
                here,
            )
            for document, here in found.items()
        }

    def times_in(self, document: str, start: int, end: int) -> tuple[TimeMention, ...]:
        """The time mentions that lie within a stretch of the document."""
        low = bisect_right(self._time_starts[document], start - 1)
        high = bisect_right(self._time_starts[document], end - 1)
        return tuple(t for t in self.times[document][low:high] if t.end <= end)

    def days_in(self, document: str, start: int, end: int) -> list[TimeMention]:
        """The mentions of single days within a stretch that are no deadlines."""
        found = self.times_in(document, start, end)
        return [
            t
            for t in found
            if t.precision in PRECISE and t.from_ and t.from_ == t.to and t.role is not TimeRole.DEADLINE
        ]

    def dated_sentences(self, document: str) -> tuple[DatedSentence, ...]:
        """The paper's sentences with the days that they tell of; a sentence with two days stands there twice."""
        if document not in self._dated:
            self._dated[document] = tuple(self._date_sentences(document))
        return self._dated[document]

    def _date_sentences(self, document: str) -> Iterable[DatedSentence]:
        last: TimeMention | None = None
        lead: tuple[TimeMention, int] | None = None
        sentences = self.sentences[document]
        for number, sentence in enumerate(sentences):
            before = sentences[number - 1] if number else None
            if before is None or sentence.block != before.block:
                # The items under "On 3 May the officer said:" are of that day.
                level = self.level(sentence)
                if before and last and before.text.rstrip().endswith(":"):
                    lead = last, self.level(before)
                elif lead and level <= lead[1]:
                    lead = None
                last = lead[0] if lead and level > lead[1] else None
            after = sentences[number + 1] if number + 1 < len(sentences) else None
            following = after if after and after.block == sentence.block else None
            own = self.days_in(document, sentence.start, sentence.end)
            if own:
                yield from (DatedSentence(sentence, following, mention, 1.0) for mention in own)
                last = own[-1]
            elif last is not None:
                yield DatedSentence(sentence, following, last, _INHERITED)

    def source(self, document: str, start: int, end: int) -> Source:
        """A citation of a stretch, without the blanks around it."""
        text = self.text(document)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Source(document=document, page=self._page(document, start), start=start, end=end, quote=text[start:end])

    def _page(self, document: str, at: int) -> int | None:
        paper = self.papers[document]
        if paper.document.pages is None:
            return None
        return next((page.number for page in paper.text.pages if page.start <= at < page.end), None)


def sentences_of(paper: Paper) -> Iterable[Sentence]:
    """The sentences of a paper in reading order; a table row or a heading is one sentence."""
    text = paper.text.text
    document = paper.document.id
    for number, (start, end, whole) in enumerate(_stretches(paper)):
        cuts = [start]
        if not whole:
            for match in _SENTENCE_END.finditer(text, start, end):
                if not _NOT_AN_END.search(text, max(start, match.start() - 8), match.start() + 1):
                    cuts.append(match.end())
        cuts.append(end)
        for low, high in pairwise(cuts):
            if text[low:high].strip():
                yield Sentence(document, low, high, text[low:high], number)


def _stretches(paper: Paper) -> list[tuple[int, int, bool]]:
    """Paragraphs, items and rows: start, end, and whether it is one piece. Plain text falls apart at empty lines."""
    if paper.text.blocks:
        whole = {Role.ROW, Role.HEADING}
        blocks = sorted(paper.text.blocks, key=lambda block: block.start)
        return [(block.start, block.end, block.role in whole) for block in blocks]
    text = paper.text.text
    found, start = [], 0
    for match in re.finditer(r"\n[ \t]*\n", text):
        found.append((start, match.start(), False))
        start = match.end()
    return [*found, (start, len(text), False)]


def sort_key(source: Source) -> tuple[str, int, int]:
    """The order of citations."""
    return source.document, source.start, source.end


def unique_sources(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources without repetition, in the order given; one that lies within another already there is left out."""
    kept: list[Source] = []
    for source in sources:
        if not any(s.document == source.document and s.start <= source.start and source.end <= s.end for s in kept):
            kept.append(source)
    return tuple(kept)


def discrepancy(kind: str, about: About, sources: Iterable[Source], text: str) -> Discrepancy | None:
    """A finding, or None where fewer than two places can be cited. Its id hangs on its kind and sources alone."""
    cited = unique_sources(sources)
    if len(cited) < 2:
        return None
    key = "|".join([kind, *(f"{s.document}:{s.start}:{s.end}" for s in sorted(cited, key=sort_key))])
    return Discrepancy(
        id="x-" + hashlib.sha256(key.encode()).hexdigest()[:10], about=about, sources=cited, text=" ".join(text.split())
    )
