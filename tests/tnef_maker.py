"""Makes winmail.dat files: what Outlook packs a message into when it takes the other side for Outlook too."""

import struct
from collections.abc import Sequence

_BODY, _HTML, _SUBJECT, _SENDER, _ADDRESS, _LONG_NAME = 0x1000, 0x1013, 0x0037, 0x0C1A, 0x5D01, 0x3707


def _object(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _padded(kind: int, name: int, data: bytes) -> bytes:
    return struct.pack("<HHII", kind, name, 1, len(data)) + data + b"\0" * (-len(data) % 4)


def _words(name: int, text: str) -> bytes:
    return _padded(0x1F, name, text.encode("utf-16-le") + b"\0\0")


def _listed(properties: Sequence[bytes]) -> bytes:
    return struct.pack("<I", len(properties)) + b"".join(properties)


def winmail(body: str = "", html: str = "", files: Sequence[tuple[str, bytes]] = (), subject: str = "Drums") -> bytes:
    """A message of Nell Ash with its files."""
    told = [_words(_SUBJECT, subject), _words(_SENDER, "Nell Ash"), _words(_ADDRESS, "nell@letterbox.example")]
    told += [_words(_BODY, body)] if body else []
    told += [_padded(0x0102, _HTML, html.encode())] if html else []
    out = struct.pack("<IH", 0x223E9F78, 1)
    out += _object(1, 0x9006, 8, struct.pack("<I", 0x10000)) + _object(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    out += _object(1, 0x9003, 6, _listed(told))
    for name, data in files:
        out += _object(2, 0x9002, 6, b"\0" * 14) + _object(2, 0x8010, 1, b"SHORT~1\0") + _object(2, 0x800F, 6, data)
        out += _object(2, 0x9005, 6, _listed([_words(_LONG_NAME, name)]))
    return out
