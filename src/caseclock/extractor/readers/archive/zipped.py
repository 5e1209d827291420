"""Zip archives (`application/zip`): every file in one becomes a child, named with its path; itself it has no text."""

import io
import lzma
import stat
import zipfile
import zlib

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.archive.archives import Unpacking, is_leftover
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Text

MEDIA_TYPES = ("application/zip",)

# Only for these does zipfile unpack no more at once than it is asked for; of the others little is fed at a time.
_GENTLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK, _SMALL_CHUNK = 256 * 1024, 4096
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, KeyError)
_ENCRYPTED, _UTF8 = 0x1, 0x800  # bits of a member's flags


def read(data: bytes, limits: Limits) -> Reading:
    """The files of an archive in its order. One that cannot or may not be unpacked is a problem that names it.

    Raises UnreadableError if the archive is damaged as a whole or nothing in it can be read.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_DAMAGE, NotImplementedError) as error:
        raise UnreadableError("The archive is damaged or cut short; ask for it again.") from error
    unpacking = Unpacking(len(data), limits)
    with archive:
        for member in archive.infolist():
            name = _name(member)
            if not member.is_dir() and not is_leftover(name):
                _unpack(archive, member, name, unpacking)
    return Reading(MEDIA_TYPES[0], Text(""), children=unpacking.children(), problems=unpacking.problems())


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, unpacking: Unpacking) -> None:
    why = _locked(member) or unpacking.refusal(name, member.file_size)
    if why:
        unpacking.lose(name, why)
        return
    try:
        content = _content(archive, member, unpacking.room())
    except NotImplementedError:
        unpacking.lose(name, "is packed in a way that is not known here")
    except (*_DAMAGE, RuntimeError):
        unpacking.lose(name, "is damaged")
    else:
        why = unpacking.too_much(len(content))
        if why:
            unpacking.lose(name, why)
        else:
            unpacking.keep(name, content)


def _locked(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _ENCRYPTED:
        return "is protected by a password"
    return "is a link to another place" if stat.S_ISLNK(member.external_attr >> 16) else ""


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a member as they come, whatever size it says it has; one more than `most` if there are more."""
    chunk = _CHUNK if member.compress_type in _GENTLE else _SMALL_CHUNK
    pieces: list[bytes] = []
    left = most + 1
    with archive.open(member) as opened:
        while left > 0:
            piece = opened.read(min(chunk, left))
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece)
    return b"".join(pieces)


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member. Many programs write UTF-8 without saying so; else it is in the old DOS letters."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
