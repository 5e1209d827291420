"""What the columns of a table mean, whatever their headings say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from caseclock.extractor.vocabulary.words import any_of, vocabulary
from caseclock.models.text import Block, Cell


class Column(StrEnum):
    """The meanings that records of case papers have."""

    REFERENCE = "reference"
    HAPPENED = "happened"  # when it began
    ENDED = "ended"
    DATE = "date"  # a date, not said which
    TIME = "time"
    REPORTED = "reported"  # when it was told or logged
    WHAT = "what"
    EFFECT = "effect"  # what it did to the writer
    TYPE = "type"
    PLACE = "place"
    WHO = "who"  # who told of it
    OFFICER = "officer"  # who wrote it down or acted
    TOLD = "told"  # to whom the writer told it
    CALLED = "called"  # whom the writer rang
    OUTCOME = "outcome"
    ACTED = "acted"  # when the outcome was
    WITNESS = "witness"
    DUE = "due"
    OWNER = "owner"
    STATUS = "status"
    MONEY = "money"
    OTHER = "other"


_HEADINGS = tuple((Column(row["meaning"]), any_of(row["words"])) for row in vocabulary("columns")["column"])
_DATELIKE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d|\b\d{1,2}(?:st|nd|rd|th)?(?:[\s-]+|\s+of\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^\D{0,8}\d{1,2}(?:[:.]\d\d|\s*[ap]\.?m)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOMENT_WORD = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|"
    r"[ap]m|st|nd|rd|th|at|on|to|about|approx|around|hrs?|hours|and|from|of|the|GMT|BST|UTC",
    re.IGNORECASE,
)
# Headings of a column that may hold houses as well as matters.
_WHOSE_HOUSE = frozenset({"about", "re", "regarding", "concerning", "source", "against", "complained of", "subject"})
_BODY = re.compile(
    r"\b(?:101|999|112|police|council|noise|landlord|housing|homes|association|environmental|warden|fire brigade)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(r"£|\d\.\d\d\b")
_DAYS = frozenset({Column.HAPPENED, Column.DATE, Column.REPORTED})
_MOMENTS = _DAYS | {Column.ENDED, Column.ACTED, Column.DUE, Column.MONEY}
_BEGINNINGS = frozenset({"from", "start", "started", "when"})
_NOT_PROSE = frozenset({Column.REFERENCE, Column.OFFICER, Column.WHO, Column.STATUS, Column.TIME, Column.DATE})
# Where the words of a record may stand when no heading says so: anywhere but in the columns of its times and places.
_PERHAPS_WHAT = frozenset(Column) - _MOMENTS - {Column.TIME, Column.PLACE, Column.TOLD}
_PARTY = re.compile(r"\b(?:tenant|customer|resident|complainant|name)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Values:
    """What stands in a column."""

    filled: int
    dated: int  # holding a date
    clocked: int  # holding a clock time and no date
    moments: int  # holding a date and nothing else
    coded: int  # one word or less, with a digit
    numbered: int  # holding a digit
    priced: int
    bodies: int  # naming whom one rings of such things
    words: float  # in the middling value

    @property
    def all_dates(self) -> bool:
        """Nearly every value is a date and nothing else."""
        return self.filled > 0 and self.moments >= self.filled * 0.8

    @property
    def prose(self) -> bool:
        """Free text that is not about when."""
        return self.words >= 6 and self.timed < self.filled / 3

    @property
    def timed(self) -> int:
        """Values that hold a date or a clock time."""
        return self.dated + self.clocked


def _values(below: Sequence[str]) -> _Values:
    filled = [v for v in below if v.strip()]
    dated = [v for v in filled if _DATELIKE.search(v)]
    return _Values(
        filled=len(filled),
        dated=len(dated),
        clocked=sum(bool(_CLOCK.match(v)) and not _DATELIKE.search(v) for v in filled),
        moments=sum(all(_MOMENT_WORD.fullmatch(w) for w in _WORD.findall(v)) for v in dated),
        coded=sum(len(v.split()) < 2 and any(c.isdigit() for c in v) for v in filled),
        numbered=sum(any(c.isdigit() for c in v) for v in filled),
        priced=sum(bool(_PRICE.search(v)) for v in filled),
        bodies=sum(bool(_BODY.search(v)) and len(v.split()) <= 5 for v in filled),
        words=median(len(v.split()) for v in filled) if filled else 0,
    )


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
    below: dict[str, list[str]] = {}
    for row in rows:
        for header, cell in _headed(row):
            below.setdefault(header, []).append(cell.text)
    found = {header: _meaning(header, values) for header, values in below.items()}
    if not set(found.values()) & _DAYS:
        found = {header: Column.DATE if column is Column.ACTED else column for header, column in found.items()}
    for header, column in found.items():
        # One party's name down a whole column is whose file it is, not who told of each thing.
        told = {v.strip().lower() for v in below[header] if v.strip()}
        if column is Column.WHO and _PARTY.search(header) and len(rows) > 2 and len(told) == 1:
            found[header] = Column.OTHER
    words = _unnamed_words(found, {header: _values(values) for header, values in below.items()})
    return {header: Column.WHAT if header == words else column for header, column in found.items()}


def _headed(row: Block) -> list[tuple[str, Cell]]:
    """The cells of a row by their headings; those of a table without any by their place in the row."""
    if any(cell.header for cell in row.cells):
        return [(cell.header, cell) for cell in row.cells]
    return [(" " * place, cell) for place, cell in enumerate(row.cells)]


def _unnamed_words(found: Mapping[str, Column], values: Mapping[str, _Values]) -> str | None:
    """The heading of the column that holds the words of a dated table, where no heading of it says "what".

    A table of dates and prose is a record of something, whatever its headings: none may be lost for their sake."""
    if not set(found.values()) & _DAYS:
        return None
    named = [values[header].words for header, column in found.items() if column is Column.WHAT]
    if max(named, default=0) >= 4:
        return None
    unheaded = not any(header.strip() for header in found)
    least, spare = (6, frozenset({Column.OTHER})) if named or unheaded else (4, _PERHAPS_WHAT)
    able = [
        header
        for header, column in found.items()
        if column in spare and values[header].words >= least and not _CLOCK.match(header)
    ]
    return max(able, key=lambda header: (found[header] is not Column.EFFECT, values[header].words), default=None)


def _meaning(header: str, below: Sequence[str]) -> Column:
    """The first meaning that the heading's words allow and the values do not forbid."""
    values = _values(below)
    words = header.strip().strip(":?").strip()
    # "Reported?" asks whether anyone was told; "Reported" says when. Elsewhere marks at the end say nothing.
    guesses = (meaning for meaning, pattern in _HEADINGS if pattern.search(words) or pattern.search(header.strip()))
    guess = next((meaning for meaning in guesses if _may_be(meaning, words.lower(), values)), Column.OTHER)
    if guess is Column.OTHER and words.lower() in _BEGINNINGS:
        if words.lower() == "from" and values.filled and not values.timed:
            return Column.WHO  # a name with an address
        return Column.DATE
    if guess is Column.OTHER and values.all_dates and values.filled > 1 and not _named(Column.OTHER, words):
        return Column.DATE
    if guess is Column.HAPPENED and values.dated == 0 and values.clocked > values.filled / 2 and "date" not in words:
        return Column.TIME
    return guess


