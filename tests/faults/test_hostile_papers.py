"""The hostile set beside two good papers: every file is named with its reason, the good ones are whole."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.faults.hostile import HOSTILE

from caseclock.extractor.intake import Given, read_papers
from caseclock.extractor.limits import MEBIBYTE, Limits
from caseclock.extractor.names import clean_name
from caseclock.models.document import Paper, Status

GOOD = {
    "diary.txt": b"3 May 2024, 22:10. Drums from next door until two in the morning.\n",
    "log.csv": b"Date,Time,What\n03/05/2024,22:10,Drums\n04/05/2024,23:00,Shouting\n05/05/2024,21:30,Drums\n",
}
LIMITS = Limits(page_seconds=4.0, seconds=30.0, memory_bytes=1024 * MEBIBYTE)
ENOUGH = 240.0  # seconds for the whole set, on a slow and busy machine


@pytest.fixture(scope="module")
def papers() -> dict[str, Paper]:
    """The hostile set and the good papers, read together."""
    files = {name: make() for name, (make, _, _) in HOSTILE.items()} | GOOD
    begun = time.monotonic()
    read = read_papers([Given(name, data) for name, data in files.items()], LIMITS)
    assert time.monotonic() - begun < ENOUGH
    return {paper.document.name: paper for paper in read}


@pytest.mark.parametrize("name", HOSTILE)
def test_each_is_named_with_its_reason(papers: dict[str, Paper], name: str) -> None:
    _, reason, status = HOSTILE[name]
    paper = papers[clean_name(name)]
    assert paper.document.status == status, paper.document.problem
    if reason is None:
        assert paper.document.problem is None
    else:
        assert reason in (paper.document.problem or "")


def test_the_good_papers_are_whole(papers: dict[str, Paper]) -> None:
    for name in GOOD:
        assert papers[name].document.status is Status.READ
    assert "Drums from next door until two" in papers["diary.txt"].text.text
    assert len([block for block in papers["log.csv"].text.blocks if block.cells]) == 3


@pytest.mark.parametrize("name", ["grows.pdf", "slow.pdf"])
def test_the_pages_beside_a_page_that_takes_too_long_are_read(papers: dict[str, Paper], name: str) -> None:
    assert [block.page for block in papers[name].text.blocks] == [1, 3]


def test_messages_in_messages_are_opened_as_deep_as_allowed_and_the_last_says_so(papers: dict[str, Paper]) -> None:
    nested = sorted((name for name in papers if name.startswith("nested.eml")), key=len)
    assert len(nested) == LIMITS.depth + 1
    assert "10 deep were not opened" in str(papers[nested[-1]].document.problem)


def test_the_command_line_writes_its_chronology_and_nothing_beside_it(tmp_path: Path) -> None:
    """One run over those of the set that are quickly made; what is left in the folder is what was put there."""
    given, out = tmp_path / "given", tmp_path / "out"
    given.mkdir()
    quick = [name for name in HOSTILE if name not in ("grows.pdf", "slow.pdf", "one line.txt", "points.png")]
    for name in quick:
        (given / name).write_bytes(HOSTILE[name][0]())
    for name, data in GOOD.items():
        (given / name).write_bytes(data)
    before = _files(tmp_path)
    command = [sys.executable, "-m", "caseclock.api.cli", "build", str(given), "--as-of", "2024-06-01"]
    done = subprocess.run([*command, "--out", str(out)], capture_output=True, text=True, timeout=ENOUGH, check=False)
    assert done.returncode == 3, done.stderr
    result = json.loads((out / "chronology.json").read_text())
    bad = {name for name in quick if HOSTILE[name][2] == "unreadable"}
    assert {d["name"] for d in result["documents"] if d["status"] == "unreadable"} >= {clean_name(name) for name in bad}
    for name in bad:
        assert clean_name(name) in done.stderr
    assert {entry["when"]["start"] for entry in result["entries"]} >= {"2024-05-03", "2024-05-04", "2024-05-05"}
    assert _files(tmp_path) - before == _files(out)


def _files(folder: Path) -> set[str]:
    return {os.path.join(root, name) for root, _, names in os.walk(folder) for name in names}
