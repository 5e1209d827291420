"""A message's own date and the date in a later quotation."""

from datetime import datetime

import pytest
from tests.discrepancy_factories import CaseMaker, found_in, message, quotes

from caseclock.models.document import DocumentKind

BODY = "Please see the three photographs of the gate which I took this morning before the rain set in."


def thread(quoted_day: str, quoted_sent: datetime, body: str = BODY) -> CaseMaker:
    case = CaseMaker()
    original = f"Date: Wed, 4 May 2022 09:12:00\nSubject: gate\n\n{BODY}"
    case.paper(
        "gate.eml",
        original,
        kind=DocumentKind.EMAIL,
        messages=(message(original, "Date:", BODY, datetime(2022, 5, 4, 9, 12)),),
    )
    lines = "> " + body
    reply = f"Date: Fri, 6 May 2022 10:00:00\n\nThank you, noted.\n\nOn {quoted_day}, J Ashdown wrote:\n{lines}"
    own = message(reply, "Date:", "Thank you, noted.", datetime(2022, 5, 6, 10))
    case.paper(
        "re gate.eml",
        reply,
        kind=DocumentKind.EMAIL,
        messages=(own, message(reply, "On ", lines, quoted_sent, depth=1)),
    )
    return case


def test_a_quoted_header_with_another_date() -> None:
    (finding,) = found_in(thread("Wed, 4 May 2021 at 09:12", datetime(2021, 5, 4, 9, 12)))
    assert finding.about == "date"
    assert quotes(finding) == ["Date: Wed, 4 May 2022 09:12:00", "On Wed, 4 May 2021 at 09:12, J Ashdown wrote:"]


@pytest.mark.parametrize(
    ("day", "sent", "body"),
    [
        ("Wed, 4 May 2022 at 09:12", datetime(2022, 5, 4, 9, 12), BODY),
        ("Tue, 3 May 2022 at 22:12", datetime(2022, 5, 3, 22, 12), BODY),  # hours, not days: another time zone
        (
            "Wed, 4 May 2021 at 09:12",
            datetime(2021, 5, 4, 9, 12),
            "Something altogether different was written in this one here.",
        ),
        ("Wed, 4 May 2021 at 09:12", datetime(2021, 5, 4, 9, 12), "Thanks a lot."),
    ],
)
def test_quotations_that_are_in_order(day: str, sent: datetime, body: str) -> None:
    assert found_in(thread(day, sent, body)) == ()
