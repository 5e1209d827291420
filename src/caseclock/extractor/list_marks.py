"""Numbers and bullets of lists, and how deep an item lies."""

import re
from dataclasses import dataclass, field

_MARK = re.compile(
    r"""
    ^(?P<indent>[ \t\u00a0]*)
    (?:
        (?P<bullet>[-*•◦▪▫●○■·–]|>(?=\s))
        (?:[ \t\u00a0]+(?P<also>\d{1,3}(?:\.\d{1,3})+|\d{1,3}[.)]|\(?[a-z]\)|\(?[ivx]{1,5}\)))?
      | \(?(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,4})[.)]?
      | \(?(?P<digits>\d{1,3})[.)]
      | \((?P<digits_in>\d{1,3})\)
      | \(?(?P<roman>[ivx]{1,6})[.)]
      | \(?(?P<letter>[a-z]{1,2}|[A-Z])[)]
      | (?P<letter_stop>[a-z])\.
      | (?P<titled>(?:paragraph|para|item)\ \d{1,3}(?:\.\d{1,3})*)[.:]?
    )
    (?:[ \t\u00a0]+)(?=\S)
    """,
    re.VERBOSE,
)
_SHIFT = 3  # columns by which converted papers may shift the numbers of one list
_CLOCK = re.compile(r"^(?:[01]?\d|2[0-3])\.[0-5]\d$")
_DAY_AND_MONTH = re.compile(r"^(?:0[1-9]\.(?:0[1-9]|1[0-2])|(?:[12]\d|3[01])\.0[1-9])(?:\.(?:19|20)?\d\d)?$")


@dataclass(frozen=True, slots=True)
class NumberMark:
    """The mark in front of an item. `number` is None for bullets; `end` is where the words begin within the line.

    `opens` says that it can be the first of a list (1, a, i, bullet); `doubtful` that it may be no mark at all but a
    number in running text.
    """

    number: str | None
    style: str
    indent: int
    end: int
    opens: bool
    doubtful: bool


def number_mark(text: str) -> NumberMark | None:
    """The mark that a line begins with, None if there is none."""
    found = _MARK.match(text)
    if not found:
        return None
    indent = len(found["indent"].expandtabs())
    if found["bullet"]:
        also = found["also"]
        number = also.strip("().") if also else None
        return NumberMark(number, "bullet", indent, found.end(), True, False)
    if found["dotted"]:
        if _CLOCK.match(found["dotted"]) and len(found["dotted"].split(".")[1]) == 2:
            return None  # "18.30 The music began"
        if _DAY_AND_MONTH.match(found["dotted"]):
            return None  # "05.06 Rang the tenant"
        opens = found["dotted"].endswith(".1")
        return NumberMark(found["dotted"], "dotted" + str(found["dotted"].count(".")), indent, found.end(), opens, True)
    for style in ("digits", "digits_in", "roman", "letter", "letter_stop", "titled"):
        number = found[style]
        if number:
            return _lettered(number, style, indent, found.end())
    return None


def _lettered(number: str, style: str, indent: int, end: int) -> NumberMark | None:
    if style == "letter" and len(number) == 2 and number[0] != number[1]:
        return None
    opens = number in ("1", "a", "i", "A") or style == "titled"
    return NumberMark(number, style.replace("_in", ""), indent, end, opens, style in ("digits", "letter_stop", "roman"))


@dataclass(slots=True)
class _Level:
    """One depth of the list that is open: where its marks stand, how they look, and the number last met."""

    indent: int
    style: str
    last: str | None


@dataclass(slots=True)
class Listing:
    """The list that is open, outermost level first."""

    levels: list[_Level] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """Level of what stands inside the item last entered."""
        return len(self.levels)

    def clear(self) -> None:
        """No list is open any more: numbering may begin again."""
        self.levels.clear()

    def holds(self, indent: int) -> bool:
        """Does a paragraph indented so far belong to the item above it?"""
        return bool(self.levels) and indent > self.levels[-1].indent

    def accepts(self, mark: NumberMark) -> bool:
        """May an item with this mark stand behind a blank line? "b." may be an abbreviation unless "a." was there."""
        return mark.style != "letter_stop" or mark.opens or self.level_of(mark) is not None

    def level_of(self, mark: NumberMark) -> int | None:
        """The open level that the mark goes on with, None if it belongs to a new one."""
        style = self._style(mark)
        for at in reversed(range(len(self.levels))):
            level = self.levels[at]
            if level.style == style and level.indent == mark.indent:
                return at
        # Converted papers shift their margins by a column or two: the next number goes on all the same.
        for at in reversed(range(len(self.levels))):
            level = self.levels[at]
            near = abs(level.indent - mark.indent) <= _SHIFT
            if level.style == style and near and mark.number and level.last and next_of(level.last, mark.number):
                return at
        return None

    def goes_on(self, mark: NumberMark) -> bool:
        """Does the mark carry the next number of the level that it stands at, or open a list?"""
        at = self.level_of(mark)
        if at is None or mark.number is None:
            return mark.opens
        last = self.levels[at].last
        return mark.opens or (last is not None and next_of(last, mark.number))

    def enter(self, mark: NumberMark) -> int:
        """Take the mark as that of the next item and tell its level, 0 outermost."""
        at = self.level_of(mark)
        if at is not None:
            del self.levels[at + 1 :]
            self.levels[at].last = mark.number
            return at
        while self.levels and self.levels[-1].indent > mark.indent:
            self.levels.pop()
        self.levels.append(_Level(mark.indent, self._style(mark), mark.number))
        return len(self.levels) - 1

    def _style(self, mark: NumberMark) -> str:
        """ "i" after "h" is a letter; "c", "d", "v" and "x" are roman only in a row of roman numbers."""
        if mark.style == "roman" and mark.number is not None and len(mark.number) == 1:
            for level in reversed(self.levels):
                if level.style == "letter" and level.last is not None and next_of(level.last, mark.number):
                    return "letter"
        return mark.style


def next_of(above: str, number: str) -> bool:
    """Does `number` follow `above` (or leave out one at most)?"""
    if above.isdigit() and number.isdigit():
        return 0 < int(number) - int(above) <= 2
    if len(above) == len(number) == 1:
        return 0 < ord(number) - ord(above) <= 2
    first, second = above.split("."), number.split(".")
    if all(part.isdigit() for part in first + second):
        return [int(p) for p in first] < [int(p) for p in second]
    return above != number
