"""What must come out: the chronologies of a run in which nothing happens, without a service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.api.results import result_json
from caseclock.extractor.build import build
from caseclock.extractor.intake import Given, read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.document import Status
from stress.faults.papers import Sending
from stress.faults.sending import AS_OF, reference


@dataclass(frozen=True, slots=True)
class Expected:
    """A case as it must be: `chronology.json`, the ids of its papers and of what is attached, those unreadable."""

    chronology: bytes
    documents: frozenset[str]
    unreadable: frozenset[str]


def expected(sendings: Sequence[Sending], case: int) -> Expected:
    """What must come of the uploads to a case, by its number; a file that comes twice counts once."""
    given = {(one.name, one.data) for one in sendings if one.case == case}
    papers = read_papers([Given(name, data) for name, data in sorted(given)], DEFAULT_LIMITS)
    offered = tuple(load_policies().values())
    made = build(papers, (), date.fromisoformat(AS_OF), None, reference(case), offered=offered)
    return Expected(
        result_json(made),
        frozenset(one.document.id for one in papers),
        frozenset(one.document.id for one in papers if one.document.status is Status.UNREADABLE),
    )
