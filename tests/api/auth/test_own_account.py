"""Logging in with the organisation's own account (OpenID Connect)."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from tests.api.auth.fake_issuer import CLIENT, SECRET, FakeIssuer, running
from tests.api.auth.world import EMAIL, HOME, World

from caseclock.api.auth import oidc_issuer
from caseclock.api.store.tables import User, now

CALLBACK = "/log-in/oidc/callback"


@pytest.fixture
def issuer(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeIssuer]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    oidc_issuer.issuer_of.cache_clear()
    with running() as issuer:
        yield issuer


@pytest.fixture
def here(world: World, issuer: FakeIssuer) -> World:
    return world.with_settings(
        oidc_issuer=issuer.url, oidc_client_id=CLIENT, oidc_client_secret=SECRET, oidc_name="your council account"
    )


def begun(client: TestClient, issuer: FakeIssuer) -> dict[str, str]:
    """The browser goes there and is about to come back with this."""
    sent = client.get("/log-in/oidc")
    assert sent.status_code == 303, sent.text
    query = parse_qs(urlsplit(sent.headers["location"]).query)
    return {"state": query["state"][0], "code": issuer.authorise(sent.headers["location"])}


def log_in(world: World, issuer: FakeIssuer) -> Any:
    """The answer to a browser that went there and came back."""
    client = world.client()
    back = begun(client, issuer)
    return client.get(CALLBACK, params=back)


def reasons(world: World) -> list[str]:
    """Why log-ins failed, as the audit has it."""
    return [row["detail"]["reason"] for row in world.audit("login:failed")]


def test_somebody_who_was_added_is_let_in_and_their_role_stays_with_us(here: World, issuer: FakeIssuer) -> None:
    user = here.add(password=None)
    issuer.claims = {"email": EMAIL.upper(), "role": "administrator"}
    client = here.client()
    answer = client.get(CALLBACK, params=begun(client, issuer))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/api/v1/me").json()["user"]["role"] == "caseworker"
    assert here.user().subject == f"{issuer.url} subject-1"
    (row,) = here.audit("login:done")
    assert (row["actor"], row["detail"]["method"]) == (user.id, "oidc")


def test_what_is_asked_has_pkce_state_and_nonce(here: World, issuer: FakeIssuer) -> None:
    sent = here.client().get("/log-in/oidc")
    query = {name: values[0] for name, values in parse_qs(urlsplit(sent.headers["location"]).query).items()}
    assert query["redirect_uri"] == HOME + CALLBACK
    assert (query["response_type"], query["code_challenge_method"], query["client_id"]) == ("code", "S256", CLIENT)
    secrets = {query[name] for name in ("state", "nonce", "code_challenge")}
    assert len(secrets) == 3
    assert min(map(len, secrets)) == 43
    assert {"HttpOnly", "Secure", "SameSite=lax", "Max-Age=600"} <= set(sent.headers["set-cookie"].split("; "))


def test_after_the_first_time_the_address_may_change(here: World, issuer: FakeIssuer) -> None:
    here.add(password=None)
    assert log_in(here, issuer).status_code == 303
    issuer.claims = {"email": "alex.meadow@council.example", "email_verified": False}
    assert log_in(here, issuer).status_code == 303


def test_an_address_that_went_to_somebody_else_does_not_let_them_in(here: World, issuer: FakeIssuer) -> None:
    here.add(password=None)
    assert log_in(here, issuer).status_code == 303
    issuer.claims = {"sub": "subject-2"}
    assert log_in(here, issuer).status_code == 401
    assert reasons(here) == ["oidc-unknown"]
    assert here.user().subject == f"{issuer.url} subject-1"


def ago(seconds: int) -> int:
    return int(time.time()) - seconds


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": "another"}, "oidc-bad-token"),
        ({"nonce": None}, "oidc-bad-token"),
        ({"aud": "another-client"}, "oidc-bad-token"),
        ({"aud": ["another-client"]}, "oidc-bad-token"),
        ({"aud": [CLIENT, "another-client"]}, "oidc-bad-token"),
        ({"azp": "another-client"}, "oidc-bad-token"),
        ({"aud": None}, "oidc-bad-token"),
        ({"iss": "https://elsewhere.example"}, "oidc-bad-token"),
        ({"iss": None}, "oidc-bad-token"),
        ({"exp": ago(120), "iat": ago(600)}, "oidc-bad-token"),
        ({"exp": None}, "oidc-bad-token"),
        ({"exp": "tomorrow"}, "oidc-bad-token"),
        ({"iat": ago(-600)}, "oidc-bad-token"),
        ({"sub": None}, "oidc-bad-token"),
        ({"sub": ""}, "oidc-bad-token"),
        ({"sub": 7}, "oidc-bad-token"),
        ({"sub": "a\x00b"}, "oidc-bad-token"),
        ({"email_verified": False}, "oidc-unverified-email"),
        ({"email_verified": None}, "oidc-unverified-email"),
        ({"email_verified": "true"}, "oidc-unverified-email"),
        ({"email": None}, "oidc-unverified-email"),
        ({"email": ["alex.field@council.example"]}, "oidc-unverified-email"),
        ({"email": "nobody@council.example"}, "oidc-unknown"),
        ({"email": "a\x00@council.example"}, "oidc-unknown"),
    ],
)
def test_a_token_that_is_not_all_right_lets_nobody_in(
    here: World, issuer: FakeIssuer, claims: dict[str, Any], reason: str
) -> None:
    here.add(password=None)
    issuer.claims = claims
    answer = log_in(here, issuer)
    assert answer.status_code == 401
    assert "You could not be logged in with your council account." in answer.text
    assert "__Host-caseclock=" not in answer.headers.get("set-cookie", "")
    assert reasons(here) == [reason]
    assert here.user().subject is None


def test_an_audience_of_several_names_us(here: World, issuer: FakeIssuer) -> None:
    here.add(password=None)
    issuer.claims = {"aud": [CLIENT, "another-client"], "azp": CLIENT}
    assert log_in(here, issuer).status_code == 303


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_is_not_signed_with_its_private_key_lets_nobody_in(
    here: World, issuer: FakeIssuer, algorithm: str
) -> None:
    here.add(password=None)
    issuer.algorithm = algorithm
    assert log_in(here, issuer).status_code == 401
    assert reasons(here) == ["oidc-bad-token"]


def test_a_token_signed_with_a_key_that_is_not_published_lets_nobody_in(here: World, issuer: FakeIssuer) -> None:
    here.add(password=None)
    issuer.published = [RSAKey.generate_key(2048, {"kid": "one"})]
    assert log_in(here, issuer).status_code == 401


def test_new_keys_are_fetched_when_one_is_not_known_but_not_at_every_wish(
    here: World, issuer: FakeIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.add(password=None)
    assert log_in(here, issuer).status_code == 303
    issuer.key = RSAKey.generate_key(2048, {"kid": "two"})
    assert log_in(here, issuer).status_code == 401
    assert issuer.asked.count("/keys") == 1
    monkeypatch.setattr(oidc_issuer, "_KEYS_AGAIN_AFTER", 0)
    assert log_in(here, issuer).status_code == 303
    assert issuer.asked.count("/keys") == 2
    assert issuer.asked.count("/.well-known/openid-configuration") == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda back: back | {"state": "x" * 43},
        lambda back: back | {"state": ""},
        lambda back: back | {"iss": "https://elsewhere.example"},
        lambda back: back | {"code": ""},
        lambda back: back | {"code": "another"},
        lambda back: {"error": "access_denied", "state": back["state"]},
        lambda back: {},
    ],
)
def test_who_comes_back_otherwise_than_they_went_is_refused(
    here: World, issuer: FakeIssuer, spoil: Callable[[dict[str, str]], dict[str, str]]
) -> None:
    here.add(password=None)
    client = here.client()
    assert client.get(CALLBACK, params=spoil(begun(client, issuer))).status_code == 401
    assert len(reasons(here)) == 1


def test_a_way_back_that_another_browser_began_is_refused(here: World, issuer: FakeIssuer) -> None:
    """Else somebody could be logged in as another without knowing it."""
    here.add(password=None)
    back = begun(here.client(), issuer)
    victim = here.client()
    assert victim.get(CALLBACK, params=back).status_code == 401
    begun(victim, issuer)
    assert victim.get(CALLBACK, params=back).status_code == 401
    assert reasons(here) == ["oidc-state"] * 2


def test_a_way_back_is_good_once(here: World, issuer: FakeIssuer) -> None:
    here.add(password=None)
    client = here.client()
    back = begun(client, issuer)
    cookie = client.cookies["__Host-caseclock-oidc"]
    assert client.get(CALLBACK, params=back).status_code == 303
    assert "__Host-caseclock-oidc" not in client.cookies
    replayed = here.client().get(CALLBACK, params=back, headers={"Cookie": f"__Host-caseclock-oidc={cookie}"})
    assert replayed.status_code == 401


def test_who_is_disabled_stays_out(here: World, issuer: FakeIssuer) -> None:
    here.add(password=None)
    assert log_in(here, issuer).status_code == 303
    here.set(User, disabled_at=now())
    assert log_in(here, issuer).status_code == 401
    assert reasons(here) == ["oidc-disabled"]


@pytest.mark.parametrize(
    ("discovery", "status"),
    [
        ({"issuer": "https://elsewhere.example"}, 503),
        ({"authorization_endpoint": "http://elsewhere.example/authorise"}, 503),
        ({"authorization_endpoint": None}, 503),
        ({"token_endpoint": "ftp://127.0.0.1/"}, 503),
        ({"jwks_uri": "https://[bad"}, 503),
    ],
)
def test_an_issuer_that_names_odd_addresses_is_not_used(
    here: World, issuer: FakeIssuer, discovery: dict[str, Any], status: int
) -> None:
    issuer.discovery = discovery
    answer = here.client().get("/log-in/oidc")
    assert answer.status_code == status
    assert "your council account cannot be used to log in now" in answer.text


def test_an_issuer_that_does_not_answer_is_told(here: World) -> None:
    away = here.with_settings(oidc_issuer="http://127.0.0.1:1")
    answer = away.client().get("/log-in/oidc")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_token_endpoint_that_fails_is_told_and_no_redirect_is_followed(
    here: World, issuer: FakeIssuer, status: int
) -> None:
    here.add(password=None)
    issuer.token_status = status
    assert log_in(here, issuer).status_code == 401
    assert "/elsewhere" not in issuer.asked


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"sub": "subject-1", "email": EMAIL, "email_verified": True}, 303),
        ({"sub": "subject-1", "email": EMAIL}, 401),
        ({"sub": "subject-2", "email": EMAIL, "email_verified": True}, 401),
        ({}, 401),
    ],
)
def test_an_issuer_may_tell_the_address_when_asked(
    here: World, issuer: FakeIssuer, said: dict[str, Any], status: int
) -> None:
    here.add(password=None)
    issuer.claims = {"email": None, "email_verified": None}
    issuer.discovery = {"userinfo_endpoint": f"{issuer.url}/userinfo"}
    issuer.userinfo = said
    assert log_in(here, issuer).status_code == status


def test_the_clients_secret_goes_into_the_body_where_that_is_what_is_taken(here: World, issuer: FakeIssuer) -> None:
    here.add(password=None)
    issuer.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert log_in(here, issuer).status_code == 303


def test_where_it_is_not_set_there_is_no_such_log_in(world: World) -> None:
    assert world.client().get("/log-in/oidc").status_code == 404
    assert world.client().get(CALLBACK).status_code == 404
    assert "/log-in/oidc" not in world.client().get("/log-in").text


def test_the_log_in_page_offers_it(here: World) -> None:
    assert "Log in with your council account" in here.client().get("/log-in").text
