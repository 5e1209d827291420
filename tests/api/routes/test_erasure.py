"""Erasing a case: nothing of it is left in any table or file, whoever was at work on it at that moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from route_house import House

from caseclock.api.auth.principals import Scope
from caseclock.api.jobs.erasing import again_at
from caseclock.api.jobs.reading import reading_file
from caseclock.api.making.inputs import inputs_of, numbered
from caseclock.api.making.make import Ask, Form
from caseclock.api.store import tables
from caseclock.api.store.audit import all_rows, verified
from caseclock.api.store.tables import now

WORD, REFERENCE, NAME = "Zanzibar", "ASB/Marzipan/7", "pistachio.txt"
PAPER = f"On 3 March 2026 the respondent played loud music in {WORD} House. The council was told on 4 March 2026."
MESSAGE = f"""From: someone@{WORD}.example
To: other@council.example
Subject: {WORD}
Date: Tue, 3 Mar 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain

See the note.
--x
Content-Type: text/plain; name="{NAME}"
Content-Disposition: attachment; filename="{NAME}"

{PAPER}
--x--
"""


@pytest.fixture
def caller(house: House):
    return house.caller()


def erase(caller, case, expect=200, confirm=REFERENCE):
    return caller("POST", f"/api/v1/cases/{case}/erase", expect, json={"confirm": confirm}).json()


def full_case(house, caller) -> str:
    """A case with everything that a case can have."""
    case = house.case(caller, reference=REFERENCE)
    paper = house.paper(case, f"{WORD}.txt", PAPER)
    house.paper(case, "message.eml", MESSAGE)
    entry = house.entries(caller, case)[0]["id"]
    decision = {"kind": "reclassify", "entry": entry, "summary": f"Noise in {WORD}."}
    caller("POST", f"/api/v1/cases/{case}/decisions", 201, json=decision, headers={"Idempotency-Key": case})
    caller("PATCH", f"/api/v1/cases/{case}", 200, json={"application_date": "2026-03-09", "keep_until": "2030-01-01"})
    hook = caller_hook(house, caller)
    house.assessor.assess(case)
    with house.service.database.transaction() as session:
        session.add(tables.Job(case_id=case, documents=[paper]))
        session.add(tables.Delivery(webhook_id=hook, case_id=case, event="threshold.met", body={"case": case}))
    house.service.queue.deliver(house.rows("select id from deliveries where case_id = :case", case=case)[0][0])
    house.service.queue.read(case, paper)
    return case


def caller_hook(house, caller) -> str:
    with house.service.database.transaction() as session:
        row = tables.Webhook(owner=caller.id, url="https://hooks.council.example", events=[], secret=b"x")
        session.add(row)
        session.flush()
        return row.id


def tables_with(house, *words: str) -> Iterator[str]:
    """Every table in which one of the words stands, in whatever column."""
    for (name,) in house.rows("select tablename from pg_tables where schemaname = 'public' order by 1"):
        for word in words:
            if house.rows(f'select 1 from "{name}" as t where t::text ilike :word limit 1', word=f"%{word}%"):
                yield name
                break


def files_of(house, case) -> list[str]:
    return list(house.service.files.keys(case))


def test_nothing_of_the_case_is_left_anywhere(house, caller):
    case = full_case(house, caller)
    words = (WORD, "Marzipan", "pistachio", "loud music")
    before = set(tables_with(house, case, *words))
    everywhere = {
        "cases", "members", "documents", "passages", "decisions", "versions", "jobs", "answered", "deliveries",
        "notices", "procrastinate_jobs", "audit",
    }  # fmt: skip
    assert before == everywhere
    assert len(files_of(house, case)) > 5

    answer = erase(caller, case)
    assert (answer["papers"], answer["decisions"]) == (3, 1)
    house.sweep()
    assert set(tables_with(house, *words)) == set()
    # Its number stays on the tombstone, in the audit, and on the list of what is looked for again.
    assert set(tables_with(house, case)) == {"cases", "audit", "doomed"}
    assert files_of(house, case) == []
    assert house.service.makers.forgotten[-1] == case


def test_the_tombstone_says_when_and_the_audit_how_much(house, caller):
    case = full_case(house, caller)
    answer = erase(caller, case)
    with house.service.database.transaction() as session:
        row = session.get(tables.Case, case)
        assert row.erased_at.isoformat() == answer["erased_at"].replace("Z", "+00:00")
        assert (row.reference, row.policies, row.application_date, row.keep_until) == ("", [], None, None)
        assert verified(all_rows(session)).fault is None
    ((actor, detail),) = house.rows(
        "select actor, detail from audit where case_id = :case and action = 'case:erased'", case=case
    )
    assert actor == caller.id
    assert '"documents": 3' in detail
    assert "Marzipan" not in detail


def test_an_erased_case_is_not_there_any_more(house, caller):
    case = full_case(house, caller)
    erase(caller, case)
    caller("GET", f"/api/v1/cases/{case}", 404)
    erase(caller, case, 404)
    erase(caller, case, 404, confirm="")
    assert caller("GET", "/api/v1/search", 200, params={"q": WORD}).json()["hits"] == []


def test_other_cases_keep_what_is_theirs(house, caller):
    case, other = full_case(house, caller), full_case(house, caller)
    before = (sorted(files_of(house, other)), house.rows("select id, state from documents where case_id = :c", c=other))
    erase(caller, case)
    house.sweep()
    after = (sorted(files_of(house, other)), house.rows("select id, state from documents where case_id = :c", c=other))
    assert after == before
    with house.service.database.transaction() as session:  # for the tests that look for its words
        assert session.get(tables.Case, other).reference == REFERENCE
    erase(caller, other)
    house.sweep()


@pytest.mark.parametrize("confirm", ["", "asb/marzipan/7", "ASB/Marzipan/8"])
def test_the_reference_must_be_given(house, caller, confirm):
    case = house.case(caller, reference=REFERENCE)
    assert erase(caller, case, 422, confirm=confirm)["fields"][0]["field"] == "confirm"
    caller("GET", f"/api/v1/cases/{case}", 200)
    erase(caller, case)


def test_a_case_is_erased_once_however_many_ask(house, caller):
    case = house.case(caller, reference=REFERENCE)
    with ThreadPoolExecutor(6) as pool:
        ask = {"json": {"confirm": REFERENCE}}
        statuses = list(pool.map(lambda _: caller("POST", f"/api/v1/cases/{case}/erase", **ask).status_code, range(6)))
    assert sorted(statuses) == [200, 404, 404, 404, 404, 404]
    audited = house.rows("select 1 from audit where case_id = :case and action = 'case:erased'", case=case)
    assert audited == [(1,)]


def test_a_closed_case_can_be_erased(house, caller):
    case = house.case(caller, reference=REFERENCE)
    caller("DELETE", f"/api/v1/cases/{case}", 204)
    erase(caller, case)


def test_rights(house, caller):
    case = house.case(caller, reference=REFERENCE)
    erase(house.caller(), case, 404)
    reader = house.caller(Scope.CASES_READ)
    house.member(case, reader)
    erase(reader, case, 403)
    erase(caller, case)


# ---------------------------------------------------------------- those who were at work on it


def is_gone(house, case) -> bool:
    held = {"cases", "audit", "doomed"}
    return (
        set(tables_with(house, case)) <= held and set(tables_with(house, WORD)) == set() and not files_of(house, case)
    )


def test_a_paper_that_is_being_read_brings_nothing_back(house, caller):
    case = house.case(caller, reference=REFERENCE)
    paper = house.waiting_paper(case, "a.txt", PAPER)
    reader = house.reader
    begun = reader._begin(case, paper)
    erase(caller, case)
    house.sweep()  # what there was is gone; now the reader ends
    house.service.files.put(f"{case}/papers/{begun.sha256}", PAPER.encode())  # as it had read it before
    papers, file = reader._papers(begun)
    reader._end(begun, papers, file)
    assert reading_file(case, paper) in files_of(house, case)
    later(house, case)
    assert is_gone(house, case)


def test_a_chronology_that_is_being_made_brings_nothing_back(house, caller):
    case = house.case(caller, reference=REFERENCE)
    house.paper(case, "a.txt", PAPER)
    with house.service.database.transaction() as session:
        row = session.get(tables.Case, case)
        inputs = inputs_of(session, row, now().date(), None, None)
    made = house.service.makers.get(Ask(inputs, 1))
    erase(caller, case)
    house.sweep()
    with house.service.database.transaction() as session:
        numbered(session, inputs)  # who asked before the erasure gets on after it
    house.service.files.put(Ask(inputs, 1, Form.DOCX).file, made)
    later(house, case)
    assert is_gone(house, case)


def later(house, case) -> None:
    """The sweep looks again."""
    with house.service.database.transaction() as session:
        session.get(tables.Doomed, f"{case}/").next_at = now()
    house.sweep()


def test_it_is_looked_for_again_ever_later_and_in_the_end_no_more(house, caller):
    case = house.case(caller, reference=REFERENCE)
    erase(caller, case)
    house.sweep()
    ((at,),) = house.rows("select next_at from doomed where case_id = :case", case=case)
    assert at > now()
    with house.service.database.transaction() as session:
        session.get(tables.Doomed, f"{case}/").at = now() - timedelta(days=2)
    later(house, case)
    assert house.rows("select 1 from doomed where case_id = :case", case=case) == []


def test_the_times_of_looking_again_double_until_a_day_has_passed():
    erased = at = now()
    times = []
    while at is not None:
        times.append(at)
        at = again_at(erased, at)
    gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
    assert gaps[:4] == [10, 10, 20, 40]
    assert gaps == sorted(gaps)
    assert times[-1] - erased > timedelta(days=1)
    assert len(times) < 20
