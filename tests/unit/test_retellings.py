"""What a report comes back to: the sentences of its judgement join the events that it told first."""

import pytest
from tests.casework import chronology

from caseclock.models.entry import Entry

REPORT = (
    "Report by the Housing Ombudsman\n\nPenmarsh Homes\n\n12 June 2022\n\nSummary of events\n\n"
    "1. On 4 March 2021 the resident reported to the landlord that her neighbour had thrown paint at her door.\n"
    "2. The landlord visited the resident on 9 March 2021 and took photographs of the door.\n"
    "3. On 16 April 2021 a housing officer interviewed the neighbour at the office, who blamed a delivery driver. She "
    "said that it was “only a splash of magnolia”.\n"
    "4. The landlord sent the neighbour a written warning on 3 May 2021 about the state of the garden.\n"
    "5. On 20 May 2021 the court granted an injunction without notice.\n"
    "6. On 2 June 2021 the landlord emailed four wardens a map of the garages and asked them to patrol after dark.\n\n"
    "Assessment and findings\n\n{}\n"
)
SECTIONS = "Scope of the investigation\n\n8. The Ombudsman looks at the last six months.\n\nThe landlord's handling\n\n"


def entry_that_cites(words: str, said: str) -> Entry | None:
    """The entry with a source in the judgement that overlaps `words`; None if there is none."""
    found = chronology({"report.txt": REPORT.format(said)})
    for entry in found.entries:
        for source in entry.sources:
            if words in source.quote or source.quote in words:
                return entry
    return None


@pytest.mark.parametrize(
    ("said", "words", "day"),
    [
        # in much the same words
        (
            "9. It emailed wardens a map of the garages but never asked what they saw.",
            "map of the garages",
            "2021-06-02",
        ),
        ("9. The housing officer had interviewed the neighbour but took no notes.", "interviewed", "2021-04-16"),
        # in words that were quoted
        ("9. It took “a splash of magnolia” as an answer.", "“a splash of magnolia”", "2021-04-16"),
        # by a name
        ("9. The visit was prompt.", "The visit", "2021-03-09"),
        ("9. After the interview nothing was done.", "the interview", "2021-04-16"),
        ("9. The written warning came late.", "written warning", "2021-05-03"),
        ("9. Her first report was not logged.", "Her first report", "2021-03-04"),
    ],
)
def test_a_judgement_joins_what_was_told(said: str, words: str, day: str) -> None:
    entry = entry_that_cites(words, said)
    assert entry is not None
    assert str(entry.when.start) == day
    assert len(entry.sources) > 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("9. The landlord should have emailed the wardens a map of the bin stores.", "map of the bin stores"),
        ("9. A visit is what its policy asks for.", "A visit"),
        ("9. The visit of a surveyor was never arranged.", "The visit of a surveyor"),
        ("9. The school's letter was not answered.", "The school's letter"),
        ("9. The complaint procedure has two stages.", "The complaint procedure"),
        ("9. Every interview needs a note.", "Every interview"),
    ],
)
def test_what_is_meant_rules_or_belongs_to_others_joins_nothing(said: str, words: str) -> None:
    entry = entry_that_cites(words, said)
    assert entry is None or len(entry.sources) == 1


def test_a_heading_without_a_sense_of_its_own_ends_a_section_of_rules() -> None:
    entry = entry_that_cites("The visit", SECTIONS + "9. The visit was prompt.")
    assert entry is not None
    assert str(entry.when.start) == "2021-03-09"


def test_each_order_of_a_sentence_is_one() -> None:
    said = "10. On 8 July 2021 the neighbour was given a prison sentence, a restraining order and a curfew."
    found = chronology({"report.txt": REPORT.replace("Assessment", said + "\n\nAssessment").format("11. It is noted.")})
    quotes = [e.sources[0].quote for e in found.entries if str(e.when.start) == "2021-07-08"]
    assert [q for q in quotes if "restraining order" in q] == ["a restraining order"]
    assert [q for q in quotes if "curfew" in q] == ["a curfew"]
