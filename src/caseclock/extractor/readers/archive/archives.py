"""What packed archives (.zip, .7z) have in common: which members are passed over or refused, how much is unpacked."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from caseclock.extractor.limits import MEBIBYTE, Limits
from caseclock.extractor.readers.reading import Child, UnreadableError
from caseclock.models.text import Problem

_RATIO_FLOOR = 10 * MEBIBYTE  # small files pack well without meaning harm
_MOST_NAMED = 20  # members told of one by one; of more only the number
_LONGEST_NAME = 120
# What file managers leave in folders: never a paper.
_LEFTOVERS = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".localized", "ehthumbs.db"})
_OUTSIDE = "is named to escape its folder"
_BOMB = "unpacks to far more than its size, as a trap would"


class Unpacking:
    """The members of one archive as they are unpacked, under the limits. What is wrong with one costs only that one."""

    def __init__(self, packed: int, limits: Limits) -> None:
        """`packed` is the size of the archive in bytes."""
        self._packed = packed
        self._limits = limits
        self._unpacked = 0
        self._children: list[Child] = []
        self._lost: list[tuple[str, str]] = []

    def room(self) -> int:
        """The most bytes that the next member may have."""
        return min(self._limits.file_bytes, self._limits.archive_bytes - self._unpacked)

    def full(self) -> bool:
        """Are there as many members already as may be?"""
        return len(self._children) >= self._limits.children

    def refusal(self, name: str, declared: int) -> str:
        """Why a member is not unpacked at all, from its name and declared size; "" if nothing is wrong."""
        if outside(name):
            return _OUTSIDE
        if self.full():
            return f"comes after the {self._limits.children} files that are read of one archive"
        return self.too_much(declared)

    def too_much(self, size: int) -> str:
        """Why a member of this many bytes is too much; "" if it is not."""
        if is_bomb(size, self._packed, self._limits):
            return _BOMB
        if size > self._limits.file_bytes:
            return f"is larger than the {self._limits.file_bytes // MEBIBYTE} MiB allowed"
        if self._unpacked + size > self._limits.archive_bytes:
            return f"comes after the {self._limits.archive_bytes // MEBIBYTE} MiB that are unpacked of one archive"
        return ""

    def keep(self, name: str, data: bytes) -> None:
        """Take a member in."""
        self._unpacked += len(data)
        self._children.append(Child(name, data))

    def lose(self, name: str, why: str) -> None:
        """Note that a member is left out. `why` goes on with "<name> ..."."""
        self._lost.append((_shown(name), why))

    def children(self) -> tuple[Child, ...]:
        """The members unpacked, in the order of the archive. Raises UnreadableError if there is none."""
        if not self._children:
            told = "; ".join(f"“{name}” {why}" for name, why in self._lost[:_MOST_NAMED])
            what = f"Nothing in the archive could be read: {told}" if told else "There is no file in the archive"
            raise UnreadableError(f"{what}. Unpack it and add the files in it.")
        return tuple(self._children)

    def problems(self) -> tuple[Problem, ...]:
        """What was left out and why."""
        told = [
            Problem("reader", f"“{name}” in it was left out, for it {why}; add it as a file if it matters.")
            for name, why in self._lost[:_MOST_NAMED]
        ]
        more = len(self._lost) - _MOST_NAMED
        if more > 0:
            told.append(
                Problem("reader", f"{more} more files in it were left out; unpack it and add those that matter.")
            )
        return tuple(told)


def outside(name: str) -> bool:
    """Does the name of a member point out of the folder that it would be unpacked to?"""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":")


def is_bomb(unpacked: int, packed: int, limits: Limits) -> bool:
    """Does something unpack to so much more than its size that it can only mean harm?"""
    return unpacked > _RATIO_FLOOR and unpacked > packed * limits.archive_ratio


def is_leftover(name: str) -> bool:
    """A file that a file manager left there, not a person."""
    parts: Sequence[str] = name.replace("\\", "/").lower().split("/")
    return "__macosx" in parts or parts[-1] in _LEFTOVERS or parts[-1].startswith("~$")


def _shown(name: str) -> str:
    """The name in a sentence: on one line, of a length that can be read."""
    line = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"
