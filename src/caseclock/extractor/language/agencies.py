"""Agencies: one identity per organisation across all papers of a case, however each paper calls it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from caseclock.extractor.language.agency_people import (
    ADDRESS,
    Staff,
    address_of,
    find_apps,
    find_staff,
    learn_from_text,
    plain_person,
    staff_key,
    staff_pattern,
)
from caseclock.extractor.language.agency_register import Register, build_register, form_key, forms_pattern
from caseclock.extractor.language.agency_roles import RoleHit, Settler, find_roles
from caseclock.extractor.language.agency_words import vocabulary
from caseclock.extractor.language.authorship import letterhead, writes_as_ombudsman
from caseclock.models.agency import Agency
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.mention import AgencyMention


@dataclass(frozen=True, slots=True)
class AgencyIndex:
    """The agencies of a case, and where each paper (by document id) mentions them, in order of place."""

    agencies: tuple[Agency, ...]
    mentions: dict[str, tuple[AgencyMention, ...]]
    _authors: dict[str, str] = field(default_factory=dict)
    _staff: Staff = field(default_factory=Staff)
    _forms: dict[str, str] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None

    def author(self, paper: Paper) -> str | None:
        """The agency whose paper it is; None for the papers of private people."""
        return self._authors.get(paper.document.id)

    def of_email(self, address_or_name: str) -> str | None:
        """The agency of an email address, of a header value ("Ann Lee <ann@x.example>") or of a member of its staff."""
        if address := address_of(address_or_name) or ("@" in address_or_name and address_or_name.strip("<> ")) or "":
            return self._staff.of_address(address)
        name = " ".join(address_or_name.split())
        return self._forms.get(form_key(name)) or self._staff.names.get(plain_person(name))

    def named_in(self, words: str) -> str | None:
        """The agency (or its app or team) that a few words name, such as a file name or a table heading."""
        found = self._pattern.search(words.replace("_", " ")) if self._pattern else None
        return self._forms.get(form_key(found[0])) if found else None


def find_agencies(papers: Sequence[Paper]) -> AgencyIndex:
    """Find every agency that the papers mention and settle which is which over the whole case.

    The result does not depend on the order of the papers, except that papers are told apart by document id.
    """
    ordered = sorted(papers, key=lambda paper: (paper.document.name, paper.document.id))
    register = build_register(ordered)
    staff = find_staff(ordered, register)
    pattern, forms = forms_pattern(register, {**staff.teams, **find_apps(ordered, register, staff)})
    named = {paper.document.id: _named_mentions(paper, pattern, forms, register) for paper in ordered}
    finder = (pattern, forms)
    authors = {
        paper.document.id: _author(paper, named[paper.document.id], register, staff, finder) for paper in ordered
    }
    for paper in ordered:
        spans = [(m.start, m.end, m.agency) for m in named[paper.document.id]]
        learn_from_text(paper.text.text, spans, authors[paper.document.id], staff)
    people, owners = staff_pattern(staff)
    settler = Settler(register, {key: tuple(found) for key, found in named.items()}, authors)
    mentions: dict[str, tuple[AgencyMention, ...]] = {}
    staffed: set[tuple[str, int]] = set()
    for paper in ordered:
        key = paper.document.id
        other = _people_mentions(paper, people, owners, staff)
        staffed.update((key, mention.start) for mention in other)
        found = _without_overlaps([*named[key], *other])
        mentions[key] = _with_roles(paper, found, settler)
    known = {key: author for key, author in authors.items() if author is not None}
    for paper in ordered:
        if paper.document.id not in known and (late := _late_author(paper, settler)):
            known[paper.document.id] = late
    agencies = _agencies(ordered, mentions, staffed, register, known.values())
    return AgencyIndex(agencies, mentions, known, staff, forms, pattern)


def _named_mentions(
    paper: Paper, pattern: re.Pattern[str] | None, forms: dict[str, str], register: Register
) -> list[AgencyMention]:
    """Mentions by name, short name, or the paper's own defined wording."""
    text = paper.text.text
    found = []
    if pattern is not None:
        for match in pattern.finditer(text):
            if owner := forms.get(form_key(match[0])):
                found.append(AgencyMention(match.start(), match.end(), match[0], owner))
    for definition in register.definitions[paper.document.id]:
        phrase = r"\s+".join(re.escape(word) for word in definition.phrase.split())
        for match in re.finditer(rf"(?<!\w){phrase}(?!\w)", text, re.IGNORECASE):
            found.append(AgencyMention(match.start(), match.end(), match[0], definition.agency))
    return _without_overlaps(found)


