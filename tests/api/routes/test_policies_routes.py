"""Policies over HTTP: those shipped can be read, an organisation's own are checked, kept, and stand first."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from route_house import House

from caseclock.api.auth.principals import Scope
from caseclock.extractor.policies.loader import load_policies, read_own_policy

OWN = """id = "{id}"
title = "Ashby review policy"
body = "Ashby Council"
source = "https://ashby.example/policy"
version = "2"
effective_from = 2026-01-01

[[timescales]]
rule = "acknowledge"
section = "3.1"
starts = "application"
stops = "application_acknowledged"
limit = {{ n = 3, unit = "working_days" }}
"""
KIND = {"Content-Type": "application/toml"}


@pytest.fixture
def caller(house: House):
    return house.caller()


def put(caller, id, toml, expect=200, kind="application/toml"):
    answer = caller("PUT", f"/api/v1/policies/{id}", expect, content=toml, headers={"Content-Type": kind})
    return answer.json()


def test_the_shipped_ones_are_listed_in_pages(caller):
    listed, cursor = [], None
    while True:
        page = caller(
            "GET", "/api/v1/policies", 200, params={"limit": 20, **({"cursor": cursor} if cursor else {})}
        ).json()
        listed += page["policies"]
        cursor = page["next"]
        if cursor is None:
            break
    shipped = {one["id"] for one in listed if one["origin"] == "shipped"}
    assert shipped == set(load_policies())
    assert [one["id"] for one in listed] == sorted(one["id"] for one in listed)


def test_one_is_given_whole_and_as_text(caller):
    whole = caller("GET", "/api/v1/policies/statutory", 200).json()
    assert whole["policy"] == load_policies()["statutory"].model_dump(mode="json")
    assert (whole["origin"], whole["kept_as"]) == ("shipped", None)
    text = caller("GET", "/api/v1/policies/statutory", 200, params={"format": "toml"})
    assert text.headers["content-type"].startswith("application/toml")
    assert read_own_policy(text.text) == load_policies()["statutory"]


def test_an_own_one_is_kept_by_version_and_the_same_text_changes_nothing(house, caller):
    first = put(caller, "ashby", OWN.format(id="ashby"))
    assert (first["kept_as"], first["origin"], first["put_by"]) == (1, "own", caller.id)
    assert put(caller, "ashby", OWN.format(id="ashby")) == first
    changed = OWN.format(id="ashby").replace("n = 3", "n = 5")
    assert put(caller, "ashby", changed, kind="text/plain; charset=utf-8")["kept_as"] == 2
    assert caller("GET", "/api/v1/policies/ashby", 200, params={"format": "toml"}).text == changed
    kept = house.rows("select version, toml from policies where id = 'ashby' order by version")
    assert kept == [(1, OWN.format(id="ashby")), (2, changed)]
    audited = house.rows("select action, object from audit where actor = :who and action = 'policy:put'", who=caller.id)
    assert audited == [("policy:put", "ashby")] * 2


def test_versions_that_are_put_at_once_come_one_after_the_other(caller):
    texts = [OWN.format(id="ashby-race").replace("n = 3", f"n = {at}") for at in range(1, 7)]
    with ThreadPoolExecutor(6) as pool:
        kept = list(pool.map(lambda toml: put(caller, "ashby-race", toml)["kept_as"], texts))
    assert sorted(kept) == [1, 2, 3, 4, 5, 6]


def test_every_case_is_assessed_anew_once(house, caller):
    opened, closed = house.case(caller), house.case(caller)
    caller("DELETE", f"/api/v1/cases/{closed}", 204)
    before = dict(house.rows("select id, revision from cases"))
    put(caller, "ashby-anew", OWN.format(id="ashby-anew"))
    put(caller, "ashby-anew", OWN.format(id="ashby-anew"))
    after = dict(house.rows("select id, revision from cases"))
    assert (after[opened] - before[opened], after[closed] - before[closed]) == (1, 1)


def test_an_own_one_stands_in_the_place_of_a_shipped_one(caller):
    put(caller, "eden", OWN.format(id="eden"))
    listed = caller("GET", "/api/v1/policies", 200, params={"limit": 200}).json()["policies"]
    (eden,) = [one for one in listed if one["id"] == "eden"]
    assert (eden["origin"], eden["body"]) == ("own", "Ashby Council")


@pytest.mark.parametrize(
    "path", ["/api/v1/policies", "/api/v1/policies/statutory", "/api/v1/policies/statutory?format=toml"]
)
def test_who_has_it_already_is_told_so_until_it_changes(caller, path):
    tag = caller("GET", path, 200).headers["ETag"]
    same = caller("GET", path, 304, headers={"If-None-Match": f'"x", W/{tag}'})
    assert (same.content, same.headers["ETag"]) == (b"", tag)
    caller("GET", path, 200, headers={"If-None-Match": '"x"'})


def test_the_list_has_another_tag_when_a_policy_is_put(caller):
    tag = caller("GET", "/api/v1/policies", 200).headers["ETag"]
    put(caller, "ashby-tag", OWN.format(id="ashby-tag"))
    caller("GET", "/api/v1/policies", 200, headers={"If-None-Match": tag})


@pytest.mark.parametrize(
    ("toml", "field"),
    [
        ("", "id"),
        ("nonsense", "policy"),
        (OWN.format(id="another"), "id"),
        (OWN.format(id="x").replace("n = 3", "n = 0"), "timescales.0.limit.n"),
        (OWN.format(id="x").replace("n = 3", "n = 99999"), "timescales.0.limit.n"),
        (OWN.format(id="x").replace("n = 3", "n = " + "9" * 5000), "policy"),
        (OWN.format(id="x").replace('"3.1"', '"\\u0000"'), "timescales.0.section"),
        (OWN.format(id="x").replace("version", "edition"), "edition"),
        (OWN.format(id="x") + "[a" + ".a" * 60_000 + "]", "policy"),
        (OWN.format(id="x").encode() + b"\xff", "policy"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_field(house, caller, toml, field):
    answer = put(caller, "x", toml, 422)
    assert answer["fields"][0]["field"] == field
    assert house.rows("select 1 from policies where id = 'x'") == []


@pytest.mark.parametrize("toml", ["a = " + "[" * 50_000, "a = " + "{a = " * 40_000])
def test_a_text_that_is_nested_without_end_is_refused(caller, toml):
    assert "nested too deeply" in put(caller, "x", toml, 422)["detail"]


def test_size_and_kind_are_limited(caller):
    assert put(caller, "x", "#" * (256 * 1024 + 1), 413)["code"] == "too-large"
    assert put(caller, "x", OWN.format(id="x"), 415, kind="application/json")["code"] == "not-toml"


def test_rights(house):
    reader = house.caller(Scope.POLICIES_READ)
    put(reader, "ashby", OWN.format(id="ashby"), 403)
    reader("GET", "/api/v1/policies/nowhere", 404)
    house.caller(Scope.CASES_READ)("GET", "/api/v1/policies", 403)
