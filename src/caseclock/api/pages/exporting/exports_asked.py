"""What is asked of an export on the form, as the API takes it and as people read it."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from caseclock.api.answering import Question
from caseclock.api.fields import Day, Line
from caseclock.api.making.make import Form, Part
from caseclock.api.pages.saying import people_say
from caseclock.api.routes.chronology import part_of
from caseclock.api.store.tables import Names
from caseclock.extractor.exports.options import TITLES, USUAL_COLUMNS, ColumnName
from caseclock.extractor.exports.wording import day, kind_words, listed
from caseclock.models.entry import EntryKind


class What(StrEnum):
    """What can be had."""

    WORD = "word"
    PDF = "pdf"
    SHEET = "sheet"
    JSON = "json"
    BUNDLE = "bundle"
    BUNDLE_WITH = "bundle_with_chronology"
    APPLICATION = "application"
    CALENDAR = "calendar"


CALLED = {
    What.WORD: "Chronology in Word",
    What.PDF: "Chronology as PDF",
    What.SHEET: "Chronology as a spreadsheet",
    What.JSON: "Chronology as JSON, for other programs",
    What.BUNDLE: "Bundle of the papers as one PDF",
    What.BUNDLE_WITH: "Bundle with the chronology in front",
    What.APPLICATION: "Application for an ASB case review, drafted in Word",
    What.CALENDAR: "Deadlines as a calendar file",
}
FORMS = {
    What.WORD: Form.DOCX,
    What.PDF: Form.PDF,
    What.SHEET: Form.XLSX,
    What.JSON: Form.JSON,
    What.BUNDLE: Form.BUNDLE,
    What.BUNDLE_WITH: Form.BUNDLE,
    What.APPLICATION: Form.APPLICATION,
    What.CALENDAR: Form.ICS,
}
_VIEWS = (What.WORD, What.PDF, What.SHEET, What.JSON, What.BUNDLE_WITH)  # of which a part may be asked for


class Choice(BaseModel):
    """What was ticked and typed. The names of its fields are those of the form."""

    model_config = ConfigDict(extra="ignore")
    what: What = What.WORD
    first: Day | None = None
    last: Day | None = None
    agency: list[Line] = Field(default=[], max_length=50)
    kind: list[EntryKind] = Field(default=[], max_length=20)
    findings: bool = False
    names: Names = Names.THIRD_PARTIES
    column: list[ColumnName] = Field(default=[], max_length=6)
    bundle: bool = False

    @field_validator("first", "last", mode="before")
    @classmethod
    def _nothing_typed(cls, typed: object) -> object:
        return None if typed == "" else typed

    @field_validator("last")
    @classmethod
    def _after_first(cls, last: date | None, found: ValidationInfo) -> date | None:
        first = found.data.get("first")
        if first and last and last < first:
            raise ValueError("The last day is before the first: change one of them")
        return last

    @property
    def form(self) -> Form:
        """The form of it."""
        return FORMS[self.what]

    @property
    def question(self) -> Question:
        """As the API takes it: the case's own dates and policies."""
        return Question(as_of=None, application_date=None, policy=None, names=self.names, version=None)

    @property
    def part(self) -> Part:
        """Which part of it."""
        if self.what is What.APPLICATION:
            return Part(bundled=self.bundle)
        if self.what not in _VIEWS:
            return Part()
        bundled = self.bundle or self.what is What.BUNDLE_WITH
        return part_of(self.first, self.last, self.agency, self.kind, self.findings, _shown(self.column), bundled)

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        return urlencode(list(self._pairs()))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield "what", self.what.value
        yield "names", self.names.value
        for name, value in (("first", self.first), ("last", self.last)):
            if value is not None:
                yield name, value.isoformat()
        for name, several in (("agency", self.agency), ("kind", self.kind), ("column", self.column)):
            for one in several:
                yield name, str(one)
        for name, ticked in (("findings", self.findings), ("bundle", self.bundle)):
            if ticked:
                yield name, "true"

    def told(self, granted: Names, shown: Names) -> list[tuple[str, str]]:
        """What was chosen, in words. `granted`: how people may be named to whoever asks; `shown`: how they will be."""
        lines = [("People", people_say(shown) + (" (you were given no more)" if shown != self.names else ""))]
        if self.what in _VIEWS:
            lines.append(("Period", _period(self.first, self.last)))
            lines.append(("Agencies", listed(self.agency) if self.agency else "all"))
            lines.append(("Kinds", listed([kind_words(one).lower() for one in self.kind]) if self.kind else "all"))
            lines.append(("Findings", "with the findings" if self.findings else "left out"))
        if self.what in (What.WORD, What.PDF, What.BUNDLE_WITH):
            lines.append(("Columns", listed([TITLES[one] for one in _shown(self.column)])))
        if self.what in (What.WORD, What.PDF, What.SHEET, What.APPLICATION):
            lines.append(("Pages of the bundle", "named and linked" if self.bundle else "not named"))
        return lines


def usual_choice(granted: Names) -> Choice:
    """What the form shows at first: third parties masked, unless less was granted."""
    names = Names.THIRD_PARTIES if granted is Names.FULL else granted
    return Choice(names=names, findings=True, column=list(USUAL_COLUMNS))


def _shown(columns: Sequence[ColumnName]) -> list[ColumnName]:
    return [column for column in ColumnName if column in (*columns, ColumnName.EVENT)]


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        return f"{day(first)} to {day(last)}"
    if first:
        return f"from {day(first)} on"
    return f"up to {day(last)}" if last else "all"
