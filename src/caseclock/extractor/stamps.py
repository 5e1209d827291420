"""Full dates and clock times as headers, letterheads and exports write them.

Strict on purpose: only a complete day counts ("12 May 2023", "12/05/2023", "2023-05-12", "May 12, 2023"). Expressions
that need a context ("last Friday", "12 May") are the business of the time tagger, not of this file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")"
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
# Besides the usual blanks Word and phones put no-break and narrow blanks between day, month and time.
_GAP = r"[ \t\u00a0\u202f\u2009]"
_DAY = re.compile(
    rf"""
    (?<![\w/.-])
    (?:{WEEKDAY}\.?,?{_GAP}+)?
    (?:
        (?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}})
      | (?P<n1>\d{{1,2}})(?P<sep>[/.-])(?P<n2>\d{{1,2}})(?P=sep)(?P<ny>\d{{4}}|\d{{2}})
      | (?P<wd>\d{{1,2}})(?:st|nd|rd|th)?(?:{_GAP}+day)?(?:{_GAP}+of)?[ \t\u00a0\u202f.-]*(?P<wm>{MONTH})
        (?:\.?,?[ \t\u00a0\u202f-]*(?P<wy>\d{{4}})
          |(?:-|\.?[ ]?'|,[ ](?=\d\d[ ]at\b)|(?=\d))(?P<wy2>\d{{2}})(?![\d:]|\.\d))
      | (?P<am>{MONTH})\b\.?{_GAP}+(?P<ad>\d{{1,2}})(?:st|nd|rd|th)?,?{_GAP}+(?P<ay>\d{{4}})
    )
    (?!\d|[/-]\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = re.compile(
    rf"(?:T|(?:,|\b)?{_GAP}*(?:at|@|-|–|\||,)?{_GAP}*\(?)"
    rf"(?P<h>\d{{1,2}})(?:[:.](?P<m>\d{{2}})(?::(?P<s>\d{{2}})(?:\.\d+)?)?{_GAP}*(?P<half>[ap]\.?m\b\.?)?"
    rf"|{_GAP}*(?P<bare>[ap]\.?m\b\.?))(?![\d/])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A full date as found; `start` and `end` count characters of the text searched, the clock time included."""

    start: int
    end: int
    day: date
    clock: time | None

    @property
    def moment(self) -> datetime:
        """Day and time; midnight where no time is told."""
        return datetime.combine(self.day, self.clock or time())


def stamps(text: str) -> Iterator[Stamp]:
    """All full dates of a text in order, each with the clock time that directly follows it."""
    for found in _DAY.finditer(text):
        day = _day(found)
        if day is None:
            continue
        clock_found = _CLOCK.match(text, found.end())
        clock = _clock(clock_found) if clock_found else None
        end = clock_found.end() if clock_found and clock else found.end()
        yield Stamp(found.start(), end, day, clock)


def first_stamp(text: str) -> Stamp | None:
    """The first full date of a text, None if there is none."""
    return next(stamps(text), None)


def uk_local(moment: datetime) -> datetime:
    """Naive UK local time of a naive UTC moment.

    Worked out from the rule in force since 1996 (last Sundays of March and October, 01:00 UTC), because a bare machine
    may have no time zone data.
    """
    begins = _last_sunday(moment.year, 3)
    ends = _last_sunday(moment.year, 10)
    return moment + timedelta(hours=1) if begins <= moment < ends else moment


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _day(found: re.Match[str]) -> date | None:
    group = found.groupdict()
    if group["iy"]:
        parts = (int(group["iy"]), int(group["im"]), int(group["id"]))
    elif group["n1"]:
        first, second, year = int(group["n1"]), int(group["n2"]), _year(group["ny"])
        # Day first, as the UK writes; month first only where nothing else can be meant.
        parts = (year, first, second) if second > 12 >= first else (year, second, first)
    elif group["wd"]:
        parts = (_year(group["wy"] or group["wy2"]), MONTHS[group["wm"].lower()], int(group["wd"]))
    else:
        parts = (int(group["ay"]), MONTHS[group["am"].lower()], int(group["ad"]))
    if not 1900 <= parts[0] <= 2100:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def _year(written: str) -> int:
    number = int(written)
    if len(written) == 4:
        return number
    return 2000 + number if number < 70 else 1900 + number


def _clock(found: re.Match[str]) -> time | None:
    hour, minute, second = int(found["h"]), int(found["m"] or 0), int(found["s"] or 0)
    half = (found["half"] or found["bare"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second)
