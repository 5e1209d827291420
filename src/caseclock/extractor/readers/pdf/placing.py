"""Where each word of a page stands in the document's text.

Layout has put the words into another order (cells, columns) and joined some (hyphens, broken dates), so they are found
again: first those that occur once, then their neighbours, then the rest by what stands around them.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from caseclock.extractor.readers.pdf.lines import lines_of
from caseclock.extractor.readers.pdf.page import Word
from caseclock.models.text import PlacedWord, Text

_ABOVE, _BELOW = 0.8, 0.22  # of the letter size: how far a word reaches over and under its baseline
_HYPHENS = "-\u00ad\u2010"
_ACROSS = 0.25  # a step along the line counts so much of a step down the page


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the text."""

    text: str
    start: int


def placed_words(text: Text, number: int, words: Sequence[Word]) -> tuple[PlacedWord, ...]:
    """The words of page `number` with their places in `text`, in the order of the text; those that can't be found in
    it are left out.

    `text.text[start:end]` is the word as it stands on the page, or without the hyphen that parted it at a line's end.
    """
    tokens = _tokens(text, number)
    if not tokens or not words:
        return ()
    found = _Finder(tokens, words).find()
    return tuple(sorted(found, key=lambda word: (word.start, word.end)))


def _tokens(text: Text, number: int) -> list[_Token]:
    """The words of the text that may stand on the page: its own, and before them those of a row or paragraph begun on
    the page before."""
    spans = [(page.start, page.end) for page in text.pages if page.number == number]
    if not spans:
        return []
    begun = [block for block in text.blocks if block.end <= spans[0][0] and block.page == number - 1]
    if begun:
        spans.insert(0, (begun[-1].start, begun[-1].end))
    return [
        _Token(match[0], match.start())
        for start, end in spans
        for match in re.compile(r"\S+").finditer(text.text, start, end)
    ]


class _Finder:
    """One page's words and the tokens of its text."""

    def __init__(self, tokens: list[_Token], words: Sequence[Word]) -> None:
        lines = lines_of(words)
        self._tokens = tokens
        self._words = [word for line in lines for word in line.words]  # as they are seen: line by line
        self._line = [at for at, line in enumerate(lines) for _ in line.words]
        self._free: dict[str, list[int]] = defaultdict(list)  # tokens not taken yet, by their text
        for at, token in enumerate(tokens):
            self._free[token.text].append(at)
        self._place: dict[int, int] = {}  # word -> token

    def find(self) -> list[PlacedWord]:
        """All words that can be placed."""
        seen: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self._words):
            seen[word.text].append(at)
        for text, where in seen.items():
            if len(where) == 1 and len(self._free.get(text, ())) == 1:
                self._take(where[0], self._free[text][0])
        for at in list(self._place):
            self._grow(at)
        for at, word in enumerate(self._words):
            if at not in self._place and self._free.get(word.text):
                self._take(at, min(self._free[word.text], key=lambda token: self._cost(at, token)))
                self._grow(at)
        whole = [self._placed(at, self._tokens[token].start, len(self._words[at].text)) for at, token in
                 self._place.items()]  # fmt: skip
        return whole + self._halves()

    def _take(self, word: int, token: int) -> None:
        self._place[word] = token
        self._free[self._tokens[token].text].remove(token)

    def _grow(self, word: int) -> None:
        """Place the neighbours of a placed word that are its neighbours in the text too."""
        for step in (1, -1):
            at = word
            while self._is_beside(at, at + step) and at + step not in self._place:
                token = self._place[at] + step
                if token not in self._free.get(self._words[at + step].text, ()):
                    break
                self._take(at + step, token)
                at += step

    def _is_beside(self, word: int, other: int) -> bool:
        return 0 <= other < len(self._words) and self._line[word] == self._line[other]

    def _cost(self, word: int, token: int) -> tuple[int, int]:
        """How badly a token suits a word: neighbours that differ, then how far it is from what stands nearest."""
        differ = sum(
            1
            for step in (-2, -1, 1, 2)
            if not (
                self._is_beside(word, word + step)
                and 0 <= token + step < len(self._tokens)
                and self._words[word + step].text == self._tokens[token + step].text
            )
        )
        return differ, abs(token - self._expected(word))

    def _expected(self, word: int) -> int:
        """The token of the placed word that stands nearest on the page."""
        if not self._place:
            return round(word * len(self._tokens) / len(self._words))
        own = self._words[word]
        nearest = min(
            self._place,
            key=lambda at: (abs(self._words[at].y - own.y) + _ACROSS * abs(self._words[at].x0 - own.x0), at),
        )
        return self._place[nearest]

    def _halves(self) -> list[PlacedWord]:
        """Words parted at the end of a line, or run together in the text: their pieces, where both stand in one."""
        placed: list[PlacedWord] = []
        left = [at for at in range(len(self._words)) if at not in self._place]
        heads: dict[str, list[int]] = defaultdict(list)
        for token in sorted(token for free in self._free.values() for token in free):
            heads[self._tokens[token].text[0]].append(token)
        gone: set[int] = set()
        for index, at in enumerate(left):
            first = self._words[at].text
            for token in heads[first[0]] if at not in gone else ():
                whole = self._tokens[token]
                cut = next((n for n in (len(first), len(first.rstrip(_HYPHENS))) if 0 < n < len(whole.text)
                            and whole.text.startswith(first[:n])), 0)  # fmt: skip
                rest = next(
                    (o for o in left[index + 1 :] if o not in gone and cut and self._is_rest(at, o, whole, cut)), 0
                )
                if rest:
                    placed += [self._placed(at, whole.start, cut)]
                    placed += [self._placed(rest, whole.start + cut, len(whole.text) - cut)]
                    gone |= {at, rest}
                    heads[first[0]].remove(token)
                    break
        return placed

    def _is_rest(self, word: int, other: int, whole: _Token, cut: int) -> bool:
        below = 0 < self._words[other].y - self._words[word].y < 3 * self._words[word].size
        return self._words[other].text == whole.text[cut:] and (below or self._is_beside(word, other))

    def _placed(self, at: int, start: int, length: int) -> PlacedWord:
        word = self._words[at]
        return PlacedWord(
            start,
            start + length,
            word.x0,
            word.y - _ABOVE * word.size,
            word.x1,
            word.y + _BELOW * word.size,
            word.confidence,
        )
