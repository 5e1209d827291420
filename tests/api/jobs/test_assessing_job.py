"""Assessing a case: the chronology of all its papers, kept once, and news told once."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from caseclock.api.jobs.assessing import ATTEMPTS
from caseclock.api.making.inputs import inputs_of, made_file, remembered
from caseclock.api.making.make import Ask, Form, Kitchen, MadeByAnother
from caseclock.api.store import tables

from .conftest import Office

DIARY = (
    b"Diary\n\n3 March 2026: he shouted at me. I reported it to Milbury Council the same day.\n"
    b"10 March 2026: he banged on the wall. I reported it to Milbury Council the same day.\n"
    b"12 March 2026: he kicked my door. I reported it to Milbury Council the same day.\n"
)


def read_case(office: Office, *papers: tuple[str, bytes]) -> str:
    """A case with these papers, read."""
    case = office.case()
    for name, data in papers:
        office.reader.read(case, office.paper(case, name, data))
    return case


def versions(office: Office, case: str) -> list[tables.Version]:
    with office.database.transaction() as session:
        return list(session.scalars(select(tables.Version).where(tables.Version.case_id == case)))


def test_the_chronology_is_kept_and_not_made_again(office: Office) -> None:
    case = read_case(office, ("diary.txt", DIARY))
    for _ in range(2):
        office.assessor.assess(case)
    (version,) = versions(office, case)
    row = office.case_row(case)
    assert (version.number, row.assessed, row.assess_problem) == (1, row.revision, None)
    kept = json.loads(office.files.get(version.file))
    assert [one["name"] for one in kept["documents"]] == ["diary.txt"]


def test_it_waits_for_papers_that_are_not_read(office: Office) -> None:
    case = read_case(office, ("diary.txt", DIARY))
    office.paper(case, "late.txt", b"On 4 March 2026 he shouted.")
    office.assessor.assess(case)
    assert versions(office, case) == []


def test_copies_are_marked_whichever_came_first(office: Office) -> None:
    case = read_case(office, ("b.txt", DIARY), ("a.txt", DIARY))
    office.assessor.assess(case)
    with office.database.transaction() as session:
        rows = session.scalars(select(tables.Document).where(tables.Document.case_id == case)).all()
    names = {row.id: row.name for row in rows}
    assert {row.name: row.duplicate_of and names[row.duplicate_of] for row in rows} == {"a.txt": None, "b.txt": "a.txt"}


def test_a_fault_in_making_it_is_told_and_not_tried_for_ever(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = read_case(office, ("diary.txt", DIARY))

    def faulty(*_: object) -> bytes:
        raise ArithmeticError("a fault of ours")

    monkeypatch.setattr(Kitchen, "made", faulty)
    for _ in range(ATTEMPTS):
        with pytest.raises(ArithmeticError):
            office.assessor.assess(case)
    office.assessor.assess(case)
    row = office.case_row(case)
    assert row.assessed == row.revision
    assert "ArithmeticError" in (row.assess_problem or "")


def test_news_is_told_once_to_those_who_may_hear_it(office: Office) -> None:
    case = read_case(office, ("diary.txt", DIARY), ("empty.pdf", b""))
    with office.database.transaction() as session:
        session.get_one(tables.Case, case).as_of = date(2026, 4, 1)
        events = ["chronology.updated", "document.unreadable", "threshold.met"]
        for hook, owner in (("w1", "u1"), ("w2", "u2")):
            session.add(tables.Webhook(id=hook, owner=owner, url="https://x.example", events=events, secret=b""))
    office.assessor.assess(case)
    with office.database.transaction() as session:
        session.get_one(tables.Case, case).revision += 1
    office.assessor.assess(case)
    with office.database.transaction() as session:
        told = session.scalars(select(tables.Delivery).where(tables.Delivery.case_id == case)).all()
    assert {one.webhook_id for one in told} == {"w1"}
    assert sorted(one.event for one in told) == sorted(events)
    assert "shouted" not in json.dumps([one.body for one in told])


def _ask(office: Office, case: str, form: Form = Form.JSON, **asked: Any) -> Ask:
    with office.database.transaction() as session:
        row = session.get_one(tables.Case, case)
        inputs = inputs_of(session, row, asked.get("as_of", office.case_row(case).assessed_for), None, None)
    return Ask(inputs, 1, form)


def test_a_version_is_made_again_from_what_is_remembered_of_it(office: Office) -> None:
    case = read_case(office, ("diary.txt", DIARY))
    office.assessor.assess(case)
    (version,) = versions(office, case)
    assert remembered(version, []) == _ask(office, case).inputs
    first = office.files.get(version.file)
    office.files.delete_prefix(f"{case}/derived")
    assert Kitchen(office.files).made(Ask(remembered(version, []), version.number)) == first


def test_what_another_program_made_is_given_as_kept_or_not_at_all(office: Office) -> None:
    case = read_case(office, ("diary.txt", DIARY))
    office.assessor.assess(case)
    inputs = replace(_ask(office, case).inputs, engine="an earlier one")
    kitchen = Kitchen(office.files)
    with pytest.raises(MadeByAnother):
        kitchen.made(Ask(inputs, 1))
    office.files.put(made_file(inputs), office.files.get(versions(office, case)[0].file))
    assert kitchen.made(Ask(inputs, 1, Form.DOCX)).startswith(b"PK")
