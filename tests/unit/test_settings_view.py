"""The settings of a case as a form has them."""

from datetime import UTC, date, datetime

import pytest

from caseclock.api.pages.cases.settings_view import asked_of, differences, seal_of
from caseclock.api.routes.cases import CaseView, Papers

CASE = CaseView(
    id="c1",
    reference="ASB/2026/0147",
    policies=["statutory"],
    application_date=date(2026, 3, 2),
    as_of=None,
    created_at=datetime(2026, 3, 1, tzinfo=UTC),
    closed_at=None,
    keep_until=None,
    papers=Papers(total=3, waiting=1, unreadable=0),
    is_up_to_date=False,
    problem=None,
)
STANDS = asked_of(CASE)


def test_days_are_as_a_browser_gives_them() -> None:
    assert STANDS == {
        "reference": "ASB/2026/0147",
        "application_date": "2026-03-02",
        "as_of": "",
        "keep_until": "",
        "policies": ["statutory"],
    }


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"papers": Papers(total=9, waiting=0, unreadable=2), "is_up_to_date": True}, True),
        ({"problem": "It could not be made."}, True),
        ({"reference": "Another"}, False),
        ({"as_of": date(2026, 6, 30)}, False),
        ({"policies": []}, False),
    ],
)
def test_the_seal_changes_with_the_settings_and_with_nothing_else(change: dict[str, object], same: bool) -> None:
    other = asked_of(CASE.model_copy(update=change))
    assert (seal_of(other) == seal_of(STANDS)) is same


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, []),
        ({"reference": " ASB/2026/0147 "}, []),
        ({"reference": "Mine"}, [("Reference", "Mine")]),
        ({"application_date": ""}, [("Day of the case review application", "nothing")]),
        ({"as_of": "2026-06-30"}, [("Day for which clocks are judged", "30 June 2026")]),
        ({"keep_until": "soon"}, [("Keep until", "soon")]),
        ({"policies": []}, [("Policies", "none ticked")]),
        ({"policies": ["oxford", "statutory"]}, [("Policies", "oxford and statutory")]),
    ],
)
def test_what_was_typed_otherwise_is_told(typed: dict[str, object], told: list[tuple[str, str]]) -> None:
    assert differences({**STANDS, **typed}, STANDS) == told
