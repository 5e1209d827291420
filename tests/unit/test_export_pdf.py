"""The PDF chronology, read back with pypdfium2."""

import re

import pypdfium2
import pytest
from tests.made_chronology import made, nothing, telling

from caseclock.extractor.exports.pdf import pdf_chronology

A4 = (595, 842)


def pages_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.fixture(scope="module")
def data():
    return pdf_chronology(made())


def test_it_says_the_same_as_the_word_document_in_the_same_order(data):
    text = " ".join(pages_of(data))
    wanted = [
        "AB/2021/44 Chronology Chronology AB/2021/44 As of: 1 November 2021",
        "No. Date Event Source",
        "between 11 and 16 February 2021",
        "Incident (noise). Loud music from the flat above on three nights.",
        "Reported to Quarrybank Homes on 17 February 2021 (ref ASB/118).",
        "disclosure.pdf pp 2, 4",
        "3 March 2021, about 21:40",
        "on or about 16 October 2021",
        "Findings Case review threshold",
        "Not met.",
        "Timescales",
        "9 working days",
        "Differences between accounts",
        "“on 8 March I wrote to you” complaint.eml",
        "Papers",
        "Who’s who",
        "What could not be read, and how some was read",
        "The file is encrypted: give a copy without a password.",
    ]
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)


def test_pages_are_a4_numbered_and_tagged(data):
    pages = pages_of(data)
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert page.startswith("AB/2021/44 Chronology ")
    with pypdfium2.PdfDocument(data) as document:
        assert {tuple(round(side) for side in page.get_size()) for page in document} == {A4}
        assert document.is_tagged()
        assert document.get_metadata_dict()["Title"] == "Chronology AB/2021/44"
        assert document.get_metadata_dict()["CreationDate"].startswith("D:20211101")


def test_headings_are_repeated_on_every_page_of_the_table():
    pages = pages_of(pdf_chronology(telling("The bell was rung for an hour.", rows=80)))
    with_rows = [page for page in pages if "Reported to" in page]
    assert len(with_rows) > 2
    assert all("No. Date Event Source" in page for page in with_rows)


@pytest.mark.parametrize(
    "words",
    [
        '#panic("run") #sys.inputs #import "x.typ"',
        "*strong* _soft_ `raw` $x^2$ <label> @reference // comment /* more */",
        "= Heading - list + list / term: words \\ #",
        '"quotes" ] ) } #{ let x = 1 }',
        "row_1 https://example.example/?a=1&b=2",
    ],
)
def test_what_papers_say_is_never_read_as_markup(words):
    text = re.sub(r"\s|\u200b|\ufffe", "", " ".join(pages_of(pdf_chronology(telling(words)))))
    assert re.sub(r"\s", "", f"Incident. {words}") in text


def test_words_too_long_for_their_column_are_broken_not_cut():
    word = "".join(chr(ord("a") + number % 26) for number in range(300))
    text = "".join(pages_of(pdf_chronology(telling(word)))).replace(" ", "").replace("\u200b", "")
    assert word in text
    with pypdfium2.PdfDocument(pdf_chronology(telling(word))) as document:
        for page in document:
            words = page.get_textpage()
            rightmost = max(words.get_rect(index)[2] for index in range(words.count_rects()))
            assert rightmost <= page.get_width()


def test_a_row_longer_than_a_page_goes_on_on_the_next():
    words = " ".join(f"word{number}" for number in range(3000))
    text = " ".join(pages_of(pdf_chronology(telling(words))))
    assert {f"word{number}" for number in range(3000)} <= set(re.findall(r"word\d+", text))


def test_pictures_are_named():
    assert "[grinning face]" in " ".join(pages_of(pdf_chronology(telling("\U0001f600 he wrote"))))


def test_same_chronology_same_bytes(data):
    assert pdf_chronology(made()) == data


def test_a_chronology_of_nothing_says_so():
    assert "No dated or undated event was found in the papers." in " ".join(pages_of(pdf_chronology(nothing())))
