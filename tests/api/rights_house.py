"""Who asks, and what for: everybody who may send a request, and the things of a case that they ask for."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import update
from tests.api.people import CSRF, PASSWORD, Key, Person, added_key, added_person, typed_person
from tests.api.running import RunningService, new_case, upload, wait_for
from tests.pdf_maker import Sheet

from caseclock.api.command_service import database_of
from caseclock.api.settings import read_settings
from caseclock.api.store import tables

SCOPES = (
    "cases:read", "cases:write", "documents:read", "documents:write", "chronology:read", "decisions:write",
    "policies:read", "policies:write", "webhooks:write", "audit:read", "users:write",
)  # fmt: skip
REFERENCE = "ASB/2026/0147"
HOOK = {"url": "https://hooks.council.example/caseclock", "events": ["threshold.met"]}
NAME = "Whitcombe"
_WORDS = f"On 3 March 2026 Mr Dale {NAME} shouted at Mrs Ann Pike in the hallway."
PAPER = ("note.txt", _WORDS.encode())
NOT_THERE = "0123456789abcdef"


def settled(client: httpx.Client, url: str, method: str = "GET", **asked: Any) -> httpx.Response:
    """The answer; asked for again while what it tells is being made."""
    answer = client.request(method, url, **asked)
    while answer.status_code == 202 and method == "GET":
        answer = client.request(method, url, **asked)
    return answer


def pdf_of(text: str) -> bytes:
    """A page with a line on it."""
    sheet = Sheet()
    sheet.line((60, text))
    return sheet.done()


@dataclass(frozen=True)
class Actor:
    """Somebody who sends requests. `id`: what the audit calls them; `refused`: why they are, if they always are."""

    name: str
    id: str
    client: httpx.Client
    person: Person | None = None
    refused: str = ""


@dataclass
class House:
    """A running service with cases in it. The keeper, a key that may do everything, owns what is not theirs."""

    service: RunningService
    keeper: httpx.Client
    stack: ExitStack
    actors: dict[str, Actor] = field(default_factory=dict)  # everybody
    keys: dict[str, Actor] = field(default_factory=dict)  # made for one test or another
    own: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)  # the keeper's, with some to whom people are not named
    people: dict[str, Person] = field(default_factory=dict)
    spares: dict[str, str] = field(default_factory=dict)
    policy: str = ""
    number: int = 0

    def next(self) -> int:
        """A number that was not used yet."""
        self.number += 1
        return self.number

    def add(self, name: str, id: str, client: httpx.Client, person: Person | None = None, refused: str = "") -> None:
        """One of everybody."""
        self.actors[name] = self.member(Actor(name, id, client, person, refused))

    def member(self, actor: Actor) -> Actor:
        """Makes the actor a member of the case that is everybody's own."""
        self.stack.callback(actor.client.close)
        if actor.id != "nobody":
            self.admit(actor.id, self.own["case"])
        return actor

    def admit(self, who: str, case: str, names: str = "full") -> None:
        """Makes somebody a member."""
        answer = self.keeper.put(f"/cases/{case}/members/{who}", json={"names": names})
        assert answer.status_code == 200, answer.text

    def key(self, name: str, *scopes: str) -> Actor:
        """The key with exactly these scopes."""
        if name not in self.keys:
            made = added_key(self.keeper, *scopes)
            self.keys[name] = self.member(Actor(name, made.id, self.service.client(made.plain)))
        return self.keys[name]

    def filled_case(self) -> dict[str, str]:
        """A case of the keeper's with a paper that is read, its job, and a decision."""
        case = new_case(self.keeper, REFERENCE)
        sent = upload(self.keeper, case, [("note.pdf", pdf_of(_WORDS))]).json()
        wait_for(self.keeper, sent["job"]["id"])
        decided = self.keeper.post(f"/cases/{case}/decisions", json={"kind": "same_person", "names": ["Ann", "Anne"]})
        hook = self.keeper.post("/webhooks", json=HOOK)
        assert (decided.status_code, hook.status_code) == (201, 201), (decided.text, hook.text)
        return {
            "case": case,
            "document": sent["documents"][0]["id"],
            "job": sent["job"]["id"],
            "decision": decided.json()["decision"]["id"],
            "webhook": hook.json()["id"],
        }

    def refusals(self, since: datetime) -> Counter[tuple[str, str, str]]:
        """What the audit has of refusals since then: who, why, and what was asked."""
        asked = {"since": since.isoformat(), "limit": "200"}
        page = self.keeper.get("/audit", params=asked).json()
        rows = page["rows"]
        while page["next"]:
            page = self.keeper.get("/audit", params={**asked, "cursor": page["next"]}).json()
            rows += page["rows"]
        refused = [row for row in rows if row["action"] == "access:refused"]
        told = [(row["actor"], row["detail"]) for row in refused]
        return Counter((who, one["reason"], f"{one['method']} {one['route']}") for who, one in told)

    def fresh(self, actor: Actor, with_paper: bool) -> dict[str, str]:
        """A case that a request may change or destroy, with the actor among its members."""
        case = new_case(self.keeper, REFERENCE)
        self.admit(actor.id, case)
        made = {**self.own, "case": case}
        if with_paper:
            made["document"] = upload(self.keeper, case, [PAPER]).json()["documents"][0]["id"]
        return made


