"""What of a text comes back to things told elsewhere in it, and on which day the words in it were said.

An assessment, and an answer that takes up points one by one, names again what the account has told: "the party in
March", "the call the next day". There a date leans on what the account says of such a day, never on the paragraph
before it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from caseclock.extractor.language.calendar_days import add_days
from caseclock.extractor.language.sections import Mode, mode_of
from caseclock.extractor.language.time_expression import Expression, Kind
from caseclock.extractor.language.time_passages import Passage
from caseclock.extractor.language.time_placing import Span, fixed

_MARK = re.compile(r"[\s>]*(?:\(?[\da-z]{1,3}[.)]\s+|[-•*●–▪]\s+)?", re.IGNORECASE)
_JUDGED = (Mode.FINDINGS, Mode.ORDERS)
# Words that open a paragraph or point which takes up something said before.
_TAKES_UP = re.compile(
    r"[\"'“‘]?(?:"
    r"you(?:r (?:\w+ ){0,3}(?:letter|reply|response|answer|report|decision))? "
    r"(?:also |then |further |even )?(?:say|says|said|state[sd]?|claim(?:s|ed)?|complain(?:s|ed)? that|do not mention|"
    r"don['’]t mention|suggest(?:s|ed)?|maintain(?:s|ed)?|alleged?s?|assert(?:s|ed)?|den(?:y|ies|ied))\b"
    r"|(?:as|with) (?:for|to|regards?)\b|(?:with|in) (?:regard|respect|relation) (?:to|of)\b|(?:regarding|concerning)\b"
    r"|turning to\b|on the (?:point|question|matter|subject) of\b)",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|tells?|wr(?:ote|ites?|iting)|written|stat(?:ed|es|ing|ements?)|complain\w*|explain\w*|"
    r"report(?:ed|s|ing)?|alleg\w+|claim(?:ed|s|ing)|rais(?:ed|es|ing)|list(?:ed|s|ing)|add(?:ed|s|ing)|repl(?:ied|y|ies|ying)|"
    r"respon[ds]\w*|answer(?:ed|s|ing)?|not(?:ed|es|ing)|found|set out|quot(?:ed|es|ing)|letter|e-?mail|asked)\b",
    re.IGNORECASE,
)
_OPENS_SAYING = re.compile(
    r"(?:(?:also|then)\s+)?"
    r"(?:said|told|stated|accepted|agreed|acknowledged|apologi[sz]ed|explained|confirmed|noted|denied|disputed|complained|"
    r"asked|reported|added|found|upheld|stood by|offered|argued)\b",
    re.IGNORECASE,
)
# Who acts in the papers of a case, as the subject of a paragraph's first sentence.
_ACTOR = re.compile(
    r"(?:(?:it|he|she|they|we|i)\b|(?:mr|mrs|ms|miss|dr)\b"
    r"|(?:the|its|their|an?|another)\s+(?:[\w’'-]+\s+){0,2}?(?:landlord|council|association|authority|police|resident|tenant|"
    r"complainant|applicant|neighbour|officers?|manager|panel|team|staff|contractor|ombudsman|court|provider)\b)(?!['’])",
    re.IGNORECASE,
)
_DETERMINER = r"\b(?:the|that|this|those|these|his|her|their|its|my|our|your)\s+"
_THE_THING = re.compile(
    _DETERMINER
    + r"(?!(?:same|following|next|previous|first|last)\s)(?:[\w’'-]+\s+){1,3}(?:in|of|from|during|over|at)\s+$",
    re.IGNORECASE,
)
_OWNED = re.compile(_DETERMINER + "$", re.IGNORECASE)
_NOUN = re.compile(r"\s+[a-z]{3,}")
_SUBORDINATE = re.compile(
    r"(?:^|[\s,;(])(?:when|after|once|following|upon|as soon as|until|before)\s+(?!(?:that|this|which)\b)\w",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])")
# A line of a diary or of notes begins with its date, which is then no part of a sentence ("On 5 May he ...").
_NOTED = re.compile(
    r"[\s>*#•|-]*(?:\d{1,3}[.)]\s+)?(?:(?:log|entry|note|incident|call|ref|no)\b\.?:?[ \t]*(?:[\w/-]+[ \t]+)?)?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?[ \t]+)?(?:the[ \t]+)?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}\b"
    r"|\d{1,2}(?:st|nd|rd|th)?[ \t]+(?:of[ \t]+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
_DIARY_PAGE = re.compile(r"[\s>*#•|-]*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?[ \t]+(?:the[ \t]+)?\d", re.IGNORECASE)
_NOTES = 3  # passages that begin so make a paper one of notes
_LONGEST_LABEL = 90
_A_FEW_DAYS = 4
_WINTERS_END = 2  # month: a winter, and the days over the New Year, count as of the year that they begin in


def judged_passages(text: str, passages: Sequence[Passage]) -> list[bool]:
    """For each passage: does it stand in a section of judgements or orders?"""
    found, mode, before_rules = [], Mode.NARRATIVE, Mode.NARRATIVE
    for passage in passages:
        if passage.heading:
            said = mode_of(text[passage.start : passage.end].strip())
            if said is None and mode is Mode.RULES:
                said = before_rules
            if said is Mode.RULES and mode is not Mode.RULES:
                before_rules = mode
            mode = said or mode
        found.append(mode in _JUDGED)
    return found


def takes_up(text: str, passage: Passage) -> bool:
    """ "You say that I did not report it.": does the passage open with what was said before?"""
    return _TAKES_UP.match(text, first_word(text, passage), passage.end) is not None


def first_word(text: str, passage: Passage) -> int:
    """Where the words of a passage begin, behind the mark of a list's point."""
    mark = _MARK.match(text, passage.start, passage.end)
    return mark.end() if mark else passage.start


