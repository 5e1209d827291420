"""Ids of entries: made from what is told, not from where it stands, so that an id stays when papers are added, split,
renamed or read better.

An entry has several names: the day with its kind, what each of its accounts says, the place of each. Its id is the
first that no other entry bears. Most things are alone of their kind on their day, and that name outlives any one paper.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence

from caseclock.models.entry import Entry, EntryKind
from caseclock.models.event import Event


def day_name(entry: Entry) -> str | None:
    """The name that an entry has from its kind and days; None if it is undated."""
    when = entry.when
    return None if when.start is None else _name("day", entry.kind, when.start, when.end)


def account_names(event: Event) -> tuple[str, str]:
    """The names that an account gives: from its day and words, and from its place (which no other account shares)."""
    about = "incident" if event.kind is EntryKind.INCIDENT else "act"
    place = "e" + hashlib.sha256(event.spot.encode()).hexdigest()[:10]
    return _name("words", about, event.when.start, bare(event.source.quote)), place


def bare(words: str) -> str:
    """Letters and digits alone, in one case: what a better reader leaves as it was."""
    return "".join(c for c in unicodedata.normalize("NFKD", words).casefold() if c.isalnum())


def ids_of(named: Sequence[tuple[Entry, Sequence[Event]]]) -> list[str]:
    """The ids of entries, each with its accounts, the best account first. No two are the same."""
    names = [_names(entry, events) for entry, events in named]
    bearers = Counter(name for some in names for name in set(some))
    taken: Counter[str] = Counter()
    ids = []
    for some in names:
        id = next((name for name in some if bearers[name] == 1), some[-1])
        taken[id] += 1
        ids.append(id if taken[id] == 1 else f"{id}-{taken[id]}")
    return ids


def _names(entry: Entry, events: Sequence[Event]) -> list[str]:
    """All names of an entry, those that last longest first."""
    day = day_name(entry)
    told = [account_names(event) for event in events]
    return [*([day] if day else []), *(words for words, _ in told), *(place for _, place in told)]


def _name(*parts: object) -> str:
    return "e" + hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()[:10]
