"""The words of a Word paragraph as it stands now: insertions in, deletions out, fields by what they show."""

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from caseclock.extractor.readers.layout import symbol

P, R, T, TBL, TR, TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
WRAPPERS = frozenset(
    qn(name)
    for name in ("w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple",
                 "w:customXml", "w:dir", "w:bdo")
)  # fmt: skip
BOX = qn("w:txbxContent")
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES, CHOICE, FALLBACK = (f"{_COMPATIBLE}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MARKS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
NOT_WORDS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION|FILENAME|PRINTDATE|SAVEDATE|REVNUM)\b", re.I)
PAGE_OF = re.compile(r"\s*(?:page|p\.?|pg\.?)?\s*(?:of|/|-|–|\|)?\s*", re.I)
_EXCERPT = 60


def attribute(element: Any, path: str) -> str:
    """The w:val of an element found by its path, "" if there is none."""
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return "" if found is None else str(found.get(qn("w:val")) or "")


def is_on(element: Any, path: str) -> bool:
    """Whether a switch (bold, hidden) is there and not turned off."""
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off")


def blocks(container: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls and tracked insertions."""
    for child in container:
        if child.tag in (P, TBL):
            yield child
        elif child.tag in WRAPPERS:
            yield from blocks(child)
        elif child.tag == ALTERNATIVES:
            yield from blocks(_chosen(child))


def boxes(element: Any) -> Iterator[Any]:
    """Text boxes anchored in a paragraph; Word stores each twice, the second time for old readers."""
    for child in element:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATIVES:
            yield from boxes(_chosen(child))
        elif child.tag not in (FALLBACK, qn("w:del"), qn("w:moveFrom")):
            yield from boxes(child)


def _chosen(alternatives: Any) -> Any:
    """What new programs show, or what old ones do if that is all there is."""
    choice = alternatives.find(CHOICE)
    return choice if choice is not None else next(iter(alternatives.iterchildren(FALLBACK)), alternatives)


class WordsReader:
    """Reads the words of paragraphs, and keeps what was met on the way: references to notes, struck and hidden words.

    `notes` are (kind, id, number) of footnotes and endnotes referred to and not yet taken; `struck` and `hidden` are
    the words concerned.
    """

    def __init__(self) -> None:
        self.notes: list[tuple[str, str, int]] = []
        self.struck: list[str] = []
        self.hidden: list[str] = []
        self._counts = {"note": 0, "endnote": 0}

    def words(self, paragraph: Any) -> str:
        """What the paragraph says now; "" if it holds nothing but a page number."""
        state = _State()
        text = "".join(self._parts(paragraph, state)).strip()
        self._keep(state)
        if state.dropped and PAGE_OF.fullmatch(text):
            return ""
        return text

    def _keep(self, state: "_State") -> None:
        for found, kept in ((state.struck, self.struck), (state.hidden, self.hidden)):
            text = " ".join("".join(found).split())
            if text:
                kept.append(text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}...")

    def _parts(self, element: Any, state: "_State") -> Iterator[str]:
        for child in element:
            if child.tag == R:
                yield from self._run(child, state)
            elif child.tag == qn("w:fldSimple") and NOT_WORDS.match(str(child.get(qn("w:instr")) or "")):
                state.dropped = True
            elif child.tag in WRAPPERS:
                yield from self._parts(child, state)
            elif child.tag == ALTERNATIVES:
                yield from self._parts(_chosen(child), state)
            elif child.tag.endswith(("}oMath", "}oMathPara")):
                yield "".join(part.text or "" for part in child.iter(_MATHS))

    def _run(self, run: Any, state: "_State") -> Iterator[str]:
        text = "".join(part for child in run for part in self._piece(child, state))
        if not text or state.is_dropping:
            return
        if is_on(run, "w:rPr/w:strike") or is_on(run, "w:rPr/w:dstrike"):
            state.struck.append(text)
        if is_on(run, "w:rPr/w:vanish"):
            state.hidden.append(text)
        yield text

    def _piece(self, piece: Any, state: "_State") -> Iterator[str]:
        if piece.tag == T:
            yield piece.text or ""
        elif piece.tag in _MARKS:
            yield _MARKS[piece.tag]
        elif piece.tag == qn("w:sym"):
            yield symbol(str(piece.get(qn("w:char")) or ""))
        elif piece.tag == qn("w:fldChar"):
            yield from state.field_mark(piece)
        elif piece.tag == qn("w:instrText"):
            state.instruct(piece.text or "")
        elif piece.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            yield self._reference(piece)

    def _reference(self, mark: Any) -> str:
        kind = "note" if mark.tag == qn("w:footnoteReference") else "endnote"
        self._counts[kind] += 1
        self.notes.append((kind, str(mark.get(qn("w:id")) or ""), self._counts[kind]))
        return f"[{kind} {self._counts[kind]}]"


class _State:
    """The fields that a paragraph is inside of, and what was met in it."""

    def __init__(self) -> None:
        self._fields: list[list[str]] = []  # each: its code, "" or "shown" once its result has begun
        self.dropped = False
        self.struck: list[str] = []
        self.hidden: list[str] = []

    @property
    def is_dropping(self) -> bool:
        """Inside what a field shows that is no part of the words: a page number."""
        return any(shown and NOT_WORDS.match(code) for code, shown in self._fields)

    def instruct(self, code: str) -> None:
        if self._fields and not self._fields[-1][1]:
            self._fields[-1][0] += code

    def field_mark(self, mark: Any) -> Iterator[str]:
        """Begin or end of a field; a tick box of an old form is one."""
        kind = mark.get(qn("w:fldCharType"))
        if kind == "begin":
            self._fields.append(["", ""])
            yield from _old_form_field(mark)
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = "shown"
            self.dropped = self.dropped or self.is_dropping
        elif kind == "end" and self._fields:
            self._fields.pop()


def _old_form_field(mark: Any) -> Iterator[str]:
    box = mark.find(f"{qn('w:ffData')}/{qn('w:checkBox')}")
    if box is not None:
        state = "w:checked" if box.find(qn("w:checked")) is not None else "w:default"
        yield "☒" if is_on(box, state) else "☐"
    drop = mark.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
    if drop is not None:
        choices = [str(item.get(qn("w:val")) or "") for item in drop.iterchildren(qn("w:listEntry"))]
        picked = attribute(drop, "w:result") or attribute(drop, "w:default") or "0"
        if picked.isdecimal() and int(picked) < len(choices):
            yield choices[int(picked)]
