"""Webhooks over HTTP: to allowed hosts only, the secret shown once, each for its owner alone."""

import base64
from datetime import timedelta

import pytest
from route_house import House

from caseclock.api.auth.principals import Scope
from caseclock.api.jobs.delivering import secret_purpose
from caseclock.api.routes.webhooks import MOST
from caseclock.api.store import tables
from caseclock.api.store.tables import now

URL = "https://hooks.council.example/caseclock"
PATH = "/api/v1/webhooks"


@pytest.fixture
def caller(house: House):
    return house.caller(Scope.WEBHOOKS_WRITE, Scope.CASES_READ)


def add(caller, expect=201, url=URL, events=("threshold.met",)):
    return caller("POST", PATH, expect, json={"url": url, "events": list(events)}).json()


def deliveries(house, hook, case, count):
    begun = now()
    with house.service.database.transaction() as session:
        for at in range(count):
            session.add(
                tables.Delivery(
                    id=f"m{hook}{at}", webhook_id=hook, case_id=case, event="threshold.met", body={"secret": "words"},
                    attempts=1, status=500, error="it failed", created_at=begun + timedelta(seconds=at // 2),
                )
            )  # fmt: skip


def test_a_webhook_is_made_listed_and_removed(house, caller):
    made = add(caller, events=["threshold.met", "deadline.near", "threshold.met"])
    assert made["secret"].startswith("whsec_")
    assert made["events"] == ["threshold.met", "deadline.near"]
    shown = {name: value for name, value in made.items() if name != "secret"}
    assert caller("GET", PATH, 200).json() == {"webhooks": [shown]}
    assert caller("GET", f"{PATH}/{made['id']}", 200).json() == shown
    caller("DELETE", f"{PATH}/{made['id']}", 204)
    caller("DELETE", f"{PATH}/{made['id']}", 404)
    assert caller("GET", PATH, 200).json() == {"webhooks": []}
    audited = house.rows("select action, object from audit where actor = :who order by number", who=caller.id)
    assert audited[:2] == [("webhook:added", made["id"]), ("webhook:removed", made["id"])]


def test_the_secret_is_kept_sealed_for_this_webhook_only(house, caller):
    made = add(caller)
    ((sealed,),) = house.rows("select secret from webhooks where id = :id", id=made["id"])
    assert made["secret"].encode() not in bytes(sealed)
    assert house.service.sealer.open(bytes(sealed), secret_purpose(made["id"])).decode() == made["secret"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://elsewhere.example/", "not an allowed receiver"),
        ("http://hooks.council.example/", "not encrypted"),
        ("https://someone@hooks.council.example/", "leave it out"),
        ("https://hooks.council.example:8443/", "Port 8443"),
        ("https://127.0.0.1/", "127.0.0.1"),
        ("file:///etc/passwd", "https://"),
        ("https://hooks.council.example/\r\nx", "does not print"),
        ("//", "https://"),
    ],
)
def test_an_address_that_is_not_allowed_is_refused_in_words(caller, url, told):
    answer = add(caller, 422, url=url)
    assert answer["fields"][0]["field"] == "url"
    assert told in answer["detail"]


@pytest.mark.parametrize("given", [{"url": URL, "events": []}, {"url": URL, "events": ["nothing"]}, {"url": URL}, {}])
def test_what_cannot_be_used_is_refused(caller, given):
    caller("POST", PATH, 422, json=given)


def test_another_s_webhook_is_not_there(house, caller):
    made = add(caller)
    other = house.caller(Scope.WEBHOOKS_WRITE)
    assert other("GET", PATH, 200).json() == {"webhooks": []}
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/deliveries")):
        other(method, f"{PATH}/{made['id']}{path}", 404)
    refused = house.rows(
        "select object, detail from audit where actor = :who and action = 'access:refused'", who=other.id
    )
    assert [about for about, _ in refused] == [made["id"]] * 3
    house.caller(Scope.CASES_READ)("GET", PATH, 403)


def test_so_many_and_no_more(house, caller):
    for _ in range(MOST):
        add(caller)
    assert add(caller, 409)["code"] == "conflict"
    add(house.caller(Scope.WEBHOOKS_WRITE))


def test_deliveries_come_in_pages_the_newest_first_without_what_they_said(house, caller):
    hook, case = add(caller)["id"], house.case(caller)
    deliveries(house, hook, case, 5)
    whole = caller("GET", f"{PATH}/{hook}/deliveries", 200).json()
    assert [one["id"] for one in whole["deliveries"]] == [f"m{hook}{at}" for at in (4, 3, 2, 1, 0)]
    assert "words" not in str(whole)
    paged, cursor = [], None
    for _ in range(5):
        params = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = caller("GET", f"{PATH}/{hook}/deliveries", 200, params=params).json()
        paged += page["deliveries"]
        cursor = page["next"]
        if cursor is None:
            break
    assert paged == whole["deliveries"]


def test_deliveries_of_a_case_that_one_is_no_member_of_any_more_are_not_shown(house, caller):
    hook, case = add(caller)["id"], house.case(caller)
    deliveries(house, hook, case, 1)
    with house.service.database.transaction() as session:
        session.delete(session.get(tables.Member, (case, caller.id)))
    assert caller("GET", f"{PATH}/{hook}/deliveries", 200).json() == {"deliveries": [], "next": None}


@pytest.mark.parametrize("place", ['["x","y"]', '["2026-01-01","y"]', "[1,2]", '["2026-01-01T00:00:00+00:00"]'])
def test_a_cursor_that_the_service_did_not_give_is_refused(caller, place):
    hook = add(caller)["id"]
    cursor = base64.urlsafe_b64encode(place.encode()).decode()
    caller("GET", f"{PATH}/{hook}/deliveries", 422, params={"cursor": cursor})
