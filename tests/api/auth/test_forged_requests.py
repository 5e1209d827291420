"""What another site's page could have a browser send is refused."""

import pytest
from tests.api.auth.world import EMAIL, HOME, PASSWORD, World, bearer

from caseclock.api.auth.principals import Scope

RIGHT = "right"  # stands for the log-in's own csrf


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("headers", "changes"),
    [
        ({"X-CSRF-Token": RIGHT}, True),
        ({"X-CSRF-Token": RIGHT, "Origin": HOME}, True),
        ({"X-CSRF-Token": RIGHT, "Origin": HOME.upper()}, True),
        ({"X-CSRF-Token": RIGHT, "Sec-Fetch-Site": "same-origin"}, True),
        ({"X-CSRF-Token": RIGHT, "Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"X-CSRF-Token": RIGHT, "Sec-Fetch-Site": "none"}, True),
        ({}, False),
        ({"Origin": HOME}, False),
        ({"X-CSRF-Token": ""}, False),
        ({"X-CSRF-Token": "x" * 43}, False),
        ({"X-CSRF-Token": "caf\u00e9"}, False),
        ({"X-CSRF-Token": RIGHT, "Sec-Fetch-Site": "cross-site"}, False),
        ({"X-CSRF-Token": RIGHT, "Sec-Fetch-Site": "same-site"}, False),
        ({"X-CSRF-Token": RIGHT, "Origin": "https://elsewhere.example"}, False),
        ({"X-CSRF-Token": RIGHT, "Origin": "null"}, False),
        ({"X-CSRF-Token": RIGHT, "Origin": HOME.replace("https", "http")}, False),
        ({"X-CSRF-Token": RIGHT, "Origin": f"{HOME}.elsewhere.example"}, False),
    ],
)
def test_a_change_needs_the_log_ins_proof_and_our_own_page(
    world: World, method: str, headers: dict[str, str], changes: bool
) -> None:
    user = world.add()
    client = world.logged_in()
    csrf = client.headers.pop("X-CSRF-Token")
    sent = {name: (csrf if value is RIGHT else value).encode("utf-8") for name, value in headers.items()}
    answer = client.request(method, "/api/v1/thing", headers=sent)
    if method == "GET" or changes:
        assert answer.status_code == 200
        assert world.audit("access:refused") == []
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
        assert [(row["actor"], row["detail"]["reason"]) for row in world.audit("access:refused")] == [(user.id, "csrf")]


def test_the_proof_of_one_log_in_is_none_for_another(world: World) -> None:
    world.add()
    first, second = world.logged_in(), world.logged_in()
    second.headers["X-CSRF-Token"] = first.headers["X-CSRF-Token"]
    assert second.post("/api/v1/thing").status_code == 403


def test_a_key_needs_no_proof_and_goes_before_a_cookie(world: World) -> None:
    world.add()
    key, plain = world.key(Scope.CASES_WRITE)
    client = world.logged_in()
    del client.headers["X-CSRF-Token"]
    assert client.post("/api/v1/thing", headers=bearer(plain)).json() == {"id": key}


def test_a_cookie_does_not_help_a_key_that_is_none(world: World) -> None:
    world.add()
    client = world.logged_in()
    assert client.get("/api/v1/thing", headers=bearer("cck_k0_x")).status_code == 401


def test_another_sites_page_cannot_log_somebody_in(world: World) -> None:
    world.add()
    asked = {"email": EMAIL, "password": PASSWORD}
    answer = world.client().post("/api/v1/log-in", json=asked, headers={"Origin": "https://elsewhere.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert "set-cookie" not in answer.headers
    plain = world.client().post("/api/v1/log-in", content=str(asked), headers={"Content-Type": "text/plain"})
    assert plain.status_code == 422
