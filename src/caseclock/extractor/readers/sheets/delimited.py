"""Delimited text (csv, tsv): every row one block, its cells under their headings."""

import csv
import io
from collections import Counter
from typing import Literal

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.charsets import Decoded, decode
from caseclock.extractor.readers.layout import Draft
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.sheets.sheet_rows import SheetRow, finish, tidy, too_much, write_rows

CSV = "text/csv"
TSV = "text/tab-separated-values"
MEDIA_TYPES = (CSV, TSV)

_DELIMITERS = ",\t;|"
_SNIFF_ROWS = 60


def read(data: bytes, limits: Limits) -> Reading:
    """Read delimited text into rows under their headings. Raises UnreadableError."""
    decoded = _decode(data)
    content, told = _without_declaration(decoded.text)
    delimiter = told or _delimiter(content)
    problems = list(decoded.problems)
    try:
        rows, whole = _rows(content, delimiter, limits, _quoting(content, delimiter))
    except csv.Error as error:
        raise UnreadableError("The table cannot be told apart into cells; save it anew as CSV and add that.") from error
    if not whole:
        problems.append(too_much(f"after {limits.cells} cells"))
    draft = Draft()
    write_rows(draft, rows, 0, limits)
    return finish(draft, TSV if delimiter == "\t" else CSV, problems, "", limits)


def _quoting(content: str, delimiter: str) -> Literal[0, 3]:
    """How quotation marks are meant: one that is never closed would make a single cell of all the rest."""
    try:
        for _ in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            return csv.QUOTE_NONE
    return csv.QUOTE_MINIMAL


def _rows(content: str, delimiter: str, limits: Limits, quoting: Literal[0, 3]) -> tuple[list[SheetRow], bool]:
    """The rows that hold something, and whether they are all there are."""
    rows: list[SheetRow] = []
    left = limits.cells
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, quoting=quoting)
    for number, fields in enumerate(reader, start=1):
        left -= len(fields)
        if left < 0:
            return rows, False
        if quoting == csv.QUOTE_NONE:
            fields = [field.strip().strip('"') for field in fields]
        cells = {column: text for column, field in enumerate(fields, start=1) if (text := tidy(field))}
        if cells:
            rows.append(SheetRow(number, cells))
    return rows, True


def _decode(data: bytes) -> Decoded:
    if data[1:200:2].count(0) > len(data[1:200:2]) // 2 and 0 not in data[0:200:2]:
        return Decoded(data.decode("utf-16-le", errors="replace").removeprefix("\ufeff"), "utf-16-le")
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("The file is not text; find out what program made it and export it as CSV.")
    return decode(data)


def _without_declaration(content: str) -> tuple[str, str]:
    """The text without Excel's own first line "sep=;", and the delimiter that it names."""
    first, _, rest = content.partition("\n")
    first = first.strip()
    return (rest, first[4]) if first.lower().startswith("sep=") and len(first) == 5 else (content, "")


def _delimiter(content: str) -> str:
    """The mark that cuts most rows into the same number of cells."""
    best, best_score = ",", (0, 0)
    for mark in _DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            reader = csv.reader(io.StringIO(content, newline=""), delimiter=mark)
            for fields, _ in zip(reader, range(_SNIFF_ROWS), strict=False):
                widths[len(fields)] += 1
        except csv.Error:
            continue
        score = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
        if score > best_score:
            best, best_score = mark, score
    return best
