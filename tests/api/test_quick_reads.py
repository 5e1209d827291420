"""A chronology that is asked for again is given quickly, and never when anything has changed since."""

from collections.abc import Callable

import httpx
import pytest
from tests.api.running import RunningService, new_case, upload, wait_for

SHOUTED = ("a.txt", b"On 3 March 2026 he shouted at her.")


@pytest.fixture
def case(client: httpx.Client) -> str:
    """A case whose chronology was asked for twice: the second answer is a quick one."""
    made = new_case(client, "Quick", as_of="2026-04-01")
    wait_for(client, upload(client, made, [SHOUTED]).json()["job"]["id"])
    first = client.get(f"/cases/{made}/chronology")
    second = client.get(f"/cases/{made}/chronology")
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    kept = {name: value for name, value in first.headers.items() if name != "date"}
    assert kept == {name: value for name, value in second.headers.items() if name != "date"}
    return made


def reads(client: httpx.Client, case: str) -> int:
    """How often the audit says that the chronology was read."""
    rows = client.get("/audit", params={"case": case, "limit": 200}).json()["rows"]
    return sum(row["action"] == "chronology:read" for row in rows)


def test_each_reading_is_audited(client: httpx.Client, case: str) -> None:
    before = reads(client, case)
    for _ in range(3):
        client.get(f"/cases/{case}/chronology")
    assert reads(client, case) == before + 3


def test_what_is_known_already_is_not_sent_again(client: httpx.Client, case: str) -> None:
    tag = client.get(f"/cases/{case}/chronology").headers["etag"]
    known = client.get(f"/cases/{case}/chronology", headers={"If-None-Match": tag})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    other = client.get(f"/cases/{case}/chronology", headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


def _renamed(client: httpx.Client, case: str) -> None:
    assert client.patch(f"/cases/{case}", json={"reference": "Renamed"}).status_code == 200


def _another_day(client: httpx.Client, case: str) -> None:
    assert client.patch(f"/cases/{case}", json={"as_of": "2026-05-01"}).status_code == 200


def _another_paper(client: httpx.Client, case: str) -> None:
    sent = upload(client, case, [("b.txt", b"On 4 March 2026 he threatened her.")])
    wait_for(client, sent.json()["job"]["id"])


def _decided(client: httpx.Client, case: str) -> None:
    entry = client.get(f"/cases/{case}/chronology").json()["entries"][0]["id"]
    made = client.post(f"/cases/{case}/decisions", json={"kind": "reject", "entry": entry})
    assert made.status_code == 201, made.text


def _removed(client: httpx.Client, case: str) -> None:
    paper = client.get(f"/cases/{case}/documents").json()["documents"][0]["id"]
    assert client.delete(f"/cases/{case}/documents/{paper}").status_code == 204


@pytest.mark.parametrize("change", [_renamed, _another_day, _another_paper, _decided, _removed])
def test_every_change_is_seen_at_once(
    client: httpx.Client, case: str, change: Callable[[httpx.Client, str], None]
) -> None:
    before = client.get(f"/cases/{case}/chronology")
    change(client, case)
    after = client.get(f"/cases/{case}/chronology")
    assert after.status_code == 200
    assert after.content != before.content
    assert after.headers["etag"] != before.headers["etag"]


def test_whoever_may_not_see_it_any_more_does_not(service: RunningService, client: httpx.Client, case: str) -> None:
    plain = service.key("reader", "chronology:read")
    key = plain.split("_")[1]
    with service.client(plain) as reader:
        assert reader.get(f"/cases/{case}/chronology").status_code == 404
        client.put(f"/cases/{case}/members/{key}", json={"names": "full"})
        for _ in range(2):
            assert reader.get(f"/cases/{case}/chronology").status_code == 200
        client.delete(f"/cases/{case}/members/{key}")
        assert reader.get(f"/cases/{case}/chronology").status_code == 404
        client.put(f"/cases/{case}/members/{key}", json={"names": "full"})
        assert reader.get(f"/cases/{case}/chronology").status_code == 200
        service.command("key", "revoke", key)
        refused = reader.get(f"/cases/{case}/chronology")
        assert (refused.status_code, refused.json()["code"]) == (401, "key-revoked")


def test_names_that_are_hidden_from_now_on_are_hidden_at_once(service: RunningService, client: httpx.Client) -> None:
    case = new_case(client, "Names", as_of="2026-04-01")
    letter = b"Dear Mrs Pettifer,\n\nOn 3 March 2026 Mr Dorian Vexley shouted at Mrs Anne Pettifer.\n\nYours sincerely"
    wait_for(client, upload(client, case, [("letter.txt", letter)]).json()["job"]["id"])
    plain = service.key("reader", "chronology:read")
    key = plain.split("_")[1]
    with service.client(plain) as reader:
        client.put(f"/cases/{case}/members/{key}", json={"names": "full"})
        for _ in range(2):
            assert "Vexley" in reader.get(f"/cases/{case}/chronology").text
        client.put(f"/cases/{case}/members/{key}", json={"names": "masked"})
        for _ in range(2):
            answer = reader.get(f"/cases/{case}/chronology")
            assert answer.status_code == 200
            assert "Vexley" not in answer.text
