"""7z archives: every file in one becomes a child, named with its path; itself it has no text."""

import io
import lzma
import struct
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

import py7zr
from py7zr.exceptions import AbsolutePathError, ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.archive.archives import Unpacking, is_leftover
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Text

MEDIA_TYPES = ("application/x-7z-compressed",)

_DAMAGE = (
    ArchiveError,
    AbsolutePathError,
    lzma.LZMAError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
)
_LOCKED = "The archive is protected by a password; unpack it and add the files in it."


class _Kept(Py7zIO):
    """A member in memory. `whole` once all of it has come."""

    def __init__(self) -> None:
        self.content = io.BytesIO()
        self.whole = False

    def write(self, s: bytes | bytearray) -> int:
        return self.content.write(s)

    def read(self, size: int | None = None) -> bytes:
        return self.content.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.content.seek(offset, whence)

    def flush(self) -> None:
        self.content.flush()

    def size(self) -> int:
        return self.content.getbuffer().nbytes

    def close(self) -> None:
        self.whole = True


class _Shelf(WriterFactory):
    """Members as they are unpacked, by name."""

    def __init__(self) -> None:
        self.members: dict[str, _Kept] = {}

    def create(self, filename: str) -> Py7zIO:
        self.members[filename] = _Kept()
        return self.members[filename]

    def whole(self, name: str) -> _Kept | None:
        """The member if all of it has come. The library tidies the names that it asks with."""
        kept = self.members.get(PurePosixPath(name).as_posix())
        return kept if kept is not None and kept.whole else None


def read(data: bytes, limits: Limits) -> Reading:
    """The files of an archive in its order. One that cannot or may not be unpacked is a problem that names it.

    Raises UnreadableError if the archive is damaged as a whole, locked, or nothing in it can be read.
    """
    try:
        archive = py7zr.SevenZipFile(io.BytesIO(data), max_extract_size=limits.archive_bytes)
    except PasswordRequired as error:
        raise UnreadableError(_LOCKED) from error
    except _DAMAGE as error:
        raise UnreadableError("The archive is damaged or cut short; ask for it again.") from error
    unpacking = Unpacking(len(data), limits)
    with archive:
        if archive.needs_password():
            raise UnreadableError(_LOCKED)
        for members in _blocks(archive.files):
            _unpack(archive, members, unpacking)
    return Reading(MEDIA_TYPES[0], Text(""), children=unpacking.children(), problems=unpacking.problems())


def _blocks(files: Iterable[py7zr.py7zr.ArchiveFile]) -> list[list[py7zr.py7zr.ArchiveFile]]:
    """The files by the packed block that they lie in: damage done to one block costs no file of another."""
    blocks: dict[int, list[py7zr.py7zr.ArchiveFile]] = {}
    for file in files:
        if not file.is_directory and not is_leftover(file.filename):
            blocks.setdefault(id(file.folder), []).append(file)
    return list(blocks.values())


def _unpack(archive: py7zr.SevenZipFile, members: list[py7zr.py7zr.ArchiveFile], unpacking: Unpacking) -> None:
    wanted: set[str] = set()
    planned = 0
    for member in members:
        size = member.uncompressed or 0
        why = _locked(member) or unpacking.refusal(member.filename, planned + size)
        if not why and member.filename in wanted:
            why = "has the name of another file"
        if why:
            unpacking.lose(member.filename, why)
        else:
            wanted.add(member.filename)
            planned += size
    shelf = _Shelf()
    damaged = False
    try:
        archive.reset()
        archive.extract(targets=wanted, factory=shelf)
    except _DAMAGE:
        damaged = True
    for name in (member.filename for member in members if member.filename in wanted):
        kept = shelf.whole(name)
        if kept is None:
            unpacking.lose(name, "is damaged, or comes after damage in the archive" if damaged else "is damaged")
        elif unpacking.full():
            unpacking.lose(name, "comes after as many files as are read of one archive")
        else:
            unpacking.keep(name, kept.content.getvalue())


def _locked(member: py7zr.py7zr.ArchiveFile) -> str:
    return "is a link to another place" if member.is_symlink or member.is_junction else ""
