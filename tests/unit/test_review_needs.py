"""Review: what is unsure about an entry, what was decided on it, and which entry is looked at first."""

from collections.abc import Sequence
from datetime import date

import pytest

from caseclock.api.pages.review.review_decided import Found, come_since, decided_on
from caseclock.api.pages.review.review_needs import Row, rows, seen_as, shown
from caseclock.models.chronology import Case, Chronology
from caseclock.models.decision import About, Add, Confirm, Decision, Merge, Reject, Split
from caseclock.models.entry import Entry, EntryKind, Report
from caseclock.models.finding import Discrepancy
from caseclock.models.link import Apart, Reasons, Together
from caseclock.models.source import Source
from caseclock.models.when import Precision, When


def source(start: int, document: str = "d1") -> Source:
    return Source(document=document, page=1, start=start, end=start + 10, quote=f"passage {start}")


def entry(id: str, *starts: int, day: int = 1, sure: float = 0.9, **different: object) -> Entry:
    when = When(start=date(2024, 3, day), end=date(2024, 3, day), precision=Precision.DAY)
    sources = tuple(source(start) for start in starts)
    told = Report(agency="a1", on=date(2024, 3, day), reference=None, source=sources[0])
    given = {
        "id": id, "kind": EntryKind.INCIDENT, "when": when, "summary": f"Entry {id}.", "reports": (told,),
        "sources": sources, "confidence": sure, **different,
    }  # fmt: skip
    return Entry.model_validate(given)


def chronology(*entries: Entry, findings: Sequence[Discrepancy] = ()) -> Chronology:
    case = Case(as_of=date(2024, 6, 1))
    return Chronology(case=case, documents=(), agencies=(), entries=entries, findings=tuple(findings))


def listed(
    *entries: Entry,
    decisions: Sequence[Decision] = (),
    reasons: Reasons | None = None,
    findings: Sequence[Discrepancy] = (),
) -> list[Row]:
    whole = chronology(*entries, findings=findings)
    return rows(whole, reasons or Reasons(), decided_on(entries, decisions))


def about(entry: Entry) -> About:
    return About(entry=entry.id, kind=entry.kind, sources=entry.sources, summary=entry.summary)


SURE, OTHER = entry("e1", 0, day=1), entry("e2", 100, day=2)
UNDATED = When(start=None, end=None, precision=Precision.UNDATED)
ABOUT_THEN = When(start=date(2024, 3, 4), end=date(2024, 3, 4), precision=Precision.APPROXIMATE)


@pytest.mark.parametrize(
    ("unsure", "words"),
    [
        (entry("e3", 200, when=UNDATED), "No date was found"),
        (entry("e3", 200, sure=0.4), "not sure of this entry: 40 out of 100"),
        (entry("e3", 200, when=ABOUT_THEN), "The day is not certain: on or about 4 March 2024"),
        (entry("e3", 200, reports=()), "No report of it was found"),
    ],
)
def test_what_is_unsure_is_said_and_comes_first(unsure: Entry, words: str) -> None:
    first, *rest = listed(SURE, OTHER, unsure)
    assert first.entry is unsure
    assert [words in need.words for need in first.needs] == [True]
    assert [(row.entry.id, row.needs) for row in rest] == [("e1", ()), ("e2", ())]


def test_an_act_needs_no_report() -> None:
    (row,) = listed(entry("e3", 200, reports=(), kind=EntryKind.AGENCY_ACTION))
    assert row.needs == ()


def test_two_that_came_close_name_each_other() -> None:
    apart = Apart(
        entries=("e1", "e2"), passages=(source(0), source(100)), score=3.0, why="Same day", against="two logs"
    )
    first, second = listed(SURE, OTHER, reasons=Reasons(apart=(apart,)))
    assert first.needs[0].words == "Perhaps the same as “Entry e2. (2 March 2024)”: Same day. Kept apart: two logs."
    assert "Entry e1." in second.needs[0].words


