"""The sample case, built: everything that its hand-written answer asks for is there, and nothing that it does not."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from tests import mill_lane
from tests.golden.expectations import Result

from caseclock.models.chronology import Chronology
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.finding import Delay, Discrepancy, Threshold, Why

CHECKS = {
    "incidents are found once each": Result.incidents_found,
    "incidents have their time, sort and count": Result.incidents_told,
    "mentions are with their fellows": Result.mentions_joined,
    "no incident is invented": Result.nothing_invented,
    "agencies are found": Result.agencies_found,
    "reports have their agency and day": Result.reports_right,
    "other events are found": Result.events_found,
    "thresholds are judged": Result.thresholds_right,
    "clocks run": Result.delays_right,
    "discrepancies are found and none besides": Result.discrepancies_right,
    "papers are described": Result.documents_right,
    "sources quote to the letter": Result.sources_exact,
}


def result(chronology: Chronology) -> Result:
    return Result(chronology, mill_lane.papers(), mill_lane.expected())


def lines(faults: Iterable[str]) -> str:
    """As a text, so that a failing test prints it whole."""
    return "\n".join(faults)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())
def test_expected_result_is_met(check: Callable[[Result], Iterable[str]]) -> None:
    assert lines(check(result(mill_lane.chronology()))) == ""