def opens_with_actor(text: str, passage: Passage) -> bool:
    """Is the subject of the first sentence somebody who acts, not a thing that happened?"""
    return _ACTOR.match(text, first_word(text, passage), passage.end) is not None


def is_of_a_thing(text: str, start: int, end: int) -> bool:
    """ "the party in March", "her June complaint": does a month only say which thing is meant?"""
    before = text[max(0, start - 80) : start]
    if _THE_THING.search(before):
        return True
    return _OWNED.search(before) is not None and _NOUN.match(text, end) is not None


def names_another(between: str) -> bool:
    """Does a sentence name another event, of a day not told, before its relative date ("when she rang ...")?"""
    return _SUBORDINATE.search(between) is not None


def introduces_words(text: str, lead: Passage, words: Passage) -> bool:
    """ "On 3 May she complained. She said:" before a quotation or list: are these what somebody said then?"""
    body = text[lead.start : lead.end].rstrip()
    if not body.endswith(":"):
        return False
    last = body[max(0, len(body) - 400) :]
    sentences = _SENTENCE.split(last)
    return bool(_SAYING.search(sentences[-1]) or _OPENS_SAYING.match(text, first_word(text, words), words.end))


def opens_with_date(text: str, passage: Passage) -> bool:
    """Does a passage begin with a date as a note does?"""
    return _NOTED.match(text, passage.start, passage.end) is not None


def are_notes(text: str, passages: Sequence[Passage]) -> bool:
    """Is this a diary or a file of notes, where each day's are dated at their beginning?"""
    return sum(1 for p in passages if not p.row and opens_with_date(text, p)) >= _NOTES


class Told:
    """The days that the account tells of: the years in which each month, and each day of a month, has been told."""

    __slots__ = ("all", "days", "first", "in_years", "last", "months", "named")

    def __init__(self) -> None:
        self.months: dict[int, set[int]] = {}
        self.days: dict[tuple[int, int], set[int]] = {}
        self.all: set[date] = set()
        self.in_years: set[int] = set()
        self.named: dict[str, list[Span]] = {}  # seasons and feasts asked for, by name, until another day is told
        self.first: date | None = None
        self.last: date | None = None

    def add(self, first: date, last: date) -> None:
        """Keeps a day, or the first and last of a few days."""
        self.first = min(first, self.first or first)
        self.last = max(last, self.last or last)
        for day in (add_days(first, step) for step in range((last - first).days + 1)):
            if day not in self.all:
                self.named.clear()
            self.all.add(day)
            self.in_years |= {day.year} if day.month > _WINTERS_END else {day.year, max(day.year - 1, 1)}
            self.months.setdefault(day.month, set()).add(day.year)
            self.days.setdefault((day.month, day.day), set()).add(day.year)

    def any_of(self, span: Span) -> bool:
        """Has one of the days from the first to the last of a span been told of?"""
        return any(add_days(span[0], step) in self.all for step in range((span[1] - span[0]).days + 1))

    def years(self, month: int, day: int | None, latest: date | None) -> list[int]:
        """The years in which such a month, or day, was told of, none after `latest`, in order."""
        years = self.months.get(month, ()) if day is None else self.days.get((month, day), ())
        return sorted(year for year in years if latest is None or date(year, month, day or 1) <= latest)


