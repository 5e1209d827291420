"""The one who complains told of as the one who was arrested."""

import pytest
from tests.discrepancy_factories import CaseMaker, found_in, quotes

from caseclock.models.document import DocumentKind

ROLES = "The resident reported shouting in May. The tenant complained of it."


def report(text: str, other: str = "") -> CaseMaker:
    case = CaseMaker()
    case.paper("report.docx", f"{ROLES}\n{text}", kind=DocumentKind.REPORT)
    if other:
        case.paper("log.docx", other, kind=DocumentKind.REPORT)
    return case


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The neighbour climbed in and he was arrested at the scene. The tenant was charged the same evening.", ""),
        ("Her neighbour was arrested for the damage. The resident was released on bail and told to keep away.", ""),
        (
            "On 4 May 2022 the complainant was convicted of harassment.",
            "On 4 May 2022 the perpetrator was convicted and fined £80.",
        ),
    ],
)
def test_roles_that_changed_places(text: str, other: str) -> None:
    (finding,) = found_in(report(text, other))
    assert finding.about == "identity"
    assert len(finding.sources) == 2


def test_both_passages_are_shown() -> None:
    first = "The neighbour climbed in and he was arrested at the scene."
    second = "The tenant was charged the same evening."
    (finding,) = found_in(report(f"{first} {second}"))
    assert sorted(quotes(finding)) == sorted([first, second])


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The neighbour was arrested. The resident was told of it.", ""),
        ("The neighbour was arrested. The neighbour was bailed to another address.", ""),
        ("The resident was arrested after a counter-allegation by the neighbour, who was arrested too.", ""),
        ("The neighbour was arrested. The resident was not charged.", ""),
        ("The neighbour was arrested. The tenant was charged for the new lock.", ""),
        # Told twice: it may well have been so.
        ("The neighbour was arrested. The resident was arrested an hour later.", "The resident was arrested at six."),
        ("On 4 May 2022 the resident was arrested.", "On 9 June 2022 the neighbour was arrested."),
    ],
)
def test_arrests_that_are_told_of_the_right_one_or_of_both(text: str, other: str) -> None:
    assert found_in(report(text, other)) == ()


def test_a_papers_tenant_may_be_the_neighbour() -> None:
    case = CaseMaker()
    text = "Her neighbour was arrested for the damage. The tenant was charged the same evening."
    case.paper("court report.docx", text, kind=DocumentKind.REPORT)
    assert found_in(case) == ()
