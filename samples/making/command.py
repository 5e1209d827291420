"""The command line that makes a sample case's papers anew, or their text as plain libraries pull it out."""

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from making.texts import texts_of

Papers = Mapping[str, Callable[[], bytes]]
Texts = Mapping[str, Callable[[], list[str]]]


def make(case: Path, title: str, papers: Papers, other_texts: Texts | None = None) -> int:
    """Read the command line and write what it asks for. `other_texts` are those of papers that the plain libraries
    don't read. The same files come out on every run."""
    parser = argparse.ArgumentParser(description=f"Make the papers of the sample case {title} anew.")
    parser.add_argument("--out", type=Path, default=case / "papers", help="folder for the papers")
    texts_file = case / f"{case.name}.texts.json"
    parser.add_argument("--texts", type=Path, nargs="?", const=texts_file, help="write the texts only")
    chosen = parser.parse_args()
    if chosen.texts:
        _write_texts(chosen.texts, papers, other_texts or {})
    else:
        _write_papers(chosen.out, papers)
    return 0


def _write_papers(folder: Path, papers: Papers) -> None:
    """Write every paper below `folder`; files that are not of the case are left alone."""
    for name, made in papers.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made())


def _write_texts(path: Path, papers: Papers, other_texts: Texts) -> None:
    """Write {paper: [text, ...]}, attachments and members of archives under their own names."""
    texts: dict[str, list[str]] = {}
    for paper, made in papers.items():
        texts |= {paper: other_texts[paper]()} if paper in other_texts else dict(texts_of(paper, made()))
    path.write_text(json.dumps(texts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
