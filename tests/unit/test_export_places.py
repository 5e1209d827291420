"""A source is named so that a person can find the place in the paper."""

import pytest
from tests.made_chronology import document, source

from caseclock.extractor.exports.places import Places
from caseclock.models.document import Block, DocumentKind, Role, Text

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


def test_without_its_text_a_paper_without_pages_is_named_alone():
    assert Places(DOCUMENTS).source(source("d3", "x", start=12)) == "statement.docx"
