"""`python -m benchmarks reading`: a chronology that is made already, read over HTTP, beside an empty FastAPI route that
returns as many bytes: no log-in, no database, the same server. One client on a kept connection asks both in turn."""

import http.client
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.api.running import RunningService, new_case, papers_of, upload, wait_for

from benchmarks.long_case import long_case

_WANTED = 1.5  # times the empty route
_ROUNDS = 400
_WARM = 50
_READ_SECONDS = 600.0
_SMALL = Path("samples/mill-lane/papers")
_LARGE = 80  # of a long case: some 500 entries


@dataclass(frozen=True)
class Case:
    """A chronology that is read: the path to it, how many bytes and entries it has, its tag."""

    name: str
    path: str
    size: int
    entries: int
    tag: str


@dataclass(frozen=True)
class Ratio:
    """Median milliseconds of the route and of the empty one."""

    what: str
    ours: float
    empty: float

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.empty


class Client:
    """Asks on one connection, with as little of its own as can be."""

    def __init__(self, url: str) -> None:
        """`url`: of the server, without a path."""
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=120)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def milliseconds(self, path: str, headers: Mapping[str, str], status: int, size: int) -> float:
        """How long an answer took. Raises ValueError if it is not the one expected."""
        begun = time.perf_counter()
        self._connection.request("GET", path, headers=dict(headers))
        answer = self._connection.getresponse()
        data = answer.read()
        took = 1000 * (time.perf_counter() - begun)
        if (answer.status, len(data)) != (status, size):
            raise ValueError(f"{path} was answered {answer.status} with {len(data)} bytes")
        return took


def report() -> tuple[str, bool]:
    """The table, and whether every reading took no longer than it may."""
    print("reading: making the cases", file=sys.stderr)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        settings = {"workers": 2, "requests_per_minute": 10_000_000}
        with RunningService(Path(made) / "data", settings) as service:
            key = service.key()
            headers = {"Authorization": f"Bearer {key}"}
            with service.client(key) as client:
                large = {name: text.encode() for name, text in long_case(_LARGE).items()}
                cases = [
                    _case(client, "small chronology", papers_of(_SMALL)),
                    _case(client, "large chronology", list(large.items())),
                ]
            found = []
            for case in cases:
                print(f"reading: {case.name}", file=sys.stderr)
                told = f"{case.name}, {case.entries} entries"
                found.append(_compared(told, service.url, case.path, headers, 200, case.size))
                known = {**headers, "If-None-Match": case.tag}
                found.append(_compared(f"{case.name}, known already", service.url, case.path, known, 304, 0))
    return _table(found), all(one.ratio <= _WANTED for one in found)


def _case(client, name: str, papers: list[tuple[str, bytes]]) -> Case:  # type: ignore[no-untyped-def]
    case = new_case(client, name, as_of="2026-01-30")
    sent = upload(client, case, papers)
    assert wait_for(client, sent.json()["job"]["id"], _READ_SECONDS)["state"] == "done"
    path = f"/cases/{case}/chronology"
    answer = client.get(path)
    while answer.status_code == 202:
        time.sleep(1)
        answer = client.get(path)
    entries = len(answer.raise_for_status().json()["entries"])
    return Case(name, f"/api/v1{path}", len(answer.content), entries, answer.headers["etag"])


def _compared(what: str, url: str, path: str, headers: Mapping[str, str], status: int, size: int) -> Ratio:
    with empty_route(status, size) as other:
        ours, empty = Client(url), Client(other)
        times: list[tuple[float, float]] = []
        for _ in range(_WARM + _ROUNDS):
            one = ours.milliseconds(path, headers, status, size)
            times.append((one, empty.milliseconds("/", headers, status, size)))
    measured = times[_WARM:]
    return Ratio(what, median(one for one, _ in measured), median(other for _, other in measured))


@contextmanager
def empty_route(status: int, size: int) -> Iterator[str]:
    """The URL of a server whose one route returns so many bytes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading", str(status), str(size)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(30)


def serve_empty(status: int, size: int) -> None:
    """Serves as `caseclock serve` does, with nothing before or in the route. Prints where."""
    import uvicorn
    from fastapi import FastAPI, Response

    data = b"x" * size
    app = FastAPI()

    @app.get("/")
    def empty() -> Response:
        return Response(data, status, media_type="application/json")

    listening = socket.create_server(("127.0.0.1", 0), backlog=512)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, limit_concurrency=500)
    uvicorn.Server(config).run(sockets=[listening])


def _table(found: list[Ratio]) -> str:
    title = f"Reading a chronology that is made, beside an empty route (wanted: at most {_WANTED} times)"
    lines = [title, f"{'milliseconds, median':<44}{'caseclock':>11}{'empty':>9}{'ratio':>8}"]
    lines += [f"{one.what:<44}{one.ours:>11.2f}{one.empty:>9.2f}{one.ratio:>8.2f}" for one in found]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    serve_empty(int(sys.argv[1]), int(sys.argv[2]))
