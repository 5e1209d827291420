"""Pieces of pages into one text with its blocks; what a page break has parted is joined again."""

from collections.abc import Callable
from dataclasses import dataclass, field

from caseclock.extractor.readers.layout import CELL_BREAK
from caseclock.extractor.readers.pdf.flow import goes_on_with
from caseclock.extractor.readers.pdf.lines import run_together
from caseclock.extractor.readers.pdf.pieces import Piece, Table
from caseclock.extractor.readers.pdf.tables import is_rest_of_row
from caseclock.models.text import Block, Cell, Page, Role, Text

_PARAGRAPH_BREAK = "\n\n"
_PART = 50_000  # letters that are passed on at once


@dataclass
class _Sheet:
    """The pieces of one page, with what of its body was joined to the page before taken out."""

    number: int
    pieces: list[Piece]

    def body(self) -> list[Piece]:
        return [piece for piece in self.pieces if not piece.furniture]


@dataclass
class TextMaker:
    """Takes pages in order and grows the text. A page is written once it is sure that its last piece has ended.

    With `pass_on` what is written is given away in parts as it grows, and `finish` gives the last: offsets count
    from the beginning of the whole.
    """

    pass_on: Callable[[Text], None] | None = None
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _pages: list[Page] = field(default_factory=list)
    _waiting: list[_Sheet] = field(default_factory=list)
    _last: Piece | None = None  # the last piece of a body so far: the only one that may still grow
    _tables: dict[int, int] = field(default_factory=dict)
    _known: list[Table] = field(default_factory=list)  # keeps tables alive, so that their identities stay theirs
    _before: Piece | None = None  # written last
    _passed: int = 0
    characters: int = 0  # taken in so far, written or not
    cells: int = 0  # likewise

    @property
    def open_table(self) -> Table | None:
        """The table with which the body ends so far, if it ends with one."""
        return self._last.table if self._last is not None else None

    def add(self, number: int, pieces: list[Piece]) -> None:
        """Add the next page."""
        for piece in pieces:
            self.cells += sum(1 for cell in piece.cells if cell)
            self.characters += sum(map(len, piece.lines)) + sum(map(len, piece.cells))
        sheet = _Sheet(number, pieces)
        self._join(sheet)
        self._waiting.append(sheet)
        if body := sheet.body():
            self._last = body[-1]
            self._write_all_but_last()

    def finish(self) -> Text:
        """Write what is left and give the whole."""
        while self._waiting:
            self._write(self._waiting.pop(0))
        return self._taken()

    # ------------------------------------------------------------ joining

    def _join(self, sheet: _Sheet) -> None:
        """Join the first piece of a page to the last of the page before, if it goes on with it."""
        body = [piece for piece in sheet.body() if not (piece.role is Role.HEADER and piece.table is self.open_table)]
        if self._last is None or not body:
            return
        first, last = body[0], self._last
        if first.role is Role.ROW and last.role is Role.ROW and first.goes_on and first.table is last.table:
            ruled = first.table is not None and first.table.ruled
            if ruled and not is_rest_of_row(first.cells, last.cells):
                return
            last.cells = [run_together([c for c in pair if c]) for pair in zip(last.cells, first.cells, strict=True)]
        elif goes_on_with(last, first):
            last.breaks.append((len(last.lines), sheet.number))
            last.lines.extend(first.lines)
            last.open_end = first.open_end
        else:
            return
        sheet.pieces.remove(first)
        # a running footer must not stand inside the joined block
        before = self._waiting[-1].pieces
        if last in before:
            before.remove(last)
            before.append(last)

    # ------------------------------------------------------------ writing

    def _write_all_but_last(self) -> None:
        while len(self._waiting) > 1:
            self._write(self._waiting.pop(0))
        if self.pass_on is not None and self._length - self._passed > _PART:
            last = self._pages.pop()  # a paragraph may still go over from it
            self.pass_on(self._taken())
            self._pages.append(last)
            self._passed = self._length

    def _taken(self) -> Text:
        """What has been written since this was last asked."""
        taken = Text(text="".join(self._parts), pages=tuple(self._pages), blocks=tuple(self._blocks))
        for grown in (self._parts, self._pages, self._blocks):
            grown.clear()
        return taken

    def _write(self, sheet: _Sheet) -> None:
        if self._pages and self._pages[-1].number == sheet.number:
            begun = self._pages.pop().start  # a paragraph from the page before has begun it
        else:
            begun = None
        for piece in sheet.pieces:
            start = self._write_piece(piece, begun)
            if begun is None and start is not None:
                begun = start
        if self._pages and self._pages[-1].number > sheet.number:
            return  # its last paragraph went over to the next page and has closed it
        start = self._length if begun is None else begun
        self._pages.append(Page(sheet.number, start, self._length))

    def _write_piece(self, piece: Piece, page_start: int | None) -> int | None:
        if piece.cells:
            return self._write_cells(piece)
        lines = [line for line in piece.lines if line]
        if not lines:
            return None
        start = self._put(_PARAGRAPH_BREAK, lines[0]) if not self._in_table(piece) else self._put("\n", lines[0])
        breaks = dict(piece.breaks)
        first = start if page_start is None else page_start
        number = piece.page
        for at, line in enumerate(lines[1:], 1):
            if at in breaks:
                self._pages.append(Page(number, first, self._length))
            began = self._put("\n", line)
            if at in breaks:
                number, first = breaks[at], began
        if breaks:
            self._pages.append(Page(number, first, self._length))
        self._block(piece, start, ())
        return start

    def _write_cells(self, piece: Piece) -> int | None:
        headers = piece.headers or (piece.table.headers if piece.table else ("",) * len(piece.cells))
        filled = [(header, text) for header, text in zip(headers, piece.cells, strict=True) if text]
        if not filled:
            return None
        start = self._put("\n" if self._in_table(piece) else _PARAGRAPH_BREAK, CELL_BREAK.join(t for _, t in filled))
        cells: list[Cell] = []
        at = start
        for header, text in filled:
            cells.append(Cell(header, at, at + len(text), text))
            at += len(text) + len(CELL_BREAK)
        self._block(piece, start, tuple(cells) if piece.role is Role.ROW else ())
        return start

    def _in_table(self, piece: Piece) -> bool:
        return piece.table is not None and self._before is not None and self._before.table is piece.table

    def _put(self, gap: str, text: str) -> int:
        if self._length:
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start

    def _block(self, piece: Piece, start: int, cells: tuple[Cell, ...]) -> None:
        self._before = piece
        self._blocks.append(
            Block(
                piece.role,
                start,
                self._length,
                page=piece.page,
                number=piece.number,
                level=piece.level,
                cells=cells,
                table=self._number(piece.table),
            )
        )

    def _number(self, table: Table | None) -> int | None:
        if table is None:
            return None
        if id(table) not in self._tables:
            self._tables[id(table)] = len(self._tables) + 1
            self._known.append(table)
        return self._tables[id(table)]
