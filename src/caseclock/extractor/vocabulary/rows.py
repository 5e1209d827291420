"""Many rows of expressions looked for in a text at once: only those are tried that can begin as a word begins."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from caseclock.extractor.vocabulary.openings import openings
from caseclock.extractor.vocabulary.words import any_of

_WORD_START = re.compile(r"\b\w")
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
        self._lengths = sorted({len(words) for words in self._by_opening})

    @cached_property
    def _plain(self) -> list[re.Pattern[str]]:
        return [any_of(row, at_word=True) for row in self._rows]

    def find(self, text: str) -> dict[int, _Span]:
        """The rows found, by their number in ascending order, with the place of the first match (offsets in `text`)."""
        if _ODD.search(text):
            searched = ((number, pattern.search(text)) for number, pattern in enumerate(self._plain))
            return {number: match.span() for number, match in searched if match}
        low = text.lower()
        best: dict[int, tuple[int, int, int]] = {}  # row -> start, number of the expression in its row, end
        for number, order, pattern in self._anyhow:
            if match := pattern.search(text):
                found = (match.start(), order, match.end())
                best[number] = min(best.get(number, found), found)
        for word in _WORD_START.finditer(low):
            at = word.start()
            for length in self._lengths:
                for number, order, pattern in self._by_opening.get(low[at : at + length], ()):
                    if number in best and best[number][:2] < (at, order):
                        continue
                    if match := pattern.match(text, at):
                        best[number] = (at, order, match.end())
        return {number: (best[number][0], best[number][2]) for number in sorted(best)}
