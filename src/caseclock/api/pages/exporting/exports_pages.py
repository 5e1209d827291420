"""Asking for a chronology, a bundle or an application: the form, the making, and the file."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from caseclock.api.access import stricter
from caseclock.api.answering import answer_chronology, made, wanted
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Id
from caseclock.api.making.make import LEFT_OVER, Form, Part
from caseclock.api.pages.exporting.exports_asked import CALLED, Choice, What, usual_choice
from caseclock.api.pages.rendering import page
from caseclock.api.pages.saying import people_say
from caseclock.api.pages.seen import seen_chronology
from caseclock.api.pages.visiting import case_frame, checked, problem_of, visitor
from caseclock.api.problems import Problem
from caseclock.api.service import service_of
from caseclock.api.store.audit import Action
from caseclock.api.store.tables import Names
from caseclock.extractor.exports.mask_check import LeftOver
from caseclock.extractor.exports.options import TITLES, ColumnName
from caseclock.extractor.exports.wording import kind_words

router = APIRouter(prefix="/cases/{case}/exports", include_in_schema=False)
CaseId = Annotated[Id, Path()]
_MOMENT = 0.3  # seconds that the page waits for what may be there already
_TOLD = {
    Names.FULL: "As the papers name them.",
    Names.THIRD_PARTIES: "Parties and people in office are named; neighbours, relatives and witnesses are not.",
    Names.INITIALS: "Mr D.O. instead of the whole name.",
    Names.MASKED: "Consistent letters as ombudsmen use: Mr D, Neighbour 1. Addresses and numbers are taken out.",
}


@router.get("")
def exports_page(request: Request, case: CaseId) -> Response:
    """The form."""
    who = visitor(request, Scope.CHRONOLOGY_READ)
    framed = case_frame(request, who, case, "exports")
    return _form(request, who, case, framed, usual_choice(framed["names"]))


@router.get("/making")
def making_page(request: Request, case: CaseId) -> Response:
    """What was chosen, and how far the making is."""
    who = visitor(request, Scope.CHRONOLOGY_READ)
    framed = case_frame(request, who, case, "exports")
    choice = usual_choice(framed["names"])
    try:
        choice = _choice(request)
        state = _state(request, case, who, choice, _MOMENT)
    except Problem as problem:
        if problem.status != 422:
            raise
        return _form(request, who, case, framed, choice, problem)
    shown = stricter(choice.names, framed["names"])
    told = choice.told(framed["names"], shown)
    return page("export_making.html", **framed, **state, choice=choice, called_so=CALLED[choice.what], chosen=told)


@router.get("/state")
def making_state(request: Request, case: CaseId) -> Response:
    """How far the making is, for the page to show."""
    who = visitor(request, Scope.CHRONOLOGY_READ)
    choice = _choice(request)
    words = _state(request, case, who, choice, 1.0)
    return page("export_state.html", case={"id": case}, choice=choice, **words)


@router.get("/file")
def export_file(request: Request, case: CaseId) -> Response:
    """The file; or the page that waits for it."""
    who = visitor(request, Scope.CHRONOLOGY_READ)
    choice = _choice(request)
    action = Action.CHRONOLOGY_EXPORTED
    answer = answer_chronology(request, case, who, choice.question, choice.form, choice.part, action, None)
    if answer.status_code == 202:
        return Response(status_code=303, headers={"Location": f"/cases/{case}/exports/making?{choice.query}"})
    if "Content-Disposition" not in answer.headers:
        answer.headers["Content-Disposition"] = 'attachment; filename="chronology.json"'
    return answer


def _choice(request: Request) -> Choice:
    """What the address asks for. Raises Problem 422."""
    asked = request.query_params
    several = {name: asked.getlist(name) for name in ("agency", "kind", "column")}
    single = {name: asked[name] for name in ("what", "first", "last", "findings", "names", "bundle") if name in asked}
    return checked(Choice, **single, **several)


def _state(request: Request, case: str, who: Principal, choice: Choice, wait_seconds: float) -> dict[str, Any]:
    """Words for the state of the making. It begins with the first time that this is asked."""
    service = service_of(request)
    ask = wanted(request, case, who, choice.question, choice.form, choice.part, None).ask
    data = made(service, ask, wait_seconds)
    look_at: tuple[LeftOver, ...] = ()
    if data is not None and ask.part.names is not Names.FULL:
        checked_words = made(service, replace(ask, form=Form.LEFT_OVER, part=Part(names=ask.part.names)))
        if checked_words is None:
            return {"size": "", "file": ask.download, "look_at": (), "hidden": True}
        look_at = LEFT_OVER.validate_json(checked_words)
    return {"size": _size(data), "file": ask.download, "look_at": look_at, "hidden": ask.part.names is not Names.FULL}


def _size(data: bytes | None) -> str:
    """40 KB; nothing while it is made."""
    if data is None:
        return ""
    return f"{len(data) / 1_000_000:.1f} MB" if len(data) >= 1_000_000 else f"{max(len(data) // 1000, 1)} KB"


def _form(
    request: Request,
    who: Principal,
    case: str,
    framed: dict[str, Any],
    choice: Choice,
    problem: Problem | None = None,
) -> Response:
    seen = seen_chronology(request, who, case)
    if seen is None:
        return page("being_made.html", **framed)
    granted: Names = framed["names"]
    kinds = {entry.kind for entry in seen.chronology.entries}
    return page(
        "exports.html",
        problem,
        **framed,
        choice=choice,
        faults=problem_of(problem) if problem else {},
        seen=seen,
        called_so=[(what.value, words) for what, words in CALLED.items()],
        needs_papers={What.BUNDLE, What.BUNDLE_WITH},
        agencies=[(agency.name, agency.name) for agency in seen.chronology.agencies],
        kinds=[(kind.value, kind_words(kind)) for kind in sorted(kinds)],
        ways=[(one.value, f"{people_say(one)}. {_TOLD[one]}") for one in Names if stricter(one, granted) is one],
        columns=[(one.value, TITLES[one]) for one in ColumnName if one is not ColumnName.EVENT],
    )
