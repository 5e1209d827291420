"""Bytes to text, whatever they were saved as."""

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

from caseclock.models.text import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Western labels under which Windows programs send their own quotation marks and dashes.
_LATIN = frozenset({"iso8859-1", "ascii", "latin-1", "cp1252", "iso8859-15"})
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,40})", re.I)
_WHOLE_TO_BROKEN = 5  # whole characters beyond ASCII for each broken one, from which a text counts as UTF-8
_LOST = Problem("reader", "Some characters could not be made out; compare with the original where the words matter.")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of its encoding."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode by byte order mark, by what is declared if that fits, as UTF-8, as Windows-1252, at last by guessing."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lossy(data, encoding) if encoding != "utf-8-sig" else decode(data[len(bom) :], "utf-8")
    for encoding in (_known(declared), _wide(data), "utf-8"):
        text = _strictly(data, encoding) if encoding else None
        if text is not None:
            return Decoded(text, encoding)
    if _nearly_utf8(data):
        return _lossy(data, "utf-8")
    western = _strictly(data, "cp1252")
    if western is not None:
        return Decoded(western, "cp1252")
    guess = charset_normalizer.from_bytes(data[:1_000_000]).best()
    return _lossy(data, guess.encoding if guess else "latin-1")


def declared_charset(page: bytes) -> str:
    """The charset that the head of an HTML page names, "" if none."""
    found = _DECLARED.search(page[:2048])
    return found[1].decode("ascii") if found else ""


def _known(declared: str) -> str:
    """The codec for a declared charset, "" where it is unknown or known to be a poor guide."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name if declared else ""
    except (LookupError, ValueError):
        return ""
    # What is labelled Latin-1 or ASCII is tried as UTF-8 and Windows-1252 instead: every byte fits Latin-1 anyway.
    return "" if name in _LATIN else name


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of a western text is zero."""
    sample = data[:2000]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    if sample[1::2].count(0) > len(sample) * 0.3:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > len(sample) * 0.3 else ""


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _nearly_utf8(data: bytes) -> bool:
    """UTF-8 with a few bytes broken: whole characters of several bytes are many times more than broken ones."""
    text = data.decode("utf-8", errors="replace")
    whole = sum(ord(c) > 127 and c != "\ufffd" for c in text)
    return whole >= _WHOLE_TO_BROKEN * text.count("\ufffd")


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, (_LOST,) if "\ufffd" in text else ())
