"""Plain text (`text/plain`): notes, statements, reports, prints of emails, of logs and of chats."""

from dataclasses import replace

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.limits import Limits
from caseclock.extractor.lines import lines_of
from caseclock.extractor.message_headers import introduction_at
from caseclock.extractor.readers.charsets import Decoded, decode
from caseclock.extractor.readers.plain.chats import chat_blocks, message_rows
from caseclock.extractor.readers.plain.logs import log_blocks
from caseclock.extractor.readers.plain.texts import text_message_starts
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.threads import split_thread
from caseclock.models.text import Block, Message, Page, Problem, Text

MEDIA_TYPES = ("text/plain",)

_MOST_CONTROLS = 0.02  # share of control characters above which bytes are no text


def read(data: bytes, limits: Limits) -> Reading:
    """Read a text file. Its text is the file's own, character for character, once decoded."""
    decoded = decode(data)
    if not decoded.text.strip():
        raise UnreadableError("There is no text in the file. Add the paper in another form.")
    if not is_text(decoded):
        raise UnreadableError("The file is not text. Save it as .docx, .pdf or .txt and add it again.")
    text, problems = decoded.text, list(decoded.problems)
    if len(text) > limits.text_characters:
        text = text[: limits.text_characters]
        problems.append(Problem("reader", "Only the beginning was read: it is too long. Split it and add the parts."))
    blocks, messages = _laid_out(text)
    pages = _pages(text)
    if pages:
        blocks = _with_pages(blocks, pages)
    return Reading(
        MEDIA_TYPES[0],
        Text(text, pages, blocks, messages),
        page_count=len(pages) or None,
        problems=tuple(problems),
    )


def is_text(decoded: Decoded) -> bool:
    """Does a decoded text read like text rather than like the bytes of a program or a picture?"""
    sample = decoded.text[:100_000]
    odd = sum((c < " " and c not in "\t\n\r\f\v\x1b\x1a") or c in "\x7f\ufffd" for c in sample)
    return odd <= max(len(sample) * _MOST_CONTROLS, 2)


def _laid_out(text: str) -> tuple[tuple[Block, ...], tuple[Message, ...]]:
    lines = lines_of(text)
    own = Message(0, len(text))
    texts = text_message_starts(lines)
    blocks = chat_blocks(text, lines) or (message_rows(text, lines, texts) if texts else log_blocks(text, lines))
    if blocks:
        return blocks, (own,)
    # Quote marks mean something only where messages are: elsewhere ">" is a bullet.
    marked = lines_of(text, marks=True)
    if not any(introduction_at(marked, at) for at in range(len(marked))):
        return lay_out(lines), (own,)
    thread = split_thread(marked, own)
    return lay_out(marked, thread.owners, thread.roles), thread.messages


def _pages(text: str) -> tuple[Page, ...]:
    """Pages where form feeds part them; none otherwise."""
    if "\f" not in text.strip("\f"):
        return ()
    pages: list[Page] = []
    at = 0
    for piece in text.split("\f"):
        pages.append(Page(len(pages) + 1, at, at + len(piece)))
        at += len(piece) + 1
    if len(pages) > 1 and not text[pages[-1].start :].strip():
        pages.pop()
    return tuple(pages)


def _with_pages(blocks: tuple[Block, ...], pages: tuple[Page, ...]) -> tuple[Block, ...]:
    result: list[Block] = []
    at = 0
    for block in blocks:
        while at + 1 < len(pages) and pages[at + 1].start <= block.start:
            at += 1
        result.append(replace(block, page=pages[at].number))
    return tuple(result)
