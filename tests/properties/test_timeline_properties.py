"""Whatever happened and whenever: the timeline picture loses nothing, and no mark covers another."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made_chronology import AGENCIES, entry, when

from caseclock.api.pages.chronology.timeline import make_timeline
from caseclock.api.pages.chronology.timeline_packing import APART, in_rows, stacked
from caseclock.api.pages.chronology.timeline_scale import WIDTH, axis_of, make_scale
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import make_rows
from caseclock.models.chronology import Case, Chronology
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.when import Precision

PLACES = st.lists(st.integers(0, 400).map(float), max_size=60).map(sorted)
DAYS = st.dates() | st.dates(date(2020, 1, 1), date(2022, 12, 31))


@st.composite
def entries(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Entries of any kind, by anybody, of any day, period or none."""
    made = []
    for number in range(draw(st.integers(1, 40))):
        start, end = sorted((draw(DAYS), draw(DAYS)))
        precision = draw(st.sampled_from(Precision))
        at = when(None if precision is Precision.UNDATED else start, end if precision is Precision.RANGE else None)
        at = at.model_copy(update={"precision": precision})
        actor = draw(st.sampled_from([None, "complainant", *(agency.id for agency in AGENCIES)]))
        made.append(entry(number, at, "Something.", draw(st.sampled_from(EntryKind)), actor=actor))
    return tuple(made)


@settings(deadline=None, max_examples=60)
@given(entries(), DAYS)
def test_every_dated_entry_is_in_one_mark_that_is_in_the_picture(some: tuple[Entry, ...], as_of: date) -> None:
    chronology = Chronology.model_construct(
        case=Case(as_of=as_of), documents=(), agencies=AGENCIES, entries=some, findings=()
    )
    rows = make_rows(chronology, Places(()))
    drawn = make_timeline(chronology, rows)
    dated = [row.no for row in rows if row.entry.when.start is not None]
    if drawn is None:
        assert not dated
        return
    assert sorted(number for mark in drawn.marks for number in mark.numbers) == dated
    for lane in drawn.lanes:
        for mark in lane.marks:
            assert 0 <= mark.x <= mark.x + mark.width <= WIDTH
            assert lane.y <= mark.y <= mark.y + mark.height <= lane.y + lane.height
    assert drawn.lanes[-1].y + drawn.lanes[-1].height <= drawn.height


@given(PLACES, st.integers(1, 6))
def test_marks_do_not_cover_each_other(places: list[float], most: int) -> None:
    spots = stacked(places, most)
    assert sorted(one for spot in spots for one in spot.members) == list(range(len(places)))
    for spot in spots:
        assert spot.level < most
        for other in spots:
            beside = abs(spot.x - other.x) >= APART
            apart = spot.level != other.level and len(spot.members) == len(other.members) == 1
            assert spot is other or beside or apart


@given(PLACES, st.integers(1, 6))
def test_a_mark_stays_near_its_place(places: list[float], most: int) -> None:
    for spot in stacked(places, most):
        for one in spot.members:
            assert abs(spot.x - places[one]) <= 14


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 200)), max_size=40), st.integers(1, 5))
def test_bars_of_a_row_do_not_cover_each_other(given_bars: list[tuple[int, int]], most: int) -> None:
    bars = sorted((float(x), float(x + length)) for x, length in given_bars)
    spans = in_rows(bars, most)
    assert sorted(one for span in spans for one in span.members) == list(range(len(bars)))
    for span in spans:
        assert span.level < most
        assert all(span.x <= bars[one][0] and bars[one][1] <= span.end for one in span.members)
        for other in spans:
            apart = span.end < other.x or other.end < span.x
            assert span is other or span.level != other.level or apart


@given(st.lists(DAYS, min_size=1, max_size=30), st.lists(DAYS, max_size=4))
def test_days_go_from_left_to_right(days: list[date], others: list[date]) -> None:
    scale = make_scale(days, others)
    places = [scale.x(day) for day in sorted((*days, *others))]
    assert places == sorted(places)
    assert all(0 <= place <= WIDTH for place in places)


@given(st.lists(DAYS, min_size=1, max_size=30))
def test_labels_of_the_axis_stand_apart_and_are_not_too_many(days: list[date]) -> None:
    axis = axis_of(make_scale(days, ()))
    for row in (axis.major, axis.minor):
        assert len(row) <= 60
        assert all(tick.x + 7 * len(tick.label) <= after.x for tick, after in pairwise(row))
