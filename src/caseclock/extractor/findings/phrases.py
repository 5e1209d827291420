"""Dates, numbers and lists as the sentences of findings give them."""

from collections.abc import Sequence
from datetime import date

from caseclock.models.policy import Counting, Nation, Span, Unit

# Not strftime: its names depend on the machine's locale.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_UNITS = {
    Unit.WORKING_DAYS: "working day",
    Unit.CALENDAR_DAYS: "calendar day",
    Unit.WEEKS: "week",
    Unit.MONTHS: "month",
}
_NATIONS = {
    Nation.ENGLAND_AND_WALES: "England and Wales bank holidays",
    Nation.SCOTLAND: "Scottish bank holidays",
    Nation.NORTHERN_IRELAND: "Northern Ireland bank holidays",
    Nation.ANY_UK: "bank holidays of any UK nation",
}


def day_text(day: date) -> str:
    """4 March 2021."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_text(day: date) -> str:
    """March 2021."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def number(n: int, word: str, plural: str = "") -> str:
    """1 incident, 3 incidents."""
    return f"{n} {word if n == 1 else plural or word + 's'}"


def span_text(span: Span) -> str:
    """10 working days."""
    return number(span.n, _UNITS[span.unit])


def units(n: int, unit: Unit) -> str:
    """The same for a number that may be nought or negative."""
    return number(n, _UNITS[unit])


def convention(unit: Unit, counting: Counting, nation: Nation) -> str:
    """How the days were counted, in a few words."""
    first = "the starting day is day 1" if counting is Counting.INCLUSIVE else "the starting day is not counted"
    return f"{first}, {_NATIONS[nation]}" if unit is Unit.WORKING_DAYS else first


def listed(items: Sequence[str]) -> str:
    """a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
