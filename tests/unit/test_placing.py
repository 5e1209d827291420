"""Words of a page are found again in the text that was made of them."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from caseclock.extractor.readers.pdf.page import Word
from caseclock.extractor.readers.pdf.placing import placed_words
from caseclock.models.text import Block, Page, Role, Text


def _word(text: str, x: float, y: float, confidence: float = 1.0) -> Word:
    return Word(text, x, x + 5 * len(text), y, 10.0, False, confidence)


def _row(y: float, *cells: tuple[float, str]) -> list[Word]:
    words: list[Word] = []
    for x, cell in cells:
        for text in cell.split():
            words.append(_word(text, x, y))
            x += 5 * len(text) + 3
    return words


def _page(text: str, number: int = 1) -> Text:
    return Text(text, pages=(Page(number, 0, len(text)),))


def _said(text: Text, words: list[Word], number: int = 1) -> list[str]:
    return [text.text[word.start : word.end] for word in placed_words(text, number, words)]


def test_words_of_a_line_stand_one_after_the_other() -> None:
    text = _page("He shouted at me")
    placed = placed_words(text, 1, _row(100, (50, "He shouted at me")))
    assert [(word.start, word.end) for word in placed] == [(0, 2), (3, 10), (11, 13), (14, 16)]
    assert (placed[0].left, placed[0].right) == (50, 60)
    assert placed[0].top < 100 < placed[0].bottom


def test_confidence_goes_with_the_word() -> None:
    placed = placed_words(_page("loud music"), 1, [_word("loud", 10, 10, 0.4), _word("music", 40, 10, 0.9)])
    assert [word.confidence for word in placed] == [0.4, 0.9]


def test_lines_of_cells_side_by_side_are_told_apart() -> None:
    words = [
        *_row(10, (50, "01/02/2024"), (150, "the dog barked"), (300, "no action was")),
        *_row(22, (150, "in the night"), (300, "taken by the police")),
    ]
    text = _page("01/02/2024 | the dog barked in the night | no action was taken by the police")
    placed = {word.start: word for word in placed_words(text, 1, words)}
    assert len(placed) == len(words)
    assert (placed[13].left, placed[13].bottom < 15) == (150, True)  # the first "the"
    assert placed[31].left == 150 + 13  # the second, below it
    assert placed[66].left > 300  # the third, in the last column


def test_words_parted_by_a_hyphen_are_found_in_halves() -> None:
    words = [*_row(10, (50, "a multi-")), *_row(22, (50, "agency meet-")), *_row(34, (50, "ing"))]
    assert _said(_page("a multi-agency meeting"), words) == ["a", "multi-", "agency", "meet", "ing"]


def test_a_date_broken_in_a_narrow_column_is_found() -> None:
    words = [*_row(10, (50, "05/01/202"), (120, "17:52")), *_row(22, (50, "4"))]
    assert _said(_page("05/01/2024 | 17:52"), words) == ["05/01/202", "4", "17:52"]


def test_what_is_not_in_the_text_is_left_out() -> None:
    assert _said(_page("loud music"), _row(10, (50, "loud smudge music"))) == ["loud", "music"]


def test_a_row_begun_on_the_page_before_is_looked_through() -> None:
    first, rest = "shouting and", "swearing"
    text = Text(
        f"{first} {rest}\nPage 2",
        pages=(Page(1, 0, 21), Page(2, 22, 28)),
        blocks=(Block(Role.ROW, 0, 21, page=1), Block(Role.HEADER, 22, 28, page=2)),
    )
    assert _said(text, [*_row(10, (50, rest)), *_row(800, (50, "Page 2"))], 2) == ["swearing", "Page", "2"]


_WORDS = st.lists(
    st.sampled_from(["the", "dog", "and", "17:11", "a", "noise-", "app", "4", "|"]), min_size=1, max_size=40
)


@given(_WORDS, st.randoms(use_true_random=False))
def test_every_placed_word_is_what_the_text_says_there(texts: list[str], dice) -> None:
    words = [_word(text, 40 * (at % 6), 12.0 * (at // 6)) for at, text in enumerate(texts)]
    mixed = list(texts)
    dice.shuffle(mixed)
    text = _page(" ".join(mixed).replace("noise- app", "noise-app"))
    placed = placed_words(text, 1, words)
    boxes = {(word.x0, word.y): word.text for word in words}
    for word in placed:
        seen = next(said for (x, y), said in boxes.items() if x == word.left and word.top < y < word.bottom)
        assert text.text[word.start : word.end] in (seen, seen.rstrip("-"))
    assert len({(word.left, word.top) for word in placed}) == len(placed)
    ends = [(word.start, word.end) for word in placed]
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(ends))
