"""Decisions of a case: what people ruled, in order. The list only grows; a decision is taken back by another one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Request, Response
from pydantic import BaseModel, Field, TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from caseclock.api.access import Access, access, day_of, papers_allowed
from caseclock.api.answering import made
from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.deciding import Desk, decision_on_no_entry, gone, needs_chronology, passages
from caseclock.api.fields import Id
from caseclock.api.idempotency import IdempotencyKey, answered_before, hash_of, is_same_key, note_answer
from caseclock.api.kept_papers import kept_paper, storable, top_of
from caseclock.api.making.inputs import inputs_of, numbered
from caseclock.api.making.make import Ask, Form
from caseclock.api.new_decisions import EXAMPLE, Anything, GivenPassage, NewCorrect, NewDecision, NewUndo
from caseclock.api.paging import PAGE_SIZE, Cursor, Limit, cursor_of, place_of
from caseclock.api.problems import Problem, answers, invalid, unavailable
from caseclock.api.rulings_kept import keep_decision
from caseclock.api.service import Service, service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.extractor.language.account import Place
from caseclock.extractor.rulings import standing
from caseclock.models.chronology import Chronology
from caseclock.models.decision import Decision, Undo
from caseclock.models.document import Paper
from caseclock.models.source import Source

router = APIRouter(prefix="/api/v1/cases/{case}", tags=["decisions"])
CaseId = Annotated[Id, Path(description="the case's id")]
Reading = Annotated[Principal, Depends(needs(Scope.CHRONOLOGY_READ))]
Deciding = Annotated[Principal, Depends(needs(Scope.DECISIONS_WRITE))]
Given = Annotated[NewDecision, Body(openapi_examples={"another day": {"value": EXAMPLE}})]
_DECISION: TypeAdapter[Decision] = TypeAdapter(Decision)
_LONGEST = 20_000  # characters of a passage


class KeptDecision(BaseModel):
    """A decision as it is kept."""

    number: int = Field(description="its place in the order")
    holds: bool = Field(description="is it in force? No: a later one undid it")
    unfit: str | None = Field(description="why it could not be carried out; null: it was, or it is not known yet")
    decision: Decision


class DecisionList(BaseModel):
    """A page of decisions, in the order in which they were made."""

    decisions: list[KeptDecision]
    is_checked: bool = Field(description="was it seen which can be carried out? No: ask again in a moment")
    next: str | None


@router.get("/decisions", responses=answers())
def list_decisions(
    request: Request, case: CaseId, who: Reading, cursor: Cursor = None, limit: Limit = PAGE_SIZE
) -> DecisionList:
    """The decisions of a case, in order. They quote papers: only for members to whom people are named."""
    last = int(place_of(cursor, int)[0]) if cursor else 0
    rows, ask = _kept(request, case, who)
    unfit = _unfit(service_of(request), ask) if rows else {}
    views = [one for one in _views(rows, unfit or {}) if one.number > last]
    following = cursor_of(views[limit - 1].number) if len(views) > limit else None
    return DecisionList(decisions=views[:limit], is_checked=unfit is not None, next=following)


@router.get("/decisions/{decision}", responses=answers())
def read_decision(
    request: Request, case: CaseId, decision: Annotated[Id, Path(description="the decision's id")], who: Reading
) -> KeptDecision:
    """A decision."""
    rows, ask = _kept(request, case, who)
    if decision not in {row.id for row in rows}:
        raise Problem(404, "not-found", "Not found", "The case has no such decision: see the list of its decisions.")
    views = _views(rows, _unfit(service_of(request), ask) or {})
    return next(one for one in views if one.decision.id == decision)


@router.post("/decisions", status_code=201, responses=answers(409))
def make_decision(
    request: Request, response: Response, case: CaseId, new: Given, who: Deciding, key: IdempotencyKey = None
) -> KeptDecision:
    """Decide something. What it is about is named by its id in the chronology as it is now; the passages with which
    it is found again later are filled in."""
    service = service_of(request)
    asked = hash_of(case, "decision", new.model_dump(mode="json"))
    deciding = _Deciding(request, service, case, who, new, key, asked)
    answer = deciding.before()
    if answer is None:
        decision = deciding.decided()
        try:
            answer = deciding.kept(decision)
        except IntegrityError as error:
            if not is_same_key(error):
                raise
            answer = deciding.kept(decision)
        service.queue.assess(case)
    response.headers["Location"] = f"/api/v1/cases/{case}/decisions/{answer.decision.id}"
    return answer


class _Deciding:
    """A decision on its way from the request to the list. The case is not locked while its chronology is made."""

    def __init__(
        self,
        request: Request,
        service: Service,
        case: str,
        who: Principal,
        new: Anything,
        key: str | None,
        asked: str,
    ) -> None:
        self.request, self.service, self.case, self.who = request, service, case, who
        self.new, self.key, self.asked = new, key, asked
        self.ask: Ask | None = None
        self.readings: dict[str, str | None] = {}  # of the papers whose passages are named
        self.papers: dict[str, Paper | None] = {}

    def before(self) -> KeptDecision | None:
        """What the same request was answered before. Notes what the decision needs. Raises Problem."""
        with self.service.database.transaction() as session:
            seen = self._seen(session)
            answer = self._answered(session)
            if answer is None:
                self._check(session)
                self.readings = _readings(session, self.case, passages(self.new))
                if needs_chronology(self.new):
                    self.ask = _ask(session, seen, Form.JSON)
            return answer

    def decided(self) -> Decision:
        """The decision with everything filled in. Raises Problem 422, 503."""
        if self.ask is None:
            return decision_on_no_entry(self.new)
        data = made(self.service, self.ask)
        if data is None:
            raise unavailable("The chronology is being made: send the same decision again in a moment.", 5)
        return Desk(Chronology.model_validate_json(data), self._source).decision(self.new)

    def kept(self, decision: Decision) -> KeptDecision:
        """The decision on the list, with its answer noted."""
        with self.service.database.transaction() as session:
            self._seen(session)
            answer = self._answered(session)
            if answer is None:
                self._check(session)
                row = keep_decision(session, self.case, self.who.id, decision)
                kept = _DECISION.validate_python(row.body)
                answer = KeptDecision(number=row.number, holds=True, unfit=None, decision=kept)
                if self.key:
                    told = answer.model_dump(mode="json")
                    note_answer(session, self.who.id, self.key, self.asked, self.case, 201, told)
            return answer

    def _seen(self, session: Session) -> Access:
        seen = access(self.request, session, self.who, self.case, change=True)
        papers_allowed(self.request, self.who, seen)
        return seen

    def _answered(self, session: Session) -> KeptDecision | None:
        told = answered_before(session, self.who.id, self.key, self.asked) if self.key else None
        return None if told is None else KeptDecision.model_validate(told)

    def _check(self, session: Session) -> None:
        """Raises Problem 422 if a paper or decision that it names is not there."""
        if isinstance(self.new, NewCorrect) and session.get(tables.Document, (self.case, self.new.document)) is None:
            raise gone("paper", "document")
        if isinstance(self.new, NewUndo):
            undone = select(func.count()).where(
                tables.Decision.case_id == self.case, tables.Decision.id == self.new.decision
            )
            if not session.scalar(undone):
                raise invalid("The case has no such decision: see the list of its decisions.", "decision")

    def _source(self, field: str, given: GivenPassage) -> Source:
        """The passage with its page and words. Raises Problem 422."""
        document = given.document
        if document not in self.papers:
            reading = self.readings.get(document)
            self.papers[document] = kept_paper(self.service.files, reading, document)
        paper = self.papers[document]
        if paper is None:
            raise invalid("The case has no such paper, or it was not read: see the list of its papers.", field)
        source = Place(paper).source(given.start, min(given.end, len(paper.text.text)))
        if given.end > len(paper.text.text) or source.start >= source.end or source.end - source.start > _LONGEST:
            raise invalid("The paper has no such passage: read its text again, where offsets count from 0.", field)
        if given.quote is not None and given.quote.split() != source.quote.split():
            raise invalid("The paper reads otherwise there: read its text again, or leave the words out.", field)
        return source.model_copy(update={"quote": storable(source.quote)})


def _kept(request: Request, case: str, who: Principal) -> tuple[Sequence[tables.Decision], Ask]:
    """All decisions of the case, and how to ask which of them are unfit; that they were seen is audited."""
    with service_of(request).database.transaction() as session:
        seen = access(request, session, who, case)
        papers_allowed(request, who, seen)
        record(session, who.id, Action.CASE_READ, case=case, what="decisions")
        decisions = select(tables.Decision).where(tables.Decision.case_id == case).order_by(tables.Decision.number)
        return session.scalars(decisions).all(), _ask(session, seen, Form.UNFIT)


def _ask(session: Session, seen: Access, form: Form) -> Ask:
    case = seen.case
    inputs = inputs_of(session, case, day_of(case, None), case.application_date, None)
    return Ask(inputs, numbered(session, inputs), form)


def _readings(session: Session, case: str, given: Sequence[GivenPassage]) -> dict[str, str | None]:
    rows = {one.document: session.get(tables.Document, (case, one.document)) for one in given}
    return {document: None if row is None else top_of(session, row).reading for document, row in rows.items()}


def _unfit(service: Service, ask: Ask) -> dict[str, str] | None:
    """Why decisions could not be carried out, by their ids; None while that is being found out."""
    data = made(service, ask)
    if data is None:
        return None
    listed: list[dict[str, str]] = TypeAdapter(list[dict[str, str]]).validate_json(data)
    return {one["decision"]: one["why"] for one in listed}


def _views(rows: Sequence[tables.Decision], unfit: Mapping[str, str]) -> list[KeptDecision]:
    decisions = [_DECISION.validate_python(row.body) for row in rows]
    holds = _holding(decisions)
    return [
        KeptDecision(number=row.number, holds=holds(one), unfit=unfit.get(one.id), decision=one)
        for row, one in zip(rows, decisions, strict=True)
    ]


def _holding(decisions: Sequence[Decision]) -> Callable[[Decision], bool]:
    """Whether a decision is in force; of an undoing, whether no later one undid it."""
    held = {one.id for one in standing(decisions)[0]}
    undone: set[str] = set()
    for one in reversed(decisions):
        if isinstance(one, Undo) and one.id not in undone:
            undone.add(one.decision)
    return lambda one: one.id not in undone if isinstance(one, Undo) else one.id in held
