"""Mailboxes (`application/mbox`): several messages in one file. Each becomes a child; itself it has no text."""

import re

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.reading import Child, Reading, UnreadableError
from caseclock.models.text import Problem, Text

MEDIA_TYPES = ("application/mbox",)

_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From \S+.*\d{4}[ \t]*\r?\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.M)


def read(data: bytes, limits: Limits) -> Reading:
    """The messages of a mailbox in its order, as files "message 1.eml" and so on."""
    starts = list(_START.finditer(data))
    if not starts:
        raise UnreadableError("No message could be found in the mailbox. Save its messages as .eml and add them.")
    ends = [found.start() for found in starts[1:]] + [len(data)]
    pieces = [data[found.end() : end] for found, end in zip(starts, ends, strict=True)]
    children = tuple(
        Child(f"message {number}.eml", _ESCAPED.sub(rb"\1", piece).rstrip(b"\r\n") + b"\n")
        for number, piece in enumerate(pieces[: limits.children], start=1)
    )
    problems = (
        (Problem("reader", f"Only the first {limits.children} messages were read; add the others as files."),)
        if len(pieces) > limits.children
        else ()
    )
    return Reading(MEDIA_TYPES[0], Text(""), children=children, problems=problems)
