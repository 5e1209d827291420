"""What a case system does: make a case, add papers, wait, take the chronology in every form."""

import io
import json
from datetime import date
from pathlib import Path

import docx
import httpx
import pytest
from tests.api.running import RunningService, new_case, papers_of, upload, wait_for

from caseclock.api.files import collect
from caseclock.api.results import result_json
from caseclock.extractor.build import build
from caseclock.extractor.intake import read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.policies.loader import load_policies

MILL_LANE = Path("samples/mill-lane/papers")
AS_OF = date(2026, 3, 31)


@pytest.fixture(scope="module")
def mill_lane(service: RunningService, key: str) -> str:
    """A case with the papers of the sample, read and assessed."""
    with service.client(key) as client:
        case = new_case(client, "Mill Lane", policies=["statutory"], as_of=AS_OF.isoformat())
        sent = upload(client, case, papers_of(MILL_LANE))
        assert sent.status_code == 202, sent.text
        assert sent.headers["location"] == f"/api/v1/jobs/{sent.json()['job']['id']}"
        assert wait_for(client, sent.json()["job"]["id"])["state"] == "done"
    return case


def test_the_chronology_is_that_of_the_command_line(client: httpx.Client, mill_lane: str) -> None:
    papers = read_papers(collect([MILL_LANE]), DEFAULT_LIMITS)
    expected = result_json(build(papers, [load_policies()["statutory"]], AS_OF, None, "Mill Lane"))
    answer = client.get(f"/cases/{mill_lane}/chronology")
    assert answer.status_code == 200
    assert answer.content == expected


