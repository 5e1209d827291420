"""The step of a procedure that a letter or message is by being written: a complaint, its answer, an acknowledgement."""

import re

from caseclock.extractor.language.acts import find_steps
from caseclock.extractor.language.clauses import governing
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.sentences import Span, sentences
from caseclock.models.document import DocumentKind
from caseclock.models.step import Step as S
from caseclock.models.text import Block, Role

_ASKS_REVIEW = re.compile(
    r"\b(?:this is|please (?:treat|accept|take)|I (?:am|would like|want|wish)|I[’']d like|we (?:ask|"
    r"request|apply|would like|want|wish)|I (?:ask|request|apply|hereby)|I[’']m|applying|application|"
    r"apply)\b",
    re.IGNORECASE,
)
_PERFORMS = re.compile(
    r"\b(?:this is (?:a |an |my |our |the |another )?(?:(?:second|third|fourth|further|new|separate|written) )*"
    r"(?:formal|official|stage|complaint)|"
    r"please (?:treat|accept|take) this|"
    r"I (?:wish|want|would like|am writing|write) to (?:make|raise|complain|appeal|escalate|ask|"
    r"request|apply)|I am (?:making|raising|complaining|appealing|escalating|requesting|applying)|"
    r"we (?:wish|want|would like|ask|apply)|"
    r"our (?:reply|response|decision|final response) (?:at|to|is)|my decision is|I (?:have )?decided|"
    r"(?:complaint|appeal) is (?:not |partly |partially )?upheld|I (?:am writing|write) (?:to|in)|"
    r"(?:we|I) (?:acknowledge|have received)|thank you for your (?:complaint|application|request)|"
    r"I (?:uphold|do not uphold)|your (?:application|request|complaint) (?:has been|is) (?:received|"
    r"accepted|refused)|this is our|escalat|stage (?:1|2|one|two)|please escalate|"
    r"(?:does|do|did|has|have) (?:not )?(?:meet|met|reach|reached) (?:the|our) threshold|"
    r"(?<!whether it )(?<!if it )meets (?:the|our) threshold|"
    r"(?<!whether the )(?<!if the )threshold (?:is|was|has) (?:not )?(?:been )?(?:met|reached))",
    re.IGNORECASE,
)
# What is done by being written now, whatever day its object bears: "I appeal against the decision of 5 June".
_BY_THESE_WORDS = re.compile(
    r"^\W*(?:(?:I|we)(?: hereby| now| formally)? (?:appeal|apply|complain|escalate|request)\b"
    r"|please (?:treat|accept|take) this)|"
    r"\band (?:has|have) (?:allowed|dismissed|upheld|refused|rejected)\b",
    re.IGNORECASE,
)
# An answer that is still to come: "You will have our stage 1 response by 3 May".
_PROMISES_ANSWER = re.compile(
    r"\b(?:will|shall|aims? to|hopes? to|expects? to|intends? to|would)\b[^.;]*"
    r"\b(?:respon(?:se|d)|reply|answer|decision|outcome|write)\b"
    r"|[’']ll\b[^.;]*\b(?:response|reply|answer|decision|outcome)\b"
    r"|\b(?:response|reply|answer|decision|outcome)\b[^.;]{0,40}\b(?:will|shall|is due|is to|to follow|should)\b",
    re.IGNORECASE,
)
_IS_ANSWER = re.compile(
    r"\bthis (?:letter |e-?mail )?is\b|\b(?:I|we) (?:have )?(?:decided|uphold|upheld)\b", re.IGNORECASE
)
_RESPONSES = frozenset({S.STAGE1_RESPONSE, S.STAGE2_RESPONSE, S.STAGE3_RESPONSE, S.REVIEW_OUTCOME, S.APPEAL_OUTCOME})
# The day of a letter that this one answers is not the day of what this one does: "I am not satisfied with your answer
# of 3 May and ask for stage 2", "our stage 1 response to your complaint of 3 May".
_ANSWERS_WHAT = re.compile(
    r"\b(?:complaint|letter|answer|reply|response|request|application|e-?mail|decision|form)\s+"
    r"(?:of|dated|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:I|we)\b[^.;]*\b(?:ask|want|wish|would like|request|apply|appeal|escalate|complain)\b|\bplease\b"
    r"|\bthis is (?:our|my)\b",
    re.IGNORECASE,
)


