"""Text messages printed one below the other: a line says which way a message went and when, the message follows it."""

import re
from collections.abc import Sequence

from caseclock.extractor.lines import Line
from caseclock.extractor.readers.plain.chats import DATE, TIME, Pieces, few_strangers

_STAMP = rf"(?P<date>{DATE})(?:[ \t\u00a0\u202f]|,|at\b|[-–@])*(?P<time>{TIME})"
_WAY = r"(?:(?P<way>sent|received|incoming|outgoing)\b)"
_SIDE = r"(?:to|from)\b[ \t]*:?[ \t]+"
_NAME = r"[^\n:|@\d]{1,60}?|\+?\d[\d ()]{6,16}"
# "Sent: 12/03/2024 18:22", "Received from Ann Lee: 12 March 2024 at 6.22pm", "To Ann Lee - 12/03/2024, 18:22"
_ONE_LINE = re.compile(
    rf"^\W*(?:{_WAY}(?:[ \t]+(?:on|message))?(?:[ \t]+(?P<side>{_SIDE}(?P<name>{_NAME})))?"
    rf"|(?P<side2>{_SIDE}(?P<name2>{_NAME})))"
    rf"[ \t:,|–-]*(?:on\b[ \t:]*)?\(?{_STAMP}\)?(?P<rest>.*)$",
    re.I,
)
# "From: Ann Lee" above "Date: 12/03/2024 18:22".
_FROM = re.compile(r"^\W*from[ \t]*:[ \t]*(?P<name>[^@\n]{1,60}?)\s*$", re.I)
_WHEN = re.compile(rf"^\W*(?:date(?: and time|/time)?|time|sent|received|on|at)[ \t]*:[ \t]*{_STAMP}\W*$", re.I)
_TO = re.compile(r"^\W*to[ \t]*:[ \t]*[^@\n]{1,60}$", re.I)
_LABEL = re.compile(r"^\W*(?:message|text|body|content)[ \t]*:[ \t]*", re.I)
# The names of fields of emails and of records of logs: a line beside such a line is one of them itself.
_FIELD = re.compile(
    r"^\W*(?:from|to|cc|bcc|subject|re|date|sent|received|reply-to|importance|attachments?|log|cad|ref(?:erence)?|crime|"
    r"incident|caller|informant|location|address|grade|priority|status|officer|operator|type|category|closed|opened|"
    r"created|reported|occurred|result|outcome|details)\b[\w /]{0,20}:",
    re.I,
)
_TALK_WORD = r"(?:conversation|chat|thread|(?:text |sms )?messages?|texts?)(?: thread| history)?"
_OTHER_SIDE = re.compile(
    rf"^\W*{_TALK_WORD}(?:[ \t]+(?:with|between|from|to|and from|with/between))?[ \t]*"
    r"(?::|(?<=with)[ \t]|(?<=between)[ \t])"
    r"[ \t]*(?P<name>\S[^\n]{0,80}?)(?:[ \t,(]{1,4}\+?\d[\d ()-]{7,20})?\s*$",
    re.I,
)
_TALK = re.compile(r"\b(?:text messages?|texts|sms|i?messages? (?:with|between)|conversation|chat)\b", re.I)
_FEWEST = 2
_Span = tuple[int, int]


def text_message_starts(lines: Sequence[Line]) -> dict[int, Pieces]:
    """The lines at which a printed text message begins, each with its cells; {} if the lines are no such print.

    The From cell of a message that came in is the name of the other side, also where only the head of the print says
    it. That of a message that went out is the word that says so: whose telephone it was a print seldom tells.
    """
    found = _one_lined(lines)
    if len(found) < _FEWEST:
        found = _headed(lines)
    return found if len(found) >= _FEWEST and few_strangers(lines, found) else {}


