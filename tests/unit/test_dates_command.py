"""`caseclock dates` as a person or a program meets it."""

import io
import json
from pathlib import Path

import pytest

from caseclock.api.cli import main


def test_the_dates_of_a_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "note.txt"
    paper.write_bytes("Café.\r\nHe came yesterday, and on 5 May 2023.\r\n".encode())
    assert main(["dates", str(paper), "--dated", "2023-06-14", "--json"]) == 0
    dates = json.loads(capsys.readouterr().out)
    assert [(d["quote"], d["from"], d["to"], d["anchor"]) for d in dates] == [
        ("yesterday", "2023-06-13", "2023-06-13", "2023-06-14"),
        ("5 May 2023", "2023-05-05", "2023-05-05", None),
    ]
    text = paper.read_bytes().decode()
    assert [text[d["start"] : d["end"]] for d in dates] == ["yesterday", "5 May 2023"]
    assert list(dates[0]) == ["start", "end", "quote", "from", "to", "time", "precision", "role", "relative", "anchor"]


class _Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_a_stream_answers_in_order(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = b'{"id": "a", "text": "I rang yesterday.", "dated": "2023-06-14"}\n\n{"id": 2, "text": "Nothing."}\n'
    monkeypatch.setattr("sys.stdin", _Stdin(lines))
    assert main(["dates", "--jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 2]
    assert [d["from"] for d in answers[0]["dates"]] == ["2023-06-13"]
    assert answers[1]["dates"] == []


@pytest.mark.parametrize(
    "bad",
    [
        b"not json",
        b"[1]",
        b'{"id": 1}',
        b'{"id": 1, "text": 5}',
        b'{"id": 1, "text": "x", "dated": "soon"}',
        b'{"id": 1, "text": "x", "dated": 20230614}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_a_bad_line_is_named_and_the_rest_done(
    bad: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", _Stdin(b'{"id": 1, "text": "x"}\n' + bad + b'\n{"id": 3, "text": "x"}\n'))
    assert main(["dates", "--jsonl"]) == 2
    shown = capsys.readouterr()
    assert [json.loads(line)["id"] for line in shown.out.splitlines()] == [1, 3]
    assert "line 2" in shown.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["x.txt", "--jsonl"],
        ["--jsonl", "--dated", "2023-06-14"],
        ["missing.txt"],
        ["x.txt", "--dated", "14/06/2023"],
    ],
)
def test_unusable_arguments(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dates", *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dates", str(tmp_path)]) == 2
    assert "folder" in capsys.readouterr().err
