"""Precision, recall and F1 of day-exact resolution: an expression counts if its first and last days are right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from evaluation.data import Expected, Item

# how many days wider than the annotation an approximate one ("late March") may be read
_LEEWAY = 31


@dataclass(frozen=True)
class Found:
    """What a tagger says: where, and from which ISO day to which. Those it cannot place are not handed in."""

    start: int
    end: int
    first: str
    last: str


@dataclass
class Score:
    """Counts over a set of texts."""

    expected: int = 0
    found: int = 0
    hit: int = 0  # expected ones resolved rightly
    right: int = 0  # found ones that are right

    @property
    def recall(self) -> float:
        """Of what there is, how much was resolved to the day."""
        return self.hit / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """Of what was found, how much is right to the day."""
        return self.right / self.found if self.found else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def is_right(found: Found, expected: Expected) -> bool:
    """Are the days of `found` those that the annotation gives?"""
    for first, last in expected.days:
        if expected.open_end and found.first == first:
            return True
        if (found.first, found.last) == (first, last):
            return True
        if expected.approximate and _near(found, first, last):
            return True
    return False


def _near(found: Found, first: str, last: str) -> bool:
    """Do the days overlap, without being much wider?"""
    a, b, c, d = (date.fromisoformat(day) for day in (found.first, found.last, first, last))
    return a <= d and b >= c and (b - a).days <= (d - c).days + _LEEWAY


def overlaps(found: Found, expected: Expected) -> bool:
    """Do they share characters? Three, or all of the shorter."""
    least = min(3, found.end - found.start, expected.end - expected.start)
    return min(found.end, expected.end) - max(found.start, expected.start) >= least


def score(pairs: Iterable[tuple[Item, Sequence[Found]]]) -> Score:
    """The counts over texts and what was found in each."""
    total = Score()
    for item, all_found in pairs:
        must = [one for one in item.expected if not one.optional]
        total.expected += len(must)
        total.hit += sum(any(overlaps(f, one) and is_right(f, one) for f in all_found) for one in must)
        for found in all_found:
            near = [one for one in item.expected if overlaps(found, one)]
            right = any(is_right(found, one) for one in near)
            if not right and near and all(one.optional for one in near):
                continue  # neither missed nor wrong
            total.found += 1
            total.right += right
    return total


def faults(item: Item, all_found: Sequence[Found]) -> list[str]:
    """What is missed or wrong in one text, for a person to read."""
    lines = []
    for one in item.expected:
        near = [f for f in all_found if overlaps(f, one)]
        if not one.optional and not any(is_right(f, one) for f in near):
            got = ", ".join(f"{item.text[f.start : f.end]!r} {f.first}/{f.last}" for f in near) or "nothing"
            lines.append(f"{item.id}: {item.text[one.start : one.end]!r} is {one.days}, got {got}")
    for found in all_found:
        if not any(overlaps(found, one) for one in item.expected):
            lines.append(f"{item.id}: {item.text[found.start : found.end]!r} {found.first}/{found.last} is no date")
    return lines
