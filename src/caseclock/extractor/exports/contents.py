"""From a Chronology to the parts of the document that is filed: the same for Word and PDF."""

from collections.abc import Sequence

from caseclock.extractor.exports.cited import Cited, page_link
from caseclock.extractor.exports.findings import Findings
from caseclock.extractor.exports.options import TITLES, ColumnName, Options
from caseclock.extractor.exports.parts import Column, Grid, GridRow, Heading, Layout, Para, Part, Run, Style, cell, para
from caseclock.extractor.exports.places import Places, is_spreadsheet
from caseclock.extractor.exports.shape import Shape, fitting_shape
from caseclock.extractor.exports.table import Background, Row, make_rows, places_of
from caseclock.extractor.exports.wording import STATUSES, day, kind_words, listed, number_of, plain, shortened
from caseclock.models.chronology import Chronology
from caseclock.models.document import Document, Status

# A source cell names so many places; the spreadsheet and chronology.json hold all of them.
SOURCE_LINES = 12
RUNNING = 60  # characters of a case reference in the head and foot of a page
NO_FINDINGS = "Findings were left out of this copy."


def lay_out(chronology: Chronology, background: Background) -> Layout:
    """The whole document in parts: chronology table, findings, papers, who's who, what could not be read."""
    places = places_of(chronology, background)
    options = background.options
    rows = make_rows(chronology, places)
    reference = plain(chronology.case.reference or "")
    as_of = day(chronology.case.as_of)
    findings = Findings(chronology, rows, places, background)
    parts: list[Part] = [*_opening(chronology, rows, findings), *_notes(options)]
    shape = fitting_shape(rows, options.columns)
    table = _chronology_table(rows, shape, options.columns)
    parts += [table] if rows else [para("No dated or undated event was found in the papers.")]
    parts += [Heading("Findings"), *findings.parts()] if options.findings else []
    documents = chronology.documents
    parts += [Heading("Papers"), papers_part(documents, places) if documents else para("No paper was given.")]
    parts += [Heading("Who’s who"), *_who(chronology)]
    parts += [Heading("What could not be read, and how some was read"), *_unread(chronology, places)]
    return Layout(
        title="Chronology",
        subtitle=reference,
        header=(shortened(reference, RUNNING), "Chronology"),
        footer=" · ".join(
            filter(None, [shortened(reference, RUNNING), f"Chronology as of {as_of}", background.version])
        ),
        landscape=shape.landscape,
        parts=tuple(parts),
    )


def _opening(chronology: Chronology, rows: Sequence[Row], findings: Findings) -> list[Para]:
    """What was asked and how much was read."""
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
    return lines


def _notes(options: Options) -> list[Para]:
    """How to read the table, and what was left out by choice."""
    told = ["Each entry is one event, however many papers tell of it. Incidents are shaded and named as such."]
    if options.shows(ColumnName.DATE):
        told.append("Dates are given as exactly as the papers allow.")
    if options.findings:
        told.append("Where papers differ, the accounts are set side by side under Findings; none is preferred here.")
    if options.findings and not options.shows(ColumnName.NO):
        told.append("The rows that findings name are counted from the first row of the table.")
    if options.shows(ColumnName.SOURCE):
        told.append("A paragraph or row without a number of its own is counted from the top of its paper.")
    lines = [para(" ".join(told), style=Style.NOTE)]
    return lines if options.findings else [*lines, para(NO_FINDINGS, style=Style.NOTE)]


def _chronology_table(rows: Sequence[Row], shape: Shape, columns: Sequence[ColumnName]) -> Grid:
    heads = tuple(Column(TITLES[column], share) for column, share in zip(columns, shape.shares(columns), strict=True))
    return Grid("Chronology", heads, tuple(_chronology_row(row, columns) for row in rows))


def _chronology_row(row: Row, columns: Sequence[ColumnName]) -> GridRow:
    cells = tuple(_cell(row, column, columns) for column in columns)
    return GridRow(cells, marked=row.is_incident, anchor=f"row_{row.no}")


def _cell(row: Row, column: ColumnName, columns: Sequence[ColumnName]) -> tuple[Para, ...]:
    if column is ColumnName.NO:
        return cell(str(row.no))
    if column is ColumnName.DATE:
        return cell(row.day if ColumnName.TIME in columns else row.date)
    if column is ColumnName.TIME:
        return cell(row.time)
    if column is ColumnName.EVENT:
        return _event(row)
    return cell(*row.agencies) if column is ColumnName.AGENCIES else source_lines(row.source)


def _event(row: Row) -> tuple[Para, ...]:
    """What happened, to whom it was reported, and what is to be minded."""
    label = (Run(f"{row.label}. ", strong=True),) if row.label else ()
    return (
        para(*label, row.event),
        *(para(line) for line in row.reported),
        *(para(line, style=Style.NOTE) for line in row.notes),
    )


def source_lines(cited: Sequence[Cited]) -> tuple[Para, ...]:
    """Where it is told, a paper a line."""
    lines = [para(*one.runs) for one in cited[:SOURCE_LINES]]
    further = len(cited) - SOURCE_LINES
    return (*lines, para(f"and {number_of(further, 'further paper')}")) if further > 0 else tuple(lines) or cell("")


def papers_part(documents: Sequence[Document], places: Places) -> Part:
    """The papers with their kind, date and status, and the page of the bundle on which each begins."""
    columns = [Column("Paper", 0.4), Column("Kind", 0.18), Column("Dated", 0.2), Column("Status", 0.22)]
    if places.has_bundle:
        columns = [Column("Paper", 0.34), *columns[1:], Column("Bundle", 0.1)]
    rows = []
    for document in documents:
        cells = [
            cell(plain(document.name)),
            cell(kind_words(document.kind)),
            cell(day(document.dated) if document.dated else "not dated"),
            cell(_status(document, places)),
        ]
        rows.append(GridRow((*cells, _first_page(document, places)) if places.has_bundle else tuple(cells)))
    return Grid("Papers", tuple(columns), tuple(rows))


def _first_page(document: Document, places: Places) -> tuple[Para, ...]:
    """Where in the bundle the paper begins."""
    cited = places.first_page(document)
    return (para(*(Run(f"p\u00a0{page}", link=page_link(cited.file, page)) for page in cited.pages)),)


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
