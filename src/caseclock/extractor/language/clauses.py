"""A sentence cut into segments (one date each) and clauses (one act or one behaviour each)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from caseclock.extractor.language.acts import Act, find_acts, is_negated, is_unreal
from caseclock.extractor.language.behaviours import incident_types, speaks_of_incident
from caseclock.extractor.language.sentences import Boundary, Span, boundaries
from caseclock.extractor.language.telling_verbs import has_finite_verb
from caseclock.models.entry import IncidentType
from caseclock.models.mention import TimeMention, TimeRole

_LEADS = re.compile(
    r"^\W*(?:(?:and|but|then|again|also|later|that)\W+)*(?:(?:on|in|at|around|about|by|between|from|during|since|the|dated)\W+)*$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^\W*(?:(?:and|but|then|that)\W+)*(?:(?:on|in|at|around|about|between|from|during|the)\W+)*$", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:same (?:\w+ )?(?:as|points as)|as on|like|unlike|similar to|compared (?:to|with))\s*$", re.IGNORECASE
)
# A hearing that is listed for a day is an event of that day, though it lay ahead when the paper was written.
_LISTED = re.compile(r"\b(?:hearing|trial|return date|court)\b[^.;]*$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|til|to|before|by)\s+(?:\w+\s+)?$", re.IGNORECASE)
# "... summarised the conversation it had with her on 30 June": the date is that thing's alone. "Of" and "dated" always
# tie a date to the thing; "on" only after a preposition ("following the incident on ...") or in a clause about it.
_WORDS_BETWEEN = r"(?:(?!and\b|or\b|that\b|which\b|to\b)[\w’'-]+\s+){0,4}?"
_OWNER = r"(?:the|your|my|our|its|his|her|their|that|this|a|an|any|[\w’'-]+[’']s?)\s+"
_PAPER = (
    r"(?:letter|e-?mail|correspondence|response|reply|call|visit|meeting|decision|appointment|complaint|report|request|"
    r"application|form|message|warning|recommendation)s?\s+"
)
_HAPPENING = (
    r"(?:incident|hearing|attack|assault|conversation|correspondence|response|meeting|call|visit|"
    r"conviction|arrest|contact)s?\s+"
)
_ADVICE = r"(?:recommendation|advice|suggestion|instruction|decision|request|promise|undertaking)s?\s+"
_DATED_NOUN = re.compile(
    rf"\b(?:(?:following|with|about|to|regarding|re|concerning|for|since|of|in|including|from)\s+)?{_OWNER}{_WORDS_BETWEEN}"
    rf"(?:{_PAPER}|{_HAPPENING})(?:of|dated)\s+(?:the\s+)?$"
    rf"|\b(?:particularly |especially )?(?:following|about|regarding|concerning|since|of|in|"
    rf"from)\s+{_OWNER}{_WORDS_BETWEEN}"
    rf"{_HAPPENING}(?:(?:that|which)\s+(?:took place|happened|occurred|was held)\s+)?on\s+(?:the\s+)?$"
    rf"|\b(?:in line with|in accordance with|as per|despite|contrary to|against|following|further to)\s+"
    rf"{_OWNER}{_WORDS_BETWEEN}(?:{_HAPPENING}|{_ADVICE})(?:on|of|in)\s+(?:the\s+)?$"
    rf"|\b(?:of|about|in|from)\s+{_OWNER}{_WORDS_BETWEEN}(?:conversation|meeting|hearing|call|visit|incident)s?\s+"
    rf"(?:that|which)\s+(?:took place|happened|occurred|was held)\s+in\s+$"
    rf"|\b{_OWNER}{_WORDS_BETWEEN}{_HAPPENING}(?:that|which|it|she|he|they|you|we|I)\s+(?:[\w’'-]+\s+){{1,6}}?on\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "to ask what it meant to do following the service of the notice": the notice is only spoken of.
_SPOKEN_OF = re.compile(
    r"\b\w+\s+(?:following|about|regarding|concerning|because of|due to)\s+(?:(?:the|a|an|any|its|"
    r"his|her|their)\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(r"\W*(?:after|since|before)\b", re.IGNORECASE)
_TOLD_WHOM = re.compile(
    r"\W*(?:(?:to|told|reported to|the|my|your|our)\s+)*(?:police|council|landlord|housing|101|999"
    r"|noise team|environmental health)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\b(?:thank you|thanks|further|in (?:response|reply|answer))\W*$", re.IGNORECASE)
_LIST_MARK = re.compile(r"\s*(?:,|and|&|,\s*and)\s+(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
_WHEN = re.compile(r",?\s+when\b", re.IGNORECASE)
_BRACKETED = re.compile(r"(\s*\))[,;]?\s*(?:and\s+)?")
_ABOUT = re.compile(r",?\s+(about|of|that)\b", re.IGNORECASE)
_TOLD_OF = re.compile(
    r",?\s+[\w’' ]{0,40}?\b(?:told|described|mentioned|disclosed|spoke|complained)\b[\w’' ]{0,30}?\s(about|of|having)\b"
    r"(?![^.;]*(?:,|\band\b))",
    re.IGNORECASE,
)
# "On 20 March she reported abuse on the stairs on 18 March": the second day is that of what she reported.
_REPORTED = re.compile(
    r",?\s+[\w’' ]{0,40}?\breported\s+"
    r"(?!that\b|it\b|this\b|to\b|them\b|her\b|him\b|back\b|on\b|the (?:matter|incident)\b)"
    r"(?:to [\w’' ]{2,30}? )?",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:told|informed|rang|e-?mailed|texted|reported|phoned|described|mentioned|disclosed|wrote|complained|called|contacted)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:was|were|is|are|has|have|had|came|went)\b", re.IGNORECASE)
_NEW_SUBJECT = re.compile(r"(?:who|which|s?he|it|they|we|I|you|the|an?|his|her|their|its|[A-Z]\w+)\b")
_NEAR = 300  # characters: as far back as the clause before a date is looked for
_JOINS = frozenset({"semi", "commaand", "conj"})
_NEXT = re.compile(r"\b(?:next|following|later|after)\b", re.IGNORECASE)
# "It took you until 9 April to answer": it was answered then.
_TOOK_UNTIL = re.compile(r"\btook\b[^.;]{0,60}\buntil\s*$", re.IGNORECASE)
_NOT_UNTIL = re.compile(r"(?:\b(?:not|no|never)|n[’']t)\b[^.;]{0,200}\buntil\s*$", re.IGNORECASE)


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
    aside: bool = False  # the date of a thing spoken of, which does not govern what follows
    clock: TimeMention | None = None
    clauses: list[Clause] = field(default_factory=list)
    also: tuple[TimeMention, ...] = ()  # "on 19 and 21 January": the other days of the list


def governing(text: str, sentence: Span, times: Sequence[TimeMention]) -> list[TimeMention]:
    """The dates of a sentence that say when something in it happened."""
    kept = []
    for time in times:
        before = text[max(sentence.start, time.start - 140) : time.start]
        if time.clock_only or _COMPARED.search(before):
            continue
        happened = _LISTED.search(before) or _WHEN.match(text[time.end : time.end + 12])
        if time.role is TimeRole.DEADLINE and not happened:
            continue
        if time.bound == "until" and not (
            _NOT_UNTIL.search(before) or _TOOK_UNTIL.search(before) or _WHEN.match(text[time.end : time.end + 12])
        ):
            continue
        if time.bound == "since":
            continue
        if time.from_ is None:
            continue
        kept.append(time)
    return kept


def segments(text: str, sentence: Span, times: Sequence[TimeMention], speech: Sequence[Span] = ()) -> list[Segment]:
    """Cut a sentence so that each piece holds one governing date, then cut the pieces into clauses."""
    masked = [*speech, *(Span(t.start, t.end) for t in times)]
    marks = boundaries(text, sentence, masked)
    result = []
    for piece in _pieces_by_date(text, sentence, governing(text, sentence, times), marks):
        segment = Segment(piece.start, piece.end, piece.time, piece.aside, also=_listed_days(text, piece, times))
        clocks = (t for t in times if t.clock_only and piece.start <= t.start < piece.end and _begins(text, t))
        segment.clock = next(clocks, None)
        segment.clauses = _clauses(text, Span(piece.start, piece.end), marks, speech)
        if segment.clauses and piece.opener in ("that", "paren"):
            segment.clauses[0].opener = piece.opener
        result.append(segment)
    return result


@dataclass(frozen=True, slots=True)
class _ByDate:
    start: int
    end: int
    time: TimeMention | None
    aside: bool
    opener: str


def _listed_days(text: str, piece: _ByDate, times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The days that stand in a list with a stretch's own."""
    found: list[TimeMention] = []
    last = piece.time
    for time in times:
        if last is None or time.start < last.end or time.start >= piece.end or time.clock_only or time.from_ is None:
            continue
        if not _LIST_MARK.fullmatch(text[last.end : time.start]):
            break
        found.append(time)
        last = time
    return tuple(found)


