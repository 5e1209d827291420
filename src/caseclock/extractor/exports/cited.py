"""Where something stands, as it is cited: the place in the paper, and the page of the bundle as a link to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from caseclock.extractor.exports.parts import Run
from caseclock.models.source import Source

BUNDLE_FILE = "bundle.pdf"
BundlePage = Callable[[Source], int | None]  # the page of the bundle that a passage is on, if it is in it


@dataclass(frozen=True, slots=True)
class Cited:
    """Passages of one paper: their places in words, and their pages (from 1) in the bundle called `file`."""

    words: str
    pages: tuple[int, ...] = ()
    file: str = BUNDLE_FILE

    @property
    def text(self) -> str:
        """diary.docx rows 3, 5 - Bundle pp 45, 46 (with no-break spaces after "Bundle" and "pp")."""
        return "".join(run.text for run in self.runs)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The same, each page of the bundle a link."""
        return (Run(self.words), *self._pages()) if self.pages else (Run(self.words),)

    def _pages(self) -> Iterable[Run]:
        word = "Bundle\u00a0p\u00a0" if len(self.pages) == 1 else "Bundle\u00a0pp\u00a0"
        yield Run("\u00a0- ")
        for number, page in enumerate(self.pages):
            # The first link has the words too: a link that says "45" alone says little to who hears it read out.
            yield Run(f"{'' if number else word}{page}", link=page_link(self.file, page))
            if number + 1 < len(self.pages):
                yield Run(", ")


def page_link(file: str, page: int) -> str:
    """Where a page of a PDF that lies beside the document is found."""
    return f"{quote(file, errors='replace')}#page={page}"


def page_numbers(cited: Iterable[Cited]) -> str:
    """45, 46: every page of the bundle once, in the order of the citations."""
    return ", ".join(dict.fromkeys(str(page) for one in cited for page in one.pages))
