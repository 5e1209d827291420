"""The chronology of a case as a page sees it."""

from dataclasses import dataclass

from fastapi import Request

from caseclock.api.answering import Question, answer_chronology
from caseclock.api.auth.principals import Principal
from caseclock.api.making.make import Form, Part
from caseclock.api.service import service_of
from caseclock.api.store.audit import Action
from caseclock.api.store.tables import Names
from caseclock.models.chronology import Chronology

AS_IT_STANDS = Question(as_of=None, application_date=None, policy=None, names=Names.FULL, version=None)


@dataclass(frozen=True, slots=True)
class Seen:
    """A chronology: `number` of its version, `waiting` papers that it does not have yet, `tag` that names its bytes."""

    chronology: Chronology
    number: int
    waiting: int
    tag: str


def seen_chronology(
    request: Request, who: Principal, case: str, question: Question = AS_IT_STANDS, part: Part | None = None
) -> Seen | None:
    """The chronology, with people named as the visitor may see them; None while it takes long to make: the page says
    so and asks again. `part`: only some of it. Raises Problem as the API does; that it was read is audited."""
    action = Action.CHRONOLOGY_READ
    answer = answer_chronology(request, case, who, question, Form.JSON, part or Part(), action, None)
    if answer.status_code == 202:
        return None
    tag = answer.headers["ETag"].strip('"')
    parsed = service_of(request).parsed
    return Seen(
        chronology=parsed.made(case, tag, lambda: Chronology.model_validate_json(bytes(answer.body))),
        number=int(answer.headers["Caseclock-Version"]),
        waiting=int(answer.headers["Caseclock-Waiting"]),
        tag=tag,
    )