def _pieces_by_date(
    text: str, sentence: Span, dates: Sequence[TimeMention], marks: Sequence[Boundary]
) -> list[_ByDate]:
    """The stretches of a sentence by the date that governs each; a thing spoken of with its date stands aside."""
    pieces: list[_ByDate] = []
    start, opener, time = sentence.start, "", None
    for number, date in enumerate(dates):
        noun = _dated_noun(text, Span(max(start, dates[number - 1].end if number else start), sentence.end), date)
        if noun is None:
            cut = _cut_between(text, marks, start, time, date) if time is not None else None
            if cut is None and time is None:
                cut = _cut_from_undated(
                    text, [m for m in marks if start < m.start and m.end <= date.start], start, date
                )
            if cut is not None:
                pieces.append(_ByDate(start, cut.start, time, False, opener))
                start, opener, time = cut.end, cut.name, date
            elif time is None:
                time = date
            continue
        if text[start : noun.start].strip():
            pieces.append(_ByDate(start, noun.start, time, False, opener))
        after = next((m for m in marks if m.start >= date.end and m.name != "dash"), None)
        later = dates[number + 1].start if number + 1 < len(dates) else sentence.end
        end = after.start if after is not None and after.start < later else (after.start if after else sentence.end)
        pieces.append(_ByDate(noun.start, end, date, True, "noun"))
        start, opener, time = (after.end, after.name, None) if after else (sentence.end, "", None)
    if text[start : sentence.end].strip():
        pieces.append(_ByDate(start, sentence.end, time, False, opener))
    return pieces


