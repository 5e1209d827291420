"""Stated counts against entries: an agency that says that it had no reports, or few, in a period full of them."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from caseclock.extractor.findings.compared_words import quoted, stems
from caseclock.extractor.findings.duration_phrases import number_of
from caseclock.extractor.findings.passages import Passages, Sentence, discrepancy, unique_sources
from caseclock.extractor.findings.phrases import day_text
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.finding import Discrepancy
from caseclock.models.mention import TimeMention
from caseclock.models.source import Source

_THINGS = (
    r"(?:(?:further|more|other|new|recorded|such)\s+)?"
    r"(?:reports?|calls?|complaints?|incidents?|contacts?|allegations?|logs?|entries|submissions?|"
    r"(?:noise |sound |audio |app )?recordings?|(?:diary|log|nuisance) sheets?|e-?mails?)"
)
# "No recordings" is met by recordings only: the word in the statement, and what shows in the passage that tells of a
# report, or at the head of its paper, that the report came in that way.
_WAYS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"\brecordings?$", re.IGNORECASE), re.compile(r"\brecord(?:ing|ed)\b|\bclips?\b", re.IGNORECASE)),
    (
        re.compile(r"\bsheets?$", re.IGNORECASE),
        re.compile(r"\b(?:diary|diaries|(?:log|nuisance) sheet)", re.IGNORECASE),
    ),
    (re.compile(r"\be-?mails?$", re.IGNORECASE), re.compile(r"\be-?mail", re.IGNORECASE)),
)
_HEAD = 300  # characters of a paper that say what it is
_HAD = r"(?:receiv\w+|have|had|hold|get|got|record(?:ed)?|log(?:ged)?)"
_NONE = re.compile(
    r"\bno records?\s+(?:that|of)\s+(?:you|she|he|they|her|him|them|the \w+)\b[^.]{0,30}"
    r"\b(?:report|contact|call|complain|tell|told|rang|ring)"
    rf"|\b(?:no|not any|nil|zero|without any)\s+(?:record(?:s|ed)?\s+(?:of\s+)?(?:any\s+)?)?{_THINGS}\b"
    rf"|\b(?:not|n['’]t|never)\s+(?:\w+\s+){{0,3}}?{_HAD}\s+(?:any|a(?: single)?)\s+{_THINGS}\b"
    r"|\bnothing\s+(?:was|has been|had been|is)\s+(?:reported|logged|recorded)\b"
    r"|\bno one\s+(?:\w+\s+)?(?:reported|called|complained)\b",
    re.IGNORECASE,
)
_FEW = re.compile(
    r"\b(?:received|recorded|logged|holds?|shows?|have|has|had|were|was)\s+(?:only|just)\s+"
    rf"(?P<number>\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten)\s+{_THINGS}\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?|\bif\b|\bshould (?:you|there)\b|\bplease\b", re.IGNORECASE)
_SPEAKS_FOR_ITSELF = frozenset(
    {
        EntryKind.COMPLAINT_RESPONSE,
        EntryKind.AGENCY_ACTION,
        EntryKind.POLICE_ACTION,
        EntryKind.DECISION,
        EntryKind.CONTACT,
    }
)
_PARTIES = frozenset({"complainant", "respondent", "other"})
_CITED = 8
_MARGIN = 2  # reports more than stated before a small figure is questioned
_SHORTEST = 3  # days; "no reports on 3 May" is said of shifts and desks too often


def stated_counts(case: Passages) -> list[Discrepancy]:
    """Statements of an agency about the reports that it had in a period, against the reports in it; about="count"."""
    found = []
    for document in sorted(case.sentences):
        if case.papers[document].document.kind is DocumentKind.POLICY:
            continue
        for sentence in case.sentences[document]:
            stated = _stated(sentence)
            period = _period(case, sentence) if stated is not None else None
            if stated is not None and period:
                found.append(_checked(case, sentence, stated, period))
    return [finding for finding in found if finding is not None]


def _stated(sentence: Sentence) -> int | None:
    """How many reports the sentence says that there were, None if it says nothing like it."""
    found = _statement(sentence)
    if found is None or _ASKS.search(sentence.text):
        return None
    return number_of(found["number"]) if found.re is _FEW else 0


def _statement(sentence: Sentence) -> re.Match[str] | None:
    return _NONE.search(sentence.text) or _FEW.search(sentence.text)


def _period(case: Passages, sentence: Sentence) -> tuple[date, date] | None:
    """The period named in the sentence: "between ... and ...", "in June 2023"."""
    mentions = case.times_in(sentence.document, sentence.start, sentence.end)
    spans = [(t.from_, t.to) for t in mentions if t.from_ and t.to and (t.to - t.from_).days + 1 >= _SHORTEST]
    if len(spans) == 1:
        return spans[0]
    since = [t.from_ for t in mentions if t.bound == "since" and t.from_ and t.from_ == t.to]
    dated = case.papers[sentence.document].document.dated
    if not spans and len(since) == 1 and dated and (dated - since[0]).days >= _SHORTEST:
        return since[0], dated
    return None if spans else _between_days(sentence, mentions)


def _between_days(sentence: Sentence, mentions: Iterable[TimeMention]) -> tuple[date, date] | None:
    """Two days that "between" or "from" makes a period of."""
    days = [t.from_ for t in mentions if t.from_ and t.from_ == t.to]
    if len(days) != 2 or not re.search(r"\b(?:between|from)\b", sentence.text, re.IGNORECASE):
        return None
    first, last = sorted(days)
    return (first, last) if (last - first).days + 1 >= _SHORTEST else None


def _checked(case: Passages, sentence: Sentence, stated: int, period: tuple[date, date]) -> Discrepancy | None:
    """The finding, if the reports made to the agency that speaks are clearly more than it says."""
    agency = speaker(case, sentence)
    if agency is None:
        return None
    reports = _reports(case, sentence, agency, period, _types(sentence))
    days = {on for on, _ in reports}
    if not reports or (stated and len(days) < stated + _MARGIN):
        return None
    source = case.source(sentence.document, sentence.start, sentence.end)
    cited = unique_sources(s for _, s in reports)
    many = f"{len(cited)} passages" if len(cited) > 1 else "a passage"
    text = (
        f"{case.name(sentence.document)} says {quoted(sentence.text, 160)}, but {many} in other papers tell of reports "
        f"to it between {day_text(period[0])} and {day_text(period[1])}, on {_days_said(days)}."
    )
    return discrepancy("count", "count", (source, *cited[:_CITED]), text)


def _days_said(days: Iterable[date]) -> str:
    ordered = [day_text(day) for day in sorted(days)]
    return ", ".join(ordered) if len(ordered) <= 6 else f"{', '.join(ordered[:5])} and {len(ordered) - 5} other days"


def speaker(case: Passages, sentence: Sentence) -> str | None:
    """The agency whose paper it is: the one that acts in the statement, else the one that acts most in the paper."""
    here = [t.event for t in case.tellings if t.event.source.document == sentence.document]
    ours = [e for e in here if e.actor and e.actor not in _PARTIES and e.kind in _SPEAKS_FOR_ITSELF]
    at = [e.actor for e in ours if e.source.start < sentence.end and sentence.start < e.source.end]
    if at:
        return at[0]
    # The first letter in a paper's file is its own: what is quoted in it speaks for others.
    counts = Counter(e.actor for e in ours if e.actor and e.message == 0)
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return best[0][0] if best else None


def _types(sentence: Sentence) -> frozenset[IncidentType]:
    """What the reports are said to be of ("no reports of violence"); empty where it doesn't say."""
    of = re.search(rf"{_THINGS}\s+of\s+(?P<what>[^.,;]{{3,60}})", sentence.text, re.IGNORECASE)
    words = stems(of["what"]) if of else frozenset()
    return frozenset(t for t in IncidentType if stems(t.value.replace("_", " ")) & words)


