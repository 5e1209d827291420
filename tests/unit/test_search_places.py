"""Where an excerpt stands in its passage."""

import pytest

from caseclock.api.pages.cases.search_places import place_of_excerpt
from caseclock.api.routes.search import Piece

PASSAGE = "The tenant wrote. Loud music was heard until 2am. The warden came. Music again on Friday."


def pieces(text: str) -> list[Piece]:
    """An excerpt in which what stands in [ ] was found."""
    made = []
    for part in text.split("["):
        found, _, rest = part.rpartition("]")
        made += [Piece(text=found, found=True)] if found else []
        made += [Piece(text=rest, found=False)] if rest else []
    return made


@pytest.mark.parametrize(
    ("excerpt", "words"),
    [
        ("Loud [music] was heard", "Loud music was heard"),
        ("[music] was heard until 2am. ", "music was heard until 2am."),
        ("The tenant wrote. … The warden came. [Music] again", "The warden came. Music again"),
        ("heard until … [Music] again", "Music again"),
        ("Loud [music] was … The warden came", "Loud music was"),
        ("words that [music] does not stand among", PASSAGE),
        ("no word was found", PASSAGE),
        ("", PASSAGE),
    ],
)
def test_the_part_with_the_words_is_found(excerpt: str, words: str) -> None:
    start, end = place_of_excerpt(PASSAGE, 1000, pieces(excerpt))
    assert PASSAGE[start - 1000 : end - 1000] == words


def test_a_passage_that_is_not_known_is_a_place_all_the_same() -> None:
    assert place_of_excerpt("", 7, pieces("[music]")) == (7, 8)
