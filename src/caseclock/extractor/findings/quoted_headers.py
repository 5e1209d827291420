"""A message's own date against the date that a later quotation of it gives."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from rapidfuzz import fuzz

from caseclock.extractor.findings.compared_words import slip_of_one_part
from caseclock.extractor.findings.passages import Passages, discrepancy
from caseclock.extractor.findings.phrases import day_text
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.finding import Discrepancy
from caseclock.models.source import Source
from caseclock.models.text import Message

_ALIKE = 90  # per cent of letters
_FEWEST_WORDS = 8
_LONG_ENOUGH_TO_BE_CUT = 20  # words: a quotation may be cut short, if this much of it is left
_TIME_ZONES = timedelta(hours=14)  # further apart than any two clocks show the same moment
_QUOTE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]*)+", re.MULTILINE)
_KEY = 5  # words in a row that two copies share
_STANDARD = 60  # copies that share such words: they are the beginning of a standard letter, and tell nothing


@dataclass(frozen=True, slots=True)
class _Copy:
    """One copy of a message: its words, when it says it was sent, where it says so; `own`: the message itself."""

    document: str
    words: tuple[str, ...]
    sent: datetime
    source: Source
    own: bool

    @property
    def body(self) -> str:
        return " ".join(self.words)


def quoted_headers(case: Passages) -> list[Discrepancy]:
    """Copies of one message whose dates are days apart, not hours; about="date". One finding a message and date."""
    copies = [copy for paper in case.papers.values() for copy in _copies(case, paper)]
    found, said_already = [], set[tuple[str, str, str]]()
    alike = [pair for pair in _pairs(copies) if _same_body(*pair)]
    # A quotation that gives the date of a message that is there speaks against no other one in the same words.
    right = {
        id(copy)
        for one, other in alike
        if one.own is not other.own and not _days_apart(one.sent, other.sent)
        for copy in (one, other)
        if not copy.own
    }
    for one, other in alike:
        if not _days_apart(one.sent, other.sent) or id(one) in right or id(other) in right:
            continue
        first, second = (one, other) if one.own or not other.own else (other, one)
        key = (" ".join(first.words[:_FEWEST_WORDS]), first.sent.date().isoformat(), second.sent.date().isoformat())
        if key in said_already:
            continue
        said_already.add(key)
        told = "sent on" if first.own else "quoted as sent on"
        text = (
            f"A message {told} {day_text(first.sent.date())} ({case.name(first.document)}) is quoted in "
            f"{case.name(second.document)} as if sent on {day_text(second.sent.date())}."
        )
        finding = discrepancy("quoted header", "date", (first.source, second.source), text)
        if finding:
            found.append(finding)
    return found


def _copies(case: Passages, paper: Paper) -> Iterable[_Copy]:
    messages = paper.text.messages
    for number, message in enumerate(messages):
        words = _body(paper, message, messages[number + 1 :])
        if message.sent is None or len(words) < _FEWEST_WORDS:
            continue
        if number == 0 and paper.document.kind is not DocumentKind.EMAIL and not message.message_id:
            continue
        yield _Copy(paper.document.id, words, message.sent, _header(case, paper, message), number == 0)


def _body(paper: Paper, message: Message, later: Iterable[Message]) -> tuple[str, ...]:
    """The words of a message without its header and without what is quoted in it."""
    start = message.header[1] if message.header else message.start
    inside = [m.header[0] if m.header else m.start for m in later if start <= m.start < message.end]
    end = min([message.end, *inside])
    text = _QUOTE_MARKS.sub("", paper.text.text[start:end])
    return tuple(re.findall(r"[a-z0-9']+", text.lower().replace("’", "'")))


def _header(case: Passages, paper: Paper, message: Message) -> Source:
    """The line of the header that carries the date; the whole header where no line does."""
    document = paper.document.id
    if message.header is None:
        line_end = paper.text.text.find("\n", message.start, message.end)
        return case.source(document, message.start, line_end if line_end > 0 else message.end)
    low, high = message.header
    year = message.sent.year if message.sent else 0
    dated = re.compile(rf"^.*(?:\b(?:date|sent|on)\b.*\b{year}\b|\b{year}\b).*$", re.IGNORECASE | re.MULTILINE)
    match = dated.search(paper.text.text, low, high)
    return case.source(document, *(match.span() if match else (low, high)))


def _pairs(copies: list[_Copy]) -> Iterable[tuple[_Copy, _Copy]]:
    """Pairs of copies that share five words in a row near their beginning; originals first."""
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, copy in enumerate(copies):
        for at in range(0, 4 * _KEY, _KEY):
            if len(key := copy.words[at : at + _KEY]) == _KEY:
                by_key[key].append(number)
    telling = [sorted(set(numbers)) for numbers in by_key.values()]
    pairs = {pair for numbers in telling if len(numbers) <= _STANDARD for pair in combinations(numbers, 2)}
    ordered = sorted(pairs, key=lambda p: (not (copies[p[0]].own or copies[p[1]].own), p))
    for one, other in ordered:
        if not (copies[one].own and copies[other].own):
            yield copies[one], copies[other]


def _days_apart(one: datetime, other: datetime) -> bool:
    gap = abs(one.replace(tzinfo=None) - other.replace(tzinfo=None))
    # A header in figures alone can be read either way round.
    either_way = slip_of_one_part(one.date(), other.date()) == "day and month"
    return one.date() != other.date() and gap > _TIME_ZONES and not either_way


def _same_body(one: _Copy, other: _Copy) -> bool:
    """Do two copies say the same, figures and all? Letters to one person often differ in nothing but their figures."""
    short, long = sorted((one.body, other.body), key=len)
    figures, others = ([word for word in body.split() if word.isdecimal()] for body in (short, long))
    if figures != others[: len(figures)]:
        return False
    if fuzz.ratio(short, long) >= _ALIKE:
        return True
    # A quotation that was cut short still begins as the message does.
    return len(short.split()) >= _LONG_ENOUGH_TO_BE_CUT and fuzz.ratio(short, long[: len(short)]) >= _ALIKE
