"""Writes whole sheets of a workbook: text as text, days as days, and nothing that could become a formula."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from caseclock.extractor.exports.wording import shortened

CELL = 32_000  # characters; a cell holds 32,767
# What a program takes for the beginning of a formula when it reads a cell's words anew, full-width signs among them.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_FIRST_DATE = date(1900, 3, 1)  # earlier days cannot be told from others in a workbook

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading and its width in characters."""

    title: str
    width: float


def harmless(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet program could take it for a formula.

    A format that says "this is text" does not outlive saving as CSV, and the next program to open that would work the
    formula out; the apostrophe is part of the text and goes along.
    """
    return f"'{text}" if _FORMULA.match(text) else text


class SheetWriter:
    """Adds sheets to a workbook: heading row frozen, filtered and repeated on paper. Columns whose titles are in
    `leaving_out` are not shown, with what stands in them."""

    def __init__(self, book: xlsxwriter.Workbook, leaving_out: Collection[str] = ()) -> None:
        self._book = book
        self._leaving_out = leaving_out
        look = {"text_wrap": True, "valign": "top"}
        self._head = book.add_format(
            {**look, "bold": True, "bg_color": "#D9E2EC", "border": 1, "border_color": "#9AA5B1"}
        )
        self._text = book.add_format(look)
        self._quoted = book.add_format({**look, "quote_prefix": True})
        self._day = book.add_format({**look, "num_format": "d mmm yyyy", "align": "left"})
        self._number = book.add_format({**look, "align": "left"})

    def sheet(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> None:
        """Adds a sheet; each row has a value for each of `columns`, None or "" for an empty cell."""
        sheet = self._book.add_worksheet(name)
        shown = [place for place, column in enumerate(columns) if column.title not in self._leaving_out]
        for index, place in enumerate(shown):
            sheet.set_column(index, index, columns[place].width)
            sheet.write_string(0, index, columns[place].title, self._head)
        for number, row in enumerate(rows, start=1):
            for index, place in enumerate(shown):
                self._write(sheet, number, index, row[place])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(shown) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _write(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, date) and value >= _FIRST_DATE:
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self._day)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self._number)
        else:
            text = shortened(value.isoformat() if isinstance(value, date) else value, CELL)
            safe = harmless(text)
            # Typed over, an apostrophe would be read as such a format; with the format it stays a letter of the text.
            sheet.write_string(row, column, safe, self._text if safe is text else self._quoted)
