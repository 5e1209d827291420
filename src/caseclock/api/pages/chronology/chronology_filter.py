"""What part of the chronology is shown: the filter of the page, as its address has it. The script does the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from caseclock.api.fields import Day
from caseclock.api.pages.chronology.chronology_rows import Shown
from caseclock.extractor.exports.wording import kind_words
from caseclock.models.agency import Agency
from caseclock.models.entry import EntryKind, IncidentType

_OptionalDay = Annotated[Day | None, BeforeValidator(lambda given: given or None)]
_Short = Annotated[str, Field(max_length=200)]
Choices = list[tuple[str, str]]


class Filter(BaseModel):
    """Which entries are shown; what is left empty is no condition. The names are those of the address."""

    model_config = ConfigDict(frozen=True)

    agency: _Short = ""
    kind: _Short = ""
    type: _Short = ""
    sure: _Short = ""
    words: _Short = ""
    start: _OptionalDay = Field(default=None, alias="from")
    end: _OptionalDay = Field(default=None, alias="to")

    @field_validator("end")
    @classmethod
    def _in_order(cls, end: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("start")
        if end is not None and start is not None and end < start:
            raise ValueError("The last day is before the first: change one of them.")
        return end

    @property
    def is_set(self) -> bool:
        """Is anything asked?"""
        return bool(self.agency or self.kind or self.type or self.sure or self.words.strip() or self.start or self.end)

    def shows(self, row: Shown) -> bool:
        """Is the row shown?"""
        entry = row.row.entry
        return (
            (not self.agency or self.agency in row.agencies)
            and (not self.kind or entry.kind == self.kind)
            and (not self.type or self.type in entry.types)
            and (self.sure != "unsure" or row.is_unsure)
            and self._in_period(row)
            and self._has_words(row)
        )

    def _in_period(self, row: Shown) -> bool:
        """Does any day of it lie in the period? An end that is not known is as far off as can be."""
        if self.start is None and self.end is None:
            return True
        if not row.is_dated:
            return False
        start, end = row.row.entry.when.start or date.min, row.row.entry.when.end or date.max
        return start <= (self.end or date.max) and (self.start or date.min) <= end

    def _has_words(self, row: Shown) -> bool:
        """Does the row have all the words, or parts of words, in any case?"""
        wanted = self.words.lower().split()
        if not wanted:
            return True
        one = row.row
        cells = (one.date, row.kind, one.event, *one.reported, *one.notes, *one.agencies)
        text = "\n".join((*cells, *(cite.words for cite in row.cites))).lower()
        return all(word in text for word in wanted)


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen: (value, words), the first of each being no condition."""

    agencies: Choices
    kinds: Choices
    types: Choices


def offered(agencies: Sequence[Agency], rows: Iterable[Shown]) -> Offered:
    """Agencies, kinds and types that any row has."""
    rows = list(rows)
    acting = {agency for row in rows for agency in row.agencies}
    kinds = {row.row.entry.kind for row in rows}
    types = {one for row in rows for one in row.row.entry.types}
    names: Mapping[str, str] = {one.id: one.name for one in agencies if one.id in acting}
    return Offered(
        [("", "Any agency"), *sorted(names.items(), key=lambda one: (one[1].casefold(), one[0]))],
        [("", "Any kind"), *((kind.value, kind_words(kind)) for kind in EntryKind if kind in kinds)],
        [("", "Any type"), *((one.value, kind_words(one)) for one in IncidentType if one in types)],
    )
