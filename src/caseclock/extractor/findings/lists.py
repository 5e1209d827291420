"""The list, or the table, that stands right under a sentence."""

from itertools import islice

from caseclock.extractor.findings.passages import Passages, Sentence
from caseclock.models.text import Block, Role

_LONGEST = 480  # sentences looked at
_BETWEEN = 3  # headings between the words and their table


def items_under(case: Passages, sentence: Sentence, place: int) -> list[list[Sentence]]:
    """The items, each with its sentences, on the list's outermost level; where a table stands there, its rows.

    `place` is the sentence's number among those of its paper; it must be the last of its paragraph."""
    own = case.block(sentence)
    shape: tuple[Role, int, str, int | None] | None = None
    items: dict[int, list[Sentence]] = {}
    for following in islice(case.sentences[sentence.document], place + 1, place + _LONGEST):
        block = case.block(following)
        if block is None or following.block == sentence.block:
            break
        headed = shape is None and block.role in (Role.HEADING, Role.HEADER)
        if headed and following.block - sentence.block <= _BETWEEN:
            continue
        here = _shape(block)
        if block.role not in (Role.ITEM, Role.ROW) or (shape is None and own and here == _shape(own)):
            break
        shape = shape or here
        if here == shape:
            items.setdefault(following.block, []).append(following)
        elif block.level <= shape[1]:
            break
    return list(items.values())


def _shape(block: Block) -> tuple[Role, int, str, int | None]:
    """What items of one list have in common: their part, their depth, the style of their number, their table."""
    number = (block.number or "").strip("().")
    style = "1" if number[:1].isdigit() else "a" if number else ""
    return block.role, block.level, style, block.table
