"""What the columns of a table mean, whatever their headings say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from caseclock.extractor.vocabulary.words import any_of, vocabulary
from caseclock.models.document import Block, Cell


class Column(StrEnum):
    """The meanings that records of case papers have."""

    REFERENCE = "reference"
    HAPPENED = "happened"  # when it began
    ENDED = "ended"
    DATE = "date"  # a date, not said which
    TIME = "time"
    REPORTED = "reported"  # when it was told or logged
    WHAT = "what"
    TYPE = "type"
    PLACE = "place"
    WHO = "who"  # who told of it
    OFFICER = "officer"  # who wrote it down or acted
    TOLD = "told"  # to whom the writer told it
    OUTCOME = "outcome"
    WITNESS = "witness"
    DUE = "due"
    OWNER = "owner"
    STATUS = "status"
    MONEY = "money"
    OTHER = "other"


_HEADINGS = tuple((Column(row["meaning"]), any_of(row["words"])) for row in vocabulary("columns")["column"])
_DATELIKE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|"
    r"may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^\D{0,8}\d{1,2}(?:[:.]\d\d|\s*[ap]\.?m)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """A table row with its cells by meaning (the first of each; `all` holds every cell)."""

    block: Block
    cells: dict[Column, Cell]
    all: tuple[tuple[Column, Cell], ...]

    def text(self, column: Column) -> str:
        """The words of a cell, "" where there is none."""
        cell = self.cells.get(column)
        return cell.text if cell else ""


def meanings(rows: Sequence[Block]) -> dict[str, Column]:
    """The meaning of each heading of a table, from the heading's words and from what stands beneath it."""
    values: dict[str, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            values.setdefault(cell.header, []).append(cell.text)
    return {header: _meaning(header, below) for header, below in values.items()}


def _meaning(header: str, below: Sequence[str]) -> Column:
    filled = [v for v in below if v.strip()]
    dated = sum(bool(_DATELIKE.search(v)) for v in filled)
    clocked = sum(bool(_CLOCK.match(v)) and not _DATELIKE.search(v) for v in filled)
    words = header.strip().strip(":?").strip()
    guess = next(
        (meaning for meaning, pattern in _HEADINGS if pattern.search(header.strip() if "£" in header else words)),
        Column.OTHER,
    )
    if (
        guess is Column.HAPPENED
        and filled
        and words.lower() in ("from", "start", "when")
        and dated + clocked < len(filled) / 3
    ):
        return Column.WHO if words.lower() == "from" else Column.DATE
    if guess is Column.WHO and filled and dated > len(filled) / 2:
        return Column.HAPPENED
    if guess is Column.ENDED and filled and dated + clocked < len(filled) / 3:
        return Column.OTHER
    if guess in (Column.REFERENCE, Column.OTHER) and filled and dated == len(filled) and len(filled) > 1:
        return Column.DATE
    if guess is Column.HAPPENED and "time" in words.lower() and "date" not in words.lower() and dated == 0:
        return Column.TIME
    return guess


def records(rows: Sequence[Block]) -> list[Record]:
    """The rows of one table as records. A second column of the same meaning is kept in `all`."""
    table = meanings(rows)
    result = []
    for row in rows:
        pairs = tuple((table[cell.header], cell) for cell in row.cells if cell.text.strip())
        cells: dict[Column, Cell] = {}
        for column, cell in pairs:
            if column in cells and column is Column.WHAT and len(cell.text) > len(cells[column].text):
                cells[column] = cell
            cells.setdefault(column, cell)
        result.append(Record(row, cells, pairs))
    return result
