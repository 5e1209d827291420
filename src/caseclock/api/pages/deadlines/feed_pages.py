"""The calendar of all one's cases, for programs that cannot log in: the address itself is the secret."""

import time
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from caseclock.api.auth.identify import refuse
from caseclock.api.auth.principals import Principal
from caseclock.api.making.make import Ask
from caseclock.api.pages.deadlines.deadlines_feed import feed, feed_owner
from caseclock.api.pages.deadlines.deadlines_kept import ask_of, made_soon
from caseclock.api.problems import Problem, unavailable
from caseclock.api.routes.cases import CaseView, list_cases
from caseclock.api.service import Service, service_of
from caseclock.api.store.audit import Action
from caseclock.models.chronology import Chronology

router = APIRouter(include_in_schema=False)
_PAGE = 200
_WAIT_SECONDS = 15.0
_AGAIN_SECONDS = 60


@router.get("/calendar/{token}.ics")
def calendar_feed(request: Request, token: Annotated[str, Path(max_length=200)]) -> Response:
    """The deadlines of all open cases of whoever the address belongs to, people named as they may see them."""
    service = service_of(request)
    who = feed_owner(service, token)
    if who is None:
        told = "There is no calendar here, or no longer: make a new address on the page Deadlines of caseclock."
        refuse(request, Problem(404, "not-found", "Not found", told), "calendar-not-good")
    cases = _open_cases(request, who)
    asks = [ask_of(request, who, case.id, Action.CHRONOLOGY_EXPORTED) for case in cases]
    made = _made(service, asks)
    rows = [(case.id, case.reference, one) for case, one in zip(cases, made, strict=True)]
    headers = {"Content-Disposition": 'inline; filename="deadlines.ics"', "Cache-Control": "private, no-cache"}
    return Response(feed(rows, service.settings.url), media_type="text/calendar", headers=headers)


def _open_cases(request: Request, who: Principal) -> list[CaseView]:
    """Every open case of theirs whose chronology can be made."""
    found: list[CaseView] = []
    cursor = None
    while True:
        some = list_cases(request, who, query="", closed=False, cursor=cursor, limit=_PAGE)
        found += [case for case in some.cases if not case.problem]
        cursor = some.next
        if cursor is None:
            return found


def _made(service: Service, asks: list[Ask]) -> list[Chronology]:
    """The chronologies. Raises Problem 503 if one takes long: a calendar program then keeps what it has, where it would
    drop the events of a case that is missing."""
    end = time.monotonic() + _WAIT_SECONDS
    found = [made_soon(service, ask) for ask in asks]  # begins everything that has to be made
    for number, ask in enumerate(asks):
        if found[number] is None:
            found[number] = made_soon(service, ask, max(0.0, end - time.monotonic()))
    if any(data is None for data in found):
        raise unavailable("The deadlines are being worked out: ask again in a minute.", _AGAIN_SECONDS)
    return [Chronology.model_validate_json(data) for data in found if data is not None]
