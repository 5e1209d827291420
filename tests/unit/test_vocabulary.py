"""Expressions of the word lists: with what their matches begin, and finding many of them at once."""

import re

import pytest

from caseclock.extractor.vocabulary.openings import openings
from caseclock.extractor.vocabulary.rows import Rows


@pytest.mark.parametrize(
    ("expression", "begins"),
    [
        ("shout", {"shou"}),
        ("hit (?:him|her)", {"hit "}),
        ("ab?c", {"ac", "abc"}),
        ("(?:re-?)?sent", {"sent", "rese", "re-s"}),
        ("(?:oak|elm) tree", {"oak ", "elm "}),
        (r"go\b", {"go"}),
        (r"go\w*", {"go"}),
        ("a{2}b", {"a"}),
        ("x{0,3}y", {"x", "y"}),
        ("[pb]at", {"pat", "bat"}),
        ("[a-f]at", None),
        ("(?!left)right", {"righ"}),
        ("(?<=so )late", {"late"}),
        ("CPN", {"cpn"}),
        ("one|two", {"one", "two"}),
        (r"\w+ rang", None),
        ("(?:her )?", None),
        ("(?P<who>he) rang", None),
        ("été", None),
        ("open(", None),
    ],
)
def test_what_the_matches_of_an_expression_begin_with(expression: str, begins: set[str] | None) -> None:
    assert openings(expression) == begins


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He shouted and hit her.", {0: (3, 10), 1: (15, 22)}),
        ("HE SHOUTED", {0: (3, 10)}),
        ("outshouted", {}),
        ("the old van was driven off", {2: (4, 15)}),
        ("\u017fhouting", {0: (0, 5)}),
        ("", {}),
    ],
)
def test_rows_are_found_where_words_begin(text: str, found: dict[int, tuple[int, int]]) -> None:
    assert Rows([["shout(?:ed)?"], ["hit (?:him|her)"], [r"\w+ van was"]]).find(text) == found


def test_of_two_expressions_at_one_place_the_earlier_in_the_row_is_taken() -> None:
    assert Rows([["van", "van door"]]).find("the van door") == {0: (4, 7)}
    assert Rows([["van door", "van"]]).find("the van door") == {0: (4, 12)}


def test_the_first_place_counts_whichever_expression_stands_there() -> None:
    assert Rows([["door", r"\w+ bin", "van"]]).find("van, red bin, door") == {0: (0, 3)}
    assert re.search(r"\b(?:door|\w+ bin|van)", "van, red bin, door")
