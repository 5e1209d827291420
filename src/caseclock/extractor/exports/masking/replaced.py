"""A text with some stretches replaced, and where everything else of it stands now."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (not included) of a text, and what stands in their place."""

    start: int
    end: int
    text: str


class Replaced:
    """A text after its replacements. Offsets are those of the text as it was; where they are now is asked for.

    A place inside a replaced stretch is at its edge: a quote that begins or ends in the middle of a name takes the
    whole replacement with it.
    """

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []  # of each replaced stretch in the text as it was
        self._ends: list[int] = []
        self._new: list[tuple[int, int]] = []  # the same in the new text
        at = length = 0
        for span in without_overlaps(spans):
            kept = text[at : span.start]
            pieces += (kept, span.text)
            length += len(kept)
            self._starts.append(span.start)
            self._ends.append(span.end)
            self._new.append((length, length + len(span.text)))
            length += len(span.text)
            at = span.end
        pieces.append(text[at:])
        self.text = "".join(pieces)

    def start(self, offset: int) -> int:
        """Where what begins at the offset begins now."""
        return self._moved(offset, 0)

    def end(self, offset: int) -> int:
        """Where what ends before the offset ends now."""
        return self._moved(offset, 1)

    def _moved(self, offset: int, edge: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        if self._starts[index] < offset < self._ends[index]:
            return self._new[index][edge]
        if offset == self._starts[index]:
            return self._new[index][0]
        return self._new[index][1] + offset - self._ends[index]


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """In order of place, none empty; those that overlap are one, which reads as the first of them."""
    kept: list[Span] = []
    for span in sorted((s for s in spans if s.start < s.end), key=lambda s: (s.start, -s.end)):
        if kept and span.start < kept[-1].end:
            first = kept[-1]
            kept[-1] = Span(first.start, max(first.end, span.end), first.text)
        else:
            kept.append(span)
    return kept
