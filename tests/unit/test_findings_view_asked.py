"""The days and policies that a form asks for: only what differs from the case is asked otherwise."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from caseclock.api.pages.findings.findings_asked import as_it_is, asked
from caseclock.api.problems import Problem
from caseclock.api.routes.cases import CaseView, Papers

TODAY = date(2026, 6, 30)


def case(**changes: Any) -> CaseView:
    fields: dict[str, Any] = {
        "id": "c1",
        "reference": "AB/2021/44",
        "policies": ["statutory"],
        "application_date": date(2021, 10, 19),
        "as_of": None,
        "created_at": datetime(2026, 1, 1, tzinfo=UTC),
        "closed_at": None,
        "keep_until": None,
        "papers": Papers(total=0, waiting=0, unreadable=0),
        "is_up_to_date": True,
        "problem": None,
    }
    return CaseView(**(fields | changes))


def test_a_case_without_a_day_of_its_own_is_asked_for_today() -> None:
    found = as_it_is(case(), TODAY)
    assert (found.as_of, found.changes, found.address) == (TODAY, {}, "")
    assert (found.question.as_of, found.question.application_date, found.question.policy) == (None, None, None)


@pytest.mark.parametrize(
    ("as_of", "application_date", "policy", "changes"),
    [
        ("2026-06-30", "2021-10-19", ["statutory"], {}),
        ("2022-01-01", "2021-10-19", ["statutory"], {"as_of": date(2022, 1, 1)}),
        ("2026-06-30", "2021-03-03", ["statutory"], {"application_date": date(2021, 3, 3)}),
        ("2026-06-30", "2021-10-19", ["camden", "camden"], {"policies": ["camden"]}),
        ("2026-06-30", "2021-10-19", [], {"policies": []}),
    ],
    ids=["as it is", "another day", "another application", "another policy", "no policy"],
)
def test_what_is_asked_otherwise(as_of: str, application_date: str, policy: list[str], changes: dict[str, Any]) -> None:
    found = asked(case(), TODAY, as_of, application_date, policy)
    assert found.changes == changes
    assert found.question.policy == changes.get("policies")
    assert bool(found.address) == bool(changes)


def test_the_address_asks_for_the_same_again() -> None:
    found = asked(case(), TODAY, "2022-01-01", "2021-03-03", ["statutory", "camden"])
    assert found.address == "?asked=1&as_of=2022-01-01&application_date=2021-03-03&policy=statutory&policy=camden"


@pytest.mark.parametrize(
    ("as_of", "application_date", "policy", "fields"),
    [
        ("", "2021-10-19", [], ["as_of"]),
        ("2026-06-30", "", [], ["application_date"]),
        ("soon", "2021-02-30", [], ["as_of", "application_date"]),
        ("0021-01-01", "2021-10-19", [], ["as_of"]),
        ("2026-06-30", "2021-10-19", ["../x"], ["policy.0"]),
    ],
    ids=["empty", "no application date", "no days", "a year that is none", "no policy's id"],
)
def test_what_is_wrong_is_said_of_its_field(
    as_of: str, application_date: str, policy: list[str], fields: list[str]
) -> None:
    with pytest.raises(Problem) as wrong:
        asked(case(), TODAY, as_of, application_date, policy)
    assert wrong.value.status == 422
    assert [one["field"] for one in wrong.value.fields] == fields
    assert all(one["problem"].endswith(".") for one in wrong.value.fields)


def test_a_case_without_an_application_need_not_have_one_in_the_form() -> None:
    assert asked(case(application_date=None), TODAY, "2026-06-30", "", ["statutory"]).changes == {}
