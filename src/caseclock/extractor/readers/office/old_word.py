"""Old Word documents (doc): paragraphs, headings, list numbers, tables, notes and comments, in reading order."""

import io
import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.flow import Flow, FlowCell, Paragraph
from caseclock.extractor.readers.layout import Draft, symbol
from caseclock.extractor.readers.office.old_word_file import DamagedError, Run, Settings, WordFile
from caseclock.extractor.readers.office.old_word_lists import LIST, LIST_LEVEL, Styles, numbering
from caseclock.extractor.readers.office.word_marks import excerpts_notice, introduced, told_changes
from caseclock.extractor.readers.office.word_text import NOT_WORDS, PAGE_OF
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Problem, Role

DOC = "application/msword"
MEDIA_TYPES = (DOC,)

_AGAIN = "open it in Word, save it as .docx and add that"
_BOLD, _STRUCK, _STRUCK_TWICE, _HIDDEN, _DELETED, _INSERTED = 0x0835, 0x0837, 0x2A53, 0x083C, 0x0800, 0x0801
_SYMBOL, _REVISER = 0x6A09, 0x4804
_IN_TABLE, _ROW_END, _INNER_CELL, _INNER_ROW, _DEPTH = 0x2416, 0x2417, 0x244B, 0x244C, 0x6649
_TABLE_SHAPE, _REPEATED = 0xD608, 0x3404
_NUL = "\0"
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"  # of a field
_PLAIN = {"\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\x1f": "", "\x01": "", "\x08": "", "\x03": "", "\x04": ""}
_EXCERPT = 60


def read(data: bytes, limits: Limits) -> Reading:
    """Read an old Word document. What was deleted under tracking is left out. Raises UnreadableError."""
    if not data:
        raise UnreadableError("The file is empty; ask for it again.")
    try:
        reader = _Reader(_open(data), limits)
        reader.write()
    except (DamagedError, struct.error, IndexError, KeyError, ValueError, OSError, OverflowError) as error:
        raise UnreadableError(f"The Word document is damaged; {_AGAIN}.") from error
    text = reader.flow.draft.finish()
    if not text.text.strip():
        raise UnreadableError("The Word document holds no text, perhaps only pictures; add the pictures themselves.")
    return Reading(DOC, text, problems=tuple(reader.told()))


def _open(data: bytes) -> WordFile:
    """The file's two streams. Raises UnreadableError if they are locked or older than Word 97.

    Its properties (title, author) are left alone: a wrong count in them keeps the library busy for hours.
    """
    with olefile.OleFileIO(io.BytesIO(data)) as holder:
        document = holder.openstream("WordDocument").read()
        if len(document) < 0x200 or document[:2] not in (b"\xec\xa5", b"\xdc\xa5"):
            raise DamagedError
        version, flags = int.from_bytes(document[2:4], "little"), int.from_bytes(document[10:12], "little")
        if flags & 0x100:
            raise UnreadableError("The document is protected by a password; save a copy without it and add that.")
        if version < 0xC1:
            raise UnreadableError(f"The document was written by Word 95 or older; {_AGAIN}.")
        table = holder.openstream("1Table" if flags & 0x200 else "0Table").read()
    return WordFile(document, table)


@dataclass(slots=True)
class _Line:
    """Characters up to a mark that ends a paragraph or cell."""

    text: str
    mark: str
    at: int  # where the mark stands
    bold: bool
    notes: list[tuple[str, int]] = field(default_factory=list)


