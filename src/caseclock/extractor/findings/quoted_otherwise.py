"""The same paper quoted otherwise: grounds of a notice, the date of a stage's response, a sum offered."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from caseclock.extractor.findings.compared_words import slip_of_one_part
from caseclock.extractor.findings.passages import PRECISE, Passages, Sentence, discrepancy
from caseclock.extractor.findings.phrases import day_text, listed
from caseclock.models.document import DocumentKind
from caseclock.models.finding import Discrepancy
from caseclock.models.source import Source

_GROUND = r"\d{1,2}[A-Za-z]?\b(?!\s*(?:days|weeks|months))"
_GROUNDS = re.compile(
    rf"\bgrounds?\s+(?P<list>{_GROUND}(?:\s*(?:,|and|&|or|,\s*and)\s*(?:ground\s+)?{_GROUND})*)", re.IGNORECASE
)
_SERVED = re.compile(
    r"\b(?:served?|service|sent|issued?|given|gave|notice|NOSP|NSP|relied|relying|cit(?:ed|es|ing))\b", re.IGNORECASE
)
_NOT_SERVED = re.compile(
    r"\b(?:could have|might have|should have|considered?|new notice|second notice|fresh notice|another)\b",
    re.IGNORECASE,
)

_STAGE = re.compile(r"\bstage\s+(?P<stage>[123]|one|two|three)\b", re.IGNORECASE)
_ANSWER = r"(?:response|responded|reply|replied|answer(?:ed)?|wrote|letter|decision|outcome)"
_RESPONSE = re.compile(
    rf"\bstage\s+(?:\w+\s+){{1,3}}?(?:complaints?\s+)?{_ANSWER}\b"
    rf"|\b{_ANSWER}\b(?:\s+\w+){{0,6}}?\s+(?:at|under|to|on)\s+stage\b",
    re.IGNORECASE,
)
_OTHER_STEP = re.compile(
    r"\b(?:request\w*|ask(?:s|ed|ing)?|want(?:s|ed)?|escalat\w*|acknowledg\w*|another|second|further|revised|amended"
    r"|holding|extension|extend\w*|due|deadline|by then|target|should|will|would|chas\w+|prompt\w*|remind\w*"
    r"|interven\w*|received|log(?:ged)?|open(?:ed)?|start\w*|begun)\b",
    re.IGNORECASE,
)
_NUMBERS = {"one": "1", "two": "2", "three": "3"}
_NEAR = 90  # characters between the naming of a stage and the date that belongs to it
_FURTHEST = 45  # days; a response months away is another response, unless one part of the date slipped

_MOST_OFFERS = 40
_SUM = re.compile(r"£\s?\d[\d,]*(?:\.\d\d)?")
_OFFER = re.compile(r"\b(?:offer(?:ed|s)?|compensation|award(?:ed)?|goodwill)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:further|additional|extra|total|minus|less|plus|increas\w*|up to|up by|each|of which|comprised|including)\b",
    re.I,
)


def quoted_otherwise(case: Passages) -> list[Discrepancy]:
    """Grounds (about="identity"), dates of a stage's response ("date") and sums offered ("other")."""
    found = [*_grounds(case), *_responses(case), *_sums(case)]
    return [finding for finding in found if finding is not None]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of the thing: `what` in comparable form, the passage, and the days named beside it."""

    what: str
    source: Source
    days: frozenset[date]
    sentence: Sentence


def _prose(case: Passages) -> Iterable[Sentence]:
    for document in sorted(case.sentences):
        if case.papers[document].document.kind is not DocumentKind.POLICY:
            yield from case.sentences[document]


def _days(case: Passages, sentence: Sentence) -> frozenset[date]:
    mentions = case.times_in(sentence.document, sentence.start, sentence.end)
    return frozenset(t.from_ for t in mentions if t.from_ and t.precision in PRECISE)


def _grounds(case: Passages) -> Iterable[Discrepancy | None]:
    """Two sets of grounds for what looks like one notice: neither a part of the other, on days that agree."""
    found: list[_Said] = []
    for sentence in _prose(case):
        match = _GROUNDS.search(sentence.text)
        if match and _SERVED.search(sentence.text) and not _NOT_SERVED.search(match.string[: match.start()]):
            numbers = re.findall(r"\d{1,2}[A-Za-z]?", match["list"])
            source = case.source(sentence.document, sentence.start, sentence.end)
            found.append(_Said(" ".join(sorted({n.upper() for n in numbers})), source, _days(case, sentence), sentence))
    seen: set[frozenset[str]] = set()
    for one, other in combinations(found, 2):
        some, others = set(one.what.split()), set(other.what.split())
        pair = frozenset((one.what, other.what))
        if some <= others or others <= some or pair in seen or not _one_notice(one, other, bool(some & others)):
            continue
        seen.add(pair)
        text = (
            f"A notice is said to rest on grounds {listed(sorted(some, key=_order))} in "
            f"{case.name(one.sentence.document)} and on grounds {listed(sorted(others, key=_order))} in "
            f"{case.name(other.sentence.document)}."
        )
        yield discrepancy("grounds", "identity", (one.source, other.source), text)


def _order(ground: str) -> tuple[int, str]:
    return int(re.sub(r"\D", "", ground)), ground


def _one_notice(one: _Said, other: _Said, share: bool) -> bool:
    """The same day is named, or no days that speak against it and a ground in common."""
    if one.days and other.days:
        return any(abs((a - b).days) <= 2 for a in one.days for b in other.days)
    return share


def _responses(case: Passages) -> Iterable[Discrepancy | None]:
    """A stage's response that most passages put on one day and one passage on another."""
    by_stage: dict[str, list[tuple[date, Source, str]]] = defaultdict(list)
    for sentence in _prose(case):
        for match in _STAGE.finditer(sentence.text):
            found = _response_day(case, sentence, match)
            if found:
                stage = _NUMBERS.get(match["stage"].lower(), match["stage"])
                by_stage[stage].append((*found, sentence.document))
    for stage, told in sorted(by_stage.items()):
        counts = Counter(day for day, _, _ in told)
        for paper in case.papers.values():
            dated = paper.document.dated
            if dated in counts and dated is not None and paper.document.kind is DocumentKind.LETTER:
                counts[dated] += 1
        usual, times = min(counts.items(), key=lambda item: (-item[1], item[0]))
        for day, source, document in told:
            near = abs((day - usual).days) <= _FURTHEST or slip_of_one_part(day, usual)
            if times < 2 or counts[day] > 1 or abs((day - usual).days) <= 1 or not near:
                continue
            others = [s for d, s, _ in told if d == usual][:3]
            text = (
                f"{case.name(document)} puts the stage {stage} response on {day_text(day)}, where "
                f"{'other passages put' if len(others) > 1 else 'another passage puts'} it on {day_text(usual)}."
            )
            yield discrepancy("response", "date", (source, *others), text)


