"""Every route for everybody: what each may do in a case of their own, in another's, and where there is none.

The table says what is right. A route that is not in it fails the test.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest
from tests.api.rights_house import BODIES, NOT_THERE, SCOPES, Actor, House, settled

from caseclock.api.description import description

# needs: the scopes of a key; "any": whoever is known; "open": everybody, known or not.
# narrow: a key that has these scopes and no others. theirs: in a case (job, webhook) of somebody else's, for whoever
# gets so far; after the stroke for administrators and keys with users:write, who look after the members of every case.
# Where there is no such case it is always 404.
_TABLE = """
route                                                needs                          nobody admin. casew. solic. key narrow theirs
POST   /cases                                        cases:write                    401    201    201    403    201 201    -
GET    /cases                                        cases:read                     401    200    200    200    200 200    -
GET    /cases/{case}                                 cases:read                     401    200    200    200    200 200    404
PATCH  /cases/{case}                                 cases:write                    401    200    200    403    200 200    404
DELETE /cases/{case}                                 cases:write                    401    204    204    403    204 204    404
GET    /cases/{case}/members                         cases:read                     401    200    200    200    200 200    404/200
PUT    /cases/{case}/members/{member}                cases:write                    401    200    200    403    200 200    404/200
DELETE /cases/{case}/members/{member}                cases:write                    401    204    204    403    204 204    404/204
POST   /cases/{case}/documents                       documents:write                401    202    202    403    202 202    404
GET    /cases/{case}/documents                       documents:read                 401    200    200    200    200 200    404
GET    /cases/{case}/documents/{document}            documents:read                 401    200    200    200    200 200    404
PATCH  /cases/{case}/documents/{document}            documents:write                401    200    200    403    200 200    404
DELETE /cases/{case}/documents/{document}            documents:write                401    204    204    403    204 204    404
GET    /cases/{case}/documents/{document}/content    documents:read                 401    200    200    200    200 200    404
GET    /cases/{case}/documents/{document}/text       documents:read                 401    200    200    200    200 200    404
GET    /cases/{case}/documents/{document}/pages/{number}.png documents:read         401    200    200    200    200 200    404
GET    /jobs/{job}                                   cases:read                     401    200    200    200    200 200    404
GET    /jobs/{job}/events                            cases:read                     401    200    200    200    200 200    404
GET    /cases/{case}/chronology                      chronology:read                401    200    200    200    200 200    404
GET    /cases/{case}/findings                        chronology:read                401    200    200    200    200 200    404
GET    /cases/{case}/deadlines.ics                   chronology:read                401    200    200    200    200 200    404
GET    /cases/{case}/bundle.pdf                      chronology:read                401    200    200    200    200 200    404
GET    /cases/{case}/application.docx                chronology:read                401    200    200    200    200 200    404
GET    /cases/{case}/decisions                       chronology:read                401    200    200    200    200 200    404
POST   /cases/{case}/decisions                       decisions:write                401    201    201    403    201 201    404
GET    /cases/{case}/decisions/{decision}            chronology:read                401    200    200    200    200 200    404
GET    /cases/{case}/export.zip                      documents:read+chronology:read 401    200    200    200    200 200    404
POST   /cases/{case}/erase                           cases:write                    401    200    200    403    200 200    404
GET    /policies                                     policies:read                  401    200    200    200    200 200    -
GET    /policies/{policy}                            policies:read                  401    200    200    200    200 200    -
PUT    /policies/{policy}                            policies:write                 401    200    403    403    200 200    -
GET    /webhooks                                     webhooks:write                 401    200    200    403    200 200    -
POST   /webhooks                                     webhooks:write                 401    201    201    403    201 201    -
GET    /webhooks/{webhook}                           webhooks:write                 401    200    200    403    200 200    404
DELETE /webhooks/{webhook}                           webhooks:write                 401    204    204    403    204 204    404
GET    /webhooks/{webhook}/deliveries                webhooks:write                 401    200    200    403    200 200    404
GET    /search                                       documents:read                 401    200    200    200    200 200    -
GET    /audit                                        audit:read                     401    200    403    403    200 200    -
POST   /log-in                                       open                           200    200    200    200    200 200    -
POST   /log-out                                      any                            401    204    204    204    204 204    -
GET    /me                                           any                            401    200    200    200    200 200    -
POST   /me/second-factor                             any                            401    200    200    200    403 403    -
PUT    /me/second-factor                             any                            401    422    422    422    403 403    -
DELETE /me/second-factor                             any                            401    409    409    409    403 403    -
POST   /password                                     open                           404    404    404    404    404 404    -
GET    /users                                        users:write                    401    200    403    403    200 200    -
POST   /users                                        users:write                    401    201    403    403    201 403    -
PATCH  /users/{user}                                 users:write                    401    200    403    403    200 403    -
POST   /users/{user}/link                            users:write                    401    201    403    403    201 403    -
GET    /keys                                         users:write                    401    200    403    403    200 200    -
POST   /keys                                         users:write                    401    201    403    403    201 201    -
DELETE /keys/{key}                                   users:write                    401    204    403    403    204 204    -
GET    /healthz                                      open                           200    200    200    200    200 200    -
GET    /readyz                                       open                           200    200    200    200    200 200    -
GET    /metrics                                      open                           200    200    200    200    200 200    -
"""  # noqa: E501
_COLUMNS = ("nobody", "administrator", "caseworker", "solicitor", "key", "narrow")
_OF_THE_MACHINE = ("/healthz", "/readyz", "/metrics")
OWN, THEIRS, ABSENT = "own", "another's", "not there"


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    method: str
    path: str
    needs: tuple[str, ...]
    statuses: Mapping[str, int]
    theirs: tuple[int, ...]  # for most, and for those who look after members; none: it is in no case

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def is_open(self) -> bool:
        return self.needs == ("open",)

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(scope for scope in self.needs if scope in SCOPES)

    def expected(self, actor: Actor, place: str) -> int:
        """What the table says."""
        if self.is_open:
            return self.statuses["nobody"]
        if actor.refused:
            return 401
        if actor.name.startswith("without "):
            return 403
        status = self.statuses["narrow" if actor.name.startswith("only ") else actor.name]
        if place == OWN or status in (401, 403):
            return status
        looks_after = actor.name in ("administrator", "key") and place == THEIRS
        return self.theirs[-1 if looks_after else 0]

    def reason(self, actor: Actor, place: str) -> str | None:
        """What the audit says of a refusal; None: it is none."""
        status = self.expected(actor, place)
        if self.is_open or status not in (401, 403, 404):
            return None
        if status == 401:
            return actor.refused or "unauthorised"
        if status == 404:
            return "not-the-owner" if "{webhook}" in self.path else "not-a-member"
        if not self.scopes:
            return "no-person"
        return "grant" if actor.name.startswith("only ") else "scope"


def _row(line: str) -> Row:
    method, path, needs, *rest = line.split()
    *statuses, theirs = rest
    path = path if path in _OF_THE_MACHINE else f"/api/v1{path}"
    found = () if theirs == "-" else tuple(map(int, theirs.split("/")))
    return Row(method, path, tuple(needs.split("+")), dict(zip(_COLUMNS, map(int, statuses), strict=True)), found)


ROWS = [_row(line) for line in _TABLE.strip().splitlines()[1:]]


def test_every_route_is_in_the_table() -> None:
    described = {f"{method.upper()} {path}" for path, found in description()["paths"].items() for method in found}
    assert {row.name for row in ROWS} == described


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_everybody_may_do_what_the_table_says_and_no_more(house: House, row: Row) -> None:
    actors = _actors(house, row)
    since = datetime.now(UTC)
    answers = {(actor, place): _send(house, row, actor, place) for actor in actors for place in _places(row)}
    told = {(actor.name, place): answer.status_code for (actor, place), answer in answers.items()}
    assert told == {(actor.name, place): row.expected(actor, place) for actor, place in answers}
    for actor in actors:
        if row.theirs and row.expected(actor, THEIRS) == 404:
            assert _told(answers[actor, THEIRS]) == _told(answers[actor, ABSENT])
    reasons = {(actor, place): row.reason(actor, place) for actor, place in answers}
    expected = Counter((actor.id, reason, row.name) for (actor, _), reason in reasons.items() if reason)
    assert house.refusals(since) == expected


def _actors(house: House, row: Row) -> list[Actor]:
    """Everybody, and keys that have just what it takes, or all but one of it."""
    scopes = row.scopes or ("policies:read",)
    only = house.key(f"only {' '.join(scopes)}", *scopes)
    without = [house.key(f"without {one}", *(set(SCOPES) - {one})) for one in row.scopes]
    return [*house.actors.values(), only, *without]


def _places(row: Row) -> tuple[str, ...]:
    return (OWN, THEIRS, ABSENT) if row.theirs else (OWN,)


def _send(house: House, row: Row, actor: Actor, place: str) -> httpx.Response:
    """The request, about something that can bear it."""
    given = _things(house, row, actor, place)
    path = row.path.format(**given)
    url = f"{house.service.url}{path}"
    asked = BODIES[row.name](house) if row.name in BODIES else {}
    if row.path.endswith("/log-out") and actor.person:
        with closing(actor.person.log_in(house.service)) as client:
            return client.request(row.method, url, **asked)
    cookies = dict(actor.client.cookies)
    answer = settled(actor.client, url, row.method, **asked)
    actor.client.cookies = httpx.Cookies(cookies)  # whoever logs in as the visitor stays who they are
    return answer


def _things(house: House, row: Row, actor: Actor, place: str) -> dict[str, str]:
    """The ids in the path."""
    may = row.expected(actor, place) < 300
    given = dict(house.own if place == OWN else house.theirs)
    if place == ABSENT:
        given.update(case=f"c{NOT_THERE}", job=f"j{NOT_THERE}", webhook=f"w{NOT_THERE}")
    elif place == OWN and may and "{case}" in row.path and row.method != "GET":
        given.update(house.fresh(actor, with_paper="{document}" in row.path))
    if "{webhook}" in row.path and place == OWN and may:
        given["webhook"] = actor.client.post("/webhooks", json=BODIES["POST /api/v1/webhooks"](house)["json"]).json()[
            "id"
        ]
    visitor = house.people["visitor"].id
    if row.method == "DELETE" and "{member}" in row.path and place != ABSENT:
        house.admit(visitor, given["case"])
    policy = "statutory" if row.method == "GET" else "house-rules"
    return {**given, **house.spares, "member": visitor, "policy": policy, "number": "1"}


def _told(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    return answer.status_code, answer.content, {name: text for name, text in answer.headers.items() if name != "date"}


# ---------------------------------------------------------------- lists, and figures for other machines


def test_lists_have_only_what_is_ones_own(house: House) -> None:
    caseworker = house.actors["caseworker"].client
    assert house.theirs["case"] in [one["id"] for one in house.keeper.get("/cases?limit=200").json()["cases"]]
    assert house.theirs["case"] not in caseworker.get("/cases?limit=200").text
    assert house.theirs["case"] in house.keeper.get("/search?q=hallway&limit=200").text
    assert house.theirs["case"] not in caseworker.get("/search?q=hallway&limit=200").text
    assert house.theirs["webhook"] in house.keeper.get("/webhooks").text
    assert house.theirs["webhook"] not in caseworker.get("/webhooks").text


@pytest.mark.parametrize(
    ("actor", "status"),
    [("nobody", 401), ("solicitor", 403), ("caseworker", 403), ("administrator", 200), ("key", 200)],
)
def test_figures_go_to_other_machines_for_those_who_read_the_audit(house: House, actor: str, status: int) -> None:
    answer = house.actors[actor].client.get(f"{house.service.url}/metrics", headers={"X-Forwarded-For": "192.0.2.7"})
    assert answer.status_code == status
