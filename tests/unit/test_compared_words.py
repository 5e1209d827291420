"""Words and days in comparable form, and the passages found by them."""

from datetime import date

import pytest

from caseclock.extractor.findings.compared_words import explicit_day, quoted, slip_of_one_part, slips_of, stem, stems
from caseclock.extractor.findings.lookup import Lookup


@pytest.mark.parametrize(
    ("one", "other"),
    [("visited", "visits"), ("harassing", "harassed"), ("dissatisfaction", "complaint"), ("sent", "sending")],
)
def test_forms_of_one_word_compare_alike(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_grammar_and_dates_tell_nothing() -> None:
    assert stems("It was on the 9th of May that they were there") == frozenset()


@pytest.mark.parametrize(
    ("text", "explicit"),
    [("9 May", True), ("May 9th", True), ("09/05/2022", True), ("9-May-22", True), ("2022-05-09", True),
     ("Mon 9/5", True),
     ("May 2022", False), ("the following night", False), ("last Monday", False)],
)  # fmt: skip
def test_a_day_in_figures(text: str, explicit: bool) -> None:
    assert explicit_day(text) is explicit


@pytest.mark.parametrize(
    ("other", "slip"),
    [(date(2023, 5, 9), "year"), (date(2022, 6, 9), "month"), (date(2022, 9, 5), "day and month"),
     (date(2022, 5, 10), ""), (date(2022, 5, 9), "")],
)  # fmt: skip
def test_slips_of_one_part(other: date, slip: str) -> None:
    assert slip_of_one_part(date(2022, 5, 9), other) == slip
    assert (other in slips_of(date(2022, 5, 9))) is bool(slip)


def test_no_slip_makes_a_day_that_is_not_in_the_calendar() -> None:
    assert all(day.day == 31 for day in slips_of(date(2022, 1, 31)))


def test_long_passages_are_cut_at_a_word() -> None:
    assert quoted("one two\nthree four", 9) == "“one two ...”"


def test_passages_are_found_by_their_share_of_the_words() -> None:
    passages = [frozenset({"gate", "paint"}), frozenset({"paint"}), frozenset({"dog"})]
    lookup = Lookup(lambda word: 3.0 if word == "gate" else 1.0, passages)
    assert lookup.shares(frozenset({"gate", "paint"}), 0.0) == {0: 1.0, 1: 0.25}
    assert lookup.shares(frozenset({"gate", "paint"}), 0.5) == {0: 1.0}
    assert lookup.shares(frozenset(), 0.0) == {}
