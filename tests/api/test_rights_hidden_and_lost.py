"""Whoever is shown no names, and whoever may no more what they might: at once, whatever they were answered before."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from tests.api.rights_house import NAME, REFERENCE, SCOPES, Actor, House, settled

_PAPERS = (
    "documents", "documents/{document}", "documents/{document}/content", "documents/{document}/text",
    "documents/{document}/pages/1.png", "decisions", "decisions/{decision}", "export.zip",
)  # fmt: skip
_CLOSED = ("third_parties", "initials", "masked")


@pytest.fixture(params=_CLOSED)
def shown_less(house: House, request: pytest.FixtureRequest) -> Actor:
    """Somebody to whom people are not named in the keeper's case."""
    actor = house.key(f"shown {request.param}", *SCOPES)
    house.admit(actor.id, house.shared["case"], request.param)
    return actor


@pytest.mark.parametrize("path", _PAPERS)
def test_whoever_is_shown_no_names_sees_no_papers(house: House, shown_less: Actor, path: str) -> None:
    since = datetime.now(UTC)
    answer = shown_less.client.get(f"/cases/{house.shared['case']}/{path.format(**house.shared)}")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert [(who, why) for who, why, _ in house.refusals(since)] == [(shown_less.id, "names-hidden")]


@pytest.mark.parametrize("asked", ["full", "third_parties", "initials", "masked"])
def test_whoever_is_shown_no_names_has_them_hidden_whatever_they_ask(
    house: House, shown_less: Actor, asked: str
) -> None:
    url = f"/cases/{house.shared['case']}/chronology"
    assert NAME in house.keeper.get(url).text
    answer = shown_less.client.get(url, params={"names": asked})
    assert answer.status_code == 200
    assert NAME not in answer.text
    granted = shown_less.name.removeprefix("shown ")
    strictest = max(granted, asked, key=("full", "third_parties", "initials", "masked").index)
    if {granted, asked} == {"third_parties", "initials"}:  # each shows something that the other hides
        strictest = "masked"
    assert answer.content == house.keeper.get(url, params={"names": strictest}).content


def test_whoever_is_shown_no_names_finds_no_words_of_papers(house: House, shown_less: Actor) -> None:
    def found(client: httpx.Client, path: str, **asked: str) -> bool:
        return house.shared["case"] in client.get(path, params={**asked, "limit": "200"}).text

    for path, name in (("/search", "q"), ("/cases", "query")):
        assert found(house.keeper, path, **{name: NAME})
        assert not found(shown_less.client, path, **{name: NAME})
    assert found(shown_less.client, "/cases", query=REFERENCE)


def test_whoever_is_shown_no_names_shows_none_to_others(house: House, shown_less: Actor) -> None:
    narrow = house.key(f"caseworker {shown_less.name}", "cases:read", "cases:write")
    names = shown_less.name.removeprefix("shown ")
    house.admit(narrow.id, house.shared["case"], names)
    url, since = f"/cases/{house.shared['case']}/members/{house.people['visitor'].id}", datetime.now(UTC)
    assert narrow.client.put(url, json={"names": "full"}).status_code == 403
    assert narrow.client.put(url, json={"names": names}).status_code == 200
    assert [(who, why) for who, why, _ in house.refusals(since)] == [(narrow.id, "names-hidden")]


# ---------------------------------------------------------------- rights that are taken away

Take = Callable[[House, Actor, str], httpx.Response]
_TAKEN: dict[str, tuple[Take, int, str]] = {
    "no member": (lambda house, actor, case: _left(house, actor, case), 404, "not-found"),
    "revoked": (lambda house, actor, _: house.keeper.delete(f"/keys/{actor.id}"), 401, "key-revoked"),
    "erased": (lambda house, _, case: _erased(house, case), 404, "not-found"),
}


def _left(house: House, actor: Actor, case: str) -> httpx.Response:
    return house.keeper.delete(f"/cases/{case}/members/{actor.id}")


def _erased(house: House, case: str) -> httpx.Response:
    return house.keeper.post(f"/cases/{case}/erase", json={"confirm": REFERENCE})


@pytest.mark.parametrize("taken", _TAKEN)
def test_what_was_answered_often_is_refused_at_once_when_the_right_is_taken_away(house: House, taken: str) -> None:
    take, status, code = _TAKEN[taken]
    actor = house.key(f"was {taken}", *SCOPES)
    case = house.fresh(actor, with_paper=False)["case"]
    urls = [f"/cases/{case}/chronology", f"/cases/{case}/chronology?format=xlsx", f"/cases/{case}/deadlines.ics"]
    assert [settled(actor.client, url).status_code for url in urls * 3] == [200] * 9
    since = datetime.now(UTC)
    assert take(house, actor, case).is_success
    answers = [actor.client.get(url) for url in urls]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(status, code)] * 3
    assert house.refusals(since).total() == 3


def test_names_are_hidden_at_once_from_whoever_read_them_before(house: House) -> None:
    actor = house.key("was shown names", *SCOPES)
    case, url = house.shared["case"], f"/cases/{house.shared['case']}/chronology"
    house.admit(actor.id, case)
    assert all(NAME in settled(actor.client, url).text for _ in range(3))
    house.admit(actor.id, case, "masked")
    assert NAME not in settled(actor.client, url).text


def test_what_is_read_from_memory_is_audited_each_time(house: House) -> None:
    actor, since = house.key("reads often", *SCOPES), datetime.now(UTC)
    url = f"/cases/{house.own['case']}/chronology"
    assert [settled(actor.client, url).status_code for _ in range(5)] == [200] * 5
    asked = {"actor": actor.id, "since": since.isoformat()}
    actions = [row["action"] for row in house.keeper.get("/audit", params=asked).json()["rows"]]
    assert actions.count("chronology:read") == 5
