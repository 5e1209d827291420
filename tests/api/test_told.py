"""What every answer carries, and what is told to nobody: not in the log, not in figures, not where something failed."""

import asyncio
from itertools import chain
from typing import Any, cast

import httpx
import pytest
from tests.api.people import PASSWORD, added_person
from tests.api.running import RunningService, new_case, upload, wait_for

from caseclock.api.app import make_app
from caseclock.api.service import Service
from caseclock.api.settings import Settings

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
KEPT_BY_NOBODY, ASKED_AGAIN, AN_HOUR = "no-store", "private, no-cache", "public, max-age=3600"
_PAPER = ("note.txt", b"On 3 March 2026 he shouted at her in the hallway.")
_FORM = {"Content-Type": "multipart/form-data"}

ANSWERS: list[tuple[int, str, str, dict[str, Any], str]] = [
    (200, "GET", "/api/v1/cases/{case}", {}, KEPT_BY_NOBODY),
    (200, "GET", "/api/v1/cases/{case}/chronology", {}, ASKED_AGAIN),
    (200, "GET", "/api/v1/cases/{case}/chronology?format=docx", {}, ASKED_AGAIN),
    (200, "GET", "/api/v1/cases/{case}/documents/{document}/content", {}, KEPT_BY_NOBODY),
    (200, "GET", "/api/v1/cases/{case}/documents/{document}/text", {}, KEPT_BY_NOBODY),
    (200, "GET", "/api/v1/cases/{case}/export.zip", {}, KEPT_BY_NOBODY),
    (200, "GET", "/api/v1/jobs/{job}/events", {}, KEPT_BY_NOBODY),
    (201, "POST", "/api/v1/cases", {"json": {"reference": "x"}}, KEPT_BY_NOBODY),
    (204, "DELETE", "/api/v1/cases/{case}/documents/{document}", {}, KEPT_BY_NOBODY),
    (303, "GET", "/", {}, KEPT_BY_NOBODY),
    (304, "GET", "/api/v1/policies", {"headers": {"If-None-Match": "*"}}, KEPT_BY_NOBODY),
    (200, "GET", "/log-in", {}, KEPT_BY_NOBODY),
    (404, "GET", "/start/of-no-link", {}, KEPT_BY_NOBODY),
    (200, "GET", "/style.css", {}, AN_HOUR),
    (200, "GET", "/api/v1/docs", {}, KEPT_BY_NOBODY),
    (200, "GET", "/api/v1/openapi.json", {}, KEPT_BY_NOBODY),
    (200, "GET", "/healthz", {}, KEPT_BY_NOBODY),
    (200, "GET", "/metrics", {}, KEPT_BY_NOBODY),
    (400, "POST", "/api/v1/cases/{case}/documents", {"content": b"--", "headers": _FORM}, KEPT_BY_NOBODY),
    (401, "GET", "/api/v1/cases", {"headers": {"Authorization": "Bearer none"}}, KEPT_BY_NOBODY),
    (404, "GET", "/api/v1/cases/none", {}, KEPT_BY_NOBODY),
    (404, "GET", "/no/such/page", {}, KEPT_BY_NOBODY),
    (405, "DELETE", "/api/v1/cases", {}, KEPT_BY_NOBODY),
    (413, "POST", "/api/v1/cases", {"content": b" " * 3_000_000}, KEPT_BY_NOBODY),
    (422, "POST", "/api/v1/cases", {"json": {}}, KEPT_BY_NOBODY),
    (422, "POST", "/api/v1/cases", {"content": b"{", "headers": {"Content-Type": "application/json"}}, KEPT_BY_NOBODY),
]


@pytest.fixture(scope="module")
def things(service: RunningService, key: str) -> dict[str, str]:
    """A case with a paper that is read, and its job."""
    with service.client(key) as client:
        case = new_case(client)
        sent = upload(client, case, [_PAPER]).json()
        wait_for(client, sent["job"]["id"])
    return {"case": case, "document": sent["documents"][0]["id"], "job": sent["job"]["id"]}


@pytest.mark.parametrize(("status", "method", "path", "sent", "cache"), ANSWERS)
def test_every_answer_carries_the_headers_that_protect(
    service: RunningService,
    client: httpx.Client,
    things: dict[str, str],
    status: int,
    method: str,
    path: str,
    sent: dict[str, Any],
    cache: str,
) -> None:
    if method == "DELETE" and "{document}" in path:
        things = {**things, "case": new_case(client)}
        things["document"] = upload(client, things["case"], [_PAPER]).json()["documents"][0]["id"]
    answer = client.request(method, service.url + path.format(**things), **sent)
    while answer.status_code == 202:  # it is being made
        answer = client.request(method, service.url + path.format(**things), **sent)
    assert answer.status_code == status, answer.text
    _check_headers(answer, cache)


