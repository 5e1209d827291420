"""A reading as lines of text: what a golden file holds."""

import importlib
from collections.abc import Callable, Sequence
from pathlib import Path

from caseclock.extractor.intake import Given, read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.models.document import Paper
from caseclock.models.text import Block, Cell

GOLDEN = Path(__file__).parent / "golden"
AREAS = sorted(
    path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in ("__init__", "__main__", "told")
)


def corpus() -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Every paper of the corpus: name -> (area, how to make it)."""
    found: dict[str, tuple[str, Callable[[], bytes]]] = {}
    for area in AREAS:
        for name, make in importlib.import_module(f"tests.corpus.{area}").PAPERS.items():
            assert name not in found, f"two papers are called {name}"
            found[name] = (area, make)
    return found


def golden_file(area: str, name: str) -> Path:
    """Where the golden reading of a paper lies."""
    return GOLDEN / area / f"{name}.txt"


def told(name: str, data: bytes) -> str:
    """What is read of one file and of all that is in it."""
    papers = read_papers([Given(name, data)], DEFAULT_LIMITS)
    return "\n".join(line for paper in papers for line in (*_paper_lines(paper), "")).rstrip() + "\n"


def _paper_lines(paper: Paper) -> list[str]:
    document = paper.document
    facts = [document.media_type, str(document.kind), str(document.status)]
    if document.pages is not None:
        facts.append(f"{document.pages} pages")
    if document.dated:
        facts.append(f"dated {document.dated}")
    if document.duplicate_of:
        facts.append("duplicate")
    lines = [f"== {document.name}", "   " + ", ".join(facts)]
    lines += [
        f"   {label}: {value}" for label, value in (("author", paper.author), ("subject", paper.subject)) if value
    ]
    if paper.references:
        lines.append(f"   references: {', '.join(paper.references)}")
    lines += [f"   ! {'(notice) ' if problem.notice else ''}{problem.text}" for problem in paper.problems]
    lines += _message_lines(paper)
    return lines + [line for block in paper.text.blocks for line in _block_lines(paper, block)]


def _message_lines(paper: Paper) -> list[str]:
    return [
        f"   message {at} (depth {message.depth}): {message.sender} -> {'; '.join(message.recipients)}"
        f" | {message.sent} | {message.subject}"
        for at, message in enumerate(paper.text.messages)
        if message.sender or at
    ]


def _block_lines(paper: Paper, block: Block) -> list[str]:
    place = "".join(
        part
        for part in (
            f"p{block.page} " if block.page else "",
            f"m{block.message} " if block.message else "",
            str(block.role),
            f" {block.number}" if block.number is not None else "",
            f" level {block.level}" if block.level else "",
            f" table {block.table}" if block.table else "",
        )
    )
    if block.cells:
        return [f"{place}: " + " | ".join(_cell(header, text) for header, text in _cells(block.cells))]
    return [f"{place}: " + paper.text.text[block.start : block.end].replace("\n", " / ")]


def _cells(cells: Sequence[Cell]) -> list[tuple[str, str]]:
    return [(cell.header, cell.text) for cell in cells]


def _cell(header: str, text: str) -> str:
    words = text.replace("\n", " / ")
    return f"[{header}] {words}" if header else words
