"""A paper's own counts against its own lists ("four visits, on 2, 9 and 16 May"), and counts of two papers."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from caseclock.extractor.findings.compared_words import quoted, stem, stems
from caseclock.extractor.findings.duration_phrases import NUMBER, number_of
from caseclock.extractor.findings.lists import items_under
from caseclock.extractor.findings.passages import Passages, Sentence, discrepancy
from caseclock.extractor.findings.phrases import number
from caseclock.models.document import DocumentKind
from caseclock.models.finding import Discrepancy
from caseclock.models.mention import TimeMention
from caseclock.models.source import Source

_THING = (
    r"incidents|occasions|times|visits|breaches|reports|complaints|calls|e-?mails|letters|(?:text )?messages|dates"
    r"|nights|recordings|contacts|meetings|attendances|appointments|statements|warnings"
)
_ANY_THING = re.compile(rf"\b(?:{_THING})\b", re.IGNORECASE)
_LOOSE = (
    r"at least|over|more than|about|around|approximately|some|nearly|almost|up to|first|last|next|every|of the|page"
    r"|section|item|stage|part"
)
_COUNT = re.compile(
    rf"(?P<loose>\b(?:{_LOOSE})\s+)?\b(?P<number>{NUMBER})\s+"
    rf"(?:(?!days?\b|weeks?\b|months?\b|hours?\b|years?\b|of\b)[a-z-]+\s+){{0,3}}?"
    rf"(?P<thing>{_THING})\b(?!\s+(?:a|per|each|every)\b)",
    re.IGNORECASE,
)
# A form's own question and answer: "How many incidents are you telling us about? | Nine, listed below".
_BELOW = re.compile(
    rf"\b(?P<thing>{_THING})\b[^|]{{0,60}}\|\s*(?P<number>{NUMBER})\b[^|]{{0,20}}\b(?:below|overleaf|attached list)\b",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(r"\b(?:following|as follows|below|listed here|these)\b[^.]*:?\s*$|:\s*$", re.I)
_SOME_OF = re.compile(
    r"\b(?:includ\w+|such as|for example|e\.g\.|some of|among|examples?|further|other|more|another|most recent"
    r"|in particular)\b",
    re.IGNORECASE,
)
_BETWEEN_ITEMS = re.compile(
    r"^(?:\s|,|;|&|\band\b|\bthen\b|\bon\b|\bat\b|\bthe\b|[(]?\d{1,2}[:.]\d\d\s*(?:am|pm)?[)]?)*$", re.IGNORECASE
)
_LEAD_TO_DATES = re.compile(
    r"^(?:\s+(?:(?:to|from|by|with) (?:the |your |her |his )?\w+|were|made|took place|happened|in all|in total))*"
    r"\s*(?:\bon\b|:|\bdated\b|\(|,)+\s*(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_SET_OFF = re.compile(r"[,:(]|\bdated\b")
_OURSELVES = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I|[Mm]y|me)\b")
_WHO = frozenset(
    map(
        stem, ("police", "council", "landlord", "resident", "tenant", "complainant", "neighbour", "association", "team")
    )
)
_ALIKE = 0.6
_LETTERS = re.compile(r"[A-Za-z]{3}")
_LONGEST_LIST = 40


@dataclass(frozen=True, slots=True)
class _Stated:
    """A count with its thing, its sentence and where the words stand."""

    count: int
    thing: str
    sentence: Sentence
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.sentence.text[self.start : self.end]


def own_lists(case: Passages) -> list[Discrepancy]:
    """Counts that the list beside them doesn't bear out, and counts of one thing and period that differ between two
    papers; about="count". How it was counted stands in the text."""
    found: list[Discrepancy | None] = []
    by_period: dict[tuple[str, date, date], list[_Stated]] = defaultdict(list)
    for document in sorted(case.sentences):
        if case.papers[document].document.kind is DocumentKind.POLICY:
            continue
        for place, sentence in enumerate(case.sentences[document]):
            for stated in _counts(sentence):
                found.append(_dates_listed(case, stated) or _items_listed(case, stated, place))
                period = _period(case, sentence)
                if period:
                    by_period[stem(stated.thing), *period].append(stated)
    for key in sorted(by_period):
        found += _differing(case, by_period[key])
    return [finding for finding in found if finding is not None]


def _counts(sentence: Sentence) -> Iterable[_Stated]:
    if not _ANY_THING.search(sentence.text):
        return
    for match in _COUNT.finditer(sentence.text):
        count = number_of(match["number"])
        if not match["loose"] and 1 < count <= _LONGEST_LIST:
            yield _Stated(count, match["thing"].lower(), sentence, match.start("number"), match.end())
    below = _BELOW.search(sentence.text)
    if below:
        yield _Stated(number_of(below["number"]), below["thing"].lower(), sentence, below.start("number"), below.end())


def _dates_listed(case: Passages, stated: _Stated) -> Discrepancy | None:
    """ "Four visits, on 2 May, 9 May and 16 May": the dates right after the count, in one list."""
    sentence = stated.sentence
    mentions = case.days_in(sentence.document, sentence.start + stated.end, sentence.end)
    listed = list(_in_a_row(sentence, stated.end, mentions))
    if len(listed) < 2 or len(listed) == stated.count or _SOME_OF.search(sentence.text):
        return None
    lead = sentence.text[stated.end : listed[0].start - sentence.start]
    if len(listed) < stated.count and not _SET_OFF.search(lead):
        return None  # "three calls on 3 May and 4 May": there may have been two on one day
    words = case.source(sentence.document, sentence.start + stated.start, sentence.start + stated.end)
    places = (words, *(case.source(sentence.document, t.start, t.end) for t in listed))
    text = (
        f"{case.name(sentence.document)} says {quoted(stated.words)} and gives {number(len(listed), 'date')} for them: "
        f"the dates that stand in one list after the words were counted."
    )
    return discrepancy("own list", "count", places, text)


def _in_a_row(sentence: Sentence, low: int, mentions: list[TimeMention]) -> Iterable[TimeMention]:
    """The dates of the list that begins right after the count: nothing but "and" and commas between them."""
    at = low
    for place, mention in enumerate(mentions):
        between = sentence.text[at : mention.start - sentence.start]
        joined = _LEAD_TO_DATES.match(between) if place == 0 else _BETWEEN_ITEMS.match(between)
        if not joined:
            return
        yield mention
        at = mention.end - sentence.start


def _items_listed(case: Passages, stated: _Stated, place: int) -> Discrepancy | None:
    """ "The following four incidents:" and the items of the list under it."""
    sentence = stated.sentence
    leads_on = _LEADS_ON.search(sentence.text.strip()) or _BELOW.search(sentence.text)
    if not leads_on or _SOME_OF.search(sentence.text):
        return None
    listed = (next((s for s in item if _LETTERS.search(s.text)), None) for item in items_under(case, sentence, place))
    items = [s for s in listed if s is not None]
    if len(items) < 2 or len(items) == stated.count:
        return None
    words = case.source(sentence.document, sentence.start, sentence.end)
    places = (words, *(case.source(s.document, s.start, s.end) for s in items))
    text = (
        f"{case.name(sentence.document)} says {quoted(stated.words)} and lists {len(items)}: the items of the list "
        f"right under the words were counted."
    )
    return discrepancy("own list", "count", places, text)


def _period(case: Passages, sentence: Sentence) -> tuple[date, date] | None:
    """The one day or period that the sentence names in so many words."""
    mentions = [t for t in case.times_in(sentence.document, sentence.start, sentence.end) if t.from_ and t.to]
    spans = {(t.from_, t.to) for t in mentions if t.from_ and t.to}
    if len(spans) != 1 or any(t.relative and t.bound for t in mentions):
        return None
    return spans.pop()


def _differing(case: Passages, stated: list[_Stated]) -> Iterable[Discrepancy | None]:
    """One thing of one period counted differently in two papers; the first such pair of papers."""
    seen: set[tuple[str, str]] = set()
    for one, other in combinations(stated[:_LONGEST_LIST], 2):
        documents = one.sentence.document, other.sentence.document
        if (
            one.count == other.count
            or documents[0] == documents[1]
            or documents in seen
            or not _one_thing(case, one, other)
        ):
            continue
        seen.add(documents)
        text = (
            f"{case.name(documents[0])} says {quoted(one.words)}, {case.name(documents[1])} {quoted(other.words)}, for "
            f"what looks like the same thing and the same time."
        )
        yield discrepancy("two counts", "count", (_whole(case, one), _whole(case, other)), text)


def _whole(case: Passages, stated: _Stated) -> Source:
    sentence = stated.sentence
    return case.source(sentence.document, sentence.start, sentence.end)


def _one_thing(case: Passages, one: _Stated, other: _Stated) -> bool:
    """Do two sentences count the same: the same words, by the same people?"""
    some, others = stems(one.sentence.text), stems(other.sentence.text)
    if _OURSELVES.search(one.sentence.text) or _OURSELVES.search(other.sentence.text):
        return False  # "we had three reports": each speaks of its own
    if some & _WHO != others & _WHO or _SOME_OF.search(one.sentence.text) or _SOME_OF.search(other.sentence.text):
        return False
    return len(some & others) > 1 and min(case.closeness(some, others), case.closeness(others, some)) >= _ALIKE
