"""Passages that do not fit together, and the papers' own arithmetic. Shown side by side, never decided."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from caseclock.extractor.findings.altered_dates import altered_dates
from caseclock.extractor.findings.answered_unsent import answered_unsent
from caseclock.extractor.findings.claimed_before import claimed_before
from caseclock.extractor.findings.contact_counts import contact_counts
from caseclock.extractor.findings.digits import digits
from caseclock.extractor.findings.done_or_not import done_or_not
from caseclock.extractor.findings.duration_slips import duration_slips
from caseclock.extractor.findings.legal_references import legal_references
from caseclock.extractor.findings.money import money
from caseclock.extractor.findings.named_papers import named_papers
from caseclock.extractor.findings.own_lists import own_lists
from caseclock.extractor.findings.passages import Passages, sort_key
from caseclock.extractor.findings.quoted_headers import quoted_headers
from caseclock.extractor.findings.quoted_otherwise import quoted_otherwise
from caseclock.extractor.findings.same_letter import same_letter
from caseclock.extractor.findings.same_thing_two_dates import same_thing_two_dates
from caseclock.extractor.findings.stated_counts import stated_counts
from caseclock.extractor.findings.swapped_day_month import swapped_day_month
from caseclock.extractor.findings.who_is_meant import who_is_meant
from caseclock.models.document import Paper
from caseclock.models.event import Linked
from caseclock.models.finding import Discrepancy
from caseclock.models.mention import TimeMention
from caseclock.models.source import Source

# The order matters where two checks see the same passages: the one that says more stands first and is kept.
_CHECKS: tuple[Callable[[Passages], list[Discrepancy]], ...] = (
    quoted_headers,
    duration_slips,
    digits,
    swapped_day_month,
    altered_dates,
    same_thing_two_dates,
    quoted_otherwise,
    done_or_not,
    stated_counts,
    claimed_before,
    named_papers,
    same_letter,
    legal_references,
    answered_unsent,
    own_lists,
    contact_counts,
    money,
    who_is_meant,
)


def discrepancies(
    linked: Sequence[Linked], papers: Sequence[Paper], times: Mapping[str, Sequence[TimeMention]]
) -> tuple[Discrepancy, ...]:
    """What does not fit, in the order of the first passage cited.

    `linked`: entries with their events; `papers`: the documents with their text; `times`: the settled time mentions of
    each document id. Each finding cites at least two passages and says what differs, not which is right.
    """
    case = Passages(linked, papers, times)
    kept: list[Discrepancy] = []
    citing: dict[str, list[Discrepancy]] = defaultdict(list)  # by document: no others can cite the same passages
    for check in _CHECKS:
        for finding in check(case):
            documents = {source.document for source in finding.sources}
            if not any(_says_the_same(finding, other) for document in documents for other in citing[document]):
                kept.append(finding)
                for document in documents:
                    citing[document].append(finding)
    return tuple(sorted(kept, key=lambda f: (min(sort_key(s) for s in f.sources), f.id)))


def _says_the_same(finding: Discrepancy, other: Discrepancy) -> bool:
    """Are its passages already cited together in another finding: all of them, or two in one about the same?"""
    shared = [s for s in finding.sources if any(_overlap(s, o) for o in other.sources)]
    return len(shared) == len(finding.sources) or (finding.about == other.about and len(shared) > 1)


def _overlap(one: Source, other: Source) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
