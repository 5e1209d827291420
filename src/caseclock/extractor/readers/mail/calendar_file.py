"""Calendar files (`text/calendar`, .ics): one row an event, dated in UK local time. Nothing is expanded or fetched."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Component
from icalendar.error import InvalidCalendar

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.charsets import decode
from caseclock.extractor.readers.layout import Draft
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.stamps import uk_local
from caseclock.models.text import Problem, Role

MEDIA_TYPES = ("text/calendar",)

# The last comes of a time zone that names a folder of zones.
_DAMAGE = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, LookupError, RecursionError, InvalidCalendar, OSError,
)  # fmt: skip
_DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday"}
_DAYS |= {"SA": "Saturday", "SU": "Sunday"}
_RHYTHMS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour"}
_METHODS = {"REQUEST": "Invitation", "CANCEL": "Cancellation", "REPLY": "Answer to an invitation"}
_ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "accepted tentatively"}
_STATES = {"CANCELLED": "Cancelled", "TENTATIVE": "Tentative"}
_CUT = "The calendar file is damaged or cut short; export it again."
_MARK = re.compile(r"^(?P<side>BEGIN|END):(?P<name>[\w-]{1,40})[ \t]*\r?$", re.I | re.M)
_DEEPEST = 20  # parts within parts
_UNKNOWN_ZONE = Problem("reader", "The time zone of an event is not known: its times stand as written; check them.")
_LONGEST_DETAILS = 20_000  # characters of one event
_CELLS = 8  # of one row


def read(data: bytes, limits: Limits) -> Reading:
    """Read a calendar. An event that cannot be understood costs only itself; tasks are counted and left out."""
    decoded = decode(data)
    text, cut = _closed(decoded.text)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except _DAMAGE as error:
        raise UnreadableError(_CUT) from error
    draft, problems = Draft(), list(decoded.problems)
    left_out: Counter[str] = Counter()
    for table, calendar in enumerate(calendars, start=1):
        name = _words(calendar, "X-WR-CALNAME")
        method = _METHODS.get(_words(calendar, "METHOD").upper(), "")
        draft.block(Role.HEADING, " – ".join(part for part in (name, method) if part))
        for number, event in enumerate(_events(calendar, left_out), start=1):
            if number * _CELLS > limits.cells or draft.length > limits.text_characters:
                problems.append(Problem("reader", "Only the first events were read: there are too many. Split it."))
                break
            cells = _row(event, cancelled=method == "Cancellation")
            if cells and _in_unknown_zone(event):
                problems.append(_UNKNOWN_ZONE)
            if cells:
                draft.row(cells, table)
            else:
                left_out["event without a date"] += 1
    if not draft.length and (cut or not calendars):
        raise UnreadableError(_CUT)
    if cut:
        problems.append(Problem("reader", "Its end is missing; export it again."))
    problems += _told(left_out)
    return Reading(MEDIA_TYPES[0], draft.finish(), problems=tuple(dict.fromkeys(problems)))


def _closed(text: str) -> tuple[str, bool]:
    """The text with everything ended that it begins, and whether that was needed.

    What does not end is dropped by the library without a word.
    """
    begun: list[str] = []
    for mark in _MARK.finditer(text):
        name = mark["name"].upper()
        if mark["side"].upper() == "BEGIN":
            begun.append(name)
        elif begun and begun[-1] == name:
            begun.pop()
    if not begun or len(begun) > _DEEPEST:
        return text, bool(begun)
    whole_lines = text[: text.rfind("\n") + 1]
    return whole_lines + "".join(f"END:{name}\r\n" for name in reversed(begun)), True


def _events(calendar: Component, left_out: Counter[str]) -> Iterator[Component]:
    for component in calendar.subcomponents:
        if component.name in ("VEVENT", "VJOURNAL"):
            yield component
        elif component.name == "VTODO":
            left_out["task"] += 1


def _told(left_out: Counter[str]) -> Iterator[Problem]:
    if left_out["task"]:
        yield Problem(
            "reader",
            f"Tasks in it were left out ({left_out['task']}): they tell of nothing that happened.",
            notice=True,
        )
    undated = left_out["event without a date"]
    if undated:
        yield Problem("reader", f"Events without a date that can be read were left out ({undated}): check it.")


# ---------------------------------------------------------------- one event


def _row(event: Component, *, cancelled: bool) -> list[tuple[str, str]]:
    """Heading and words of each cell; [] if it has no date that can be read."""
    start = _moment(event, "DTSTART")
    if start is None:
        return []
    return [
        ("Date", _day(start)),
        ("Time", _clock(start)),
        ("Ended", _end(event, start)),
        ("Location", _words(event, "LOCATION")),
        ("Details", _details(event, cancelled=cancelled)),
        ("Organiser", _person(event.get("ORGANIZER"))),
        ("Attendees", "; ".join(_attendees(event))),
    ]


def _moment(event: Component, name: str) -> date | None:
    """A day, or a moment in naive UK local time. One without a zone is meant to be read off the clock on the wall."""
    try:
        value = getattr(event[name], "dt", None)
    except _DAMAGE:
        return None
    if not isinstance(value, date):
        return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        return value
    try:
        return uk_local(value.astimezone(UTC).replace(tzinfo=None))
    except OverflowError:
        return None


def _in_unknown_zone(event: Component) -> bool:
    """Does it name a time zone that nobody has heard of? Its moments come without one then."""
    value = event.get("DTSTART")
    moment = getattr(value, "dt", None)
    named = "TZID" in getattr(value, "params", {})
    return named and isinstance(moment, datetime) and moment.tzinfo is None


def _end(event: Component, start: date) -> str:
    """When it ended, if on another day or at another time. The end of whole days is told as the day after."""
    end = _moment(event, "DTEND")
    if end is None:
        end = _after(event, start)
    if end is None:
        return ""
    if isinstance(start, datetime) and isinstance(end, datetime):
        if end <= start:
            return ""
        return _clock(end) if end.date() == start.date() else f"{_day(end)} {_clock(end)}"
    if isinstance(start, datetime) or isinstance(end, datetime):
        return _day(end)
    last = end - timedelta(days=1)
    return _day(last) if last > start else ""


def _after(event: Component, start: date) -> date | None:
    try:
        length = getattr(event["DURATION"], "dt", None)
        return start + length if isinstance(length, timedelta) else None
    except (*_DAMAGE, OverflowError):
        return None


def _day(moment: date) -> str:
    return f"{moment.day} {moment:%B} {moment.year:04}"


def _clock(moment: date) -> str:
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else ""


def _details(event: Component, *, cancelled: bool) -> str:
    """What it is about, what is said of it, whether it was cancelled and how it repeats."""
    state = "Cancelled" if cancelled else _STATES.get(_words(event, "STATUS").upper(), "")
    about = _words(event, "SUMMARY")
    if state and not about.lower().startswith((state.lower(), "canceled")):
        about = f"{state}: {about}" if about else state
    parts = [about, _words(event, "DESCRIPTION"), _repeats(event)]
    return "\n".join(part for part in parts if part)[:_LONGEST_DETAILS]


def _words(component: Component, name: str) -> str:
    """A text, of several the first; "" if it is missing or broken."""
    value = component.get(name)
    value = value[0] if isinstance(value, list) and value else value
    lines = str(value or "").replace("\r\n", "\n").split("\n")
    kept = (" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _repeats(event: Component) -> str:
    """How it repeats, in words. Its further days are not worked out: a rule is no proof that it took place."""
    rule = event.get("RRULE")
    rule = rule[0] if isinstance(rule, list) and rule else rule
    if not isinstance(rule, dict):
        return ""
    told = {str(name).upper(): values if isinstance(values, list) else [values] for name, values in rule.items()}
    unit = _RHYTHMS.get(str(told.get("FREQ", [""])[0]).upper())
    if unit is None:
        return ""
    every = str(told.get("INTERVAL", [1])[0])
    words = f"Repeats every {unit}" if every == "1" else f"Repeats every {every} {unit}s"
    days = [_DAYS[day] for day in (str(day)[-2:].upper() for day in told.get("BYDAY", [])) if day in _DAYS]
    if days:
        words += f" on {' and '.join(days)}"
    if "COUNT" in told:
        words += f", {told['COUNT'][0]} times in all"
    until = told.get("UNTIL", [None])[0]
    if isinstance(until, date):
        words += f", until {_day(until)}"
    return f"{words}."


def _person(value: object) -> str:
    """ "Name <address>" of an organiser or of somebody invited."""
    address = re.sub(r"^mailto:", "", str(value or ""), flags=re.I).strip()
    name = str(getattr(value, "params", {}).get("CN", "")).strip("\"' ")
    if "@" not in address or address.lower() == name.lower():
        return name or (address if "@" in address else "")
    return f"{name} <{address}>" if name else address


def _attendees(event: Component) -> Iterator[str]:
    invited = event.get("ATTENDEE", [])
    for one in invited if isinstance(invited, list) else [invited]:
        answer = _ANSWERS.get(str(getattr(one, "params", {}).get("PARTSTAT", "")).upper(), "")
        shown = _person(one)
        if shown:
            yield f"{shown} ({answer})" if answer else shown
