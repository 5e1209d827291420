"""`caseclock user`: add people, give them links, disable them, change what they may do."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from caseclock.api.auth import users
from caseclock.api.auth.principals import PEOPLE
from caseclock.api.command_service import command_service
from caseclock.api.errors import Refused
from caseclock.api.fields import as_email, as_line
from caseclock.api.problems import Problem
from caseclock.api.settings import Settings
from caseclock.api.store.audit import OPERATOR
from caseclock.api.store.database import Database
from caseclock.api.store.tables import Role, User

Act = Callable[[Database, Settings, argparse.Namespace], Iterator[str]]


def add_user_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `user add|list|reset|disable|enable|role`."""
    parser = subparsers.add_parser("user", help="people who may log in")
    inner = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = _parser(inner, "add", "add somebody; prints the link with which they set a password", add_person)
    add.add_argument("--role", required=True, choices=[role.value for role in PEOPLE], help="what they may do")
    add.add_argument("--name", type=_name, help="as it is shown to them")
    reset = _parser(
        inner, "reset", "a new link for who lost their password: the old one is good no longer", reset_person
    )
    reset.add_argument("--without-second-factor", action="store_true", help="for who lost their phone as well")
    _parser(inner, "disable", "log somebody out and let them in no longer", disable_person)
    _parser(inner, "enable", "let somebody in again", enable_person)
    role = _parser(inner, "role", "change what somebody may do", change_role)
    role.add_argument("role", metavar="ROLE", choices=[role.value for role in PEOPLE], help="the new role")
    listing = inner.add_parser("list", help="who there is")
    listing.set_defaults(run=run_user, act=list_people)


def run_user(args: argparse.Namespace) -> int:
    """Does what was asked, and prints what came of it. Raises Refused."""
    act: Act = args.act
    with command_service(args) as service:
        for line in act(service.database, service.settings, args):
            print(line)
    return 0


def add_person(database: Database, settings: Settings, args: argparse.Namespace) -> Iterator[str]:
    """Adds a person; gives the link, alone on its line."""
    with _transaction(database) as session:
        _, token = users.add_user(session, args.email, args.name or "", Role(args.role), OPERATOR)
    yield users.link(settings, token)


def reset_person(database: Database, settings: Settings, args: argparse.Namespace) -> Iterator[str]:
    """A new link, alone on its line."""
    with _transaction(database) as session:
        found = users.by_email(session, args.email)
        _, token = users.reset_user(session, found.id, OPERATOR, without_second_factor=args.without_second_factor)
    yield users.link(settings, token)


def disable_person(database: Database, _settings: Settings, args: argparse.Namespace) -> Iterator[str]:
    """Logs a person out and lets them in no longer."""
    yield _changed(database, args.email, disabled=True)


def enable_person(database: Database, _settings: Settings, args: argparse.Namespace) -> Iterator[str]:
    """Lets a person in again."""
    yield _changed(database, args.email, disabled=False)


def change_role(database: Database, _settings: Settings, args: argparse.Namespace) -> Iterator[str]:
    """Gives a person another role."""
    yield _changed(database, args.email, role=Role(args.role))


def list_people(database: Database, _settings: Settings, _args: argparse.Namespace) -> Iterator[str]:
    """One line a person."""
    with _transaction(database) as session:
        found = users.list_users(session)
    yield from map(_line, found)


@contextmanager
def _transaction(database: Database) -> Iterator[Session]:
    """A transaction; what is refused is told to the person at the keyboard."""
    try:
        with database.transaction() as session:
            yield session
    except Problem as problem:
        raise Refused(problem.detail) from problem


def _changed(database: Database, email: str, *, role: Role | None = None, disabled: bool | None = None) -> str:
    with _transaction(database) as session:
        found = users.by_email(session, email)
        return _line(users.change_user(session, found.id, OPERATOR, role=role, disabled=disabled))


def _line(user: User) -> str:
    state = "disabled" if user.disabled_at else "has a password" if user.password else "has no password yet"
    return f"{user.id}  {user.email}  {user.role}  {state}{f'  {user.name}' if user.name else ''}"


def _parser(
    inner: "argparse._SubParsersAction[argparse.ArgumentParser]", action: str, told: str, act: Act
) -> argparse.ArgumentParser:
    """An action on the person with an email address."""
    parser = inner.add_parser(action, help=told)
    parser.add_argument("email", metavar="EMAIL", type=_email, help="the person's email address")
    parser.set_defaults(run=run_user, act=act)
    return parser


def _email(text: str) -> str:
    found = as_email(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no email address: write it as name@council.example")
    return found


def _name(text: str) -> str:
    found = as_line(text)
    if found is None:
        raise argparse.ArgumentTypeError("give a name of one line and at most 200 characters")
    return found
