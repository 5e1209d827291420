"""What kind of paper it is, its own date, who wrote it, what it is about, and its reference numbers."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources

from caseclock.extractor import vocabulary
from caseclock.extractor.language.authorship import DATE_LINE
from caseclock.extractor.paper_dates import paper_stamp
from caseclock.extractor.readers.reading import Reading
from caseclock.extractor.stamps import MONTH, WEEKDAY
from caseclock.models.document import DocumentKind
from caseclock.models.text import Block, Cell, Role

_HEAD_LINES = 14
_HEAD_CHARACTERS = 2_500
_LONGEST_TITLE = 160  # characters of a line: a longer one is prose
_ENOUGH = 3  # points that a kind needs


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a paper besides its text. `author` is as written; `written` only where told to the minute."""

    kind: DocumentKind
    dated: date | None
    author: str
    references: tuple[str, ...]
    written: datetime | None
    subject: str


@dataclass(frozen=True, slots=True)
class _View:
    """A paper as the signals below look at it."""

    name: str  # the file's name, folders left out
    title: str  # its first lines
    head: str
    whole: str
    columns: frozenset[str]  # column headings of its tables, small letters
    rows: int


_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|we|our|us)\b|\b(?:I'm|I've|I'd)\b")


@dataclass(frozen=True, slots=True)
class _Signals:
    """What speaks for a kind of paper, from the vocabulary."""

    words: tuple[tuple[DocumentKind, int, str, re.Pattern[str]], ...]  # kind, points, where to look, what for
    columns: tuple[tuple[DocumentKind, int, tuple[re.Pattern[str], ...]], ...]  # kind, points, one pattern a group


@cache
def _signals() -> _Signals:
    data = tomllib.loads(resources.files(vocabulary).joinpath("paper_kinds.toml").read_text(encoding="utf-8"))
    words = tuple(
        (DocumentKind(each["kind"]), each["points"], each["where"], re.compile("|".join(each["any"]), re.I | re.M))
        for each in data["signals"]
    )
    columns = tuple(
        (
            DocumentKind(each["kind"]),
            each["points"],
            tuple(re.compile(rf"\b(?:{'|'.join(group)})") for group in each["groups"]),
        )
        for each in data["columns"]
    )
    return _Signals(words, columns)


def describe(name: str, reading: Reading) -> About:
    """Tell what kind of paper a reading is. `name` is the document's name; it only ever supports what the words say."""
    view = _view(name, reading)
    own = reading.text.messages[0] if reading.text.messages else None
    lines = _head_lines(reading)
    if own is not None and own.sender:
        dated = own.sent.date() if own.sent else None
        references = _references(own.subject)
        return About(DocumentKind.EMAIL, dated, own.sender, references, own.sent, own.subject)
    kind = _kind(view, reading)
    stamp = paper_stamp(kind, reading.text)
    dated = stamp.day if stamp else None
    # The clock time beside a meeting's day is when it met, not when it was written down.
    written = stamp.moment if stamp and stamp.clock and kind is not DocumentKind.REPORT else None
    subject = _subject(kind, lines, reading)
    references = _references(_opening(lines, reading, subject))
    return About(kind, dated, _author(kind, lines, view), references, written, subject)


def _view(name: str, reading: Reading) -> _View:
    lines = _head_lines(reading)
    text = reading.text
    rows = [block for block in text.blocks if block.role is Role.ROW]
    columns = frozenset(cell.header.strip().lower() for block in rows for cell in block.cells if cell.header)
    stem = re.sub(r"[_.]+", " ", name.rpartition("/")[2]).lower()
    head = "\n".join(lines)[:_HEAD_CHARACTERS]
    # The title stands above a table and its headings: whom a row says was told is not who made it.
    headed = {row.table for row in rows if any(cell.header for cell in row.cells)}
    table = min((block.start for block in text.blocks if block.table in headed - {None}), default=len(text.text))
    above = [line for line in lines[:4] if 0 <= text.text.find(line) < table] if rows else lines[:4]
    above = [line for line in above if len(line) <= _LONGEST_TITLE]
    return _View(stem, "\n".join(above), head, text.text, columns, len(rows))


def _head_lines(reading: Reading) -> list[str]:
    """The first lines that say something, running headers included; of a table only the rows that the head reaches."""
    text = reading.text.text
    lines = [
        " ".join(line.split()) if "   " not in line.strip() else line.strip() for line in text[:20_000].splitlines()
    ]
    return [line.strip("*#_ ") for line in lines if re.search(r"\w", line)][:_HEAD_LINES]


def _kind(view: _View, reading: Reading) -> DocumentKind:
    points = dict.fromkeys(DocumentKind, 0)
    if _is_chat(reading.text.blocks):
        return DocumentKind.OTHER
    if reading.media_type == "application/mbox":
        return DocumentKind.EMAIL
    if reading.media_type == "text/calendar":
        # Appointments have somebody who called them; what nobody was asked to is one's own record.
        return DocumentKind.OTHER if view.columns & {"organiser", "attendees"} else DocumentKind.DIARY
    for kind, worth, where, pattern in _signals().words:
        if pattern.search(getattr(view, where)):
            points[kind] += worth
    columns = sorted(view.columns)
    for kind, worth, groups in _signals().columns:
        if view.rows >= 2 and all(any(group.search(column) for column in columns) for group in groups):
            points[kind] += worth
    _weigh_shape(points, view, reading.text.blocks)
    best = max(DocumentKind, key=lambda kind: points[kind])
    return best if points[best] >= _ENOUGH else DocumentKind.OTHER


def _weigh_shape(points: dict[DocumentKind, int], view: _View, blocks: Sequence[Block]) -> None:
    """What the look of a paper adds to its words."""
    words = sum(block.end - block.start for block in blocks) or 1
    in_rows = sum(block.end - block.start for block in blocks if block.role is Role.ROW) / words
    tabular = in_rows > 0.5 and view.rows >= 2
    if not tabular:
        # A letter or report that tells of diaries and logs is none itself: these are tables or dated entries.
        points[DocumentKind.INCIDENT_LOG] //= 2
        if not _is_all_dated(view.whole):
            points[DocumentKind.CASE_NOTES] //= 2
        points[DocumentKind.DIARY] -= 0 if _dated_entries(blocks) else 3
    else:
        points[DocumentKind.LETTER] //= 2
        points[DocumentKind.COURT_DOCUMENT] //= 2
        first_person = sum(bool(_FIRST_PERSON.search(cell.text)) for cell in _cells(blocks))
        points[DocumentKind.DIARY] += 3 if first_person * 3 > view.rows else 0
    if points[DocumentKind.LETTER] >= 5 and not tabular:
        # "Dear ... Yours sincerely" makes a letter, whatever it is about.
        points[DocumentKind.LETTER] += 4
    if any(re.match(r"\d{1,2}:\d{2}", cell.header) for cell in _cells(blocks)):
        points[DocumentKind.INCIDENT_LOG] += 4


def _cells(blocks: Sequence[Block]) -> list[Cell]:
    return [cell for block in blocks for cell in block.cells]


def _dated_entries(blocks: Sequence[Block]) -> bool:
    dated = [
        b for b in blocks if (b.role is Role.HEADING and b.level == 2) or (b.role is Role.ITEM and b.number is None)
    ]
    return len(dated) >= 3


_DATED_LINE = re.compile(
    rf"^\W*(?:w/?[ce]\s+)?(?:{WEEKDAY}[.,]?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\b|\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?(?=[\s:]))",
    re.I,
)
_FEWEST_NOTES = 3


def _is_all_dated(text: str) -> bool:
    """Do the lines of a paper mostly begin with a day, as notes do that are kept one below the other?"""
    lines = [line for line in text.splitlines() if line.strip()]
    dated = sum(bool(_DATED_LINE.match(line)) for line in lines)
    return dated >= _FEWEST_NOTES and dated * 2 >= len(lines)


def _is_chat(blocks: Sequence[Block]) -> bool:
    rows = [block for block in blocks if block.role is Role.ROW]
    return len(rows) >= 2 and all(
        {c.header for c in b.cells} <= {"Date", "Time", "From", "Text"} and b.cells for b in rows
    )


# ---------------------------------------------------------------- author, subject, references

# The name itself is in capitals, or a "diary of what goes on next door" would be by "what goes on next door". Small
# words may stand within a name ("the London Borough of Ashford", "Jan de Wit") but don't end it.
_NAME_WORD = r"[A-Z][\w.'’-]*"
_NAMED_AUTHOR = re.compile(
    r"^(?i:(?:witness )?statement (?:of|by|from)|report (?:of|by)|(?:\w+ ){0,2}diary (?:of|by|kept by)|"
    r"(?:diary )?kept by|prepared by|completed by)[: ]+"
    rf"(?P<who>(?:the )?{_NAME_WORD}(?: (?:{_NAME_WORD}|(?:of|and|for|the|de|van|von|la|le|al"
    rf"|bin)(?= {_NAME_WORD}))){{0,5}})",
)
_ADDRESS = re.compile(r"^\d+[a-z]?\b|^flat \d|\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b", re.I)
_PUBLIC = re.compile(
    r"\b(?:council|police|constabulary|association|housing|homes|trust|group|ltd|limited|llp|solicitors|court|ombudsman|"
    r"borough|service|services|nhs|partnership|department|health|committee|society|corporation|commissioner)\b",
    re.I,
)
# What stands behind a wide gap or a colon, or says what the paper is, is no part of the name of the body.
_TITLE = re.compile(
    r"\s{3,}|\t|: | \| |\s+(?:(?:anti-?social behaviour|asb|contact|case|incident|log|crime|complaints?)\s+)*"
    r"(?:logs?|notes|polic(?:y|ies)|procedures?|print|extract|history|records?)\b",
    re.I,
)
_ORGANISATION_LINES = 5
# "Ann Lee, 4 Elm Row": whose diary it is stands at its head, often below the title; a day is no name.
_DIARY_HEAD = 3
_DIARIST = re.compile(
    rf"(?!(?i:{WEEKDAY}|{MONTH})\b)(?:(?i:name|resident|tenant|my name is|I am)[: ]+)?"
    r"((?:[A-Z][\w'’-]+ ){1,3}[A-Z][\w'’-]+)(?=[,:])"
)
# Headings in capitals look like names: what a diary is of, its columns, the street it was kept in.
_NO_NAME = re.compile(
    r"\b(?:diar(?:y|ies)|logs?|sheets?|records?|noise|nuisance|incidents?|events|anti-?social|behaviour|asb|neighbours?|next|"
    r"upstairs|downstairs|door|dates?|time|day|start|finish|end|what|when|where|who|how|"
    r"road|street|lane|close|avenue|drive|way|court|gardens|crescent|place|house|flats?)\b",
    re.I,
)


def _author(kind: DocumentKind, lines: Sequence[str], view: _View) -> str:
    for line in lines[:_ORGANISATION_LINES]:
        named = _NAMED_AUTHOR.match(line)
        if named and not (kind is DocumentKind.DIARY and _NO_NAME.search(named["who"])):
            return re.sub(r"^the ", "", named["who"].strip(), flags=re.I)
    if kind is DocumentKind.DIARY:
        found = (_DIARIST.match(line) for line in lines[:_DIARY_HEAD])
        return next((owner[1] for owner in found if owner and not _NO_NAME.search(owner[1])), "")
    for line in lines[:_ORGANISATION_LINES]:
        if kind is DocumentKind.LETTER and DATE_LINE.match(line):
            break  # below its date stands whom a letter is to
        body = _TITLE.split(line)[0].strip(" *#,")
        addressed = re.match(r"(?:to|dear|re)\b", line, re.I)
        if not addressed and _PUBLIC.search(body) and not _ADDRESS.search(body) and _is_short_name(body):
            return body
    return (
        _signatory(view.whole) if kind in (DocumentKind.LETTER, DocumentKind.COURT_DOCUMENT, DocumentKind.FORM) else ""
    )


def _is_short_name(words: str) -> bool:
    return len(words) <= 80 and not words.endswith(".")


def _signatory(text: str) -> str:
    found = re.search(
        r"^[ \t]*(?:signed(?: by)?[ \t]*:?|yours (?:sincerely|faithfully|truly),?)[ \t]*\n?\s*"
        r"(?P<who>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,4})(?=[,\n]|$)",
        text,
        re.I | re.M,
    )
    return found["who"].strip() if found else ""


def _subject(kind: DocumentKind, lines: Sequence[str], reading: Reading) -> str:
    """The line below "Dear ...", the title of anything else."""
    if kind is DocumentKind.LETTER:
        dear = next((at for at, line in enumerate(lines) if re.match(r"dear\b", line, re.I)), None)
        if (
            dear is not None
            and dear + 1 < len(lines)
            and len(lines[dear + 1]) <= 120
            and lines[dear + 1][-1] not in ".,;"
        ):
            return re.sub(r"^re:?\s+", "", lines[dear + 1], flags=re.I)
        named = next((line for line in lines if re.match(r"(?:re|subject)\s*:\s*\S", line, re.I)), None)
        if named is not None:
            return re.sub(r"^\w+\s*:\s*", "", named)
    titled = next((b for b in reading.text.blocks if b.role is Role.HEADING), None)
    if titled is not None:
        return " ".join(reading.text.text[titled.start : titled.end].split()).strip("*# ")
    return reading.title or (lines[0] if lines and len(lines[0]) <= 120 else "")


_REFERENCE = re.compile(
    r"\b(?:(?:our|your|case|crime|log|complaint|incident|claim|occurrence|court|trigger|application)\s+)?"
    r"(?:ref(?:erence)?|case|complaint|claim|crime|log|urn|cad|occurrence)\b\.?\s*(?:no|number|num|ref(?:erence)?)?\b\.?\s*[:#]?\s*"
    r"(?P<value>(?=[\w/.-]*\d)[A-Z0-9][\w/.-]*\w(?:\s\d{3}\s\d{3})?)",
    re.I,
)


def _opening(lines: Sequence[str], reading: Reading, subject: str) -> str:
    """The lines in which a paper names itself: down to its subject line, or to its first table or record."""
    first_row = next((b.start for b in reading.text.blocks if b.role is Role.ROW), None)
    above = len(lines)
    if first_row is not None:
        above = sum(bool(re.search(r"\w", line)) for line in reading.text.text[:first_row].splitlines())
    for at, line in enumerate(lines):
        if re.match(r"dear\b", line, re.I):
            above = min(above, at + (2 if at + 1 < len(lines) and lines[at + 1] == subject else 1))
    return "\n".join(lines[:above])


def _references(text: str) -> tuple[str, ...]:
    """Reference numbers named as such in the head of a paper or its subject, as written, each once."""
    return tuple(dict.fromkeys(found["value"] for found in _REFERENCE.finditer(text)))
