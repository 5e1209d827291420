"""What every store of files can do, and what can go wrong with one."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from caseclock.api.store.files.reading import Reading


class FileError(Exception):
    """Something is wrong with a file or its store. The message is plain English and ends with what to do."""


class Missing(FileError):
    """There is no file under the key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"there is no file {key}; add the paper again, or restore it from a backup")
        self.key = key

    def __reduce__(self) -> tuple[type["Missing"], tuple[str]]:
        return Missing, (self.key,)  # from one process to another it keeps its words


class StoreUnavailable(FileError):
    """The store cannot be used now; the same call may work later."""


class StoreFull(StoreUnavailable):
    """The store has no room left."""


class Damaged(FileError):
    """What is stored is not what was put there, and trying again will not help."""


class FileStore(Protocol):
    """Files by key. A key is segments of [a-z0-9._-] with "/" between; none is "." or "..".

    No key may be a folder of another: beside `a/b` there can be no file `a`. A prefix is a folder's key, with or
    without "/" at its end: `a` has `a/b` below it, not `ab`. Every method raises ValueError for a key or prefix that
    is not of this form, and StoreUnavailable when the store cannot be reached.
    """

    def put(self, key: str, data: bytes) -> None:
        """Store `data` whole or not at all, in place of what was there. It is safe from a power cut on return.

        Raises StoreFull.
        """

    def put_file(self, key: str, path: Path) -> None:
        """As `put`, of the file at `path`, of which little is held in memory. Raises OSError if it can't be read."""

    def put_chunks(self, key: str, chunks: Iterable[bytes]) -> None:
        """As `put`, of the chunks in a row. What the iteration raises is passed on, and nothing is changed then."""

    def get(self, key: str) -> bytes:
        """The file. Raises Missing, Damaged."""

    def open(self, key: str) -> Reading:
        """The file in chunks of at most 1 MiB. Raises Missing, Damaged at once or, for what comes later, on the way.

        A file that is replaced or deleted meanwhile is read on as it was, or StoreUnavailable is raised.
        """

    def exists(self, key: str) -> bool:
        """Is there a file under the key?"""

    def delete(self, key: str) -> None:
        """Remove the file, if there is one."""

    def delete_prefix(self, prefix: str) -> int:
        """Remove every file below the prefix, which may not be empty. Returns how many there were."""

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The keys below the prefix, or all, in the order of their bytes."""

    def check(self) -> None:
        """Write and remove something small. Raises StoreUnavailable or StoreFull if that fails."""

    def sweep(self, older_than_seconds: float) -> int:
        """Remove what broken-off writes left behind, if it has lain that long. Returns how many there were."""
