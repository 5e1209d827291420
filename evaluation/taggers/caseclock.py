"""Ours: `read_times`, the whole way from a text to days."""

from datetime import date

from caseclock.extractor.language.anchors import read_times
from evaluation.scoring import Found
from evaluation.taggers import Tagger


def make() -> Tagger:
    """The tagger, ready to read."""

    def find(text: str, dated: str | None):
        return read_times(text, dated=date.fromisoformat(dated) if dated else None)

    def resolve(text: str, dated: str | None, raw) -> list[Found]:
        return [Found(m.start, m.end, m.from_.isoformat(), m.to.isoformat()) for m in raw if m.from_ and m.to]

    return find, resolve
