"""API keys: made, used, and refused when they are no longer good."""

from datetime import timedelta

import pytest
from tests.api.auth.world import World, bearer

from caseclock.api.auth import keys
from caseclock.api.auth.principals import ROLE_SCOPES, Scope
from caseclock.api.auth.tokens import key_id_of, new_key, token_hash
from caseclock.api.store.audit import OPERATOR
from caseclock.api.store.tables import Role, now

ADMIN = "robin.ash@council.example"


def test_a_key_may_do_exactly_what_it_was_given(world: World) -> None:
    key, plain = world.key(Scope.CASES_READ, Scope.AUDIT_READ)
    assert plain.startswith(f"cck_{key}_")
    answer = world.client().get("/api/v1/thing", headers=bearer(plain))
    assert answer.json() == {"id": key, "role": "system", "scopes": ["audit:read", "cases:read"]}
    assert world.client().post("/api/v1/thing", headers=bearer(plain)).status_code == 403
    me = world.client().get("/api/v1/me", headers=bearer(plain)).json()
    assert (me["user"]["id"], me["user"]["email"], me["user"]["name"], me["csrf"]) == (key, None, "case system", None)


def test_only_its_hash_is_kept(world: World) -> None:
    _, plain = world.key(Scope.CASES_READ)
    assert plain.rpartition("_")[2] not in world.everything_kept()
    assert token_hash(plain) in world.everything_kept()


def test_a_key_that_expired_is_refused_with_a_code_of_its_own(world: World) -> None:
    key, plain = world.key(Scope.CASES_READ, expires=now() - timedelta(seconds=1))
    answer = world.client().get("/api/v1/thing", headers=bearer(plain))
    assert (answer.status_code, answer.json()["code"]) == (401, "key-expired")
    assert [(row["actor"], row["detail"]["reason"]) for row in world.audit("access:refused")] == [(key, "key-expired")]


def test_a_key_that_was_revoked_is_refused_with_a_code_of_its_own(world: World) -> None:
    key, plain = world.key(Scope.CASES_READ, expires=now() - timedelta(seconds=1))
    with world.service.database.transaction() as session:
        keys.revoke_key(session, key, OPERATOR)
        keys.revoke_key(session, key, OPERATOR)
    answer = world.client().get("/api/v1/thing", headers=bearer(plain))
    assert (answer.status_code, answer.json()["code"]) == (401, "key-revoked")
    assert [(row["actor"], row["detail"]["reason"]) for row in world.audit("access:refused")] == [(key, "key-revoked")]
    assert len(world.audit("key:revoked")) == 1


@pytest.mark.parametrize("revoked", [True, False])
def test_who_knows_only_the_id_learns_nothing_of_the_key(world: World, revoked: bool) -> None:
    key, _ = world.key(Scope.CASES_READ)
    if revoked:
        with world.service.database.transaction() as session:
            keys.revoke_key(session, key, OPERATOR)
    known = world.client().get("/api/v1/thing", headers=bearer(f"cck_{key}_{'x' * 43}"))
    unknown = world.client().get("/api/v1/thing", headers=bearer(new_key("k0000000000000000")))
    assert known.status_code == 401
    assert known.json() == unknown.json()
    assert [(row["actor"], row["object"]) for row in world.audit("access:refused")] == [
        ("nobody", key),
        ("nobody", None),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer cck_",
        "Bearer cck__",
        "Bearer cck_k1_",
        "cck_k1_x",
        "Bearer cck_\u00e9_x",
        "Bearer cck_k\x01_x",
        "Bearer " + "x" * 10_000,
    ],
)
def test_whatever_else_is_in_the_header_is_refused(world: World, header: str) -> None:
    answer = world.client().get("/api/v1/thing", headers={"Authorization": header.encode("utf-8")})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")
    assert len(world.audit("access:refused")) == 1


