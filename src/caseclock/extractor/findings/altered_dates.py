"""A paper that says that a date was changed: shown beside the passage that has the date from before."""

import re
from collections.abc import Iterable

from caseclock.extractor.findings.compared_words import stems
from caseclock.extractor.findings.passages import PRECISE, Passages, Sentence, discrepancy
from caseclock.extractor.findings.phrases import day_text
from caseclock.models.document import DocumentKind
from caseclock.models.finding import Discrepancy
from caseclock.models.mention import TimeMention

_CHANGED = re.compile(
    r"\b(?:dates?|dated)\b[^.]{0,30}\b(?:changed|altered|amended|moved|put back|put forward)\b[^.]{0,20}\bto\s*$"
    r"|\b(?:mis|back|post|re-?)dated\b[^.]{0,20}$",
    re.IGNORECASE,
)
_REACH = 80  # characters before the new date in which the change is told


def altered_dates(case: Passages) -> list[Discrepancy]:
    """Dates said to have been changed, each with the other date of the same thing; about="date"."""
    found = []
    for document in sorted(case.sentences):
        if case.papers[document].document.kind is DocumentKind.POLICY:
            continue
        for sentence in case.sentences[document]:
            for mention in _days(case, sentence):
                before = case.text(document)[max(sentence.start, mention.start - _REACH) : mention.start]
                if _CHANGED.search(before):
                    found.append(_finding(case, sentence, mention))
    return [finding for finding in found if finding is not None]


def _days(case: Passages, sentence: Sentence) -> Iterable[TimeMention]:
    mentions = case.times_in(sentence.document, sentence.start, sentence.end)
    return (t for t in mentions if t.from_ and t.precision in PRECISE)


def _finding(case: Passages, sentence: Sentence, changed: TimeMention) -> Discrepancy | None:
    """Cites the change and the sentence of the same paragraph that is most like it and has another day."""
    words = stems(sentence.text)
    near = [s for s in case.sentences[sentence.document] if s.block == sentence.block and s.start != sentence.start]
    others = [(s, t) for s in near for t in _days(case, s) if t.from_ != changed.from_]
    if not others or changed.from_ is None:
        return None
    best, mention = max(others, key=lambda o: (round(case.closeness(words, stems(o[0].text)), 3), -o[0].start))
    if not words & stems(best.text) or mention.from_ is None:
        return None
    text = (
        f"{case.name(sentence.document)} says that a date was changed to {day_text(changed.from_)}; it gives "
        f"{day_text(mention.from_)} beside it."
    )
    places = (case.source(s.document, s.start, s.end) for s in (sentence, best))
    return discrepancy("altered", "date", places, text)
