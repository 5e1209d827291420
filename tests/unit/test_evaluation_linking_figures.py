"""How linking is measured, and what signs are worth: on cases made up here, and once on a labelled one."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from evaluation.linking.cases import SAMPLES, Case, Mention, mention_of, overlap, read_cases
from evaluation.linking.fit import (
    FEW_PAIRS,
    WEIGHTS,
    best_link,
    fitted_weights,
    is_sign,
    pair_score,
    read_weights,
    rewritten,
    shares,
    sign_worth,
    using,
)
from evaluation.linking.measure import BARE, DATED, FIRST, measure
from evaluation.linking.pairs import Compared, compared

from caseclock.extractor.linking.weights import weights
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.source import Source
from caseclock.models.when import Precision, When

DAY, NEXT = date(2021, 3, 5), date(2021, 3, 6)


def mention(ident: str, thing: str, start: int, end: int, day: date = DAY) -> Mention:
    return Mention(ident, thing, True, ((day, day),), (("p1", start, end),), "words")


def entry(ident: str, *at: tuple[int, int], day: date = DAY) -> Entry:
    sources = tuple(Source(document="p1", page=None, start=a, end=b, quote="x" * (b - a)) for a, b in at)
    when = When(start=day, end=day, time=None, precision=Precision.DAY, text="5 March")
    return Entry.model_construct(id=ident, kind=EntryKind.INCIDENT, when=when, sources=sources)


def case(*mentions: Mention, soft: Sequence[tuple[str, str]] = ()) -> Case:
    return Case("made up", (), mentions, frozenset(frozenset(pair) for pair in soft))


THREE = (mention("e1", "fire", 0, 50), mention("e2", "fire", 100, 150), mention("e3", "theft", 200, 250))
BOTH, ALL, APART = [(0, 50), (100, 150)], [(0, 50), (100, 150), (200, 250)], [(0, 50)]


@pytest.mark.parametrize(
    ("entries", "right", "wrong", "missed"),
    [
        pytest.param([entry("a", *BOTH), entry("b", (200, 250))], 1, 0, 0, id="all as labelled"),
        pytest.param([entry("a", (0, 50)), entry("b", (100, 150)), entry("c", (200, 250))], 0, 0, 1, id="split"),
        pytest.param([entry("a", *ALL)], 1, 2, 0, id="all in one"),
        pytest.param([entry("a", *APART)], 0, 0, 1, id="one of the two not read"),
        pytest.param([entry("a", (0, 150), (200, 250))], 1, 2, 0, id="a passage over both"),
    ],
)
def test_pairs_are_counted(entries: list[Entry], right: int, wrong: int, missed: int) -> None:
    figures = measure(case(*THREE), entries)
    assert (figures.right, figures.wrong, figures.missed) == (right, wrong, missed)


def test_what_was_not_read_is_missed_but_not_the_fault_of_the_linking() -> None:
    figures = measure(case(*THREE), [entry("a", (0, 50))])
    assert (figures.placed, figures.missed, figures.read_missed) == (1, 1, 0)


def test_a_part_may_stand_with_its_whole() -> None:
    figures = measure(case(*THREE, soft=[("fire", "theft")]), [entry("a", *ALL)])
    assert (figures.right, figures.wrong) == (1, 0)


def test_one_passage_may_tell_of_two_things() -> None:
    two = (mention("e1", "fire", 0, 50), mention("e2", "theft", 60, 110))
    assert measure(case(*two), [entry("a", (0, 110))]).wrong == 0
    assert measure(case(*two), [entry("a", (0, 50), (60, 110))]).wrong == 1


def test_a_mention_is_placed_in_the_entry_with_its_day() -> None:
    figures = measure(case(*THREE), [entry("a", (0, 50), day=NEXT), entry("b", *BOTH), entry("c", (200, 250))])
    assert figures.pairs == (1.0, 1.0, 1.0)


def test_mentions_told_again_are_counted_by_whether_they_say_a_day() -> None:
    one, two = mention("e1", "fire", 0, 50), mention("e2", "fire", 100, 150)
    dated = replace(mention("e3", "fire", 200, 250), quote="the fire of 5 March")
    figures = measure(case(one, two, dated), [entry("a", (0, 50), (200, 250)), entry("b", (100, 150))])
    assert figures.again == {FIRST: (1, 1, 1), BARE: (1, 1, 0), DATED: (1, 1, 1)}


def test_b_cubed_of_a_false_join() -> None:
    precision, recall = measure(case(*THREE), [entry("a", *ALL)]).bcubed
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert recall == 1.0


@pytest.mark.parametrize(
    ("one", "other", "much"),
    [
        pytest.param(("p", 0, 100), ("p", 0, 100), 1.0, id="the same"),
        pytest.param(("p", 0, 100), ("p", 50, 100), 0.5, id="half"),
        pytest.param(("p", 0, 100), ("p", 98, 200), 0.0, id="two characters are none"),
        pytest.param(("p", 0, 100), ("q", 0, 100), 0.0, id="another paper"),
    ],
)
def test_how_far_two_passages_are_one(one: tuple[str, int, int], other: tuple[str, int, int], much: float) -> None:
    assert overlap(one, other) == much


def pairs(*groups: tuple[int, bool, tuple[str, ...]], rarity: float = 0.0) -> list[Compared]:
    return [Compared("c", "act", same, 1.0, signs, rarity, "", ("", "")) for n, same, signs in groups for _ in range(n)]


def test_a_sign_is_worth_the_log_of_how_much_oftener_it_is_seen_in_pairs_of_one_thing() -> None:
    seen = pairs((31, True, ("day",)), (32, True, ()), (7, False, ("day",)), (56, False, ()))
    m, u = shares(seen, "day")
    assert (m, u) == (pytest.approx(31.5 / 64), pytest.approx(7.5 / 64))
    assert sign_worth(seen, "day") == pytest.approx(2.07, abs=0.01)


@pytest.mark.parametrize(("same", "worth"), [(True, 6.0), (False, -6.0)])
def test_a_sign_that_only_one_sort_shows_is_kept_in_bounds(same: bool, worth: float) -> None:
    assert sign_worth(pairs((500, same, ("day",)), (500, not same, ())), "day") == worth


SET = {"act": {"link": 5.0, "close": 3.0, "day": 3.0, "kind": 1.0, "rare_words": 3.5, "rare_word": 0.5}}


def test_a_sign_seen_too_seldom_keeps_its_value() -> None:
    seen = pairs((FEW_PAIRS - 1, True, ("kind",)), (20, True, ("day",)), (20, False, ()))
    fitted = fitted_weights(seen, SET)["act"]
    assert fitted["kind"] == SET["act"]["kind"]
    assert fitted["day"] > SET["act"]["day"]


def test_the_limit_stays_near_the_one_that_is_set_and_close_keeps_its_distance() -> None:
    fitted = fitted_weights(pairs((50, True, ("day",)), (50, False, ())), SET)["act"]
    assert abs(fitted["link"] - 5.0) <= 2.0
    assert fitted["link"] - fitted["close"] == pytest.approx(2.0)


def test_the_limit_that_parts_the_pairs_best_is_taken() -> None:
    seen = pairs((10, True, ("day", "kind")), (30, False, ("day",)))
    limit = best_link(seen, {"day": 3.0, "kind": 1.0}, near=2.0)
    assert 3.0 < limit <= 4.0


def test_shared_words_count_by_their_rarity_up_to_a_ceiling() -> None:
    (low,) = pairs((1, True, ("rare_word",)), rarity=2.0)
    (high,) = pairs((1, True, ("rare_word",)), rarity=20.0)
    assert (pair_score(low, SET["act"]), pair_score(high, SET["act"])) == (1.0, 3.5)


def test_writing_changes_values_and_nothing_else() -> None:
    toml = "# of signs\n\n[incident]\nlink = 4.0   # from here on\nday = 4.0\n\n[act]\nday = -3.0  # one day\n"
    out = rewritten(toml, {"incident": {"link": 4.0, "day": 4.0}, "act": {"day": 2.5}})
    assert out == toml.replace("-3.0", "2.5")


def test_weights_that_are_set_write_back_as_they_are() -> None:
    toml = WEIGHTS.read_text(encoding="utf-8")
    assert rewritten(toml, read_weights()) == toml
    assert tomllib.loads(toml) == read_weights()


def test_other_weights_hold_only_within_the_block() -> None:
    from caseclock.extractor.linking import cluster

    real = weights("act")["link"]
    with using({**read_weights(), "act": {**read_weights()["act"], "link": 99.0}}):
        assert cluster.weights("act")["link"] == 99.0
    assert cluster.weights("act")["link"] == real


def test_limits_are_no_signs() -> None:
    assert [name for name in ("link", "close", "rare_words", "least_rarity_of_month", "same_day") if is_sign(name)] == [
        "same_day"
    ]


def test_the_accounts_of_a_labelled_case_carry_the_signs_that_weights_are_set_for() -> None:
    (quayside,) = (case for case in read_cases(SAMPLES, SAMPLES / "none") if case.name == "quayside")
    chronology, events = quayside.build()
    found = list(compared(quayside, events))
    known = {table: set(filter(is_sign, values)) for table, values in read_weights().items()}
    assert {pair.same for pair in found if not pair.ruled_out} == {True, False}
    assert all(set(pair.signs) <= known[pair.table] for pair in found)
    assert all(pair.ruled_out or pair.signs for pair in found)
    figures = measure(quayside, chronology.entries)
    assert figures.placed > figures.mentions / 3
    assert sum(mention_of(event, quayside.mentions) is not None for event in events) > len(events) / 2
