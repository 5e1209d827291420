"""A sentence cut into segments (one date each) and clauses (one act or one behaviour each)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from caseclock.extractor.language.acts import Act, find_acts, is_negated, is_unreal
from caseclock.extractor.language.behaviours import incident_types, speaks_of_incident
from caseclock.extractor.language.sentences import Boundary, Span, boundaries, quoted_speech
from caseclock.models.entry import IncidentType
from caseclock.models.mention import TimeMention, TimeRole

_LEADS = re.compile(
    r"^\W*(?:(?:and|but|then|again|also|later|that)\W+)*(?:(?:on|in|at|around|about|by|between|from|during|since|the|dated)\W+)*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^\W*(?:(?:and|but|then|that)\W+)*(?:(?:on|in|at|around|about|between|from|during|the)\W+)*$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:same (?:\w+ )?(?:as|points as)|as on|like|unlike|similar to|compared (?:to|with))\s*$", re.IGNORECASE
)
# A hearing that is listed for a day is an event of that day, though it lay ahead when the paper was written.
_LISTED = re.compile(r"\b(?:hearing|trial|return date|court)\b[^.;]*$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|til|to|before|by)\s+(?:\w+\s+)?$", re.IGNORECASE)
# "... summarised the conversation it had with her on 30 June": the date is that thing's alone.
_DATED_NOUN = re.compile(
    r"\b(?:particularly |especially )?(?:(?:following|with|about|to|regarding|re|concerning|for|since|of|in|including|from)\s+)?"
    r"(?:the|your|my|our|its|his|her|their|that|this|a|an|any)\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:incident|hearing|attack|assault|conversation|letter|e-?mail|correspondence|response|reply|call|visit|meeting|"
    r"decision|appointment|complaint|report|request|application|form|message|conviction|arrest|recommendation|warning)s?\s+"
    r"(?:(?:that|which|it|she|he|they|you|we|I)\s+(?:[\w’'-]+\s+){1,6}?)?(?:of|dated|on|from|sent on|made on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WHEN = re.compile(r",?\s+when\b", re.IGNORECASE)
_NOT_UNTIL = re.compile(r"\b(?:not|n[’']t)\b[^.;]{0,120}\buntil\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Clause:
    """A stretch with at most one act. `types` are the incident types that its words tell of."""

    start: int
    end: int
    act: Act | None = None  # offsets relative to the clause's start
    types: tuple[IncidentType, ...] = ()
    incident_word: bool = False
    negated: bool = False
    opener: str = ""  # the kind of boundary before it: that, paren, ...


@dataclass(slots=True)
class Segment:
    """A stretch of a sentence that one date governs (None: no date of its own), with its clauses."""

    start: int
    end: int
    time: TimeMention | None
    clock: TimeMention | None = None
    clauses: list[Clause] = field(default_factory=list)


def governing(text: str, sentence: Span, times: Sequence[TimeMention]) -> list[TimeMention]:
    """The dates of a sentence that say when something in it happened."""
    kept = []
    for time in times:
        before = text[max(sentence.start, time.start - 140) : time.start]
        if time.clock_only or _COMPARED.search(before):
            continue
        if time.role is TimeRole.DEADLINE and not _LISTED.search(before):
            continue
        if time.bound == "until" and not (_NOT_UNTIL.search(before) or _WHEN.match(text[time.end : time.end + 12])):
            continue
        if time.bound == "since":
            continue
        if time.from_ is None:
            continue
        kept.append(time)
    return kept


def segments(
    text: str, sentence: Span, times: Sequence[TimeMention], speech: Sequence[Span] = ()
) -> list[Segment]:
    """Cut a sentence so that each piece holds one governing date, then cut the pieces into clauses."""
    dates = governing(text, sentence, times)
    masked = [*speech, *(Span(t.start, t.end) for t in times)]
    marks = boundaries(text, sentence, masked)
    cuts: list[Boundary] = []
    kept: list[TimeMention | None] = list(dates[:1])
    if dates and (noun := _dated_noun(text, sentence, dates[0])):
        cuts, kept = [noun], [None, dates[0]]
    for earlier, later in zip(dates, dates[1:], strict=False):
        begins = cuts[-1].end if cuts else sentence.start
        noun = _dated_noun(text, Span(earlier.end, sentence.end), later)
        mark = noun or _cut_between(text, marks, begins, earlier, later)
        if mark:
            cuts.append(mark)
            kept.append(later)
    edges = [(sentence.start, *[m.end for m in cuts]), ([*[m.start for m in cuts], sentence.end])]
    result = []
    for number, (start, end) in enumerate(zip(edges[0], edges[1], strict=True)):
        segment = Segment(start, end, kept[number] if kept else None)
        segment.clock = next((t for t in times if t.clock_only and start <= t.start < end and _begins(text, t)), None)
        segment.clauses = _clauses(text, Span(start, end), marks, speech)
        if segment.clauses and number and cuts[number - 1].name == "that":
            segment.clauses[0].opener = "that"
        if segment.clauses and number and cuts[number - 1].name == "paren":
            segment.clauses[0].opener = "paren"
        result.append(segment)
    return result


def _dated_noun(text: str, within: Span, time: TimeMention) -> Boundary | None:
    """Where the noun phrase begins that alone has the date; None if the date is the whole stretch's.

    A phrase at the head of the stretch is its subject: then the stretch is about it, and the date is the stretch's."""
    match = _DATED_NOUN.search(text[max(within.start, time.start - 110) : time.start])
    if not match:
        return None
    start = max(within.start, time.start - 110) + match.start()
    return Boundary(start, start, "noun") if start - within.start > 12 else None


