"""Which way the page lies: upright, unless the chronology takes clearly fewer pages on a page on its side."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from caseclock.extractor.exports.table import Row

# Points; near enough to both writers' table text for a choice between two shapes.
LINE, BETWEEN_PARAGRAPHS, BETWEEN_ROWS, CHARACTER, CELL_MARGINS = 11.5, 2.0, 4.0, 4.6, 9.0
CLEARLY = 0.9  # a page on its side has to be turned in a bundle: it must save a tenth of the pages


@dataclass(frozen=True, slots=True)
class Shape:
    """A page: the columns' shares of its width (No, Date, Event, Source); width and height of a table page, points."""

    landscape: bool
    shares: tuple[float, float, float, float]
    width: float
    height: float


UPRIGHT = Shape(False, (0.055, 0.165, 0.51, 0.27), 482, 708)
ON_ITS_SIDE = Shape(True, (0.045, 0.155, 0.48, 0.32), 728, 462)


def fitting_shape(rows: Sequence[Row]) -> Shape:
    """The shape for these rows. Long names of papers, many to a row, need the wider source column."""
    return ON_ITS_SIDE if pages(rows, ON_ITS_SIDE) < CLEARLY * pages(rows, UPRIGHT) else UPRIGHT


def pages(rows: Sequence[Row], shape: Shape) -> float:
    """About how many pages the rows take."""
    _, *widths = (int((shape.width * share - CELL_MARGINS) / CHARACTER) for share in shape.shares)
    height = 0.0
    for row in rows:
        cells = ([row.date], [f"{row.label} {row.event}", *row.reported, *row.notes], row.source)
        height += BETWEEN_ROWS + max(_height(cell, width) for cell, width in zip(cells, widths, strict=True))
    return height / shape.height


def _height(paragraphs: Sequence[str], characters: int) -> float:
    return sum(LINE * ceil(len(paragraph) / characters) + BETWEEN_PARAGRAPHS for paragraph in paragraphs)
