"""What kind an act is, once it is known who did it, and which steps of a procedure it was."""

import re

from caseclock.extractor.language.acts import Act, find_steps, owner_of_paper
from caseclock.extractor.language.who import COMPLAINANT, OTHER, RESPONDENT, Cast, is_agency
from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind as K
from caseclock.models.step import Step as S

_RECEIVED = re.compile(
    r"\b(?:received|logged|reached|registered|took|taken|in from|arrived|you (?:complained|asked|requested|applied))\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"\b(?:responded|replied|answered|wrote|considered) (?:\w+ )?(?:to|about)\b", re.IGNORECASE)
_UNHAPPY = re.compile(
    r"\b(?:dissatisf\w+|unhappy|not (?:happy|satisfied)|disagree\w*|does not accept)\b", re.IGNORECASE
)
# A landlord interviews too; it is the police's only where they, or a caution, are named.
_OFFICE_TALK = re.compile(
    r"^(?!.*\b(?:police|PC|DC|officers?|caution|custody|station)\b).*\binterviewed\b", re.IGNORECASE
)
# Words of the police's acts that fit any body's officers; whose they are says what was done.
_OFFICERS = re.compile(r"(?:officers?|unit|patrol)\b", re.IGNORECASE)
# "I had a reply", "she received a letter from the council": somebody else wrote it.
_WAS_SENT = re.compile(
    r"(?<!not )(?<!never )(?<!n’t )(?<!n't )\b(?:had|got|received|been sent)\s+"
    r"(?:(?:an?|the|another|your|its|their|his|her)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:reply|answer|response|letter|e-?mail|call|text|message|note)s?\b(?:\s+from\s+(?P<sender>(?:the\s+|a\s+|an\s+)?\w+))?",
    re.IGNORECASE,
)
_SENT_BY = re.compile(r"officers?,? (?:from|of) (?:(?:the|its|our|your|their|my|a) )?", re.IGNORECASE)
_FORCE = re.compile(r"\b(?:police|arresting|uniformed|plain[- ]clothes|armed|response|custody)\s+$", re.IGNORECASE)
# Work that only the police do.
_POLICE_WORK = re.compile(
    r"\b(?:arrest|seiz|search|recover|custody|statement|body[- ]worn|crime (?:number|ref|report)|on scene)",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(
    r"(?:sign(?:ed|ing)|enter(?:ed|ing) into) .*?"
    r"\b(?:ABC|behaviou?r (?:contract|agreement)|neighbour (?:contract|agreement)|undertaking)\b",
    re.IGNORECASE,
)
_TALK_STEPS = frozenset(
    {
        S.VICTIM_CONTACTED,
        S.CASE_ASSESSED,
        S.ACTION_PLAN,
        S.THRESHOLD_DECISION,
        S.STAGE2_REQUEST,
        S.COMPLAINT,
        S.APPLICATION,
        S.REVIEW_OUTCOME,
        S.AGENCY_FORMS_SENT,
        S.AGENCY_FORMS_RETURNED,
        S.VICTIM_NOT_REACHED,
        S.APPLICATION_CLOSED,
        S.MINUTES_SENT,
        S.ACTION_ESCALATED,
        S.OMBUDSMAN_ENQUIRY,
        S.OMBUDSMAN_ENQUIRY_ANSWERED,
        S.OMBUDSMAN_INVESTIGATION,
        S.OMBUDSMAN_INVESTIGATION_ANSWERED,
        S.OMBUDSMAN_DRAFT,
        S.OMBUDSMAN_DRAFT_ANSWERED,
        S.OMBUDSMAN_REMEDY,
    }
)
_PERSONS = (COMPLAINANT, RESPONDENT, OTHER)


def settle_kind(act: Act, subject: str | None, words: str, cast: Cast, author: str | None) -> tuple[K, str | None]:
    """Kind and actor of an act. `author` is the agency that writes, None for people; gives parties or agency ids."""
    kind = act.kind
    if kind is K.CONTACT and (owner := owner_of_paper(words, act.start)):
        subject = cast.who_at(*owner) or subject
    elif kind is K.CONTACT and subject in _PERSONS and (sent := _WAS_SENT.search(words)) and sent.start() <= act.start:
        named = cast.who_at(*sent.span("sender")) if sent["sender"] else None
        subject = named or (cast.last_agency if sent["sender"] is None else None) or subject
    if kind is K.POLICE_ACTION:
        sender = _sender(act, words, cast)
        if sender is not None:
            return K.AGENCY_ACTION, sender
        if is_agency(subject) and cast.kind(subject) is not AgencyKind.POLICE:
            return K.AGENCY_ACTION, subject
        if is_agency(author) and cast.kind(author) is not AgencyKind.POLICE and _OFFICE_TALK.search(words):
            return K.AGENCY_ACTION, author
        return kind, cast.only(AgencyKind.POLICE) or subject
    if kind is K.CONTACT and cast.kind(subject) is AgencyKind.OMBUDSMAN and subject == cast.speaker:
        return K.AGENCY_ACTION, subject  # what an ombudsman's own report tells of its enquiries
    if kind in (K.COURT, K.ORDER):
        return kind, cast.only(AgencyKind.COURT) or subject
    if kind is K.COMPLAINT:
        return _complaint(act, subject, words)
    if kind is K.COMPLAINT_RESPONSE:
        if subject in _PERSONS and act.name == "acknowledgement":
            return K.CONTACT, subject
        if subject == COMPLAINANT and _UNHAPPY.search(words):
            return K.COMPLAINT, subject
        if subject in _PERSONS:
            return kind, author
        return kind, subject or author
    if kind is K.DECISION and subject in _PERSONS and words[act.start :].lower().startswith("agreed"):
        return kind, subject
    if kind is K.DECISION:
        return kind, subject if is_agency(subject) else (author or subject)
    if kind is K.AGENCY_ACTION:
        if act.name == "notice" and subject in _PERSONS and _AGREEMENT.match(words, act.start):
            return kind, subject
        if subject in _PERSONS:
            return K.CONTACT, subject
        if cast.kind(subject) is AgencyKind.POLICE and act.name not in ("referral", "disclosure"):
            return K.POLICE_ACTION, subject
        return kind, subject or author
    return kind, subject


def _sender(act: Act, words: str, cast: Cast) -> str | None:
    """The landlord, council or other body whose officers an act of "officers" was done by; None if by the police."""
    officers = _OFFICERS.match(words, act.start)
    if act.name != "attendance" or officers is None or _FORCE.search(words[: act.start]):
        return None
    from_ = _SENT_BY.match(words, act.start)
    named = cast.who_at(from_.end(), from_.end() + 3) if from_ else None
    body = named or cast.who_at(act.start, officers.end())
    if body is None and not _POLICE_WORK.search(words[act.start :]):
        body = cast.last_agency
    return body if cast.kind(body) in _WITH_OFFICERS else None


_WITH_OFFICERS = (AgencyKind.REGISTERED_PROVIDER, AgencyKind.LOCAL_AUTHORITY)


def _complaint(act: Act, subject: str | None, words: str) -> tuple[K, str | None]:
    if is_agency(subject):
        if _ANSWERS.search(words[: act.end]):
            return K.CONTACT, subject
        if act.name == "stage 2 asked" and not _RECEIVED.search(words):
            return K.AGENCY_ACTION, subject
        return K.COMPLAINT, COMPLAINANT
    return K.COMPLAINT, subject or COMPLAINANT


def steps_of(words: str, kind: K, actor: str | None) -> frozenset[S]:
    """The steps that an act of this kind by this actor can be."""
    steps = set(find_steps(words))
    if kind in (K.CONTACT, K.REPORT, K.POLICE_ACTION, K.COURT, K.ORDER):
        steps &= _TALK_STEPS
    if is_agency(actor):
        steps -= {S.COMPLAINT, S.STAGE2_REQUEST, S.APPLICATION, S.APPEAL}
    elif actor is not None:
        steps -= {S.STAGE1_RESPONSE, S.STAGE2_RESPONSE}
    return frozenset(steps)


_MATTERS = (
    (S.STAGE2_ACKNOWLEDGED, re.compile(r"\bstage (?:2|two)\b|\bescalat", re.IGNORECASE)),
    (S.COMPLAINT_ACKNOWLEDGED, re.compile(r"\b(?:formal |new |official )?complaint\b", re.IGNORECASE)),
    (
        S.APPLICATION_ACKNOWLEDGED,
        re.compile(
            r"\b(?:application|case review|community trigger|activation|(?:your|her|his|the) request)\b", re.IGNORECASE
        ),
    ),
)
_PRONOUN_ALONE = re.compile(
    r"\backnowledged (?:it|this|that|them)\b|\b(?:it|this|that) (?:was|has been|had been) (?:not |never "
    r"|only )?acknowledged",
    re.IGNORECASE,
)


def matter_of(words: str) -> S | None:
    """Which step an acknowledgement would be after these words; None where they name no complaint or application."""
    return next((step for step, pattern in _MATTERS if pattern.search(words)), None)


def acknowledged(steps: frozenset[S], words: str, matter: S | None) -> frozenset[S]:
    """ "You acknowledged it on 3 April": it is the complaint or application that was spoken of last (`matter`)."""
    return steps | {matter} if matter is not None and _PRONOUN_ALONE.search(words) else steps
