"""Codes of an authenticator app besides the password."""

import time
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from fastapi.testclient import TestClient
from tests.api.auth.world import EMAIL, PASSWORD, World, bearer

from caseclock.api.auth import totp
from caseclock.api.auth.principals import Scope
from caseclock.api.store.tables import User

URL = "/api/v1/me/second-factor"


def set_up(world: World, client: TestClient) -> pyotp.TOTP:
    """The app of somebody who has just set a second factor up; none of its codes is used yet."""
    begun = client.post(URL).json()
    app = pyotp.parse_uri(begun["uri"])
    assert isinstance(app, pyotp.TOTP)
    assert client.put(URL, json={"pending": begun["pending"], "code": app.now()}).status_code == 204
    world.set(User, totp_last=0)
    return app


def log_in(world: World, code: str | None = None, password: str = PASSWORD) -> tuple[int, str]:
    """Status and code of the answer."""
    asked = {"email": EMAIL, "password": password} | ({"code": code} if code else {})
    answer = world.client().post("/api/v1/log-in", json=asked)
    return answer.status_code, answer.json().get("code", "")


def other(code: str) -> str:
    """A code that is not that one, nor one of the steps about it by any likely chance."""
    return f"{(int(code) + 500_000) % 1_000_000:06}"


def test_nothing_changes_before_a_code_has_confirmed_it(world: World) -> None:
    world.add()
    client = world.logged_in()
    begun = client.post(URL).json()
    app = pyotp.TOTP(begun["secret"])
    assert "caseclock" in begun["uri"]
    assert begun["secret"] not in begun["pending"]
    wrong = client.put(URL, json={"pending": begun["pending"], "code": other(app.now())})
    assert (wrong.status_code, wrong.json()["fields"][0]["field"]) == (422, "code")
    assert log_in(world) == (200, "")
    assert client.put(URL, json={"pending": begun["pending"], "code": app.now()}).status_code == 204
    assert client.get("/api/v1/me").json()["user"]["second_factor"] is True
    assert log_in(world) == (401, "code-needed")
    kept = world.user().totp
    assert kept is not None
    assert begun["secret"].encode() not in kept
    assert [row["detail"] for row in world.audit("user:second-factor-changed")] == [{"added": True}]


def test_a_code_is_good_once(world: World) -> None:
    world.add()
    app = set_up(world, world.logged_in())
    code = app.now()
    assert log_in(world, code) == (200, "")
    assert log_in(world, code) == (401, "log-in-failed")
    assert [row["detail"]["reason"] for row in world.audit("login:failed")] == ["wrong-code"]


def test_the_code_that_confirmed_it_does_not_log_in(world: World) -> None:
    world.add()
    client = world.logged_in()
    begun = client.post(URL).json()
    code = pyotp.TOTP(begun["secret"]).now()
    client.put(URL, json={"pending": begun["pending"], "code": code})
    assert log_in(world, code) == (401, "log-in-failed")


def test_of_two_log_ins_with_one_code_at_the_same_moment_one_is_let_in(world: World) -> None:
    world.add()
    code = set_up(world, world.logged_in()).now()
    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(lambda _: log_in(world, code)[0], range(4)))
    assert statuses == [200, 401, 401, 401]


@pytest.mark.parametrize(("away", "step"), [(-2, None), (-1, -1), (0, 0), (1, 1), (2, None)])
def test_a_clock_may_be_half_a_minute_wrong(monkeypatch: pytest.MonkeyPatch, away: int, step: int | None) -> None:
    app = pyotp.TOTP(pyotp.random_base32())
    monkeypatch.setattr(time, "time", lambda: 30 * 60_000_000 + 12.5)
    found = totp.step_of(app.secret, app.generate_otp(60_000_000 + away), last=0)
    assert found == (None if step is None else 60_000_000 + step)
    assert totp.step_of(app.secret, app.generate_otp(60_000_000 + away), last=60_000_001) is None


def test_wrong_codes_lock_like_wrong_passwords_and_a_missing_one_does_not(world: World) -> None:
    world.add()
    app = set_up(world, world.logged_in())
    assert [log_in(world) for _ in range(7)] == [(401, "code-needed")] * 7
    assert [log_in(world, other(app.now())) for _ in range(5)] == [(401, "log-in-failed")] * 5
    assert log_in(world, app.now()) == (401, "log-in-failed")
    assert len(world.audit("login:locked")) == 1


def test_a_missing_code_does_not_take_back_failures(world: World) -> None:
    world.add()
    app = set_up(world, world.logged_in())
    for _ in range(5):
        log_in(world, other(app.now()))
        log_in(world)
    assert log_in(world, app.now()) == (401, "log-in-failed")


def test_that_a_code_is_needed_is_told_only_with_the_right_password(world: World) -> None:
    world.add()
    set_up(world, world.logged_in())
    assert log_in(world, password="not the password at all") == (401, "log-in-failed")


def test_a_second_one_is_refused_until_the_first_is_removed(world: World) -> None:
    world.add()
    client = world.logged_in()
    twice = client.post(URL).json()
    set_up(world, client)
    assert client.post(URL).status_code == 409
    late = client.put(URL, json={"pending": twice["pending"], "code": pyotp.TOTP(twice["secret"]).now()})
    assert late.status_code == 409


@pytest.mark.parametrize("proof", ["password", "code"])
def test_it_is_removed_by_who_proves_to_be_themselves(world: World, proof: str) -> None:
    user = world.add()
    client = world.logged_in()
    app = set_up(world, client)
    proofs = {"password": PASSWORD, "code": app.now()}
    answer = client.request("DELETE", URL, json={proof: proofs[proof]})
    assert answer.status_code == 204
    assert log_in(world) == (200, "")
    last = world.audit("user:second-factor-changed")[-1]
    assert (last["actor"], last["detail"]) == (user.id, {"added": False})
    assert client.request("DELETE", URL, json={"password": PASSWORD}).status_code == 409


@pytest.mark.parametrize("body", [{}, {"password": "not the password at all"}, {"code": "wrong"}])
def test_a_stolen_log_in_does_not_remove_it_by_guessing(world: World, body: dict[str, str]) -> None:
    world.add()
    client = world.logged_in()
    app = set_up(world, client)
    if "code" in body:
        body = {"code": other(app.now())}
    answers = [client.request("DELETE", URL, json=body) for _ in range(5)]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "not-confirmed")}
    assert client.request("DELETE", URL, json={"password": PASSWORD}).status_code == 403
    assert world.user().totp is not None
    assert len(world.audit("login:locked")) == 1


def test_what_was_begun_is_of_one_person_and_ten_minutes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.add()
    world.add("sam@council.example")
    begun = world.logged_in().post(URL).json()
    sent = {"pending": begun["pending"], "code": pyotp.TOTP(begun["secret"]).now()}
    assert world.logged_in("sam@council.example").put(URL, json=sent).status_code == 422
    client = world.logged_in()
    later = time.time() + 601
    monkeypatch.setattr(totp.time, "time", lambda: later)
    late = client.put(URL, json={**sent, "code": pyotp.TOTP(begun["secret"]).at(int(later))})
    assert late.status_code == 422
    assert "too long ago" in late.json()["detail"]


@pytest.mark.parametrize("pending", ["x", "xxxx", "-", "A" * 200])
def test_what_was_not_begun_here_is_refused(world: World, pending: str) -> None:
    world.add()
    assert world.logged_in().put(URL, json={"pending": pending, "code": "123456"}).status_code == 422


def test_a_key_has_none(world: World) -> None:
    _, plain = world.key(*Scope)
    assert world.client().post(URL, headers=bearer(plain)).status_code == 403