def told_days(text: str, passages: Sequence[Passage], judged: Sequence[bool], found: Iterable[Expression]) -> Told:
    """The days of the account that are given with their year; dates of a letter's or report's head are none of it."""
    told = Told()
    at = 0
    for expression in found:
        while at + 1 < len(passages) and passages[at + 1].start <= expression.start:
            at += 1
        if judged[at] or expression.kind is not Kind.DATE or expression.deadline or expression.future:
            continue
        if expression.until is not None or _is_label(text, passages[at]):
            continue
        span = fixed(expression)
        if span is not None:
            told.add(*span)
    return told


def _is_label(text: str, passage: Passage) -> bool:
    """ "Date of decision: 14 July 2023", or a heading: a line that is no sentence."""
    body = text[passage.start : passage.end].strip()
    return passage.heading or (
        not passage.row and len(body) < _LONGEST_LABEL and body[-1:].isalnum() and not _NOTED.match(body)
    )


class Recollection:
    """The passages of one text with what they are for; each question is answered when it is first asked."""

    __slots__ = (
        "_expressions",
        "_headings",
        "_judged",
        "_kept",
        "_notes",
        "_starts",
        "_takes_up",
        "_told",
        "passages",
        "text",
    )

    def __init__(self, text: str, passages: Sequence[Passage], expressions: Sequence[Expression]) -> None:
        self.text, self.passages, self._expressions = text, passages, expressions
        self._starts = [passage.start for passage in passages]
        self._headings = [passage.start for passage in passages if passage.heading]
        self._judged: list[bool] | None = None
        self._notes: bool | None = None
        self._told: Told | None = None
        self._takes_up: dict[int, bool] = {}
        self._kept: list[tuple[date, date, int]] = []

    def judged(self, passage: int) -> bool:
        """Does the passage stand in a section of judgements or orders?"""
        if self._judged is None:
            self._judged = judged_passages(self.text, self.passages)
        return bool(self._judged) and self._judged[passage]

    def recalls(self, passage: int) -> bool:
        """Does the passage speak of what has been told elsewhere?"""
        if not self.passages:
            return False
        if passage not in self._takes_up:
            self._takes_up[passage] = takes_up(self.text, self.passages[passage])
        return self._takes_up[passage] or self.judged(passage)

    def in_notes(self, passage: int) -> bool:
        """Is the passage, in a diary or file of notes, one that begins with its date?"""
        if self._notes is None:
            self._notes = are_notes(self.text, self.passages)
        return self._notes and opens_with_date(self.text, self.passages[passage])

    def in_diary(self, passage: int, above: int) -> bool:
        """Does the passage, or the heading `above` it, begin with a weekday and date, as a diary's pages do?"""
        return any(
            number >= 0 and _DIARY_PAGE.match(self.text, self.passages[number].start, self.passages[number].end)
            for number in (passage, above)
        )

    def one_passage(self, first: int, second: int) -> bool:
        """Do two characters stand in one passage?"""
        return bisect_right(self._starts, first) == bisect_right(self._starts, second)

    def section(self, passage: int) -> tuple[int, int]:
        """The first and last character of the section that a passage stands in."""
        at = bisect_right(self._headings, self.passages[passage].start)
        first = self._headings[at - 1] if at else 0
        return first, self._headings[at] if at < len(self._headings) else len(self.text)

    def keep(self, first: date | None, last: date | None, passage: int) -> None:
        """Keeps a day that the account has told of, its year being clear from what stands around it."""
        if first is not None and last is not None and (last - first).days <= _A_FEW_DAYS:
            self._kept.append((first, last, passage))
            if self._told is not None and not self.judged(passage):
                self._told.add(first, last)

    @property
    def told(self) -> Told:
        """The days that the account gives with their year, and those added since."""
        if self._told is None:
            judged = [self.judged(number) for number in range(len(self.passages))]
            self._told = told_days(self.text, self.passages, judged, self._expressions)
            for first, last, passage in self._kept:
                if not judged[passage] and not _is_label(self.text, self.passages[passage]):
                    self._told.add(first, last)
        return self._told
