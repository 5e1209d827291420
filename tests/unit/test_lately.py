"""What is held of cases for the last who asked."""

from caseclock.api.lately import Lately


def test_a_thing_is_made_once_while_it_is_held() -> None:
    held: Lately[str] = Lately(2)
    made = []
    for _ in range(3):
        assert held.made("c1", "a", lambda: made.append("a") or "A") == "A"
    assert made == ["a"]


def test_what_nobody_asked_for_the_longest_goes_first() -> None:
    held: Lately[int] = Lately(2)
    held.hold("c1", "a", 1)
    held.hold("c1", "b", 2)
    assert held.get("c1", "a") == 1
    held.hold("c1", "c", 3)
    assert [held.get("c1", name) for name in "abc"] == [1, None, 3]


def test_a_case_is_forgotten_whole_and_alone() -> None:
    held: Lately[int] = Lately(9)
    for case in ("c1", "c2"):
        for name in ("a", "b"):
            held.hold(case, name, 1)
    held.forget("c1")
    assert [held.get(case, name) for case in ("c1", "c2") for name in ("a", "b")] == [None, None, 1, 1]
