"""What an agency says that it was told, and what the papers tell of."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in, quotes

from caseclock.models.entry import EntryKind, IncidentType


def reply(statement: str, agency: str = "council") -> CaseMaker:
    case = CaseMaker()
    letter = case.paper("reply.docx", f"{statement}\nYour complaint is closed.", dated=date(2022, 6, 1))
    case.mention(letter, "between 2 May 2022 and 20 May 2022", date(2022, 5, 2), date(2022, 5, 20))
    case.entry(
        case.event(
            letter, "Your complaint is closed.", date(2022, 6, 1), kind=EntryKind.COMPLAINT_RESPONSE, actor=agency
        )
    )
    app = case.paper("app.csv", "drums all night 04/05/2022\ndrums again 11/05/2022\nbarking 30/05/2022", rows=True)
    for words, on in (
        ("drums all night", date(2022, 5, 4)),
        ("drums again", date(2022, 5, 11)),
        ("barking", date(2022, 5, 30)),
    ):
        case.entry(case.event(app, words, on, told=(("council", on),), row=words))
    return case


def test_no_reports_in_a_period_that_has_some() -> None:
    (finding,) = found_in(reply("We hold no reports about the drums between 2 May 2022 and 20 May 2022."))
    assert finding.about == "count"
    assert quotes(finding)[1:] == ["drums all night", "drums again"]


@pytest.mark.parametrize(
    ("statement", "agency"),
    [
        ("We hold no reports about the drums between 2 May 2022 and 20 May 2022.", "police"),  # it was not told
        ("We hold two reports about the drums between 2 May 2022 and 20 May 2022.", "council"),
        ("We had only two reports between 2 May 2022 and 20 May 2022.", "council"),
        ("If there were no reports between 2 May 2022 and 20 May 2022, we close the file.", "council"),
    ],
)
def test_counts_that_hold_or_say_nothing(statement: str, agency: str) -> None:
    assert found_in(reply(statement, agency)) == ()


def test_no_reports_of_a_sort_are_counted_against_that_sort() -> None:
    case = reply("We hold no reports of violence between 2 May 2022 and 20 May 2022.")
    assert found_in(case) == ()
    violent = case.paper("log.pdf", "Punched in the yard 06/05/2022", rows=True)
    event = case.event(
        violent,
        "Punched in the yard",
        date(2022, 5, 6),
        types=(IncidentType.VIOLENCE,),
        told=(("council", date(2022, 5, 6)),),
    )
    case.entry(event)
    (finding,) = found_in(case)
    assert quotes(finding)[1:] == ["Punched in the yard"]