def steps_of_letter(context: Context, message: int) -> frozenset[S]:
    """The step of a procedure that a letter or message is by being written; empty for other papers."""
    kind, voice = context.paper.document.kind, context.speaker(message).voice
    of_theirs = kind is DocumentKind.OTHER and voice is Voice.VICTIM and context.paper.document.dated is not None
    if kind not in (DocumentKind.LETTER, DocumentKind.EMAIL, DocumentKind.FORM) and not of_theirs:
        return frozenset()
    messages = context.paper.text.messages
    subject = messages[message].subject if 0 <= message < len(messages) else context.paper.subject
    return own_steps(context, body_of(context, message), subject, voice)[0]


def body_of(context: Context, number: int) -> list[Block]:
    return [
        b
        for b in context.paper.text.blocks
        if b.message == number and b.role in (Role.PARAGRAPH, Role.ITEM, Role.HEADING)
    ]


def own_steps(context: Context, body: list[Block], subject: str, voice: Voice) -> tuple[frozenset[S], Span | None]:
    """The steps that the writing itself is, and the sentence that says so. What has its own date is only told of."""
    text = context.paper.text.text
    allowed = _ALLOWED[Voice.VICTIM if voice is Voice.VICTIM else Voice.AGENCY]
    found: dict[S, Span] = {}
    for block in body:
        for sentence in sentences(text, block.start, block.end):
            words = text[sentence.start : sentence.end].replace("\n", " ")
            received = voice is not Voice.VICTIM and bool(_RECEIPT.search(words))
            times = governing(text, sentence, context.times_in(sentence.start, sentence.end))
            times = [
                t for t in times if not (_NOW.search(words) and _ANSWERS_WHAT.search(text[sentence.start : t.start]))
            ]
            now = bool(_BY_THESE_WORDS.search(words))
            if any(t.from_ != context.paper.document.dated for t in times) and not (received or now):
                continue
            heading = block.role is Role.HEADING or (len(words) < 90 and not words.rstrip().endswith("."))
            asks = bool(_ASKS_REVIEW.search(words)) and "review" in words.lower()
            if not (received or heading or asks or now or _PERFORMS.search(words)):
                continue
            steps = find_steps(words)
            if _PROMISES_ANSWER.search(words) and not _IS_ANSWER.search(words):
                steps -= _RESPONSES
            if _OF_STAGE_2.search(words) and not _OF_REVIEW.search(words):
                steps = frozenset(_NO_REVIEW.get(step, step) for step in steps)
            if received:
                steps = frozenset(_RECEIPTS.get(step, step) for step in steps)
            for step in sorted(steps & allowed):
                found.setdefault(step, sentence)
    if voice is Voice.AGENCY and not found:
        found = _stage_answered(context, body) or _panel_reported(context, body)
    own = _strongest({*found, *(find_steps(subject) & allowed)})
    spans = sorted((found[s].start, found[s].end) for s in own if s in found)
    return frozenset(own), Span(*spans[0]) if spans else None


# "Your request for stage 2 has reached us" is worded as an application for a case review is.
_OF_STAGE_2 = re.compile(r"\bstage (?:2|two)\b|\bescalat", re.IGNORECASE)
_OF_REVIEW = re.compile(r"\b(?:case|ASB) review\b|\btrigger\b", re.IGNORECASE)
_NO_REVIEW = {S.APPLICATION: S.STAGE2_REQUEST, S.APPLICATION_ACKNOWLEDGED: S.STAGE2_ACKNOWLEDGED}
_COMPLAINT_STAGE = re.compile(r"(?=.*\bcomplaint\b).*\bstage (?P<stage>1|2|one|two)\b", re.IGNORECASE)
_FINDS = re.compile(
    r"\b(?:I|we) (?:(?:do|have|can|am|are) )?(?:not |partly |partially |fully )?"
    r"(?:uph(?:o|e)ld|find that|found that)\b|\bcomplaint (?:is|was|has been) (?:not |partly |partially )?upheld\b",
    re.IGNORECASE,
)


def _stage_answered(context: Context, body: list[Block]) -> dict[S, Span]:
    """A letter headed "Complaint C12, stage 1" that finds for or against the complaint is the answer of that stage."""
    text = context.paper.text.text
    if not any(_FINDS.search(text[b.start : b.end]) for b in body):
        return {}
    for block in body:
        words = text[block.start : block.end].strip()
        match = _COMPLAINT_STAGE.match(words) if len(words) < 90 and not words.endswith(".") else None
        if match:
            step = S.STAGE1_RESPONSE if match["stage"].lower() in ("1", "one") else S.STAGE2_RESPONSE
            return {step: Span(block.start, block.end)}
    return {}


