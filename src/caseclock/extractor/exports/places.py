"""Where a passage stands, in words: document name and page, sheet, paragraph or row."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseclock.extractor.exports.wording import plain
from caseclock.models.document import Block, Document, Role, Text
from caseclock.models.source import Source

_COUNTED = (Role.HEADING, Role.PARAGRAPH, Role.ITEM)
_SPREADSHEETS = ("spreadsheet", "excel", "csv")


@dataclass(frozen=True, slots=True)
class _Spots:
    """The blocks of one text by their starts, each with what it is called."""

    starts: tuple[int, ...]
    names: tuple[str, ...]

    def name(self, start: int) -> str:
        index = bisect_right(self.starts, start) - 1
        return self.names[index] if index >= 0 else ""


class Places:
    """Names documents and the places in them.

    `texts` (document id -> its text with layout) is needed only for papers without pages, to say the paragraph or
    row: without it such a source is named by its document alone.
    """

    def __init__(self, documents: Sequence[Document], texts: Mapping[str, Text] | None = None) -> None:
        self._documents = {document.id: document for document in documents}
        self._names = _short_names(documents)
        self._texts = texts or {}
        self._spots: dict[str, _Spots] = {}

    def document(self, document_id: str) -> str:
        """The document's file name; its whole path where two files have the same name."""
        return self._names.get(document_id, plain(document_id))

    def source(self, source: Source) -> str:
        """One passage: `police log.pdf p 4`."""
        return self.sources((source,))[0]

    def sources(self, sources: Iterable[Source]) -> tuple[str, ...]:
        """The passages grouped by document, in the order given: `diary.docx, rows 3 and 5`."""
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for source in sources:
            place = self._place(source)
            found.setdefault(source.document, {}).setdefault(place, (source.page or 0, source.start))
        lines = []
        for document_id, places in found.items():
            words = [place for place in sorted(places, key=lambda place: (places[place], place)) if place]
            lines.append(" ".join([self.document(document_id), _together(words)]).strip())
        return tuple(lines)

    def _place(self, source: Source) -> str:
        document = self._documents.get(source.document)
        if source.page is not None and document is not None:
            return f"sheet {source.page}" if is_spreadsheet(document) else f"p {source.page}"
        text = self._texts.get(source.document)
        if text is None:
            return ""
        if source.document not in self._spots:
            self._spots[source.document] = _spots(text.blocks)
        return self._spots[source.document].name(source.start)


def is_spreadsheet(document: Document) -> bool:
    """Whether the document's "pages" are sheets of a workbook."""
    return any(word in document.media_type for word in _SPREADSHEETS)


def _together(words: Sequence[str]) -> str:
    """p 2, p 4 -> pp 2, 4; other places one after another."""
    if len(words) > 1 and all(word.startswith("p ") for word in words):
        return "pp " + ", ".join(word[2:] for word in words)
    if len(words) > 1 and all(word.startswith("row ") for word in words):
        return "rows " + ", ".join(word[4:] for word in words)
    return ", ".join(words)


def _short_names(documents: Sequence[Document]) -> dict[str, str]:
    """File names, or whole paths where a file name is not the only one of its kind."""
    last = [plain(document.name.rsplit("/", 1)[-1]) for document in documents]
    return {
        document.id: name if name and last.count(name) == 1 else plain(document.name) or document.id
        for document, name in zip(documents, last, strict=True)
    }


def _spots(blocks: Sequence[Block]) -> _Spots:
    """What each block is called: its own number if it has one, else its place counted from the top."""
    paragraphs = 0
    rows: dict[int | None, int] = {}
    tables = {block.table for block in blocks if block.role is Role.ROW}
    names = []
    for block in blocks:
        name = ""
        if block.role is Role.ROW:
            rows[block.table] = rows.get(block.table, 0) + 1
            name = f"row {rows[block.table]}"
            if len(tables) > 1 and block.table is not None:
                name = f"table {len(rows)} {name}"
        elif block.role in _COUNTED:
            paragraphs += 1
            name = f"para {plain(block.number)}" if block.number else f"{_ordinal(paragraphs)} para"
        names.append(name)
    return _Spots(tuple(block.start for block in blocks), tuple(names))


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
