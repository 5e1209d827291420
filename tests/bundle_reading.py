"""Bundles made of files, and read back: their pages, stamps, bookmarks and links."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pikepdf
import pypdfium2

from caseclock.extractor.exports.bundle import Bundle, Front, make_bundle
from caseclock.extractor.intake import Given, read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS, Limits
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.document import Paper

AS_OF = date(2024, 6, 1)


def read_files(
    sandbox: Sandbox, files: Mapping[str, bytes], limits: Limits = DEFAULT_LIMITS
) -> tuple[tuple[Paper, ...], dict[str, bytes]]:
    """The papers of some files, and the bytes of each by its id, of attachments too."""
    kept: dict[str, bytes] = {}
    given = [Given(name, data) for name, data in files.items()]
    papers = read_papers(given, limits, keep=kept.__setitem__, sandbox=sandbox)
    kept |= {paper.document.id: files[paper.document.name] for paper in papers if paper.document.name in files}
    return papers, kept


def bind(
    sandbox: Sandbox,
    papers: Sequence[Paper],
    contents: Mapping[str, bytes],
    *,
    title: str = "Bundle",
    reference: str = "AB/1",
    front: Front | None = None,
    masked: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Bundle:
    """A bundle of papers."""
    return make_bundle(
        sandbox,
        papers,
        contents.get,
        title=title,
        reference=reference,
        as_of=AS_OF,
        front=front,
        masked=masked,
        limits=limits,
    )


def words_of(text: str) -> str:
    """Letters and digits alone: what stays the same however a text is set."""
    return re.sub(r"[\W_]+", "", text)


def texts_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range().replace("\u200b", "") for page in opened]


def stamps_of(pdf: bytes) -> list[str]:
    """What stands in the stamp's place on each page as it is shown: reference and number."""
    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            _, bottom, right, _ = page.get_bbox()
            assert page.get_rotation() == 0
            text = page.get_textpage().get_text_bounded(right - 208, bottom, right, bottom + 30)
            found.append(" ".join(text.split()[-2:]))
    return found


@dataclass(frozen=True)
class Link:
    """A link: the page it stands on and the one it leads to, both from 1, with the words it lies over."""

    on: int
    to: int
    words: str


def links_in(pdf: bytes) -> list[Link]:
    """Every link of a PDF. Fails if one leads anywhere but to a page."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as opened, pypdfium2.PdfDocument(pdf) as seen:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}
        for on, page in enumerate(opened.pages, 1):
            for link in page.get("/Annots", []):
                assert link.Subtype == pikepdf.Name.Link
                assert "/A" not in link
                sides = [float(side) for side in link.Rect]
                words = " ".join(seen[on - 1].get_textpage().get_text_bounded(*sides).split())
                found.append(Link(on, numbers[link.Dest[0].objgen], words))
    return found


def bookmarks_in(pdf: bytes) -> list[tuple[int, str, int]]:
    """The outline as (depth, title, page)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}

        def walk(items: Sequence[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str, int]]:
            for item in items:
                yield depth, item.title, numbers[item.destination[0].objgen]
                yield from walk(item.children, depth + 1)

        return list(walk(outline.root, 0))


def everything_in(pdf: bytes) -> bytes:
    """All that a PDF holds, unpacked: its objects as they are written, and its streams."""
    parts = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream):
                parts.append(
                    thing.read_raw_bytes() if "/DCTDecode" in str(thing.get("/Filter")) else thing.read_bytes()
                )
                parts.append(pikepdf.Dictionary(dict(thing.items())).unparse())
            elif isinstance(thing, pikepdf.Object):
                parts.append(thing.unparse())
                if isinstance(thing, pikepdf.Dictionary):
                    parts += [str(value).encode() for value in thing.as_dict().values()]
        parts.append(str(opened.trailer).encode())
    return b"\n".join(parts)
