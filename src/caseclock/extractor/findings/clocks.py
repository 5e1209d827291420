"""Clocks started and stopped: the moments of a procedure, and which stop answers which start.

A moment that is said not to have been done never starts or stops anything. Steps of one complaint find each other by
its reference where one is told, otherwise by order in time and by the agency addressed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event, Linked
from caseclock.models.source import Source
from caseclock.models.step import Step

REVIEW_STEPS = {
    Step.APPLICATION_ACKNOWLEDGED,
    Step.THRESHOLD_DECISION,
    Step.VICTIM_CONTACTED,
    Step.REVIEW_MEETING,
    Step.REVIEW_OUTCOME,
    Step.AGENCY_FORMS_SENT,
    Step.AGENCY_FORMS_RETURNED,
    Step.VICTIM_NOT_REACHED,
    Step.APPLICATION_CLOSED,
    Step.MINUTES_SENT,
    Step.APPEAL,
    Step.APPEAL_HEARD,
    Step.APPEAL_OUTCOME,
}
# Steps that may be done in the same breath as what they answer ("received and acknowledged today").
_AT_ONCE = {
    Step.COMPLAINT_ACKNOWLEDGED,
    Step.STAGE2_ACKNOWLEDGED,
    Step.APPLICATION_ACKNOWLEDGED,
    Step.CASE_ASSESSED,
}
OF_COMPLAINTS = {
    Step.COMPLAINT_ACKNOWLEDGED,
    Step.STAGE1_RESPONSE,
    Step.STAGE2_ACKNOWLEDGED,
    Step.STAGE2_RESPONSE,
    Step.STAGE3_RESPONSE,
}
RESPONSES = (Step.STAGE1_RESPONSE, Step.STAGE2_RESPONSE, Step.STAGE3_RESPONSE)
NEAR = 250  # characters: about a sentence or two
_ONE_LETTER = 7  # days: a response dated twice, not two responses
_WORD_BEFORE_NUMBER = re.compile(r"^(?:complaint|case|reference|ref|number|no|our|your)[\s.:#]*", re.IGNORECASE)
_PART_AFTER_NUMBER = re.compile(r"(?<=\d{3})/\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Mark:
    """One moment: the entry it is from (None: a day given by hand), its day, its complaint's references as comparable
    forms (and one, or all, as written), the agencies concerned, and whether another passage denies it. `since`: stops
    are looked for from here on, if that is not the day itself. `otherwise`: another day on which a passage puts the
    same moment. `places` are the passages that tell of it; `letters` the papers (with the number of the message) that
    it was the sending of."""

    entry: str | None
    on: date
    refs: frozenset[str] = frozenset()
    written_ref: str = ""
    all_written: tuple[str, ...] = ()
    agencies: frozenset[str] = frozenset()
    words: str = ""
    disputed: bool = False
    since: date | None = None
    otherwise: date | None = None
    places: tuple[Source, ...] = ()
    letters: frozenset[tuple[str, int]] = frozenset()

    @property
    def order(self) -> tuple[date, str]:
        """By day, then entry."""
        return self.on, self.entry or ""


def comparable(ref: str) -> str:
    """A complaint's reference without what differs between papers: "Complaint K-2044/2" -> "k2044"."""
    bare = ref.strip()
    while (shorter := _WORD_BEFORE_NUMBER.sub("", bare)) != bare and any(c.isdigit() for c in shorter):
        bare = shorter
    return re.sub(r"[^a-z0-9]", "", _PART_AFTER_NUMBER.sub("", bare).lower())


def marks(linked: Sequence[Linked], step: Step, kinds: Mapping[str, AgencyKind]) -> list[Mark]:
    """Every moment of that step, in order of time. A range counts by its last day; what has no date has no moment."""
    found: list[Mark] = []
    for link in linked:
        if step in OF_COMPLAINTS and kinds.get(link.entry.actor or "") is AgencyKind.OMBUDSMAN:
            continue  # "its final decision" is no final response of a landlord's
        if step is Step.INCIDENT_REPORTED and link.entry.kind is EntryKind.INCIDENT:
            found += _reports(link, kinds)
            continue
        telling = [event for event in link.events if _tells(event, step)]
        day = _day(link, telling)
        if telling and day is not None:
            mark = _mark(link, telling, day, kinds)
            found.append(_bare(mark) if step is Step.APPLICATION or step in REVIEW_STEPS else mark)
    return sorted(found, key=lambda mark: mark.order)


