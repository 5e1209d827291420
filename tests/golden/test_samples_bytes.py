"""The same papers give the same bytes: built again, in another order, in another process."""

import os
import random
import subprocess
import sys

import pytest
from tests import mill_lane

from caseclock.api.results import result_json
from caseclock.extractor.intake import read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS

IN_ANOTHER_PROCESS = """
import sys
from tests import mill_lane
from caseclock.api.results import result_json
sys.stdout.buffer.write(result_json(mill_lane.chronology()))
"""


def first_build() -> bytes:
    return result_json(mill_lane.chronology())


def test_built_again() -> None:
    again = mill_lane.build_with_its_options(mill_lane.papers())
    assert result_json(again) == first_build()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_papers_in_another_order(seed: int) -> None:
    shuffled = list(mill_lane.papers())
    random.Random(seed).shuffle(shuffled)
    assert result_json(mill_lane.build_with_its_options(tuple(shuffled))) == first_build()


def test_files_read_in_another_order() -> None:
    backwards = list(reversed(mill_lane.given()))
    papers = read_papers(backwards, DEFAULT_LIMITS)
    assert papers == mill_lane.papers()
    assert result_json(mill_lane.build_with_its_options(papers)) == first_build()


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_another_process_hashes_otherwise(seed: str) -> None:
    root = mill_lane.CASE.parents[1]
    found = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert found.stdout == first_build()
