"""What an ombudsman ordered or a meeting agreed, as written: who is to do what, and by when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from caseclock.extractor.findings.calendar import add
from caseclock.extractor.findings.lengths import SPAN, span_of
from caseclock.extractor.findings.telling import Tellings
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.finding import Limit, Moment
from caseclock.models.mention import TimeMention
from caseclock.models.policy import Counting, Nation, Unit
from caseclock.models.text import Block, Cell, Role

ORDER, ACTION = "order", "panel-action"
_NO_DECISION = {
    DocumentKind.POLICY,
    DocumentKind.CASE_NOTES,
    DocumentKind.INCIDENT_LOG,
    DocumentKind.DIARY,
    DocumentKind.POLICE_DISCLOSURE,
}

_ORDERS = re.compile(
    r"^[\W\d]*(?:our |the |final |my |agreed )?(?:orders?|recommendations?|remed(?:y|ies)|agreed (?:actions?|remedy))"
    r"(?: (?:and|or) (?:orders?|recommendations?|remed(?:y|ies)))?\W*$",
    re.IGNORECASE,
)
_ACTIONS = re.compile(
    r"^[\W\d]*(?:agreed |key |panel |review |summary of |list of |the )?action(?:s| points?| plan| log| list)?"
    r"(?: (?:agreed|points?|arising|plan|log|list|from (?:the|this) meeting))?\W*$",
    re.IGNORECASE,
)
_OMBUDSMAN = re.compile(r"\bombudsman\b", re.IGNORECASE)
_DETERMINES = re.compile(
    r"\b(?:(?:severe )?maladministration|service failure|determination|investigation into (?:a|the) complaint"
    r"|fault (?:found|causing)|found (?:no |some )?fault|injustice"
    r"|(?:was|were|is|are) at fault|we uphold)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:minutes|panel|case review|community trigger|action plan|multi-?agency|case conference|meeting)\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"(?<!last )(?<!next )(?<!previous )\b(?:met|meeting|panel|conference|held|took place)\b"
    r"(?: (?:was|were|met|held|took place|at [^.\n]{0,25}|of the \w+))?(?: (?:on|of))?[\s:,-]*$",
    re.IGNORECASE,
)
# What the person in the case is asked to do is no agency's time.
_FOR_THEM = re.compile(
    r"^(?:the )?(?:resident|complainant|tenant|applicant|(?:mrs?|ms|miss|mx)\.? [\w’'-]+) "
    r"(?:must|should|to|may|will|is to)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:within|in no more than|in the next)\s+(?:a period of\s+|the next\s+)?{SPAN}", re.IGNORECASE
)
# "within four weeks of receiving the plans" runs from a day that is not known here.
_FROM_OTHER = re.compile(
    r"[’']?\s*(?:of|from|after|following)\s+(?!(?:the\s+)?date\b(?! of (?:receiv|receipt|complet))"
    r"|(?:the\s+date\s+of\s+)?(?:this|the|our|my|its|final|today)?\s*"
    r"(?:final\s+|ombudsman[’']s\s+)?(?:report|determination|decision|order|letter|meeting|minutes|panel|review|today)\b"
    r"|today\b)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|before|no later than|not later than|on or before|due|deadline|target)\W+"
    r"(?:the end of |close of (?:business|play) on |5 ?pm on )?$",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\b(?:ordered|orders|order(?:ing)?)\b[^.;]{0,60}?\bto\b|\b(?:landlord|council|authority|association)\b[^.;]{0,30}?\b"
    r"(?:must|should|shall|is (?:ordered|required) to|has been (?:ordered|told) to)\b",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"(?:\b(?:must|should|shall|will|to|following(?: \w+){0,2}|that it|ordered)|,)\s*:\s*$", re.IGNORECASE
)
_WITHIN_OR_BY = re.compile(r"\b(?:within|by|in no more than|in the next|before|no later than)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]+)[.)]|[-•*–])\s+", re.IGNORECASE)
# What is to be done again and again has no one day on which it is done.
_OVER_AND_OVER = re.compile(
    r"\b(?:weekly|fortnightly|monthly|daily|ongoing|regular(?:ly)?|continu\w+|keep|every (?:day|week|month))\b",
    re.IGNORECASE,
)
_ACTION_NAMED = re.compile(r"^\W*actions?(?:\s+point)?\s*(?P<number>[A-Z]?\d{1,2})?\s*[:.)–—-]\s*", re.IGNORECASE)
_TABLE_ACTION = re.compile(
    r"\b(?:action|task|recommendation|order)s?\b(?!.*\b(?:taken|date|by|no|number|ref)\b)"
    r"|\b(?:must|will|should|to) do$",
    re.IGNORECASE,
)
_TABLE_DUE = re.compile(
    r"\b(?:by when|due|deadline|target|timescale|complete by|date for completion)\b|^\W*(?:by|when)\W*$", re.IGNORECASE
)
_TABLE_OWNER = re.compile(r"\b(?:owner|lead|who|responsible|agency|by whom|officer)\b", re.IGNORECASE)
_TABLE_DONE = re.compile(r"\b(?:done|status|complete[d]?|closed|update|outcome|rag)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:done|completed?|closed|actioned|discharged)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:not|in?complete|partly|partially|to be|awaiting|ongoing|overdue)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """One thing to be done: `policy` says whether an ombudsman ordered it or a meeting agreed it, `words` what it is,
    `owner` who is to do it as written, `section` where it stands. `done` is the day on which the same passage says that
    it was done. `start` to `end` is the passage in the document."""

    policy: str
    words: str
    owner: str
    section: str
    started: Moment
    limit: Limit
    due: date
    done: date | None
    document: str
    start: int
    end: int


def find_orders(tellings: Tellings, ombudsmen: frozenset[str]) -> tuple[Order, ...]:
    """Every order of an ombudsman and every action of a meeting that has a last day, in the order of the papers.

    `ombudsmen` are agency ids. Running notes are left out: their actions began on days of their own."""
    found: list[Order] = []
    for paper in tellings.papers.values():
        if paper.document.kind in _NO_DECISION:
            continue
        decision = _is_decision(tellings, paper, ombudsmen)
        found += _in_prose(tellings, paper, decision)
        found += _in_tables(tellings, paper, ORDER if decision else ACTION)
    return tuple(found)


def _is_decision(tellings: Tellings, paper: Paper, ombudsmen: frozenset[str]) -> bool:
    """Is the paper an ombudsman's own, not a letter that tells of it?"""
    own = tellings.own(paper, 0)
    text = paper.text.text
    by_ombudsman = own is not None and own.event.actor in ombudsmen
    report = paper.document.kind is DocumentKind.REPORT and _OMBUDSMAN.search(text) is not None
    return (by_ombudsman or report) and len(_DETERMINES.findall(text)) > 1


