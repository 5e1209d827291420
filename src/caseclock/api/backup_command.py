"""`caseclock backup` and `restore`: everything that the service keeps in one file, and back again."""

import argparse
from contextlib import ExitStack
from pathlib import Path

from caseclock.api.backup import backup, restore
from caseclock.api.command_service import bring_up_to_date, database_of
from caseclock.api.data_folder import DataFolder
from caseclock.api.errors import Exit, Refused, say
from caseclock.api.open_files import open_plain_files, secret_of
from caseclock.api.progress import progress_bar
from caseclock.api.settings import read_settings
from caseclock.api.store.audit import OPERATOR, Action, record
from caseclock.extractor.exports.wording import number_of


def add_backup_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `backup`."""
    parser = subparsers.add_parser("backup", help="everything that the service keeps, in one file; while it runs")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="the file to be made")
    parser.add_argument(
        "--with-secret",
        action="store_true",
        help="put the service's own secret in: without it second factors and webhooks must be set up anew",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=run_backup)


def add_restore_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `restore`."""
    parser = subparsers.add_parser("restore", help="put a backup into an empty service")
    parser.add_argument("file", type=Path, metavar="FILE", help="what `caseclock backup` made")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=run_restore)


def run_backup(args: argparse.Namespace) -> int:
    """Makes a backup. Raises Refused, NotWritten."""
    settings = read_settings()
    secret = secret_of(settings) if args.with_secret else None
    with database_of(settings) as (database, _), progress_bar(args.quiet) as tell:
        made = backup(database.url, open_plain_files(settings), args.out, tell, secret)
        with database.transaction() as session:
            record(session, OPERATOR, Action.BACKUP_MADE, files=len(made.manifest.parts), secret=secret is not None)
    for what, keys in (("erased while it was made", made.manifest.erased), ("damaged", made.manifest.damaged)):
        if keys:
            say(f"{number_of(len(keys), 'file')} {what} and not in the backup")
    kept = "It holds the service's secret and all papers" if secret else "It holds all papers"
    say(f"{kept}: keep it where only those may read it who may read every case.")
    print(args.out)
    return Exit.DONE


def run_restore(args: argparse.Namespace) -> int:
    """Puts a backup into an empty service, all of it or nothing. Raises Refused, NotWritten."""
    settings = read_settings()
    with ExitStack() as stack:
        stack.enter_context(DataFolder(settings.data).lock())
        database, _ = stack.enter_context(database_of(settings))
        tell = stack.enter_context(progress_bar(args.quiet))
        done = restore(args.file, database.url, open_plain_files(settings), tell)
        if done.secret is not None and not settings.secret:
            kept = DataFolder(settings.data).kept("secret", lambda: done.secret or b"")
            if kept != done.secret:
                raise Refused(
                    f"the data folder {settings.data} has a secret of its own: restore into a new folder, "
                    "so that second factors and webhooks can be opened"
                )
        bring_up_to_date(settings, database)
        with database.transaction() as session:
            record(session, OPERATOR, Action.BACKUP_RESTORED, files=len(done.manifest.parts))
    print(f"restored {number_of(len(done.manifest.parts), 'file')} from {args.file}")
    return Exit.DONE
