"""Notes of a print whose words stand below a line with day, writer and kind ("06/03/2023 09:14 JHALL CALL IN")."""

from collections.abc import Sequence

from caseclock.extractor.language.columns import Column, Record, records
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.note_rows import note_row
from caseclock.extractor.language.row_times import date_of
from caseclock.extractor.language.told_of_respondent import as_before
from caseclock.extractor.lines import lines_of
from caseclock.extractor.note_prints import note_print_row, note_prints
from caseclock.models.document import DocumentKind
from caseclock.models.event import Event
from caseclock.models.text import Role

_KINDS = (DocumentKind.CASE_NOTES, DocumentKind.INCIDENT_LOG, DocumentKind.OTHER)
_SENTENCE = 8  # words


def is_note_print(context: Context, table: Sequence[Record]) -> bool:
    """Are the records notes, each with its writer and kind on a line of their own above its words?"""
    told = [record for record in table if Column.WHAT in record.cells]
    return bool(told) and all(_below_its_head(context, record) for record in told)


def _below_its_head(context: Context, record: Record) -> bool:
    if not {Column.DATE, Column.OFFICER, Column.TYPE} <= set(record.cells) or Column.REFERENCE in record.cells:
        return False
    what = record.cells[Column.WHAT]
    above = max(cell.end for _, cell in record.all if cell is not what)
    return above <= what.start and "\n" in context.paper.text.text[above : what.start]


def note_events(context: Context, table: Sequence[Record], owner: str | None) -> list[Event]:
    """The events of such notes in their order. `owner` is the agency whose notes they are."""
    dated = ((record, date_of(context, record.cells.get(Column.DATE))) for record in table)
    return as_before([e for record, day in dated if day for e in note_row(context, record, owner, day, every_act=True)])


def printed_paragraphs(context: Context, owner: str | None) -> tuple[list[Event], set[int]]:
    """The events of such a print whose lines came as paragraphs (a PDF, a Word document), and where the blocks begin
    that were read so or that tell of nothing."""
    text, blocks = context.paper.text.text, context.paper.text.blocks
    if context.paper.document.kind not in _KINDS or any(b.role is Role.ROW for b in blocks):
        return [], set()
    lines = lines_of(text)
    rows = [note_print_row(text, lines, note) for note in note_prints(lines)]
    table = records(rows)
    if not is_note_print(context, table):
        return [], set()
    inside = {b.start for b in blocks for row in rows if row.start <= b.start < row.end}
    heads = {b.start for b in blocks if b.start not in inside and not _is_sentence(text[b.start : b.end].strip())}
    return note_events(context, table, owner), inside | heads


def running_heads(context: Context) -> set[int]:
    """Where the lines of a print of notes begin that are none of its notes and no sentences: whose file it is, the
    users, the heads and feet of its pages. They tell of nothing."""
    text, blocks = context.paper.text.text, context.paper.text.blocks
    if not is_note_print(context, records([b for b in blocks if b.role is Role.ROW])):
        return set()
    others = (b for b in blocks if b.role is not Role.ROW)
    return {b.start for b in others if not _is_sentence(text[b.start : b.end].strip())}


def _is_sentence(words: str) -> bool:
    return words.endswith(".") and len(words.split()) >= _SENTENCE
