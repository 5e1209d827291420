"""Stated durations as written: "47 working days after the first report", "a further ten days", "12 days later"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from caseclock.extractor.findings.passages import Sentence
from caseclock.models.policy import Unit


class Relation(StrEnum):
    """How a duration hangs on its two ends."""

    AFTER = "after"  # N days after (since, from) something that the clause names
    BEFORE = "before"  # N days before something that the clause names
    LATER = "later"  # N days later: counted from something told already
    FURTHER = "further"  # a further N days: counted from the end of the last one
    TOOK = "took"  # took N days, a delay of N days: both ends stand around it


@dataclass(frozen=True, slots=True)
class Phrase:
    """One stated duration. Offsets count characters in the document; `clause` is what names its other end, `figure_end`
    the end of the bare "47 working days"."""

    sentence: Sentence
    start: int
    end: int
    figure_end: int
    figure: int
    unit: Unit
    relation: Relation
    qualifier: str  # "", "at least", "about" or "under"
    clause: str
    clause_start: int
    clause_end: int


_ONES = re.findall(
    r"\w+",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_TENS_AND_ONES = rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[:9])}))?"
NUMBER = rf"(?:\d{{1,4}}|{_TENS_AND_ONES}|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
QUALIFIERS = {
    word: kind
    for kind, words in {
        "at least": ("at least", "more than", "over", "in excess of", "no less than"),
        "about": ("about", "around", "approximately", "approx", "roughly", "some"),
        "under": ("nearly", "almost", "under", "less than", "fewer than"),
    }.items()
    for word in words
}
_LIMIT = (
    r"within|up to|no (?:later|more) than|maximum of|target of|timescale of|limit of|deadline of|every|in|next"
    r"|allow(?:s|ed)?"
)
_PHRASE = re.compile(
    rf"(?P<limit>\b(?:{_LIMIT})\s+(?:a\s+|the\s+)?)?"
    rf"(?:\b(?:just\s+)?(?P<qualifier>{'|'.join(QUALIFIERS)})\.?\s+)?(?P<further>\b(?:a\s+further|another)\s+)?"
    rf"\b(?P<number>{NUMBER})\s+(?P<kind>working|business|week|calendar|clear)?\s*(?P<days>days?)\b"
    r"(?!['’]?\s+(?:notice|target|timescale|period|limit|deadline|standard|overdue|late\b|outside))"
    r"(?:\s+(?P<later>later|afterwards|on\b))?"
    r"(?:\s*,?\s*(?P<word>after|since|from|following|before|prior to|earlier than)\s+)?",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:.!?](?=\s|[\"'”’)]|$)|\s[-–—]\s|\)")
_TOOK = re.compile(
    r"(?:\b(?:took|taken|taking|takes|waited|waiting|lasted|delay(?:ed)?(?:\s+(?:of|by|was))?|period\s+of|total\s+of"
    r"|which\s+is|was|is|i\.e\.)(?:\s+\w+){0,3}\s*|\()$",
    re.IGNORECASE,
)


def phrases_of(sentence: Sentence) -> Iterable[Phrase]:
    """The durations that a sentence states between two events; limits ("within 10 working days") are left out."""
    if "day" not in sentence.text.lower():
        return
    for match in _PHRASE.finditer(sentence.text):
        if match["limit"]:
            continue
        clause_start = match.end()
        clause_end = clause_start
        if match["word"]:
            stop = _CLAUSE_END.search(sentence.text, clause_start)
            clause_end = stop.start() if stop else len(sentence.text)
        relation = _relation(match, sentence.text)
        if relation is None:
            continue
        kind = (match["kind"] or "").lower()
        yield Phrase(
            sentence=sentence,
            start=sentence.start + match.start("number"),
            end=sentence.start + match.end(),
            figure_end=sentence.start + match.end("days"),
            figure=number_of(match["number"]),
            unit=Unit.WORKING_DAYS if kind in ("working", "business", "week") else Unit.CALENDAR_DAYS,
            relation=relation,
            qualifier=QUALIFIERS[match["qualifier"].lower()] if match["qualifier"] else "",
            clause=sentence.text[clause_start:clause_end],
            clause_start=sentence.start + clause_start,
            clause_end=sentence.start + clause_end,
        )


def _relation(match: re.Match[str], text: str) -> Relation | None:
    word = (match["word"] or "").lower()
    if word in ("before", "prior to", "earlier than"):
        return Relation.BEFORE
    if word:
        return Relation.AFTER
    if match["further"]:
        return Relation.FURTHER
    if match["later"]:
        return Relation.LATER
    before = text[: match.start("qualifier") if match["qualifier"] else match.start("number")]
    return Relation.TOOK if _TOOK.search(before) else None


def number_of(words: str) -> int:
    """The value of a number in figures or words up to ninety-nine."""
    if words.isdigit():
        return int(words)
    total = 0
    for part in re.split(r"[ -]", words.lower()):
        total += _ONES.index(part) + 1 if part in _ONES else 10 * (_TENS.index(part) + 2)
    return total
