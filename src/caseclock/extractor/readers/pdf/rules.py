"""The ruled lines of a PDF page: strokes, thin filled bars and the edges of stroked boxes, also inside forms."""

import ctypes
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

MAX_SEGMENTS = 40_000  # a ruled page has some hundreds; above this it is a drawing
_THIN = 2.5  # points: a filled bar no thicker than this is a rule
_SHORT = 1.5  # points: shorter strokes are dots
_STRAIGHT = 0.7  # points that a rule may lean
_FORM_DEPTH = 8
_JOIN = 3.0  # points between two strokes of one rule (dashes, corners)

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is its y (across) or its x (down); it runs from `low` to `high` the other way."""

    at: float
    low: float
    high: float


class Strokes:
    """Gathers rules from the objects of a page. `place` turns the file's points into the page's."""

    def __init__(self, place: Callable[[float, float], Point]) -> None:
        self._place = place
        self._across: list[Rule] = []
        self._down: list[Rule] = []
        self.pictured = 0.0  # square points covered by pictures, the largest of them
        self.boxes: list[Point] = []  # left top corners of filled boxes: cells may be drawn so
        self.objects = 0
        self.texts = 0  # pieces of writing
        self.unseen = 0  # of these, such as are not drawn: the text layer that a scanner lays over its picture
        self.left = MAX_SEGMENTS

    @property
    def across(self) -> list[Rule]:
        """Rules from side to side, from the top down; pieces of one rule joined."""
        return _joined(self._across)

    @property
    def down(self) -> list[Rule]:
        """Rules from top to bottom, from the left on; pieces of one rule joined."""
        return _joined(self._down)

    def walk(self, page: Any) -> None:
        """Look at every object of a page."""
        for index in range(raw.FPDFPage_CountObjects(page)):
            self._look(raw.FPDFPage_GetObject(page, index), _PLAIN, 0)
            if self.left <= 0:
                return

    def _look(self, item: Any, matrix: Matrix, depth: int) -> None:
        self.objects += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self.texts += 1
            self.unseen += raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = _times(_matrix(item), matrix)
            self.pictured = max(self.pictured, abs(a * d - b * c))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, _times(_matrix(item), matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = _times(_matrix(item), matrix)
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                self._look(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _path(self, item: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not (fill.value or stroke.value):
            return  # a clipping path: not seen
        for outline in self._outlines(item, matrix):
            if stroke.value:
                for start, end in itertools.pairwise(outline):
                    self._stroke(start, end)
            else:
                self._bar(outline)

    def _outlines(self, item: Any, matrix: Matrix) -> list[list[Point]]:
        outlines: list[list[Point]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        count = raw.FPDFPath_CountSegments(item)
        self.left -= count
        if self.left <= 0:
            return []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            kind = raw.FPDFPathSegment_GetType(segment)
            point = self._place(*_apply(matrix, x.value, y.value))
            if kind == raw.FPDF_SEGMENT_MOVETO or kind == raw.FPDF_SEGMENT_BEZIERTO or not outlines:
                outlines.append([point])  # curves are no rules: only what follows them counts
            else:
                outlines[-1].append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                outlines[-1].append(outlines[-1][0])
        return outlines

    def _bar(self, outline: list[Point]) -> None:
        """A filled shape: a rule if it is thin."""
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if high <= _THIN < wide:
            middle = (min(ys) + max(ys)) / 2
            self._stroke((min(xs), middle), (max(xs), middle))
        elif wide <= _THIN < high:
            middle = (min(xs) + max(xs)) / 2
            self._stroke((middle, min(ys)), (middle, max(ys)))
        elif wide > _THIN:
            self.boxes.append((min(xs), min(ys)))

    def _stroke(self, start: Point, end: Point) -> None:
        (xa, ya), (xb, yb) = start, end
        if abs(ya - yb) <= _STRAIGHT and abs(xa - xb) >= _SHORT:
            self._across.append(Rule((ya + yb) / 2, min(xa, xb), max(xa, xb)))
        elif abs(xa - xb) <= _STRAIGHT and abs(ya - yb) >= _SHORT:
            self._down.append(Rule((xa + xb) / 2, min(ya, yb), max(ya, yb)))


def _joined(rules: list[Rule]) -> list[Rule]:
    """Strokes on one line that touch or nearly touch, as one rule; in order of `at`, then `low`."""
    tracks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.low, r.high)):
        if tracks and rule.at - tracks[-1][0].at <= 1.0:
            tracks[-1].append(rule)
        else:
            tracks.append([rule])
    joined: list[Rule] = []
    for track in tracks:
        at = sum(rule.at for rule in track) / len(track)
        low, high = None, 0.0
        for rule in sorted(track, key=lambda r: (r.low, r.high)):
            if low is None:
                low, high = rule.low, rule.high
            elif rule.low <= high + _JOIN:
                high = max(high, rule.high)
            else:
                joined.append(Rule(at, low, high))
                low, high = rule.low, rule.high
        if low is not None:
            joined.append(Rule(at, low, high))
    return joined


def _matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
