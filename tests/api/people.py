"""People who log in to a running service, and keys that are made over its API."""

from contextlib import closing
from dataclasses import dataclass

import httpx
from tests.api.running import RunningService

PASSWORD = "seven damp lanterns, one goat"
CSRF = "X-CSRF-Token"


@dataclass(frozen=True)
class Key:
    """An API key: its id, and what is sent."""

    id: str
    plain: str


@dataclass(frozen=True)
class Person:
    """Somebody who has a password."""

    id: str
    email: str

    def log_in(self, service: RunningService) -> httpx.Client:
        """A client with their cookie and the proof against forgery, as a browser has them."""
        client = httpx.Client(base_url=f"{service.url}/api/v1", timeout=120)
        answer = client.post("/log-in", json={"email": self.email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers[CSRF] = answer.json()["csrf"]
        return client


def typed_person(service: RunningService, email: str, role: str) -> Person:
    """Somebody whom the operator added at the command line, and who used the link."""
    link = service.command("user", "add", email, "--role", role).stdout.strip()
    set_password(service, link)
    person = Person("", email)
    with closing(person.log_in(service)) as client:
        return Person(str(client.get("/me").json()["user"]["id"]), email)


def added_person(service: RunningService, administrator: httpx.Client, email: str, role: str) -> Person:
    """Somebody whom an administrator added, and who used the link."""
    answer = administrator.post("/users", json={"email": email, "role": role})
    assert answer.status_code == 201, answer.text
    set_password(service, answer.json()["link"])
    return Person(str(answer.json()["user"]["id"]), email)


def set_password(service: RunningService, link: str) -> None:
    """Uses a one-time link up."""
    token = link.rsplit("/", 1)[-1]
    answer = httpx.post(f"{service.url}/api/v1/password", json={"token": token, "password": PASSWORD}, timeout=120)
    assert answer.status_code == 204, answer.text


def added_key(maker: httpx.Client, *scopes: str) -> Key:
    """A key with these scopes, made over the API."""
    answer = maker.post("/keys", json={"name": " ".join(scopes)[:200], "scopes": list(scopes)})
    assert answer.status_code == 201, answer.text
    return Key(str(answer.json()["id"]), str(answer.json()["key"]))
