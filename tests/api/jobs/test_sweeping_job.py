"""The sweep: what the rows say is to do and no live job stands for is put into the queue again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from caseclock.api.making.inputs import paper_file
from caseclock.api.store import tables
from caseclock.api.store.tables import State, now

from .conftest import Office

SHOUTED = b"On 3 March 2026 he shouted at her."


def old(office: Office, case: str, paper: str) -> None:
    """The paper came a while ago."""
    with office.database.transaction() as session:
        session.get_one(tables.Document, (case, paper)).uploaded_at = now() - timedelta(minutes=1)


def test_a_paper_whose_job_was_lost_is_queued_once(office: Office) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED)
    old(office, case, paper)
    for _ in range(3):
        assert office.sweep.run()
    assert office.queued() == [("read", {"case": case, "document": paper})]


def test_a_case_whose_papers_are_read_is_assessed_once(office: Office) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED)
    office.reader.read(case, paper)
    with office.database.transaction() as session:
        session.execute(text("delete from procrastinate_jobs"))
    for _ in range(2):
        office.sweep.run()
    assert office.queued() == [("assess", {"case": case})]
    office.assessor.assess(case)
    with office.database.transaction() as session:
        session.execute(text("delete from procrastinate_jobs"))
    office.sweep.run()
    assert office.queued() == []


def test_an_open_case_is_assessed_anew_each_day(office: Office) -> None:
    case = office.case()
    office.reader.read(case, office.paper(case, "a.txt", SHOUTED))
    office.assessor.assess(case)
    with office.database.transaction() as session:
        session.execute(text("delete from procrastinate_jobs"))
        session.get_one(tables.Case, case).assessed_for = date.today() - timedelta(days=1)
    office.sweep.run()
    assert office.queued() == [("assess", {"case": case})]
    office.assessor.assess(case)
    assert office.case_row(case).assessed_for == date.today()


@pytest.mark.parametrize(("silent_for", "freed"), [(60, True), (0, False)])
def test_a_silent_workers_paper_is_given_to_another_a_little_later(
    office: Office, silent_for: int, freed: bool
) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED, state=State.READING, attempts=1)
    office.queue.read(case, paper)
    with office.database.transaction() as session:
        worker = session.execute(
            text("insert into procrastinate_workers (last_heartbeat) values (now() - :silent) returning id"),
            {"silent": timedelta(seconds=silent_for)},
        ).scalar_one()
        session.execute(text("update procrastinate_jobs set status = 'doing', worker_id = :worker"), {"worker": worker})
    office.sweep.run()
    row = office.row(case, paper)
    assert (row.state == State.QUEUED) is freed
    assert (row.not_before is not None) is freed
    assert bool(office.queued()) is freed


def test_doomed_files_go_but_a_paper_that_was_added_again_stays(office: Office) -> None:
    case = office.case()
    kept = office.paper(case, "a.txt", SHOUTED)
    wanted = paper_file(case, office.row(case, kept).sha256)
    office.files.put(f"{case}/papers/{'0' * 64}", b"gone")
    office.files.put(f"{case}/derived/0/x.json", b"gone")
    with office.database.transaction() as session:
        for key in (wanted, f"{case}/papers/{'0' * 64}", f"{case}/derived/0/"):
            session.add(tables.Doomed(key=key, case_id=case))
    office.sweep.run()
    assert list(office.files.keys(case)) == [wanted]


def test_what_is_put_into_a_doomed_folder_late_goes_too(office: Office) -> None:
    case = office.case()
    with office.database.transaction() as session:
        session.add(tables.Doomed(key=f"{case}/derived/0/", case_id=case))
    office.sweep.run()
    office.files.put(f"{case}/derived/0/late.json", b"made from a paper that was removed")
    with office.database.transaction() as session:
        session.get_one(tables.Doomed, f"{case}/derived/0/").next_at = now()
    office.sweep.run()
    assert list(office.files.keys(case)) == []


def test_a_reminder_comes_before_retention_ends_and_nothing_is_erased(office: Office) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED)
    with office.database.transaction() as session:
        session.get_one(tables.Case, case).keep_until = date.today() - timedelta(days=1)
    for _ in range(2):
        office.sweep.run()
    with office.database.transaction() as session:
        told = session.query(tables.Audit).filter_by(action="case:retention-due", case_id=case).count()
    assert told == 1
    assert office.case_row(case).erased_at is None
    assert office.row(case, paper).state == State.QUEUED


def test_one_sweeps_at_a_time(office: Office) -> None:
    with office.database.engine.connect() as other:
        other.execute(text("select pg_advisory_lock(7205759405)"))
        assert not office.sweep.run()
        other.rollback()
        other.execute(text("select pg_advisory_unlock(7205759405)"))
    assert office.sweep.run()
