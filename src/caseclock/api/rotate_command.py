"""`caseclock key rotate` and `key new`: the keys that files are encrypted with."""

import argparse

from caseclock.api.command_service import database_of
from caseclock.api.errors import Exit, NotWritten, Refused, say
from caseclock.api.open_files import open_files
from caseclock.api.progress import progress_bar
from caseclock.api.settings import read_settings
from caseclock.api.store.audit import OPERATOR, Action, record
from caseclock.api.store.files.encrypted import EncryptedStore, rotate
from caseclock.api.store.files.interface import StoreUnavailable
from caseclock.api.store.files.keyring import new_key
from caseclock.extractor.exports.wording import number_of


def add_rotation(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `new-file-key` and `rotate`."""
    new = actions.add_parser("new-file-key", help="print a new key for the encryption of files")
    new.set_defaults(run=run_new_file_key)
    again = actions.add_parser("rotate", help="encrypt every file anew with the first of CASECLOCK_ENCRYPTION_KEYS")
    again.add_argument("--quiet", action="store_true", help="no progress bar")
    again.set_defaults(run=run_rotate)


def run_new_file_key(_args: argparse.Namespace) -> int:
    """Prints a key: it goes before the others in CASECLOCK_ENCRYPTION_KEYS, or in the file of keys."""
    print(new_key())
    return Exit.DONE


def run_rotate(args: argparse.Namespace) -> int:
    """Encrypts what is not under the first key; can be stopped and begun again. Raises Refused, NotWritten."""
    settings = read_settings()
    store = open_files(settings)
    if not isinstance(store, EncryptedStore):
        raise Refused("files are not encrypted: set CASECLOCK_ENCRYPTION_KEYS (see `caseclock key new-file-key`)")
    total, changed, left = len(list(store.inner.keys())), 0, 0
    try:
        with progress_bar(args.quiet) as tell:
            for step in rotate(store):
                tell(step.number, total, step.key)
                changed += step.changed
                if step.problem:
                    left += 1
                    say(f"{step.key} was left as it is: {step.problem}")
    except StoreUnavailable as error:
        raise NotWritten(f"{error}; then type the command again: it goes on where it stopped") from error
    with database_of(settings) as (database, _), database.transaction() as session:
        record(session, OPERATOR, Action.FILES_ROTATED, changed=changed, left=left)
    print(f"{number_of(changed, 'file')} encrypted anew; {number_of(total, 'file')} in all")
    return Exit.NOT_WRITTEN if left else Exit.DONE