def _check_headers(answer: httpx.Response, cache: str) -> None:
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    said = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert {name: said.get(name) for name in POLICY} == POLICY
    assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert answer.headers["cache-control"] == cache
    assert "server" not in answer.headers
    if answer.is_error and "html" not in answer.headers["content-type"]:
        assert answer.headers["content-type"] == "application/problem+json"
        assert set(answer.json()) <= {"type", "title", "status", "code", "detail", "fields"}


def test_what_nobody_foresaw_is_a_problem_that_tells_nothing_of_the_inside() -> None:
    app = make_app(cast(Service, _Described(Settings(public_url="https://caseclock.council.example"))))

    @app.get("/fails")
    def fail() -> None:
        raise RuntimeError("hunter2 in /home/somebody/case.pdf")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="https://caseclock.council.example") as client:
            return await client.get("/fails")

    answer = asyncio.run(ask())
    assert (answer.status_code, answer.json()["code"]) == (500, "failed")
    assert "hunter2" not in answer.text
    _check_headers(answer, KEPT_BY_NOBODY)
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


class _Described:
    """A service of which only the settings are there."""

    quick = None

    def __init__(self, settings: Settings) -> None:
        self.settings = settings


# ---------------------------------------------------------------- the log, and figures

_EMAIL = "quillfeather@council.example"
_SECRETS = {
    "an email address": _EMAIL,
    "its first part": "quillfeather",
    "a password": PASSWORD,
    "a wrong password": "nine brass herons, one kettle",
    "the reference of a case": "Zanzibar 0147",
    "the name of a paper": "marmalade-statement",
    "a word of a paper": "Thistlewick",
    "a word that is searched for": "Vexington",
    "a name of a person": "Peregrine",
}


def test_nothing_of_anybody_is_in_the_log_or_in_figures(service: RunningService, key: str) -> None:
    with service.client(key) as client:
        found = _do_everything_with_secrets(service, client)
    secrets = {**_SECRETS, **found, "a key": key, "the secret of a key": key.rpartition("_")[2]}
    figures = httpx.get(f"{service.url}/metrics").text
    assert 'route="/api/v1/cases/{case}/chronology"' in figures
    # Of what the service keeps, the logs of the database alone are meant to be read by people.
    logs = list(chain([service.log], service.data.rglob("*.log"), service.data.rglob("*.old")))
    assert any(path.parent != service.log.parent for path in logs)
    said = {path.name: path.read_text(errors="replace") for path in logs} | {"metrics": figures}
    told = [(name, place) for name, secret in secrets.items() for place, text in said.items() if secret in text]
    assert told == []


def _do_everything_with_secrets(service: RunningService, client: httpx.Client) -> dict[str, str]:
    """Sends them in every way that can go well or wrong; gives the tokens that came of it."""
    person = added_person(service, client, _EMAIL, "caseworker")
    client.patch(f"/users/{person.id}", json={"name": _SECRETS["a name of a person"]})
    again = client.post("/users", json={"email": _EMAIL, "role": "solicitor"})
    assert again.status_code == 409
    browser = person.log_in(service)
    wrong = {"email": _EMAIL, "password": _SECRETS["a wrong password"]}
    assert httpx.post(f"{service.url}/api/v1/log-in", json=wrong).status_code == 401
    assert httpx.post(f"{service.url}/api/v1/password", json={"token": "x", **wrong}).status_code == 422
    case = new_case(client, _SECRETS["the reference of a case"])
    word, name = _SECRETS["a word of a paper"].encode(), _SECRETS["the name of a paper"]
    papers = [(f"{name}.txt", b"On 3 March 2026 Mr " + word + b" shouted."), (f"{name}.pdf", b"%PDF-1.7 " + word)]
    wait_for(client, upload(client, case, papers).json()["job"]["id"])
    for form in ("json", "docx", "pdf", "xlsx"):
        client.get(f"/cases/{case}/chronology", params={"format": form, "agency": _SECRETS["a word of a paper"]})
    for path in ("/search", "/cases", "/no-such-route"):
        asked = _SECRETS["a word that is searched for"]
        client.get(path, params={"q": asked, "query": asked, "cursor": asked})
    client.get(f"/cases/{_SECRETS['the name of a paper']}")
    client.post("/cases", json={"reference": _SECRETS["the reference of a case"], "policies": [_EMAIL]})
    hook = client.post("/webhooks", json={"url": "https://hooks.council.example/x", "events": ["chronology.updated"]})
    link = client.post(f"/users/{person.id}/link", json={}).json()["link"]
    httpx.get(link)
    return {
        "the token of a log-in": dict(browser.cookies)["caseclock"],
        "the proof of a log-in": browser.headers["X-CSRF-Token"],
        "the secret of a webhook": hook.json()["secret"],
        "the token of a link": link.rpartition("/")[2],
    }
