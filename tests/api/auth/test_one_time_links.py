"""The links with which people set their password."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.api.auth.world import COOKIE, EMAIL, HOME, PASSWORD, World

from caseclock.api.auth import sessions, users
from caseclock.api.problems import Problem
from caseclock.api.store.audit import OPERATOR
from caseclock.api.store.tables import OneTimeLink, Role, now

NEW = "eleven quiet spoons at noon"


def use(world: World, token: str, password: str = NEW) -> tuple[int, str]:
    """Status and code of the answer."""
    answer = world.client().post("/api/v1/password", json={"token": token, "password": password})
    return answer.status_code, answer.json()["code"] if answer.content else ""


def first_link(world: World, email: str = EMAIL) -> str:
    """The token of somebody who has just been added."""
    with world.service.database.transaction() as session:
        return users.add_user(session, email, "", Role.CASEWORKER, OPERATOR)[1]


def test_a_link_sets_a_password_once(world: World) -> None:
    token = first_link(world)
    assert use(world, token) == (204, "")
    assert use(world, token, PASSWORD) == (404, "link-not-good")
    asked = {"email": EMAIL, "password": NEW}
    assert world.client().post("/api/v1/log-in", json=asked).status_code == 200
    user = world.user()
    assert [(row["actor"], row["object"]) for row in world.audit("user:password-set")] == [(user.id, user.id)]
    assert [(row["actor"], row["object"]) for row in world.audit("user:link-made")] == [(OPERATOR, user.id)]


def test_used_twice_at_the_same_moment_it_sets_one_password(world: World) -> None:
    token = first_link(world)
    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(lambda number: use(world, token, f"{NEW} {number}")[0], range(4)))
    assert statuses == [204, 404, 404, 404]


def test_a_link_is_good_for_72_hours(world: World) -> None:
    token = first_link(world)
    with world.service.database.transaction() as session:
        left = session.query(OneTimeLink).one().expires_at - now()
    assert timedelta(hours=71) < left <= timedelta(hours=72)
    world.set(OneTimeLink, expires_at=now() - timedelta(seconds=1))
    assert use(world, token) == (404, "link-not-good")


def test_a_password_that_is_refused_does_not_use_the_link_up(world: World) -> None:
    token = first_link(world)
    assert use(world, token, "too short") == (422, "invalid")
    assert use(world, token, "alex.field12345") == (422, "invalid")
    assert use(world, token) == (204, "")


def test_only_the_newest_link_is_good(world: World) -> None:
    old = first_link(world)
    new = world.link()
    assert use(world, old) == (404, "link-not-good")
    assert use(world, new) == (204, "")


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 200])
def test_what_is_no_link_is_refused(world: World, token: str) -> None:
    assert use(world, token) == (404, "link-not-good")


def test_a_reset_ends_what_the_old_password_opened(world: World) -> None:
    world.add()
    client = world.logged_in()
    world.link()
    assert client.get("/api/v1/thing").json()["code"] == "session-ended"
    asked = {"email": EMAIL, "password": PASSWORD}
    assert world.client().post("/api/v1/log-in", json=asked).json()["code"] == "log-in-failed"


def test_setting_a_password_logs_out_everywhere(world: World) -> None:
    world.add()
    token = world.link()
    with world.service.database.transaction() as session:
        user = users.by_email(session, EMAIL)
        cookie, _ = sessions.begin(session, world.service.settings, user)
    headers = {"Cookie": f"{COOKIE}={cookie}"}
    assert world.client().get("/api/v1/thing", headers=headers).status_code == 200
    assert use(world, token) == (204, "")
    assert world.client().get("/api/v1/thing", headers=headers).json()["code"] == "session-ended"


def test_a_disabled_persons_link_is_no_good_and_they_get_none(world: World) -> None:
    token = first_link(world)
    with world.service.database.transaction() as session:
        users.change_user(session, users.by_email(session, EMAIL).id, OPERATOR, disabled=True)
    assert use(world, token) == (404, "link-not-good")
    with world.service.database.transaction() as session, pytest.raises(Problem, match="enable them first"):
        users.reset_user(session, users.by_email(session, EMAIL).id, OPERATOR)


def test_the_address_is_that_of_the_service_and_only_a_hash_is_kept(world: World) -> None:
    token = first_link(world)
    assert users.link(world.service.settings, token) == f"{HOME}/start/{token}"
    assert token not in world.everything_kept()
