"""Which lines of a message are its signature: names, titles and numbers after "Regards", notices, phone tags."""

import re
from collections.abc import Sequence

from caseclock.extractor.lines import Line

_DELIMITER = re.compile(r"^\s*(?:--\s?|—|__+)\s*$")
_TAG = re.compile(
    r"^\s*(?:sent (?:from|via|using|with) (?:my |the |a )?[\w .,'&/-]{2,60}|get outlook for \w+.*|"
    r"(?:classification:?[ \t]*)?official(?:[ -]+sensitive)?(?: ?- ?\w+)?|"
    r"(?:yahoo|sky|bt) ?mail.{0,30}on android|download .{0,40} mail for .{0,30})\s*$",
    re.I,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many|very best|all the best)?[ ,]*(?:regards?|wishes)|"
    r"all the best|yours(?: (?:sincerely|faithfully|truly|in hope|etc))?|sincerely|"
    r"(?:many |with |kind )?thanks?(?: you)?(?: (?:and )?(?:in advance|again|very much|(?:kind |best )?regards))?|"
    r"cheers|k ?r|rgds|respectfully)\s*[,.!]?\s*$",
    re.I,
)
_NOTICE_START = re.compile(
    r"^\W*(?:disclaimer|confidential(?:ity)?(?: (?:notice|note|statement))?\b|caution\W+this e-?mail|"
    r"\[?external\]?\b.{0,40}"
    r"(?:e-?mail|sender)|warning\W+this e-?mail|this (?:e-?mail|message|communication|transmission)\b.{0,80}"
    r"(?:confidential|intended|privileged|scanned|contain|is sent)|please consider the environment|"
    r"think before you print|"
    r"if you (?:have received|are not the (?:intended|named))|the information (?:contained )?in this "
    r"(?:e-?mail|message)|"
    r"(?:any )?views or opinions|the views expressed|registered (?:office|in england|society|charity)|"
    r"this e-?mail originated from outside)",
    re.I,
)
_NOTICE_WORDS = re.compile(
    r"intended (?:recipient|solely|only)|in error|confidential|privileged|virus|data protection|monitored|unauthorised|"
    r"legally binding|views expressed|opinions expressed|delete (?:it|this)|addressee",
    re.I,
)
_CONTACT = re.compile(
    r"(?:\b(?:tel|telephone|mob|mobile|phone|fax|direct(?: dial)?|ddi|ext|email|e-mail|web|t|m|e|w)\s*[:.]\s*\S)|"
    r"\S+@\S+\.\S+|(?:https?://|www\.)\S+|(?:\+44|\b0)[\d ()]{9,}\d",
    re.I,
)
_LONGEST_SIGNATURE = 14  # filled lines
_LONGEST_LINE = 90  # characters: longer lines are prose
_POSTSCRIPT = re.compile(r"^\s*p\.?\s?p?\.?s\b", re.I)


def signature_lines(lines: Sequence[Line], sender: str) -> set[int]:
    """Indexes of the lines of one message that are no part of what it says. `sender` is "Name <address>" or ""."""
    result: set[int] = set()
    paragraphs = _paragraphs(lines)
    for group in paragraphs:
        if _is_notice(" ".join(lines[at].text.strip() for at in group)):
            result.update(group)
    for at, line in enumerate(lines):
        if _TAG.match(line.text):
            result.add(at)
        elif _DELIMITER.match(line.text) and _short_below(lines, at, result):
            result.update(range(at, len(lines)))
            break
        elif _CLOSING.match(line.text) and at not in result:
            result.update(_below_closing(lines, at, result))
    result.update(_closing_name(lines, paragraphs, sender, result))
    return {at for at in result if not lines[at].blank}


def _paragraphs(lines: Sequence[Line]) -> list[list[int]]:
    groups: list[list[int]] = [[]]
    for at, line in enumerate(lines):
        if line.blank:
            groups.append([])
        else:
            groups[-1].append(at)
    return [group for group in groups if group]


def _is_notice(words: str) -> bool:
    if _NOTICE_START.match(words):
        return bool(_NOTICE_WORDS.search(words)) or len(words) < 160
    return len(_NOTICE_WORDS.findall(words)) >= 3


def _short_below(lines: Sequence[Line], at: int, known: set[int]) -> bool:
    """Is what follows the delimiter of a signature's size? A rule inside a long message parts its text instead."""
    below = [i for i in range(at + 1, len(lines)) if not lines[i].blank and i not in known]
    return 0 < len(below) <= _LONGEST_SIGNATURE and not any(_is_prose(lines[i].text) for i in below)


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(text) > _LONGEST_LINE or (len(words) >= 9 and not _CONTACT.search(text) and text.count(",") < 3)


def _below_closing(lines: Sequence[Line], at: int, known: set[int]) -> list[int]:
    """The closing line and the short lines under it, up to the first line of prose."""
    taken = [at]
    filled = 0
    for index in range(at + 1, len(lines)):
        line = lines[index]
        if line.blank or index in known or _TAG.match(line.text):
            continue
        if _POSTSCRIPT.match(line.text) or _is_prose(line.text) or filled == _LONGEST_SIGNATURE:
            break
        # Prose wrapped by the mail program: its first line is long, or a sentence goes on.
        if re.search(r"[a-z][.?!]$", line.text.strip()) and len(line.text.split()) > 4:
            break
        filled += 1
        taken.append(index)
    # "Thanks" alone with nothing but prose below opens a message instead of closing it.
    return taken if filled or at + 1 >= len(lines) or not _filled_below(lines, at, known) else []


def _filled_below(lines: Sequence[Line], at: int, known: set[int]) -> bool:
    return any(not lines[i].blank and i not in known for i in range(at + 1, len(lines)))


def _closing_name(lines: Sequence[Line], paragraphs: list[list[int]], sender: str, known: set[int]) -> list[int]:
    """The last paragraph if it is the sender's name, alone or with an address, title and numbers below it."""
    names = _names(sender)
    left = [group for group in paragraphs if not all(at in known for at in group)]
    if not left or not names:
        return []
    last = left[-1]
    opening = re.sub(r"[^\w' -]", " ", lines[last[0]].text).strip().lower()
    short = len(last) <= 8 and all(not _is_prose(lines[at].text) for at in last)
    return last if short and _is_name(opening, names) else []


def _is_name(words: str, names: list[str]) -> bool:
    """ "ann", "ann pardew", "a pardew", "mrs pardew", "ann xx" for a sender called Ann Pardew."""
    parts = [part for part in words.split() if part not in ("mr", "mrs", "ms", "miss", "dr", "x", "xx", "xxx")]
    if not 0 < len(parts) <= 4:
        return False
    return all(
        part in names or any(len(part) == 1 and name.startswith(part) for name in names) for part in parts
    ) and any(part in names for part in parts)


def _names(sender: str) -> list[str]:
    shown = re.sub(r"<[^>]*>|[\"()]", " ", sender)
    if "@" in shown:
        shown = shown.split("@", maxsplit=1)[0].replace(".", " ").replace("_", " ")
    return [part for part in re.findall(r"[\w'-]+", shown.lower()) if len(part) > 1]
