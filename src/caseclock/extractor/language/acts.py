"""What a clause tells that somebody did: the procedural acts of case papers, by kind and by step.

The tables are tried in order; the first that matches the clause gives its kind. Words of behaviour are not here
(`behaviours.py`): a clause can hold both ("she rang the police because he was shouting")."""

import re
from dataclasses import dataclass

from caseclock.models.entry import EntryKind as K
from caseclock.models.step import Step as S


@dataclass(frozen=True, slots=True)
class Act:
    """An act found in a clause: its kind, and where its words stand (offsets in the clause)."""

    kind: K
    start: int
    end: int
    name: str


def _table(*rows: tuple[K, str, str]) -> tuple[tuple[K, str, re.Pattern[str]], ...]:
    return tuple((kind, name, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, name, words in rows)


_STAGE = r"stage[ -]?(?:1|one|2|two|3|three)|first stage|second stage|final stage"
_COURT = r"(?:county |magistrates[’']? |crown |high )?courts?"

_ACTS = _table(
    # --- courts and orders
    (
        K.COURT,
        "verdict",
        r"convict(?:ed|ion)\b|ple(?:d|aded) (?:not )?guilty|found (?:him |her |them )?(?:not )?guilty|sentenced\b|acquitted|committed to prison|(?:week|month|year)s? (?:suspended )?(?:prison|custodial) sentence|unfit to (?:stand trial|plead)",
    ),
    (
        K.ORDER,
        "order made",
        r"(?:obtain(?:ed|ing)|grant(?:ed|ing)|secured|(?:was|were|been) (?:made|given|issued)|made|imposed|given|issued|placed under|put in place|upheld|discharged|varied|extended|successful in) (?:[\w’'-]+ ){0,7}?(?:injunction|restraining order|curfew|closure order|criminal behaviour order|CBO|non-molestation order|possession order|exclusion order|bail conditions|undertaking|committal order|order)\b|(?:injunction|restraining order|curfew|closure order|criminal behaviour order|possession order|exclusion order|order)\b(?: \w+){0,3} (?:was|were|had been|has been) (?:made|granted|obtained|imposed|issued|put in place|extended|refused|rejected|discharged|varied|to remain)|injunction order remained|exclusion (?:\w+ )?(?:was|were) (?:not agreed|rejected|refused|granted|agreed)",
    ),
    (
        K.COURT,
        "hearing",
        rf"(?:return |final |court |first |bail |committal |possession |injunction |criminal |plea )?(?:hearing|trial)\b(?: \w+){{0,5}} (?:took place|take place|taken place|was held|were held|be held|held|was listed|adjourned|was adjourned|scheduled|was scheduled|fixed)|attended (?:the )?(?:{_COURT}|hearing|trial)|return date (?:had been|was|is) (?:scheduled|fixed|set|listed)|(?:case|matter) was heard|heard (?:in|at) (?:{_COURT})|appeared (?:at|before|in) (?:the )?{_COURT}|{_COURT} (?:found|decided|ordered|heard|conducted|refused|adjourned)|judge (?:ordered|refused|found|decided|adjourned)|issued proceedings|claim (?:was )?issued|hearing",
    ),
    # --- police
    (
        K.POLICE_ACTION,
        "arrest",
        r"(?:re-?)?arrest(?:ed|ing)?\b|charged (?:with|for)\b|was charged|(?:released|bailed)\b|questioned under caution|interviewed under caution|interviewed\b|cautioned\b|(?:taken|remanded) (?:in|into) custody|detained\b|sectioned\b|dispersed\b|crimed\b|stop(?:ped)? and search",
    ),
    (
        K.POLICE_ACTION,
        "attendance",
        r"(?:police|officers?|PCs?|PCSOs?|unit|constables?|patrol)\b(?: \w+){0,4}? (?:came|come|attended|arrived|visited|were called and|spoke|seized|reviewed|took|recovered|searched|viewed)|(?:on scene|unit (?:\w+ )?sent|scene visited|house to house (?:done|completed|carried out)|(?:suspect|male|female|offender|aggrieved|victim|injured party|witness|occupant) (?:seen|spoken to|interviewed|arrested|visited|advised)|(?:spoken to|words of advice|advised as to)|supervisor review|filed (?:pending|undetected|no further)|no further action taken|ASNT|AQOA|intel(?:ligence)? (?:log )?submitted|crime (?:was )?(?:recorded|filed|closed))|(?:who|they) attended (?:within|and|at)|when they attended|seen at home",
    ),
    # --- the case review
    (
        K.COMPLAINT,
        "application",
        r"(?:appl(?:y|ied|ying|ies)|ask(?:ed|ing|s)?|request(?:ed|ing|s)?|submitted|submit|made|activat(?:e|ed|ing)|application|sent in) (?:[\w’'-]+ ){0,5}?(?:(?:ASB |anti-?social behaviour )?case reviews?|community trigger)|(?:case review|community trigger) (?:application|request|form)|request for (?:a |an |the )?(?:ASB )?(?:case review|community trigger)|you applied\b",
    ),
    (
        K.DECISION,
        "threshold",
        r"threshold (?:is|was|has been|had been|have been)? ?(?:not )?(?:been )?(?:met|reached|satisfied)|(?:meets?|met|reached|satisf(?:y|ies|ied)) (?:the )?threshold|accepted that (?:[\w ’']+ )?threshold|case reviews? (?:has been )?(?:granted|refused|accepted|declined)",
    ),
    # --- complaints about the service
    (K.COMPLAINT_RESPONSE, "acknowledgement", r"acknowledg(?:e?ment|ed|es|ing)\b"),
    (
        K.COMPLAINT,
        "stage 2 asked",
        rf"escalat(?:e|ed|es|ing|ion)\b|(?:request(?:ed|s|ing)?|ask(?:ed|s|ing)?|want(?:ed|s)?|like) (?:[\w’'-]+ ){{0,7}}?(?:(?:{_STAGE})\b|(?:a )?review of (?:the|our|your|my|this|its) (?:\w+ )?(?:reply|response|decision|complaint))",
    ),
    (
        K.COMPLAINT_RESPONSE,
        "response",
        rf"(?:{_STAGE})\b(?: of (?:its|our|the) complaints? (?:process|procedure))? ?(?:complaint )?(?:response|reply|letter|decision|answer)|(?:response|reply|answer|letter|decision|wrote|replied|responded)\b(?: [\w’'-]+){{0,6}}? (?:at|under|to) (?:{_STAGE})|(?:complaint|final|formal|written) (?:response|reply|answer)|(?:respond(?:ed|ing)|repl(?:y|ied)|wrote|answered) (?:[\w’'-]+ ){{0,4}}?(?:to|about) (?:her|his|my|your|their|the) complaint|complaint (?:is|was|has been) (?:not |partly |partially )?upheld|upheld (?:her|his|the|your|my) complaint",
    ),
    (
        K.COMPLAINT,
        "complaint",
        r"(?:submit(?:ted)?|mak(?:e|ing)|made|rais(?:ed|ing)|lodg(?:ed|ing)|log(?:ged)?|sent|send|wrote|received|put in|register(?:ed)?|repeated) (?:[\w’'“\"-]+ ){0,4}?(?:formal |stage 1 |stage one |second |new )?complaint\b|(?:formal|stage (?:1|one)|new stage (?:1|one)|second|official) complaint|complain(?:ed|s|ing) (?:to|about|that)\b|(?:[\w’'”]+ )?complained\b|(?:expression of )?dissatisf(?:ied|action)|complaint (?:in|received|reached|logged|made)|your complaint (?:reached|of|dated|arrived)|appeal(?:ed)? (?:against|to)\b",
    ),
    (
        K.DECISION,
        "decision",
        r"(?:severe )?maladministration|service failure|fault (?:by|found|causing)|(?:decided|determined|concluded)\b|(?:my|our|the|its) decision (?:is|was)|not upheld|did not ['‘“]?uphold|no new information",
    ),
    # --- what agencies do
    (
        K.AGENCY_ACTION,
        "referral",
        r"refer(?:red|ral made)\b|made a referral|passed (?:on )?to\b|handed over to|instructed (?:solicitors?|counsel|the solicitor)",
    ),
    (
        K.AGENCY_ACTION,
        "disclosure",
        r"(?:request(?:ed|ing)?|sought|asked for|chased|obtain(?:ed)?) (?:[\w’'-]+ ){0,5}?(?:disclosure|copy|copies|legal advice|advice|evidence|records|footage)|disclosure (?:had been|was|has been) requested",
    ),
    (
        K.AGENCY_ACTION,
        "notice",
        r"(?:serv(?:ed|ice of|ing)|issu(?:ed|ing)|sent|delivered|posted|gave|given|served) (?:[\w’'()-]+ ){0,6}?(?:warning|notice|NOSP|NSP|CPN|CPW|ABC|contract|injunction)\b|(?:warning|notice|NOSP|NSP|CPN|CPW|tenancy warning|warning letter|parking letter|letter)s?\b(?: \w+){0,4}? (?:was|were|had been|has been|been)? ?(?:sent|served|issued|delivered|posted|gone|handed)|(?:tenancy |formal |written |final |verbal |second |first )*warning (?:letter )?to\b",
    ),
    (
        K.AGENCY_ACTION,
        "visit",
        r"(?:visit(?:ed|s)?|HV|home visit|called (?:on|round)|came to see|inspect(?:ed|ion)|attended (?:her|his|the|my|their) (?:\w+ )?(?:home|property|flat|house|address))\b(?! by)",
    ),
    (
        K.AGENCY_ACTION,
        "case work",
        r"(?:open(?:ed)?|clos(?:ed|ing)|re-?open(?:ed)?|transferred|reassigned|allocated) (?:[\w’'-]+ ){0,4}?(?:case|file|complaint|investigation)|case (?:was |has been )?(?:opened|closed|allocated|reviewed)|(?:review(?:ed|s)?|checked|assess(?:ed|ment)|investigat(?:ed|ion)|conven(?:ed)|appointed|arrang(?:ed)|install(?:ed)|fitted|carried out|complet(?:ed)|considered|logged|noted that|interviewed|monitor(?:ed)|removed|repaired|awarded|offered (?:[\w£’'-]+ ){0,3}?(?:compensation|£))\b|risk (?:assessment|form|matrix)|action plan|\bRAM\b|mediation offered|multi-agency (?:meeting|group)|meeting (?:was )?(?:held|took place|of)|panel (?:met|meeting)|intervened|had to intervene|prompt(?:ed)? the|presentation|workshops?|made enquiries",
    ),
    # --- telling and talking
    (
        K.CONTACT,
        "talk",
        r"wrote|written to|writ(?:es|ing) to|e-?mailed|emailed|telephoned|phoned|phone[ds]? |called\b|rang\b|rung\b|texted|messaged|spoke\b|spoken\b|contact(?:ed)?\b(?! details| number)|respon(?:ded|se from|se on|se of)\b|replied\b|answered\b|chas(?:ed|ing)\b|ask(?:ed|s)\b|told\b|informed\b|notified\b|advis(?:ed|es)\b|updated\b|apologi[sz]ed\b|confirmed\b|explained\b|queried\b|forwarded\b|sent\b|provided\b|supplied\b|gave\b|offered\b|met (?:with|her|him|me|us|the)\b|discussed\b|invited\b|stat(?:ed|es)\b|said\b|reported\b|report(?:s|ing)\b|raised\b|requested\b|correspondence|conversation|conference call|meeting\b|email (?:in|out|from|of|to)\b|T/C|tel(?:ephone)? call|letter (?:from|to|of|dated)|LVM|left (?:a )?(?:voicemail|message)|c/b\b|signposted|appointment",
    ),
)

_WILL = re.compile(
    r"\b(?:would|will|shall|should|could|can|may|might|must|cannot|can[’']t|won[’']t|wouldn[’']t|couldn[’']t|if|unless|whether|wanted|wants|wish(?:ed|es)?|like|intend(?:s|ed|ing)?|plan(?:s|ned)? to|need(?:s|ed)?|"
    r"going to|in order to|able to|unable to|likely to|aim(?:s|ed)? to|hope[sd]? to|ask(?:ed|s|ing)? (?:\w+ ){0,3}(?:to|if|whether)|refused to|agreed to|due to be|request(?:ed)? that|ought|expect\w*|continue to|the need to|obliged to|responsibility to|"
    r"promise[sd]? to|so (?:that|as)|please|happy to|available to|were to|is to|are to|be to)\b[^.;]*$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:asked|requested|wanted|told|advised|informed|invited|reminded)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|never|no one|nobody|nothing|none|n[’']t|hadn[’']t|hasn[’']t|didn[’']t|wasn[’']t|weren[’']t|fail(?:ed|ing|ure|s) to|without|neither|no)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"\b(?:called off|cancel\w*|not kept|did(?:n[’']t| not) (?:get to|attend|turn up|come|show)|no[- ]show|missed|postponed|not rebooked|nobody (?:kept|came|attended|turned up)|not been (?:done|sent|visited)|"
    r"no (?:reply|response|answer|acknowledge?ment|visit|contact|letter|call) (?:has|have|had|was|were|from|to|yet)\b)",
    re.IGNORECASE,
)


def find_acts(clause: str) -> list[Act]:
    """The acts of a clause, at most one from each row of the tables, in their order."""
    matches = ((kind, name, pattern.search(clause)) for kind, name, pattern in _ACTS)
    return [Act(kind, match.start(), match.end(), name) for kind, name, match in matches if match]


def is_unreal(clause: str, at: int) -> bool:
    """Is the act at offset `at` of the clause only wished, planned, conditional or asked for?"""
    before = clause[:at]
    return bool(_WILL.search(before))


def is_negated(clause: str, at: int) -> bool:
    """Is the act said not to have been done? "Not until 5 May" says that it was done, on 5 May."""
    before, after = clause[:at], clause[at:]
    if _CALLED_OFF.search(clause):
        return True
    match = _NOT.search(before)
    if not match:
        return False
    return not re.search(r"\bnot\b[^.;]{0,40}\buntil\b", before + after, re.IGNORECASE)


_STEPS: tuple[tuple[S, re.Pattern[str]], ...] = tuple(
    (step, re.compile(words, re.IGNORECASE))
    for step, words in (
        (
            S.APPLICATION_ACKNOWLEDGED,
            r"acknowledg\w+ (?:[\w’']+ ){0,4}?(?:application|request for (?:a|an|the) (?:\w+ )?(?:case )?review|activation|CT1)|(?:application|request)\b(?: \w+){0,4} (?:was|has been) acknowledged",
        ),
        (
            S.THRESHOLD_DECISION,
            r"threshold\b(?:[^.]{0,30})\b(?:met|reached|satisfied)|(?:meets?|met|reached|satisf(?:y|ies|ied)) (?:the )?threshold",
        ),
        (
            S.VICTIM_CONTACTED,
            r"(?:next steps|process|procedure|how (?:a|the) review works?)\b[^.]{0,60}\b(?:case review|trigger|review)|(?:filled in|completed|went through|done|carried out)\b[^.]{0,40}\brisk (?:form|assessment|matrix)|risk (?:form|assessment|matrix) (?:was )?(?:completed|filled in|done)\b|CT6",
        ),
        (
            S.REVIEW_MEETING,
            r"(?:panel|case review|trigger)\b[^.]{0,25}\bmeeting\b|panel (?:met|sat|considered)|case review (?:was )?held",
        ),
        (S.APPEAL_OUTCOME, r"\bappeal\b[^.]{0,40}\b(?:dismissed|allowed|upheld|rejected|responded|considered)"),
        (S.APPEAL, r"\bappeal(?:ed|s)? (?:against|to|the)\b"),
        (
            S.APPLICATION,
            r"(?:appl(?:y|ied|ying)|ask(?:ed|ing|s)?|request(?:ed|ing|s)?|made|submitted|activat\w+)\b[^.]{0,40}\b(?:case review|community trigger)|(?:case review|community trigger) (?:application|request|please)|\byou applied\b|application for (?:a|an) (?:ASB )?case review|request for a case review",
        ),
        (S.STAGE2_ACKNOWLEDGED, r"acknowledg\w+[^.]{0,40}\b(?:stage (?:2|two)|escalation|review request)"),
        (
            S.COMPLAINT_ACKNOWLEDGED,
            r"acknowledg\w+[^.]{0,40}\bcomplaint|complaint\b[^.]{0,40}\backnowledg|letter of acknowledge?ment|acknowledge?ment (?:\w+ ){0,3}(?:went|sent|posted|emailed|was|letter|issued|to you)|acknowledge?ment\b",
        ),
        (S.STAGE3_RESPONSE, r"stage (?:3|three) (?:response|reply|letter|decision)"),
        (
            S.STAGE2_RESPONSE,
            r"(?:stage (?:2|two)|second stage|final) (?:complaint )?(?:response|reply|letter|decision|answer)|(?:wrote|written|replied|responded|reply|response|answer|letter)\b[^.]{0,40}\bat stage (?:2|two)",
        ),
        (
            S.STAGE2_REQUEST,
            r"escalat\w+|(?:request(?:ed|s|ing)?|ask(?:ed|s|ing)?|want(?:s|ed)?)\b[^.]{0,60}\bstage (?:2|two)|(?:stage (?:2|two)) (?:request|asked|requested)|request(?:ed|s)? (?:a )?review of (?:our|the|your|its)",
        ),
        (
            S.STAGE1_RESPONSE,
            r"(?:stage (?:1|one)|first stage) (?:complaint )?(?:response|reply|letter|decision|answer)|(?:wrote|written|replied|responded|reply|response|answer|letter)\b[^.]{0,40}\bat stage (?:1|one)|complaint (?:response|reply)|complaint (?:is|was|has been) (?:not |partly |partially )?upheld",
        ),
        (
            S.COMPLAINT,
            r"(?:formal|stage (?:1|one)|new|second|official|another) (?:[\w ]{0,9})?complaint|(?:made|submitted|raised|lodged|put in|received|logged|sent) (?:[\w’'“\"]+ ){0,3}complaint|complain(?:ed)? (?:to|about|that|because)\b|your complaint (?:reached|of|dated|arrived|by)|complaint (?:reached|received|in from)|expression of dissatisfaction|(?:was|is|be) dissatisfied",
        ),
        (
            S.CASE_ASSESSED,
            r"(?:logged|opened) (?:[\w’']+ ){0,3}(?:as )?(?:an? )?(?:ASB )?case|ASB case opened|case opened|risk assess|assessed (?:the|her|his|it|as)\b",
        ),
        (
            S.ACTION_PLAN,
            r"action plan (?:was |has been )?(?:agreed|sent|put|drawn|completed)|agreed (?:an|the) action plan|put an action plan",
        ),
    )
)


def find_steps(clause: str) -> frozenset[S]:
    """The steps of a procedure that a clause speaks of. A response is not also the complaint that it answers."""
    found = {step for step, pattern in _STEPS if pattern.search(clause)}
    for more, less in _COVERS:
        if more in found:
            found -= less
    return frozenset(found)


_COVERS: tuple[tuple[S, frozenset[S]], ...] = (
    (S.APPLICATION_ACKNOWLEDGED, frozenset({S.APPLICATION, S.COMPLAINT_ACKNOWLEDGED, S.COMPLAINT})),
    (S.THRESHOLD_DECISION, frozenset({S.APPLICATION, S.COMPLAINT})),
    (S.VICTIM_CONTACTED, frozenset({S.APPLICATION, S.CASE_ASSESSED, S.REVIEW_MEETING})),
    (S.STAGE2_ACKNOWLEDGED, frozenset({S.COMPLAINT_ACKNOWLEDGED, S.STAGE2_REQUEST, S.COMPLAINT})),
    (S.COMPLAINT_ACKNOWLEDGED, frozenset({S.COMPLAINT, S.STAGE2_REQUEST})),
    (S.STAGE2_RESPONSE, frozenset({S.STAGE1_RESPONSE, S.COMPLAINT, S.STAGE2_REQUEST})),
    (S.STAGE2_REQUEST, frozenset({S.COMPLAINT, S.STAGE1_RESPONSE})),
    (S.STAGE1_RESPONSE, frozenset({S.COMPLAINT})),
    (S.STAGE3_RESPONSE, frozenset({S.COMPLAINT, S.STAGE2_RESPONSE})),
    (S.APPEAL_OUTCOME, frozenset({S.APPEAL})),
)
