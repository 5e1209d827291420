"""Who tells what, and when: the writing that a passage stands in, and the events told in it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.findings.passages import Sentence, sentences_of, single_day
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.event import Event, Linked
from caseclock.models.mention import TimeMention
from caseclock.models.when import Precision

_OF_ONE_DAY = {DocumentKind.LETTER, DocumentKind.EMAIL}
_PRECISE = {Precision.DAY, Precision.MINUTE}


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a paper with the id of its entry."""

    entry: str
    event: Event


class Tellings:
    """The papers with their events and days, to ask who wrote or did what stands at a place.

    `times` are the settled times of each paper by its id. Papers that repeat another file are left out.
    """

    def __init__(
        self, linked: Sequence[Linked], papers: Sequence[Paper], times: Mapping[str, Sequence[TimeMention]]
    ) -> None:
        kept = sorted(
            (p for p in papers if p.document.duplicate_of is None), key=lambda p: (p.document.name, p.document.id)
        )
        self.papers = {paper.document.id: paper for paper in kept}
        self._days = {document: _single_days(times.get(document, ())) for document in self.papers}
        self._day_starts = {document: [t.start for t in found] for document, found in self._days.items()}
        self._blocks = {d: sorted(p.text.blocks, key=lambda block: block.start) for d, p in self.papers.items()}
        self._block_starts = {d: [block.start for block in blocks] for d, blocks in self._blocks.items()}
        self._own: dict[tuple[str, int], Told] = {}
        self._events: dict[str, list[Told]] = defaultdict(list)
        for link in linked:
            for event in link.events:
                self._events[event.source.document].append(Told(link.entry.id, event))
        for found in self._events.values():
            found.sort(key=lambda told: (told.event.source.start, told.event.spot))
            for told in found:
                if told.event.own_paper:
                    self._own.setdefault((told.event.source.document, told.event.message), told)

    def sentences(self, paper: Paper) -> tuple[Sentence, ...]:
        """The paper's sentences in reading order."""
        return tuple(sentences_of(paper))

    def message(self, paper: Paper, at: int) -> int:
        """The number of the message that a place belongs to (0 is the paper itself)."""
        place = bisect_right(self._block_starts[paper.document.id], at) - 1
        return self._blocks[paper.document.id][place].message if place >= 0 else 0

    def own(self, paper: Paper, message: int) -> Told | None:
        """The event that the writing itself was."""
        return self._own.get((paper.document.id, message))

    def at(self, paper: Paper, start: int, end: int) -> tuple[Told, ...]:
        """The events told in a passage, in order of place."""
        found = self._events.get(paper.document.id, ())
        return tuple(
            t for t in found if not t.event.own_paper and t.event.source.start < end and start < t.event.source.end
        )

    def written(self, paper: Paper, message: int) -> date | None:
        """The day of the writing: of a quoted message its own, of the paper itself that of the document."""
        if message and message < len(paper.text.messages):
            sent = paper.text.messages[message].sent
            return sent.date() if sent else None
        own = self.own(paper, message)
        return (single_day(own.event.when) if own else None) or paper.document.dated

    def days(self, paper: Paper, start: int, end: int) -> list[TimeMention]:
        """The single days named in a passage, deadlines included, in order of place."""
        starts = self._day_starts[paper.document.id]
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        return [t for t in self._days[paper.document.id][low:high] if t.end <= end]

    def told_on(self, paper: Paper, sentence: Sentence, at: int) -> tuple[date | None, Told | None]:
        """The day on which something in a sentence was said, and the event that tells so, if there is one.

        Of a letter it is the letter's; elsewhere that of the event told there, or a day named before the place `at`.
        """
        message = self.message(paper, sentence.start)
        own = self.own(paper, message)
        if message or paper.document.kind in _OF_ONE_DAY:
            return self.written(paper, message), own
        for told in self.at(paper, sentence.start, sentence.end):
            day = single_day(told.event.when)
            if day is not None:
                return day, told
        before = [t.from_ for t in self.days(paper, sentence.start, at)]
        return (before[-1] if before else None), None


def _single_days(times: Sequence[TimeMention]) -> list[TimeMention]:
    found = (t for t in times if t.from_ and t.from_ == t.to and t.precision in _PRECISE)
    return sorted(found, key=lambda t: (t.start, t.end))
