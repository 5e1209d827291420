"""Links on pages of the index and the chronology: read before the pages are moved, drawn again where they came."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

_TO_BUNDLE = re.compile(r"bundle\.pdf#page=(\d{1,6})")


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link on page `page` (from 0, of its own PDF) with its four sides. It leads to page `to`: of its own PDF if
    `inner` (from 0), else of the bundle (from 1); `top` is the height it leads to, None for the whole page."""

    page: int
    sides: tuple[float, ...]
    to: int
    inner: bool
    top: float | None


def links_of(pdf: Pdf) -> list[LinkMark]:
    """The links of a PDF that lead within it or into the bundle; all others are left out."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    named = _named(pdf)
    return [
        mark
        for number, page in enumerate(pdf.pages)
        for annotation in _annotations(page.obj)
        if (mark := _mark(annotation, number, numbers, named))
    ]


def draw_links(pdf: Pdf, marks: list[LinkMark], first: int) -> None:
    """Put the links on the pages of `pdf`, where their own PDF's first page came to be page `first` (from 0)."""
    for mark in marks:
        to = first + mark.to if mark.inner else mark.to - 1
        if not 0 <= to < len(pdf.pages):
            continue
        target = pdf.pages[to].obj
        place: list[object] = [Name.Fit] if mark.top is None else [Name.XYZ, 0, round(mark.top, 3), 0]
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(side, 3) for side in mark.sides]),
            Border=Array([0, 0, 0]),
            F=4,
            Dest=Array([target, *place]),
            Contents=String(f"page {to + 1}"),
        )
        page = pdf.pages[first + mark.page].obj
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(pdf.make_indirect(link))


def _annotations(page: Object) -> Iterator[Dictionary]:
    found = page.get("/Annots")
    if isinstance(found, Array):
        yield from (item for item in found if isinstance(item, Dictionary))


def _mark(
    annotation: Dictionary, page: int, numbers: Mapping[tuple[int, int], int], named: Mapping[str, Object]
) -> LinkMark | None:
    rect = annotation.get("/Rect")
    if annotation.get("/Subtype") != Name.Link or not isinstance(rect, Array) or len(rect) != 4:
        return None
    sides = tuple(float(side) for side in rect if isinstance(side, int | Decimal))
    action = annotation.get("/A")
    goal = annotation.get("/Dest")
    if isinstance(action, Dictionary):
        uri = _TO_BUNDLE.fullmatch(str(action.get("/URI", ""))) if action.get("/S") == Name.URI else None
        if uri:
            return LinkMark(page, sides, int(uri[1]), inner=False, top=None)
        goal = action.get("/D") if action.get("/S") == Name.GoTo else None
    if isinstance(goal, Name | String):
        goal = named.get(str(goal).removeprefix("/"))
    if isinstance(goal, Dictionary):
        goal = goal.get("/D")
    if not isinstance(goal, Array) or not len(goal) or not isinstance(goal[0], Dictionary):
        return None
    to = numbers.get(goal[0].objgen)
    if to is None:
        return None
    top = goal[3] if len(goal) > 3 and goal[1] == Name.XYZ else None
    return LinkMark(page, sides, to, inner=True, top=float(top) if isinstance(top, int | Decimal) else None)


def _named(pdf: Pdf) -> dict[str, Object]:
    """Places in a PDF that have names."""
    found: dict[str, Object] = {}
    old = pdf.Root.get("/Dests")
    if isinstance(old, Dictionary):
        found |= {str(key).removeprefix("/"): value for key, value in old.items()}
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and isinstance(names.get("/Dests"), Dictionary):
        found |= {str(key): value for key, value in pikepdf.NameTree(names["/Dests"]).items()}
    return found
