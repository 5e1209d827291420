"""Where a passage stands, in words: document name and page, sheet, paragraph or row."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseclock.extractor.exports.cited import BUNDLE_FILE, BundlePage, Cited
from caseclock.extractor.exports.wording import plain
from caseclock.extractor.legibility import legibility
from caseclock.models.document import Document
from caseclock.models.source import Source
from caseclock.models.text import Block, Role, Text

_COUNTED = (Role.HEADING, Role.PARAGRAPH, Role.ITEM)
_LEGIBLE = 0.8  # mean confidence of words below which a reader must look at the picture
_LONGEST_SECTION = 40  # characters of a heading that is named before a paragraph's number
_SPREADSHEETS = ("spreadsheet", "excel", "csv")


@dataclass(frozen=True, slots=True)
class _Spots:
    """The blocks of one text by their starts, each with what it is called."""

    starts: tuple[int, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]  # "para 4.1", "Findings para 12"; "" for a block without a number

    def name(self, start: int) -> str:
        """What the block at an offset is called."""
        index = bisect_right(self.starts, start) - 1
        return self.names[index] if index >= 0 else ""

    def numbered(self, start: int) -> str:
        """The number that the paper itself gives to what stands at an offset; "" if it gives none."""
        index = bisect_right(self.starts, start) - 1
        return self.numbers[index] if index >= 0 else ""


class Places:
    """Names documents and the places in them.

    `texts` (document id -> its text with layout) is needed to say the paragraph or row, and what was read by OCR:
    without it a source in a paper without pages is named by its document alone. `bundle_page` gives the page of the
    bundle that a passage is on, None for one that is not in it; `bundle_file` is what the bundle is called.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        texts: Mapping[str, Text] | None = None,
        bundle_page: BundlePage | None = None,
        bundle_file: str = BUNDLE_FILE,
    ) -> None:
        self._bundle_page = bundle_page
        self._bundle_file = bundle_file
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
        """The passages grouped by document, in the order given: `diary.docx rows 3, 5`."""
        return tuple(cited.words for cited in self.cited(sources))

    @property
    def has_bundle(self) -> bool:
        """Are pages of a bundle known?"""
        return self._bundle_page is not None

    def first_page(self, document: Document) -> Cited:
        """The paper with its first page in the bundle."""
        start = Source(document=document.id, page=1 if document.pages else None, start=0, end=0, quote="")
        return self._with_bundle(self.document(document.id), (start,))

    def cited(self, sources: Iterable[Source]) -> tuple[Cited, ...]:
        """The same as `sources`, with the pages of the bundle where there is one."""
        found: dict[str, dict[str, tuple[int, int]]] = {}
        ocr: dict[str, list[float]] = {}
        passages: dict[str, list[Source]] = {}
        for source in sources:
            passages.setdefault(source.document, []).append(source)
            place = self._place(source)
            found.setdefault(source.document, {}).setdefault(place, (source.page or 0, source.start))
            ocr.setdefault(source.document, []).extend(self._legibility(source))
        lines = []
        for document_id, places in found.items():
            words = [place for place in sorted(places, key=lambda place: (places[place], place)) if place]
            told = " ".join([self.document(document_id), _together(words)]).strip()
            lines.append(self._with_bundle(told + _ocr_words(ocr[document_id]), passages[document_id]))
        return tuple(lines)

    def _with_bundle(self, words: str, sources: Iterable[Source]) -> Cited:
        find = self._bundle_page
        pages = {find(source) for source in sources} if find is not None else set()
        return Cited(words, tuple(sorted(page for page in pages if page is not None)), self._bundle_file)

    def _legibility(self, source: Source) -> list[float]:
        text = self._texts.get(source.document)
        found = legibility(text.pages, source.start, source.end) if text is not None else None
        return [] if found is None else [found]

    def _place(self, source: Source) -> str:
        document = self._documents.get(source.document)
        text = self._texts.get(source.document)
        if text is not None and source.document not in self._spots:
            self._spots[source.document] = _spots(text)
        spots = self._spots.get(source.document)
        if source.page is not None and document is not None:
            if is_spreadsheet(document):
                return f"sheet {source.page}"
            numbered = spots.numbered(source.start) if spots is not None else ""
            return f"p {source.page} {numbered}".strip()
        return spots.name(source.start) if spots is not None else ""


def _ocr_words(found: Sequence[float]) -> str:
    """What is said of passages that OCR read: that it did, and whether it was sure of them."""
    if not found:
        return ""
    return " (read by OCR)" if min(found) >= _LEGIBLE else " (read by OCR, hard to make out)"


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


def _spots(text: Text) -> _Spots:
    """What each block is called: its own number if it has one, else its place counted from the top."""
    paragraphs = 0
    rows: dict[int | None, int] = {}
    blocks = text.blocks
    tables = {block.table for block in blocks if block.role is Role.ROW}
    numbers = _numbers(text)
    names = []
    for block, number in zip(blocks, numbers, strict=True):
        name = ""
        if block.role is Role.ROW:
            rows[block.table] = rows.get(block.table, 0) + 1
            name = f"row {rows[block.table]}"
            if len(tables) > 1 and block.table is not None:
                name = f"table {len(rows)} {name}"
        elif block.role in _COUNTED:
            paragraphs += 1
            name = number or f"{_ordinal(paragraphs)} para"
        names.append(name)
    return _Spots(tuple(block.start for block in blocks), tuple(names), tuple(numbers))


def _numbers(text: Text) -> list[str]:
    """The number of each block as lawyers point to it, "" if it has none: `para 4.1`, `para 3(a)` for a part of a
    paragraph, and `Findings para 12` where numbers begin anew under headings."""
    counted = Counter(_number(block) for block in text.blocks)
    section, outer = "", ""
    result = []
    for block in text.blocks:
        number = _number(block)
        if block.role is Role.HEADING:
            section, outer = _heading(text, block), ""
        elif number and (block.level == 0 or "." in number or not outer):
            outer = number
        elif number:
            number = f"{outer}({number.strip('()')})"
        again = counted[outer] > 1 and section and block.role is not Role.HEADING
        result.append(f"{section} para {number}" if number and again else f"para {number}" if number else "")
    return result


def _number(block: Block) -> str:
    return plain(block.number) if block.number and block.role in _COUNTED else ""


def _heading(text: Text, block: Block) -> str:
    """The words of a heading, without its number; "" for one too long to be a name."""
    words = plain(text.text[block.start : block.end])
    words = words.removeprefix(block.number or "").lstrip(" .)")
    return words if len(words) <= _LONGEST_SECTION else ""


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