def _named(meaning: Column, words: str) -> bool:
    return any(pattern.search(words) for row, pattern in _HEADINGS if row is meaning)


def _may_be(meaning: Column, words: str, values: _Values) -> bool:
    """Can a column of these values have the meaning? One without values can have any."""
    if not values.filled or meaning is Column.OTHER:
        return True
    if values.all_dates:
        return meaning in _MOMENTS
    if values.prose and meaning in _NOT_PROSE:
        return False
    rarely_timed = values.timed < values.filled / 3
    match meaning:
        case Column.HAPPENED:
            return not (rarely_timed and (values.prose or words in _BEGINNINGS))
        case Column.ENDED:
            return not rarely_timed
        case Column.ACTED:
            return not rarely_timed
        case Column.REPORTED:
            return not values.prose
        case Column.DUE:
            return not rarely_timed or (words != "by" and not values.prose)
        case Column.PLACE if words in _WHOSE_HOUSE:
            return values.numbered > values.filled / 2 and values.words <= 5
        case Column.CALLED:
            return values.bodies > values.filled / 3
        case Column.REFERENCE:
            return values.numbered > values.filled / 2
        case Column.WHAT:
            return values.coded + values.clocked <= values.filled / 2
        case Column.MONEY:
            return "£" in words or values.priced > 0 or values.numbered > values.filled / 2
        case _:
            return True


def records(rows: Sequence[Block]) -> list[Record]:
    """The rows of one table as records. A second column of the same meaning is kept in `all`."""
    table = meanings(rows)
    result = []
    for row in rows:
        pairs = tuple((table[header], cell) for header, cell in _headed(row) if cell.text.strip())
        cells: dict[Column, Cell] = {}
        for column, cell in pairs:
            if column in cells and column is Column.WHAT and len(cell.text) > len(cells[column].text):
                cells[column] = cell
            cells.setdefault(column, cell)
        result.append(Record(row, cells, pairs))
    return result
