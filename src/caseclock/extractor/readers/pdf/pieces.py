"""What a page is made of once it has been looked at: pieces in reading order, not yet text."""

from dataclasses import dataclass, field

from caseclock.models.text import Role


@dataclass(eq=False)
class Table:
    """A table of the document, known by its columns; it may go on over pages."""

    edges: tuple[float, ...]  # left edges of its columns in points, and the right edge of the last
    headers: tuple[str, ...]  # heading of each column, "" where there is none
    ruled: bool
    size: float = 0.0  # letter size of its body
    pitch: float = 0.0  # points from line to line within a row
    row_gap: float | None = (
        None  # smallest distance in points between a row's last line and the next row, if told apart
    )
    form: bool = False  # a label at the left of each value, no headings
    two_storeys: bool = False  # its headings begin one line above the line they were known by
    key: str = ""  # shape of what stands in the first column ("9/9/9", "A-9")

    def heads(self, cells: list[str]) -> bool:
        """Whether the cells are its headings over again."""
        return any(self.headers) and [c.casefold() for c in cells] == [h.casefold() for h in self.headers]


@dataclass(eq=False)
class Piece:
    """A block to be: lines of text, or the cells of a row."""

    role: Role
    page: int
    lines: list[str] = field(default_factory=list)
    number: str | None = None
    level: int = 0
    cells: list[str] = field(default_factory=list)  # one a column, "" for an empty cell
    headers: tuple[str, ...] = ()  # of the cells, where they are not the table's
    table: Table | None = None
    goes_on: bool = False  # belongs to the piece before it (on the page before)
    furniture: bool = False  # running header or footer
    foot: bool = False  # of the two: a footer
    begins: bool = False  # by its first words surely a new block (a label, a date with a time)
    breaks: list[tuple[int, int]] = field(default_factory=list)  # (index of line, number of the page that it begins)
    left: float = 0.0  # where its first line begins, in points
    hang: float | None = None  # where its other lines begin, if set in: a value beside its label
    open_end: bool = False  # its last line is full and ends no sentence: it may go on over the page
