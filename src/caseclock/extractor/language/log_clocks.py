"""The hour that clipped words of a log give ("since nine", "abt 8", "gone 11", "began 23:30", "from abt 2330")."""

import re
from datetime import date, timedelta

from caseclock.models.when import Precision, When

_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "noon": 12, "midday": 12, "midnight": 0,
}  # fmt: skip
_MINUTES = {"five": 5, "ten": 10, "quarter": 15, "a quarter": 15, "twenty": 20, "twenty five": 25, "twenty-five": 25}
_WORD = "|".join(_HOURS)
_HOUR = (
    rf"(?:(?P<word>{_WORD})|(?P<digits>2[0-3]|1\d|0?[1-9]))(?!\d)(?=\s*(?:[,.;)–-]|$|o[’']?clock|"
    r"(?:till|until|to|when|while|with|and|last|on|yesterday|this|in|at|he|she|they|mr|mrs|ms|miss|a|an|the)\b))"
)
_CLOCK = (
    r"(?:(?P<h24>[01]\d|2[0-3])[:.]?(?P<m24>[0-5]\d)(?:\s?(?:hrs|hours|h)\b)?(?!\d|[/.-]\d)"
    r"|(?P<h12>1[0-2]|0?[1-9])(?:[:.](?P<m12>[0-5]\d))?\s?(?P<half>[ap])\.?m\b"
    rf"|half(?:\s+past)?\s+(?P<thirty>{_WORD})"
    rf"|(?:a\s+)?(?P<minutes>five|ten|quarter|twenty(?:[ -]five)?)\s+(?P<side>past|to)\s+(?P<around>{_WORD})"
    rf"|{_HOUR})(?:\s*o[’']?clock)?(?:\s+(?:in the|at)\s+(?P<part>morning|afternoon|evening|night))?"
)
_LEAD = (
    r"\b(?:since|from|abt|about|approx\.?|around|circa|c\.|gone|just (?:after|before|gone)|after|at|began|begun|"
    r"started|starting|starts)\s+"
)
_SAID = re.compile(
    rf"{_LEAD}(?:(?:at|about|abt|approx\.?|around|just (?:after|before|gone)|gone)\s+)*{_CLOCK}", re.IGNORECASE
)
_BARE = re.compile(rf"(?:[,;:]\s+|\bnight,?\s+){_CLOCK}(?=\s*[,.;]|\s*$|\s+(?:to|till|until)\b)", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:till|until|to|up to|before|by|not stopped \w+|still \w+|stopped)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_LATE = re.compile(r"\b(?:night|evening|eve|tonight|late|teatime|tonite|nite)\b|[’']s eve\b", re.IGNORECASE)
_SMALL_HOURS = re.compile(r"\bin the (?:night|small hours|early hours)\b|\b(?:middle of the |over|mid)night\b", re.I)
_YEAR = re.compile(r"^\W*(?:since|from|after|began|started)?\W*(?:19[89]|20[0-4])\d\W*$", re.IGNORECASE)
_CALL_AT = re.compile(
    r"\W*(?:t/?c|tel\w*|call|phone call|e-?mail|text|letter|message|vm|web ?form)\b[^.;:]{0,40}?"
    r"\b(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)\b",
    re.IGNORECASE,
)
_OVERNIGHT = re.compile(
    r"\b(?:in|during|through) the night\b|\bovernight\b|\b(?:found|discovered|noticed|seen|saw|woke)\b[^.;]{0,30}?"
    r"\b(?:this morning|first thing|when (?:she|he|they|I) (?:got|woke) up)\b|\bwoke (?:up )?to\b",
    re.IGNORECASE,
)
_BY_DAY = re.compile(r"\btonight\b|\b(?:this|yesterday) (?:afternoon|evening|lunchtime)\b", re.IGNORECASE)
_EVENING = 17  # the first hour of an evening
_NIGHT = 5  # the last hour of a night


