"""Which policies there are: those shipped, and an organisation's own."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseclock.api.arguments import did_you_mean
from caseclock.api.making.inputs import own_policies
from caseclock.api.problems import invalid
from caseclock.api.store import tables
from caseclock.extractor.policies.loader import load_policies, read_own_policy
from caseclock.models.policy import Policy


def every_policy(session: Session) -> dict[str, Policy]:
    """All policies by id; an organisation's own stands before a shipped one."""
    own = {policy.id: policy for policy in map(read_own_policy, own_policies(session))}
    return dict(sorted({**load_policies(), **own}.items()))


def check_known(session: Session, ids: Iterable[str]) -> None:
    """Raises Problem 422 for an id that no policy has."""
    shipped = load_policies()
    unknown = [one for one in ids if one not in shipped]
    if not unknown:
        return
    own = set(session.scalars(select(tables.Policy.id).where(tables.Policy.id.in_(unknown))))
    for one in unknown:
        if one not in own:
            hint = did_you_mean(one, shipped) or ": see GET /api/v1/policies"
            raise invalid(f"There is no policy {one}{hint}", "policies")
