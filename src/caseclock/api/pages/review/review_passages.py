"""Words that somebody copied from a paper, found again in its text. Pure."""

import re
from dataclasses import dataclass

_MOST = 20_000  # characters of words


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paper's text: from `start` to `end`, of `whole` characters."""

    start: int
    end: int
    whole: int


def found_words(text: str, words: str, any_case: bool = False) -> list[tuple[int, int]]:
    """Where the words stand in the text, white space apart: first and last offset of each. Nothing for no words."""
    parts = words[:_MOST].split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE if any_case else 0)
    return [match.span() for match in pattern.finditer(text)]


def nearest(places: list[tuple[int, int]], near: int) -> tuple[int, int]:
    """The place that begins nearest to an offset."""
    return min(places, key=lambda place: abs(place[0] - near))


def stretch(text: str, start: int, length: int = 12_000) -> Stretch:
    """The part of the text that is shown from an offset on; it ends at the end of a line where there is one."""
    start = max(0, min(start, len(text)))
    end = min(len(text), start + length)
    if end < len(text):
        line = text.rfind("\n", start + length // 2, end)
        end = line + 1 if line >= 0 else end
    return Stretch(start, end, len(text))


def before(text: str, start: int, length: int = 12_000) -> int:
    """Where the part before an offset begins."""
    back = max(0, start - length)
    line = text.find("\n", back, start)
    return line + 1 if back and 0 <= line < start - 1 else back
