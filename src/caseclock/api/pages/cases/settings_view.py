"""The settings of a case as a form has them, and what two people who change them at once must be told. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseclock.api.routes.cases import CaseView
from caseclock.api.store.tables import Names
from caseclock.extractor.exports.wording import day, listed

_FIELDS = {
    "reference": "Reference",
    "application_date": "Day of the case review application",
    "as_of": "Day for which clocks are judged",
    "policies": "Policies",
    "keep_until": "Keep until",
}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member: what they are called, more about who that is, how people are named to them, whether it is who looks."""

    id: str
    name: str
    more: str
    names: Names
    is_self: bool


def asked_of(case: CaseView) -> dict[str, Any]:
    """The settings of a case as the form's fields: days as YYYY-MM-DD, "" for none."""
    days = {name: getattr(case, name) for name in ("application_date", "as_of", "keep_until")}
    return {
        "reference": case.reference,
        **{name: value.isoformat() if value else "" for name, value in days.items()},
        "policies": list(case.policies),
    }


def seal_of(fields: Mapping[str, Any]) -> str:
    """Changes with the settings, and with nothing else of the case."""
    kept = {name: fields[name] for name in _FIELDS}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:32]


def differences(typed: Mapping[str, Any], stands: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was typed that is not how the case stands: the name of the field and its words."""
    return [
        (called, _words(typed[name])) for name, called in _FIELDS.items() if _plain(typed, name) != _plain(stands, name)
    ]


def _plain(fields: Mapping[str, Any], name: str) -> object:
    value = fields[name]
    return set(value) if isinstance(value, list) else value.strip()


def _words(value: object) -> str:
    if isinstance(value, list):
        return listed(value) or "none ticked"
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value) or "nothing"
