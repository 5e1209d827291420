"""Sentences and clauses of a block, with their places in the document's text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "miss", "dr", "prof", "rev", "sgt", "insp", "cllr", "st", "no", "nos", "tel", "approx",
    "ltd", "plc", "co", "dept", "est", "ref", "para", "paras", "cf", "vs", "etc", "eg", "ie", "a.m", "p.m",
    "am", "pm", "hrs", "mins", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "mon", "tue", "tues", "wed", "weds", "thu", "thurs", "fri", "sat", "sun", "fig", "vol", "pt", "inc",
))  # fmt: skip
_END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)$")
_BLANK_LINE = re.compile(r"\n[ \t]*\n|[ ]*\t+\n?")  # a tab parts the columns of a table told in plain text


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; offsets in characters of the document's text."""

    start: int
    end: int


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of `text[start:end]`, trimmed of white space, in order."""
    at = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _ends_sentence(text, match, end):
            continue
        yield from _trimmed(text, at, match.end())
        at = match.end()
    yield from _trimmed(text, at, end)


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    if match.group()[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    follows = text[match.end() : min(end, match.end() + 3)].lstrip()
    if word:
        last = word.group(1)
        if last.lower().rstrip(".") in _ABBREVIATIONS and not (
            last.lower() in {"hrs", "mins", "am", "pm", "a.m", "p.m", "etc"} and follows[:1].isupper()
        ):
            return False
        if len(last) == 1 and last.isupper() and last not in "I":  # an initial
            return False
    return not follows[:1].islower()


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    for piece_start, piece_end in _paragraphs(text, start, end):
        while piece_start < piece_end and text[piece_start].isspace():
            piece_start += 1
        while piece_end > piece_start and text[piece_end - 1].isspace():
            piece_end -= 1
        if piece_end > piece_start:
            yield Span(piece_start, piece_end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _BLANK_LINE.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


# Where a clause may begin: after a semicolon or colon, or at a conjunction. Longer forms first.
_BOUNDARY = re.compile(
    r"(?P<semi>[;:]\s+)"
    r"|(?P<dash>\s[–—-]{1,2}\s)"
    r"|(?P<paren>\s*[()]\s*)"
    r"|(?P<commaand>,\s+(?:and|but|so|then|however|as)\s+)"
    r"|(?P<comma>,\s+)"
    r"|(?P<that>\s+that\s+)"
    r"|(?P<conj>\s+(?:and|but|then)\s+)"
    r"|(?P<sub>\s+(?:when|where|who|which|while|after|before|because|as|until|so)\s+"
    r"|(?<!\bhas)(?<!\bhave)(?<!\bhad)\s+since\s+)",
    re.IGNORECASE,
)


# "She said he had written in May": the same as "said that he had ...".
_SAID_HAD = re.compile(
    r"\b(?:said|stated|explained|claimed|replied|alleged|told (?:her|him|them|us|me|it|(?:the|Mr|Mrs|Ms|Miss) \w+))"
    r"(?P<that>\s+)(?=(?:s?he|it|they|I|we|you|there|(?:the|her|his|its|their) [\w’'-]+|"
    r"(?:Mr|Mrs|Ms|Miss) \w+)\s+had\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place between clauses: the left clause ends at `start`, the right one begins at `end`."""

    start: int
    end: int
    name: str


def boundaries(text: str, span: Span, masked: list[Span] | None = None) -> list[Boundary]:
    """The places inside a sentence where a clause may begin, outside the masked stretches (quoted speech, dates)."""
    found = []
    for match in _BOUNDARY.finditer(text, span.start, span.end):
        if any(m.start < match.end() and match.start() < m.end for m in masked or ()):
            continue
        end = match.end()
        if match.lastgroup == "sub":  # the word itself belongs to the clause that it opens
            end = match.start() + 1
        found.append(Boundary(match.start(), end, match.lastgroup or ""))
    for match in _SAID_HAD.finditer(text, span.start, span.end):
        if not any(m.start < match.end() and match.start() < m.end for m in masked or ()):
            found.append(Boundary(match.start("that"), match.end("that"), "that"))
    return sorted(found, key=lambda mark: (mark.start, mark.end))


_SPEECH = re.compile(r"“[^”]{1,1500}”|\"[^\"]{1,1500}\"|‘[^’]{12,800}’")


def quoted_speech(text: str, start: int, end: int) -> list[Span]:
    """Stretches between quotation marks."""
    return [Span(m.start(), m.end()) for m in _SPEECH.finditer(text, start, end)]
