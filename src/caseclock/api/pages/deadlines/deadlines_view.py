"""What a case's clocks and thresholds come to in a line, and the deadlines of many cases in the order in which they
press. Pure: chronologies in, words and rows out.

    nearest_deadline(chronology: Chronology) -> Deadline | None
    threshold_words(chronology: Chronology) -> str
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caseclock.extractor.exports.calendar import Deadline, deadlines
from caseclock.extractor.exports.wording import OUTCOMES, day, number_of, plain
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Outcome, Threshold


class Pressing(StrEnum):
    """How soon something is due. The values are headings, in the order in which they are shown."""

    OVERDUE = "Overdue"
    THIS_WEEK = "This week"
    LATER = "Later"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a case still has to do: `case` is its id, `reference` its name, `as_of` the day for which its
    clocks were judged."""

    case: str
    reference: str
    as_of: date
    deadline: Deadline

    @property
    def pressing(self) -> Pressing:
        """How soon, seen from the day of the case: a week ends with its Sunday."""
        if self.deadline.due < self.as_of:
            return Pressing.OVERDUE
        sunday = self.as_of + timedelta(days=6 - self.as_of.weekday())
        return Pressing.THIS_WEEK if self.deadline.due <= sunday else Pressing.LATER

    @property
    def rule(self) -> str:
        """What is due, as a line begins."""
        return f"{self.deadline.rule[:1].upper()}{self.deadline.rule[1:]}"

    @property
    def left(self) -> str:
        """3 days left; today; 12 days ago."""
        days = self.deadline.days_left(self.as_of)
        if days == 0:
            return "today"
        return f"{number_of(days, 'day')} left" if days > 0 else f"{number_of(-days, 'day')} ago"


def outstanding(chronology: Chronology) -> tuple[Deadline, ...]:
    """The deadlines that nothing in the papers answers, by due day."""
    return tuple(one for one in deadlines(chronology) if one.outcome == "outstanding")


def nearest_deadline(chronology: Chronology) -> Deadline | None:
    """What falls due next on or after the day that the chronology is as of; where nothing does, what went by last
    without an answer; None if nothing is outstanding."""
    waiting = outstanding(chronology)
    coming = [one for one in waiting if not one.is_missed(chronology.case.as_of)]
    return coming[0] if coming else waiting[-1] if waiting else None


def threshold_words(chronology: Chronology) -> str:
    """What the thresholds come to: "Met on 3 March 2021 (statutory)" for the one that was met first, else "For a person
    to decide", "Not met" or, where no policy with a threshold was applied, "No threshold applied"."""
    found = [finding for finding in chronology.findings if isinstance(finding, Threshold)]
    met = [finding for finding in found if finding.outcome is Outcome.MET]
    if met:
        first = min(met, key=lambda finding: finding.first_met_on or date.max)
        since = f" on {day(first.first_met_on)}" if first.first_met_on else ""
        return f"{OUTCOMES[Outcome.MET]}{since} ({plain(first.policy)})"
    for outcome in (Outcome.NEEDS_DECISION, Outcome.NOT_MET):
        if any(finding.outcome is outcome for finding in found):
            return OUTCOMES[outcome]
    return "No threshold applied"


def due_in(case: str, reference: str, chronology: Chronology) -> tuple[Due, ...]:
    """What one case still has to do."""
    return tuple(Due(case, reference, chronology.case.as_of, one) for one in outstanding(chronology))


def by_pressing(dues: Iterable[Due]) -> tuple[tuple[Pressing, Sequence[Due]], ...]:
    """The groups that have anything in them: what is overdue with the latest first, since that can best be mended; what
    is to come by due day. Equal days stay in the order given."""
    listed = sorted(dues, key=lambda due: due.deadline.due)
    groups = []
    for pressing in Pressing:
        group = [due for due in listed if due.pressing is pressing]
        if pressing is Pressing.OVERDUE:
            group.sort(key=lambda due: due.deadline.due, reverse=True)
        if group:
            groups.append((pressing, group))
    return tuple(groups)
