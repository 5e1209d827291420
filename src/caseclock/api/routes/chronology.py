"""The chronology of a case in every form, its findings, its deadlines, its bundle, and what is drafted from it."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from caseclock.api.answering import BEING_MADE, Question, answer_chronology
from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Day, Id, Line, Natural
from caseclock.api.making.make import MEDIA_TYPES, Form, Part
from caseclock.api.problems import answers, invalid
from caseclock.api.store.audit import Action
from caseclock.api.store.tables import Names
from caseclock.extractor.exports.options import ColumnName
from caseclock.models.chronology import Chronology
from caseclock.models.entry import EntryKind

router = APIRouter(prefix="/api/v1/cases/{case}", tags=["chronology"])
CaseId = Annotated[Id, Path(description="the case's id")]
Reading = Annotated[Principal, Depends(needs(Scope.CHRONOLOGY_READ))]
IfNoneMatch = Annotated[str | None, Header(description="an ETag that you have: answered 304 if it is still so")]
_FORMS = (Form.DOCX, Form.PDF, Form.XLSX)
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


def _file_answers(media_type: str, told: str) -> dict[int | str, dict[str, Any]]:
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    known: dict[int | str, dict[str, Any]] = {304: {"description": "you have it already"}}
    return {**answers(409, 410), **BEING_MADE, **known, 200: {"content": content, "description": told}}


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
    return question_of(as_of, application_date, policy, names, version)


def question_of(
    as_of: date | None, application_date: date | None, policy: list[str] | None, names: Names, version: int | None
) -> Question:
    """What is asked. Raises Problem 422 for a version that is asked otherwise."""
    if version is not None and (as_of or application_date or policy):
        raise invalid("A version has its own dates and policies: ask for it without others.", "version")
    return Question(as_of, application_date, policy, names, version)


Asking = Annotated[Question, Depends(asking)]


def _parting(
    first: Annotated[Day | None, Query(alias="from", description="only entries from this day on")] = None,
    last: Annotated[Day | None, Query(alias="to", description="only entries up to this day")] = None,
    agency: Annotated[list[Line] | None, Query(max_length=50, description="only with these agencies")] = None,
    kind: Annotated[list[EntryKind] | None, Query(max_length=20, description="only of these kinds")] = None,
    findings: Annotated[bool, Query(description="with what follows from the chronology?")] = True,
    column: Annotated[
        list[ColumnName] | None, Query(max_length=6, description="columns of Word and PDF; event is always one")
    ] = None,
    bundle: Annotated[
        bool, Query(description="references to pages of the bundle (GET .../bundle.pdf) as well?")
    ] = False,
) -> Part:
    """A dependency: which part is asked for, and how it is to look. Raises Problem 422."""
    return part_of(first, last, agency or (), kind or (), findings, column or (), bundle)


def part_of(
    first: date | None,
    last: date | None,
    agencies: "list[str] | tuple[()]",
    kinds: "list[EntryKind] | tuple[()]",
    findings: bool,
    columns: "list[ColumnName] | tuple[()]",
    bundled: bool,
) -> Part:
    """Which part is asked for. Raises Problem 422 if its last day is before its first."""
    if first and last and last < first:
        raise invalid("The last day is before the first: change one of them.", "to")
    return Part(
        first=first,
        last=last,
        agencies=tuple(agencies),
        kinds=tuple(one.value for one in kinds),
        findings=findings,
        columns=tuple(column.value for column in ColumnName if column in columns),
        bundled=bundled,
    )


Parting = Annotated[Part, Depends(_parting)]


@router.get("/chronology", responses=_ANSWERS, response_model=None)
def read_chronology(
    request: Request,
    case: CaseId,
    who: Reading,
    question: Asking,
    part: Parting,
    format: Annotated[Literal["json", "docx", "pdf", "xlsx"], Query(description="the form")] = "json",
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The chronology as it stands, or a part of it. It is made when it is first asked for, and kept."""
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
    action = Action.CHRONOLOGY_EXPORTED
    return answer_chronology(request, case, who, question, Form.ICS, Part(), action, if_none_match)


@router.get(
    "/bundle.pdf",
    responses=_file_answers(MEDIA_TYPES[Form.BUNDLE], "the bundle"),
    response_class=Response,
)
def read_bundle(
    request: Request, case: CaseId, who: Reading, question: Asking, if_none_match: IfNoneMatch = None
) -> Response:
    """All papers of the case as one PDF with an index, bookmarks and a number on each page. With names hidden it holds
    the text of the papers without them, and nothing of the papers themselves."""
    action = Action.CHRONOLOGY_EXPORTED
    return answer_chronology(request, case, who, question, Form.BUNDLE, Part(), action, if_none_match)


@router.get(
    "/application.docx",
    responses=_file_answers(MEDIA_TYPES[Form.APPLICATION], "the draft"),
    response_class=Response,
)
def read_application(
    request: Request,
    case: CaseId,
    who: Reading,
    question: Asking,
    bundle: Annotated[bool, Query(description="references to pages of the bundle as well?")] = False,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """An application for an ASB case review, drafted in Word from the case, for the applicant to check and complete."""
    action = Action.CHRONOLOGY_EXPORTED
    part = Part(bundled=bundle)
    return answer_chronology(request, case, who, question, Form.APPLICATION, part, action, if_none_match)
