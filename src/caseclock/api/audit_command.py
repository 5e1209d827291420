"""`caseclock audit`: is the audit whole, and what does it say?"""

import argparse
import json
import re
from datetime import UTC, date, datetime

from sqlalchemy import select

from caseclock.api.arguments import day
from caseclock.api.command_service import command_service
from caseclock.api.errors import Exit, say
from caseclock.api.store.audit import OPERATOR, Action, all_rows, as_json, record, verified
from caseclock.api.store.tables import Audit

_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def add_audit_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `audit verify|show`."""
    parser = subparsers.add_parser("audit", help="who did what: see that the record is whole, or read it")
    inner = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    verify = inner.add_parser("verify", help="see that no row was changed, taken out or cut off")
    verify.add_argument(
        "--head", metavar="HASH", type=_hash, help="a hash that was printed earlier: rows cut off since then are missed"
    )
    verify.set_defaults(run=run_verify)
    show = inner.add_parser("show", help="print the rows, one JSON object a line")
    show.add_argument("--case", metavar="ID", type=_id, help="only what was done to this case")
    show.add_argument("--since", metavar="DAY", type=day, help="only from this day on")
    show.set_defaults(run=run_show)


def run_verify(args: argparse.Namespace) -> int:
    """Prints how many rows there are and the hash of the last; says what is wrong, if anything is."""
    with command_service(args) as service, service.database.transaction() as session:
        found = verified(all_rows(session), args.head)
    print(f"rows: {found.rows}")
    print(f"head: {found.head or 'none'}")
    if found.fault is None:
        return Exit.DONE
    say(f"the audit is not whole: {found.fault}; compare it with a backup, and find out who could change the database")
    return Exit.NOT_WRITTEN


def run_show(args: argparse.Namespace) -> int:
    """Prints the rows. That they were read is audited."""
    query = select(Audit).order_by(Audit.number).execution_options(yield_per=1000)
    if args.case:
        query = query.where(Audit.case_id == args.case)
    if args.since:
        query = query.where(Audit.at >= _midnight(args.since))
    with command_service(args) as service, service.database.transaction() as session:
        for row in session.scalars(query):
            print(json.dumps(as_json(row), ensure_ascii=True))
        record(session, OPERATOR, Action.AUDIT_READ, case=args.case)
    return Exit.DONE


def _midnight(since: date) -> datetime:
    return datetime(since.year, since.month, since.day, tzinfo=UTC)


def _hash(text: str) -> str:
    if not _HASH.fullmatch(text):
        raise argparse.ArgumentTypeError("a hash is 64 characters of 0-9 and a-f: copy the head that verify printed")
    return text


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no case's id: copy it from the case's address")
    return text
