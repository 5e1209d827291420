"""Where an excerpt stands in the passage that it is of. Pure."""

from collections.abc import Sequence

from caseclock.api.routes.search import Piece

_BETWEEN = " … "  # stands between two parts of an excerpt


def place_of_excerpt(passage: str, start: int, excerpt: Sequence[Piece]) -> tuple[int, int]:
    """First character and the one after the last of the part of the excerpt that has what was searched for, as offsets
    of the paper's text; `start` is where the passage begins. The whole passage if the part is not found in it."""
    for part in _parts(excerpt):
        words = part.strip()
        at = passage.find(words) if words else -1
        if at >= 0:
            return start + at, start + at + len(words)
    return start, start + max(len(passage), 1)


def _parts(excerpt: Sequence[Piece]) -> list[str]:
    """The parts of an excerpt that have a word that was found, as plain text."""
    parts, found = [""], [False]
    for piece in excerpt:
        first, *others = piece.text.split(_BETWEEN)
        parts[-1] += first
        found[-1] |= piece.found
        for other in others:
            parts.append(other)
            found.append(piece.found)
    return [part for part, has in zip(parts, found, strict=True) if has]
