"""When something happened, at the precision that the words allow."""

from datetime import date
from enum import StrEnum

from caseclock.models.base import Model


class Precision(StrEnum):
    """How exactly a time is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    APPROXIMATE = "approximate"
    UNDATED = "undated"


class When(Model):
    """First and last day (both included), clock time "HH:MM" if told, precision, and the words it was read from."""

    start: date | None
    end: date | None
    time: str | None = None
    precision: Precision
    text: str = ""
