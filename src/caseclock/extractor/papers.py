"""What kind of paper it is, its own date, who wrote it, what it is about, and its reference numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseclock.extractor.paper_dates import paper_stamp
from caseclock.extractor.readers.reading import Reading
from caseclock.models.document import Block, Cell, DocumentKind, Role

_HEAD_LINES = 14
_HEAD_CHARACTERS = 2_500
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


# What speaks for a kind: points, where to look (name, title, head, whole), words. Forms of UK papers at large.
_SIGNALS: tuple[tuple[DocumentKind, int, str, str], ...] = (
    (
        DocumentKind.POLICE_DISCLOSURE,
        4,
        "head",
        r"\b(?:crime|occurrence|incident) (?:report|enquiry log|record) ?(?:print|summary)?\b",
    ),
    (
        DocumentKind.POLICE_DISCLOSURE,
        4,
        "head",
        r"command (?:and|&) control|\bc&c\b|\bstorm (?:log|print|incident)|\bcad (?:log|print)",
    ),
    (
        DocumentKind.POLICE_DISCLOSURE,
        4,
        "head",
        r"calls? for service|police (?:disclosure|log|incident|calls?|record|report|data|print)",
    ),
    (DocumentKind.POLICE_DISCLOSURE, 3, "title", r"\b(?:police|constabulary)\b"),
    (
        DocumentKind.POLICE_DISCLOSURE,
        3,
        "head",
        r"crime (?:no|number|ref(?:erence)?)\b|\bniche\b|occurrence (?:no|number)",
    ),
    (DocumentKind.POLICE_DISCLOSURE, 2, "name", r"police|crime|disclosure|\bcad\b|\bniche\b|log print"),
    (
        DocumentKind.POLICE_DISCLOSURE,
        2,
        "whole",
        r"committed (?:from|between|on)|\baggrieved\b|\boccurrence\b|home office class",
    ),
    (
        DocumentKind.INCIDENT_LOG,
        3,
        "title",
        r"\b(?:incident|call|event|noise|asb|service request)s?\b.{0,20}\b(?:log|register|requests?|list|export)",
    ),
    (DocumentKind.INCIDENT_LOG, 3, "title", r"service requests?"),
    (DocumentKind.INCIDENT_LOG, 2, "name", r"\blogs?\b|incidents?|requests?|register"),
    (DocumentKind.DIARY, 5, "title", r"\b(?:diary|diaries)\b|log sheets?|what (?:goes|went|is going) on"),
    (DocumentKind.DIARY, 5, "name", r"diary|diaries|log ?sheets?|journal"),
    (
        DocumentKind.DIARY,
        2,
        "head",
        r"how (?:long|did (?:it|this) (?:affect|make))|effect on (?:me|you)|witness(?:es|ed by)?\b.{0,40}\bsign",
    ),
    (
        DocumentKind.CASE_NOTES,
        5,
        "head",
        r"contact (?:log|notes?|history)|case (?:notes?|history|log|file notes?|diary)|file notes?|activity log|running (?:log|sheet)",
    ),
    (DocumentKind.CASE_NOTES, 2, "head", r"\bt/c\b|home visit|\bhv\b|asb case\b|case officer"),
    (DocumentKind.CASE_NOTES, 3, "name", r"case ?notes?|contact log|file ?notes?|history"),
    (DocumentKind.LETTER, 3, "head", r"^\s*dear\b"),
    (DocumentKind.LETTER, 3, "whole", r"^\s*yours (?:sincerely|faithfully|truly)"),
    (DocumentKind.LETTER, 2, "head", r"\b(?:our|your) ref(?:erence)?\b"),
    (DocumentKind.LETTER, 2, "head", r"^\s*(?:by (?:email|post|hand)|private (?:and|&) confidential|re:)\b"),
    (DocumentKind.LETTER, 2, "head", r"^\s*to:?\s+(?:the )?[A-Z]"),
    (DocumentKind.LETTER, 2, "name", r"letter|reply|response|decision|acknowledg"),
    (DocumentKind.LETTER, 1, "whole", r"^\s*(?:signed|regards|kind regards)\b"),
    (
        DocumentKind.FORM,
        5,
        "title",
        r"\b(?:application|activation request|referral|request|complaint|reporting|consent)\b.{0,30}\bform\b|^\s*form [a-z]*\d",
    ),
    (DocumentKind.FORM, 3, "title", r"application for|activation request|request for (?:an? )?(?:asb )?case review"),
    (
        DocumentKind.FORM,
        3,
        "whole",
        r"[☐☑☒□]|\[ ?[xX✓]? ?\].{0,40}\[ ?[xX✓]? ?\]|please tick|section \d+\s*[:–-]\s*(?:your|about)|date of application",
    ),
    (
        DocumentKind.FORM,
        3,
        "head",
        r"^\s*(?:your (?:full )?name|name of applicant|applicant(?:'s name)?|full name|date of birth)\s*[:|\t]",
    ),
    (DocumentKind.FORM, 2, "name", r"\bform\b|application"),
    (DocumentKind.REPORT, 6, "title", r"\bminutes\b|\bagenda\b|notes of (?:the |a )?meeting"),
    (DocumentKind.REPORT, 3, "head", r"^\s*present\s*:|apologies\s*:|in attendance"),
    (
        DocumentKind.REPORT,
        5,
        "title",
        r"report (?:of|by|to|on)\b|investigation (?:report|into)|^\W*report\W*$|ombudsman|review report|committee",
    ),
    (
        DocumentKind.REPORT,
        2,
        "head",
        r"committee|cabinet|scrutiny|for (?:information|decision)|report author|purpose of (?:this )?report|executive summary",
    ),
    (
        DocumentKind.REPORT,
        3,
        "whole",
        r"^\W*(?:determination|recommendations?|assessment and findings|findings|our approach)\b",
    ),
    (DocumentKind.REPORT, 2, "name", r"report|minutes|findings"),
    (
        DocumentKind.POLICY,
        6,
        "title",
        r"\bpolic(?:y|ies)\b(?! and leadership)|\bprocedures?\b|complaint handling code|\bprotocol\b|statement of policy",
    ),
    (
        DocumentKind.POLICY,
        2,
        "head",
        r"(?:this|the) policy (?:sets|covers|applies|explains)|revised|version \d|review date|policy owner",
    ),
    (DocumentKind.POLICY, 2, "name", r"policy|procedure|\bcode\b"),
    (
        DocumentKind.COURT_DOCUMENT,
        6,
        "head",
        r"in the (?:.{0,40}county court|high court|.{0,30}magistrates|crown court)|claim (?:no|number)\b|general form of (?:judgment|order)",
    ),
    (
        DocumentKind.COURT_DOCUMENT,
        5,
        "title",
        r"witness statement|statement of \S+|\bmg ?11\b|affidavit|victim personal statement",
    ),
    (
        DocumentKind.COURT_DOCUMENT,
        3,
        "whole",
        r"believe (?:that )?the facts stated|true to the best of my knowledge|statement of truth|penal notice|power of arrest is attached",
    ),
    (DocumentKind.COURT_DOCUMENT, 2, "name", r"statement|injunction|order|claim|mg11"),
)
_PATTERNS = tuple((kind, points, where, re.compile(words, re.I | re.M)) for kind, points, where, words in _SIGNALS)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|we|our|us)\b|\b(?:I'm|I've|I'd)\b")
# Whole groups of column headings: all of a group must be there.
_COLUMN_SIGNALS: tuple[tuple[DocumentKind, int, tuple[str, ...]], ...] = (
    (DocumentKind.POLICE_DISCLOSURE, 3, (r"occurred|committed|incident date", r"reported|created|received")),
    (
        DocumentKind.POLICE_DISCLOSURE,
        2,
        (r"crime|log|incident|occurrence|urn|cad", r"caller|informant|grade|result|mo|offence|disposal"),
    ),
    (
        DocumentKind.INCIDENT_LOG,
        4,
        (r"received|reported|logged", r"incident|what|details|description|complaint", r"by|officer|action|outcome|did"),
    ),
    (
        DocumentKind.INCIDENT_LOG,
        2,
        (r"ref|log|number|no\b|sr", r"date|received|logged", r"details|description|note|summary"),
    ),
    (
        DocumentKind.CASE_NOTES,
        4,
        (r"date", r"by|officer|author|staff|user|worker", r"entry|note|contact|action|details|comment"),
    ),
    (DocumentKind.CASE_NOTES, 2, (r"contact|entry|type|method", r"entry|note|summary|details")),
    (
        DocumentKind.DIARY,
        3,
        (
            r"when|date|day|from|start|begin",
            r"what|happened|details|note|description|noise",
            r"witness|anyone|effect|affect|feel|told|how long|duration|room|who saw|to$|finish|end",
        ),
    ),
    (
        DocumentKind.DIARY,
        2,
        (
            r"logged|recorded|submitted|uploaded",
            r"from|start",
            r"to|end|duration",
            r"room|rating|kind|type|category|clip|severity",
        ),
    ),
)


def describe(name: str, reading: Reading) -> About:
    """Tell what kind of paper a reading is. `name` is the document's name; it only ever supports what the words say."""
    view = _view(name, reading)
    own = reading.text.messages[0] if reading.text.messages else None
    lines = _head_lines(reading)
    if own is not None and own.sender:
        dated = own.sent.date() if own.sent else None
        references = _references(f"{own.subject}\n{view.head}")
        return About(DocumentKind.EMAIL, dated, own.sender, references, own.sent, own.subject)
    kind = _kind(view, reading)
    stamp = paper_stamp(kind, reading.text)
    dated = stamp.day if stamp else None
    written = stamp.moment if stamp and stamp.clock else None
    return About(
        kind, dated, _author(kind, lines, view), _references(view.head), written, _subject(kind, lines, reading)
    )


