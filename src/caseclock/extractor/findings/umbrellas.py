"""Entries of several incidents ("three between 11 and 16 February"): they take in what is told one by one elsewhere.

Such an entry counts only for what is left when those that lie in its period are taken off, so that nothing is counted
twice. Periods that lie in each other ("19 since March", "five in May") are treated alike, the inner one first.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice, repeat
from typing import NamedTuple

from caseclock.extractor.findings.qualifying import Complaint
from caseclock.extractor.linking.families import FAMILIES
from caseclock.models.entry import IncidentType

_SIDES = ("complainant", "respondent")


@dataclass(frozen=True, slots=True)
class Share:
    """What an entry counts for beside the others: `left` incidents of its own; `single` of its incidents are told one
    by one, `series` are counted with other entries of several."""

    left: int
    single: int = 0
    series: int = 0

    @property
    def elsewhere(self) -> int:
        """How many of its incidents other entries tell."""
        return self.single + self.series


@dataclass(frozen=True, slots=True)
class _Sort:
    """What speaks for or against two entries telling of the same incidents."""

    types: frozenset[IncidentType]
    side: str
    agencies: frozenset[str]
    persons: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Item:
    told: Complaint
    n: int
    start: date
    end: date
    sort: _Sort

    @property
    def several(self) -> bool:
        return self.told.n > 1


class _Free(NamedTuple):
    """Incidents that no entry of several has taken in so far: from `start` on, told by the entry `id`."""

    start: date
    id: str
    n: int
    several: bool


# What no entry of several has taken in so far, by the sorts that all have to be kindred with the one that does: its own
# and those of the entries that took it in before.
_Pool = dict[frozenset[_Sort], list[_Free]]


def shares(
    complaints: Sequence[Complaint], *, distinct_dates: bool = False, by_teller: bool = False
) -> dict[str, Share]:
    """What each entry counts for beside the others, by its id.

    What lies wholly in an entry's period, is of a kindred sort and was told the same agency (where both name one) is
    one of its incidents, but of one entry of several only: where two may take it, the one that ends first does. With
    `distinct_dates` an entry has no more incidents than days; with `by_teller` only what the same person told belongs
    together. The time taken grows with the number of entries, not with the pairs."""
    found = {told.id: Share(told.n) for told in complaints}
    free: _Pool = defaultdict(list)
    for item in sorted(_items(complaints, distinct_dates, by_teller), key=_in_turn):
        if not item.several:
            insort(free[frozenset({item.sort})], _Free(item.start, item.told.id, 1, False))
            continue
        taken = _take(free, item)
        single = sum(n for (_, several), n in taken.items() if not several)
        series = sum(n for (_, several), n in taken.items() if several)
        share = found[item.told.id] = Share(item.n - single - series, single, series)
        # From here on they can only be among those that take in this entry: its whole period and its sort.
        taken[frozenset(), True] += share.left
        for (sorts, several), n in taken.items():
            if n:
                insort(free[sorts | {item.sort}], _Free(item.start, item.told.id, n, several))
    return found


def fewest(complaints: Sequence[Complaint], *, distinct_dates: bool = False, by_teller: bool = False) -> dict[str, int]:
    """The same if whatever may be told twice is: where periods only overlap, no sort is named, or another agency was
    told. The sum is the fewest incidents that there can be."""
    found = {told.id: told.n for told in complaints}
    items = sorted(_items(complaints, distinct_dates, by_teller), key=_in_turn_of_overlap)
    days = sorted({item.end for item in items})
    sums: dict[_Sort, _Sums] = defaultdict(lambda: _Sums(len(days)))
    for item in items:
        n = 1
        if item.several:
            since = bisect_left(days, item.start)
            told = sum(here.since(since) for sort, here in sums.items() if _kindred(item.sort, sort, False))
            n = found[item.told.id] = max(0, item.n - told)
        sums[item.sort].add(bisect_left(days, item.end), n)
    return found


def _take(free: _Pool, item: _Item) -> Counter[tuple[frozenset[_Sort], bool]]:
    """Takes what belongs to an entry of several off what is free, the earliest first: the later may be another's.

    How many of each sort, and whether they are told in several."""
    kindred = [
        (sorts, some, bisect_left(some, (item.start,)))
        for sorts, some in free.items()
        if all(_kindred(item.sort, sort, True) for sort in sorts)
    ]
    inside = merge(*(zip(islice(some, since, None), repeat(at)) for at, (_, some, since) in enumerate(kindred)))
    wanted, taken, parts = item.n, Counter[tuple[frozenset[_Sort], bool]](), [0] * len(kindred)
    rest: dict[int, _Free] = {}
    while wanted and (found := next(inside, None)):
        part, at = found
        n = min(part.n, wanted)
        taken[kindred[at][0], part.several] += n
        parts[at] += 1
        wanted -= n
        if n < part.n:
            rest[at] = part._replace(n=part.n - n)
    for at, (sorts, some, since) in enumerate(kindred):
        some[since : since + parts[at]] = [rest[at]] if at in rest else []
        if not some:
            del free[sorts]
    return taken


def _in_turn(item: _Item) -> tuple[object, ...]:
    """Each entry of several after all that may lie in its period: by the last day, of those the shorter first.

    Of two of the same period the one that names a behaviour comes first, then the larger."""
    return item.end, item.several, -item.start.toordinal(), not item.sort.types, -item.n, item.told.id


def _in_turn_of_overlap(item: _Item) -> tuple[object, ...]:
    """The same where overlapping is enough: single incidents are there from their first day."""
    return (item.end if item.several else item.start, *_in_turn(item)[1:])


def _items(complaints: Sequence[Complaint], distinct_dates: bool, by_teller: bool) -> list[_Item]:
    """Those with a period, if any of them is an entry of several: otherwise there is nothing to take off."""
    if not any(told.n > 1 for told in complaints):
        return []
    found = (_item(told, distinct_dates, by_teller) for told in complaints)
    return [item for item in found if item is not None]


def _item(told: Complaint, distinct_dates: bool, by_teller: bool) -> _Item | None:
    """Null for what has no date; several without one are those that had happened when they were told."""
    first, last = told.first, told.last
    if first is None or last is None:
        if told.n == 1 or not told.told:
            return None
        first, last = date.min, told.told[-1]
    entry = told.link.entry
    return _Item(
        told=told,
        n=min(told.n, (last - first).days + 1) if distinct_dates else told.n,
        start=first,
        end=last,
        sort=_Sort(
            types=frozenset(entry.types) - {IncidentType.OTHER},
            side=entry.actor if entry.actor in _SIDES else "",
            agencies=frozenset(report.agency for report in entry.reports),
            persons=told.link.persons if by_teller else frozenset(),
        ),
    )


def _kindred(several: _Sort, other: _Sort, for_sure: bool) -> bool:
    """Is what the other tells among the several; unless `for_sure`, may it be?"""
    if several.side and other.side and several.side != other.side:
        return False
    if several.persons and other.persons and not several.persons & other.persons:
        return False
    if several.types and other.types and not _one_family(several.types, other.types):
        return False
    if not for_sure:
        return True
    if several.types and not other.types:
        return False
    return not (several.agencies and other.agencies) or bool(several.agencies & other.agencies)


def _one_family(some: frozenset[IncidentType], others: frozenset[IncidentType]) -> bool:
    return bool(some & others) or any(some & family and others & family for family in FAMILIES)


class _Sums:
    """Numbers at places 0 to `size` - 1, and their sum from a place on (a Fenwick tree)."""

    def __init__(self, size: int) -> None:
        self._sums = [0] * (size + 1)

    def add(self, place: int, n: int) -> None:
        """Adds to the number at the place."""
        at = len(self._sums) - 1 - place
        while at < len(self._sums):
            self._sums[at] += n
            at += at & -at

    def since(self, place: int) -> int:
        """The sum of the numbers from the place to the last."""
        at, found = len(self._sums) - 1 - place, 0
        while at > 0:
            found += self._sums[at]
            at -= at & -at
        return found
