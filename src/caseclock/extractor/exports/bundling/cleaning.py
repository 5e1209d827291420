"""What is kept of an imported PDF: what its pages show, and nothing that acts, hides or tells of its making."""

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

# Keys of which nothing is seen on a page. Actions and files can hang only on annotations and the catalogue, which are
# not kept at all; these are taken out wherever they are, lest anything travels along.
_UNSEEN = (
    "/Metadata", "/PieceInfo", "/AF", "/LastModified", "/StructParent", "/StructParents", "/Ref", "/OPI", "/Alternates",
    "/Measure", "/PtData", "/A", "/AA", "/OpenAction", "/JS", "/JavaScript", "/URI", "/EF", "/RF", "/Thumb", "/Annots",
    "/Parent", "/Names", "/AcroForm", "/XFA", "/ID", "/SpiderInfo", "/Private",
)  # fmt: skip
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")  # of a stream: its content lies in another file
_NAMED = ("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs")
_LAYER = ("/OCG", "/OCMD")


class Cleaner:
    """Takes out of objects of one PDF what is not kept. Notes the layers (optional content) that it meets."""

    def __init__(self) -> None:
        self.layers: list[Object] = []
        self._seen: set[tuple[int, int]] = set()

    def clean(self, thing: Object) -> None:
        """Clean everything that can be reached from `thing`, in place."""
        waiting: list[tuple[Object, bool]] = [(thing, False)]  # with whether its keys are names given by the file
        while waiting:
            at, free = waiting.pop()
            if at.is_indirect:
                if at.objgen in self._seen:
                    continue
                self._seen.add(at.objgen)
            if isinstance(at, Array):
                waiting += [(item, False) for item in _held(at)]
            elif isinstance(at, Dictionary | Stream):
                waiting += self._below(at, free)

    def _below(self, thing: Object, free: bool) -> list[tuple[Object, bool]]:
        if not free:
            if _type_of(thing) in _LAYER:
                self._layer(thing)
                return []
            for key in (*_UNSEEN, *(_ELSEWHERE if isinstance(thing, Stream) else ())):
                if key in thing:
                    del thing[key]
        if not free and "/Properties" in thing and isinstance(thing["/Properties"], Dictionary):
            _without_private(thing["/Properties"])
        found: list[tuple[Object, bool]] = []
        for key in list(thing.keys()):
            value = thing.get(key)
            if isinstance(value, Object) and isinstance(value, Array | Dictionary | Stream):
                found.append((value, not free and key in _NAMED and isinstance(value, Dictionary)))
        return found

    def _layer(self, layer: Object) -> None:
        """A layer without its name and uses; a rule over layers with those it names."""
        kept = ("/Type", "/Name") if _type_of(layer) == "/OCG" else ("/Type", "/OCGs", "/P", "/VE")
        for key in list(layer.keys()):
            if key not in kept:
                del layer[key]
        if _type_of(layer) == "/OCG":
            layer["/Name"] = pikepdf.String("Layer")
            self.layers.append(layer)
            return
        waiting = [layer.get("/OCGs"), layer.get("/VE")]
        while waiting:
            at = waiting.pop()
            if isinstance(at, Object) and isinstance(at, Array) and len(waiting) < 10_000:
                waiting += _held(at)
            elif isinstance(at, Object) and isinstance(at, Dictionary) and _type_of(at) == "/OCG":
                self.clean(at)


def hidden_layers(pdf: Pdf, layers: Iterable[Object]) -> list[Object]:
    """Those of the layers that are not shown when the PDF is opened."""
    properties = pdf.Root.get("/OCProperties")
    first = properties.get("/D") if isinstance(properties, Dictionary) else None
    if not isinstance(first, Dictionary):
        return []
    off, on = ({item.objgen for item in _held(first.get(key))} for key in ("/OFF", "/ON"))
    if first.get("/BaseState") == Name.OFF:
        return [layer for layer in layers if layer.objgen not in on]
    return [layer for layer in layers if layer.objgen in off]


def shows_layers(pdf: Pdf, layers: list[Object], hidden: list[Object]) -> None:
    """Tell readers of `pdf` which of its layers are not shown. Layers must be objects of `pdf`."""
    if layers:
        first = Dictionary(BaseState=Name.ON, OFF=Array(hidden), Order=Array([]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=first)


def _held(array: object) -> list[Object]:
    """The items of an array that are objects with something in them."""
    if not isinstance(array, Array):
        return []
    return [item for item in array if isinstance(item, Object) and isinstance(item, Array | Dictionary | Stream)]


def _type_of(thing: Object) -> str:
    found = thing.get("/Type")
    return str(found) if isinstance(found, Name) else ""


def _without_private(properties: Dictionary) -> None:
    """Marks in a page's content may name lists of properties: only layers are kept, of others the name alone."""
    for key in list(properties.keys()):
        value = properties.get(key)
        if not (isinstance(value, Dictionary) and _type_of(value) in _LAYER):
            properties[key] = Dictionary()