@contextmanager
def housed(service: RunningService, key: str) -> Iterator[House]:
    """Everybody, and their cases, on a running service. `key` may do everything."""
    with ExitStack() as stack:
        house = House(service, stack.enter_context(service.client(key)), stack)
        house.own, house.theirs, house.shared = (house.filled_case() for _ in range(3))
        text = house.keeper.get("/policies/statutory", params={"format": "toml"}).text
        house.policy = re.sub(r'(?m)^id = "statutory"', 'id = "house-rules"', text)
        house.add("nobody", "nobody", httpx.Client(base_url=f"{service.url}/api/v1", timeout=120))
        _let_people_in(house)
        _let_keys_in(house)
        yield house


def _let_people_in(house: House) -> None:
    service = house.service
    first = typed_person(service, "administrator@council.example", "administrator")
    administrator = first.log_in(service)
    house.people["administrator"] = first
    for role in ("caseworker", "solicitor"):
        house.people[role] = added_person(service, administrator, f"{role}@council.example", role)
    for name, person in house.people.items():
        house.add(name, person.id, administrator if name == "administrator" else person.log_in(service), person)
    for name in ("visitor", "leaver"):
        house.people[name] = added_person(service, administrator, f"{name}@council.example", "administrator")
    leaver = house.people["leaver"]
    house.add("disabled person", leaver.id, leaver.log_in(service), refused="session-ended")
    assert administrator.patch(f"/users/{leaver.id}", json={"disabled": True}).status_code == 200
    house.add("replayed log-in", first.id, _copy_that_was_ended(service, first), refused="session-ended")
    spare = administrator.post("/users", json={"email": "spare@council.example", "role": "solicitor"})
    house.spares["user"] = str(spare.json()["user"]["id"])


def _let_keys_in(house: House) -> None:
    house.actors["key"] = house.key("key", *SCOPES)
    revoked, expired = added_key(house.keeper, *SCOPES), added_key(house.keeper, *SCOPES)
    house.add("revoked key", revoked.id, house.service.client(revoked.plain), refused="key-revoked")
    house.add("expired key", expired.id, house.service.client(expired.plain), refused="key-expired")
    assert house.keeper.delete(f"/keys/{revoked.id}").status_code == 204
    expire(house.service, expired)
    house.spares["key"] = added_key(house.keeper, *SCOPES).id


def _copy_that_was_ended(service: RunningService, person: Person) -> httpx.Client:
    """A client with everything that a log-in had, which its owner has ended since."""
    with closing(person.log_in(service)) as client:
        copy = httpx.Client(base_url=client.base_url, cookies=dict(client.cookies), timeout=120)
        copy.headers[CSRF] = client.headers[CSRF]
        assert client.post("/log-out").status_code == 204
    return copy


def expire(service: RunningService, key: Key) -> None:
    """Has the key end a moment ago: the shortest that can be asked for is a day."""
    with database_of(read_settings(data=service.data)) as (database, _), database.transaction() as session:
        ended = tables.now() - timedelta(seconds=1)
        session.execute(update(tables.Key).where(tables.Key.id == key.id).values(expires_at=ended))


Body = Callable[[House], dict[str, Any]]
BODIES: dict[str, Body] = {
    "POST /api/v1/cases": lambda _: {"json": {"reference": REFERENCE}},
    "PATCH /api/v1/cases/{case}": lambda _: {"json": {"keep_until": "2031-01-01"}},
    "PUT /api/v1/cases/{case}/members/{member}": lambda _: {"json": {"names": "masked"}},
    "POST /api/v1/cases/{case}/documents": lambda _: {"files": [("files", PAPER)]},
    "PATCH /api/v1/cases/{case}/documents/{document}": lambda _: {"json": {"kind": "letter"}},
    "POST /api/v1/cases/{case}/decisions": lambda _: {"json": {"kind": "same_person", "names": ["Ann", "Anne"]}},
    "POST /api/v1/cases/{case}/erase": lambda _: {"json": {"confirm": REFERENCE}},
    "PUT /api/v1/policies/{policy}": lambda house: {
        "content": house.policy,
        "headers": {"Content-Type": "application/toml"},
    },
    "POST /api/v1/webhooks": lambda _: {"json": HOOK},
    "GET /api/v1/search": lambda _: {"params": {"q": "hallway"}},
    "POST /api/v1/log-in": lambda house: {"json": {"email": house.people["visitor"].email, "password": PASSWORD}},
    "POST /api/v1/password": lambda _: {"json": {"token": "of-no-link", "password": PASSWORD}},
    "PUT /api/v1/me/second-factor": lambda _: {"json": {"pending": "of-nobody", "code": "000000"}},
    "DELETE /api/v1/me/second-factor": lambda _: {"json": {}},
    "POST /api/v1/users": lambda house: {
        "json": {"email": f"new{house.next()}@council.example", "role": "solicitor"}
    },
    "PATCH /api/v1/users/{user}": lambda _: {"json": {"name": "Spare"}},
    "POST /api/v1/users/{user}/link": lambda _: {"json": {}},
    "POST /api/v1/keys": lambda _: {"json": {"name": "new", "scopes": ["users:write"]}},
}  # fmt: skip
