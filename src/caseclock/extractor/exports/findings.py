"""The findings in words and tables, each tied to the rows of the chronology that it rests on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from caseclock.extractor.exports.parts import Column, Grid, GridRow, Heading, Para, Part, Run, Style, cell, para
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import Background, Row, row_numbers, sentence
from caseclock.extractor.exports.wording import (
    ABOUT,
    OUTCOMES,
    REASONS,
    ROUTES,
    day,
    limit_words,
    number_of,
    plain,
    ranges,
    shortened,
)
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Delay, DelayOutcome, Discrepancy, Excluded, Gap, Moment, Threshold, Why
from caseclock.models.source import Source

QUOTE = 400  # characters of a quote that are shown; the rest is in the paper
_WORDS = re.compile(r"([\w-]+)")
_DELAY_ORDER = (DelayOutcome.LATE, DelayOutcome.OUTSTANDING, DelayOutcome.MET)


class Findings:
    """Words for the findings of one chronology. `rows` are the chronology's, for the numbers to refer to."""

    def __init__(self, chronology: Chronology, rows: Sequence[Row], places: Places, background: Background) -> None:
        self._findings = chronology.findings
        self._as_of = chronology.case.as_of
        self._numbers = row_numbers(rows)
        self._places = places
        self._titles = background.titles

    def policy(self, policy_id: str) -> str:
        """The policy's title with its id, or its id alone."""
        title = plain(self._titles.get(policy_id, ""))
        return f"{title} ({policy_id})" if title else plain(policy_id)

    def parts(self) -> list[Part]:
        """Thresholds, timescales, gaps and discrepancies, in this order."""
        found = self._findings
        thresholds = [finding for finding in found if isinstance(finding, Threshold)]
        delays = [finding for finding in found if isinstance(finding, Delay)]
        gaps = [finding for finding in found if isinstance(finding, Gap)]
        discrepancies = [finding for finding in found if isinstance(finding, Discrepancy)]
        parts: list[Part] = [Heading("Case review threshold", 2)]
        parts += [part for finding in thresholds for part in self._threshold(finding)]
        parts += [] if thresholds else [para("No policy with a threshold was applied.")]
        parts += [Heading("Timescales", 2), *self._delays(delays)]
        parts += [Heading("Periods without action", 2), *self._gaps(gaps)]
        parts += [Heading("Differences between accounts", 2), *self._discrepancies(discrepancies)]
        return parts

    def _sentence(self, text: str) -> list[Run]:
        return with_rows(text, self._numbers)

    def _threshold(self, finding: Threshold) -> list[Part]:
        section = plain(finding.section)
        where = f", {section}" if section else ""
        title = f"{self.policy(finding.policy)}{where}: {ROUTES[finding.route]}"
        lines: list[Part] = [Heading(title, 3), para(Run(f"{OUTCOMES[finding.outcome]}.", strong=True))]
        lines += [para(*self._sentence(finding.text))] if plain(finding.text) else []
        if finding.window:
            window = f"Period looked at: {day(finding.window.start)} to {day(finding.window.end)}, both days included."
            lines.append(para(window, style=Style.ITEM))
        if finding.first_met_on:
            lines.append(para(f"First met on {day(finding.first_met_on)}.", style=Style.ITEM))
        if finding.counted:
            counted = f"Counted ({len(finding.counted)}): "
            lines.append(para(counted, *self.row_links(finding.counted), ".", style=Style.ITEM))
        lines += self._excluded(finding.excluded)
        return lines

    def _excluded(self, excluded: Sequence[Excluded]) -> list[Para]:
        """One line a reason."""
        lines = []
        for why in Why:
            entries = [item.entry for item in excluded if item.why is why]
            if entries:
                words = f"Not counted ({len(entries)}), {REASONS[why]}: "
                lines.append(para(words, *self.row_links(entries), ".", style=Style.ITEM))
        return lines

    def row_links(self, entries: Iterable[str]) -> list[Run]:
        """rows 3, 5 to 9 and 12 - each number leading to its row. Entries that have no row are named by id."""
        listed = list(entries)
        numbers = sorted({self._numbers[entry] for entry in listed if entry in self._numbers})
        unknown = [plain(entry) for entry in listed if entry not in self._numbers]
        runs = [Run("row\u00a0" if len(numbers) == 1 else "rows\u00a0")] if numbers else []
        for piece in _pieces(ranges(numbers)):
            runs.append(Run(piece, to=f"row_{piece}" if piece.isdecimal() else None))
        if unknown:
            runs.append(Run(f"{', ' if runs else ''}{', '.join(unknown)}"))
        return runs

    def _moment(self, moment: Moment) -> tuple[Para, ...]:
        row = self.row_links([moment.entry]) if moment.entry in self._numbers else []
        return (para(day(moment.on), " (", *row, ")") if row else para(day(moment.on)),)

    def _delays(self, delays: Sequence[Delay]) -> list[Part]:
        if not delays:
            return [para("No timescale of the policies applied was started by an event in the papers.")]
        columns = (
            *(Column("Clock", 0.4), Column("Started", 0.16), Column("Due", 0.14)),
            *(Column("Done", 0.16), Column("Late by", 0.14)),
        )
        ordered = sorted(delays, key=lambda delay: _DELAY_ORDER.index(delay.outcome))
        return [Grid("Timescales", columns, tuple(self._delay(delay) for delay in ordered))]

    def _delay(self, delay: Delay) -> GridRow:
        rule = plain(delay.rule)
        # The sentence names the policy, the section and how the days were counted.
        basis = self._sentence(delay.text) or [Run(", ".join(filter(None, map(plain, [delay.policy, delay.section]))))]
        clock = (
            para(Run(f"{rule[:1].upper()}{rule[1:]}", strong=True), f": {limit_words(delay.limit)}"),
            para(*basis, style=Style.NOTE),
        )
        done = self._moment(delay.done) if delay.done else cell("not found in the papers")
        cells = (clock, self._moment(delay.started), cell(day(delay.due)), done, cell(late_words(delay, self._as_of)))
        return GridRow(cells, marked=delay.outcome is not DelayOutcome.MET)

    def _gaps(self, gaps: Sequence[Gap]) -> list[Part]:
        if not gaps:
            return [para("None found.")]
        columns = (
            Column("From", 0.17),
            Column("To", 0.17),
            Column("Length", 0.18),
            Column("What the papers show", 0.48),
        )
        rows = []
        for gap in gaps:
            working = number_of(gap.working_days, "working day")
            length = cell(working, f"({number_of(gap.calendar_days, 'calendar day')})")
            rows.append(
                GridRow((self._moment(gap.from_), self._moment(gap.to), length, (para(*self._sentence(gap.text)),)))
            )
        return [Grid("Periods without action", columns, tuple(rows))]

    def _discrepancies(self, discrepancies: Sequence[Discrepancy]) -> list[Part]:
        if not discrepancies:
            return [para("None found.")]
        columns = (Column("About", 0.3), Column("One account", 0.35), Column("Other accounts", 0.35))
        rows = []
        for finding in discrepancies:
            about = (para(Run(f"{ABOUT[finding.about]}. ", strong=True), *self._sentence(finding.text)),)
            one, other = finding.sources[:1], finding.sources[1:]
            rows.append(GridRow((about, self._account(one), self._account(other))))
        return [Grid("Differences between accounts", columns, tuple(rows))]

    def _account(self, sources: Sequence[Source]) -> tuple[Para, ...]:
        """Each passage as it stands, then where it stands."""
        lines: list[Para] = []
        for source in sources:
            lines.append(para(f"“{shortened(plain(source.quote), QUOTE)}”"))
            lines += [para(*cited.runs, style=Style.NOTE) for cited in self._places.cited((source,))]
        return tuple(lines) or cell("")


