"""What a Word paragraph takes from its style: whether it is a heading, its list and level."""

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from caseclock.extractor.readers.office.word_text import P, R, T, attribute, is_on

_MAX_HEADING = 120


class Styles:
    """The styles of a document and what they say of its paragraphs."""

    def __init__(self, document: WordDocument) -> None:
        self._by_id = {
            str(style.get(qn("w:styleId"))): style for style in document.styles.element.findall(qn("w:style"))
        }
        self._default = next(
            (
                name
                for name, style in self._by_id.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")
            ),
            "",
        )

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph and the styles that it is built on, nearest first."""
        yield paragraph
        name = attribute(paragraph, "w:pPr/w:pStyle") or self._default
        seen: set[str] = set()
        while name in self._by_id and name not in seen:
            seen.add(name)
            yield self._by_id[name]
            name = attribute(self._by_id[name], "w:basedOn")

    def _name(self, element: Any) -> str:
        return attribute(element, "w:name").casefold() if element.tag != P else ""

    def heading_level(self, paragraph: Any) -> int | None:
        """0 for a title or first heading, 1 and so on below; None if it is not styled as a heading."""
        for element in self._chain(paragraph):
            name = self._name(element)
            if name in ("title", "subtitle"):
                return 0
            if found := re.fullmatch(r"heading (\d)", name):
                return int(found[1]) - 1
            outline = attribute(element, "w:pPr/w:outlineLvl")
            if outline.isdecimal():
                return int(outline) if int(outline) < 9 else None
        return None

    def is_contents_line(self, paragraph: Any) -> bool:
        """A line of a table of contents."""
        return any(re.fullmatch(r"toc \d", self._name(element)) for element in self._chain(paragraph))

    def numbering(self, paragraph: Any) -> tuple[str, int]:
        """The list id and level; ("", 0) outside lists."""
        number_id, level = "", ""
        for element in self._chain(paragraph):
            number_id = number_id or attribute(element, "w:pPr/w:numPr/w:numId")
            level = level or attribute(element, "w:pPr/w:numPr/w:ilvl")
        return number_id, int(level) if level.isdecimal() else 0

    def is_emphatic_line(self, paragraph: Any, text: str) -> bool:
        """A short line wholly in bold or underlined: a heading made by hand."""
        if not text or len(text) > _MAX_HEADING or "\n" in text or text.endswith((".", ",", ";")):
            return False
        by_style = any(is_on(element, "w:rPr/w:b") for element in self._chain(paragraph) if element.tag != P)
        runs = [run for run in paragraph.iter(R) if any((part.text or "").strip() for part in run.iterchildren(T))]
        return bool(runs) and all(_stands_out(run, by_style) for run in runs)


def _stands_out(run: Any, bold_by_style: bool) -> bool:
    if is_on(run, "w:rPr/w:b"):
        return True
    if run.find(f"{qn('w:rPr')}/{qn('w:b')}") is None and bold_by_style:
        return True
    return attribute(run, "w:rPr/w:u") in ("single", "double", "thick", "words")
