"""Stretches without an act of the agency that was told."""

import pytest
from tests.factories import AGENCIES, day, incident, linked

from caseclock.extractor.findings.gaps import LEAST, MOST, gaps
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.finding import Gap
from caseclock.models.policy import Nation


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


def test_no_more_than_ten_of_an_agency_and_none_short() -> None:
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
    assert ["the longest of 15 such times" in gap.text for gap in found] == [True] + [False] * (MOST - 1)
    assert "the tenth longest of 15 such times" in found[-1].text


def test_each_agencys_own_are_ranked_apart() -> None:
    told = [
        incident("i", "2022-01-04", ("landlord", "2022-01-05"), ("police", "2022-01-05")),
        incident("j", "2022-02-14", ("landlord", "2022-02-14")),
    ]
    acts = [act("a", "2022-02-02", "landlord"), act("b", "2022-03-01", "landlord")]
    found = gaps([*told, *acts], AGENCIES, day("2022-03-01"))
    ranks = [(gap.working_days, gap.text.partition("; the ")[2].partition(".")[0]) for gap in found]
    assert ranks == [
        (39, "only such time of 10 working days or more"),  # the police
        (20, "longest of 2 such times"),
        (11, "second longest of 2 such times"),
    ]


def told_of(id: str, on: str, summary: str) -> Linked:
    """An incident that the landlord was told of on its day."""
    link = incident(id, on, ("landlord", on))
    return Linked(link.entry.model_copy(update={"summary": summary}), link.events)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["05"], "Reported to it: 5 January 2022 (bins were set alight 05)."),
        (["07", "05"], "Reported to it: 5 January 2022 (bins were set alight 05); 7 January 2022 (bins were set"),
        (["05", "06", "07", "10", "11"], "; 11 January 2022 (bins were set alight 11)."),
        (["05", "06", "07", "10", "11", "12", "13"], "; 11 January 2022 (bins were set alight 11); and 2 more."),
    ],
)
def test_what_was_reported_meanwhile_is_told(days: list[str], words: str) -> None:
    entries = [told_of(f"i{one}", f"2022-01-{one}", f"bins were set alight {one}.") for one in days]
    later = told_of("later", "2022-02-03", "a window was broken")
    (found,) = gaps([*entries, act("a", "2022-02-02", "landlord"), later], AGENCIES)
    assert words in found.text
    assert "window" not in found.text


def test_long_summaries_are_cut_at_a_word_and_empty_ones_left_out() -> None:
    long = told_of(
        "i", "2022-01-05", "The music from the flat above was so loud that the windows shook, and it went on " * 2
    )
    empty = told_of("j", "2022-01-06", "")
    (found,) = gaps([long, empty, act("a", "2022-02-02", "landlord")], AGENCIES)
    assert found.text.endswith(
        "Reported to it: 5 January 2022 "
        "(The music from the flat above was so loud that the windows shook, and it went…); 6 January 2022."
    )


@pytest.mark.parametrize(
    ("nation", "last", "working"),
    [
        (Nation.ENGLAND_AND_WALES, "2024-12-13", 10),
        (Nation.SCOTLAND, "2024-12-13", 9),  # St Andrew's Day 2024 was kept on Monday 2 December
        (Nation.SCOTLAND, "2024-12-16", 10),
        (Nation.NORTHERN_IRELAND, "2024-12-13", 10),
    ],
)
def test_bank_holidays_are_those_of_the_nation(nation: Nation, last: str, working: int) -> None:
    entries = [incident("i", "2024-11-29", ("landlord", "2024-11-29")), act("a", last, "landlord")]
    found = gaps(entries, AGENCIES, None, nation)
    assert [gap.working_days for gap in found] == ([working] if working >= LEAST else [])
