"""Sections and clauses of one thing that are quoted differently."""

import pytest
from tests.discrepancy_factories import CaseMaker, found_in


def papers(one: str, other: str) -> CaseMaker:
    case = CaseMaker()
    case.paper("log.docx", one)
    case.paper("letter.docx", other)
    return case


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "On 9 May 2022 he was served with a notice under section 8.",
            "The notice served on 9 May 2022 was given under section 21.",
        ),
        (
            "He was in breach of clause 4.2 of the tenancy when he kept the dogs.",
            "When he kept the dogs he was in breach of clause 3.7 of the tenancy.",
        ),
        (
            "A community protection warning under section 43 was issued on 9 May 2022.",
            "On 9 May 2022 a community protection warning was issued under section 59.",
        ),
    ],
)
def test_one_thing_under_two_references(one: str, other: str) -> None:
    (finding,) = found_in(papers(one, other))
    assert finding.about == "identity"
    assert len(finding.sources) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A notice under section 8 was served on 9 May 2022.", "The notice of 9 May 2022 was served under section 8."),
        ("A notice under section 8 was served on 9 May 2022.", "A notice under section 21 was served on 30 June 2022."),
        ("A notice under section 8 was served on 9 May 2022.", "It could have served a notice under section 21."),
        ("A notice under section 8 was served on 9 May 2022.", "An order under section 3 was made on 9 May 2022."),
        ("He broke clause 4.2 of the tenancy by shouting.", "Keeping a dog is a breach of clause 3.7 of the tenancy."),
        ("Section 3 of this letter says when the notice was served.", "Page 2, section 5: the notice was served."),
    ],
)
def test_references_that_can_both_be_right(one: str, other: str) -> None:
    assert found_in(papers(one, other)) == ()


def test_a_paper_that_knows_both_has_two_notices() -> None:
    case = papers(
        "A notice under section 8 was served on 9 May 2022.", "A notice under section 21 was served on 9 May 2022."
    )
    case.paper(
        "list.docx",
        "A notice under section 8 was served on 9 May 2022.\nA notice under section 21 was served on 9 May 2022.",
    )
    assert found_in(case) == ()
