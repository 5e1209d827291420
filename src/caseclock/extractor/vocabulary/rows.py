"""Many rows of expressions looked for in a text at once: only those are tried that can begin as a word begins."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from caseclock.extractor.vocabulary.openings import LONGEST, openings
from caseclock.extractor.vocabulary.words import any_of

_WORD_START = re.compile(r"\b\w")
_OPENING = re.compile(rf"\b(?=(\w.{{0,{LONGEST - 1}}}))", re.DOTALL)
# Letters that "case ignored" takes for i, k and s, though their lower case is another.
_ODD = re.compile("[\u0130\u0131\u017f\u212a]")
_Span = tuple[int, int]


class Rows:
    """Rows of expressions that begin at the start of a word, case ignored.

    Gives for each row what `any_of(row, at_word=True).search` finds, at the cost of the words of the text rather than
    of the expressions."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._rows = [list(row) for row in rows]
        self._by_opening: dict[str, list[tuple[int, int, re.Pattern[str]]]] = {}
        self._anyhow: list[tuple[int, int, re.Pattern[str]]] = []
        for number, row in enumerate(self._rows):
            for order, expression in enumerate(row):
                begins = openings(expression)
                if begins is None or not all(_WORD_START.match(words) for words in begins):
                    self._anyhow.append((number, order, any_of([expression], at_word=True)))
                    continue
                pattern = re.compile(expression, re.IGNORECASE)
                for words in begins:
                    self._by_opening.setdefault(words, []).append((number, order, pattern))
        self._begun: dict[str, list[tuple[int, int, re.Pattern[str]]]] = {}  # what can begin so, found when first met

    @cached_property
    def _plain(self) -> list[re.Pattern[str]]:
        return [any_of(row, at_word=True) for row in self._rows]

    def find(self, text: str) -> dict[int, _Span]:
        """The rows found, by their number in ascending order, with the place of the first match (offsets in `text`)."""
        if not text.isascii() and _ODD.search(text):
            searched = ((number, pattern.search(text)) for number, pattern in enumerate(self._plain))
            return {number: match.span() for number, match in searched if match}
        low = text.lower()
        best: dict[int, tuple[int, int, int]] = {}  # row -> start, number of the expression in its row, end
        for number, order, pattern in self._anyhow:
            if match := pattern.search(text):
                found = (match.start(), order, match.end())
                best[number] = min(best.get(number, found), found)
        for word in _OPENING.finditer(low):
            begun = self._begun.get(word[1])
            if begun is None:
                begun = self._begun[word[1]] = self._beginning(word[1])
            for number, order, pattern in begun:
                at = word.start()
                if number in best and best[number][:2] < (at, order):
                    continue
                if match := pattern.match(text, at):
                    best[number] = (at, order, match.end())
        return {number: (best[number][0], best[number][2]) for number in sorted(best)}

    def _beginning(self, opening: str) -> list[tuple[int, int, re.Pattern[str]]]:
        """Every expression that can match where a text goes on with these letters."""
        return [found for length in range(1, len(opening) + 1) for found in self._by_opening.get(opening[:length], ())]
