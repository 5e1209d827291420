"""A text cut at the ends of a passage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that are of the passage, or are not. `start` counts characters in the paper's text."""

    text: str
    start: int
    marked: bool


class Cutter:
    """Cuts one text at the ends of one passage."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = _showable(text)
        self._start, self._end = start, end
        self.first_mark: int | None = None  # where the first piece begins that was marked so far

    def is_marked(self, start: int, end: int) -> bool:
        """Does anything of the passage stand there?"""
        return max(start, self._start) < min(end, self._end)

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """That stretch of the text in one to three pieces; none of them is empty."""
        low, high = min(max(start, self._start), end), max(min(end, self._end), start)
        if low >= high:
            return (Piece(self.text[start:end], start, False),) if start < end else ()
        self.first_mark = low if self.first_mark is None else min(low, self.first_mark)
        cut = ((start, low, False), (low, high, True), (high, end, False))
        return tuple(Piece(self.text[one:other], one, marked) for one, other, marked in cut if one < other)


def _showable(text: str) -> str:
    """The text as HTML and UTF-8 can hold it, as long as before: they know no NUL and no half characters."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
