"""What the taggers that lean on dateparser share: its settings, and a parsed date as first and last day."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from dateparser.date import DateDataParser


def settings(dated: str | None) -> dict[str, object]:
    """UK order; what is open is counted from the paper's day, and lies in the past."""
    chosen: dict[str, object] = {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
    if dated:
        chosen["RELATIVE_BASE"] = datetime.fromisoformat(dated)
    return chosen


def days_of(words: str, dated: str | None) -> tuple[str, str] | None:
    """First and last day of a date as dateparser reads it: "March 2021" is the whole month."""
    read = DateDataParser(languages=["en"], settings=settings(dated)).get_date_data(words)
    if read.date_obj is None:
        return None
    return widened(read.date_obj.date(), read.period)


def widened(day: date, period: str) -> tuple[str, str]:
    """The week, month or year around a day, or the day itself."""
    first = last = day
    if period == "month":
        first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    elif period == "year":
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    elif period == "week":
        first = day - timedelta(day.weekday())
        last = first + timedelta(6)
    return first.isoformat(), last.isoformat()
