"""The words that exports use for days, periods, limits, outcomes and reasons: neutral, plain, British.

Every function takes model values and gives text without line breaks. Nothing here decides anything.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from caseclock.models.agency import AgencyKind
from caseclock.models.document import DocumentKind, Status
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.finding import DelayOutcome, Limit, Outcome, RouteKind, Why
from caseclock.models.policy import Unit
from caseclock.models.when import Precision, When

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

ROUTES = {
    RouteKind.COUNT: "number of complaints",
    RouteKind.HATE: "hate incident",
    RouteKind.PERSONS: "number of people affected",
    RouteKind.DISCRETION: "discretion",
    RouteKind.VULNERABILITY: "vulnerability",
}
OUTCOMES = {
    Outcome.MET: "Met",
    Outcome.NOT_MET: "Not met",
    Outcome.NEEDS_DECISION: "For a person to decide",
}
DELAY_OUTCOMES = {
    DelayOutcome.LATE: "Late",
    DelayOutcome.OUTSTANDING: "Outstanding",
    DelayOutcome.MET: "In time",
}
REASONS = {
    Why.REPORTED_LATE: "reported later after it happened than the policy allows",
    Why.NOT_REPORTED: "no report to a relevant body found in the papers",
    Why.OUTSIDE_WINDOW: "outside the period that the policy looks back over",
    Why.DUPLICATE: "the same incident as one already counted, or one on a date already counted",
    Why.NOT_AN_INCIDENT: "not an incident of anti-social behaviour",
}
STATUSES = {
    Status.READ: "Read",
    Status.PARTLY_READ: "Partly read",
    Status.UNREADABLE: "Could not be read",
}
ABOUT = {
    "date": "Date",
    "count": "Number",
    "duration": "Length of time",
    "identity": "Identity",
    "other": "Other",
}
_SPECIAL_KINDS = {AgencyKind.REGISTERED_PROVIDER: "Housing association or other registered provider"}
_UNITS = {
    Unit.WORKING_DAYS: "working day",
    Unit.CALENDAR_DAYS: "calendar day",
    Unit.WEEKS: "week",
    Unit.MONTHS: "month",
}
# Marks that turn the direction of text or hide in it; a view shows the words, not the tricks.
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_ABOUT = re.compile(
    r"\b(?:about|approx(?:imately)?|around|roughly|circa|ca?\.|some ?time|shortly|just (?:after|before))", re.I
)


def plain(text: str) -> str:
    """The text on one line: runs of white space made one space, control and direction marks dropped.

    Lone surrogates and non-characters, which neither Word nor PDF can hold, become U+FFFD.
    """
    if text.isprintable():  # nothing of all that in it
        return " ".join(text.split())
    kept = []
    for char in _UNSEEN.sub("", text):
        category = unicodedata.category(char)
        if category == "Cc" or category in ("Zl", "Zp", "Zs"):
            kept.append(" ")
        elif category == "Cs" or (ord(char) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
            kept.append("\ufffd")
        else:
            kept.append(char)
    return " ".join("".join(kept).split())


def shortened(text: str, characters: int) -> str:
    """The text cut at a word to at most so many characters, with an ellipsis if it was cut."""
    if len(text) <= characters:
        return text
    head = text[: characters - 1]
    space = head.rfind(" ")
    return (head[:space] if space > characters // 2 else head).rstrip(" ,;:.") + "…"


def day(value: date) -> str:
    """3 March 2021."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def number_of(count: int, noun: str, plural: str = "") -> str:
    """1 incident, 2 incidents."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def ranges(numbers: Iterable[int]) -> str:
    """1, 3 to 5 and 9: row numbers in order, three or more in a row written as a stretch."""
    stretches: list[list[int]] = []
    for number in sorted(set(numbers)):
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    words: list[str] = []
    for stretch in stretches:
        words += [f"{stretch[0]} to {stretch[-1]}"] if len(stretch) > 2 else [str(number) for number in stretch]
    return listed(words)


def _days(start: date, end: date, joiner: str) -> str:
    """Two days with what they share said once: 11 and 16 February 2021."""
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} {joiner} {day(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} {joiner} {day(end)}"
    return f"{day(start)} {joiner} {day(end)}"


def _whole(start: date, end: date) -> str:
    """The name of the period if it is one whole month or year, else nothing."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    ends_with_month = end.day == monthrange(end.year, end.month)[1]
    if (start.year, start.month, start.day) == (end.year, end.month, 1) and ends_with_month:
        return f"{MONTHS[start.month - 1]} {start.year}"
    return ""


def when_words(when: When, clock: bool = True) -> str:
    """The date as a chronology states it, with its uncertainty; e.g. "on or about 16 October 2021", "Undated".

    The clock time follows it if one is told, unless `clock` is False.
    """
    words = plain(when.text)
    told = f" (“{shortened(words, 60)}”)" if words else ""
    start, end = when.start or when.end, when.end or when.start
    if start is None or end is None or when.precision is Precision.UNDATED:
        return f"Undated{told}"
    time = f", {time_words(when)}" if clock and when.time else ""
    if when.precision is Precision.APPROXIMATE and when.start and start != when.end and when.end:
        return f"about {_whole(start, end) or _days(start, end, 'to')}{time}{told}"
    return f"{_days_known(when, start, end)}{time}"


def _days_known(when: When, start: date, end: date) -> str:
    """The day or days in words; `start` and `end` are the same where only one of them is known."""
    if when.start is None:
        return f"on or before {day(end)}"
    if when.end is None:
        return f"on or after {day(start)}"
    if start == end:
        # "at about 9.30pm" leaves the day certain; without such a word it is the day that is not.
        unsure = when.precision is Precision.APPROXIMATE and not _time_is_about(when)
        return f"on or about {day(start)}" if unsure else day(start)
    if when.precision is not Precision.RANGE and _whole(start, end):
        return _whole(start, end)
    return f"between {_days(start, end, 'and')}"


def _time_is_about(when: When) -> bool:
    """Whether the source says that the clock time, not the day, is an estimate."""
    return bool(when.time and _ABOUT.search(when.text))


def time_words(when: When) -> str:
    """The clock time: "21:30", "about 21:30", or nothing."""
    if not when.time:
        return ""
    return f"about {when.time}" if _time_is_about(when) else when.time


def is_uncertain(when: When) -> bool:
    """Whether the day itself is not certain (a clock time that is "about" does not matter)."""
    if when.start is None or when.start != when.end:
        return True
    return when.precision not in (Precision.MINUTE, Precision.DAY) and not _time_is_about(when)


def limit_words(limit: Limit) -> str:
    """10 working days."""
    return span_words(limit.n, limit.unit)


def span_words(n: int, unit: Unit) -> str:
    """10 working days, 1 month."""
    return number_of(n, _UNITS[unit])


def kind_words(kind: EntryKind | DocumentKind | IncidentType | AgencyKind) -> str:
    """Complaint response, Police disclosure: the kind as a label."""
    if isinstance(kind, AgencyKind) and kind in _SPECIAL_KINDS:
        return _SPECIAL_KINDS[kind]
    return kind.value.replace("_", " ").capitalize()


def incident_words(types: Sequence[IncidentType]) -> str:
    """Incident (noise, threats)."""
    named = [kind.value.replace("_", " ") for kind in types if kind is not IncidentType.OTHER]
    return f"Incident ({', '.join(named)})" if named else "Incident"
