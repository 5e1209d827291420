"""A masked bundle holds nothing but masked texts: no page, name or byte of the papers as they were."""

import io
import re

import pikepdf
import pytest
from tests.bundle_reading import AS_OF, bookmarks_in, everything_in, texts_of, words_of
from tests.mill_lane import chronology, papers

from caseclock.extractor.exports.bundle import Bundle, make_bundle
from caseclock.extractor.exports.mask import masked, people_of
from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper


@pytest.fixture(scope="module")
def shown() -> tuple[Chronology, list[Paper]]:
    """The chronology and papers of the sample case, masked."""
    texts = {paper.document.id: paper.text for paper in papers()}
    changed, new_texts = masked(chronology(), texts, people_of(papers()), "masked")
    by_id = {document.id: document for document in changed.documents}
    return changed, [
        Paper(document=by_id[paper.document.id], text=new_texts[paper.document.id], author=paper.author)
        for paper in papers()
    ]


@pytest.fixture(scope="module")
def bundle(shown: tuple[Chronology, list[Paper]]) -> Bundle:
    def no_bytes(document: str) -> bytes | None:
        raise AssertionError(f"the bytes of {document} were asked for")

    with Sandbox(workers=2) as sandbox:
        return make_bundle(
            sandbox,
            shown[1],
            no_bytes,
            title="Court bundle",
            reference="AB/1",
            as_of=AS_OF,
            front=lambda pages: pdf_chronology(shown[0]),
            masked=True,
        )


def test_no_word_that_was_masked_is_anywhere_in_it(shown: tuple[Chronology, list[Paper]], bundle: Bundle) -> None:
    before = " ".join([*(p.text.text for p in papers()), *(p.document.name for p in papers())])
    after = " ".join([*(p.text.text for p in shown[1]), *(p.document.name for p in shown[1])])
    gone = set(re.findall(r"\w{4,}", before)) - set(re.findall(r"\w{4,}", after))
    assert {"Thackwray", "Crozier", "Wetherell"} <= gone
    read = " ".join(texts_of(bundle.pdf))
    held = everything_in(bundle.pdf)
    assert {word for word in gone if re.search(rf"\b{word}\b", read)} == set()
    assert {word for word in gone if len(word) > 5 and word.encode() in held} == set()
    assert {word for word in gone if len(word) > 5 and word.encode("utf-16-be") in held} == set()


def test_each_paper_is_there_as_text_and_says_so(shown: tuple[Chronology, list[Paper]], bundle: Bundle) -> None:
    texts = texts_of(bundle.pdf)
    for paper in shown[1]:
        place = bundle.pages.paper(paper.document.id)
        assert place is not None
        assert place.starts
        assert "Text of the paper, names removed." in texts[place.first - 1]
        words = words_of(" ".join(texts[place.first - 1 : place.last]))
        assert [w for w in paper.text.text.split() if words_of(w) not in words] == []
    assert "Every paper stands here as its text, names removed." in " ".join(texts[0].split())
    assert bundle.problems == ()


def test_bookmarks_and_index_call_papers_by_their_masked_names(
    shown: tuple[Chronology, list[Paper]], bundle: Bundle
) -> None:
    names = {paper.document.name.rsplit("/", 1)[-1] for paper in shown[1]}
    was = {paper.document.name.rsplit("/", 1)[-1] for paper in papers()}
    titles = " ".join(title for _, title, _ in bookmarks_in(bundle.pdf))
    assert was != names
    assert all(name in titles for name in names)
    assert not any(name in titles for name in was - names)


def test_the_page_of_a_masked_source_holds_its_words(shown: tuple[Chronology, list[Paper]], bundle: Bundle) -> None:
    pages = [words_of(text) for text in texts_of(bundle.pdf)]
    for source in [source for entry in shown[0].entries for source in entry.sources]:
        page = bundle.pages.page_of(source)
        assert page is not None
        assert words_of(" ".join(source.quote.split()[:2]))[:12] in pages[page - 1]


def test_no_picture_is_in_it(bundle: Bundle) -> None:
    with pikepdf.open(io.BytesIO(bundle.pdf)) as pdf:
        kinds = {str(thing.get("/Subtype")) for thing in pdf.objects if isinstance(thing, pikepdf.Stream)}
    assert "/Image" not in kinds
