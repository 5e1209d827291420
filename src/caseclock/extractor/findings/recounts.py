"""The papers' own figures that the calendar confirms ("47 working days after ..."), with the convention of each.

Figures that the calendar contradicts are discrepancies (`duration_slips.py`)."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from caseclock.extractor.findings.calendar import elapsed
from caseclock.extractor.findings.long_recounts import long_recounts
from caseclock.extractor.findings.passages import Passages, sort_key
from caseclock.extractor.findings.phrases import day_text, units
from caseclock.extractor.findings.stated_durations import StatedDuration, durations_in
from caseclock.models.document import Paper
from caseclock.models.event import Linked
from caseclock.models.finding import Gap
from caseclock.models.mention import TimeMention
from caseclock.models.policy import Counting, Nation, Unit

_NATION = Nation.ENGLAND_AND_WALES
_CONVENTIONS = {
    "inclusive": "the paper counts the first day as well as the last",
    "exclusive": "the paper leaves the first day out",
    "both": "the figure holds whether the first day is counted or not",
}


def recounts(
    linked: Sequence[Linked], papers: Sequence[Paper], times: Mapping[str, Sequence[TimeMention]]
) -> tuple[Gap, ...]:
    """A gap for every stated duration that is reproduced between two days, in order of document and place.

    `working_days` and `calendar_days` count as everywhere in the result, without the first day."""
    names = {paper.document.id: paper.document.name for paper in papers}
    case = Passages(linked, papers, times)
    placed = [(stated.source, _gap(stated, names)) for stated in durations_in(case)]
    placed += [(duration.source, gap) for duration, gap in long_recounts(case)]
    return tuple(gap for _, gap in sorted(placed, key=lambda item: sort_key(item[0])) if gap is not None)


def _gap(stated: StatedDuration, names: Mapping[str, str]) -> Gap | None:
    if stated.verdict not in _CONVENTIONS or stated.start is None or stated.end is None:
        return None
    first, last = stated.start.on, stated.end.on
    if stated.inclusive is None or stated.exclusive is None or first > last:
        return None
    source = stated.source
    holidays = ", England and Wales bank holidays left out" if stated.unit is Unit.WORKING_DAYS else ""
    key = f"{source.document}|{source.start}|{source.end}"
    return Gap.model_validate(
        {
            "id": f"g-{sha256(key.encode()).hexdigest()[:12]}",
            "from": stated.start,
            "to": stated.end,
            "working_days": elapsed(first, last, Unit.WORKING_DAYS, Counting.EXCLUSIVE, _NATION),
            "calendar_days": elapsed(first, last, Unit.CALENDAR_DAYS, Counting.EXCLUSIVE, _NATION),
            "text": (
                f"{names[source.document]} states “{stated.words.quote}”. "
                f"From {day_text(first)} to {day_text(last)} there are "
                f"{units(stated.inclusive, stated.unit)} with the first day counted and {stated.exclusive} without it"
                f"{holidays}: {_CONVENTIONS[stated.verdict]}."
            ),
        }
    )
