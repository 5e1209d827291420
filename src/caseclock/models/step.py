"""The moments that clocks hang on. Events carry them as facts; policies name them as starts and stops."""

from enum import StrEnum


class Step(StrEnum):
    """A step of a procedure that an event was."""

    # reports of behaviour
    INCIDENT_REPORTED = "incident_reported"  # an incident was told to an agency
    CASE_ASSESSED = "case_assessed"  # the agency logged and assessed it (risk, priority)
    ACTION_PLAN = "action_plan"
    # complaints about the service
    COMPLAINT = "complaint"  # a formal (stage 1) complaint, or dissatisfaction that should have been taken as one
    COMPLAINT_ACKNOWLEDGED = "complaint_acknowledged"
    STAGE1_RESPONSE = "stage1_response"
    STAGE2_REQUEST = "stage2_request"
    STAGE2_ACKNOWLEDGED = "stage2_acknowledged"
    STAGE2_RESPONSE = "stage2_response"
    STAGE3_REQUEST = "stage3_request"
    STAGE3_RESPONSE = "stage3_response"
    # case review
    APPLICATION = "application"  # a case review (community trigger) was asked for
    APPLICATION_ACKNOWLEDGED = "application_acknowledged"
    THRESHOLD_DECISION = "threshold_decision"
    VICTIM_CONTACTED = "victim_contacted"  # after the decision: next steps, risk form
    REVIEW_MEETING = "review_meeting"
    REVIEW_OUTCOME = "review_outcome"
    APPEAL = "appeal"
    APPEAL_OUTCOME = "appeal_outcome"
    AGENCY_FORMS_SENT = "agency_forms_sent"  # the agencies were asked for their records
    AGENCY_FORMS_RETURNED = "agency_forms_returned"
    VICTIM_NOT_REACHED = "victim_not_reached"  # efforts to contact the victim were given up
    APPLICATION_CLOSED = "application_closed"  # the applicant was told that it is closed as withdrawn
    MINUTES_SENT = "minutes_sent"  # minutes and action plan of the review meeting went to its members
    APPEAL_HEARD = "appeal_heard"
    ACTION_DUE = "action_due"  # the day on which an agreed action should have been done
    ACTION_ESCALATED = "action_escalated"  # an overdue action was taken to a manager
    # ombudsmen
    OMBUDSMAN_ENQUIRY = "ombudsman_enquiry"  # first enquiry: papers asked for
    OMBUDSMAN_ENQUIRY_ANSWERED = "ombudsman_enquiry_answered"
    OMBUDSMAN_INVESTIGATION = "ombudsman_investigation"  # questions put
    OMBUDSMAN_INVESTIGATION_ANSWERED = "ombudsman_investigation_answered"
    OMBUDSMAN_DRAFT = "ombudsman_draft"  # draft decision sent for comment
    OMBUDSMAN_DRAFT_ANSWERED = "ombudsman_draft_answered"
    OMBUDSMAN_DECISION = "ombudsman_decision"
    OMBUDSMAN_REMEDY = "ombudsman_remedy"  # compliance with the remedy confirmed
    # said not to have been done: never stops a clock
    NOT_DONE = "not_done"
