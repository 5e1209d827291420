"""A figure that was counted on the calendar is always reproduced; another one never is."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.discrepancy_factories import MONTHS, CaseMaker

from caseclock.extractor.findings.calendar import elapsed
from caseclock.extractor.findings.stated_durations import stated_durations
from caseclock.models.policy import Counting, Nation, Unit

DAYS = st.dates(date(2018, 1, 1), date(2025, 12, 31))
WORDS = {Unit.WORKING_DAYS: "working days", Unit.CALENDAR_DAYS: "days"}


def written(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@given(
    start=DAYS,
    length=st.integers(3, 400),
    unit=st.sampled_from(sorted(WORDS)),
    counting=st.sampled_from(sorted(Counting)),
    off=st.integers(-1, 2),
)
def test_a_counted_figure_is_reproduced(start: date, length: int, unit: Unit, counting: Counting, off: int) -> None:
    end = start + timedelta(days=length)
    counts = {c: elapsed(start, end, unit, c, Nation.ENGLAND_AND_WALES) for c in Counting}
    figure = counts[counting] + off
    assume(figure > 0)
    case = CaseMaker()
    case.paper(
        "report.docx", f"It replied on {written(end)}, {figure} {WORDS[unit]} after she wrote on {written(start)}."
    )
    (found,) = stated_durations(case.linked, case.papers, case.times)
    assert (found.inclusive, found.exclusive) == (counts[Counting.INCLUSIVE], counts[Counting.EXCLUSIVE])
    assert (found.verdict == "disagrees") == (figure not in counts.values())
    assert found.sources[0].quote.endswith(written(start))
