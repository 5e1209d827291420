"""From a Chronology to the parts of the document that is filed: the same for Word and PDF."""

from collections.abc import Sequence

from caseclock.extractor.exports.findings import Findings
from caseclock.extractor.exports.parts import Column, Grid, GridRow, Heading, Layout, Para, Part, Run, Style, cell, para
from caseclock.extractor.exports.places import Places, is_spreadsheet
from caseclock.extractor.exports.shape import Shape, fitting_shape
from caseclock.extractor.exports.table import Background, Row, make_rows
from caseclock.extractor.exports.wording import STATUSES, day, kind_words, listed, number_of, plain, shortened
from caseclock.models.chronology import Chronology
from caseclock.models.document import Document, Status

# A source cell names so many places; the spreadsheet and chronology.json hold all of them.
SOURCE_LINES = 12


def lay_out(chronology: Chronology, background: Background) -> Layout:
    """The whole document in parts: chronology table, findings, papers, who's who, what could not be read."""
    places = Places(chronology.documents, background.texts)
    rows = make_rows(chronology, places)
    reference = plain(chronology.case.reference or "")
    as_of = day(chronology.case.as_of)
    findings = Findings(chronology, rows, places, background)
    parts: list[Part] = [*_opening(chronology, rows, findings)]
    shape = fitting_shape(rows)
    parts += [_chronology_table(rows, shape)] if rows else [para("No dated or undated event was found in the papers.")]
    parts += [Heading("Findings"), *findings.parts()]
    parts += [Heading("Papers"), *_papers(chronology, places)]
    parts += [Heading("Who’s who"), *_who(chronology)]
    parts += [Heading("What could not be read, and how some was read"), *_unread(chronology, places)]
    return Layout(
        title="Chronology",
        subtitle=reference,
        footer=" · ".join(filter(None, [shortened(reference, 60), f"Chronology as of {as_of}", background.version])),
        landscape=shape.landscape,
        parts=tuple(parts),
    )


def _opening(chronology: Chronology, rows: Sequence[Row], findings: Findings) -> list[Para]:
    """What was asked, how much was read, and how to read the table."""
    case = chronology.case
    lines = [para(Run("As of: ", strong=True), day(case.as_of))]
    if case.application_date:
        lines.append(para(Run("Application for a case review: ", strong=True), day(case.application_date)))
    if case.policies:
        named = "; ".join(findings.policy(policy) for policy in case.policies)
        lines.append(para(Run("Policies applied: ", strong=True), named))
    incidents = sum(row.is_incident for row in rows)
    documents = chronology.documents
    unread = sum(document.status is Status.UNREADABLE for document in documents)
    copies = sum(document.duplicate_of is not None for document in documents)
    copied = f" ({copies} of them the same as another)" if copies else ""
    lines.append(
        para(
            Run("Made from: ", strong=True),
            f"{number_of(len(documents) - unread, 'paper')}{copied}; {number_of(len(rows), 'entry', 'entries')}, "
            f"of which {number_of(incidents, 'incident')}.",
        )
    )
    if unread:
        lines.append(para(f"{number_of(unread, 'paper')} could not be read: see the last section.", style=Style.NOTE))
    notes = (
        "Each entry is one event, however many papers tell of it. Incidents are shaded and named as such. "
        "Dates are given as exactly as the papers allow. Where papers differ, the accounts are set side by side under "
        "Findings; none is preferred here. A paragraph or row without a number of its own is counted from the top of "
        "its paper."
    )
    return [*lines, para(notes, style=Style.NOTE)]


def _chronology_table(rows: Sequence[Row], shape: Shape) -> Grid:
    columns = tuple(map(Column, ("No", "Date", "Event", "Source"), shape.shares))
    return Grid("Chronology", columns, tuple(_chronology_row(row) for row in rows))


def _chronology_row(row: Row) -> GridRow:
    label = (Run(f"{row.label}. ", strong=True),) if row.label else ()
    event = (
        para(*label, row.event),
        *(para(line) for line in row.reported),
        *(para(line, style=Style.NOTE) for line in row.notes),
    )
    source = row.source
    if len(source) > SOURCE_LINES:
        source = (*source[:SOURCE_LINES], f"and {number_of(len(source) - SOURCE_LINES, 'further paper')}")
    return GridRow(
        cells=(cell(str(row.no)), cell(row.date), event, cell(*source)), marked=row.is_incident, anchor=f"row_{row.no}"
    )


def _papers(chronology: Chronology, places: Places) -> list[Part]:
    if not chronology.documents:
        return [para("No paper was given.")]
    columns = (Column("Paper", 0.42), Column("Kind", 0.18), Column("Dated", 0.18), Column("Status", 0.22))
    rows = [
        GridRow(
            cells=(
                cell(plain(document.name)),
                cell(kind_words(document.kind)),
                cell(day(document.dated) if document.dated else "not dated"),
                cell(_status(document, places)),
            )
        )
        for document in chronology.documents
    ]
    return [Grid("Papers", columns, tuple(rows))]


def _status(document: Document, places: Places) -> str:
    words = STATUSES[document.status]
    if document.pages and document.status is not Status.UNREADABLE:
        words += f", {number_of(document.pages, 'sheet' if is_spreadsheet(document) else 'page')}"
    if document.duplicate_of:
        words += f"; the same as {places.document(document.duplicate_of)}"
    return words


def _who(chronology: Chronology) -> list[Part]:
    if not chronology.agencies:
        return [para("No agency was found in the papers.")]
    columns = (Column("Agency", 0.4), Column("Kind", 0.25), Column("Also called", 0.35))
    rows = []
    for agency in chronology.agencies:
        name = plain(agency.name)
        others = [alias for alias in map(plain, agency.aliases) if alias and alias != name]
        rows.append(GridRow((cell(name), cell(kind_words(agency.kind)), cell(listed(others)))))
    return [Grid("Who’s who", columns, tuple(rows))]


def _unread(chronology: Chronology, places: Places) -> list[Part]:
    """Papers with a problem, and what the problem is."""
    troubled = [doc for doc in chronology.documents if doc.problem or doc.status is not Status.READ]
    if not troubled:
        return [para("Every paper was read in full.")]
    lines: list[Part] = []
    for document in troubled:
        problem = plain(document.problem or "") or "no reason is known."
        name = Run(plain(document.name), strong=True)
        lines.append(para(name, f" ({STATUSES[document.status].lower()}): {problem}", style=Style.ITEM))
    return lines
