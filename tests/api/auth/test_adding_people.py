"""People: added, changed, disabled; at least one administrator is always left."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.api.auth.world import EMAIL, HOME, PASSWORD, World, bearer

from caseclock.api.auth import users
from caseclock.api.auth.principals import Scope
from caseclock.api.problems import Problem
from caseclock.api.store.audit import OPERATOR
from caseclock.api.store.tables import Role

ADMIN = "robin.ash@council.example"


def change(world: World, email: str, **changed: Any) -> None:
    """As at the command line."""
    with world.service.database.transaction() as session:
        users.change_user(session, users.by_email(session, email).id, OPERATOR, **changed)


def test_an_administrator_adds_somebody_who_sets_a_password_and_logs_in(world: World) -> None:
    admin = world.add(ADMIN, Role.ADMINISTRATOR)
    client = world.logged_in(ADMIN)
    asked = {"email": " Alex.Field@Council.example", "name": "Alex Field", "role": "solicitor"}
    added = client.post("/api/v1/users", json=asked)
    assert added.status_code == 201
    user, link = added.json()["user"], added.json()["link"]
    assert (user["email"], user["role"], user["has_password"]) == (EMAIL, "solicitor", False)
    assert added.headers["Location"] == f"/api/v1/users/{user['id']}"
    sent = {"token": link.removeprefix(f"{HOME}/start/"), "password": PASSWORD}
    assert world.client().post("/api/v1/password", json=sent).status_code == 204
    assert world.logged_in().get("/api/v1/me").json()["user"]["role"] == "solicitor"
    (row,) = [row for row in world.audit("user:added") if row["object"] == user["id"]]
    assert (row["actor"], row["detail"]) == (admin.id, {"role": "solicitor"})


def test_an_address_is_of_one_person(world: World) -> None:
    world.add(ADMIN, Role.ADMINISTRATOR)
    client = world.logged_in(ADMIN)
    answer = client.post("/api/v1/users", json={"email": ADMIN.upper(), "role": "caseworker"})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_nobody_is_a_system(world: World) -> None:
    world.add(ADMIN, Role.ADMINISTRATOR)
    client = world.logged_in(ADMIN)
    assert client.post("/api/v1/users", json={"email": EMAIL, "role": "system"}).status_code == 422
    with world.service.database.transaction() as session, pytest.raises(Problem, match="cannot be system"):
        users.add_user(session, EMAIL, "", Role.SYSTEM, OPERATOR)


def test_people_are_listed_by_address_in_pages(world: World) -> None:
    addresses = [f"{letter}@council.example" for letter in "eadcb"]
    for address in addresses:
        world.add(address, password=None)
    world.add("zoe@council.example", Role.ADMINISTRATOR)
    client = world.logged_in("zoe@council.example")
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = client.get("/api/v1/users", params={"limit": "2", **cursor}).json()
        seen += [user["email"] for user in page["users"]]
        if page["next"] is None:
            break
        assert "@" not in page["next"]
        cursor = {"cursor": page["next"]}
    assert seen == [*sorted(addresses), "zoe@council.example"]


def test_what_is_changed_is_audited_without_names(world: World) -> None:
    admin = world.add(ADMIN, Role.ADMINISTRATOR)
    user = world.add()
    client = world.logged_in(ADMIN)
    url = f"/api/v1/users/{user.id}"
    changed = client.patch(url, json={"name": "Alex Meadow", "role": "solicitor", "disabled": True})
    assert changed.status_code == 200
    assert (changed.json()["name"], changed.json()["role"], changed.json()["disabled"]) == (
        "Alex Meadow",
        "solicitor",
        True,
    )
    assert client.patch(url, json={"name": "Alex Meadow", "role": "solicitor", "disabled": True}).status_code == 200
    rows = world.audit("user:changed")
    assert {row["actor"] for row in rows} == {admin.id}
    assert [row["detail"] for row in rows] == [
        {"what": "name"},
        {"what": "role", "role": "solicitor", "before": "caseworker"},
        {"what": "disabled", "disabled": True},
    ]


def test_who_is_disabled_is_logged_out_and_can_be_let_in_again(world: World) -> None:
    world.add()
    client = world.logged_in()
    change(world, EMAIL, disabled=True)
    assert client.get("/api/v1/thing").json()["code"] == "session-ended"
    change(world, EMAIL, disabled=False)
    assert client.get("/api/v1/thing").json()["code"] == "session-ended"
    assert world.logged_in().get("/api/v1/thing").status_code == 200


@pytest.mark.parametrize("changed", [{"disabled": True}, {"role": "caseworker"}, {"role": "solicitor"}])
def test_the_last_administrator_stays_one(world: World, changed: dict[str, Any]) -> None:
    admin = world.add(ADMIN, Role.ADMINISTRATOR)
    world.add("old@council.example", Role.ADMINISTRATOR)
    change(world, "old@council.example", disabled=True)
    client = world.logged_in(ADMIN)
    answer = client.patch(f"/api/v1/users/{admin.id}", json=changed)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert client.patch(f"/api/v1/users/{admin.id}", json={"role": "administrator", "name": "R"}).status_code == 200
    change(world, "old@council.example", disabled=False)
    assert client.patch(f"/api/v1/users/{admin.id}", json=changed).status_code == 200


def test_two_administrators_who_demote_each_other_at_the_same_moment_are_not_both_demoted(world: World) -> None:
    emails = [f"admin{number}@council.example" for number in range(4)]
    for email in emails:
        world.add(email, Role.ADMINISTRATOR, password=None)

    def outcome(email: str) -> str:
        try:
            change(world, email, role=Role.CASEWORKER)
        except Problem as problem:
            return problem.code
        return "demoted"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(outcome, emails)) == ["conflict", "demoted", "demoted", "demoted"]
    with world.service.database.transaction() as session:
        assert users.has_administrator(session)


def test_a_new_link_is_made_for_who_lost_their_password_or_phone(world: World) -> None:
    world.add(ADMIN, Role.ADMINISTRATOR)
    user = world.add()
    with world.service.database.transaction() as session:
        users.get_user(session, user.id).totp = b"sealed"
    client = world.logged_in(ADMIN)
    kept = client.post(f"/api/v1/users/{user.id}/link", json={})
    assert (kept.status_code, kept.json()["user"]["second_factor"]) == (201, True)
    removed = client.post(f"/api/v1/users/{user.id}/link", json={"without_second_factor": True})
    assert removed.json()["user"]["second_factor"] is False
    assert removed.json()["link"] != kept.json()["link"]
    assert [row["object"] for row in world.audit("user:second-factor-changed")] == [user.id]


@pytest.mark.parametrize(("method", "path"), [("PATCH", ""), ("POST", "/link")])
def test_who_is_not_there_is_told(world: World, method: str, path: str) -> None:
    world.add(ADMIN, Role.ADMINISTRATOR)
    answer = world.logged_in(ADMIN).request(method, f"/api/v1/users/u0000000000000000{path}", json={})
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_a_key_sees_to_no_people_who_may_do_more_than_it(world: World) -> None:
    admin = world.add(ADMIN, Role.ADMINISTRATOR)
    solicitor = world.add(role=Role.SOLICITOR)
    reading = (Scope.CASES_READ, Scope.DOCUMENTS_READ, Scope.CHRONOLOGY_READ, Scope.POLICIES_READ)
    _, plain = world.key(Scope.USERS_WRITE, *reading)
    client = world.client()
    client.headers.update(bearer(plain))
    new = {"email": "new@council.example", "role": "administrator"}
    assert client.post("/api/v1/users", json=new).status_code == 403
    assert client.post("/api/v1/users", json=new | {"role": "solicitor"}).status_code == 201
    for target, status in ((admin.id, 403), (solicitor.id, 201)):
        assert client.post(f"/api/v1/users/{target}/link", json={}).status_code == status
    assert client.patch(f"/api/v1/users/{admin.id}", json={"name": "x"}).status_code == 403
    assert client.patch(f"/api/v1/users/{solicitor.id}", json={"role": "administrator"}).status_code == 403
    assert client.patch(f"/api/v1/users/{solicitor.id}", json={"name": "x"}).status_code == 200
