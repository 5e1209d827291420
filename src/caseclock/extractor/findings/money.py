"""Sums of money: items that don't make their total, and a deduction that is made in one place and not in another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from caseclock.extractor.findings.compared_words import quoted
from caseclock.extractor.findings.lists import items_under
from caseclock.extractor.findings.passages import Passages, Sentence, discrepancy
from caseclock.extractor.findings.phrases import listed
from caseclock.models.document import DocumentKind
from caseclock.models.finding import Discrepancy
from caseclock.models.source import Source

SUM = re.compile(r"£\s?(?P<value>(?:\d[\d,]*)?\d(?:\.\d\d)?)(?!\s*(?:million|bn|k)\b)", re.IGNORECASE)
_OF_PARTS = r"made up of|comprised of|comprising|consisting of|broken down (?:as|into)"
_BEFORE_SUM = re.compile(
    r"\b(?:total(?:l?ing|s)?(?:\s+\w+){0,4}|altogether|in all|adds? up to|making)\s*:?\s*$", re.IGNORECASE
)
_AFTER_SUM = re.compile(
    rf"^[\s,]*(?:[:(]\s*£|(?:\w+\s+){{0,4}}?(?:in total|in all|altogether|(?:is |was )?(?:{_OF_PARTS})"
    rf"|(?:in )?compensation[^.;]{{0,40}}(?:{_OF_PARTS}))\b)|^:\s*$",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    rf"\b(?:{_OF_PARTS}|comprises|made up as|as follows|following|consists? of|including)\b[^.£]*:?\s*$|:\s*$",
    re.IGNORECASE,
)
_LESS = re.compile(r"\b(?:minus|less|deduct(?:ed|ing|ion)?|after taking off|net of|offset against)\b", re.IGNORECASE)
_NOT_AN_ITEM = re.compile(
    r"\b(?:per|each|every|a (?:week|month)|weekly|monthly|previous(?:ly)?|instead of|rather than|increas\w*|up from"
    r"|of which|includ\w+|remaining|balance|limit|maximum|up to|between|from £|already|damage (?:of|worth)|rent"
    r"|arrears|owe[ds]?|owing|(?:was|were|been) paid)\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(?:per|each|every|a (?:week|month)|weekly|monthly|up to)\b", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?:offer\w*|compensat\w*|award\w*|pay(?:ment|ments|ing)?|paid|goodwill|redress)\b", re.IGNORECASE
)
_MOST_ITEMS = 12


@dataclass(frozen=True, slots=True)
class _Total:
    """A total with the items that it is said to be of; `parts` are the items' own passages, in order."""

    value: Decimal
    items: tuple[Decimal, ...]
    sentence: Sentence
    parts: tuple[Source, ...]
    total_at: Source


def money(case: Passages) -> list[Discrepancy]:
    """Totals that their items don't make, and sums that are cut in one passage and whole in another; about="other"."""
    found: list[Discrepancy | None] = []
    for document in sorted(case.sentences):
        if case.papers[document].document.kind is DocumentKind.POLICY or "£" not in case.text(document):
            continue
        totals = list(_totals(case, document))
        found += [_wrong(case, total) for total in totals if sum(total.items) != total.value]
        found += _cut_or_whole(case, document, totals)
    return [finding for finding in found if finding is not None]


def _value(match: re.Match[str]) -> Decimal:
    return Decimal(match["value"].replace(",", ""))


def pounds(value: Decimal) -> str:
    """£2,475 or £12.50."""
    return f"£{value:,.2f}".removesuffix(".00")


def _totals(case: Passages, document: str) -> Iterable[_Total]:
    sentences = case.sentences[document]
    for place, sentence in enumerate(sentences):
        sums = list(SUM.finditer(sentence.text))
        total = _total_of(sentence, sums)
        if total is None or _LESS.search(sentence.text):
            continue
        at = case.source(document, sentence.start + total.start(), sentence.start + total.end())
        others = [m for m in sums if m is not total]
        if len(others) > 1 and not _NOT_AN_ITEM.search(sentence.text):
            parts = tuple(case.source(document, sentence.start + m.start(), sentence.start + m.end()) for m in others)
            yield _Total(_value(total), tuple(map(_value, others)), sentence, parts, at)
        elif not others:
            items = list(_items_after(case, place, sentence))
            if len(items) > 1:
                parts = tuple(case.source(document, s.start, s.end) for _, s in items)
                yield _Total(_value(total), tuple(value for value, _ in items), sentence, parts, at)


def _total_of(sentence: Sentence, sums: list[re.Match[str]]) -> re.Match[str] | None:
    """The sum that the sentence calls the total, if it calls exactly one so."""
    if not sums:
        return None
    called = [m for m in sums if _AFTER_SUM.match(sentence.text[m.end() :])]
    called = called or [m for m in sums if _BEFORE_SUM.search(sentence.text[: m.start()])]
    return called[0] if len(called) == 1 else None


def _items_after(case: Passages, place: int, sentence: Sentence) -> Iterable[tuple[Decimal, Sentence]]:
    """One sum an item of the list that follows the paragraph of the total, if its last sentence leads on to one."""
    sentences = case.sentences[sentence.document]
    here = [s for s in islice(sentences, place, place + 4) if s.block == sentence.block]
    if not here or not _LEADS_ON.search(here[-1].text.strip()):
        return
    for parts in items_under(case, here[-1], place + len(here) - 1)[:_MOST_ITEMS]:
        sums = [(m, s) for s in parts for m in SUM.finditer(s.text)]
        if len(sums) != 1 or _RATE.search(sums[0][1].text):
            return  # an item of several sums, or of none: what adds up to what isn't clear
        yield _value(sums[0][0]), sums[0][1]


def _wrong(case: Passages, total: _Total) -> Discrepancy | None:
    text = (
        f"{case.name(total.sentence.document)} gives a total of {pounds(total.value)}; its items "
        f"({listed([pounds(item) for item in total.items])}) make {pounds(sum(total.items, Decimal()))}."
    )
    return discrepancy("total", "other", (total.total_at, *total.parts), text)


def _cut_or_whole(case: Passages, document: str, totals: list[_Total]) -> Iterable[Discrepancy | None]:
    """A sum of which something is to be taken off in one passage, and which is counted whole in a total elsewhere."""
    for sentence in case.sentences[document]:
        less = _LESS.search(sentence.text)
        sums = list(SUM.finditer(sentence.text))
        if not less or len(sums) != 2 or not sums[0].end() <= less.start() < sums[1].start():
            continue
        if not _GIVEN.search(sentence.text):
            continue
        whole, off = map(_value, sums)
        for total in totals:
            if whole not in total.items or sum(total.items) != total.value or total.sentence == sentence:
                continue
            part = total.parts[total.items.index(whole)]
            text = (
                f"{case.name(document)} takes {pounds(off)} off the {pounds(whole)} in one place "
                f"({quoted(sentence.text)}); in another the {pounds(whole)} is counted whole in a total of "
                f"{pounds(total.value)}."
            )
            places = (case.source(document, sentence.start, sentence.end), total.total_at, part)
            yield discrepancy("deducted", "other", places, text)
