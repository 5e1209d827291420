"""Review: an entry that the program did not find, added by hand with the words of a paper that tell of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import Response

from caseclock.api.auth.principals import Principal
from caseclock.api.fields import Id
from caseclock.api.new_decisions import GivenPassage, NewAdd
from caseclock.api.pages.rendering import page
from caseclock.api.pages.review.review_case import (
    chronology_now,
    decide,
    decided,
    parties,
    review_frame,
    reviewer,
    told_by,
)
from caseclock.api.pages.review.review_correct_pages import CHOICES
from caseclock.api.pages.review.review_forms import WhenFields, given_when
from caseclock.api.pages.review.review_passages import before, found_words, nearest, stretch
from caseclock.api.pages.visiting import checked, problem_of
from caseclock.api.problems import Problem, invalid
from caseclock.api.routes.documents import read_text
from caseclock.api.store.tables import new_id
from caseclock.models.document import Status

router = APIRouter(prefix="/cases/{case}/review", include_in_schema=False)
CaseId = Annotated[Id, Path()]
Text = Annotated[str, Form()]
Texts = Annotated[list[str] | None, Form()]
Offset = Annotated[int, Query(ge=0, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class _Said:
    """What the form says. `near`: the offset at which the words were marked in the shown text."""

    words: str = ""
    near: str = ""
    when: WhenFields = field(default_factory=WhenFields)
    kind: str = ""
    types: Sequence[str] = ()
    summary: str = ""
    actor: str = ""
    recipients: Sequence[str] = ()
    reported: Sequence[str] = ()
    reported_on: Sequence[str] = ()
    why: str = ""
    once: str = ""


@router.get("/add")
def add_page(
    request: Request,
    case: CaseId,
    paper: Annotated[str, Query(max_length=64)] = "",
    start: Annotated[Offset, Query(alias="from")] = 0,
    find: Annotated[str, Query(max_length=2000)] = "",
) -> Response:
    """Choose the paper; then its text, and the form."""
    return _form(request, reviewer(request), case, paper, start, find=find)


@router.post("/add")
def add(
    request: Request, case: CaseId, csrf: Text = "", paper: Text = "", words: Text = "", near: Text = "",
    start: Text = "", end: Text = "", time: Text = "", exact: Text = "", kind: Text = "", types: Texts = None,
    summary: Text = "", actor: Text = "", recipients: Texts = None, reported: Texts = None, reported_on: Texts = None,
    why: Text = "", once: Text = "", at: Text = "0",
) -> Response:  # fmt: skip
    """An entry of one's own."""
    who = reviewer(request, csrf)
    review_frame(request, who, case)
    said = _Said(
        words, near, WhenFields(start, end, time, exact), kind, types or [], " ".join(summary.split()), actor,
        recipients or [], reported or [], reported_on or [], why, once,
    )  # fmt: skip
    try:
        now = chronology_now(request, who, case)
        new = _new(request, who, case, paper, said)
        made = decide(request, who, case, [new], once)
    except Problem as problem:
        return _form(request, who, case, paper, int(at) if at.isdecimal() else 0, problem, said)
    return decided(request, case, made, told_by(now).words(made[0].decision))


def _new(request: Request, who: Principal, case: str, paper: str, said: _Said) -> NewAdd:
    """The decision. Raises Problem 422 with every field that is wrong."""
    faults: list[dict[str, str]] = []
    passage = when = None
    try:
        passage = _passage(_text(request, who, case, paper), paper, said)
    except Problem as problem:
        faults += problem.fields or [{"field": "paper", "problem": problem.detail}]
    try:
        when = given_when(said.when)
    except Problem as problem:
        faults += problem.fields
    for name, told in (("kind", said.kind), ("summary", said.summary.strip())):
        if not told:
            faults.append({"field": name, "problem": _ASKED[name]})
    if faults or passage is None or when is None:
        every = invalid(faults[0]["problem"], faults[0]["field"])
        every.fields = faults
        raise every
    return checked(
        NewAdd,
        kind="add",
        entry_kind=said.kind,
        types=list(said.types) if said.kind == "incident" else [],
        when=when,
        summary=said.summary,
        actor=said.actor or None,
        recipients=list(said.recipients),
        reported=[(told, on or None) for told, on in _reports(said) if told],
        sources=[passage],
        why=said.why,
    )


_ASKED = {"kind": "Say what kind of thing it is.", "summary": "Say in a sentence what happened."}


def _reports(said: _Said) -> list[tuple[str, str]]:
    return list(zip_longest(said.reported, said.reported_on[: len(said.reported)], fillvalue=""))


def _passage(text: str, paper: str, said: _Said) -> GivenPassage:
    """The words where they stand in the paper. Raises Problem 422."""
    if not said.words.strip():
        raise invalid("Give the words of the paper that tell of it.", "words")
    places = found_words(text, said.words)
    if not places:
        raise invalid("The paper does not have these words one after the other: copy them as they stand.", "words")
    if len(places) > 1 and not said.near.isdecimal():
        told = f"These words stand {len(places)} times in the paper: add words before or after them."
        raise invalid(told, "words")
    start, end = nearest(places, int(said.near)) if len(places) > 1 else places[0]
    return GivenPassage(document=paper, start=start, end=end)


def _text(request: Request, who: Principal, case: str, paper: str) -> str:
    """The text of a paper. Raises Problem 404, 409."""
    return bytes(read_text(request, case, paper, who).body).decode()


def _form(
    request: Request,
    who: Principal,
    case: str,
    paper: str,
    start: int,
    problem: Problem | None = None,
    said: _Said | None = None,
    find: str = "",
) -> Response:
    frame = review_frame(request, who, case)
    now = chronology_now(request, who, case)
    papers = [one for one in now.documents if one.status is not Status.UNREADABLE]
    chosen = next((one for one in papers if one.id == paper), None)
    words: dict[str, Any] = {
        "papers": [(one.id, one.name) for one in papers],
        "paper": chosen,
        "form": said or _Said(once=new_id("o")),
        "faults": problem_of(problem) if problem is not None else {},
        "parties": parties(now),
        "agencies": [(one.id, one.name) for one in now.agencies],
        "find": find,
        **CHOICES,
    }
    if chosen is not None:
        words |= _shown_text(_text(request, who, case, paper), start, find)
    return page("review_add.html", problem=problem, **frame, **words)


def _shown_text(text: str, start: int, find: str) -> dict[str, Any]:
    """The part of the text that is shown: from `start`, or where the words that are looked for stand."""
    places = found_words(text, find, any_case=True)
    if places:
        line = text.rfind("\n", 0, places[0][0]) + 1
        start = max(line, places[0][0] - 400)
    part = stretch(text, start)
    found = [(a, b) for a, b in places if part.start <= a and b <= part.end]
    return {
        "stretch": part,
        "pieces": _pieces(text, part.start, part.end, found),
        "before": before(text, part.start) if part.start else None,
        "count": len(places),
    }


def _pieces(text: str, start: int, end: int, found: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is looked for."""
    pieces: list[tuple[str, bool]] = []
    at = start
    for first, last in found:
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    return [*pieces, (text[at:end], False)]
