"""The data folder: who may use it, and the small files that the service keeps in it for itself."""

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from caseclock.api.errors import Refused

_SECRET_BYTES = 32
_PATIENCE = 2.0  # seconds: one that was just killed may hold its lock a moment longer
_PAUSE = 0.05


class DataFolder:
    """A folder that belongs to one service at a time. It is made when first needed; nobody else may look into it."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().resolve()  # however it is spelled, it is one folder

    def make(self) -> None:
        """Makes the folder if it is not there. Raises Refused if it cannot be made."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(
                f"the data folder {self.path} cannot be made ({error.strerror}); set CASECLOCK_DATA to one that can"
            ) from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the folder for this process. Raises Refused, naming the process that holds it already."""
        self.make()
        file = self.open_private("lock")
        try:
            if not _locked_soon(file):
                raise Refused(self._taken(file))
            os.ftruncate(file, 0)
            os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
            yield
            os.ftruncate(file, 0)
        finally:
            let_go(file)

    def secret(self) -> bytes:
        """The service's own 32 random bytes, made at the first call. Raises Refused if the file is damaged."""
        found = self.kept("secret", lambda: secrets.token_bytes(_SECRET_BYTES))
        if len(found) != _SECRET_BYTES:
            raise Refused(f"{self.path / 'secret'} is damaged; put it back from a backup, then start again")
        return found

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The bytes of a private file, which is made of `make()` once, however many processes ask at once."""
        self.make()
        path = self.path / name
        if not path.exists():
            aside = f".{name}.{secrets.token_hex(8)}"
            file = self.open_private(aside)
            try:
                os.write(file, make())
                os.fsync(file)
                with suppress(FileExistsError):  # another process was quicker: its bytes hold
                    os.link(self.path / aside, path)
            finally:
                os.close(file)
                os.unlink(self.path / aside)
            self.sync()
        return path.read_bytes()

    def open_private(self, name: str) -> int:
        """A descriptor of a file in the folder, made if need be, that its owner alone may open.

        What root makes belongs to the folder's owner, so that a command typed as root locks nobody out.
        """
        path = self.path / name
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        owner = self.path.stat()
        if os.geteuid() == 0 and os.fstat(file).st_uid != owner.st_uid:
            os.fchown(file, owner.st_uid, owner.st_gid)
        return file

    def sync(self) -> None:
        """What was made or renamed in the folder is still so after a power cut."""
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _taken(self, file: int) -> str:
        pid = os.pread(file, 20, 0).decode("ascii", "replace").strip()
        return (
            f"the data folder {self.path} is in use by the service that runs as process {pid or '(not known)'}; "
            "use that one, stop it first, or set CASECLOCK_DATA to another folder"
        )


def _locked_soon(file: int) -> bool:
    end = time.monotonic() + _PATIENCE
    while not lock_now(file, fcntl.LOCK_EX):
        if time.monotonic() >= end:
            return False
        time.sleep(_PAUSE)
    return True


def lock_now(file: int, kind: int) -> bool:
    """Takes the lock (fcntl.LOCK_EX or LOCK_SH) unless somebody else has it."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def let_go(file: int) -> None:
    """Gives the lock back and closes the file. Closing alone would not do: a forked child may have it open too."""
    fcntl.flock(file, fcntl.LOCK_UN)
    os.close(file)
