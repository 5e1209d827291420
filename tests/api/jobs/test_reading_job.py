"""Reading one paper: once, whatever happens on the way, and never without a word."""

from dataclasses import replace
from datetime import timedelta

import pytest

from caseclock.api.jobs import reading
from caseclock.api.jobs.reading import CEILING, FAULT, TRANSIENT
from caseclock.api.making.inputs import paper_file
from caseclock.api.store.files.interface import StoreUnavailable
from caseclock.api.store.tables import State, now

from .conftest import Office

SHOUTED = b"On 3 March 2026 he shouted at her."
KILLED = -9


def test_a_paper_that_is_read_has_its_rows_and_its_case_is_assessed_next(office: Office) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED)
    office.reader.read(case, paper)
    row = office.row(case, paper)
    assert (row.state, row.attempts, row.problem, row.media_type) == (State.READ, 1, None, "text/plain")
    assert row.done_revision == office.case_row(case).revision == 1
    assert office.queued() == [("assess", {"case": case})]


def test_reading_it_again_changes_nothing(office: Office) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED)
    for _ in range(2):
        office.reader.read(case, paper)
    assert (office.row(case, paper).attempts, office.case_row(case).revision) == (1, 1)


def test_the_case_waits_for_its_last_paper(office: Office) -> None:
    case = office.case()
    first, last = office.paper(case, "a.txt", SHOUTED), office.paper(case, "b.txt", SHOUTED)
    office.reader.read(case, first)
    assert office.queued() == []
    office.reader.read(case, last)
    assert office.queued() == [("assess", {"case": case})]


@pytest.mark.parametrize(
    ("exits", "state", "attempts", "words"),
    [
        ([KILLED, KILLED], State.UNREADABLE, 3, "set aside"),
        ([KILLED, FAULT], State.UNREADABLE, 3, "failed"),
        ([FAULT], State.UNREADABLE, 2, "failed"),
    ],
)
def test_a_paper_that_stops_the_program_is_set_aside_and_named(
    office: Office, exits: list[int], state: State, attempts: int, words: str
) -> None:
    case = office.case()
    # The first attempt ended with the worker that made it.
    paper = office.paper(case, "a.txt", SHOUTED, attempts=1)
    office.exits.extend(exits)
    for _ in exits:
        with office.database.transaction() as session:
            session.get_one(reading.tables.Document, (case, paper)).not_before = None
        office.reader.read(case, paper)
    row = office.row(case, paper)
    assert (row.state, row.attempts) == (state, attempts)
    assert words in (row.problem or "")


def test_after_a_crash_it_waits_before_it_is_tried_again(office: Office) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED, attempts=1)
    office.exits.append(KILLED)
    office.reader.read(case, paper)
    row = office.row(case, paper)
    assert row.state == State.QUEUED
    assert row.not_before is not None
    assert row.not_before > now()
    office.reader.read(case, paper)  # too early: nothing is begun, no process is started
    assert office.row(case, paper).attempts == 2


def test_whoever_was_killed_a_paper_is_not_begun_for_ever(office: Office) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED, attempts=CEILING)
    office.reader.read(case, paper)
    row = office.row(case, paper)
    assert (row.state, office.case_row(case).revision) == (State.UNREADABLE, 1)
    assert "set aside" in (row.problem or "")


def test_a_store_that_is_away_is_not_the_papers_fault(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED)

    def away(_key: str) -> bytes:
        raise StoreUnavailable("the bucket is away")

    monkeypatch.setattr(office.files, "get", away)
    with pytest.raises(StoreUnavailable):
        office.reader.read(case, paper)
    monkeypatch.undo()
    assert (office.row(case, paper).state, office.row(case, paper).attempts) == (State.QUEUED, 0)
    office.reader.read(case, paper)
    assert office.row(case, paper).state == State.READ


def test_nor_is_it_where_another_process_met_it(office: Office) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED, attempts=1)
    office.exits.append(TRANSIENT)
    with pytest.raises(StoreUnavailable):
        office.reader.read(case, paper)
    assert (office.row(case, paper).state, office.row(case, paper).attempts) == (State.QUEUED, 1)


@pytest.mark.parametrize("left", [None, b"other bytes"])
def test_a_file_that_is_gone_or_changed_is_named(office: Office, left: bytes | None) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED)
    key = paper_file(case, office.row(case, paper).sha256)
    office.files.delete(key)
    if left is not None:
        office.files.put(key, left)
    office.reader.read(case, paper)
    row = office.row(case, paper)
    assert row.state == State.UNREADABLE
    assert "add it again" in (row.problem or "")


def test_a_paper_that_is_removed_while_it_is_read_stays_removed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED)
    plain = reading.read_papers

    def removed_meanwhile(*given: object, **named: object) -> object:
        with office.database.transaction() as session:
            session.delete(session.get_one(reading.tables.Document, (case, paper)))
        return plain(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_papers", removed_meanwhile)
    office.reader.read(case, paper)
    with office.database.transaction() as session:
        assert session.get(reading.tables.Document, (case, paper)) is None


def test_a_virus_is_named_and_not_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = office.case()
    paper = office.paper(case, "a.txt", SHOUTED)
    monkeypatch.setattr(reading, "scan", lambda *_: "Eicar-Signature")
    scanning = office.settings.model_copy(update={"clamav": "127.0.0.1:3310"})
    replace(office.reader, settings=scanning).read(case, paper)
    assert "Eicar-Signature" in (office.row(case, paper).problem or "")
    assert office.row(case, paper).state == State.UNREADABLE


def test_passages_hold_the_whole_text_in_order(office: Office) -> None:
    case = office.case()
    text = "\n\n".join(f"Paragraph {number}: he shouted at her again." for number in range(400)).encode()
    paper = office.paper(case, "long.txt", text)
    office.reader.read(case, paper)
    with office.database.transaction() as session:
        passages = session.query(reading.tables.Passage).filter_by(case_id=case).order_by("start").all()
    assert len(passages) > 3
    assert max(len(one.text) for one in passages) <= 2000
    end = 0
    for one in passages:
        assert one.start == end
        end += len(one.text)
    assert "".join(one.text for one in passages).split() == text.decode().split()


def test_a_crash_is_tried_again_later_each_time() -> None:
    waits = [reading.back_off(attempts) - now() for attempts in (1, 2, 3, 9)]
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(seconds=60)
