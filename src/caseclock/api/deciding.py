"""From what a person sent to a decision that will still find what it is about when papers and readers have changed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from caseclock.api.kept_papers import storable
from caseclock.api.new_decisions import (
    Anything,
    GivenEntry,
    GivenPassage,
    NewAdd,
    NewConfirm,
    NewCorrect,
    NewMerge,
    NewReclassify,
    NewRedate,
    NewReject,
    NewRename,
    NewSamePerson,
    NewSplit,
    NewUndo,
)
from caseclock.api.problems import Problem, invalid
from caseclock.models.agency import Agency
from caseclock.models.chronology import Chronology
from caseclock.models.decision import (
    PARTIES,
    About,
    Add,
    Confirm,
    Correct,
    Decision,
    Merge,
    Reclassify,
    Redate,
    Reject,
    Rename,
    SamePerson,
    Split,
    Undo,
)
from caseclock.models.entry import Entry
from caseclock.models.source import Source

_AGAIN = "read the chronology again and use what is in it"
_NEEDS_NONE = (NewSamePerson, NewCorrect, NewUndo)


def needs_chronology(new: Anything) -> bool:
    """Is it about something that only the chronology shows?"""
    return not isinstance(new, _NEEDS_NONE)


def passages(new: Anything) -> Sequence[GivenPassage]:
    """The passages in it that must stand in the papers."""
    return new.sources if isinstance(new, NewSplit | NewAdd) else ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a decision is made: the chronology as it is, and passages of its papers.

    `source` gives a passage with its page and words, and raises Problem 422 if the paper has no such passage."""

    chronology: Chronology
    source: Callable[[str, GivenPassage], Source]

    def decision(self, new: Anything) -> Decision:
        """The decision, without id, person and time. Raises Problem 422, naming the field."""
        made = self._decision(new)
        return made.model_copy(update={"why": new.why})

    def _decision(self, new: Anything) -> Decision:
        match new:
            case NewMerge():
                return Merge(id="", entries=self._merged(new))
            case NewSplit():
                return self._split(new)
            case NewRedate():
                return Redate(id="", entry=self._about(new.entry, "entry"), when=new.when.when())
            case NewReclassify():
                return self._reclassified(new)
            case NewConfirm():
                return Confirm(id="", entry=self._about(new.entry, "entry"))
            case NewReject():
                return Reject(id="", entry=self._about(new.entry, "entry"))
            case NewAdd():
                return self._added(new)
            case NewRename():
                return Rename(id="", agency=self._agency(new.agency, "agency").id, name=new.name)
            case _:
                return decision_on_no_entry(new)

    def _merged(self, new: NewMerge) -> tuple[About, ...]:
        abouts = [self._about(one, f"entries.{at}") for at, one in enumerate(new.entries)]
        different = {about.entry: about for about in abouts}
        if len(different) < 2:
            raise invalid("These are one entry already: name at least two that are not.", "entries")
        return tuple(different.values())

    def _split(self, new: NewSplit) -> Split:
        about = self._about(new.entry, "entry")
        sources = self._sources(new.sources)
        for at, source in enumerate(sources):
            if not any(_touch(source, own) for own in about.sources):
                raise invalid(f"This is no passage of the entry: {_AGAIN}.", f"sources.{at}")
        if all(any(_touch(source, own) for source in sources) for own in about.sources):
            raise invalid("These are all passages of the entry: leave those that are to stay in it.", "sources")
        return Split(id="", entry=about, sources=sources)

    def _reclassified(self, new: NewReclassify) -> Reclassify:
        changes = new.entry_kind, new.types, new.summary, new.actor, new.recipients
        if all(change is None for change in changes):
            raise invalid("Say what is to change: entry_kind, types, summary, actor or recipients.", "entry_kind")
        return Reclassify(
            id="",
            entry=self._about(new.entry, "entry"),
            entry_kind=new.entry_kind,
            types=None if new.types is None else tuple(dict.fromkeys(new.types)),
            summary=new.summary,
            actor=self._party(new.actor, "actor") if new.actor else new.actor,
            recipients=None if new.recipients is None else self._parties(new.recipients),
        )

    def _added(self, new: NewAdd) -> Add:
        return Add(
            id="",
            entry_kind=new.entry_kind,
            types=tuple(dict.fromkeys(new.types)),
            when=new.when.when(),
            summary=new.summary,
            actor=None if new.actor is None else self._party(new.actor, "actor"),
            recipients=self._parties(new.recipients),
            reported=tuple((self._agency(one, f"reported.{at}").id, day) for at, (one, day) in enumerate(new.reported)),
            sources=self._sources(new.sources),
        )

    def _sources(self, given: Sequence[GivenPassage]) -> tuple[Source, ...]:
        return tuple(self.source(f"sources.{at}", one) for at, one in enumerate(given))

    def _about(self, given: str | GivenEntry, field: str) -> About:
        """What is said of an entry so that it is found again: more than its id, which may change."""
        entry = self._called(given) if isinstance(given, str) else self._was(given)
        if entry is None:
            named = given if isinstance(given, str) else given.entry or "with these passages"
            raise invalid(f"The chronology has no entry {named} now: {_AGAIN}.", field)
        sources = tuple(one.model_copy(update={"quote": storable(one.quote)}) for one in entry.sources)
        when = entry.when.model_copy(update={"text": storable(entry.when.text)})
        return About(entry=entry.id, kind=entry.kind, sources=sources, when=when, summary=storable(entry.summary))

    def _called(self, id: str | None) -> Entry | None:
        return next((entry for entry in self.chronology.entries if entry.id == id), None)

    def _was(self, given: GivenEntry) -> Entry | None:
        """The entry with most of the passages, its id settling between equals; without any, the one of that id."""
        scored = [
            (sum(any(_touch(one, own) for own in entry.sources) for one in given.sources), entry.id == given.entry)
            for entry in self.chronology.entries
        ]
        best = max(scored, default=(0, False))
        return self.chronology.entries[scored.index(best)] if best > (0, False) else None

    def _agency(self, named: str, field: str) -> Agency:
        wanted = _bare(named)
        for names in (_own_names, _aliases):
            for agency in self.chronology.agencies:
                if wanted in map(_bare, names(agency)):
                    return agency
        raise invalid(f"No agency of the chronology is called {named}: {_AGAIN}.", field)

    def _party(self, named: str, field: str) -> str:
        return named if named in PARTIES else self._agency(named, field).id

    def _parties(self, named: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._party(one, f"recipients.{at}") for at, one in enumerate(named)))


