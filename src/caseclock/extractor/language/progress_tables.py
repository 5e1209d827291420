"""Tables of actions with what has come of each: the cells that tell it are read as prose, the actions are not."""

import re
from collections.abc import Sequence
from itertools import groupby

from caseclock.extractor.vocabulary.words import any_of, vocabulary
from caseclock.models.text import Block, Cell, Role

_WORDS = vocabulary("columns")["progress_table"]
_ACTIONS = any_of(_WORDS["actions"], at_word=True)
_TOLD = any_of(_WORDS["told"], at_word=True)
_DAYS = any_of(_WORDS["days"], at_word=True)
_DUE = any_of(_WORDS["due"], at_word=True)
_LEAST_WORDS = 3  # "Complete", "On track": a state, nothing that was done


def told_cells(blocks: Sequence[Block]) -> dict[int, tuple[Block, ...]]:
    """The cells of such tables that tell what was done, as paragraphs, by the place where their row starts."""
    found: dict[int, tuple[Block, ...]] = {}
    rows = [b for b in blocks if b.role is Role.ROW and b.cells]
    for _, group in groupby(rows, key=lambda b: (b.message, b.table)):
        table = list(group)
        headers = dict.fromkeys(c.header.strip() for row in table for c in row.cells if c.header.strip())
        if not _is_of_progress(tuple(headers)):
            continue
        for row in table:
            found[row.start] = tuple(_paragraph(row, c) for c in row.cells if _tells(c))
    return found


def _is_of_progress(headers: Sequence[str]) -> bool:
    """Actions beside what came of them; a table with a column of days is a log, one of due dates a plan."""
    return (
        any(_ACTIONS.match(h) for h in headers)
        and any(_TOLD.match(h) for h in headers)
        and not any(_DAYS.match(h) or _DUE.match(h) for h in headers)
    )


def _tells(cell: Cell) -> bool:
    return bool(_TOLD.match(cell.header.strip())) and len(re.findall(r"\w+", cell.text)) >= _LEAST_WORDS


def _paragraph(row: Block, cell: Cell) -> Block:
    return Block(Role.PARAGRAPH, cell.start, cell.end, page=row.page, message=row.message)
