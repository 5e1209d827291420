"""A police incident log of invented calls as a PDF, ruled or not, and the rows that must be read of it."""

import io
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

HEADINGS = ("Log no.", "Date", "Time", "Date reported", "Type", "Location", "Summary", "Officer", "Result")
PER_PAGE = 10
_WIDTHS = (58, 60, 36, 66, 82, 110, 210, 56, 100)
_LEFT, _TOP, _BOTTOM = 32.0, 60.0, 545.0
_SIZE, _STEP, _PAD = 8.5, 10.5, 4.0
_FONT, _BOLD = "Helvetica", "Helvetica-Bold"

_TYPES = ("ASB nuisance", "ASB personal", "Criminal damage", "Noise", "Harassment", "Concern for safety")
_PLACES = ("14 Orchard Rise", "Flat 3, 14 Orchard Rise", "Rear of Tanner Court", "Stairwell B, 2nd floor, Tanner Court")
_WHAT = (
    "Caller reports loud music and shouting from the flat above, ongoing since 21:30.",
    "Group of six on the stairs drinking, one kicking the door of number 12. Caller will not give a name.",
    "Dog loose in the yard.",
    "States that the male from number 14 banged on the door on {other} and made threats to smash the windows. "
    "Asks for a call back before 10:00.",
    "Wing mirror of a blue car kicked off overnight, no witnesses. Photographs sent by email on {other}.",
)
_RESULTS = ("No further action", "Passed to SNT", "Unit attended, words of advice given", "Crime recorded", "")


@dataclass(frozen=True)
class LogPaper:
    """The file, the cells of each row as they must be read, and the page on which each row begins."""

    data: bytes
    rows: list[tuple[str, ...]]
    pages: list[int]


def log_rows(count: int, seed: int = 11) -> list[tuple[str, ...]]:
    """Rows in no order of time, as such logs are printed; two days in each, some cells empty."""
    dice = random.Random(seed)
    rows: list[tuple[str, ...]] = []
    for at in range(count):
        when = datetime(2023, 1, 2) + timedelta(minutes=dice.randint(0, 700_000))
        reported = when + timedelta(days=dice.choice((0, 0, 1, 3)))
        rows.append(
            (
                f"{1004 + 7 * at}-{when:%d%m%y}",
                f"{when:%d/%m/%Y}",
                f"{when:%H:%M}",
                f"{reported:%d/%m/%Y}",
                dice.choice(_TYPES),
                dice.choice(_PLACES),
                dice.choice(_WHAT).format(other=f"{reported:%d/%m/%Y}"),
                f"PC {dice.randint(1000, 9999)}",
                dice.choice(_RESULTS),
            )
        )
    return rows


def ruled_log(
    pages: int = 15, *, rules: bool = True, repeat: bool = True, broken: bool = False, seed: int = 11
) -> LogPaper:
    """A log of ten rows a page. `rules`: drawn round each cell; `repeat`: headings on every page; `broken`: rows are
    cut where the page ends (the pages are then fuller, and fewer)."""
    rows = log_rows(PER_PAGE * pages, seed)
    print_ = _Print(rules, repeat)
    for at, row in enumerate(rows):
        if at and at % PER_PAGE == 0 and not broken:
            print_.turn()
        print_.row(row, broken)
    return LogPaper(print_.done(), rows, print_.pages)


def pages_of(name: str) -> int:
    """The number of pages that the name of a made file tells ("log-60.pdf")."""
    return int(re.findall(r"\d+", name)[-1])


class _Print:
    """A printed log that grows row by row."""

    def __init__(self, rules: bool, repeat: bool) -> None:
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pagesize=landscape(A4), invariant=1)
        self._height = landscape(A4)[1]
        self._rules, self._repeat = rules, repeat
        self.pages: list[int] = []
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        self._canvas.setFont(_BOLD, 11)
        self._canvas.drawString(_LEFT, self._height - 36, "Incident log: Orchard Rise and Tanner Court")
        self._canvas.setFont(_FONT, 7)
        self._canvas.drawString(_LEFT, 20, f"OFFICIAL - SENSITIVE   Page {self._number}")
        self._y = _TOP
        if self._number == 1 or self._repeat:
            self._lines([[name] for name in HEADINGS], _BOLD)

    def turn(self) -> None:
        """On to the next page."""
        self._canvas.showPage()
        self._begin()

    def row(self, row: Sequence[str], broken: bool) -> None:
        """A row of wrapped cells; if it may be broken, what does not fit stands on the next page."""
        cells = [simpleSplit(text, _FONT, _SIZE, width - 2 * _PAD) for text, width in zip(row, _WIDTHS, strict=True)]
        if broken and self._room() < 1:
            self.turn()
        self.pages.append(self._number)
        while broken and max(map(len, cells)) > self._room():
            room = self._room()
            self._lines([cell[:room] for cell in cells], _FONT)
            cells = [cell[room:] for cell in cells]
            self.turn()
        self._lines(cells, _FONT)

    def _room(self) -> int:
        return int((_BOTTOM - self._y - 2 * _PAD) / _STEP)

    def _lines(self, cells: Sequence[Sequence[str]], font: str) -> None:
        high = _STEP * max(map(len, cells)) + 2 * _PAD
        x = _LEFT
        self._canvas.setFont(font, _SIZE)
        for cell, width in zip(cells, _WIDTHS, strict=True):
            if self._rules:
                self._canvas.rect(x, self._height - self._y - high, width, high)
            for at, text in enumerate(cell):
                self._canvas.drawString(x + _PAD, self._height - self._y - _PAD - _SIZE - at * _STEP + 1, text)
            x += width
        self._y += high

    def done(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()
