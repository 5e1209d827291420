"""Pairs of accounts from the labelled cases, with the signs that the linking saw in each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import caseclock.extractor.linking.cluster as clustering
from caseclock.extractor.linking.score import NEVER, Corpus
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event
from evaluation.linking.cases import Case, Mention, mention_of

TABLES = ("incident", "act")
_RULED_OUT = NEVER + 50
_NEXT_TO = 200  # characters between two passages


@dataclass(frozen=True)
class Compared:
    """Two accounts of one case compared, at least one of them labelled.

    `same`: they tell of one thing. `share`: what the pair counts for; a thing told in n accounts makes n(n-1)/2 pairs,
    which together count for n - 1. `ruled_out`: why it was never weighed ("" if it was). `rarity`: half the bits of
    surprise that their words are shared, what `rare_word` is multiplied with. `texts`: the two passages.
    """

    case: str
    table: str
    same: bool
    share: float
    signs: tuple[str, ...]
    rarity: float
    ruled_out: str
    texts: tuple[str, str]


def compared(case: Case, events: Sequence[Event]) -> Iterator[Compared]:
    """The pairs of accounts of a case whose labels say whether they tell of one thing, compared as the linking does:
    incidents with incidents and acts with acts.

    Where all things of a case are labelled, an account without a label tells of none of them. Two accounts of one
    passage, or of passages next to each other of which one has no label, are left out: they may be halves of one
    sentence, and to join them or not is the same to the reader."""
    for table, compare in zip(TABLES, (clustering.incident_match, clustering.act_match), strict=True):
        members = [e for e in events if (e.kind is EntryKind.INCIDENT) is (table == "incident")]
        corpus = Corpus(members)
        mention = {e.spot: found for e in members if (found := mention_of(e, case.mentions))}
        told = Counter(found.thing for found in mention.values())
        for a, b in combinations(members, 2):
            one, other = mention.get(a.spot), mention.get(b.spot)
            if not _tells(case, a, b, one, other):
                continue
            same = one is not None and other is not None and one.thing == other.thing
            match = compare(a, b, corpus)
            yield Compared(
                case=case.name,
                table=table,
                same=same,
                share=2 / told[one.thing] if same and one else 1.0,
                signs=match.signs,
                rarity=corpus.rarity(a.words & b.words) / 2,
                ruled_out=match.reasons[0] if match.score <= _RULED_OUT else "",
                texts=(a.source.quote, b.source.quote),
            )


def _tells(case: Case, a: Event, b: Event, one: Mention | None, other: Mention | None) -> bool:
    """Do the labels say whether these two are one thing?"""
    if one is not None and other is not None:
        return one.id != other.id and frozenset((one.thing, other.thing)) not in case.soft
    if not case.complete or (one is None and other is None):
        return False
    if a.source.document != b.source.document:
        return True
    gap = max(a.source.start, b.source.start) - min(a.source.end, b.source.end)
    return gap > _NEXT_TO
