"""The lines that introduce a message inside a text: "From:/Sent:/To:/Subject:" blocks and "On ... wrote:"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from caseclock.extractor.lines import Line
from caseclock.extractor.stamps import first_stamp

_NAMES = {
    "from": "from",
    "sent": "date",
    "sent on": "date",
    "date": "date",
    "date sent": "date",
    "received": "received",
    "to": "to",
    "cc": "cc",
    "bcc": "bcc",
    "subject": "subject",
    "reply-to": "other",
    "reply to": "other",
    "importance": "other",
    "priority": "other",
    "sensitivity": "other",
    "attachments": "other",
    "attachment": "other",
    "categories": "other",
    "message-id": "id",
    "on behalf of": "other",
    "sent on behalf of": "other",
    "sender": "other",
    "follow up flag": "other",
    "flag status": "other",
    "due by": "other",
}
_WORDS = "|".join(sorted((re.escape(name) for name in _NAMES), key=len, reverse=True))
# Prints mark the names in bold (*From:*, **From:**) and put tabs or bars about them.
_FIELD = re.compile(
    rf"^[\s|]*[*_]{{0,3}}(?P<name>{_WORDS})[*_]{{0,3}}[ \t]*[:|][*_]{{0,3}}[ \t\u00a0|]*(?P<value>.*?)[\s|]*$", re.I
)
# Some programs put no colon behind the names; only where a line above says that a message follows.
_BARE_FIELD = re.compile(r"^\s*(?P<name>From|To|Cc|Date|Sent|Subject)[ \t]+(?P<value>\S.*?)\s*$")
_SEPARATOR = re.compile(
    r"^\s*(?:-{2,}\s*(?:original|forwarded|replied|begin forwarded)\s*(?:message|email|mail|e-mail)?.*?-*"
    r"|begin forwarded message:?|forwarded message:?)\s*$",
    re.I,
)
_RULE = re.compile(r"^\s*[_\-=*]{5,}\s*$")
_ADDRESS = re.compile(r"[\w.+'-]+@[\w.-]+\.\w+|mailto:", re.I)
_ATTRIBUTION = re.compile(r"^[\s*_]*on\b(?P<words>.{6,320}?)\s(?:wrote|writes|said|has written)\s*:[\s*_]*$", re.I)
# "Ann Lee <ann@post.example> wrote on 03/05/2023 10:15:"
_TURNED_ATTRIBUTION = re.compile(r"^[\s*_]*(?P<who>\S.{1,100}?)\swrote on (?P<when>.{6,60}?)\s*:[\s*_]*$", re.I)
_BARE_ATTRIBUTION = re.compile(r"^[\s*_]*(?P<who>[^<>\n]{2,80}<[^<>\s]+@[^<>\s]+>)\s(?:wrote|writes)\s*:[\s*_]*$", re.I)
_LONGEST_ATTRIBUTION = 4  # lines that a mail program wraps it over
_LONGEST_BLOCK = 60  # lines of a header block, long lists of recipients included


@dataclass(frozen=True, slots=True)
class Introduction:
    """Lines [first, last] (indexes) that introduce a message, and what they say.

    `quoted_below` says that the message itself stands one quote mark deeper than its introduction.
    """

    first: int
    last: int
    sender: str = ""
    recipients: tuple[str, ...] = ()
    sent: datetime | None = None
    subject: str = ""
    message_id: str = ""
    quoted_below: bool = False


@dataclass(slots=True)
class _Block:
    """A header block while it is read."""

    values: dict[str, list[str]] = field(default_factory=dict)
    last: int = -1
    current: str = ""

    def add(self, name: str, value: str, index: int) -> None:
        self.values.setdefault(name, []).append(value)
        self.current, self.last = name, index

    def extend(self, value: str, index: int) -> None:
        values = self.values[self.current]
        values[-1] = f"{values[-1]} {value}".strip()
        self.last = index

    def value(self, name: str) -> str:
        return " ".join(self.values.get(name, [""])[0].split()).strip("* ")


def introduction_at(lines: Sequence[Line], at: int) -> Introduction | None:
    """The introduction of a message that begins at line `at`, None if none does."""
    line = lines[at]
    if line.blank or (line.mark and line.mark.cells):
        return None
    first, told = at, False
    if _SEPARATOR.match(line.text) or _RULE.match(line.text):
        told = bool(_SEPARATOR.match(line.text))
        at = _next_filled(lines, at)
        if at < 0 or at - first > 3:
            return None
    block = _header_block(lines, at, told)
    if block is not None:
        return Introduction(
            first,
            block.last,
            sender=block.value("from"),
            recipients=tuple(
                person for name in ("to", "cc", "bcc") for person in split_people("; ".join(block.values.get(name, [])))
            ),
            sent=_sent(block.value("date") or block.value("received")),
            subject=block.value("subject"),
            message_id=block.value("id"),
        )
    return _attribution(lines, at) if first == at else None


def split_people(written: str) -> tuple[str, ...]:
    """The people of a To or Cc line as written: "Name <address>" each."""
    written = " ".join(written.split())
    if ";" in written:
        parts = written.split(";")
    elif "@" in written:
        parts = _rejoin(written.split(","))
    elif written.count(",") <= 1:
        parts = [written]
    else:
        parts = written.split(",")
    named = (re.sub(r"^'(.*)'$", r"\1", part.strip(" ,*|")) for part in parts)
    return tuple(name for name in named if name)


def _rejoin(parts: list[str]) -> list[str]:
    """Put pieces without an address back in front of the next one: they were "Surname," of "Surname, Name <...>"."""
    result: list[str] = []
    held = ""
    for part in parts:
        whole = f"{held},{part}" if held else part
        if "@" in part:
            result.append(whole)
            held = ""
        else:
            held = whole
    return [*result, held] if held else result


def _header_block(lines: Sequence[Line], at: int, told: bool) -> _Block | None:
    """The header block that begins at line `at`. It needs a sender, a date with a digit and one more header; behind a
    separator ("Original Message") a sender and any other header will do."""
    field_of = _FIELD if _FIELD.match(lines[at].text) or not told else _BARE_FIELD
    opening = field_of.match(lines[at].text)
    if not opening or _NAMES[opening["name"].lower()] in ("other", "id", "bcc"):
        return None
    block = _Block()
    index = at
    while index < len(lines) and index - at < _LONGEST_BLOCK:
        line = lines[index]
        found = field_of.match(line.text)
        name = _NAMES[found["name"].lower()] if found else ""
        if found and line.quotes == lines[at].quotes and (name == "other" or name not in block.values):
            block.add(name, found["value"], index)
        elif line.blank:
            # Word and HTML put every header in a paragraph of its own: one blank line between headers is let pass.
            following = _next_filled(lines, index)
            if following < 0 or following - index > 1 or not _continues(lines, following, at, block):
                break
        elif not _is_wrapped(lines, index, at, block):
            break
        else:
            block.extend(line.text.strip(), index)
        index += 1
    return block if _complete(block, told) else None


def _continues(lines: Sequence[Line], index: int, at: int, block: _Block) -> bool:
    found = _FIELD.match(lines[index].text)
    return bool(found) and lines[index].quotes == lines[at].quotes and _NAMES[found["name"].lower()] not in block.values  # type: ignore[index]


def _is_wrapped(lines: Sequence[Line], index: int, at: int, block: _Block) -> bool:
    """Is this line the rest of the header above it: an empty value told below, or a list that goes on?"""
    line = lines[index]
    if line.quotes != lines[at].quotes or not block.current:
        return False
    if not block.values[block.current][-1]:
        return len(line.text) < 200
    if block.current in ("to", "cc", "bcc", "from"):
        above = block.values[block.current][-1]
        return above.endswith((";", ",", "<")) or bool(re.match(r"\s*<?[\w.+'-]+@[\w.-]+>?[;,]?\s*$", line.text))
    if block.current == "subject" and line.text[:1] in (" ", "\t"):
        return True
    following = index + 1
    return following < len(lines) and block.current == "subject" and _continues(lines, following, at, block)


def _complete(block: _Block, told: bool) -> bool:
    sender = block.value("from")
    if not sender:
        return False
    others = [name for name in ("to", "cc", "subject") if name in block.values]
    written = block.value("date")
    dated = _sent(written) is not None
    if told:
        return dated or bool(others)
    return dated and bool(others) and len(sender) <= 160


def _attribution(lines: Sequence[Line], at: int) -> Introduction | None:
    """ "On 3 May 2023 at 10:15, Ann Pardew <...> wrote:", wrapped over up to four lines."""
    joined = ""
    quotes = lines[at].quotes
    for last in range(at, min(at + _LONGEST_ATTRIBUTION, len(lines))):
        line = lines[last]
        if line.blank or line.quotes != quotes:
            return None
        joined = f"{joined} {line.text.strip()}".strip()
        if (
            last == at
            and not re.match(r"[\s*_]*on\b", joined, re.I)
            and not (_BARE_ATTRIBUTION.match(joined) or _TURNED_ATTRIBUTION.match(joined))
        ):
            return None
        if not joined.rstrip("*_ ").endswith(":"):
            continue
        following = _next_filled(lines, last)
        below = following >= 0 and lines[following].quotes > quotes
        return _read_attribution(joined, at, last, below)
    return None


def _read_attribution(joined: str, first: int, last: int, below: bool) -> Introduction | None:
    bare = _BARE_ATTRIBUTION.match(joined)
    found = _ATTRIBUTION.match(joined)
    turned = _TURNED_ATTRIBUTION.match(joined)
    when = first_stamp(turned["when"]) if turned else None
    if turned and when and when.clock and (below or _ADDRESS.search(turned["who"])):
        return Introduction(first, last, sender=_person(turned["who"]), sent=when.moment, quoted_below=below)
    if found is None:
        return Introduction(first, last, sender=bare["who"].strip(), quoted_below=below) if bare and below else None
    words = found["words"]
    stamp = first_stamp(words)
    # "On 3 May 2023 the council wrote:" in a report is prose: a mail program tells the time or the address.
    if stamp is None or not (stamp.clock or _ADDRESS.search(words) or below):
        return None
    sender = (words[: stamp.start] + words[stamp.end :]).strip(" ,\t*_")
    sender = re.sub(r"^(?:at|[A-Z]{3,4}|[+-]\d{4}|\(?(?:GMT|BST|UTC)[^)\s,]*\)?)[,\s]+", "", sender).strip(" ,")
    return Introduction(first, last, sender=_person(sender), sent=stamp.moment, quoted_below=below)


def _person(written: str) -> str:
    """A name as phones write it, without the comma in front of the address."""
    return re.sub(r",\s*(?=<)", " ", written.strip())


def _sent(written: str) -> datetime | None:
    stamp = first_stamp(written)
    return stamp.moment if stamp else None


def _next_filled(lines: Sequence[Line], at: int) -> int:
    return next((index for index in range(at + 1, len(lines)) if not lines[index].blank), -1)
