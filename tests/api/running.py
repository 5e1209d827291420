"""A caseclock service as a process of its own, for tests, faults and load."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import httpx

_AT = re.compile(r"caseclock is at (\S+)")
_START_SECONDS = 300.0


def environment(data: Path, **settings: object) -> dict[str, str]:
    """The environment of a service: that of the tests without its CASECLOCK_ settings, and those given here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASECLOCK_")}
    given = {f"CASECLOCK_{name.upper()}": str(value) for name, value in settings.items()}
    return {**kept, "CASECLOCK_DATA": str(data), **given}


@dataclass
class RunningService:
    """`caseclock serve` in a process of its own, on any free port. As a context manager: started, and ended."""

    data: Path
    settings: Mapping[str, object] = field(default_factory=dict)
    url: str = ""
    process: "subprocess.Popen[bytes] | None" = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def log(self) -> Path:
        """What the service wrote to stdout and stderr."""
        return self.data.with_name(f"{self.data.name}.log")

    @property
    def environment(self) -> dict[str, str]:
        """For commands that are typed beside it."""
        return environment(self.data, **self.settings)

    def start(self, port: int = 0) -> None:
        """Starts it and waits until it says where it is."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "caseclock.api.cli", "serve", "--port", str(port)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            said = self.log.read_bytes()[before:].decode()
            found = _AT.search(said)
            if found and self._answers(found[1]):
                self.url = found[1]
                return
            if self.process.poll() is not None:
                raise RuntimeError(f"the service ended with {self.process.returncode}: {said[-2000:]}")
            time.sleep(0.1)
        raise RuntimeError(f"the service did not start: {self.log.read_text()[-2000:]}")

    @staticmethod
    def _answers(url: str) -> bool:
        try:
            return httpx.get(f"{url}/healthz", timeout=5).status_code < 500
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        """Ends it in order; kills it if it does not end."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process = None

    def command(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Types a caseclock command beside it."""
        done = subprocess.run(
            [sys.executable, "-m", "caseclock.api.cli", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )
        if check and done.returncode:
            raise RuntimeError(f"caseclock {' '.join(arguments)} gave {done.returncode}: {done.stderr}")
        return done

    def key(self, name: str = "tests", scopes: str = "all") -> str:
        """A new API key."""
        return self.command("key", "add", name, "--scopes", scopes, "--quiet").stdout.strip()

    def client(self, key: str) -> httpx.Client:
        """A client that shows the key, of the API's first version."""
        headers = {"Authorization": f"Bearer {key}"}
        return httpx.Client(base_url=f"{self.url}/api/v1", headers=headers, timeout=120)


def new_case(client: httpx.Client, reference: str = "Test case", **asked: object) -> str:
    """The id of a new case."""
    made = client.post("/cases", json={"reference": reference, **asked})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def upload(client: httpx.Client, case: str, files: Sequence[tuple[str, bytes]], **headers: str) -> httpx.Response:
    """Adds the files to the case."""
    parts = [("files", (name, data, "application/octet-stream")) for name, data in files]
    return client.post(f"/cases/{case}/documents", files=parts, headers=headers)


def papers_of(folder: Path) -> list[tuple[str, bytes]]:
    """The papers in a folder, by their names below it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in found]


def wait_for(client: httpx.Client, job: str, seconds: float = 180) -> dict[str, object]:
    """The job when it is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        told = client.get(f"/jobs/{job}")
        if told.status_code == 200 and told.json()["state"] in ("done", "failed"):
            found: dict[str, object] = told.json()
            return found
        time.sleep(0.2)
    raise AssertionError(f"the job is not over after {seconds} seconds: {told.text}")


def wait_until_assessed(client: httpx.Client, case: str, seconds: float = 180) -> None:
    """Returns when the case's chronology has all that was added and decided."""
    end = time.monotonic() + seconds
    while not client.get(f"/cases/{case}").json()["is_up_to_date"]:
        assert time.monotonic() < end, f"not assessed after {seconds} seconds"
        time.sleep(0.1)
