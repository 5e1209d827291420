"""The sample case Osier Row: its papers can be made anew, byte for byte, in any process."""

import mailbox
import os
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CASE = SAMPLES / "osier-row"


def make(*arguments: str, seed: str = "0") -> None:
    subprocess.run(
        [sys.executable, str(SAMPLES / "make_osier_row.py"), *arguments],
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        timeout=120,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_papers_made_anew_are_the_committed_ones(seed: str, tmp_path: Path) -> None:
    make("--out", str(tmp_path), seed=seed)
    made, committed = contents(tmp_path), contents(CASE / "papers")
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_texts_pulled_anew_are_the_committed_ones(tmp_path: Path) -> None:
    make("--texts", str(tmp_path / "texts.json"))
    assert (tmp_path / "texts.json").read_bytes() == (CASE / "osier-row.texts.json").read_bytes()


def test_the_record_sheet_is_a_picture_and_nothing_else() -> None:
    with pdfplumber.open(CASE / "papers" / "mine" / "record sheet 2023.pdf") as pdf:
        (page,) = pdf.pages
        assert not page.chars
        assert len(page.images) == 1


def test_the_police_table_runs_over_several_pages_with_its_heading_row_on_each() -> None:
    with pdfplumber.open(CASE / "papers" / "police" / "Osier Row logs 2023-2025.pdf") as pdf:
        headings = [page.extract_tables()[-1][0][0] for page in pdf.pages]
    assert headings == ["Occurred"] * 3


def test_the_mailbox_holds_every_message() -> None:
    box = mailbox.mbox(CASE / "papers" / "emails" / "tolland.mbox", create=False)
    assert len(box) == 19
    assert len({message["Message-ID"] for message in box}) == 19
