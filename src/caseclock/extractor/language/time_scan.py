"""Text to tokens: one pass finds the words, numbers and marks of time, and keeps the rows of them that may hold one.

A row is what stands side by side with nothing but white space between. Most rows ("in the", "of a") hold no word that
makes an expression and are dropped as a whole.
"""

import re

from caseclock.extractor.language.time_eras import tells_of_old_times
from caseclock.extractor.language.time_feasts import FEAST_WORDS, feast_at
from caseclock.extractor.language.time_tokens import Token, classify, number_tokens
from caseclock.extractor.language.time_words import FULL_WEEKDAYS, VOCABULARY


def _any_of(words: list[str]) -> str:
    """A pattern that matches one of `words`, branching letter by letter."""
    tree: dict[str, list[str]] = {}
    for word in words:
        tree.setdefault(word[:1], []).append(word[1:])
    ends = "" in tree
    tree.pop("", None)
    branches = [re.escape(first) + _any_of(rest) for first, rest in sorted(tree.items())]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return inner + "?" if ends else inner


def _leading(words: dict[str, str]) -> str:
    """A pattern that matches one of `words`, each with the pattern behind it: the longest that has both."""
    tree: dict[str, dict[str, str]] = {}
    for word, behind in words.items():
        tree.setdefault(word[:1], {})[word[1:]] = behind
    ends = tree.pop("", {}).values()
    branches = [(r"\s+" if first == " " else re.escape(first)) + _leading(rest) for first, rest in sorted(tree.items())]
    branches += ends
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


_WORDS = sorted(word for word in VOCABULARY if word.isalpha())
_MARKS = "".join(mark for mark in VOCABULARY if not mark[0].isalpha())
# White space, listed: one set of characters is skipped several times as fast as "[^\S\t] or >".
_BLANKS = "".join(character for character in map(chr, range(0x3001)) if character.isspace() and character not in "\t\n")
# Possessive quantifiers: nothing is tried twice, however long the junk. Read on the text in lower case.
_SCAN_TEXT = rf"""
    [@BLANKS@>]*+(?P<gap>\n[ \t\r\xa0>]*+\n[\s>]*+)
  | [@BLANKS@\n>]*+(?:
        \b(?<!\w['’])(?:
            @MAIL@
            (?P<word>{_any_of(_WORDS)})(?!\w)(?!['’][^\W\d_])(?!\.[ ]?m\b)(?!/[ce]\b)
          | (?P<number>[^\W\d_]*+\d\w*+(?:(?:[./:\-–—]|,(?=\d{{3}}(?!\d)))\w++)*+)
          | (?P<short>[ap]\.[ ]?m\b\.?|w/[ce]\b\.?|o['’]\s?clock\b)
          | (?P<owner>{_any_of(_WORDS)})(?=['’]s(?!\w))
          | https?://\S++ | www\.\S++
        )
      | (?P<mark>[{re.escape(_MARKS)}])
      | (?P<tab>\t)
      | (?P<year>['’]\d\d(?!\w))
    )
""".replace("@BLANKS@", re.escape(_BLANKS))
_SCAN = re.compile(_SCAN_TEXT.replace("@MAIL@", ""), re.VERBOSE)
_SCAN_MAIL = re.compile(_SCAN_TEXT.replace("@MAIL@", r"[\w.+-]{1,64}@[\w-][\w.-]*+ |"), re.VERBOSE)
_SHORT, _OWNER = _SCAN.groupindex["short"], _SCAN.groupindex["owner"]
_WORD_OR_MARK = (_SCAN.groupindex["word"], _SCAN.groupindex["mark"])
_NUMBER_OR_YEAR = (_SCAN.groupindex["number"], _SCAN.groupindex["year"])

