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


# ---------------------------------------------------------------- a slip is found, and said in plain words


def entry(name: str) -> Entry:
    return result(mill_lane.chronology()).entry_of[name]


def with_entry(old: Entry, *new: Entry) -> Chronology:
    """The chronology with an entry replaced by others."""
    whole = mill_lane.chronology()
    entries = [e for each in whole.entries for e in (new if each.id == old.id else (each,))]
    return whole.model_copy(update={"entries": tuple(entries)})


def with_finding(kind: type, index: int, **changes: object) -> Chronology:
    """The chronology with its nth finding of a kind changed."""
    whole = mill_lane.chronology()
    changed = [f for f in whole.findings if isinstance(f, kind)][index]
    new = changed.model_copy(update=changes)
    return whole.model_copy(update={"findings": tuple(new if f is changed else f for f in whole.findings)})


def a_day_late() -> Chronology:
    old = entry("M09")
    assert old.when.start is not None
    next_day = old.when.start + timedelta(days=1)
    return with_entry(old, old.model_copy(update={"when": old.when.model_copy(update={"start": next_day})}))


def split_in_two() -> Chronology:
    old = entry("M14")
    rest = old.model_copy(update={"id": "apart", "sources": old.sources[:1], "reports": ()})
    return with_entry(old, old.model_copy(update={"sources": old.sources[1:]}), rest)


def look_alikes_made_one() -> Chronology:
    first, second = entry("M11"), entry("M12")
    both = first.model_copy(update={"sources": (*first.sources, *second.sources)})
    whole = with_entry(first, both)
    return whole.model_copy(update={"entries": tuple(e for e in whole.entries if e.id != second.id)})


def told_to_nobody() -> Chronology:
    old = entry("M04")
    return with_entry(old, old.model_copy(update={"reports": ()}))


def told_to_one_more() -> Chronology:
    old = entry("M05")
    return with_entry(old, old.model_copy(update={"reports": entry("M03").reports}))


def visit_made_an_incident() -> Chronology:
    visit = next(e for e in mill_lane.chronology().entries if e.kind is EntryKind.POLICE_ACTION)
    return with_entry(visit, visit.model_copy(update={"kind": EntryKind.INCIDENT}))


def late_report_counts() -> Chronology:
    late = entry("M02").id
    threshold = next(f for f in mill_lane.chronology().findings if isinstance(f, Threshold) and f.route == "count")
    kept = tuple(x for x in threshold.excluded if x.why is not Why.REPORTED_LATE)
    return with_finding(Threshold, 0, counted=(*threshold.counted, late), excluded=kept)


def one_side_only() -> Chronology:
    first = next(f for f in mill_lane.chronology().findings if isinstance(f, Discrepancy))
    same_side = [s for s in first.sources if "11 July" not in s.quote]
    return with_finding(Discrepancy, 0, sources=tuple(same_side))


def words_changed() -> Chronology:
    old = entry("M15")
    first = old.sources[0]
    return with_entry(
        old, old.model_copy(update={"sources": (first.model_copy(update={"start": first.start + 1}), *old.sources[1:])})
    )


@pytest.mark.parametrize(
    ("spoilt", "check", "said"),
    [
        (a_day_late, Result.incidents_found, "M09 (2022-06-11: Mobility scooter slashed in the porch) is not found"),
        (split_in_two, Result.mentions_joined, "M14: "),
        (split_in_two, Result.nothing_invented, "entry apart (incident, 2022-07-23"),
        (look_alikes_made_one, Result.incidents_found, "M12 (2022-07-15: Eggs at the same window the next night)"),
        (told_to_nobody, Result.reports_right, "M04: told to police on no day, not on ['2022-04-10']"),
        (told_to_one_more, Result.reports_right, "M05: it was not told to landlord (2022-04-11)"),
        (visit_made_an_incident, Result.nothing_invented, "is none of the incidents"),
        (visit_made_an_incident, Result.events_found, "is ['incident'], not ['police_action'"),
        (late_report_counts, Result.thresholds_right, "not counted [], wrongly counted ['M02']"),
        (late_report_counts, Result.thresholds_right, "M02 is left out as None, not as ['reported_late']"),
        (lambda: with_finding(Delay, 0, late_by=3), Result.delays_right, "late by is 3, not None"),
        (one_side_only, Result.discrepancies_right, " is not found"),
        (words_changed, Result.sources_exact, "has other words at"),
    ],
)
def test_a_slip_is_found(spoilt: Callable[[], Chronology], check: Callable[[Result], Iterable[str]], said: str) -> None:
    assert said in lines(check(result(spoilt())))
