"""Answers to something that was never sent: "thank you for your email of 3 May" where no such email can be found."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from caseclock.extractor.findings.compared_words import quoted, slip_of_one_part
from caseclock.extractor.findings.passages import Passages, Sentence, Telling, discrepancy
from caseclock.extractor.findings.phrases import day_text, listed
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind
from caseclock.models.finding import Discrepancy
from caseclock.models.mention import TimeMention

_NOUN = r"e-?mails?|letters?|messages?|notes?|forms?|complaints?|requests?|applications?|correspondence"
_ANSWERED = re.compile(
    rf"\b(?P<whose>your|our|my)\s+(?:\w+\s+){{0,2}}?(?P<noun>{_NOUN})\s*,?\s*(?:of|dated|sent(?: on)?|from)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|and|&|,\s*and)\s*(?:of\s+)?(?:the\s+)?", re.IGNORECASE)
_ANY_NOUN = re.compile(rf"\b(?P<noun>{_NOUN}|wrote|written|writ(?:e|ing)|emailed)\b", re.IGNORECASE)
_NEVER = re.compile(
    r"(?:\b(?:never|not|no one|nobody|nothing)\b|n['’]t\b)[^.;]{0,40}?\b(?:sent|send|wrote|write|written|receiv\w+|had"
    r"|got|arriv\w+|came|come|emailed|exist\w*)\b"
    rf"|\b(?:no|no such|no trace of an?|no record of (?:any|an?)|sent no)\s+(?:{_NOUN})\b",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"\b(?:sent|posted|wrote|written|answer(?:ed)?|repl(?:y|ied)|emailed|issued|(?:letter|e-?mail) (?:out|to))\b", re.I
)
_REPLIED = re.compile(r"\b(?:answered|replied|wrote)\b", re.IGNORECASE)
_ASKED = re.compile(r"\?|\b(?:if|whether|unless)\b", re.IGNORECASE)
_SAME = {"e-mail": "email", "message": "email", "note": "letter"}
_WRITTEN = {"wrote": "letter", "written": "letter", "write": "letter", "writing": "letter", "emailed": "email"}
_BEFORE = 45  # days around the day named in which the writer's other papers must lie
_FEWEST = 3  # papers of that writer among the papers
_SLACK = timedelta(days=1)  # written one day, received the next
_SENT = frozenset({EntryKind.CONTACT, EntryKind.REPORT, EntryKind.COMPLAINT})


@dataclass(frozen=True, slots=True)
class _Answered:
    """Words that answer something said to be sent on a day; `noun` is what it was."""

    noun: str
    ours: bool  # the writer's own ("our letter of ..."), not the reader's
    day: date
    sentence: Sentence
    mention: TimeMention


def answered_unsent(case: Passages) -> list[Discrepancy]:
    """Something that is answered, and that another paper says was never sent, or that is missing where the rest of that
    correspondence is there; about="other"."""
    answered = [found for document in sorted(case.sentences) for found in _answered(case, document)]
    denied = _denials(case)
    own = _own_papers(case)
    shown = [_denied(case, one, denied) or _missing(case, one, own) for one in answered]
    shown += [_sent_all_the_same(case, day, *denial) for day in sorted(denied) for denial in denied[day]]
    return [finding for finding in shown if finding is not None]


def _noun(word: str) -> str:
    word = word.lower().removesuffix("s") if word.lower() != "correspondence" else "letter"
    return _SAME.get(word, _WRITTEN.get(word, word))


def _answered(case: Passages, document: str) -> Iterable[_Answered]:
    for sentence in case.sentences[document]:
        told: re.Match[str] | None = None
        last = 0
        for mention in case.days_in(document, sentence.start, sentence.end):
            at = mention.start - sentence.start
            # "Your emails of 4 March and 21 March": what is said of the first is said of those in a row with it.
            in_row = told is not None and _AND.fullmatch(sentence.text, last, at)
            told = told if in_row else _ANSWERED.search(sentence.text[:at])
            last = mention.end - sentence.start
            if told and mention.from_:
                ours = told["whose"].lower() != "your"
                yield _Answered(_noun(told["noun"]), ours, mention.from_, sentence, mention)


def _denials(case: Passages) -> dict[date, list[tuple[str, Sentence]]]:
    """Sentences that say that something was not sent or did not come, by the day that they name."""
    found: dict[date, list[tuple[str, Sentence]]] = defaultdict(list)
    for document in sorted(case.sentences):
        for sentence in case.sentences[document]:
            noun = _ANY_NOUN.search(sentence.text)
            if noun and _NEVER.search(sentence.text) and not _ASKED.search(sentence.text):
                for mention in case.days_in(document, sentence.start, sentence.end):
                    if mention.from_:
                        found[mention.from_].append((_noun(noun["noun"]), sentence))
    return found


def _denied(case: Passages, answered: _Answered, denials: dict[date, list[tuple[str, Sentence]]]) -> Discrepancy | None:
    for noun, sentence in denials.get(answered.day, ()):
        if noun != answered.noun or sentence.document == answered.sentence.document:
            continue
        text = (
            f"{case.name(answered.sentence.document)} speaks of {_a(answered.noun)} of {day_text(answered.day)} "
            f"({quoted(answered.sentence.text)}); {case.name(sentence.document)} says otherwise "
            f"({quoted(sentence.text)})."
        )
        places = (case.source(s.document, s.start, s.end) for s in (answered.sentence, sentence))
        return discrepancy("unsent", "other", places, text)
    return None


def _sent_all_the_same(case: Passages, day: date, noun: str, sentence: Sentence) -> Discrepancy | None:
    """Passages of other papers that tell of the sending, on the very day, of what one paper says never came."""
    told = []
    for document, mention in case.named_days.get(day, ()):
        other = case.around(document, mention.start, mention.end)
        word = _ANY_NOUN.search(other.text)
        same = _noun(word["noun"]) == noun if word else _REPLIED.search(other.text) is not None
        if document != sentence.document and same and _OUT.search(other.text) and not _NEVER.search(other.text):
            told.append(case.source(document, other.start, other.end))
    if not told:
        return None
    text = (
        f"{case.name(sentence.document)} says that {_a(noun)} of {day_text(day)} was not sent or did not come "
        f"({quoted(sentence.text)}); {case.name(told[0].document)} tells of it ({quoted(told[0].quote)})."
    )
    return discrepancy(
        "unsent", "other", (case.source(sentence.document, sentence.start, sentence.end), *told[:3]), text
    )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _own_papers(case: Passages) -> dict[str, list[Telling]]:
    """The sending of each paper or message that the case holds, by who sent it, in order of time."""
    found: dict[str, list[Telling]] = defaultdict(list)
    for telling in case.tellings:
        if telling.event.own_paper and telling.event.actor and telling.day:
            found[telling.event.actor].append(telling)
    for sent in found.values():
        sent.sort(key=lambda t: (t.day or date.min, t.place))
    return found


def _missing(case: Passages, answered: _Answered, own: dict[str, list[Telling]]) -> Discrepancy | None:
    """Nothing of the day in any paper, though others of the same writer to the same reader are there.

    A writer's own letters are often missing from somebody else's papers: those only where one is a slip away."""
    writer, reader = _pair(case, answered, own)
    if writer is None or reader is None or answered.mention.relative:
        return None
    sender, receiver = (writer, reader) if answered.ours else (reader, writer)
    sent = [t for t in own.get(sender, []) if not t.event.recipients or receiver in t.event.recipients]
    slipped = [t for t in sent if t.day and slip_of_one_part(t.day, answered.day)]
    near = [t for t in sent if t.day and abs((t.day - answered.day).days) <= _BEFORE]
    enough = not answered.ours and len(sent) >= _FEWEST and near
    if not (slipped or enough) or _told_elsewhere(case, answered, sender):
        return None
    shown = slipped or near
    days = [f"{day_text(t.day)} ({case.name(t.event.source.document)})" for t in shown if t.day]
    text = (
        f"{case.name(answered.sentence.document)} speaks of {_a(answered.noun)} of {day_text(answered.day)} "
        f"({quoted(answered.sentence.text)}). The papers have none of that day and no other passage tells of one; from "
        f"the same writer they have {listed(days[:4])}. It may be a slip in the date, or be missing."
    )
    words = case.source(answered.sentence.document, answered.sentence.start, answered.sentence.end)
    closest = min(shown, key=lambda t: (abs((t.day - answered.day).days) if t.day else 0, t.place))
    return discrepancy("unsent", "other", (words, closest.event.source), text)


def _pair(case: Passages, answered: _Answered, own: dict[str, list[Telling]]) -> tuple[str | None, str | None]:
    """Who writes, and who is "you": both as the sending of the paper has them."""
    document = answered.sentence.document
    messages = case.papers[document].text.messages
    inside = [n for n, m in enumerate(messages) if m.start <= answered.sentence.start < m.end]
    number = inside[-1] if inside else 0
    for actor, sent in sorted(own.items()):
        for telling in sent:
            if telling.event.source.document == document and telling.event.message == number:
                others = [r for r in telling.event.recipients if r != actor]
                after = telling.day is not None and telling.day >= answered.day
                return (actor, others[0]) if len(others) == 1 and after else (None, None)
    return None, None


def _told_elsewhere(case: Passages, answered: _Answered, sender: str) -> bool:
    """Does anything else show that there was something of that day: a paper, a message, a passage that speaks of it?"""
    days = {answered.day, answered.day - _SLACK, answered.day + _SLACK}
    for paper in case.papers.values():
        if paper.document.id != answered.sentence.document and paper.document.dated in days:
            return True
        if any(m.sent and m.sent.date() in days for m in paper.text.messages):
            return True
    for day in sorted(days):
        for telling in case.on_day.get(day, ()):
            if telling.event.source.document == answered.sentence.document:
                continue
            if telling.event.kind in _SENT or telling.event.actor == sender or telling.event.own_paper:
                return True
            if any(report.on == day for report in telling.event.told):
                return True
    return any(
        document != answered.sentence.document and _speaks_of_it(case, document, mention)
        for day in sorted(days)
        for document, mention in case.named_days.get(day, ())
    )


def _speaks_of_it(case: Passages, document: str, mention: TimeMention) -> bool:
    if case.papers[document].document.kind is DocumentKind.POLICY:
        return False
    sentence = case.around(document, mention.start, mention.end)
    return _ANY_NOUN.search(sentence.text) is not None or "report" in sentence.text.lower()
