"""An application for an ASB case review, drafted from a case for the applicant to check, complete and sign."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from caseclock.extractor.exports.application_blanks import applicant_parts, why_parts
from caseclock.extractor.exports.application_tables import Sorted, Tables, answers, sort_incidents
from caseclock.extractor.exports.contents import RUNNING, papers_part
from caseclock.extractor.exports.findings import Findings, with_rows
from caseclock.extractor.exports.parts import Heading, Layout, Para, Part, Run, Style, para
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import Background, Row, make_rows, places_of, row_numbers
from caseclock.extractor.exports.word import write_word
from caseclock.extractor.exports.wording import OUTCOMES, ROUTES, day, number_of, plain, shortened
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Outcome, RouteKind, Threshold

DRAFT = "Draft made from the papers, for the applicant to check and sign."
_LAW = (
    "The Act asks for at least three qualifying complaints, or the number that the local procedures give "
    "(section 104(4)). A complaint qualifies if it was made within one month beginning with the day of the behaviour, "
    "and the application within six months beginning with the day of the complaint (section 104(11)). Local procedures "
    "may set other periods. Where there are fewer, the relevant bodies decide under their procedures, which may look "
    "at persistence, harm and how the complaints were answered (section 104(5))."
)


def review_application(
    chronology: Chronology, background: Background | None = None, *, policy: str | None = None
) -> bytes:
    """A draft application for a case review (community trigger) as .docx, A4.

    `policy` is the id of the policy that the review is asked under. Without it, that of the first threshold of route
    count that is met, else of the first one there is. What the papers do not tell is left blank, with a prompt in
    [square brackets]. It is drafted all the same where no threshold was worked out or none is met, and says so first.
    `background` gives names, places and pages of the bundle as for the chronology; its options do not matter here.
    The same chronology, background and policy give the same bytes.
    """
    return write_word(lay_out_application(chronology, background or Background(), policy), chronology.case.as_of)


def lay_out_application(chronology: Chronology, background: Background, policy: str | None) -> Layout:
    """The same in parts, for any writer."""
    reference = plain(chronology.case.reference or "")
    running = shortened(reference, RUNNING)
    as_of = f"Draft as of {day(chronology.case.as_of)}"
    return Layout(
        title="Application for a case review",
        subtitle=reference,
        header=(running, "Application for a case review"),
        footer=" · ".join(filter(None, [running, as_of, background.version])),
        landscape=False,
        parts=tuple(_Draft(chronology, background, policy).parts()),
    )


def chosen_threshold(chronology: Chronology, policy: str | None) -> Threshold | None:
    """The threshold to apply under: of the policy named, of route count if there is one, met before any other."""
    tried = [one for one in chronology.findings if isinstance(one, Threshold) and policy in (None, one.policy)]
    counts = [one for one in tried if one.route is RouteKind.COUNT] or tried
    met = [one for one in counts if one.outcome is Outcome.MET]
    return next(iter(met or counts), None)


class _Draft:
    """One application being drafted."""

    def __init__(self, chronology: Chronology, background: Background, policy: str | None) -> None:
        self._chronology = chronology
        self._asked = policy
        self._places: Places = places_of(chronology, background)
        self._rows: Sequence[Row] = make_rows(chronology, self._places)
        self._words = Findings(chronology, self._rows, self._places, background)
        self._threshold = chosen_threshold(chronology, policy)
        self._incidents: Sorted = sort_incidents(self._rows, self._threshold)
        self._tables = Tables(chronology, self._places)
        window = self._threshold.window if self._threshold else None
        self._acts, self._undated_acts = answers(self._rows, window)

    def parts(self) -> list[Part]:
        """The whole application."""
        return [
            *self._opening(),
            *self._asked_for(),
            *self._incident_parts(),
            *self._answer_parts(),
            *self._papers(),
            *why_parts(),
            *applicant_parts(),
        ]

    def _opening(self) -> list[Part]:
        """What this is, and what stands against it."""
        note = (
            "It says what the papers say and where they say it. What stands in [square brackets] is for the applicant "
            "to write, or to strike out. Rows are those of the chronology of this case."
        )
        return [para(Run(DRAFT, strong=True)), para(Run(self._standing(), strong=True)), para(note, style=Style.NOTE)]

    def _standing(self) -> str:
        found = self._threshold
        if found is None:
            named = f" of {self._words.policy(self._asked)}" if self._asked else ""
            return (
                f"No case review threshold{named} was worked out for this case, so none of the incidents below has "
                "been counted towards one. Apply the policy of the area to the case, then make this draft again."
            )
        if found.outcome is Outcome.MET:
            return "On the papers the threshold is met. The relevant bodies decide whether it is."
        if found.outcome is Outcome.NOT_MET:
            return (
                "On the papers the threshold is not met. An application can still be made: check below which "
                "incidents were not counted, and why. The relevant bodies decide."
            )
        return "Whether the threshold is met cannot be told from the papers alone: a person has to decide it."

    def _asked_for(self) -> list[Part]:
        applied = self._chronology.case.application_date
        on = Run(day(applied)) if applied else Run("[day, month, year]")
        act = (
            "The applicant asks for a review of the response to the behaviour below, under section 104 of the "
            "Anti-social Behaviour, Crime and Policing Act 2014."
        )
        lines: list[Part] = [
            Heading("What is asked for"),
            para(act),
            para(Run("Date of application: ", strong=True), on),
        ]
        found = self._threshold
        if found is not None:
            lines += self._basis(found)
            lines += self._other_routes(found)
        else:
            asked = self._words.policy(self._asked) if self._asked else "[name of the policy of the area]"
            lines.append(para(Run("Policy: ", strong=True), asked))
        return [*lines, para(_LAW, style=Style.NOTE)]

    def _basis(self, found: Threshold) -> list[Para]:
        """Policy, section and outcome in words."""
        section = plain(found.section) or "section not stated"
        lines = [
            para(Run("Policy: ", strong=True), self._words.policy(found.policy)),
            para(Run("Threshold: ", strong=True), f"{ROUTES[found.route]}, {section}"),
            para(Run("Outcome on the papers: ", strong=True), f"{OUTCOMES[found.outcome]}. ", *self._told(found.text)),
        ]
        if found.window:
            days = f"{day(found.window.start)} to {day(found.window.end)}, both days included"
            lines.append(para(Run("Period looked at: ", strong=True), days))
        if found.first_met_on:
            lines.append(para(Run("First met on: ", strong=True), day(found.first_met_on)))
        return lines

    def _other_routes(self, chosen: Threshold) -> list[Para]:
        """What else the same policy offers, and how that stands."""
        others = [
            one
            for one in self._chronology.findings
            if isinstance(one, Threshold) and one.policy == chosen.policy and one.id != chosen.id
        ]
        lines = [para("Other ways to a review under the same policy:")] if others else []
        for one in others:
            named = ", ".join(filter(None, [ROUTES[one.route], plain(one.section)]))
            words = Run(f"{named[:1].upper()}{named[1:]}: {OUTCOMES[one.outcome]}. ")
            lines.append(para(words, *self._told(one.text), style=Style.ITEM))
        return lines

    def _told(self, text: str) -> Iterable[Run]:
        """A finding's sentence; rows that have a place in this document are links to it."""
        anchors = {f"row_{row.no}" for row in self._shown()}
        for run in with_rows(text, row_numbers(self._rows)):
            yield run if run.to in anchors else replace(run, to=None)

    def _incident_parts(self) -> list[Part]:
        found, sorted_in = self._threshold, self._incidents
        if found is None:
            return self._table("Incidents that the papers tell of", sorted_in.others, "No incident was found.")
        parts = self._table(
            "Incidents that count towards the threshold", sorted_in.counted, "No incident was counted towards it."
        )
        if sorted_in.missing:
            lost = number_of(sorted_in.missing, "incident")
            parts.append(para(f"Counted, but not in this chronology: {lost}."))
        parts += self._table("Incidents that were not counted", sorted_in.left_out, "None.")
        return parts + self._table("Earlier and other incidents, as context", sorted_in.others, "None.")

    def _table(self, title: str, rows: Sequence[Row], none: str) -> list[Part]:
        heading = f"{title} ({len(rows)})" if rows else title
        return [Heading(heading), self._tables.incidents(title, rows, self._incidents.why) if rows else para(none)]

    def _answer_parts(self) -> list[Part]:
        """What agencies did, since the period began."""
        window = self._threshold.window if self._threshold else None
        since = f" since {day(window.start)}" if window else ""
        parts: list[Part] = [Heading(f"What agencies did{since}")]
        if self._acts:
            parts.append(self._tables.acts(self._acts))
        else:
            parts.append(para("The papers tell of no action by an agency in this time."))
        if self._undated_acts:
            more = number_of(self._undated_acts, "further action")
            parts.append(para(f"{more} without a date: see the chronology.", style=Style.NOTE))
        return parts

    def _shown(self) -> tuple[Row, ...]:
        """Every row that stands in one of the tables."""
        sorted_in = self._incidents
        return (*sorted_in.counted, *sorted_in.left_out, *sorted_in.others, *self._acts)

    def _papers(self) -> list[Part]:
        """The papers that are cited here, for a copy of each to be sent along."""
        rows = self._shown()
        sources = [source for row in rows for source in row.entry.sources]
        sources += [report.source for row in rows for report in row.entry.reports]
        cited = {source.document for source in sources}
        documents = [document for document in self._chronology.documents if document.id in cited]
        none = para("No paper is cited.")
        return [Heading("Papers cited"), papers_part(documents, self._places) if documents else none]
