"""One letter under two dates."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in, quotes

BODY = (
    "Dear Mrs Abel, we have looked into what you told us about the drums at number 12 and about the lock on the gate. "
    "Our officer spoke to the household, who deny it. We have asked for the gate to be mended and will put a recorder "
    "in your hall for 14 days. Please keep a note of every time and let us have it at the end of the fortnight."
)


def copies(first: str, second: str, body: str = BODY) -> CaseMaker:
    case = CaseMaker()
    for number, text in enumerate((f"{first}\n{BODY}", f"{second}\n{body}")):
        day = date(2022, 5, int(text.split()[0]))
        case.paper(f"letter {number}.docx", text, dated=day)
    return case


def test_a_copy_with_another_date() -> None:
    (finding,) = found_in(copies("3 May 2022", "13 May 2022"))
    assert finding.about == "date"
    assert quotes(finding) == ["3 May 2022", "13 May 2022"]
    assert "or two letters in the same words" in finding.text


@pytest.mark.parametrize(
    ("second", "body"),
    [
        ("3 May 2022", BODY),
        ("13 May 2022", BODY.replace("14 days", "21 days")),
        ("13 May 2022", "Dear Mrs Abel, thank you for the note. We will write when we know more about it all."),
        ("13 May 2022", BODY.replace("Our officer spoke to the household, who deny it. ", "")),
    ],
)
def test_two_letters(second: str, body: str) -> None:
    assert found_in(copies("3 May 2022", second, body)) == ()
