"""The one guard for zip-shaped files (docx, xlsx), before any library opens them."""

import io
import zipfile
import zlib

from caseclock.extractor.limits import MEBIBYTE, Limits
from caseclock.extractor.readers.archive.archives import is_bomb, outside
from caseclock.extractor.readers.reading import UnreadableError

_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HEAD_BYTES = 4096
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


def check_zip(data: bytes, limits: Limits, needs: str | None = None) -> None:
    """Refuse a zip-shaped file that is damaged, locked, or would unpack beyond the limits.

    `needs` is the member without which it is not the format it claims ("word/document.xml").
    Declared sizes can be trusted as ceilings: Python's zipfile never hands out more than a member declares.
    """
    if not data:
        raise UnreadableError("The file is empty; ask for it again.")
    if data.startswith(_OLE_SIGNATURE):
        raise UnreadableError(_why_ole(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, len(data), limits)
            if needs is not None and needs not in archive.namelist():
                raise UnreadableError("The file is not what its name says: its main part is missing; ask for it again.")
            _check_doctypes(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableError("The file is damaged or cut short; ask for it again.") from error


def _why_ole(data: bytes) -> str:
    if _ENCRYPTED_STREAM in data:
        return "The file is protected by a password; save a copy without the password and add that."
    return "The file is in an old Office format; save it as .docx or .xlsx and add that."


def _check_members(archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.archive_members:
        raise UnreadableError(
            f"The file holds {len(members)} parts, more than the {limits.archive_members} allowed; "
            "save it anew in its own program and add that."
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.archive_bytes:
        raise UnreadableError(
            f"Unpacked, the file would take {unpacked // MEBIBYTE} MiB, "
            f"more than the {limits.archive_bytes // MEBIBYTE} MiB allowed; split it and add the pieces."
        )
    if is_bomb(unpacked, packed, limits):
        raise UnreadableError("The file unpacks to far more than its size, as a trap would; it was not opened.")
    for member in members:
        if member.flag_bits & 0x1:
            raise UnreadableError("The file is protected by a password; save a copy without the password and add that.")
        if outside(member.filename):
            raise UnreadableError("The file holds a part named to escape its folder; it was not opened.")


def _check_doctypes(archive: zipfile.ZipFile) -> None:
    """Office parts never declare a document type; one that does is there to blow up an XML reader."""
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        with archive.open(name) as part:
            head = part.read(_HEAD_BYTES)
        if any(mark in head for mark in _DOCTYPES):
            raise UnreadableError("The file declares XML entities, as a trap would; it was not opened.")
