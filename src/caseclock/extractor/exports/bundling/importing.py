"""The pages of a PDF brought in, in a process of its own: qpdf and PDFium meet what others have made."""

import io
from collections.abc import Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name, Object, Page, Pdf

from caseclock.extractor.exports.bundling.cleaning import Cleaner, hidden_layers, shows_layers
from caseclock.extractor.exports.bundling.sheet_pages import A4, Sheet, add_page, fitted, form_of, numbers, sheet_of
from caseclock.extractor.exports.bundling.text_layer import DPI, OcrWord, Turn, add_font, layer, turn_of
from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.reading import UnreadableError

MODULE = __name__

_MISSING = b"BT /F 10 Tf 60 760 Td (This page could not be shown here: see the paper itself.) Tj ET"
_LOCKED = "it is locked with a password: save a copy without one and add that"
_BROKEN = "its pages are damaged: print it to a new PDF and add that"
_DAMAGE = (
    pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, KeyError, AttributeError, RecursionError,
)  # fmt: skip
_MOST_DOTS = 4_000_000  # of a page drawn to see which way it lies
_NO_WORDS: Mapping[int, Sequence[OcrWord]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OwnPages:
    """Pages of a paper as a PDF that holds them and nothing else. `missing` are the numbers of those that could not be
    brought in: a page that says so stands in their place."""

    pdf: bytes
    count: int
    missing: tuple[int, ...] = ()


def read(
    data: bytes, limits: Limits, *, left_out: Set[int] = frozenset(), words: Mapping[int, Sequence[OcrWord]] = _NO_WORDS
) -> OwnPages:
    """The pages of a PDF, upright, each drawn by one form, with annotations drawn into them.

    Pages in `left_out` are not brought in. `words` are what OCR read, by page: they are laid over it unseen. Raises
    UnreadableError, with a reason to follow "because", if there are no pages to be had, too many, or not as many as
    PDFium counts (it counted them when the paper was read).
    """
    try:
        with closing(pdfium.PdfDocument(data)) as seen, pikepdf.open(io.BytesIO(data)) as pdf:
            if not 0 < len(pdf.pages) == len(seen) <= limits.pages:
                raise UnreadableError(_BROKEN)
            return _Import(pdf, seen, words, left_out).done()
    except pikepdf.PasswordError as error:
        raise UnreadableError(_LOCKED) from error
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD
        raise UnreadableError(_LOCKED if locked else _BROKEN) from error
    except _DAMAGE as error:
        raise UnreadableError(_BROKEN) from error


class _Import:
    """One PDF being brought in."""

    def __init__(
        self, pdf: Pdf, seen: pdfium.PdfDocument, words: Mapping[int, Sequence[OcrWord]], left_out: Set[int]
    ) -> None:
        self._pdf, self._seen, self._words = pdf, seen, words
        self._missing = {number for number in left_out if number <= len(pdf.pages)}
        self._cleaner = Cleaner()
        self._out = Pdf.new()
        self._font = add_font(self._out)

    def done(self) -> OwnPages:
        _draw_annotations_in(self._pdf)
        for number, page in enumerate(self._pdf.pages, 1):
            form = None if number in self._missing else self._form(page, number)
            if form is None:
                add_page(self._out, A4, _MISSING, Dictionary(Font=Dictionary(F=self._font)))
            else:
                self._add(form, page, number)
        if len(self._missing) == len(self._pdf.pages):
            raise UnreadableError(_BROKEN)
        self._keep_layers()
        out = io.BytesIO()
        self._out.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return OwnPages(out.getvalue(), len(self._out.pages), tuple(sorted(self._missing)))

    def _form(self, page: Page, number: int) -> Object | None:
        try:
            form = form_of(self._pdf, page, sheet_of(page))
            self._cleaner.clean(form)
            return self._out.copy_foreign(self._pdf.make_indirect(form))
        except _DAMAGE:
            self._missing.add(number)
            return None

    def _add(self, form: Object, page: Page, number: int) -> None:
        sheet, words = sheet_of(page), self._words.get(number, ())
        turn = self._turn(number, words) if words else None
        if turn:
            sheet = Sheet(sheet.box, (sheet.quarters - turn[0]) % 4, sheet.unit)
        size, scale, left, low = fitted(sheet.size)
        place = (scale, 0.0, 0.0, scale, left, low)
        content = b"q %s cm %s cm /P Do Q" % (numbers(place), numbers(sheet.upright()))
        resources = Dictionary(XObject=Dictionary(P=form))
        if turn:
            content += b"\n" + layer(words, sheet.size, turn[1], place)
            resources.Font = Dictionary(F=self._font)
        add_page(self._out, size, content, resources)

    def _turn(self, number: int, words: Sequence[OcrWord]) -> Turn | None:
        """How OCR turned the page to put it upright."""
        with closing(self._seen[number - 1]) as page:
            wide, high = page.get_size()
            if wide * high * (DPI / 72) ** 2 > _MOST_DOTS:
                return None
            bitmap = page.render(scale=DPI / 72, grayscale=True)
            grey = np.array(bitmap.to_numpy())
            bitmap.close()
        return turn_of(grey.reshape(grey.shape[:2]), words)

    def _keep_layers(self) -> None:
        layers = [layer for layer in self._cleaner.layers if layer.is_indirect]
        hidden = {layer.objgen for layer in hidden_layers(self._pdf, layers)}
        ours = [self._out.copy_foreign(layer) for layer in layers]
        shows_layers(self._out, ours, [our for our, layer in zip(ours, layers, strict=True) if layer.objgen in hidden])


def _draw_annotations_in(pdf: Pdf) -> None:
    """What is written or ticked on pages becomes a part of them."""
    if not any(isinstance(page.obj.get("/Annots"), pikepdf.Array) for page in pdf.pages):
        return
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and bool(form.get("/NeedAppearances", False)):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    for page in pdf.pages:
        if Name.Annots in page.obj:
            del page.obj[Name.Annots]
