"""Everything of a case as one archive: for a subject access request, or to move it to another service."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseclock.api.access import access, day_of, papers_allowed
from caseclock.api.answering import BEING_MADE, Making, made
from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Id
from caseclock.api.kept_papers import top_of
from caseclock.api.making.inputs import inputs_of, numbered, paper_file
from caseclock.api.making.make import Ask, Form
from caseclock.api.making.packed import unpack_papers
from caseclock.api.own_policies import newest_policies, shipped_toml
from caseclock.api.problems import answers
from caseclock.api.routes.cases import case_view
from caseclock.api.routes.documents import document_view
from caseclock.api.service import Service, service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, as_json, record
from caseclock.api.store.files.interface import Damaged, Missing
from caseclock.api.zipped_stream import Member, safe_name, zipped
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper

router = APIRouter(prefix="/api/v1/cases/{case}", tags=["chronology"])
CaseId = Annotated[Id, Path(description="the case's id")]
Reading = Annotated[Principal, Depends(needs(Scope.DOCUMENTS_READ, Scope.CHRONOLOGY_READ))]
_FORMS = (Form.JSON, Form.DOCX, Form.PDF, Form.XLSX)
_LOST = "The file is not in the store, or damaged there: take it from a backup, or add the paper again."
_ROWS = 500  # of the audit, at a time


@dataclass(slots=True)
class _Case:
    """What is to go into the archive."""

    id: str
    about: dict[str, Any]
    ask: Ask
    documents: list[tuple[dict[str, Any], str | None]]  # as the API gives it; the reading that has its text
    decisions: list[dict[str, Any]]
    own: dict[str, str]  # own policies as TOML, by id
    audited_to: int
    chronologies: dict[Form, bytes] = field(default_factory=dict)


@router.get(
    "/export.zip",
    responses={
        **answers(410),
        **BEING_MADE,
        200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}, "description": "all"},
    },
    response_class=Response,
)
def export_case(request: Request, case: CaseId, who: Reading) -> Response:
    """Everything of a case: what is known of it, each paper as it came and as text, the chronology in all forms, the
    decisions, the policies that were applied, and who did what. `documents.json` names the file of each paper."""
    service = service_of(request)
    with service.database.transaction() as session:
        seen = access(request, session, who, case)
        papers_allowed(request, who, seen)
        whole = _case(session, seen.case)
    for form in _FORMS:
        data = made(service, Ask(whole.ask.inputs, whole.ask.number, form))
        if data is None:
            told = Making().model_dump_json()
            return Response(told, 202, headers={"Retry-After": "2"}, media_type="application/json")
        whole.chronologies[form] = data
    with service.database.transaction() as session:
        record(session, who.id, Action.CASE_EXPORTED, case=case, object=f"version {whole.ask.number}")
    headers = {"Content-Disposition": f'attachment; filename="case-{case}.zip"'}
    return StreamingResponse(zipped(_members(service, whole)), media_type="application/zip", headers=headers)


def _case(session: Session, case: tables.Case) -> _Case:
    """Everything that the database has of the case."""
    document, decision, audit = tables.Document, tables.Decision, tables.Audit
    inputs = inputs_of(session, case, day_of(case, None), case.application_date, None)
    ask = Ask(inputs, numbered(session, inputs))  # before the versions are listed: it may be a new one
    rows = session.scalars(select(document).where(document.case_id == case.id).order_by(document.number)).all()
    bodies = session.scalars(select(decision.body).where(decision.case_id == case.id).order_by(decision.number))
    return _Case(
        id=case.id,
        about=_about(session, case),
        ask=ask,
        documents=[(_plain(document_view(row)), top_of(session, row).reading) for row in rows],
        decisions=list(bodies),
        own={id: row.toml for id, row in newest_policies(session).items()},
        audited_to=session.scalar(select(func.max(audit.number))) or 0,
    )


def _about(session: Session, case: tables.Case) -> dict[str, Any]:
    """The case itself, its members and versions."""
    member, version = tables.Member, tables.Version
    members = session.scalars(select(member).where(member.case_id == case.id).order_by(member.added_at, member.who))
    versions = session.scalars(select(version).where(version.case_id == case.id).order_by(version.number))
    return {
        **_plain(case_view(session, case)),
        "created_by": case.created_by,
        "members": [{"who": one.who, "names": one.names, "added_at": one.added_at.isoformat()} for one in members],
        "versions": [{"version": one.number, "made_at": one.made_at.isoformat()} for one in versions],
    }


def _members(service: Service, whole: _Case) -> Iterator[Member]:
    """The files of the archive in their order. Nothing is held while they are sent: a paper that is removed
    meanwhile is left out, and `documents.json`, the last of them, says so."""
    yield "case.json", [_json(whole.about)]
    for form, data in whole.chronologies.items():
        yield f"chronology.{form.value}", [data]
    yield "decisions.json", [_json(whole.decisions)]
    applied = Chronology.model_validate_json(whole.chronologies[Form.JSON]).case.policies
    for id in sorted({*applied, *whole.ask.inputs.policies}):
        if id in whole.own or id in load_policies():
            yield f"policies/{id}.toml", [(whole.own.get(id) or shipped_toml(id)).encode()]
    yield from _originals(service, whole)
    yield from _texts(service, whole)
    yield "audit.json", _audit(service, whole)
    yield "documents.json", [_json([view for view, _ in whole.documents])]


def _originals(service: Service, whole: _Case) -> Iterator[Member]:
    for view, _ in whole.documents:
        view["file"], view["file_problem"] = None, _LOST
        with suppress(Damaged, Missing), service.files.open(paper_file(whole.id, view["sha256"])) as chunks:
            path = f"documents/{view['id']}/{safe_name(view['name'])}"
            view["file"], view["file_problem"] = path, None
            yield path, _sound(chunks, view)


def _sound(chunks: Iterator[bytes], view: dict[str, Any]) -> Iterator[bytes]:
    """The chunks, up to where the file in the store is damaged if it is: the rest of the case is wanted nonetheless."""
    try:
        yield from chunks
    except (Damaged, Missing):
        view["file_problem"] = _LOST


def _texts(service: Service, whole: _Case) -> Iterator[Member]:
    """One reading at a time: it has the texts of a paper and of everything in it."""
    known = {view["id"]: view for view, _ in whole.documents}
    for view in known.values():
        view["text"] = None
    for reading in dict.fromkeys(reading for _, reading in whole.documents if reading):
        for paper in _papers(service, reading):
            view = known.get(paper.document.id, {"text": ""})
            if view["text"] is None:
                path = view["text"] = f"documents/{paper.document.id}.txt"
                yield path, [paper.text.text.encode("utf-8", "replace")]


def _papers(service: Service, reading: str) -> Sequence[Paper]:
    try:
        return unpack_papers(service.files.get(reading))
    except (Damaged, Missing):
        return ()


def _audit(service: Service, whole: _Case) -> Iterator[bytes]:
    """The rows as a list, some at a time."""
    last, begun = 0, False
    yield b"["
    while rows := _rows(service, whole, last):
        for row in rows:
            yield (",\n" if begun else "\n").encode() + json.dumps(as_json(row)).encode()
            begun = True
        last = rows[-1].number
    yield b"\n]\n"


def _rows(service: Service, whole: _Case, last: int) -> Sequence[tables.Audit]:
    audit = tables.Audit
    found = select(audit).where(audit.case_id == whole.id, audit.number > last, audit.number <= whole.audited_to)
    with service.database.transaction() as session:
        return session.scalars(found.order_by(audit.number).limit(_ROWS)).all()


def _plain(view: BaseModel) -> dict[str, Any]:
    return view.model_dump(mode="json")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
