"""The export of a case: everything, under names that every system takes, little of it in memory at a time."""

import io
import json
import tracemalloc
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from route_house import House

from caseclock.api.auth.principals import Scope
from caseclock.api.making.inputs import paper_file
from caseclock.api.making.makers import BeingMade
from caseclock.api.store.tables import Names
from caseclock.api.zipped_stream import safe_name, zipped
from caseclock.extractor.policies.loader import read_own_policy
from caseclock.models.decision import DECISIONS

PAPER = b"On 3 March 2026 the respondent played loud music all night.\nOn 9 March 2026 he smashed a window.\n"


@pytest.fixture
def caller(house: House):
    return house.caller()


@pytest.fixture
def case(house: House, caller) -> str:
    """A case with a paper, a message with an attachment, one that cannot be read, and a decision."""
    made = house.case(caller, reference="ASB/42")
    house.paper(made, "folder/CON.txt", PAPER)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@council.example", "b@council.example", "Noise"
    message.set_content("The note is attached.")
    message.add_attachment("On 5 March 2026 there was shouting.", filename="note.txt")
    house.paper(made, "message.eml", message.as_bytes())
    house.paper(made, "broken.pdf", b"%PDF-1.7 nothing more")
    names = {"kind": "same_person", "names": ["A Bell", "Mrs Bell"]}
    caller("POST", f"/api/v1/cases/{made}/decisions", 201, json=names)
    caller("PATCH", f"/api/v1/cases/{made}", 200, json={"policies": ["statutory"], "as_of": "2026-04-01"})
    return made


def exported(caller, case) -> zipfile.ZipFile:
    answer = caller("GET", f"/api/v1/cases/{case}/export.zip", 200)
    assert answer.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    return archive


def content(archive, name):
    return json.loads(archive.read(name))


def test_everything_is_in_it(house, caller, case):
    archive = exported(caller, case)
    documents = content(archive, "documents.json")
    assert [one["name"] for one in documents] == [
        "folder/CON.txt", "message.eml", "message.eml/note.txt", "broken.pdf",
    ]  # fmt: skip
    for one in documents:
        kept = house.service.files.get(paper_file(case, one["sha256"]))
        assert archive.read(one["file"]) == kept
        assert one["file_problem"] is None
    assert archive.read(documents[0]["text"]) == PAPER
    assert documents[3]["state"] == "unreadable"
    for form in ("json", "docx", "pdf", "xlsx"):
        assert len(archive.read(f"chronology.{form}")) > 1000
    assert [one["id"] for one in content(archive, "chronology.json")["documents"]] != []
    assert read_own_policy(archive.read("policies/statutory.toml").decode()).id == "statutory"
    assert DECISIONS.validate_json(archive.read("decisions.json"))[0].names == ("A Bell", "Mrs Bell")
    about = content(archive, "case.json")
    assert (about["reference"], about["members"][0]["who"], about["versions"][-1]["version"]) == (
        "ASB/42",
        caller.id,
        1,
    )
    audited = content(archive, "audit.json")
    assert {row["case"] for row in audited} == {case}
    assert [row["number"] for row in audited] == sorted(row["number"] for row in audited)


def test_an_own_policy_that_was_applied_is_in_it_as_it_was_put(caller, case):
    toml = 'id = "own-one"\ntitle = "t"\nbody = "b"\nsource = "s"\n'
    headers = {"Content-Type": "application/toml"}
    caller("PUT", "/api/v1/policies/own-one", 200, content=toml, headers=headers)
    caller("PATCH", f"/api/v1/cases/{case}", 200, json={"policies": ["own-one"]})
    assert exported(caller, case).read("policies/own-one.toml").decode() == toml


def test_twice_the_same_case_is_the_same_but_for_the_audit(caller, case):
    first, second = exported(caller, case), exported(caller, case)
    assert first.namelist() == second.namelist()
    assert first.namelist()[0] == "case.json"
    assert first.namelist()[-1] == "documents.json"
    for name in first.namelist():
        assert (first.read(name) == second.read(name)) is (name not in ("audit.json",))


def test_the_audit_says_that_it_was_taken(house, caller, case):
    exported(caller, case)
    ((who,),) = house.rows("select actor from audit where case_id = :case and action = 'case:exported'", case=case)
    assert who == caller.id


def test_a_file_that_is_gone_from_the_store_is_named_and_stops_nothing(house, caller, case):
    documents = content(exported(caller, case), "documents.json")
    house.service.files.delete(paper_file(case, documents[0]["sha256"]))
    (lost, *others) = content(exported(caller, case), "documents.json")
    assert (lost["file"], lost["file_problem"] is not None) == (None, True)
    assert all(one["file"] for one in others)


def test_while_the_chronology_is_made_one_is_asked_to_wait(house, caller, case, monkeypatch):
    def late(_ask, _wait=0):
        raise BeingMade

    monkeypatch.setattr(house.service.makers, "get", late)
    answer = caller("GET", f"/api/v1/cases/{case}/export.zip", 202)
    assert answer.headers["Retry-After"]
    assert house.rows("select 1 from audit where case_id = :case and action = 'case:exported'", case=case) == []


def test_rights(house, caller, case):
    path = f"/api/v1/cases/{case}/export.zip"
    house.caller()("GET", path, 404)
    for scope in (Scope.DOCUMENTS_READ, Scope.CHRONOLOGY_READ):
        house.caller(scope)("GET", path, 403)
    for names in (Names.THIRD_PARTIES, Names.INITIALS, Names.MASKED):
        masked = house.caller()
        house.member(case, masked, names)
        masked("GET", path, 403)
    enough = house.caller(Scope.DOCUMENTS_READ, Scope.CHRONOLOGY_READ)
    house.member(case, enough)
    enough("GET", path, 200)


# ---------------------------------------------------------------- the archive itself


def test_a_large_archive_is_sent_in_little_memory():
    chunk = bytes(range(256)) * 4096
    tracemalloc.start()
    sent = sum(len(part) for part in zipped([(f"{at}.bin", (chunk for _ in range(32))) for at in range(4)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > 0
    assert peak < 8 * len(chunk)  # of 128 chunks


def test_the_same_members_are_the_same_bytes():
    members = [("a.txt", [b"one", b"two"]), ("ä/b.txt", [])]
    data = b"".join(zipped(members))
    assert data == b"".join(zipped(members))
    assert {name: zipfile.ZipFile(io.BytesIO(data)).read(name) for name, _ in members} == {
        "a.txt": b"onetwo",
        "ä/b.txt": b"",
    }


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("letter.pdf", "letter.pdf"),
        ("a/b/letter.pdf", "letter.pdf"),
        ("..\\..\\evil.exe", "evil.exe"),
        ("..", "_"),
        ("...", "_"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("COM1", "_COM1"),
        ("comma.txt", "comma.txt"),
        ('what?: "a" <b>|*.txt', "what__ _a_ _b___.txt"),
        ("dots. .", "dots"),
        ("Bericht für Müller.docx", "Bericht für Müller.docx"),
        ("\u202egnp.exe", "_gnp.exe"),
        ("", "_"),
    ],
)
def test_names_are_such_as_every_system_takes(name, safe):
    assert safe_name(name) == safe


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_no_name_leads_elsewhere_or_is_too_long(name):
    safe = safe_name(name)
    assert safe
    assert len(safe.encode()) <= 125
    assert not set(safe) & set('<>:"/\\|?*\0\n')
    assert safe[-1] not in " ."
    assert safe not in (".", "..")
