"""A small disk, which can be filled to the last byte and emptied again. Only root can have one."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_CHUNK = 4096
_BALLAST = "ballast"


class SmallDisk:
    """A disk mounted at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self) -> None:
        """No byte is left."""
        file = os.open(self.path / _BALLAST, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            while os.write(file, bytes(_CHUNK)):
                continue
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        finally:
            os.close(file)

    def free(self) -> None:
        """There is room again."""
        (self.path / _BALLAST).unlink(missing_ok=True)


def can_mount() -> bool:
    """May this process mount a disk?"""
    return os.geteuid() == 0


@contextmanager
def small_disk(path: Path, size: str) -> Iterator[SmallDisk]:
    """A disk of so many bytes ("2m") at `path`. Raises CalledProcessError if it cannot be mounted."""
    path.mkdir(parents=True)
    options = f"size={size},mode=0700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "caseclock-small", str(path)], check=True)
    try:
        yield SmallDisk(path)
    finally:
        with suppress(subprocess.CalledProcessError):
            subprocess.run(["umount", "--lazy", str(path)], check=True)
