"""What falls due next across one's cases, and the address at which a calendar program fetches it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from caseclock.api.auth.identify import refuse
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.known_policies import every_policy
from caseclock.api.pages.deadlines.deadlines_feed import address, end_feed, has_feed, new_feed
from caseclock.api.pages.deadlines.deadlines_kept import standings
from caseclock.api.pages.deadlines.deadlines_view import by_pressing
from caseclock.api.pages.rendering import page
from caseclock.api.pages.visiting import frame, visitor
from caseclock.api.problems import forbidden
from caseclock.api.routes.cases import list_cases
from caseclock.api.service import service_of

router = APIRouter(include_in_schema=False)
_HERE = "/deadlines"
_AT_ONCE = 50
Field = Annotated[str, Form()]
Cursor = Annotated[str | None, Query(max_length=500)]


@router.get(_HERE)
def deadlines_page(request: Request, cursor: Cursor = None, ended: str = "") -> Response:
    """What is due, fifty cases at a time. `ended`: the calendar address was ended a moment ago."""
    who = visitor(request, Scope.CASES_READ, Scope.CHRONOLOGY_READ)
    return _shown(request, who, cursor, told="The calendar address works no more." if ended else "")


@router.get(f"{_HERE}/calendar")
def calendar_asked() -> Response:
    """The page on which an address is made; an address itself is shown once only."""
    return RedirectResponse(f"{_HERE}#calendar", 303)


@router.post(f"{_HERE}/calendar")
def send_calendar(request: Request, csrf: Field = "") -> Response:
    """A new address in the place of any before, shown this once."""
    who = _person(request, csrf)
    token = new_feed(service_of(request), who)
    return _shown(request, who, None, address=address(service_of(request), token))


@router.post(f"{_HERE}/calendar/end")
def send_end(request: Request, csrf: Field = "") -> Response:
    """The address is good no longer."""
    end_feed(service_of(request), _person(request, csrf))
    return RedirectResponse(f"{_HERE}?ended=1", 303)


def _person(request: Request, csrf: str) -> Principal:
    """Who sends a form. Raises Problem 403 for a key: it has no calendar."""
    who = visitor(request, Scope.CHRONOLOGY_READ, csrf=csrf)
    if who.session_hash is None:
        refuse(request, forbidden("A key has no calendar: log in as a person."), "no-person", actor=who.id)
    return who


def _shown(request: Request, who: Principal, cursor: str | None, told: str = "", address: str = "") -> Response:
    """The page. `told`: what was done a moment ago; `address`: the new one, to be copied."""
    cases = list_cases(request, who, query="", closed=False, cursor=cursor, limit=_AT_ONCE)
    found = standings(request, who, cases.cases)
    return page(
        "deadlines.html",
        **frame(request, who, told=told, address=address),
        groups=by_pressing(due for one in found for due in one.dues or ()),
        titles=_titles(request),
        being_made=[one.case for one in found if one.dues is None and not one.is_failed],
        failed=[one.case for one in found if one.is_failed],
        cases=len(found),
        today=date.today(),
        cursor=cursor or "",
        following=cases.next,
        has_feed=has_feed(service_of(request), who),
    )


def _titles(request: Request) -> dict[str, str]:
    """What each policy is called."""
    with service_of(request).database.transaction(relaxed=True) as session:
        return {policy.id: policy.title for policy in every_policy(session).values()}
