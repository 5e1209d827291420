"""Running headers and footers: lines at a page's edge that repeat from page to page, or say which page it is."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from caseclock.extractor.readers.pdf.lines import Line, lines_of
from caseclock.extractor.readers.pdf.page import PageContent

LOOK_AROUND = 2  # pages before and after that a page is compared with
_EDGE_LINES = 6  # lines from either edge that may be furniture
_SAME_PLACE = 4.0  # points
_TOP_ZONE = 0.2  # of the page's height: running headers stand above it
_BOTTOM_ZONE = 0.86  # running footers stand below it
_CLOSE = 1.35  # letter sizes from line to line of a paragraph
_MARGIN_GAP = 1.6  # line heights between body and a footer told by its words alone

_PAGE_NUMBER = re.compile(
    r"""^(?:[\W_]*\d{1,4}[\W_]*
        |.*\b(?:page|pg|p\.|sheet)\s*:?\s*\d{1,4}(?:\s*(?:of|/|out\ of)\s*\d{1,4})?[\W_]*
        |(?:https?://\S+\s+)?\d{1,3}\s?/\s?\d{1,3}
        |(?:page|sheet)\s*\d{1,4}\b.{0,120}
        |.*\b\d{1,4}\s+of\s+\d{1,4})$""",
    re.IGNORECASE | re.VERBOSE,
)
_PRINT_MARK = re.compile(r"^(?:date\s+)?(?:printed|print date|produced|generated|run date|extracted)\b.{0,120}$", re.I)


@dataclass(frozen=True)
class SortedPage:
    """A page with its furniture set apart from its body. Lines stand from the top down."""

    content: PageContent
    top: list[Line]
    body: list[Line]
    bottom: list[Line]


@dataclass(frozen=True)
class _Seen:
    """A page's lines with what each is recognised by on another page."""

    content: PageContent
    lines: list[Line]
    marks: list[str]


def set_apart(pages: Iterable[PageContent]) -> Iterator[SortedPage]:
    """Each page with its running headers and footers told from its body.

    A page is compared with the two before and the two after it, so that no more than five are held at a time. A title
    on the first page that later pages repeat belongs to the body there: it is where it is said first.
    """
    before: deque[_Seen] = deque(maxlen=LOOK_AROUND)
    waiting: deque[_Seen] = deque()
    for content in pages:
        lines = lines_of(content.words)
        waiting.append(_Seen(content, lines, [_mark(line.text, content.number) for line in lines]))
        if len(waiting) > LOOK_AROUND:
            yield _settle(waiting.popleft(), before, waiting)
    while waiting:
        yield _settle(waiting.popleft(), before, waiting)


def _settle(page: _Seen, before: deque[_Seen], after: deque[_Seen]) -> SortedPage:
    others = [*before, *after]
    before.append(page)
    lines, count = page.lines, len(page.lines)
    low, high = _ruled_stretch(page.content)
    outside = [not low <= line.y <= high for line in lines]
    top = 0
    while top < min(_EDGE_LINES, count) and outside[top] and _is_header(page, top, others):
        top += 1
    bottom = count
    while bottom > max(top, count - _EDGE_LINES) and outside[bottom - 1] and _is_footer(page, bottom - 1, others):
        bottom -= 1
    # what follows the body closely belongs to it, though the page before ends (or begins) with the same words
    while 0 < top < count and _touches(lines[top - 1], lines[top]):
        top -= 1
    while top < bottom < count and _touches(lines[bottom - 1], lines[bottom]):
        bottom += 1
    return SortedPage(page.content, lines[:top], lines[top:bottom], lines[bottom:])


def _touches(upper: Line, lower: Line) -> bool:
    """Whether two lines at the border of body and furniture stand as near as the lines of a paragraph."""
    near = lower.y - upper.y <= _CLOSE * min(upper.size, lower.size)
    return near and not (_says_page(upper.text) or _says_page(lower.text))


def _is_header(page: _Seen, at: int, others: list[_Seen]) -> bool:
    line = page.lines[at]
    if line.y > _TOP_ZONE * page.content.height:
        return False
    if _says_page(line.text):
        gap = page.lines[at + 1].y - line.y if at + 1 < len(page.lines) else page.content.height
        return gap > _MARGIN_GAP * line.size or _repeats(page, at, others)
    return page.content.number > 1 and not _may_head_columns(line) and _repeats(page, at, others)


def _is_footer(page: _Seen, at: int, others: list[_Seen]) -> bool:
    line = page.lines[at]
    if line.y < _BOTTOM_ZONE * page.content.height:
        return False
    if _says_page(line.text):
        gap = line.y - page.lines[at - 1].y if at else page.content.height
        return gap > _MARGIN_GAP * line.size or _repeats(page, at, others)
    return _repeats(page, at, others)


def _says_page(text: str) -> bool:
    return bool(_PAGE_NUMBER.match(text) or _PRINT_MARK.match(text))


def _may_head_columns(line: Line) -> bool:
    """Whether it could be the heading row of a table: that belongs to the table, however often it repeats."""
    return len(line.chunks) >= 3 and not re.search(r"[:\d]", line.text)


def _mark(text: str, number: int) -> str:
    """The text with what changes from page to page taken out."""
    if _says_page(text):
        return re.sub(r"\d+", "#", text)
    return re.sub(rf"\b{number}\b", "#", text)


def _repeats(page: _Seen, at: int, others: list[_Seen]) -> bool:
    """Whether a line stands at the same place on a page around: the outermost on one of them, others on half."""
    line, mark = page.lines[at], page.marks[at]
    needed = 1 if at in (0, len(page.lines) - 1) else (len(others) + 1) // 2
    for other in others:
        for other_line, other_mark in zip(other.lines, other.marks, strict=True):
            if mark == other_mark and abs(line.y - other_line.y) <= _SAME_PLACE:
                needed -= 1
                break
        if needed <= 0:
            return True
    return False


def _ruled_stretch(content: PageContent) -> tuple[float, float]:
    """From where to where down the page its upright rules reach, a border round the whole page left out."""
    inner = [rule for rule in content.down if rule.high - rule.low < 0.85 * content.height]
    if len(inner) < 2:
        return 0.0, 0.0
    return min(rule.low for rule in inner), max(rule.high for rule in inner)
