"""A case in a line of the list."""

from datetime import date

from tests.made_chronology import made, nothing

from caseclock.api.pages.cases.in_short import InShort, Nearest, in_short
from caseclock.api.pages.deadlines.deadlines_view import Pressing
from caseclock.models.entry import EntryKind


def test_the_line_has_incidents_threshold_and_the_nearest_deadline() -> None:
    chronology = made()
    found = in_short(chronology)
    assert found.incidents == sum(entry.kind is EntryKind.INCIDENT for entry in chronology.entries) > 0
    assert found.incidents < len(chronology.entries)
    assert found.thresholds == "Not met"
    assert found.nearest == Nearest(date(2021, 9, 30), "Stage 2 response", "32 days ago", Pressing.OVERDUE)


def test_a_case_in_which_nothing_was_found_has_a_line_too() -> None:
    assert in_short(nothing()) == InShort(0, "No threshold applied", None)
