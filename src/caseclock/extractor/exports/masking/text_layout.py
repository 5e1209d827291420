"""The layout of a text whose words were replaced: pages, blocks, cells and messages where they stand now."""

from collections.abc import Callable
from dataclasses import replace

from caseclock.extractor.exports.masking.replaced import Replaced
from caseclock.models.text import Block, Cell, Message, Page, Text


def moved_text(text: Text, replaced: Replaced, mask: Callable[[str], str]) -> Text:
    """The text with everything where `replaced` has put it. `mask` changes what the layout keeps in words of its own:
    the text of cells, the people and subject of messages. The ids of messages, which tell who wrote them, are left
    out."""

    def cell(old: Cell) -> Cell:
        start, end = replaced.start(old.start), replaced.end(old.end)
        same = old.text == text.text[old.start : old.end]
        return Cell(mask(old.header), start, end, replaced.text[start:end] if same else mask(old.text))

    def block(old: Block) -> Block:
        start, end = replaced.start(old.start), replaced.end(old.end)
        return replace(old, start=start, end=end, cells=tuple(map(cell, old.cells)))

    def page(old: Page) -> Page:
        words = tuple(replace(word, start=replaced.start(word.start), end=replaced.end(word.end)) for word in old.words)
        return replace(old, start=replaced.start(old.start), end=replaced.end(old.end), words=words)

    def message(old: Message) -> Message:
        header = (replaced.start(old.header[0]), replaced.end(old.header[1])) if old.header else None
        return replace(
            old,
            start=replaced.start(old.start),
            end=replaced.end(old.end),
            sender=mask(old.sender),
            recipients=tuple(map(mask, old.recipients)),
            subject=mask(old.subject),
            message_id="",
            header=header,
        )

    return Text(
        replaced.text,
        tuple(map(page, text.pages)),
        tuple(map(block, text.blocks)),
        tuple(map(message, text.messages)),
    )