def _view(name: str, reading: Reading) -> _View:
    lines = _head_lines(reading)
    text = reading.text
    rows = [block for block in text.blocks if block.role is Role.ROW]
    columns = frozenset(cell.header.strip().lower() for block in rows for cell in block.cells if cell.header)
    stem = re.sub(r"[_.]+", " ", name.rpartition("/")[2]).lower()
    head = "\n".join(lines)[:_HEAD_CHARACTERS]
    return _View(stem, "\n".join(lines[:4]), head, text.text, columns, len(rows))


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
    for kind, worth, where, pattern in _PATTERNS:
        if pattern.search(getattr(view, where)):
            points[kind] += worth
    columns = sorted(view.columns)
    for kind, worth, group in _COLUMN_SIGNALS:
        if view.rows >= 2 and all(any(re.search(rf"\b(?:{words})", column) for column in columns) for words in group):
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
        for kind in (DocumentKind.INCIDENT_LOG, DocumentKind.CASE_NOTES):
            points[kind] //= 2
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
    dated = [b for b in blocks if (b.role is Role.HEADING and b.level == 2) or (b.role is Role.ITEM and b.number is None)]
    return len(dated) >= 3


def _is_chat(blocks: Sequence[Block]) -> bool:
    rows = [block for block in blocks if block.role is Role.ROW]
    return len(rows) >= 2 and all(
        {c.header for c in b.cells} <= {"Date", "Time", "From", "Text"} and b.cells for b in rows
    )


