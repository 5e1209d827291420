"""Which of many passages share the most telling words with a question: an index from words to passages."""

from collections import defaultdict
from collections.abc import Callable, Iterable


class Lookup:
    """Finds passages by their words. `weight` says how much a word tells; passages are known by their number."""

    def __init__(self, weight: Callable[[str], float], passages: Iterable[frozenset[str]]) -> None:
        self._weight = weight
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(passages):
            for word in words:
                self._with[word].append(number)

    def shares(self, words: frozenset[str], least: float) -> dict[int, float]:
        """The passages that hold at least the share `least` (0 to 1) of the weight of `words`, with that share."""
        ordered = sorted(words)
        total = sum(self._weight(word) for word in ordered)
        held: dict[int, float] = defaultdict(float)
        for word in ordered:
            for number in self._with.get(word, ()):
                held[number] += self._weight(word)
        return {number: share / total for number, share in held.items() if total and share / total >= least}
