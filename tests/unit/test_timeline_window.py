"""The window over the timeline: how long it is, where it stands, what it says."""

from datetime import date

import pytest
from tests.made_chronology import AGENCIES, FINDINGS, entry, made, source, when

from caseclock.api.pages.chronology.timeline_window import (
    Happened,
    Length,
    Tally,
    happened_in,
    length_of,
    tally,
    threshold_window,
    window_words,
)
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.chronology import Case, Chronology
from caseclock.models.entry import EntryKind, Report
from caseclock.models.finding import Period, RouteKind, Threshold
from caseclock.models.when import Precision

POLICE, COUNCIL, LANDLORD = (agency.id for agency in AGENCIES)


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        (date(2021, 4, 19), date(2021, 10, 19), Length(months=6)),
        (date(2021, 4, 20), date(2021, 10, 19), Length(months=6, within=True)),
        (date(2020, 8, 29), date(2021, 2, 28), Length(months=6, within=True)),
        (date(2020, 10, 19), date(2021, 10, 19), Length(months=12)),
        (date(2021, 10, 1), date(2021, 10, 10), Length(months=0, days=10)),
    ],
)
def test_the_length_is_that_of_the_period_that_a_threshold_looked_at(start: date, end: date, length: Length) -> None:
    assert length_of(Period(start=start, end=end)) == length
    assert length.start(end) == start


def test_without_a_threshold_it_is_six_months() -> None:
    assert length_of(None) == Length(months=6)
    assert Length().start(date(2021, 8, 31)) == date(2021, 2, 28)
    assert Length().words == "6 months"


def test_a_window_at_the_beginning_of_the_calendar_begins_with_it() -> None:
    assert Length().start(date(1, 3, 1)) == date.min


def test_the_threshold_that_counts_comes_before_others() -> None:
    count = next(one for one in FINDINGS if isinstance(one, Threshold))
    other = count.model_copy(update={"route": RouteKind.HATE, "window": Period(start=date(2020, 1, 1), end=date.max)})
    assert threshold_window(made().model_copy(update={"findings": (other, count)})) == count.window
    assert threshold_window(made().model_copy(update={"findings": ()})) is None


HEALTH = Agency(id="gp", name="Fold Street Surgery", kind=AgencyKind.HEALTH)


@pytest.mark.parametrize(
    ("agency", "on", "in_time"),
    [
        (POLICE, date(2021, 3, 3), True),
        (POLICE, date(2021, 4, 2), True),
        (POLICE, date(2021, 4, 3), False),
        (LANDLORD, date(2021, 3, 20), True),
        (COUNCIL, None, False),
        ("gp", date(2021, 3, 4), False),
        ("unknown", date(2021, 3, 4), False),
        (POLICE, date(2021, 3, 2), True),
        (POLICE, date(2021, 2, 1), False),
    ],
    ids=[
        *("same day", "last day of the month beginning with it", "a day too late", "landlord", "no day"),
        *("a surgery is no relevant body", "not an agency of the case", "day before: told at night", "long before"),
    ],
)
def test_a_report_within_a_month_to_a_relevant_body(agency: str, on: date | None, in_time: bool) -> None:
    report = Report(agency=agency, on=on, reference=None, source=source("d1", "rang"))
    happening = entry(1, when(date(2021, 3, 3)), "Threats.", reports=(report,))
    (found,) = happened_in(_of(happening))
    assert found.in_time is in_time


def test_a_period_is_judged_by_its_last_day() -> None:
    report = Report(agency=POLICE, on=date(2021, 4, 25), reference=None, source=source("d1", "rang"))
    long = when(date(2021, 3, 1), date(2021, 3, 31), Precision.RANGE)
    (found,) = happened_in(_of(entry(1, long, "Noise.", reports=(report,))))
    assert found.in_time


def test_only_dated_incidents_are_looked_at() -> None:
    undated = entry(2, when(None, precision=Precision.UNDATED), "Once.")
    contact = entry(3, when(date(2021, 3, 3)), "Rang.", EntryKind.CONTACT)
    assert happened_in(_of(undated, contact)) == ()


def _of(*entries: object) -> Chronology:
    return Chronology.model_construct(
        case=Case(as_of=date(2021, 6, 1)), documents=(), agencies=(*AGENCIES, HEALTH), entries=entries, findings=()
    )


def one(first: str, last: str = "", n: int = 1, is_sure: bool = True, in_time: bool = True) -> Happened:
    """An incident of March 2021, by its days."""
    return Happened(date(2021, 3, int(first)), date(2021, 3, int(last or first)), n, is_sure, in_time)


@pytest.mark.parametrize(
    ("happened", "found"),
    [
        ((), Tally(0, 0, 0)),
        ((one("10"), one("20")), Tally(2, 2, 0)),
        ((one("9"), one("21")), Tally(0, 0, 0)),
        ((one("15", in_time=False),), Tally(1, 0, 0)),
        ((one("15", n=3),), Tally(3, 3, 0)),
        ((one("8", "12"), one("19", "22")), Tally(0, 0, 2)),
        ((one("12", "14", n=19, is_sure=False),), Tally(0, 0, 19)),
    ],
    ids=["none", "first and last day", "outside", "not reported", "several in one", "partly in it", "a total"],
)
def test_what_falls_in_a_window(happened: tuple[Happened, ...], found: Tally) -> None:
    assert tally(happened, date(2021, 3, 10), date(2021, 3, 20)) == found


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Tally(0, 0, 0), "no incidents"),
        (Tally(1, 1, 0), "1 incident, reported within a month"),
        (Tally(1, 0, 0), "1 incident, not reported within a month"),
        (Tally(4, 3, 0), "4 incidents, 3 of them reported within a month"),
        (Tally(4, 0, 2), "4 incidents, none of them reported within a month; 2 more may fall in it"),
        (Tally(0, 0, 1), "no incidents; 1 more may fall in it"),
    ],
)
def test_it_says_in_words_what_falls_in_it(found: Tally, words: str) -> None:
    assert window_words(date(2026, 1, 3), date(2026, 7, 2), found) == f"3 January 2026 to 2 July 2026: {words}"