def said_clock(words: str, called: str | None = None) -> str | None:
    """The hour, "HH:MM", at which the thing that a row tells of began, None if its words give none. `called` is when
    they were taken down: "since nine" at 22:35 is nine in the evening."""
    bare = (found for found in _BARE.finditer(words) if not found["digits"])
    for found in (*_SAID.finditer(words), *bare):
        if not _UNTIL.search(words[: found.start()]) and not _YEAR.search(found[0]):
            return _settled(found, words, called)
    return None


def _settled(found: re.Match[str], words: str, called: str | None) -> str | None:
    if found["h24"]:
        return f"{found['h24']}:{found['m24']}"
    minute = 0
    if found["h12"]:
        hour, minute = int(found["h12"]) % 12, int(found["m12"] or 0)
        return f"{hour + (12 if found['half'].lower() == 'p' else 0):02d}:{minute:02d}"
    if found["thirty"]:
        hour, minute = _HOURS[found["thirty"].lower()], 30
    elif found["around"]:
        minute = _MINUTES[" ".join(found["minutes"].lower().split())]
        hour = _HOURS[found["around"].lower()]
        if found["side"].lower() == "to":
            hour, minute = hour - 1, 60 - minute
    else:
        hour = _HOURS[found["word"].lower()] if found["word"] else int(found["digits"])
    if hour > 12 or (found["word"] or "").lower() in ("noon", "midnight", "midday"):
        return f"{hour:02d}:{minute:02d}"
    return f"{_half_of_day(hour, found['part'], words, called):02d}:{minute:02d}"


def _half_of_day(hour: int, part: str | None, words: str, called: str | None) -> int:
    """The hour on a clock of 24, by what the words call the part of the day, else as late as it can have been."""
    morning, evening = hour % 12, hour % 12 + 12
    if part is not None:
        early = part.lower() == "morning" or (part.lower() == "night" and morning <= _NIGHT)
        return morning if early else evening
    if _SMALL_HOURS.search(words):
        return morning if morning <= _NIGHT else evening
    if re.search(r"\bmorning\b", words, re.IGNORECASE) and not _LATE.search(words):
        return morning
    if _LATE.search(words):
        return evening if evening >= _EVENING else morning
    if called is not None:
        at = int(called[:2])
        return evening if evening <= at or at <= _NIGHT < morning else morning if morning <= at else evening
    return evening


def told_clock(when: When, words: str) -> When:
    """`when` with the hour that its clipped words give, where none was read, or the other half of the day."""
    clock = said_clock(words)
    if clock is None or when.start is None or when.start != when.end:
        return when
    if when.time is not None and (clock[3:] != when.time[3:] or abs(int(clock[:2]) - int(when.time[:2])) != 12):
        return when
    return when.model_copy(update={"time": clock, "precision": Precision.MINUTE})


def with_said_clock(when: When, words: str, called: str | None = None) -> When:
    """`when` with the hour that the words give. One of an evening that was told in the small hours of its own day
    belongs to the evening before."""
    clock = said_clock(words, called)
    if clock is None or when.start is None or when.start != when.end:
        return when
    day: date = when.start
    if called is not None and int(called[:2]) <= _NIGHT and int(clock[:2]) >= _EVENING:
        day -= timedelta(1)
    return when.model_copy(update={"start": day, "end": day, "time": clock, "precision": Precision.MINUTE})


def without_call(when: When, words: str) -> When:
    """`when` without the hour of the call or message itself ("Email from Ms Orr 09:05: ...")."""
    head = _CALL_AT.match(words)
    if head is None or when.time != f"{int(head['h']):02d}:{head['m']}":
        return when
    precision = Precision.DAY if when.precision is Precision.MINUTE else when.precision
    return when.model_copy(update={"time": None, "precision": precision})


def night_before(when: When, words: str, written: date | None) -> When:
    """`when` on the evening before, for what happened "in the night" or "overnight" before a note that names no day."""
    if when.start is None or when.start != written or when.end != written or when.time is not None:
        return when
    if not _OVERNIGHT.search(words) or _BY_DAY.search(words):
        return when
    eve = written - timedelta(1)
    return when.model_copy(update={"start": eve, "end": eve})