def _day(link: Linked, telling: Sequence[Event]) -> date | None:
    """The day of a moment. In the entry of an incident it is the day on which it was told, not that of the incident."""
    if link.entry.kind is EntryKind.INCIDENT:
        told = [one.on for event in telling for one in event.told if one.on is not None]
        if told:
            return min(told)
    return link.entry.when.end or link.entry.when.start


def _bare(mark: Mark) -> Mark:
    """Without reference and agency: a review has one course, and each body that writes of it has its own reference."""
    return replace(mark, refs=frozenset(), written_ref="", all_written=(), agencies=frozenset())


def _tells(event: Event, step: Step) -> bool:
    undone = event.negated or Step.NOT_DONE in event.steps
    return step in event.steps and (not undone or step is Step.VICTIM_NOT_REACHED)


def _mark(link: Linked, telling: Sequence[Event], day: date, kinds: Mapping[str, AgencyKind]) -> Mark:
    written = sorted({event.case_ref for event in telling if event.case_ref})
    addressed = {one for one in link.entry.recipients if one in kinds}
    if not addressed and link.entry.actor in kinds:
        addressed = {str(link.entry.actor)}
    return Mark(
        entry=link.entry.id,
        on=day,
        refs=frozenset(comparable(ref) for ref in written),
        written_ref=written[0] if written else "",
        all_written=tuple(written),
        agencies=frozenset(addressed),
        words=" ".join(f"{event.summary} {event.source.quote}" for event in link.events).lower(),
        disputed=any(event.negated for event in link.events),
        places=tuple(event.source for event in telling),
        letters=frozenset((event.source.document, event.message) for event in telling if event.own_paper),
    )


def _reports(link: Linked, kinds: Mapping[str, AgencyKind]) -> list[Mark]:
    """An incident's first report to each agency."""
    first: dict[str, date] = {}
    for report in link.entry.reports:
        if report.on is not None and report.agency in kinds:
            first[report.agency] = min(report.on, first.get(report.agency, report.on))
    return [Mark(entry=link.entry.id, on=day, agencies=frozenset({agency})) for agency, day in sorted(first.items())]


def with_application(found: Sequence[Mark], stops: Sequence[Mark], application_date: date | None) -> list[Mark]:
    """The application that the findings are for, and others that were dealt with on their own.

    Its day as given by hand goes before the papers'. Another one told of in the papers is taken to be the same,
    told with another date, unless one of the two was answered before the other was made.
    """
    if application_date is None:
        return list(found)
    same_day = [mark for mark in found if mark.on == application_date]
    kept = [same_day[0] if same_day else Mark(entry=None, on=application_date)]
    for mark in found:
        first, second = sorted((mark.on, application_date))
        if mark.on != application_date and any(first <= stop.on < second for stop in stops):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.order)


def runs_of(starts: Sequence[Mark], stops: Sequence[Mark], one_at_a_time: bool = False) -> list[Mark]:
    """The starts that start a clock of their own; `stops` are what ends a round.

    The same complaint told twice on a day is one. A second start under a reference is a reminder, unless the
    complaint was answered in between (then it is a new round). With `one_at_a_time` (nobody asks for stage 2 twice),
    so is one without a reference.
    """
    kept: list[Mark] = []
    for start in sorted(starts, key=lambda mark: (mark.on, not mark.refs, mark.entry or "")):
        twin = any(start.on == one.on and _same_complaint(start, one) for one in kept)
        reminder = any(
            start.refs & one.refs
            and not any(one.on <= stop.on <= start.on and stop.refs & start.refs for stop in stops)
            for one in kept
        )
        reminder = reminder or (
            one_at_a_time
            and not start.refs
            and any(
                _same_complaint(start, one)
                and not any(one.on <= stop.on <= start.on and _same_complaint(stop, one) for stop in stops)
                for one in kept
            )
        )
        if not twin and not reminder:
            kept.append(start)
    return kept


def _same_complaint(start: Mark, other: Mark) -> bool:
    refs = not start.refs or not other.refs or bool(start.refs & other.refs)
    agencies = not start.agencies or not other.agencies or bool(start.agencies & other.agencies)
    return refs and agencies


def told_in_an_answer(start: Mark, answers: Sequence[Mark]) -> bool:
    """Is a complaint told of only in passing with a response of the same day, which is where it has its day from?

    "A second response went out on 3 May, though she was still dissatisfied" tells of no complaint made on 3 May.
    """
    same_day = [one for one in answers if one.on == start.on and one.entry != start.entry]
    return (
        bool(start.places and same_day)
        and not start.refs
        and all(any(_beside(place, one) for one in same_day) for place in start.places)
    )


