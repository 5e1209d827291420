"""Done in one paper, not done in another."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in, quotes

from caseclock.extractor.findings.done_or_not import thing_of
from caseclock.models.entry import EntryKind


def visit(done: str, undone: str, day: date = date(2022, 5, 9), **more: object) -> CaseMaker:
    case = CaseMaker()
    letter = case.paper("reply.docx", done, dated=date(2022, 6, 1))
    log = case.paper("contact log.pdf", undone)
    case.entry(case.event(letter, done, day, kind=EntryKind.AGENCY_ACTION, actor="landlord"))
    case.entry(case.event(log, undone, date(2022, 5, 9), kind=EntryKind.CONTACT, **{"actor": "landlord", **more}))
    return case


def test_a_visit_that_was_called_off_and_took_place() -> None:
    case = visit("Our officer visited you on 9 May 2022.", "Visit called off, nobody free.", negated=True)
    (finding,) = found_in(case)
    assert finding.about == "other"
    assert set(quotes(finding)) == {"Our officer visited you on 9 May 2022.", "Visit called off, nobody free."}


@pytest.mark.parametrize(
    ("done", "undone", "day", "more"),
    [
        ("Our officer visited you on 12 May 2022.", "Visit called off.", date(2022, 5, 12), {}),
        ("Our officer phoned you on 9 May 2022.", "Visit called off.", date(2022, 5, 9), {}),
        ("Our officer will visit you on 9 May 2022.", "Visit called off.", date(2022, 5, 9), {}),
        ("Our officer visited you on 9 May 2022.", "Police visit called off.", date(2022, 5, 9), {"actor": "police"}),
    ],
)
def test_deeds_that_can_both_be_so(done: str, undone: str, day: date, more: dict[str, object]) -> None:
    assert found_in(visit(done, undone, day, negated=True, **more)) == ()


@pytest.mark.parametrize(
    ("text", "thing"),
    [("HV to tnt", "visit"), ("She called on you at home", "visit"), ("rang her", "call"), ("warning posted", "letter"),
     ("mediation took place", "meeting"), ("noise all night", "")],
)  # fmt: skip
def test_what_a_deed_is(text: str, thing: str) -> None:
    assert thing_of(text) == thing


def test_a_visit_that_no_paper_gives_to_anybody_is_whosever_it_was() -> None:
    case = visit(
        "I went round to see him on 9 May 2022.", "The visit on 9 May 2022 did not go ahead.", actor="council-panel"
    )
    (finding,) = found_in(case)
    assert "visit" in finding.text


def test_her_call_to_them_is_not_theirs_to_her() -> None:
    case = visit("Call in from the tenant on 9 May 2022.", "On 9 May 2022 nobody rang you.", negated=True)
    assert found_in(case) == ()