def _response_day(case: Passages, sentence: Sentence, stage: re.Match[str]) -> tuple[date, Source] | None:
    """The day that the sentence gives to the stage's response, with the words from the one to the other."""
    at = sentence.start + stage.start()
    mentions = [
        t
        for t in case.times_in(sentence.document, sentence.start, sentence.end)
        if t.from_ and t.precision in PRECISE and not t.relative and min(abs(t.start - at), abs(t.end - at)) <= _NEAR
    ]
    if len(mentions) != 1 or mentions[0].from_ is None:
        return None
    mention, day = mentions[0], mentions[0].from_
    low, high = min(mention.start, at), max(mention.end, sentence.start + stage.end())
    # The words around stage and date decide; the rest of a long sentence may be about other steps.
    text = case.text(sentence.document)[max(sentence.start, low - 30) : min(sentence.end, high + 30)]
    if not _RESPONSE.search(text) or _OTHER_STEP.search(text):
        return None
    return day, case.source(sentence.document, low, min(sentence.end, high + 30))


def _sums(case: Passages) -> Iterable[Discrepancy | None]:
    """One sum and another for the offer of one stage or one day, in two papers that each know only their own."""
    told: dict[str, list[_Said]] = defaultdict(list)
    for sentence in _prose(case):
        if "£" not in sentence.text or not _OFFER.search(sentence.text) or _PART.search(sentence.text):
            continue
        sums = {re.sub(r"[£\s,]|\.00$", "", found) for found in _SUM.findall(sentence.text)}
        if len(sums) == 1:
            source = case.source(sentence.document, sentence.start, sentence.end)
            for which in _offers(case, sentence):
                told[which].append(_Said(min(sums), source, frozenset(), sentence))
    for which, offers in sorted(told.items()):
        for one, other in combinations(offers[:_MOST_OFFERS], 2):
            documents = one.sentence.document, other.sentence.document
            if one.what == other.what or documents[0] == documents[1]:
                continue
            if _knows(case, documents[0], other.what) or _knows(case, documents[1], one.what):
                continue
            text = (
                f"The offer {which} is £{one.what} in {case.name(one.sentence.document)} and £{other.what} in "
                f"{case.name(other.sentence.document)}."
            )
            yield discrepancy("sum", "other", (one.source, other.source), text)


def _offers(case: Passages, sentence: Sentence) -> Iterable[str]:
    """Which offer a sentence is about: that of the one stage, and of the one day, that it names."""
    stages = {_NUMBERS.get(m["stage"].lower(), m["stage"]) for m in _STAGE.finditer(sentence.text)}
    if len(stages) == 1:
        yield f"at stage {stages.pop()}"
    days = _days(case, sentence)
    if len(days) == 1:
        yield f"of {day_text(min(days))}"


def _knows(case: Passages, document: str, value: str) -> bool:
    return any(re.sub(r"[£\s,]|\.00$", "", found) == value for found in _SUM.findall(case.text(document)))
