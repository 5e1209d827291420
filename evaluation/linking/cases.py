"""The labelled cases as the program reads them: their papers, mentions placed in the read text, and what was built."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest import mock

import caseclock.extractor.build as building
from caseclock.api.files import collect
from caseclock.extractor.intake import read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper
from caseclock.models.event import Event
from evaluation.linking.marked import SAMPLES

WHOLE_CASES = Path(__file__).resolve().parents[2] / "samples"
_AS_OF = date(2026, 1, 1)

Span = tuple[str, int, int]  # document id, start, end


@dataclass(frozen=True)
class Mention:
    """One labelled mention: the thing it tells of, its day or period, and the passages (one or more) that are it."""

    id: str
    thing: str
    is_incident: bool
    days: tuple[tuple[date, date], ...]
    spans: tuple[Span, ...]
    quote: str


@dataclass(frozen=True)
class Case:
    """A labelled case, read. `soft` are pairs of things that may be told as one (a part and its whole). `complete`:
    whatever its papers tell of with a day is labelled."""

    name: str
    papers: tuple[Paper, ...]
    mentions: tuple[Mention, ...]
    soft: frozenset[frozenset[str]]
    complete: bool = True

    def build(self) -> tuple[Chronology, tuple[Event, ...]]:
        """Its chronology, and the accounts that were given to the linking."""
        given: list[Event] = []

        def spy(events: tuple[Event, ...], *rest: object) -> object:
            given.extend(events)
            return link(events, *rest)

        link = building.cluster
        with mock.patch.object(building, "cluster", spy):
            chronology = building.build(self.papers, (), _AS_OF)
        return chronology, tuple(given)


def read_cases(samples: Path = SAMPLES, whole: Path = WHOLE_CASES) -> list[Case]:
    """All labelled cases: this folder's samples and, where they are at hand, the project's sample cases."""
    cases = [_own(path.parent) for path in sorted(samples.glob("*/labels.json"))]
    return [*cases, *(sample_case(path.parent) for path in sorted(whole.glob("*/expected.json")))]


def _read(folder: Path) -> tuple[Paper, ...]:
    return tuple(read_papers(collect([folder]), DEFAULT_LIMITS, None))


def _own(case: Path) -> Case:
    rows = json.loads((case / "labels.json").read_text(encoding="utf-8"))["events"]
    papers = _read(case / "papers")
    by_name = {paper.document.name: paper for paper in papers}
    thing_of = {row["id"]: row["name"] for row in rows}
    mentions = []
    for row in rows:
        paper = by_name[row["document"]]
        start, end = row["start"], row["end"]
        if paper.text.text[start:end] != row["quote"]:
            raise ValueError(f"{case.name}: the program reads {row['document']} as another text at {row['id']}")
        if not row.get("optional"):
            days = ((date.fromisoformat(row["from"]), date.fromisoformat(row["to"])),)
            spans = ((paper.document.id, start, end),)
            mentions.append(Mention(row["id"], row["name"], row["kind"] == "incident", days, spans, row["quote"]))
    soft = {frozenset((row["name"], thing_of[row[k]])) for row in rows for k in ("part_of", "realised_as") if k in row}
    return Case(case.name, papers, tuple(mentions), frozenset(soft))


def sample_case(folder: Path) -> Case:
    """A sample case: its mentions are quotes by paper; those that the read text lacks are left out."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    papers = _read(folder / "papers")
    by_name = {paper.document.name: paper for paper in papers}
    mentions = []
    for group in ("incidents", "events"):
        for thing in expected[group]:
            days = tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in thing["accept"])
            for number, told in enumerate(thing["mentions"]):
                spans = tuple(_spans(told, by_name))
                if spans and not told.get("optional"):
                    ident = f"{thing['id']}.{number}"
                    mentions.append(Mention(ident, thing["id"], group == "incidents", days, spans, told["quote"]))
    return Case(folder.name, papers, tuple(mentions), frozenset(), complete=False)


def _spans(told: Mapping[str, object], by_name: Mapping[str, Paper]) -> Iterator[Span]:
    paper = by_name.get(str(told["document"]))
    if paper is None:
        return
    quotes = [str(told["quote"]), *(also for also in told.get("also", ()) if len(also) > 12)]  # not a bare row number
    for quote in quotes:
        pattern = r"\s+".join(re.escape(word) for word in quote.split())
        for found in re.finditer(pattern, paper.text.text):
            yield paper.document.id, found.start(), found.end()
            break


def overlap(one: Span, other: Span) -> float:
    """How far two passages are one: shared characters by those of either; nought where hardly any are shared."""
    if one[0] != other[0]:
        return 0.0
    shared = min(one[2], other[2]) - max(one[1], other[1])
    least = max(3, min(12, (other[2] - other[1]) // 2))
    if shared < min(least, one[2] - one[1], other[2] - other[1]):
        return 0.0
    return shared / (max(one[2], other[2]) - min(one[1], other[1]))


def agrees(first: date | None, last: date | None, days: tuple[tuple[date, date], ...]) -> bool:
    """Is the period one of those accepted?"""
    return first is not None and (first, last or first) in days


def mention_of(event: Event, mentions: tuple[Mention, ...]) -> Mention | None:
    """The labelled mention that an account was read from: of those it overlaps, the one of its own sort and day."""
    source = (event.source.document, event.source.start, event.source.end)
    best: tuple[tuple[bool, bool, float], Mention] | None = None
    for mention in mentions:
        shared = max((overlap(source, span) for span in mention.spans), default=0.0)
        if not shared:
            continue
        rank = (
            agrees(event.when.start, event.when.end, mention.days),
            (event.kind.value == "incident") is mention.is_incident,
            shared,
        )
        if best is None or rank > best[0]:
            best = (rank, mention)
    return best[1] if best else None