@pytest.mark.parametrize("plain", ["", "cck_", "cck_k1", "cck__x", "cck_\u0661_x", "xck_k1_x", "cck_k 1_x"])
def test_what_is_no_key_names_no_id(plain: str) -> None:
    assert key_id_of(plain) is None


def test_a_new_key_names_its_id() -> None:
    assert key_id_of(new_key("k0123")) == "k0123"


def test_an_administrator_makes_lists_and_revokes_keys(world: World) -> None:
    admin = world.add(ADMIN, Role.ADMINISTRATOR)
    client = world.logged_in(ADMIN)
    asked = {"name": " case system ", "scopes": ["cases:read", "cases:read"], "days": 30}
    made = client.post("/api/v1/keys", json=asked)
    assert made.status_code == 201
    key = made.json()
    assert made.headers["Location"] == f"/api/v1/keys/{key['id']}"
    assert (key["name"], key["scopes"], key["revoked_at"]) == ("case system", ["cases:read"], None)
    assert world.client().get("/api/v1/thing", headers=bearer(key.pop("key"))).status_code == 200
    assert client.get("/api/v1/keys").json() == {"keys": [key], "next": None}
    assert client.delete(f"/api/v1/keys/{key['id']}").status_code == 204
    assert client.delete(f"/api/v1/keys/{key['id']}").status_code == 204
    assert client.get("/api/v1/keys").json()["keys"][0]["revoked_at"]
    assert client.delete("/api/v1/keys/k0000000000000000").status_code == 404
    rows = [(row["actor"], row["object"]) for row in world.audit() if row["action"].startswith("key:")]
    assert rows == [(admin.id, key["id"])] * 2


def test_keys_come_in_pages_in_the_order_in_which_they_were_made(world: World) -> None:
    made = [world.key(Scope.CASES_READ)[0] for _ in range(5)]
    _, plain = world.key(Scope.USERS_WRITE)
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = world.client().get("/api/v1/keys", params={"limit": "2", **cursor}, headers=bearer(plain)).json()
        seen += [key["id"] for key in page["keys"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert seen[:-1] == made
    assert len(seen) == 6


@pytest.mark.parametrize("wanted", sorted(set(Scope) - {Scope.USERS_WRITE}))
def test_a_key_gives_no_other_key_more_than_it_has(world: World, wanted: Scope) -> None:
    key, plain = world.key(Scope.USERS_WRITE)
    asked = {"name": "more", "scopes": [wanted, Scope.USERS_WRITE]}
    answer = world.client().post("/api/v1/keys", json=asked, headers=bearer(plain))
    assert answer.status_code == 403
    assert wanted in answer.json()["detail"]
    assert [(row["actor"], row["detail"]["reason"]) for row in world.audit("access:refused")] == [(key, "grant")]


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.SOLICITOR])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/keys"),
        ("POST", "/keys"),
        ("DELETE", "/keys/k1"),
        ("GET", "/users"),
        ("POST", "/users"),
        ("PATCH", "/users/u1"),
        ("POST", "/users/u1/link"),
    ],
)
def test_only_administrators_see_to_keys_and_people(world: World, role: Role, method: str, path: str) -> None:
    world.add(role=role)
    bodies = {"/keys": {"name": "x", "scopes": ["cases:read"]}, "/users": {"email": "a@b", "role": "caseworker"}}
    body = None if method == "GET" else bodies.get(path, {})
    answer = world.logged_in().request(method, f"/api/v1{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_what_the_roles_may_do() -> None:
    assert ROLE_SCOPES[Role.ADMINISTRATOR] == set(Scope)
    assert ROLE_SCOPES[Role.CASEWORKER] == set(Scope) - {Scope.POLICIES_WRITE, Scope.AUDIT_READ, Scope.USERS_WRITE}
    assert {scope for scope in ROLE_SCOPES[Role.SOLICITOR] if scope.endswith(":write")} == set()
    assert ROLE_SCOPES[Role.SYSTEM] == frozenset()
