"""The papers may come in any order, one by one, in parts or twice: what they tell stays what it is."""

from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests import mill_lane
from tests.casework import AS_OF, read
from tests.made_case import MAILS, PARTED, case, mailbox, parted

from caseclock.extractor.build import build
from caseclock.extractor.policies.loader import get
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper
from caseclock.models.entry import Entry, EntryKind

PLAIN = Phase.explicit, Phase.generate  # a whole build is slow to shrink
SOME = settings(max_examples=25, deadline=None, phases=PLAIN)
FEW = settings(max_examples=8, deadline=None, phases=PLAIN)
POLICIES = get(["statutory", "housing-ombudsman-2022"])

CHOSEN = st.lists(
    st.sampled_from(
        [
            ("police/log.csv", "police/log.html"),
            ("homes/case notes.csv", "homes/case notes.html"),
            ("mine/diary.txt",),
            ("mine/mails.mbox",),
            ("homes/letter.txt",),
        ]
    ).flatmap(st.sampled_from),
    min_size=1,
    max_size=5,
    unique_by=lambda name: name.partition(".")[0],
).map(tuple)


@cache
def papers_of(names: Sequence[str]) -> tuple[Paper, ...]:
    return read(case(names))


def built(papers: Sequence[Paper]) -> Chronology:
    return build(papers, POLICIES, AS_OF)


def bare(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def told(chronology: Chronology, *kinds: EntryKind) -> list[tuple[object, ...]]:
    """What the entries say, without where it stands: days, passages linked, who was told when."""
    agencies = {agency.id: agency.kind for agency in chronology.agencies}
    return sorted(
        (
            entry.kind,
            str((entry.when.start, entry.when.end, entry.when.time, entry.when.precision)),
            entry.types,
            entry.count,
            sorted(bare(source.quote) for source in entry.sources),
            sorted(f"{agencies[report.agency]} {report.on} {report.reference}" for report in entry.reports),
        )
        for entry in chronology.entries
        if not kinds or entry.kind in kinds
    )


# ---------------------------------------------------------------- order


@SOME
@given(CHOSEN, st.randoms(use_true_random=False))
def test_the_order_of_papers_changes_nothing(names: tuple[str, ...], random: Random) -> None:
    papers = papers_of(names)
    assert built(random.sample(papers, len(papers))) == built(papers)


@FEW
@given(st.integers(1, len(mill_lane.given())), st.randoms(use_true_random=False))
def test_nor_does_it_in_the_sample_case(size: int, random: Random) -> None:
    papers = random.sample(mill_lane.papers(), size)
    there = mill_lane.build_with_its_options(tuple(papers))
    assert there == mill_lane.build_with_its_options(tuple(reversed(papers)))


# ---------------------------------------------------------------- one more


def lost(before: Chronology, after: Chronology) -> list[Entry]:
    """Entries of which no passage is cited any more: neither at its place nor, for a quoted message, at the source."""
    cited: dict[str, list[tuple[int, int]]] = {}
    words = set()
    for entry in after.entries:
        for source in entry.sources:
            cited.setdefault(source.document, []).append((source.start, source.end))
            words.add(bare(source.quote))

    def is_cited(entry: Entry) -> bool:
        return any(
            any(start < source.end and source.start < end for start, end in cited.get(source.document, []))
            or any(bare(source.quote) in other for other in words)
            for source in entry.sources
        )

    return [entry for entry in before.entries if not is_cited(entry)]


@SOME
@given(CHOSEN, st.data())
def test_no_entry_is_lost_by_another_paper(names: tuple[str, ...], data: st.DataObject) -> None:
    """It is there still, or the passages that told of it are those of another."""
    left = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    few, more = built(papers_of(tuple(left))), built(papers_of(names))
    assert lost(few, more) == []
    assert {source.quote for entry in few.entries for source in entry.sources} <= {
        source.quote for entry in more.entries for source in entry.sources
    }


@FEW
@given(st.integers(1, len(mill_lane.given()) - 1), st.randoms(use_true_random=False))
def test_nor_in_the_sample_case(size: int, random: Random) -> None:
    papers = random.sample(mill_lane.papers(), len(mill_lane.papers()))
    few = mill_lane.build_with_its_options(tuple(papers[:size]))
    assert lost(few, mill_lane.build_with_its_options(tuple(papers[: size + 1]))) == []


# ---------------------------------------------------------------- in parts


@SOME
@given(CHOSEN, st.data())
def test_papers_cut_in_two_tell_the_same(names: tuple[str, ...], data: st.DataObject) -> None:
    whole = [name for name in names if name in PARTED]
    cuts = {
        name: data.draw(st.integers(1, len(PARTED[name][1]) - 1))
        for name in whole
        if data.draw(st.booleans()) or name == whole[0]
    }
    found = built(read(parted(case(names), cuts)))
    assert told(found, EntryKind.INCIDENT) == told(built(papers_of(names)), EntryKind.INCIDENT)


# ---------------------------------------------------------------- twice


@SOME
@given(CHOSEN, st.data())
def test_a_copy_changes_nothing_but_the_list_of_papers(names: tuple[str, ...], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in (*names, "homes/letter.txt") if name != "mine/mails.mbox"]))
    names = tuple(dict.fromkeys((*names, name)))
    copy: Callable[[str], str] = data.draw(
        st.sampled_from([lambda stem: f"{stem} - Copy", lambda stem: f"Copy of {stem}", lambda stem: f"{stem} (2)"])
    )
    folder, _, file = name.rpartition("/")
    stem, _, ending = file.rpartition(".")
    given = case(names)
    found = built(
        read({**given, f"{data.draw(st.sampled_from([folder, 'again']))}/{copy(stem)}.{ending}": given[name]})
    )
    one = built(papers_of(names))
    assert (found.entries, found.findings, found.agencies) == (one.entries, one.findings, one.agencies)
    assert [d for d in found.documents if d.duplicate_of is None] == list(one.documents)


@SOME
@given(CHOSEN, st.lists(st.sampled_from(MAILS), min_size=1, max_size=4, unique=True))
def test_a_message_in_another_mailbox_changes_nothing(names: tuple[str, ...], again: list[str]) -> None:
    names = tuple(dict.fromkeys((*names, "mine/mails.mbox")))
    found = built(read({**case(names), "from my daughter/mails - copy.mbox": mailbox(again)}))
    assert told(found) == told(built(papers_of(names)))
