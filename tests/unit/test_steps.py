"""The steps that a dated note means because of its type, or of a complaint's number in it."""

import pytest
from tests.casework import read

from caseclock.extractor.language.references import find_references
from caseclock.extractor.language.steps import kind_of_steps, row_steps
from caseclock.models.entry import EntryKind as K
from caseclock.models.step import Step as S

LANDLORD = "registered-provider-brambling"


@pytest.mark.parametrize(
    ("kind", "words", "steps"),
    [
        ("Complaint", "Acknowledged by email", {S.COMPLAINT_ACKNOWLEDGED}),
        ("Complaint", "BH-C-1207 acknowledged.", {S.COMPLAINT_ACKNOWLEDGED}),
        ("Complaint", "Stage 2 acknowledged", {S.STAGE2_ACKNOWLEDGED}),
        ("Complaint - stage 2", "Acknowledged", {S.STAGE2_ACKNOWLEDGED}),
        ("Case review", "Acknowledged", {S.APPLICATION_ACKNOWLEDGED}),
        ("Case review", "Application received by email", {S.APPLICATION}),
        ("Complaint", "Received by letter", {S.COMPLAINT}),
        ("Complaint", "Response sent to Ms Harker", {S.STAGE1_RESPONSE}),
        ("Complaint", "Posted our reply", {S.STAGE1_RESPONSE}),
        ("Escalation", "Reply issued", {S.STAGE2_RESPONSE}),
        ("Phone in", "Acknowledged", set()),
        ("Complaint", "Not acknowledged", set()),
        ("Complaint", "Will be acknowledged by Friday", set()),
        ("Complaint", "Acknowledged that the visit was missed", set()),
        ("Complaint", "Holding response sent", set()),
        ("Complaint", "Photos received from Ms Harker", set()),
    ],
)
def test_a_row_of_a_type_is_about_it(kind: str, words: str, steps: set[S]) -> None:
    assert row_steps(words, kind, LANDLORD, about_complaint=False) == steps


def test_beside_a_complaints_number() -> None:
    assert row_steps("Acknowledged", "Email out", LANDLORD, about_complaint=True) == {S.COMPLAINT_ACKNOWLEDGED}


@pytest.mark.parametrize("actor", ["complainant", "respondent"])
def test_people_do_not_acknowledge_in_the_procedure(actor: str) -> None:
    assert row_steps("Acknowledged", "Complaint", actor, about_complaint=True) == frozenset()


def test_a_new_complaint_is_more_than_a_contact() -> None:
    assert kind_of_steps(K.CONTACT, frozenset({S.COMPLAINT}), "complainant") is K.COMPLAINT
    assert kind_of_steps(K.AGENCY_ACTION, frozenset({S.COMPLAINT_ACKNOWLEDGED}), LANDLORD) is K.COMPLAINT_RESPONSE
    assert kind_of_steps(K.CONTACT, frozenset({S.CASE_ASSESSED}), "complainant") is K.CONTACT


@pytest.mark.parametrize("number", ["BH-C-1207", "BH-ASB-C-1207", "BHOMES-1207/2"])
def test_references_of_several_groups(number: str) -> None:
    assert [(r.value, r.kind) for r in find_references(f"{number} acknowledged")] == [(number, "case")]


@pytest.mark.parametrize(
    ("names", "original"),
    [
        (("reply (1).txt", "reply.txt"), "reply.txt"),
        (("a/letter (copy).txt", "z/letter of May.txt"), "z/letter of May.txt"),
        (("Copy of reply.txt", "the long reply.txt"), "the long reply.txt"),
        (("FW reply.txt", "reply of May.txt"), "reply of May.txt"),
        (("b/reply.txt", "a/reply.txt"), "a/reply.txt"),
        (("a/the reply.txt", "b/reply.txt"), "b/reply.txt"),
    ],
)
def test_the_original_is_the_one_not_called_a_copy(names: tuple[str, str], original: str) -> None:
    for order in (names, names[::-1]):
        papers = read(dict.fromkeys(order, "Dear Ms Harker\n\nWe write about your complaint.\n\nYours sincerely\n"))
        assert [p.document.name for p in papers if p.document.duplicate_of is None] == [original]
