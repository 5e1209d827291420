"""All parts made one PDF, in a process of its own: its pages stamped, linked, bookmarked and numbered."""

import io
from dataclasses import dataclass
from datetime import date

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, OutlineItem, Page, Pdf, Stream, String

from caseclock.extractor.exports.bundling.cleaning import Cleaner, hidden_layers, shows_layers
from caseclock.extractor.exports.bundling.contents_list import Bookmark
from caseclock.extractor.exports.bundling.link_marks import LinkMark, draw_links, links_of
from caseclock.extractor.exports.bundling.sheet_pages import A4, add_page, numbers, sheet_of
from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.reading import UnreadableError

MODULE = __name__

_STAMP = 200.0  # points that a stamp's own page is wide
_EDGE = 8.0  # points from the edges of the page to the stamp
_OF_A_PAGE = ("/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group", "/Parent")


@dataclass(frozen=True, slots=True)
class Piece:
    """One PDF of those that follow each other in the bytes: its size, how many pages it must fill (blank ones follow
    if it has fewer), and whether its links are kept."""

    size: int
    pages: int
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How the parts are put together; `stamps` is the size of the PDF with a stamp for every page, which comes last."""

    title: str
    as_of: date
    pieces: tuple[Piece, ...]
    stamps: int
    bookmarks: tuple[Bookmark, ...]


def read(data: bytes, limits: Limits, *, plan: Plan) -> bytes:
    """The bundle. The same parts give the same bytes. Raises UnreadableError if a part has more pages than planned."""
    whole = _Whole()
    view, at = memoryview(data), 0
    for piece in plan.pieces:
        whole.take(pikepdf.open(io.BytesIO(view[at : at + piece.size])), piece)
        at += piece.size
    whole.finish(pikepdf.open(io.BytesIO(view[at:])), plan)
    packed = io.BytesIO()
    whole.out.save(packed, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


class _Whole:
    """The bundle being put together."""

    def __init__(self) -> None:
        self.out = Pdf.new()
        self._sources: list[Pdf] = []  # open until all is written: what was copied from them is read only then
        self._links: list[tuple[int, list[LinkMark]]] = []  # with the page from which their own are counted
        self._layers: list[Object] = []
        self._hidden: list[Object] = []

    def take(self, source: Pdf, piece: Piece) -> None:
        """Put a part's pages after those that are there."""
        self._sources.append(source)
        if len(source.pages) > piece.pages:
            raise UnreadableError("A part of the bundle has more pages than it was given room for: report this.")
        if piece.linked:
            self._links.append((len(self.out.pages), links_of(source)))
        self._take_layers(source)
        _take_pages(source, self.out)
        for _ in range(piece.pages - len(source.pages)):
            add_page(self.out, A4, b"", Dictionary())

    def _take_layers(self, source: Pdf) -> None:
        properties = source.Root.get("/OCProperties")
        if not isinstance(properties, Dictionary):
            return
        own = [layer for layer in properties.OCGs if layer.is_indirect]
        gone = {layer.objgen for layer in hidden_layers(source, own)}
        for layer in own:
            ours = self.out.copy_foreign(layer)
            self._layers.append(ours)
            if layer.objgen in gone:
                self._hidden.append(ours)

    def finish(self, stamps: Pdf, plan: Plan) -> None:
        """Draw what needs all pages to be there."""
        self._sources.append(stamps)
        for first, links in self._links:
            draw_links(self.out, links, first)
        shows_layers(self.out, self._layers, self._hidden)
        _stamp(self.out, stamps)
        _say_what_it_is(self.out, plan)


def _take_pages(source: Pdf, out: Pdf) -> None:
    cleaner = Cleaner()
    for page in source.pages:
        for key in list(page.obj.keys()):
            if key not in _OF_A_PAGE:
                del page.obj[key]
        cleaner.clean(page.obj.get("/Resources", Dictionary()))
    out.pages.extend(source.pages)


def _stamp(out: Pdf, stamps: Pdf) -> None:
    """Each page's number at the lower right corner of what is shown of it."""
    for page, stamp in zip(out.pages, stamps.pages, strict=True):
        form = out.copy_foreign(stamps.make_indirect(_form(stamps, stamp)))
        sheet = sheet_of(page)
        wide = sheet.size[0]
        scale = min(1.0, (wide - 2 * _EDGE) / _STAMP)
        place = Matrix(scale, 0, 0, scale, wide - _EDGE - scale * _STAMP, _EDGE) @ Matrix(*sheet.upright()).inverse()
        page.obj.Resources = _with(page.obj.get("/Resources"), form)
        drawn = b"\nQ q %s cm /BundleStamp Do Q" % numbers(place.shorthand)
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(drawn)


def _with(resources: Object | None, form: Object) -> Dictionary:
    """The resources of a page, which it may share with others, and the stamp beside them."""
    own = Dictionary(dict(resources.items())) if isinstance(resources, Dictionary) else Dictionary()
    drawn = own.get("/XObject")
    own.XObject = Dictionary(dict(drawn.items())) if isinstance(drawn, Dictionary) else Dictionary()
    own.XObject.BundleStamp = form
    return own


def _form(pdf: Pdf, page: Page) -> Stream:
    form = Stream(pdf, page.obj.Contents.read_bytes())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([float(side) for side in page.mediabox])
    form.Resources = page.obj.Resources
    return form


def _say_what_it_is(out: Pdf, plan: Plan) -> None:
    """Title, language, page numbers and bookmarks: all that a reader shows beside the pages."""
    out.docinfo = out.make_indirect(
        Dictionary(
            Title=String(plan.title),
            Producer=String("caseclock"),
            CreationDate=String(f"D:{plan.as_of:%Y%m%d}000000Z"),
        )
    )
    out.Root.Lang = String("en-GB")
    out.Root.PageMode = Name.UseOutlines
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    out.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    with out.open_outline() as outline:
        path: list[OutlineItem] = []
        for mark in plan.bookmarks:
            item = OutlineItem(mark.title, mark.page - 1, "Fit")
            del path[mark.depth :]
            (path[-1].children if path else outline.root).append(item)
            path.append(item)