def decision_on_no_entry(new: Anything) -> Decision:
    """A decision for which no chronology is needed. Raises Problem 422."""
    match new:
        case NewSamePerson():
            names = tuple(dict.fromkeys(new.names))
            if len(names) < 2:
                raise invalid("This is one name only: give at least two.", "names")
            return SamePerson(id="", why=new.why, names=names)
        case NewCorrect():
            if new.document_kind is None and new.dated is None and new.author is None:
                raise invalid("Say what is to be corrected: document_kind, dated or author.", "document_kind")
            kind, dated, author = new.document_kind, new.dated, new.author
            return Correct(id="", why=new.why, document=new.document, document_kind=kind, dated=dated, author=author)
        case NewUndo():
            return Undo(id="", why=new.why, decision=new.decision)
    raise TypeError(f"{new.kind} is about an entry")


def gone(what: str, field: str) -> Problem:
    """What a decision names is not in the case."""
    return invalid(f"The case has no such {what}: {_AGAIN}.", field)


def _touch(one: GivenPassage | Source, other: Source) -> bool:
    """Do the two have any character in common?"""
    return one.document == other.document and one.start < other.end and other.start < one.end


def _own_names(agency: Agency) -> Iterator[str]:
    yield agency.id
    yield agency.name


def _aliases(agency: Agency) -> Iterator[str]:
    yield from agency.aliases


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold()
