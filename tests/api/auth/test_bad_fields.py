"""Whatever is put into a request's fields, it is answered as the caller's mistake and never as ours."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.api.auth.world import PASSWORD, World

from caseclock.api.fields import as_email, as_line
from caseclock.api.store.tables import Role

ADMIN = "robin.ash@council.example"
ODD: list[Any] = [
    "\x00",
    "a\x00b@council.example",
    "a\nb@council.example",
    "\x7f",
    "\u2028",
    " ",
    "",
    "x" * 5000,
    "\U0010ffff" * 300,
    10**30,
    -1,
    1.5,
    True,
    None,
    [],
    {},
    [["x"] * 3],
]
ROUTES = [
    ("POST", "/log-in", {"email": ADMIN, "password": PASSWORD, "code": "123456"}),
    ("POST", "/password", {"token": "x", "password": PASSWORD}),
    ("PUT", "/me/second-factor", {"pending": "x", "code": "123456"}),
    ("DELETE", "/me/second-factor", {"password": "x", "code": "123456"}),
    ("POST", "/users", {"email": "a@council.example", "name": "x", "role": "caseworker"}),
    ("PATCH", "/users/u1", {"name": "x", "role": "caseworker", "disabled": False}),
    ("POST", "/users/u1/link", {"without_second_factor": True}),
    ("POST", "/keys", {"name": "x", "scopes": ["cases:read"], "days": 30}),
]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_odd_values_in_bodies(world: World, method: str, path: str, body: dict[str, Any]) -> None:
    world.add(ADMIN, Role.ADMINISTRATOR)
    client = world.logged_in(ADMIN)
    client.headers["Content-Type"] = "application/json"
    whole: list[str] = [
        "",
        "[]",
        "null",
        "{",
        "7",
        '"x"',
        "{}",
        '{"other": 1}',
        "[" * 3000,
        "\ufeff{}",
        "NaN",
        '{"\\ud800": 1}',
    ]
    for name in body:
        whole += [json.dumps(body | {name: odd}) for odd in ODD]
        whole.append(json.dumps(body | {name: "SURROGATE"}).replace("SURROGATE", "\\ud800"))
        whole.append(json.dumps(body | {name: "NUMBER"}).replace('"NUMBER"', "1" * 5000))
    for text in whole:
        answer = client.request(method, f"/api/v1{path}", content=text.encode("utf-8"))
        assert answer.status_code < 500, (text[:80], answer.text)
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
    assert client.request(method, f"/api/v1{path}", content=b'{"email": "\xff"}').status_code in (400, 422)


@pytest.mark.parametrize("odd", ["%00", "%ED%A0%80", "%F4%8F%BF%BF", "x" * 3000, "-", "%0A", "u1%0A", "..%2F.."])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PATCH", "/users/{}", {}), ("POST", "/users/{}/link", {}), ("DELETE", "/keys/{}", None)],
)
def test_odd_ids_in_paths(world: World, method: str, path: str, body: object, odd: str) -> None:
    world.add(ADMIN, Role.ADMINISTRATOR)
    answer = world.logged_in(ADMIN).request(method, f"/api/v1{path.format(odd)}", json=body)
    assert answer.status_code in (404, 422)


@pytest.mark.parametrize("path", ["/users", "/keys"])
@pytest.mark.parametrize("cursor", ["x", "%00", "WyJcdTAwMDAiXQ", "WyJ4Il0", "WzFd", "x" * 600, "W1tbW1tb"])
def test_odd_cursors(world: World, path: str, cursor: str) -> None:
    world.add(ADMIN, Role.ADMINISTRATOR)
    answer = world.logged_in(ADMIN).get(f"/api/v1{path}?cursor={cursor}")
    assert answer.status_code in (200, 422)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(st.characters()))
def test_a_line_and_an_address_are_such_as_the_database_takes(text: str) -> None:
    for found in (as_line(text), as_email(text)):
        if found is not None:
            assert 1 <= len(found) <= 254
            assert found == found.strip()
            assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in found)
            found.encode("utf-8")


@given(local=st.text("abcXYZ.+-", min_size=1, max_size=60), domain=st.text("abcXYZ.-", min_size=1, max_size=60))
def test_an_address_is_the_same_in_capitals(local: str, domain: str) -> None:
    assert as_email(f" {local}@{domain} ") == as_email(f"{local}@{domain}".upper()) == f"{local}@{domain}".lower()
