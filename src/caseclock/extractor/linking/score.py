"""How much speaks for two accounts telling of one thing: what is common to incidents and acts."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from caseclock.extractor.language.account import content_words
from caseclock.extractor.linking.weights import weights
from caseclock.models.event import Event

NEVER = -100.0
AGAINST = NEVER + 50  # a score below: something rules the pair out


@dataclass(frozen=True, slots=True)
class Match:
    """The score of a pair and why."""

    score: float
    reasons: tuple[str, ...]
    by_reference: bool = False  # held together by a number, whatever the days say
    barred: bool = False  # two things for certain, whatever else speaks for one
    signs: tuple[str, ...] = ()  # the weights that went into the score, by name


@dataclass(slots=True)
class Weighing:
    """The signs of a pair as they are found, with what each is worth and how it is said."""

    table: str
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)

    def add(self, sign: str, why: str = "", worth: float | None = None) -> None:
        """A sign by the name of its weight; `worth` where it is of more or less than that."""
        self.score += weights(self.table)[sign] if worth is None else worth
        self.signs.append(sign)
        if why:
            self.reasons.append(why)

    def match(self, *, by_reference: bool = False) -> Match:
        """What it comes to."""
        return Match(self.score, tuple(self.reasons), by_reference=by_reference, signs=tuple(self.signs))


def ruled_out(why: str, *, barred: bool = False) -> Match:
    """A pair that cannot be one thing."""
    return Match(NEVER, (why,), barred=barred)


_NAMED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|PCSO)\.?\s+(?:[A-Z]\.?\s+)?([A-Z][\w’'-]+)")
_LEAST_SIZE = 40  # accounts: in a small case every word looks common


class Corpus:
    """What is rare in a case: words and reference numbers by how many accounts hold them."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.size = max(_LEAST_SIZE, len(events))
        self.word_counts: Counter[str] = Counter(w for e in events for w in e.words)
        self.names = frozenset(
            word for e in events for named in _NAMED.findall(e.source.quote) for word in content_words(named)
        )
        days: dict[str, set[date | None]] = {}
        for event in events:
            for reference in event.references:
                days.setdefault(reference, set()).add(event.when.start)
        self.reference_days: Mapping[str, int] = {r: len(d) for r, d in days.items()}

    def shared(self, a: Event, b: Event) -> frozenset[str]:
        """The telling words that both say; who the people are is in every account of a case."""
        return (a.words & b.words) - self.names

    def rarity(self, words: frozenset[str]) -> float:
        """Bits of surprise that these words are shared."""
        return sum(math.log2(self.size / self.word_counts[w]) for w in sorted(words) if self.word_counts[w] > 1)

    def rarest(self, words: frozenset[str], most: int = 3) -> list[str]:
        """The rarest of some words, the rarest first."""
        return sorted(words, key=lambda x: (self.word_counts[x], x))[:most]

    def telling(self, reference: str) -> bool:
        """Is it the number of one thing rather than of the whole case?"""
        return self.reference_days.get(reference, 0) <= 3 and any(c.isdigit() for c in reference)


def says_repeat(a: Event, b: Event) -> bool:
    """Does `a` say that it repeats the record that `b` was read from?"""
    if not a.repeats:
        return False
    theirs = {digits(r) for r in b.references} | {digits(t.reference or "") for t in b.told}
    return any(digits(r) and digits(r) in theirs for r in a.repeats) and b.row != a.row


def tells_again(a: Event, b: Event) -> bool:
    """Does one of two accounts come back to the other by name ("the warning letter that it had sent")?"""
    return (bool(a.retells) and a.retells == b.spot) or (bool(b.retells) and b.retells == a.spot)


def digits(reference: str) -> str:
    """The digits of a reference without leading zeros: how logs refer to each other."""
    return re.sub(r"\D", "", reference).lstrip("0")


def same_passage(a: Event, b: Event) -> bool:
    """Do both stand in one message of one paper, neither in a table?"""
    return a.source.document == b.source.document and a.message == b.message and not (a.row and b.row)


def restates(a: Event, b: Event, corpus: Corpus, least: float) -> bool:
    """Do two accounts, one of them without a date, say the same in nearly the same words? `least`: bits of surprise in
    the words that they share."""
    if a.when.start is not None and b.when.start is not None:
        return False
    shared = corpus.shared(a, b)
    if a.kind is not b.kind:
        return False
    if a.weak != b.weak:  # few words, but nothing else hangs on them
        return (
            len(shared) >= 2 and len(shared) >= 0.5 * min(len(a.words), len(b.words)) and corpus.rarity(shared) >= least
        )
    if len(shared) < max(4, 0.5 * max(len(a.words), len(b.words))):
        return False
    return corpus.rarity(shared) >= 1.5 * least and (a.actor == b.actor or not (a.actor and b.actor))
