"""What is kept of many cases' chronologies, for lists: nothing is made here, so that a list is quick."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

from fastapi import Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseclock.api.access import day_of
from caseclock.api.auth.principals import Principal
from caseclock.api.making.inputs import inputs_of
from caseclock.api.making.make import Ask, Form, Part
from caseclock.api.making.memo import Asked
from caseclock.api.pages.cases.in_short import InShort, in_short
from caseclock.api.service import Service, service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.files.interface import Missing
from caseclock.api.store.tables import Names
from caseclock.models.chronology import Chronology


def kept_in_short(request: Request, who: Principal, cases: Sequence[str]) -> dict[str, InShort]:
    """The lines of those of the cases whose chronology is kept and has all that was read and decided, by id. People are
    named as `who` may see them; that the list was read is audited."""
    service = service_of(request)
    found: dict[str, InShort] = {}
    for case, ask in _asks(service, who, cases):
        line: InShort | None = service.lines.get(case, ask.tag)
        if line is None:
            data = _kept(service, ask)
            if data is None:
                continue
            line = in_short(Chronology.model_validate_json(data))
            service.lines.hold(case, ask.tag, line)
        found[case] = line
    if found:  # one row of the audit for the whole list
        with service.database.transaction(relaxed=True) as session:
            record(session, who.id, Action.CHRONOLOGY_READ, object="list", cases=" ".join(found))
    return found


def last_changes(session: Session, cases: Sequence[str]) -> dict[str, datetime]:
    """When each of the cases was made, or a paper or decision last came to it."""
    case, document, decision = tables.Case, tables.Document, tables.Decision
    papers = select(func.max(func.coalesce(document.done_at, document.uploaded_at)))
    decided = select(func.max(decision.at))
    rows = session.execute(
        select(
            case.id,
            func.greatest(
                case.created_at,
                case.closed_at,
                papers.where(document.case_id == case.id).scalar_subquery(),
                decided.where(decision.case_id == case.id).scalar_subquery(),
            ),
        ).where(case.id.in_(cases))
    )
    return {row[0]: row[1] for row in rows}


def _asks(service: Service, who: Principal, cases: Sequence[str]) -> list[tuple[str, Ask]]:
    """What is to be looked for: of those cases that `who` is a member of, and whose chronology was numbered."""
    case, member = tables.Case, tables.Member
    mine = (
        select(case, member.names)
        .join(member, member.case_id == case.id)
        .where(case.id.in_(cases), member.who == who.id, case.erased_at.is_(None))
    )
    with service.database.transaction(relaxed=True) as session:
        found = [(row.id, _ask(service, session, row, Names(names))) for row, names in session.execute(mine)]
    return [(one, ask) for one, ask in found if ask is not None]


def _ask(service: Service, session: Session, case: tables.Case, names: Names) -> Ask | None:
    """The chronology as it stands; None if nobody has asked for it yet."""
    known = service.memo.get(Asked(case.id, date.today(), None, None, None))
    if known is not None and known.revision == case.revision:
        return Ask(known.inputs, known.number, Form.JSON, Part(names=names))
    inputs = inputs_of(session, case, day_of(case, None), case.application_date, None)
    number = session.scalar(
        select(tables.Version.number).where(
            tables.Version.case_id == case.id, tables.Version.inputs_hash == inputs.hash
        )
    )
    return None if number is None else Ask(inputs, number, Form.JSON, Part(names=names))


def _kept(service: Service, ask: Ask) -> bytes | None:
    held = service.makers.held(ask)
    if held is None:
        with suppress(Missing):
            held = service.files.get(ask.file)
    return held