def _in_prose(tellings: Tellings, paper: Paper, decision: bool) -> Iterable[Order]:
    """Sentences and list items with a limit, in a section of orders or actions, or that say so themselves."""
    text = paper.text.text
    section, policy = "", ""
    lead: tuple[Limit, date] | None = None  # the limit of the line above a list
    meeting = bool(_MEETING.search(f"{paper.document.name} {paper.subject} {text[:600]}"))
    for block in sorted(paper.text.blocks, key=lambda block: block.start):
        words = " ".join(text[block.start : block.end].split())
        if block.role is Role.HEADING or (len(words) < 60 and (_ORDERS.match(words) or _ACTIONS.match(words))):
            section, lead = words, None
            policy = ORDER if decision and _ORDERS.match(words) else ACTION if meeting and _ACTIONS.match(words) else ""
            continue
        if block.role is Role.ROW or block.message:
            continue
        named = _ACTION_NAMED.match(words)
        kind = policy or (ACTION if named and named["number"] else ORDER if decision and _ORDERED.search(words) else "")
        started = _started(tellings, paper, block.start if kind == ACTION else 0) if kind else None
        if not kind or started is None:
            continue
        number = block.number or (named["number"] if named else "") or ""
        where = " ".join(filter(None, (section if policy else "", number))) or ("action" if kind == ACTION else "order")
        limit = _limit(tellings, paper, block, started)
        if limit and _LEADS_IN.search(words) and _WITHIN_OR_BY.search(_last_sentence(words)):
            lead = limit
            continue
        if limit is None and lead and (block.role is Role.ITEM or re.match(r"[-•*–]", words)):
            limit = lead
        elif block.role is not Role.ITEM:
            lead = None
        what = _NUMBERED.sub("", _ACTION_NAMED.sub("", words) if named else words)
        if limit is not None and not _OVER_AND_OVER.search(what) and not _FOR_THEM.match(what):
            yield Order(kind, what, what, where, started, *limit, None, paper.document.id, block.start, block.end)


