"""What is unsure about each entry, in words, and the order in which entries are looked at. Pure."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from caseclock.api.pages.review.review_decided import Found, come_since
from caseclock.extractor.exports.wording import day, is_uncertain, number_of, plain, shortened, when_words
from caseclock.extractor.linking.weights import weights
from caseclock.models.chronology import Chronology
from caseclock.models.decision import Decision
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.finding import Discrepancy
from caseclock.models.link import Apart, Reasons, Together
from caseclock.models.when import Precision

Show = Literal["to-check", "all", "checked"]
SURE = 0.7  # below this confidence a person should look
_ON_LITTLE = 0.3  # points above the score from which accounts are held to be one


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a person should look at; the lowest rank is looked at first."""

    rank: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the list: what is unsure about it, and the decisions on it (none: it is still to be checked)."""

    entry: Entry
    needs: tuple[Need, ...]
    decisions: tuple[Decision, ...]
    is_checked: bool

    @property
    def seen(self) -> str:
        """A name for the entry as it is shown."""
        return seen_as(self.entry)


def seen_as(entry: Entry) -> str:
    """A name for an entry just as it is: with it a form shows that nobody changed the entry meanwhile."""
    return hashlib.sha256(entry.model_dump_json().encode("utf-8", "replace")).hexdigest()[:16]


def rows(chronology: Chronology, reasons: Reasons, decided: Mapping[str, Sequence[Decision]]) -> list[Row]:
    """Every entry: what is unsure first, then the rest to be checked in order of time, then what was checked."""
    doubts = Doubts(chronology, reasons)
    made = [_row(doubts, entry, decided.get(entry.id, ())) for entry in chronology.entries]
    least = {row.entry.id: min((need.rank for need in row.needs), default=99) for row in made}
    return sorted(made, key=lambda row: (row.is_checked, 0 if row.is_checked else least[row.entry.id]))


def shown(found: Sequence[Row], show: Show) -> list[Row]:
    """Those that are asked for."""
    return [row for row in found if show == "all" or row.is_checked == (show == "checked")]


def _row(doubts: "Doubts", entry: Entry, decisions: Sequence[Decision]) -> Row:
    if not decisions:
        return Row(entry, doubts.needs(entry), (), is_checked=False)
    fresh = come_since(entry, decisions)
    if not fresh:
        return Row(entry, (), tuple(decisions), is_checked=True)
    words = f"{number_of(len(fresh), 'passage')} came to it after it was checked."
    return Row(entry, (Need(0, words),), tuple(decisions), is_checked=False)


class Doubts:
    """What the program itself was unsure of."""

    def __init__(self, chronology: Chronology, reasons: Reasons) -> None:
        self._entries = {entry.id: entry for entry in chronology.entries}
        self.apart: dict[str, list[Apart]] = defaultdict(list)
        for apart in reasons.apart:
            for id in apart.entries:
                if set(apart.entries) <= self._entries.keys():
                    self.apart[id].append(apart)
        self.together: dict[str, list[Together]] = defaultdict(list)
        for together in reasons.together:
            self.together[together.entry].append(together)
        found = Found(chronology.entries)
        self.differing: dict[str, list[Discrepancy]] = defaultdict(list)
        for finding in chronology.findings:
            if isinstance(finding, Discrepancy):
                for entry in found.telling(finding.sources):
                    self.differing[entry.id].append(finding)

    def others(self, entry: Entry) -> list[tuple[Apart, Entry]]:
        """The entries that came close to being one with this one, and why they are not."""
        return [
            (one, self._entries[other]) for one in self.apart[entry.id] for other in one.entries if other != entry.id
        ]

    def needs(self, entry: Entry) -> tuple[Need, ...]:
        """What is unsure about an entry, the weightiest first."""
        found: list[Need] = []
        if entry.when.precision is Precision.UNDATED or entry.when.start is None:
            found.append(Need(1, "No date was found for it."))
        if entry.confidence < SURE:
            sure = round(entry.confidence * 100)
            found.append(Need(2, f"The program is not sure of this entry: {sure} out of 100."))
        for apart, other in self.others(entry):
            told = f"Perhaps the same as “{brief(other)}”: {apart.why}. Kept apart: {apart.against}."
            found.append(Need(3, told))
        found += [Need(4, shortened(plain(one.text), 240)) for one in self.differing[entry.id]]
        if self._is_joined_on_little(entry):
            weakest = min(self.together[entry.id], key=lambda one: one.score)
            found.append(Need(5, f"Accounts were joined on little: {weakest.why}."))
        if entry.when.start is not None and is_uncertain(entry.when):
            found.append(Need(6, f"The day is not certain: {when_words(entry.when)}."))
        if entry.kind is EntryKind.INCIDENT and not entry.reports:
            found.append(Need(7, "No report of it was found in the papers."))
        return tuple(found)

    def _is_joined_on_little(self, entry: Entry) -> bool:
        least = weights("incident" if entry.kind is EntryKind.INCIDENT else "act")["link"] + _ON_LITTLE
        return any(one.score < least for one in self.together[entry.id])


def brief(entry: Entry) -> str:
    """An entry in a few words, with its day."""
    words = shortened(plain(entry.summary), 80)
    return f"{words} ({day(entry.when.start)})" if entry.when.start else words
