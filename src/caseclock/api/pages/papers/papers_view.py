"""The papers of a case as a table shows them: what needs somebody first, attachments under their paper."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from caseclock.api.routes.documents import DocumentView
from caseclock.api.store.tables import State
from caseclock.extractor.exports.wording import listed, number_of

ORDER = (State.UNREADABLE, State.PARTLY_READ, State.READING, State.QUEUED, State.READ)
WAITING = (State.QUEUED, State.READING)
_COUNTED = {
    State.UNREADABLE: "could not be read",
    State.PARTLY_READ: "partly read",
    State.READING: "being read",
    State.QUEUED: "waiting to be read",
    State.READ: "read",
}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the list. `depth` is how deep it lies in those above it, `inside` the one that it was found in,
    `copy_of` the one that it is a copy of."""

    paper: DocumentView
    name: str
    author: str
    depth: int
    inside: DocumentView | None
    copy_of: DocumentView | None


def paper_rows(papers: Sequence[DocumentView], state: State | None = None) -> tuple[PaperRow, ...]:
    """The papers in the order of the list, or only those in one state.

    A paper stands where the most pressing of all that is in it would stand; otherwise they keep the order in which
    they came. What is attached to a paper that is left out stands by itself.
    """
    shown = [paper for paper in papers if state in (None, paper.state)]
    by_id = {paper.id: paper for paper in papers}
    kept = {paper.id for paper in shown}
    below: dict[str | None, list[DocumentView]] = {}
    for paper in shown:
        below.setdefault(paper.parent if paper.parent in kept else None, []).append(paper)
    pressing = _pressing(shown, below)
    rows: list[PaperRow] = []
    left = [(paper, 0) for paper in _sorted(below.get(None, []), pressing)][::-1]
    while left:
        paper, depth = left.pop()
        inside = by_id.get(paper.parent or "")
        name = paper.name.removeprefix(f"{inside.name}/") if inside else paper.name
        rows.append(
            PaperRow(paper, name, author_words(paper.author), depth, inside, by_id.get(paper.duplicate_of or ""))
        )
        left += [(one, depth + 1) for one in _sorted(below.get(paper.id, []), pressing)][::-1]
    return tuple(rows)


def counts(papers: Iterable[DocumentView]) -> Mapping[State, int]:
    """How many are in each state, in the order of the list; states that none is in are left out."""
    found = Counter(paper.state for paper in papers)
    return {state: found[state] for state in ORDER if found[state]}


def count_words(counted: Mapping[State, int]) -> str:
    """15 papers: 1 could not be read, 2 partly read and 12 read."""
    total = sum(counted.values())
    if not total:
        return "No papers yet."
    told = listed([f"{count} {_COUNTED[state]}" for state, count in counted.items()])
    if len(counted) > 1:
        return f"{total} papers: {told}."
    return f"{number_of(total, 'paper')}, {'all ' if total > 1 else ''}{told.partition(' ')[2]}."


def author_words(author: str | None) -> str:
    """Who wrote a paper, without the address that emails give besides."""
    return parseaddr(author)[0] or author if author else ""


def is_under_way(counted: Mapping[State, int]) -> bool:
    """Is any of them still to be read?"""
    return any(state in counted for state in WAITING)


def tag_of(papers: Iterable[DocumentView]) -> str:
    """Another one whenever anything of the list has changed."""
    return hashlib.sha256("\n".join(paper.model_dump_json() for paper in papers).encode()).hexdigest()[:16]


def _pressing(shown: Sequence[DocumentView], below: Mapping[str | None, Sequence[DocumentView]]) -> Mapping[str, int]:
    """The place in ORDER of the most pressing of each paper and all that is in it. Papers come after those that they
    are in."""
    found = {paper.id: ORDER.index(paper.state) for paper in shown}
    for paper in reversed(shown):
        found[paper.id] = min([found[paper.id], *(found[one.id] for one in below.get(paper.id, ()))])
    return found


def _sorted(papers: Iterable[DocumentView], pressing: Mapping[str, int]) -> list[DocumentView]:
    return sorted(papers, key=lambda paper: pressing[paper.id])
