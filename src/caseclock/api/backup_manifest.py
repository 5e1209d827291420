"""What a backup says about itself, and the check that it is whole."""

import hashlib
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Literal
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, ValidationError

from caseclock.api.errors import Refused
from caseclock.api.store.files.keys import is_key

MANIFEST = "manifest.json"
DATABASE = "database.dump"
SECRET = "secret"
FILES = "files/"
CHUNK = 1024 * 1024
_BROKEN = (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError)  # the last: it asks for a password


class Part(BaseModel):
    """A member of the archive: its size in bytes and SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    size: int
    sha256: str


class Manifest(BaseModel):
    """The first thing to read of a backup. Keys are those of the store of files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["caseclock backup 1"] = "caseclock backup 1"
    caseclock: str  # the version that made it
    revision: str | None  # of the database's tables; null: it had none
    made_at: datetime
    holds_secret: bool  # then it opens what is sealed in it, and is to be kept safe
    erased: tuple[str, ...]  # files that were erased while it was made
    damaged: tuple[str, ...]  # files that could not be read in full
    parts: tuple[Part, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The files that are in the backup."""
        return tuple(part.name.removeprefix(FILES) for part in self.parts if part.name.startswith(FILES))


def read_manifest(archive: ZipFile) -> Manifest:
    """What the archive says of itself. Raises Refused if it is no backup, or one of a later caseclock."""
    try:
        return Manifest.model_validate_json(archive.read(MANIFEST))
    except (KeyError, ValidationError, *_BROKEN) as error:
        raise Refused(
            f"{archive.filename} is no backup that this caseclock can read; give one that `caseclock backup` made, "
            "or use the version that made it"
        ) from error


def check_parts(archive: ZipFile, manifest: Manifest) -> Iterator[str]:
    """Compares every part with what the manifest says, and gives its name once it has been found whole.

    Raises Refused, naming the part, for the first that is damaged, missing, or one too many.
    """
    told = {part.name: part for part in manifest.parts}
    found = [member.filename for member in archive.infolist()]
    if sorted(found) != sorted([*told, MANIFEST]) or DATABASE not in told:
        odd = sorted(set(found).symmetric_difference({*told, MANIFEST, DATABASE})) or ["a part that is there twice"]
        raise _damaged(archive, odd[0])
    for part in manifest.parts:
        if not (part.name in (DATABASE, SECRET) or (part.name.startswith(FILES) and is_key(part.name[len(FILES) :]))):
            raise _damaged(archive, part.name)
        _check_part(archive, part)
        yield part.name


def _check_part(archive: ZipFile, part: Part) -> None:
    member = archive.getinfo(part.name)
    if member.compress_type != ZIP_STORED or member.file_size != part.size:
        raise _damaged(archive, part.name)
    digest = hashlib.sha256()
    try:
        with archive.open(member) as opened:
            for chunk in chunks_of(opened):
                digest.update(chunk)
    except _BROKEN as error:
        raise _damaged(archive, part.name) from error
    if digest.hexdigest() != part.sha256:
        raise _damaged(archive, part.name)


def chunks_of(opened: IO[bytes]) -> Iterator[bytes]:
    """What is left of an opened file, in chunks."""
    while chunk := opened.read(CHUNK):
        yield chunk


def _damaged(archive: ZipFile, name: str) -> Refused:
    return Refused(
        f"{archive.filename} is damaged at {name}, and nothing was restored; copy it again from where it is kept, "
        "or take another backup"
    )
