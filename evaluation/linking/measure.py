"""How well the mentions of a case are linked: by pairs, and by B-cubed.

A mention is placed in the entry that cites it, of several the one with the right day. Two mentions are held to be one
thing if they are placed in one entry. A mention that no entry cites is linked with nothing.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from caseclock.models.entry import Entry
from evaluation.linking.cases import Case, Mention, agrees, overlap

Pair = tuple[Mention, Mention]


@dataclass(frozen=True)
class Figures:
    """Counts of pairs, and B-cubed, for one case. `read_missed` are the missed pairs of which both were read,
    and `splits` those pairs."""

    mentions: int
    placed: int
    right: int
    wrong: int
    missed: int
    read_missed: int
    bcubed: tuple[float, float]
    merges: tuple[Pair, ...] = ()
    splits: tuple[Pair, ...] = ()
    unread: tuple[Mention, ...] = ()
    again: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)  # sort of mention -> told, read, linked

    @property
    def pairs(self) -> tuple[float, float, float]:
        """Precision, recall and F1 by pairs."""
        return _prf(self.right, self.wrong, self.missed)

    @property
    def read_f1(self) -> float:
        """F1 by pairs of which both mentions were read: the linking by itself, without what the reading missed."""
        return _prf(self.right, self.wrong, self.read_missed)[2]

    @property
    def bcubed_f1(self) -> float:
        """The harmonic mean of B-cubed precision and recall."""
        return _mean(*self.bcubed)


def _mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _prf(right: int, wrong: int, missed: int) -> tuple[float, float, float]:
    precision = right / (right + wrong) if right + wrong else float(not missed)
    recall = right / (right + missed) if right + missed else 1.0
    return precision, recall, _mean(precision, recall)


def measure(case: Case, entries: Sequence[Entry]) -> Figures:
    """The figures for a case from the entries that were built of it."""
    sources, place = _placed(case, entries)
    right = wrong = missed = read_missed = 0
    merges, splits = [], []
    for a, b in combinations(case.mentions, 2):
        together = a.id in place and b.id in place and place[a.id] == place[b.id]
        if a.thing == b.thing:
            right += together
            missed += not together
            read_missed += not together and a.id in place and b.id in place
            if not together:
                splits.append((a, b))
        # One passage may tell of two things in one sentence, and a part may stand with its whole.
        elif together and not sources[a.id] & sources[b.id] and frozenset((a.thing, b.thing)) not in case.soft:
            wrong += 1
            merges.append((a, b))
    return Figures(
        mentions=len(case.mentions),
        placed=len(place),
        right=right,
        wrong=wrong,
        missed=missed,
        read_missed=read_missed,
        bcubed=_bcubed(case, place),
        merges=tuple(merges),
        splits=tuple((a, b) for a, b in splits if a.id in place and b.id in place),
        unread=tuple(mention for mention in case.mentions if mention.id not in place),
        again=_again(case, place),
    )


_A_DAY = re.compile(
    r"\d\d/\d\d|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:day|week|weeks|month|fortnight|evening|morning|year)\b"
)
FIRST, DATED, BARE = "first told", "told again with a day", "told again without"


def _again(case: Case, place: Mapping[str, int]) -> dict[str, tuple[int, int, int]]:
    """By sort of mention: how many there are, are read, and stand with another mention of their thing."""
    found = dict.fromkeys((FIRST, DATED, BARE), (0, 0, 0))
    seen: set[str] = set()
    there = Counter((place[m.id], m.thing) for m in case.mentions if m.id in place)
    for mention in case.mentions:
        sort = FIRST if mention.thing not in seen else DATED if _A_DAY.search(mention.quote) else BARE
        seen.add(mention.thing)
        read = mention.id in place
        linked = read and there[place[mention.id], mention.thing] > 1
        told, were_read, were_linked = found[sort]
        found[sort] = (told + 1, were_read + read, were_linked + linked)
    return found


def _placed(case: Case, entries: Sequence[Entry]) -> tuple[dict[str, set[tuple[int, int]]], dict[str, int]]:
    """By mention: the sources that cite it, as (entry, source), and the entry it is placed in."""
    sources: dict[str, set[tuple[int, int]]] = {mention.id: set() for mention in case.mentions}
    shared: dict[tuple[str, int], float] = {}
    for number, entry in enumerate(entries):
        for index, source in enumerate(entry.sources):
            at = (source.document, source.start, source.end)
            for mention in case.mentions:
                much = max((overlap(at, span) for span in mention.spans), default=0.0)
                if much:
                    sources[mention.id].add((number, index))
                    shared[mention.id, number] = max(much, shared.get((mention.id, number), 0.0))
    told_by: dict[str, Counter[int]] = {}  # thing -> how many of its mentions each entry with its day cites
    for mention in case.mentions:
        for number in {n for n, _ in sources[mention.id]}:
            told_by.setdefault(mention.thing, Counter())[number] += _right_day(mention, entries[number])
    place = {}
    for mention in case.mentions:
        numbers = sorted({n for n, _ in sources[mention.id]})
        if numbers:
            place[mention.id] = max(numbers, key=lambda n: _rank(mention, n, entries, told_by[mention.thing], shared))
    return sources, place


def _rank(
    mention: Mention, number: int, entries: Sequence[Entry], told: Counter[int], shared: Mapping[tuple[str, int], float]
) -> tuple[bool, bool, float]:
    most = told[number] > 0 and told[number] == max(told.values())
    return _right_day(mention, entries[number]), most, shared[mention.id, number]


def _right_day(mention: Mention, entry: Entry) -> bool:
    return agrees(entry.when.start, entry.when.end, mention.days)


def _bcubed(case: Case, place: Mapping[str, int]) -> tuple[float, float]:
    """Precision over the placed mentions, recall over all: of a mention's companions, how many are of its thing?"""
    of_thing = Counter(mention.thing for mention in case.mentions)
    of_entry = Counter(place.values())
    both = Counter((place[m.id], m.thing) for m in case.mentions if m.id in place)
    placed = [m for m in case.mentions if m.id in place]
    if not placed:
        return 0.0, 0.0
    precision = sum(both[place[m.id], m.thing] / of_entry[place[m.id]] for m in placed) / len(placed)
    recall = sum(both[place[m.id], m.thing] / of_thing[m.thing] for m in placed) / len(case.mentions)
    return precision, recall