def _people_mentions(
    paper: Paper, people: re.Pattern[str] | None, owners: dict[str, str], staff: Staff
) -> list[AgencyMention]:
    """Mentions by an address or by the name of somebody who works there."""
    text = paper.text.text
    found = []
    for match in ADDRESS.finditer(text):
        if owner := staff.of_address(match[0]):
            found.append(AgencyMention(match.start(), match.end(), match[0], owner))
    if people is not None:
        for match in people.finditer(text):
            if owner := staff_key(match[0], owners):
                found.append(AgencyMention(match.start(), match.end(), match[0], owner))
    return found


def _with_roles(paper: Paper, found: list[AgencyMention], settler: Settler) -> tuple[AgencyMention, ...]:
    """The mentions by name with those by role added, each settled with what was mentioned before it in view."""
    roles = _free_of(find_roles(paper.text.text), found)
    ordered: list[AgencyMention] = []
    waiting = list(reversed(found))
    for role in roles:
        while waiting and waiting[-1].start < role.start:
            ordered.append(waiting.pop())
        if owner := settler.settle(paper, role, ordered):
            ordered.append(AgencyMention(role.start, role.end, role.quote, owner))
    return (*ordered, *reversed(waiting))


def _free_of(roles: list[RoleHit], found: list[AgencyMention]) -> list[RoleHit]:
    starts = [mention.start for mention in found]
    free = []
    for role in roles:
        at = bisect_right(starts, role.start)
        before = found[at - 1] if at else None
        after = found[at] if at < len(found) else None
        if (before is None or before.end <= role.start) and (after is None or after.start >= role.end):
            free.append(role)
    return free


def _without_overlaps(mentions: list[AgencyMention]) -> list[AgencyMention]:
    """In order of place; of two that overlap the longer stays."""
    kept: list[AgencyMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.agency)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


# ------------------------------------------------------------------ whose paper it is


def _author(
    paper: Paper,
    named: list[AgencyMention],
    register: Register,
    staff: Staff,
    finder: tuple[re.Pattern[str] | None, dict[str, str]],
) -> str | None:
    """By the sender's address, else the author as read, else the letterhead or signature."""
    senders = [message.sender for message in paper.text.messages[:1]] + [paper.author]
    for sender in senders:
        if address := address_of(sender):
            return staff.of_address(address)
    if writes_as_ombudsman(paper.text.text):
        own = [m.agency for m in named if register.named[m.agency].sort == "ombudsman"]
        if own:
            return min(set(own), key=lambda key: (-own.count(key), key))
    if paper.author:
        pattern, forms = finder
        if pattern is not None and (match := pattern.search(paper.author)):
            return forms.get(form_key(match[0]))
        if owner := staff.names.get(plain_person(paper.author)):
            return owner
    if paper.document.kind == DocumentKind.EMAIL:
        return None
    return letterhead(paper, named)


def _late_author(paper: Paper, settler: Settler) -> str | None:
    """A police disclosure without a letterhead is the police's own all the same."""
    if paper.document.kind == DocumentKind.POLICE_DISCLOSURE:
        return settler.only("police")
    return None


# ------------------------------------------------------------------ the list


def _agencies(
    papers: Sequence[Paper],
    mentions: dict[str, tuple[AgencyMention, ...]],
    staffed: set[tuple[str, int]],
    register: Register,
    authors: Iterable[str],
) -> tuple[Agency, ...]:
    """Every agency that is mentioned or writes, by id; aliases in the order of first sight, without people's names."""
    aliases: dict[str, dict[str, str]] = {author: {} for author in authors}
    for paper in papers:
        for mention in mentions[paper.document.id]:
            seen = aliases.setdefault(mention.agency, {})
            if (paper.document.id, mention.start) not in staffed:
                alias = " ".join(mention.quote.split())
                seen.setdefault(alias.casefold(), alias)
    shared = Counter(plain for seen in aliases.values() for plain in seen)
    sorts = vocabulary().sorts
    made = []
    for key in sorted(aliases):
        if key in register.named:
            name, kind = register.named[key].name, sorts[register.named[key].sort].kind
        else:
            sort = sorts[key.replace("-", "_")]
            name, kind = sort.name, sort.kind
        # Words that stand for two agencies of the case ("the court") are a name of neither.
        own = tuple(alias for plain, alias in aliases[key].items() if shared[plain] == 1)
        made.append(Agency(id=key, name=name, kind=kind, aliases=own))
    return tuple(made)
