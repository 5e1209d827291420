"""What is told of one paper beside its words: what the program took it for, and which entries cite it."""

from dataclasses import dataclass
from datetime import date

from fastapi import Request

from caseclock.api.auth.principals import Principal
from caseclock.api.pages.seen import seen_chronology
from caseclock.api.problems import Problem
from caseclock.api.store import tables
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.entry import Entry
from caseclock.models.source import Source


@dataclass(frozen=True, slots=True)
class Taken:
    """What the program took a paper for, before anybody corrected it."""

    kind: DocumentKind
    dated: date | None
    author: str


@dataclass(frozen=True, slots=True)
class Cited:
    """An entry of the chronology, and the first passage of the paper that it rests on."""

    entry: Entry
    source: Source


@dataclass(frozen=True, slots=True)
class Citing:
    """The entries that cite a paper, in the chronology's order; `why_not`: why they cannot be told now."""

    entries: tuple[Cited, ...]
    why_not: str


def taken_for(paper: Paper) -> Taken:
    """What the reading says the paper is."""
    return Taken(paper.document.kind, paper.document.dated, paper.author)


def citing(request: Request, who: Principal, case: str, row: tables.Document) -> Citing:
    """The entries that the paper is cited in, as the chronology stands."""
    try:
        seen = seen_chronology(request, who, case)
    except Problem as problem:
        return Citing((), problem.detail)
    if seen is None:
        return Citing((), "The chronology is being made: look again in a moment.")
    found = ((entry, first_in(entry, row.id)) for entry in seen.chronology.entries)
    return Citing(tuple(Cited(entry, source) for entry, source in found if source is not None), "")


def first_in(entry: Entry, document: str) -> Source | None:
    """The first passage of the paper that tells of the entry, or of its being reported; None if there is none."""
    sources = (*entry.sources, *(report.source for report in entry.reports))
    return min((one for one in sources if one.document == document), key=lambda one: one.start, default=None)
