"""The numbers of Word's numbered lists, which the file does not hold but leaves to be worked out."""

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DEPTH = 9


@dataclass(slots=True)
class Level:
    """How the items of one level of a list are numbered; `pattern` is "%1.%2" or the like."""

    start: int = 1
    style: str = "decimal"
    pattern: str = "%1."
    legal: bool = False  # write all numbers of the pattern in figures
    restart: int = -1  # begins again after an item of a level above this one (0: never); -1: of any level above


@dataclass(slots=True)
class _List:
    """One numbering definition with its running counters (None: not begun)."""

    levels: dict[int, Level] = field(default_factory=dict)
    counters: list[int | None] = field(default_factory=lambda: [None] * _DEPTH)


class Numbering:
    """Works out the label of each list paragraph, asked for in the order of the document."""

    def __init__(self, root: Any | None) -> None:
        """`root` is the w:numbering element, None if the document has none."""
        self._lists: dict[str, _List] = {}
        self._of_number: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        for abstract in root.iterchildren(qn("w:abstractNum")):
            self._lists[_value(abstract, "w:abstractNumId")] = _List(levels=_levels(abstract))
        for number in root.iterchildren(qn("w:num")):
            self._add_number(number)
        self._take_linked_levels(root)

    def add(self, number_id: str, abstract: str, levels: dict[int, Level], restarts: dict[int, int]) -> None:
        """Take in a list of another format: the list `number_id` counts on with all that have the same `abstract`.

        `restarts` are the levels at which it begins anew, with the number that it begins with.
        """
        self._lists.setdefault(abstract, _List(levels=levels))
        self._of_number[number_id] = (abstract, restarts, {})

    def _add_number(self, number: Any) -> None:
        abstract = number.find(qn("w:abstractNumId"))
        if abstract is None:
            return
        restarts: dict[int, int] = {}
        changed: dict[int, Level] = {}
        for override in number.iterchildren(qn("w:lvlOverride")):
            level = _integer(_value(override, "w:ilvl"), 0)
            begin = override.find(qn("w:startOverride"))
            if begin is not None:
                restarts[level] = _integer(_value(begin, "w:val"), 1)
            if (definition := override.find(qn("w:lvl"))) is not None:
                changed[level] = _level(definition)
        self._of_number[_value(number, "w:numId")] = (_value(abstract, "w:val"), restarts, changed)

    def _take_linked_levels(self, root: Any) -> None:
        """A list that only names a list style has the levels of the list that defines the style."""
        linked = {
            str(link.get(qn("w:val"))): abstract
            for abstract in root.iterchildren(qn("w:abstractNum"))
            if (link := abstract.find(qn("w:styleLink"))) is not None
        }
        for abstract in root.iterchildren(qn("w:abstractNum")):
            link = abstract.find(qn("w:numStyleLink"))
            source = None if link is None else linked.get(str(link.get(qn("w:val"))))
            if source is not None:
                self._lists[_value(abstract, "w:abstractNumId")].levels = _levels(source)

    def label(self, number_id: str, level: int) -> str | None:
        """The label of the next paragraph of that list and level: "3.", "(a)"; "" for a bullet, None for no list."""
        known = self._of_number.get(number_id)
        if known is None or known[0] not in self._lists or not 0 <= level < _DEPTH:
            return None
        abstract, restarts, changed = known
        numbered = self._lists[abstract]
        levels = {**numbered.levels, **changed}
        if number_id not in self._begun:
            self._begun.add(number_id)
            for depth in restarts:
                if depth < _DEPTH:
                    numbered.counters[depth] = None
        current = numbered.counters[level]
        begin = restarts.get(level, levels.get(level, Level()).start)
        numbered.counters[level] = begin if current is None else current + 1
        for deeper in range(level + 1, _DEPTH):
            if level < _restarts_below(levels, deeper):
                numbered.counters[deeper] = None
        return _written(levels, numbered.counters, level)


def bare(label: str) -> str:
    """A label without its marks: "(b)" is "b", "4.1." is "4.1"."""
    return label.strip("().[]:- \t")


def _restarts_below(levels: dict[int, Level], level: int) -> int:
    """The level above which every item makes this one begin again."""
    restart = levels.get(level, Level()).restart
    return level if restart < 0 else restart


def _written(levels: dict[int, Level], counters: list[int | None], level: int) -> str:
    own = levels.get(level, Level())
    if own.style in ("bullet", "none"):
        return ""
    label = own.pattern
    for depth in range(level + 1):
        shape = levels.get(depth, Level())
        value = counters[depth] if counters[depth] is not None else shape.start
        style = "decimal" if own.legal and depth < level else shape.style
        label = label.replace(f"%{depth + 1}", in_style(value or 0, style))
    return label.strip()


def in_style(value: int, style: str) -> str:
    """A number as lists of that style write it: "c", "iv", "3"."""
    if style in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        roman = ""
        for size, sign in _ROMAN:
            roman += sign * (value // size)
            value %= size
        return roman.upper() if style == "upperRoman" else roman
    if style == "decimalZero":
        return f"{value:02d}"
    return str(value)


def _levels(abstract: Any) -> dict[int, Level]:
    return {_integer(_value(item, "w:ilvl"), 0): _level(item) for item in abstract.iterchildren(qn("w:lvl"))}


def _level(definition: Any) -> Level:
    found = Level()
    for child in definition:
        value = _value(child, "w:val")
        if child.tag == qn("w:start"):
            found.start = _integer(value, 1)
        elif child.tag == qn("w:numFmt"):
            found.style = value
        elif child.tag == qn("w:lvlText"):
            found.pattern = value
        elif child.tag == qn("w:lvlRestart"):
            found.restart = _integer(value, -1)
        elif child.tag == qn("w:isLgl"):
            found.legal = value not in ("0", "false")
    return found


def _value(element: Any, name: str) -> str:
    return str(element.get(qn(name)) or "")


def _integer(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise
