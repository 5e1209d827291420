"""Whose paper it is, where no email address says so: letterheads, signatures, an ombudsman's own words."""

import re
from collections.abc import Sequence

from caseclock.models.document import DocumentKind, Paper
from caseclock.models.mention import AgencyMention
from caseclock.models.text import Role

_HEAD = 700  # characters that can hold a letterhead or the title of a log
_HEAD_LINES = 12
_TAIL = 600
_PERSONAL_KINDS = frozenset((DocumentKind.DIARY, DocumentKind.FORM))
_TO = re.compile(
    r"(?i)^\W{0,20}(?:to|for|cc|copy|prepared for|re|about|subject|complaint about|complaint against|against)\b"
)
# A line that only gives the letter's date.
DATE_LINE = re.compile(
    r"(?im)^[ \t]*(?:date[d:]*[ \t]*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?[ \t]+)?(?:the[ \t]+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ \t]+(?:of[ \t]+)?[A-Z][a-z]{2,8},?[ \t]+(?:19|20)\d\d"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:\d\d|\d{4}))[ \t]*$"
)
_MEMBER = re.compile(r"^[A-Z][\w.'’ -]{2,50},? (?:MP|MSP|MS)\W*$")
_GREETING = re.compile(r"(?im)^[^\w\n]{0,20}dear\b")
_CLOSING = re.compile(r"(?im)^[^\w\n]{0,20}(?:yours\s+(?:sincerely|faithfully)|(?:kind\s+|best\s+)?regards)\b")
_OMBUDSMAN = re.compile(
    r"(?i)(?:report|decision) by the [\w& ]*ombudsman|ombudsman(?:[’']s)? (?:approach|role|final decision|decision)\b|"
    r"\bmaladministration\b.{0,400}\bthis service\b|\bdetermination\b.{0,200}\bhousing ombudsman scheme\b"
)


def writes_as_ombudsman(text: str) -> bool:
    """Whether a paper is an ombudsman's own report, whoever's name stands at its head."""
    return _OMBUDSMAN.search(text[:20_000]) is not None


def letterhead(paper: Paper, named: Sequence[AgencyMention]) -> str | None:
    """The agency at the head of a paper, else the one under its signature; None if it is a private person's."""
    if paper.document.kind in _PERSONAL_KINDS:
        return None
    text = paper.text.text
    greeting = _GREETING.search(text, 0, 2 * _HEAD)
    head = min(_HEAD, greeting.start() if greeting else _HEAD)
    if paper.document.kind is DocumentKind.LETTER and greeting:
        # Between the date and "Dear ..." stands whom the letter is to.
        dated = DATE_LINE.search(text, 0, head)
        head = dated.start() if dated else head
    for mention in named:
        if mention.start >= head or text.count("\n", 0, mention.start) >= _HEAD_LINES:
            break
        if _heads_line(text, mention):
            return mention.agency
    for block in paper.text.blocks:
        if block.role == Role.HEADER and not block.cells:
            for mention in named:
                if block.start <= mention.start < block.end and _heads_line(text, mention):
                    return mention.agency
    return _signed(text, named)


def _heads_line(text: str, mention: AgencyMention) -> bool:
    """Whether a mention begins its line and the line is no sentence, no address of a letter."""
    start = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    line = text[start : end if end >= 0 else len(text)]
    before = text[start : mention.start].strip(" *#_|")
    if _TO.match(line) or len(line) > 160:
        return False
    own = (
        before == ""
        or re.fullmatch(r"(?i)(?:OFFICIAL\W*|from:?|the|[A-Z][\w ]{0,30},)\s*(?:SENSITIVE\W*)?", before) is not None
    )
    if _MEMBER.match(line.strip()):
        return True
    return own and not re.search(r"[a-z]{2,}\.\s*$", line.strip())


def _signed(text: str, named: Sequence[AgencyMention]) -> str | None:
    for closing in _CLOSING.finditer(text):
        below = [m for m in named if closing.end() <= m.start < closing.end() + _TAIL]
        if below:
            return below[0].agency
    return None
