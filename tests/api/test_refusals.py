"""What the service refuses before it looks at what is asked: forged proofs, too much, too often, a taken folder."""

import json
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tests.api.outbound.outbound_receivers import Receiver, receiving, status
from tests.api.people import CSRF, PASSWORD, Person, added_key, added_person
from tests.api.rights_house import PAPER
from tests.api.running import RunningService, new_case, upload, wait_for

from caseclock.api.outbound.signatures import Forged, new_secret, verify

MOST_REQUESTS = 300
MOST_BODY, MOST_UPLOAD = 64 * 1024, 1024 * 1024
STRICT = {
    "workers": 1,
    "requests_per_minute": MOST_REQUESTS,
    "log_ins_per_minute": 3,
    "body_bytes": MOST_BODY,
    "upload_bytes": MOST_UPLOAD,
    "webhook_private": True,
}


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    """Somebody else's server, to which messages are sent."""
    with receiving(status(200)) as made:
        yield made


@pytest.fixture(scope="module")
def strict(receiver: Receiver) -> Iterator[RunningService]:
    """A service with low limits, which may send to the receiver."""
    settings = {**STRICT, "webhook_hosts": f"127.0.0.1:{receiver.port}"}
    with (
        tempfile.TemporaryDirectory(prefix="caseclock-") as folder,
        RunningService(Path(folder, "data"), settings) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def strict_key(strict: RunningService) -> str:
    return strict.key()


@pytest.fixture(scope="module")
def person(service: RunningService, key: str) -> Person:
    with service.client(key) as client:
        return added_person(service, client, "forged@council.example", "caseworker")


# ---------------------------------------------------------------- forged proofs


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({CSRF: ""}, 403),
        ({CSRF: "of-another-log-in"}, 403),
        ({CSRF: "é"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_a_change_with_a_cookie_must_come_from_the_service_itself(
    service: RunningService, person: Person, client: httpx.Client, headers: dict[str, str], expected: int
) -> None:
    with closing(person.log_in(service)) as browser:
        sent = {name.encode(): text.encode() for name, text in headers.items()}
        answer = browser.post("/cases", json={"reference": "Forged"}, headers=sent)
        assert answer.status_code == expected
        assert browser.get("/cases").status_code == 200
    if expected == 403:
        assert answer.json()["code"] == "csrf"
        assert _refusals(client, person.id)[-1] == "csrf"


def test_the_proof_of_another_log_in_is_none(service: RunningService, person: Person) -> None:
    with closing(person.log_in(service)) as one, closing(person.log_in(service)) as other:
        assert one.post("/cases", json={"reference": "x"}, headers={CSRF: other.headers[CSRF]}).status_code == 403


def test_a_log_in_from_another_site_is_refused(service: RunningService, person: Person) -> None:
    given = {"email": person.email, "password": PASSWORD}
    url = f"{service.url}/api/v1/log-in"
    answer = httpx.post(url, json=given, headers={"Origin": "https://elsewhere.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert "set-cookie" not in answer.headers


def test_only_a_whole_key_is_a_key(service: RunningService, key: str, person: Person) -> None:
    with closing(person.log_in(service)) as browser:
        token = dict(browser.cookies)["caseclock"]
    forged = {
        "another secret": f"Bearer {key[:-4]}AAAA",
        "no secret": f"Bearer {key.rpartition('_')[0]}_",
        "another id": f"Bearer cck_k0123456789abcdef_{key.rpartition('_')[2]}",
        "its id": f"Bearer {key.split('_')[1]}",
        "more": f"Bearer {key}A",
        "another scheme": f"Basic {key}",
        "no scheme": key,
        "nothing": "Bearer",
        "a log-in's token": f"Bearer {token}",
    }
    me = f"{service.url}/api/v1/me"
    answers = {name: httpx.get(me, headers={"Authorization": one}) for name, one in forged.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(forged, 401)
    assert all(answer.headers["www-authenticate"] == "Bearer" for answer in answers.values())
    assert httpx.get(me, headers={"Cookie": f"caseclock={key}"}).status_code == 401


def _refusals(client: httpx.Client, actor: str) -> list[str]:
    rows = client.get("/audit", params={"actor": actor, "limit": 200}).json()["rows"]
    return [row["detail"]["reason"] for row in rows if row["action"] == "access:refused"]


# ---------------------------------------------------------------- too much


@pytest.mark.parametrize(
    ("kind", "most"), [("application/json", MOST_BODY), ("multipart/form-data; boundary=x", MOST_UPLOAD)]
)
@pytest.mark.parametrize("said", [True, False], ids=["its length is said", "its length is not said"])
def test_what_is_too_large_is_refused_before_it_has_come(
    strict: RunningService, strict_key: str, kind: str, most: int, said: bool
) -> None:
    with strict.client(strict_key) as client:
        path = "/api/v1/cases"
        if kind.startswith("multipart"):
            path += f"/{new_case(client)}/documents"
    length = f"Content-Length: {most * 1000}" if said else "Transfer-Encoding: chunked"
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: here",
        f"Authorization: Bearer {strict_key}",
        f"Content-Type: {kind}",
        length,
    ]
    address = urlsplit(strict.url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        if not said:
            first = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
            _send_chunks(connection, [first, *[b" " * 16_384] * (most // 16_384 + 1)])
        answer = HTTPResponse(connection)
        answer.begin()
        assert (answer.status, json.loads(answer.read())["code"]) == (413, "too-large")
    with strict.client(strict_key) as client:
        assert client.get("/me").status_code == 200


def _send_chunks(connection: socket.socket, chunks: list[bytes]) -> None:
    """Parts of a body that never ends."""
    for chunk in chunks:
        connection.sendall(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")


# ---------------------------------------------------------------- too often


def test_too_many_requests_are_refused_and_others_are_not(strict: RunningService, strict_key: str) -> None:
    with strict.client(strict_key) as client:
        hasty, other = (added_key(client, "cases:read").plain for _ in range(2))
    with strict.client(hasty) as client:
        answers = [client.get("/me") for _ in range(MOST_REQUESTS + 1)]
    assert [one.status_code for one in answers] == [200] * MOST_REQUESTS + [429]
    last = answers[-1]
    assert (last.json()["code"], last.headers["content-type"]) == ("too-many-requests", "application/problem+json")
    assert int(last.headers["retry-after"]) > 0
    with strict.client(other) as client:
        assert client.get("/me").status_code == 200
    assert httpx.get(f"{strict.url}/healthz", headers={"Authorization": f"Bearer {hasty}"}).status_code == 200


def test_too_many_log_ins_from_an_address_are_refused(strict: RunningService) -> None:
    given = {"email": "nobody@council.example", "password": PASSWORD}
    answers = [httpx.post(f"{strict.url}/api/v1/log-in", json=given, timeout=60) for _ in range(4)]
    assert [one.status_code for one in answers] == [401, 401, 401, 429]
    assert int(answers[-1].headers["retry-after"]) > 0


# ---------------------------------------------------------------- messages to others


def test_messages_are_signed_so_that_no_other_is_taken_for_one(
    strict: RunningService, strict_key: str, receiver: Receiver
) -> None:
    with strict.client(strict_key) as first:
        own = added_key(first, "cases:read", "cases:write", "documents:write", "webhooks:write").plain
    with strict.client(own) as client:
        url = f"http://127.0.0.1:{receiver.port}/hook"
        hook = client.post("/webhooks", json={"url": url, "events": ["chronology.updated"]}).json()
        case = new_case(client, "Of nobody else")
        wait_for(client, upload(client, case, [PAPER]).json()["job"]["id"])
        delivery = _delivered(client, hook["id"])
    sent = next(one for one in receiver.requests if one.path == "/hook")
    assert (delivery["status"], delivery["event"], delivery["case"]) == (200, "chronology.updated", case)
    body = json.loads(sent.body)
    assert body["type"] == "chronology.updated"
    assert set(body["data"]) == {"case", "version"}  # ids, no words
    at = int(time.time())
    verify(hook["secret"], sent.headers, sent.body, at)
    for secret, data, now in [
        (hook["secret"], sent.body.replace(case.encode(), b"c0123456789abcdef"), at),
        (hook["secret"], sent.body + b" ", at),
        (new_secret(), sent.body, at),
        (hook["secret"], sent.body, at + 3600),
    ]:
        with pytest.raises(Forged):
            verify(secret, sent.headers, data, now)


def _delivered(client: httpx.Client, hook: str, seconds: float = 60) -> dict[str, object]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found: list[dict[str, object]] = client.get(f"/webhooks/{hook}/deliveries").json()["deliveries"]
        if found and found[0]["delivered_at"]:
            return found[0]
        time.sleep(0.5)
    raise AssertionError(f"nothing was delivered within {seconds} seconds: {found}")


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/hook",
        "http://hooks.council.example/hook",
        "https://hooks.council.example:8443/hook",
        "https://hooks.council.example.elsewhere.example/hook",
        "https://name@hooks.council.example/hook",
        "https://127.0.0.1/hook",
        "https://169.254.169.254/latest",
        "file:///etc/passwd",
    ],
)
def test_messages_go_to_no_address_that_is_not_allowed(client: httpx.Client, url: str) -> None:
    answer = client.post("/webhooks", json={"url": url, "events": ["chronology.updated"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


# ---------------------------------------------------------------- one folder, one service


def test_a_second_service_on_the_same_folder_is_refused(service: RunningService) -> None:
    assert service.process is not None
    second = service.command("serve", "--port", "0", check=False)
    assert second.returncode == 2
    (told,) = second.stderr.strip().splitlines()
    assert f"is in use by the service that runs as process {service.process.pid}" in told
    assert httpx.get(f"{service.url}/readyz").status_code == 200


def test_a_service_that_was_stopped_goes_on_where_it_was(strict: RunningService, strict_key: str) -> None:
    with strict.client(strict_key) as client:
        own = added_key(client, "cases:read", "cases:write", "documents:read", "documents:write", "chronology:read",
                        "webhooks:write", "audit:read").plain  # fmt: skip
    before = _everything(strict, own, None)
    strict.stop()
    strict.start()
    assert _everything(strict, own, before["case"]) == before
    assert strict.command("audit", "verify").returncode == 0


def _everything(service: RunningService, key: str, case: object) -> dict[str, object]:
    """What the service has of a case, which is made if there is none."""
    with service.client(key) as client:
        if case is None:
            case = new_case(client, "Kept")
            wait_for(client, upload(client, case, [PAPER]).json()["job"]["id"])
        document = client.get(f"/cases/{case}/documents").json()["documents"][0]
        chronology = client.get(f"/cases/{case}/chronology")
        return {
            "case": case,
            "view": client.get(f"/cases/{case}").json(),
            "document": document,
            "content": client.get(f"/cases/{case}/documents/{document['id']}/content").content,
            "chronology": (chronology.headers["caseclock-version"], chronology.content),
            "first rows": client.get("/audit", params={"limit": 5}).json()["rows"],
        }
