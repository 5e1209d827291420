"""A row of tokens with the few questions that the readers of expressions ask of it."""

from collections.abc import Callable

from caseclock.extractor.language.time_tokens import Token

# Readers look a few words ahead, one after the other; none looks so far.
_PAST_END = [""] * 64


class Stream:
    """The tokens of a text. A token follows another only if nothing but white space stands between them.

    `kind(index)` is the kind of the token at `index`, "" past the end; `next(index)` the same if it directly follows
    the one before, else "". Asked tens of times for each token, they are the look-up itself, not methods around it.
    """

    __slots__ = ("kind", "next", "text", "tokens")

    kind: Callable[[int], str]
    next: Callable[[int], str]

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.kind = ([token.kind for token in tokens] + _PAST_END).__getitem__
        self.next = ([token.kind if token.joined else "" for token in tokens] + _PAST_END).__getitem__

    def before(self, index: int) -> str:
        """The kind of the token directly before the one at `index`, else ""."""
        return self.tokens[index - 1].kind if index > 0 and self.tokens[index].joined else ""

    def number(self, index: int) -> int:
        """The value of the token at `index` as a number, -1 if it is none."""
        value = self.tokens[index].value if index < len(self.tokens) else ""
        return value if isinstance(value, int) else -1

    def word(self, index: int) -> str:
        """The value of the token at `index` as a word, "" if it is none."""
        value = self.tokens[index].value if index < len(self.tokens) else ""
        return value if isinstance(value, str) else ""

    def low(self, index: int) -> str:
        """The token at `index` as written, in lower case."""
        return self.tokens[index].text.lower() if 0 <= index < len(self.tokens) else ""

    def follows(self, index: int, *kinds: str) -> bool:
        """Do tokens of these kinds stand in a row from `index`, the first of them joined too?"""
        for step, kind in enumerate(kinds):  # noqa: SIM110 - a generator takes longer than the loop
            if self.next(index + step) != kind:
                return False
        return True

    def start(self, index: int) -> int:
        """Where the token at `index` begins in the text."""
        return self.tokens[index].start

    def end(self, index: int) -> int:
        """Where the token at `index` ends in the text."""
        return self.tokens[index].end

    def word_before(self, index: int, reach: int = 24) -> str:
        """The word before the token at `index`, in lower case, "" at the start of a line or sentence."""
        start = self.tokens[index].start
        piece = self.text[max(0, start - reach) : start].rstrip(" \t\n\xa0")
        word = piece[len(piece.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'’")) :]
        return word.lower()


def amount(stream: Stream, index: int) -> tuple[int, bool, int] | None:
    """A number in words or digits at `index`: (value, vague, index after it)."""
    kind = stream.kind(index)
    if kind in ("day", "count"):
        return stream.number(index), False, index + 1
    if kind == "number":
        value = stream.number(index)
        if value >= 20 and stream.next(index + 1) == "minus" and stream.next(index + 2) == "number":
            return value + stream.number(index + 2), False, index + 3
        if value >= 20 and stream.next(index + 1) == "number" and stream.number(index + 1) < 10:
            return value + stream.number(index + 1), False, index + 2
        return value, False, index + 1
    if kind == "few":
        after = index + 2 if stream.next(index + 1) == "of" else index + 1
        return _few(stream, index), stream.low(index) != "couple", after
    if kind == "a":
        if stream.next(index + 1) == "few":
            after = index + 3 if stream.next(index + 2) == "of" else index + 2
            return _few(stream, index + 1), stream.low(index + 1) != "couple", after
        return 1, False, index + 1
    return None


def _few(stream: Stream, index: int) -> int:
    return {"few": 3, "several": 4, "couple": 2}.get(stream.low(index), 3)
