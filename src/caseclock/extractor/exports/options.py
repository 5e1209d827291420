"""What the reader of an export may choose: the columns of the chronology, and whether the findings go with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class UnfitOptions(ValueError):
    """What was asked for cannot be shown; the words say why and what can be asked for instead."""


class ColumnName(StrEnum):
    """The columns of the chronology, in the order in which they stand."""

    NO = "no"
    DATE = "date"
    TIME = "time"
    EVENT = "event"
    AGENCIES = "agencies"
    SOURCE = "source"


TITLES = {
    ColumnName.NO: "No.",
    ColumnName.DATE: "Date",
    ColumnName.TIME: "Time",
    ColumnName.EVENT: "Event",
    ColumnName.AGENCIES: "Agencies",
    ColumnName.SOURCE: "Source",
}
USUAL_COLUMNS = (ColumnName.NO, ColumnName.DATE, ColumnName.EVENT, ColumnName.SOURCE)


@dataclass(frozen=True, slots=True)
class Options:
    """The columns that Word and PDF show, and whether any export has the findings.

    `columns` may be given in any order, twice, or as words ("date"); they are kept once each in the order of
    ColumnName. The clock time is part of the date unless there is a column for it. Raises UnfitOptions (a ValueError)
    for a column that there is not, and where the event is left out.
    """

    columns: tuple[ColumnName, ...] = USUAL_COLUMNS
    findings: bool = True

    def __post_init__(self) -> None:
        """Puts the columns in their order."""
        object.__setattr__(self, "columns", _in_order(self.columns))

    def shows(self, column: ColumnName) -> bool:
        """Is it one of the columns?"""
        return column in self.columns


def _in_order(asked: Iterable[str]) -> tuple[ColumnName, ...]:
    known = ", ".join(ColumnName)
    chosen = set()
    for words in [asked] if isinstance(asked, str) else asked:
        try:
            chosen.add(ColumnName(words.strip().casefold()))
        except ValueError as error:
            raise UnfitOptions(f"{words!r} is no column of the chronology: choose from {known}.") from error
    if not chosen:
        raise UnfitOptions(f"No column was chosen: choose event, and any others of {known}.")
    if ColumnName.EVENT not in chosen:
        raise UnfitOptions("The column event cannot be left out: add it to the columns chosen.")
    return tuple(column for column in ColumnName if column in chosen)
