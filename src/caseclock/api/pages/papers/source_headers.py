"""The head of a message: its lines by name, and how a quoted one is called."""

import re
from dataclasses import dataclass
from email.utils import parseaddr
from typing import ClassVar

from caseclock.api.pages.papers.source_pieces import Cutter, Piece
from caseclock.extractor.exports.wording import day, plain
from caseclock.models.text import Block, Message, Role, Text

_LINE = re.compile(r"(?P<name>From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Importance|Attachments?)[ \t]*:[ \t]*", re.I)


@dataclass(frozen=True, slots=True)
class Headers:
    """From, To, Date, Subject of a message, and what else its head says, in its order."""

    kind: ClassVar[str] = "headers"
    lines: tuple[tuple[str, tuple[Piece, ...]], ...]


def is_of_message(text: Text, block: Block) -> bool:
    """Is the block the head of a message, not a running line of a page?"""
    if block.role is not Role.HEADER:
        return False
    heads = (message.header for message in text.messages if message.header)
    return any(start < block.end and block.start < end for start, end in heads)


def header_lines(cutter: Cutter, block: Block) -> Headers | None:
    """The head line by line, its names apart; None if it does not begin with such a line ("On 3 March, Sam wrote:").

    A line without a name goes on with the one before.
    """
    lines: list[tuple[str, int, int]] = []
    at = block.start
    for line in cutter.text[block.start : block.end].splitlines(keepends=True):
        end = at + len(line.rstrip())
        named = _LINE.match(cutter.text, at, block.end)
        if named:
            lines.append((named["name"], min(named.end(), end), end))
        elif lines:
            lines[-1] = (*lines[-1][:2], max(end, lines[-1][2]))
        else:
            return None
        at += len(line)
    return Headers(tuple((name, cutter.pieces(start, end)) for name, start, end in lines))


def quoted_words(message: Message | None) -> str:
    """Sam Holt, 3 March 2021: whose message it was and of when, as far as that is known."""
    if message is None:
        return ""
    name, address = parseaddr(message.sender)
    who = plain(name or address or message.sender)
    return ", ".join(filter(None, [who, day(message.sent.date()) if message.sent else ""]))
