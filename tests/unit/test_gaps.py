"""Stretches without an act of the agency that was told."""

import pytest
from tests.factories import AGENCIES, day, incident, linked

from caseclock.extractor.findings.gaps import LEAST, MOST, gaps
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.finding import Gap


def act(id: str, on: str | None, agency: str, kind: EntryKind = EntryKind.AGENCY_ACTION, **more: bool) -> Linked:
    """Something an agency did."""
    return linked(id, kind, on, actor=agency, **more)  # type: ignore[arg-type]


def run(*entries: Linked, as_of: str = "2022-03-01") -> list[tuple[str | None, str | None, int, int]]:
    """from, to, working days, calendar days."""
    return [_brief(gap) for gap in gaps(entries, AGENCIES, day(as_of))]


def _brief(gap: Gap) -> tuple[str | None, str | None, int, int]:
    return gap.from_.entry, gap.to.entry, gap.working_days, gap.calendar_days


TOLD = incident("i", "2022-01-04", ("landlord", "2022-01-05"))


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([TOLD, act("a", "2022-02-02", "landlord")], [("i", "a", 20, 28)]),
        ([TOLD, act("a", "2022-01-18", "landlord")], []),  # nine working days
        ([TOLD, act("a", "2022-01-19", "landlord")], [("i", "a", 10, 14)]),
        # only the agency that was told can end it
        ([TOLD, act("p", "2022-01-06", "police"), act("a", "2022-02-02", "landlord")], [("i", "a", 20, 28)]),
        # what was not done ends nothing
        (
            [TOLD, act("no", "2022-01-06", "landlord", negated=True), act("a", "2022-02-02", "landlord")],
            [("i", "a", 20, 28)],
        ),
        # what has no date ends nothing
        ([TOLD, act("u", None, "landlord"), act("a", "2022-02-02", "landlord")], [("i", "a", 20, 28)]),
        # a contact or a reply is an act, another incident is not
        ([TOLD, act("c", "2022-02-02", "landlord", EntryKind.CONTACT)], [("i", "c", 20, 28)]),
        ([TOLD, act("x", "2022-01-06", "landlord", EntryKind.INCIDENT)], [("i", None, 39, 55)]),
        # what the police did is theirs, whichever force
        (
            [incident("i", "2022-01-04", ("police", "2022-01-05")), linked("p", EntryKind.POLICE_ACTION, "2022-02-02")],
            [("i", "p", 20, 28)],
        ),
        # nothing up to the day of the findings
        ([TOLD], [("i", None, 39, 55)]),
        # nobody expects a charity to act
        ([incident("i", "2022-01-04", ("charity", "2022-01-05"))], []),
        ([incident("i", "2022-01-04", ("landlord", None))], []),
        # a report that is an entry of its own
        ([linked("r", EntryKind.REPORT, "2022-01-05", recipients=("police",))], [("r", None, 39, 55)]),
    ],
)
def test_a_gap_runs_from_the_report_to_the_next_act_of_that_agency(
    entries: list[Linked], found: list[tuple[str | None, str | None, int, int]]
) -> None:
    assert run(*entries) == found


def test_reports_in_a_gap_do_not_make_more_of_it() -> None:
    again = incident("j", "2022-01-10", ("landlord", "2022-01-11"))
    found = gaps([TOLD, again, act("a", "2022-02-02", "landlord")], AGENCIES, day("2022-03-01"))
    assert [_brief(gap) for gap in found] == [("i", "a", 20, 28)]
    assert "told 2 times" in found[0].text


def test_a_stretch_that_still_lasts_needs_the_day_of_the_findings() -> None:
    assert gaps([TOLD], AGENCIES) == ()
    assert [_brief(gap) for gap in gaps([TOLD, act("a", "2022-02-02", "landlord")], AGENCIES)] == [("i", "a", 20, 28)]


def test_one_after_the_other_longest_first() -> None:
    later = incident("j", "2022-02-03", ("landlord", "2022-02-03"))
    assert run(TOLD, act("a", "2022-01-19", "landlord"), later) == [("j", None, 18, 26), ("i", "a", 10, 14)]


def test_no_more_than_ten_and_none_short() -> None:
    entries = [
        entry
        for year in range(2005, 2020)
        for entry in (
            incident(f"i{year}", f"{year}-03-01", ("police", f"{year}-03-01")),
            act(f"a{year}", f"{year}-04-{year - 2000:02}", "police", EntryKind.POLICE_ACTION),
        )
    ]
    found = gaps(entries, AGENCIES, day("2020-01-01"))
    assert len(found) == MOST
    lengths = [gap.working_days for gap in found]
    assert lengths == sorted(lengths, reverse=True)
    assert min(lengths) >= LEAST
    assert found == gaps(entries[::-1], AGENCIES, day("2020-01-01"))
