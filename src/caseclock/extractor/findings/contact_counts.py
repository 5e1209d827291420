"""How often somebody called or reported to an agency, where two papers give different numbers for one period."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from caseclock.extractor.findings.compared_words import quoted
from caseclock.extractor.findings.duration_phrases import NUMBER, number_of
from caseclock.extractor.findings.passages import Passages, Sentence, discrepancy
from caseclock.extractor.findings.stated_counts import speaker
from caseclock.models.document import DocumentKind
from caseclock.models.finding import Discrepancy

_LOOSE = (
    r"(?P<loose>\b(?:at least|over|more than|about|around|approximately|some|nearly|almost|up to|another|further)\s+)?"
)
_VERBS = {
    "calls": r"rung|rang|called|phoned|telephoned|dialled",
    "reports": r"reported|made reports",
    "e-mails": r"e-?mailed",
}
_NOUNS = {"calls": r"(?:phone |telephone |999 |101 )?calls", "reports": r"reports", "e-mails": r"e-?mails"}
_BY_VERB = {
    thing: re.compile(
        rf"\b(?:{verbs})\b(?P<between>[^.;]{{0,60}}?)\b(?:on\s+)?{_LOOSE}(?:(?P<number>{NUMBER})\s+"
        r"(?:separate\s+|different\s+)?(?:times|occasions)\b|(?P<twice>twice)\b)",
        re.IGNORECASE,
    )
    for thing, verbs in _VERBS.items()
}
_BY_NOUN = {
    thing: re.compile(
        rf"\b(?:hold|have|had|received|logged|recorded|shows?|made|were|was|taken|answered)\s+"
        rf"(?:only\s+|just\s+|a total of\s+)?{_LOOSE}(?P<number>{NUMBER})\s+{nouns}\b",
        re.IGNORECASE,
    )
    for thing, nouns in _NOUNS.items()
}
_ANY = re.compile(r"\b(?:times|occasions|twice|calls|reports|e-?mails)\b", re.IGNORECASE)
_AGENCIES = {
    "police": re.compile(r"\bpolice\b", re.IGNORECASE),
    "local-authority": re.compile(r"\bcouncil\b", re.IGNORECASE),
    "registered-provider": re.compile(r"\b(?:landlord|housing association)\b", re.IGNORECASE),
}
_OURS = re.compile(r"\b(?:we|our|us|this (?:force|office|council))\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+(?P<name>[A-Z][\w'’-]+)")
_SAME_START = 31  # days: "since January" and "from 1 January"
_MOST = 40


@dataclass(frozen=True, slots=True)
class _Told:
    """A number of calls or reports to a sort of agency in a period."""

    count: int
    sentence: Sentence
    period: tuple[date, date]
    names: frozenset[str]
    words: str


def contact_counts(case: Passages) -> list[Discrepancy]:
    """Numbers of calls, reports or e-mails to one agency that can't both be; about="count".

    Two papers' own numbers are set side by side: the shorter period has more, or the same period has others."""
    told: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for document in sorted(case.sentences):
        if case.papers[document].document.kind is not DocumentKind.POLICY:
            for sentence in case.sentences[document]:
                for key, one in _numbers(case, sentence):
                    told[key].append(one)
    found = []
    for key in sorted(told):
        seen: set[tuple[str, str]] = set()
        for one, other in combinations(told[key][:_MOST], 2):
            papers = one.sentence.document, other.sentence.document
            if papers[0] != papers[1] and papers not in seen and _cannot_both_be(one, other):
                seen.add(papers)
                found.append(_finding(case, key, one, other))
    return [finding for finding in found if finding is not None]


def _numbers(case: Passages, sentence: Sentence) -> Iterable[tuple[tuple[str, str], _Told]]:
    """What the sentence says, by the thing counted and the sort of agency."""
    if not _ANY.search(sentence.text):
        return
    for thing in _VERBS:
        match = _BY_VERB[thing].search(sentence.text) or _BY_NOUN[thing].search(sentence.text)
        if not match or match["loose"]:
            continue
        period, agency = _period(case, sentence), _agency(case, sentence)
        if period and agency:
            groups = match.groupdict()
            count = 2 if groups.get("twice") else number_of(groups["number"])
            names = frozenset(m["name"] for m in _NAMED.finditer(sentence.text))
            yield (thing, agency), _Told(count, sentence, period, names, match[0])


def _agency(case: Passages, sentence: Sentence) -> str | None:
    """The sort of agency that was called: the one named, or the one whose paper it is."""
    named = [sort for sort, pattern in _AGENCIES.items() if pattern.search(sentence.text)]
    if len(named) == 1:
        return named[0]
    ours = speaker(case, sentence) if not named and _OURS.search(sentence.text) else None
    return next((sort for sort in _AGENCIES if ours and ours.startswith(sort)), None)


def _period(case: Passages, sentence: Sentence) -> tuple[date, date] | None:
    """The one period that the sentence names."""
    mentions = case.times_in(sentence.document, sentence.start, sentence.end)
    spans = {(t.from_, t.to) for t in mentions if t.from_ and t.to and t.from_ < t.to}
    return spans.pop() if len(spans) == 1 else None


def _cannot_both_be(one: _Told, other: _Told) -> bool:
    if one.count == other.count or (one.names and other.names and not one.names & other.names):
        return False
    if one.period == other.period:
        return True
    more, fewer = (one, other) if one.count > other.count else (other, one)
    # The last days of a telling are often left open: what counts is that the smaller number is of at least as long.
    late = (more.period[0] - fewer.period[0]).days
    return late >= -_SAME_START and more.period[1] <= fewer.period[1]


def _finding(case: Passages, key: tuple[str, str], one: _Told, other: _Told) -> Discrepancy | None:
    thing, agency = key
    sides = [f"{quoted(t.words)} in {case.name(t.sentence.document)}" for t in (one, other)]
    text = (
        f"The number of {thing} to the {agency.replace('-', ' ')} is given as {sides[0]} and as {sides[1]}, for "
        f"periods that overlap; both are the papers' own numbers, nothing was counted."
    )
    places = (case.source(t.sentence.document, t.sentence.start, t.sentence.end) for t in (one, other))
    return discrepancy("contacts", "count", places, text)
