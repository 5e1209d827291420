"""The sample case, read once and built once in a test run."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from caseclock.api.files import collect
from caseclock.extractor.build import build
from caseclock.extractor.intake import Given, read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.policies.loader import get
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper

CASE = Path(__file__).resolve().parents[1] / "samples" / "mill-lane"


@cache
def expected() -> dict[str, Any]:
    """The answer, written by hand."""
    answer: dict[str, Any] = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    return answer


def given() -> list[Given]:
    """The files of the case, as the command line collects them."""
    return list(collect([CASE / "papers"]))


@cache
def papers() -> tuple[Paper, ...]:
    """The papers, read."""
    return read_papers(given(), DEFAULT_LIMITS)


def build_with_its_options(some: tuple[Paper, ...]) -> Chronology:
    """A chronology of some papers with the policies and days that the case is built with."""
    command = expected()["command"]
    return build(
        some,
        get(command["policies"]),
        date.fromisoformat(command["as_of"]),
        date.fromisoformat(command["application_date"]),
        command["reference"],
    )


@cache
def chronology() -> Chronology:
    """The chronology of the whole case."""
    return build_with_its_options(papers())
