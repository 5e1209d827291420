"""How the reading of papers that were added together stands, as the page shows it. Pure: rows in, words out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from caseclock.api.settings import MEBIBYTE
from caseclock.api.store.tables import DONE, State
from caseclock.extractor.exports.wording import number_of

_TOGETHER = timedelta(minutes=15)  # between two uploads of one sitting
_ORDER = (State.UNREADABLE, State.PARTLY_READ, State.READING, State.QUEUED, State.READ)
_COLOURS = {State.READ: "green", State.PARTLY_READ: "yellow", State.UNREADABLE: "red", State.QUEUED: "grey"}


@dataclass(frozen=True, slots=True)
class Sent:
    """An upload: when it came, the ids of its papers, and whether all of them are read."""

    at: datetime
    documents: tuple[str, ...]
    is_over: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as the page shows it. `within`: the paper that it was found in; `problem` ends with what to do."""

    id: str
    name: str
    state: State
    problem: str | None = None
    within: str | None = None

    @property
    def colour(self) -> str:
        """Of its tag; none for the usual one."""
        return _COLOURS.get(self.state, "")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. `problem`: why the chronology could not be made; `is_linked`: does it have all that was read?"""

    papers: tuple[PaperRow, ...]
    is_linked: bool
    problem: str | None = None

    @property
    def total(self) -> int:
        """Papers that were added, without what is attached to them."""
        return sum(not row.within for row in self.papers)

    @property
    def done(self) -> int:
        """How many of them need no more reading."""
        return sum(not row.within and row.state in DONE for row in self.papers)

    @property
    def under_way(self) -> bool:
        """Is there anything still to be waited for?"""
        return self.done < self.total or not self.is_linked

    @property
    def unread(self) -> int:
        """Papers, and papers attached to them, that could not be read."""
        return sum(row.state is State.UNREADABLE for row in self.papers)

    @property
    def rows(self) -> list[PaperRow]:
        """What needs somebody first, then what is being read, then the rest, each in the order in which it came."""
        return sorted(self.papers, key=lambda row: _ORDER.index(row.state))

    @property
    def told(self) -> str:
        """In a sentence: "14 papers read, 1 could not be read"."""
        if self.done < self.total:
            return f"{self.done} of {number_of(self.total, 'paper')} done"
        if not self.is_linked:
            return "All papers are read. The chronology is being put together"
        states = Counter(row.state for row in self.papers if not row.within)
        said = f"{number_of(states[State.READ] + states[State.PARTLY_READ], 'paper')} read"
        if states[State.PARTLY_READ]:
            said += f" ({states[State.PARTLY_READ]} only in part)"
        return said + (f", {self.unread} could not be read" if self.unread else "")


def together(uploads: Sequence[Sent]) -> list[Sent]:
    """The uploads that a person takes for one: the newest, those that came shortly before, and all that are not over.
    `uploads`: newest first."""
    found: list[Sent] = []
    follows = True
    for one in uploads:
        follows = follows and (not found or found[-1].at - one.at <= _TOGETHER)
        if follows or not one.is_over:
            found.append(one)
    return found


def size_words(size: int) -> str:
    """A limit in bytes: 200 MB, 1 GB."""
    if size >= 1024 * MEBIBYTE:
        return f"{size / (1024 * MEBIBYTE):.3g} GB"
    return f"{size / MEBIBYTE:.3g} MB" if size >= MEBIBYTE else f"{max(size // 1024, 1)} KB"