# A number after one of these is a label, never a day or a year.
_LABEL_WORDS = (
    "page pages p pp section sections s ss para paragraph paragraphs flat flats unit apartment apt room no nos "
    "number numbers house ground grounds stage item items log logs ref reference case form appendix annex table "
    "figure fig version v question q part chapter clause schedule article rule regulation reg pc ps dc ds pcso "
    "sgt insp inspector collar tel phone mobile fax ext extension bus route platform zone block plot door level "
    "grade band tier row column call badge exhibit volume vol issue step option priority category cat class group "
    "band ward bay floor age aged score channel line box line area district form covid postcode id invoice order "
    "policy "
)
_LABELS = frozenset(_LABEL_WORDS.split())
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|prof|sir|lady|lord|cllr|councillor|officer|pc|pcso|dc|ds|sgt)\.?[ \xa0]\Z",
    re.IGNORECASE,
)
_BLANK_ENDS = (" ", "\xa0")
_LAST_WORD = re.compile(r"(?<!\w)[^\W\d_]+\Z")
_MEASURED = re.compile(
    r"[ \xa0]?(?:m|cm|mm|km|metres?|meters?|miles?|ft|feet|foot|inch(?:es)?|kg|dB|decibels|per[ ]?cent|points?|million|"
    r"billion|litres?|pounds|degrees)\b",
    re.IGNORECASE,
)
# Words that an expression may be without; each needs one of the others beside it.
_WEAK_KINDS = (
    "suffix last next following previous same this that the a of in on at by to and or between from until since before "
    "after later earlier ago rough just over more than least so gone part_of commencing ending for few every which "
    "other calendar financial minus comma slash open close bar colon stop dated not early working ordinal_word gap"
)
_WEAK = frozenset(_WEAK_KINDS.split())
# A bare number is a time of day at best, and that behind one of these.
_LEADS_NUMBER_KINDS = "at rough from until by between since before after to half quarter just gone of"
_LEADS_NUMBER = frozenset(_LEADS_NUMBER_KINDS.split())
# Word -> its kind and value, does it make an expression, does that (or its kind) depend on what stands around it?
_WORD_TOKENS = {
    word: (
        kind,
        value,
        kind not in _WEAK and kind != "number",
        kind in ("month", "weekday", "number", "ordinal_word") or word == "past",
    )
    for word, (kind, value) in VOCABULARY.items()
}
_STRONG_WORDS = sorted(w for w, (_, _, strong, _) in _WORD_TOKENS.items() if w.isalpha() and strong)
_NUMBER_WORDS = sorted(w for w, (kind, _) in VOCABULARY.items() if kind == "number")
_MINUTES = frozenset(("number", "day", "half", "quarter"))
_LEAD_WORDS = sorted(["past", *(w for w, (kind, _) in VOCABULARY.items() if kind in _LEADS_NUMBER and w.isalpha())])
# Where an expression may be: at one of its own words, at what only a date or time looks like, or at a bare number
# behind a word that makes it a time of day. The (empty) group: where a named day may be. Read on the text in lower case
# with a line's end before it: that every match begins with a character that is no letter makes the search fast, and
# naming the commonest letters beside \w faster still.
_NUMBER_BEHIND = rf"[\s>]++(?:\d|(?:{_any_of(_NUMBER_WORDS)})(?!\w))"
_STRONG_STARTS = {
    **dict.fromkeys(_LEAD_WORDS, _NUMBER_BEHIND),
    **dict.fromkeys(_STRONG_WORDS, r"(?!\w)"),
    **dict.fromkeys(FEAST_WORDS, "()"),
}
_STRONG = re.compile(
    rf"[^a-z0-9_\w](?:{_leading(_STRONG_STARTS)}|(?:[ap]\.[ ]?m|w/[ce]|o['’]\s?clock)(?!\w)|@{_NUMBER_BEHIND}"
    r"|\d(?:\d{3}|\d*+(?:[a-z]|[./:,\-–—]\d)|(?<=['’]\d)\d|(?<=@\d)))"
)
_UNKNOWN = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:['’][^\W\d_]++)*+(?![\w])")
_LONGEST_LEAD = 160  # characters
_OWNERS = ("weekday", "month", "today", "part", "unit", "weekend", "tonight")


Feasts = dict[int, tuple[int, str, bool]]


def tokenise(text: str) -> tuple[list[Token], Feasts]:
    """The tokens of the rows of `text` that may hold an expression of time, and its named days (as `feast_at`)."""
    scanner = Scanner(text)
    return scanner.run(), scanner.feasts


class Scanner:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.feasts: Feasts = {}
        lower = text.lower()
        if len(lower) != len(text):  # "İ" grows in lower case
            lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
        self.lower = lower
        self.tokens: list[Token] = []
        self._old: bool | None = None

    def run(self) -> list[Token]:
        """All tokens, in order: around each word that makes an expression, as far as its row reaches."""
        lower, done = self.lower, 0
        marked = "@" in lower
        places = [(found.start(), found.lastindex) for found in _STRONG.finditer("\n" + lower)]
        starts = [start for start, _ in places]
        named = [start for start, group in places if group is not None]
        if named:
            self.feasts = feast_at(self.text, named)
        if self.feasts:
            starts = sorted([*starts, *(start - 1 for start in self.feasts if start)])
        for start in starts:
            if start >= done:
                done = self._read(self._row_start(start, done), start, _SCAN_MAIL if marked else _SCAN)
        return self.tokens

    def _row_start(self, start: int, done: int) -> int:
        """Behind the last word before `start` that is no word of time: the row cannot begin before it."""
        lower = self.lower
        first = max(done, start - _LONGEST_LEAD)
        end = start
        while True:
            at = lower.rfind(" ", first, end) + 1 or first
            word = lower[at:end]
            if word not in _WORD_TOKENS and (
                word.isalpha() or ((found := _UNKNOWN.search(word)) and found[0] not in _WORD_TOKENS)
            ):
                return at
            if at == first:
                return first
            end = at - 1

    def _read(self, at: int, core: int, scan: "re.Pattern[str]") -> int:
        """Reads the rows from `at` up to the end of the one that `core` stands in; gives that end."""
        text, lower, match = self.text, self.lower, scan.match
        row: list[Token] = []
        last = -1  # the last token of the row that makes an expression
        strong: bool | None
        end = position = at
        while True:
            found = match(lower, position)
            if found is None:  # the row ends here
                if last >= 0 or (row and self.feasts and self._meets_feast(end)):
                    self._keep(row, last)
                if position > core or (found := scan.search(lower, position)) is None:
                    return max(position, core + 1)
                row, last = [], -1
            group = found.lastindex
            if group is None:  # an address
                strong, position = None, found.end()
                end = position
            else:
                start, end = found.span(group)
                position = end + 2 if group == _OWNER else end  # behind its "'s"
                if group in _WORD_OR_MARK:
                    word = lower[start:end]
                    kind, value, strong, varies = _WORD_TOKENS[word]
                    if varies:
                        strong = self._word(row, word, start, end)
                    else:
                        row.append(Token(kind, value, start, end, True, text[start:end]))
                elif group in _NUMBER_OR_YEAR:
                    strong = self._number(row, start, end)
                else:
                    strong = self._other(row, group, start, end)
            if strong:
                last = len(row) - 1
            elif strong is None:
                if last >= 0:
                    self._keep(row, last)
                row, last = [], -1

    # Each of these adds its token (or tokens) to the row and says whether it makes an expression; None ends the row.

    def _word(self, row: list[Token], word: str, start: int, end: int) -> bool | None:
        text = self.text
        kind, value, strong, _ = _WORD_TOKENS[word]
        if kind == "month" or kind == "weekday":
            if _is_titled(text, start):
                return None
            kind = _word_kind(text[start:end], word, kind)
        elif kind == "number":
            strong = bool(row) and row[-1].kind in _LEADS_NUMBER
        elif word == "past":  # "ten past three", "20 past"
            strong = bool(row) and row[-1].kind in _MINUTES
        elif kind == "ordinal_word" and len(row) > 1 and self._compound(row, start, end):
            return False
        row.append(Token(kind, value, start, end, True, text[start:end]))
        return strong

    def _number(self, row: list[Token], start: int, end: int) -> bool:
        made = self._number_tokens(start, self.text[start:end])
        row += made
        return (
            len(made) > 1
            or made[0].kind not in _PLAIN_NUMBERS
            or (len(row) > 1 and row[-2].kind in _LEADS_NUMBER)
            or made[0].text.lower() in _NAMED_QUARTERS
        )

    def _other(self, row: list[Token], group: int, start: int, end: int) -> bool | None:
        text = self.text
        if group == _SHORT:
            row.append(_short(self.lower[start:end], start, end))
            return True
        if group == _OWNER:
            low, word = self.lower[start:end], text[start:end]
            kind, value, _, _ = _WORD_TOKENS[low]
            if kind not in _OWNERS or _is_titled(text, start):
                return None
            row.append(Token(_word_kind(word, low, kind), value, start, end, True, word))
            return True
        row.append(Token("gap", "", start, end, True, ""))
        return False

    def _keep(self, row: list[Token], last: int) -> None:
        row[0].joined = False
        for token in row[last + 1 :]:
            token.live = False
        self.tokens += row

    def _meets_feast(self, end: int) -> bool:
        return end + 1 in self.feasts or end + 2 in self.feasts or end in self.feasts

    def _compound(self, row: list[Token], start: int, end: int) -> bool:
        """ "twenty-first": one ordinal of two words; the row then ends with it."""
        tens, dash = row[-2], row[-1]
        if tens.kind != "number" or tens.value not in (20, 30) or dash.kind != "minus" or dash.end != start:
            return False
        unit = VOCABULARY[self.lower[start:end]][1]
        if not isinstance(unit, int) or not isinstance(tens.value, int) or unit > 9:
            return False
        row[-2:] = [Token("ordinal_word", tens.value + unit, tens.start, end, tens.joined, self.text[tens.start : end])]
        return True

    def _number_tokens(self, start: int, body: str) -> list[Token]:
        """The tokens of a run of characters with a digit in it."""
        text = self.text
        end = start + len(body)
        if self._labelled(start, end) or _is_label(text, start, body):
            kind, value = classify(body)
            kept = kind in ("date", "clock")  # no label takes these away
            return [Token(kind if kept else "x", value, start, end, True, body)]
        if len(body) == 4 and "1000" <= body <= "1949" and body.isdecimal() and self._tells_of_old_times():
            return [Token("year", int(body), start, end, True, body)]
        # "July 2022–31 December"
        if len(body) > 5 and _YEAR_AND_DAY.fullmatch(body) and _BEFORE_MONTH.match(text, end):
            return [
                Token("year", int(body[:4]), start, start + 4, True, body[:4]),
                Token("minus", "-", start + 4, start + 5, True, "-"),
                Token("day", int(body[5:]), start + 5, end, True, body[5:]),
            ]
        made = number_tokens(body, start, True)
        if made[0].kind in ("dotted", "pair") and _MEASURED.match(text, end):
            made[0].kind = "x"
        if made[0].kind in ("date", "clock") and _opens_line(text, start):
            made[0].joined = False  # a new entry of a log or table, not the rest of the line before
        return made

    def _labelled(self, start: int, end: int) -> bool:
        """Does the word before a number make it a label, as in "flat 12"?"""
        lead = self.lower[max(0, start - 24) : start]
        bare = lead.rstrip(" .:#\n\xa0")
        word = bare[bare.rfind(" ") + 1 :]
        if word not in _LABELS and (
            not word or word.isalpha() or not (found := _LAST_WORD.search(word)) or found[0] not in _LABELS
        ):
            return False
        if lead.count("\n", len(bare)) > 1:
            return False
        return _BEFORE_MONTH.match(self.text, end) is None

    def _tells_of_old_times(self) -> bool:
        if self._old is None:
            self._old = tells_of_old_times(self.text)
        return self._old


def _is_titled(text: str, start: int) -> bool:
    """ "Mr March", "Dr Friday": somebody."""
    return text[start - 1 : start] in _BLANK_ENDS and _TITLE.search(text, max(0, start - 12), start) is not None


def _short(body: str, start: int, end: int) -> Token:
    low = body.replace("’", "'").replace(" ", "")
    kind, value = ("oclock", "") if low.startswith("o") else ("part", low[0] + "m")
    if low[0] == "w":
        kind, value = "week_mark", "of" if low[2] == "c" else "ending"
    return Token(kind, value, start, end, True, body)


_PLAIN_NUMBERS = frozenset(("day", "count", "x"))
_NAMED_QUARTERS = ("q1", "q2", "q3", "q4", "h1", "h2")
_YEAR_AND_DAY = re.compile(r"(?:19|20)\d\d[-–](?:[12]\d|3[01]|0?[1-9])")
_LIST_MARK = re.compile(r"[ \t]*(?:\d{1,3}[.)]|\(\d{1,3}\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?)(?=[ \t\xa0])")


def _opens_line(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return start - line <= 6 and not text[line:start].strip(" \t>|")


_BEFORE_MONTH = re.compile(
    r"\s+(?:of\s+)?(?:jan|feb|mar(?:ch)?\b|apr|may\s+\d|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)


def _word_kind(word: str, low: str, kind: str) -> str:
    """Months and weekdays that are other words too are weak: they want a day or year beside them."""
    if kind == "month" and (word[0].islower() or (word.isupper() and low in ("may", "march", "mar", "dec", "jan"))):
        return "weak_month" if low in ("may", "march") or (len(low) <= 4 and low not in ("june", "july")) else "month"
    if kind == "weekday" and low not in FULL_WEEKDAYS:
        return "weak_weekday"
    return kind


def _is_label(text: str, start: int, body: str) -> bool:
    """Is this number a list mark, a sum of money, a percentage or glued to a word?"""
    if body[0] in "£$€#" or body[0].isalpha():
        return True
    end = start + len(body)
    if text[end : end + 1] in ("%", "°") or text[start - 1 : start] in ("£", "$", "€", "#", "_"):
        return True
    if start >= 2 and text[start - 1] in "-–/" and text[start - 2].isalnum():
        before = re.split(r"[^\w'’]", text[max(0, start - 12) : start - 1])[-1].lower()
        return VOCABULARY.get(before, ("",))[0] not in ("month", "weekday", "early")
    line = text.rfind("\n", max(0, start - 13), start) + 1
    if start - line <= 12 and not text[line:start].strip(" \t\xa0>("):
        mark = _LIST_MARK.match(text, line)
        return mark is not None and mark.end() >= end
    return False
