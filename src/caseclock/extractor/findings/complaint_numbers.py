"""The number of each complaint: what acknowledgements and answers bear, not that of the case or of a case review."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseclock.extractor.findings.clocks import OF_COMPLAINTS, REVIEW_STEPS, Mark, comparable
from caseclock.models.event import Linked
from caseclock.models.step import Step

_NUMBER = re.compile(r"\b[A-Za-z]{1,6}(?:[/-][A-Za-z]{1,4})?[/-]?\d[\w/-]*")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of complaints as comparable forms: those that acknowledgements and answers bear, the forms that
    these and others have ("C0852" is a letter and four digits), and numbers that are those of a case review instead."""

    complaints: frozenset[str]
    forms: frozenset[str]
    reviews: frozenset[str]


def numbers_of(linked: Sequence[Linked]) -> Numbers:
    """The numbers under which complaints were answered, and those of case reviews."""
    complaints: set[str] = set()
    made: set[str] = set()
    reviews: set[str] = set()
    for link in linked:
        for event in link.events:
            if event.case_ref and event.steps & OF_COMPLAINTS:
                complaints.add(comparable(event.case_ref))
            elif event.case_ref and event.steps & {Step.APPLICATION, *REVIEW_STEPS}:
                reviews.add(comparable(event.case_ref))
            elif event.case_ref and event.steps & {Step.COMPLAINT, Step.STAGE2_REQUEST}:
                made.add(comparable(event.case_ref))
    forms = {_form(ref) for ref in complaints | (made - reviews) if re.search(r"[a-z]", ref)}
    return Numbers(frozenset(complaints), frozenset(forms), frozenset(reviews - complaints))


def _form(ref: str) -> str:
    return re.sub(r"\d", "9", re.sub(r"[a-z]", "a", ref))


def numbered(mark: Mark, numbers: Numbers) -> Mark:
    """The mark of a complaint with its own number alone: not that of the landlord's case or of a case review, and with
    one that its passage names without saying that it is a number."""
    refs = mark.refs - numbers.reviews
    # Where complaints bear a number with letters, mere figures are those of the landlord's case.
    refs = refs & numbers.complaints or frozenset(ref for ref in refs if not numbers.forms or not ref.isdigit())
    written = mark.written_ref if comparable(mark.written_ref) in refs else ""
    if not refs & numbers.complaints:
        named = sorted(
            {
                (comparable(found), found)
                for place in mark.places
                for found in _NUMBER.findall(place.quote)
                if comparable(found) in numbers.complaints or _form(comparable(found)) in numbers.forms
            }
        )
        if len({ref for ref, _ in named}) == 1:
            refs, written = frozenset({named[0][0]}), named[0][1]
    if refs and not written:
        written = min((one for one in mark.all_written if comparable(one) in refs), default="")
    return replace(mark, refs=refs, written_ref=written)
