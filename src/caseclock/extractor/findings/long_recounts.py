"""The papers' figures in weeks, months and years, in words: what lies between the days that they seem to mean."""

from collections.abc import Iterable
from hashlib import sha256

from caseclock.extractor.findings.calendar import elapsed
from caseclock.extractor.findings.compared_words import quoted
from caseclock.extractor.findings.long_durations import LongDuration, Stretch, calendar_months, long_durations
from caseclock.extractor.findings.long_ends import LongEnd
from caseclock.extractor.findings.long_phrases import Length
from caseclock.extractor.findings.passages import Passages, discrepancy
from caseclock.extractor.findings.phrases import day_text, month_text, number
from caseclock.models.finding import Discrepancy, Gap, Moment
from caseclock.models.policy import Counting, Nation, Unit
from caseclock.models.source import Source

_BARE = 30  # characters
_NATION = Nation.ENGLAND_AND_WALES


def long_recounts(case: Passages) -> Iterable[tuple[LongDuration, Gap]]:
    """A gap for every long duration that a pair of days gives. Where the paper doesn't say between which days, the text
    says so and names the other pairs that would give it."""
    for duration in long_durations(case):
        if duration.verdict == "fits":
            yield duration, _gap(case, duration, duration.fitting[0])


def long_slips(case: Passages) -> Iterable[Discrepancy | None]:
    """Long durations that the two days named beside them don't give; about="duration"."""
    for duration in long_durations(case):
        if duration.verdict == "disagrees":
            stretch = duration.fitting[0]
            text = (
                f"{case.name(duration.source.document)} states {_said(case, duration)}; from {_end(stretch.start)} to "
                f"{_end(stretch.end)} there are {_apart(duration, stretch)}."
            )
            yield discrepancy("long duration", "duration", _places(case, duration, stretch), text)


def _places(case: Passages, duration: LongDuration, stretch: Stretch) -> Iterable[Source]:
    phrase = duration.phrase
    words = case.source(phrase.sentence.document, phrase.words_start, phrase.words_end)
    return words, stretch.start.source, stretch.end.source


def _said(case: Passages, duration: LongDuration) -> str:
    phrase = duration.phrase
    return quoted(case.text(phrase.sentence.document)[phrase.words_start : phrase.words_end])


def _gap(case: Passages, duration: LongDuration, stretch: Stretch) -> Gap:
    first, last = stretch.start.first, stretch.end.last
    working = elapsed(first, last, Unit.WORKING_DAYS, Counting.EXCLUSIVE, _NATION)
    calendar = elapsed(first, last, Unit.CALENDAR_DAYS, Counting.EXCLUSIVE, _NATION)
    source = duration.source
    key = f"{source.document}|{source.start}|{source.end}"
    return Gap.model_validate(
        {
            "id": f"g-{sha256(key.encode()).hexdigest()[:12]}",
            "from": Moment(entry=stretch.start.entry, on=first),
            "to": Moment(entry=stretch.end.entry, on=last),
            "working_days": working,
            "calendar_days": calendar,
            "text": " ".join(_sentences(case, duration, stretch)),
        }
    )


def _sentences(case: Passages, duration: LongDuration, stretch: Stretch) -> Iterable[str]:
    """The statement, the recount, and what is not sure of it."""
    yield f"{case.name(duration.source.document)} states {_said(case, duration)}."
    months = calendar_months(stretch)
    if months:
        yield (
            f"From {month_text(stretch.start.first)} to {month_text(stretch.end.last)} there are {months - 1} months "
            f"from month to month, and {months} if the first and the last are both counted whole."
        )
        return
    days = (stretch.end.last - stretch.start.first).days
    yield (
        f"From {_end(stretch.start)}{_known_from(case, stretch.start)} to "
        f"{_end(stretch.end)}{_known_from(case, stretch.end)} there are {_apart(duration, stretch)} "
        f"({number(days, 'calendar day')})."
    )
    if duration.passed_over:
        early = duration.passed_over
        yield (
            f"The earliest in the papers is {_end(early.start)}{_known_from(case, early.start)}: from there it would "
            f"be {_apart(duration, early)}."
        )
    if duration.certain:
        return
    others = [f"from {_end(s.start)} to {_end(s.end)} ({_apart(duration, s)})" for s in duration.fitting[1:]]
    if others:
        yield f"The passage doesn't name the days; it would hold as well {', or '.join(others)}."
    else:
        yield "The passage doesn't name both days; no others in the papers that its words may mean give the figure."


def _apart(duration: LongDuration, stretch: Stretch) -> str:
    """The time between, in the unit of the figure: weeks for weeks, else months."""
    days = (stretch.end.last - stretch.start.first).days
    if duration.phrase.length is not Length.WEEKS or stretch.start.first != stretch.start.last or days < 7:
        return stretch.apart
    weeks, over = divmod(days, 7)
    return f"{number(weeks, 'week')} and {number(over, 'day')}" if over else number(weeks, "week")


def _known_from(case: Passages, end: LongEnd) -> str:
    """The passage that an end was found in, where the statement doesn't give the day itself."""
    if end.said:
        return ""
    source = end.source
    sentence = case.around(source.document, source.start, source.end)
    # A bare date tells nothing of what is meant by it.
    return f" ({quoted(source.quote if len(source.quote) > _BARE else sentence.text)})"


def _end(end: LongEnd) -> str:
    return day_text(end.first) if end.first == end.last else f"{day_text(end.first)} to {day_text(end.last)}"
