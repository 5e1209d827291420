"""The commands of the service. What they need is imported when one is used: `build` starts without a web server."""

import argparse
from collections.abc import Sequence
from importlib import import_module

from caseclock.api.arguments import Parser

_COMMANDS = {
    "serve": ("serve_command", "start the service: the API, its workers, its own database"),
    "worker": ("serve_command", "start one more worker"),
    "migrate": ("serve_command", "bring the tables of the database up to date"),
    "user": ("user_command", "who may log in: add, list, reset, disable, enable, role"),
    "key": ("key_command", "keys of systems: add, list, revoke; keys of files: new-file-key, rotate"),
    "backup": ("backup_command", "put everything that the service keeps into one file"),
    "restore": ("backup_command", "put a backup into an empty service"),
    "audit": ("audit_command", "show who did what, and verify that nothing of it was changed"),
}


def add_service_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Names them in the help."""
    for name, (_, told) in _COMMANDS.items():
        subparsers.add_parser(name, help=told)


def is_service_command(arguments: Sequence[str]) -> bool:
    """Is it one of these?"""
    return bool(arguments) and arguments[0] in _COMMANDS


def run_service_command(arguments: Sequence[str]) -> int:
    """Run it, its own module reading its arguments. Gives the exit status."""
    module, _ = _COMMANDS[arguments[0]]
    parser = Parser(prog="caseclock", allow_abbrev=False)
    add_parser = getattr(import_module(f"caseclock.api.{module}"), f"add_{arguments[0]}_parser")
    add_parser(parser.add_subparsers(dest="command", required=True))
    args = parser.parse_args(arguments)
    status: int = args.run(args)
    return status
