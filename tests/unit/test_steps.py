"""The steps that a dated note means because of its type, or of a complaint's number in it."""

import pytest
from tests.casework import read

from caseclock.extractor.language.acts import find_steps
from caseclock.extractor.language.references import find_references
from caseclock.extractor.language.steps import kind_of_steps, row_steps
from caseclock.extractor.policies.loader import load_policies
from caseclock.extractor.vocabulary.words import vocabulary
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


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        # the outcome of a review
        ("The outcome of your case review was sent to you on 4 May.", {S.REVIEW_OUTCOME}),
        ("Wrote to Mrs Lowe with the panel's recommendations.", {S.REVIEW_OUTCOME}),
        ("Wrote to Mrs Lowe with the outcome of the review.", {S.REVIEW_OUTCOME}),
        ("She appealed against the outcome of the review.", {S.APPEAL}),
        ("She appealed against the panel's decision.", {S.APPEAL}),
        ("The deputy leader looked at the panel's decision again.", set()),
        ("She was unhappy with the outcome of the review.", set()),
        # the agencies' forms
        ("All partner agencies were asked for their records on 6 June.", {S.AGENCY_FORMS_SENT}),
        ("The coordinator emailed the agencies to ask what information each holds.", {S.AGENCY_FORMS_SENT}),
        ("Agency response forms sent out.", {S.AGENCY_FORMS_SENT}),
        ("CT5 forms were returned by the police on 8 June.", {S.AGENCY_FORMS_RETURNED}),
        ("Agency form sent back to the coordinator.", {S.AGENCY_FORMS_RETURNED}),
        ("Every agency has now replied.", {S.AGENCY_FORMS_RETURNED}),
        # nobody could be reached, and what came of it
        ("We were unable to contact the applicant after three attempts.", {S.VICTIM_NOT_REACHED}),
        ("Efforts to reach her on 3, 5 and 9 May were unsuccessful.", {S.VICTIM_NOT_REACHED}),
        ("Your application has been closed as withdrawn.", {S.APPLICATION_CLOSED}),
        ("The application for an injunction was withdrawn.", set()),
        # minutes
        ("Minutes circulated to panel members.", {S.MINUTES_SENT}),
        ("We sent out the draft minutes on Friday.", {S.MINUTES_SENT}),
        ("The notes of the meeting were emailed to all.", {S.MINUTES_SENT}),
        ("She could hear it for ten minutes.", set()),
        # overdue actions
        ("Action 3 was due on 14 May.", {S.ACTION_DUE}),
        ("The action on lighting should have been completed by 14 May.", {S.ACTION_DUE}),
        ("Action 3 was escalated to the Head of Service.", {S.ACTION_ESCALATED}),
        ("The coordinator took the overdue action to the line manager.", {S.ACTION_ESCALATED}),
        ("She escalated her complaint to the director.", {S.STAGE2_REQUEST}),
        ("The complaint was escalated on 3 June.", {S.STAGE2_REQUEST}),
        ("She asked to go to stage 3.", {S.STAGE3_REQUEST}),
        # ombudsmen
        ("The Ombudsman made its first enquiry of us on 3 June.", {S.OMBUDSMAN_ENQUIRY}),
        ("The Ombudsman asked us for copies of the letters.", {S.OMBUDSMAN_ENQUIRY}),
        ("We replied to the Ombudsman's initial enquiries on 8 June.", {S.OMBUDSMAN_ENQUIRY_ANSWERED}),
        ("The Ombudsman opened an investigation.", {S.OMBUDSMAN_INVESTIGATION}),
        ("We answered the Ombudsman's questions on 2 July.", {S.OMBUDSMAN_INVESTIGATION_ANSWERED}),
        ("The Ombudsman sent us its draft decision.", {S.OMBUDSMAN_DRAFT}),
        ("We received the provisional view on 20 July.", {S.OMBUDSMAN_DRAFT}),
        ("We commented on the draft decision on 1 August.", {S.OMBUDSMAN_DRAFT_ANSWERED}),
        ("The council accepted the draft decision.", {S.OMBUDSMAN_DRAFT_ANSWERED}),
        ("The Ombudsman found maladministration in its handling.", {S.OMBUDSMAN_DECISION}),
        ("The landlord has complied with the Ombudsman's orders.", {S.OMBUDSMAN_REMEDY}),
        ("The Ombudsman confirmed that it was satisfied with the remedy.", {S.OMBUDSMAN_REMEDY}),
        ("The Ombudsman contacted us for an update.", set()),
        ("I have asked for an update on the case review.", set()),
    ],
)
def test_words_of_the_later_steps(words: str, steps: set[S]) -> None:
    assert find_steps(words) == steps


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


def test_every_step_that_a_timescale_hangs_on_has_words() -> None:
    worded = {S(row["name"]) for row in vocabulary("acts")["step"]}
    hung_on = {step for policy in load_policies().values() for t in policy.timescales for step in (t.starts, t.stops)}
    assert hung_on - worded == {S.INCIDENT_REPORTED}
