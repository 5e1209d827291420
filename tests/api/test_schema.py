"""The service answers as its description says, whatever it is asked, rightly or wrongly.

CASECLOCK_LONG=1 asks for much longer.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection
from tests.api.people import added_key, typed_person
from tests.api.rights_house import HOOK, PAPER, REFERENCE, SCOPES, pdf_of
from tests.api.running import RunningService, new_case, upload, wait_for

from caseclock.api.description import description

LONG = bool(os.environ.get("CASECLOCK_LONG"))
EXAMPLES = 300 if LONG else 12
_REFUSED = [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422]
CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"deterministic": not LONG, "with-security-parameters": False, "database": "none"},
        "phases": {"coverage": {"enabled": True}},
        "checks": {
            # What is of the right form can be wrong all the same: a day that is before another, an id of nothing.
            "positive_data_acceptance": {"expected-statuses": ["2xx", 304, 401, 403, 404, 409, 410, 412, 422]},
            "negative_data_rejection": {"expected-statuses": _REFUSED},
        },
    }
)
schema = schemathesis.openapi.from_dict(description(), config=CONFIG)


@schemathesis.serializer("application/toml")
def _toml(_context: schemathesis.SerializationContext, value: Any) -> Any:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@dataclass
class Ground:
    """A case with everything in it that a request can be about, and whoever asks."""

    service: RunningService
    keeper: httpx.Client
    key: requests.Session
    person: requests.Session
    ids: dict[str, Any]
    entry: str
    policy: str
    asked: Counter[str] = field(default_factory=Counter)
    answered: dict[str, set[int]] = field(default_factory=dict)

    def has_time_for(self, operation: str, case: Case[Any]) -> bool:
        """Decisions have so many parts that every sixth of what covers them all must do."""
        if LONG or operation != "POST /api/v1/cases/{case}/decisions" or _phase(case) is not TestPhase.COVERAGE:
            return True
        self.asked[operation] += 1
        return self.asked[operation] % 6 == 1

    def things(self, operation: str) -> dict[str, Any]:
        """Ids for the path. What the request may destroy or close is made anew for it."""
        make = _ANEW.get(operation)
        return {**self.ids, **(make(self) if make else {})}


# These need what is sent to people only, or what their app shows; tests/api/auth has them.
_NEVER_GO_WELL = {
    "POST /api/v1/log-in",
    "POST /api/v1/password",
    "PUT /api/v1/me/second-factor",
    "DELETE /api/v1/me/second-factor",
}
_ANEW: dict[str, Callable[[Ground], dict[str, Any]]] = {
    "PATCH /api/v1/cases/{case}": lambda ground: {"case": new_case(ground.keeper)},
    "DELETE /api/v1/cases/{case}": lambda ground: {"case": new_case(ground.keeper)},
    "POST /api/v1/cases/{case}/erase": lambda ground: {"case": new_case(ground.keeper, REFERENCE)},
    "DELETE /api/v1/cases/{case}/members/{member}": lambda ground: _member(ground),
    "DELETE /api/v1/cases/{case}/documents/{document}": lambda ground: _paper(ground),
    "DELETE /api/v1/webhooks/{webhook}": lambda ground: {"webhook": _hook(ground.keeper)},
    "DELETE /api/v1/keys/{key}": lambda ground: {"key": added_key(ground.keeper, *SCOPES).id},
    "POST /api/v1/webhooks": lambda ground: _no_hooks(ground),
    "PATCH /api/v1/users/{user}": lambda ground: {"user": ground.ids["another user"]},  # who may be disabled by it
    "PUT /api/v1/policies/{policy}": lambda _: {"policy": "house-rules"},
}


def _member(ground: Ground) -> dict[str, Any]:
    case, member = ground.ids["case"], ground.ids["member"]
    assert ground.keeper.put(f"/cases/{case}/members/{member}", json={}).status_code == 200
    return {}


def _paper(ground: Ground) -> dict[str, Any]:
    case = new_case(ground.keeper)
    return {"case": case, "document": upload(ground.keeper, case, [PAPER]).json()["documents"][0]["id"]}


def _hook(client: httpx.Client) -> str:
    answer = client.post("/webhooks", json=HOOK)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _no_hooks(ground: Ground) -> dict[str, Any]:
    """There is a most for one owner."""
    for one in ground.keeper.get("/webhooks").json()["webhooks"]:
        if one["id"] != ground.ids["webhook"]:
            ground.keeper.delete(f"/webhooks/{one['id']}")
    return {}


@pytest.fixture(scope="module")
def ground(service: RunningService, key: str) -> Iterator[Ground]:
    with ExitStack() as stack:
        first = stack.enter_context(service.client(key))
        made = added_key(first, *SCOPES)
        keeper = stack.enter_context(service.client(made.plain))
        case = new_case(keeper, REFERENCE)
        sent = upload(keeper, case, [("note.pdf", pdf_of(PAPER[1].decode()))]).json()
        wait_for(keeper, sent["job"]["id"])
        entry = keeper.get(f"/cases/{case}/chronology").json()["entries"][0]["id"]
        decided = keeper.post(f"/cases/{case}/decisions", json={"kind": "confirm", "entry": entry})
        people = [
            keeper.post("/users", json={"email": f"{name}@council.example", "role": "solicitor"}).json()["user"]["id"]
            for name in ("somebody", "anybody")
        ]
        ids = {
            "case": case,
            "document": sent["documents"][0]["id"],
            "job": sent["job"]["id"],
            "decision": decided.json()["decision"]["id"],
            "webhook": _hook(keeper),
            "policy": "statutory",
            "user": people[0],
            "another user": people[1],
            "member": people[0],
            "key": made.id,
            "number": 1,
        }
        by_key, by_person = (stack.enter_context(requests.Session()) for _ in range(2))
        by_key.headers["Authorization"] = f"Bearer {made.plain}"
        with closing(typed_person(service, "someone@council.example", "caseworker").log_in(service)) as browser:
            by_person.headers["X-CSRF-Token"] = browser.headers["X-CSRF-Token"]
            by_person.cookies.update(dict(browser.cookies))
        text = keeper.get("/policies/statutory", params={"format": "toml"}).text
        policy = re.sub(r'(?m)^id = "statutory"', 'id = "house-rules"', text)
        made_ground = Ground(service, keeper, by_key, by_person, ids, entry, policy)
        yield made_ground
    never = {name for name, statuses in made_ground.answered.items() if not any(200 <= one < 300 for one in statuses)}
    assert never <= _NEVER_GO_WELL, "requests that never went well test little"


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: Case[Any], ground: Ground) -> None:
    operation = f"{case.operation.method.upper()} {case.operation.path}"
    if not ground.has_time_for(operation, case):
        return
    _ask_about_what_is_there(case, ground, ground.things(operation))
    by_person = case.operation.path.startswith("/api/v1/me/")
    session = ground.person if by_person else ground.key
    left_out = [check for check, fits in _LEFT_OUT if fits(case, by_person)]
    answer = case.call_and_validate(base_url=ground.service.url, session=session, timeout=60, excluded_checks=left_out)
    ground.answered.setdefault(operation, set()).add(answer.status_code)


_LEFT_OUT: list[tuple[Any, Callable[[Case[Any], bool], bool]]] = [
    # The check sends the request again without the key, but does not know the cookie (test_rights.py does).
    (ignored_auth, lambda _, by_person: by_person),
    # Whatever is put into a form becomes bytes there, and any bytes are a file.
    (negative_data_rejection, lambda case, _: case.media_type == "multipart/form-data"),
]


def _ask_about_what_is_there(case: Case[Any], ground: Ground, things: dict[str, Any]) -> None:
    """Puts real ids where the request is of the right form; what is meant to be wrong stays so."""
    if case.path_parameters and not _is_wrong(case, ParameterLocation.PATH):
        case.path_parameters = {name: things[name] for name in case.path_parameters}
    if _is_wrong(case, ParameterLocation.BODY):
        return
    if case.media_type == "application/toml" and _phase(case) is not TestPhase.FUZZING:
        case.body = ground.policy
    if not isinstance(case.body, dict):
        return
    known = {"document": things["document"], "decision": things["decision"], "entry": ground.entry}
    body = _with_known(case.body, known)
    if "confirm" in body:
        body["confirm"] = REFERENCE
    if "url" in body:
        body["url"] = HOOK["url"]
    case.body = body


def _phase(case: Case[Any]) -> TestPhase | None:
    return case.meta.phase.name if case.meta is not None else None


def _is_wrong(case: Case[Any], location: ParameterLocation) -> bool:
    return case.meta is not None and case.meta.is_negative_at(location)


def _with_known(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_known(one, known) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: known[name] if name in known and isinstance(one, str) else _with_known(one, known)
        for name, one in value.items()
    }
