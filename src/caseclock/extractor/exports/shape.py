"""Which way the page lies: the way on which the chronology takes fewer pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from caseclock.extractor.exports.table import Row


@dataclass(frozen=True, slots=True)
class Shape:
    """A page: the columns' shares of its width (No, Date, Event, Source), and about how many characters fit on a line
    of the last three and how many lines on the page."""

    landscape: bool
    shares: tuple[float, float, float, float]
    characters: tuple[int, int, int]
    lines: int


UPRIGHT = Shape(False, (0.055, 0.165, 0.52, 0.26), (17, 54, 26), 56)
ON_ITS_SIDE = Shape(True, (0.045, 0.135, 0.5, 0.32), (22, 80, 50), 36)


def fitting_shape(rows: Sequence[Row]) -> Shape:
    """Upright, unless the rows take fewer pages on a page on its side (long names of papers in the source column)."""
    return ON_ITS_SIDE if _pages(rows, ON_ITS_SIDE) < _pages(rows, UPRIGHT) else UPRIGHT


def _pages(rows: Sequence[Row], shape: Shape) -> float:
    date, event, source = shape.characters
    return (
        sum(
            max(
                _lines([row.date], date),
                _lines([f"{row.label} {row.event}", *row.reported, *row.notes], event),
                _lines(row.source, source),
            )
            for row in rows
        )
        / shape.lines
    )


def _lines(paragraphs: Sequence[str], characters: int) -> int:
    return sum(ceil(len(paragraph) / characters) for paragraph in paragraphs)
