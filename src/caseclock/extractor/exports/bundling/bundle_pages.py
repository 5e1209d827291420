"""Where the papers stand in a bundle: kept with it, so that a chronology can point to its pages."""

from bisect import bisect_right
from functools import cached_property

from caseclock.models.base import Model
from caseclock.models.source import Source


class PaperPages(Model):
    """A paper's stretch of the bundle. Pages are counted from 1, as the stamps and the PDF itself do.

    `starts` is for papers that were set anew from their text: pairs of an offset in the text and the page on which it
    stands, good up to the next pair's offset (a page of None: not in the bundle). Without it page n of the paper is
    page `first` + n - 1 of the bundle.
    """

    document: str
    tab: int
    first: int
    last: int
    starts: tuple[tuple[int, int | None], ...] = ()


class BundlePages(Model):
    """Where everything stands in a bundle. `papers` holds each paper that is in it, and each that is the same as one,
    in the order of the index; `front` is the first and last page of what was put in front of the papers."""

    pages: int
    index: tuple[int, int]
    front: tuple[int, int] | None
    papers: tuple[PaperPages, ...]

    def page_of(self, source: Source) -> int | None:
        """The page of the bundle on which a source begins; None if its paper or page is not in the bundle."""
        paper = self.paper(source.document)
        if paper is None:
            return None
        if paper.starts:
            at = bisect_right(paper.starts, source.start, key=lambda start: start[0]) - 1
            return paper.starts[max(at, 0)][1]
        page = paper.first + (source.page or 1) - 1
        return page if paper.first <= page <= paper.last else None

    def paper(self, document: str) -> PaperPages | None:
        """The stretch of a document's paper, by the document's id; None if it is not in the bundle."""
        return self._by_document.get(document)

    @cached_property
    def _by_document(self) -> dict[str, PaperPages]:
        return {paper.document: paper for paper in self.papers}
