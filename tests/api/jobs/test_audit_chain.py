"""The audit: append-only, each row's hash made over the one before; whatever is changed is found."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from caseclock.api.store.audit import Action, Audit, all_rows, record, row_hash, verified
from caseclock.api.store.database import Database


def rows_of(database: Database) -> list[Audit]:
    with database.transaction() as session:
        return list(all_rows(session))


@pytest.fixture
def rows(database: Database) -> list[Audit]:
    """Some rows, written by several at once."""

    def write(number: int) -> None:
        with database.transaction() as session:
            record(session, f"u{number}", Action.CASE_READ, case="c1", object=None, what="é \x1f \U0001f600", n=number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))
    return rows_of(database)


def test_rows_written_by_many_at_once_are_one_chain(rows: list[Audit]) -> None:
    found = verified(rows)
    assert (found.fault, found.rows, found.head) == (None, len(rows), rows[-1].hash)


@pytest.mark.parametrize(
    "statement",
    ["update audit set actor = 'x'", "delete from audit", "truncate audit"],
)
def test_the_database_refuses_to_change_them(database: Database, rows: list[Audit], statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as session:
        session.execute(text(statement))
    assert len(rows_of(database)) == len(rows)


def _changed(rows: list[Audit]) -> list[Audit]:
    rows[3].actor = "somebody else"
    return rows


def _mended(rows: list[Audit]) -> list[Audit]:
    """Changed by somebody who makes the row's own hash right again."""
    rows[3].actor = "somebody else"
    rows[3].hash = row_hash(rows[3])
    return rows


def _without(rows: list[Audit]) -> list[Audit]:
    return rows[:3] + rows[4:]


@pytest.mark.parametrize("tamper", [_changed, _mended, _without])
def test_whatever_is_changed_is_found(rows: list[Audit], tamper: Callable[[list[Audit]], list[Audit]]) -> None:
    found = verified(tamper(rows))
    assert found.fault is not None
    assert found.rows in (3, 4)


def test_rows_cut_off_at_the_end_are_found_by_an_earlier_head(rows: list[Audit]) -> None:
    head = rows[-1].hash
    assert verified(rows, head).fault is None
    assert verified(rows[:-1]).fault is None
    assert "missing" in (verified(rows[:-1], head).fault or "")


def test_nothing_is_written_where_the_change_itself_fails(database: Database, rows: list[Audit]) -> None:
    def fail() -> None:
        with database.transaction() as session:
            record(session, "u1", Action.CASE_CHANGED, case="c1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(rows_of(database)) == len(rows)
