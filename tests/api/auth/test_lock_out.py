"""Guessing: five failures lock a log-in for a quarter of an hour, however they come."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.api.auth.world import EMAIL, PASSWORD, World

from caseclock.api.auth import passwords
from caseclock.api.store.tables import User, now

WRONG = "not the password at all"


def attempt(world: World, password: str = PASSWORD) -> tuple[int, str]:
    """The status of a log-in, and what was told."""
    answer = world.client().post("/api/v1/log-in", json={"email": EMAIL, "password": password})
    return answer.status_code, answer.text


def test_after_five_failures_the_right_password_is_refused_in_the_same_words(world: World) -> None:
    user = world.add()
    failed = [attempt(world, WRONG) for _ in range(5)]
    assert {status for status, _ in failed} == {401}
    assert attempt(world) == failed[0]
    reasons = [row["detail"]["reason"] for row in world.audit("login:failed")]
    assert reasons == ["wrong-password"] * 5 + ["locked"]
    (locked,) = world.audit("login:locked")
    assert (locked["object"], locked["detail"]) == (user.id, {"minutes": 15})
    left = world.user().locked_until
    assert left is not None
    assert timedelta(minutes=14) < left - now() <= timedelta(minutes=15)


def test_four_failures_do_not_lock_and_a_log_in_forgets_them(world: World) -> None:
    world.add()
    for _ in range(2):
        assert [attempt(world, WRONG)[0] for _ in range(4)] == [401] * 4
        assert attempt(world)[0] == 200
        assert (world.user().failures, world.user().locked_until) == (0, None)
    assert world.audit("login:locked") == []


def test_when_the_lock_has_passed_five_more_are_free(world: World) -> None:
    world.add()
    for _ in range(5):
        attempt(world, WRONG)
    world.set(User, locked_until=now() - timedelta(seconds=1))
    assert [attempt(world, WRONG)[0] for _ in range(4)] == [401] * 4
    assert attempt(world)[0] == 200


def test_guesses_at_the_same_moment_are_counted_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.add()
    judged: list[str] = []
    really: Callable[[str, str | None], bool] = passwords.is_right

    def noted(password: str, kept: str | None) -> bool:
        if kept is not None:
            judged.append(password)
        return really(password, kept)

    monkeypatch.setattr(passwords, "is_right", noted)
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda number: attempt(world, f"{WRONG} {number}")[0], range(20)))
    assert statuses == [401] * 20
    assert len(judged) == 5
    assert len(world.audit("login:locked")) == 1
    reasons = [row["detail"]["reason"] for row in world.audit("login:failed")]
    assert (reasons.count("wrong-password"), reasons.count("locked")) == (5, 15)


def test_a_new_link_of_an_administrator_unlocks(world: World) -> None:
    world.add()
    for _ in range(5):
        attempt(world, WRONG)
    token = world.link()
    answer = world.client().post("/api/v1/password", json={"token": token, "password": PASSWORD})
    assert answer.status_code == 204
    assert attempt(world)[0] == 200


@pytest.mark.parametrize("email", [EMAIL, "nobody@council.example", "locked@council.example", "none@council.example"])
def test_a_password_is_judged_whoever_it_is_of(world: World, monkeypatch: pytest.MonkeyPatch, email: str) -> None:
    """So the time that an answer takes does not tell whether there is such a person."""
    world.add()
    world.add("none@council.example", password=None)
    world.add("locked@council.example")
    with world.service.database.transaction() as session:
        session.query(User).filter_by(email="locked@council.example").update(
            {"locked_until": now() + timedelta(minutes=5)}
        )
    verified: list[str] = []
    hasher = passwords._HASHER

    class Counted:
        def verify(self, kept: str, password: bytes) -> bool:
            verified.append(kept)
            return hasher.verify(kept, password)

        def hash(self, password: str | bytes) -> str:
            return hasher.hash(password)

    monkeypatch.setattr(passwords, "_HASHER", Counted())
    answer = world.client().post("/api/v1/log-in", json={"email": email, "password": WRONG})
    assert answer.status_code == 401
    assert len(verified) == 1
