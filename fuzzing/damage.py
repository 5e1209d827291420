"""Damage: strategies that draw papers with bytes and parts changed."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import reduce

from hypothesis import strategies as st

Damage = Callable[[bytes], bytes]

# What parsers have been known to stumble on.
_TOKENS = (
    b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x80\0\0\0", b"-1", b"0", b"99999999999999999999", b"1e999", b"NaN", b"<",
    b">", b"</", b"&#0;", b"&#x110000;", b"%", b"\\", b"{", b"}", b"{\\", b'"', b"'", b"\r", b"\n\n", b"\t", b"=",
    b"=?utf-8?q?", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xd9\xa0", b"(" * 50, b"[" * 50,
    b"obj", b"endobj", b"stream", b"<<", b">>", b"31/02/2024", b"29/02/2023 25:61", b"From: ", b"Content-Type: ", b"--",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")


@st.composite
def _one_damage(draw: st.DrawFn) -> Damage:
    """One change, to be made at places given as shares of the length, so that it fits any paper."""
    kind = draw(st.sampled_from(["flip", "cut", "repeat", "insert", "end", "number", "swap"]))
    at, length = draw(st.floats(0, 1)), draw(st.integers(1, 400))
    token = draw(st.sampled_from(_TOKENS) | st.binary(min_size=1, max_size=8))

    def change(data: bytes) -> bytes:
        start = int(at * len(data))
        stop = min(len(data), start + length)
        if kind == "flip":
            return data[:start] + token[:1] + data[start + 1 :]
        if kind == "cut":
            return data[:start] + data[stop:]
        if kind == "repeat":
            return data[:stop] + data[start:stop] * (2 + length % 9) + data[stop:]
        if kind == "insert":
            return data[:start] + token + data[start:]
        if kind == "end":
            return data[:start]
        if kind == "number":
            found = _NUMBER.search(data, start)
            return data[: found.start()] + token + data[found.end() :] if found else data
        return data[:start] + data[stop : stop + length] + data[start:stop] + data[stop + length :]

    return change


def _all_of(changes: Sequence[Damage]) -> Damage:
    return lambda data: reduce(lambda so_far, change: change(so_far), changes, data)


@st.composite
def damaged(draw: st.DrawFn, papers: Sequence[bytes]) -> bytes:
    """One of the papers, changed in one to six places; zip-shaped ones as often inside a member as outside."""
    data = papers[draw(st.integers(0, len(papers) - 1))]
    change = _all_of(draw(st.lists(_one_damage(), min_size=1, max_size=6)))
    inside = data.startswith(b"PK\x03\x04") and draw(st.booleans())
    try:
        return _changed_member(data, draw(st.integers(0, 99)), change) if inside else change(data)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):  # it was damaged or locked before
        return change(data)


def _changed_member(data: bytes, which: int, change: Damage) -> bytes:
    """The archive with one member changed and all packed again as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        members = old.infolist()
        for at, member in enumerate(members):
            content = old.read(member)
            new.writestr(member.filename, change(content) if at == which % len(members) else content)
    return out.getvalue()
