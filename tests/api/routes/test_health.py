"""Health and figures: what is away is named, and figures hold nothing that names anybody."""

import re
from dataclasses import replace

import pytest
from fastapi import FastAPI
from route_house import House, TestClient

from caseclock.api.auth.principals import Scope
from caseclock.api.metrics import Metrics
from caseclock.api.problems import install_problems
from caseclock.api.routes import health
from caseclock.api.store.database import Database
from caseclock.api.store.files.interface import StoreFull
from caseclock.api.store.migrations import newest

LOCAL = ("127.0.0.1", 50000)


@pytest.fixture
def client(house: House) -> TestClient:
    """Asks from the machine itself, past the counting of requests."""
    return TestClient(app_of(house), client=LOCAL)


def app_of(house: House, **other) -> FastAPI:
    app = FastAPI()
    app.state.service = replace(house.service, **other)
    install_problems(app)
    app.include_router(health.router)

    @app.get("/things/{thing}")
    def thing(thing: str) -> str:
        if thing == "broken":
            raise RuntimeError("broken")
        return thing

    app.add_middleware(Metrics)
    return app


def put_right(house: House) -> None:
    """Tables of this version, and a worker."""
    with house.service.database.engine.begin() as connection:
        connection.exec_driver_sql("create table if not exists alembic_version (version_num text primary key)")
        connection.exec_driver_sql("delete from alembic_version")
        connection.exec_driver_sql("insert into alembic_version values (%s)", (newest(),))
        connection.exec_driver_sql("delete from procrastinate_workers")
        connection.exec_driver_sql("insert into procrastinate_workers default values")


def spoil(house: House, statement: str) -> None:
    put_right(house)
    with house.service.database.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def away(client: TestClient) -> set[str]:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"]
    assert answer.json()["code"] == "not-ready"
    return {one["field"] for one in answer.json()["fields"]}


def test_the_process_lives(client):
    assert client.get("/healthz").json() == {"state": "alive"}


def test_all_is_there(house, client):
    put_right(house)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"state": "ready"})


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("delete from procrastinate_workers", "workers"),
        ("update procrastinate_workers set last_heartbeat = now() - interval '1 hour'", "workers"),
        ("update alembic_version set version_num = '0000'", "database"),
        ("drop table alembic_version", "database"),
    ],
)
def test_what_is_away_is_named(house, client, statement, named):
    spoil(house, statement)
    assert away(client) == {named}


def test_a_database_that_does_not_answer_is_named(house):
    gone = Database("postgresql://caseclock@/caseclock?host=/nowhere")
    assert away(TestClient(app_of(house, database=gone))) == {"database"}


class Counting:
    """A store of files that counts how often it is looked after."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.looks = error, 0

    def check(self) -> None:
        self.looks += 1
        if self.error:
            raise self.error


def test_a_store_that_is_full_is_named_without_its_folder(house):
    put_right(house)
    client = TestClient(app_of(house, files=Counting(StoreFull("the disk of /srv/files has no room left"))))
    assert away(client) == {"files"}
    assert "/srv" not in client.get("/readyz").text


def test_the_store_is_not_written_to_each_time(house):
    put_right(house)
    store = Counting()
    client = TestClient(app_of(house, files=store))
    assert [client.get("/readyz").status_code for _ in range(5)] == [200] * 5
    assert store.looks == 1


# ---------------------------------------------------------------- figures


def figures(client: TestClient) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    lines = [line for line in answer.text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_requests_are_counted_under_the_template_of_their_route(house, client):
    client = TestClient(client.app, client=LOCAL, raise_server_exceptions=False)
    name = 'caseclock_requests_total{{method="{}",route="{}",status="{}"}}'.format
    counted = [
        name("GET", "/things/{thing}", 200),
        name("GET", "/things/{thing}", 500),
        name("POST", "/things/{thing}", 405),
        name("GET", "other", 404),
        name("other", "other", 404),
    ]
    before = figures(client)
    for method, path in (
        ("GET", "/things/one"),
        ("GET", "/things/two"),
        ("GET", "/things/broken"),
        ("POST", "/things/one"),
        ("GET", "/nowhere/c1234"),
        ("BREW", "/nowhere"),
    ):
        client.request(method, path)
    after = figures(client)
    assert [after[one] - before.get(one, 0) for one in counted] == [2, 1, 1, 1, 1]
    seconds = 'caseclock_request_seconds_count{method="GET",route="/things/{thing}"}'
    assert after[seconds] - before.get(seconds, 0) == 3
    assert "c1234" not in client.get("/metrics").text


def test_what_is_to_do_and_who_does_it(house, client):
    put_right(house)
    caller = house.caller()
    case = house.case(caller)
    house.paper(case, "a.txt", "On 3 March 2026 there was noise.")
    house.service.queue.read(case, "d000000000000")
    found = figures(client)
    assert found["caseclock_database_up"] == 1
    assert found["caseclock_workers_alive"] == 1
    assert found['caseclock_jobs_waiting{kind="read"}'] == 1
    assert found['caseclock_papers{state="read"}'] >= 1
    assert found["caseclock_makers_lost"] == 0
    assert found["caseclock_database_connections_used"] >= 0


def test_no_figure_holds_an_id(house, client):
    caller = house.caller()
    case = house.case(caller)
    caller("GET", f"/api/v1/cases/{case}", 200)
    assert not re.search(r"\b[a-z][0-9a-f]{12,16}\b", client.get("/metrics").text)


def test_without_its_database_it_still_counts(house):
    gone = Database("postgresql://caseclock@/caseclock?host=/nowhere")
    found = figures(TestClient(app_of(house, database=gone), client=LOCAL))
    assert found["caseclock_database_up"] == 0
    assert any(name.startswith("caseclock_requests_total") for name in found)


@pytest.mark.parametrize(
    ("asks", "headers", "status"),
    [
        (LOCAL, {}, 200),
        (("::1", 1), {}, 200),
        (("192.0.2.7", 1), {}, 401),
        (("testclient", 1), {}, 401),
        (LOCAL, {"X-Forwarded-For": "192.0.2.7"}, 401),
        (LOCAL, {"Forwarded": "for=192.0.2.7"}, 401),
    ],
)
def test_figures_are_for_the_machine_itself(client, asks, headers, status):
    assert TestClient(client.app, client=asks).get("/metrics", headers=headers).status_code == status


@pytest.mark.parametrize(("scope", "status"), [(Scope.AUDIT_READ, 200), (Scope.CASES_READ, 403)])
def test_from_elsewhere_figures_take_a_key(house, client, scope, status):
    elsewhere = TestClient(client.app, client=("192.0.2.7", 1))
    assert elsewhere.get("/metrics", headers=house.caller(scope).headers).status_code == status
