"""The part of the findings page that depends on the days asked for: while it is made, and who is offered what."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.made_chronology import made

from caseclock.api.pages.findings.findings_asked import Asked, as_it_is, asked
from caseclock.api.pages.findings.findings_view import findings_view
from caseclock.api.pages.rendering import page
from caseclock.api.routes.cases import CaseView, Papers

TODAY = date(2026, 6, 30)
KEEP = "Keep these dates for the case"


def case(**changes: Any) -> CaseView:
    fields: dict[str, Any] = {
        "id": "c1",
        "reference": "AB/2021/44",
        "policies": [],
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


def what_if(it: CaseView) -> Asked:
    return asked(it, TODAY, "2026-06-30", "2021-03-03", [])


def shown(it: CaseView, what: Asked, *, is_made: bool = True, **more: Any) -> str:
    words = {"can": frozenset({"case", "papers", "decisions"}), "etag": '"c1-1"', "csrf": "proof", "papers_open": True}
    view = findings_view(made(), {}) if is_made else None
    answer = page("findings_part.html", **(words | {"case": it, "what": what, "view": view} | more))
    return bytes(answer.body).decode()


def test_while_it_is_made_it_asks_the_same_again() -> None:
    text = shown(case(), what_if(case()), is_made=False)
    assert 'hx-get="/cases/c1/findings?asked=1&amp;as_of=2026-06-30&amp;application_date=2021-03-03"' in text
    assert "being worked out" in text
    assert KEEP in text


def test_the_case_as_it_is_is_no_what_if() -> None:
    text = shown(case(), as_it_is(case(), TODAY))
    assert "what-if" not in text
    assert KEEP not in text


@pytest.mark.parametrize(
    ("it", "can", "is_offered"),
    [
        (case(), {"case"}, True),
        (case(), {"papers", "decisions"}, False),
        (case(), set(), False),
        (case(closed_at=datetime(2026, 2, 1, tzinfo=UTC)), {"case"}, False),
    ],
    ids=["who may change the case", "who may do other things", "who may only read", "a closed case"],
)
def test_only_who_may_change_the_case_is_offered_to(it: CaseView, can: set[str], is_offered: bool) -> None:
    text = shown(it, what_if(it), can=frozenset(can))
    assert "This is a what-if." in text
    assert (KEEP in text) == is_offered


@pytest.mark.parametrize(("papers_open", "links"), [(True, 2), (False, 0)], ids=["open", "names hidden"])
def test_sources_are_links_for_those_who_may_see_papers(papers_open: bool, links: int) -> None:
    text = shown(case(), as_it_is(case(), TODAY), papers_open=papers_open)
    assert text.count("data-source") == links
    assert "case notes.xlsx sheet 1" in text


def test_the_review_is_offered_to_those_who_may_decide() -> None:
    assert "/cases/c1/review" in shown(case(), as_it_is(case(), TODAY))
    assert "/cases/c1/review" not in shown(case(), as_it_is(case(), TODAY), can=frozenset({"case"}))


def test_words_of_papers_are_never_markup() -> None:
    chronology = made()
    gap = chronology.findings[3].model_copy(update={"text": "<script>alert(1)</script>"})
    view = findings_view(chronology.model_copy(update={"findings": (gap,)}), {})
    text = shown(case(), as_it_is(case(), TODAY), view=view)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
