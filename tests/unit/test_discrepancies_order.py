"""The same findings whatever the order of papers and entries: every newer kind in one small case."""

import random
from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in

from caseclock.extractor.findings.recounts import recounts
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind, IncidentType


def everything() -> CaseMaker:
    case = CaseMaker()
    case.paper("offer.docx", "We offer £150 for the delay and £90 for the calls, a total of £260.")
    case.paper("visits.docx", "We made four visits, on 3 May 2022, 9 May 2022 and 16 May 2022.")
    case.paper("order.docx", "On 9 May 2022 he was served with a notice under section 8.")
    case.paper("reply.docx", "The notice served on 9 May 2022 was given under section 21.")
    case.paper("report.docx", "The neighbour was arrested. The complainant was bailed.", kind=DocumentKind.REPORT)
    log = case.paper("log.pdf", "Row 0 shoved on the landing\nRow 1 shoved on the landing", rows=True)
    for number, day in enumerate((date(2021, 12, 20), date(2022, 1, 8))):
        types = (IncidentType.VIOLENCE,)
        case.entry(case.event(log, f"Row {number} shoved on the landing", day, types=types, row=str(number)))
    text = "On 10 June 2022 she wrote that it had been almost six months since she was attacked."
    letter = case.paper("letter.docx", text)
    case.entry(case.event(letter, "On 10 June 2022 she wrote", date(2022, 6, 10), kind=EntryKind.CONTACT))
    return case


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_papers_and_entries_changes_nothing(seed: int) -> None:
    case = everything()
    first = found_in(case), recounts(case.linked, case.papers, case.times)
    assert [len(found) for found in first] == [4, 1]
    shuffled = random.Random(seed)
    shuffled.shuffle(case.papers)
    shuffled.shuffle(case.linked)
    assert (found_in(case), recounts(case.linked, case.papers, case.times)) == first