_PANEL_MET = re.compile(
    r"\b(?:panel|case review|review (?:panel|meeting|group))\b[^.]{0,40}\b(?:met|sat|was held|took place)\b"
    r"|\bmeeting of (?:the|our) (?:case )?(?:review )?panel\b",
    re.IGNORECASE,
)
_PANEL_FOUND = re.compile(
    r"\b(?:panel|meeting|review|members) (?:has |have )?(?:also )?(?:found|concluded|agreed|decided|recommend(?:s|ed)"
    r"|made)\b"
    r"|\b(?:actions?|recommendations?|action plan)\b[^.]{0,30}\b(?:agreed|made|adopted|drawn up)\b"
    r"|\b(?:agreed|recommended|adopted) (?:the|these|this|an?) (?:following )?"
    r"(?:actions?|recommendations?|action plan)\b",
    re.IGNORECASE,
)


def _panel_reported(context: Context, body: list[Block]) -> dict[S, Span]:
    """A letter to the complainant that tells that the panel met and what it found or agreed is the review's outcome."""
    text = context.paper.text.text
    told = [s for b in body for s in sentences(text, b.start, b.end)]
    met = next((s for s in told if _PANEL_MET.search(text[s.start : s.end])), None)
    found = any(_PANEL_FOUND.search(text[s.start : s.end]) for s in told)
    return {S.REVIEW_OUTCOME: met} if met is not None and found else {}


# A reply that says only that something was received is its acknowledgement.
_RECEIPT = re.compile(
    r"\b(?:thank you for|(?:have|has|had|was|been) received|received (?:it|your)|reached us|I have (?:it|your)|"
    r"we have (?:it|your)|confirm (?:receipt|that (?:I|we) have)|has been logged|"
    r"(?:have|has) (?:logged|registered|recorded) (?:it|this|your)|"
    r"(?:is|are) (?:hereby |now )?acknowledged|"
    r"(?:I|we|this|is|e-?mail|letter|message|write|writing) (?:(?:hereby|now|also|formally|to) )*acknowledges? "
    r"(?:it|this|receipt|(?:your|the|this) (?:[\w-]+ ){0,3}?"
    r"(?:complaint|request|application|form|letter|e-?mail|escalation)))\b",
    re.IGNORECASE,
)
_RECEIPTS = {
    S.APPLICATION: S.APPLICATION_ACKNOWLEDGED,
    S.COMPLAINT: S.COMPLAINT_ACKNOWLEDGED,
    S.STAGE2_REQUEST: S.STAGE2_ACKNOWLEDGED,
}
_ALLOWED = {
    Voice.VICTIM: {S.APPLICATION, S.COMPLAINT, S.STAGE2_REQUEST, S.STAGE3_REQUEST, S.APPEAL},
    Voice.AGENCY: {
        S.STAGE1_RESPONSE,
        S.STAGE2_RESPONSE,
        S.STAGE3_RESPONSE,
        S.COMPLAINT_ACKNOWLEDGED,
        S.STAGE2_ACKNOWLEDGED,
        S.APPLICATION_ACKNOWLEDGED,
        S.THRESHOLD_DECISION,
        S.REVIEW_OUTCOME,
        S.APPEAL_OUTCOME,
    },
}


def _strongest(steps: set[S]) -> set[S]:
    """A letter is one step: the later stage where it speaks of several."""
    order = (
        S.APPEAL_OUTCOME,
        S.APPEAL,
        S.THRESHOLD_DECISION,
        S.REVIEW_OUTCOME,
        S.STAGE3_RESPONSE,
        S.STAGE2_RESPONSE,
        S.STAGE1_RESPONSE,
        S.APPLICATION_ACKNOWLEDGED,
        S.STAGE2_ACKNOWLEDGED,
        S.COMPLAINT_ACKNOWLEDGED,
        S.APPLICATION,
        S.STAGE3_REQUEST,
        S.STAGE2_REQUEST,
        S.COMPLAINT,
    )
    for step in order:
        if step in steps:
            return {step}
    return set()
