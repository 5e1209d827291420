"""What the dates of a sentence say of it: that it gives nothing else, or that it has a day which is not known."""

import re
from collections.abc import Sequence

from caseclock.extractor.language.sentences import Span
from caseclock.models.mention import TimeMention

_LETTERS = re.compile(r"[A-Za-z]{2,}")
_PART_OF_DAY = re.compile(r"\b(?:on|at|about|around|early|late|in|the|morning|afternoon|evening|night|hours)\b", re.I)
_LONGEST = 60  # characters


def is_date_alone(text: str, sentence: Span, times: Sequence[TimeMention]) -> bool:
    """ "18 November 2023, evening.": a sentence that only gives the date of what follows. `times` are its dates."""
    if not any(t.from_ for t in times) or sentence.end - sentence.start > _LONGEST:
        return False
    rest, at = "", sentence.start
    for time in times:
        rest, at = rest + text[at : time.start] + " ", max(at, time.end)
    return not _LETTERS.search(_PART_OF_DAY.sub("", rest + text[at : sentence.end]))


def has_open_date(times: Sequence[TimeMention]) -> bool:
    """Does a clause with these dates give a day that could not be settled ("two days afterwards")? Then it has not the
    one in force."""
    return any(t.from_ is None and t.relative and not t.clock_only and not t.bound and not t.repeated for t in times)
