"""What a report has told, by its words: finds the event that later words come back to without a date.

An ombudsman's report tells the events first and judges them afterwards, in much the same words: "it had a reply from
an officer who no longer dealt with the case". Words count by how few of the told sentences hold them; words in
quotation marks that were quoted before are as good as a date."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from caseclock.extractor.language.account import comparable_words
from caseclock.extractor.language.sentences import Span
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event

_LEAST_SHARED = 3  # words
_LEAST_OWN = 2  # of them words of the clause that tells of the event itself
_LEAST_BITS = 13.0  # of surprise that they are shared
_LEAST_PART = 0.5  # of the words of the stretch that comes back
_AHEAD = 1.25  # times the bits of any event of another day
_TALK = (K.CONTACT, K.REPORT, K.COMPLAINT, K.COMPLAINT_RESPONSE)
_QUOTED = re.compile(r"[“\"]([^“”\"]{6,400})[”\"]")
_PUT_IN = re.compile(r"\[[^\]]*\]|\b(?:her|his|its|their|my|our|your|me|it|she|he|they)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Echo:
    """The event that a stretch of text comes back to."""

    event: Event
    span: Span
    quoted: bool = False  # known by words in quotation marks


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the words and quotations of the sentences that told of it."""

    event: Event
    words: frozenset[str]
    quotes: frozenset[str]


@dataclass(slots=True)
class Heard:
    """Sentences that told of dated events, in the order of the text."""

    counts: Counter[str] = field(default_factory=Counter)  # in how many stretches of the paper a word stands
    size: int = 1  # how many stretches there are
    told: list[Told] = field(default_factory=list)
    holding: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def keep(self, event: Event, sentence: str) -> None:
        """Remember the sentence that told of an event."""
        words = frozenset(word for word, _ in comparable_words(sentence)) | event.words
        for word in words:
            self.holding[word].append(len(self.told))
        self.told.append(Told(event, words, quotes_in(sentence)))

    def goes_on(self, sentence: str, since: int) -> None:
        """A sentence that told of nothing new is what was said in the last talk told since the offset `since`; where
        there was none, it tells more of what was told last."""
        recent: list[int] = []
        for n in range(len(self.told) - 1, -1, -1):
            if self.told[n].event.source.start < since:
                break
            recent.insert(0, n)
        if not recent:
            return
        talk = [n for n in recent if self.told[n].event.kind in _TALK]
        at = (talk or recent)[-1]
        last = self.told[at]
        words = frozenset(word for word, _ in comparable_words(sentence))
        for word in words - last.words:
            self.holding[word].append(at)
        self.told[at] = Told(last.event, last.words | words, last.quotes | quotes_in(sentence))

    def find(self, text: str, within: Span, before: int) -> Echo | None:
        """The event told before the offset `before` that the words within a span come back to, and the stretch that
        does; None where none or several fit."""
        words = [(word, within.start + at) for word, at in comparable_words(text[within.start : within.end])]
        echo = self.by_quote(text, within, before)
        if echo is not None or len(words) < _LEAST_SHARED:
            return echo
        found = []
        for number in self._candidates(words):
            told = self.told[number]
            if told.event.source.end <= before:
                bits, first, last = self._stretch(words, told)
                found.append((bits, -number, Span(first, last)))
        if not found:
            return None
        bits, number, span = max(found, key=lambda x: x[:2])
        event = self.told[-number].event
        days = event.when.start, event.when.end
        rivals = (b for b, n, _ in found if _days(self.told[-n].event) != days)
        if bits < _LEAST_BITS or bits < _AHEAD * max(rivals, default=0.0):
            return None
        return Echo(event, Span(span.start, _word_end(text, span.end)))

    def _candidates(self, words: Sequence[tuple[str, int]]) -> list[int]:
        """The told sentences that share enough words, counting only words that few of them hold."""
        common = max(12, len(self.told) // 8)
        shared: Counter[int] = Counter()
        for word in {word for word, _ in words}:
            if len(self.holding.get(word, ())) <= common:
                shared.update(self.holding.get(word, ()))
        return sorted(number for number, count in shared.items() if count >= 2)

    def _stretch(self, words: Sequence[tuple[str, int]], told: Told) -> tuple[float, int, int]:
        """The bits of the best stretch of words, most of which the told sentence shares, and where it lies."""
        places = [n for n, (word, _) in enumerate(words) if word in told.words]
        best = (0.0, 0, 0)
        for x, first in enumerate(places):
            for y in range(len(places) - 1, x, -1):
                last = places[y]
                stretch = {word for word, _ in words[first : last + 1]}
                if any(word.startswith("#") and word not in told.words for word in stretch):
                    continue  # another number of things is another thing
                shared = stretch & told.words
                own = len(shared & told.event.words) >= _LEAST_OWN
                if own and len(shared) >= _LEAST_SHARED and len(shared) >= len(stretch) * _LEAST_PART:
                    bits = self.bits(shared, told.event)
                    if bits > best[0]:
                        best = (bits, words[first][1], words[last][1])
                    break
        return best

    def bits(self, shared: set[str], event: Event) -> float:
        """Bits of surprise in the words shared; those of the event's own clause count half as much again."""
        return sum(
            math.log2(max(1.0, self.size / (self.counts[word] or 1))) * (1.5 if word in event.words else 1.0)
            for word in sorted(shared)
        )

    def by_quote(self, text: str, within: Span, before: int) -> Echo | None:
        """The one event whose sentence quoted the same words."""
        for match in _QUOTED.finditer(text, within.start, within.end):
            quote = _quote(match[1])
            same = [
                told
                for told in self.told
                if told.event.source.end <= before and any(_one_quote(quote, other) for other in told.quotes)
            ]
            if same and len({_days(told.event) for told in same}) == 1:
                return Echo(same[-1].event, Span(*match.span()), quoted=True)
        return None


def heard_in(passages: Sequence[str]) -> Heard:
    """An empty memory that knows which words are rare in a paper, by its passages."""
    counts: Counter[str] = Counter()
    for passage in passages:
        counts.update({word for word, _ in comparable_words(passage)})
    return Heard(counts, max(1, len(passages)))


def quotes_in(passage: str) -> frozenset[str]:
    """What stands in quotation marks, in a comparable form."""
    return frozenset(_quote(words) for words in _QUOTED.findall(passage))


def _quote(words: str) -> str:
    """Without what was put in for it to fit its sentence."""
    return " ".join(re.findall(r"\w+", _PUT_IN.sub(" ", words.lower())))


def _one_quote(one: str, other: str) -> bool:
    """Is one the other, or a part of it with a word or two left out?"""
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) < 2 or len(" ".join(short)) < 9:
        return False
    if f" {' '.join(short)} " in f" {' '.join(long)} ":
        return True
    rest = iter(long)
    return len(short) >= 4 and len(long) <= 2 * len(short) + 2 and all(word in rest for word in short)


def _days(event: Event) -> tuple[object, object]:
    return event.when.start, event.when.end


def _word_end(text: str, at: int) -> int:
    end = re.compile(r"[\w’'-]*").match(text, at)
    return end.end() if end else at
