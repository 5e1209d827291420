"""The case as the review pages look at it, and decisions on their way from a form to the list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy import select

from caseclock.api.answering import answer_chronology
from caseclock.api.auth.identify import refuse
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.making.make import Form, Part
from caseclock.api.new_decisions import Anything
from caseclock.api.pages.rendering import page
from caseclock.api.pages.review.review_decided import called, decided_on
from caseclock.api.pages.review.review_needs import Doubts, Row, rows, seen_as
from caseclock.api.pages.review.review_words import Told
from caseclock.api.pages.seen import AS_IT_STANDS, seen_chronology
from caseclock.api.pages.visiting import case_frame, visitor
from caseclock.api.paging import MOST
from caseclock.api.problems import Problem, forbidden
from caseclock.api.routes.decisions import KeptDecision, list_decisions, make_decision
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.wording import listed
from caseclock.models.chronology import Chronology
from caseclock.models.decision import Decision, Undo
from caseclock.models.entry import Entry
from caseclock.models.link import Reasons

_PARTIES = {"complainant": "The complainant", "respondent": "The respondent", "other": "Somebody else"}
MASKED = (
    "You were given this case with names hidden, and whoever decides must see the papers: ask a caseworker of the case."
)
_CLOSED = "Nothing can be decided while the case is closed: open it again first, on its page “Case”."


@dataclass(frozen=True)
class Reviewing:
    """A case under review: its chronology as it stands, why accounts are together or apart, and what was decided."""

    chronology: Chronology
    reasons: Reasons
    kept: tuple[KeptDecision, ...]
    names: Mapping[str, str]  # of those who decided, by id

    @cached_property
    def rows(self) -> list[Row]:
        """Every entry, in the order in which they are looked at."""
        holding = [one.decision for one in self.kept if one.holds and one.unfit is None]
        return rows(self.chronology, self.reasons, decided_on(self.chronology.entries, holding))

    @cached_property
    def doubts(self) -> Doubts:
        """What the program was unsure of."""
        return Doubts(self.chronology, self.reasons)

    @cached_property
    def places(self) -> Places:
        """Names passages."""
        return Places(self.chronology.documents)

    @cached_property
    def told(self) -> Told:
        """Tells decisions."""
        return told_by(self.chronology, self.kept)

    def called(self, who: str | None) -> str:
        """An agency or party in words."""
        return called(self.told.agencies, who)

    def named(self, them: Iterable[str]) -> str:
        """Agencies and parties in words, each once."""
        return listed(list(dict.fromkeys(self.called(one) for one in them)))

    def row(self, entry: str) -> Row:
        """The row of an entry. Raises Problem 404."""
        found = next((row for row in self.rows if row.entry.id == entry), None)
        if found is None:
            raise gone()
        return found

    def who(self, decision: Decision) -> str:
        """The name of whoever decided."""
        return self.names.get(decision.by, decision.by)


def told_by(chronology: Chronology, kept: Sequence[KeptDecision] = ()) -> Told:
    """Tells decisions of this chronology."""
    return Told(
        {agency.id: agency.name for agency in chronology.agencies},
        {document.id: document.name for document in chronology.documents},
        {one.decision.id: one.decision for one in kept},
    )


def reviewer(request: Request, csrf: str | None = None) -> Principal:
    """Who decides. `csrf`: the form's. Raises Problem 401, 403."""
    return visitor(request, Scope.CHRONOLOGY_READ, Scope.DECISIONS_WRITE, csrf=csrf)


def review_frame(request: Request, who: Principal, case: str, **words: Any) -> dict[str, Any]:
    """The frame of a page on which something is decided. Raises Problem 403, 404, 409."""
    shown = case_frame(request, who, case, at="review", **words)
    if not shown["papers_open"]:
        refuse(request, forbidden(MASKED), "names-hidden", actor=who.id, about=case)
    if shown["case"].closed_at is not None:
        raise Problem(409, "case-closed", "The case is closed", _CLOSED)
    return shown


def reviewing(request: Request, who: Principal, case: str) -> Reviewing | None:
    """The case; None while its chronology is being made."""
    seen = seen_chronology(request, who, case)
    if seen is None:
        return None
    reasons = _reasons(request, who, case)
    kept = kept_decisions(request, who, case)
    if reasons is None:
        return None
    return Reviewing(seen.chronology, reasons, kept, names_of(request, kept))


def _reasons(request: Request, who: Principal, case: str) -> Reasons | None:
    action = Action.CHRONOLOGY_READ
    answer = answer_chronology(request, case, who, AS_IT_STANDS, Form.REASONS, Part(), action, None)
    return Reasons.model_validate_json(bytes(answer.body)) if answer.status_code == 200 else None


