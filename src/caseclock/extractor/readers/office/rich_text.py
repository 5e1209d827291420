"""Rich text (rtf): paragraphs, headings, list numbers and tables; what was deleted under tracking is left out."""

from caseclock.extractor.limits import DEFAULT_LIMITS, Limits
from caseclock.extractor.readers.flow import Flow, FlowCell, Paragraph
from caseclock.extractor.readers.layout import CELL_BREAK, Draft
from caseclock.extractor.readers.office.rich_text_walker import Walker
from caseclock.extractor.readers.office.word_marks import excerpts_notice, told_changes
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Problem, Role

RTF = "application/rtf"
MEDIA_TYPES = (RTF, "text/rtf")


def read(data: bytes, limits: Limits) -> Reading:
    """Read a rich text file. The format has no pages; pictures in it are not read. Raises UnreadableError."""
    _check(data)
    draft = Draft()
    flow = Flow(draft, limits)
    walker = Walker(flow)
    walker.walk(data)
    problems = flow.problems("file")
    problems += told_changes(walker.changes, walker.authors)
    problems += excerpts_notice("Some of the text is struck through", "check whether it still stands", walker.struck)
    problems += excerpts_notice("Some of the text is hidden", "check why it was hidden", walker.hidden)
    if walker.depth > 0:
        problems.append(Problem("reader", "The file ends in the middle; ask for it again."))
    if walker.pictures:
        told = "1 picture" if walker.pictures == 1 else f"{walker.pictures} pictures"
        problems.append(Problem("reader", f"{told} in the file not read; if there are words in it, add it as a file."))
    text = draft.finish()
    if not text.text.strip():
        raise UnreadableError("The file holds no text, perhaps only pictures; add the pictures themselves.")
    return Reading(RTF, text, problems=tuple(problems), title=walker.title.strip())


def rtf_text(data: bytes) -> str:
    """The plain text of a rich text file: a line for each paragraph, blank ones too, and for each row of a table.

    For message bodies that a mail program keeps as rich text. Raises UnreadableError.
    """
    _check(data)
    flow = _PlainFlow(Draft(), DEFAULT_LIMITS)
    Walker(flow).walk(data)
    return "\n".join(flow.lines).strip("\n")


def _check(data: bytes) -> None:
    if not data:
        raise UnreadableError("The file is empty; ask for it again.")
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("The file is not rich text, whatever its name says; ask for it again.")


class _PlainFlow(Flow):
    """Takes a stream of paragraphs and rows as bare lines."""

    __slots__ = ("lines",)

    def __init__(self, draft: Draft, limits: Limits) -> None:
        super().__init__(draft, limits)
        self.lines: list[str] = []

    def paragraph(self, paragraph: Paragraph) -> None:
        label = f"{paragraph.label} " if paragraph.label else ""
        self.lines.append(f"{label}{paragraph.text.rstrip()}")

    def row(self, cells: "list[FlowCell] | tuple[FlowCell, ...]", left: int = 0, marked: bool = False) -> None:  # type: ignore[override]
        self.lines.append(CELL_BREAK.join(cell.text.strip() for cell in cells if cell.text.strip()))

    def line(self, role: Role, text: str) -> None:
        if role is not Role.HEADER:
            self.lines.append(text)
