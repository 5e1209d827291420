"""Whatever the text: sentences and clauses stand in order, do not overlap, and leave out only what joins them."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.snippets import WORDS

from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.clauses import segments
from caseclock.extractor.language.sentences import Span, boundaries, quoted_speech, sentences

TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=14).map(" ".join)
# What may stand between two clauses: conjunctions and marks, never words that tell of anything.
JOINTS = re.compile(r"[\s,;:()–—-]*(?:and|but|so|then|as|however|that)?[\s,;:()–—-]*", re.IGNORECASE)


def in_order(spans: list[Span], start: int, end: int) -> bool:
    inside = all(start <= s.start < s.end <= end for s in spans)
    return inside and all(a.end <= b.start for a, b in pairwise(spans))


@given(TEXTS, st.data())
def test_sentences_cover_all_but_white_space(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = list(sentences(text, start, end))
    assert in_order(found, start, end)
    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text[start:end].split())


@given(TEXTS)
def test_boundaries_are_in_order_and_outside_of_speech(text: str) -> None:
    speech = quoted_speech(text, 0, len(text))
    found = boundaries(text, Span(0, len(text)), speech)
    assert all(a.start <= a.end <= b.start for a, b in pairwise(found))
    assert not any(q.start < b.end and b.start < q.end for b in found for q in speech)


@given(TEXTS)
def test_segments_and_clauses_cover_their_sentence(text: str) -> None:
    times = read_times(text)
    speech = quoted_speech(text, 0, len(text))
    for sentence in sentences(text, 0, len(text)):
        inner = [t for t in times if sentence.start <= t.start and t.end <= sentence.end]
        pieces = segments(text, sentence, inner, speech)
        assert in_order([Span(p.start, p.end) for p in pieces], sentence.start, sentence.end)
        clauses = [Span(c.start, c.end) for p in pieces for c in p.clauses]
        assert in_order(clauses, sentence.start, sentence.end)
        ends = [Span(sentence.start, sentence.start), *clauses, Span(sentence.end, sentence.end)]
        gaps = [text[a.end : b.start] for a, b in pairwise(ends)]
        assert [gap for gap in gaps if not JOINTS.fullmatch(gap)] == []
