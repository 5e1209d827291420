"""The day that a paper bears as its own."""

import re
from collections.abc import Iterator

from caseclock.extractor.stamps import Stamp, first_stamp, stamps
from caseclock.models.document import DocumentKind
from caseclock.models.text import Role, Text

_HEAD_LINES = 16
_TAIL_LINES = 8
# "Printed 03/05/2023 09:12", "Run by A Dean on 03/05/2023", "Prepared 3 May 2023 for ...", "Correct as at 3 May 2023"
_PRINTED = re.compile(
    r"\b(?:printed|prepared|run|produced|generated|extracted|exported|downloaded|compiled|disclosed|"
    r"back(?:ed)?[- ]?up(?: (?:made|taken|created|saved|date))?|"
    r"report(?:ed)? run|date of (?:print|report|extract|disclosure|export)|"
    r"(?:print|report|export|extract|run) date|as (?:at|of)|issued)\b"
    r"(?P<between>[^\n]{0,50})",
    re.I,
)
_DATED = re.compile(
    r"^[\s|*_]*(?:(?:dated(?: this)?|date(?: (?:of (?:application|statement|letter|report|completion|signing|this \w+)|"
    r"signed|completed|written|submitted))?|application date|completed on|submitted(?: on)?|published|date\(s\)|"
    r"(?:agreed|adopted|approved|made|sealed|(?:last )?(?:updated|reviewed|revised))(?: on)?)"
    r"\b[*_]*[\s:|\t]*(?:[a-z]+day,?\s+)?|(?:signed(?: and dated)?|signature|before .{0,30}judge)\b[^\n\d]{0,80})",
    re.I,
)
_SIGNED = re.compile(r"\bsigned\b[^\n]{0,80}\bdated?\b", re.I)
_MEETING = re.compile(
    r"\bminutes\b|\bmeeting\b|\bheld (?:on|at)\b|\bagenda\b|notes of|\bdate and time\b|\btime and date\b", re.I
)
_EDGE = 20_000  # letters at either end that are looked at: a long text must not be there twice
_NEXT = re.compile(r"\bnext (?:meeting|review)\b", re.I)
_PRINTS = frozenset(
    {DocumentKind.POLICE_DISCLOSURE, DocumentKind.INCIDENT_LOG, DocumentKind.CASE_NOTES, DocumentKind.OTHER}
)
_SIGNED_AT_THE_END = frozenset({DocumentKind.COURT_DOCUMENT, DocumentKind.FORM, DocumentKind.OTHER})


def paper_stamp(kind: DocumentKind, text: Text) -> Stamp | None:
    """The paper's own date, None if it bears none. A diary has none: it was written day by day."""
    if kind is DocumentKind.DIARY:
        return None
    head = _lines(text.text[:_EDGE])[:_HEAD_LINES]
    tail = _lines(text.text[-_EDGE:])[-_TAIL_LINES:]
    furniture = [
        line
        for block in text.blocks
        if block.role is Role.HEADER and block.message == 0
        for line in text.text[block.start : block.end].splitlines()
    ]
    tries: list[Iterator[Stamp]] = []
    if kind in _PRINTS:
        tries.append(_printed([*furniture, *head, *tail]))
    if kind is DocumentKind.REPORT:
        tries.append(_of_meeting(head[:6]))
    if kind in _SIGNED_AT_THE_END:
        tries.append(_dated([*tail, *head]))
    tries += [_alone(head), _dated(head), _dated(tail), _alone(tail), _printed([*furniture, *head, *tail])]
    if kind is DocumentKind.LETTER:
        tries.append(_in_letterhead(head))
    if kind in _SIGNED_AT_THE_END:
        tries.append(_behind_a_name(tail))
    return next((stamp for found in tries for stamp in found), None)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _printed(lines: list[str]) -> Iterator[Stamp]:
    for line in lines:
        for found in _PRINTED.finditer(line):
            stamp = first_stamp(line[found.start() :])
            # The date must follow closely, and no period ("from ... to ...") may stand between.
            if (
                stamp
                and stamp.start <= len(found[0])
                and not re.search(r"\b(?:from|to|between)\b", found["between"][: stamp.start])
            ):
                yield stamp


def _of_meeting(lines: list[str]) -> Iterator[Stamp]:
    for at, line in enumerate(lines):
        if (_MEETING.search(line) or (at and _MEETING.search(lines[at - 1]))) and not _NEXT.search(line):
            yield from stamps(line)
    called = next((at for at, line in enumerate(lines) if _MEETING.search(line)), None)
    for line in lines[called + 1 :] if called is not None else ():
        # A line about the case may stand between the title and the day.
        yield from (stamp for stamp in stamps(line) if not line[: stamp.start].strip())


def _dated(lines: list[str]) -> Iterator[Stamp]:
    for at, line in enumerate(lines):
        found = _DATED.match(line) or _SIGNED.search(line)
        if not found or _NEXT.search(line):
            continue
        stamp = first_stamp(line[found.start() :])
        if stamp and stamp.start <= len(found[0]) + 1:
            yield stamp
        elif not stamp and at + 1 < len(lines):
            # The value may stand on the line below its name.
            below = first_stamp(lines[at + 1])
            if below and _is_alone(lines[at + 1], below):
                yield below


def _alone(lines: list[str]) -> Iterator[Stamp]:
    for line in lines:
        stamp = first_stamp(line)
        if stamp and _is_alone(line, stamp):
            yield stamp


def _is_alone(line: str, stamp: Stamp) -> bool:
    rest = line[: stamp.start] + line[stamp.end :]
    return not re.search(r"[^\W_]", re.sub(r"\bdated?\b", "", rest, flags=re.I))


def _behind_a_name(lines: list[str]) -> Iterator[Stamp]:
    """ "B. Ward, 5 May 2023" at the end."""
    for line in reversed(lines):
        stamp = first_stamp(line)
        if stamp and len(line.split()) <= 8 and not line[stamp.end :].strip(" ."):
            yield stamp


def _in_letterhead(lines: list[str]) -> Iterator[Stamp]:
    """A date beside the address or reference above "Dear"."""
    for line in lines:
        if re.match(r"\s*dear\b", line, re.I):
            return
        if len(line) < 80:
            yield from stamps(line)
