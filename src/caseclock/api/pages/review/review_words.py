"""Decisions in words: what was decided, about what, as it read then. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from caseclock.api.pages.review.review_decided import called
from caseclock.extractor.exports.wording import day, kind_words, listed, plain, shortened, when_words
from caseclock.models.decision import (
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

_VERBS = {
    "merge": "Merged",
    "split": "Split",
    "redate": "Dated",
    "reclassify": "Changed",
    "confirm": "Confirmed",
    "add": "Added",
}
_LONGEST = 120  # characters of a summary or passage


@dataclass(frozen=True, slots=True)
class Told:
    """Tells decisions. `agencies`: names by ids; `papers`: names by ids; `decisions`: all of the case by ids."""

    agencies: Mapping[str, str]
    papers: Mapping[str, str]
    decisions: Mapping[str, Decision]

    def verb(self, decision: Decision) -> str:
        """What was done to an entry, in a word or two: Merged."""
        return _VERBS.get(decision.kind, "Decided on")

    def words(self, decision: Decision) -> str:
        """What was decided, as a sentence without its full stop."""
        match decision:
            case Merge():
                return f"Merged {listed([named(one) for one in decision.entries], 'with')}"
            case Split():
                quotes = listed([quoted(one.quote) for one in decision.sources])
                return f"Split {named(decision.entry)}: {quotes} became an entry of its own"
            case Redate():
                was = decision.entry.when
                before = f" (it was {when_words(was)})" if was is not None else ""
                return f"Dated {named(decision.entry)} {when_words(decision.when)}{before}"
            case Reclassify():
                return f"Changed {named(decision.entry)}: {listed(self._changes(decision))}"
            case Confirm():
                return f"Confirmed {named(decision.entry)}"
            case Reject():
                return f"Rejected {named(decision.entry)}"
            case _:
                return self._other(decision)

    def _other(self, decision: Decision) -> str:
        match decision:
            case Add():
                return f"Added {quoted(decision.summary)} ({when_words(decision.when)})"
            case Rename():
                return f"Called the agency {quoted(self._who(decision.agency))} {quoted(decision.name)}"
            case SamePerson():
                return f"Said that {listed([quoted(name) for name in decision.names])} are one person"
            case Correct():
                return f"Corrected the paper {self.papers.get(decision.document, 'that is gone')}: {_paper(decision)}"
            case Undo():
                undone = self.decisions.get(decision.decision)
                return f"Undid: {self.words(undone)}" if undone is not None else "Undid a decision that is not there"
        raise TypeError(f"no words for {decision.kind}")

    def _changes(self, decision: Reclassify) -> list[str]:
        who: Callable[[str], str] = self._who
        told: list[str] = []
        if decision.entry_kind is not None:
            told.append(f"it is of the kind {kind_words(decision.entry_kind).lower()}")
        if decision.types is not None:
            types = listed([kind_words(one).lower() for one in decision.types]) or "none"
            told.append(f"its types are {types}")
        if decision.summary is not None:
            told.append(f"it reads {quoted(decision.summary)}")
        if decision.actor is not None:
            told.append(f"it was done by {who(decision.actor)}" if decision.actor else "nobody is said to have done it")
        if decision.recipients is not None:
            told.append(f"it was done to, or told, {listed([who(one) for one in decision.recipients]) or 'nobody'}")
        return told

    def _who(self, named_so: str) -> str:
        return plain(called(self.agencies, named_so))


def named(about: About) -> str:
    """The entry as it read when it was decided on; by its first passage where that was not kept."""
    words = about.summary or (about.sources[0].quote if about.sources else about.entry or "an entry")
    told = quoted(words)
    return f"{told} ({day(about.when.start)})" if about.when is not None and about.when.start else told


def quoted(words: str) -> str:
    """A few words in quotation marks."""
    return f"“{shortened(plain(words), _LONGEST)}”"


def _paper(decision: Correct) -> str:
    told = []
    if decision.document_kind is not None:
        told.append(f"its kind is {kind_words(decision.document_kind).lower()}")
    if decision.dated is not None:
        told.append(f"its date is {day(decision.dated)}")
    if decision.author is not None:
        told.append(f"its author is {plain(decision.author)}")
    return listed(told)
