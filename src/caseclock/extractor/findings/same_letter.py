"""One letter under two dates: papers that say the same, word for word, and bear different dates."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz

from caseclock.extractor.findings.passages import Passages, discrepancy
from caseclock.extractor.findings.phrases import day_text
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.finding import Discrepancy
from caseclock.models.source import Source

_FEWEST_WORDS = 40  # shorter letters can be alike and still be two
_ALIKE = 97  # per cent of letters, without the date of the letter itself
_KEY = 8  # words in a row that two copies share
_ONE_IN = 8
_STANDARD = 8  # papers that share such words: a standard letter's
_HEAD = 600  # characters in which a letter gives its date
_KINDS = frozenset({DocumentKind.LETTER, DocumentKind.COURT_DOCUMENT, DocumentKind.REPORT, DocumentKind.OTHER})


@dataclass(frozen=True, slots=True)
class _Letter:
    document: str
    day: date
    words: tuple[str, ...]
    date_at: Source


def same_letter(case: Passages) -> list[Discrepancy]:
    """Letters alike in everything but their own date; about="date". Both readings are named: one letter with two dates,
    or two letters in the same words."""
    letters = [letter for paper in case.papers.values() if (letter := _letter(case, paper))]
    letters.sort(key=lambda letter: letter.document)
    found = []
    for one, other in _pairs(letters):
        if one.day == other.day or fuzz.ratio(" ".join(one.words), " ".join(other.words)) < _ALIKE:
            continue
        if [w for w in one.words if w.isdecimal()] != [w for w in other.words if w.isdecimal()]:
            continue
        text = (
            f"{case.name(one.document)} and {case.name(other.document)} say the same, the first dated "
            f"{day_text(one.day)} and the second {day_text(other.day)}: one letter with two dates, or two letters "
            f"in the same words."
        )
        found.append(discrepancy("same letter", "date", (one.date_at, other.date_at), text))
    return [finding for finding in found if finding is not None]


def _letter(case: Passages, paper: Paper) -> _Letter | None:
    """The words of a dated letter without the date that it bears."""
    document = paper.document
    if document.dated is None or document.kind not in _KINDS:
        return None
    own = [t for t in case.times_in(document.id, 0, _HEAD) if t.from_ == document.dated and t.to == document.dated]
    if not own:
        return None
    text = paper.text.text
    words = re.findall(r"[a-z0-9']+", f"{text[: own[0].start]} {text[own[0].end :]}".lower().replace("’", "'"))
    if len(words) < _FEWEST_WORDS:
        return None
    return _Letter(document.id, document.dated, tuple(words), case.source(document.id, own[0].start, own[0].end))


def _pairs(letters: list[_Letter]) -> Iterable[tuple[_Letter, _Letter]]:
    """Letters that share some words in a row, but not those that half the papers begin with."""
    by_key: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, letter in enumerate(letters):
        for at in _chosen(letter.words):
            by_key[letter.words[at : at + _KEY]].add(number)
    pairs = {
        pair for numbers in by_key.values() if len(numbers) <= _STANDARD for pair in combinations(sorted(numbers), 2)
    }
    return ((letters[a], letters[b]) for a, b in sorted(pairs))


def _chosen(words: tuple[str, ...]) -> Iterable[int]:
    """Where one in eight runs of words begins, chosen by the words alone so that both copies choose the same."""
    values = [sum(map(ord, word)) for word in words]
    total = sum(values[: _KEY - 1])
    for at in range(len(words) - _KEY + 1):
        total += values[at + _KEY - 1]
        if total % _ONE_IN == 0:
            yield at
        total -= values[at]
