"""The court bundle of the sample cases, read back with pikepdf and PDFium."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from tests.bundle_reading import bind, bookmarks_in, links_in, stamps_of, texts_of, words_of

from caseclock.api.files import collect
from caseclock.extractor.build import build
from caseclock.extractor.exports.bundle import Bundle, BundlePages
from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.intake import Given, document_id, read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.policies.loader import get
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper
from caseclock.models.source import Source

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
Case = tuple[tuple[Paper, ...], dict[str, bytes], Chronology]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(workers=2) as processes:
        yield processes


@pytest.fixture(scope="module", params=["mill-lane", "tanners-row", "osier-row"])
def case(request: pytest.FixtureRequest, sandbox: Sandbox) -> Case:
    """A sample's papers, the bytes of those that were files, and its chronology."""
    given: list[Given] = list(collect([SAMPLES / request.param / "papers"]))
    papers = read_papers(given, DEFAULT_LIMITS, sandbox=sandbox)
    by_name = {file.name: file.data for file in given}
    contents = {p.document.id: by_name[p.document.name] for p in papers if p.document.name in by_name}
    command = json.loads((SAMPLES / request.param / "expected.json").read_text(encoding="utf-8"))["command"]
    chronology = build(papers, get(command["policies"]), date.fromisoformat(command["as_of"]))
    return papers, contents, chronology


@pytest.fixture(scope="module")
def bundle(case: Case, sandbox: Sandbox) -> Bundle:
    papers, contents, chronology = case
    return bind(sandbox, papers, contents, title="Court bundle", front=lambda pages: pdf_chronology(chronology))


def sources_of(chronology: Chronology) -> list[Source]:
    found = [source for entry in chronology.entries for source in entry.sources]
    found += [report.source for entry in chronology.entries for report in entry.reports]
    return found + [source for finding in chronology.findings for source in getattr(finding, "sources", ())]


def test_every_page_is_stamped_with_its_number_in_the_pdf(bundle: Bundle) -> None:
    with pikepdf.open(io.BytesIO(bundle.pdf)) as pdf:
        assert len(pdf.pages) == bundle.pages.pages
        assert [page.label for page in pdf.pages] == [str(number) for number in range(1, bundle.pages.pages + 1)]
    assert stamps_of(bundle.pdf) == [f"AB/1 {number}" for number in range(1, bundle.pages.pages + 1)]


def test_parts_follow_each_other_without_a_page_between(bundle: Bundle) -> None:
    assert bundle.problems == ()
    assert bundle.pages.front is not None
    stretches = [bundle.pages.index, bundle.pages.front, *((p.first, p.last) for p in bundle.pages.papers)]
    assert stretches[0][0] == 1
    assert stretches[-1][1] == bundle.pages.pages
    assert all(after[0] == before[1] + 1 for before, after in pairwise(stretches))
    assert [paper.tab for paper in bundle.pages.papers] == list(range(1, len(bundle.pages.papers) + 1))


def test_papers_stand_in_order_of_date_and_attachments_after_theirs(case: Case, bundle: Bundle) -> None:
    papers = {paper.document.id: paper.document for paper in case[0]}
    order = [papers[place.document] for place in bundle.pages.papers]
    loose = [d for d in order if d.parent is None or d.parent not in {o.id for o in order}]
    assert [d.dated or date.max for d in loose] == sorted(d.dated or date.max for d in loose)
    for before, after in pairwise(order):
        if after not in loose:
            assert after.parent in (before.id, before.parent)
    empty = {d.id for d in papers.values()} - {d.id for d in order}
    assert all(not paper.text.text.strip() for paper in case[0] if paper.document.id in empty)


def test_bookmarks_name_each_part_and_lead_to_its_first_page(case: Case, bundle: Bundle) -> None:
    papers = {paper.document.id: paper.document for paper in case[0]}
    marks = bookmarks_in(bundle.pdf)
    assert marks[0] == (0, "Index", 1)
    assert bundle.pages.front is not None
    assert marks[1] == (0, f"Chronology, p {bundle.pages.front[0]}", bundle.pages.front[0])
    for mark, place in zip(marks[2:], bundle.pages.papers, strict=True):
        document = papers[place.document]
        depth, title, page = mark
        assert page == place.first
        assert title.startswith(f"Tab {place.tab}: ")
        assert document.name.rsplit("/", 1)[-1] in title
        assert title.endswith(f", p {place.first}")
        assert (str(document.dated.year) if document.dated else "undated") in title
        assert depth == (1 if document.parent in {p.document for p in bundle.pages.papers} else 0)


