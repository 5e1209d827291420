"""Files in a folder on disk. Every step below it is taken from the folder before, and no link is followed."""

import errno
import os
import secrets
import stat
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from caseclock.api.store.files.interface import Damaged, FileError, Missing, StoreFull, StoreUnavailable
from caseclock.api.store.files.keys import checked_folder, checked_key, checked_prefix, is_segment
from caseclock.api.store.files.reading import CHUNK, Reading, chunks_of

_UNFINISHED = "~unfinished"  # not a segment of a key, so it is in no file's way
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # NONBLOCK: a pipe must not hold us up
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_TRIES = 10  # of placing a file in a folder that is being deleted
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_THERE = (FileNotFoundError, NotADirectoryError, IsADirectoryError)


class DiskStore:
    """A FileStore below the folder `root`: files with mode 0600 in folders with mode 0700."""

    def __init__(self, root: Path) -> None:
        """Makes `root` if it is not there. It is not made again later: a disk that was unmounted must not be replaced
        by an empty folder. Raises StoreUnavailable.
        """
        self.root = root
        with self._told():
            root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, key: str, data: bytes) -> None:
        self.put_chunks(key, [data])

    def put_file(self, key: str, path: Path) -> None:
        self.put_chunks(key, chunks_of(path))

    def put_chunks(self, key: str, chunks: Iterable[bytes]) -> None:
        checked_key(key)
        temporary = secrets.token_hex(16)
        with ExitStack() as opened:
            with self._told(key):
                unfinished = opened.enter_context(self._folder([_UNFINISHED], make=True))[-1]
                file = os.open(temporary, _WRITE, 0o600, dir_fd=unfinished)
                opened.callback(_remove, temporary, unfinished)  # unless it has been moved to its place
                opened.callback(os.close, file)
            for chunk in chunks:
                with self._told(key):
                    _write(file, chunk)
            with self._told(key):
                os.fsync(file)
                self._place(temporary, unfinished, key)

    def get(self, key: str) -> bytes:
        return b"".join(self.open(key))

    def open(self, key: str) -> Reading:
        return Reading(self._chunks(checked_key(key)))

    def exists(self, key: str) -> bool:
        *folders, name = checked_key(key).split("/")
        try:
            with self._told(key), self._folder(folders) as path:
                return stat.S_ISREG(os.stat(name, dir_fd=path[-1], follow_symlinks=False).st_mode)
        except Missing:
            return False

    def delete(self, key: str) -> None:
        *folders, name = checked_key(key).split("/")
        with suppress(Missing), self._told(key), self._folder(folders) as path:
            os.unlink(name, dir_fd=path[-1])
            os.fsync(path[-1])

    def delete_prefix(self, prefix: str) -> int:
        *folders, name = checked_folder(prefix).split("/")
        with suppress(Missing), self._told(prefix), self._folder(folders) as path:
            if not stat.S_ISDIR(os.stat(name, dir_fd=path[-1], follow_symlinks=False).st_mode):
                return 0
            count = _remove_folder(name, path[-1])
            os.fsync(path[-1])
            return count
        return 0

    def keys(self, prefix: str = "") -> Iterator[str]:
        prefix = checked_prefix(prefix)
        return self._keys(prefix.split("/") if prefix else [])

    def check(self) -> None:
        name = secrets.token_hex(16)
        with self._told(), self._folder([_UNFINISHED], make=True) as path:
            file = os.open(name, _WRITE, 0o600, dir_fd=path[-1])
            try:
                _write(file, bytes(4096))
                os.fsync(file)
            finally:
                os.close(file)
                _remove(name, path[-1])

    def sweep(self, older_than_seconds: float) -> int:
        latest = time.time() - older_than_seconds
        count = 0
        with suppress(Missing), self._told(_UNFINISHED), self._folder([_UNFINISHED]) as path:
            for name in os.listdir(path[-1]):
                with suppress(FileNotFoundError):  # finished meanwhile
                    if os.stat(name, dir_fd=path[-1], follow_symlinks=False).st_mtime <= latest:
                        os.unlink(name, dir_fd=path[-1])
                        count += 1
        return count

    def _chunks(self, key: str) -> Generator[bytes, None, None]:
        *folders, name = key.split("/")
        with ExitStack() as opened:
            with self._told(key), self._folder(folders) as path:
                file = os.open(name, _READ, dir_fd=path[-1])
                opened.callback(os.close, file)
                if not stat.S_ISREG(os.fstat(file).st_mode):
                    raise Missing(key)
            while True:
                with self._told(key):
                    chunk = os.read(file, CHUNK)
                if not chunk:
                    return
                yield chunk

    def _keys(self, folders: Sequence[str]) -> Iterator[str]:
        for name in self._listed(folders):
            if name.endswith("/"):
                yield from self._keys([*folders, name[:-1]])
            else:
                yield "/".join([*folders, name])

    def _listed(self, folders: Sequence[str]) -> list[str]:
        """The names in a folder in the order of their keys, for which a folder has "/" at its end."""
        key = "/".join(folders)
        with suppress(Missing), self._told(key), self._folder(folders) as path, os.scandir(path[-1]) as entries:
            return sorted(
                entry.name + ("/" if entry.is_dir(follow_symlinks=False) else "")
                for entry in entries
                if is_segment(entry.name) and not entry.is_symlink()
            )
        return []

    @contextmanager
    def _folder(self, names: Sequence[str], make: bool = False) -> Iterator[list[int]]:
        """The opened folders on the way from root, which is the first, to the last of `names`."""
        with ExitStack() as opened:
            try:
                path = [os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
            except OSError as error:
                raise self._unavailable(error) from error
            opened.callback(os.close, path[0])
            for name in names:
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(name, 0o700, dir_fd=path[-1])
                path.append(_open_folder(name, path[-1]))
                opened.callback(os.close, path[-1])
            yield path

    def _place(self, temporary: str, unfinished: int, key: str) -> None:
        """Move the finished file to where its key says, for good."""
        *folders, name = key.split("/")
        for _ in range(_TRIES):
            try:
                with self._folder(folders, make=True) as path:
                    os.replace(temporary, name, src_dir_fd=unfinished, dst_dir_fd=path[-1])
                    for folder in reversed(path):  # all: one that another process made may not be on disk yet
                        os.fsync(folder)
                return
            except FileNotFoundError:
                continue  # a folder on the way was deleted under our hands
            except (NotADirectoryError, IsADirectoryError) as error:
                raise ValueError(
                    f"{key!r} cannot be stored: one key is a folder of another; choose other keys"
                ) from error
        raise StoreUnavailable(f"the folder of {key} is being deleted; try again")

    @contextmanager
    def _told(self, key: str = "") -> Iterator[None]:
        """Whatever the system says against it, in our words."""
        try:
            yield
        except _NOT_THERE as error:
            raise (Missing(key) if key else self._unavailable(error)) from error
        except OSError as error:
            raise self._link(key) if error.errno == errno.ELOOP else self._unavailable(error) from error

    def _unavailable(self, error: OSError) -> FileError:
        reason = (error.strerror or str(error)).lower()
        if error.errno in _NO_ROOM:
            return StoreFull(f"the disk of {self.root} has no room left ({reason}); free some space, then try again")
        return StoreUnavailable(
            f"the folder of files {self.root} cannot be used ({reason}); see that its disk is mounted, sound and "
            "writable for the service, then try again"
        )

    def _link(self, key: str) -> FileError:
        where = f"{self.root}/{key}".rstrip("/")
        return Damaged(f"{where}, or a folder on the way, is a link, which is not followed; put what it leads to there")


def _open_folder(name: str, parent: int) -> int:
    """The folder, opened. A link is told by ELOOP: Linux says ENOTDIR of it as of any file."""
    try:
        return os.open(name, _FOLDER, dir_fd=parent)
    except NotADirectoryError as error:
        if stat.S_ISLNK(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
        raise


def _write(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]


def _remove(name: str, parent: int) -> None:
    with suppress(OSError):  # what cannot be removed now is swept later
        os.unlink(name, dir_fd=parent)


def _remove_folder(name: str, parent: int) -> int:
    """Remove a folder with all below it; of a link only the link. How many files there were."""
    count = 0
    folder = _open_folder(name, parent)
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink()) for entry in entries]
        for below, is_folder, is_link in found:
            with suppress(FileNotFoundError):  # deleted by another meanwhile
                if is_folder:
                    count += _remove_folder(below, folder)
                else:
                    os.unlink(below, dir_fd=folder)
                    count += not is_link
    finally:
        os.close(folder)
    with suppress(FileNotFoundError):
        try:
            os.rmdir(name, dir_fd=parent)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):  # something was put there meanwhile: it stays
                raise
    return count
