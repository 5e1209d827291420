"""The diary's "told anybody?" column: which agencies, and on which day counted from the incident."""

import re
from datetime import date, timedelta

from caseclock.extractor.language.account import references_in
from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.context import Context
from caseclock.models.agency import AgencyKind
from caseclock.models.event import Told
from caseclock.models.text import Cell

_NOBODY = re.compile(
    r"\b(?:will|going to|shall|must|no ?one|nobody|not (?:yet )?(?:told|reported)|none)\b", re.IGNORECASE
)
_SAME_DAY = re.compile(
    r"\b(?:that|same|at the) (?:night|day|morning|evening|afternoon|time)\b|\bstraight ?away\b|"
    r"\bimmediately\b|\bat once\b|\bthere and then\b",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(r"\b(?:next|following) (?:day|morning|evening|night)\b|\bday after\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?P<d>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?(?:\s+(?:the\s+)?(?P<n>\d{1,2})(?:st|nd|rd|th)?\b)?", re.IGNORECASE
)
_NTH = re.compile(r"\b(?:on )?(?:the )?(?P<n>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?[A-Z])")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EMERGENCY = re.compile(r"\b(?:999|101)\b")


def told_in(context: Context, cell: Cell, happened: date | None) -> list[Told]:
    """Whom the writer says to have told, with the day where the words give one."""
    text = cell.text
    mentions = [m for m in context.agency_mentions if cell.start <= m.start and m.end <= cell.end]
    found = []
    for number, mention in enumerate(mentions):
        at = mention.end - cell.start
        before = text[: mention.start - cell.start]
        clause = before[max(before.rfind("."), before.rfind(";")) + 1 :]
        if _NOBODY.search(clause):
            continue
        if (
            number
            and mentions[number - 1].agency == mention.agency
            and not re.search(r"[.,;]", text[mentions[number - 1].end - cell.start : mention.start - cell.start])
        ):
            continue
        on = _day_told(text, at, happened)
        if on is None and _EMERGENCY.search(text[max(0, at - len(mention.quote) - 16) : at]):
            on = happened
        references = references_in(context.references, cell.start, cell.end)
        found.append(
            Told(
                mention.agency,
                on,
                references[0].quote if references else None,
                context.place.source(cell.start, cell.end),
            )
        )
    return found or _emergency_call(context, cell, happened)


def _emergency_call(context: Context, cell: Cell, happened: date | None) -> list[Told]:
    """ "101 that night": the police, though only their number is written."""
    number, police = _EMERGENCY.search(cell.text), context.only(AgencyKind.POLICE)
    if number is None or police is None or _NOBODY.search(cell.text):
        return []
    on = _day_told(cell.text, number.end(), happened) or happened
    return [Told(police, on, None, context.place.source(cell.start, cell.end))]


def _day_told(text: str, at: int, happened: date | None) -> date | None:
    """The first day named after the agency (a sentence further at most); else one named before it in the sentence."""
    after = text[at : at + 80]
    stop = re.search(r"\.\s", after)
    day = _first_day(after[: stop.start()] if stop else after, happened)
    if day is None:
        sentence = text[text.rfind(". ", 0, at) + 1 : at]
        day = _first_day(sentence, happened)
    return day


def _first_day(words: str, happened: date | None) -> date | None:
    options: list[tuple[int, date]] = []
    if happened is not None and (nth := _NTH.search(words)):
        options.append((nth.start(), _next_with_number(happened, int(nth["n"]))))
    for time in read_times(words, dated=happened + timedelta(days=60) if happened else None):
        if (
            time.from_
            and time.from_ == time.to
            and not time.clock_only
            and (happened is None or time.from_ >= happened)
            and re.search(r"\d", time.quote)
            and re.search(r"[a-z]{3}|/", time.quote, re.IGNORECASE)
            and not _NTH.fullmatch(time.quote)
        ):
            options.append((time.start, time.from_))
    if happened is not None:
        if match := _SAME_DAY.search(words):
            options.append((match.start(), happened))
        if match := _NEXT_DAY.search(words):
            options.append((match.start(), happened + timedelta(days=1)))
        if match := _WEEKDAY.search(words):
            day = _weekday_after(happened, match)
            if day is not None and not any(abs(at - match.start()) < 14 for at, _ in options):
                options.append((match.start(), day))
    return min(options)[1] if options else None


def _next_with_number(happened: date, number: int) -> date:
    """The first day from the incident on that is the nth of its month."""
    ahead = (happened + timedelta(days=n) for n in range(0, 62))
    return next((day for day in ahead if day.day == number), happened)


def _weekday_after(happened: date, match: re.Match[str]) -> date | None:
    wanted = _DAYS.index(match["d"].lower()[:3])
    for ahead in range(0, 62):
        day = happened + timedelta(days=ahead)
        if day.weekday() == wanted and (match["n"] is None or day.day == int(match["n"])):
            return day
    return None
