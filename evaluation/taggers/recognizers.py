"""recognizers-text, English; of two readings the past one, and numeric dates day first, which it cannot be told."""

import re
from datetime import date, datetime, timedelta

from recognizers_date_time import Culture, recognize_datetime

from evaluation.scoring import Found
from evaluation.taggers import Tagger
from evaluation.taggers.splitting import SENTENCE

_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")


def make() -> Tagger:
    """The tagger, ready to read."""

    def find(text: str, dated: str | None):
        # sentence by sentence: its time grows with the square of the length
        moment = datetime.fromisoformat(dated) if dated else datetime(2000, 1, 1)
        return [
            (sentence.start(), one)
            for sentence in SENTENCE.finditer(text)
            for one in recognize_datetime(sentence[0], Culture.English, reference=moment)
        ]

    def resolve(text: str, dated: str | None, raw) -> list[Found]:
        found = []
        for at, one in raw:
            values = (one.resolution or {}).get("values") or []
            days = _past([pair for value in values if (pair := _days(value, one.text))], dated)
            if days is not None:
                found.append(Found(at + one.start, at + one.end + 1, *days))
        return found

    return find, resolve


def _days(value: dict[str, str], words: str) -> tuple[str, str] | None:
    """First and last day of one reading; None for a length, a frequency or a time of no day."""
    kind = value.get("type", "")
    try:
        if kind in ("date", "datetime"):
            day = date.fromisoformat(_day_first(words, value["value"][:10])).isoformat()
            return day, day
        if kind in ("daterange", "datetimerange"):
            first, last = (date.fromisoformat(value[end][:10]) for end in ("start", "end"))
            if kind == "daterange":
                last -= timedelta(1)  # it names the day after the last
            return first.isoformat(), last.isoformat()
    except (KeyError, ValueError, TypeError):  # not resolved, without an end, or in year 0
        return None
    return None


def _day_first(words: str, day: str) -> str:
    numeric = _NUMERIC.search(words)
    if numeric is None:
        return day
    year = int(numeric[3]) + (2000 if len(numeric[3]) == 2 else 0)
    try:
        return date(year, int(numeric[2]), int(numeric[1])).isoformat()
    except ValueError:
        return day


def _past(readings: list[tuple[str, str]], dated: str | None) -> tuple[str, str] | None:
    before = [pair for pair in readings if dated is None or pair[0] <= dated]
    return (before or readings or [None])[-1 if before else 0]
