"""The body of an Outlook message that is kept in rich text only: the HTML or the plain words that it was made from."""

import re
import struct
import zlib
from dataclasses import dataclass

import compressed_rtf

from caseclock.extractor.readers.office.rich_text import rtf_text
from caseclock.extractor.readers.reading import UnreadableError

# What RTF is made of: braces, control words with a number, hexadecimal bytes, other control signs, text.
_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]+)(?P<number>-?\d+)? ?"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<text>[^\\{}\r\n]+)"
)
_SILENT = frozenset(
    {b"fonttbl", b"colortbl", b"stylesheet", b"pntext", b"pict", b"info", b"listtable", b"object", b"header", b"footer"}
)
_SIGNS = {b"par": b"\r\n", b"line": b"\r\n", b"tab": b"\t", b"lquote": b"\x91", b"rquote": b"\x92"}
_SIGNS |= {b"ldblquote": b"\x93", b"rdblquote": b"\x94", b"bullet": b"\x95", b"endash": b"\x96", b"emdash": b"\x97"}
_DEEPEST = 500  # braces within braces; what is deeper is no message
_BROKEN = (ValueError, IndexError, KeyError, struct.error, TypeError, AttributeError, LookupError, RecursionError)


@dataclass(slots=True)
class _Group:
    """What holds between a pair of braces."""

    silent: bool = False
    html: bool = False  # in a tag of the HTML that was wrapped up
    rtf_only: bool = False  # words that stand for such a tag in RTF: not to be told twice
    skip: int = 1  # characters that stand in for each \\u


def body_of_rtf(packed: bytes) -> tuple[str, str]:
    """Plain words and HTML of a compressed RTF body; one of them is "". Both are if it is damaged or says nothing."""
    rtf = _unpacked(packed)
    if b"\\fromhtml" in rtf[:4096]:
        return "", _unwrapped(rtf, html=True)
    if b"\\fromtext" in rtf[:4096]:
        return _unwrapped(rtf, html=False), ""
    if not rtf.startswith(b"{"):
        return "", ""
    try:
        return rtf_text(rtf), ""
    except UnreadableError:
        return _unwrapped(rtf, html=False), ""


def _unpacked(packed: bytes) -> bytes:
    """The RTF itself, b"" if it is damaged."""
    try:
        return bytes(compressed_rtf.decompress(packed)) if _is_sound(packed) else b""
    except _BROKEN:
        return b""


def _is_sound(packed: bytes) -> bool:
    """Is it what it says it is, by its kind and checksum? The library raises bare exceptions where it is not."""
    if len(packed) < 16:
        return False
    size, _, kind, checksum = struct.unpack_from("<II4sI", packed)
    if kind == b"MELA":  # not compressed
        return bool(checksum == 0)
    body = packed[16 : 16 + max(size - 12, 0)]
    return bool(kind == b"LZFu" and zlib.crc32(body, 0xFFFFFFFF) ^ 0xFFFFFFFF == checksum)


def _unwrapped(rtf: bytes, *, html: bool) -> str:
    """The HTML (or plain words) that mail programs wrap up in RTF, with the tags that they keep aside put back."""
    found = re.search(rb"\\ansicpg(\d+)", rtf[:4096])
    codec = f"cp{int(found[1])}" if found and int(found[1]) in range(1, 10_000) else "cp1252"
    out = _Words("utf-8" if codec == "cp65001" else codec)
    groups = [_Group()]
    left_out = 0  # characters still to be passed over after a \\u
    star = False
    for token in _TOKEN.finditer(rtf):
        group = groups[-1]
        if token["open"]:
            if len(groups) > _DEEPEST:
                break
            groups.append(_Group(group.silent, group.html, group.rtf_only, group.skip))
        elif token["close"]:
            if len(groups) > 1:
                groups.pop()
        elif token["word"]:
            number = int(token["number"]) if token["number"] and len(token["number"]) < 9 else None
            if token["word"] == b"u" and number is not None:
                left_out = group.skip
                if _heard(group, html=html):
                    out.add_character(number)
                continue
            _obey(group, token["word"], number, star=star)
            if token["word"] in _SIGNS and _heard(group, html=html) and not (group.html and token["word"] == b"par"):
                out.add(_SIGNS[token["word"]])
        elif token["sign"]:
            star = token["sign"] == b"*"
            if star:
                continue
            if token["sign"] in b"\\{}~" and _heard(group, html=html):
                out.add(b"\xa0" if token["sign"] == b"~" else token["sign"])
        else:
            piece = bytes.fromhex(token["byte"].decode()) if token["byte"] else token["text"]
            cut = min(left_out, len(piece))
            left_out -= cut
            if _heard(group, html=html):
                out.add(piece[cut:])
        star = False
    return out.finish()


def _obey(group: _Group, word: bytes, number: int | None, *, star: bool) -> None:
    if word == b"htmltag":
        group.html = True
    elif word == b"htmlrtf":
        group.rtf_only = number != 0
    elif word == b"uc" and number is not None:
        group.skip = max(0, min(number, 16))
    elif star or word in _SILENT:
        group.silent = True


def _heard(group: _Group, *, html: bool) -> bool:
    return not group.silent and not (html and group.rtf_only and not group.html)


class _Words:
    """Bytes in the code page of the message and characters told by number, in their order."""

    def __init__(self, codec: str) -> None:
        self._codec = codec
        self._done: list[str] = []
        self._bytes = bytearray()

    def add(self, piece: bytes) -> None:
        self._bytes += piece

    def add_character(self, number: int) -> None:
        """A character by its number in UTF-16: those beyond the first plane come as two halves."""
        self._settle()
        self._done.append(chr(number & 0xFFFF))

    def _settle(self) -> None:
        if self._bytes:
            try:
                self._done.append(self._bytes.decode(self._codec, "replace"))
            except LookupError:
                self._done.append(self._bytes.decode("cp1252", "replace"))
            self._bytes.clear()

    def finish(self) -> str:
        self._settle()
        return "".join(self._done).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
