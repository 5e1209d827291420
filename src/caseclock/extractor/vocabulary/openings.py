"""With which letters a regular expression's matches can begin, read from how it is written."""

LONGEST = 4  # characters of a beginning that are told apart
_MOST = 64  # openings of one expression; beyond that it is taken to begin anyhow
_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")


class _Unknown(Exception):
    """The expression holds something that is not read here."""


def openings(expression: str) -> frozenset[str] | None:
    """The beginnings, in lower case and at most four letters long, one of which every match of `expression` (case
    ignored) has; None where that cannot be told. A beginning shorter than that is followed by anything.

    What is not understood ends a beginning there: the answer may be wider than the truth but never narrower."""
    try:
        reader = _Reader(expression)
        found = reader.either()
        if reader.at != len(expression):
            return None
    except (_Unknown, IndexError):
        return None
    words = frozenset(words for words, _ in found)
    return None if "" in words or len(words) > _MOST else words


# A beginning read so far, and whether what follows in the expression goes on with it.
_Beginnings = set[tuple[str, bool]]


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, expression: str) -> None:
        self._text = expression
        self.at = 0

    def either(self) -> _Beginnings:
        """Alternatives, up to a closing bracket or the end."""
        found = self._sequence()
        while self._next("|"):
            found |= self._sequence()
        return found

    def _sequence(self) -> _Beginnings:
        found: _Beginnings = {("", True)}
        while self.at < len(self._text) and self._text[self.at] not in "|)":
            atom = self._atom()
            least, most = self._times()
            if most > 1:
                atom = {(words, False) for words, _ in atom}
            more = {_cut(words + added, goes_on) for words, open_ in found if open_ for added, goes_on in atom}
            found = {one for one in found if not one[1] or least == 0} | more
            if len(found) > _MOST:
                raise _Unknown
        return found

    def _atom(self) -> _Beginnings:
        char = self._text[self.at]
        if char == "(":
            return self._group()
        self.at += 1
        if char == "[":
            return self._one_of()
        if char == "\\":
            return self._escaped()
        if char in "^$":
            return {("", True)}
        if char in "*+?{}":
            raise _Unknown
        return {("", False)} if char == "." else {(_letter(char), True)}

    def _group(self) -> _Beginnings:
        zero_width = self._text.startswith(_ZERO_WIDTH, self.at)
        if zero_width:
            self.at += 4 if self._text[self.at + 2] == "<" else 3
        elif self._text.startswith("(?:", self.at):
            self.at += 3
        else:
            raise _Unknown
        found = self.either()
        if not self._next(")"):
            raise _Unknown
        return {("", True)} if zero_width else found

    def _escaped(self) -> _Beginnings:
        char = self._text[self.at]
        self.at += 1
        if char in "bB":
            return {("", True)}
        if char in "xuUN" or char.isdigit():
            raise _Unknown
        return {("", False)} if char.isalpha() else {(char, True)}

    def _one_of(self) -> _Beginnings:
        begin = self.at
        self.at += self._text[self.at] == "^"
        self.at += self._text[self.at] == "]"
        while self._text[self.at] != "]":
            self.at += 2 if self._text[self.at] == "\\" else 1
        letters = self._text[begin : self.at]
        self.at += 1
        if letters.startswith("^") or "\\" in letters or "-" in letters[1:-1]:
            return {("", False)}
        return {(_letter(letter), True) for letter in letters}

    def _times(self) -> tuple[int, int]:
        """How often the thing before may stand: at least, at most (2: more than once)."""
        found = (1, 1)
        if self._next("?"):
            found = (0, 1)
        elif self._next("*"):
            found = (0, 2)
        elif self._next("+"):
            found = (1, 2)
        elif self._next("{"):
            end = self._text.index("}", self.at) if "}" in self._text[self.at :] else len(self._text)
            least, _, _ = self._text[self.at : end].partition(",")
            if not least.isdigit():
                raise _Unknown
            self.at = end + 1
            found = (min(int(least), 1), 2)
        if found != (1, 1):
            self._next("?")
        return found

    def _next(self, char: str) -> bool:
        if self._text[self.at : self.at + 1] != char:
            return False
        self.at += 1
        return True


def _cut(words: str, goes_on: bool) -> tuple[str, bool]:
    return (words[:LONGEST], False) if len(words) >= LONGEST else (words, goes_on)


def _letter(char: str) -> str:
    """In lower case. Which letters beyond ASCII are one when case is ignored is not known here."""
    if char.isalpha() and not char.isascii():
        raise _Unknown
    return char.lower()
