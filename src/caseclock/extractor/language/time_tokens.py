"""The tokens that expressions of time are made of, and what a run of characters with a digit in it is."""

import re
from dataclasses import dataclass

from caseclock.extractor.language.calendar_days import valid
from caseclock.extractor.language.time_expression import Clock
from caseclock.extractor.language.time_words import MONTHS, VOCABULARY

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T(\d{2}):(\d{2})\S*)?\Z")
_NUMERIC = re.compile(r"(\d{1,2})([./\-–])(\d{1,2})\2(\d{4}|\d{2})\Z")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/.–]?([A-Za-z]{3,9})[-/.–]?(\d{4}|\d{2})\Z")
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/.–]?([A-Za-z]{3,9})\Z")
_PARTIAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[/.](\d{1,2})(?:st|nd|rd|th)?\Z")
_MONTH_YEAR = re.compile(r"(\d{1,2})/(\d{4})\Z")
_YEARS = re.compile(r"(\d{4})[/\-–](\d{4}|\d{2})\Z")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\Z", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?(am|pm|a|p|hrs?|h|hours|z)?\Z", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})(am|pm|ish|noon)\Z", re.IGNORECASE)
_MILITARY = re.compile(r"(\d{2})(\d{2})(hrs?|h|hours)\Z", re.IGNORECASE)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})\Z")
_SHORT_YEAR = re.compile(r"['’](\d{2})\Z")
_DECADE = re.compile(r"(1\d\d0|20\d0)['’]?s\Z")
_UNIT_RUN = re.compile(r"(\d{1,3})(days?|wks?|weeks?|months?|yrs?|years?|mins?|hrs?|hours?)\Z", re.IGNORECASE)


@dataclass(slots=True)
class Token:
    """A word, number or mark of interest. `joined`: nothing but white space stands between it and the token before."""

    kind: str
    value: int | str | Clock | tuple[int, ...]
    start: int
    end: int
    joined: bool
    text: str
    live: bool = True  # an expression may begin here: a word that makes one stands here or later in the row


def full_year(two_digits: int) -> int:
    """The year that two digits mean: 50 to 99 are the last century's."""
    return two_digits + (1900 if two_digits >= 50 else 2000)


def _year_of(digits: str) -> int:
    return int(digits) if len(digits) == 4 else full_year(int(digits))


def _full_date(body: str) -> tuple[str, tuple[int, ...]] | None:
    """A date in one run of characters: ("date", (year, month, day[, hour, minute]))."""
    if found := _ISO.match(body):
        year, month, day = (int(found[n]) for n in (1, 2, 3))
        clock = (int(found[4]), int(found[5])) if found[4] else ()
        if valid(year, month, day) and 1900 <= year <= 2100:
            return "date", (year, month, day, *clock)
        return None
    if found := _NUMERIC.match(body):
        day, month, year = int(found[1]), int(found[3]), _year_of(found[4])
        if valid(year, month, day) and 1900 <= year <= 2100:
            return "date", (year, month, day)
        # no such day in the UK order: month first is the one reading left
        if len(found[4]) == 4 and month > 12 and valid(year, day, month):
            return "date", (year, day, month)
        return None
    if (found := _NAMED.match(body)) and (named := MONTHS.get(found[2].lower())):
        year = _year_of(found[3])
        if valid(year, named, int(found[1])):
            return "date", (year, named, int(found[1]))
    if (found := _COMPACT.match(body)) and valid(int(found[1]), int(found[2]), int(found[3])):
        return "compact", (int(found[1]), int(found[2]), int(found[3]))
    return None


def _clock(body: str) -> tuple[str, Clock] | None:
    """A time of day in one run of characters."""
    if found := _CLOCK.match(body):
        hour, minute, tail = int(found[1]), int(found[2]), (found[3] or "").lower()
        if hour > 23 or minute > 59:
            return None
        if tail in ("am", "pm", "a", "p"):
            return ("clock", _half(hour, minute, tail)) if 1 <= hour <= 12 else ("clock", Clock(hour, minute))
        if ":" in body or tail:
            # 9:40 may be either half of the day, 09:40 and 13:40 may not
            return "clock", Clock(hour, minute, sure=len(found[1]) == 2 or hour > 12 or bool(tail))
        return "dotted", Clock(hour, minute, sure=found[1].startswith("0") or hour > 12)
    if found := _HOUR.match(body):
        hour, tail = int(found[1]), found[2].lower()
        if 1 <= hour <= 12 and tail in ("am", "pm"):
            return "clock", _half(hour, 0, tail)
        if 1 <= hour <= 12 and tail == "ish":
            return "clock", Clock(hour, 0, sure=False, rough=True)
        return ("clock", Clock(12)) if tail == "noon" and hour == 12 else None
    if (found := _MILITARY.match(body)) and int(found[1]) < 24 and int(found[2]) < 60:
        return "clock", Clock(int(found[1]), int(found[2]))
    return None


