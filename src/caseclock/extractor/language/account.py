"""Helpers to make an Event out of a passage: source, summary, words, counts, references."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from caseclock.extractor.vocabulary.words import vocabulary
from caseclock.models.document import Paper
from caseclock.models.entry import EntryKind
from caseclock.models.mention import ReferenceMention
from caseclock.models.source import Source

_SPACE = re.compile(r"\s+")
_NUMBER_NAMES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_NAMES, 1)} | {"a dozen": 12, "fifteen": 15, "twenty": 20}
_NUMBER_WORDS = "|".join(_NUMBERS)
_COUNT = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{_NUMBER_WORDS})\s+(?:(?!on\b|in\b|for\b|over\b)[a-z-]+\s+){{0,2}}?"
    r"(?:incidents|times|occasions|nights|mornings|evenings|text messages|messages)\b|\b(?P<w>twice)\b",
    re.IGNORECASE,
)
_STOP = frozenset(vocabulary("comparison")["left_out"])
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}")
_SUFFIX = re.compile(r"(?:ing|edly|ed|es|s|ly|er|ers)$")

_SAME: dict[str, str] = {word: form for form, words in vocabulary("comparison")["same"].items() for word in words}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a paper: gives Sources with their page."""

    paper: Paper

    def source(self, start: int, end: int) -> Source:
        """The passage from `start` to `end`, trimmed of white space."""
        text = self.paper.text.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Source(
            document=self.paper.document.id, page=self.page(start), start=start, end=end, quote=text[start:end]
        )

    def page(self, at: int) -> int | None:
        """The page that an offset lies on, None where the format has no pages."""
        if self.paper.document.pages is None:
            return None
        pages = self.paper.text.pages
        after = bisect_right(pages, at, key=lambda page: page.start)
        found = None
        for page in reversed(pages[:after]):  # empty pages begin where the next does: the first of them is meant
            if not page.start <= at < max(page.end, page.start + 1):
                break
            found = page.number
        return found if found is not None else pages[-1].number if pages else None


def spot(source: Source, kind: EntryKind, serial: int) -> str:
    """A key of an account's place that stays the same when papers are added."""
    raw = f"{source.document}|{source.start}|{source.end}|{kind}|{serial}"
    return hashlib.sha256(raw.encode()).hexdigest()[:12]


_LEAD = re.compile(
    r"^(?:(?:and|but|then|so|however|also|therefore|that|which|who|when|where|while|as a result|in addition)\b[,\s]*)+",
    re.IGNORECASE,
)


def summary(words: str, limit: int = 220) -> str:
    """One sentence of the source's own words: white space evened out, cut at a word, a full stop at the end."""
    text = _SPACE.sub(" ", words).strip(" ,;:-–—|*_")
    text = _with_whole_brackets(_LEAD.sub("", _BULLET.sub("", text)))
    if len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    if not text:
        return "(no words)"
    if text.isupper() and len(text) > 12:
        text = _sentence_case(text)
    text = text[0].upper() + text[1:]
    return text if text[-1] in '.!?…”"' else text + "."


_BULLET = re.compile(r"^(?:[\u2022\u2023\u25aa-\u25ab\u25cf\u25cb\u25e6\u2043\u00b7\uf0b7*>–—-]+(?:\s+|$))+")


def _with_whole_brackets(text: str) -> str:
    """A clause may be cut out of its sentence within a bracket: one left open is closed, one only closed is dropped."""
    opened = 0
    for char in text:
        opened += {"(": 1, ")": -1}.get(char, 0)
        if opened < 0:
            break
    if opened < 0:
        # "a) ..." numbers a point and stays.
        return text[:-1].rstrip() if text.endswith(")") and text.count(")") == text.count("(") + 1 else text
    bare = text.rstrip(".,;: ")
    if opened > 0 and bare.endswith("("):
        return bare.rstrip("( ,;:")
    return bare + ")" * opened if opened else text


def _sentence_case(text: str) -> str:
    """Capitals of a control-room print as a sentence; ranks and the trade's abbreviations stay capital."""
    words = [
        w if w.strip(".,;:()") in _KEPT_CAPITAL or any(c.isdigit() for c in w) else w.lower() for w in text.split()
    ]
    text = re.sub(r"(^|[.!?]\s+)([a-z])", lambda m: m[1] + m[2].upper(), " ".join(words))
    return _RANK_AND_NAME.sub(lambda m: m[1] + m[2].title(), text)


_RANK_AND_NAME = re.compile(r"(\b(?:PC|PCSO|DC|DS|DI|SGT|INSP|Mr|Mrs|Ms|Miss)\s+(?:[A-Z]?\d+\s+)?)([a-z][\w’'-]+)")
_KEPT_CAPITAL = frozenset(vocabulary("comparison")["kept_capital"])


def count_in(words: str) -> int:
    """How many incidents a passage puts into one ("three times that week"); 1 unless it says so."""
    match = _COUNT.search(words)
    if not match:
        return 1
    if match["w"]:
        return 2
    value = match["n"].lower()
    return max(1, int(value)) if value.isdigit() else _NUMBERS.get(value, 1)


def content_words(words: str) -> frozenset[str]:
    """The words that tell what happened, brought to a comparable form."""
    found = (_comparable(word) for word in _WORD.findall(words.lower().replace("’", "'")))
    return frozenset(word for word in found if word)


_NUMBER = re.compile(
    r"(?<![\d/.:£-])\d{1,3}(?=\s+[a-z])(?!\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)


def comparable_words(words: str) -> list[tuple[str, int]]:
    """The words that tell what happened and the numbers of things, in their order, each with its offset."""
    found = [(_comparable(m[0].lower().replace("’", "'")), m.start()) for m in _WORD.finditer(words)]
    found += [(f"#{m[0]}", m.start()) for m in _NUMBER.finditer(words)]
    return sorted(((word, at) for word, at in found if word), key=lambda x: x[1])


@lru_cache(maxsize=65536)
def _comparable(written: str) -> str:
    """The form of one word in lower case; "" if it tells nothing."""
    word = written.strip("'-")
    if word in _STOP or len(word) < 3:
        return ""
    stem = _SUFFIX.sub("", word) if len(word) > 4 else word
    return _SAME.get(word, _SAME.get(stem, stem))


def references_in(references: Sequence[ReferenceMention], start: int, end: int) -> tuple[ReferenceMention, ...]:
    """The reference numbers that stand in a stretch."""
    return tuple(r for r in references if start <= r.start and r.end <= end)
