"""The days and policies that a page of findings is asked for: as the case has them, or others to see what would be."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from caseclock.api.answering import Question
from caseclock.api.fields import Day, Id
from caseclock.api.pages.visiting import checked
from caseclock.api.problems import Problem
from caseclock.api.routes.cases import CaseView
from caseclock.api.store.tables import Names

_CALLED = {"as_of": "As of", "application_date": "Application date"}


class Form(BaseModel):
    """The form's fields."""

    as_of: Day
    application_date: Day | None = None
    policy: list[Id] = Field(max_length=100)


@dataclass(frozen=True, slots=True)
class Asked:
    """What findings are asked for. `changes`: only what is not as the case has it."""

    as_of: date
    application_date: date | None
    policies: tuple[str, ...]
    changes: dict[str, Any]

    @property
    def question(self) -> Question:
        """For the chronology."""
        return Question(
            as_of=self.changes.get("as_of"),
            application_date=self.changes.get("application_date"),
            policy=self.changes.get("policies"),
            names=Names.FULL,
            version=None,
        )

    @property
    def address(self) -> str:
        """The query that asks for it again; "" for the case as it is."""
        if not self.changes:
            return ""
        given = {"as_of": self.as_of, "application_date": self.application_date or "", "policy": self.policies}
        return "?" + urlencode({"asked": 1, **given}, doseq=True)


def as_it_is(case: CaseView, today: date) -> Asked:
    """The days and policies of the case itself."""
    return Asked(case.as_of or today, case.application_date, tuple(case.policies), {})


def asked(case: CaseView, today: date, as_of: str, application_date: str, policy: list[str]) -> Asked:
    """What the form asks for. Raises Problem 422 that names the field."""
    own = as_it_is(case, today)
    must_apply = own.application_date is not None
    applied = application_date.strip() or ("" if must_apply else None)
    try:
        given = checked(Form, as_of=as_of.strip(), application_date=applied, policy=policy)
    except Problem as problem:
        raise _plainer(problem) from problem
    policies = tuple(dict.fromkeys(given.policy))
    changes: dict[str, Any] = {}
    if given.as_of != own.as_of:
        changes["as_of"] = given.as_of
    if given.application_date != own.application_date:
        changes["application_date"] = given.application_date
    if set(policies) != set(own.policies):
        changes["policies"] = list(policies)
    return Asked(given.as_of, given.application_date, policies, changes)


def _plainer(problem: Problem) -> Problem:
    """The same, told to somebody who filled in a form."""
    problem.fields = [
        {"field": one["field"], "problem": "Choose policies of the list."}
        if one["field"].startswith("policy")
        else {"field": one["field"], "problem": f"{_CALLED[one['field']]}: give a day, such as 3 March 2021."}
        for one in problem.fields
    ]
    return problem
