"""Logging in with an email address and a password, and staying logged in."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event
from tests.api.auth.world import COOKIE, EMAIL, PASSWORD, World

from caseclock.api.auth.principals import Scope
from caseclock.api.store.tables import Role, Session, User, now


def test_a_log_in_tells_who_and_sets_a_cookie_that_scripts_and_other_sites_cannot_use(world: World) -> None:
    user = world.add()
    client = world.client()
    answer = client.post("/api/v1/log-in", json={"email": EMAIL.upper(), "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.json()["user"] == {
        "id": user.id,
        "email": EMAIL,
        "name": "Alex Field",
        "role": "caseworker",
        "scopes": sorted(answer.json()["user"]["scopes"]),
        "second_factor": False,
    }
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert client.get("/api/v1/thing").json()["id"] == user.id
    assert client.get("/api/v1/me").json() == answer.json()


def test_plain_http_on_this_machine_has_a_plain_cookie(world: World) -> None:
    world.add()
    answer = (
        world.with_settings(public_url="").client().post("/api/v1/log-in", json={"email": EMAIL, "password": PASSWORD})
    )
    assert answer.headers["set-cookie"].startswith("caseclock=")
    assert "Secure" not in answer.headers["set-cookie"]


def test_each_log_in_has_a_token_of_its_own_and_only_its_hash_is_kept(world: World) -> None:
    world.add()
    first, second = world.logged_in(), world.logged_in()
    assert first.cookies[COOKIE] != second.cookies[COOKIE]
    assert first.headers["X-CSRF-Token"] != second.headers["X-CSRF-Token"]
    assert first.cookies[COOKIE] not in world.everything_kept()


def test_log_ins_are_audited(world: World) -> None:
    user = world.add()
    world.logged_in().post("/api/v1/log-out")
    done, ended = world.audit("login:done"), world.audit("login:ended")
    assert [(row["actor"], row["object"], row["detail"]["method"]) for row in done] == [(user.id, user.id, "password")]
    assert [(row["actor"], row["object"]) for row in ended] == [(user.id, user.id)]


@pytest.mark.parametrize(
    ("email", "password", "reason"),
    [
        (EMAIL, "seven damp lanterns, two goats", "wrong-password"),
        ("nobody@council.example", PASSWORD, "unknown"),
        ("idle@council.example", PASSWORD, "disabled"),
        ("new@council.example", PASSWORD, "wrong-password"),
    ],
)
def test_whatever_is_wrong_is_told_in_the_same_words(world: World, email: str, password: str, reason: str) -> None:
    world.add()
    world.add("idle@council.example")
    world.add("new@council.example", password=None)
    with world.service.database.transaction() as session:
        session.query(User).filter_by(email="idle@council.example").update({"disabled_at": now()})
    answer = world.client().post("/api/v1/log-in", json={"email": email, "password": password})
    assert (answer.status_code, answer.json()["code"]) == (401, "log-in-failed")
    assert "is not right, or the log-in is locked" in answer.json()["detail"]
    assert "set-cookie" not in answer.headers
    (row,) = world.audit("login:failed")
    assert (row["actor"], row["detail"]["reason"]) == ("nobody", reason)


def test_a_hash_made_with_weaker_parameters_is_made_anew_at_the_next_log_in(world: World) -> None:
    world.add()
    weak = PasswordHasher(time_cost=1, memory_cost=512, parallelism=1).hash(PASSWORD)
    world.set(User, password=weak)
    world.logged_in()
    assert world.user().password != weak
    world.logged_in()


def test_an_accented_letter_is_the_same_however_the_keyboard_makes_it(world: World) -> None:
    world.add(password="caf\u00e9 lanterns goat")
    answer = world.client().post("/api/v1/log-in", json={"email": EMAIL, "password": "cafe\u0301 lanterns goat"})
    assert answer.status_code == 200


def test_too_many_attempts_from_one_address_have_to_wait(world: World) -> None:
    world.add()
    strict = world.with_settings(log_ins_per_minute=2)
    asked = {"email": EMAIL, "password": PASSWORD}
    statuses = [strict.client("192.0.2.1").post("/api/v1/log-in", json=asked).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = strict.client("192.0.2.1").post("/api/v1/log-in", json=asked)
    assert (refused.json()["code"], refused.headers["Retry-After"]) == ("too-many-log-ins", "60")
    assert strict.client("192.0.2.2").post("/api/v1/log-in", json=asked).status_code == 200


def test_the_addresses_of_one_ipv6_network_count_as_one(world: World) -> None:
    strict = world.with_settings(log_ins_per_minute=1)
    asked = {"email": EMAIL, "password": PASSWORD}
    addresses = ["2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1", "::ffff:192.0.2.1", "192.0.2.1"]
    statuses = [strict.client(address).post("/api/v1/log-in", json=asked).status_code for address in addresses]
    assert statuses == [401, 429, 401, 401, 429]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ended_at": now()}, "session-ended"),
        ({"expires_at": now() - timedelta(seconds=1)}, "session-expired"),
        ({"seen_at": now() - timedelta(minutes=61)}, "session-expired"),
    ],
)
def test_a_log_in_that_is_over_is_refused_and_audited(world: World, changed: dict[str, object], code: str) -> None:
    user = world.add()
    client = world.logged_in()
    world.set(Session, **changed)
    answer = client.get("/api/v1/thing")
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    (row,) = world.audit("access:refused")
    assert (row["actor"], row["detail"]) == (user.id, {"method": "GET", "reason": code, "route": "/api/v1/thing"})


def test_a_cookie_that_was_copied_before_the_log_out_is_refused_after_it(world: World) -> None:
    world.add()
    client = world.logged_in()
    copied = client.cookies[COOKIE]
    left = client.post("/api/v1/log-out")
    assert left.status_code == 204
    assert f'{COOKIE}=""' in left.headers["set-cookie"]
    answer = world.client().get("/api/v1/thing", headers={"Cookie": f"{COOKIE}={copied}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "session-ended")
    assert [row["detail"]["reason"] for row in world.audit("access:refused")] == ["session-ended"]


@pytest.mark.parametrize("cookie", [None, "", "x", "caf\u00e9", "a" * 5000])
def test_a_stranger_is_refused_and_audited(world: World, cookie: str | None) -> None:
    headers = {} if cookie is None else {"Cookie": f"{COOKIE}={cookie}".encode()}
    answer = world.client().get("/api/v1/thing", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    (row,) = world.audit("access:refused")
    assert (row["actor"], row["detail"]["reason"]) == ("nobody", "unauthorised")


def test_who_is_disabled_is_out_at_once(world: World) -> None:
    world.add()
    client = world.logged_in()
    world.set(User, disabled_at=now())
    assert client.get("/api/v1/thing").json()["code"] == "session-ended"


def test_what_one_may_do_changes_at_once(world: World) -> None:
    world.add()
    client = world.logged_in()
    assert client.post("/api/v1/thing").status_code == 200
    world.set(User, role=Role.SOLICITOR.value)
    refused = client.post("/api/v1/thing")
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert "cases:write" in refused.json()["detail"]
    assert [row["detail"]["reason"] for row in world.audit("access:refused")] == ["scope"]


def test_that_a_log_in_is_in_use_is_noted_once_a_minute(world: World) -> None:
    world.add()
    client = world.logged_in()
    before = now() - timedelta(minutes=30)
    world.set(Session, seen_at=before)
    client.get("/api/v1/thing")
    with world.service.database.transaction() as session:
        seen = session.query(Session).one().seen_at
    assert seen > before
    client.get("/api/v1/thing")
    with world.service.database.transaction() as session:
        assert session.query(Session).one().seen_at == seen


@pytest.mark.parametrize("way", ["cookie", "key"])
def test_knowing_who_asks_takes_one_statement(world: World, way: str) -> None:
    world.add()
    client = world.logged_in()
    _, plain = world.key(Scope.CASES_READ)
    headers = {"Authorization": f"Bearer {plain}"} if way == "key" else {}
    statements: list[str] = []

    def note(*given: object) -> None:
        statements.append(str(given[2]))

    engine = world.service.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get("/api/v1/thing", headers=headers).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(statements) == 1
