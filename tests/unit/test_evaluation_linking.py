"""The labelled papers for linking are well formed: quotes stand where they are said to, and the dates in them hold."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from evaluation.linking.marked import SAMPLES, labels, plain, read_case, rendered

from caseclock.models.entry import EntryKind

CASES = sorted(path.parent for path in SAMPLES.glob("*/labels.json"))
_DAY = re.compile(
    r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? (\d{1,2} (?:January|February|March|April|May|June|"
    r"July|August|September|October|November|December) \d{4})\b"
)


def _labels(case: Path) -> list[dict]:
    return json.loads((case / "labels.json").read_text(encoding="utf-8"))["events"]


def _papers(case: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((case / "papers").iterdir())}


def test_there_are_two_long_reports_a_pair_of_letters_and_the_papers_of_a_file() -> None:
    assert {case.name: len(_papers(case)) for case in CASES} == {
        "elder-court": 1,
        "pike-lane": 3,
        "quayside": 2,
        "fernbrook": 1,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_papers_and_labels_are_those_of_the_marked_papers(case: Path) -> None:
    texts, mentions = read_case(case)
    assert _papers(case) == texts
    assert (case / "labels.json").read_text(encoding="utf-8") == rendered(mentions)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_quote_stands_at_its_offsets(case: Path) -> None:
    papers = _papers(case)
    for row in _labels(case):
        assert papers[row["document"]][row["start"] : row["end"]] == row["quote"], row["id"]
        assert row["quote"].strip() == row["quote"] != "", row["id"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_later_mentions_point_to_the_first_of_the_same_thing(case: Path) -> None:
    rows = {row["id"]: row for row in _labels(case)}
    assert len(rows) == len(_labels(case))
    for row in rows.values():
        if row["duplicate_of"] is None:
            continue
        first = rows[row["duplicate_of"]]
        assert first["duplicate_of"] is None, row["id"]
        assert first["id"] < row["id"]
        assert (first["from"], first["to"], first["name"]) == (row["from"], row["to"], row["name"])
    for row in rows.values():
        assert all(row[key] in rows for key in ("part_of", "realised_as") if key in row), row["id"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_kinds_are_those_of_a_chronology_and_periods_run_forward(case: Path) -> None:
    for row in _labels(case):
        assert row["kind"] in set(EntryKind), row["id"]
        assert date.fromisoformat(row["from"]) <= date.fromisoformat(row["to"]), row["id"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_weekdays_agree_with_the_calendar(case: Path) -> None:
    for name, text in _papers(case).items():
        for weekday, day in _DAY.findall(text):
            assert f"{datetime.strptime(day, '%d %B %Y'):%A}" == weekday, f"{name}: {weekday} {day}"


@pytest.mark.parametrize("case", ["fernbrook", "elder-court"])
def test_a_report_has_sixty_mentions_or_more_and_a_third_of_them_are_later_ones(case: str) -> None:
    rows = _labels(SAMPLES / case)
    assert len(rows) >= 60
    assert 3 * sum(row["duplicate_of"] is not None for row in rows) >= len(rows)


def test_marks_are_taken_out_and_leave_the_place_of_their_words() -> None:
    text, marks = plain(
        "On {bin incident 2021-03-05|5 March a bin burned}; {=bin optional|the fire} cost £40.", "one.txt"
    )
    assert text == "On 5 March a bin burned; the fire cost £40."
    assert [(m.name, text[m.start : m.end], m.first, m.optional) for m in marks] == [
        ("bin", "5 March a bin burned", "2021-03-05", False),
        ("bin", "the fire", "", True),
    ]


def test_a_headline_before_the_account_with_the_day_is_the_first_mention() -> None:
    _, rows = labels({"a.txt": "About {=fire|the fire}.", "b.txt": "{fire incident 2021-03-05..2021-03-06|It burned.}"})
    assert [(row["duplicate_of"], row["from"], row["to"], row["kind"]) for row in rows] == [
        (None, "2021-03-05", "2021-03-06", "incident"),
        ("e001", "2021-03-05", "2021-03-06", "incident"),
    ]


FAULTS = [
    ("named but never defined", "{=fire|the fire}", "nowhere defined"),
    ("defined twice", "{f incident 2021-03-05|one} {f incident 2021-03-06|two}", "defined twice"),
    ("without a day", "{f incident|one}", "a mark is"),
    ("a stray brace", "{f incident 2021-03-05|one} and }", "a brace"),
]


@pytest.mark.parametrize(("text", "says"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_faulty_mark_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        labels({"one.txt": text})
