"""The parts of an old Word file (doc): its text by pieces, the settings of characters and paragraphs, its stories."""

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_TEXT_LENGTHS = 0x4C  # where the lengths of the stories stand in the head of the file
_TABLE_OF_PARTS = 0x9A
_PAGE = 512
STORIES = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
PARTS = {
    "styles": 1, "footnote_marks": 2, "footnotes": 3, "comment_marks": 4, "comments": 5, "headers": 11,
    "characters": 12, "paragraphs": 13, "pieces": 33, "commenters": 36, "endnote_marks": 46, "endnotes": 47,
    "revisers": 51, "lists": 73, "list_uses": 74,
}  # fmt: skip

Settings = dict[int, bytes]  # code of a setting -> its value
_TABLE_SHAPE, _TABS = 0xD608, 0xC615
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)


class DamagedError(Exception):
    """The file is not laid out as its format says."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters with the settings of the characters, and where they stand in the story."""

    at: int
    text: str
    settings: Settings


@dataclass(slots=True)
class WordFile:
    """An old Word file. `document` and `table` are its two streams."""

    document: bytes
    table: bytes
    lengths: dict[str, int] = field(default_factory=dict)
    _pieces: list[tuple[int, int, int, bool]] = field(default_factory=list)  # from, to, offset, one byte each
    _characters: list[tuple[int, int, Settings]] = field(default_factory=list)
    _paragraphs: list[tuple[int, int, Settings]] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbers = struct.unpack_from("<8i", self.document, _TEXT_LENGTHS)
        if any(number < 0 for number in numbers):
            raise DamagedError
        self.lengths = dict(zip(STORIES, numbers, strict=True))
        self._pieces = list(self._read_pieces())
        self._characters = sorted(self._read_runs("characters"), key=_offset)
        self._paragraphs = sorted(self._read_runs("paragraphs"), key=_offset)

    def part(self, name: str, beyond: int = 0) -> bytes:
        """A part of the table stream, with `beyond` further bytes after it; b"" if the file has none."""
        offset, length = struct.unpack_from("<II", self.document, _TABLE_OF_PARTS + 8 * PARTS[name])
        return self.table[offset : offset + length + beyond] if length else b""

    def places(self, name: str, size: int) -> list[int]:
        """The character places that a part begins with; `size` is that of the records behind them."""
        part = self.part(name)
        count = (len(part) - 4) // (4 + size)
        return list(struct.unpack_from(f"<{count + 1}i", part)) if count >= 0 and len(part) >= 4 else []

    def story(self, name: str) -> tuple[int, int]:
        """Where a story (a key of STORIES) begins and ends."""
        start = sum(self.lengths[other] for other in STORIES[: STORIES.index(name)])
        return start, start + self.lengths[name]

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """The characters from one place to another, by runs of equal settings."""
        for first, last, offset, narrow in self._pieces:
            at, stop = max(first, start), min(last, end)
            width = 1 if narrow else 2
            while at < stop:
                place = offset + (at - first) * width
                settings, until = _settings_at(self._characters, place)
                count = min(stop - at, max((until - place) // width, 1))
                code = "cp1252" if narrow else "utf-16-le"
                text = self.document[place : place + count * width].decode(code, errors="replace")
                yield Run(at, text, settings)
                at += count

    def paragraph(self, at: int) -> Settings:
        """The settings of the paragraph whose mark stands at a place."""
        for first, last, offset, narrow in self._pieces:
            if first <= at < last:
                return _settings_at(self._paragraphs, offset + (at - first) * (1 if narrow else 2))[0]
        return {}

    def _read_pieces(self) -> Iterator[tuple[int, int, int, bool]]:
        part, at = self.part("pieces"), 0
        while at < len(part) and part[at] == 1:
            at += 3 + int.from_bytes(part[at + 1 : at + 3], "little")
        if at >= len(part) or part[at] != 2:
            raise DamagedError
        length = int.from_bytes(part[at + 1 : at + 5], "little")
        body = part[at + 5 : at + 5 + length]
        count = (len(body) - 4) // 12
        places = struct.unpack_from(f"<{count + 1}i", body)
        for index in range(count):
            packed = struct.unpack_from("<I", body, 4 * (count + 1) + 8 * index + 2)[0]
            narrow, offset = bool(packed & 0x40000000), packed & 0x3FFFFFFF
            if places[index + 1] < places[index]:
                raise DamagedError
            yield places[index], places[index + 1], offset // 2 if narrow else offset, narrow

    def _read_runs(self, name: str) -> Iterator[tuple[int, int, Settings]]:
        """The settings of characters or paragraphs, by pages of 512 bytes that the part lists."""
        part = self.part(name)
        count = max((len(part) - 4) // 8, 0)
        for number in struct.unpack_from(f"<{count}I", part, 4 * (count + 1)) if count else ():
            page = self.document[(number & 0x3FFFFF) * _PAGE : (number & 0x3FFFFF) * _PAGE + _PAGE]
            if len(page) < _PAGE:
                continue
            runs = min(page[-1], 101)
            edges = struct.unpack_from(f"<{runs + 1}I", page)
            step = 1 if name == "characters" else 13
            for index in range(runs):
                offset = 2 * page[4 * (runs + 1) + step * index]
                found = _of_characters(page, offset) if name == "characters" else _of_paragraph(page, offset)
                yield edges[index], edges[index + 1], found


def _offset(run: tuple[int, int, Settings]) -> int:
    return run[0]


STYLE = -1  # stands in the settings of a paragraph for its style


def _of_characters(page: bytes, offset: int) -> Settings:
    return settings(page[offset + 1 : offset + 1 + page[offset]]) if offset else {}


def _of_paragraph(page: bytes, offset: int) -> Settings:
    if not offset:
        return {STYLE: b"\0\0"}
    size, start = 2 * page[offset] - 1, offset + 1
    if not page[offset]:
        size, start = 2 * page[offset + 1], offset + 2
    return {STYLE: page[start : start + 2], **settings(page[start + 2 : start + size])}


def settings(packed: bytes) -> Settings:
    """Settings as they are packed one behind the other: a code that tells the size of the value, then the value."""
    found: Settings = {}
    at = 0
    while at + 2 < len(packed):
        code = int.from_bytes(packed[at : at + 2], "little")
        at += 2
        size = _SIZES[code >> 13]
        if code == _TABLE_SHAPE:
            size = int.from_bytes(packed[at : at + 2], "little") - 1
            at += 2
        elif not size:
            size = packed[at]
            at += 1
            if code == _TABS and size == 255:
                break
        found[code] = packed[at : at + size]
        at += max(size, 0)
    return found


def _settings_at(runs: Sequence[tuple[int, int, Settings]], place: int) -> tuple[Settings, int]:
    """The settings in force at an offset of the file, and the offset up to which they are."""
    index = bisect_right(runs, place, key=lambda run: run[0]) - 1
    if index >= 0 and runs[index][0] <= place < runs[index][1]:
        return runs[index][2], runs[index][1]
    following = runs[index + 1][0] if index + 1 < len(runs) else place + (1 << 30)
    return {}, following
