"""Reference numbers that differ by a slip of the pen: two digits changed round, or one wrong."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from caseclock.extractor.findings.passages import Passages, Telling, discrepancy
from caseclock.models.finding import Discrepancy
from caseclock.models.source import Source
from caseclock.models.when import When

_FEWEST_DIGITS = 5  # shorter numbers are near each other by chance
_ALIKE = 0.4
_NEARLY = 14  # days between two records of one thing whose numbers have digits changed round
_NEAR = 500  # characters round a passage within which its reference is looked for


def digits(case: Passages) -> list[Discrepancy]:
    """Numbers of one kind in passages that tell of one thing, one slip apart; about="identity"."""
    numbers: dict[str, list[Telling]] = defaultdict(list)
    for telling in case.tellings:
        for reference in sorted(set(telling.event.references)):
            if sum(c.isdigit() for c in reference) >= _FEWEST_DIGITS:
                numbers[reference].append(telling)
    found = []
    for one, other in _near_pairs(numbers):
        slip = slip_between(one, other)
        if slip and (pair := _same_thing(case, numbers[one], numbers[other], slip)):
            found.append(_finding(case, (one, other), pair, slip))
    return [finding for finding in found if finding is not None]


def _near_pairs(numbers: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of numbers that differ in one digit or have the same characters in another order."""
    alike: dict[str, list[str]] = defaultdict(list)
    for number in sorted(numbers):
        keys = {f"{number[:at]}*{number[at + 1 :]}" for at, c in enumerate(number) if c.isdigit()}
        for key in keys | {"".join(sorted(number))}:
            alike[key].append(number)
    return sorted({pair for group in alike.values() for pair in combinations(group, 2)})


def slip_between(one: str, other: str) -> str:
    """ "swapped" where two neighbouring digits changed places, "changed" where one digit differs, else ""."""
    if len(one) != len(other):
        return ""
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if not all(one[at].isdigit() and other[at].isdigit() for at in differ):
        return ""
    if len(differ) == 1:
        return "changed"
    if len(differ) != 2:
        return ""
    first, second = differ
    # Separators may stand between the two: 41/1-2 and 42/1-1 are still digits changed round.
    between = one[first + 1 : second]
    swapped = one[first] == other[second] and one[second] == other[first] and not any(c.isalnum() for c in between)
    return "swapped" if swapped else ""


def _same_thing(
    case: Passages, some: Sequence[Telling], others: Sequence[Telling], slip: str
) -> tuple[Telling, Telling] | None:
    """The closest two passages that give the two numbers for one thing; None where they are two numbers in their
    own right: a paper that knows both, two records that each bear their own, two days."""
    documents = {t.event.source.document for t in some}, {t.event.source.document for t in others}
    if documents[0] & documents[1] or min(len(d) for d in documents) > 1:
        return None
    best: tuple[float, Telling, Telling] | None = None
    for one in some:
        for other in others:
            score = _nearness(case, one, other, slip)
            if score and (best is None or score > best[0]):
                best = score, one, other
    return best[1:] if best else None


def _nearness(case: Passages, one: Telling, other: Telling, slip: str) -> float:
    """How surely two passages tell of one thing; 0 for not."""
    if one.number == other.number:
        return 3.0
    gap = _apart(one.event.when, other.event.when)
    alike = case.likeness(one.words, other.words)
    types = bool(set(one.event.types) & set(other.event.types))
    if gap is None:
        return alike if slip == "swapped" and alike >= _ALIKE * 1.5 and types else 0.0
    # Digits changed round are hardly ever chance; one digit's difference often is.
    if gap > (_NEARLY if slip == "swapped" else 1) or one.event.kind is not other.event.kind:
        return 0.0
    if slip == "changed" and one.event.row and other.event.row:
        return 0.0  # two callers' logs of one night can have numbers one digit apart
    return 1.0 + alike if types or alike >= _ALIKE else 0.0


def _apart(some: When, others: When) -> int | None:
    """The days that lie between two accounts (0: they touch or overlap); None where one has no day."""
    if some.start is None or some.end is None or others.start is None or others.end is None:
        return None
    return max((others.start - some.end).days, (some.start - others.end).days, 0)


def _finding(case: Passages, numbers: tuple[str, str], pair: tuple[Telling, Telling], slip: str) -> Discrepancy | None:
    sources = [_passage(case, telling, number) for telling, number in zip(pair, numbers, strict=True)]
    how = "two digits are changed round" if slip == "swapped" else "one digit differs"
    text = (
        f"For what looks like one thing, {case.name(sources[0].document)} gives the number {numbers[0]} and "
        f"{case.name(sources[1].document)} gives {numbers[1]}: {how}."
    )
    return discrepancy("digits", "identity", sources, text)


def _passage(case: Passages, telling: Telling, number: str) -> Source:
    """The passage that shows the number: the event's own, or the nearest sentence with the number in it."""
    source = telling.event.source
    pattern = _pattern(number)
    if pattern.search(source.quote):
        return source
    text = case.text(source.document)
    spots = [m.span() for m in pattern.finditer(text)]
    near = min(spots, key=lambda spot: abs(spot[0] - source.start), default=None)
    if near is None or (abs(near[0] - source.start) > _NEAR and near[0] < len(text) - _NEAR and len(spots) > 3):
        return source
    sentence = case.around(source.document, *near)
    return case.source(source.document, sentence.start, sentence.end)


def _pattern(number: str) -> re.Pattern[str]:
    """The number as papers write it: any or no separators between its groups."""
    groups: Iterable[str] = re.findall(r"[A-Za-z]+|\d+", number)
    return re.compile(r"[\s/.\-]{0,3}".join(re.escape(group) for group in groups), re.IGNORECASE)
