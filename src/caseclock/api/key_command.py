"""`caseclock key`: make, list and revoke the API keys of systems."""

import argparse
from collections.abc import Callable, Iterator
from datetime import timedelta

from caseclock.api.arguments import did_you_mean
from caseclock.api.auth import keys
from caseclock.api.auth.principals import CASEWORK, EVERY_SCOPE, Scope
from caseclock.api.command_service import command_service
from caseclock.api.errors import Refused
from caseclock.api.fields import as_line
from caseclock.api.problems import Problem
from caseclock.api.rotate_command import add_rotation
from caseclock.api.store.audit import OPERATOR
from caseclock.api.store.database import Database
from caseclock.api.store.tables import Key, now

Act = Callable[[Database, argparse.Namespace], Iterator[str]]
_ALL = "all"
_DAYS_MOST = 3650


def add_key_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `key add|list|revoke`, and those on the keys that files are encrypted with."""
    parser = subparsers.add_parser("key", help="API keys of systems")
    inner = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = inner.add_parser("add", help="make a key; it is printed once and cannot be had again")
    add.add_argument("name", metavar="NAME", type=_name, help="what it is for")
    add.add_argument(
        "--scopes",
        type=_scopes,
        default=CASEWORK,
        metavar="A,B",
        help=f"what it may do: some of {', '.join(Scope)}, or all (by default what a caseworker may)",
    )
    add.add_argument("--days", type=_days, metavar="N", help="how long it is good (by default until it is revoked)")
    add.add_argument("--quiet", action="store_true", help="print only the key")
    add.set_defaults(run=run_key, act=make_key)
    listing = inner.add_parser("list", help="which keys there are")
    listing.set_defaults(run=run_key, act=show_keys)
    revoke = inner.add_parser("revoke", help="have a key open nothing any more")
    revoke.add_argument("id", metavar="ID", help="the key's id, as `caseclock key list` shows it")
    revoke.set_defaults(run=run_key, act=end_key)
    add_rotation(inner)


def run_key(args: argparse.Namespace) -> int:
    """Does what was asked, and prints what came of it. Raises Refused."""
    act: Act = args.act
    with command_service(args) as service:
        for line in act(service.database, args):
            print(line)
    return 0


def make_key(database: Database, args: argparse.Namespace) -> Iterator[str]:
    """Makes a key; gives it alone on the first line."""
    expires = now() + timedelta(days=args.days) if args.days else None
    with database.transaction() as session:
        key, plain = keys.add_key(session, args.name, args.scopes, expires, OPERATOR)
    yield plain
    if not args.quiet:
        yield f"Keep it now: it cannot be shown again. Its id is {key.id}; it may do {' '.join(key.scopes)}."


def show_keys(database: Database, _args: argparse.Namespace) -> Iterator[str]:
    """One line a key."""
    with database.transaction() as session:
        found = keys.list_keys(session)
    yield from map(_line, found)


def end_key(database: Database, args: argparse.Namespace) -> Iterator[str]:
    """Revokes a key."""
    try:
        with database.transaction() as session:
            key = keys.revoke_key(session, as_line(args.id) or "", OPERATOR)
    except Problem as problem:
        raise Refused(f"{problem.detail} `caseclock key list` lists them all") from problem
    yield _line(key)


def _line(key: Key) -> str:
    at = now()
    state = "good until it is revoked"
    if key.revoked_at:
        state = f"revoked on {key.revoked_at:%Y-%m-%d}"
    elif key.expires_at:
        state = f"{'expired on' if key.expires_at <= at else 'good until'} {key.expires_at:%Y-%m-%d}"
    return f"{key.id}  {key.name}  {state}  {' '.join(key.scopes)}"


def _scopes(text: str) -> frozenset[Scope]:
    if text.strip() == _ALL:
        return EVERY_SCOPE
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in list(Scope):
            hint = did_you_mean(word, Scope) or f": it is one of {', '.join(Scope)}"
            raise argparse.ArgumentTypeError(f"there is no scope {word!r}{hint}")
    if not words:
        raise argparse.ArgumentTypeError(f"name some of {', '.join(Scope)}, or all")
    return frozenset(map(Scope, words))


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= _DAYS_MOST):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days from 1 to {_DAYS_MOST}")
    return int(text)


def _name(text: str) -> str:
    found = as_line(text)
    if found is None:
        raise argparse.ArgumentTypeError("give a name of one line and at most 200 characters")
    return found
