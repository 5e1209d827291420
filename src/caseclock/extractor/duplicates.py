"""Which papers are the same: the same bytes under two names, or the same message saved or attached twice."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from caseclock.models.document import Paper
from caseclock.models.text import Role

_EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # the hash of no bytes at all
_ALIKE = 0.8  # share of the words that two copies of one message must have in common


def duplicates(papers: Sequence[Paper]) -> dict[str, str]:
    """For the id of every duplicate the id of the paper that it repeats.

    A file given by itself is the original of one attached to another, and what is in an original of what is in its
    copy; between equals the one is whose name doesn't say that it is a copy, then the one with the shorter name, then
    the first by name.
    """
    result: dict[str, str] = {}
    by_bytes: dict[str, str] = {}
    by_message: dict[tuple[str, datetime], list[Paper]] = {}
    parents = {paper.document.id: paper.document.parent for paper in papers}
    levels: dict[int, list[Paper]] = defaultdict(list)
    for paper in papers:
        levels[_depth(paper, parents)].append(paper)
    for _, level in sorted(levels.items()):
        for paper in sorted(level, key=lambda p: (p.document.parent in result, *_by_name(p), p.document.id)):
            document = paper.document
            original = by_bytes.get(document.sha256) if document.sha256 != _EMPTY else None
            if original is None:
                original = _same_message(paper, by_message)
            if original is None:
                by_bytes[document.sha256] = document.id
            else:
                result[document.id] = original
    return result


# What programs and people put into the name of a copy: "x (1).pdf", "x - Copy.pdf", "Copy of x.pdf", "x copy 2.pdf",
# "FW x.msg", "x_dup.pdf". "RE" and "Re_" are the names of answers.
_COPY = re.compile(
    r"(?<![a-z])(?:cop(?:y|ies)|dup(?:licate)?)(?![a-z])|\(\d{1,2}\)\s*$|^(?:fwd?|forwarded)(?![a-z])",
    re.I,
)


def _by_name(paper: Paper) -> tuple[bool, int, str]:
    """Names that say nothing of a copy first, then short ones, then by the letter. Folders only settle the last."""
    name = paper.document.name
    base = name.rpartition("/")[2]
    stem = base.rpartition(".")[0] or base
    return bool(_COPY.search(stem)), len(stem), name


def _depth(paper: Paper, parents: Mapping[str, str | None]) -> int:
    """How many papers a paper was found in, one in the other."""
    depth, at = 0, paper.document.parent
    while at is not None and depth <= len(parents):
        depth, at = depth + 1, parents.get(at)
    return depth


def _same_message(paper: Paper, by_message: dict[tuple[str, datetime], list[Paper]]) -> str | None:
    """The paper that holds the same message: same id, or same sender; same moment; nearly the same words."""
    own = paper.text.messages[0] if paper.text.messages else None
    if own is None or own.sent is None or not own.sender:
        return None
    moment = own.sent.replace(second=0)  # prints leave the seconds out
    keys = [(f"from {_address(own.sender)}", moment)]
    if own.message_id:
        keys.append((f"id {own.message_id.strip('<> ').lower()}", moment))
    words = _words(paper)
    for key in keys:
        for other in by_message.get(key, []):
            if _alike(words, _words(other)):
                return other.document.id
    for key in keys:
        by_message.setdefault(key, []).append(paper)
    return None


def _address(sender: str) -> str:
    found = re.search(r"[\w.+'-]+@[\w.-]+", sender)
    return (found[0] if found else " ".join(sender.split())).lower()


def _words(paper: Paper) -> frozenset[str]:
    """The words that the message itself adds."""
    text = paper.text
    own = [b for b in text.blocks if b.message == 0 and b.role not in (Role.HEADER, Role.SIGNATURE)]
    return frozenset(word for b in own for word in re.findall(r"\w+", text.text[b.start : b.end].lower()))


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    if not first or not second:
        return first == second
    return len(first & second) >= _ALIKE * min(len(first), len(second)) and len(first & second) >= 0.5 * len(
        first | second
    )
