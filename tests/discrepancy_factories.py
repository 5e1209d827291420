"""Small cases for the checks of discrepancies: invented papers as text, events found in them by their words."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from caseclock.extractor.findings.discrepancies import discrepancies
from caseclock.extractor.findings.passages import Passages
from caseclock.models.document import Document, DocumentKind, Paper, Status
from caseclock.models.entry import Entry, EntryKind, Report
from caseclock.models.event import Event, Linked, Told
from caseclock.models.finding import Discrepancy
from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.source import Source
from caseclock.models.text import Block, Message, Role, Text
from caseclock.models.when import Precision, When

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATES = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b|\b(\d\d)/(\d\d)/(\d{{4}})\b")


def days_in(text: str, year: int) -> list[TimeMention]:
    """The calendar days that a text names in full or, if it says no year, of the year given."""
    found = []
    for match in _DATES.finditer(text):
        day, month, written_year, d, m, y = match.groups()
        on = date(int(y), int(m), int(d)) if d else date(int(written_year or year), MONTHS.index(month) + 1, int(day))
        found.append(
            TimeMention(
                match.start(), match.end(), match[0], on, on, None, Precision.DAY, relative=not (d or written_year)
            )
        )
    return found


@dataclass
class CaseMaker:
    """Collects papers and entries; `linked`, `papers` and `times` are what the checks take."""

    year: int = 2022
    papers: list[Paper] = field(default_factory=list)
    linked: list[Linked] = field(default_factory=list)
    times: dict[str, list[TimeMention]] = field(default_factory=dict)

    def paper(
        self,
        name: str,
        text: str,
        *,
        kind: DocumentKind = DocumentKind.LETTER,
        dated: date | None = None,
        rows: bool = False,
        messages: tuple[Message, ...] = (),
        duplicate_of: str | None = None,
    ) -> str:
        """A paper; every line is a paragraph, or a table row if `rows`. Gives its id back."""
        blocks, start = [], 0
        for line in text.splitlines(keepends=True):
            if line.strip():
                blocks.append(Block(Role.ROW if rows else Role.PARAGRAPH, start, start + len(line.rstrip("\n"))))
            start += len(line)
        name_id = f"doc-{len(self.papers) + 1}"
        document = Document(
            id=name_id, name=name, sha256="0" * 64, media_type="text/plain", pages=None, dated=dated, parent=None,
            kind=kind, status=Status.READ, duplicate_of=duplicate_of,
        )  # fmt: skip
        self.papers.append(Paper(document=document, text=Text(text=text, blocks=tuple(blocks), messages=messages)))
        self.times[name_id] = days_in(text, self.year)
        return name_id

    def mention(self, document: str, quote: str, start: date, end: date, **more: Any) -> None:
        """A time mention that is no plain day: a period, or one that was worked out."""
        text = self.text(document)
        at = text.index(quote)
        self.times[document] = [t for t in self.times[document] if t.end <= at or t.start >= at + len(quote)]
        precision = Precision.DAY if start == end else Precision.RANGE
        role = TimeRole.EVENT if start == end else TimeRole.PERIOD
        self.times[document].append(
            replace(TimeMention(at, at + len(quote), quote, start, end, None, precision, role), **more)
        )

    def text(self, document: str) -> str:
        return next(p.text.text for p in self.papers if p.document.id == document)

    def source(self, document: str, quote: str) -> Source:
        at = self.text(document).index(quote)
        return Source(document=document, page=None, start=at, end=at + len(quote), quote=quote)

    def event(self, document: str, quote: str, on: date, **more: Any) -> Event:
        """One telling; its day counts as said in the words, unless `said` gives other words."""
        source = self.source(document, quote)
        said = more.pop("said", f"{on.day} {MONTHS[on.month - 1]} {on.year}")
        told = tuple(Told(agency, day, None, source) for agency, day in more.pop("told", ()))
        event = Event(
            spot=f"{document}:{source.start:06d}", kind=EntryKind.INCIDENT, types=(),
            when=When(start=on, end=on, precision=Precision.DAY, text=said), summary=quote, actor=None, recipients=(),
            count=1, told=told, source=source, confidence=1.0,
        )  # fmt: skip
        return replace(event, **more)

    def entry(self, *events: Event) -> str:
        """An entry of these tellings. Gives its id back."""
        entry_id = f"entry-{len(self.linked) + 1}"
        reports = tuple(
            Report(agency=t.agency, on=t.on, reference=t.reference, source=t.source) for e in events for t in e.told
        )
        first = events[0]
        entry = Entry(
            id=entry_id, kind=first.kind, types=first.types, when=first.when, summary=first.summary, reports=reports,
            sources=tuple(e.source for e in events), confidence=1.0,
        )  # fmt: skip
        self.linked.append(Linked(entry, events))
        return entry_id

    def passages(self) -> Passages:
        return Passages(self.linked, self.papers, self.times)


def message(text: str, start: str, body: str, sent: datetime, **more: Any) -> Message:
    """A message in a text: from the words `start` to the end of the words `body`; its header ends where they begin."""
    at, begin = text.index(start), text.index(body)
    return Message(start=at, end=begin + len(body), sent=sent, header=(at, begin), **more)


def found_in(case: CaseMaker) -> tuple[Discrepancy, ...]:
    """All discrepancies of a case, each with two places or more that say what they are said to say."""
    found = discrepancies(case.linked, case.papers, case.times)
    for finding in found:
        assert len({(s.document, s.start) for s in finding.sources}) >= 2
        assert all(case.text(s.document)[s.start : s.end] == s.quote for s in finding.sources)
    return found


def quotes(finding: Discrepancy) -> list[str]:
    return [s.quote for s in finding.sources]


def two_accounts(first: date, second: date, **more: Any) -> CaseMaker:
    """A broken window told in a statement and in a letter, linked to one entry."""
    case = CaseMaker()
    days = [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (first, second)]
    statement = case.paper("statement.docx", f"On {days[0]} the shed window was broken with a spade.")
    letter = case.paper("letter.docx", f"You told us of {days[1]} that the shed window was broken.")
    case.entry(
        case.event(statement, "the shed window was broken with a spade", first),
        case.event(letter, "the shed window was broken", second, **more),
    )
    return case
