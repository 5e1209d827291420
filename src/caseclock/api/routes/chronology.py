"""The chronology of a case in every form, its findings and its deadlines."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseclock.api.access import access, day_of, stricter
from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Day, Id, Line, Natural
from caseclock.api.jobs.reading import waiting_papers
from caseclock.api.known_policies import check_known
from caseclock.api.making.inputs import inputs_of, numbered, remembered
from caseclock.api.making.make import MEDIA_TYPES, Ask, Form, MadeByAnother, Part
from caseclock.api.making.makers import BeingMade, MakerLost
from caseclock.api.making.memo import Asked, Known
from caseclock.api.problems import Problem, answers, invalid, unavailable
from caseclock.api.quick import Answer, request_of
from caseclock.api.service import Service, service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, note_if_same, record
from caseclock.api.store.files.interface import Missing
from caseclock.api.store.tables import Names
from caseclock.extractor.exports.views import UnfitFilter
from caseclock.models.chronology import Chronology
from caseclock.models.entry import EntryKind

router = APIRouter(prefix="/api/v1/cases/{case}", tags=["chronology"])
CaseId = Annotated[Id, Path(description="the case's id")]
Reading = Annotated[Principal, Depends(needs(Scope.CHRONOLOGY_READ))]
IfNoneMatch = Annotated[str | None, Header(description="an ETag that you have: answered 304 if it is still so")]
_FORMS = (Form.DOCX, Form.PDF, Form.XLSX)


class Making(BaseModel):
    """It is being made, and kept when it is: ask again."""

    state: Literal["being made"] = "being made"


BEING_MADE: dict[int | str, dict[str, Any]] = {
    202: {"description": "it takes longer than people wait: ask again after `Retry-After` seconds", "model": Making}
}
_FILES = {MEDIA_TYPES[form]: {"schema": {"type": "string", "format": "binary"}} for form in _FORMS}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    **answers(409, 410),
    **BEING_MADE,
    200: {
        "description": "the chronology. `Caseclock-Version` says which one; `Caseclock-Waiting` how many papers wait",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Chronology"}}, **_FILES},
    },
    304: {"description": "you have it already"},
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the case, the same for every way to a chronology."""

    as_of: date | None
    application_date: date | None
    policy: list[str] | None
    names: Names
    version: int | None


async def asking(
    as_of: Annotated[Day | None, Query(description="the day for which clocks are judged")] = None,
    application_date: Annotated[Day | None, Query(description="the day of the case review application")] = None,
    policy: Annotated[list[Id] | None, Query(max_length=100, description="policies, instead of the case's own")] = None,
    names: Annotated[
        Names, Query(description="how people are named; never more openly than you were granted")
    ] = Names.FULL,
    version: Annotated[Natural | None, Query(description="an earlier version, as it was")] = None,
) -> Question:
    """A dependency. Raises Problem 422 for a version that is asked otherwise."""
    if version is not None and (as_of or application_date or policy):
        raise invalid("A version has its own dates and policies: ask for it without others.", "version")
    return Question(as_of, application_date, policy, names, version)


Asking = Annotated[Question, Depends(asking)]


