"""Every paper of the corpus (tests/corpus) reads as its golden file says."""

from collections.abc import Callable

import pytest
from tests.corpus.told import AREAS, GOLDEN, corpus, golden_file, told

_CORPUS = corpus()


@pytest.mark.parametrize(("name", "area", "make"), [(name, *found) for name, found in sorted(_CORPUS.items())])
def test_a_paper_reads_as_its_golden_file_says(name: str, area: str, make: Callable[[], bytes]) -> None:
    data = make()
    assert data == make(), "the bytes of a paper must be the same every time it is made"
    assert told(name, data) == golden_file(area, name).read_text(encoding="utf-8")


def test_there_is_no_golden_file_without_its_paper() -> None:
    expected = {golden_file(area, name) for name, (area, _) in _CORPUS.items()}
    assert AREAS
    assert set(GOLDEN.rglob("*.txt")) <= expected
