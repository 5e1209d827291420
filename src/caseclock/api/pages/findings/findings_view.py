"""The findings of a chronology as a page shows them: words of the exports, links to rows, pictures. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caseclock.api.pages.deadlines.deadlines_view import threshold_words
from caseclock.api.pages.findings.findings_judged import ToJudge, to_judge
from caseclock.api.pages.findings.findings_lines import Bar, ClockLine, clock_line, gap_bars, late_name
from caseclock.api.pages.findings.findings_window import Picture, Placed, picture
from caseclock.extractor.exports.findings import QUOTE, with_rows
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import Row, make_rows, row_numbers
from caseclock.extractor.exports.wording import (
    ABOUT,
    OUTCOMES,
    REASONS,
    ROUTES,
    day,
    listed,
    number_of,
    plain,
    shortened,
)
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Delay, DelayOutcome, Discrepancy, Gap, Moment, Outcome, Threshold, Why
from caseclock.models.policy import Nation, Policy
from caseclock.models.source import Source

_COLOURS = {Outcome.MET: "green", Outcome.NOT_MET: "grey", Outcome.NEEDS_DECISION: "yellow"}
_LONG = 110  # characters of an incident that stand in a list; the row has the rest


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `entry`: the row that it leads to."""

    text: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An incident in a list."""

    entry: str
    no: int
    date: str
    event: str
    reported: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThresholdView:
    """One route of a policy."""

    finding: Threshold
    route: str
    outcome: str
    colour: str
    text: tuple[Piece, ...]
    picture: Picture | None
    counted: tuple[Item, ...]
    left_out: tuple[tuple[str, tuple[Item, ...]], ...]  # why, and which
    judge: ToJudge | None


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A policy with its routes."""

    id: str
    title: str
    routes: tuple[ThresholdView, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """A day, and the row that it is of, if it is of one."""

    on: str
    entry: str
    no: int


@dataclass(frozen=True, slots=True)
class DelayView:
    """One clock."""

    finding: Delay
    rule: str
    policy: str
    outcome: str
    colour: str
    text: tuple[Piece, ...]
    started: DayView
    done: DayView | None
    line: ClockLine


@dataclass(frozen=True, slots=True)
class GapView:
    """A time without action."""

    finding: Gap
    length: str
    start: DayView
    end: DayView
    text: tuple[Piece, ...]
    bar: Bar


@dataclass(frozen=True, slots=True)
class Account:
    """What one passage says, and where it stands."""

    source: Source
    quote: str
    where: str


@dataclass(frozen=True, slots=True)
class DiscrepancyView:
    """Accounts that do not fit together."""

    finding: Discrepancy
    about: str
    text: tuple[Piece, ...]
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class FindingsView:
    """All of it in the order in which it is shown. `said` sums it up in a sentence; `parts` are the same as links:
    (anchor, words)."""

    policies: tuple[PolicyView, ...]
    late: tuple[DelayView, ...]
    outstanding: tuple[DelayView, ...]
    in_time: tuple[DelayView, ...]
    gaps: tuple[GapView, ...]
    discrepancies: tuple[DiscrepancyView, ...]
    said: str
    parts: tuple[tuple[str, str], ...]


def findings_view(chronology: Chronology, policies: Mapping[str, Policy]) -> FindingsView:
    """The findings for a page. `policies`: all that are known, by id; one that is not is named by its id."""
    words = _Words(chronology, policies)
    found = chronology.findings
    delays = [words.delay(finding) for finding in found if isinstance(finding, Delay)]
    by_outcome = {outcome: tuple(one for one in delays if one.finding.outcome is outcome) for outcome in DelayOutcome}
    parts = _parts(chronology)
    return FindingsView(
        policies=words.thresholds([finding for finding in found if isinstance(finding, Threshold)]),
        late=by_outcome[DelayOutcome.LATE],
        outstanding=by_outcome[DelayOutcome.OUTSTANDING],
        in_time=by_outcome[DelayOutcome.MET],
        gaps=words.gaps([finding for finding in found if isinstance(finding, Gap)]),
        discrepancies=tuple(words.discrepancy(finding) for finding in found if isinstance(finding, Discrepancy)),
        said=f"{_threshold_said(chronology)}. {listed([told for _, told in parts[1:]])}.",
        parts=parts,
    )


def _parts(chronology: Chronology) -> tuple[tuple[str, str], ...]:
    found = chronology.findings
    thresholds = [one for one in found if isinstance(one, Threshold)]
    delays = [one for one in found if isinstance(one, Delay)]
    met = sum(one.outcome is Outcome.MET for one in thresholds)
    late = sum(one.outcome is DelayOutcome.LATE for one in delays)
    waiting = sum(one.outcome is DelayOutcome.OUTSTANDING for one in delays)
    return (
        (
            "thresholds",
            f"{met} of {number_of(len(thresholds), 'threshold')} met" if thresholds else "No threshold applied",
        ),
        ("late", f"{number_of(late, 'clock')} late"),
        ("outstanding", f"{number_of(waiting, 'clock')} outstanding"),
        ("gaps", number_of(sum(isinstance(one, Gap) for one in found), "gap")),
        (
            "discrepancies",
            number_of(sum(isinstance(one, Discrepancy) for one in found), "discrepancy", "discrepancies"),
        ),
    )


def _threshold_said(chronology: Chronology) -> str:
    """Threshold met on 3 March 2021 (statutory)."""
    words = threshold_words(chronology)
    if words.startswith("No "):
        return words
    joined = f"{words[:1].lower()}{words[1:]}"
    return f"Threshold: {joined}" if words == OUTCOMES[Outcome.NEEDS_DECISION] else f"Threshold {joined}"


class _Words:
    """Makes the pieces of one chronology's page."""

    def __init__(self, chronology: Chronology, policies: Mapping[str, Policy]) -> None:
        rows = make_rows(chronology, Places(chronology.documents))
        self._rows: dict[str, Row] = {row.entry.id: row for row in rows}
        self._numbers = row_numbers(rows)
        self._ids = {number: entry for entry, number in self._numbers.items()}
        self._places = Places(chronology.documents)
        self._policies = policies
        self._as_of = chronology.case.as_of

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """A sentence in which ids of entries are "row 12", leading there."""
        found: list[Piece] = []
        for run in with_rows(text, self._numbers):
            if run.to is None:
                found.append(Piece(run.text))
                continue
            before = found.pop().text.removesuffix("row\u00a0") if found else ""
            found += [Piece(before)] if before else []
            found.append(Piece(f"row\u00a0{run.text}", self._ids[int(run.text)]))
        return tuple(found)

    def thresholds(self, found: Sequence[Threshold]) -> tuple[PolicyView, ...]:
        """The routes by policy, in the order in which the policies first come."""
        ids = dict.fromkeys(finding.policy for finding in found)
        return tuple(
            PolicyView(one, self._title(one), tuple(self._threshold(f) for f in found if f.policy == one))
            for one in ids
        )

    def _title(self, policy: str) -> str:
        known = self._policies.get(policy)
        return plain(known.title) if known else plain(policy).replace("-", " ").capitalize()

    def _threshold(self, finding: Threshold) -> ThresholdView:
        counted = self._items(finding.counted)
        why = {one.entry: one.why for one in finding.excluded}
        left_out = self._items([one.entry for one in finding.excluded])
        grouped = ((REASONS[one], tuple(item for item in left_out if why[item.entry] is one)) for one in Why)
        return ThresholdView(
            finding=finding,
            route=ROUTES[finding.route][:1].upper() + ROUTES[finding.route][1:],
            outcome=OUTCOMES[finding.outcome],
            colour=_COLOURS[finding.outcome],
            text=self.pieces(finding.text),
            picture=self._picture(finding, counted, left_out),
            counted=counted,
            left_out=tuple((reason, items) for reason, items in grouped if items),
            judge=to_judge(finding, self._policies.get(finding.policy)),
        )

    def _items(self, entries: Sequence[str]) -> tuple[Item, ...]:
        """Incidents in the order of their rows."""
        rows = sorted((self._rows[one] for one in entries if one in self._rows), key=lambda row: row.no)
        return tuple(Item(row.entry.id, row.no, row.date, shortened(row.event, _LONG), row.reported) for row in rows)

    def _picture(self, finding: Threshold, counted: Sequence[Item], left_out: Sequence[Item]) -> Picture | None:
        if finding.window is None:
            return None
        return picture(finding.window, self._placed(counted), self._placed(left_out))

    def _placed(self, items: Sequence[Item]) -> list[Placed]:
        found = []
        for number, item in enumerate(items, start=1):
            when = self._rows[item.entry].entry.when
            on = when.start or when.end
            if on is not None:
                found.append(Placed(on, f"{item.date}, row {item.no}", number))
        return found

    def delay(self, finding: Delay) -> DelayView:
        """A clock."""
        policy = self._policies.get(finding.policy)
        nation = policy.nation if policy else Nation.ENGLAND_AND_WALES
        rule = plain(finding.rule)
        late = late_name(finding, self._as_of, nation)
        calm = "In time" if finding.outcome is DelayOutcome.MET else "Not yet due"
        return DelayView(
            finding=finding,
            rule=f"{rule[:1].upper()}{rule[1:]}",
            policy=self._title(finding.policy),
            outcome=late or calm,
            colour="red" if late else "green" if finding.outcome is DelayOutcome.MET else "yellow",
            text=self.pieces(finding.text),
            started=self._day(finding.started),
            done=self._day(finding.done) if finding.done else None,
            line=clock_line(finding, self._as_of, nation),
        )

    def _day(self, moment: Moment) -> DayView:
        entry = moment.entry if moment.entry in self._numbers else ""
        return DayView(day(moment.on), entry or "", self._numbers.get(entry or "", 0))

    def gaps(self, found: Sequence[Gap]) -> tuple[GapView, ...]:
        """The gaps, the longest first."""
        ordered = sorted(found, key=lambda gap: gap.calendar_days, reverse=True)
        return tuple(
            GapView(
                finding=gap,
                length=f"{number_of(gap.working_days, 'working day')}, {number_of(gap.calendar_days, 'calendar day')}",
                start=self._day(gap.from_),
                end=self._day(gap.to),
                text=self.pieces(gap.text),
                bar=bar,
            )
            for gap, bar in zip(ordered, gap_bars(ordered), strict=True)
        )

    def discrepancy(self, finding: Discrepancy) -> DiscrepancyView:
        """Accounts beside each other, in the order in which the finding has them."""
        return DiscrepancyView(
            finding=finding,
            about=ABOUT[finding.about],
            text=self.pieces(finding.text),
            accounts=tuple(
                Account(one, shortened(plain(one.quote), QUOTE), self._places.source(one)) for one in finding.sources
            ),
        )
