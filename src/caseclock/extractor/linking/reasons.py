"""Links and refusals told in words, by the entries that came of them."""

from collections.abc import Mapping, Sequence

from caseclock.extractor.linking.cluster import Groups, Link
from caseclock.models.event import Event, Linked
from caseclock.models.link import Apart, Reasons, Together
from caseclock.models.source import Source

_TOO_LITTLE = "too little speaks for it"


def reasons(groups: Groups, linked: Sequence[Linked]) -> Reasons:
    """Why the accounts of each entry are together, and which entries came close to being one.

    What a person put together or took apart has no reason here: it is in their decisions."""
    events = {event.spot: event for item in linked for event in item.events}
    entry_of = {event.spot: item.entry.id for item in linked for event in item.events}
    order = {item.entry.id: place for place, item in enumerate(linked)}
    together = [
        Together(
            entry=entry_of[link.a],
            passages=(events[link.a].source, events[link.b].source),
            score=round(link.match.score, 1),
            why=in_words(link.match.reasons),
        )
        for link in groups.links
        if entry_of.get(link.a) is not None and entry_of.get(link.a) == entry_of.get(link.b)
    ]
    together.sort(key=lambda one: (order[one.entry], -one.score, one.passages[0].start, one.passages[1].start))
    return Reasons(together=tuple(together), apart=_apart(groups.refused, events, entry_of, order))


def _apart(
    refused: Sequence[Link], events: Mapping[str, Event], entry_of: Mapping[str, str], order: Mapping[str, int]
) -> tuple[Apart, ...]:
    """One for each pair of entries: by their most alike passages."""
    best: dict[tuple[str, str], Link] = {}
    for link in refused:
        pair = entry_of.get(link.a), entry_of.get(link.b)
        if pair[0] is None or pair[1] is None or pair[0] == pair[1]:
            continue
        first, second = sorted((pair[0], pair[1]), key=lambda entry: order[entry])
        held = best.get((first, second))
        if held is None or (-link.match.score, link.a, link.b) < (-held.match.score, held.a, held.b):
            best[first, second] = link
    return tuple(
        Apart(
            entries=pair,
            passages=_in_order_of(pair, link, events, entry_of),
            score=round(link.match.score, 1),
            why=in_words(link.match.reasons),
            against=link.against or _TOO_LITTLE,
        )
        for pair, link in sorted(best.items(), key=lambda item: (order[item[0][0]], order[item[0][1]]))
    )


def _in_order_of(
    pair: tuple[str, str], link: Link, events: Mapping[str, Event], entry_of: Mapping[str, str]
) -> tuple[Source, Source]:
    """The passages of a link, each in the place of its entry."""
    spots = (link.a, link.b) if entry_of[link.a] == pair[0] else (link.b, link.a)
    return events[spots[0]].source, events[spots[1]].source


def in_words(reasons: Sequence[str]) -> str:
    """Reasons as one sentence: "Same day, 20 minutes apart, same reference"."""
    told = ", ".join(reason for reason in reasons if reason)
    return told[:1].upper() + told[1:]
