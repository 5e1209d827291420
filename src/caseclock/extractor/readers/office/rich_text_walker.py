"""A walk through the groups and control words of a rich text file."""

import copy
import re
from collections.abc import Callable

from caseclock.extractor.readers.flow import Flow, FlowCell, Paragraph, label_of
from caseclock.extractor.readers.office.rich_text_settings import Group, Settings, Sink
from caseclock.extractor.readers.office.rich_text_words import MARKS, SKIPPED, WORDED, moment
from caseclock.extractor.readers.office.word_marks import introduced
from caseclock.extractor.readers.office.word_text import NOT_WORDS, PAGE_OF
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.models.text import Role

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,40})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)"
)
_MAX_DEPTH = 1_000
_EXCERPT = 60
# Names of styles, each behind its number between two control characters.
_HEADING_STYLE = re.compile(r"\x01(\d+)\x02\s*heading (\d)\s*;", re.I)
_TITLE_STYLE = re.compile(r"\x01(\d+)\x02\s*(?:sub)?title\s*;", re.I)


class Walker(Settings):
    """Reads a file into a flow. After `walk`: how many changes, by whom, what was struck or hidden, pictures."""

    def __init__(self, flow: Flow) -> None:
        self.changes = 0
        self.authors: set[str] = set()
        self.struck: list[str] = []
        self.hidden: list[str] = []
        self.pictures = 0
        self.title = ""
        self.depth = 0
        self._flow = flow
        super().__init__()
        self._body = self._group.sink
        self._above: list[Group] = []
        self._headings: dict[int, int] = {}
        self._pending = bytearray()
        self._skip = 0  # characters still to be left out after a \u
        self._label: str | None = None
        self._row: list[FlowCell] = []
        self._notes: list[str] = []
        self._endnotes: list[str] = []
        self._note_counts = {"note": 0, "endnote": 0}
        self._line_start = 0  # where in the body's parts a line of a cell begins
        self._comments: list[str] = []
        self._author, self._dated = "", ""
        self._heads: dict[str, None] = {}
        self._feet: dict[str, None] = {}
        self._last_change = ""

    def walk(self, data: bytes) -> None:
        """Read all of it. Raises UnreadableError if groups are nested beyond reason."""
        at = 0
        while at < len(data):
            found = _TOKEN.match(data, at)
            if found is None:  # a lone backslash at the end
                break
            at = found.end()
            word, number, pair, symbol, brace, text = found.groups()
            if pair is not None:
                self._byte(int(pair, 16))
                continue
            if text is not None:
                self._plain(text)
                continue
            self._decode_pending()
            if word is not None:
                at += self._control(word.decode("ascii"), None if number is None else int(number), len(data) - at)
            elif symbol is not None:
                self._symbol(symbol.decode("latin-1"))
            elif brace == b"{":
                self._open()
            elif brace == b"}" and not self._close():
                break
        self._finish()

    def _finish(self) -> None:
        self._decode_pending()
        if self._row:
            self._end_row()
        if "".join(self._body.parts).strip():
            self._end_paragraph()
        self._write_notes()
        for line in self._feet:
            self._flow.line(Role.HEADER, line)
        for comment in (*self._endnotes, *self._comments):
            self._flow.line(Role.PARAGRAPH, comment)
        self._flow.end_table()

    # -- groups

    def _open(self) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise UnreadableError("The file is nested deeper than any program would write it; save it as .pdf instead.")
        self._above.append(self._group)
        self._group = copy.copy(self._group)
        self._group.at_end, self._group.starred, self._group.field_code = None, False, None
        self._skip = 0

    def _close(self) -> bool:
        """End a group; False if it was the outermost."""
        self._skip = 0
        group = self._group
        if self._above:
            self._group = self._above.pop()
        self.depth -= 1
        if group.at_end is not None:
            group.at_end()
        return self.depth > 0

    def _divert(self, then: Callable[[str], None], kept: bool = True) -> None:
        """From here to the end of the group words go into a text of their own, given to `then`.

        Such a text is `kept` though it stands among deleted words (a comment on them).
        """
        sink = Sink()
        self._group.sink, self._group.skip = sink, False
        if kept:
            self._group.deleted = self._group.inserted = False
        self._group.at_end = lambda: then("".join(sink.parts))

    # -- characters

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        elif not self._group.skip:
            self._pending.append(value)

    def _plain(self, text: bytes) -> None:
        left_out = min(self._skip, len(text))
        self._skip -= left_out
        if not self._group.skip:
            self._pending += text[left_out:]

    def _decode_pending(self) -> None:
        if self._pending:
            page = self._fonts.get(-1 if self._group.font is None else self._group.font, self._page)
            text = self._pending.decode(page, errors="replace")
            self._pending.clear()
            self._emit(text)

    def _emit(self, text: str) -> None:
        group = self._group
        if group.skip or not text:
            return
        change = "deleted" if group.deleted else "inserted" if group.inserted else ""
        if change and change != self._last_change:
            self.changes += 1
        self._last_change = change
        if group.deleted:
            return
        shown = " ".join(text.split())[:_EXCERPT]
        if shown and group.sink is self._body:
            if group.struck:
                self.struck.append(shown)
            if group.hidden:
                self.hidden.append(shown)
        group.sink.plain = group.sink.plain or (bool(shown) and not group.bold)
        group.sink.parts.append(text)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._group.starred = True
        elif symbol in "\r\n":
            self._end_line()
        else:
            self._emit({"~": "\u00a0", "_": "-", "-": "", "|": "", ":": ""}.get(symbol, symbol))

    # -- control words

    def _control(self, word: str, number: int | None, left: int) -> int:
        """Do what a control word says; returns how many bytes after it are not text."""
        if word == "bin":
            return min(max(number or 0, 0), left)
        if word == "u" and number is not None:
            self._emit(chr(number % 0x10000) if not 0xD800 <= number % 0x10000 < 0xE000 else self._half(number))
            self._skip = self._group.unicode_skip
        elif word in MARKS:
            self._emit(MARKS[word])
        elif self._begins_destination(word, number):
            pass
        elif self._group.starred and word not in ("shpinst", "ud"):
            self._group.skip = True
        elif word in WORDED:
            getattr(self, WORDED[word])(number)
        elif word in ("ansicpg", "f", "uc"):
            self._charset(word, number or 0)
        self._group.starred = False
        return 0

    def _half(self, number: int) -> str:
        """One half of a character beyond the first plane; joined to the other half where it follows."""
        half = number % 0x10000
        parts = self._group.sink.parts
        if half >= 0xDC00 and parts and 0xD800 <= ord(parts[-1][-1:] or " ") < 0xDC00:
            high = ord(parts.pop())
            return chr(0x10000 + ((high - 0xD800) << 10) + half - 0xDC00)
        if half < 0xDC00 and not self._group.skip and not self._group.deleted:
            parts.append(chr(half))
        return ""

    def _begins_destination(self, word: str, number: int | None) -> bool:
        group = self._group
        if word == "pict":
            self.pictures += not group.skip
            group.skip = True
        elif word in SKIPPED:
            group.skip = True
        elif group.skip:
            return False
        elif word in ("header", "headerl", "headerr", "headerf"):
            self._divert(self._take_header)
        elif word in ("footer", "footerl", "footerr", "footerf"):
            self._divert(lambda text: self._feet.update(dict.fromkeys(_lines(text))))
        elif word == "footnote":
            self._is_endnote = False
            self._divert(self._take_note, kept=False)
        elif word == "annotation":
            self._divert(self._take_comment)
        elif word in ("listtext", "pntext"):
            self._divert(self._take_label, kept=False)
        elif word == "shptxt":
            self._divert(lambda text: self._notes.extend(_lines(text)), kept=False)
        elif word == "fldinst":
            self._divert(self._take_code)
        elif word == "fldrslt" and NOT_WORDS.match("".join(self._code())):
            group.skip = True
        elif word == "field":
            group.field_code = []
        elif word in ("atnauthor", "atndate", "title", "fonttbl", "stylesheet", "revtbl"):
            self._divert(getattr(self, f"_take_{word}"))
            self._styles = group.sink if word == "stylesheet" else self._styles
        else:
            return False
        return True

    def _code(self) -> list[str]:
        """The code of the field that the group stands in."""
        return next((group.field_code for group in reversed(self._above) if group.field_code is not None), [])

    def _take_code(self, text: str) -> None:
        if "FORMCHECKBOX" in text:
            self._emit("☒" if self._is_ticked else "☐")
            self._is_ticked = False
        if self._group.field_code is not None:
            self._group.field_code.append(text)
        else:
            self._code().append(text)

    def _take_note(self, text: str) -> None:
        kind = "endnote" if self._is_endnote else "note"
        if self._group.skip or self._group.deleted or not _joined(text):
            return
        self._note_counts[kind] += 1
        self._emit(f"[{kind} {self._note_counts[kind]}]")
        (self._endnotes if kind == "endnote" else self._notes).append(
            f"[{kind} {self._note_counts[kind]}: {_joined(text)}]"
        )

    def _take_header(self, text: str) -> None:
        for line in _lines(text):
            if line not in self._heads:
                self._heads[line] = None
                self._flow.line(Role.HEADER, line)

    def _take_comment(self, text: str) -> None:
        if _joined(text):
            self._comments.append(introduced(self._author, self._dated) + _joined(text))
        self._author, self._dated = "", ""

    def _take_label(self, text: str) -> None:
        self._label = label_of(text)

    def _take_atnauthor(self, text: str) -> None:
        self._author = text.strip()

    def _take_atndate(self, text: str) -> None:
        self._dated = moment(int(text)) if text.strip().lstrip("-").isdecimal() else ""

    def _take_title(self, text: str) -> None:
        self.title = text

    def _take_revtbl(self, text: str) -> None:
        self.authors |= {name.strip() for name in text.split(";")} - {"", "Unknown"}

    def _take_fonttbl(self, text: str) -> None:
        """Names of fonts are of no use; their charsets were taken on the way."""

    def _take_stylesheet(self, text: str) -> None:
        for number, level in _HEADING_STYLE.findall(text):
            self._headings[int(number)] = int(level) - 1
        for number in _TITLE_STYLE.findall(text):
            self._headings[int(number)] = 0

    # -- paragraphs and rows

    def _end_line(self, number: int | None = None) -> None:
        group = self._group
        if group.skip or group.deleted:
            return
        if group.sink is not self._body:
            group.sink.parts.append("\n")
        elif group.in_table:
            self._label_line()
            self._emit("\n")
            self._line_start = len(group.sink.parts)
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        self._line_start = 0
        bold = not self._body.plain
        text = self._body.take()
        group = self._group
        heading = group.outline if group.outline is not None else self._headings.get(group.style)
        self._flow.paragraph(Paragraph(text, self._label, group.level, heading, bold))
        self._label = None
        self._write_notes()

    def _write_notes(self) -> None:
        for note in self._notes:
            self._flow.line(Role.PARAGRAPH, note)
        self._notes.clear()

    def _end_cell(self, number: int | None) -> None:
        if self._group.skip or self._group.sink is not self._body:
            return
        self._label_line()
        self._line_start = 0
        self._row.append(FlowCell(self._body.take()))

    def _label_line(self) -> None:
        """Put the list label before the line of a cell that has just ended."""
        if self._label and "".join(self._body.parts[self._line_start :]).strip():
            self._body.parts.insert(self._line_start, f"{self._label} ")
        self._label = None

    def _end_row(self, number: int | None = None) -> None:
        if self._group.skip or self._group.sink is not self._body:
            return
        for cell, (edge, below, beside) in zip(self._row, self._edges, strict=False):
            cell.below, cell.beside = below, beside
            cell.edge = edge if len(self._edges) >= len(self._row) else None
        if self._row:
            self._flow.row(self._row, self._row_left, self._row_marked)
        self._row = []
        if self._notes:
            self._write_notes()


def _lines(text: str) -> list[str]:
    return [line for part in text.split("\n") if not PAGE_OF.fullmatch(line := part.strip())]


def _joined(text: str) -> str:
    return "\n".join(_lines(text))