def _half(hour: int, minute: int, tail: str) -> Clock:
    """12-hour clock to 24-hour clock."""
    return Clock(hour % 12 + (12 if tail[0] in "pP" else 0), minute)


def half_of_day(clock: Clock, tail: str) -> Clock:
    """The same time with am or pm said."""
    return _half(clock.hour, clock.minute, tail) if 1 <= clock.hour <= 12 else clock


def classify(body: str) -> tuple[str, int | str | Clock | tuple[int, ...]]:
    """What a run of characters with a digit in it is: (kind, value); kind "x" is of no use for a date."""
    if len(body) > 32:
        return "x", ""
    if body.isdecimal() and body.isascii():
        value = int(body)
        if len(body) == 8 and (dated := _full_date(body)) is not None:
            return dated
        if len(body) <= 2:
            return ("day" if 1 <= value <= 31 else "count"), value
        if len(body) == 4 and 1900 <= value <= 2100:
            return "year", value
        if len(body) == 4 and value < 2400 and value % 100 < 60:
            return "military", value
        return "count", value if len(body) <= 4 else 0
    if body.lower() in ("2nite", "2night"):
        return "tonight", "tonight"
    if len(body) > 5 and (dated := _full_date(body)) is not None:
        return dated
    if found := _ORDINAL.match(body):
        return ("ordinal", int(found[1])) if 1 <= int(found[1]) <= 31 else ("x", "")
    if (timed := _clock(body)) is not None:
        return timed
    if found := _DECADE.match(body):
        return "decade", int(found[1])
    if found := _SHORT_YEAR.match(body):
        return "short_year", full_year(int(found[1]))
    if found := _YEARS.match(body):
        return "years", (int(found[1]), _year_of(found[2]))
    if (found := _MONTH_YEAR.match(body)) and 1 <= int(found[1]) <= 12 and 1900 <= int(found[2]) <= 2100:
        return "month_year", (int(found[2]), int(found[1]))
    if found := _PARTIAL.match(body):
        return ("pair", (int(found[1]), int(found[2]))) if "/" in body else ("x", "")
    if (found := _DAY_NAMED.match(body)) and (month := MONTHS.get(found[2].lower())) and 1 <= int(found[1]) <= 31:
        return "day_month", (int(found[1]), month)
    return "x", ""


_DASH = re.compile(r"[-–—]")


def number_tokens(body: str, start: int, joined: bool) -> list[Token]:
    """The token or tokens of a run of characters with a digit in it: "23-27" is two numbers and a dash."""
    kind, value = classify(body)
    if kind != "x":
        return [Token(kind, value, start, start + len(body), joined, body)]
    if found := _UNIT_RUN.match(body):
        unit_kind, unit = VOCABULARY[found[2].lower()]
        middle = start + found.end(1)
        number = Token("day", int(found[1]), start, middle, joined, found[1])
        return [number, Token(unit_kind, unit, middle, start + len(body), True, found[2])]
    if len(body) > 64:
        return [Token("x", "", start, start + len(body), joined, body)]
    dashes = [found.start() for found in _DASH.finditer(body)]
    if len(dashes) in (1, 3, 5):
        at = dashes[len(dashes) // 2]
        sides = []
        for piece, offset in ((body[:at], 0), (body[at + 1 :], at + 1)):
            side = classify(piece)
            if side[0] == "x" and (word := VOCABULARY.get(piece.lower())) and word[0] in ("month", "unit"):
                side = word
            sides.append((side, piece, offset))
        if all(side[0] not in ("x", "count") or (side[0] == "count" and piece) for side, piece, _ in sides):
            left, right = (
                Token(side[0], side[1], start + offset, start + offset + len(piece), True, piece)
                for side, piece, offset in sides
            )
            left.joined = joined
            return [left, Token("minus", "-", start + at, start + at + 1, True, "-"), right]
    return [Token("x", "", start, start + len(body), joined, body)]
