"""The typed client that is made from the description: whole, typed, and enough for all of a case worker's day."""

import importlib
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import httpx
import pytest
from tests.api.running import RunningService

from caseclock.api.description import description
from make_client import make_client

PAPERS = {
    "diary.txt": b"3 March 2026: He shouted at me in the hallway.\n\n5 March 2026: He threw bottles at my door.\n",
    "letter.txt": b"6 March 2026\n\nDear Ms Pike,\n\nOn 4 March 2026 he threatened the caretaker.\n",
}
PROGRAM = """
from caseclock_client import AuthenticatedClient
from caseclock_client.api.cases import create_case
from caseclock_client.models import CaseView, NewCase, ProblemAnswer

client = AuthenticatedClient(base_url="http://127.0.0.1:8000", token="cck_x")
made = create_case.sync(client=client, body=NewCase(reference="ASB/2026/0147", policies=["statutory"]))
if isinstance(made, CaseView):
    case: str = made.id
elif isinstance(made, ProblemAnswer):
    told: str = made.detail
"""
WRONG = PROGRAM.replace('reference="ASB/2026/0147"', "reference=147")


@pytest.fixture(scope="session")
def made_client() -> Iterator[Path]:
    """The folder of the client's package, made once a run."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "client")
        make_client(out)
        yield out


@pytest.fixture(scope="module")
def api(made_client: Path) -> Iterator[ModuleType]:
    """The package, imported."""
    sys.path.insert(0, str(made_client))
    try:
        yield importlib.import_module("caseclock_client")
    finally:
        sys.path.remove(str(made_client))
        for name in [name for name in sys.modules if name.partition(".")[0] == "caseclock_client"]:
            del sys.modules[name]


def test_every_route_has_a_function(made_client: Path) -> None:
    functions = {path.stem for path in Path(made_client, "caseclock_client", "api").glob("*/*.py")} - {"__init__"}
    described = {one["operationId"] for found in description()["paths"].values() for one in found.values()}
    assert functions == described


def test_the_client_is_typed_throughout(made_client: Path, tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.py", tmp_path / "wrong.py"
    right.write_text(PROGRAM)
    wrong.write_text(WRONG)
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache")]
    checked = subprocess.run(
        [*command, str(right), str(wrong)], cwd=made_client, capture_output=True, text=True, timeout=300
    )
    faults = [line for line in checked.stdout.splitlines() if "error:" in line]
    assert len(faults) == 1, checked.stdout + checked.stderr
    assert faults[0].startswith(str(wrong))
    assert '"reference"' in faults[0]


def test_a_whole_case_with_the_client(service: RunningService, key: str, api: ModuleType) -> None:
    client = _client(api, service, key)
    models = importlib.import_module("caseclock_client.models")
    case = _ask("cases.create_case", client, body=models.NewCase(reference="ASB/2026/0147")).id

    uploaded = _ask("papers.add_documents", client, case=case, body=models.BodyAddDocuments(files=_files()))
    assert [one.name for one in uploaded.documents] == list(PAPERS)
    told = _ask("jobs.follow_job", client, job=uploaded.job.id)
    assert told.startswith("event: progress\ndata: {")
    assert _ask("jobs.read_job", client, job=uploaded.job.id).state == models.JobState.DONE

    chronology = _ask("chronology.read_chronology", client, case=case)
    assert [entry.when.start.day for entry in chronology.entries] == [3, 4, 5, 6]  # the letter is one too

    bottles = chronology.entries[2]
    reject = models.NewReject(kind="reject", entry=bottles.id, why="Of another door.")
    decided = _ask("decisions.make_decision", client, case=case, body=reject)
    assert decided.holds
    assert bottles.id not in _entries(client, case)

    _ask("decisions.make_decision", client, case=case, body=models.NewUndo(kind="undo", decision=decided.decision.id))
    assert bottles.id in _entries(client, case)

    answer = client.get_httpx_client().get(f"/api/v1/cases/{case}/chronology", params={"format": "docx"})
    words = "\n".join(cell.text for table in docx.Document(io.BytesIO(answer.content)).tables for cell in table._cells)
    assert "threw bottles at my door" in words


def test_what_is_refused_is_told_in_the_same_types(service: RunningService, key: str, api: ModuleType) -> None:
    client = _client(api, service, key)
    problem = _ask("cases.read_case", client, case="c0123456789abcdef")
    assert (problem.status, problem.code) == (404, "not-found")


def _client(api: ModuleType, service: RunningService, key: str) -> Any:
    return api.AuthenticatedClient(
        base_url=service.url, token=key, raise_on_unexpected_status=True, timeout=httpx.Timeout(120)
    )


def _ask(function: str, client: Any, **given: Any) -> Any:
    """What a function of the client gives."""
    made = importlib.import_module(f"caseclock_client.api.{function}")
    positional = [given.pop(name) for name in ("case", "job") if name in given]
    return made.sync(*positional, client=client, **given)


def _entries(client: Any, case: str) -> list[str]:
    return [entry.id for entry in _ask("chronology.read_chronology", client, case=case).entries]


def _files() -> list[Any]:
    types = importlib.import_module("caseclock_client.types")
    return [
        types.File(payload=io.BytesIO(data), file_name=name, mime_type="text/plain") for name, data in PAPERS.items()
    ]
