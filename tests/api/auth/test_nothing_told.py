"""No password, token, code or email address is ever in the audit, in a log, or in a table but that of people."""

import logging

import pyotp
import pytest
from tests.api.auth.test_log_in_pages import filled_in
from tests.api.auth.world import COOKIE, EMAIL, HOME, PASSWORD, World, bearer

from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.store.tables import Role, User

ADMIN = "robin.ash@council.example"
WRONG = "seven dry lanterns, no goat"


def everything_happens(world: World) -> set[str]:
    """A day of all that people and keys do, right and wrong; gives what must not be told of it."""
    world.add(ADMIN, Role.ADMINISTRATOR)
    admin = world.logged_in(ADMIN)
    added = admin.post("/api/v1/users", json={"email": EMAIL, "name": "Alex Field", "role": "caseworker"}).json()
    token = added["link"].removeprefix(f"{HOME}/start/")
    filled_in(world.client(), f"/start/{token}", password=PASSWORD, again=PASSWORD)
    world.client().get(f"/start/{token}")
    client = world.logged_in()
    begun = client.post("/api/v1/me/second-factor").json()
    code = pyotp.TOTP(begun["secret"]).now()
    client.put("/api/v1/me/second-factor", json={"pending": begun["pending"], "code": code})
    world.set(User, totp_last=0)
    stranger = world.client()
    stranger.post("/api/v1/log-in", json={"email": EMAIL, "password": WRONG})
    stranger.post("/api/v1/log-in", json={"email": "stranger@elsewhere.example", "password": WRONG})
    stranger.post("/api/v1/log-in", json={"email": EMAIL, "password": PASSWORD, "code": code})
    stranger.get("/api/v1/thing", headers={"Cookie": f"{COOKIE}={'guess' * 8}"})
    made = admin.post("/api/v1/keys", json={"name": "case system", "scopes": [Scope.CASES_READ]}).json()
    stranger.get("/api/v1/thing", headers=bearer(made["key"]))
    admin.delete(f"/api/v1/keys/{made['id']}")
    stranger.get("/api/v1/thing", headers=bearer(made["key"]))
    admin.patch(f"/api/v1/users/{added['user']['id']}", json={"name": "Alex Meadow", "role": "solicitor"})
    reset = admin.post(f"/api/v1/users/{added['user']['id']}/link", json={"without_second_factor": True}).json()
    cookies = {client.cookies[COOKIE], admin.cookies[COOKIE]}
    admin.post("/api/v1/log-out")
    people = {ADMIN, EMAIL, "robin", "alex", "Meadow", "stranger@elsewhere"}
    tokens = {token, reset["link"].rpartition("/")[2], made["key"], begun["secret"], begun["pending"], "guess"}
    return people | tokens | cookies | {PASSWORD, WRONG}


def test_secrets_and_people_are_told_nowhere(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ours = {"caseclock", "sqlalchemy", "limits", "uvicorn", "fastapi", "starlette"}
    secrets = everything_happens(world)
    assert len(secrets) > 12
    audited = " ".join(map(str, world.audit())).lower()
    kept = world.everything_kept().lower()
    logged = " ".join(row.getMessage() for row in caplog.records if row.name.partition(".")[0] in ours).lower()
    for secret in secrets:
        assert secret.lower() not in audited, secret
        assert secret.lower() not in kept, secret
        assert secret.lower() not in logged, secret
    actions = {row["action"] for row in world.audit()}
    assert {
        "login:done",
        "login:failed",
        "login:ended",
        "access:refused",
        "user:link-made",
        "user:password-set",
        "user:second-factor-changed",
        "user:added",
        "user:changed",
        "key:added",
        "key:revoked",
    } <= actions


def test_who_asks_shows_no_secret_when_printed() -> None:
    shown = repr(Principal("u1", Role.CASEWORKER, frozenset(), "the-csrf", "hash-of-a-log-in"))
    assert "u1" in shown
    assert "the-csrf" not in shown
    assert "hash-of-a-log-in" not in shown
