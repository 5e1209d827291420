"""A source is named so that a person can find the place in the paper."""

import pytest
from tests.made_chronology import document, source

from caseclock.extractor.exports.places import Places
from caseclock.models.document import DocumentKind
from caseclock.models.text import Block, Page, PlacedWord, Role, Text

DOCUMENTS = (
    document(1, "police/log.pdf", media_type="application/pdf", pages=9),
    document(2, "notes.xlsx", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    document(3, "statement.docx", DocumentKind.OTHER),
    document(4, "a/letter.txt"),
    document(5, "b/letter.txt"),
)
STATEMENT = Text(
    text="Statement\nI live here.\nIt began in May.\nno time what\n1 21:00 shouting\n2 22:00 banging\n",
    blocks=(
        Block(Role.HEADING, 0, 9),
        Block(Role.PARAGRAPH, 10, 22),
        Block(Role.ITEM, 23, 39, number="4.1"),
        Block(Role.ROW, 53, 69, table=0),
        Block(Role.ROW, 70, 85, table=0),
    ),
)


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([source("d1", "x", 4)], ("log.pdf p 4",)),
        ([source("d1", "x", 4), source("d1", "y", 2), source("d1", "z", 4)], ("log.pdf pp 2, 4",)),
        ([source("d2", "x", 2)], ("notes.xlsx sheet 2",)),
        ([source("d3", "x", start=12)], ("statement.docx 2nd para",)),
        ([source("d3", "x", start=25)], ("statement.docx para 4.1",)),
        ([source("d3", "x", start=60), source("d3", "x", start=71)], ("statement.docx rows 1, 2",)),
        ([source("d3", "x", start=71), source("d3", "x", start=12)], ("statement.docx 2nd para, row 2",)),
        ([source("d4", "x"), source("d1", "x", 1)], ("a/letter.txt", "log.pdf p 1")),
        ([source("d5", "x")], ("b/letter.txt",)),
        ([source("gone", "x")], ("gone",)),
    ],
)
def test_places_in_words(sources, words):
    assert Places(DOCUMENTS, {"d3": STATEMENT}).sources(sources) == words


REPORT = (
    "Background\n1. She lives here.\n2. It began.\nFindings\n1. He was told twice:\na) in May\nand nothing came of it."
)
NUMBERS = ((Role.HEADING, None, 0), (Role.ITEM, "1", 0), (Role.ITEM, "2", 0), (Role.HEADING, None, 0),
           (Role.ITEM, "1", 0), (Role.ITEM, "a", 1), (Role.PARAGRAPH, None, 0))  # fmt: skip


def report() -> Text:
    """A report of two pages whose paragraphs are counted anew under each heading."""
    blocks, at = [], 0
    for line, (role, number, level) in zip(REPORT.split("\n"), NUMBERS, strict=True):
        blocks.append(Block(role, at, at + len(line), page=1, number=number, level=level))
        at += len(line) + 1
    return Text(REPORT, blocks=tuple(blocks))


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("She lives", "log.pdf p 4 Background para 1"),
        ("It began", "log.pdf p 4 para 2"),  # the only paragraph of that number
        ("He was told", "log.pdf p 4 Findings para 1"),
        ("in May", "log.pdf p 4 Findings para 1(a)"),
        ("nothing came", "log.pdf p 4"),
    ],
)
def test_a_numbered_paragraph_is_named_by_its_number_and_section(words, place):
    at = REPORT.index(words)
    assert Places(DOCUMENTS, {"d1": report()}).source(source("d1", words, 4, at)) == place


@pytest.mark.parametrize(
    ("confidence", "said"), [(0.97, "log.pdf p 2 (read by OCR)"), (0.6, "log.pdf p 2 (read by OCR, hard to make out)")]
)
def test_what_was_read_by_ocr_says_so(confidence, said):
    seen = (PlacedWord(0, 5, 10, 10, 40, 20, confidence), PlacedWord(6, 9, 44, 10, 60, 20, confidence))
    text = Text("Drums all night", pages=(Page(2, 0, 15, "ocr", confidence, seen),))
    assert Places(DOCUMENTS, {"d1": text}).source(source("d1", "Drums", 2, 0)) == said


def test_without_its_text_a_paper_without_pages_is_named_alone():
    assert Places(DOCUMENTS).source(source("d3", "x", start=12)) == "statement.docx"
