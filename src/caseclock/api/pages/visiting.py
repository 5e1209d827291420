"""Who looks at a page, and the frame of the pages of one case: what it is called, and what this person may do in it."""

from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from caseclock.api.access import Access, access
from caseclock.api.auth.identify import identified, refuse
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.problems import Problem, forbidden, invalid
from caseclock.api.routes.cases import case_etag, case_view
from caseclock.api.service import service_of
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import User

Given = TypeVar("Given", bound=BaseModel)


def visitor(request: Request, *scopes: Scope, csrf: str | None = None) -> Principal:
    """Who looks at the page or sends its form, `csrf` being the form's. Raises Problem 401 (the log-in is shown),
    403."""
    who = identified(request, csrf)
    if not who.has(*scopes):
        told = "Your role may look at this case, but not do that: ask a caseworker of the case, or an administrator."
        refuse(request, forbidden(told), "scope", actor=who.id)
    return who


def frame(request: Request, who: Principal, **words: Any) -> dict[str, Any]:
    """What every page of somebody who is logged in shows. `words` are added."""
    with service_of(request).database.transaction(relaxed=True) as session:
        user = session.get(User, who.id)
        name = (user.name or user.email) if user is not None else who.id
    return {"csrf": who.csrf or "", "who": who, "called": name, "path": request.url.path, **words}


def case_frame(request: Request, who: Principal, case: str, at: str, **words: Any) -> dict[str, Any]:
    """The frame of a page of a case: `case` (a CaseView), `etag`, `names` (how people are named to this person),
    `papers_open` (may they see papers), `can` (what they may change: "case", "papers", "decisions"). `at`: which page
    of the case it is. `words` are added. Raises Problem 404 (audited) if they are no member of it."""
    with service_of(request).database.transaction(relaxed=True) as session:
        seen = access(request, session, who, case)
        record(session, who.id, Action.CASE_READ, case=case, what=at)
        shown = {
            "case": case_view(session, seen.case),
            "etag": case_etag(seen.case),
            "names": seen.names,
            "papers_open": seen.is_open,
            "can": _may(who, seen),
        }
    return frame(request, who, at=at, **shown, **words)


def _may(who: Principal, seen: Access) -> frozenset[str]:
    if seen.case.closed_at is not None:
        return frozenset({"case"} if who.has(Scope.CASES_WRITE) else ())
    may = {"case": who.has(Scope.CASES_WRITE), "papers": who.has(Scope.DOCUMENTS_WRITE)}
    may["decisions"] = who.has(Scope.DECISIONS_WRITE) and seen.is_open
    return frozenset(name for name, allowed in may.items() if allowed)


def checked(model: type[Given], **given: Any) -> Given:
    """A form's fields as the API takes them. Raises Problem 422 that names each field and says what to do."""
    try:
        return model(**given)
    except ValidationError as error:
        faults = [
            {"field": ".".join(map(str, fault["loc"])) or "form", "problem": _plainly(fault)}
            for fault in error.errors(include_url=False, include_context=True)
        ]
        problem = invalid(faults[0]["problem"], faults[0]["field"])
        problem.fields = faults
        raise problem from error


_PLAIN = {
    "string_too_short": "Fill this in.",
    "missing": "Fill this in.",
    "date_from_datetime_parsing": "Give a day, such as 3 March 2021.",
    "date_parsing": "Give a day, such as 3 March 2021.",
    "date_type": "Give a day, such as 3 March 2021.",
    "string_too_long": "This is too long: shorten it.",
    "enum": "Choose one of the list.",
    "literal_error": "Choose one of the list.",
}


def _plainly(fault: Any) -> str:
    """What is wrong with a field, in a sentence."""
    told = _PLAIN.get(fault["type"])
    if told is None:
        words = str(fault["msg"]).removeprefix("Value error, ")
        told = f"{words[:1].upper()}{words[1:]}"
    return told if told.endswith(".") else f"{told}."


def problem_of(problem: Problem) -> dict[str, str]:
    """What is wrong, by field."""
    return {one["field"]: one["problem"] for one in problem.fields}
