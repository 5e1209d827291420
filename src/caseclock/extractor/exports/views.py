"""A chronology cut down to a period, to some agencies, to some kinds of entry; still a whole Chronology."""

from collections.abc import Iterable, Sequence
from datetime import date

from caseclock.extractor.exports.wording import day, listed, plain
from caseclock.models.agency import Agency
from caseclock.models.chronology import Chronology
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.finding import Delay, Discrepancy, Finding, Gap, Threshold
from caseclock.models.link import Reasons
from caseclock.models.source import Source


class UnfitFilter(ValueError):
    """What was asked for cannot be shown; the words say why and what can be asked for instead."""


def view(
    chronology: Chronology,
    *,
    first: date | None = None,
    last: date | None = None,
    agencies: Sequence[str] = (),
    kinds: Sequence[str] = (),
) -> Chronology:
    """The chronology with only the entries that touch the days `first` to `last` (both included), involve one of the
    `agencies` (ids, names or aliases in any case) and are of one of the `kinds` (values of EntryKind).

    An undated entry is in no period. A finding stays while every entry that it names is shown; a difference between
    accounts, while one of its passages tells of an entry that is. Papers and agencies stay. Without any filter it is
    the chronology itself. Raises UnfitFilter for an agency or kind that there is not, and for a period that ends
    before it begins.
    """
    if first is not None and last is not None and last < first:
        raise UnfitFilter(
            f"The period ends on {day(last)}, before it begins on {day(first)}: give the earlier day first."
        )
    wanted = _agency_ids(chronology.agencies, agencies)
    shown_kinds = _kinds(kinds)
    if first is None and last is None and not wanted and not shown_kinds:
        return chronology
    entries = tuple(
        entry
        for entry in chronology.entries
        if _touches(entry, first, last)
        and (not wanted or not wanted.isdisjoint(_involved(entry)))
        and (not shown_kinds or entry.kind in shown_kinds)
    )
    shown = frozenset(entry.id for entry in entries)
    passages = _Passages(entries)
    findings = tuple(finding for finding in chronology.findings if _stays(finding, shown, passages))
    reasons = Reasons(
        together=tuple(one for one in chronology.reasons.together if one.entry in shown),
        apart=tuple(one for one in chronology.reasons.apart if shown.issuperset(one.entries)),
    )
    return chronology.model_copy(update={"entries": entries, "findings": findings, "reasons": reasons})


def _agency_ids(known: Sequence[Agency], asked: Iterable[str]) -> frozenset[str]:
    """The ids of the agencies asked for. Words that several are called by mean all of them."""
    by_words: dict[str, set[str]] = {}
    for agency in known:
        for words in (agency.id, agency.name, *agency.aliases):
            by_words.setdefault(_comparable(words), set()).add(agency.id)
    found: set[str] = set()
    for words in asked:
        fitting = by_words.get(_comparable(words))
        if not fitting:
            there_are = listed([plain(agency.name) for agency in known])
            known_ones = f"it has {there_are}" if known else "it has none"
            raise UnfitFilter(
                f"No agency of this chronology is called {plain(words)!r}: {known_ones}. "
                "Give the name, an alias or the id of one of its agencies."
            )
        found |= fitting
    return frozenset(found)


def _comparable(words: str) -> str:
    return " ".join(words.split()).casefold()


def _kinds(asked: Iterable[str]) -> frozenset[EntryKind]:
    known = {kind.value: kind for kind in EntryKind}
    found = set()
    for words in asked:
        kind = known.get("_".join(words.split()).casefold())
        if kind is None:
            raise UnfitFilter(f"{plain(words)!r} is no kind of entry: give {listed(list(known), 'or')}.")
        found.add(kind)
    return frozenset(found)


def _touches(entry: Entry, first: date | None, last: date | None) -> bool:
    """Does any day of the entry lie in the period? One end that is not known is as far off as can be."""
    if first is None and last is None:
        return True
    start, end = entry.when.start, entry.when.end
    if start is None and end is None:
        return False
    return (start or date.min) <= (last or date.max) and (first or date.min) <= (end or date.max)


def _involved(entry: Entry) -> set[str]:
    told = {report.agency for report in entry.reports}
    return told | set(entry.recipients) | ({entry.actor} if entry.actor else set())


class _Passages:
    """The passages of some entries, to be asked whether another passage shares words with one of them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        spans: dict[str, list[tuple[int, int]]] = {}
        for entry in entries:
            for source in entry.sources:
                spans.setdefault(source.document, []).append((source.start, source.end))
        self._spans = spans

    def share(self, source: Source) -> bool:
        """Is it one of the passages, or do the two overlap?"""
        return any(
            (start < source.end and source.start < end) or (start, end) == (source.start, source.end)
            for start, end in self._spans.get(source.document, ())
        )


def _stays(finding: Finding, shown: frozenset[str], passages: _Passages) -> bool:
    if isinstance(finding, Discrepancy):
        return any(passages.share(source) for source in finding.sources)
    return shown.issuperset(_named(finding))


def _named(finding: Threshold | Delay | Gap) -> set[str]:
    """The entries that a finding rests on."""
    if isinstance(finding, Threshold):
        return {*finding.counted, *(one.entry for one in finding.excluded)}
    moments = (finding.started, finding.done) if isinstance(finding, Delay) else (finding.from_, finding.to)
    return {moment.entry for moment in moments if moment is not None and moment.entry is not None}
