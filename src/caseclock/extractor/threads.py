"""Threads: what of a text is new, what is quoted from which message, what is a signature.

The splitter works on lines, so that it serves email bodies, prints saved as text, and Word and PDF prints alike.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from caseclock.extractor.lines import Line, Mark, lines_of
from caseclock.extractor.message_headers import Introduction, introduction_at
from caseclock.extractor.signatures import signature_lines
from caseclock.models.text import Block, Message, Role, Text

_LINES_ABOVE_HEADER = 4  # a print's owner, rule or title may stand above the header of the message itself
_MAY_INTRODUCE = re.compile(r"\bfrom\b[*_ \t]*[:|]|\b(?:wrote|writes|said)\s*:", re.I)  # a text without is no thread
_NARROWEST_WRAP = 60  # characters of a quoted line whose last words may have slipped to a line without marks


@dataclass(frozen=True, slots=True)
class Thread:
    """The messages of a text, and for every line the message that it belongs to and its role (None: plain words).

    The span of a message includes what is quoted in it; the innermost message of a place is the last one that holds it.
    """

    messages: tuple[Message, ...]
    owners: tuple[int, ...]
    roles: tuple[Role | None, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A message that lines may still be added to: its index and the number of quote marks that it stands behind."""

    index: int
    level: int


def split_thread(lines: Sequence[Line], own: Message | None = None) -> Thread:
    """Split lines into messages. `own` is what is known of the message itself; without it, or if it names no sender,
    a header block at the top is its header."""
    if own is None:
        own = Message(lines[0].start if lines else 0, lines[-1].end if lines else 0)
    splitter = _Splitter(lines, [own])
    splitter.run()
    _mark_signatures(splitter)
    return Thread(tuple(splitter.messages), tuple(splitter.owners), tuple(splitter.roles))


def thread_text(text: Text) -> Text:
    """The same text with messages quoted in it told apart and its blocks divided where messages and roles change.

    For prints of threads that another reader laid out (Word, PDF). A text without any message header comes back with
    the document itself as its only message. A heading ends a message pasted into a paper that is no message itself.
    """
    own = text.messages[0] if text.messages else Message(0, len(text.text))
    if len(text.messages) > 1 or own.sender:
        return text
    alone = replace(text, messages=(own,))
    if not _MAY_INTRODUCE.search(text.text):
        return alone
    lines = _with_rows(lines_of(text.text, marks=True), text.blocks)
    if not any(introduction_at(lines, at) for at in range(len(lines))):
        return alone
    ends = frozenset(block.start for block in text.blocks if block.role is Role.HEADING)
    splitter = _Splitter(lines, [own], ends)
    splitter.run()
    _mark_signatures(splitter)
    filled = [at for at, line in enumerate(lines) if not line.blank]
    places = [lines[at].first for at in filled]
    blocks: list[Block] = []
    for block in text.blocks:
        inside = filled[bisect_left(places, block.start) : bisect_left(places, block.end)]
        blocks += _divided(block, inside, splitter)
    return replace(text, blocks=tuple(blocks), messages=tuple(splitter.messages))