def _last_sentence(words: str) -> str:
    return re.split(r"(?<=[.;])\s+(?=[A-Z])", words)[-1]


def _started(tellings: Tellings, paper: Paper, before: int = 0) -> Moment | None:
    """The decision or meeting that the paper is of, with its day: for actions the day of the meeting spoken of last
    before the place `before`, if the paper names one."""
    own = tellings.own(paper, 0)
    day = tellings.written(paper, 0)
    for mention in reversed(tellings.days(paper, 0, before)):
        if _MET.search(paper.text.text, max(0, mention.start - 60), mention.start):
            there = (t for t in tellings.at(paper, mention.start, mention.end) if t.event.when.start == mention.from_)
            told = next(there, own if day == mention.from_ else None)
            if mention.from_ is not None and (day is None or mention.from_ <= day):
                return Moment(entry=told.entry if told else None, on=mention.from_)
    return Moment(entry=own.entry if own else None, on=day) if day else None


def _limit(tellings: Tellings, paper: Paper, block: Block, started: Moment) -> tuple[Limit, date] | None:
    """The limit that a passage sets, with the last day under it; none that would have run out before it began."""
    text = paper.text.text[block.start : block.end]
    within = _WITHIN.search(text)
    if within and not _FROM_OTHER.match(text, within.end()):
        span = span_of(within)
        due = add(started.on, span.n, span.unit, Counting.EXCLUSIVE, Nation.ENGLAND_AND_WALES)
        return Limit(n=span.n, unit=span.unit), due
    for mention in tellings.days(paper, block.start, block.end):
        if _BY.search(text[: mention.start - block.start]):
            return _until(mention, started)
    return None


def _until(mention: TimeMention, started: Moment) -> tuple[Limit, date] | None:
    due = mention.from_
    if due is None or due <= started.on:
        return None
    return Limit(n=(due - started.on).days, unit=Unit.CALENDAR_DAYS), due


def _in_tables(tellings: Tellings, paper: Paper, policy: str) -> Iterable[Order]:
    """Rows of a table of actions or orders with a column of last days."""
    for block in paper.text.blocks:
        action, due = _cell(block.cells, _TABLE_ACTION), _cell(block.cells, _TABLE_DUE)
        if block.role is not Role.ROW or action is None or due is None or action is due:
            continue
        started = _started(tellings, paper, block.start if policy == ACTION else 0)
        if started is None:
            continue
        days = tellings.days(paper, due.start, due.start + len(due.text))
        limit = _until(days[0], started) if len(days) == 1 else None
        told = _cell([cell for cell in block.cells if cell not in (action, due)], _TABLE_DONE)
        state, done = _done(tellings, paper, told) if told else ("open", None)
        if limit is None or state == "unclear" or _OVER_AND_OVER.search(action.text):
            continue
        owner = _cell([cell for cell in block.cells if cell is not action], _TABLE_OWNER)
        number = re.match(r"\W*([A-Z]?\d{1,2})\b", action.text)
        first = block.cells[0].text.strip()
        label = number[1] if number else first if re.fullmatch(r"[A-Z]?\d{1,2}\.?", first) else ""
        words = " ".join(action.text.split())[len(number[0]) if number else 0 :].lstrip(" .:)-–")
        yield Order(
            policy=policy,
            words=words,
            owner=owner.text if owner else "",
            section=f"{'order' if policy == ORDER else 'action'} {label}".strip(),
            started=started,
            limit=limit[0],
            due=limit[1],
            done=done,
            document=paper.document.id,
            start=block.start,
            end=block.end,
        )


def _cell(cells: Sequence[Cell], header: re.Pattern[str]) -> Cell | None:
    return next((cell for cell in cells if cell.text.strip() and _headed(cell.header, header)), None)


@lru_cache(maxsize=1024)
def _headed(words: str, header: re.Pattern[str]) -> bool:
    return header.search(words) is not None


def _done(tellings: Tellings, paper: Paper, cell: Cell) -> tuple[str, date | None]:
    """What the cell beside an action says of it: open, done on a day, or unclear (done, but not when)."""
    days = tellings.days(paper, cell.start, cell.start + len(cell.text))
    said = bool(_DONE.search(cell.text) or (_DONE.search(cell.header) and days)) and not _NOT_YET.search(cell.text)
    if not said:
        return "open", None
    return ("done", days[-1].from_) if days else ("unclear", None)
