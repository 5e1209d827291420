"""Why accounts are together or apart, told of the entries that they are in."""

from tests.mill_lane import CASE, build_with_its_options, papers

from caseclock.models.entry import Entry
from caseclock.models.source import Source


def tells(entry: Entry, passage: Source) -> bool:
    """Is the passage one of the entry's?"""
    return any(
        one.document == passage.document and one.start < passage.end and passage.start < one.end
        for one in entry.sources
    )


def test_each_passage_is_of_the_entry_in_whose_place_it_stands() -> None:
    chronology = build_with_its_options(papers())
    entries = {entry.id: entry for entry in chronology.entries}
    assert chronology.reasons.apart, CASE
    for apart in chronology.reasons.apart:
        for entry, passage in zip(apart.entries, apart.passages, strict=True):
            assert tells(entries[entry], passage), apart
    for together in chronology.reasons.together:
        assert all(tells(entries[together.entry], passage) for passage in together.passages), together
