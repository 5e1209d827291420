"""The rows of the chronology page: the words that every export has, with links to sources and what people ruled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseclock.api.pages.review.review_needs import SURE
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import PARTIES, Row, make_rows
from caseclock.extractor.exports.wording import kind_words
from caseclock.models.chronology import Chronology
from caseclock.models.decision import About, Add, Confirm, Decision, Merge, Reclassify, Redate, Split
from caseclock.models.entry import Entry
from caseclock.models.source import Source
from caseclock.models.text import Text

CONFIRMED, CHANGED, ADDED = "Confirmed", "Changed by a person", "Added by a person"


@dataclass(frozen=True, slots=True)
class Cite:
    """A passage, and where it stands in words."""

    source: Source
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as the page has it. `first` and `last` are ISO days, "" if not known; `agencies` are ids."""

    row: Row
    kind: str
    first: str
    last: str
    agencies: tuple[str, ...]
    cites: tuple[Cite, ...]

    @property
    def is_unsure(self) -> bool:
        """Should it be checked against its source?"""
        return self.row.entry.confidence < SURE

    @property
    def is_dated(self) -> bool:
        """Has it any day?"""
        return bool(self.first or self.last)


def shown_rows(chronology: Chronology, texts: Mapping[str, Text] | None = None) -> tuple[Shown, ...]:
    """The rows in the order of the chronology. `texts` (document id -> text) are needed to name paragraphs and rows."""
    places = Places(chronology.documents, texts)
    return tuple(_shown(row, places) for row in make_rows(chronology, places))


def _shown(row: Row, places: Places) -> Shown:
    entry = row.entry
    cites = {words: Cite(source, words) for source in reversed(entry.sources) for words in [places.source(source)]}
    return Shown(
        row=row,
        kind=row.label or kind_words(entry.kind),
        first=entry.when.start.isoformat() if entry.when.start else "",
        last=entry.when.end.isoformat() if entry.when.end else "",
        agencies=_agencies(entry),
        cites=tuple(reversed(cites.values())),
    )


def _agencies(entry: Entry) -> tuple[str, ...]:
    ids = (entry.actor, *entry.recipients, *(report.agency for report in entry.reports))
    return tuple(dict.fromkeys(one for one in ids if one and one not in PARTIES))


# ---------------------------------------------------------------- what people ruled


def ruled_on(entries: Sequence[Entry], decisions: Iterable[Decision]) -> dict[str, tuple[str, ...]]:
    """Entry id -> what people did to it. `decisions` are those that hold; what they are about is found by its id or by
    any passage, as when they are carried out."""
    by_place: dict[tuple[str, int], str] = {}
    for entry in entries:
        by_place |= {(source.document, source.start): entry.id for source in entry.sources}
    found: dict[str, dict[str, None]] = {}
    known = {entry.id for entry in entries}
    for decision in decisions:
        words, abouts = _about(decision)
        for about in abouts:
            named = {by_place.get((source.document, source.start)) for source in about.sources}
            for entry_id in {about.entry, *named} & known:
                found.setdefault(str(entry_id), {})[words] = None
    return {entry_id: tuple(words) for entry_id, words in found.items()}


def _about(decision: Decision) -> tuple[str, tuple[About, ...]]:
    if isinstance(decision, Confirm):
        return CONFIRMED, (decision.entry,)
    if isinstance(decision, Redate | Reclassify):
        return CHANGED, (decision.entry,)
    if isinstance(decision, Merge):
        return CHANGED, decision.entries
    if isinstance(decision, Split):
        return CHANGED, (decision.entry, About(sources=decision.sources))
    if isinstance(decision, Add):
        return ADDED, (About(sources=decision.sources),)
    return "", ()