def test_a_pair_of_which_one_is_gone_is_not_told() -> None:
    apart = Apart(entries=("e1", "e9"), passages=(source(0), source(900)), score=3.0, why="Same day", against="x")
    assert listed(SURE, reasons=Reasons(apart=(apart,)))[0].needs == ()


@pytest.mark.parametrize(("score", "told"), [(4.1, True), (6.0, False)])
def test_accounts_that_were_joined_on_little_are_told(score: float, told: bool) -> None:
    joined = entry("e3", 200, 300)
    together = Together(entry="e3", passages=(source(200), source(300)), score=score, why="Near days")
    (row,) = listed(joined, reasons=Reasons(together=(together,)))
    assert [need.words for need in row.needs] == (["Accounts were joined on little: Near days."] if told else [])


def test_papers_that_differ_are_told_at_the_entry_that_they_tell_of() -> None:
    differ = Discrepancy(id="f1", about="date", sources=(source(100),), text="Dated 2 March here, 20 March there.")
    first, second = listed(SURE, OTHER, findings=[differ])
    assert (first.entry.id, first.needs[0].words, second.needs) == ("e2", differ.text, ())


# ---------------------------------------------------------------- what was decided


def test_what_was_decided_on_is_checked_and_comes_last() -> None:
    found = listed(SURE, OTHER, decisions=[Confirm(id="r1", entry=about(SURE))])
    assert [(row.entry.id, row.is_checked) for row in found] == [("e2", False), ("e1", True)]
    assert [len(shown(found, which)) for which in ("to-check", "all", "checked")] == [1, 2, 1]


def test_what_came_to_an_entry_after_it_was_checked_is_looked_at_first() -> None:
    seen = Confirm(id="r1", entry=about(SURE))
    grown = entry("e1", 0, 50, 70)
    first, _ = listed(grown, entry("e2", 100, when=UNDATED), decisions=[seen])
    assert (first.entry.id, first.is_checked) == ("e1", False)
    assert first.needs[0].words == "2 passages came to it after it was checked."
    assert come_since(grown, [seen]) == (source(50), source(70))


@pytest.mark.parametrize(
    ("decision", "ids"),
    [
        (Merge(id="r", entries=(about(SURE), about(entry("e9", 50)))), ["e1"]),
        (Split(id="r", entry=about(entry("e1", 0, 100)), sources=(source(100),)), ["e1", "e2"]),
        (Reject(id="r", entry=about(SURE)), []),
        (Confirm(id="r", entry=About(entry="e2")), ["e2"]),
        (Confirm(id="r", entry=About(entry="e9", sources=(source(900),))), []),
    ],
)
def test_a_decision_is_of_the_entries_that_came_of_it(decision: Decision, ids: list[str]) -> None:
    assert sorted(decided_on((entry("e1", 0, 50), OTHER), [decision])) == ids


def test_of_two_entries_told_by_one_passage_the_one_that_was_decided_on_is_meant() -> None:
    act = entry("e2", 0, kind=EntryKind.AGENCY_ACTION)
    assert list(decided_on((SURE, act), [Confirm(id="r", entry=about(act))])) == ["e2"]
    when = When(start=date(2024, 3, 1), end=date(2024, 3, 1), precision=Precision.DAY)
    added = Add(id="r", entry_kind=EntryKind.CONTACT, when=when, summary="She rang.", sources=(source(0),))
    rang = entry("e3", 0, kind=EntryKind.CONTACT, summary="She rang.")
    assert list(decided_on((SURE, rang), [added])) == ["e3"]


def test_entries_are_found_by_their_passages() -> None:
    found = Found((SURE, OTHER))
    assert found.telling([source(105), source(5)]) == [SURE, OTHER]
    assert found.telling([source(5, "d2")]) == []


def test_an_entry_that_was_changed_is_seen_as_another_one() -> None:
    assert seen_as(SURE) == seen_as(entry("e1", 0))
    assert len({seen_as(SURE), seen_as(entry("e1", 0, sure=1.0)), seen_as(entry("e1", 0, 5))}) == 3