def _cut_from_undated(text: str, marks: Sequence[Boundary], start: int, date: TimeMention) -> Boundary | None:
    """Where a stretch begins whose date is not that of the clause before it: "She rang the police, who came the next
    day"; "She was rung at once but the meeting wasn't held until 7 May"; "He went on, and on 6 May he was arrested"."""
    near = [m for m in marks if m.start >= date.start - _NEAR]
    after_verb = [m for m in near if has_finite_verb(text[max(start, m.start - _NEAR) : m.start])]
    if after_verb and after_verb[-1].name in _JOINS and _LEADS.match(text[after_verb[-1].end : date.start]):
        return after_verb[-1]
    able = [m for m in after_verb if _NEW_SUBJECT.match(text, m.end) and has_finite_verb(text[m.end : date.start])]
    if not able:
        return None
    if _NOT_UNTIL.search(text[able[0].end : date.start]):
        return able[0]
    return able[-1] if _NEXT.search(date.quote) else None


def _dated_noun(text: str, within: Span, time: TimeMention) -> Boundary | None:
    """Where the noun phrase begins that alone has the date; None if the date is the whole stretch's.

    A phrase at the head of the stretch is its subject: then the stretch is about it, and the date is the stretch's."""
    match = _DATED_NOUN.search(text[max(within.start, time.start - 110) : time.start])
    if not match:
        return None
    start = max(within.start, time.start - 110) + match.start()
    head = start - within.start <= 12 and not _OPENING.search(text[within.start : start])
    return None if head else Boundary(start, start, "noun")


def _begins(text: str, time: TimeMention) -> bool:
    """Does a clock time say when something began, rather than how long it went on ("until ten past four")?"""
    return not _UNTIL.search(text[max(0, time.start - 24) : time.start])


def _cut_between(
    text: str, marks: Sequence[Boundary], begins: int, earlier: TimeMention, later: TimeMention
) -> Boundary | None:
    """Where the stretch of the earlier date ends. A date that leads its stretch has its words after it; one alone in
    brackets has them before it ("he spat at me (8 March), kicked the door (17 March)"), and what was told on a day
    about another day's doings is cut from it ("I told them this morning about the stones he threw on 10 July")."""
    closing = _BRACKETED.match(text[earlier.end : later.start])
    if closing and text[begins : earlier.start].rstrip().endswith("("):
        return Boundary(earlier.end + closing.end(1), earlier.end + closing.end(), "comma")
    told = _ABOUT.match(text[earlier.end : later.start])
    if told and _TELLS.search(text[begins : earlier.start]):
        return Boundary(earlier.end + told.start(1), earlier.end + told.start(1), "that")
    told = _TOLD_OF.match(text[earlier.end : later.start])
    if told and _OPENS.match(text[begins : earlier.start]):
        return Boundary(earlier.end + told.start(1), earlier.end + told.start(1), "that")
    told = _REPORTED.match(text[earlier.end : later.start])
    if told and _OPENS.match(text[begins : earlier.start]):
        return Boundary(earlier.end + told.end(), earlier.end + told.end(), "that")
    between = [m for m in marks if earlier.end <= m.start and m.end <= later.start]
    if _OPENS.match(text[begins : earlier.start]):
        between = [m for m in between if text[earlier.end : m.start].strip(" ,:;()-–—\n")]
    closed = text.rfind(")", earlier.end, later.start)
    after = [m for m in between if m.end > closed]
    between = after if closed >= 0 and after else between
    own = [m for m in between if m.name != "that" or not _RELATIVE.match(text, m.end)]
    between = own or between
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
    told = piece.opener == "paren" and _TOLD_WHOM.match(text[piece.start : piece.end])
    if piece.act is None and not piece.types and not piece.incident_word and not told:
        before.end = piece.end
        if before.act is None or before.negated:  # "did not answer ... until 5 May" says that it was answered then
            joined = _piece(text, before.start, piece.end, speech)
            before.act, before.types, before.negated = joined.act, joined.types, joined.negated
        return
    if (
        before.act is None
        and not before.types
        and not before.incident_word
        and not told
        and not _OTHER_TIME.match(text[piece.start : piece.end])
    ):
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
        if is_unreal(words, act.start) or _SPOKEN_OF.search(words[: act.start]):
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