def _one_lined(lines: Sequence[Line]) -> dict[int, Pieces]:
    heads = {at: m for at, line in enumerate(lines) if (m := _ONE_LINE.match(line.text)) and _is_head(lines, at)}
    if not heads:
        return {}
    other = _other_side(lines, min(heads))
    both = {_went_out(head) for head in heads.values()} == {True, False}
    named = any(head["name"] or head["name2"] for head in heads.values())
    # "Received: ..." alone is a field of many forms: a conversation goes both ways or is called one.
    if not (both or other or (named and _is_called_talk(lines, min(heads)))):
        return {}
    starts: dict[int, Pieces] = {}
    for at, head in heads.items():
        begin, last = lines[at].start, lines[at].last
        at_end = begin + head.end("time")
        rest = re.match(r"[\W_]*", head["rest"])
        words = begin + head.start("rest") + (rest.end() if rest else 0)
        text = words if words < last else _first_below(lines, at + 1, at_end)
        starts[at] = _pieces(lines[at], head, _from(lines[at], head, other), text)
    return starts


def _headed(lines: Sequence[Line]) -> dict[int, Pieces]:
    """Messages headed "From: ..." and "Date: ...", in a print that is called texts: emails are headed so too."""
    starts: dict[int, Pieces] = {}
    for at, line in enumerate(lines[:-1]):
        sender = _FROM.match(line.text)
        if not sender or (at and _FIELD.match(lines[at - 1].text)):
            continue
        below = at + 2 if _TO.match(lines[at + 1].text) and at + 2 < len(lines) else at + 1
        when = _WHEN.match(lines[below].text)
        after = lines[below + 1].text if below + 1 < len(lines) else ""
        if not when or (_FIELD.match(after) and not _LABEL.match(after)):
            continue
        name = (line.start + sender.start("name"), line.start + sender.end("name"))
        text = _first_below(lines, below + 1, lines[below].last)
        starts[at] = _pieces(lines[below], when, name, text)
    return starts if starts and _is_called_talk(lines, min(starts)) else {}


def _is_head(lines: Sequence[Line], at: int) -> bool:
    """Does the line stand by itself above its message, not among the fields of an email or of a record?"""
    for there in (at - 1, at + 1):
        if not 0 <= there < len(lines):
            continue
        head = _ONE_LINE.match(lines[there].text)
        bare = _ONE_LINE.match(lines[min(at, there)].text)
        if head and bare and not re.search(r"\w", bare["rest"]):
            return False
        if not head and _FIELD.match(lines[there].text):
            return False
    return True


def _went_out(head: re.Match[str]) -> bool:
    if head["way"]:
        return head["way"].lower() in ("sent", "outgoing")
    return head["side2"].lower().startswith("to")


def _from(line: Line, head: re.Match[str], other: _Span | None) -> _Span:
    if _went_out(head):
        side = "side" if head["side"] else "side2" if head["side2"] else "way"
        return line.start + head.start(side), line.start + head.end(side)
    for name in ("name", "name2"):
        if head[name]:
            return line.start + head.start(name), line.start + head.end(name)
    return other or (line.start + head.start("way"), line.start + head.end("way"))


def _other_side(lines: Sequence[Line], first: int) -> _Span | None:
    """With whom the print says above its messages that they were exchanged."""
    for line in lines[:first]:
        found = _OTHER_SIDE.match(line.text)
        if found:
            return line.start + found.start("name"), line.start + found.end("name")
    return None


def _is_called_talk(lines: Sequence[Line], first: int) -> bool:
    return any(_TALK.search(line.text) for line in lines[:first])


def _first_below(lines: Sequence[Line], at: int, none: int) -> int:
    """Where the words of a message begin that stands below its head; `none` if nothing does."""
    for line in lines[at:]:
        if not line.blank:
            label = _LABEL.match(line.text)
            return line.start + label.end() if label and label.end() < len(line.text.rstrip()) else line.first
    return none


def _pieces(line: Line, stamp: re.Match[str], sender: _Span, text: int) -> Pieces:
    day = (line.start + stamp.start("date"), line.start + stamp.end("date"))
    clock = (line.start + stamp.start("time"), line.start + stamp.end("time"))
    return (("Date", *day), ("Time", *clock), ("From", *sender), ("Text", text, max(text, line.last)))
