"""The sample case: its papers can be made anew, and its expected result fits its papers."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from samples.check_expected import check

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CASE = SAMPLES / "mill-lane"
Case = dict[str, Any]


def make(*arguments: str) -> None:
    subprocess.run([sys.executable, str(SAMPLES / "make_mill_lane.py"), *arguments], check=True, timeout=120)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def incident(case: Case, name: str) -> Case:
    found: Case = next(item for item in case["incidents"] if item["id"] == name)
    return found


def test_papers_made_anew_are_the_committed_ones(tmp_path: Path) -> None:
    make("--out", str(tmp_path))
    made, committed = contents(tmp_path), contents(CASE / "papers")
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_texts_pulled_anew_are_the_committed_ones(tmp_path: Path) -> None:
    make("--texts", str(tmp_path / "texts.json"))
    assert (tmp_path / "texts.json").read_bytes() == (CASE / "mill-lane.texts.json").read_bytes()


def test_expected_result_fits_the_papers() -> None:
    assert check(CASE) == []


def due_a_day_early(case: Case) -> None:
    case["delays"][0]["due"] = "2022-06-01"  # as if the Jubilee were two working days


def word_not_in_the_paper(case: Case) -> None:
    incident(case, "M08")["mentions"][0]["quote"] = "turned a garden hose on me"


def words_of_another_row(case: Case) -> None:
    mention = next(m for m in incident(case, "M12")["mentions"] if m["document"].endswith("record sheet.docx"))
    mention["quote"] = "Eggs at my front window, half a dozen"


def reported_in_time_after_all(case: Case) -> None:
    report = incident(case, "M02")["reports"][0]
    report["on"], report["accept_on"] = "2022-04-28", ["2022-04-28"]


def reported_before_it_happened(case: Case) -> None:
    report = incident(case, "M16")["reports"][0]
    report["on"], report["accept_on"] = "2022-08-28", ["2022-08-28"]


def own_day_not_accepted(case: Case) -> None:
    incident(case, "M09")["accept"] = [["2022-06-12", "2022-06-12"]]


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (due_a_day_early, "due is 2022-06-06, not 2022-06-01"),
        (word_not_in_the_paper, "M08: not in emails/Formal complaint.eml"),
        (words_of_another_row, "M12: not in mine/record sheet.docx"),
        (reported_in_time_after_all, "M02: counted wrongly, it counts"),
        (reported_before_it_happened, "M16: report of 2022-08-28"),
        (own_day_not_accepted, "M09: its own days are not accepted"),
    ],
)
def test_a_slip_in_the_expected_result_is_found(spoil: Callable[[Case], None], complaint: str, tmp_path: Path) -> None:
    case = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    spoil(case)
    (tmp_path / "expected.json").write_text(json.dumps(case), encoding="utf-8")
    (tmp_path / "mill-lane.texts.json").write_bytes((CASE / "mill-lane.texts.json").read_bytes())
    assert any(complaint in line for line in check(tmp_path))


def test_a_wrong_weekday_in_a_paper_is_found(tmp_path: Path) -> None:
    texts = json.loads((CASE / "mill-lane.texts.json").read_text(encoding="utf-8"))
    for name, found in texts.items():
        texts[name] = [text.replace("On Thursday 14 July", "On Friday 14 July") for text in found]
    (tmp_path / "mill-lane.texts.json").write_text(json.dumps(texts), encoding="utf-8")
    (tmp_path / "expected.json").write_bytes((CASE / "expected.json").read_bytes())
    assert any("Fri 14 July is a Thursday" in line for line in check(tmp_path))