@pytest.mark.parametrize("form", ["json", "docx", "pdf", "xlsx"])
def test_every_form_comes_again_byte_for_byte(client: httpx.Client, mill_lane: str, form: str) -> None:
    first = client.get(f"/cases/{mill_lane}/chronology", params={"format": form})
    version = first.headers["caseclock-version"]
    again = client.get(f"/cases/{mill_lane}/chronology", params={"format": form, "version": version})
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    known = client.get(
        f"/cases/{mill_lane}/chronology", params={"format": form}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert (known.status_code, known.content) == (304, b"")


def test_an_export_says_which_version_it_is(client: httpx.Client, mill_lane: str) -> None:
    answer = client.get(f"/cases/{mill_lane}/chronology", params={"format": "docx"})
    footer = docx.Document(io.BytesIO(answer.content)).sections[0].footer
    assert f"version {answer.headers['caseclock-version']}" in "".join(p.text for p in footer.paragraphs)


def test_every_source_is_in_the_text_that_it_names(client: httpx.Client, mill_lane: str) -> None:
    chronology = client.get(f"/cases/{mill_lane}/chronology").json()
    texts = {
        one["id"]: client.get(f"/cases/{mill_lane}/documents/{one['id']}/text").text
        for one in chronology["documents"]
        if one["status"] != "unreadable"
    }
    sources = [source for entry in chronology["entries"] for source in entry["sources"]]
    assert sources
    for source in sources:
        assert texts[source["document"]][source["start"] : source["end"]] == source["quote"]


def test_other_dates_give_another_version_and_the_first_stays(client: httpx.Client, mill_lane: str) -> None:
    now = client.get(f"/cases/{mill_lane}/chronology")
    then = client.get(f"/cases/{mill_lane}/chronology", params={"as_of": "2025-01-01"})
    assert then.json()["case"]["as_of"] == "2025-01-01"
    assert then.headers["caseclock-version"] != now.headers["caseclock-version"]
    assert client.get(f"/cases/{mill_lane}/chronology").content == now.content


def test_a_part_has_only_what_was_asked_for(client: httpx.Client, mill_lane: str) -> None:
    asked = {"kind": "incident", "from": "2022-05-01", "to": "2022-07-31"}
    entries = client.get(f"/cases/{mill_lane}/chronology", params=asked).json()["entries"]
    assert entries
    assert {entry["kind"] for entry in entries} == {"incident"}
    assert all((entry["when"]["end"] or entry["when"]["start"]) >= "2022-05-01" for entry in entries)
    assert all(entry["when"]["start"] <= "2022-07-31" for entry in entries)


def test_an_agency_that_is_none_is_said(client: httpx.Client, mill_lane: str) -> None:
    answer = client.get(f"/cases/{mill_lane}/chronology", params={"agency": "Ministry of Nothing"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_same_upload_again_adds_nothing(client: httpx.Client, mill_lane: str) -> None:
    before = client.get(f"/cases/{mill_lane}/documents", params={"limit": 200}).json()["documents"]
    version = client.get(f"/cases/{mill_lane}/chronology").headers["caseclock-version"]
    again = upload(client, mill_lane, papers_of(MILL_LANE))
    assert wait_for(client, again.json()["job"]["id"])["state"] == "done"
    assert client.get(f"/cases/{mill_lane}/documents", params={"limit": 200}).json()["documents"] == before
    assert client.get(f"/cases/{mill_lane}/chronology").headers["caseclock-version"] == version


def test_a_key_makes_one_answer_of_two_requests(client: httpx.Client) -> None:
    case = new_case(client)
    headers = {"Idempotency-Key": f"first {case}"}
    first = upload(client, case, [("a.txt", b"On 3 March 2026 he shouted.")], **headers)
    again = upload(client, case, [("a.txt", b"On 3 March 2026 he shouted.")], **headers)
    assert first.json() == again.json()
    other = upload(client, case, [("b.txt", b"Something else.")], **headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


def test_two_papers_of_one_name_are_two(client: httpx.Client) -> None:
    case = new_case(client)
    files = [("diary.txt", b"3 March 2026: shouting."), ("diary.txt", b"4 March 2026: banging.")]
    for _ in range(2):
        sent = upload(client, case, files)
        assert len(sent.json()["documents"]) == 2
    names = [one["name"] for one in client.get(f"/cases/{case}/documents").json()["documents"]]
    assert sorted(names) == ["diary (2).txt", "diary.txt"]


def test_an_attachment_can_be_opened_like_a_paper(client: httpx.Client) -> None:
    mail = (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: log\r\nDate: Tue, 3 Mar 2026 09:00:00 +0000\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/plain\r\n\r\nSee the log.\r\n"
        b'--x\r\nContent-Type: text/plain; name="log.txt"\r\nContent-Disposition: attachment; '
        b'filename="log.txt"\r\n\r\n2 March 2026 he kicked the door.\r\n--x--\r\n'
    )
    case = new_case(client)
    wait_for(client, upload(client, case, [("mail.eml", mail)]).json()["job"]["id"])
    documents = client.get(f"/cases/{case}/documents").json()["documents"]
    parent = next(one for one in documents if one["name"] == "mail.eml")
    child = next(one for one in documents if one["parent"] == parent["id"])
    assert child["name"] == "mail.eml/log.txt"
    assert b"kicked the door" in client.get(f"/cases/{case}/documents/{child['id']}/content").content
    assert "kicked the door" in client.get(f"/cases/{case}/documents/{child['id']}/text").text


def test_a_removed_paper_is_gone_from_everything(client: httpx.Client, service: RunningService) -> None:
    case = new_case(client)
    files = [("a.txt", b"On 3 March 2026 he shouted."), ("b.txt", b"On 4 March 2026 he threatened her.")]
    sent = upload(client, case, files).json()
    wait_for(client, sent["job"]["id"])
    assert "threatened" in client.get(f"/cases/{case}/chronology").text
    gone = next(one["id"] for one in sent["documents"] if one["name"] == "b.txt")
    assert client.delete(f"/cases/{case}/documents/{gone}").status_code == 204
    chronology = client.get(f"/cases/{case}/chronology").json()
    assert [one["name"] for one in chronology["documents"]] == ["a.txt"]
    assert "threatened" not in json.dumps(chronology)
    assert client.get(f"/cases/{case}/documents/{gone}/content").status_code == 404


def test_what_a_paper_was_taken_for_is_corrected(client: httpx.Client) -> None:
    case = new_case(client)
    sent = upload(client, case, [("note.txt", b"Yesterday he shouted.")]).json()
    wait_for(client, sent["job"]["id"])
    paper = sent["documents"][0]["id"]
    changed = client.patch(f"/cases/{case}/documents/{paper}", json={"dated": "2026-03-04", "kind": "diary"})
    assert changed.status_code == 200
    document = client.get(f"/cases/{case}/chronology").json()["documents"][0]
    assert (document["dated"], document["kind"]) == ("2026-03-04", "diary")


def test_progress_is_told_as_it_happens(client: httpx.Client) -> None:
    case = new_case(client)
    files = [(f"{n}.txt", f"On {n} March 2026 he shouted.".encode()) for n in range(1, 9)]
    job = upload(client, case, files).json()["job"]["id"]
    told = []
    with client.stream("GET", f"/jobs/{job}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("data: "):
                told.append(json.loads(line.removeprefix("data: ")))
    assert told[-1]["state"] == "done"
    assert told[-1]["papers_done"] == 8
    done = [one["papers_done"] for one in told]
    assert done == sorted(done)


def test_hostile_papers_are_named_and_disturb_nothing(client: httpx.Client) -> None:
    case = new_case(client)
    files = [
        ("good.txt", b"On 3 March 2026 he shouted at her."),
        ("empty.pdf", b""),
        ("../../etc/passwd", b"On 4 March 2026 he banged on the wall."),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj << /Length 9999999 >> stream"),
        ("bomb.docx", b"PK\x03\x04" + b"\0" * 200),
        ("\u202egnp.exe", b"MZ\x90\x00" + bytes(range(256)) * 20),
    ]
    job = wait_for(client, upload(client, case, files).json()["job"]["id"])
    assert job["state"] == "done"
    documents = {one["name"]: one for one in client.get(f"/cases/{case}/documents").json()["documents"]}
    assert set(documents) == {"good.txt", "empty.pdf", "etc/passwd", "broken.pdf", "bomb.docx", "_gnp.exe"}
    for name in ("empty.pdf", "broken.pdf", "bomb.docx", "_gnp.exe"):
        assert documents[name]["state"] == "unreadable"
        assert documents[name]["problem"]
    assert {documents["good.txt"]["state"], documents["etc/passwd"]["state"]} == {"read"}
    assert len(client.get(f"/cases/{case}/chronology").json()["entries"]) == 2
