"""One time told twice side by side: "at the end of the month, on 31 August" is of that day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.when import Precision

_BESIDE = re.compile(r"\s*[,(–—-]\s*(?:(?:on|namely|that is|i\.?e\.?|being)[,:]?\s+)?(?:the\s+)?")
_LOOSE = (Precision.APPROXIMATE, Precision.RANGE, Precision.MONTH)
_NONE = timedelta(0)
_CLOSE = timedelta(3)
_A_MONTH = timedelta(31)


def more_exact(text: str, mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """The mentions of `text`, where of two side by side that tell one time the looser has the days of the other."""
    found = list(mentions)
    for number in range(len(found) - 1):
        loose, exact = found[number], found[number + 1]
        if exact.start - loose.end > 16 or not _BESIDE.fullmatch(text, loose.end, exact.start):
            continue
        if _is_one_time(text, loose, exact):
            found[number] = replace(loose, from_=exact.from_, to=exact.to, precision=exact.precision)
    return found


def _is_one_time(text: str, loose: TimeMention, exact: TimeMention) -> bool:
    if loose.precision not in _LOOSE or loose.bound or loose.clock_only or exact.clock_only or exact.bound:
        return False
    if TimeRole.DEADLINE in (loose.role, exact.role) or exact.precision not in (Precision.DAY, Precision.RANGE):
        return False
    if loose.from_ is None or loose.to is None or exact.from_ is None or exact.to is None:
        return False
    if exact.to - exact.from_ > max(loose.to - loose.from_, _CLOSE):
        return False
    spare = _CLOSE if loose.relative else _NONE
    if loose.from_ - spare <= exact.from_ and exact.to <= loose.to + spare:
        return True
    # counted from a date that it was not counted from by the writer
    said_on = text[loose.end : exact.start].rstrip().endswith("on")
    return loose.relative and said_on and abs(exact.from_ - loose.from_) <= _A_MONTH
