"""The chronology as a spreadsheet: one row an entry, a report, a finding, a paper; dates as real dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from caseclock.extractor.exports.findings import late_words, with_rows
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import (
    LOW_CONFIDENCE,
    Background,
    Row,
    agency_names,
    distinct_reports,
    make_rows,
    row_numbers,
)
from caseclock.extractor.exports.wording import (
    ABOUT,
    DELAY_OUTCOMES,
    OUTCOMES,
    REASONS,
    ROUTES,
    STATUSES,
    is_uncertain,
    kind_words,
    limit_words,
    plain,
    ranges,
    shortened,
)
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Delay, Discrepancy, Finding, Gap, Moment, Threshold, Why

CELL = 32_000  # characters; a cell holds 32,767
_FORMULA_SIGNS = ("=", "+", "-", "@")  # a program that reads the cell anew might take these for a formula
_FIRST_DATE = date(1900, 3, 1)  # earlier days cannot be told from others in a workbook

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: float  # characters


_CHRONOLOGY = (
    *(_Column("No", 5), _Column("Date", 24), _Column("From", 12), _Column("To", 12), _Column("Time", 7)),
    *(_Column("Precision", 12), _Column("Date uncertain", 10), _Column("Kind", 18), _Column("Types", 22)),
    *(_Column("Event", 60), _Column("By", 22), _Column("To whom", 22), _Column("Count", 7), _Column("Reported", 50)),
    *(_Column("Sources", 40), _Column("Words of the source", 50), _Column("Confidence", 10), _Column("Note", 30)),
)
_REPORTS = (
    *(_Column("Row", 5), _Column("Incident date", 24), _Column("Incident", 60), _Column("Reported to", 28)),
    *(_Column("Reported on", 12), _Column("Reference", 18), _Column("Source", 30), _Column("Words of the source", 50)),
)
_FINDINGS = (
    *(_Column("Finding", 14), _Column("Policy", 26), _Column("Rule or route", 26), _Column("Section", 14)),
    *(_Column("Outcome", 20), _Column("From", 12), _Column("From row", 9), _Column("Limit", 18), _Column("Due", 12)),
    *(_Column("To", 12), _Column("To row", 9), _Column("Taken", 8), _Column("Late by", 20)),
    *(_Column("Rows counted", 24), _Column("Rows not counted", 50), _Column("First met on", 12)),
    *(_Column("In words", 70), _Column("Sources", 60)),
)
_PAPERS = (
    *(_Column("Paper", 50), _Column("Kind", 18), _Column("Dated", 12), _Column("Pages", 7), _Column("Status", 16)),
    *(
        _Column("Problem", 50),
        _Column("Same as", 40),
        _Column("Part of", 40),
        _Column("Id", 14),
        _Column("SHA-256", 66),
    ),
)


def sheet_chronology(chronology: Chronology, background: Background | None = None) -> bytes:
    """The chronology as .xlsx. The same chronology gives the same bytes; no cell holds a formula or a link."""
    background = background or Background()
    places = Places(chronology.documents, background.texts)
    rows = make_rows(chronology, places)
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        as_of = chronology.case.as_of
        title = " ".join(filter(None, ["Chronology", plain(chronology.case.reference or "")]))
        created = datetime(as_of.year, as_of.month, as_of.day)
        book.set_properties({"title": title[:255], "author": "caseclock", "created": created})
        writer = _Writer(book)
        writer.sheet("Chronology", _CHRONOLOGY, _chronology(chronology, rows, places))
        writer.sheet("Reports", _REPORTS, _reports(chronology, rows, places))
        writer.sheet("Findings", _FINDINGS, _findings(chronology, rows, places, background))
        writer.sheet("Papers", _PAPERS, _papers(chronology, places))
    return written.getvalue()


class _Writer:
    """Writes whole sheets: heading row frozen and filtered, text as text, days as days."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        look = {"text_wrap": True, "valign": "top"}
        self._head = book.add_format(
            {**look, "bold": True, "bg_color": "#D9E2EC", "border": 1, "border_color": "#9AA5B1"}
        )
        self._text = book.add_format(look)
        self._quoted = book.add_format({**look, "quote_prefix": True})
        self._day = book.add_format({**look, "num_format": "d mmm yyyy", "align": "left"})
        self._number = book.add_format({**look, "align": "left"})

    def sheet(self, name: str, columns: Sequence[_Column], rows: Sequence[Sequence[Value]]) -> None:
        sheet = self._book.add_worksheet(name)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, column.title, self._head)
        for number, row in enumerate(rows, start=1):
            for index, value in enumerate(row):
                self._write(sheet, number, index, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
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
            sheet.write_string(row, column, text, self._quoted if text.startswith(_FORMULA_SIGNS) else self._text)


def _chronology(chronology: Chronology, rows: Sequence[Row], places: Places) -> list[tuple[Value, ...]]:
    agencies = agency_names(chronology)
    table: list[tuple[Value, ...]] = []
    for row in rows:
        entry = row.entry
        uncertain = "yes" if is_uncertain(entry.when) else "no"
        types = ", ".join(kind.value.replace("_", " ") for kind in entry.types)
        actor = agencies.get(entry.actor, plain(entry.actor)) if entry.actor else None
        recipients = ", ".join(agencies.get(recipient, plain(recipient)) for recipient in entry.recipients)
        quotes = " / ".join(plain(source.quote) for source in entry.sources)
        note = row.notes[-1] if entry.confidence < LOW_CONFIDENCE else None
        table.append(
            (
                *(row.no, row.date, entry.when.start, entry.when.end, entry.when.time, entry.when.precision.value),
                *(uncertain, kind_words(entry.kind), types, row.event, actor, recipients, entry.count),
                *(" ".join(row.reported), "; ".join(row.source), quotes, round(entry.confidence, 3), note),
            )
        )
    return table


def _reports(chronology: Chronology, rows: Sequence[Row], places: Places) -> list[tuple[Value, ...]]:
    agencies = agency_names(chronology)
    return [
        (
            *(row.no, row.date, row.event, agencies.get(report.agency, plain(report.agency)), report.on),
            *(plain(report.reference or ""), places.source(report.source), plain(report.source.quote)),
        )
        for row in rows
        for report in distinct_reports(row.entry.reports)
    ]


def _papers(chronology: Chronology, places: Places) -> list[tuple[Value, ...]]:
    return [
        (
            *(plain(document.name), kind_words(document.kind), document.dated, document.pages),
            *(STATUSES[document.status], plain(document.problem or "")),
            places.document(document.duplicate_of) if document.duplicate_of else None,
            places.document(document.parent) if document.parent else None,
            *(document.id, document.sha256),
        )
        for document in chronology.documents
    ]


def _findings(
    chronology: Chronology, rows: Sequence[Row], places: Places, background: Background
) -> list[tuple[Value, ...]]:
    """One row a finding; what a kind of finding does not have stays empty."""
    numbers = row_numbers(rows)
    table: list[tuple[Value, ...]] = []
    for finding in chronology.findings:
        cells = _finding(finding, numbers, places, chronology.case.as_of)
        if isinstance(finding, Threshold | Delay):
            cells["Policy"] = plain(background.titles.get(finding.policy, "")) or plain(finding.policy)
            cells["Section"] = plain(finding.section)
        cells["In words"] = "".join(run.text for run in with_rows(finding.text, numbers)).replace("\u00a0", " ")
        table.append(tuple(cells.get(column.title) for column in _FINDINGS))
    return table


def _finding(finding: Finding, numbers: Mapping[str, int], places: Places, as_of: date) -> dict[str, Value]:
    """The cells that are a finding's own, by column title."""
    if isinstance(finding, Threshold):
        counted = [numbers[entry] for entry in finding.counted if entry in numbers]
        return {
            "Finding": "Threshold",
            "Rule or route": ROUTES[finding.route],
            "Outcome": OUTCOMES[finding.outcome],
            "From": finding.window.start if finding.window else None,
            "To": finding.window.end if finding.window else None,
            "Rows counted": ranges(counted),
            "Rows not counted": _not_counted(finding, numbers),
            "First met on": finding.first_met_on,
        }
    if isinstance(finding, Delay):
        return {
            "Finding": "Timescale",
            "Rule or route": plain(finding.rule),
            "Outcome": DELAY_OUTCOMES[finding.outcome],
            **_moment("From", finding.started, numbers),
            "Limit": limit_words(finding.limit),
            "Due": finding.due,
            **(_moment("To", finding.done, numbers) if finding.done else {}),
            "Taken": finding.taken,
            "Late by": late_words(finding, as_of),
        }
    if isinstance(finding, Gap):
        length = f"{finding.working_days} working days, {finding.calendar_days} calendar days"
        moments = _moment("From", finding.from_, numbers) | _moment("To", finding.to, numbers)
        return {"Finding": "Gap", "Outcome": length, **moments}
    return {"Finding": "Discrepancy", "Rule or route": ABOUT[finding.about], "Sources": _accounts(finding, places)}


def _moment(title: str, moment: Moment, numbers: Mapping[str, int]) -> dict[str, Value]:
    return {title: moment.on, f"{title} row": numbers.get(moment.entry) if moment.entry else None}


def _not_counted(finding: Threshold, numbers: Mapping[str, int]) -> str:
    lines = []
    for why in Why:
        rows = [numbers[item.entry] for item in finding.excluded if item.why is why and item.entry in numbers]
        if rows:
            lines.append(f"{ranges(rows)}: {REASONS[why]}")
    return "; ".join(lines)


def _accounts(finding: Discrepancy, places: Places) -> str:
    return " / ".join(f"“{plain(source.quote)}” ({places.source(source)})" for source in finding.sources)
