"""What happens to the command line when the machine, a stage or the person stops it midway."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.made_chronology import made

from caseclock.api import build_command, errors, results
from caseclock.api.cli import main
from caseclock.api.errors import Exit, guarded


@pytest.fixture
def case(tmp_path, monkeypatch):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("Dear Sir")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(build_command, "collect", list)
    monkeypatch.setattr(build_command, "read_papers", lambda given, limits, progress: ())
    monkeypatch.setattr(build_command, "build", lambda *args: made())


def raiser(error):
    def fail(*args, **kwargs):
        raise error

    return fail


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_full_disk_leaves_the_earlier_result_as_it_was(case, monkeypatch, capsys):
    main(["build", "papers", "--out", "out"])
    before = files_in(Path("out"))
    capsys.readouterr()
    real, calls = os.fdopen, []

    def fills_up(descriptor, mode):
        calls.append(descriptor)
        if len(calls) == 3:
            os.close(descriptor)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, mode)

    monkeypatch.setattr(results.os, "fdopen", fills_up)
    assert main(["build", "papers", "--out", "out", "--as-of", "2022-01-01"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "caseclock: could not write to out (no space left on device): free some space or give another --out\n"
    assert files_in(Path("out")) == before


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (KeyboardInterrupt(), 130, "caseclock: stopped"),
        (MemoryError(), 1, "not enough memory"),
        (
            PermissionError(errno.EACCES, "Permission denied", "papers/letter.txt"),
            1,
            "papers/letter.txt: permission denied; put that right",
        ),
        (ValueError("Mrs Smith of 4 Mill Lane"), 1, "please report this line and what you typed: ValueError at"),
        (RecursionError("deep"), 1, "RecursionError"),
    ],
)
def test_whatever_a_stage_raises_is_one_line(case, monkeypatch, capsys, error, status, says):
    monkeypatch.delenv(errors.DEBUG, raising=False)
    monkeypatch.setattr(build_command, "build", raiser(error))
    assert main(["build", "papers", "--out", "out"]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert "Smith" not in err, "words of the papers must not go into a report of a fault"
    assert files_in(Path("out")) == {}


def test_the_trace_is_there_for_who_asks(monkeypatch, capsys):
    monkeypatch.setenv(errors.DEBUG, "1")
    assert guarded(raiser(ValueError("why"))) == Exit.NOT_WRITTEN
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert err.splitlines()[-1].startswith("caseclock: a fault in caseclock")


def test_a_reader_that_leaves_is_no_fault():
    script = "from caseclock.api.cli import main; import sys; sys.exit(main(['schema']))"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == Exit.READER_LEFT


def test_it_runs_as_a_module():
    command = [sys.executable, "-m", "caseclock.api.cli", "policies", "show", "nonesuch"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("caseclock: there is no policy 'nonesuch'")
