"""What holds for every case: nothing is lost by adding papers, copies change nothing, nothing makes it stop."""

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import mill_lane
from tests.casework import chronology, read
from tests.golden.expectations import faulty_sources
from tests.snippets import PAPERS

from caseclock.extractor.build import build
from caseclock.extractor.intake import Given
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.chronology import Chronology
from caseclock.models.document import Document
from caseclock.models.entry import EntryKind
from caseclock.models.finding import Threshold
from caseclock.models.source import Source

SEVERAL = settings(max_examples=8, deadline=None)
MANY = settings(max_examples=100, deadline=None)


def sources(found: Chronology) -> list[Source]:
    """The passages that a chronology cites in its entries."""
    return [source for entry in found.entries for source in entry.sources]


def still_cited(passage: Source, by: list[Source]) -> bool:
    """Is it cited, or the same words from the paper that it quotes?"""
    words = "".join(passage.quote.split())
    return any(
        (s.document == passage.document and passage.start < s.end and s.start < passage.end)
        or words in "".join(s.quote.split())
        for s in by
    )


@SEVERAL
@given(st.randoms(use_true_random=False), st.integers(1, 14))
def test_a_further_paper_loses_no_passage(random: Random, size: int) -> None:
    """An incident may turn out to be an act, another house's or a quote, but what was cited once stays cited."""
    papers = list(mill_lane.papers())
    random.shuffle(papers)
    few = mill_lane.build_with_its_options(tuple(papers[:size]))
    more = sources(mill_lane.build_with_its_options(tuple(papers[: size + 1])))
    told = [s for e in few.entries if e.kind is EntryKind.INCIDENT for s in e.sources]
    assert [s.quote for s in told if not still_cited(s, more)] == []


@SEVERAL
@given(st.sampled_from(mill_lane.given()), st.sampled_from(["a copy", "zz copy"]))
def test_a_copy_changes_nothing(file: Given, name: str) -> None:
    ending = file.name.rpartition(".")[2]
    files: dict[str, str | bytes] = {each.name: each.data for each in mill_lane.given()}
    found = mill_lane.build_with_its_options(read({**files, f"{file.name}.{name}.{ending}": file.data}))
    whole = mill_lane.chronology()
    assert [(e.kind, e.when, e.count) for e in found.entries] == [(e.kind, e.when, e.count) for e in whole.entries]
    counted = [[len(f.counted) for f in each.findings if isinstance(f, Threshold)] for each in (found, whole)]
    assert counted[0] == counted[1]
    assert marked_as_copies(found) == marked_as_copies(whole) + len(family(whole, file.name))


def family(found: Chronology, name: str) -> list[Document]:
    """A paper with what is attached to it."""
    return [d for d in found.documents if d.name == name or d.name.startswith(f"{name}/")]


def marked_as_copies(found: Chronology) -> int:
    return sum(d.duplicate_of is not None for d in found.documents)


@MANY
@given(PAPERS)
def test_no_text_stops_it(text: str) -> None:
    papers = read({"paper.txt": text})
    found = build(papers, list(load_policies().values()), date(2021, 12, 1), date(2021, 9, 1))
    assert list(faulty_sources(found, {p.document.id: p.text.text for p in papers})) == []


@MANY
@given(PAPERS, PAPERS)
def test_two_texts_in_either_order(one: str, two: str) -> None:
    papers = read({"one.txt": one, "two.txt": two})
    policies = list(load_policies().values())
    there, back = (build(p, policies, date(2021, 12, 1), date(2021, 9, 1)) for p in (papers, papers[::-1]))
    assert there == back


@MANY
@given(PAPERS)
def test_a_copy_is_marked_and_never_cited(text: str) -> None:
    found = chronology({"paper.txt": text, "same.txt": text})
    copies = {d.id for d in found.documents if d.duplicate_of}
    assert len(copies) == (1 if text else 0)
    assert [s.quote for s in sources(found) if s.document in copies] == []
