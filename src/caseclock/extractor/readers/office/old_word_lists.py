"""Styles and lists of an old Word file: which paragraph is a heading, and what number stands before an item."""

import struct

from caseclock.extractor.readers.office.numbering import Level, Numbering
from caseclock.extractor.readers.office.old_word_file import STYLE, Settings, WordFile, settings

LIST, LIST_LEVEL, OUTLINE = 0x460B, 0x260A, 0x2640
_TITLES = (62, 74)  # title and subtitle among Word's own styles
_SHAPES = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
    23: "bullet", 255: "none",
}  # fmt: skip
_NO_BASE = 0xFFF


class Styles:
    """The styles of a file: the settings that paragraphs take from them."""

    def __init__(self, part: bytes) -> None:
        self._kinds: dict[int, tuple[int, int]] = {}  # style -> Word's own number of it, the style it builds on
        self._settings: dict[int, Settings] = {}
        if len(part) < 6:
            return
        head = int.from_bytes(part[:2], "little")
        count, base_size = struct.unpack_from("<HH", part, 2)
        at = 2 + head
        for number in range(count):
            if at + 2 > len(part):
                break
            size = int.from_bytes(part[at : at + 2], "little")
            if size >= base_size + 2:
                self._add(number, part[at + 2 : at + 2 + size], base_size)
            at += 2 + size

    def _add(self, number: int, style: bytes, base_size: int) -> None:
        first, second = struct.unpack_from("<HH", style)
        self._kinds[number] = first & 0xFFF, second >> 4
        if second & 0xF != 1:  # not a style of paragraphs
            return
        at = base_size + 2 + 2 * (int.from_bytes(style[base_size : base_size + 2], "little") + 1)
        at += at % 2
        size = int.from_bytes(style[at : at + 2], "little")
        self._settings[number] = settings(style[at + 4 : at + 2 + size])

    def complete(self, own: Settings) -> Settings:
        """The settings of a paragraph with those of the styles that it is built on."""
        whole = dict(own)
        style = int.from_bytes(own.get(STYLE, b""), "little")
        seen: set[int] = set()
        while style in self._kinds and style not in seen:
            seen.add(style)
            whole = {**self._settings.get(style, {}), **whole}
            style = self._kinds[style][1]
        return whole

    def heading(self, own: Settings) -> int | None:
        """0 for a title or first heading, 1 and so on below; None if the paragraph is not styled as a heading."""
        style = int.from_bytes(own.get(STYLE, b""), "little")
        seen: set[int] = set()
        while style in self._kinds and style not in seen:
            seen.add(style)
            kind, style = self._kinds[style]
            if kind in _TITLES:
                return 0
            if 1 <= kind <= 9:
                return kind - 1
        outline = own.get(OUTLINE, b"\x09")
        return outline[0] if outline and outline[0] < 9 else None


def numbering(file: WordFile) -> Numbering:
    """The lists of a file."""
    result = Numbering(None)
    levels = _lists(file)
    part = file.part("list_uses")
    if len(part) < 4:
        return result
    count = min(struct.unpack_from("<I", part)[0], (len(part) - 4) // 16)
    at = 4 + 16 * count
    for number in range(count):
        list_id = struct.unpack_from("<i", part, 4 + 16 * number)[0]
        changed = part[4 + 16 * number + 12]
        restarts: dict[int, int] = {}
        at += 4
        for _ in range(changed):
            if at + 8 > len(part):
                break
            start, flags = struct.unpack_from("<iI", part, at)
            at += 8
            if flags & 0x20:
                level, at = _level(part, at)
                start = level.start
            if flags & 0x10:
                restarts[flags & 0xF] = start
        result.add(str(number + 1), str(list_id), levels.get(list_id, {}), restarts)
    return result


def _lists(file: WordFile) -> dict[int, dict[int, Level]]:
    """The levels of each list. They stand behind the part, which does not count them in its length."""
    size = len(file.part("lists"))
    part = file.part("lists", beyond=1 << 20)
    result: dict[int, dict[int, Level]] = {}
    if size < 2:
        return result
    count = min(int.from_bytes(part[:2], "little"), (size - 2) // 28)
    at = 2 + 28 * count
    for number in range(count):
        head = 2 + 28 * number
        list_id = struct.unpack_from("<i", part, head)[0]
        levels: dict[int, Level] = {}
        for depth in range(1 if part[head + 26] & 1 else 9):
            if at + 28 > len(part):
                return result
            levels[depth], at = _level(part, at)
        result[list_id] = levels
    return result


def _level(part: bytes, at: int) -> tuple[Level, int]:
    start, shape, flags = struct.unpack_from("<iBB", part, at)
    of_characters, of_paragraph, limit = part[at + 24], part[at + 25], part[at + 26]
    at += 28 + of_paragraph + of_characters
    length = int.from_bytes(part[at : at + 2], "little")
    written = part[at + 2 : at + 2 + 2 * length].decode("utf-16-le", errors="replace")
    pattern = "".join(f"%{ord(char) + 1}" if ord(char) < 9 else char for char in written)
    restart = limit if flags & 0x8 else -1
    level = Level(start, _SHAPES.get(shape, "decimal"), pattern, bool(flags & 0x4), restart)
    return level, at + 2 + 2 * length
