"""The chronology as a spreadsheet: one row an entry, a report, a finding, a paper; dates as real dates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from caseclock.extractor.exports.cited import Cited, page_numbers
from caseclock.extractor.exports.contents import NO_FINDINGS
from caseclock.extractor.exports.findings import late_words, with_rows
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.sheet_writer import Column, SheetWriter, Value
from caseclock.extractor.exports.table import (
    LOW_CONFIDENCE,
    Background,
    Row,
    agency_names,
    distinct_reports,
    make_rows,
    places_of,
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
)
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Delay, Discrepancy, Finding, Gap, Moment, Threshold, Why

_BUNDLE = "Bundle page"
_Table = list[tuple[Value, ...]]

_CHRONOLOGY = (
    *(Column("No", 5), Column("Date", 24), Column("From", 12), Column("To", 12), Column("Time", 7)),
    *(Column("Precision", 12), Column("Date uncertain", 10), Column("Kind", 18), Column("Types", 22)),
    *(Column("Event", 60), Column("By", 22), Column("To whom", 22), Column("Count", 7), Column("Reported", 50)),
    *(Column("Sources", 40), Column(_BUNDLE, 10), Column("Words of the source", 50), Column("Confidence", 10)),
    Column("Note", 30),
)
_REPORTS = (
    *(Column("Row", 5), Column("Incident date", 24), Column("Incident", 60), Column("Reported to", 28)),
    *(Column("Reported on", 12), Column("Reference", 18), Column("Source", 30), Column(_BUNDLE, 10)),
    Column("Words of the source", 50),
)
_FINDINGS = (
    *(Column("Finding", 14), Column("Policy", 26), Column("Rule or route", 26), Column("Section", 14)),
    *(Column("Outcome", 20), Column("From", 12), Column("From row", 9), Column("Limit", 18), Column("Due", 12)),
    *(Column("To", 12), Column("To row", 9), Column("Taken", 8), Column("Late by", 20)),
    *(Column("Rows counted", 24), Column("Rows not counted", 50), Column("First met on", 12)),
    *(Column("In words", 70), Column("Sources", 60), Column(_BUNDLE, 10)),
)
_PAPERS = (
    *(Column("Paper", 50), Column("Kind", 18), Column("Dated", 12), Column("Pages", 7), Column(_BUNDLE, 10)),
    *(Column("Status", 16), Column("Problem", 50), Column("Same as", 40), Column("Part of", 40), Column("Id", 14)),
    Column("SHA-256", 66),
)


def sheet_chronology(chronology: Chronology, background: Background | None = None) -> bytes:
    """The chronology as .xlsx. The same chronology and background give the same bytes; no cell holds a formula or a
    link. Of the options only `findings` matters here. A column for the page of the bundle is there if one is known."""
    background = background or Background()
    places = places_of(chronology, background)
    rows = make_rows(chronology, places)
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        as_of = chronology.case.as_of
        title = " ".join(filter(None, ["Chronology", plain(chronology.case.reference or "")]))
        created = datetime(as_of.year, as_of.month, as_of.day)
        said = "" if background.options.findings else NO_FINDINGS
        book.set_properties({"title": title[:255], "author": "caseclock", "created": created, "comments": said})
        writer = SheetWriter(book, leaving_out=() if places.has_bundle else (_BUNDLE,))
        writer.sheet("Chronology", _CHRONOLOGY, _chronology(chronology, rows))
        writer.sheet("Reports", _REPORTS, _reports(chronology, rows, places))
        if background.options.findings:
            writer.sheet("Findings", _FINDINGS, _findings(chronology, rows, places, background))
        writer.sheet("Papers", _PAPERS, _papers(chronology, places))
    return written.getvalue()


def _pages(cited: Iterable[Cited]) -> Value:
    """The pages of the bundle: a number where it is one, else words."""
    words = page_numbers(cited)
    return int(words) if words.isdecimal() else words


def _chronology(chronology: Chronology, rows: Sequence[Row]) -> _Table:
    agencies = agency_names(chronology)
    table: _Table = []
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
                *(" ".join(row.reported), "; ".join(cited.words for cited in row.source), _pages(row.source)),
                *(quotes, round(entry.confidence, 3), note),
            )
        )
    return table


def _reports(chronology: Chronology, rows: Sequence[Row], places: Places) -> _Table:
    agencies = agency_names(chronology)
    return [
        (
            *(row.no, row.date, row.event, agencies.get(report.agency, plain(report.agency)), report.on),
            *(plain(report.reference or ""), places.source(report.source)),
            *(_pages(places.cited((report.source,))), plain(report.source.quote)),
        )
        for row in rows
        for report in distinct_reports(row.entry.reports)
    ]


def _papers(chronology: Chronology, places: Places) -> _Table:
    return [
        (
            *(plain(document.name), kind_words(document.kind), document.dated, document.pages),
            _pages((places.first_page(document),)),
            *(STATUSES[document.status], plain(document.problem or "")),
            places.document(document.duplicate_of) if document.duplicate_of else None,
            places.document(document.parent) if document.parent else None,
            *(document.id, document.sha256),
        )
        for document in chronology.documents
    ]


def _findings(chronology: Chronology, rows: Sequence[Row], places: Places, background: Background) -> _Table:
    """One row a finding; what a kind of finding does not have stays empty."""
    numbers = row_numbers(rows)
    table: _Table = []
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
    return {
        "Finding": "Discrepancy",
        "Rule or route": ABOUT[finding.about],
        "Sources": _accounts(finding, places),
        _BUNDLE: _pages(places.cited(finding.sources)),
    }


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