# ---------------------------------------------------------------- author, subject, references

_NAMED_AUTHOR = re.compile(
    r"^(?:(?:witness )?statement (?:of|by|from)|report (?:of|by)|diary (?:of|kept by)|kept by|prepared by|completed by)[: ]+"
    r"(?P<who>[A-Z][\w.'-]*(?: [A-Za-z][\w.'-]*){0,5})",
    re.I,
)
_ADDRESS = re.compile(r"^\d+[a-z]?\b|^flat \d|\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b", re.I)
_PUBLIC = re.compile(
    r"\b(?:council|police|constabulary|association|housing|homes|trust|group|ltd|limited|llp|solicitors|court|ombudsman|"
    r"borough|service|services|nhs|partnership|department|health|committee|society|corporation|commissioner)\b",
    re.I,
)
_ORGANISATION_LINES = 5


def _author(kind: DocumentKind, lines: Sequence[str], view: _View) -> str:
    for line in lines[:_ORGANISATION_LINES]:
        named = _NAMED_AUTHOR.match(line)
        if named:
            return named["who"].strip()
    if kind is DocumentKind.DIARY:
        first = lines[0] if lines else ""
        owner = re.match(r"((?:[A-Z][\w'-]+ ){1,3}[A-Z][\w'-]+)(?=[,:])", first)
        return owner[1] if owner else ""
    for line in lines[:_ORGANISATION_LINES]:
        # What stands behind a wide gap or a colon is a title, not the name of the body.
        body = re.split(r"\s{3,}|\t|: | \| ", line)[0].strip(" *#,")
        if _PUBLIC.search(body) and not _ADDRESS.search(body) and len(body) <= 80 and not body.endswith("."):
            if not re.match(r"(?:to|dear|re)\b", line, re.I):
                return body
    return (
        _signatory(view.whole) if kind in (DocumentKind.LETTER, DocumentKind.COURT_DOCUMENT, DocumentKind.FORM) else ""
    )


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


def _references(text: str) -> tuple[str, ...]:
    """Reference numbers named as such in the head of a paper or its subject, as written, each once."""
    return tuple(dict.fromkeys(found["value"] for found in _REFERENCE.finditer(text)))
