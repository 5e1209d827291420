"""Legal references of one thing quoted differently: the section that a notice was given under, the clause broken."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from caseclock.extractor.findings.compared_words import stems
from caseclock.extractor.findings.passages import Passages, Sentence, discrepancy
from caseclock.extractor.findings.phrases import listed
from caseclock.models.document import DocumentKind
from caseclock.models.finding import Discrepancy

_NUMBER = r"\d{1,3}(?:\.\d{1,2})*(?:[A-Z]{1,2}\b|\b)(?:\(\w{1,3}\))*"
_REFERENCE = re.compile(
    r"\b(?:under|in breach of|breach(?:ed|es)?(?: of)?|broke|broken|rel(?:ied|ying) on|pursuant to|contrary to)"
    r"\s+(?:the\s+)?"
    rf"(?P<kind>sections?|s\.|clauses?|conditions?|paragraphs?|regulations?)\s*(?P<list>{_NUMBER}"
    rf"(?:\s*(?:,|and|&|or)\s*{_NUMBER})*)(?!\s*(?:days?|weeks?|months?|years?|working))",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?P<thing>community protection (?:notice|warning)|closure (?:notice|order)|notice|injunction|warning|tenancy"
    r"|lease|undertaking|contract|order)\b",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?:served?|service|sent|issued?|gave|given|made|obtained|granted|breach(?:ed|es|ing)?|broke|broken|under|relied"
    r"|relying)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:could|might|should|would|consider\w*|new|second|fresh|another|policy|says that|requires|guidance)\b", re.I
)
_SLACK = 2  # days between two passages that date one deed
_ALIKE = 0.6
_MOST = 60


@dataclass(frozen=True, slots=True)
class _Cited:
    numbers: frozenset[str]
    days: frozenset[date]
    sentence: Sentence


def legal_references(case: Passages) -> list[Discrepancy]:
    """Passages that tell of one notice, order or agreement and name other sections or clauses; about="identity"."""
    cited: dict[tuple[str, str], list[_Cited]] = defaultdict(list)
    for document in sorted(case.sentences):
        if case.papers[document].document.kind is not DocumentKind.POLICY:
            for sentence in case.sentences[document]:
                for key, one in _cited(case, sentence):
                    cited[key].append(one)
    found = [finding for key in sorted(cited) for finding in _differing(case, key, cited[key][:_MOST])]
    return [finding for finding in found if finding is not None]


def _cited(case: Passages, sentence: Sentence) -> Iterable[tuple[tuple[str, str], _Cited]]:
    match = _REFERENCE.search(sentence.text)
    if not match or not _DEED.search(sentence.text) or _NOT_DONE.search(sentence.text):
        return
    thing = _THING.search(sentence.text)
    if thing:
        kind = {"s": "section"}.get(match["kind"].lower().rstrip("s."), match["kind"].lower().rstrip("s."))
        numbers = frozenset(re.findall(_NUMBER, match["list"]))
        days = case.days_in(sentence.document, sentence.start, sentence.end)
        yield (
            (kind or "section", thing["thing"].lower()),
            _Cited(numbers, frozenset(t.from_ for t in days if t.from_), sentence),
        )


def _differing(case: Passages, key: tuple[str, str], cited: list[_Cited]) -> Iterable[Discrepancy | None]:
    """The first pair, for each two sets of numbers, that tells of one thing."""
    seen: set[frozenset[frozenset[str]]] = set()
    kind, thing = key
    known: dict[str, set[str]] = defaultdict(set)
    for one in cited:
        known[one.sentence.document] |= one.numbers
    for one, other in combinations(cited, 2):
        pair = frozenset((one.numbers, other.numbers))
        if one.numbers & other.numbers or pair in seen or not _one_thing(case, one, other):
            continue
        if any(one.numbers | other.numbers <= numbers for numbers in known.values()):
            continue  # a paper that knows both: there were two
        seen.add(pair)
        sentences = one.sentence, other.sentence
        (first, second) = (f"{kind} {listed(sorted(c.numbers))}" for c in (one, other))
        text = (
            f"The {thing} is put under {first} in {case.name(sentences[0].document)} and under {second} in "
            f"{case.name(sentences[1].document)}."
        )
        places = (case.source(s.document, s.start, s.end) for s in sentences)
        yield discrepancy("reference", "identity", places, text)


def _one_thing(case: Passages, one: _Cited, other: _Cited) -> bool:
    """The same day is named in both; where one names none, they say nearly the same."""
    if one.days and other.days:
        return any(abs((a - b).days) <= _SLACK for a in one.days for b in other.days)
    some, others = stems(one.sentence.text), stems(other.sentence.text)
    return len(some & others) > 2 and min(case.closeness(some, others), case.closeness(others, some)) >= _ALIKE
