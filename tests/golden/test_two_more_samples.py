"""The two later sample cases: linking no worse than when their figures were written down, and what must be right.

They were written before the program was run on them. The figures are of `python -m evaluation.linking`; a mend that
makes them better may raise them here.
"""

import json
from functools import cache
from pathlib import Path

import pytest
from evaluation.linking.cases import Case, sample_case
from evaluation.linking.measure import measure
from tests.golden.expectations import all_sources

from caseclock.models.chronology import Chronology

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
B_CUBED = {"tanners-row": 0.95, "osier-row": 0.87}


@cache
def case(name: str) -> tuple[Case, Chronology]:
    found = sample_case(SAMPLES / name)
    return found, found.build()[0]


@pytest.mark.parametrize("name", B_CUBED)
def test_accounts_are_linked_as_well_as_they_were(name: str) -> None:
    found, chronology = case(name)
    assert measure(found, chronology.entries).bcubed_f1 >= B_CUBED[name]


@pytest.mark.parametrize("name", B_CUBED)
def test_every_source_quotes_to_the_letter(name: str) -> None:
    found, chronology = case(name)
    texts = {paper.document.id: paper.text.text for paper in found.papers}
    assert all(texts[s.document][s.start : s.end] == s.quote for _, s in all_sources(chronology))


@pytest.mark.parametrize("name", B_CUBED)
def test_every_paper_is_read(name: str) -> None:
    expected = json.loads((SAMPLES / name / "expected.json").read_text(encoding="utf-8"))
    _found, chronology = case(name)
    status = {document.name: document.status.value for document in chronology.documents}
    for document in expected["documents"]:
        assert status[document["name"]] in document["status"]
