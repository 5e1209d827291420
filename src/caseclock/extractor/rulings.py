"""A person's decisions replayed: on papers and on entries. What no longer fits is reported."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from caseclock.extractor.linking.entries import best_account, best_first, in_order, make_entries, make_entry
from caseclock.extractor.linking.ids import account_names, bare, day_name
from caseclock.models.decision import (
    About,
    Add,
    Confirm,
    Correct,
    Decision,
    Merge,
    Reclassify,
    Redate,
    Reject,
    Split,
    Undo,
    Unfit,
)
from caseclock.models.document import Paper
from caseclock.models.event import Event, Linked, Told
from caseclock.models.source import Source

_GONE = "what it was about is no longer found in the papers: decide it anew, or undo it"


def standing(decisions: Sequence[Decision]) -> tuple[tuple[Decision, ...], tuple[Unfit, ...]]:
    """The decisions that hold, in their order, and the undoings that undo nothing. An undoing can be undone."""
    undone: set[str] = set()
    unfit: list[Unfit] = []
    known = {decision.id for decision in decisions}
    for decision in reversed(decisions):
        if isinstance(decision, Undo) and decision.id not in undone:
            if decision.decision in known:
                undone.add(decision.decision)
            else:
                unfit.append(Unfit(decision=decision.id, why=f"there is no decision {decision.decision} to undo"))
    held = tuple(d for d in decisions if d.id not in undone and not isinstance(d, Undo))
    return held, tuple(reversed(unfit))


def corrected(papers: Sequence[Paper], decisions: Sequence[Decision]) -> tuple[list[Paper], tuple[Unfit, ...]]:
    """The papers with kind, date and author as a person corrected them."""
    found = {paper.document.id: paper for paper in papers}
    unfit: list[Unfit] = []
    for decision in decisions:
        if not isinstance(decision, Correct):
            continue
        paper = found.get(decision.document)
        if paper is None:
            unfit.append(
                Unfit(decision=decision.id, why="the paper is no longer in the case: add it again, or undo it")
            )
            continue
        update = {
            name: value
            for name, value in (("kind", decision.document_kind), ("dated", decision.dated))
            if value is not None
        }
        found[decision.document] = replace(
            paper,
            document=paper.document.model_copy(update=update),
            author=paper.author if decision.author is None else decision.author,
        )
    return [found[paper.document.id] for paper in papers], tuple(unfit)


@dataclass(slots=True)
class _Item:
    """An entry in the making: its accounts, and what a person ruled of it."""

    events: tuple[Event, ...]
    ruled: dict[str, object] = field(default_factory=dict)
    rejected: bool = False


class _Stale(Exception):
    """What a decision is about is not found any more."""


def ruled(
    groups: Sequence[Sequence[Event]], decisions: Sequence[Decision]
) -> tuple[tuple[Linked, ...], tuple[Unfit, ...]]:
    """The groups as entries in order of time, with every decision on entries carried out one after the other."""
    made = make_entries(groups)
    bench = _Bench(made)
    unfit: list[Unfit] = []
    for decision in decisions:
        try:
            bench.carry_out(decision)
        except _Stale as stale:
            unfit.append(Unfit(decision=decision.id, why=str(stale)))
    return in_order(bench.linked()) if decisions else made, tuple(unfit)


class _Bench:
    """The entries while decisions are carried out on them."""

    def __init__(self, made: Sequence[Linked]) -> None:
        self.items = [_Item(one.events) for one in made]
        self._named = {event.spot: account_names(event) for one in made for event in one.events}
        self._led = {best_account(one.events).spot: one.entry for one in made}

    def linked(self) -> Iterable[Linked]:
        """The entries as they are ruled to be."""
        sharing = Counter(words for words, _ in self._named.values())
        taken = {entry.id for entry in self._led.values()}
        for item in self.items:
            if not item.rejected:
                entry = make_entry(item.events, self._id(item, sharing, taken))
                yield Linked(entry.model_copy(update=item.ruled) if item.ruled else entry, item.events)

    def _id(self, item: _Item, sharing: Mapping[str, int], taken: Container[str]) -> str:
        """The id of the entry whose best account it holds: decisions on others leave it as it was. What was split off
        or added is called after its own best account."""
        ordered = best_first(item.events)
        for event in ordered:
            if event.spot in self._led:
                return self._led[event.spot].id
        words, place = self._named[ordered[0].spot]
        return words if sharing[words] == 1 and words not in taken else place

    def carry_out(self, decision: Decision) -> None:
        """Raises _Stale if what it is about is gone."""
        if isinstance(decision, Merge):
            self._merge(decision)
        elif isinstance(decision, Split):
            self._split(decision)
        elif isinstance(decision, Redate):
            self._find(decision.entry).ruled["when"] = decision.when
        elif isinstance(decision, Reclassify):
            self._find(decision.entry).ruled.update(_reclassified(decision))
        elif isinstance(decision, Confirm):
            self._find(decision.entry).ruled["confidence"] = 1.0
        elif isinstance(decision, Reject):
            self._find(decision.entry).rejected = True
        elif isinstance(decision, Add):
            item = _added(decision)
            self._named |= {event.spot: account_names(event) for event in item.events}
            self.items.append(item)

    def _merge(self, decision: Merge) -> None:
        first, *others = [self._find(about) for about in decision.entries]
        for other in others:
            if other is first or other not in self.items:
                continue  # one already
            first.events = tuple(sorted((*first.events, *other.events), key=lambda event: event.spot))
            first.ruled = {**other.ruled, **first.ruled}
            self.items.remove(other)

    def _split(self, decision: Split) -> None:
        item = self._find(decision.entry)
        out = tuple(event for event in item.events if any(_is_at(event, source) for source in decision.sources))
        if not out:
            wanted = {bare(source.quote) for source in decision.sources}
            out = tuple(event for event in item.events if bare(event.source.quote) in wanted)
        if not out:
            raise _Stale(_GONE)
        if len(out) == len(item.events):
            return  # they stand alone already
        item.events = tuple(event for event in item.events if event not in out)
        self.items.append(_Item(out))

    def _find(self, about: About) -> _Item:
        """The entry that a decision is about: the one with most of its passages; its id settles between equals.

        Where none stands at its old place (the paper was renamed or split), the same words will do if they or the id
        point to one entry only."""
        items = [item for item in self.items if not item.rejected]
        standing = [sum(any(_is_at(event, s) for event in item.events) for s in about.sources) for item in items]
        if any(standing):
            scored = zip(standing, items, strict=True)
            return max(scored, key=lambda one: (one[0], self._is_called(one[1], about), _is_of_kind(one[1], about)))[1]
        if about.sources:
            words = {bare(source.quote) for source in about.sources}
            items = [item for item in items if any(bare(event.source.quote) in words for event in item.events)]
        if len(items) != 1 or not about.sources:
            items = [item for item in items if self._is_called(item, about)]
        if len(items) != 1:
            raise _Stale(_GONE)
        return items[0]

    def _is_called(self, item: _Item, about: About) -> bool:
        """Is it the id of the entry, now or as it was, or a name that one of its accounts gives?"""
        if about.entry is None:
            return False
        led = (self._led[event.spot] for event in item.events if event.spot in self._led)
        return any(about.entry in (entry.id, day_name(entry)) for entry in led) or any(
            about.entry in self._named[event.spot] for event in item.events
        )


def _reclassified(decision: Reclassify) -> dict[str, object]:
    """What the decision makes of an entry; an empty actor is nobody."""
    new: dict[str, object] = {"kind": decision.entry_kind, "types": decision.types, "summary": decision.summary}
    new["recipients"] = decision.recipients
    changed = {name: value for name, value in new.items() if value is not None}
    return changed if decision.actor is None else {**changed, "actor": decision.actor or None}


def _is_of_kind(item: _Item, about: About) -> bool:
    return about.kind is not None and any(event.kind is about.kind for event in item.events)


def _is_at(event: Event, source: Source) -> bool:
    """Does the account stand at the passage? Readers that get better may move an end, so touching is enough."""
    own = event.source
    return own.document == source.document and own.start < source.end and source.start < own.end


def _added(decision: Add) -> _Item:
    source = decision.sources[0]
    event = Event(
        spot=f"added {decision.id}",
        kind=decision.entry_kind,
        types=decision.types,
        when=decision.when,
        summary=decision.summary,
        actor=decision.actor,
        recipients=decision.recipients,
        count=1,
        told=tuple(Told(agency, on, None, source) for agency, on in decision.reported),
        source=source,
        confidence=1.0,
    )
    return _Item(
        tuple(replace(event, spot=f"{event.spot} {at}", source=one) for at, one in enumerate(decision.sources))
    )