def _reports(
    case: Passages, sentence: Sentence, agency: str, period: tuple[date, date], types: frozenset[IncidentType]
) -> list[tuple[date, Source]]:
    """The day and passage of each report to the agency within the period, from other papers."""
    statement = _statement(sentence)
    way = next((shown for said, shown in _WAYS if statement and said.search(statement[0])), None)
    found = []
    for item in case.linked:
        if item.entry.kind not in (EntryKind.INCIDENT, EntryKind.REPORT) or (
            types and not types & set(item.entry.types)
        ):
            continue
        for report in item.entry.reports:
            told = report.source
            elsewhere = told.document != sentence.document and told.document in case.papers
            if report.agency != agency or not elsewhere or not _came_so(case, told, way):
                continue
            if report.on and period[0] <= report.on <= period[1]:
                found.append((report.on, told))
    return sorted(found, key=lambda r: (r[0], r[1].document, r[1].start))


def _came_so(case: Passages, told: Source, way: re.Pattern[str] | None) -> bool:
    """Does a report show that it came in the way that a statement speaks of? Any does where it speaks of no way."""
    if way is None or way.search(told.quote):
        return True
    paper = case.papers[told.document]
    if paper.document.kind is DocumentKind.EMAIL:
        return bool(way.search("email"))
    return bool(way.search(f"{paper.document.name}\n{paper.text.text[:_HEAD]}"))
