"""Who is meant: the one who complains told of as the one who was arrested, bailed or convicted."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.findings.compared_words import quoted
from caseclock.extractor.findings.passages import Passages, Sentence, discrepancy
from caseclock.models.document import DocumentKind
from caseclock.models.finding import Discrepancy

_COMPLAINS = r"(?:the|our)\s+(?P<who>resident|tenant|complainant|victim|applicant)"
# A paper's "tenant" may be the neighbour: it is the one who complains where the paper has the tenant report things.
_TELLS = r"\b(?:the|our) {who} (?:\w+ ){{0,2}}?(?:reported|complained|told|said|rang|asked|stated|informed|contacted)\b"
_ALWAYS = frozenset({"complainant", "victim"})
_ACCUSED = (
    r"(?:the|her|his|my|our|their|your)\s+(?:neighbour|perpetrator|respondent|suspect|alleged perpetrator|defendant"
    r"|offender|other (?:resident|tenant))"
)
_DONE_TO = (
    r"arrested|re-?arrested|bailed|released on bail|charged(?!\s+(?:£|a fee|for\b))|remanded|convicted|sentenced"
    r"|cautioned|fined|tagged|found guilty"
    r"|given (?:a|an) (?:caution|restraining order|curfew|custodial sentence|suspended sentence)"
)
_SAID_OF = rf"(?:\s+\w+)?\s+(?:was|were|has been|had been|is)\s+(?:then\s+|also\s+|again\s+|later\s+)?(?:{_DONE_TO})\b"
_OF_COMPLAINANT = re.compile(rf"\b(?:{_COMPLAINS}){_SAID_OF}", re.IGNORECASE)
_OF_ACCUSED = re.compile(rf"\b(?:{_ACCUSED}|(?P<he>he|she|they)){_SAID_OF}", re.IGNORECASE)
_NOT_SO = re.compile(r"\b(?:counter|alleged|allegations?|wrongly|mistakenly|too|both|as well|if)\b", re.IGNORECASE)
_NEAR = 2  # sentences before, in one paragraph
_NAMES = re.compile(rf"\b{_ACCUSED}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Passage:
    sentence: Sentence
    days: frozenset[date]
    sure: bool  # it names the neighbour, rather than "he"


def who_is_meant(case: Passages) -> list[Discrepancy]:
    """Passages by which the complainant was arrested, bailed or the like, where the papers tell it of the neighbour
    just before or on the same day; about="identity".

    Where several passages tell it of the complainant there may have been counter-allegations: nothing is said then."""
    turned: list[_Passage] = []
    told_of_them = 0
    others: dict[date, list[_Passage]] = defaultdict(list)
    beside: dict[tuple[str, int], list[_Passage]] = defaultdict(list)  # by paper and paragraph
    for document in sorted(case.sentences):
        if case.papers[document].document.kind is DocumentKind.POLICY:
            continue
        for sentence in case.sentences[document]:
            about = _OF_COMPLAINANT.search(sentence.text)
            if about and (_NOT_SO.search(sentence.text) or not _complains(case, document, about["who"])):
                told_of_them += 1
            elif about:
                turned.append(_Passage(sentence, _days(case, sentence), True))
            elif told := _OF_ACCUSED.search(sentence.text):
                named = told["he"] is None or _names_accused(case, sentence)
                passage = _Passage(sentence, _days(case, sentence), named)
                beside[document, sentence.block].append(passage)
                for day in passage.days if named else ():
                    others[day].append(passage)
    if len(turned) != 1 or told_of_them:
        return []
    found = _finding(case, turned[0], [*_just_before(case, turned[0], beside), *_same_day(turned[0], others)])
    return [found] if found else []


def _complains(case: Passages, document: str, who: str) -> bool:
    who = who.lower()
    return who in _ALWAYS or re.search(_TELLS.format(who=who), case.text(document), re.IGNORECASE) is not None


def _days(case: Passages, sentence: Sentence) -> frozenset[date]:
    return frozenset(t.from_ for t in case.days_in(sentence.document, sentence.start, sentence.end) if t.from_)


def _names_accused(case: Passages, sentence: Sentence) -> bool:
    """Does the sentence, or one just before it, name the neighbour whom "he" can mean?"""
    near = [sentence, *case.before(sentence)[:_NEAR], *_leading(case, sentence)]
    return any(_NAMES.search(passage.text) for passage in near)


def _leading(case: Passages, sentence: Sentence) -> list[Sentence]:
    return list(case.leading(sentence, 1))


def _just_before(case: Passages, turned: _Passage, beside: dict[tuple[str, int], list[_Passage]]) -> Iterable[_Passage]:
    """What the same paragraph, or the one just before it, tells of the neighbour."""
    sentence = turned.sentence
    for block in (sentence.block, sentence.block - 1):
        for passage in reversed(beside.get((sentence.document, block), [])):
            gap = sum(
                passage.sentence.end <= s.start < sentence.start and s.text.strip(" .0123456789\n") != ""
                for s in case.sentences[sentence.document][max(0, _place(case, sentence) - 6) : _place(case, sentence)]
            )
            if passage.sure and passage.sentence.start < sentence.start and gap <= _NEAR:
                yield passage


def _place(case: Passages, sentence: Sentence) -> int:
    return next(n for n, s in enumerate(case.sentences[sentence.document]) if s.start == sentence.start)


def _same_day(turned: _Passage, others: dict[date, list[_Passage]]) -> Iterable[_Passage]:
    for day in sorted(turned.days):
        yield from others.get(day, [])


def _finding(case: Passages, turned: _Passage, others: list[_Passage]) -> Discrepancy | None:
    if not others:
        return None
    passages = [turned.sentence, others[0].sentence]
    places = [case.source(s.document, s.start, s.end) for s in passages]
    text = (
        f"By {case.name(turned.sentence.document)} it was the one who complains ({quoted(turned.sentence.text)}); "
        f"{case.name(others[0].sentence.document)} tells the like of somebody else "
        f"({quoted(others[0].sentence.text)}). Who is meant is not clear."
    )
    return discrepancy("who is meant", "identity", places, text)
