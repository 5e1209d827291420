"""The sample case Tanners Row: its papers are made anew byte for byte, and its expected result fits its papers."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from samples.check_expected import check

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CASE = SAMPLES / "tanners-row"
Case = dict[str, Any]


def make(*arguments: str, **environment: str) -> None:
    command = [sys.executable, str(SAMPLES / "make_tanners_row.py"), *arguments]
    subprocess.run(command, check=True, timeout=120, env={**os.environ, **environment})


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONHASHSEED": "0"}, {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"}],
    ids=["here", "elsewhere"],
)
def test_papers_made_anew_are_the_committed_ones(environment: dict[str, str], tmp_path: Path) -> None:
    make("--out", str(tmp_path), **environment)
    made, committed = contents(tmp_path), contents(CASE / "papers")
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_texts_pulled_anew_are_the_committed_ones(tmp_path: Path) -> None:
    make("--texts", str(tmp_path / "texts.json"))
    assert (tmp_path / "texts.json").read_bytes() == (CASE / "tanners-row.texts.json").read_bytes()


def test_expected_result_fits_the_papers() -> None:
    assert check(CASE) == []


def incident(case: Case, name: str) -> Case:
    found: Case = next(item for item in case["incidents"] if item["id"] == name)
    return found


def told_on(case: Case, name: str, on: str) -> None:
    """As if an incident had been told to the only body that was told of it on another day."""
    (report,), (telling,) = incident(case, name)["reports"], incident(case, name)["told_by"]
    report["on"], report["accept_on"], telling["on"] = on, [on], on


def a_day_after_the_month_of_the_act(case: Case) -> None:
    told_on(case, "T12", "2023-02-14")


def on_the_last_day_of_february(case: Case) -> None:
    told_on(case, "T13", "2023-02-28")


def on_the_first_day_of_the_six_months(case: Case) -> None:
    told_on(case, "T02", "2022-10-01")


def told_by_two_people_fewer(case: Case) -> None:
    tellings = incident(case, "T11")["told_by"]
    tellings[:] = [telling for telling in tellings if telling["who"] not in ("Harjit Dosanjh", "Tobias Hallam")]


def as_if_christmas_were_worked(case: Case) -> None:
    case["delays"][1]["due"] = "2022-12-29"


def a_limit_that_no_rule_has(case: Case) -> None:
    case["delays"][6]["limit"]["n"] = 3


def route_left_out(case: Case) -> None:
    del case["thresholds"][0]


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (a_day_after_the_month_of_the_act, "statutory, count: T12: counted wrongly, reported_late"),
        (on_the_last_day_of_february, "statutory, count: T13: counted wrongly, it counts"),
        (on_the_first_day_of_the_six_months, "richmond, count: T02: counted wrongly, it counts"),
        (told_by_two_people_fewer, "richmond, persons: counted are []"),
        (as_if_christmas_were_worked, "due is 2023-01-03, not 2022-12-29"),
        (a_limit_that_no_rule_has, "no timescale of richmond has this limit"),
        (route_left_out, "richmond, persons: not answered"),
    ],
)
def test_a_slip_in_the_expected_result_is_found(spoil: Callable[[Case], None], complaint: str, tmp_path: Path) -> None:
    case = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    spoil(case)
    (tmp_path / "expected.json").write_text(json.dumps(case), encoding="utf-8")
    (tmp_path / "tanners-row.texts.json").write_bytes((CASE / "tanners-row.texts.json").read_bytes())
    assert any(complaint in line for line in check(tmp_path))
