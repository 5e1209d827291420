"""Which way the page lies: upright, unless the chronology takes clearly fewer pages on a page on its side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from caseclock.extractor.exports.options import USUAL_COLUMNS, ColumnName
from caseclock.extractor.exports.table import Row

# Points; near enough to both writers' table text for a choice between two shapes.
LINE, BETWEEN_PARAGRAPHS, BETWEEN_ROWS, CHARACTER, CELL_MARGINS = 11.5, 2.0, 4.0, 4.6, 9.0
CLEARLY = 0.9  # a page on its side has to be turned in a bundle: it must save a tenth of the pages
READABLE = 180.0  # points; an event in a narrower column is a ladder of words, whatever pages that takes


@dataclass(frozen=True, slots=True)
class Shape:
    """A page: width and height of a table page in points, and the shares of its width that the columns of short words
    take, whatever stands beside them; `day` is that of a date without its time. Event and source divide the rest:
    `source` is the source's part of it."""

    landscape: bool
    width: float
    height: float
    short: Mapping[ColumnName, float]
    day: float
    source: float

    def shares(self, columns: Sequence[ColumnName]) -> tuple[float, ...]:
        """The chosen columns' shares of the width, 1 together."""
        shares = dict(self.short)
        if ColumnName.TIME in columns:
            shares[ColumnName.DATE] = self.day
        rest = 1 - sum(shares.get(column, 0.0) for column in columns)
        shares[ColumnName.SOURCE] = rest * self.source if ColumnName.SOURCE in columns else 0.0
        shares[ColumnName.EVENT] = rest - shares[ColumnName.SOURCE]
        return tuple(shares[column] for column in columns)


UPRIGHT = Shape(
    landscape=False,
    width=482,
    height=708,
    short={ColumnName.NO: 0.055, ColumnName.DATE: 0.165, ColumnName.TIME: 0.085, ColumnName.AGENCIES: 0.18},
    day=0.15,
    source=0.27 / 0.78,
)
ON_ITS_SIDE = Shape(
    landscape=True,
    width=728,
    height=462,
    short={ColumnName.NO: 0.045, ColumnName.DATE: 0.155, ColumnName.TIME: 0.06, ColumnName.AGENCIES: 0.14},
    day=0.125,
    source=0.4,
)


def fitting_shape(rows: Sequence[Row], columns: Sequence[ColumnName] = USUAL_COLUMNS) -> Shape:
    """The shape for these rows and columns. Long names of papers, many to a row, need the wider source column."""
    event = UPRIGHT.shares(columns)[columns.index(ColumnName.EVENT)]
    if event * UPRIGHT.width < READABLE:
        return ON_ITS_SIDE
    turned, upright = pages(rows, columns, ON_ITS_SIDE), pages(rows, columns, UPRIGHT)
    return ON_ITS_SIDE if turned < CLEARLY * upright else UPRIGHT


def pages(rows: Sequence[Row], columns: Sequence[ColumnName], shape: Shape) -> float:
    """About how many pages the rows take."""
    widths = [max(1, int((shape.width * share - CELL_MARGINS) / CHARACTER)) for share in shape.shares(columns)]
    height = 0.0
    for row in rows:
        cells = [_lines(row, column, columns) for column in columns]
        height += BETWEEN_ROWS + max(_height(cell, width) for cell, width in zip(cells, widths, strict=True))
    return height / shape.height


def _lines(row: Row, column: ColumnName, columns: Sequence[ColumnName]) -> Sequence[str]:
    """The paragraphs of a cell."""
    if column is ColumnName.DATE:
        return (row.day if ColumnName.TIME in columns else row.date,)
    if column is ColumnName.EVENT:
        return (f"{row.label} {row.event}", *row.reported, *row.notes)
    if column is ColumnName.AGENCIES:
        return row.agencies
    return tuple(cited.text for cited in row.source) if column is ColumnName.SOURCE else ("",)


def _height(paragraphs: Sequence[str], characters: int) -> float:
    return sum(LINE * ceil(len(paragraph) / characters) + BETWEEN_PARAGRAPHS for paragraph in paragraphs)
