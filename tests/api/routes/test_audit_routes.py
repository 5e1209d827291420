"""The audit over HTTP and at the keyboard."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from route_house import House

from caseclock.api import audit_command
from caseclock.api.arguments import Parser
from caseclock.api.auth.principals import Scope
from caseclock.api.errors import Refused
from caseclock.api.store.audit import OPERATOR, Action, record
from caseclock.api.store.tables import now

PATH = "/api/v1/audit"


@pytest.fixture
def caller(house: House):
    return house.caller(Scope.AUDIT_READ)


def note(house, actor, count=1, case=None):
    for _ in range(count):
        with house.service.database.transaction() as session:
            record(session, actor, Action.CASE_READ, case=case)


def rows(caller, **params):
    return caller("GET", PATH, 200, params=params).json()


def test_rows_can_be_had_by_case_actor_and_time(house, caller):
    note(house, "u-early", 2, case="c-one")
    between = now()
    note(house, "u-late", 1, case="c-one")
    note(house, "u-late", 1, case="c-two")
    assert [row["actor"] for row in rows(caller, case="c-one")["rows"]][:3] == ["u-early", "u-early", "u-late"]
    assert {row["case"] for row in rows(caller, actor="u-late")["rows"]} == {"c-one", "c-two"}
    since = rows(caller, since=between.isoformat(), case="c-one", actor="u-late")["rows"]
    assert [(row["actor"], row["action"]) for row in since] == [("u-late", "case:read")]
    assert rows(caller, since=between.replace(tzinfo=None).isoformat(), actor="u-early")["rows"] == []


def test_reading_is_audited_itself(house, caller):
    rows(caller, case="c-three")
    (row,) = rows(caller, actor=caller.id)["rows"]
    assert (row["action"], row["case"], row["detail"]) == ("audit:read", "c-three", {"rows": 0})


def test_pages_give_each_row_once(house, caller):
    note(house, "u-pages", 5)
    numbers, cursor = [], None
    for _ in range(5):
        page = rows(caller, actor="u-pages", limit=2, **({"cursor": cursor} if cursor else {}))
        numbers += [row["number"] for row in page["rows"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(numbers) == 5
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    "params",
    [
        {"since": "yesterday"},
        {"since": "0001-01-01T00:00:00+14:00"},
        {"since": "9999-12-31T23:59:59-14:00"},
        {"since": "1e300"},
        {"case": "\0"},
        {"actor": "a b"},
        {"cursor": "WyJ4Il0"},
        {"limit": "0"},
    ],
)
def test_what_cannot_be_used_is_refused(caller, params):
    caller("GET", PATH, 422, params=params)


def test_it_takes_the_scope(house):
    house.caller(Scope.CASES_READ)("GET", PATH, 403)


# ---------------------------------------------------------------- at the keyboard


@pytest.fixture
def command(house: House, monkeypatch: pytest.MonkeyPatch):
    """Runs `caseclock audit ...` on the house's database; gives the exit status."""

    @contextmanager
    def its_service(_args: object) -> Iterator[object]:
        yield house.service

    monkeypatch.setattr(audit_command, "command_service", its_service)
    parser: argparse.ArgumentParser = Parser(prog="caseclock")
    audit_command.add_audit_parser(parser.add_subparsers(required=True))

    def run(*words: str) -> int:
        args = parser.parse_args(["audit", *words])
        return args.run(args)

    return run


def test_the_rows_are_shown_one_a_line(house, command, capsys):
    note(house, "u-shown", 2, case="c-shown")
    assert command("show", "--case", "c-shown", "--since", "2020-01-01") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["actor"] for line in lines] == ["u-shown", "u-shown"]
    shown = house.rows("select actor from audit where action = 'audit:read' and case_id = 'c-shown'")
    assert shown == [(OPERATOR,)]
    assert command("show", "--case", "c-shown", "--since", "2999-01-01") == 0
    assert capsys.readouterr().out == ""


def test_a_whole_audit_is_said_to_be_so(house, command, capsys):
    note(house, "u-whole")
    assert command("verify") == 0
    ((count, head),) = house.rows("select count(*), (select hash from audit order by number desc limit 1) from audit")
    assert capsys.readouterr().out.splitlines() == [f"rows: {count}", f"head: {head}"]
    note(house, "u-whole")
    assert command("verify", "--head", head) == 0


def test_a_head_that_is_not_in_it_is_told(command, capsys):
    assert command("verify", "--head", "0" * 64) == 1
    assert "rows are missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["verify", "--head", "abc"], ["show", "--case", "a b"], ["show", "--since", "1/2/26"], []]
)
def test_arguments_that_cannot_be_used_are_refused(command, words):
    with pytest.raises(Refused):
        command(*words)


def test_a_row_that_was_changed_is_told(house, command, capsys):  # last: the audit is spoilt by it
    with house.service.database.engine.begin() as connection:
        connection.exec_driver_sql("alter table audit disable trigger audit_append_only")
        connection.exec_driver_sql("update audit set actor = 'somebody' where number = 2")
        connection.exec_driver_sql("alter table audit enable trigger audit_append_only")
    assert command("verify") == 1
    told = capsys.readouterr()
    assert "row 2 was changed" in told.err
    assert told.out.splitlines()[0] == "rows: 1"
