"""Looking for all rows of a word list at once finds just what looking for each by itself finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.extractor.language.agency_words import vocabulary as agency_vocabulary
from caseclock.extractor.vocabulary.rows import Rows
from caseclock.extractor.vocabulary.words import any_of, vocabulary

_LISTS = {
    "acts": [row["words"] for row in vocabulary("acts")["act"]],
    "behaviours": [row["words"] for row in vocabulary("behaviours")["type"]],
}
_FOUND = {name: Rows(rows) for name, rows in _LISTS.items()}
_EACH = {name: [any_of(row, at_word=True) for row in rows] for name, rows in _LISTS.items()}
_PIECES = sorted(
    {
        piece
        for rows in _LISTS.values()
        for row in rows
        for words in row
        for piece in re.findall(r"[A-Za-z’' -]+", words)
    }
)
_TEXTS = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.sampled_from((" ", " ", "ed", "s", "\n", ".", "\u017f", "\u212a", "İ"))),
    max_size=14,
).map("".join)


@pytest.mark.parametrize("name", sorted(_LISTS))
@given(text=_TEXTS)
def test_rows_at_once_are_the_same_as_one_by_one(name: str, text: str) -> None:
    matches = ((number, pattern.search(text)) for number, pattern in enumerate(_EACH[name]))
    assert _FOUND[name].find(text) == {number: match.span() for number, match in matches if match}


@given(text=_TEXTS)
def test_every_role_match_names_a_sort(text: str) -> None:
    words = agency_vocabulary()
    for pattern in (words.roles, words.marks):
        assert all((match.lastgroup or "").rsplit("__", 1)[0] in words.sorts for match in pattern.finditer(text))
