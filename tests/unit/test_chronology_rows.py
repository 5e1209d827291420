"""Rows of the chronology page: their sources, what people ruled on them, and which of them a filter shows."""

from collections.abc import Mapping

import pytest
from pydantic import ValidationError
from tests.made_chronology import ENTRIES, made, source

from caseclock.api.pages.chronology.chronology_filter import Filter, offered
from caseclock.api.pages.chronology.chronology_rows import ADDED, CHANGED, CONFIRMED, ruled_on, shown_rows
from caseclock.models.decision import About, Add, Confirm, Decision, Merge, Reject, Split, Undo
from caseclock.models.entry import Entry

ROWS = shown_rows(made())
MUSIC, THREATS = ENTRIES[0], ENTRIES[1]


def about(entry: Entry) -> About:
    """An entry as a decision names it."""
    return About(entry=entry.id, kind=entry.kind, sources=entry.sources)


def test_each_place_is_cited_once_and_leads_to_its_first_passage() -> None:
    twice = MUSIC.model_copy(update={"sources": (source("d1", "one", 2, 10), source("d1", "two", 2, 90))})
    (row,) = shown_rows(made().model_copy(update={"entries": (twice,)}))
    assert [(cite.words, cite.source.start) for cite in row.cites] == [("disclosure.pdf p 2", 10)]


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        (Confirm(id="x", entry=about(MUSIC)), {"e1": (CONFIRMED,)}),
        (Confirm(id="x", entry=About(entry="an id it had", sources=MUSIC.sources[1:])), {"e1": (CONFIRMED,)}),
        (Merge(id="x", entries=(about(MUSIC), about(THREATS))), {"e1": (CHANGED,), "e2": (CHANGED,)}),
        (Split(id="x", entry=about(MUSIC), sources=MUSIC.sources[:1]), {"e1": (CHANGED,)}),
        (Add(id="x", entry_kind=MUSIC.kind, when=MUSIC.when, summary="", sources=MUSIC.sources), {"e1": (ADDED,)}),
        (Reject(id="x", entry=about(MUSIC)), {}),
        (Undo(id="x", decision="y"), {}),
        (Confirm(id="x", entry=About(entry="gone")), {}),
    ],
)
def test_what_people_ruled_is_found_by_id_or_by_any_passage(
    decision: Decision, found: Mapping[str, tuple[str, ...]]
) -> None:
    entries = (MUSIC, THREATS.model_copy(update={"sources": (source("d9", "shouted", start=7),)}))
    if isinstance(decision, Merge):
        decision = decision.model_copy(update={"entries": (about(entries[0]), about(entries[1]))})
    assert ruled_on(entries, [decision]) == found


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7]),
        ({"agency": "northmere-police"}, [1, 2]),
        ({"agency": "nobody"}, []),
        ({"kind": "complaint"}, [3]),
        ({"type": "intimidation"}, [2]),
        ({"sure": "unsure"}, [4]),
        ({"from": "2021-03-08"}, [3, 4, 5, 6]),
        ({"to": "2021-03-01"}, [1, 4]),
        ({"from": "2021-02-16", "to": "2021-02-16"}, [1]),
        ({"words": "QUARRYBANK stage"}, [5]),
        ({"words": "asb/118"}, [1]),
        ({"words": "  "}, [1, 2, 3, 4, 5, 6, 7]),
        ({"kind": "incident", "words": "music"}, [1]),
    ],
    ids=str,
)
def test_a_filter_shows_the_rows_that_fit_all_of_it(asked: dict[str, str], numbers: list[int]) -> None:
    wanted = Filter.model_validate(asked)
    assert [row.row.no for row in ROWS if wanted.shows(row)] == numbers
    assert wanted.is_set == (len(numbers) < len(ROWS))


@pytest.mark.parametrize(
    "asked", [{"from": "2021-03-08", "to": "2021-03-07"}, {"from": "soon"}, {"to": "5"}, {"words": "x" * 201}], ids=str
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Filter.model_validate(asked)


def test_only_what_rows_have_is_offered() -> None:
    found = offered(made().agencies, ROWS)
    assert [words for _, words in found.agencies] == ["Any agency", "Northmere Police", "Quarrybank Homes"]
    assert [value for value, _ in found.kinds] == ["", "incident", "complaint", "complaint_response"]
    assert ("noise", "Noise") in found.types
    assert ("hate", "Hate") not in found.types
