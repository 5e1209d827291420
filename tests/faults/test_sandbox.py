"""A reader that misbehaves costs its own file and nothing else."""

import sys
import textwrap
from collections.abc import Iterator

import pytest

from caseclock.extractor.limits import MEBIBYTE, Limits
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.sandbox import Sandbox, run

_READER = """
    import ctypes, os, time
    from caseclock.extractor.readers.reading import Reading, UnreadableError
    from caseclock.models.document import Text

    def read(data, limits):
        word = data.decode()
        if word == "refuse":
            raise UnreadableError("This file is locked: unlock it.")
        if word == "fail":
            raise KeyError("inside")
        if word == "sleep":
            time.sleep(60)
        if word == "crash":
            ctypes.string_at(0)
        if word == "exit":
            os._exit(3)
        if word == "noise":
            print("noise from a library")
        if word == "hoard":
            kept = [bytearray(16 * 2**20) for _ in range(64)]
        if word == "which":
            word = str(os.getpid())
        return Reading("text/plain", Text(word))
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The import name of a reader that does as its file says."""
    folder = tmp_path_factory.mktemp("readers")
    (folder / "obedient_reader.py").write_text(textwrap.dedent(_READER), encoding="utf-8")
    sys.path.append(str(folder))
    yield "obedient_reader"
    sys.path.remove(str(folder))


def _limits(seconds: float = 60.0) -> Limits:
    return Limits(seconds=seconds, memory_bytes=256 * MEBIBYTE)


@pytest.mark.parametrize(
    ("word", "seconds", "says"),
    [
        ("refuse", 60.0, "This file is locked: unlock it."),
        ("fail", 60.0, "KeyError"),
        ("sleep", 0.5, "took longer than 0.5 seconds"),
        ("crash", 60.0, "Segmentation fault"),
        ("exit", 60.0, "exit status 3"),
        ("hoard", 60.0, "more than 256 MB of memory"),
    ],
)
def test_what_went_wrong_is_said_and_the_next_file_is_read(reader: str, word: str, seconds: float, says: str) -> None:
    with Sandbox(_limits(seconds), workers=1) as sandbox:
        with pytest.raises(UnreadableError, match=says):
            sandbox.read(reader, word.encode())
        assert sandbox.read(reader, b"next").text.text == "next"


def test_one_process_reads_one_file_after_another(reader: str) -> None:
    with Sandbox(_limits(), workers=1) as sandbox:
        pids = {sandbox.read(reader, b"which").text.text for _ in range(3)}
    assert len(pids) == 1


def test_a_process_that_died_is_replaced(reader: str) -> None:
    with Sandbox(_limits(), workers=1) as sandbox:
        before = sandbox.read(reader, b"which").text.text
        with pytest.raises(UnreadableError):
            sandbox.read(reader, b"crash")
        assert sandbox.read(reader, b"which").text.text != before


def test_many_files_keep_their_order_and_errors_stand_in_their_place(reader: str) -> None:
    words = [f"file {number}" for number in range(20)]
    words[3], words[11], words[19] = "refuse", "crash", "fail"
    with Sandbox(_limits()) as sandbox:
        answers = list(sandbox.read_many((reader, word.encode()) for word in words))
    for word, answer in zip(words, answers, strict=True):
        if word.startswith("file"):
            assert not isinstance(answer, UnreadableError)
            assert answer.text.text == word
        else:
            assert isinstance(answer, UnreadableError)


def test_nothing_is_started_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("caseclock.extractor.sandbox.subprocess.Popen", refuse)
    with Sandbox(_limits()) as sandbox:
        assert list(sandbox.read_many([])) == []


def test_what_a_reader_prints_is_not_seen(reader: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(reader, b"noise", _limits()).text.text == "noise"
    assert capfd.readouterr() == ("", "")


def test_a_reader_that_is_not_there_is_an_error_of_the_file() -> None:
    with pytest.raises(UnreadableError, match="ModuleNotFoundError"):
        run("no_such_reader", b"x", _limits())
