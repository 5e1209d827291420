"""Typst at work, in a process of its own: a long paper must not take the whole run's memory with it."""

import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pikepdf
import typst

from caseclock.extractor.exports.bundling.words import Line
from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.reading import UnreadableError

MODULE = __name__
_WORDS_A_MARK = 10  # closer marks cost memory; they are set only where a page ends
_MOST_PASSES = 5
_KEPT = 10  # documents for which Typst keeps what it has worked out
_LETTERS = re.compile(r"[\w\u0300-\u036f]+")

_Group = tuple[int, str, str]  # the place of the first word, and the words, parted where its mark is set


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF, its number of pages, and on which of them (from 1) its text stands: (place, page) where a page begins."""

    pdf: bytes
    count: int
    starts: tuple[tuple[int, int], ...] = ()


def read(data: bytes, limits: Limits, *, template: str, as_of: date) -> Typeset:
    """The PDF that a template of this folder makes of `data` (JSON). The same input gives the same bytes.

    Raises UnreadableError if Typst refuses it.
    """
    given = json.loads(data)
    try:
        if template != "paper":
            return _counted(_pdf(template, given, as_of))
        return _paper(given, as_of)
    except typst.TypstError as error:
        raise UnreadableError("It could not be typeset: save it as .pdf and add that.") from error
    finally:
        _forget()


def _paper(given: dict[str, Any], as_of: date) -> Typeset:
    """The paper set with marks at every few words, and again with one at every word around the ends of pages."""
    close: frozenset[int] = frozenset()
    for _ in range(_MOST_PASSES):
        marked = {**given, "parts": [_with_marks(part, close) for part in given["parts"]]}
        marks = _marks(marked)
        ends = {before[0] for before, after in pairwise(marks) if before[1] != after[1]}
        if ends <= close:
            break
        close |= ends
    return _counted(_pdf("paper", marked, as_of), _starts(marks))


def _counted(pdf: bytes, starts: tuple[tuple[int, int], ...] = ()) -> Typeset:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return Typeset(pdf, len(opened.pages), starts)


def _pdf(template: str, given: dict[str, Any], as_of: date) -> bytes:
    pdf: bytes = typst.compile(
        _template(template),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"set": json.dumps(given)},
        timestamp=datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC),
        pdf_tags=False,
    )
    return pdf


def _marks(given: dict[str, Any]) -> list[tuple[int, int]]:
    """Places in the text and the pages on which they came, in the order in which they were set."""
    answer = typst.query(
        _template("paper"),
        "<places>",
        field="value",
        one=True,
        ignore_system_fonts=True,
        sys_inputs={"set": json.dumps(given)},
    )
    return [(int(place), int(page)) for place, page in json.loads(answer)]


def _forget() -> None:
    """Typst keeps what it has worked out until it has been asked for so many other documents: 100 MB for each long
    paper. Empty ones count."""
    for _ in range(_KEPT):
        typst.compile(b"", format="pdf", ignore_system_fonts=True)


@cache
def _template(name: str) -> bytes:
    return files("caseclock.extractor.exports.bundling").joinpath(f"{name}.typ").read_bytes()


def _with_marks(part: dict[str, Any], close: frozenset[int]) -> dict[str, Any]:
    """The part with the words of its lines put in groups, each of which gets a mark."""

    def grouped(lines: list[Line]) -> list[list[_Group]]:
        return [_groups(line, close) for line in lines]

    if part["type"] == "table":
        head = part["head"] and [grouped(cell) for cell in part["head"]]
        rows = [{**row, "cells": [grouped(cell) for cell in row["cells"]]} for row in part["rows"]]
        return {**part, "head": head, "rows": rows}
    return {**part, "lines": grouped(part["lines"])} if "lines" in part else part


def _groups(line: Line, close: frozenset[int]) -> list[_Group]:
    groups: list[_Group] = []
    for at in range(0, len(line), _WORDS_A_MARK):
        words = line[at : at + _WORDS_A_MARK]
        if words[0][0] in close:
            groups += [_group(place, word) for place, word in words]
        else:
            groups.append(_group(words[0][0], " ".join(word for _, word in words)))
    return groups


def _group(place: int, words: str) -> _Group:
    """The mark stands within the first word, before the first sign at which a line may end: what stands between words
    belongs to the line that it ends, not to the one that follows."""
    letters = _LETTERS.match(words)
    at = letters.end() if letters else 1
    return place, words[:at], words[at:]


def _starts(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    first: dict[int, int] = {}
    for place, page in marks:  # the heading row of a table comes again on every page
        first.setdefault(place, page)
    starts: list[tuple[int, int]] = []
    for place, page in sorted(first.items()):
        if not starts or starts[-1][1] != page:
            starts.append((place, page))
    return tuple(starts)
