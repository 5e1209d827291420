"""The page of deadlines in its rarer states: some cases still being made, some that failed, more pages to come."""

from datetime import UTC, date, datetime
from typing import Any

from tests.made_chronology import made

from caseclock.api.auth.principals import Principal
from caseclock.api.pages.deadlines.deadlines_view import by_pressing, due_in
from caseclock.api.pages.rendering import page
from caseclock.api.routes.cases import CaseView, Papers
from caseclock.api.store.tables import Role

WAITS = CaseView(
    id="c9",
    reference="AB/2021/99",
    policies=[],
    application_date=None,
    as_of=None,
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
    closed_at=None,
    keep_until=None,
    papers=Papers(total=1, waiting=0, unreadable=0),
    is_up_to_date=True,
    problem=None,
)


def shown(**more: Any) -> str:
    words: dict[str, Any] = {
        "csrf": "proof",
        "who": Principal("u1", Role.CASEWORKER, frozenset()),
        "called": "Carol",
        "path": "/deadlines",
        "told": "",
        "address": "",
        "groups": by_pressing(due_in("c1", "AB/2021/44", made())),
        "titles": {"quarrybank-complaints": "Quarrybank complaints policy"},
        "being_made": [],
        "failed": [],
        "cases": 1,
        "today": date(2021, 11, 1),
        "cursor": "",
        "following": None,
        "has_feed": False,
    }
    return bytes(page("deadlines.html", **(words | more)).body).decode()


def test_a_deadline_has_its_case_rule_policy_day_and_start() -> None:
    text = shown()
    for told in ("AB/2021/44", "Stage 2 response", "Quarrybank complaints policy, 6.4", "30 September 2021"):
        assert told in text
    assert "Running since 1 September 2021." in text
    assert 'href="/cases/c1/findings#f3"' in text
    assert "hx-get" not in text


def test_a_case_that_is_judged_for_a_day_of_its_own_says_so() -> None:
    assert "Judged as of 1 November 2021" in shown(today=date(2026, 6, 30))
    assert "Judged as of" not in shown(today=date(2021, 11, 1))


def test_cases_that_are_being_made_are_named_and_asked_for_again() -> None:
    text = shown(being_made=[WAITS], cursor="abc")
    assert 'hx-get="/deadlines?cursor=abc"' in text
    assert "Being made, and shown here when it is" in text
    assert "AB/2021/99" in text


def test_cases_that_failed_are_named_and_not_asked_for_again() -> None:
    text = shown(failed=[WAITS])
    assert "deadlines are missing here" in text
    assert "AB/2021/99" in text
    assert "hx-get" not in text


def test_nothing_outstanding_is_not_said_while_something_is_being_made() -> None:
    assert "Nothing is outstanding in your open cases." in shown(groups=())
    assert "Nothing is outstanding in these cases." in shown(groups=(), following="abc")
    assert "Nothing is outstanding" not in shown(groups=(), being_made=[WAITS])
    assert "You have no open cases." in shown(groups=(), cases=0)


def test_pages_of_cases_lead_to_each_other() -> None:
    assert 'href="/deadlines?cursor=abc"' in shown(following="abc")
    assert "First page of cases" in shown(cursor="abc")
    assert "Pages of cases" not in shown()


def test_an_address_can_be_renewed_or_ended_by_who_has_one() -> None:
    assert "Make a new address" in shown(has_feed=True)
    assert "End the address" in shown(has_feed=True)
    assert "End the address" not in shown()
