"""Which numbers are references, and how they compare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.extractor.language.references import find_references


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("crime no 52/30417/22", [("52/30417/22", "crime")]),
        ("The crime reference is 30417/22.", [("30417/22", "crime")]),
        ("crime number 52220030417", [("52220030417", "crime")]),
        ("I was given log 94 by the operator", [("LOG94", "log")]),
        ("LOG 0094 OF 05/06/2022", [("LOG94", "log")]),
        ("CAD 2210 of 05/06/2022", [("LOG2210", "log")]),
        ("incident 0417 was closed", [("LOG417", "log")]),
        ("police log QX-61044", [("QX-61044", "log")]),
        ("logs 94, 95 and 101", [("LOG94", "log"), ("LOG95", "log"), ("LOG101", "log")]),
        ("URN 07XY1234522", [("07XY1234522", "case")]),
        ("Complaint 8841: our reply", [("8841", "complaint")]),
        ("Our ref: K-0332/2", [("K-0332/2", "case")]),
        ("Reference: TR/22/019", [("TR/22/019", "case")]),
        ("ASB case ML3307", [("ML3307", "case")]),
        ("(reference number: 22 004 117)", [("22004117", "case")]),
    ],
)
def test_references(text: str, found: list[tuple[str, str]]) -> None:
    assert [(mention.value, mention.kind) for mention in find_references(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "the incident on 5 June 2022",
        "incident 05/06/2022 at 21:40",
        "incidents in 2022",
        "complaint 2022",
        "Tel: 0161 496 0417",
        "number 12, Mill Lane",
        "section 104 of the Act",
        "paid £30417/22",
        "a log of 14 calls",
        "case 30 days later",
        "flat 301/2",
        "the complaint was made 2 weeks ago",
        "log 10pm",
    ],
)
def test_dates_amounts_addresses_and_sections_are_not_references(text: str) -> None:
    assert find_references(text) == ()


@given(st.text(alphabet="logCADref 0123456789/-:.,\n£", max_size=80))
def test_mentions_are_in_order_and_quote_the_text(text: str) -> None:
    end = 0
    for mention in find_references(text):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.quote
        end = mention.end
