"""Whatever a person decides: nothing is lost that was not rejected, and what is undone is as if never decided."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.casework import AS_OF, read
from tests.made_case import PLAIN, case

from caseclock.extractor.build import build
from caseclock.models.chronology import Chronology
from caseclock.models.decision import (
    About,
    Add,
    Confirm,
    Correct,
    Decision,
    Merge,
    Reclassify,
    Redate,
    Reject,
    Rename,
    SamePerson,
    Split,
    Undo,
)
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.entry import Entry, EntryKind, IncidentType
from caseclock.models.source import Source
from caseclock.models.when import Precision, When

NO_SHRINKING = Phase.explicit, Phase.generate  # a whole build is slow to shrink
SOME = settings(max_examples=20, deadline=None, phases=NO_SHRINKING)


@cache
def papers(names: tuple[str, ...] = PLAIN) -> tuple[Paper, ...]:
    return read(case(names))


def decided(decisions: Sequence[Decision], names: tuple[str, ...] = PLAIN) -> Chronology:
    return build(papers(names), [], AS_OF, decisions=decisions)


@cache
def plain(names: tuple[str, ...] = PLAIN) -> Chronology:
    return decided((), names)


def about(entry: Entry) -> About:
    return About(entry=entry.id, kind=entry.kind, sources=entry.sources)


def place(source: Source) -> tuple[str, int, int]:
    return source.document, source.start, source.end


def passages(entries: Sequence[Entry]) -> set[tuple[str, int, int]]:
    return {place(source) for entry in entries for source in entry.sources}


# ---------------------------------------------------------------- decisions out of the air


def agencies() -> list[str]:
    """Ids of those in the papers."""
    return [agency.id for agency in plain().agencies]


WHENS = st.integers(0, 60).map(
    lambda n: When(start=date(2021, 3, 1) + timedelta(n), end=date(2021, 3, 1) + timedelta(n), precision=Precision.DAY)
)


@st.composite
def on_entry(draw: st.DrawFn, id: str, entry: Entry) -> Decision:
    """A decision on one entry that leaves it there."""
    which = draw(st.sampled_from(["confirm", "redate", "reclassify"]))
    if which == "redate":
        return Redate(id=id, entry=about(entry), when=draw(WHENS))
    if which == "reclassify":
        return Reclassify(
            id=id,
            entry=about(entry),
            entry_kind=draw(st.none() | st.sampled_from(EntryKind)),
            types=draw(st.none() | st.tuples(st.sampled_from(IncidentType))),
            summary=draw(st.none() | st.just("As I say.")),
            actor=draw(st.none() | st.sampled_from(["", "complainant", *agencies()])),
            recipients=draw(st.none() | st.lists(st.sampled_from(["other", *agencies()]), max_size=2).map(tuple)),
        )
    return Confirm(id=id, entry=about(entry))


@st.composite
def on_entries(draw: st.DrawFn, id: str, found: Chronology, reject: bool = False) -> Decision:
    """Any decision on entries; one that rejects only if asked for."""
    first, second = draw(st.permutations(found.entries))[:2]
    which = draw(st.sampled_from(["merge", "split", "add", "one", "one", *(["reject"] if reject else [])]))
    if which == "merge":
        return Merge(id=id, entries=(about(first), about(second)))
    if which == "split":
        some = draw(st.lists(st.sampled_from(first.sources), min_size=1, unique_by=place))
        return Split(id=id, entry=about(first), sources=tuple(some))
    if which == "add":
        return Add(
            id=id, entry_kind=EntryKind.CONTACT, when=draw(WHENS), summary="She rang.", sources=first.sources[:1]
        )
    return Reject(id=id, entry=about(first)) if which == "reject" else draw(on_entry(id, first))


@st.composite
def anything(draw: st.DrawFn) -> list[Decision]:
    """A list of decisions of every sort, fitting or not."""
    found = plain()
    nowhere = About(entry="e0", sources=(Source(document="gone", page=None, start=0, end=5, quote="words"),))
    names = st.sampled_from(["Ann Harker", "Mrs Harker", "T Ives", "Nobody", *(a.name for a in found.agencies)])
    decisions: list[Decision] = []
    for number in range(draw(st.integers(1, 7))):
        id = str(number)
        decisions.append(
            draw(
                st.one_of(
                    on_entries(id, found, reject=True),
                    on_entries(id, found, reject=True),
                    st.builds(Undo, id=st.just(id), decision=st.integers(0, 7).map(str)),
                    st.builds(Rename, id=st.just(id), agency=names, name=names),
                    st.builds(SamePerson, id=st.just(id), names=st.tuples(names, names)),
                    st.builds(
                        Correct,
                        id=st.just(id),
                        document=st.sampled_from([*(d.id for d in found.documents), "gone"]),
                        document_kind=st.none() | st.sampled_from(DocumentKind),
                        dated=st.none() | st.just(date(2021, 5, 4)),
                        author=st.none() | names,
                    ),
                    st.just(Reject(id=id, entry=nowhere)),
                )
            )
        )
    return decisions


def on_entries_only(length: int, reject: bool = False) -> st.SearchStrategy[list[Decision]]:
    return st.integers(1, length).flatmap(
        lambda n: st.tuples(*(on_entries(str(number), plain(), reject) for number in range(n))).map(list)
    )


# ---------------------------------------------------------------- what holds


@SOME
@given(anything(), st.randoms(use_true_random=False))
def test_the_same_decisions_give_the_same_bytes_in_any_order_of_papers(
    decisions: list[Decision], random: Random
) -> None:
    shuffled = random.sample(papers(), len(papers()))
    again = build(shuffled, [], AS_OF, decisions=decisions)
    assert again.model_dump_json() == decided(decisions).model_dump_json()
    assert len({entry.id for entry in again.entries}) == len(again.entries)
    assert {unfit.decision for unfit in again.unfit} <= {decision.id for decision in decisions}


@SOME
@given(anything(), st.data())
def test_undone_is_as_if_never_decided(decisions: list[Decision], data: st.DataObject) -> None:
    undone = data.draw(st.sampled_from([d for d in decisions if not isinstance(d, Undo)] or decisions))
    rest = [d for d in decisions if d is not undone and not (isinstance(d, Undo) and d.decision == undone.id)]
    if isinstance(undone, Undo):
        return
    half = len(rest) // 2
    with_it = [*rest[:half], undone, *rest[half:], Undo(id="undo", decision=undone.id)]
    assert decided(with_it) == decided(rest)


@SOME
@given(on_entries_only(6))
def test_no_account_is_lost_but_by_rejecting(decisions: list[Decision]) -> None:
    assert passages(decided(decisions).entries) == passages(plain().entries)


@SOME
@given(on_entries_only(4), st.data())
def test_rejecting_takes_the_accounts_of_one_entry(decisions: list[Decision], data: st.DataObject) -> None:
    before = decided(decisions)
    gone = data.draw(st.sampled_from(before.entries))
    after = decided([*decisions, Reject(id="last", entry=about(gone))])
    assert len(after.entries) == len(before.entries) - 1
    assert passages(after.entries) >= passages(before.entries) - passages([gone])


@SOME
@given(st.data())
def test_decisions_on_different_entries_come_in_any_order(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(plain().entries), min_size=4, max_size=6, unique_by=lambda e: e.id))
    one, other, third, *rest = chosen
    decisions: list[Decision] = [
        Merge(id="merge", entries=(about(one), about(other))),
        Reject(id="reject", entry=about(third)),
        *(data.draw(on_entry(str(number), entry)) for number, entry in enumerate(rest)),
    ]
    if len(third.sources) > 1:
        decisions[1] = Split(id="split", entry=about(third), sources=third.sources[:1])
    assert decided(data.draw(st.permutations(decisions))) == decided(decisions)


@SOME
@given(st.data())
def test_what_was_merged_and_taken_apart_is_as_before(data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.sampled_from(plain().entries), min_size=2, max_size=3, unique_by=lambda e: e.id))
    shared = [place(source) for part in parts for source in part.sources]
    if len(set(shared)) < len(shared):
        return  # two things told by one passage cannot be told apart by their passages
    merge = Merge(id="merge", entries=tuple(about(part) for part in parts))
    assert len(decided([merge]).entries) == len(plain().entries) - len(parts) + 1
    apart = [Split(id=str(n), entry=about(parts[0]), sources=part.sources) for n, part in enumerate(parts[1:])]
    assert decided([merge, *apart]) == plain()


@SOME
@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4, unique=True).map(tuple), st.data())
def test_decisions_survive_further_papers(names: tuple[str, ...], data: st.DataObject) -> None:
    known = plain(tuple(sorted(names))).entries
    some = data.draw(st.lists(st.sampled_from(known), max_size=4, unique_by=lambda entry: entry.id)) if known else []
    found = decided([Confirm(id=str(n), entry=about(entry)) for n, entry in enumerate(some)])
    assert found.unfit == ()
    for decided_on in some:
        telling = [entry for entry in found.entries if passages([entry]) & passages([decided_on])]
        alike = [entry for entry in telling if entry.kind is decided_on.kind] or telling
        assert any(entry.confidence == 1.0 for entry in alike)
