"""Quoted messages that are copies of a message met elsewhere: the same message is told once."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from caseclock.models.document import Paper
from caseclock.models.text import Role

_LEAST_WORDS = 6
_ALIKE = 90.0


def quoted_copies(papers: Sequence[Paper]) -> dict[str, frozenset[int]]:
    """For each document id, the indexes of its quoted messages that stand as a message (or an earlier quote) elsewhere.

    The original is the paper that is the message; between quotes the first in order of (depth, name) is kept."""
    bodies = [
        (message.depth if number else 0, paper.document.name, paper.document.id, number, _body(paper, number))
        for paper in papers
        if paper.document.duplicate_of is None
        for number, message in enumerate(paper.text.messages)
    ]
    copies: dict[str, set[int]] = {}
    kept: list[str] = []
    for _, _, document, number, body in sorted(bodies):
        if len(body.split()) < _LEAST_WORDS:
            continue
        if number and any(_same(body, other) for other in kept):
            copies.setdefault(document, set()).add(number)
        else:
            kept.append(body)
    return {document: frozenset(numbers) for document, numbers in copies.items()}


def _same(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    return shorter * 2 > longer and fuzz.ratio(one, other) >= _ALIKE


def _body(paper: Paper, message: int) -> str:
    """The words of a message without its header, signature and white space."""
    roles = (Role.PARAGRAPH, Role.ITEM, Role.HEADING, Role.ROW)
    blocks = [b for b in paper.text.blocks if b.message == message and b.role in roles]
    words = " ".join(paper.text.text[b.start : b.end] for b in blocks)
    return re.sub(r"\s+", " ", words).strip().lower()
