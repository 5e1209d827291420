"""Sources that end with their page of the bundle, as a link to it."""

from io import BytesIO

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from tests.made_chronology import made, source

from caseclock.extractor.exports.cited import Cited, page_numbers
from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import Background
from caseclock.extractor.exports.word import word_chronology

FIRST = {"d1": 10, "d2": 31, "d4": 40}  # the others are not in the bundle


def page(passage):
    return FIRST[passage.document] + (passage.page or 1) - 1 if passage.document in FIRST else None


BOUND = Background(bundle_page=page)


def document_of(background=BOUND):
    return docx.Document(BytesIO(word_chronology(made(), background)))


def plain_text(words):
    return words.replace("\u00a0", " ")


def links_of(document, within):
    """Text and target of each link out of the document."""
    found = []
    for link in within.iter(qn("w:hyperlink")):
        relationship = link.get(qn("r:id"))
        if relationship:
            related = document.part.rels[relationship]
            assert related.is_external
            words = "".join(text.text for text in link.iter(qn("w:t")))
            found.append((plain_text(words), related.target_ref))
    return found


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        ((), "diary.docx row 3"),
        ((45,), "diary.docx row 3 - Bundle p 45"),
        ((45, 46), "diary.docx row 3 - Bundle pp 45, 46"),
    ],
)
def test_a_citation_ends_with_its_pages(pages, text):
    cited = Cited("diary.docx row 3", pages, "b.pdf")
    assert plain_text(cited.text) == text
    assert [run.link for run in cited.runs if run.link] == [f"b.pdf#page={number}" for number in pages]


def test_passages_of_one_paper_name_each_page_once_in_order():
    places = Places(made().documents, bundle_page=page)
    passages = [source("d1", "x", 4), source("d2", "y"), source("d1", "z", 2), source("d1", "w", 4), source("d3", "v")]
    cited = places.cited(passages)
    assert [one.pages for one in cited] == [(11, 13), (31,), ()]
    assert page_numbers(cited) == "11, 13, 31"
    assert places.sources(passages) == ("disclosure.pdf pp 2, 4", "complaint.eml", "diary sheets.docx")


def test_in_word_each_page_is_a_link_out_of_the_document_with_a_style_of_its_own():
    document = document_of()
    cell = document.tables[0].rows[1].cells[3]
    assert plain_text(cell.text) == "disclosure.pdf pp 2, 4 - Bundle pp 11, 13\ndiary sheets.docx"
    assert links_of(document, cell._tc) == [
        ("Bundle pp 11", "bundle.pdf#page=11"),
        ("13", "bundle.pdf#page=13"),
    ]
    looks = {look.get(qn("w:val")) for look in cell._tc.iter(qn("w:rStyle"))}
    assert looks == {"BundleLink"}
    assert document.styles["Bundle Link"].font.underline


def test_one_page_is_one_relationship_however_often_it_is_cited():
    document = document_of()
    known = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    cited = [target for _, target in links_of(document, document.element.body)]
    assert sorted(known) == sorted(set(cited))
    assert len(cited) > len(known)


def test_accounts_of_a_difference_and_first_pages_of_papers_are_links_too():
    document = document_of()
    differences, papers = document.tables[3], document.tables[4]
    assert links_of(document, differences._tbl) == [
        ("Bundle p 31", "bundle.pdf#page=31"),
        ("Bundle p 40", "bundle.pdf#page=40"),
    ]
    assert papers.rows[0].cells[4].text == "Bundle"
    assert [plain_text(row.cells[4].text) for row in papers.rows[1:]] == ["p 10", "p 31", "", "p 40", "", ""]
    assert links_of(document, papers._tbl)[0] == ("p 10", "bundle.pdf#page=10")


def test_the_bundle_may_have_another_name():
    document = document_of(Background(bundle_page=page, bundle_file="AB bundle 2.pdf"))
    targets = {target for _, target in links_of(document, document.element.body)}
    assert targets
    assert all(target.startswith("AB%20bundle%202.pdf#page=") for target in targets)


def test_without_a_bundle_nothing_leads_out_of_the_document():
    document = document_of(Background())
    assert links_of(document, document.element.body) == []
    assert [cell.text for cell in document.tables[4].rows[0].cells] == ["Paper", "Kind", "Dated", "Status"]


def test_in_the_pdf_each_page_is_a_link_and_named():
    data = pdf_chronology(made(), BOUND)
    with pikepdf.open(BytesIO(data)) as document:
        notes = [note for each in document.pages for note in each.get("/Annots", [])]
        targets = {str(note.A.URI) for note in notes if "/A" in note and note.A.get("/S") == "/URI"}
    assert {"bundle.pdf#page=11", "bundle.pdf#page=13", "bundle.pdf#page=31", "bundle.pdf#page=40"} <= targets
    assert all(target.startswith("bundle.pdf#page=") for target in targets)
    with pypdfium2.PdfDocument(data) as document:
        text = " ".join(" ".join(each.get_textpage().get_text_range() for each in document).split())
    assert "disclosure.pdf pp 2, 4 - Bundle pp 11, 13" in text


def test_same_bundle_same_bytes():
    assert word_chronology(made(), BOUND) == word_chronology(made(), BOUND)
    assert pdf_chronology(made(), BOUND) == pdf_chronology(made(), BOUND)
