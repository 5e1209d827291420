"""The command line: which commands there are. What goes wrong in any of them is told by `errors.guarded`."""

import argparse
import io
import json
import sys
from collections.abc import Sequence

from caseclock import __version__
from caseclock.api.arguments import Parser
from caseclock.api.build_command import add_build_parser
from caseclock.api.dates_command import add_dates_parser
from caseclock.api.errors import guarded
from caseclock.api.policies_command import add_policies_parser
from caseclock.api.service_commands import add_service_parsers, is_service_command, run_service_command
from caseclock.models.chronology import Chronology
from caseclock.models.decision import DECISIONS


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; `argv` without the program's name. Gives the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the terminal cannot show must not stop the work
            stream.reconfigure(errors="backslashreplace")
    return guarded(lambda: _run(argv))


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands; each command sets `run`."""
    parser: argparse.ArgumentParser = Parser(
        prog="caseclock",
        description="From the papers of an anti-social behaviour case to one cited chronology.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"caseclock {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    add_build_parser(subparsers)
    add_dates_parser(subparsers)
    add_policies_parser(subparsers)
    add_service_parsers(subparsers)
    schema = subparsers.add_parser("schema", help="the JSON Schema of chronology.json, or of a file of decisions")
    schema.add_argument("--decisions", action="store_true", help="of a file for `build --decisions`")
    schema.set_defaults(run=_run_schema)
    return parser


def _run(argv: Sequence[str] | None) -> int:
    arguments = sys.argv[1:] if argv is None else list(argv)
    if is_service_command(arguments):
        return run_service_command(arguments)
    args = make_parser().parse_args(arguments)
    status: int = args.run(args)
    return status


def result_schema() -> dict[str, object]:
    """The JSON Schema of `chronology.json`, made from the models."""
    schema = Chronology.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def decisions_schema() -> dict[str, object]:
    """The JSON Schema of a file of decisions."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **DECISIONS.json_schema(by_alias=True)}


def _run_schema(args: argparse.Namespace) -> int:
    print(json.dumps(decisions_schema() if args.decisions else result_schema(), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