def kept_decisions(request: Request, who: Principal, case: str) -> tuple[KeptDecision, ...]:
    """Every decision of the case, in order."""
    found: list[KeptDecision] = []
    cursor: str | None = None
    while True:
        some = list_decisions(request, case, who, cursor, MOST)
        found += some.decisions
        cursor = some.next
        if cursor is None:
            return tuple(found)


def names_of(request: Request, kept: Sequence[KeptDecision]) -> dict[str, str]:
    """What those are called who decided, by their ids."""
    ids = {one.decision.by for one in kept}
    with service_of(request).database.transaction(relaxed=True) as session:
        users = session.scalars(select(tables.User).where(tables.User.id.in_(ids))).all()
        keys = session.scalars(select(tables.Key).where(tables.Key.id.in_(ids))).all()
        return {user.id: user.name or user.email for user in users} | {key.id: f"the key {key.name}" for key in keys}


# ---------------------------------------------------------------- decisions


def entry_as_seen(chronology: Chronology, entry: str, seen: str) -> Entry:
    """The entry, if it is as it was when the form was shown. Raises Problem 404, 409."""
    found = next((one for one in chronology.entries if one.id == entry), None)
    if found is None:
        raise gone()
    if seen != seen_as(found):
        told = "This entry was changed after you saw it. Here it is as it is now: look again, then decide."
        raise Problem(409, "changed-meanwhile", "Changed meanwhile", told)
    return found


def gone() -> Problem:
    """The entry is not in the chronology."""
    told = "It may have been merged with another one, split or rejected: see the list, and the history of decisions."
    return Problem(404, "not-found", "This entry is no longer there", told)


def chronology_now(request: Request, who: Principal, case: str) -> Chronology:
    """The chronology as it stands. Raises Problem 503 while it is being made."""
    seen = seen_chronology(request, who, case)
    if seen is None:
        told = "The chronology is being made: send it again in a moment."
        raise Problem(503, "unavailable", "Try again in a moment", told, headers={"Retry-After": "2"})
    return seen.chronology


def decide(
    request: Request, who: Principal, case: str, decisions: Sequence[Anything], once: str = ""
) -> list[KeptDecision]:
    """Puts the decisions on the list. `once`: the same form sent twice is one decision. Raises Problem."""
    made = []
    for number, new in enumerate(decisions):
        key = f"{once}-{number}" if once else None
        made.append(make_decision(request, Response(), case, new, who, key))
    return made


def is_by_script(request: Request) -> bool:
    """Does the page's own script ask? It is given pieces of pages."""
    return request.headers.get("HX-Request") == "true"


def decided(
    request: Request, case: str, made: Sequence[KeptDecision], words: str, back: str = "", entry: str = ""
) -> Response:
    """The answer to a form that went well: what was decided, and the list again. `entry`: to look at next."""
    ids = [one.decision.id for one in made]
    if is_by_script(request):
        kind = made[0].decision.kind
        told = {"said": words, "decisions": ids, "undo": kind == "undo", "entry": entry}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})
    query = urlencode([("done", id) for id in ids] + ([("show", back)] if back else []))
    return RedirectResponse(f"/cases/{case}/review?{query}", 303)


def part(
    request: Request, template: str, title: str, shown: Mapping[str, Any], problem: Problem | None = None, **words: Any
) -> Response:
    """A piece of a page: by itself for the script, else as a page of its own. `problem`: what went wrong."""
    whole = "review_piece.html" if is_by_script(request) else "review_page.html"
    faults = {one["field"]: one["problem"] for one in problem.fields} if problem is not None else {}
    return page(whole, problem=problem, **{**shown, "part": template, "title": title, "faults": faults, **words})


def being_made(request: Request, shown: Mapping[str, Any]) -> Response:
    """The answer while the chronology is being made."""
    if is_by_script(request):
        return Response(status_code=202, headers={"Retry-After": "1", "Cache-Control": "no-store"})
    return page("being_made.html", **shown)


def last_of_mine(kept: Sequence[KeptDecision], who: Principal) -> KeptDecision | None:
    """The decision that undoing takes back: the last one in force that this person made here, corrected papers and
    undoings apart."""
    for one in reversed(kept):
        if one.holds and one.decision.by == who.id and one.decision.kind not in ("undo", "correct"):
            return one
    return None


def parties(chronology: Chronology) -> list[tuple[str, str]]:
    """Who can have done something or been told: value and words."""
    return [*_PARTIES.items(), *((agency.id, agency.name) for agency in chronology.agencies)]


def undone_by(kept: Sequence[KeptDecision]) -> dict[str, KeptDecision]:
    """The undoing in force of each decision that is undone, by the decision's id."""
    return {one.decision.decision: one for one in kept if isinstance(one.decision, Undo) and one.holds}
