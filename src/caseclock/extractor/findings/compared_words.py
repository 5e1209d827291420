"""Words and days in comparable form, for the checks for discrepancies."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_EXPLICIT = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?{_MONTH}"
    rf"|\b{_MONTH}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)"
    r"|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\b\d{1,2}-[a-z]{3}-\d{2,4}|\b\d{1,2}/\d{1,2}\b(?![/.]?\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
_ENDINGS = ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "s", "e", "y")

# Words that tell nothing about what happened: grammar and parts of dates.
_EMPTY = frozenset(
    _WORD.findall(
        """a about after again against all also although am an and another any are around as at away back be because
        been before being between both but by call called can could day days did do does done down during each either
        even ever every few first following for from further get go got had has have having he her here hers herself him
        himself his how however if in into is it its itself just last later least less like made make many may me might
        more most mr mrs ms much must my myself near never new next no nor not now of off on once one only or other our
        ours out over own part per please put said same saw say says see seen she should since so some still such take
        taken than that the their them then there these they thing things this those though three through till time
        times to today too took two under until up upon us very via was way we week weeks well went were what when where
        whether which while who whom whose why will with within without would year years yesterday yet you your yours
        o'clock morning afternoon evening night
        mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday
        thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec january february march april
        june july august september october november december"""
    )
)

# One word for the several that papers use of one thing.
_SAME = {
    word: chosen
    for chosen, words in {
        "complain": "dissatisfaction dissatisfied complaint complaints",
        "phone": "telephone telephoned phoned rang ring",
        "letter": "wrote written",
        "respond": "reply replied response responses",
        "email": "emailed e-mail emails",
        "notice": "nosp notices",
        "inform": "told informed advised notified",
        "escalate": "escalation escalated escalating",
        "break": "broken broke",
        "send": "sent sending",
        "request": "requested asked asking sought seek seeking",
        "meet": "met meeting",
        "speak": "spoke spoken",
        "throw": "threw thrown",
    }.items()
    for word in words.split()
}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A comparable form of a word: lower case, endings off, at most six letters. Rough, but the same both times."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    word = _SAME.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:6]


@lru_cache(maxsize=65536)
def stems(text: str) -> frozenset[str]:
    """The telling words of a passage in comparable form; numbers and dates are left out."""
    return frozenset(
        stem(word) for word in _WORD.findall(text) if len(word) > 2 and word.lower().replace("’", "'") not in _EMPTY
    )


def explicit_day(text: str) -> bool:
    """Does the expression name a day by number and month ("17 June", "17/06/2023"), not only "the following night"?"""
    return _EXPLICIT.search(text) is not None


def explicit_year(text: str) -> bool:
    """Does the expression name its year?"""
    return _YEAR.search(text) is not None


def quoted(text: str, longest: int = 90) -> str:
    """A passage in quotation marks, cut at a word where it is long."""
    text = " ".join(text.split())
    if len(text) > longest:
        text = text[:longest].rsplit(" ", 1)[0] + " ..."
    return f"“{text}”"


def slip_of_one_part(some: date, others: date) -> str:
    """Which one part of the date differs: "year", "month" or "day and month"; "" if it is anything else."""
    if some.day == others.day and some.month == others.month and abs(some.year - others.year) == 1:
        return "year"
    if some.day == others.day and some.year == others.year and some.month != others.month:
        return "month"
    if some.year == others.year and (some.day, some.month) == (others.month, others.day) and some != others:
        return "day and month"
    return ""


def slips_of(day: date) -> tuple[date, ...]:
    """The dates that one slip makes of a date: another year next to it, another month, day and month changed round."""
    parts = [(day.year - 1, day.month, day.day), (day.year + 1, day.month, day.day), (day.year, day.day, day.month)]
    parts += [(day.year, month, day.day) for month in range(1, 13)]
    possible = [p for p in parts if 1 <= p[1] <= 12 and p[2] <= monthrange(p[0], p[1])[1]]
    return tuple(dict.fromkeys(found for p in possible if (found := date(*p)) != day))
