"""The rows of the chronology, made once; every export shows the same ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caseclock.extractor.exports.cited import BUNDLE_FILE, BundlePage, Cited
from caseclock.extractor.exports.options import Options
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.wording import day, incident_words, number_of, plain, time_words, when_words
from caseclock.models.chronology import Chronology
from caseclock.models.entry import Entry, EntryKind, Report
from caseclock.models.text import Text

LOW_CONFIDENCE = 0.5  # below this an entry says that it should be checked
PARTIES = {"complainant": "Complainant", "respondent": "Respondent", "other": "Other"}


@dataclass(frozen=True, slots=True)
class Background:
    """What exports may know beside the chronology, to say more exactly what it says; all of it may be missing.

    `texts` (document id -> text with layout) gives paragraphs of papers without pages; `titles` (policy id -> title)
    names policies in full. `version` is the name under which the same export can be had again. `options` is what was
    asked to be shown. `bundle_page` gives the page of a bundle that a passage is on (None: it is not in the bundle);
    every source then ends with it, as a link into `bundle_file`.
    """

    texts: Mapping[str, Text] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    options: Options = field(default_factory=Options)
    bundle_page: BundlePage | None = None
    bundle_file: str = BUNDLE_FILE


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as words.

    `no` counts from 1 and is what findings refer to. `date` has the clock time, `day` is without it. `agencies` are
    names; `reported`, `notes` and `source` are lines.
    """

    no: int
    entry: Entry
    date: str
    day: str
    time: str
    label: str  # "Incident (noise)" or ""
    event: str
    reported: tuple[str, ...]
    notes: tuple[str, ...]
    agencies: tuple[str, ...]
    source: tuple[Cited, ...]

    @property
    def is_incident(self) -> bool:
        """Whether the row is marked as an incident."""
        return self.entry.kind is EntryKind.INCIDENT


def places_of(chronology: Chronology, background: Background) -> Places:
    """The places of the chronology's papers."""
    return Places(chronology.documents, background.texts, background.bundle_page, background.bundle_file)


def make_rows(chronology: Chronology, places: Places) -> tuple[Row, ...]:
    """The chronology's entries in their order, each as a row of words."""
    agencies = agency_names(chronology)
    return tuple(
        Row(
            no=no,
            entry=entry,
            date=when_words(entry.when),
            day=when_words(entry.when, clock=False),
            time=time_words(entry.when),
            label=incident_words(entry.types) if entry.kind is EntryKind.INCIDENT else "",
            event=sentence(entry.summary) or "No summary.",
            reported=_reported(entry.reports, agencies),
            notes=_notes(entry),
            agencies=_involved(entry, agencies),
            source=places.cited(entry.sources),
        )
        for no, entry in enumerate(chronology.entries, start=1)
    )


def agency_names(chronology: Chronology) -> dict[str, str]:
    """Agency id (or complainant, respondent, other) -> name."""
    return PARTIES | {agency.id: plain(agency.name) or agency.id for agency in chronology.agencies}


def _involved(entry: Entry, names: Mapping[str, str]) -> tuple[str, ...]:
    """Agencies that acted, were told, or had it reported to them, by name and once each. The parties are none."""
    ids = [entry.actor, *entry.recipients, *(report.agency for report in distinct_reports(entry.reports))]
    shown = (names.get(one, plain(one)) for one in ids if one and one not in PARTIES)
    return tuple(dict.fromkeys(filter(None, shown)))


def row_numbers(rows: Sequence[Row]) -> dict[str, int]:
    """Entry id -> row number."""
    return {row.entry.id: row.no for row in rows}


def sentence(text: str) -> str:
    """The text on one line, ending with a full stop."""
    words = plain(text)
    return words if not words or words[-1] in ".!?…:”\"'" else f"{words}."


def distinct_reports(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports with those left out that only tell another one again: same agency and day, no other reference."""
    kept: list[Report] = []
    for report in sorted(reports, key=_report_order):
        same = [other for other in kept if (other.agency, other.on) == (report.agency, report.on)]
        if not any(report.reference in (None, other.reference) for other in same):
            kept.append(report)
    return tuple(kept)


def _report_order(report: Report) -> tuple[bool, str, str, bool, str]:
    day_key = report.on.isoformat() if report.on else ""
    return (report.on is None, day_key, report.agency, report.reference is None, report.reference or "")


def report_words(report: Report, agencies: Mapping[str, str]) -> str:
    """Reported to Milbury Council on 3 March 2021 (ref 1234)."""
    on = f" on {day(report.on)}" if report.on else ", day not stated"
    reference = f" (ref {plain(report.reference)})" if report.reference and plain(report.reference) else ""
    return f"Reported to {agencies.get(report.agency, plain(report.agency))}{on}{reference}."


def _reported(reports: Sequence[Report], agencies: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(report_words(report, agencies) for report in distinct_reports(reports))


def _notes(entry: Entry) -> tuple[str, ...]:
    notes = []
    if entry.count > 1:
        noun = "incident" if entry.kind is EntryKind.INCIDENT else "event"
        notes.append(f"The source tells {number_of(entry.count, noun)} together here.")
    if entry.confidence < LOW_CONFIDENCE:
        notes.append("Low confidence: check against the source.")
    return tuple(notes)