@router.get("/chronology", responses=_ANSWERS, response_model=None)
def read_chronology(
    request: Request,
    case: CaseId,
    who: Reading,
    question: Asking,
    format: Annotated[Literal["json", "docx", "pdf", "xlsx"], Query(description="the form")] = "json",
    first: Annotated[Day | None, Query(alias="from", description="only entries from this day on")] = None,
    last: Annotated[Day | None, Query(alias="to", description="only entries up to this day")] = None,
    agency: Annotated[list[Line] | None, Query(max_length=50, description="only with these agencies")] = None,
    kind: Annotated[list[EntryKind] | None, Query(max_length=20, description="only of these kinds")] = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The chronology as it stands, or a part of it. It is made when it is first asked for, and kept."""
    if first and last and last < first:
        raise invalid("The last day is before the first: change one of them.", "to")
    part = Part(first, last, tuple(agency or ()), tuple(one.value for one in kind or ()))
    form = Form(format)
    action = Action.CHRONOLOGY_READ if form is Form.JSON else Action.CHRONOLOGY_EXPORTED
    return answer_chronology(request, case, who, question, form, part, action, if_none_match)


@router.get(
    "/findings",
    responses={**answers(409, 410), **BEING_MADE},
    response_model=list[dict[str, Any]],
)
def read_findings(
    request: Request,
    case: CaseId,
    who: Reading,
    question: Asking,
    kind: Annotated[Literal["threshold", "delay", "gap", "discrepancy"] | None, Query()] = None,
) -> Response | list[dict[str, Any]]:
    """What follows from the chronology: thresholds, delays, gaps, discrepancies, as in `chronology.json`."""
    answer = answer_chronology(request, case, who, question, Form.JSON, Part(), Action.CHRONOLOGY_READ, None)
    if answer.status_code != 200:
        return answer
    found = Chronology.model_validate_json(bytes(answer.body)).findings
    return [one.model_dump(mode="json", by_alias=True) for one in found if kind in (None, one.kind)]


@router.get(
    "/deadlines.ics",
    responses={
        **answers(409, 410),
        **BEING_MADE,
        200: {"content": {"text/calendar": {"schema": {"type": "string"}}}, "description": "a calendar"},
        304: {"description": "you have it already"},
    },
    response_class=Response,
)
def read_deadlines(
    request: Request, case: CaseId, who: Reading, question: Asking, if_none_match: IfNoneMatch = None
) -> Response:
    """The deadlines of a case as a calendar."""
    return answer_chronology(request, case, who, question, Form.ICS, Part(), Action.CHRONOLOGY_EXPORTED, if_none_match)


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
    """What was asked for, from memory, from the store, or made now."""
    service = service_of(request)
    known, granted = _remembered(service, who, case, question, form, action) or _looked_up(
        request, service, who, case, question, form, action
    )
    part = Part(part.first, part.last, part.agencies, part.kinds, stricter(question.names, granted))
    ask = Ask(known.inputs, known.number, form, part)
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
        headers["Content-Disposition"] = f'attachment; filename="{_file_name(ask)}"'
    answer = Response(data, media_type=MEDIA_TYPES[form], headers=headers)
    asked = request_of(request.scope)
    if service.quick is not None and asked is not None and question.version is None:
        service.quick.keep(asked, _to_be_kept(case, known, granted, action, form, ask.tag, answer))
    return answer


def _to_be_kept(
    case: str, known: Known, granted: Names, action: Action, form: Form, tag: str, answer: Response
) -> Answer:
    """The answer, with all that must still be so for it to be given again."""
    return Answer(
        case=case,
        revision=known.revision,
        names=granted.value,
        today=known.today,
        action=action.value,
        about=f"version {known.number}",
        detail=json.dumps({"form": form.value}),
        tag=tag,
        headers=tuple(one for one in answer.raw_headers if one[0] != b"content-length"),
        body=bytes(answer.body),
    )


def _remembered(
    service: Service, who: Principal, case: str, question: Question, form: Form, action: Action
) -> tuple[Known, Names] | None:
    """What the question came to when it was last asked, if nothing about the case has changed since."""
    known = None if question.version is not None else service.memo.get(_asked(case, question))
    if known is None:
        return None
    with service.database.looking() as connection:
        told = f"version {known.number}"
        names = note_if_same(connection, known.revision, who.id, action, case, told, form=form.value)
    return (known, Names(names)) if names is not None else None


def _looked_up(
    request: Request, service: Service, who: Principal, case: str, question: Question, form: Form, action: Action
) -> tuple[Known, Names]:
    """What the question comes to, remembered from now on."""
    asked = _asked(case, question)  # before the case is looked at: a day may begin meanwhile
    with service.database.transaction(relaxed=True) as session:
        seen = access(request, session, who, case)
        known = _known(session, seen.case, question)
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


def made(service: Service, ask: Ask) -> bytes | None:
    """The bytes; None if they take longer than people wait. Raises Problem."""
    try:
        return _kept(service, ask) or service.makers.get(ask)
    except BeingMade:
        return None
    except MakerLost as error:
        raise unavailable("The process that made it ended: ask again. If it ends again, ask for a part.") from error
    except MadeByAnother as error:
        told = "An earlier caseclock made this version, and it was not kept in this form: ask for the newest one."
        raise Problem(410, "version-gone", "Not to be had any more", told) from error
    except UnfitFilter as error:
        raise invalid(str(error)) from error


def _kept(service: Service, ask: Ask) -> bytes | None:
    """The bytes if they were made before. They are had from here: the makers may be busy with somebody's export."""
    held = service.makers.held(ask)
    if held is None:
        with suppress(Missing):
            held = service.files.get(ask.file)
            service.makers.hold(ask, held)
    return held


def _matches(have: str, tag: str) -> bool:
    return have.strip() == "*" or any(one.strip().removeprefix("W/") == f'"{tag}"' for one in have.split(","))


def _file_name(ask: Ask) -> str:
    reference = "".join(c if c.isascii() and c.isalnum() else "-" for c in ask.inputs.reference).strip("-")[:60]
    what = "deadlines" if ask.form is Form.ICS else "chronology"
    return f"{what}-{reference or ask.inputs.case}-v{ask.number}.{ask.form.value}"
