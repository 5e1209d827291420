"""What is due in many cases, from the chronologies that are kept: nobody waits while one is made."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import Request

from caseclock.api.answering import made, wanted
from caseclock.api.auth.principals import Principal
from caseclock.api.making.make import Ask, Form, Part
from caseclock.api.pages.deadlines.deadlines_view import Due, due_in
from caseclock.api.pages.seen import AS_IT_STANDS
from caseclock.api.problems import Problem
from caseclock.api.routes.cases import CaseView
from caseclock.api.service import Service, service_of
from caseclock.api.store.audit import Action
from caseclock.models.chronology import Chronology


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands. `dues` is None while its chronology is made, and if it could not be (`is_failed`)."""

    case: CaseView
    dues: tuple[Due, ...] | None
    is_failed: bool = False


def standings(request: Request, who: Principal, cases: Iterable[CaseView]) -> list[Standing]:
    """How each of the cases stands, in the order given, people named as the visitor may see them. What is not kept is
    begun to be made. That each was read is audited. Raises Problem 404 if they are no member of one."""
    service = service_of(request)
    listed = list(cases)
    asks = [ask_of(request, who, case.id, Action.CHRONOLOGY_READ) for case in listed]
    return [_standing(service, case, ask) for case, ask in zip(listed, asks, strict=True)]


def ask_of(request: Request, who: Principal, case: str, action: Action) -> Ask:
    """What to ask for to have the case's chronology as it stands, named as `who` may see people; audited as `action`.
    Raises Problem 404 if they are no member."""
    return wanted(request, case, who, AS_IT_STANDS, Form.JSON, Part(), action).ask


def made_soon(service: Service, ask: Ask, wait_seconds: float = 0.0) -> bytes | None:
    """The chronology's bytes if they are kept, or made within that time; else None, and its making goes on."""
    try:
        return made(service, ask, wait_seconds)
    except Problem as problem:
        if problem.status != 503:  # the process that made it ended: another one makes it when it is asked for again
            raise
        return None


def _standing(service: Service, case: CaseView, ask: Ask) -> Standing:
    name = f"{case.reference} {ask.tag}"
    dues = service.dues.get(case.id, name)
    if dues is not None:
        return Standing(case, dues)
    if case.problem:
        return Standing(case, None, is_failed=True)
    data = made_soon(service, ask)
    if data is None:
        return Standing(case, None)
    dues = due_in(case.id, case.reference, Chronology.model_validate_json(data))
    service.dues.hold(case.id, name, dues)
    return Standing(case, dues)
