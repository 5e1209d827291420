"""Small cases out of a few words: papers given as text, the chronology given back as short lines."""

import importlib
from datetime import date
from unittest.mock import patch

from caseclock.extractor import intake
from caseclock.extractor.build import build
from caseclock.extractor.limits import DEFAULT_LIMITS, Limits
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper
from caseclock.models.entry import Entry, EntryKind

AS_OF = date(2023, 12, 1)


class InThisProcess:
    """Stands in for the sandbox: these papers are our own, and a process for each would take its time."""

    workers = 1

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def __enter__(self) -> "InThisProcess":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, module: str, data: bytes, *, seconds: float | None = None, **arguments: object) -> object:
        reader = importlib.import_module(module)
        if getattr(reader, "PAGED", False):
            arguments["begin"] = lambda page: None
        return reader.read(data, self.limits, **arguments)


def read(papers: dict[str, str | bytes]) -> tuple[Paper, ...]:
    """Papers by their names."""
    given = [intake.Given(name, data.encode() if isinstance(data, str) else data) for name, data in papers.items()]
    with patch.object(intake, "Sandbox", InThisProcess):
        return intake.read_papers(given, DEFAULT_LIMITS)


def chronology(papers: dict[str, str | bytes]) -> Chronology:
    """The chronology of these papers, no policy applied."""
    return build(read(papers), [], AS_OF)


def _days(entry: Entry) -> str:
    first, last = entry.when.start, entry.when.end
    if first is None:
        return "undated"
    return first.isoformat() if first == last else f"{first}/{last}"


def _told(found: Chronology, entry: Entry) -> str:
    kinds = {agency.id: str(agency.kind) for agency in found.agencies}
    return ", ".join(f"{kinds[r.agency]} {r.on.isoformat()[5:] if r.on else '?'}" for r in entry.reports)


def incidents(found: Chronology) -> list[str]:
    """The incidents: "2021-03-02 > police 03-04, registered_provider 03-05", without ">" if nobody was told.

    The year of a report is left out; "?" stands for a report whose day is not known."""
    lines = []
    for entry in found.entries:
        if entry.kind is EntryKind.INCIDENT:
            told = _told(found, entry)
            lines.append(f"{_days(entry)} > {told}" if told else _days(entry))
    return lines


def others(found: Chronology, *kinds: str) -> list[str]:
    """The other entries: "2021-03-02 police_action". Only those of the kinds given, if any are."""
    lines = (f"{_days(e)} {e.kind}" for e in found.entries if e.kind is not EntryKind.INCIDENT)
    return [line for line in lines if not kinds or line.split()[1] in kinds]


def on(found: Chronology, day: str) -> list[Entry]:
    """The entries of a day."""
    return [entry for entry in found.entries if _days(entry) == day]
