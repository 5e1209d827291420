"""The annotated texts of `make eval` are well formed, and our date finder reads them as well as the README says."""

import json
from datetime import date
from pathlib import Path

import pytest
from evaluation.data import EXPRESSIONS, NEWS_AND_NARRATIVE, Expected, Item, read_items
from evaluation.scoring import Found, faults, is_right, score
from evaluation.taggers.caseclock import make

FILES = [EXPRESSIONS, NEWS_AND_NARRATIVE]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_expression_stands_where_it_is_said_to(path: Path) -> None:
    items = read_items(path)
    assert len({item.id for item in items}) == len(items)
    for item in items:
        end = 0
        for one in item.expected:
            assert one.start >= end, item.id
            assert one.end <= len(item.text), item.id
            assert item.text[one.start : one.end].strip(), item.id
            end = one.end
            for first, last in one.days:
                assert date.fromisoformat(first) <= date.fromisoformat(last), item.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_words_of_an_expression_are_those_of_the_text(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for one in row["expected"]:
            start = one["start"]
            assert row["text"][start : start + len(one["quote"])] == one["quote"], row["id"]


def test_three_hundred_expressions_a_fifth_of_them_traps() -> None:
    items = read_items(EXPRESSIONS)
    assert len(items) == 300
    traps = [item for item in items if not item.expected]
    assert 50 <= len(traps) <= 70


@pytest.mark.parametrize(("path", "least"), [(EXPRESSIONS, 0.97), (NEWS_AND_NARRATIVE, 0.95)], ids=["own", "news"])
def test_ours_reaches_what_is_promised(path: Path, least: float) -> None:
    find, resolve = make()
    pairs = [(item, resolve(item.text, item.dated, find(item.text, item.dated))) for item in read_items(path)]
    figures = score(pairs)
    wrong = [line for item, found in pairs for line in faults(item, found)]
    assert figures.f1 >= least, "\n".join(wrong)


DAY = ("2021-05-04", "2021-05-04")
JUDGED = [
    ("the very day", Expected(0, 5, (DAY,)), DAY, True),
    ("the day after", Expected(0, 5, (DAY,)), ("2021-05-05", "2021-05-05"), False),
    ("either of two readings", Expected(0, 5, (DAY, ("2021-05-06", "2021-05-06"))), ("2021-05-06", "2021-05-06"), True),
    ("roughly: a month around it", Expected(0, 5, (DAY,), approximate=True), ("2021-05-01", "2021-05-31"), True),
    ("roughly: not a year around it", Expected(0, 5, (DAY,), approximate=True), ("2021-01-01", "2021-12-31"), False),
    ("open: only its beginning", Expected(0, 5, (DAY,), open_end=True), ("2021-05-04", "2023-01-01"), True),
]


@pytest.mark.parametrize(("expected", "days", "right"), [case[1:] for case in JUDGED], ids=[case[0] for case in JUDGED])
def test_what_counts_as_right(expected: Expected, days: tuple[str, str], right: bool) -> None:
    assert is_right(Found(0, 5, *days), expected) is right


def test_precision_and_recall_are_counted_apart() -> None:
    item = Item("one", "4 May, 5 May, flat 6", None, (Expected(0, 5, (DAY,)), Expected(7, 12, (DAY,))))
    found = [Found(0, 5, *DAY), Found(19, 20, *DAY)]
    figures = score([(item, found)])
    assert (figures.recall, figures.precision) == (0.5, 0.5)


def test_an_optional_expression_is_neither_missed_nor_wrong() -> None:
    item = Item("one", "4 May", None, (Expected(0, 5, (DAY,), optional=True),))
    figures = score([(item, [Found(0, 5, "2020-01-01", "2020-01-01")])])
    assert (figures.expected, figures.found) == (0, 0)
