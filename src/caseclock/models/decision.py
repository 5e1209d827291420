"""What a person ruled: an append-only list that `build` replays.

Papers are added and readers get better, so a decision does not lean on ids alone: what it is about is said by the
passages that told of it when it was made.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from caseclock.models.base import Model
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.source import Source
from caseclock.models.when import When

PARTIES = ("complainant", "respondent", "other")  # who acts or is told, besides agencies


class About(Model):
    """An entry as it was when it was decided on: its id, kind and passages. Any one passage is enough to find it.

    `when` and `summary` are how it read then, for those who look back; nothing is found by them."""

    entry: str | None = None
    kind: EntryKind | None = None
    sources: tuple[Source, ...] = ()
    when: When | None = None
    summary: str = ""


class Ruling(Model):
    """What every decision says: its own id, who made it and when (as they wrote it), and why."""

    id: str
    by: str = ""
    at: str = ""
    why: str = ""


class Merge(Ruling):
    """These entries are one."""

    kind: Literal["merge"] = "merge"
    entries: tuple[About, ...] = Field(min_length=2)


class Split(Ruling):
    """These passages tell of something else than the rest of their entry: they become an entry of their own."""

    kind: Literal["split"] = "split"
    entry: About
    sources: tuple[Source, ...] = Field(min_length=1)


class Redate(Ruling):
    """The entry happened then."""

    kind: Literal["redate"] = "redate"
    entry: About
    when: When


class Reclassify(Ruling):
    """The entry is of this kind and these types, its summary reads so, or these did it and were told of it; what is
    null stays.

    `actor` and `recipients` are agencies (id, name or alias) or complainant, respondent, other; an empty actor: the
    papers do not say who."""

    kind: Literal["reclassify"] = "reclassify"
    entry: About
    entry_kind: EntryKind | None = None
    types: tuple[IncidentType, ...] | None = None
    summary: str | None = None
    actor: str | None = None
    recipients: tuple[str, ...] | None = None


class Confirm(Ruling):
    """The entry is right as it is."""

    kind: Literal["confirm"] = "confirm"
    entry: About


class Reject(Ruling):
    """The entry tells of nothing that happened in this case: it is left out."""

    kind: Literal["reject"] = "reject"
    entry: About


class Add(Ruling):
    """An entry that the program did not find, with the passages that tell of it."""

    kind: Literal["add"] = "add"
    entry_kind: EntryKind
    types: tuple[IncidentType, ...] = ()
    when: When
    summary: str
    actor: str | None = None
    recipients: tuple[str, ...] = ()
    reported: tuple[tuple[str, date | None], ...] = ()  # agency id and day
    sources: tuple[Source, ...] = Field(min_length=1)


class Rename(Ruling):
    """The agency (its id, name or an alias) is called so. If another one is called so already, the two are one."""

    kind: Literal["rename"] = "rename"
    agency: str
    name: str = Field(min_length=1)


class SamePerson(Ruling):
    """These names are one person's."""

    kind: Literal["same_person"] = "same_person"
    names: tuple[str, ...] = Field(min_length=2)


class Correct(Ruling):
    """What the program took a paper for is wrong; what is null stays."""

    kind: Literal["correct"] = "correct"
    document: str
    document_kind: DocumentKind | None = None
    dated: date | None = None
    author: str | None = None


class Undo(Ruling):
    """The decision of that id holds no longer."""

    kind: Literal["undo"] = "undo"
    decision: str


Decision = Annotated[
    Merge | Split | Redate | Reclassify | Confirm | Reject | Add | Rename | SamePerson | Correct | Undo,
    Field(discriminator="kind"),
]
DECISIONS: TypeAdapter[tuple[Decision, ...]] = TypeAdapter(tuple[Decision, ...])


class Unfit(Model):
    """A decision that could not be carried out, and why. It stays on the list: the papers may come back."""

    decision: str
    why: str