def test_every_row_of_the_index_is_a_link_to_its_first_page(case: Case, bundle: Bundle) -> None:
    papers = {paper.document.id: paper.document for paper in case[0]}
    links = [link for link in links_in(bundle.pdf) if link.on <= bundle.pages.index[1]]
    for place in bundle.pages.papers:
        words = {link.words for link in links if link.to == place.first}
        name = papers[place.document].name.rsplit("/", 1)[-1]
        assert str(place.tab) in words
        assert any(name in said.replace("\u200b", "").replace("\ufffe", "") for said in words), name
    assert {link.to for link in links} == {bundle.pages.front[0] if bundle.pages.front else 0} | {
        place.first for place in bundle.pages.papers
    }


def test_the_words_of_each_paper_stand_on_its_pages(case: Case, bundle: Bundle) -> None:
    texts = texts_of(bundle.pdf)
    for paper in case[0]:
        place = bundle.pages.paper(paper.document.id)
        if place is not None:
            stands = words_of(" ".join(texts[place.first - 1 : place.last]))
            lacking = [word for word in paper.text.text.split() if words_of(word) not in stands]
            assert len(lacking) <= 0.01 * len(paper.text.text.split()), lacking  # a hyphen of the paper's own line end


def test_the_page_of_a_source_holds_its_words(case: Case, bundle: Bundle) -> None:
    pages = [words_of(text) for text in texts_of(bundle.pdf)]
    sources = sources_of(case[2])
    assert len(sources) > 30
    for source in sources:
        page = bundle.pages.page_of(source)
        assert page is not None, source
        first = words_of(" ".join(source.quote.split()[:2]))
        assert first[:12] in pages[page - 1], (source, page)


def test_pages_can_be_kept_as_json(case: Case, bundle: Bundle) -> None:
    again = BundlePages.model_validate_json(bundle.pages.model_dump_json())
    assert again == bundle.pages
    assert [again.page_of(s) for s in sources_of(case[2])] == [bundle.pages.page_of(s) for s in sources_of(case[2])]


def test_links_within_the_chronology_still_lead_to_its_rows(case: Case, bundle: Bundle) -> None:
    alone = [(link.on, link.to, link.words) for link in links_in(pdf_chronology(case[2]))]
    assert bundle.pages.front is not None
    first, last = bundle.pages.front
    moved = [(link.on, link.to, link.words) for link in links_in(bundle.pdf) if first <= link.on <= last]
    assert moved == [(on + first - 1, to + first - 1, words) for on, to, words in alone]


def test_the_pdf_says_its_title_language_and_no_time_of_its_making(bundle: Bundle) -> None:
    with pikepdf.open(io.BytesIO(bundle.pdf)) as pdf:
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "Court bundle AB/1",
            "/Producer": "caseclock",
            "/CreationDate": "D:20240601000000Z",
        }
        assert pdf.Root.Lang == "en-GB"
        assert set(pdf.Root.keys()) == {
            *("/Type", "/Pages", "/Lang", "/PageMode", "/ViewerPreferences", "/PageLabels", "/Outlines")
        }


def test_the_same_papers_give_the_same_bytes_in_whatever_order(case: Case, bundle: Bundle, sandbox: Sandbox) -> None:
    papers, contents, chronology = case
    again = bind(sandbox, papers[::-1], contents, title="Court bundle", front=lambda pages: pdf_chronology(chronology))
    assert again == bundle


def test_papers_whose_bytes_are_not_at_hand_are_set_from_their_text(sandbox: Sandbox) -> None:
    data = (SAMPLES / "mill-lane" / "papers" / "council" / "threshold letter.pdf").read_bytes()
    papers = read_papers([Given("a letter.pdf", data)], DEFAULT_LIMITS, sandbox=sandbox)
    bundle = bind(sandbox, papers, {})
    assert bundle.problems == ("a letter.pdf: its own pages were not at hand; what stands in the bundle is its text.",)
    text = " ".join(" ".join(texts_of(bundle.pdf)[1:]).split())
    assert "This is its text." in text
    assert words_of(papers[0].text.text) in words_of(text)
    assert re.search("its text only", texts_of(bundle.pdf)[0])


def test_a_bundle_of_nothing_is_an_empty_index(sandbox: Sandbox) -> None:
    bundle = bind(sandbox, (), {})
    assert bundle.pages == BundlePages(pages=1, index=(1, 1), front=None, papers=())
    assert stamps_of(bundle.pdf) == ["AB/1 1"]
    assert bundle.pages.page_of(Source(document=document_id("x", "y"), page=1, start=0, end=1, quote="a")) is None