def _beside(place: Source, answer: Mark) -> bool:
    """Does the passage stand next to the telling of the answer, or in the answering letter itself?"""
    if any(place.document == document for document, _ in answer.letters):
        return True
    return any(
        place.document == other.document and other.start <= place.end + NEAR and place.start <= other.end + NEAR
        for other in answer.places
    )


def answers(
    starts: Sequence[Mark], everything: Sequence[Mark], stops: Sequence[Mark], step: Step, known: frozenset[str]
) -> list[Mark | None]:
    """The stop of each start. `everything` are all starts of the kind, `known` the references of complaints.

    A stop that gives no reference answers one complaint with a reference, the first that still waits for it: when two
    are under way, the answer to the one is none to the other.
    """
    given: set[Mark] = set()
    found: dict[Mark, Mark | None] = {}
    for start in sorted(starts, key=lambda mark: mark.order):
        free = [stop for stop in stops if stop not in given] if start.refs else list(stops)
        stop = answer(start, everything, free, step, known)
        if stop is not None and start.refs and not stop.refs & start.refs:
            given.add(stop)
        found[start] = _dated(stop, start, everything, free, step)
    return [found[start] for start in starts]


def answer(
    start: Mark, starts: Sequence[Mark], stops: Sequence[Mark], step: Step, known: frozenset[str]
) -> Mark | None:
    """The stop that answers a start: the first on or after it that belongs to the same complaint.

    With a reference, its own stops come first, and a new round under it ends the search; a stop without one of the
    `known` references (a letter may bear the sender's own) serves only if there is none of its own. Several
    unreferenced starts may share a stop: a complaint first made informally is answered together with the formal one.
    """
    from_day = start.since or start.on
    later = [stop for stop in stops if stop.on >= from_day and not (stop.entry == start.entry and step not in _AT_ONCE)]
    elsewhere = [stop for stop in later if stop.entry != start.entry]
    at_once = [stop for stop in later if stop.entry == start.entry and start.entry is not None]
    if start.refs:
        rounds = [one.on for one in starts if one.on > start.on and one.refs & start.refs]
        end = min(rounds, default=date.max)
        own = [stop for stop in elsewhere if stop.refs & start.refs and stop.on < end]
        loose = [stop for stop in elsewhere if not stop.refs & known and _agencies_fit(start, stop) and stop.on < end]
        candidates = own or loose
    else:
        candidates = [
            stop for stop in elsewhere if _agencies_fit(start, stop) and not _belongs_to_earlier(stop, start, starts)
        ]
    return min(candidates or at_once, key=lambda stop: stop.order, default=None)


def _dated(stop: Mark | None, start: Mark, starts: Sequence[Mark], stops: Sequence[Mark], step: Step) -> Mark | None:
    """A response to which the papers give two days within a week, with the day that more of their passages give."""
    if stop is None or step not in RESPONSES:
        return stop
    same = [
        one
        for one in stops
        if stop.on < one.on <= stop.on + timedelta(days=_ONE_LETTER)
        and len(one.places) > len(stop.places)
        and (one.refs == stop.refs or not one.refs or not stop.refs)
        and _agencies_fit(one, stop)
        and not any(start.on < other.on <= one.on for other in starts)
    ]
    if not same:
        return stop
    return replace(max(same, key=lambda one: (len(one.places), one.order)), otherwise=stop.on)


def _agencies_fit(start: Mark, stop: Mark) -> bool:
    return not start.agencies or not stop.agencies or bool(start.agencies & stop.agencies)


def _belongs_to_earlier(stop: Mark, start: Mark, starts: Sequence[Mark]) -> bool:
    """Is the stop's own complaint one that was made before this start?"""
    return any(stop.refs & one.refs and one.on < start.on for one in starts)


def addressed_by_case(linked: Sequence[Linked], kinds: Mapping[str, AgencyKind]) -> dict[str, frozenset[str]]:
    """For each complaint reference, the agencies that act under it: whose complaint it is where nothing else says."""
    found: dict[str, set[str]] = {}
    for link in linked:
        if link.entry.actor not in kinds:
            continue
        for ref in link.case_refs:
            found.setdefault(comparable(ref), set()).add(str(link.entry.actor))
    return {ref: frozenset(agencies) for ref, agencies in sorted(found.items())}


def with_addressee(mark: Mark, by_case: Mapping[str, frozenset[str]]) -> Mark:
    """The mark with the agencies of its complaint, if it names none of its own."""
    if mark.agencies or not mark.refs:
        return mark
    return replace(mark, agencies=frozenset(one for ref in sorted(mark.refs) for one in by_case.get(ref, frozenset())))


def is_review_step(step: Step) -> bool:
    """A step of a case review that can only follow its application."""
    return step in REVIEW_STEPS
