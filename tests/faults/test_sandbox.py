"""A reader that misbehaves costs its own file and nothing else."""

import sys
import textwrap
from collections.abc import Iterator

import pytest

from caseclock.extractor.limits import MEBIBYTE, Limits
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.sandbox import LostError, Sandbox, run
from caseclock.extractor.whole_reading import read_all, read_whole

_READER = """
    import ctypes, os, time
    from caseclock.extractor.readers.reading import Reading, UnreadableError
    from caseclock.models.text import Text

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
        if word == "abort":
            os.abort()
        if word == "noise":
            print("noise from a library")
        if word == "hoard":
            kept = [bytearray(16 * 2**20) for _ in range(64)]
        if word == "which":
            word = str(os.getpid())
        return Reading("text/plain", Text(word))
"""


_PAGED_READER = """
    import ctypes, time
    from caseclock.extractor.readers.reading import Reading
    from caseclock.models.text import Text

    PAGED = True

    def read(data, limits, *, begin, left_out=frozenset()):
        said = []
        for number, word in enumerate(data.decode().split(), 1):
            if number in left_out:
                continue
            begin(number)
            if word == "sleep":
                time.sleep(60)
            if word == "crash":
                ctypes.string_at(0)
            if word == "fail":
                raise KeyError("inside")
            if word == "wait":
                time.sleep(0.6)
            said.append(word)
        return Reading("text/plain", Text(" ".join(said)), page_count=len(data.split()))
"""


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The import name of a reader whose pages are words, each of which it does."""
    folder = tmp_path_factory.mktemp("paged")
    (folder / "paged_reader.py").write_text(textwrap.dedent(_PAGED_READER), encoding="utf-8")
    sys.path.append(str(folder))
    yield "paged_reader"
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The import name of a reader that does as its file says."""
    folder = tmp_path_factory.mktemp("readers")
    (folder / "obedient_reader.py").write_text(textwrap.dedent(_READER), encoding="utf-8")
    sys.path.append(str(folder))
    yield "obedient_reader"
    sys.path.remove(str(folder))


def _untold(done: int, of: int) -> None:
    """Nobody listens how far OCR is."""


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
        ("abort", 60.0, "more than 256 MB of memory"),
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
        answers = list(read_all(sandbox, [(reader, word.encode(), _untold) for word in words], _limits()))
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
        assert list(read_all(sandbox, [], _limits())) == []


def test_what_a_reader_prints_is_not_seen(reader: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(reader, b"noise", _limits()).text.text == "noise"
    assert capfd.readouterr() == ("", "")


def test_a_reader_that_is_not_there_is_an_error_of_the_file() -> None:
    with pytest.raises(UnreadableError, match="ModuleNotFoundError"):
        run("no_such_reader", b"x", _limits())


@pytest.mark.parametrize(
    ("pages", "read", "left_out"),
    [
        ("one two three", "one two three", []),
        ("one sleep three", "one three", [(2, "longer than 1 seconds")]),
        ("crash two three", "two three", [(1, "stopped the reader")]),
        ("one crash three fail five", "one three five", [(2, "stopped the reader"), (4, "stopped the reader")]),
        ("wait wait wait", "wait wait wait", []),  # each page has its time
    ],
)
def test_a_page_at_which_the_reader_is_lost_costs_only_itself(
    paged: str, pages: str, read: str, left_out: list[tuple[int, str]]
) -> None:
    limits = Limits(page_seconds=1.0, memory_bytes=256 * MEBIBYTE)
    with Sandbox(limits, workers=1) as sandbox:
        reading = read_whole(sandbox, paged, pages.encode(), limits, _untold)
    assert reading.text.text == read
    assert [problem.page for problem in reading.problems] == [page for page, _ in left_out]
    for problem, (_, why) in zip(reading.problems, left_out, strict=True):
        assert why in problem.text


def test_a_file_with_too_many_such_pages_is_given_up(paged: str) -> None:
    limits = Limits(page_seconds=1.0, lost_pages=2, memory_bytes=256 * MEBIBYTE)
    with Sandbox(limits, workers=1) as sandbox, pytest.raises(LostError):
        read_whole(sandbox, paged, b"crash crash crash four", limits, _untold)


def test_the_time_of_a_whole_file_is_bounded_too(paged: str) -> None:
    limits = Limits(seconds=1.5, page_seconds=1.0, memory_bytes=256 * MEBIBYTE)
    with Sandbox(limits, workers=1) as sandbox, pytest.raises(LostError, match=r"longer than 1\.5 seconds"):
        read_whole(sandbox, paged, b"wait " * 9, limits, _untold)
