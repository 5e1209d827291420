"""Which decisions were made on which entry of a chronology, and what came to an entry since. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from caseclock.models.decision import (
    About,
    Add,
    Confirm,
    Decision,
    Merge,
    Reclassify,
    Redate,
    Reject,
    Split,
)
from caseclock.models.entry import Entry
from caseclock.models.source import Source


def abouts(decision: Decision) -> tuple[About, ...]:
    """The entries that a decision is about, as they were; for one that was added or split off, as it was told to be."""
    match decision:
        case Merge():
            return decision.entries
        case Split():
            return decision.entry, About(sources=decision.sources)
        case Redate() | Reclassify() | Confirm() | Reject():
            return (decision.entry,)
        case Add():
            return (About(kind=decision.entry_kind, sources=decision.sources, summary=decision.summary),)
    return ()


class Found:
    """The entries of a chronology, to be found by their passages."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._called = {entry.id: entry for entry in entries}
        self._in: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for at, entry in enumerate(entries):
            for source in entry.sources:
                self._in[source.document].append((source.start, source.end, at))

    def entry(self, about: About) -> Entry | None:
        """The entry that has most of the passages; its id, its words and its kind settle between equals."""
        hits: dict[int, int] = defaultdict(int)
        for source in about.sources:
            for at in self._at(source):
                hits[at] += 1
        if not hits:
            return self._called.get(about.entry or "")

        def likeness(at: int) -> tuple[object, ...]:
            entry = self._entries[at]
            same = entry.id == about.entry, entry.summary == about.summary, entry.kind is about.kind
            return hits[at], *same, -at

        return self._entries[max(hits, key=likeness)]

    def telling(self, sources: Iterable[Source]) -> list[Entry]:
        """The entries that any of the passages tells of, in their order."""
        return [self._entries[at] for at in sorted({at for source in sources for at in self._at(source)})]

    def _at(self, source: Source) -> set[int]:
        spans = self._in.get(source.document, ())
        return {at for start, end, at in spans if start < source.end and source.start < end}


def decided_on(entries: Sequence[Entry], decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The decisions that were made on each entry, by its id, in their order. `decisions`: those in force."""
    found = Found(entries)
    decided: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if isinstance(decision, Reject):
            continue  # what it was about is no entry any more
        named = (found.entry(about) for about in abouts(decision))
        for id in dict.fromkeys(entry.id for entry in named if entry is not None):
            decided[id].append(decision)
    return dict(decided)


def come_since(entry: Entry, decisions: Sequence[Decision]) -> tuple[Source, ...]:
    """The passages of an entry that whoever decided on it last did not see."""
    seen = [source for decision in decisions for about in abouts(decision) for source in about.sources]
    return tuple(own for own in entry.sources if not any(touch(own, one) for one in seen))


def touch(one: Source, other: Source) -> bool:
    """Have the two passages a character in common?"""
    return one.document == other.document and one.start < other.end and other.start < one.end


def called(agencies: Mapping[str, str], who: str | None) -> str:
    """An agency by its name, a party by its part; nothing for nobody. `agencies`: names by ids."""
    if not who:
        return ""
    parts = {"complainant": "the complainant", "respondent": "the respondent", "other": "somebody else"}
    return parts.get(who) or agencies.get(who, who)
