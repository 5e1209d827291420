"""Which policies a case calls for when nobody has named any: those of the bodies that its papers speak of."""

import re
from collections.abc import Iterable, Sequence

from caseclock.models.agency import Agency
from caseclock.models.policy import Policy

_NO_PART = re.compile(r"\b(?:the|limited|ltd|plc)\b")


def called_for(agencies: Iterable[Agency], offered: Sequence[Policy]) -> tuple[Policy, ...]:
    """The policies of `offered`, in their order, whose body is an agency of the case by its name or one of its aliases.

    A name must be the same but for case, "&" and "the". Which version was in force is for thresholds and delays."""
    known = {_plain(name) for agency in agencies for name in (agency.name, *agency.aliases)}
    return tuple(policy for policy in offered if _plain(policy.body) in known)


def _plain(name: str) -> str:
    words = _NO_PART.sub(" ", name.casefold().replace("&", " and "))
    return " ".join(re.findall(r"\w+", words))