def _begins(text: str, time: TimeMention) -> bool:
    """Does a clock time say when something began, rather than how long it went on ("until ten past four")?"""
    return not _UNTIL.search(text[max(0, time.start - 24) : time.start])


def _cut_between(
    text: str, marks: Sequence[Boundary], begins: int, earlier: TimeMention, later: TimeMention
) -> Boundary | None:
    """Where the stretch of the earlier date ends. A date that leads its stretch has its words after it."""
    between = [m for m in marks if earlier.end <= m.start and m.end <= later.start]
    if _OPENS.match(text[begins : earlier.start]):
        between = [m for m in between if text[earlier.end : m.start].strip(" ,:;()-–—\n")]
    if not between:
        return None
    last = between[-1]
    if _LEADS.match(text[last.end : later.start]):
        return last
    for strong in ("semi", "paren", "that", "commaand"):
        for mark in between:
            if mark.name == strong:
                return mark
    return between[0]


def _clauses(text: str, span: Span, marks: Sequence[Boundary], speech: Sequence[Span]) -> list[Clause]:
    inner = [m for m in marks if span.start < m.start and m.end < span.end]
    pieces: list[Clause] = []
    at, opener = span.start, ""
    for mark in [*inner, None]:
        end = mark.start if mark else span.end
        if text[at:end].strip():
            piece = _piece(text, at, end, speech)
            piece.opener = opener
            _take(text, pieces, piece, speech)
        at, opener = (mark.end, mark.name) if mark else (span.end, "")
    return pieces


def _take(text: str, pieces: list[Clause], piece: Clause, speech: Sequence[Span]) -> None:
    """A piece that tells of nothing by itself belongs to its neighbour; two that need each other are read as one."""
    if not pieces:
        pieces.append(piece)
        return
    before = pieces[-1]
    if piece.act is None and not piece.types and not piece.incident_word:
        before.end = piece.end
        if before.act is None:
            joined = _piece(text, before.start, piece.end, speech)
            before.act, before.types, before.negated = joined.act, joined.types, joined.negated
        return
    if before.act is None and not before.types and not before.incident_word:
        joined = _piece(text, before.start, piece.end, speech)
        joined.opener = before.opener
        pieces[-1] = joined
        return
    pieces.append(piece)


def _piece(text: str, start: int, end: int, speech: Sequence[Span]) -> Clause:
    words = _without_speech(text, start, end, speech)
    clause = Clause(start, end, types=incident_types(words), incident_word=speaks_of_incident(words))
    negated = None
    for act in find_acts(words):
        if is_unreal(words, act.start):
            continue
        if is_negated(words, act.start):
            negated = negated or act
            continue
        clause.act = act
        break
    if clause.act is None and negated is not None:
        clause.act, clause.negated = negated, True
    return clause


def _without_speech(text: str, start: int, end: int, speech: Sequence[Span]) -> str:
    """The words of a stretch with quoted speech blanked out (same length), white space evened out."""
    words = text[start:end]
    for span in speech:
        a, b = max(span.start, start) - start, min(span.end, end) - start
        if b - a > 24:
            words = words[:a] + " " * (b - a) + words[b:]
    return words.replace("\n", " ").replace("\xa0", " ")