class _Reader:
    def __init__(self, file: WordFile, limits: Limits) -> None:
        self.flow = Flow(Draft(), limits)
        self._file = file
        self._styles = Styles(file.part("styles"))
        self._numbering = numbering(file)
        self._changes = 0
        self._revisers: set[int] = set()  # numbers of those who made them
        self._struck: list[str] = []
        self._hidden: list[str] = []
        self._marks = {
            at: ("note", number) for number, at in enumerate(file.places("footnote_marks", 2)[:-1], start=1)
        } | {at: ("endnote", number) for number, at in enumerate(file.places("endnote_marks", 2)[:-1], start=1)}

    def write(self) -> None:
        """Page headers, body with its footnotes, text boxes, page footers, endnotes, comments."""
        heads, feet = self._running_lines()
        for line in heads:
            self.flow.line(Role.HEADER, line)
        self._write_body(*self._file.story("text"))
        self._write_body(*self._file.story("boxes"))
        for line in feet:
            self.flow.line(Role.HEADER, line)
        for (kind, number), text in self._notes("endnotes", "endnotes"):
            self.flow.line(Role.PARAGRAPH, f"[{kind} {number}: {text}]")
        self._write_comments()
        self.flow.end_table()

    def told(self) -> list[Problem]:
        """What is to be said of how the document was read."""
        problems = self.flow.problems("document")
        names = _names(self._file.part("revisers")[6:])
        problems += told_changes(self._changes, {names[at] for at in self._revisers if at < len(names)})
        problems += excerpts_notice("Some of the text is struck through", "check whether it still stands", self._struck)
        return problems + excerpts_notice("Some of the text is hidden", "check why it was hidden", self._hidden)

    # -- stories

    def _write_body(self, start: int, end: int) -> None:
        footnotes = dict(self._notes("footnotes", "footnotes")) if self._file.lengths["footnotes"] else {}
        row: list[FlowCell] = []
        cell: list[str] = []
        waiting: list[tuple[str, int]] = []
        for line in self._lines(start, end):
            own = self._styles.complete(self._file.paragraph(line.at))
            waiting += line.notes
            if not _on(own, _IN_TABLE):
                self._write_paragraph(line, own)
            elif _on(own, _ROW_END):
                self._write_row(row, own)
                row, cell = [], []
            else:
                cell.append(self._labelled(line, own))
                if line.mark == "\x07":
                    row.append(FlowCell("\n".join(cell)))
                    cell = []
                continue
            for note in waiting:
                if note in footnotes:
                    self.flow.line(Role.PARAGRAPH, f"[{note[0]} {note[1]}: {footnotes[note]}]")
            waiting = []
        if row or cell:
            self.flow.row([*row, FlowCell("\n".join(cell))])

    def _write_paragraph(self, line: _Line, own: Settings) -> None:
        label, level = self._label(own) if line.text.strip() else (None, 0)
        self.flow.paragraph(Paragraph(line.text, label, level, self._styles.heading(own), line.bold))

    def _labelled(self, line: _Line, own: Settings) -> str:
        label = self._label(own)[0] if line.text.strip() else None
        return f"{label} {line.text}" if label else line.text

    def _label(self, own: Settings) -> tuple[str | None, int]:
        """The list label ("" for a bullet, None outside lists) and its level."""
        number = int.from_bytes(own.get(LIST, b""), "little")
        level = (own.get(LIST_LEVEL) or b"\0")[0]
        if number in (0, 0xF801, 0xFFFF):
            return None, 0
        return self._numbering.label(str(number), level), level

    def _write_row(self, cells: list[FlowCell], own: Settings) -> None:
        shape = own.get(_TABLE_SHAPE, b"")
        count = shape[0] if shape else 0
        left = 0
        if count and len(shape) >= 1 + 2 * (count + 1):
            left, *edges = struct.unpack_from(f"<{count + 1}h", shape, 1)
            for index, (cell, edge) in enumerate(zip(cells, edges, strict=False)):
                cell.edge = edge
                flags = int.from_bytes(shape[1 + 2 * (count + 1) + 20 * index :][:2], "little")
                cell.beside, cell.below = flags & 3 == 1 and index > 0, flags >> 5 & 3 == 1
        self.flow.row(cells, left, _on(own, _REPEATED))

    def _notes(self, part: str, story: str) -> Iterator[tuple[tuple[str, int], str]]:
        kind = "endnote" if story == "endnotes" else "note"
        begin, _ = self._file.story(story)
        places = self._file.places(part, 0)
        for number, (start, end) in enumerate(itertools.pairwise(places), start=1):
            text = "\n".join(line.text.strip() for line in self._lines(begin + start, begin + end) if line.text.strip())
            if text:
                yield (kind, number), text

    def _running_lines(self) -> tuple[list[str], list[str]]:
        """Lines of page headers and footers; the first six texts of the story are rules over notes."""
        heads: dict[str, None] = {}
        feet: dict[str, None] = {}
        begin, _ = self._file.story("headers")
        places = self._file.places("headers", 0) if self._file.lengths["headers"] else []
        for index, (start, end) in enumerate(itertools.pairwise(places)):
            if index < 6:
                continue
            target = feet if (index - 6) % 6 in (2, 3, 5) else heads
            for line in self._lines(begin + start, begin + end):
                if not PAGE_OF.fullmatch(text := line.text.strip()):
                    target[text] = None
        return list(heads), list(feet)

    def _write_comments(self) -> None:
        begin, _ = self._file.story("comments")
        places = self._file.places("comments", 0) if self._file.lengths["comments"] else []
        records = self._file.part("comment_marks")
        count = max((len(records) - 4) // 34, 0)
        authors = _names(self._file.part("commenters"))
        for index, (start, end) in enumerate(itertools.pairwise(places)):
            text = "\n".join(line.text.strip() for line in self._lines(begin + start, begin + end) if line.text.strip())
            place = 4 * (count + 1) + 30 * index + 20
            author = int.from_bytes(records[place : place + 2], "little") if index < count else len(authors)
            if text:
                self.flow.line(Role.PARAGRAPH, introduced(authors[author] if author < len(authors) else "", "") + text)

    # -- characters

    def _lines(self, start: int, end: int) -> Iterator[_Line]:
        """The text between two places by its marks, without the codes of fields and what was deleted."""
        parts: list[str] = []
        bold, any_words = True, False
        notes: list[tuple[str, int]] = []
        fields: list[list[str]] = []  # each: its code, "" or "shown"
        changed = ""
        for run in self._file.runs(start, end):
            change = "deleted" if _on(run.settings, _DELETED) else "inserted" if _on(run.settings, _INSERTED) else ""
            self._changes += bool(change) and change != changed
            changed = change
            if change and _REVISER in run.settings:
                self._revisers.add(int.from_bytes(run.settings.get(_REVISER, b"\0\0"), "little"))
            if change == "deleted":
                continue
            self._keep(run, fields)
            for index, char in enumerate(run.text):
                if char in "\r\x07":
                    yield _Line("".join(parts), char, run.at + index, bold and any_words, notes)
                    parts, bold, any_words, notes = [], True, False, []
                    continue
                if char in (_BEGIN, _SEPARATE, _END):
                    _step(fields, char)
                elif fields and not fields[-1][1]:
                    fields[-1][0] += char
                elif not any(NOT_WORDS.match(code) for code, _ in fields):
                    piece = self._character(char, run, index, notes)
                    parts.append(piece)
                    if piece.strip():
                        bold, any_words = bold and _on(run.settings, _BOLD), True
        if "".join(parts).strip():
            yield _Line("".join(parts), "\r", end - 1, bold and any_words, notes)

    def _character(self, char: str, run: Run, index: int, notes: list[tuple[str, int]]) -> str:
        if char == "\x02":
            note = self._marks.get(run.at + index)
            if note is None:
                return ""
            notes.append(note)
            return f"[{note[0]} {note[1]}]"
        if char == "(" and len(shown := run.settings.get(_SYMBOL, b"")) == 4:
            return symbol(f"{int.from_bytes(shown[2:], 'little'):04X}")
        if char in _PLAIN:
            return _PLAIN[char]
        return char if char >= " " or char == "\t" else ""

    def _keep(self, run: Run, fields: list[list[str]]) -> None:
        words = " ".join("".join(char for char in run.text if char >= " ").split())[:_EXCERPT]
        if not words or fields:
            return
        if _on(run.settings, _STRUCK) or _on(run.settings, _STRUCK_TWICE):
            self._struck.append(words)
        if _on(run.settings, _HIDDEN):
            self._hidden.append(words)


def _step(fields: list[list[str]], char: str) -> None:
    if char == _BEGIN:
        fields.append(["", ""])
    elif fields and char == _SEPARATE:
        fields[-1][1] = "shown"
    elif fields:
        fields.pop()


def _on(found: Settings, code: int) -> bool:
    return found.get(code, b"\0")[:1] in (b"\x01", b"\x81")


def _names(part: bytes) -> list[str]:
    """Names as the file lists them: each a length and that many characters."""
    names: list[str] = []
    at = 0
    while at + 2 <= len(part):
        length = int.from_bytes(part[at : at + 2], "little")
        names.append(part[at + 2 : at + 2 + 2 * length].decode("utf-16-le", errors="replace"))
        at += 2 + 2 * length
    return names
