"""A letter, notice or order under two dates, and one that was passed on before it was made."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.findings.compared_words import quoted
from caseclock.extractor.findings.passages import Passages, Telling, discrepancy
from caseclock.extractor.findings.phrases import day_text, listed
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind
from caseclock.models.finding import Discrepancy

_SORT = r"first|second|third|final|last|interim|further|new|formal|written|initial|revised|amended"
_NAME = re.compile(
    rf"\b(?P<sort>(?:(?:{_SORT})\s+)*)(?P<name>warning letter|closure letter|decision letter|letter of claim"
    r"|warning|acceptable behaviour (?:contract|agreement)|injunction(?: order)?|restraining order"
    r"|closure (?:order|notice)"
    r"|possession order|criminal behaviour order|community protection (?:warning|notice)"
    r"|notice (?:of )?seeking possession|NO?SP|notice to quit|undertaking)\b",
    re.IGNORECASE,
)
_ONE_NAME = {"nosp": "notice seeking possession", "nsp": "notice seeking possession",
             "notice of seeking possession": "notice seeking possession", "injunction order": "injunction",
             "warning": "warning letter"}  # fmt: skip
_GONE_OUT = re.compile(
    r"\b(?:sent|posted|served|issued|given|gave|went out|go out|delivered|hand(?:ed)? delivered|by hand|wrote)\b", re.I
)
_PASSED_ON = re.compile(
    r"\b(?:sent|shared|given|gave|handed|e-?mailed|provided|forwarded|passed|disclosed|copied|shown)\b", re.IGNORECASE
)
_MADE = re.compile(r"\b(?:made|granted|obtained|issued|signed|sealed|imposed|agreed)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:not|never|no record|will|would|shall|should|could|(?-i:may)|might|if|draft|unsealed|propos\w*|intend\w*"
    r"|ask(?:ed|ing)? for|appl(?:y|ied)|request\w*|due|next|breach\w*|follow\w*|since|after|replac\w*|another|again"
    r"|remain\w*|continu\w*|extend\w*|var(?:y|ied))\b",
    re.IGNORECASE,
)
_THERE = re.compile(r"\b(?:obtain\w*|grant\w*|made|in place|in force|issued|served|breach\w*)\b", re.IGNORECASE)
_ACTS = frozenset(
    {EntryKind.AGENCY_ACTION, EntryKind.POLICE_ACTION, EntryKind.ORDER, EntryKind.COURT, EntryKind.CONTACT,
     EntryKind.DECISION, EntryKind.OTHER}
)  # fmt: skip
_SLIP = 14  # days between two dates of one letter
_ALONE = 60  # days in which there must be no other of that name
_LONGEST = 90  # days between passing on and making


@dataclass(frozen=True, slots=True)
class _Named:
    """A passage that tells of a paper: which (`sort` is "final", "interim" or nothing), on what day."""

    name: str
    sort: frozenset[str]
    day: date
    telling: Telling


def named_papers(case: Passages) -> list[Discrepancy]:
    """Letters and orders whose dates differ by some days between papers (about="date"), and copies of orders passed on
    before the day on which the order was made ("other")."""
    told: dict[str, list[_Named]] = defaultdict(list)
    for telling in case.tellings:
        named = _named(telling)
        if named:
            told[named.name].append(named)
    for several in told.values():
        several.sort(key=lambda named: (named.day, named.telling.place))
    first = _first_there(case)
    found: list[Discrepancy | None] = []
    for name in sorted(told):
        found += _two_dates(case, told[name])
        found += _too_early(case, told[name], first.get(name, date.max))
    return [finding for finding in found if finding is not None]


def _named(telling: Telling) -> _Named | None:
    """What a passage tells of a paper; None for passages of several, or of none, or without a day of their own."""
    event = telling.event
    if telling.day is None or event.kind not in _ACTS or event.negated or event.message:
        return None
    names = list(_NAME.finditer(event.source.quote))
    if len(names) != 1 or _NOT_YET.search(event.source.quote):
        return None
    name = names[0]["name"].lower()
    sort = frozenset(names[0]["sort"].lower().split()) - {"formal", "written"}
    return _Named(_ONE_NAME.get(name, name), sort, telling.day, telling)


def _agree(one: _Named, other: _Named) -> bool:
    """Can the two be one paper: no "final" against "interim"?"""
    return not one.sort or not other.sort or bool(one.sort & other.sort)


def _two_dates(case: Passages, told: list[_Named]) -> Iterable[Discrepancy | None]:
    """A later letter alone with its date for a paper that two or more papers date otherwise, by a few days."""
    gone = [n for n in told if _GONE_OUT.search(n.telling.event.source.quote) and n.telling.explicit]
    known = [n for n in gone if len(case.documents_of[n.telling.number]) > 1]
    by_day = {n.day: n for n in reversed(known)}
    for lone in gone:
        number, document = lone.telling.number, lone.telling.event.source.document
        if len(case.documents_of[number]) > 1 or case.in_row(lone.telling) or not _retells(case, lone):
            continue
        near = [n for day, n in by_day.items() if abs((day - lone.day).days) <= _ALONE and _agree(lone, n)]
        if len(near) != 1 or not 1 < abs((near[0].day - lone.day).days) <= _SLIP:
            continue
        other = near[0]
        if document in case.documents_of[other.telling.number]:
            continue
        others = [n for n in known if n.telling.number == other.telling.number]
        names = listed(sorted({case.name(n.telling.event.source.document) for n in others}))
        text = (
            f"The {lone.name} is put on {day_text(lone.day)} in {case.name(document)} "
            f"({quoted(lone.telling.event.source.quote)}) and on {day_text(other.day)} in {names} "
            f"({quoted(other.telling.event.source.quote)})."
        )
        sources = (lone.telling.event.source, *(n.telling.event.source for n in others[:3]))
        yield discrepancy("named paper", "date", sources, text)


def _retells(case: Passages, named: _Named) -> bool:
    paper = case.papers[named.telling.event.source.document].document
    kinds = (DocumentKind.LETTER, DocumentKind.REPORT, DocumentKind.COURT_DOCUMENT, DocumentKind.EMAIL)
    return paper.kind in kinds and paper.dated is not None and paper.dated > named.day


def _first_there(case: Passages) -> dict[str, date]:
    """The first day on which any passage has a paper of each name in being."""
    first: dict[str, date] = {}
    for telling in case.tellings:
        if telling.event.when.start and _THERE.search(telling.event.source.quote):
            for match in _NAME.finditer(telling.event.source.quote):
                name = _ONE_NAME.get(match["name"].lower(), match["name"].lower())
                first[name] = min(first.get(name, date.max), telling.event.when.start)
    return first


def _too_early(case: Passages, told: list[_Named], there: date) -> Iterable[Discrepancy | None]:
    """A copy that was passed on before any of that sort was made."""
    made = [n for n in told if _MADE.search(n.telling.event.source.quote)]
    for passed in told:
        quote = passed.telling.event.source.quote
        if not _PASSED_ON.search(quote) or passed in made or not passed.telling.explicit:
            continue
        if not passed.sort and there <= passed.day:
            continue  # some order of the kind was there: which is meant isn't said
        fit = sorted((n for n in made if _agree(passed, n)), key=lambda n: (n.day, n.telling.place))
        if not fit or fit[0].day <= passed.day or (fit[0].day - passed.day).days > _LONGEST:
            continue
        first = fit[0].telling.event.source
        text = (
            f"{case.name(passed.telling.event.source.document)} has the {passed.name} passed on by "
            f"{day_text(passed.day)} ({quoted(quote)}); {case.name(first.document)} has it made on "
            f"{day_text(fit[0].day)} ({quoted(first.quote)})."
        )
        yield discrepancy("too early", "other", (passed.telling.event.source, first), text)
