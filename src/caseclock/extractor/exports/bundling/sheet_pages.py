"""Pages as they are shown: upright, from zero, everything on them in one form that nothing after it can be hurt by."""

from dataclasses import dataclass
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

A4 = (595.276, 841.89)
_LETTER = (0.0, 0.0, 612.0, 792.0)  # what viewers take where a page has no size
_LEAST, _MOST = 150.0, 5000.0  # points: pages smaller or larger are shown on A4
_GROUP = ("/Type", "/S", "/CS", "/I", "/K")

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a page is shown: the part of it that is seen, quarter turns with the clock, points to its unit."""

    box: Box
    quarters: int
    unit: float

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height as it is shown, in points."""
        wide, high = (self.box[2] - self.box[0]) * self.unit, (self.box[3] - self.box[1]) * self.unit
        return (high, wide) if self.quarters % 2 else (wide, high)

    def upright(self) -> Matrix:
        """From its own coordinates to points from the lower left corner of what is shown."""
        left, bottom, right, top = self.box
        turned: tuple[Matrix, ...] = (
            (1, 0, 0, 1, -left, -bottom),
            (0, -1, 1, 0, -bottom, right),
            (-1, 0, 0, -1, right, top),
            (0, 1, -1, 0, top, -left),
        )
        a, b, c, d, e, f = turned[self.quarters % 4]
        u = self.unit
        return (a * u, b * u, c * u, d * u, e * u, f * u)


def sheet_of(page: Page) -> Sheet:
    """How a page is shown, whatever nonsense its file says of that."""
    media = _box(inherited(page.obj, "/MediaBox")) or _LETTER
    crop = _box(inherited(page.obj, "/CropBox")) or media
    seen = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    rotate = inherited(page.obj, "/Rotate")
    quarters = int(rotate) // 90 % 4 if isinstance(rotate, int | Decimal) else 0
    unit = page.obj.get("/UserUnit")
    scale = float(unit) if isinstance(unit, int | Decimal) and 0.1 <= float(unit) <= 100 else 1.0
    return Sheet(seen if seen[2] - seen[0] >= 1 and seen[3] - seen[1] >= 1 else media, quarters, scale)


def inherited(node: Object, key: str) -> Object | int | Decimal | None:
    """What a page or one of those above it in the tree of pages says under a key."""
    for _ in range(64):
        if key in node:
            found: Object | int | Decimal | None = node.get(key)
            return found
        above = node.get("/Parent")
        if not isinstance(above, Dictionary):
            return None
        node = above
    return None


def _box(found: object) -> Box | None:
    if not isinstance(found, Array) or len(found) != 4:
        return None
    sides = [float(side) for side in found if isinstance(side, int | Decimal)]
    if len(sides) != 4 or not all(abs(side) < 1e6 for side in sides):
        return None
    box = (min(sides[0], sides[2]), min(sides[1], sides[3]), max(sides[0], sides[2]), max(sides[1], sides[3]))
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None


def fitted(size: tuple[float, float]) -> tuple[tuple[float, float], float, float, float]:
    """The page that something of that size is shown on, and the scale and the left and lower edge it is shown with."""
    if all(_LEAST <= side <= _MOST for side in size):
        return size, 1.0, 0.0, 0.0
    page = A4 if size[0] <= size[1] else A4[::-1]
    scale = min(1.0, page[0] / size[0], page[1] / size[1])
    return page, scale, (page[0] - scale * size[0]) / 2, (page[1] - scale * size[1]) / 2


def form_of(pdf: Pdf, page: Page, sheet: Sheet) -> Stream:
    """Everything drawn on a page as one form object of its PDF. Raises pikepdf.PdfError if it can't be unpacked."""
    resources = inherited(page.obj, "/Resources")
    form = Stream(pdf, _content(page))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([round(side, 4) for side in sheet.box])
    form.Resources = resources if isinstance(resources, Dictionary) else Dictionary()
    group = page.obj.get("/Group")
    if isinstance(group, Dictionary):
        form.Group = Dictionary({key: group[key] for key in _GROUP if key in group})
    return form


def _content(page: Page) -> bytes:
    """The drawing commands of a page, its streams one after another as if they were one."""
    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams if isinstance(stream, Stream))


def add_page(pdf: Pdf, size: tuple[float, float], content: bytes, resources: Dictionary) -> None:
    """A page of that size, shown as it stands."""
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(size[0], 3), round(size[1], 3)]),
        Resources=resources,
        Contents=Stream(pdf, content),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def numbers(values: tuple[float, ...]) -> bytes:
    """Numbers as a PDF writes them."""
    return " ".join(
        f"{value:.5f}".rstrip("0").rstrip(".") if value % 1 else str(int(value)) for value in values
    ).encode()
