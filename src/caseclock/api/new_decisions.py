"""Decisions as people send them: what they are about may be named by its id alone, the rest is filled in."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from caseclock.api.fields import TEXT_MOST, Day, Id, Line, Natural, OptionalLine, Prose
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.when import Precision, When

Summary = Annotated[Prose, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Quote = Annotated[
    str,
    StringConstraints(max_length=TEXT_MOST, pattern=r"^[^\x00]*$"),
    Field(description="the words that stand there; left out: filled in. Given: refused if the paper reads otherwise"),
]
_EXACT = (Precision.MINUTE, Precision.DAY)


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class GivenPassage(_Given):
    """A passage of a paper. `start` and `end` count characters in its text (GET .../documents/{document}/text)."""

    document: Id
    start: Natural
    end: Natural
    page: Natural | None = Field(default=None, description="filled in")
    quote: Quote | None = None


class GivenEntry(_Given):
    """An entry as an earlier chronology had it: found by its passages, else by its id."""

    entry: Line | None = None
    kind: EntryKind | None = Field(default=None, description="filled in")
    sources: list[GivenPassage] = Field(default=[], max_length=1000)
    when: When | None = Field(default=None, description="filled in")
    summary: Prose = Field(default="", description="filled in")


EntryId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$"),
    Field(description="an entry's id in the chronology as it is now", examples=["e1f0c2b3a4"]),
]
Entry = Annotated[EntryId | GivenEntry, Field(description="an entry: its id, or the entry as it was")]


class GivenWhen(_Given):
    """A time. `end` left out: the same day. `precision` left out: what the days and the clock time show."""

    start: Day | None = None
    end: Day | None = None
    time: Annotated[str, StringConstraints(pattern=r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$")] | None = Field(
        default=None, description='"HH:MM"'
    )
    precision: Precision | None = None
    text: OptionalLine = Field(default="", description="the words that say so")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        start, end = self.start, self.end or self.start
        if start is None or end is None:
            if self.end or self.time or self.precision not in (None, Precision.UNDATED):
                raise ValueError("a time needs its first day, `start`; only what is undated has none")
        elif end < start:
            raise ValueError("`end` is before `start`: change one of them")
        elif self.precision is Precision.UNDATED:
            raise ValueError("what is undated has no days: leave them out, or give another precision")
        elif self.precision in _EXACT and start != end:
            raise ValueError("a minute or a day is on one day: leave `end` out, or give the precision range")
        elif (self.precision is Precision.MINUTE and not self.time) or (self.precision is Precision.DAY and self.time):
            raise ValueError("the precision minute goes with a clock time, day with none: change one of them")
        return self

    def when(self) -> When:
        """The time as entries have it."""
        end = self.end or self.start
        return When(start=self.start, end=end, time=self.time, precision=self._precision(), text=self.text)

    def _precision(self) -> Precision:
        if self.precision is not None:
            return self.precision
        if self.start is None:
            return Precision.UNDATED
        if self.end not in (None, self.start):
            return Precision.RANGE
        return Precision.MINUTE if self.time else Precision.DAY


class _NewRuling(_Given):
    why: Annotated[Prose, StringConstraints(max_length=2000)] = Field(default="", description="why, in your words")


class NewMerge(_NewRuling):
    """These entries are one."""

    kind: Literal["merge"]
    entries: list[Entry] = Field(min_length=2, max_length=100)


class NewSplit(_NewRuling):
    """These passages tell of something else than the rest of their entry: they become an entry of their own."""

    kind: Literal["split"]
    entry: Entry
    sources: list[GivenPassage] = Field(min_length=1, max_length=1000)


class NewRedate(_NewRuling):
    """The entry happened then."""

    kind: Literal["redate"]
    entry: Entry
    when: GivenWhen


class NewReclassify(_NewRuling):
    """The entry is of this kind and these types, its summary reads so, or these did it and were told of it; what is
    null stays."""

    kind: Literal["reclassify"]
    entry: Entry
    entry_kind: EntryKind | None = None
    types: list[IncidentType] | None = Field(default=None, max_length=len(IncidentType))
    summary: Summary | None = None
    actor: OptionalLine | None = Field(
        default=None, description="an agency's id, or complainant, respondent, other; empty: the papers do not say"
    )
    recipients: list[Line] | None = Field(
        default=None, max_length=50, description="the same, of whom it was done to or told; an empty list: nobody"
    )


class NewConfirm(_NewRuling):
    """The entry is right as it is."""

    kind: Literal["confirm"]
    entry: Entry


class NewReject(_NewRuling):
    """The entry tells of nothing that happened in this case: it is left out."""

    kind: Literal["reject"]
    entry: Entry


class NewAdd(_NewRuling):
    """An entry that the program did not find, with the passages that tell of it."""

    kind: Literal["add"]
    entry_kind: EntryKind
    types: list[IncidentType] = Field(default=[], max_length=len(IncidentType))
    when: GivenWhen
    summary: Summary
    actor: Line | None = Field(default=None, description="an agency's id, or complainant, respondent, other")
    recipients: list[Line] = Field(default=[], max_length=50, description="the same, of whom it was done to or told")
    reported: list[tuple[Line, Day | None]] = Field(
        default=[], max_length=50, description="agencies that were told of it (ids), each with the day"
    )
    sources: list[GivenPassage] = Field(min_length=1, max_length=100)


class NewRename(_NewRuling):
    """The agency (its id, name or an alias) is called so. If another one is called so already, the two are one."""

    kind: Literal["rename"]
    agency: Line
    name: Line


class NewSamePerson(_NewRuling):
    """These names are one person's."""

    kind: Literal["same_person"]
    names: list[Line] = Field(min_length=2, max_length=50)


class NewCorrect(_NewRuling):
    """What the program took a paper for is wrong; what is null stays."""

    kind: Literal["correct"]
    document: Id
    document_kind: DocumentKind | None = None
    dated: Day | None = None
    author: Line | None = None


class NewUndo(_NewRuling):
    """The decision of that id holds no longer. An undoing can be undone."""

    kind: Literal["undo"]
    decision: Id


Anything = (
    NewMerge
    | NewSplit
    | NewRedate
    | NewReclassify
    | NewConfirm
    | NewReject
    | NewAdd
    | NewRename
    | NewSamePerson
    | NewCorrect
    | NewUndo
)
NewDecision = Annotated[Anything, Field(discriminator="kind")]
EXAMPLE = {"kind": "redate", "entry": "e1f0c2b3a4", "when": {"start": "2026-01-14"}, "why": "The officer's notebook."}
