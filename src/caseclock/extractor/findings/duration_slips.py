"""What a paper's own arithmetic shows: figures that neither convention gives, and a change of convention."""

from collections import defaultdict
from collections.abc import Iterable

from caseclock.extractor.findings.compared_words import quoted
from caseclock.extractor.findings.long_recounts import long_slips
from caseclock.extractor.findings.passages import Passages, discrepancy
from caseclock.extractor.findings.phrases import day_text
from caseclock.extractor.findings.stated_durations import StatedDuration, durations_in
from caseclock.models.finding import Discrepancy
from caseclock.models.policy import Unit
from caseclock.models.source import Source

_UNITS = {Unit.WORKING_DAYS: "working days", Unit.CALENDAR_DAYS: "days", Unit.WEEKS: "weeks", Unit.MONTHS: "months"}
_OTHERS = {"inclusive": "exclusive", "exclusive": "inclusive"}
_A_HABIT = 3  # figures that follow one convention before another one is odd


def duration_slips(case: Passages) -> list[Discrepancy]:
    """Stated durations that don't fit the calendar or the paper's own way of counting; about="duration"."""
    stated = durations_in(case)
    found = [_wrong(case, duration) for duration in stated if duration.verdict == "disagrees"]
    return [finding for finding in [*found, *_odd_ones(case, stated), *long_slips(case)] if finding is not None]


def _wrong(case: Passages, duration: StatedDuration) -> Discrepancy | None:
    if duration.start is None or duration.end is None:
        return None
    unit = _UNITS[duration.unit]
    text = (
        f"{case.name(duration.source.document)} states {duration.figure} {unit}; from {day_text(duration.start.on)} to "
        f"{day_text(duration.end.on)} there are {duration.inclusive} with the first day counted and "
        f"{duration.exclusive} without it."
    )
    if duration.meant:
        text += f" Another passage gives {day_text(duration.meant.on)}, with which the figure fits."
    return discrepancy("duration", "duration", _places(case, duration), text)


def _places(case: Passages, duration: StatedDuration) -> Iterable[Source]:
    """The passages of the duration and its ends; where all stand in one stretch, its parts."""
    if len(duration.sources) > 1:
        return duration.sources
    # Both dates stand within the passage: cite the figure and the dates each for itself.
    document, low, high = duration.source.document, duration.source.start, duration.source.end
    dates = [t for t in case.times_in(document, low, high) if t.from_]
    return [duration.words, *(case.source(document, t.start, t.end) for t in dates)]


def _odd_ones(case: Passages, stated: Iterable[StatedDuration]) -> Iterable[Discrepancy | None]:
    """Figures that follow another convention than most of their paper's figures do."""
    by_document: dict[str, list[StatedDuration]] = defaultdict(list)
    for duration in stated:
        if duration.verdict in _OTHERS:
            by_document[duration.source.document].append(duration)
    for document in sorted(by_document):
        for habit, odd in _OTHERS.items():
            usual = [d for d in by_document[document] if d.verdict == habit]
            others = [d for d in by_document[document] if d.verdict == odd]
            if len(usual) >= _A_HABIT and 4 * len(others) <= len(usual):
                yield from (_odd(case, duration, usual, habit) for duration in others)


def _odd(case: Passages, duration: StatedDuration, usual: list[StatedDuration], habit: str) -> Discrepancy | None:
    alike = [d for d in usual if d.unit is duration.unit] or usual
    sample = alike[0]
    count = duration.inclusive if habit == "inclusive" else duration.exclusive
    counted = "count the first day" if habit == "inclusive" else "leave the first day out"
    text = (
        f"Most figures of {case.name(duration.source.document)} {counted} ({quoted(sample.source.quote)}), but "
        f"{quoted(duration.source.quote)} doesn't: counted in the same way it would be {count}."
    )
    return discrepancy("counting", "duration", (duration.source, sample.source), text)
