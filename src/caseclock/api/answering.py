"""How a question about a case comes to bytes: from memory, from the store, or made now. For routes and pages."""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from fastapi import Request, Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseclock.api.access import access, day_of, stricter
from caseclock.api.auth.principals import Principal
from caseclock.api.jobs.reading import waiting_papers
from caseclock.api.known_policies import check_known
from caseclock.api.making.inputs import inputs_of, numbered, remembered
from caseclock.api.making.make import MEDIA_TYPES, Ask, Form, MadeByAnother, Part
from caseclock.api.making.makers import BeingMade, MakerLost
from caseclock.api.making.memo import Asked, Known
from caseclock.api.problems import Problem, invalid, unavailable
from caseclock.api.quick import Answer, request_of
from caseclock.api.service import Service, service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, note_if_same, record
from caseclock.api.store.files.interface import Missing
from caseclock.api.store.tables import Names
from caseclock.extractor.exports.bundle import BundleError
from caseclock.extractor.exports.options import UnfitOptions
from caseclock.extractor.exports.views import UnfitFilter

PATIENCE_SECONDS = 25.0  # that people wait for an answer of the API


class Making(BaseModel):
    """It is being made, and kept when it is: ask again."""

    state: Literal["being made"] = "being made"


BEING_MADE: dict[int | str, dict[str, Any]] = {
    202: {"description": "it takes longer than people wait: ask again after `Retry-After` seconds", "model": Making}
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the case, the same for every way to a chronology."""

    as_of: date | None
    application_date: date | None
    policy: list[str] | None
    names: Names
    version: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the question comes to: what is to be made of which inputs, and what must still be so for the same answer."""

    ask: Ask
    known: Known
    granted: Names


def wanted(
    request: Request,
    case: str,
    who: Principal,
    question: Question,
    form: Form,
    part: Part,
    action: Action | None,
) -> Wanted:
    """What the question comes to; names are shown no more openly than was granted. `action`: audited as that (None:
    it was audited already). Raises Problem 404 if `who` is no member."""
    service = service_of(request)
    known, granted = _remembered(service, who, case, question, form, action) or _looked_up(
        request, service, who, case, question, form, action
    )
    part = replace(part, names=stricter(question.names, granted))
    return Wanted(Ask(known.inputs, known.number, form, part), known, granted)


def answer_chronology(
    request: Request,
    case: str,
    who: Principal,
    question: Question,
    form: Form,
    part: Part,
    action: Action,
    have: str | None,
) -> Response:
    """What was asked for; 202 while it is made, 304 if `have` is its ETag."""
    service = service_of(request)
    found = wanted(request, case, who, question, form, part, action)
    ask, known = found.ask, found.known
    headers = {
        "ETag": f'"{ask.tag}"',
        "Caseclock-Version": str(ask.number),
        "Caseclock-Waiting": str(known.waiting),
        "Cache-Control": "private, no-cache",
    }
    if have and _matches(have, ask.tag):
        return Response(status_code=304, headers=headers)
    data = made(service, ask)
    if data is None:
        return Response(Making().model_dump_json(), 202, headers={"Retry-After": "2"}, media_type="application/json")
    if form is not Form.JSON:
        headers["Content-Disposition"] = f'attachment; filename="{ask.download}"'
    answer = Response(data, media_type=MEDIA_TYPES[form], headers=headers)
    asked = request_of(request.scope)
    if service.quick is not None and asked is not None and question.version is None:
        service.quick.keep(asked, _to_be_kept(case, found, action, answer))
    return answer


def made(service: Service, ask: Ask, wait_seconds: float = PATIENCE_SECONDS) -> bytes | None:
    """The bytes; None if they take longer than that. Raises Problem."""
    try:
        return kept(service, ask) or service.makers.get(ask, wait_seconds)
    except BeingMade:
        return None
    except MakerLost as error:
        raise unavailable("The process that made it ended: ask again. If it ends again, ask for a part.") from error
    except MadeByAnother as error:
        told = "An earlier caseclock made this version, and it was not kept in this form: ask for the newest one."
        raise Problem(410, "version-gone", "Not to be had any more", told) from error
    except (UnfitFilter, UnfitOptions) as error:
        raise invalid(str(error)) from error
    except BundleError as error:
        raise Problem(409, "no-bundle", "No bundle could be made", str(error)) from error


def kept(service: Service, ask: Ask) -> bytes | None:
    """The bytes if they were made before. They are had from here: the makers may be busy with somebody's export."""
    held = service.makers.held(ask)
    if held is None:
        with suppress(Missing):
            held = service.files.get(ask.file)
            service.makers.hold(ask, held)
    return held


def _to_be_kept(case: str, found: Wanted, action: Action, answer: Response) -> Answer:
    """The answer, with all that must still be so for it to be given again."""
    return Answer(
        case=case,
        revision=found.known.revision,
        names=found.granted.value,
        today=found.known.today,
        action=action.value,
        about=f"version {found.known.number}",
        detail=json.dumps({"form": found.ask.form.value}),
        tag=found.ask.tag,
        headers=tuple(one for one in answer.raw_headers if one[0] != b"content-length"),
        body=bytes(answer.body),
    )


def _remembered(
    service: Service, who: Principal, case: str, question: Question, form: Form, action: Action | None
) -> tuple[Known, Names] | None:
    """What the question came to when it was last asked, if nothing about the case has changed since."""
    known = None if question.version is not None or action is None else service.memo.get(_asked(case, question))
    if known is None or action is None:
        return None
    with service.database.looking() as connection:
        told = f"version {known.number}"
        names = note_if_same(connection, known.revision, who.id, action, case, told, form=form.value)
    return (known, Names(names)) if names is not None else None


def _looked_up(
    request: Request,
    service: Service,
    who: Principal,
    case: str,
    question: Question,
    form: Form,
    action: Action | None,
) -> tuple[Known, Names]:
    """What the question comes to, remembered from now on."""
    asked = _asked(case, question)  # before the case is looked at: a day may begin meanwhile
    with service.database.transaction(relaxed=True) as session:
        seen = access(request, session, who, case)
        known = _known(session, seen.case, question)
        if action is not None:
            record(session, who.id, action, case=case, object=f"version {known.number}", form=form.value)
    if question.version is None and asked == _asked(case, question):
        service.memo.keep(asked, known)
    return known, seen.names


def _asked(case: str, question: Question) -> Asked:
    """What is asked of the case today."""
    policies = None if question.policy is None else tuple(question.policy)
    return Asked(case, date.today(), question.as_of, question.application_date, policies)


def _known(session: Session, case: tables.Case, question: Question) -> Known:
    """What the question comes to."""
    if question.version is not None:
        return _earlier(session, case, question.version)
    today = date.today()
    check_known(session, question.policy or ())
    application_date = question.application_date or case.application_date
    inputs = inputs_of(session, case, day_of(case, question.as_of), application_date, question.policy)
    return Known(today, case.revision, inputs, numbered(session, inputs), session.scalar(waiting_papers(case.id)) or 0)


def _earlier(session: Session, case: tables.Case, number: int) -> Known:
    """An earlier version, as it was."""
    row = session.get(tables.Version, (case.id, number))
    if row is None:
        raise Problem(404, "not-found", "Not found", "There is no such version: leave it out for the newest.")
    bodies = session.scalars(
        select(tables.Decision.body).where(tables.Decision.case_id == case.id).order_by(tables.Decision.number)
    ).all()
    return Known(
        date.today(), case.revision, remembered(row, bodies), row.number, session.scalar(waiting_papers(case.id)) or 0
    )


def _matches(have: str, tag: str) -> bool:
    return have.strip() == "*" or any(one.strip().removeprefix("W/") == f'"{tag}"' for one in have.split(","))
