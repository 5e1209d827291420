"""All checks together."""

import random
from datetime import date

from tests.discrepancy_factories import CaseMaker, found_in, two_accounts

from caseclock.extractor.findings.discrepancies import discrepancies
from caseclock.models.step import Step


def test_order_and_ids_do_not_hang_on_the_order_of_papers_and_entries() -> None:
    case = two_accounts(date(2022, 5, 9), date(2022, 5, 19))
    case.paper("log.docx", "On 9 May 2022 a notice was served on grounds 10 and 12.")
    case.paper("reply.docx", "The notice served on 9 May 2022 relied on grounds 12 and 14.")
    first = found_in(case)
    assert len(first) == 2
    shuffled = random.Random(7)
    shuffled.shuffle(case.papers)
    shuffled.shuffle(case.linked)
    assert found_in(case) == first
    assert all(f.id.startswith("x-") for f in first)


def test_a_copy_of_a_paper_cannot_disagree_with_it() -> None:
    case = CaseMaker()
    case.paper("log.docx", "On 9 May 2022 a notice was served on grounds 10 and 12.")
    case.paper("copy.docx", "The notice served on 9 May 2022 relied on grounds 12 and 14.", duplicate_of="doc-1")
    assert found_in(case) == ()


def test_nothing_comes_of_nothing() -> None:
    assert discrepancies((), (), {}) == ()


def test_a_stage_step_alone_is_no_discrepancy() -> None:
    case = CaseMaker()
    letter = case.paper("letter.docx", "We answer your complaint.")
    case.entry(case.event(letter, "We answer", date(2022, 5, 9), steps=frozenset({Step.STAGE1_RESPONSE})))
    assert found_in(case) == ()