def with_rows(text: str, numbers: Mapping[str, int]) -> list[Run]:
    """A finding's sentence in which ids of entries, standing alone, are row numbers that lead to their rows."""
    runs = []
    for piece in _WORDS.split(sentence(text)):
        number = numbers.get(piece)
        if number is not None:
            runs += [Run("row\u00a0"), Run(str(number), to=f"row_{number}")]
        elif runs and runs[-1].to is None:
            runs[-1] = Run(runs[-1].text + piece)
        else:
            runs.append(Run(piece))
    return [run for run in runs if run.text]


def late_words(delay: Delay, as_of: date) -> str:
    """In time; 5 working days; outstanding, 3 working days so far; not yet due."""
    unit_words = f"{limit_words(delay.limit.model_copy(update={'n': delay.late_by}))}" if delay.late_by else ""
    if delay.outcome is DelayOutcome.MET:
        return "in time"
    if delay.outcome is DelayOutcome.LATE:
        return unit_words or "late"
    if delay.due >= as_of:
        return "not yet due"
    return f"outstanding, {unit_words} so far" if unit_words else "outstanding"


def _pieces(words: str) -> list[str]:
    """Row numbers apart from the words between them."""
    pieces: list[str] = []
    for char in words:
        if pieces and pieces[-1].isdecimal() == char.isdecimal():
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
