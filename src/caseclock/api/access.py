"""A case is seen only by its members; to everybody else it is not there."""

from dataclasses import dataclass
from datetime import date

from fastapi import Request
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from caseclock.api.auth.identify import refuse
from caseclock.api.auth.principals import Principal
from caseclock.api.problems import Problem, forbidden, not_found
from caseclock.api.store import tables
from caseclock.api.store.tables import Names

_STRICTNESS = [Names.FULL, Names.THIRD_PARTIES, Names.INITIALS, Names.MASKED]


def stricter(asked: Names, granted: Names) -> Names:
    """What shows no more than either of the two. Initials leave addresses in, which third parties masked take out, and
    hide parties, whom that names: of these two together, only masked shows no more than both."""
    if {asked, granted} == {Names.THIRD_PARTIES, Names.INITIALS}:
        return Names.MASKED
    return max(asked, granted, key=_STRICTNESS.index)


@dataclass(frozen=True, slots=True)
class Access:
    """A case and how a member may see it."""

    case: tables.Case
    names: Names

    def names_shown(self, asked: Names) -> Names:
        """How people are named: as asked, but never more openly than was granted."""
        return stricter(asked, self.names)

    @property
    def is_open(self) -> bool:
        """May papers themselves be seen, which name people?"""
        return self.names is Names.FULL


def access(
    request: Request, session: Session, who: Principal, case: str, *, change: bool = False, what: str = "case"
) -> Access:
    """The case, if `who` is a member of it. `change`: its row is locked until the transaction ends, and a closed case
    is refused. Raises Problem 404 (audited) if they are none or there is none; 409 if it is closed. `what`: which
    thing of the case is asked for, so that the answer is the same where that thing is not there."""
    query = (
        select(tables.Case, tables.Member.names)
        .join(tables.Member, tables.Member.case_id == tables.Case.id)
        .where(tables.Case.id == case, tables.Member.who == who.id, tables.Case.erased_at.is_(None))
    )
    found = session.execute(query.with_for_update(of=tables.Case) if change else query).first()
    if found is None:
        session.rollback()  # gives its connection back: what is refused is audited with one of its own
        refuse(request, not_found(what), "not-a-member", actor=who.id, about=case)
    row, names = found
    if change and row.closed_at:
        raise Problem(409, "case-closed", "The case is closed", 'Open it again first: PATCH it with {"closed": false}.')
    return Access(row, Names(names))


def papers_allowed(request: Request, who: Principal, seen: Access) -> None:
    """Raises Problem 403 (audited) if the member may see people only masked: papers name them."""
    if not seen.is_open:
        problem = forbidden(
            "You were given this case with names hidden, and papers show them: ask for the chronology instead."
        )
        case = seen.case.id
        session = object_session(seen.case)
        if session is not None:
            session.rollback()
        refuse(request, problem, "names-hidden", actor=who.id, about=case)


def day_of(case: tables.Case, asked: date | None) -> date:
    """The day for which clocks are judged: the one asked for, the case's, else today."""
    return asked or case.as_of or date.today()