@dataclass(slots=True)
class _Splitter:
    """Goes through the lines once, with the messages that are open at each line on a stack."""

    lines: Sequence[Line]
    messages: list[Message]
    ends: frozenset[int] = frozenset()  # places that end a message pasted into another paper
    owners: list[int] = field(default_factory=list)
    roles: list[Role | None] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=lambda: [_Open(0, 0)])
    # The message last quoted behind so many marks within another: answers written between the lines of a quote part it.
    quoted: dict[tuple[int, int], int] = field(default_factory=dict)
    reach: dict[int, int] = field(default_factory=dict)  # where each message ends so far

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            found = introduction_at(self.lines, at)
            if found:
                self._introduce(found)
                at = found.last + 1
            else:
                self._add(at)
                at += 1
        self._finish()

    def _introduce(self, found: Introduction) -> None:
        first, last = self.lines[found.first], self.lines[found.last]
        self._close_above(first.quotes)
        header = (first.first, last.last)
        told = Message(*header, found.sender, found.recipients, found.sent, found.subject, found.message_id, 0, header)
        if self._is_own(found):
            own = self.messages[0]
            self.messages[0] = replace(told, start=own.start, end=own.end)
        else:
            level = last.quotes + 1 if found.quoted_below else last.quotes
            self._open(replace(told, depth=self.messages[self.stack[-1].index].depth + 1), level)
        self._lengthen(header[1])
        for _ in range(found.first, found.last + 1):
            self.owners.append(self.stack[-1].index)
            self.roles.append(Role.HEADER)

    def _is_own(self, found: Introduction) -> bool:
        """Is this the header of the document itself: at its top, and nothing else known of it?"""
        own = self.messages[0]
        if own.header or own.sender or len(self.messages) > 1 or found.quoted_below:
            return False
        above = [line.text.strip() for line in self.lines[: found.first] if not line.blank]
        return len(above) <= _LINES_ABOVE_HEADER and all(len(words) <= 100 for words in above)

    def _add(self, at: int) -> None:
        line = self.lines[at]
        if not line.blank:
            level = line.quotes
            if line.first in self.ends and not self.messages[0].header:
                self._close_above(-1)
            elif self._slipped(at):
                level = self.stack[-1].level
            self._close_above(level)
            if level > self.stack[-1].level:
                self._open_quote(line)
            self._lengthen(line.last)
        self.owners.append(self.stack[-1].index)
        self.roles.append(None)

    def _slipped(self, at: int) -> bool:
        """Last words of a quoted line that a mail program wrapped on to a line of their own without marks."""
        if not 0 < at < len(self.lines) - 1:
            return False
        above, line, below = self.lines[at - 1], self.lines[at], self.lines[at + 1]
        return (
            line.quotes < above.quotes == below.quotes == self.stack[-1].level
            and len(above.text) >= _NARROWEST_WRAP > 2 * len(line.text.strip())
            and not above.blank
            and not below.blank
            and not line.text[:1].isupper()
        )

    def _close_above(self, level: int) -> None:
        while len(self.stack) > 1 and self.stack[-1].level > level:
            self._close()

    def _open_quote(self, line: Line) -> None:
        """Quote marks without an introduction: the message quoted there before, else one of which nothing is known."""
        parent = self.stack[-1].index
        known = self.quoted.get((parent, line.quotes))
        if known is None:
            self._open(Message(line.first, line.last, depth=self.messages[parent].depth + 1), line.quotes)
        else:
            self.stack.append(_Open(known, line.quotes))

    def _open(self, message: Message, level: int) -> None:
        self.quoted[self.stack[-1].index, level] = len(self.messages)
        self.stack.append(_Open(len(self.messages), level))
        self.messages.append(message)

    def _lengthen(self, end: int) -> None:
        """Take note how far the innermost message reaches; those around it learn of it when it closes."""
        index = self.stack[-1].index
        self.reach[index] = max(self.reach.get(index, 0), end)

    def _close(self) -> None:
        closed = self.stack.pop()
        if self.stack:
            self._lengthen(self.reach.get(closed.index, 0))

    def _finish(self) -> None:
        while self.stack:
            self._close()
        for index, end in self.reach.items():
            if self.messages[index].end < end:
                self.messages[index] = replace(self.messages[index], end=end)


def _mark_signatures(splitter: _Splitter) -> None:
    """Give the lines of signatures, "Sent from my phone" and disclaimers their role, message by message."""
    run: list[int] = []
    for at in range(len(splitter.lines) + 1):
        ends = at == len(splitter.lines) or splitter.roles[at] is not None
        if run and (ends or splitter.owners[at] != splitter.owners[run[-1]]):
            sender = splitter.messages[splitter.owners[run[0]]].sender
            for index in signature_lines([splitter.lines[i] for i in run], sender):
                splitter.roles[run[index]] = Role.SIGNATURE
            run = []
        if not ends:
            run.append(at)


def _with_rows(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line]:
    """The lines with those that lie in rows of tables marked as such: they introduce no message."""
    rows = [block for block in blocks if block.role is Role.ROW]
    starts = [block.start for block in rows]
    result = []
    for line in lines:
        at = bisect_right(starts, line.first) - 1
        in_row = at >= 0 and line.first < rows[at].end
        result.append(replace(line, mark=Mark(Role.ROW, cells=rows[at].cells)) if in_row else line)
    return result


def _divided(block: Block, inside: Sequence[int], splitter: _Splitter) -> list[Block]:
    """The block cut where message or role changes; `inside` are the indexes of its lines. Rows are never cut."""
    if not inside:
        return [block]
    if block.role is Role.ROW:
        return [replace(block, message=splitter.owners[inside[0]])]
    result: list[Block] = []
    for at in inside:
        line, owner, role = splitter.lines[at], splitter.owners[at], splitter.roles[at] or block.role
        end = min(line.last, block.end)
        if result and (result[-1].message, result[-1].role) == (owner, role):
            result[-1] = replace(result[-1], end=end)
        else:
            result.append(replace(block, role=role, message=owner, start=max(line.first, block.start), end=end))
    return result
