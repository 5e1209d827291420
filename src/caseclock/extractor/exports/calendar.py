"""What has to be done by when: the clocks of a chronology as deadlines, and as a calendar that a diary can hold."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from icalendar import Calendar, Event

from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import sentence
from caseclock.extractor.exports.wording import day, number_of, plain
from caseclock.models.agency import AgencyKind
from caseclock.models.chronology import Chronology
from caseclock.models.entry import Entry
from caseclock.models.finding import Delay

_RULING = (AgencyKind.OMBUDSMAN, AgencyKind.COURT)
_PRODUCT = "-//caseclock//deadlines//EN"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock as somebody has to keep it.

    `finding` is the id of the delay that it is of; `policy`, `rule` and `section` say who sets it; `agency` whose it
    is to keep, by name ("" if the papers do not tell). `started` and `due` are days, `done` the day of the answer.
    `text` is the finding's sentence, `source` the place in the papers that started it ("" for an application date).
    """

    finding: str
    policy: str
    rule: str
    section: str
    agency: str
    started: date
    due: date
    done: date | None
    outcome: Literal["outstanding", "late", "met"]
    text: str
    source: str

    def is_missed(self, on: date) -> bool:
        """Has its day gone by on that day, with no answer in the papers?"""
        return self.outcome == "outstanding" and self.due < on

    def days_left(self, on: date) -> int:
        """Calendar days from that day to the due one; less than 0 once it has gone by."""
        return (self.due - on).days


def deadlines(chronology: Chronology) -> tuple[Deadline, ...]:
    """Every clock that the chronology tells of, by due day, then in the order of its findings."""
    entries = {entry.id: entry for entry in chronology.entries}
    # Whoever rules on a case sets deadlines; they are for others to keep.
    names = {a.id: plain(a.name) or a.id for a in chronology.agencies if a.kind not in _RULING}
    places = Places(chronology.documents)
    found = [
        _deadline(finding, entries, names, places) for finding in chronology.findings if isinstance(finding, Delay)
    ]
    return tuple(sorted(found, key=lambda deadline: deadline.due))


def _deadline(delay: Delay, entries: dict[str, Entry], names: dict[str, str], places: Places) -> Deadline:
    started = entries.get(delay.started.entry or "")
    answer = entries.get(delay.done.entry or "") if delay.done else None
    return Deadline(
        finding=delay.id,
        policy=delay.policy,
        rule=plain(delay.rule),
        section=plain(delay.section),
        agency=_whose(started, answer, names),
        started=delay.started.on,
        due=delay.due,
        done=delay.done.on if delay.done else None,
        outcome=delay.outcome.value,
        text=sentence(delay.text),
        source=places.source(started.sources[0]) if started is not None and started.sources else "",
    )


def _whose(started: Entry | None, answer: Entry | None, names: dict[str, str]) -> str:
    """The agency that answered; else the one that started it was sent to, or that started it: only if it is one."""
    told = [answer.actor] if answer is not None and answer.actor in names else []
    if not told and started is not None:
        told = [one for one in started.recipients if one in names]
        told = told or ([started.actor] if started.actor in names else [])
    return names[str(told[0])] if len(set(told)) == 1 else ""


def deadlines_calendar(chronology: Chronology, *, case_name: str, uid_domain: str = "caseclock") -> bytes:
    """The deadlines that are still to be kept, as iCalendar: an all-day event on the due day of each clock that is
    outstanding, or due on or after the day that the chronology is as of.

    `case_name` names the calendar. The id of an event is that of its finding at `uid_domain`, so a calendar that is
    fetched again changes its events in place; give each case a domain of its own where one diary may hold two cases
    with the same papers. The same chronology gives the same bytes.
    The last day on which an application would still meet a threshold is not in it: no finding says how many are
    needed or what the period hangs on, and a wrong day in a diary is worse than none.
    """
    as_of = chronology.case.as_of
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Deadlines: {_shown(case_name)}")
    for deadline in deadlines(chronology):
        if deadline.outcome == "outstanding" or deadline.due >= as_of:
            calendar.add_component(_event(deadline, as_of, case_name, uid_domain))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, as_of: date, case_name: str, uid_domain: str) -> Event:
    event = Event()
    event.add("uid", f"{deadline.finding}@{uid_domain}")
    event.add("dtstamp", datetime.combine(as_of, time.min, UTC))
    event.add("dtstart", deadline.due)
    event.add("dtend", deadline.due + timedelta(days=1))
    event.add("summary", _summary(deadline))
    event.add("description", _description(deadline, as_of, case_name))
    event.add("transp", "TRANSPARENT")  # a due day keeps nobody from other work
    return event


def _summary(deadline: Deadline) -> str:
    rule = f"{deadline.rule[:1].upper()}{deadline.rule[1:]}"
    whose = f" ({deadline.agency})" if deadline.agency else ""
    state = ", done" if deadline.done else ""
    return _shown(f"{rule} due{state}{whose}")


def _description(deadline: Deadline, as_of: date, case_name: str) -> str:
    basis = ", ".join(filter(None, [plain(deadline.policy), deadline.section]))
    lines = [f"Case: {_shown(case_name)}", f"Rule: {deadline.rule} ({basis})", f"Started: {day(deadline.started)}"]
    lines += [f"Source: {deadline.source}"] if deadline.source else []
    lines += [f"Status on {day(as_of)}: {_status(deadline, as_of)}", deadline.text]
    return "\n".join(_shown(line) for line in lines if line)


def _status(deadline: Deadline, as_of: date) -> str:
    if deadline.done is not None:
        return f"done on {day(deadline.done)}"
    left = deadline.days_left(as_of)
    if left < 0:
        return f"no answer found in the papers, {number_of(-left, 'calendar day')} past its day"
    return "due today" if left == 0 else f"{number_of(left, 'calendar day')} left"


def _shown(text: str) -> str:
    """The text on one line; a calendar is UTF-8, which has no lone surrogates."""
    return plain(text).encode("utf-8", "replace").decode()
